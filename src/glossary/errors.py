"""Errors that a user sees: what is wrong and where, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class GlossaryError(Exception):
    """A problem with what the user gave us.

    Args:
        message: what is wrong, without a final period.
        path: the file that is to blame, if one is.
        line: 1-based line in that file.
        hint: what to do next.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    @property
    def place(self) -> str:
        """`file:line`, `file` or the empty string."""
        if self.path is None:
            return ""
        return f"{self.path}:{self.line}" if self.line is not None else str(self.path)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class TermFileError(GlossaryError):
    """A term file that cannot be read as one."""


class TermBaseError(GlossaryError):
    """All that is wrong in all the files of a term base, reported together."""

    def __init__(self, errors: Sequence[GlossaryError]) -> None:
        self.errors = tuple(errors)
        count = f"{len(self.errors)} error" + ("s" if len(self.errors) > 1 else "")
        super().__init__(f"the term files have {count}")

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class DocumentError(GlossaryError):
    """A text, folder or bilingual file that cannot be read or written."""


class ConfigError(GlossaryError):
    """A configuration file or environment variable that makes no sense."""


class ExchangeError(GlossaryError):
    """A foreign term base that cannot be imported, or ours that cannot be exported."""
