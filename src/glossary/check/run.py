"""Check a bilingual text against the glossary: segments to findings, tallies and ledgers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from glossary.check.assess import Outcome, assess
from glossary.check.definitions import Definitions
from glossary.check.demand import EnglishFinder, demands_in_chinese
from glossary.check.derived import waive_derived
from glossary.check.finding import CheckOptions, Consistency, FileReport, Tally
from glossary.check.literal import LiteralFinder
from glossary.check.neighbours import borrow
from glossary.check.report import Reporter
from glossary.check.suppression import is_suppressed
from glossary.check.target import ChineseTarget, EnglishTarget, Target
from glossary.check.wordings import rendering_name
from glossary.document import Direction, State
from glossary.termbase import TermBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.alignment import Anchors
    from glossary.check.demand import Demand
    from glossary.concept import Concept
    from glossary.document import Bitext, Document, SegmentPair
    from glossary.matcher import Matcher


class Checker:
    """Holds translations against a glossary.

    Args:
        terms: the glossary; into Chinese its concepts, from Chinese a compiled term base will do, too.
        options: choices of the user.
    """

    def __init__(self, terms: Iterable[Concept] | TermBase, options: CheckOptions | None = None) -> None:
        from glossary.matcher import Matcher

        self.options = options or CheckOptions()
        self._definitions = Definitions(())
        self._literals = LiteralFinder()
        self._is_to_english = self.options.direction is Direction.ZH_EN
        subjects = self.options.subjects
        if self._is_to_english:
            self._matcher: Matcher | None = Matcher(terms, subjects=subjects)
        elif isinstance(terms, TermBase):
            raise TypeError("the terms of an English text are sought by concept: give the concepts")
        else:
            self._matcher = None
            self._finder = EnglishFinder([c for c in terms if not subjects or c.subject in subjects])

    def check(self, bitext: Bitext) -> FileReport:
        """Check all segments of a bilingual text."""
        pairs = [pair for pair in bitext.pairs if pair.state is State.READY and pair.target.text.strip()]
        outcomes = self._assess_all(pairs)
        borrow(pairs, outcomes, self._target)
        reporter = Reporter(bitext, self.options)
        findings = list(reporter.report_segments(pairs, outcomes))
        tallies = _tally(outcomes, reporter.instead, to_english=self._is_to_english)
        if self.options.consistency is not Consistency.OFF:
            findings += reporter.report_inconsistency(
                outcomes, strict=self.options.consistency is Consistency.STRICT
            )
        findings.sort(key=lambda numbered: numbered[0])
        kept = [finding for _, finding in findings if not is_suppressed(finding, self.options.ignored)]
        return FileReport(
            path=bitext.path,
            findings=tuple(kept),
            tallies=tuple(tallies),
            segments=len(pairs),
            locked=sum(pair.state is State.LOCKED for pair in bitext.pairs),
            untranslated=len(bitext.pairs) - len(pairs) - sum(p.state is State.LOCKED for p in bitext.pairs),
            remarks=bitext.remarks,
            suppressed=len(findings) - len(kept),
        )

    def anchors(self, source: Document) -> Anchors:
        """Return a function that names the terms of source and target texts, to guide the alignment."""
        found = {
            concept.id: concept
            for demands in self._demands([segment.text for segment in source.segments])
            for demand in demands
            for concept in demand.concepts
        }
        concepts = tuple(found.values())
        targets = EnglishFinder(concepts) if self._is_to_english else None

        def name(source_text: str, target_text: str) -> tuple[Counter[str], Counter[str]]:
            due = next(iter(self._demands([source_text])), []) if source_text else []
            counts = Counter({demand.concept.id: len(demand.spans) for demand in due})
            if not target_text:
                return counts, Counter()
            if targets is not None:
                there = Counter({d.concept.id: len(d.spans) for d in targets.demands(target_text)})
            else:
                reader = ChineseTarget(target_text)
                there = Counter({c.id: len(hits) for c in concepts if (hits := reader.renderings(c.zh))})
            return counts, there

        return name

    def _assess_all(self, pairs: Sequence[SegmentPair]) -> list[Outcome]:
        """Assess all segments; what repeats an earlier segment word for word, only once."""
        self._definitions = Definitions([pair.target.text for pair in pairs])
        first: dict[tuple[str, str], int] = {}
        for index, pair in enumerate(pairs):
            first.setdefault((pair.source.text, pair.target.text), index)
        known = dict(self._assess_distinct(pairs, list(first.values())))
        outcomes: list[Outcome] = []
        for index, pair in enumerate(pairs):
            original = first[pair.source.text, pair.target.text]
            found = known.get(original, [])
            outcomes += found if original == index else [outcome.at(index, pair) for outcome in found]
        return outcomes

    def _assess_distinct(
        self, pairs: Sequence[SegmentPair], indexes: Sequence[int]
    ) -> Iterator[tuple[int, list[Outcome]]]:
        all_demands = self._demands([pairs[index].source.text for index in indexes])
        for index, demands in zip(indexes, all_demands, strict=True):
            if demands:
                target = self._target(pairs[index].target.text)
                found = assess(index, pairs[index], demands, target, self._literals)
                if self._is_to_english:
                    found = [outcome for outcome in found if outcome.is_settled or not waive_derived(outcome)]
                yield index, found

    def _target(self, text: str) -> Target:
        return EnglishTarget(text, self._definitions) if self._is_to_english else ChineseTarget(text)

    def _demands(self, texts: Sequence[str]) -> Iterator[list[Demand]]:
        if self._matcher is not None:
            return demands_in_chinese(texts, self._matcher)
        return map(self._finder.demands, texts)


def check_bitext(
    terms: Iterable[Concept] | TermBase, bitext: Bitext, options: CheckOptions | None = None
) -> FileReport:
    """Check one bilingual text; for several, keep a `Checker`."""
    return Checker(terms, options).check(bitext)


def _tally(outcomes: Iterable[Outcome], instead: dict[int, str], *, to_english: bool) -> list[Tally]:
    tallies: dict[str, Tally] = {}
    for outcome in outcomes:
        concept = outcome.demand.concepts[0]
        tally = tallies.get(concept.id)
        if tally is None:
            zh, en = concept.preferred_zh, concept.preferred_en
            approved = en if to_english else zh
            tally = tallies[concept.id] = Tally(
                concept.id, zh.text if zh else outcome.demand.term, approved.text if approved else ""
            )
        if outcome.is_settled:
            tally.add(outcome.free[0].designation.text)
            continue
        tally.required += outcome.required
        tally.rendered += outcome.rendered
        for wording in _wordings(outcome, instead):
            tally.renderings[wording] = tally.renderings.get(wording, 0) + 1
    return list(tallies.values())


def _wordings(outcome: Outcome, instead: dict[int, str]) -> Iterator[str]:
    for rendering in (*outcome.free[: outcome.required], *outcome.struck):
        yield rendering_name(rendering, outcome.pair.target.text)
    if id(outcome) in instead:
        yield instead[id(outcome)]
