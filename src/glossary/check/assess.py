"""Hold one segment against the glossary: for each demand, what of it the target renders."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from glossary.rendering import Manner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.check.demand import Demand
    from glossary.check.instead import Guess
    from glossary.check.literal import LiteralFinder
    from glossary.check.target import Target
    from glossary.concept import Designation
    from glossary.document import SegmentPair
    from glossary.rendering import Rendering
    from glossary.text import Span


@dataclass(slots=True)
class Outcome:
    """A demand and what the target makes of it.

    Attributes:
        index: number of the segment in its file.
        pair: the segment.
        demand: what is due.
        free: accepted renderings that belong to no longer term.
        nested: accepted renderings inside those of longer terms.
        struck: renderings by designations that the term base strikes out.
        lent: occurrences rendered in a neighbouring segment.
        guess: what the target seems to say instead, where nothing renders the demand.
        is_settled: is there nothing to say but that the term is rendered, by its words and in the right case?
    """

    index: int
    pair: SegmentPair
    demand: Demand
    free: list[Rendering] = field(default_factory=list)
    nested: int = 0
    struck: list[Rendering] = field(default_factory=list)
    lent: int = 0
    guess: Guess | None = None
    is_settled: bool = False

    def at(self, index: int, pair: SegmentPair) -> Outcome:
        """The same outcome in another segment of the same words."""
        return Outcome(
            index,
            pair,
            self.demand,
            self.free,
            self.nested,
            self.struck,
            0,
            self.guess,
            self.is_settled,
        )

    @property
    def required(self) -> int:
        """How often the term occurs in the source."""
        return len(self.demand.spans)

    @property
    def rendered(self) -> int:
        """How many of the occurrences are accounted for."""
        # The occurrences inside longer terms are due as well, and rendered there: they settle a shortfall of
        # ours only when we have nothing else.
        found = len(self.free) or min(self.nested, 1)
        return min(self.required, found + self.lent)

    @property
    def surplus(self) -> int:
        """How many renderings a neighbour may borrow."""
        return max(0, len(self.free) - self.required)


def assess(
    index: int, pair: SegmentPair, demands: Sequence[Demand], target: Target, literals: LiteralFinder
) -> list[Outcome]:
    """Find out for each demand of a segment how the target renders it."""
    literal = literals.find(demands, target)
    if len(literal) == len(demands):
        return [
            Outcome(index, pair, demand, [literal[number]], is_settled=True)
            for number, demand in enumerate(demands)
        ]
    outcomes = [
        Outcome(index, pair, demand, [literal[number]])
        if number in literal
        else _assess_alone(index, pair, demand, target)
        for number, demand in enumerate(demands)
    ]
    if _do_meet(outcomes):
        _give_initialisms_to_owners(outcomes)
        _give_to_longest(outcomes)
    for outcome in outcomes:
        outcome.is_settled = _is_settled(outcome)
        if not outcome.is_settled and not outcome.rendered and not outcome.struck:
            outcome.guess = _guess(outcome, outcomes, target)
    return outcomes


def _is_settled(outcome: Outcome) -> bool:
    if not len(outcome.free) == outcome.required == 1 or outcome.struck:
        return False
    return outcome.free[0].manner is Manner.WORDS and outcome.free[0].has_right_case


def accepted(demand: Demand, target: Target) -> Sequence[Designation]:
    """The designations that satisfy a demand, best first, without repetition."""
    if len(demand.concepts) == 1:
        return target.accepted(demand.concepts[0])
    found = {
        designation.text: designation
        for concept in demand.concepts
        for designation in target.accepted(concept)
    }
    return list(found.values())


def struck_out(demand: Demand, target: Target) -> list[Designation]:
    """The designations of a demand that a translation may not use."""
    if all(len(target.accepted(c)) == len(target.designations(c)) for c in demand.concepts):
        return []
    good = {designation.text.lower() for designation in accepted(demand, target)}
    return [
        designation
        for concept in demand.concepts
        for designation in target.designations(concept)
        if not designation.status.is_accepted and designation.text.lower() not in good
    ]


def _assess_alone(index: int, pair: SegmentPair, demand: Demand, target: Target) -> Outcome:
    good = target.renderings(accepted(demand, target))
    outcome = Outcome(index, pair, demand, good)
    bad = struck_out(demand, target)
    if bad:
        outcome.struck = [
            r
            for r in target.renderings(bad)
            if r.manner is Manner.WORDS and not any(r.span.overlaps(other.span) for other in good)
        ]
    return outcome


def _do_meet(outcomes: list[Outcome]) -> bool:
    """Do any two renderings overlap?"""
    spans = [rendering.span for outcome in outcomes for rendering in outcome.free]
    places = sorted([(span.start, span.end) for span in spans])
    return any(one[1] > other[0] for one, other in pairwise(places))


def _give_initialisms_to_owners(outcomes: list[Outcome]) -> None:
    """Where an initialism is a designation of another term that is due, it is no rendering of the full name."""
    for outcome in outcomes:
        if any(r.manner is Manner.INITIALISM for r in outcome.free):
            owned = {
                r.span
                for other in outcomes
                if other is not outcome
                for r in other.free[: other.required]
                if r.manner is Manner.WORDS
            }
            outcome.free = [r for r in outcome.free if r.manner is Manner.WORDS or r.span not in owned]


def _give_to_longest(outcomes: list[Outcome]) -> None:
    """Let longer terms take their renderings first: what lies inside them is not free for shorter ones."""
    taken: list[Span] = []
    for outcome in sorted(outcomes, key=lambda o: -max(len(span) for span in o.demand.spans)):
        inside = [r for r in outcome.free if any(span.covers(r.span) and span != r.span for span in taken)]
        if inside:
            outcome.nested = len(inside)
            outcome.free = [r for r in outcome.free if r not in inside]
        taken += [r.span for r in outcome.free[: outcome.required]]


def _guess(outcome: Outcome, outcomes: Sequence[Outcome], target: Target) -> Guess | None:
    """What the target seems to say instead, outside of what renders other demands."""
    explained = [
        rendering.span
        for other in outcomes
        if other is not outcome
        for rendering in (*other.free, *other.struck)
    ]
    span = outcome.demand.spans[0]
    place = (span.start + span.end) / 2 / (len(outcome.pair.source.text) or 1)
    names = [designation.text for designation in accepted(outcome.demand, target)]
    return target.guess(names, explained, place)
