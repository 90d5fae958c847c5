"""The account of an import or export: what was read and written, and every loss by kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

PROBLEM_LIMIT: Final = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or doubtful in a foreign file, by line."""

    message: str
    line: int | None = None


@dataclass(slots=True)
class Account:
    """What became of everything in a file.

    Attributes:
        concepts_read: entries in the file, or concepts given to an export.
        concepts: of those, how many arrived.
        designations_read: designations in the file, or in the concepts of an export.
        designations: of those, how many arrived.
        skipped: what was left out, by reason.
        lost: values that had no place on the other side, by kind of field.
        mapped: how foreign names were understood: (kind, foreign name) to our name.
        languages: designations by the language that the file names.
        problems: what is wrong or doubtful, by line, the first thousand.
        further_problems: how many more.
        remarks: what else a user should know.
    """

    concepts_read: int = 0
    concepts: int = 0
    designations_read: int = 0
    designations: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    mapped: dict[tuple[str, str], str] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    further_problems: int = 0
    remarks: list[str] = field(default_factory=list)

    @property
    def is_lossless(self) -> bool:
        """Did everything arrive?"""
        return not self.skipped and not self.lost

    def problem(self, message: str, line: int | None = None) -> None:
        """Note something wrong or doubtful."""
        if len(self.problems) < PROBLEM_LIMIT:
            self.problems.append(Problem(message, line))
        else:
            self.further_problems += 1

    def add(self, other: Account) -> None:
        """Take in the account of another file."""
        for name in ("concepts_read", "concepts", "designations_read", "designations"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.skipped += other.skipped
        self.lost += other.lost
        self.languages += other.languages
        self.mapped |= other.mapped
        self.remarks += other.remarks
        for problem in other.problems:
            self.problem(problem.message, problem.line)
        self.further_problems += other.further_problems

    def to_json(self) -> dict[str, Any]:
        """Describe the account as JSON data."""
        return {
            "concepts_read": self.concepts_read,
            "concepts": self.concepts,
            "designations_read": self.designations_read,
            "designations": self.designations,
            "skipped": dict(sorted(self.skipped.items())),
            "lost": dict(sorted(self.lost.items())),
            "languages": dict(sorted(self.languages.items())),
            "mapped": [
                {"kind": kind, "from": name, "to": ours} for (kind, name), ours in sorted(self.mapped.items())
            ],
            "problems": [{"line": each.line, "message": each.message} for each in self.problems],
            "further_problems": self.further_problems,
            "remarks": self.remarks,
        }
