"""DOCX and XLSX read from their XML, every visible character with its place in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from glossary.document import Bitext, Direction, Document, Prose, ProseBuilder
from glossary.errors import DocumentError
from glossary.formats.archive import Archive
from glossary.formats.columns import Row, pair_rows
from glossary.formats.markup import Characters, read_elements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from glossary.formats.markup import Element

WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
# Deleted and moved-away text of tracked changes, field codes, and what a reader does not see.
INVISIBLE = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "AlternateContent", "drawing"}
)
SHOWN = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
# A paragraph with one of these is not mended: tracked changes, fields, and boxes with text of their own.
FIXED = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "fldSimple",
    "fldChar",
    "instrText",
    "AlternateContent",
    "txbxContent",
    "object",
)


def read_docx(path: Path | str, data: bytes) -> Document:
    """Read the paragraphs of a DOCX file, tables and notes included, in order.

    Raises:
        DocumentError: not a DOCX file, damaged, or too large when unpacked.
    """
    archive = _word_archive(path, data)
    paragraphs = [prose for part in _word_parts(archive) for prose in _paragraphs(archive, part)]
    original = archive if archive.is_mendable else None
    return Document(str(path), "docx", tuple(paragraphs), original, is_xml=True)


def read_docx_table(
    path: Path | str, data: bytes, *, direction: Direction, columns: tuple[str, str] | None = None
) -> Bitext:
    """Read a DOCX file whose tables have source and translation side by side.

    Raises:
        DocumentError: as `read_docx`, or there is no table with two such columns.
    """
    archive = _word_archive(path, data)
    rows: list[Row] = []
    reader = _ParagraphReader(archive, WORD_PARTS[0])
    for table in read_elements(archive.part(WORD_PARTS[0]), ("tbl",), path=str(path)):
        for row in table.descendants("tr"):
            cells = tuple(reader.read(cell.descendants("p"), len(rows) + 1) for cell in row.elements("tc"))
            rows.append(Row(len(rows) + 1, cells))
    if not rows:
        raise DocumentError(
            "this document has no table", path=path, hint="give source and target as two files instead"
        )
    pairs = pair_rows(rows, path=str(path), direction=direction, columns=columns)
    return Bitext(str(path), "docx", pairs, archive if archive.is_mendable else None, is_xml=True)


def read_xlsx(
    path: Path | str, data: bytes, *, direction: Direction, columns: tuple[str, str] | None = None
) -> Bitext:
    """Read aligned segments from the first sheet of an XLSX file that has both columns.

    Raises:
        DocumentError: not an XLSX file, damaged, too large when unpacked, or no such sheet.
    """
    archive = Archive(path, data)
    if "xl/workbook.xml" not in archive.names:
        raise archive.error("not an XLSX file")
    failure: DocumentError | None = None
    for rows in _sheets(archive).values():
        try:
            pairs = pair_rows(rows, path=str(path), direction=direction, columns=columns)
        except DocumentError as error:
            failure = failure or error
            continue
        if pairs:
            return Bitext(str(path), "xlsx", pairs, archive if archive.is_mendable else None, is_xml=True)
    if failure is not None:
        raise failure
    return Bitext(str(path), "xlsx", ())


def _word_archive(path: Path | str, data: bytes) -> Archive:
    archive = Archive(path, data)
    if WORD_PARTS[0] not in archive.names:
        raise archive.error("not a DOCX file")
    return archive


def _word_parts(archive: Archive) -> Iterator[str]:
    return (part for part in WORD_PARTS if part in archive.names)


def _paragraphs(archive: Archive, part: str) -> Iterator[Prose]:
    reader = _ParagraphReader(archive, part)
    # Only the outermost paragraphs: those of text boxes are inside the one that the box hangs on.
    paragraphs = read_elements(archive.part(part), ("p",), path=archive.path)
    for number, paragraph in enumerate(paragraphs, start=1):
        prose = reader.read([paragraph], number)
        if prose.text:
            yield prose


class _ParagraphReader:
    """Turns paragraphs of a part into prose, in order, because a field may run over several of them."""

    def __init__(self, archive: Archive, part: str) -> None:
        archive.part(part)
        self._start = archive.start(part)
        self._open_fields = 0
        self._boxed: set[int] = set()

    def read(self, paragraphs: Iterable[Element], number: int) -> Prose:
        """Join paragraphs to one prose, without blanks at its ends."""
        builder = ProseBuilder()
        for count, paragraph in enumerate(paragraphs):
            if count:
                builder.insert("\n")
            self._collect(paragraph, builder, is_fixed=self._is_fixed(paragraph))
        return _strip(replace(builder.build(number), in_runs=True))

    def _is_fixed(self, paragraph: Element) -> bool:
        """Has it what may not be mended by hand (tracked changes, fields, text boxes), or is it in such?"""
        if id(paragraph) in self._boxed:
            return True
        self._boxed = {id(inner) for inner in paragraph.descendants("p")}
        is_fixed = self._open_fields > 0
        for mark in paragraph.descendants(*FIXED):
            is_fixed = True
            step = {"begin": 1, "end": -1}.get(mark.attributes.get("fldCharType", ""), 0)
            self._open_fields = max(0, self._open_fields + step)
        return is_fixed

    def _collect(self, element: Element, builder: ProseBuilder, *, is_fixed: bool) -> None:
        for child in element.children:
            if isinstance(child, Characters):
                if element.name == "t":
                    _add(builder, child, self._start, is_fixed=is_fixed)
            elif child.name in SHOWN:
                builder.insert(SHOWN[child.name])
            elif child.name not in INVISIBLE:
                self._collect(child, builder, is_fixed=is_fixed)


def _add(builder: ProseBuilder, characters: Characters, start: int, *, is_fixed: bool = False) -> None:
    if is_fixed:
        builder.insert(characters.text)
    else:
        builder.add(characters.text, start + characters.start, start + characters.end)


def _strip(prose: Prose) -> Prose:
    stripped = prose.text.strip()
    start = prose.text.find(stripped)
    return replace(prose.cut(start, start + len(stripped)), line=prose.line)


def _sheets(archive: Archive) -> dict[str, list[Row]]:
    """Read all worksheets in order, because only then it is known how many cells show a shared string."""
    strings = _shared_strings(archive)
    names = [name for name in archive.names if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    sheets = {name: list(_raw_rows(archive, name)) for name in sorted(names, key=_by_number)}
    uses = Counter(
        cell
        for rows in sheets.values()
        for row in rows
        for cell in row.cells.values()
        if isinstance(cell, int)
    )
    shown = [replace(string, uses=uses[index]) for index, string in enumerate(strings)]
    return {
        name: [_row(row, shown) for row in rows] for name, rows in sheets.items() if SHEET.fullmatch(name)
    }


def _by_number(name: str) -> tuple[int, str]:
    return int(re.sub(r"\D", "", name) or 0), name


def _shared_strings(archive: Archive) -> list[Prose]:
    name = "xl/sharedStrings.xml"
    if name not in archive.names:
        return []
    items = read_elements(archive.part(name), ("si",), path=archive.path)
    return [_string(item, archive.start(name)) for item in items]


def _string(item: Element, start: int, *, is_fixed: bool = False) -> Prose:
    """Join the runs of a rich string; phonetic guides (`rPh`) are no part of it, and bound to its words."""
    builder = ProseBuilder()
    is_fixed = is_fixed or item.first("rPh") is not None
    for part in (item.first("t"), *(run.first("t") for run in item.elements("r"))):
        for child in part.children if part is not None else ():
            if isinstance(child, Characters):
                _add(builder, child, start, is_fixed=is_fixed)
    return replace(builder.build(), in_runs=True)


@dataclass(frozen=True, slots=True)
class _RawRow:
    """A row as the sheet has it: cells by column, those of shared strings as the number of the string."""

    number: int
    cells: dict[int, int | Prose]


def _raw_rows(archive: Archive, sheet: str) -> Iterator[_RawRow]:
    text = archive.part(sheet)
    start = archive.start(sheet)
    for position, row in enumerate(read_elements(text, ("row",), path=archive.path), start=1):
        number = int(row.attributes["r"]) if row.attributes.get("r", "").isdigit() else position
        cells: dict[int, int | Prose] = {}
        for cell in row.elements("c"):
            cells[_column(cell.attributes.get("r", ""), len(cells))] = _raw_cell(cell, start)
        yield _RawRow(number, cells)


def _raw_cell(cell: Element, start: int) -> int | Prose:
    kind = cell.attributes.get("t")
    if kind == "inlineStr":
        inline = cell.first("is")
        is_formula = cell.first("f") is not None
        return _string(inline, start, is_fixed=is_formula) if inline is not None else Prose("")
    value = cell.first("v")
    text = value.text() if value is not None else ""
    if kind == "s":
        return int(text) if text.strip().isdecimal() else Prose("")
    # Numbers, dates and what a formula gave: they say something, but are not to be written by hand.
    return Prose(text)


def _row(row: _RawRow, strings: Sequence[Prose]) -> Row:
    width = min(max(row.cells, default=-1) + 1, 1000)
    return Row(row.number, tuple(_cell(row, column, strings) for column in range(width)))


def _cell(row: _RawRow, column: int, strings: Sequence[Prose]) -> Prose:
    cell = row.cells.get(column, Prose(""))
    if isinstance(cell, int):
        cell = strings[cell] if cell < len(strings) else Prose("")
    return replace(cell, line=row.number)


def _column(reference: str, default: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return default
    value = 0
    for letter in letters.group():
        value = value * 26 + ord(letter) - ord("A") + 1
    return value - 1
