"""Is a candidate a word where it stands? `sure`, `likely` or `blocked`, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.lexicon import Lexicon

THRESHOLD = -3.0


class Verdict(StrEnum):
    """What the evidence says of a candidate."""

    SURE = "sure"
    LIKELY = "likely"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and the evidence for it.

    Attributes:
        verdict: sure, likely or blocked.
        margin: log-probability of the best path that has the candidate as a word, less that of the best
            one in which a word crosses its edge; infinite when sure, minus infinite when blocked outright.
        reason: words for the user; empty when sure.
    """

    verdict: Verdict
    margin: float
    reason: str


SURE = Judgement(Verdict.SURE, inf, "")


def block_outright(reason: str) -> Judgement:
    """Block for a reason that no probability can outweigh."""
    return Judgement(Verdict.BLOCKED, -inf, reason)


class Judge:
    """Judges the candidates of one text.

    Args:
        lexicon: the folded edition of the dictionary.
        text: the text as written, for reasons.
        folded: the same text folded, of the same length.
    """

    def __init__(self, lexicon: Lexicon, text: str, folded: str) -> None:
        self._lexicon = lexicon
        self._text = text
        self._folded = folded
        self._words: dict[int, list[tuple[int, float]]] = {}

    def judge(self, start: int, end: int) -> Judgement:
        """Judge the candidate that occupies [start, end)."""
        if (reason := self._script_boundary(start, end)) is not None:
            return block_outright(reason)
        if not self.is_crossed(start) and not self.is_crossed(end):
            return SURE
        return self._compare(start, end)

    def is_crossed(self, position: int) -> bool:
        """Does a dictionary word have this offset in its inside?"""
        if not 0 < position < len(self._folded):
            return False
        reach = self._lexicon.reach(self._folded[position - 1 : position + 1])
        for start in range(position - 1, max(position - reach, 0) - 1, -1):
            words = self._words_at(start)
            if words and words[-1][0] > position:
                return True
        return False

    def is_open(self, position: int) -> bool:
        """Can the text be cut here without changing any verdict?"""
        return not self.is_crossed(position) and not _is_run(*self._folded[position - 1 : position + 1])

    def _words_at(self, start: int) -> list[tuple[int, float]]:
        words = self._words.get(start)
        if words is None:
            words = self._words[start] = self._lexicon.words_at(self._folded, start)
        return words

    def _script_boundary(self, start: int, end: int) -> str | None:
        """Latin letters and digits: a candidate must not be cut out of a longer run of its own kind."""
        for edge in (start, end):
            if 0 < edge < len(self._text) and _is_run(self._folded[edge - 1], self._folded[edge]):
                left, right = _run_around(self._folded, edge)
                return f"{self._text[start:end]} is part of {self._text[left:right]}"
        return None

    def _window(self, start: int, end: int) -> tuple[int, int]:
        left, right = start, end
        while self.is_crossed(left):
            left -= 1
        while self.is_crossed(right):
            right += 1
        return left, right

    def _compare(self, start: int, end: int) -> Judgement:
        left, right = self._window(start, end)
        forward = self._best_forward(left, right, start, end)
        aligned, crossing, culprit = -inf, -inf, (start, end)
        backward = {right: 0.0}
        for position in range(right - 1, left - 1, -1):
            best = -inf
            for stop, weight in self._edges(position, right):
                best = max(best, weight + backward[stop])
            backward[position] = best
        inner = -inf
        block = {start: 0.0}
        for position in range(start, end):
            for stop, weight in self._edges(position, end):
                block[stop] = max(block.get(stop, -inf), block[position] + weight)
        inner = block[end]
        aligned = forward[start] + inner + backward[end]
        for position in range(left, end):
            for stop, weight in self._edges(position, right):
                crosses = position < start < stop or position < end < stop
                if crosses and not (position <= start and end <= stop):
                    value = forward[position] + weight + backward[stop]
                    if value > crossing:
                        crossing, culprit = value, (position, stop)
        margin = aligned - crossing
        if crossing == -inf:
            return SURE
        word = self._text[culprit[0] : culprit[1]]
        term = self._text[start:end]
        if margin >= THRESHOLD:
            return Judgement(Verdict.LIKELY, margin, f"{term} is likelier than {word}")
        return Judgement(Verdict.BLOCKED, margin, f"{term} crosses into {word}")

    def _edges(self, position: int, right: int) -> list[tuple[int, float]]:
        words = [(stop, weight) for stop, weight in self._words_at(position) if stop <= right]
        if not words or words[0][0] != position + 1:
            words.append((position + 1, self._lexicon.unknown))
        return words

    def _best_forward(self, left: int, right: int, start: int, end: int) -> dict[int, float]:
        forward = {left: 0.0}
        for position in range(left, right):
            for stop, weight in self._edges(position, right):
                if not (position <= start and end <= stop and stop - position > end - start):
                    forward[stop] = max(forward.get(stop, -inf), forward[position] + weight)
        return forward


def _is_run(left: str, right: str) -> bool:
    if left.isascii() and right.isascii():
        return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
    return False


def _run_around(text: str, edge: int) -> tuple[int, int]:
    left = right = edge
    while left > 0 and text[left - 1].isascii() and text[left - 1].isalnum():
        left -= 1
    while right < len(text) and text[right].isascii() and text[right].isalnum():
        right += 1
    return left, right
