"""How well a term base is covered: counts by subject field, review and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.concept import Concept, Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts for one subject field, or for all together (`total`).

    Attributes:
        explained: concepts with a definition or a note.
    """

    subject: str
    concepts: int
    chinese: int
    english: int
    reviewed: int
    draft: int
    sourced: int
    unsourced: int
    explained: int


def measure(concepts: Iterable[Concept]) -> list[Coverage]:
    """Count by subject field in alphabetical order; the last row is the total."""
    by_subject: dict[str, list[Concept]] = {}
    for concept in concepts:
        by_subject.setdefault(concept.subject, []).append(concept)
    every = [concept for group in by_subject.values() for concept in group]
    return [
        *(_count(subject, by_subject[subject]) for subject in sorted(by_subject)),
        _count(TOTAL, every),
    ]


def has_source(concept: Concept) -> bool:
    """Does the concept, or any of its designations, name a source?"""
    return bool(concept.source) or any(designation.source for designation in concept.designations)


def _count(subject: str, concepts: list[Concept]) -> Coverage:
    def number(holds: Callable[[Concept], bool]) -> int:
        return sum(map(holds, concepts))

    return Coverage(
        subject=subject,
        concepts=len(concepts),
        chinese=sum(len(concept.zh) for concept in concepts),
        english=sum(len(concept.en) for concept in concepts),
        reviewed=number(lambda concept: concept.review is Review.REVIEWED),
        draft=number(lambda concept: concept.review is Review.DRAFT),
        sourced=number(has_source),
        unsourced=number(lambda concept: not has_source(concept)),
        explained=number(lambda concept: bool(concept.definition or concept.note)),
    )
