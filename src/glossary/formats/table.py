"""TSV and CSV files of aligned segments, with the place of every cell in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossary.document import Bitext, Direction, Piece, Prose, ProseBuilder
from glossary.formats.columns import Row, pair_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossary.files import TextFile

LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
DELIMITERS = ",;\t"


def read_table(
    file: TextFile,
    *,
    path: str,
    direction: Direction,
    columns: tuple[str, str] | None = None,
    tabs: bool,
) -> Bitext:
    """Read aligned segments from a table; tabs without quoting for TSV, RFC 4180 for CSV.

    Raises:
        DocumentError: there are no two columns that look like source and target.
    """
    rows = list(_tab_rows(file.text) if tabs else _csv_rows(file.text))
    pairs = pair_rows(rows, path=path, direction=direction, columns=columns)
    return Bitext(path, "tsv" if tabs else "csv", pairs, file)


def _tab_rows(text: str) -> Iterator[Row]:
    position, number = 0, 0
    while position < len(text):
        found = LINE.match(text, position)
        number += 1
        line = found[1] if found else ""
        if line.strip():
            yield Row(number, tuple(_tab_cells(line, position, number)))
        position = found.end() if found else len(text)


def _tab_cells(line: str, start: int, number: int) -> Iterator[Prose]:
    for cell in line.split("\t"):
        # Spreadsheets quote cells with commas even in TSV; a quote at one end only is part of the text.
        if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', ""):
            yield _unquote(cell[1:-1], start + 1, number)
        else:
            yield Prose(cell, number, (Piece(0, start, start + len(cell)),))
        start += len(cell) + 1


def _csv_rows(text: str) -> Iterator[Row]:
    delimiter = _delimiter(text)
    cell_pattern = re.compile(
        rf'(?:"((?:[^"]|"")*)"|([^{delimiter}\r\n]*))[^{delimiter}\r\n]*({delimiter}|\r\n|\n|\r|\Z)'
    )
    position, line, cells = 0, 1, list[Prose]()
    row_line = 1
    while position < len(text):
        found = cell_pattern.match(text, position)
        if found is None:  # cannot happen: the second branch matches the empty string
            return
        quoted = found[1] is not None
        cells.append(
            _unquote(found[1], found.start(1), line)
            if quoted
            else Prose(found[2], line, (Piece(0, position, found.end(2)),))
        )
        line += len(re.findall(r"\r\n|\n|\r", found[0]))
        position = found.end()
        if found[3] != delimiter.removeprefix("\\"):
            if any(cell.text.strip() for cell in cells):
                yield Row(row_line, tuple(cells))
            cells, row_line = [], line
    if cells:
        yield Row(row_line, tuple(cells))


def _unquote(inner: str, start: int, line: int) -> Prose:
    builder = ProseBuilder()
    position = 0
    for part in re.split(r'("")', inner):
        builder.add('"' if part == '""' else part, start + position, start + position + len(part))
        position += len(part)
    return builder.build(line)


def _delimiter(text: str) -> str:
    first = LINE.match(text)
    line = re.sub(r'"[^"]*"', "", first[1] if first else "")
    best = max(DELIMITERS, key=line.count)
    return "\t" if best == "\t" else best
