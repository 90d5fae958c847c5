"""Cells of tables: several values in one, and formulas that must not run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SEPARATOR: Final = "|"
# What a spreadsheet would run as a formula (OWASP, CSV injection); quotes before it are ours.
RUNNABLE: Final = re.compile(r"'*[=+\-@\t\r]")
QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")


class Date(str):
    """A cell that the spreadsheet took for a date, as text."""

    __slots__ = ()


def neutralize(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula."""
    return f"'{cell}" if RUNNABLE.match(cell) else cell


def restore(cell: str) -> str:
    """Take the apostrophe off that `neutralize` put before a cell."""
    return cell[1:] if cell.startswith("'") and QUOTED.match(cell) else cell


def join_values(values: Iterable[str]) -> str:
    r"""Write several values in a cell: `a | b`; a bar within a value becomes `\|`."""
    return f" {SEPARATOR} ".join(value.replace(SEPARATOR, rf"\{SEPARATOR}") for value in values)


def split_values(cell: str, separator: str = SEPARATOR) -> list[str]:
    """Split a cell into its values, empty ones included, so that places in two cells correspond."""
    if separator not in cell:
        return [cell.strip()]
    parts = re.split(rf"(?<!\\){re.escape(separator)}", cell)
    return [part.replace(f"\\{separator}", separator).strip() for part in parts]
