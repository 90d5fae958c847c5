"""Find the Chinese designations of a term base in running text, as words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import normalize

from glossary.boundary import SURE, Judge, Verdict, block_outright
from glossary.lexicon import folded_lexicon
from glossary.termbase import ConceptTermBase, TermBase
from glossary.text import Span, fold, fold_script

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from glossary.automaton import Automaton
    from glossary.concept import Concept, Designation

# A block ends after one of these where the text is long; no dictionary word contains them.
BREAKS = "\n。！？；"
# Code points a block may have, and how far beyond it is looked for designations that cross its end.
BLOCK, LOOKAHEAD = 65_536, 4_096


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
        self._subjects = frozenset(subjects)
        self._boundaries = boundaries
        self._named: dict[int, tuple[tuple[Concept, Designation], ...]] = {}

    def find(self, text: str, *, nested: bool = False) -> list[Match]:
        """Find all matches by position; the longest wins where several overlap.

        Args:
            text: any text; offsets in the result count its code points.
            nested: report matches inside longer ones, too.
        """
        return list(self.find_stream((text,), nested=nested))

    def find_stream(self, chunks: Iterable[str], *, nested: bool = False) -> Iterator[Match]:
        """Find all matches of a text that comes in pieces, in memory that does not grow with it.

        The result is that of `find` on the joined text.
        """
        for text, offset in self._blocks(chunks):
            yield from self._resolve(_Block(self, text, offset), nested=nested)

    def candidates(self, text: str) -> list[Match]:
        """All occurrences with their verdicts, blocked ones too, by position and longest first."""
        return [
            match
            for block, offset in self._blocks((text,))
            for match in _Block(self, block, offset).candidates()
        ]

    def _resolve(self, block: _Block, *, nested: bool) -> Iterator[Match]:
        for cluster in _clusters(block.places):
            if len(cluster) == 1:
                match = block.examine(*cluster[0])
                if match is not None and match.verdict is not Verdict.BLOCKED:
                    yield match
            else:
                yield from _longest_first(block, cluster, nested=nested)

    def _blocks(self, chunks: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Cut a text where nothing crosses, by a rule that does not depend on how it comes in."""
        pending, offset = "", 0
        for chunk in chunks:
            pending += chunk
            while len(pending) > BLOCK + LOOKAHEAD:
                end = self._block_end(pending[: BLOCK + LOOKAHEAD])
                yield pending[:end], offset
                pending, offset = pending[end:], offset + end
        if pending:
            yield pending, offset

    def _block_end(self, text: str) -> int:
        places = self.find_places(fold(text))
        crossed = {position for start, end, _ in places for position in range(start + 1, end)}
        for end in range(BLOCK, 0, -1):
            if text[end - 1] in BREAKS and end not in crossed:
                return end
        judge = Judge(folded_lexicon(), text, fold(text))
        free = (end for end in range(BLOCK, BLOCK // 2, -1) if end not in crossed and judge.is_open(end))
        return next(free, BLOCK)

    def find_places(self, folded: str) -> list[tuple[int, int, int]]:
        return self._automaton.find(folded)

    @cached_property
    def _automaton(self) -> Automaton:
        return self._base.automaton()

    def named(self, number: int) -> tuple[tuple[Concept, Designation], ...]:
        """What a pattern names, within the subjects asked for."""
        known = self._named.get(number)
        if known is None:
            known = self._named[number] = tuple(
                (concept, designation)
                for concept, designation in self._base.resolve(number)
                if not self._subjects or concept.subject in self._subjects
            )
        return known

    @property
    def boundaries(self) -> bool:
        return self._boundaries


class _Block:
    """A piece of text with its candidates, which are judged one by one when asked for."""

    def __init__(self, matcher: Matcher, text: str, offset: int) -> None:
        self._matcher = matcher
        self._text = text
        self._offset = offset
        self._folded = fold(text)
        self.places = sorted(matcher.find_places(self._folded), key=lambda place: (place[0], -place[1]))
        self._judge = (
            Judge(folded_lexicon(), text, self._folded) if self.places and matcher.boundaries else None
        )

    def candidates(self) -> Iterator[Match]:
        """All candidates of the subjects asked for."""
        for place in self.places:
            match = self.examine(*place)
            if match is not None:
                yield match

    def examine(self, start: int, end: int, number: int) -> Match | None:
        """Judge one candidate; None where no concept of the subjects asked for is named."""
        named = self._matcher.named(number)
        if not named:
            return None
        usable, reason = self._usable(named, start, end)
        judgement = SURE
        if not usable:
            usable, judgement = named, block_outright(reason)
        elif self._judge is not None:
            judgement = self._judge.judge(start, end)
        concept, designation = usable[0]
        return Match(
            Span(self._offset + start, self._offset + end),
            self._text[start:end],
            concept,
            designation,
            judgement.verdict,
            judgement.margin,
            judgement.reason,
            tuple(dict.fromkeys(other for other, _ in usable[1:] if other != concept)),
        )

    def _usable(self, named, start, end):
        reason = ""
        usable = []
        for concept, designation in named:
            trouble = self._excluded(designation, start, end)
            if trouble:
                reason = trouble
            else:
                usable.append((concept, designation))
        return usable, reason

    def _excluded(self, designation: Designation, start: int, end: int) -> str:
        """Why the designation's own `case` or `not_in` forbids it here; empty if they do not."""
        written = self._text[start:end]
        if designation.case_sensitive and _spelling(written) != _spelling(designation.text):
            return f"{written} is not written {designation.text}"
        for longer in map(fold, designation.not_in):
            at = longer.find(self._folded[start:end])
            while at >= 0:
                if at <= start and self._folded.startswith(longer, start - at):
                    return f"{written} is part of {self._text[start - at : start - at + len(longer)]}"
                at = longer.find(self._folded[start:end], at + 1)
        return ""


def _spelling(text: str) -> str:
    """The text with width and script folded, but not case."""
    return fold_script(normalize("NFKC", text))


def _clusters(places: Iterable[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Group candidates, sorted by start, into runs that overlap."""
    cluster: list[tuple[int, int, int]] = []
    end = 0
    for place in places:
        if cluster and place[0] >= end:
            yield cluster
            cluster = []
        cluster.append(place)
        end = max(end, place[1]) if len(cluster) > 1 else place[1]
    if cluster:
        yield cluster


def _longest_first(block: _Block, cluster: list[tuple[int, int, int]], *, nested: bool) -> Iterator[Match]:
    """Accept the longest first; shorter ones only where they meet no accepted one, or lie in one if nested."""
    accepted: list[Match] = []
    taken: list[tuple[int, int]] = []
    for start, end, number in sorted(cluster, key=lambda place: (place[0] - place[1], place[0])):
        rivals = [rival for rival in taken if start < rival[1] and rival[0] < end]
        if rivals and not (nested and all(rival[0] <= start and end <= rival[1] for rival in rivals)):
            continue
        match = block.examine(start, end, number)
        if match is not None and match.verdict is not Verdict.BLOCKED:
            taken.append((start, end))
            accepted.append(match)
    accepted.sort(key=lambda match: (match.span.start, -match.span.end))
    yield from accepted
