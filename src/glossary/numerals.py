"""Runs that a term must not be cut out of: Latin words, figures, and Chinese numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.lexicon import Lexicon

# Everything below is an alphabet, a figure or a sign; CJK radicals and all that is Chinese come after.
FIRST_CJK = "\u2e80"
NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两")
# 5万 is one number; 5千 may be, but 5千瓦 is five kilowatts.
AFTER_FIGURES = frozenset("万亿")
# These begin words as often as they go on in numbers: 千瓦, 百姓, 十分.
AMBIGUOUS = frozenset("十百千")
MARKS_IN_FIGURES = frozenset(".,")


def cut_run(folded: str, start: int, end: int, words: Lexicon) -> tuple[int, int] | None:
    """The run of letters, figures or Chinese numerals that a candidate is cut out of.

    Args:
        folded: folded text.
        start: where the candidate begins.
        end: where it ends.
        words: the dictionary, which knows that 一 in 统一 and 千 in 千瓦 are not part of a number.

    Returns:
        The run as [start, end), or None where both edges of the candidate are clean.
    """
    first, last = folded[start], folded[end - 1]
    if (first < FIRST_CJK or first in NUMERALS) and start > 0:
        cut = joins(folded[start - 1], first) or _is_inside_figure(folded, start - 1)
        if cut and not (first in NUMERALS and _number_is_in_word_right(folded, start, end, words)):
            return _run_around(folded, start)
    if (last < FIRST_CJK or last in NUMERALS) and end < len(folded):
        cut = joins(last, folded[end]) or _is_inside_figure(folded, end)
        if cut and not (last in NUMERALS and _number_is_in_word_left(folded, start, end, words)):
            return _run_around(folded, end)
    return None


def joins(left: str, right: str) -> bool:
    """Do two neighbouring characters belong to one word of letters or to one number?"""
    if left < FIRST_CJK and right < FIRST_CJK:
        return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
    if right in NUMERALS:
        return left in NUMERALS or (right in AFTER_FIGURES and left.isdigit())
    return False


def _is_inside_figure(folded: str, mark: int) -> bool:
    """Is it the point of 3.14 or the comma of 1,600?"""
    return (
        0 < mark < len(folded) - 1
        and folded[mark] in MARKS_IN_FIGURES
        and folded[mark - 1].isdigit()
        and folded[mark + 1].isdigit()
    )


def _number_is_in_word_right(folded: str, start: int, end: int, words: Lexicon) -> bool:
    """Does the number at the start of a candidate belong to a word (三万|千瓦), or that before it (统一|一些)?"""
    if folded[start] in AMBIGUOUS and end - start > 1 and folded[start : start + 2] in words:
        return folded[start + 1] not in NUMERALS
    before = folded[max(start - 2, 0) : start]
    return before[0] not in NUMERALS and before[0] != "第" and before in words


def _number_is_in_word_left(folded: str, start: int, end: int, words: Lexicon) -> bool:
    """Does the number at the end of a candidate belong to a word (统一|三个), other than 第?"""
    begin = end
    while begin > start and folded[begin - 1] in NUMERALS:
        begin -= 1
    return begin > start and folded[begin - 1] != "第" and folded[begin - 1 : begin + 1] in words


def _run_around(folded: str, edge: int) -> tuple[int, int]:
    left = right = edge
    while left > 0 and (_continues(folded[left - 1]) or _is_inside_figure(folded, left - 1)):
        left -= 1
    while right < len(folded) and (_continues(folded[right]) or _is_inside_figure(folded, right)):
        right += 1
    return left, right


def _continues(character: str) -> bool:
    return character in NUMERALS or (character < FIRST_CJK and character.isalnum())
