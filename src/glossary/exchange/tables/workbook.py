"""Excel workbooks (XLSX): read with limits on what they may unpack to, written for reading and filtering."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from glossary.concept import Status
from glossary.errors import ExchangeError
from glossary.exchange.tables.cells import Date
from glossary.exchange.tables.rows import (
    SAMPLE,
    Layout,
    can_read,
    columns_for,
    entries_of_rows,
    heading_of,
    row_of,
)
from glossary.files import read_bytes

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from openpyxl.workbook import Workbook

    from glossary.concept import Concept
    from glossary.exchange.account import Account
    from glossary.exchange.entry import Entry
    from glossary.exchange.plain import PlainEntry
    from glossary.exchange.tables.columns import Column
    from glossary.exchange.tables.rows import Row

MAX_MEMBER: Final = 400_000_000
MAX_TOTAL: Final = 600_000_000
MAX_RATIO: Final = 300
MAX_COLUMNS: Final = 256
MAX_CELL: Final = 32_767  # of Excel itself
SMALL: Final = 30_000_000
DECLARATIONS: Final = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
COLORS: Final = {
    Status.PREFERRED: "E2F0D9",
    Status.ADMITTED: "FFF2CC",
    Status.DEPRECATED: "F8CBAD",
    Status.SUPERSEDED: "D9D9D9",
}
WIDTHS: Final = {
    "term": 30,
    "pinyin": 28,
    "definition": 60,
    "note": 40,
    "context": 50,
    "source": 40,
    "id": 28,
}
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def read_workbook(
    path: Path | str, account: Account, *, layout: Layout | None = None, sheet: str | None = None
) -> Iterator[Entry | PlainEntry]:
    """Read the terms of one sheet: the one named, or the first with Chinese and English columns.

    Merged cells count for each of their rows; formulas count for the value that was stored with them.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is no workbook, unpacks to too much, declares entities, or has no such sheet.
    """
    layout = layout or Layout()
    size = _refuse_bombs(path)
    book = _open(path, is_large=size > SMALL)
    try:
        name = sheet if sheet is not None else _sheet_with_terms(book, layout)
        if name not in book.sheetnames:
            raise ExchangeError(
                f"there is no sheet '{name}'", path=path, hint=f"the sheets are: {', '.join(book.sheetnames)}"
            )
        others = [each for each in book.sheetnames if each != name]
        account.remarks.append(f"read the sheet '{name}'")
        if others:
            account.remarks.append(f"sheets not read: {', '.join(others)}")
        yield from entries_of_rows(_rows(book[name], is_large=size > SMALL), layout, account)
    finally:
        book.close()


def write_workbook(concepts: Sequence[Concept], lost: Counter[str]) -> bytes:
    """Write a workbook: one row a concept, columns coloured by status, header frozen, filters on."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Terms")
    columns = columns_for(concepts)
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(column.name, 16)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(concepts) + 1}"
    fills = {status: PatternFill("solid", start_color=color) for status, color in COLORS.items()}
    top = Alignment(vertical="top", wrap_text=True)

    def cell(text: str, column: Column, *, bold: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=_writable(text, lost))
        made.data_type = "s"  # never a formula, whatever it begins with
        made.quotePrefix = text[:1] in ("=", "+", "-", "@", "'")
        made.alignment = top
        if bold:
            made.font = Font(bold=True)
        if column.name == "term" and column.status and (text or bold):
            made.fill = fills[column.status]
        return made

    sheet.append([cell(heading_of(column), column, bold=True) for column in columns])
    for concept in concepts:
        row = row_of(concept, columns, lost)
        sheet.append(
            [cell(text, column) if text else None for text, column in zip(row, columns, strict=True)]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _refuse_bombs(path: Path | str) -> int:
    """Look at the archive before anything unpacks it; give its unpacked size."""
    if not Path(path).is_file():
        read_bytes(path)  # raises the error that fits
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            total = sum(member.file_size for member in members)
            for member in members:
                ratio = member.file_size / (member.compress_size or 1)
                if member.file_size > MAX_MEMBER or (ratio > MAX_RATIO and member.file_size > SMALL):
                    raise _bomb(path, member.filename, member.file_size)
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as stream:
                        _refuse_declarations(stream, member.filename, path)
            if total > MAX_TOTAL:
                raise _bomb(path, "the workbook", total)
            return total
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ExchangeError(
            f"not an XLSX workbook: {error}", path=path, hint="save it as .xlsx, without a password"
        ) from error


def _refuse_declarations(stream: IO[bytes], member: str, path: Path | str) -> None:
    head = stream.read(1 << 16)
    if any(word in head for word in DECLARATIONS):
        raise ExchangeError(
            f"{member} declares a DOCTYPE or entities, which no workbook needs",
            path=path,
            hint="save it again",
        )


def _bomb(path: Path | str, what: str, size: int) -> ExchangeError:
    return ExchangeError(
        f"{what} unpacks to {size // 1_000_000:,} MB, which no table of terms needs",
        path=path,
        hint="export the terms as CSV",
    )


def _open(path: Path | str, *, is_large: bool) -> Workbook:
    import openpyxl

    with warnings.catch_warnings():
        # Of parts that openpyxl does not know (charts, validation): they hold no terms.
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(path, read_only=is_large, data_only=True)
        except Exception as error:
            # openpyxl lets through whatever its parsers raise: KeyError, ValueError, ParseError, TypeError …
            raise ExchangeError(
                f"not an XLSX workbook: {type(error).__name__}: {error}",
                path=path,
                hint="open and save it again",
            ) from error


def _sheet_with_terms(book: Workbook, layout: Layout) -> str:
    for sheet in book.worksheets:
        rows = _rows(sheet, is_large=True)
        if can_read(list(islice(rows, SAMPLE)), layout):
            return str(sheet.title)
    return str(book.worksheets[0].title) if book.worksheets else ""


def _rows(sheet: Any, *, is_large: bool) -> Iterator[Row]:
    """Read the rows of a sheet as text, numbered from 1; blank ones are left out."""
    merged = {} if is_large else _merged(sheet)
    for number, cells in enumerate(sheet.iter_rows(max_col=min(sheet.max_column or 1, MAX_COLUMNS)), start=1):
        texts = [_text(cell.value) for cell in cells]
        for place, text in enumerate(texts):
            if not text and (number, place + 1) in merged:
                texts[place] = merged[number, place + 1]
        if any(map(str.strip, texts)):
            yield number, texts


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    return _date(value) if isinstance(value, (dt.datetime, dt.date)) else str(value)


def _date(value: dt.date) -> Date:
    is_day = isinstance(value, dt.datetime) and value.time() == dt.time()
    return Date(value.date().isoformat() if isinstance(value, dt.datetime) and is_day else str(value))


def _merged(sheet: Any) -> dict[tuple[int, int], str]:
    """Map the cells of merged ranges, by row and column, to the text of their first."""
    found: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        if area.min_row == area.max_row or area.size["columns"] > 1:
            continue  # titles across columns are no values of each of them
        value = sheet.cell(area.min_row, area.min_col).value
        if value is not None:
            found |= {(row, area.min_col): str(value) for row in range(area.min_row, area.max_row + 1)}
    return found


def _writable(text: str, lost: Counter[str]) -> str:
    clean = UNWRITABLE.sub("", text)
    if clean != text:
        lost["control character that XLSX cannot hold"] += 1
    if len(clean) > MAX_CELL:
        lost[f"text beyond the {MAX_CELL:,} characters of an Excel cell"] += 1
    return clean[:MAX_CELL]
