"""Markdown: its prose, with emphasis, links and tags taken out and code left out."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from glossary.document import Document, ProseBuilder
from glossary.formats.plain import joins_tightly, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossary.document import Prose
    from glossary.files import TextFile

    Line = tuple[int, int, str]

# Stands for a code span, so that the words around it do not run together.
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
PREFIX = re.compile(r"(?:\s*>)*\s*(?:#{1,6}(?=\s)|[-*+](?=\s)|\d{1,9}[.)](?=\s))?(?:\s+\[[ xX]\](?=\s))?\s*")
STARTS_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\|)")
NO_PROSE = re.compile(
    r"\s*(?:[-*_=](?:\s*[-*_=]){2,}|\[[^\]]+\]:\s+\S+.*|\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*|=+|-+)\s*\Z"
)
HEADING = re.compile(r"\s*#{1,6}\s")
CLOSING_HASHES = re.compile(r"\s+#+\s*\Z")
INLINE = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<hidden><!--.*?-->|<(?:https?|mailto):[^>\s]*>|</?[A-Za-z][^<>]*>|\[\^[^\]]+\]|\{[#.:%][^}]*\})"
    r"|(?P<link>!?\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"(?:\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\[[^\]]*\]))"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<url>https?://[^\s<>()，。；！？、）》]+)"
    r"|(?P<emphasis>(?<!\s)\*{1,3}|\*{1,3}(?!\s)|(?<![^\W_])_{1,3}(?=\S)|_{1,3}(?![^\W_])|~~)",
    re.DOTALL,
)


def read_markdown(file: TextFile, *, path: str) -> Document:
    """Split Markdown into paragraphs, headings, list items and table cells."""
    segments = (segment for block in _blocks(file.text) for segment in _segments(block))
    return Document(path, "markdown", tuple(s for s in segments if s.text.strip(" \n" + OBJECT)), file)


def _blocks(text: str) -> Iterator[list[Line]]:
    """Yield groups of lines that belong together, without code, comments and front matter."""
    block: list[Line] = []
    for line in _prose_lines(text):
        content = line[2]
        if not content.strip() or STARTS_BLOCK.match(content):
            if block:
                yield block
            block = []
        if content.strip():
            block.append(line)
            if HEADING.match(content):
                yield block
                block = []
    if block:
        yield block


def _prose_lines(text: str) -> Iterator[Line]:
    fence, commented, front = "", False, text.startswith("---")
    for number, offset, content in lines_of(text):
        if front:
            front = number == 1 or content.rstrip() not in ("---", "...")
            continue
        marker = FENCE.match(content)
        if fence:
            fence = "" if marker and marker[1].startswith(fence) else fence
        elif marker and not commented:
            fence = marker[1]
        elif commented or _opens_comment(content):
            commented = "-->" not in content
        elif NO_PROSE.match(content):
            yield number, offset, ""
            continue
        else:
            yield number, offset, content
            continue
        yield number, offset, ""


def _opens_comment(content: str) -> bool:
    return content.lstrip().startswith("<!--") and (
        "-->" not in content or (content.rstrip().endswith("-->") and content.count("-->") == 1)
    )


def _segments(block: list[Line]) -> Iterator[Prose]:
    if len(block) == 1 and block[0][2].lstrip().startswith("|"):
        yield from _cells(block[0])
        return
    builder = ProseBuilder()
    for number, offset, content in block:
        prefix = PREFIX.match(content) if number == block[0][0] else re.match(r"(?:\s*>)*\s*", content)
        start = prefix.end() if prefix else 0
        text = content[start:].rstrip()
        if HEADING.match(content):
            text = CLOSING_HASHES.sub("", text)
        if builder.last and text and not joins_tightly(builder.last, text.lstrip("*_~[")[:1] or " "):
            builder.insert("\n")
        _add_inline(builder, text, offset + start)
    yield builder.build(block[0][0])


def _cells(line: Line) -> Iterator[Prose]:
    number, offset, content = line
    for cell in re.finditer(r"(?:\\\||[^|])+", content):
        builder = ProseBuilder()
        text = cell.group()
        _add_inline(builder, text.strip(), offset + cell.start() + len(text) - len(text.lstrip()))
        yield builder.build(number)


def _add_inline(builder: ProseBuilder, text: str, offset: int) -> None:
    position = 0
    for found in INLINE.finditer(text):
        builder.add(text[position : found.start()], offset + position)
        position = found.end()
        start, end = offset + found.start(), offset + found.end()
        if found["link"] is not None:
            _add_inline(builder, found["label"], offset + found.start("label"))
        elif found["escape"] is not None:
            builder.add(found["escape"][1], start, end)
        elif found["entity"] is not None:
            builder.add(html.unescape(found["entity"]), start, end)
        elif found["code"] is not None or found["url"] is not None:
            builder.add(OBJECT, start, end)
    builder.add(text[position:], offset + position)
