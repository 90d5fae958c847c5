"""Delimited text (CSV, TSV and their kin) of any size, row by row."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.errors import ExchangeError
from glossary.exchange.tables.cells import restore
from glossary.files import open_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossary.encoding import Encoding

MAX_CELL: Final = 1_000_000
DELIMITERS: Final = ",;\t|"
SAMPLE_LINES: Final = 40
# Cells in quotes that only quoting can explain: a doubled quote or a delimiter within.
NEEDS_QUOTING: Final = re.compile(r'(?:^|\t)"(?:[^"\t]*""[^"\t]*|[^"]*[\t\n][^"]*)"(?=\t|$)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are set apart."""

    delimiter: str = ","
    is_quoted: bool = True


@contextmanager
def open_rows(
    path: Path | str, *, encoding: str | None = None, delimiter: str | None = None
) -> Iterator[tuple[Encoding, Iterator[tuple[int, list[str]]]]]:
    """Open a delimited text: its encoding, and its rows with their line numbers; blank rows are left out.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: a cell is larger than a million characters, or a quote is never closed.
    """
    with open_text(path, encoding=encoding) as (stored, chunks):
        lines = split_lines(chunks, path)
        head = list(islice(lines, SAMPLE_LINES))
        dialect = guess_dialect(head, path, delimiter)
        yield stored, _rows(chain(head, lines), dialect, path)


def split_lines(chunks: Iterable[str], path: Path | str) -> Iterator[str]:
    r"""Split chunks of text into lines that keep their ends (`\n`, `\r\n`, or `\r` in very old files).

    Raises:
        ExchangeError: a line is longer than a million characters.
    """
    pending, end = "", "\n"
    number = 0
    for chunk in chunks:
        if number == 0 and not pending and "\n" not in chunk and "\r" in chunk[:-1]:
            end = "\r"
        pending += chunk
        *lines, pending = pending.split(end)
        for line in lines:
            number += 1
            yield line + "\n" if end == "\r" else line + end
        if len(pending) > MAX_CELL:
            raise _too_large(path, number + 1)
    if pending:
        yield pending


def guess_dialect(lines: list[str], path: Path | str, delimiter: str | None = None) -> Dialect:
    """Guess the delimiter and the quoting from the first lines and the name of the file."""
    is_tsv = Path(path).suffix.lower() in (".tsv", ".tab")
    chosen = delimiter or ("\t" if is_tsv else _likeliest_delimiter(lines))
    if chosen != "\t":
        return Dialect(chosen)
    return Dialect("\t", is_quoted=bool(NEEDS_QUOTING.search("".join(lines).replace("\r", ""))))


def _likeliest_delimiter(lines: list[str]) -> str:
    """Take the delimiter that gives the most rows of one width, of several columns."""

    def evenness(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            return 0.0, 0
        if not widths or max(widths) == 1:
            return 0.0, 0
        commonest = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(commonest) / len(widths) if commonest > 1 else 0.0), -DELIMITERS.index(delimiter)

    csv.field_size_limit(MAX_CELL)
    return max(DELIMITERS, key=evenness)


def _rows(lines: Iterable[str], dialect: Dialect, path: Path | str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
    )
    line = 1
    try:
        for row in reader:
            if any(map(str.strip, row)):
                yield line, [restore(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger than" in str(error):
            raise _too_large(path, line) from error
        raise ExchangeError(
            f"not a table: {error}", path=path, line=line, hint="check the quotes on this line"
        ) from error


def _too_large(path: Path | str, line: int) -> ExchangeError:
    return ExchangeError(
        "a cell of more than a million characters",
        path=path,
        line=line,
        hint="is a quote left open here, or is this no table of terms?",
    )
