"""The kinds of values that concepts carry, so that a format can tell which of them it cannot hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossary.concept import Concept, Designation

CONCEPT_FIELDS: Final = (
    "definition",
    "note",
    "context",
    "source",
    "review",
    "related",
    "superseded_by",
)
DESIGNATION_FIELDS: Final = (
    "type",
    "note",
    "source",
    "authority",
    "region",
    "since",
    "until",
    "not_in",
    "english",
)


def count_fields(concepts: Iterable[Concept]) -> Counter[str]:
    """Count the values of concepts by kind, for example `definition` or `note of a designation`."""
    counts: Counter[str] = Counter()
    for concept in concepts:
        counts.update(_kinds(concept))
    return counts


def designation_kinds(designation: Designation) -> Iterator[str]:
    """List the kinds of values that a designation carries besides its text and status."""
    for name in DESIGNATION_FIELDS:
        if getattr(designation, name):
            yield f"{name} of a designation"
    if designation.case_sensitive:
        yield "case of a designation"
    if designation.language not in (CHINESE, ENGLISH):
        yield "language tag"
    if designation.pinyin:
        is_main = designation.status is Status.PREFERRED
        yield "pinyin" if is_main else "pinyin of a further designation"


def _kinds(concept: Concept) -> Iterator[str]:
    yield "id"
    if concept.subject:
        yield "subject"
    for name in CONCEPT_FIELDS:
        if getattr(concept, name):
            yield name
    yield from ("example",) * (len(concept.examples.match) + len(concept.examples.no_match))
    for designation in concept.designations:
        yield f"{designation.status} {'Chinese' if designation.is_chinese else 'English'}"
        yield from designation_kinds(designation)
