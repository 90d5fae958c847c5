"""What a rule is: a code, how grave it is, its documentation, and a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from glossary.concept import Concept

    # A problem: the concept, what is wrong, what to do.
    Problem = tuple[Concept, str, str]
    Check = Callable[[Sequence[Concept]], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for the concepts of a term base.

    Attributes:
        code: stable kebab-case name.
        severity: of its diagnostics.
        check: yields the problems of all concepts, given together.
        is_fixable: does `lint --fix` mend it?
    """

    code: str
    severity: Severity
    check: Check
    is_fixable: bool = False

    @property
    def documentation(self) -> str:
        """The paragraph that explains the rule."""
        return " ".join((self.check.__doc__ or "").split())

    def diagnose(self, concepts: Sequence[Concept]) -> Iterator[Diagnostic]:
        """Check all concepts of a term base."""
        for concept, message, hint in self.check(concepts):
            yield Diagnostic(
                code=self.code,
                severity=self.severity,
                message=f"[{concept.id}] {message}",
                hint=hint,
                path=concept.path,
                line=concept.line,
                concept=concept.id,
            )
