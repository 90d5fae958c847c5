"""Align a source with its translation unit by unit, and know when that is doubtful.

Where the counts agree and the lengths fit, unit n is the translation of unit n. Otherwise the method of
Gale and Church (1993, "A program for aligning sentences in bilingual corpora"): the cheapest path through
pairs of 1-1, 1-0, 0-1, 2-1, 1-2, 2-2 units, judged by their lengths, and here also by the terms and
numbers that both sides share.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.text import Span, has_han, is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Anchors = Callable[[str, str], tuple[Counter[str], Counter[str]]]

# Costs of the kinds of beads, -100 ln(probability); the probabilities are Gale and Church's, table 5.
BEADS = {
    (1, 1): 12,
    (1, 0): 460,
    (0, 1): 460,
    (2, 1): 241,
    (1, 2): 241,
    (2, 2): 451,
    (3, 1): 600,
    (1, 3): 600,
}
VARIANCE = 6.8  # per character of the source, as in the paper
ANCHOR_REWARD = 120
ANCHOR_PENALTY = 40
CERTAIN = 0.5
MOST_CELLS = 4_000_000
WIDE = 60
FITTING = 3.0
CHINESE_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；\n]+[”’」』）)\"']*|\Z)\s*")
ENGLISH_SENTENCE = re.compile(
    r".*?(?:[.!?;]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9]|\s*\Z)|\n\s*\n|;(?=\s)|\Z)\s*", re.DOTALL
)
NO_END = re.compile(r"(?:\b(?:No|St|Dr|Mr|Mrs|Ms|Prof|vs|cf|e\.g|i\.e|Inc|Ltd|Co|U\.S|U\.K|[A-Z]))\.\s*\Z")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Bead:
    """A group of source units and the group of target units that translates it.

    Attributes:
        source: range of source units.
        target: range of target units.
        confidence: 0 (a guess) to 1.
    """

    source: range
    target: range
    confidence: float


def align(sources: Sequence[str], targets: Sequence[str], anchors: Anchors | None = None) -> list[Bead]:
    """Align two sequences of texts by length, numbers and terms (Gale and Church).

    Returns:
        Beads in order that cover both sequences.
    """
    if len(sources) * len(targets) > MOST_CELLS:
        return [Bead(range(len(sources)), range(len(targets)), 0.0)]
    return _Aligner(sources, targets, anchors).beads()


def split_sentences(text: str) -> list[Span]:
    """Split a paragraph into sentences, Chinese or English; the spans cover it without gaps."""
    pattern = CHINESE_SENTENCE if has_han(text) else ENGLISH_SENTENCE
    spans: list[Span] = []
    start = 0
    for found in pattern.finditer(text):
        end = found.end()
        if end > start and not (NO_END.search(text[start:end]) and end < len(text)):
            spans.append(Span(start, end))
            start = end
    if start < len(text):
        spans.append(Span(start, len(text)))
    return spans


def is_plausible(sources: Sequence[str], targets: Sequence[str]) -> bool:
    """Do pairs of equal number have the length that translations have, by and large?"""
    ratio = _ratio(sources, targets)
    odd = sum(abs(_delta(s, t, ratio)) > FITTING for s, t in zip(sources, targets, strict=True))
    return odd * 10 <= len(sources)


def _weight(text: str) -> int:
    """Length of a text; a Chinese character says about as much as three Latin ones."""
    return sum(3 if is_han(character) else 1 for character in text)


def _ratio(sources: Sequence[str], targets: Sequence[str]) -> float:
    return (sum(map(_weight, targets)) or 1) / (sum(map(_weight, sources)) or 1)


def _delta(source: str, target: str, ratio: float) -> float:
    """How many standard deviations the target is too long or too short."""
    length = _weight(source) * ratio
    mean = (length + _weight(target)) / 2 or 1
    return (_weight(target) - length) / math.sqrt(mean * VARIANCE)


class _Aligner:
    """One run of the dynamic program."""

    def __init__(self, sources: Sequence[str], targets: Sequence[str], anchors: Anchors | None) -> None:
        self._lengths = ([_weight(text) for text in sources], [_weight(text) for text in targets])
        self._ratio = _ratio(sources, targets)
        found = [[_numbers(text) for text in texts] for texts in (sources, targets)]
        if anchors is not None:
            for side, texts in enumerate((sources, targets)):
                for index, text in enumerate(texts):
                    pair = anchors(text, "") if side == 0 else anchors("", text)
                    found[side][index] += pair[side]
        self._anchors = found

    def beads(self) -> list[Bead]:
        """Return the cheapest path."""
        rows, columns = len(self._lengths[0]), len(self._lengths[1])
        infinite = math.inf
        cost = [[infinite] * (columns + 1) for _ in range(rows + 1)]
        came: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
        cost[0][0] = 0.0
        slope = columns / (rows or 1)
        for i in range(rows + 1):
            low, high = self._band(i, slope, columns, rows)
            for j in range(low, high + 1):
                for di, dj in BEADS:
                    if i >= di and j >= dj and cost[i - di][j - dj] < infinite:
                        total = cost[i - di][j - dj] + self._cost(i - di, i, j - dj, j)
                        if total < cost[i][j]:
                            cost[i][j], came[i][j] = total, (di, dj)
        return self._path(came, rows, columns)

    @staticmethod
    def _band(i: int, slope: float, columns: int, rows: int) -> tuple[int, int]:
        """Keep near the diagonal: translations do not wander farther."""
        width = WIDE + abs(columns - rows)
        middle = int(i * slope)
        return max(0, middle - width), min(columns, middle + width)

    def _path(self, came: list[list[tuple[int, int]]], i: int, j: int) -> list[Bead]:
        beads = []
        while i or j:
            di, dj = came[i][j]
            if not di and not dj:  # the band was too narrow: no path
                beads.append(Bead(range(i), range(j), 0.0))
                break
            beads.append(Bead(range(i - di, i), range(j - dj, j), self._confidence(i - di, i, j - dj, j)))
            i, j = i - di, j - dj
        return beads[::-1]

    def _cost(self, i: int, i_end: int, j: int, j_end: int) -> float:
        cost = BEADS[i_end - i, j_end - j] + self._length_cost(i, i_end, j, j_end)
        if i < i_end and j < j_end:
            shared, lonely = self._shared(i, i_end, j, j_end)
            cost += lonely * ANCHOR_PENALTY - shared * ANCHOR_REWARD
        return cost

    def _length_cost(self, i: int, i_end: int, j: int, j_end: int) -> float:
        if i == i_end or j == j_end:
            return 0.0
        delta = abs(self._delta(i, i_end, j, j_end))
        probability = max(math.erfc(delta / math.sqrt(2)), 1e-9)
        return -100 * math.log(probability)

    def _delta(self, i: int, i_end: int, j: int, j_end: int) -> float:
        source, target = sum(self._lengths[0][i:i_end]) * self._ratio, sum(self._lengths[1][j:j_end])
        return (target - source) / math.sqrt(((source + target) / 2 or 1) * VARIANCE)

    def _shared(self, i: int, i_end: int, j: int, j_end: int) -> tuple[int, int]:
        source, target = Counter[str](), Counter[str]()
        for anchors in self._anchors[0][i:i_end]:
            source += anchors
        for anchors in self._anchors[1][j:j_end]:
            target += anchors
        shared = (source & target).total()
        return shared, source.total() - shared

    def _confidence(self, i: int, i_end: int, j: int, j_end: int) -> float:
        """By fit of lengths and share of anchors; units without a partner are always a guess."""
        if i == i_end or j == j_end:
            return 0.0
        shared, lonely = self._shared(i, i_end, j, j_end)
        fit = math.erfc(abs(self._delta(i, i_end, j, j_end)) / math.sqrt(2) / 2)
        anchored = (shared + 0.5) / (shared + lonely + 1)
        straight = 1.0 if i_end - i == j_end - j == 1 else 0.85
        return round(min(1.0, math.sqrt(fit) * (0.4 + anchored)) * straight, 3)


def _numbers(text: str) -> Counter[str]:
    return Counter(number.replace(",", "") for number in NUMBER.findall(text))
