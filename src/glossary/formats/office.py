"""DOCX and XLSX read from their XML, with limits against archives that explode."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from glossary.document import Bitext, Direction, Document, Prose
from glossary.errors import DocumentError
from glossary.files import decode, read_bytes
from glossary.formats.columns import Row, pair_rows
from glossary.formats.markup import Characters, read_elements, xml_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossary.formats.markup import Element

MOST_BYTES = 300 * 1024 * 1024
MOST_MEMBERS = 20_000
MOST_RATIO = 300  # text compresses to a tenth, repetitive spreadsheets to a hundredth
RATIO_MATTERS_FROM = 10 * 1024 * 1024
WORD_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
# Deleted and moved-away text of tracked changes, field codes, and what a reader does not see.
INVISIBLE = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "AlternateContent", "drawing"}
)


class Archive:
    """An Office file: a ZIP archive of XML parts, opened with limits.

    Raises:
        DocumentError: not a ZIP archive, damaged, encrypted, or too large when unpacked.
    """

    def __init__(self, path: Path | str) -> None:
        import io

        self.path = str(path)
        try:
            self._zip = ZipFile(io.BytesIO(read_bytes(path)))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise self.error("not an Office file: the ZIP archive is damaged") from error
        self.names = frozenset(self._zip.namelist())
        self._check_sizes()

    def error(self, message: str) -> DocumentError:
        """An error about this file."""
        return DocumentError(message, path=self.path, hint="open it in Office and save it again")

    def text(self, name: str) -> str:
        """Return a part decoded."""
        try:
            with self._zip.open(name) as stream:
                data = stream.read(MOST_BYTES + 1)
        except (BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise self.error(f"its part {name} cannot be read") from error
        except Exception as error:  # zlib.error and the like of other compressions have no common base
            raise self.error(f"its part {name} is damaged") from error
        if len(data) > MOST_BYTES:
            raise self.error(f"its part {name} is larger than {MOST_BYTES >> 20} MB")
        return decode(data, encoding=xml_encoding(data) or "utf-8", path=self.path).text

    def _check_sizes(self) -> None:
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        explodes = unpacked > RATIO_MATTERS_FROM and unpacked / packed > MOST_RATIO
        if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or explodes:
            raise DocumentError(
                f"it would unpack to {unpacked >> 20} MB, which looks like a zip bomb",
                path=self.path,
                hint="split the file if it is honest",
            )


def read_docx(path: Path | str) -> Document:
    """Read the paragraphs of a DOCX file, tables and notes included, in order.

    Raises:
        DocumentError: not a DOCX file, damaged, or too large when unpacked.
    """
    archive = _word_archive(path)
    paragraphs = [prose for part in _word_parts(archive) for prose in _paragraphs(archive, part)]
    return Document(str(path), "docx", tuple(paragraphs))


def read_docx_table(
    path: Path | str, *, direction: Direction, columns: tuple[str, str] | None = None
) -> Bitext:
    """Read a DOCX file whose tables have source and translation side by side.

    Raises:
        DocumentError: as `read_docx`, or there is no table with two such columns.
    """
    archive = _word_archive(path)
    rows: list[Row] = []
    for table in read_elements(archive.text(WORD_PARTS[0]), ("tbl",), path=str(path)):
        for row in table.descendants("tr"):
            cells = tuple(_cell_prose(cell, len(rows) + 1) for cell in row.elements("tc"))
            rows.append(Row(len(rows) + 1, cells))
    if not rows:
        raise DocumentError(
            "this document has no table", path=path, hint="give source and target as two files instead"
        )
    pairs = pair_rows(rows, path=str(path), direction=direction, columns=columns)
    return Bitext(str(path), "docx", pairs)


def read_xlsx(path: Path | str, *, direction: Direction, columns: tuple[str, str] | None = None) -> Bitext:
    """Read aligned segments from the first sheet of an XLSX file that has both columns.

    Raises:
        DocumentError: not an XLSX file, damaged, too large when unpacked, or no such sheet.
    """
    archive = Archive(path)
    if "xl/workbook.xml" not in archive.names:
        raise archive.error("not an XLSX file")
    strings = _shared_strings(archive)
    failure: DocumentError | None = None
    for sheet in sorted((name for name in archive.names if _is_sheet(name)), key=_number):
        rows = list(_sheet_rows(archive, sheet, strings))
        try:
            pairs = pair_rows(rows, path=str(path), direction=direction, columns=columns)
        except DocumentError as error:
            failure = failure or error
            continue
        if pairs:
            return Bitext(str(path), "xlsx", pairs)
    if failure is not None:
        raise failure
    return Bitext(str(path), "xlsx", ())


def _word_archive(path: Path | str) -> Archive:
    archive = Archive(path)
    if WORD_PARTS[0] not in archive.names:
        raise archive.error("not a DOCX file")
    return archive


def _word_parts(archive: Archive) -> Iterator[str]:
    return (part for part in WORD_PARTS if part in archive.names)


def _paragraphs(archive: Archive, part: str) -> Iterator[Prose]:
    for number, paragraph in enumerate(_body_paragraphs(archive, part), start=1):
        text = "".join(_visible(paragraph)).strip()
        if text:
            yield Prose(text, number)


def _body_paragraphs(archive: Archive, part: str) -> Iterator[Element]:
    return read_elements(archive.text(part), ("p",), path=archive.path)


def _cell_prose(cell: Element, number: int) -> Prose:
    paragraphs = ("".join(_visible(paragraph)) for paragraph in cell.descendants("p"))
    return Prose("\n".join(paragraphs).strip(), number)


def _visible(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Characters):
            if element.name == "t":
                yield child.text
        elif child.name in ("br", "cr"):
            yield "\n"
        elif child.name == "tab":
            yield "\t"
        elif child.name == "noBreakHyphen":
            yield "-"
        elif child.name not in INVISIBLE:
            yield from _visible(child)


def _is_sheet(name: str) -> bool:
    return re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name) is not None


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _shared_strings(archive: Archive) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in archive.names:
        return []
    return [_string(item) for item in read_elements(archive.text(name), ("si",), path=archive.path)]


def _string(item: Element) -> str:
    """Join the runs of a rich string; phonetic guides (`rPh`) are no part of it."""
    parts = [item.first("t"), *(run.first("t") for run in item.elements("r"))]
    return "".join(part.text() for part in parts if part is not None)


def _sheet_rows(archive: Archive, sheet: str, strings: list[str]) -> Iterator[Row]:
    for position, row in enumerate(read_elements(archive.text(sheet), ("row",), path=archive.path), start=1):
        number = int(row.attributes["r"]) if row.attributes.get("r", "").isdigit() else position
        cells: dict[int, str] = {}
        for cell in row.elements("c"):
            column = _column(cell.attributes.get("r", ""), len(cells))
            cells[column] = _cell_text(cell, strings)
        if any(text.strip() for text in cells.values()):
            width = min(max(cells) + 1, 1000)
            yield Row(number, tuple(Prose(cells.get(index, ""), number) for index in range(width)))


def _column(reference: str, default: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return default
    value = 0
    for letter in letters.group():
        value = value * 26 + ord(letter) - ord("A") + 1
    return value - 1


def _cell_text(cell: Element, strings: list[str]) -> str:
    kind = cell.attributes.get("t")
    if kind == "inlineStr":
        inline = cell.first("is")
        return _string(inline) if inline is not None else ""
    value = cell.first("v")
    text = value.text() if value is not None else ""
    if kind == "s":
        with suppress(ValueError, IndexError):
            return strings[int(text)]
        return ""
    return text
