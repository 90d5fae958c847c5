"""Settle plain cases fast: a term that is due once, and its designation stands there word for word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from glossary.english import WORD
from glossary.rendering import Rendering
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.check.demand import Demand
    from glossary.check.target import Target
    from glossary.concept import Concept, Designation

    # Start, end, and what stands there.
    Place = tuple[int, int, Designation]

BEGINNING = 4


@dataclass(frozen=True, slots=True)
class _Name:
    """A designation that may be looked for as it stands.

    Attributes:
        text: in small letters unless it is in capitals throughout, where these make the word: IT, it.
        designation: what it is.
        is_capital: is it in capitals throughout?
        rivals: beginnings of words in small letters; where one of them occurs, so may a fuller form.
    """

    text: str
    designation: Designation
    is_capital: bool = False
    rivals: tuple[str, ...] = ()


class LiteralFinder:
    """Finds designations as they are written; what it knows of a concept serves all segments."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[_Name, ...]] = {}

    def find(self, demands: Sequence[Demand], target: Target) -> dict[int, Rendering]:
        """Find the demands that the target renders word for word, by their number.

        Renderings that overlap another one are left out, and so is all that is due several times or may
        name several concepts: they need thought.
        """
        text = target.text
        lowered = text.lower()
        if len(lowered) != len(text):
            return {}
        found: dict[int, Place] = {}
        for number, demand in enumerate(demands):
            if len(demand.spans) == len(demand.concepts) == 1:
                place = self._place(demand.concepts[0], target, text, lowered)
                if place is not None:
                    found[number] = place
        return {
            number: Rendering(Span(start, end), designation)
            for number, (start, end, designation) in _apart(found).items()
        }

    def _place(self, concept: Concept, target: Target, text: str, lowered: str) -> Place | None:
        names = self._names.get(concept.id)
        if names is None:
            names = self._names[concept.id] = _plain_names(concept, target)
        for name in names:
            at = (text if name.is_capital else lowered).find(name.text)
            if at < 0 or (name.is_capital and _is_ambiguous(name, text, lowered)):
                continue
            end = at + len(name.text)
            if _is_edge(text, at) and (
                _is_edge(text, end) or (lowered[end] == "s" and _is_edge(text, end + 1))
            ):
                return at, end, name.designation
        return None


def _plain_names(concept: Concept, target: Target) -> tuple[_Name, ...]:
    """The designations that may be looked for as they stand; none if some of them need a closer look."""
    designations = target.accepted(concept)
    if len(designations) != len(target.designations(concept)):
        return ()
    if any(designation.case_sensitive for designation in designations):
        return ()
    return tuple(_plain_name(each, designations) for each in designations)


def _plain_name(designation: Designation, all_of_them: Sequence[Designation]) -> _Name:
    name = designation.text
    if not name.isupper():
        return _Name(name.lower(), designation)
    others = [_beginning(other.text) for other in all_of_them if other is not designation]
    return _Name(name, designation, is_capital=True, rivals=tuple(others))


def _beginning(text: str) -> str:
    """The beginning of the longest word, which inflection and British spelling leave alone."""
    words: list[str] = WORD.findall(text.lower()) or [text]
    return max(words, key=len)[:BEGINNING]


def _apart(found: dict[int, Place]) -> dict[int, Place]:
    """Those that overlap no other one."""
    if len(found) == 1:
        return found
    places = sorted([place[:2] for place in found.values()])
    if all(one[1] <= other[0] for one, other in pairwise(places)):
        return found
    return {
        number: place
        for number, place in found.items()
        if sum(place[0] < end and start < place[1] for start, end in places) == 1
    }


def _is_ambiguous(name: _Name, text: str, lowered: str) -> bool:
    """Does an initialism stand there several times, or perhaps beside its full form?"""
    return text.count(name.text) > 1 or any(rival in lowered for rival in name.rivals)


def _is_edge(text: str, at: int) -> bool:
    """Is there no letter, digit or hyphen on both sides of this place?"""
    if at in (0, len(text)):
        return True
    before, after = text[at - 1], text[at]
    return before not in "-‐‑" and not (
        before.isalnum() and after.isalnum() and before.isascii() and after.isascii()
    )
