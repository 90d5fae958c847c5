"""What the target seems to say instead of a term, where that can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from glossary.english import split_words, word_key
from glossary.english_words import LIGHT
from glossary.text import Span, fold, is_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from glossary.english import Words

BREAK = re.compile(r"[,.;:!?()\[\]\n]")
PLAIN_GAPS = frozenset({" ", "-"})
FUZZY_LENGTH = 5
SHORT_TARGET = 9
NEAR = 0.25
MOST_WORDS = 150
LEAST_OVERLAP = 0.34
# What a phrase at the other end of the text loses, and by how much a later one must be better.
FARTHEST, TIE = 0.05, 1e-9
# How many terms, and how many words with each, are remembered.
REMEMBERED_TERMS, REMEMBERED_WORDS = 1024, 256
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


class _Term(dict[str, tuple[float, ...]]):
    """A designation, and how much any word is like each of its content words; nothing if like none.

    Args:
        designation: what should stand in the target.

    Attributes:
        words: its content words.
    """

    def __init__(self, designation: str) -> None:
        self.words = tuple(word for word in split_words(designation).plain if word not in LIGHT)
        self._keys = frozenset(map(word_key, self.words))
        # All stretches of `FUZZY_LENGTH`: a word that has none of them is no relative.
        self._pieces = tuple(
            {
                word[at : at + FUZZY_LENGTH]
                for word in self.words
                for at in range(len(word) - FUZZY_LENGTH + 1)
            }
        )

    def __missing__(self, word: str) -> tuple[float, ...]:
        if len(self) >= REMEMBERED_WORDS:
            self.clear()
        row = tuple(_likeness(word, other) for other in self.words) if self._may_be_like(word) else ()
        self[word] = row = row if any(row) else ()
        return row

    def _may_be_like(self, word: str) -> bool:
        if word in LIGHT:
            return False
        return word_key(word) in self._keys or any(piece in word for piece in self._pieces)


_make_term = lru_cache(maxsize=REMEMBERED_TERMS)(_Term)


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
    have = words.plain[:MOST_WORDS]
    best, least = None, LEAST_OVERLAP
    for designation in approved[:3]:
        term = _make_term(designation)
        alike = _find_alike(term, words)
        for first, end in _clusters(list(alike), len(term.words) + 1):
            score, is_all = _overlap(have, range(first, end), alike, len(term.words))
            if score < least:
                continue
            score -= abs(_middle(words, first, end) - place) * FARTHEST
            if score >= least and not _is_interrupted(words, first, end, explained):
                best, least = (first, end, alike, term, is_all), score + TIE
    if best is None:
        return _by_place(words, have, approved, explained, place) if approved else None
    first, end, alike, term, is_all = best
    phrase = _widen(words, (first, end), alike, len(term.words), explained)
    return Guess(_span(words, *phrase), is_reordered=is_all)


def _find_alike(term: _Term, words: Words) -> dict[int, tuple[float, ...]]:
    """The words of the target that are like one of the term, by position, and how like each they are."""
    rows = map(term.__getitem__, words.plain[:MOST_WORDS])
    return {index: row for index, row in enumerate(rows) if row}


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


def _clusters(hits: Sequence[int], reach: int) -> Iterator[tuple[int, int]]:
    """Yield the phrases that begin and end with a word in common and are not too long."""
    for number, first in enumerate(hits):
        for last in hits[number:]:
            if last - first > reach:
                break
            yield first, last + 1


def _is_interrupted(words: Words, first: int, end: int, explained: Sequence[Span]) -> bool:
    """Does punctuation or another term stand in the phrase?"""
    start, stop = words.start(first), words.end(end - 1)
    for span in explained:
        if start < span.end and span.start < stop:
            return True
    return any(_is_cut(words, index) for index in range(first + 1, end))


def _widen(
    words: Words,
    phrase: tuple[int, int],
    alike: Mapping[int, Sequence[float]],
    wanted: int,
    explained: Sequence[Span],
) -> tuple[int, int]:
    """Take in the neighbours that stand where the term has its other words."""
    first, end = phrase
    count = min(len(words), MOST_WORDS)
    rows = [alike[index] for index in range(first, end) if index in alike]
    known = {max(range(wanted), key=row.__getitem__) for row in rows}
    for _ in range(min(known)):
        if not first or words.plain[first - 1] in LIGHT or _is_interrupted(words, first - 1, end, explained):
            break
        first -= 1
    for _ in range(wanted - 1 - max(known)):
        if end >= count or words.plain[end] in LIGHT or _is_interrupted(words, first, end + 1, explained):
            break
        end += 1
    return first, end


def _windows(
    words: Words, have: Sequence[str], size: int, explained: Sequence[Span]
) -> Iterator[tuple[int, int]]:
    """Yield phrases of about the right length that no punctuation, light word or other term cuts."""
    count = len(have)
    light = [word in LIGHT for word in have]
    spans = words.spans
    taken = [
        any(spans[i][0] < span.end and span.start < spans[i][1] for span in explained) for i in range(count)
    ]
    for first in range(count):
        if light[first] or taken[first]:
            continue
        for end in range(first + 1, min(first + size + 2, count) + 1):
            if taken[end - 1] or (end - 1 > first and _is_cut(words, end - 1)):
                break
            if not light[end - 1] and end - first >= min(size, 2) - 1:
                yield first, end


def _is_cut(words: Words, index: int) -> bool:
    gap = words.gap(index)
    return gap not in PLAIN_GAPS and BREAK.search(gap) is not None


def _overlap(
    have: Sequence[str], phrase: range, alike: Mapping[int, Sequence[float]], wanted: int
) -> tuple[float, bool]:
    """Share of words in common, from 0 to 1, and whether all are there without another one."""
    if len(phrase) == 1:
        return max(alike[phrase[0]]) / wanted + 0.02, False
    rest, score, exact, content = set(range(wanted)), 0.0, 0, 0
    for index in phrase:
        content += have[index] not in LIGHT
        row = alike.get(index)
        near = max(rest, key=row.__getitem__, default=-1) if row else -1
        if row and near >= 0 and row[near]:
            rest.remove(near)
            score += row[near]
            exact += row[near] == 1.0
    is_all = exact == wanted == content > 1 and CONJUNCTIONS.isdisjoint(have[phrase.start : phrase.stop])
    # A phrase as long as the term is likelier than its one known word alone.
    return score / (max(wanted, content) or 1) + 0.02 * min(content, wanted), is_all


def _likeness(word: str, other: str) -> float:
    """1 for the same word, less for words of one family, such as revitalize and vitalization."""
    if word_key(word) == word_key(other):
        return 1.0
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < FUZZY_LENGTH:
        return 0.0
    # The longest stretch in common must be most of the shorter word.
    least = max(FUZZY_LENGTH, -(-len(shorter) * 3 // 5))
    return 0.8 if any(shorter[at : at + least] in longer for at in range(len(shorter) - least + 1)) else 0.0


def _by_place(
    words: Words, have: Sequence[str], approved: Sequence[str], explained: Sequence[Span], place: float
) -> Guess | None:
    if len(have) - sum(map(LIGHT.__contains__, have)) > SHORT_TARGET:
        return None
    size = len(split_words(approved[0]))
    found = _windows(words, have, size, explained)
    windows = [
        (first, end) for first, end in found if end - first == size and LIGHT.isdisjoint(have[first:end])
    ]
    if not windows:
        return None
    first, end = min(windows, key=lambda window: abs(_middle(words, *window) - place))
    near = abs(_middle(words, first, end) - place) <= NEAR
    return Guess(_span(words, first, end)) if near else None


def _middle(words: Words, first: int, end: int) -> float:
    return (words.start(first) + words.end(end - 1)) / 2 / (len(words.text) or 1)


def _span(words: Words, first: int, end: int) -> Span:
    return Span(words.start(first), words.end(end - 1))
