"""An entry of a foreign term base as the file says it, before it becomes a concept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

Fields = defaultdict[str, list[str]]


def _no_fields() -> Fields:
    return defaultdict(list)


@dataclass(slots=True)
class Term:
    """A foreign designation.

    Attributes:
        text: the term.
        language: as the file names it.
        status: as the file says it; empty where it says nothing.
        type: likewise.
        fields: values by the names of `Designation`'s attributes.
        line: where it stands.
    """

    text: str
    language: str
    status: str = ""
    type: str = ""
    fields: Fields = field(default_factory=_no_fields)
    line: int | None = None


@dataclass(slots=True)
class Entry:
    """A foreign concept.

    Attributes:
        id: as the file names it, possibly empty.
        terms: in file order, in all languages.
        fields: values by the names of `Concept`'s attributes; `match` and `no_match` are example sentences.
        line: where it begins.
        is_ours: does the id name a concept of a term base of this program?
    """

    id: str = ""
    terms: list[Term] = field(default_factory=list)
    fields: Fields = field(default_factory=_no_fields)
    line: int | None = None
    is_ours: bool = False
