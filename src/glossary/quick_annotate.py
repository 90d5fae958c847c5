"""The fast path of `glossary annotate`: small UTF-8 texts from a fresh index, without Typer.

Importing Typer takes longer than annotating a page. As in `glossary.quick`, only what is fully understood is
answered here: the options of `_Request`, texts that are small and UTF-8, a stdout that is no terminal. All
else, errors included, is left to the plain path before anything is printed or written; what was read from
stdin is put back for it. The work itself is done by the same modules. Tests hold the two against each other.
"""

from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper

from glossary.index.blocks import DamagedIndexError
from glossary.quick import NotForUsError, open_fresh_index, take_value, write_out

TYPE_CHECKING = False  # see quick.py
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.annotate import Annotator
    from glossary.encoding import Encoding
    from glossary.index.reader import Index

    # Name, encoding and characters of a text.
    Text = tuple[str, Encoding, str]

STDIN = "-"
STYLES = ("inline", "footnote", "list")
# Bytes of all texts together; more is annotated in pieces by the plain path, in memory that does not grow.
LIMIT = 1 << 20
EXIT_INTERRUPTED = 130


class _Request:
    """What was asked, as far as the fast path understands it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.files: list[str] = []
        self.terms: list[str] = []
        self.style = "inline"
        self.template = ""
        self.output = ""
        self.flags: set[str] = set()
        self._command_seen = False
        words = iter(arguments)
        for word in words:
            self._take(word, words)
        if not self._command_seen or (self.output and not self._has_plain_output()):
            raise NotForUsError
        self.files = self.files or [STDIN]

    def _take(self, word: str, rest: Iterator[str]) -> None:
        if word == "--terms":
            self.terms.append(take_value(rest))
        elif not self._command_seen:
            self._command_seen = word == "annotate"
            if not self._command_seen:
                raise NotForUsError
        elif word == STDIN or not word.startswith("-"):
            self.files.append(word)
        else:
            self._take_option(word, rest)

    def _take_option(self, word: str, rest: Iterator[str]) -> None:
        if word in {"--first", "--strip", "--json"}:
            self.flags.add(word)
        elif word in {"--pinyin", "-p"}:
            self.flags.add("--pinyin")
        elif word in {"--quiet", "-q"}:
            self.flags.add("--quiet")
        elif word in {"--style", "-s"}:
            self.style = _one_of(STYLES, take_value(rest))
        elif word == "--color":
            _one_of(("auto", "never"), take_value(rest))
        elif word == "--template":
            self.template = take_value(rest)
        elif word in {"--output", "-o"}:
            self.output = take_value(rest)
        else:
            raise NotForUsError

    def _has_plain_output(self) -> bool:
        """One file into one file?"""
        is_folder = os.path.isdir(self.output)  # noqa: PTH112 -- pathlib would cost milliseconds
        return len(self.files) == 1 and STDIN not in self.files and not is_folder and not self.as_json

    @property
    def as_json(self) -> bool:
        return "--json" in self.flags


def answer(arguments: Sequence[str]) -> int | None:
    """Answer a command line; None, with nothing printed or written, where the plain path has to."""
    try:
        request = _Request(arguments)
        if sys.stdout is None or sys.stderr is None or (sys.stdout.isatty() and not request.output):
            return None
        index = open_fresh_index(request.terms)
        if index is None:
            return None
        with index:
            return _annotate(index, request)
    except (NotForUsError, DamagedIndexError, OSError, ValueError):
        return None
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return EXIT_INTERRUPTED


def _annotate(index: Index, request: _Request) -> int | None:
    from glossary.errors import GlossaryError

    try:
        annotator = _annotator(index, request)
        texts = _read(request.files)
        if request.as_json:
            return write_out("".join(_json(texts, annotator)))
        pieces = [piece for text in texts for piece in _pieces(text, request, annotator)]
        data, mentions = b"".join(data for data, _ in pieces), sum(count for _, count in pieces)
        if not request.output:
            return write_out(data)
        _store(request.output, data)
    except GlossaryError:
        return None
    if "--quiet" not in request.flags:
        sys.stderr.write(f"1 file written, {mentions} terms annotated\n")
    return 0


def _annotator(index: Index, request: _Request) -> Annotator:
    from glossary.annotate import Annotator, Style
    from glossary.gloss import INLINE, INLINE_WITH_PINYIN, Template

    pattern = request.template or (INLINE_WITH_PINYIN if "--pinyin" in request.flags else INLINE)
    return Annotator(
        index,
        style=Style.INLINE if request.as_json else Style(request.style),
        template=Template.parse(pattern),
        first_only="--first" in request.flags,
    )


def _pieces(text: Text, request: _Request, annotator: Annotator) -> Iterable[tuple[bytes, int]]:
    from contextlib import nullcontext

    from glossary.batch import Work, annotate_stream

    _, stored, characters = text
    work = Work(lambda: nullcontext(annotator), strip="--strip" in request.flags)
    # The plain path has no chunk of an empty file.
    return annotate_stream(iter([characters] if characters else []), stored, work, annotator)


def _json(texts: Iterable[Text], annotator: Annotator) -> Iterator[str]:
    from glossary.render.annotation import VERSION, document_to_json

    yield f'{{"version": {VERSION}, "documents": [\n'
    separator = ""
    for name, stored, characters in texts:
        yield separator
        yield from document_to_json(name, stored.name, annotator.find_stream([characters]))
        separator = ",\n"
    yield "\n]}\n"


def _store(path: str, data: bytes) -> None:
    from glossary.files import write_atomic

    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)  # noqa: PTH103, PTH120
    write_atomic(path, data)


def _read(names: Sequence[str]) -> list[Text]:
    """Read all texts, stdin last, so that no other trouble finds it used up."""
    if names.count(STDIN) > 1:
        raise NotForUsError
    known: dict[str, Text] = {}
    left = LIMIT
    for name in sorted(dict.fromkeys(names), key=STDIN.__eq__):
        data = _read_stdin() if name == STDIN else _read_file(name, left)
        left -= len(data)
        if left < 0:
            raise NotForUsError
        known[name] = _decode(name, data)
    return [known[name] for name in names]


def _read_file(name: str, limit: int) -> bytes:
    with open(name, "rb") as file:  # noqa: PTH123
        return file.read(limit + 1)


def _read_stdin() -> bytes:
    """Read stdin, and put it back for the plain path, should that have to answer after all."""
    if sys.stdin is None or sys.stdin.isatty():
        raise NotForUsError
    data = sys.stdin.buffer.read()
    sys.stdin = TextIOWrapper(BytesIO(data))
    return data


def _decode(name: str, data: bytes) -> Text:
    """Decode UTF-8; of other encodings the plain path tells the user."""
    from pathlib import Path

    from glossary.encoding import detect

    stored = detect(data)
    if stored.name != "utf-8":
        raise NotForUsError
    return "<stdin>" if name == STDIN else str(Path(name)), stored, data[len(stored.bom) :].decode()


def _one_of(choices: Sequence[str], value: str) -> str:
    if value not in choices:
        raise NotForUsError
    return value
