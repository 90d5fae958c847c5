"""Where segments were aligned by us, a term may stand in the segment next door: look there, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.check.assess import accepted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from glossary.check.assess import Outcome
    from glossary.check.target import Target
    from glossary.document import SegmentPair

# How many groups (paragraphs) before and after a doubtful place are searched as well.
DOUBTFUL_REACH = 2


def borrow(pairs: Sequence[SegmentPair], outcomes: Sequence[Outcome], read: Callable[[str], Target]) -> None:
    """Settle what a segment lacks with what its neighbours have to spare.

    Args:
        pairs: all segments; those without a group have no neighbours.
        outcomes: of all segments; `lent` is raised where a neighbour has a rendering to spare.
        read: makes a target of a text.
    """
    if not any(pair.group for pair in pairs):
        return
    by_place = {(outcome.index, outcome.demand.concept.id): outcome for outcome in outcomes}
    spare: dict[tuple[int, str], int] = {}
    for outcome in outcomes:
        for index in _neighbours(outcome, pairs):
            missing = outcome.required - outcome.rendered
            if missing <= 0:
                break
            place = (index, outcome.demand.concept.id)
            if place not in spare:
                other = by_place.get(place)
                target = read(pairs[index].target.text)
                spare[place] = (
                    other.surplus if other else len(target.renderings(accepted(outcome.demand, target)))
                )
            given = min(missing, spare[place])
            outcome.lent += given
            spare[place] -= given


def _neighbours(outcome: Outcome, pairs: Sequence[SegmentPair]) -> Iterator[int]:
    """Yield the numbers of the segments near enough, nearest first."""
    if not outcome.pair.group:
        return
    steps = [outcome.index - 1, outcome.index + 1]
    while any(0 <= step < len(pairs) for step in steps):
        for side, direction in enumerate((-1, 1)):
            index = steps[side]
            if 0 <= index < len(pairs) and _is_near(outcome.pair, pairs[index]):
                yield index
                steps[side] += direction
            else:
                steps[side] = -1 if side == 0 else len(pairs)


def _is_near(one: SegmentPair, other: SegmentPair) -> bool:
    reach = 0 if one.certain and other.certain else DOUBTFUL_REACH
    return bool(other.group) and abs(one.group - other.group) <= reach
