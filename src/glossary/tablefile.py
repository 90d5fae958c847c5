"""Read a term base in any format that can be imported, as a client sends it, in place of term files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossary.concept import Concept

# Stated here and not asked of the exchange formats, so that a lookup need not load them; a test compares.
TABLE_SUFFIXES: Final = (
    ".csv",
    ".jsonl",
    ".ndjson",
    ".tab",
    ".tbx",
    ".tsv",
    ".txt",
    ".u8",
    ".utf8",
    ".xlsm",
    ".xlsx",
)
ID_LENGTH: Final = 80


def read_table(path: Path | str) -> Iterator[Concept]:
    """Read the concepts of a table (CSV, TSV, XLSX), TBX, OmegaT glossary, CC-CEDICT or JSON Lines.

    Columns of a table are found by their headings; without headings, columns of Chinese and English are found
    by their characters. Several designations in a cell are separated by `|`: the first is preferred, the
    others admitted. What the term base cannot take in is told by `glossary import --dry-run`.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is not in its format, or has no concept with Chinese and English.
    """
    from glossary.exchange.account import Account
    from glossary.exchange.registry import iterate_foreign

    return iterate_foreign(path, Account())


def slug(text: str) -> str:
    """Make an id of an English designation: `Climbing Plan` becomes `climbing-plan`, long ones are cut at a word."""
    whole = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "").replace("’", "")).strip("-")
    return whole if len(whole) <= ID_LENGTH else whole[:ID_LENGTH].rpartition("-")[0] or whole[:ID_LENGTH]
