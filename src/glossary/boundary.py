"""Is a candidate a word where it stands? `sure`, `likely` or `blocked`, with the reason.

The rule in one paragraph. A candidate is *blocked* outright where its edge cuts a run of Latin letters, a
run of digits, or a Chinese number (`AI` in `MAIL`, `60` in `160`, 第二十 in 第二十一; see `glossary.numerals`), or
where 长 after it names the head of the office (外交部 in 外交部长), or where 法 at the end of a law's title goes
on as a likelier word (国家安全法 in 国家安全法治, but not in 国家安全法规定). Otherwise, if no dictionary word lies
across either edge, it is *sure*; a word that holds the whole candidate (国家图书馆 around 图书馆) does not lie across.
Otherwise two readings of the surrounding window are compared, the window being the shortest whose own edges
no word crosses: the likeliest that has the candidate as a unit, and the likeliest in which a word lies
across one of its edges. The likelihood of a reading is the product of its words' shares in jieba's counts,
with two corrections. A term of the glossary counts as a word seen at least 1,000 times in jieba's 60
million (`TERM_FREQUENCY`), however rare or long it is, because somebody chose it; so do two or three
characters that the word across leaves of it (工信 in 工信部门), for they are likely part of an abbreviation that
the dictionary lacks. And every character left over by itself costs a factor of about 7 (`LONE_CHARACTER`, 2
nats), because single characters are counted far more often than they stand alone: this is what sees that
北京大学 leaves 生 behind where 大学生 does not. The margin is the difference of the logarithms; at −1 (`THRESHOLD`)
and above the candidate is *likely*, below it is *blocked*, and the word that lies across is the reason.

The three figures were chosen on UD Chinese-GSDSimp (dev and test, 39,000 characters), every gold word
of two or more characters being a term, for its segmentation as published and for one with affixes joined
to their stems as in newspaper corpora. They lie in the middle of a plateau; `tests/benchmarks/engine.md` has the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf, log
from typing import TYPE_CHECKING, TypeVar

from glossary.numerals import FIRST_CJK, MARKS_IN_FIGURES, NUMERALS, cut_run, joins

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossary.lexicon import Lexicon

    # For each position of a window, the ends and weights of the words that begin there.
    Steps = list[list[tuple[int, float]]]

TERM_FREQUENCY = 1_000
LONE_CHARACTER = 2.0
THRESHOLD = -1.0
# Last characters of what has a head: 部长, 省长, 行长.
OFFICES = frozenset("部省市县区州厅局院校处科所署司镇乡村庭台站厂团队组社行会")
# The title of a law ends with it, and so do most of its compounds begin: 国家安全法 and 法治, 法规, 法院.
LAW = "法"
# What a word across leaves of the term counts as a unit like the term if it is this long.
STUMP = range(2, 4)
# A window grows to this many characters on either side at most; only repetition (哈哈哈…) gets so far.
WIDEST = 40
# What was worked out is remembered up to this number of pairs or windows, then forgotten together.
REMEMBERED = 50_000
PAIR = 2

_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")


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
        margin: log-probability of the best reading with the candidate as a unit, less that of the best one
            in which a word lies across its edge; infinite when sure, minus infinite when blocked outright.
        reason: words for the user; empty when sure.
    """

    verdict: Verdict
    margin: float
    reason: str


SURE = Judgement(Verdict.SURE, inf, "")


def block_outright(reason: str) -> Judgement:
    """Block for a reason that no probability can outweigh."""
    return Judgement(Verdict.BLOCKED, -inf, reason)


class Evidence:
    """The dictionary, and what was worked out from it for any text; judges share it.

    Args:
        lexicon: the folded edition of the dictionary.

    Attributes:
        open_starts: of the two folded characters around the start of a candidate: do they alone show that
            no word and no run is cut there? At the ends of the text there are fewer than two.
        open_ends: the same for its end.
        surroundings: of two characters: how many on either side decide whether a word crosses between them.
        crossings: of that many characters and an offset in them: does a word cross there?
        windows: judgements by the window as written and the place of the candidate in it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.open_starts = Memo(self._is_open_start)
        self.open_ends = Memo(self._is_open_end)
        self.surroundings = Memo(self._surrounding)
        self.crossings = Memo(self._is_crossed)
        self.windows: dict[tuple[str, int, int], Judgement] = {}

    def _is_open_start(self, pair: str) -> bool:
        return len(pair) < PAIR or (not self.surroundings[pair][0] and not _may_cut(pair[1], pair[0], pair))

    def _is_open_end(self, pair: str) -> bool:
        if len(pair) < PAIR:
            return True
        inner, outer = pair[0], pair[1]
        if self.surroundings[pair][0] or (outer == "长" and inner in OFFICES):
            return False
        return not _may_cut(inner, outer, pair)

    def _is_crossed(self, place: tuple[str, int]) -> bool:
        return self.lexicon.has_word_across(*place)

    def _surrounding(self, pair: str) -> tuple[int, int]:
        left, right = self.lexicon.look_around(pair)
        # Where the two are a word themselves no more need be looked at.
        return (1, 1) if left and pair in self.lexicon else (left, right)


class Memo(dict[_Key, _Answer]):
    """Remembers the answers to questions, and forgets them all when there are too many."""

    def __init__(self, ask: Callable[[_Key], _Answer]) -> None:
        self._ask = ask

    def __missing__(self, key: _Key) -> _Answer:
        if len(self) >= REMEMBERED:
            self.clear()
        answer = self[key] = self._ask(key)
        return answer


def _may_cut(inner: str, outer: str, pair: str) -> bool:
    """May the edge between the characters of a pair, one of them the candidate's, lie in a run?"""
    in_run = inner < FIRST_CJK or inner in NUMERALS
    return in_run and (joins(*pair) or outer in MARKS_IN_FIGURES)


class Judge:
    """Judges the candidates of one text, and remembers what it looked up in it.

    Args:
        evidence: the dictionary and what is known from other texts; grows here.
        text: the text as written, for reasons.
        folded: the same text folded, of the same length.
    """

    def __init__(self, evidence: Evidence, text: str, folded: str) -> None:
        self._lexicon = evidence.lexicon
        self._open_starts, self._open_ends = evidence.open_starts, evidence.open_ends
        self._surroundings, self._crossings = evidence.surroundings, evidence.crossings
        self._windows = evidence.windows
        self._text = text
        self._folded = folded
        self._term_weight = log(TERM_FREQUENCY) - log(self._lexicon.total)

    def judge(self, start: int, end: int) -> Judgement:
        """Judge the candidate that occupies [start, end)."""
        folded = self._folded
        # Two look-ups settle what half of all candidates need; the rest is judged by the rules.
        if self._open_starts[folded[start - 1 : start + 1]] and self._open_ends[folded[end - 1 : end + 1]]:
            return SURE
        return self.judge_closely(start, end)

    def judge_closely(self, start: int, end: int) -> Judgement:
        """Judge by all the rules; `judge` gives the same, quicker where the nearest characters decide."""
        folded = self._folded
        first, last = folded[start], folded[end - 1]
        if first < FIRST_CJK or last < FIRST_CJK or first in NUMERALS or last in NUMERALS:
            run = cut_run(folded, start, end, self._lexicon)
            if run:
                return block_outright(f"{self._text[start:end]} is cut out of {self._text[slice(*run)]}")
        if end < len(folded) and folded[end] == "长" and last in OFFICES and self._is_title(end):
            return block_outright(f"{self._text[start:end]} is cut out of {self._text[start : end + 1]}")
        left, right = self._window(start, end)
        if (left, right) == (start, end):
            return SURE
        if last == LAW and end - start > len("民法") and (length := self._compound_of_law(end - 1, right)):
            rival = self._text[end - 1 : end - 1 + length]
            return block_outright(f"{self._text[start:end]} crosses into {rival}")
        return self._compare(left, start, end, right)

    def _compound_of_law(self, position: int, right: int) -> int:
        """How long a word that begins with 法 is here, if it is likelier than 法 by itself, else 0."""
        window = self._folded[position:right]
        steps = [self._words(window, at) for at in range(len(window))]
        after = _best_to(steps, len(window))
        alone = after[1] + steps[0][0][1] + LONE_CHARACTER
        rivals = [(weight + after[stop], stop) for stop, weight in steps[0][1:]]
        best, length = max(rivals, default=(-inf, 0))
        return length if best > alone else 0

    def _is_title(self, position: int) -> bool:
        """Does 长 make the head of an office of its name (外交部|长), rather than begin a word (长期)?"""
        return len(self._lexicon.words_at(self._folded, position)) == 1

    def is_crossed(self, position: int) -> bool:
        """Does a dictionary word have this offset in its inside?"""
        folded = self._folded
        left, right = self._surroundings[folded[position - 1 : position + 1]]
        if left + right <= PAIR:
            return left > 0
        start = max(position - left, 0)
        return self._crossings[folded[start : position + right], position - start]

    def is_open(self, position: int) -> bool:
        """Can the text be cut here without changing any verdict?"""
        return not self.is_crossed(position) and not joins(*self._folded[position - 1 : position + 1])

    def _compare(self, left: int, start: int, end: int, right: int) -> Judgement:
        """Judge a candidate in its window [left, right)."""
        key = (self._text[left:right], start - left, end - left)
        known = self._windows.get(key)
        if known is None:
            if len(self._windows) >= REMEMBERED:
                self._windows.clear()
            margin, word = self._margin(self._folded[left:right], start - left, end - left)
            known = SURE if margin == inf else _weigh(margin, key, word)
            self._windows[key] = known
        return known

    def _margin(self, window: str, start: int, end: int) -> tuple[float, tuple[int, int]]:
        """Compare the readings of a window; the margin, and the likeliest word across an edge."""
        size = len(window)
        steps = [self._steps(window, position, start, end) for position in range(size)]
        before, after = _best_from(steps, 0, size), _best_to(steps, size)
        unit = max(_best_from(steps, start, end)[end], self._term_weight)
        across, word = -inf, (start, end)
        for position in range(end):
            for stop, weight in steps[position]:
                if position < start < stop or position < end < stop:
                    head, tail = before[position], after[stop]
                    if start < position and position - start in STUMP:
                        head = max(head, before[start] + self._term_weight)
                    if stop < end and end - stop in STUMP:
                        tail = max(tail, self._term_weight + after[end])
                    if head + weight + tail > across:
                        across, word = head + weight + tail, (position, stop)
        return before[start] + unit + after[end] - across, word

    def _steps(self, window: str, position: int, start: int, end: int) -> list[tuple[int, float]]:
        """Ends and weights of the words at a position, less those that hold the whole candidate."""
        steps = self._words(window, position)
        if position <= start:
            steps = [step for step in steps if step[0] < end or (position == start and step[0] == end)]
        return steps

    def _words(self, window: str, position: int) -> list[tuple[int, float]]:
        """Ends and weights of the words at a position, its character by itself first."""
        words = self._lexicon.words_at(window, position)
        steps = [(position + length, weight) for length, weight in words]
        steps[0] = (position + 1, words[0][1] - LONE_CHARACTER)
        return steps

    def _window(self, start: int, end: int) -> tuple[int, int]:
        left, right = start, end
        while left > start - WIDEST and self.is_crossed(left):
            left -= 1
        while right < end + WIDEST and self.is_crossed(right):
            right += 1
        return left, right


def _weigh(margin: float, candidate: tuple[str, int, int], word: tuple[int, int]) -> Judgement:
    window, start, end = candidate
    term, rival = window[start:end], window[slice(*word)]
    if margin >= THRESHOLD:
        return Judgement(Verdict.LIKELY, margin, f"{term} is likelier here than {rival}")
    return Judgement(Verdict.BLOCKED, margin, f"{term} crosses into {rival}")


def _best_from(steps: Steps, left: int, right: int) -> list[float]:
    """Log-probability of the best reading from `left` up to each position."""
    best = [-inf] * (len(steps) + 1)
    best[left] = 0.0
    for position in range(left, right):
        so_far = best[position]
        for stop, weight in steps[position]:
            best[stop] = max(best[stop], so_far + weight)
    return best


def _best_to(steps: Steps, right: int) -> list[float]:
    """Log-probability of the best reading from each position up to the end of the window."""
    best = [0.0] * (right + 1)
    for position in range(right - 1, -1, -1):
        best[position] = max([weight + best[stop] for stop, weight in steps[position]])
    return best
