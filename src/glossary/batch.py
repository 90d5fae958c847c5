"""Annotate many files, on several processors, each written as a whole or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossary.annotate import Annotator, Style
from glossary.encoding import UTF8, Encoding, named
from glossary.errors import DocumentError, GlossaryError
from glossary.files import encode, open_text, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

TEXT_SUFFIXES: Final = (".txt", ".text", ".md", ".markdown", ".srt")


@dataclass(frozen=True, slots=True)
class Task:
    """One file to annotate.

    Attributes:
        source: the file to read.
        target: the file to write.
    """

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Attributes:
        task: which one.
        size: bytes read.
        mentions: terms found.
        encoding: what the file was read as.
        error: why nothing was written.
    """

    task: Task
    size: int = 0
    mentions: int = 0
    encoding: Encoding = UTF8
    error: GlossaryError | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each file.

    Attributes:
        annotator: opens the annotator, once in each process.
        strip: take annotations out instead of putting them in.
        encoding: to read with, instead of guessing.
        output_encoding: to write in, instead of the one that the file came in.
    """

    annotator: Callable[[], AbstractContextManager[Annotator]]
    strip: bool = False
    encoding: str | None = None
    output_encoding: str | None = None


def text_files(folder: Path) -> list[Path]:
    """List the texts below a folder by name.

    Raises:
        DocumentError: there are none.
    """
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in TEXT_SUFFIXES and path.is_file() and not path.name.startswith(".")
    )
    if not found:
        raise DocumentError(
            "this folder has no texts",
            path=folder,
            hint=f"texts are files ending in {', '.join(TEXT_SUFFIXES)}",
        )
    return found


def annotate_files(tasks: Sequence[Task], work: Work, *, jobs: int = 1) -> Iterator[Outcome]:
    """Annotate files in the order given; a file that fails does not stop the others."""
    if jobs <= 1 or len(tasks) <= 1:
        with work.annotator() as annotator:
            for task in tasks:
                yield _attempt(task, work, annotator)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Fresh processes: forking one that has threads (the progress bar) may hang it.
    context = get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(tasks)), context, _start_worker, (work,)) as pool:
        try:
            yield from pool.map(_attempt_in_worker, tasks)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def annotate_stream(
    chunks: Iterable[str], stored: Encoding, work: Work, annotator: Annotator
) -> Iterator[tuple[bytes, int]]:
    """Annotate a text that comes in chunks: the bytes to write, and the number of terms in them."""
    target = named(stored.bom, work.output_encoding) if work.output_encoding else stored
    yield target.bom, 0
    if annotator.style is Style.INLINE and not work.strip:
        for annotation in annotator.annotate_pieces(chunks):
            yield encode(annotation.result, target), len(annotation.matches)
        return
    text = "".join(chunks)
    if work.strip:
        yield encode(annotator.strip(text), target), 0
        return
    annotation = annotator.annotate(text)
    yield encode(annotation.result, target), len(annotation.matches)


_worker: tuple[Work, Annotator] | None = None
# What the worker has open, until its process ends.
_opened = ExitStack()


def _start_worker(work: Work) -> None:
    global _worker  # noqa: PLW0603  # one annotator a process: loading it for each file would cost more
    _worker = (work, _opened.enter_context(work.annotator()))


def _attempt_in_worker(task: Task) -> Outcome:
    if _worker is None:
        raise RuntimeError("the worker process was not started by annotate_files")
    return _attempt(task, *_worker)


def _attempt(task: Task, work: Work, annotator: Annotator) -> Outcome:
    try:
        with open_text(task.source, encoding=work.encoding) as (stored, chunks):
            mentions = 0

            def data() -> Iterator[bytes]:
                nonlocal mentions
                for piece, count in annotate_stream(chunks, stored, work, annotator):
                    mentions += count
                    yield piece

            task.target.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(task.target, data())
            return Outcome(task, task.source.stat().st_size, mentions, stored)
    except GlossaryError as error:
        return Outcome(task, error=error)
    except OSError as error:
        problem = DocumentError(
            f"cannot be written: {error.strerror}", path=task.target, hint="choose another place"
        )
        return Outcome(task, error=problem)
