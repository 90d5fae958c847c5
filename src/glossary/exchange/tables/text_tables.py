"""Read and write term tables as CSV and TSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from glossary.exchange.tables.cells import neutralize
from glossary.exchange.tables.delimited import open_rows
from glossary.exchange.tables.rows import Layout, columns_for, entries_of_rows, heading_of, row_of

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from glossary.concept import Concept
    from glossary.exchange.account import Account
    from glossary.exchange.entry import Entry
    from glossary.exchange.plain import PlainEntry

BREAKS: Final = str.maketrans({"\t": " ", "\n": " ", "\r": None})


def read_text_table(
    path: Path | str,
    account: Account,
    *,
    layout: Layout | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Iterator[Entry | PlainEntry]:
    """Read a CSV or TSV table row by row, however long it is.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it has no columns of Chinese and English terms, or a cell is too large.
    """
    with open_rows(path, encoding=encoding, delimiter=delimiter) as (stored, rows):
        if stored.name != "utf-8":
            account.remarks.append(f"read as {stored.label}")
        yield from entries_of_rows(rows, layout or Layout(), account)


def write_text_table(
    concepts: Sequence[Concept], lost: Counter[str], *, delimiter: str = ","
) -> Iterator[str]:
    """Write one row a concept, the columns named so that they are understood again."""
    columns = columns_for(concepts)
    yield from write_rows([[heading_of(column) for column in columns]], lost, delimiter=delimiter)
    yield from write_rows((row_of(concept, columns, lost) for concept in concepts), lost, delimiter=delimiter)


def write_rows(rows: Iterable[Sequence[str]], lost: Counter[str], *, delimiter: str = ",") -> Iterator[str]:
    """Write rows as delimited text; cells that a spreadsheet would run get an apostrophe.

    With tabs nothing is quoted, because most readers of TSV know no quotes: breaks become blanks.
    """
    if delimiter == "\t":
        for row in rows:
            yield "\t".join(_without_breaks(neutralize(cell), lost) for cell in row) + "\n"
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutralize(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _without_breaks(cell: str, lost: Counter[str]) -> str:
    flat = cell.translate(BREAKS)
    if flat != cell:
        lost["line break or tab in a cell"] += 1
    return flat
