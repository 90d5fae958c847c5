"""Read a plain list of terms, TSV or CSV, as a client sends it."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, Concept, Designation, Review, Status
from glossary.errors import TermFileError
from glossary.files import read_text
from glossary.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TABLE_SUFFIXES: Final = (".csv", ".tsv")
COLUMNS: Final = ("zh", "en", "pinyin", "note", "definition", "subject", "source", "review", "id")
MAX_CELL: Final = 1_000_000


def read_table(path: Path | str) -> Iterator[Concept]:
    """Read concepts from a table with columns `zh` and `en`, and any other of `COLUMNS`.

    Several designations in a cell are separated by `|`: the first is preferred, the others admitted.
    Without a header row, the first two columns are taken for Chinese and English, the third for a note.

    Raises:
        DocumentError: the file cannot be read.
        TermFileError: it has no columns zh and en.
    """
    text = read_text(path).text
    tabs = Path(path).suffix.lower() == ".tsv"
    stream = io.StringIO(text, newline="")
    rows = _split_tabs(stream) if tabs else _csv_rows(stream, path)
    numbered: Iterator[tuple[int, list[str]]] = (
        (number, row) for number, row in enumerate(rows, start=1) if any(map(str.strip, row))
    )
    first = next(numbered, None)
    if first is None:
        return
    header = _header(first[1])
    if header is None:
        header = _guessed_header(first[1], path)
        numbered = chain([first], numbered)
    yield from _concepts(numbered, header, path)


def slug(text: str) -> str:
    """Make an id of an English designation: `Climbing Plan` becomes `climbing-plan`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "").replace("’", "")).strip("-")


def _split_tabs(stream: io.StringIO) -> Iterator[list[str]]:
    for line in stream:
        yield line.rstrip("\r\n").split("\t")


def _csv_rows(stream: io.StringIO, path: Path | str) -> Iterator[list[str]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(stream)
    try:
        yield from reader
    except csv.Error as error:
        raise TermFileError(
            f"not a CSV table: {error}", path=path, line=reader.line_num, hint="check the quotes on this line"
        ) from error


def _header(row: Sequence[str]) -> dict[str, int] | None:
    names = [cell.strip().lower() for cell in row]
    return (
        {name: names.index(name) for name in COLUMNS if name in names} if {"zh", "en"} <= {*names} else None
    )


def _guessed_header(row: Sequence[str], path: Path | str) -> dict[str, int]:
    if len(row) > 1 and has_han(row[0]) and not has_han(row[1]):
        return {"zh": 0, "en": 1, "note": 2}
    raise TermFileError(
        "no columns named zh and en",
        path=path,
        line=1,
        hint="name the columns in the first row: zh, en, pinyin, note",
    )


def _concepts(
    rows: Iterable[tuple[int, Sequence[str]]], header: dict[str, int], path: Path | str
) -> Iterator[Concept]:
    name = str(path)
    default_subject = Path(path).stem
    taken: dict[str, int] = {}
    for number, row in rows:
        cells = {column: row[at].strip() for column, at in header.items() if at < len(row)}
        chinese, english = _split(cells.get("zh", "")), _split(cells.get("en", ""))
        if not chinese or not english:
            continue
        identifier = cells.get("id") or slug(english[0]) or f"term-{number}"
        count = taken[identifier] = taken.get(identifier, 0) + 1
        yield Concept(
            id=identifier if count == 1 else f"{identifier}-{count}",
            designations=(
                *_designations(chinese, CHINESE, cells.get("pinyin") or None),
                *_designations(english, ENGLISH, None),
            ),
            subject=cells.get("subject") or default_subject,
            definition=cells.get("definition") or None,
            note=cells.get("note") or None,
            source=(cells["source"],) if cells.get("source") else (),
            review=Review(cells["review"]) if cells.get("review") in list(Review) else None,
            path=name,
            line=number,
        )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _designations(texts: Sequence[str], language: str, pinyin: str | None) -> Iterator[Designation]:
    for position, text in enumerate(texts):
        first = position == 0
        yield Designation(
            text=text,
            language=language,
            status=Status.PREFERRED if first else Status.ADMITTED,
            pinyin=pinyin if first else None,
        )
