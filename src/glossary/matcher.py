"""Find the Chinese designations of a term base in running text, as words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from sys import maxsize
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from glossary.boundary import SURE, Evidence, Judge, Verdict, block_outright
from glossary.lexicon import folded_lexicon
from glossary.termbase import ConceptTermBase, TermBase
from glossary.text import Span, fold, fold_script

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from glossary.automaton import Automaton
    from glossary.boundary import Judgement
    from glossary.concept import Concept, Designation

# A block ends after one of these where the text is long; no dictionary word contains them.
BREAKS = "\n。！？；"
# Code points a block may have, and how far beyond it is looked for designations that cross its end: one
# that is longer than LOOKAHEAD may be missed there.
BLOCK, LOOKAHEAD = 65_536, 1_024
# Looking a member up in its class costs as much as a call.
BLOCKED = Verdict.BLOCKED

# Start, end and pattern number of a candidate; offsets count from the start of its block.
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a designation occurs, and the verdict on it.

    Attributes:
        span: in the original text.
        text: the characters there, as written.
        concept: what is named; the first in the order of the term base where several are.
        designation: the Chinese designation that occurred.
        verdict: sure or likely; blocked only in `Matcher.candidates`.
        margin: log-probability difference; infinite when sure.
        reason: why; empty when sure.
        others: further concepts that the same characters name.
    """

    span: Span
    text: str
    concept: Concept
    designation: Designation
    verdict: Verdict
    margin: float
    reason: str
    others: tuple[Concept, ...] = ()


class _SpanDraft:
    __slots__ = ("end", "start")


class _MatchDraft:
    __slots__ = ("concept", "designation", "margin", "others", "reason", "span", "text", "verdict")


def new_match(  # noqa: PLR0917 - called for every match: keywords cost time
    start: int,
    end: int,
    text: str,
    named: tuple[Concept, Designation],
    judgement: Judgement,
    others: tuple[Concept, ...],
) -> Match:
    """Make a match four times faster than its constructor, which sets frozen fields one by one.

    A draft with the same slots is filled and then declared to be a match; `others` are further concepts.
    """
    span: Any = _SpanDraft()
    span.start, span.end = start, end
    span.__class__ = Span
    match: Any = _MatchDraft()
    match.span, match.text = span, text
    match.concept, match.designation = named
    match.verdict, match.margin, match.reason = judgement.verdict, judgement.margin, judgement.reason
    match.others = others
    match.__class__ = Match
    drafted: Match = match
    return drafted


class Matcher:
    """Finds designations in text.

    Args:
        glossary: concepts, or a term base that has its automaton ready.
        subjects: match only concepts of these subject fields; all when empty.
        boundaries: decide on word boundaries; without, every occurrence of the characters is a match,
            less what `case` and `not_in` of the designation exclude.
    """

    def __init__(
        self,
        glossary: Iterable[Concept] | TermBase,
        *,
        subjects: Collection[str] = (),
        boundaries: bool = True,
    ) -> None:
        self._base = glossary if isinstance(glossary, TermBase) else ConceptTermBase(glossary)
        self._names = _Names(self._base, frozenset(subjects))
        self._boundaries = boundaries

    def find(self, text: str, *, nested: bool = False) -> list[Match]:
        """Find all matches by position; the longest wins where several overlap.

        Args:
            text: any text; offsets in the result count its code points.
            nested: report matches inside longer ones, too.
        """
        found: list[Match] = []
        for block in self._blocks((text,)):
            found += block.matches(nested=nested)
        return found

    def find_stream(self, chunks: Iterable[str], *, nested: bool = False) -> Iterator[Match]:
        """Find all matches of a text that comes in pieces, in memory that does not grow with it.

        The result is that of `find` on the joined text.
        """
        for block in self._blocks(chunks):
            yield from block.matches(nested=nested)

    def candidates(self, text: str) -> list[Match]:
        """All occurrences with their verdicts, blocked ones too, by position and longest first."""
        return [
            match
            for block in self._blocks((text,))
            for place in sorted(block.places, key=lambda place: (place[0], -place[1]))
            if (match := block.examine(*place))
        ]

    def _blocks(self, chunks: Iterable[str]) -> Iterator[_Block]:
        """Cut a text where nothing crosses, by a rule that does not depend on how it comes in."""
        pending, offset = "", 0
        for chunk in chunks:
            pending += chunk
            done = 0
            while len(pending) - done > BLOCK + LOOKAHEAD:
                block = self._block(pending[done : done + BLOCK + LOOKAHEAD], offset + done)
                block.end_early()
                yield block
                done += len(block.text)
            pending, offset = pending[done:], offset + done
        if pending:
            yield self._block(pending, offset)

    def _block(self, text: str, offset: int) -> _Block:
        folded = fold(text)
        places = self._automaton.find(folded)
        judge = Judge(self._evidence, text, folded) if places and self._boundaries else None
        return _Block(text, folded, offset, places=places, names=self._names, judge=judge)

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(folded_lexicon())

    @cached_property
    def _automaton(self) -> Automaton:
        return self._base.automaton()


@dataclass(frozen=True, slots=True)
class _Named:
    """What a pattern names: the first concept counts, the others are told.

    Attributes:
        pairs: all concepts and designations, in the order of the term base.
        only: the concept and the designation, where there is one only.
        others: the concepts after the first.
        is_free: no designation has a `case` or `not_in` of its own.
    """

    pairs: tuple[tuple[Concept, Designation], ...]
    only: tuple[Concept, Designation] | None
    others: tuple[Concept, ...]
    is_free: bool

    @classmethod
    def of(cls, pairs: Iterable[tuple[Concept, Designation]]) -> _Named:
        pairs = tuple(pairs)
        others = {id(concept): concept for concept, _ in pairs if concept is not pairs[0][0]}
        is_free = not any(designation.case_sensitive or designation.not_in for _, designation in pairs)
        return cls(pairs, pairs[0] if len(pairs) == 1 else None, tuple(others.values()), is_free)

    def as_written(self, text: str) -> tuple[Concept, Designation]:
        """The first concept, with the designation that is spelled like the text if it has one."""
        concept = self.pairs[0][0]
        same = (pair for pair in self.pairs if pair[0] is concept and pair[1].text == text)
        return next(same, self.pairs[0])


class _Names(dict[int, _Named]):
    """What each pattern names, within the subjects asked for; worked out when a pattern first occurs."""

    def __init__(self, base: TermBase, subjects: frozenset[str]) -> None:
        self._base = base
        self._subjects = subjects

    def __missing__(self, number: int) -> _Named:
        subjects = self._subjects
        pairs = self._base.resolve(number)
        named = _Named.of(pair for pair in pairs if not subjects or pair[0].subject in subjects)
        self[number] = named
        return named


class _Block:
    """A piece of text with its candidates, which are judged one by one when asked for."""

    def __init__(
        self,
        text: str,
        folded: str,
        offset: int,
        *,
        places: list[Place],
        names: _Names,
        judge: Judge | None,
    ) -> None:
        self.text = text
        self.places = places
        self._folded = folded
        self._offset = offset
        self._names = names
        self._judge = judge

    def end_early(self) -> None:
        """Give up the tail of the text from the last place that no candidate and no word crosses."""
        end = self._last_break()
        self.text, self._folded = self.text[:end], self._folded[:end]
        self.places = [place for place in self.places if place[1] <= end]

    def _last_break(self) -> int:
        end = BLOCK
        while (end := max(self.text.rfind(mark, 0, end) for mark in BREAKS)) > 0:
            if not self._is_occupied(end + 1):
                return end + 1
        judge = self._judge or Judge(Evidence(folded_lexicon()), self.text, self._folded)
        for end in range(BLOCK, BLOCK // 2, -1):
            if judge.is_open(end) and not self._is_occupied(end):
                return end
        return BLOCK

    def _is_occupied(self, position: int) -> bool:
        """Does a candidate cross here? Candidates come by their ends, so the last ones are enough."""
        for start, end, _ in reversed(self.places):
            if end <= position:
                return False
            if start < position:
                return True
        return False

    def matches(self, *, nested: bool) -> list[Match]:
        """The accepted candidates by position; the longest of those that overlap, all of it if nested."""
        examine = self.examine
        found: list[Match] = []
        cluster: list[Place] = []
        cluster_end = 0
        for place, (following, _, _) in pairwise([*sorted(self.places), (maxsize, maxsize, 0)]):
            start, end, number = place
            if not cluster and end <= following:
                match = examine(start, end, number)
                if match is not None and match.verdict is not BLOCKED:
                    found.append(match)
                continue
            cluster.append(place)
            cluster_end = max(cluster_end, end)
            if cluster_end <= following:
                found += self._longest_first(cluster, nested=nested)
                cluster = []
        return found

    def _longest_first(self, cluster: list[Place], *, nested: bool) -> list[Match]:
        """Accept the longest first; shorter ones where they meet none of those, or lie inside if nested."""
        accepted: list[Match] = []
        taken: list[Place] = []
        for place in sorted(cluster, key=_by_length):
            if any(_excludes(rival, place, nested=nested) for rival in taken):
                continue
            match = self.examine(*place)
            if match is not None and match.verdict is not BLOCKED:
                taken.append(place)
                accepted.append(match)
        accepted.sort(key=lambda match: (match.span.start, -match.span.end))
        return accepted

    def examine(self, start: int, end: int, number: int) -> Match | None:
        """Judge one candidate; None where no concept of the subjects asked for is named."""
        named = self._names[number]
        pair = named.only
        if pair is None or not named.is_free:
            return self._examine_closely(start, end, named)
        judgement = self._judged(start, end)
        offset = self._offset
        return new_match(offset + start, offset + end, self.text[start:end], pair, judgement, ())

    def _judged(self, start: int, end: int) -> Judgement:
        return SURE if self._judge is None else self._judge.judge(start, end)

    def _examine_closely(self, start: int, end: int, named: _Named) -> Match | None:
        """Judge a candidate that names several concepts, or none, or has a `case` or `not_in`."""
        reason = ""
        if not named.is_free:
            named, reason = self._allowed(named, start, end)
        if not named.pairs:
            return None
        judgement = block_outright(reason) if reason else self._judged(start, end)
        written, offset = self.text[start:end], self._offset
        pair = named.as_written(written)
        return new_match(offset + start, offset + end, written, pair, judgement, named.others)

    def _allowed(self, named: _Named, start: int, end: int) -> tuple[_Named, str]:
        """The designations whose own `case` and `not_in` allow this place, or all and why none does."""
        reasons = [self._forbids(designation, start, end) for _, designation in named.pairs]
        allowed = [pair for pair, reason in zip(named.pairs, reasons, strict=True) if not reason]
        return (_Named.of(allowed), "") if allowed else (named, reasons[0])

    def _forbids(self, designation: Designation, start: int, end: int) -> str:
        written, candidate = self.text[start:end], self._folded[start:end]
        if designation.case_sensitive and _spelling(written) != _spelling(designation.text):
            return f"{written} is not written {designation.text}"
        for longer in map(fold, designation.not_in):
            at = longer.find(candidate)
            while at >= 0:
                if at <= start and self._folded.startswith(longer, start - at):
                    return f"{written} is part of {self.text[start - at : start - at + len(longer)]}"
                at = longer.find(candidate, at + 1)
        return ""


def _spelling(text: str) -> str:
    """The text with width and script folded, but not case."""
    return fold_script(normalize("NFKC", text))


def _by_length(place: Place) -> tuple[int, int]:
    """Longest first, then by position."""
    return place[0] - place[1], place[0]


def _excludes(taken: Place, place: Place, *, nested: bool) -> bool:
    """May a candidate not be accepted beside one that is?"""
    if place[1] <= taken[0] or taken[1] <= place[0]:
        return False
    return not (nested and taken[0] <= place[0] and place[1] <= taken[1])
