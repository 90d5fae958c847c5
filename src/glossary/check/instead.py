"""What the target seems to say instead of a term, where that can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from glossary.english import FUNCTION_WORDS, plain, split_words
from glossary.text import Span, fold, is_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.english import Words

# Words that begin or end no term, besides the function words.
LIGHT = FUNCTION_WORDS | frozenset(
    "is are was were be been has have had will would should must can may shall we our they their it its this that "
    "these those which who as into toward through over under between among against not no but or than more most "
    "also such all any each both further".split()
)
BREAK = re.compile(r"[,.;:!?()\[\]\n]")
FUZZY_LENGTH = 5
SHORT_TARGET = 9
NEAR = 0.25
MOST_WORDS = 150
LEAST_OVERLAP = 0.34
CONJUNCTIONS = frozenset({"and", "or", "but"})


@dataclass(frozen=True, slots=True)
class Guess:
    """A phrase that may stand in for a term.

    Attributes:
        span: in the target.
        is_reordered: does it have all the words of the approved designation, only in another order?
    """

    span: Span
    is_reordered: bool = False


def guess_english(
    words: Words, approved: Sequence[str], explained: Sequence[Span], place: float
) -> Guess | None:
    """Find the phrase of an English target that best stands in for one of the approved designations.

    Args:
        words: of the target.
        approved: accepted designations.
        explained: places that render other terms.
        place: where the term stands in the source, 0 (beginning) to 1.

    Returns:
        The phrase with the most words in common; without any, in a short target, the unexplained phrase at
        the place of the term; None where neither is convincing.
    """
    best: tuple[float, Span, bool] | None = None
    for designation in approved[:3]:
        wanted = [plain(w) for w in _raws(designation) if plain(w) not in LIGHT]
        for first, end in _windows(words, len(split_words(designation)), explained):
            score, is_all = _overlap(words, first, end, wanted)
            score -= abs(_middle(words, first, end) - place) * 0.05
            if score >= LEAST_OVERLAP and (best is None or score > best[0] + 1e-9):
                best = (score, _span(words, first, end), is_all)
    if best is not None:
        return Guess(best[1], is_reordered=best[2])
    return _by_place(words, approved, explained, place) if approved else None


def guess_chinese(text: str, approved: Sequence[str]) -> Guess | None:
    """Find the stretch of a Chinese target that shares at least half of a designation's characters."""
    folded, best, best_score = fold(text), None, 0.5
    for designation in map(fold, approved[:3]):
        for start in range(len(folded) - len(designation) + 1):
            window = folded[start : start + len(designation)]
            if not all(map(is_han, window)):
                continue
            score = SequenceMatcher(None, designation, window, autojunk=False).ratio()
            if score > best_score or (score == best_score and best is None):
                best, best_score = Span(start, start + len(window)), score
    return Guess(best) if best else None


def _raws(text: str) -> list[str]:
    words = split_words(text)
    return [words.raw(index) for index in range(len(words))]


def _windows(words: Words, size: int, explained: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield phrases of about the right length that no punctuation, light word or other term cuts."""
    count = min(len(words), MOST_WORDS)
    light = [plain(words.raw(index)) in LIGHT for index in range(count)]
    taken = [any(_span(words, i, i + 1).overlaps(span) for span in explained) for i in range(count)]
    for first in range(count):
        if light[first] or taken[first]:
            continue
        for end in range(first + 1, min(first + size + 2, count) + 1):
            if taken[end - 1] or (end - 1 > first and _is_cut(words, end - 1)):
                break
            if not light[end - 1] and end - first >= min(size, 2) - 1:
                yield first, end


def _is_cut(words: Words, index: int) -> bool:
    return BREAK.search(words.text, words.ends[index - 1], words.starts[index]) is not None


def _overlap(words: Words, first: int, end: int, wanted: Sequence[str]) -> tuple[float, bool]:
    """Share of words in common, from 0 to 1, and whether all are there without another one."""
    have = [plain(words.raw(index)) for index in range(first, end)]
    content = [word for word in have if word not in LIGHT]
    rest, score, exact = list(wanted), 0.0, 0
    for word in content:
        near = max(rest, key=lambda other: _likeness(word, other), default="")
        likeness = _likeness(word, near) if near else 0.0
        if likeness:
            rest.remove(near)
            score += likeness
            exact += likeness == 1.0
    is_all = not rest and exact == len(wanted) == len(content) > 1 and not CONJUNCTIONS & set(have)
    # A phrase as long as the term is likelier than its one known word alone.
    return score / (max(len(wanted), len(content)) or 1) + 0.02 * min(len(content), len(wanted)), is_all


def _likeness(word: str, other: str) -> float:
    if word == other or (word[:-1] == other[:-1] and len(word) > FUZZY_LENGTH) or word in (other + "s", other[:-1]):
        return 1.0
    if min(len(word), len(other)) < FUZZY_LENGTH:
        return 0.0
    block = SequenceMatcher(None, word, other, autojunk=False).find_longest_match()
    return 0.8 if block.size >= FUZZY_LENGTH and block.size * 5 >= 3 * min(len(word), len(other)) else 0.0


def _by_place(
    words: Words, approved: Sequence[str], explained: Sequence[Span], place: float
) -> Guess | None:
    size = len(split_words(approved[0]))
    content = [i for i in range(len(words)) if plain(words.raw(i)) not in LIGHT]
    if len(content) > SHORT_TARGET:
        return None
    windows = [(f, e) for f, e in _windows(words, size, explained) if e - f == size and _is_solid(words, f, e)]
    if not windows:
        return None
    first, end = min(windows, key=lambda window: abs(_middle(words, *window) - place))
    near = abs(_middle(words, first, end) - place) <= NEAR
    return Guess(_span(words, first, end)) if near else None


def _is_solid(words: Words, first: int, end: int) -> bool:
    return all(plain(words.raw(index)) not in LIGHT for index in range(first, end))


def _middle(words: Words, first: int, end: int) -> float:
    return (words.starts[first] + words.ends[end - 1]) / 2 / (len(words.text) or 1)


def _span(words: Words, first: int, end: int) -> Span:
    return Span(words.starts[first], words.ends[end - 1])
