"""Gettext PO files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossary.document import Bitext, Prose, ProseBuilder, SegmentPair, State
from glossary.errors import DocumentError
from glossary.formats.plain import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossary.files import TextFile

KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(?=")')
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*\Z')
ESCAPE = re.compile(r"\\(?:([abfnrtv\"\\])|x([0-9a-fA-F]{2})|([0-7]{1,3}))")
PLAIN_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass(slots=True)
class _Message:
    line: int = 0
    comments: list[str] = field(default_factory=list)
    flags: str = ""
    strings: dict[str, ProseBuilder] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_po(file: TextFile, *, path: str) -> Bitext:
    """Read the messages of a PO file; obsolete ones are left out, fuzzy ones count as untranslated.

    Raises:
        DocumentError: a line that is not PO.
    """
    pairs = tuple(pair for message in _messages(file.text, path) for pair in _pairs(message))
    return Bitext(path, "po", pairs, file)


def _messages(text: str, path: str) -> Iterator[_Message]:
    message, current = _Message(), ""
    for number, offset, content in lines_of(text):
        line = content.strip()
        if not line or line.startswith("#~"):
            continue
        starts_new = line.startswith(("#", "msgctxt")) or (line.startswith("msgid") and line[5:6] != "_")
        if starts_new and any(name.startswith("msgstr") for name in message.strings):
            yield message
            message, current = _Message(), ""
        if line.startswith("#"):
            _add_comment(message, line)
            continue
        keyword = KEYWORD.match(line)
        if keyword:
            current = keyword[1]
            message.line = message.line or number
            message.strings[current], message.lines[current] = ProseBuilder(), number
        start = content.find('"')
        string = STRING.match(content, start) if start >= 0 else None
        if string is None or not current or (not keyword and not line.startswith('"')):
            raise DocumentError(
                "this line is not PO: a keyword and a quoted string are expected",
                path=path,
                line=number,
                hint='a string looks like msgstr "text", with \\" for a quote inside',
            )
        _add_string(message.strings[current], string[1], offset + string.start(1))
    if message.strings:
        yield message


def _add_comment(message: _Message, line: str) -> None:
    if line.startswith("#,"):
        message.flags += line[2:]
    elif line[1:2] in ("", " ", "."):
        message.comments.append(line[2:].strip())


def _add_string(builder: ProseBuilder, text: str, offset: int) -> None:
    position = 0
    for found in ESCAPE.finditer(text):
        builder.add(text[position : found.start()], offset + position)
        builder.add(_unescape(found), offset + found.start(), offset + found.end())
        position = found.end()
    builder.add(text[position:], offset + position)


def _unescape(found: re.Match[str]) -> str:
    if found[1]:
        return PLAIN_ESCAPES.get(found[1], found[1])
    return chr(int(found[2], 16) if found[2] else int(found[3], 8))


def _pairs(message: _Message) -> Iterator[SegmentPair]:
    source = _prose(message, "msgid")
    if not source.text:  # the header
        return
    plural = _prose(message, "msgid_plural") if "msgid_plural" in message.strings else source
    for name in message.strings:
        if name.startswith("msgstr"):
            target = _prose(message, name)
            ready = bool(target.text.strip()) and "fuzzy" not in message.flags
            yield SegmentPair(
                key=f"line {message.line}" + name.removeprefix("msgstr"),
                source=source if name in ("msgstr", "msgstr[0]") else plural,
                target=target,
                state=State.READY if ready else State.UNTRANSLATED,
                note="\n".join(message.comments),
            )


def _prose(message: _Message, name: str) -> Prose:
    builder = message.strings.get(name, ProseBuilder())
    return builder.build(message.lines.get(name, message.line))
