"""What is wrong with prose or terms, as plain data: `Diagnostic`, `Severity`, `Edit`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.text import Span


class Severity(StrEnum):
    """How much a finding matters, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    ADVISORY = "advisory"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text under `span` (of the original text) by `replacement`."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, with the place it is about.

    Attributes:
        code: stable kebab-case name of the rule.
        severity: how much it matters.
        message: what is wrong, without a final period.
        hint: what to do next.
        path: the file it is in, as the user named it.
        line: 1-based line.
        concept: id of the concept it is about.
        edits: the one right mending, where there is one.
    """

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    path: str | None = None
    line: int | None = None
    concept: str | None = None
    edits: tuple[Edit, ...] = ()
