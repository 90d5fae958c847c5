"""Positions in text, lines, and folding that never moves an offset."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TYPE_CHECKING = False  # importing typing would cost a good part of the program's start
if TYPE_CHECKING:
    from typing import Any

# Code points from which on it pays to look for the few characters that need folding.
LONG = 10_000
# Quotation marks of traditional texts and of quotations within quotations, and what they become.
OTHER_QUOTES, QUOTES = "「『‘」』’", "“““”””"
# Between the parts of a slogan texts write this or a comma.
ENUMERATION_COMMA = "、"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in the original text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Does `other` lie wholly inside?"""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Do the two share a code point?"""
        return self.start < other.end and other.start < self.end


class LineIndex:
    r"""Lines and columns of a text, for printing only; `\n`, `\r\n` and `\r` end a line."""

    def __init__(self, text: str) -> None:
        starts = [0]
        for position, character in enumerate(text):
            if character == "\n" or (character == "\r" and text[position + 1 : position + 2] != "\n"):
                starts.append(position + 1)
        self._starts = starts

    def line(self, offset: int) -> int:
        """1-based line of a code point offset."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """1-based column, in code points."""
        return offset - self._starts[self.line(offset) - 1] + 1


def is_han(character: str) -> bool:
    """Is it a Chinese character (CJK ideograph of any block, or 〇)?"""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U0003ffff"
        or "\uf900" <= character <= "\ufaff"
        or character == "〇"
    )


def has_han(text: str) -> bool:
    """Does any Chinese character occur in the text?"""
    return any(map(is_han, text))


def fold(text: str) -> str:
    """Fold script, width and case, one character to one, so that offsets stay exact.

    Traditional and variant characters become simplified (鄉 → 乡, 裏 and 裡 → 里), full-width Latin
    becomes half-width (ＡＩ → ai), capitals become small, quotation marks of any style become “ and ”, commas of
    any kind `,`. The result has the length of the input.
    """
    if len(text) < LONG or _has_much_to_fold(text):
        return text.translate(_folding())
    for mark, folded in _marks():
        text = text.replace(mark, folded)
    finder, replacements = _foldable()
    pieces: list[str] = []
    position = 0
    for start, end, number in finder.find(text):
        pieces += text[position:start], replacements[number]
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def fold_script(text: str) -> str:
    """Fold traditional and variant characters to simplified only; the length is kept."""
    return text.translate(_script_folding())


@cache
def _script_folding() -> dict[int, str]:
    """Pairs generated from OpenCC by `tests/tools/make_folding.py`: `鄉乡`, one after another."""
    # Not by importlib.resources, whose imports take as long as annotating a page.
    pairs = Path(__file__).with_name("data").joinpath("folding.txt").read_text(encoding="utf-8").split()
    return {ord(pair[0]): pair[1] for pair in pairs}


def _has_much_to_fold(text: str) -> bool:
    """Is it in traditional script, to judge by its beginning? Then `translate` is faster than looking."""
    sample = text[:2_000]
    return len(_foldable()[0].find(sample)) > len(sample) / 20


@cache
def _marks() -> tuple[tuple[str, str], ...]:
    """Full-width punctuation, which any Chinese text is full of, and what it becomes."""
    return tuple(
        (chr(code), folded)
        for code, folded in _folding().items()
        if (folded.isascii() and not folded.isalnum())
    )


@cache
def _foldable() -> tuple[Any, tuple[str, ...]]:
    """Finds what needs folding, marks apart, four times faster than a regular expression; what it becomes."""
    from daachorse import CharwiseDoubleArrayAhoCorasick

    marks = dict(_marks())
    pairs = {chr(code): folded for code, folded in _folding().items() if chr(code) not in marks}
    return CharwiseDoubleArrayAhoCorasick(list(pairs)), tuple(pairs.values())


@cache
def _folding() -> dict[int, str]:
    # Full-width ！ to ～ stand 0xFEE0 above their ASCII twins (Unicode, Halfwidth and Fullwidth Forms).
    table = {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    table[0x3000] = " "
    table[ord(ENUMERATION_COMMA)] = ","
    table |= {ord(mark): folded for mark, folded in zip(OTHER_QUOTES, QUOTES, strict=True)}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x180), *range(0x391, 0x3AA), *range(0x410, 0x430)):
        small = chr(code).lower()
        if len(small) == 1 and small != chr(code):
            table[code] = small
    return table | _script_folding()
