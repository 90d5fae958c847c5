"""`glossary annotate`: a text with the English and pinyin of its terms."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glossary.cli.common import (
    EXIT_USAGE,
    ColorOption,
    JsonOption,
    QuietOption,
    Shared,
    SubjectOption,
    TermsOption,
    open_terms,
    remark,
    report,
    settings_for,
    shared,
    wants_color,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress

    from glossary.annotate import Annotator
    from glossary.batch import Outcome, Task, Work
    from glossary.config import Settings
    from glossary.encoding import Encoding

STDIN = "-"


class StyleChoice(StrEnum):
    """How annotations stand in the text."""

    INLINE = "inline"
    FOOTNOTE = "footnote"
    LIST = "list"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants done with each text."""

    style: StyleChoice
    explain: bool
    work: Work
    options: Shared


def annotate(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...", help="Texts or folders of texts; - or nothing for stdin.", show_default=False
        ),
    ] = None,
    *,
    style: Annotated[
        StyleChoice,
        typer.Option("--style", "-s", help="inline, footnote, list (a term table at the end) or json."),
    ] = StyleChoice.INLINE,
    pinyin: Annotated[
        bool, typer.Option("--pinyin", "-p", help="Write the pinyin, too (inline style).")
    ] = False,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="TEXT",
            help="Inline style of your own, for example '{zh}【{en}】'; placeholders: zh en pinyin id subject.",
            show_default=False,
        ),
    ] = None,
    first: Annotated[
        bool, typer.Option("--first", help="Annotate the first mention of a term only.")
    ] = False,
    subject: SubjectOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file, or for several texts into this folder."),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", "-i", help="Change the files themselves.")] = False,
    strip: Annotated[bool, typer.Option("--strip", help="Take annotations out again.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="List every candidate, blocked ones too, with the reason.")
    ] = False,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of the texts, if it is guessed wrong.")
    ] = None,
    output_encoding: Annotated[
        str | None, typer.Option("--output-encoding", help="Encoding to write, instead of the same.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes for several files.")] = 1,
    as_json: JsonOption = False,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the approved English beside each term of a Chinese text.

    \b
    Examples:
      glossary annotate report.txt                      攀登计划 (Climbing Plan)
      glossary annotate report.txt --pinyin             攀登计划 (Pāndēng Jìhuà, Climbing Plan)
      glossary annotate report.txt --style list         the text, then a table of its terms
      glossary annotate report.txt --first -o out.txt   first mentions only, into a file
      glossary annotate texts/ -o annotated/ --jobs 2   a folder of texts
      glossary annotate out.txt --strip                 the original back
      echo 推动高质量发展 | glossary annotate

    Everything else in the text stays as it is, to the byte: encoding, line ends, blanks. Annotating
    twice changes nothing.
    """
    from glossary.batch import Work

    options = shared(context, terms=terms, color=color, quiet=quiet)
    _check_usage(files, output=output, in_place=in_place)
    make = partial(
        _annotator,
        settings_for(options),
        options,
        style=StyleChoice.JSON if as_json else style,
        template=template,
        pinyin=pinyin,
        first=first,
        subjects=tuple(subject or ()),
    )
    work = Work(make, strip=strip, encoding=encoding, output_encoding=output_encoding)
    request = Request(StyleChoice.JSON if as_json else style, explain, work, options)
    if output is None and not in_place:
        _to_stdout(files or [STDIN], request)
        return
    if request.style is StyleChoice.JSON or explain:
        raise typer.BadParameter("--json and --explain print to stdout; use > to write them to a file")
    _to_files(_tasks(files or [], output=output, in_place=in_place), request, jobs=jobs)


def _check_usage(files: list[str] | None, *, output: Path | None, in_place: bool) -> None:
    if output is not None and in_place:
        raise typer.BadParameter("use --output or --in-place, not both")
    if not files and sys.stdin.isatty():
        raise typer.BadParameter("name a text to annotate, or pipe one in; see: glossary annotate --help")
    if in_place and (not files or STDIN in files):
        raise typer.BadParameter("--in-place needs files")


@contextmanager
def _annotator(
    settings: Settings,
    options: Shared,
    *,
    style: StyleChoice,
    template: str | None,
    pinyin: bool,
    first: bool,
    subjects: tuple[str, ...],
) -> Iterator[Annotator]:
    """Open the annotator; in a module's top level, so that worker processes can do it, too."""
    from glossary.annotate import Annotator, Style
    from glossary.gloss import INLINE, INLINE_WITH_PINYIN, Template

    pattern = template or (INLINE_WITH_PINYIN if pinyin else INLINE)
    with open_terms(settings, options) as terms:
        terms.require_subjects(subjects)
        yield Annotator(
            terms,
            style=Style.INLINE if style is StyleChoice.JSON else Style(style.value),
            template=Template.parse(pattern),
            first_only=first,
            subjects=subjects,
        )


def _texts(names: list[str], request: Request) -> Iterator[tuple[str, Encoding, Iterator[str]]]:
    """Open the texts one after the other: name, encoding, chunks."""
    from glossary.batch import text_files
    from glossary.files import decode, open_text

    for name in names:
        if name == STDIN:
            file = decode(sys.stdin.buffer.read(), encoding=request.work.encoding, path="<stdin>")
            yield "<stdin>", file.stored, iter([file.text])
            continue
        for path in text_files(Path(name)) if Path(name).is_dir() else [Path(name)]:
            with open_text(path, encoding=request.work.encoding) as (stored, chunks):
                _tell_encoding(str(path), stored, request.options)
                yield str(path), stored, chunks


def _to_stdout(names: list[str], request: Request) -> None:
    with request.work.annotator() as annotator:
        if request.style is StyleChoice.JSON:
            _print_json(names, request, annotator)
            return
        for _, stored, chunks in _texts(names, request):
            if request.explain:
                _print_explanations("".join(chunks), annotator)
            elif wants_color(request.options) and not request.work.strip:
                _print_colored(chunks, annotator)
            else:
                _print_bytes(stored, chunks, request.work, annotator)


def _print_bytes(stored: Encoding, chunks: Iterator[str], work: Work, annotator: Annotator) -> None:
    from glossary.batch import annotate_stream
    from glossary.visible import visible

    for data, _ in annotate_stream(chunks, stored, work, annotator):
        if sys.stdout.isatty():
            sys.stdout.write(visible(data.decode(stored.name)))
        else:
            sys.stdout.buffer.write(data)
    sys.stdout.flush()


def _print_colored(chunks: Iterator[str], annotator: Annotator) -> None:
    from glossary.render.annotation import for_terminal

    sys.stdout.write(for_terminal(annotator.annotate("".join(chunks))))


def _print_explanations(text: str, annotator: Annotator) -> None:
    from glossary.render.annotation import explain
    from glossary.visible import visible

    for line in explain(text, annotator.candidates(text)):
        sys.stdout.write(visible(line) + "\n")


def _print_json(names: list[str], request: Request, annotator: Annotator) -> None:
    from glossary.render.annotation import VERSION, document_to_json

    separator = ""
    sys.stdout.write(f'{{"version": {VERSION}, "documents": [\n')
    for name, stored, chunks in _texts(names, request):
        matches = annotator.candidates("".join(chunks)) if request.explain else annotator.find_stream(chunks)
        sys.stdout.write(separator)
        sys.stdout.writelines(document_to_json(name, stored.name, matches))
        separator = ",\n"
    sys.stdout.write("\n]}\n")


def _tasks(names: list[str], *, output: Path | None, in_place: bool) -> list[Task]:
    from glossary.batch import Task, text_files

    if in_place:
        sources = [
            path
            for name in names
            for path in (text_files(Path(name)) if Path(name).is_dir() else [Path(name)])
        ]
        return [Task(source, source) for source in dict.fromkeys(sources)]
    if output is None:
        return []
    if len(names) == 1 and not Path(names[0]).is_dir() and not output.is_dir():
        return [Task(Path(names[0]), output)]
    tasks: dict[Path, Task] = {}
    for name in names:
        folder = Path(name)
        inside = text_files(folder) if folder.is_dir() else [folder]
        for source in inside:
            target = output / (source.relative_to(folder) if folder.is_dir() else source.name)
            if target in tasks and tasks[target].source != source:
                raise typer.BadParameter(
                    f"{source} and {tasks[target].source} would both be written to {target}"
                )
            tasks[target] = Task(source, target)
    return list(tasks.values())


def _to_files(tasks: list[Task], request: Request, *, jobs: int) -> None:
    from glossary.batch import annotate_files

    failed = mentions = 0
    with _Progress(tasks, request.options) as advance:
        for outcome in annotate_files(tasks, request.work, jobs=jobs):
            advance(outcome)
            mentions += outcome.mentions
            if outcome.error is not None:
                failed += 1
                report(outcome.error)
            else:
                _tell_encoding(str(outcome.task.source), outcome.encoding, request.options)
    if not request.options.quiet:
        written = len(tasks) - failed
        remark(f"{written} file{'' if written == 1 else 's'} written, {mentions} terms annotated")
    if failed:
        raise typer.Exit(EXIT_USAGE)


class _Progress:
    """A bar on stderr when the work is long enough to want one and somebody watches."""

    def __init__(self, tasks: list[Task], options: Shared) -> None:
        self._bar: Progress | None = None
        if len(tasks) < 2 or options.quiet or not sys.stderr.isatty():  # noqa: PLR2004
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TransferSpeedColumn

        columns = (
            TextColumn("annotating"),
            BarColumn(),
            TransferSpeedColumn(),
            TextColumn("{task.fields[files]}"),
        )
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._total = sum(_size(task.source) for task in tasks)
        self._count, self._done = len(tasks), 0
        self._id = self._bar.add_task("", total=self._total, files=f"0/{len(tasks)} files")

    def __enter__(self) -> Callable[[Outcome], None]:
        if self._bar is not None:
            self._bar.start()
        return self._advance

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def _advance(self, outcome: Outcome) -> None:
        if self._bar is not None:
            self._done += 1
            self._bar.update(
                self._id, advance=_size(outcome.task.source), files=f"{self._done}/{self._count} files"
            )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _tell_encoding(name: str, stored: Encoding, options: Shared) -> None:
    if stored.name != "utf-8" and not options.quiet:
        remark(f"{name}: read as {stored.label}")
