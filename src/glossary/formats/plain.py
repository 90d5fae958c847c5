"""Plain text: one paragraph a line, or, where lines are wrapped, one between blank lines."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from glossary.document import Document, ProseBuilder
from glossary.text import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossary.document import Prose
    from glossary.files import TextFile

COMMENT_LINE = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*")
LINE_END = re.compile(r"\r\n|\n|\r|\Z")
SENTENCE_ENDS = tuple(".!?:;。！？：；…”\"'’）)")
CJK_PUNCTUATION = frozenset("，。！？；：、（）《》〈〉「」『』“”‘’—…·")
WIDEST_WRAP = 100


def read_plain(file: TextFile, *, path: str) -> Document:
    """Split a plain text into paragraphs."""
    lines = [line for line in lines_of(file.text) if not COMMENT_LINE.fullmatch(line[2])]
    groups = _wrapped(lines) if _is_wrapped(lines) else ([line] for line in lines if line[2].strip())
    return Document(path, "text", tuple(join_lines(group) for group in groups), file)


def lines_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield number (1-based), offset and content of each line."""
    number, position = 1, 0
    while position < len(text):
        end = LINE_END.search(text, position)
        stop = end.start() if end else len(text)
        yield number, position, text[position:stop]
        position = end.end() if end else len(text)
        number += 1


def join_lines(lines: Iterable[tuple[int, int, str]]) -> Prose:
    """Make one paragraph of lines, without blanks at their ends, and no blank between Chinese ones."""
    builder, first = ProseBuilder(), 0
    for number, offset, content in lines:
        first = first or number
        text = content.strip()
        start = offset + len(content) - len(content.lstrip())
        if builder.last and text and not joins_tightly(builder.last, text[0]):
            builder.insert("\n")
        builder.add(text, start)
    return builder.build(first or 1)


def joins_tightly(before: str, after: str) -> bool:
    """Does a line break between these two characters stand for nothing, as between Chinese ones?"""
    return all(is_han(character) or character in CJK_PUNCTUATION for character in (before, after))


def _is_wrapped(lines: list[tuple[int, int, str]]) -> bool:
    """Do most lines that are followed by another one stop in mid-sentence?"""
    followed = [
        content.rstrip()
        for (_, _, content), (_, _, following) in pairwise(lines)
        if content.strip() and following.strip()
    ]
    has_blank = any(not content.strip() for _, _, content in lines)
    if not has_blank or not followed or max(map(len, followed)) > WIDEST_WRAP:
        return False
    return sum(not line.endswith(SENTENCE_ENDS) for line in followed) * 2 > len(followed)


def _wrapped(lines: list[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    group: list[tuple[int, int, str]] = []
    for line in lines:
        if line[2].strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group
