"""From the rows of a table to segment pairs: which column is Chinese, which English, which a comment."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from glossary.document import Direction, Prose, SegmentPair, State
from glossary.errors import DocumentError
from glossary.text import has_han

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = 500
CHINESE_NAMES = frozenset(
    [
        "zh",
        "zh-hans",
        "zh-hant",
        "zh-cn",
        "zh-tw",
        "zh-hk",
        "zh-sg",
        "chinese",
        "chn",
        "中文",
        "中文（简体）",
        "汉语",
    ]
)
ENGLISH_NAMES = frozenset(
    ["en", "en-us", "en-gb", "en-hk", "en-au", "en-ca", "english", "eng", "英文", "英语"]
)
SOURCE_NAMES = frozenset(["source", "src", "original", "原文", "源文"])
TARGET_NAMES = frozenset(["target", "trg", "tgt", "translation", "hyp", "译文", "目标", "譯文"])
NOTE_NAMES = frozenset(["note", "notes", "comment", "comments", "remark", "remarks", "备注", "備註"])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its 1-based number and its cells."""

    number: int
    cells: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns are source, target and comment (0-based; no comment column is -1)."""

    source: int
    target: int
    note: int = -1
    header: bool = False


def pair_rows(
    rows: Sequence[Row], *, path: str, direction: Direction, columns: tuple[str, str] | None = None
) -> tuple[SegmentPair, ...]:
    """Make segment pairs of the rows.

    Args:
        rows: in order, the header row, if there is one, among them.
        path: for errors.
        direction: which language is the source.
        columns: names or 1-based numbers of the source and target columns; guessed when None.

    Raises:
        DocumentError: there are no two columns that look like source and target.
    """
    if not rows:
        return ()
    chosen = _named_columns(rows[0], columns, path) if columns else _guess_columns(rows, direction, path)
    return tuple(_pair(row, chosen) for row in rows[chosen.header :] if _has_text(row, chosen))


def _pair(row: Row, columns: Columns) -> SegmentPair:
    source, target = _cell(row, columns.source), _cell(row, columns.target)
    note = _cell(row, columns.note).text if columns.note >= 0 else ""
    state = State.READY if target.text.strip() else State.UNTRANSLATED
    return SegmentPair(f"row {row.number}", source, target, state, note)


def _cell(row: Row, column: int) -> Prose:
    return row.cells[column] if column < len(row.cells) else Prose("", row.number)


def _has_text(row: Row, columns: Columns) -> bool:
    return bool(_cell(row, columns.source).text.strip() or _cell(row, columns.target).text.strip())


def _named_columns(first: Row, columns: tuple[str, str], path: str) -> Columns:
    names = [_name(cell) for cell in first.cells]
    places = []
    for column in columns:
        if column.isdigit() and column.lower() not in names:
            places.append(int(column) - 1)
        elif column.lower() in names:
            places.append(names.index(column.lower()))
        else:
            raise DocumentError(
                f"no column named '{column}'",
                path=path,
                line=first.number,
                hint=f"it has: {', '.join(names)}",
            )
    header = (
        any(column.lower() in names for column in columns) or _by_names(names, Direction.ZH_EN) is not None
    )
    return Columns(places[0], places[1], _note_column(names), header)


def _guess_columns(rows: Sequence[Row], direction: Direction, path: str) -> Columns:
    names = [_name(cell) for cell in rows[0].cells]
    named = _by_names(names, direction)
    if named is not None:
        return Columns(*named, _note_column(names), header=True)
    chinese, english = _by_content(rows)
    if chinese < 0 or english < 0:
        raise DocumentError(
            "cannot tell which columns are Chinese and English",
            path=path,
            line=rows[0].number,
            hint="name them in the first row (zh, en), or give --columns SOURCE,TARGET",
        )
    return Columns(*((chinese, english) if direction is Direction.ZH_EN else (english, chinese)))


def _name(cell: Prose) -> str:
    return cell.text.strip().lower().replace("_", "-")


def _note_column(names: Sequence[str]) -> int:
    return next((index for index, name in enumerate(names) if name in NOTE_NAMES), -1)


def _by_names(names: Sequence[str], direction: Direction) -> tuple[int, int] | None:
    chinese = _first_named(names, CHINESE_NAMES, "zh")
    english = _first_named(names, ENGLISH_NAMES, "en")
    sources = (chinese, english) if direction is Direction.ZH_EN else (english, chinese)
    source = sources[0] if sources[0] >= 0 else _first_named(names, SOURCE_NAMES)
    target = sources[1] if sources[1] >= 0 else _first_named(names, TARGET_NAMES)
    return (source, target) if source >= 0 and target >= 0 else None


def _first_named(names: Sequence[str], known: frozenset[str], prefix: str = "") -> int:
    exact = next((index for index, name in enumerate(names) if name in known), -1)
    if exact >= 0 or not prefix:
        return exact
    return next((index for index, name in enumerate(names) if name.startswith(f"{prefix}-")), -1)


def _by_content(rows: Sequence[Row]) -> tuple[int, int]:
    """Return the column with the most Chinese cells and the one with the most Latin letters."""
    chinese: dict[int, int] = {}
    latin: dict[int, int] = {}
    for row in islice(rows, SAMPLE):
        for index, cell in enumerate(row.cells):
            if has_han(cell.text):
                chinese[index] = chinese.get(index, 0) + 1
            else:
                letters = sum(character.isalpha() for character in cell.text)
                latin[index] = latin.get(index, 0) + letters
    if not chinese:
        return -1, -1
    best_chinese = max(chinese, key=lambda index: (chinese[index], -index))
    latin.pop(best_chinese, None)
    best_latin = max(latin, key=lambda index: (latin[index], -index), default=-1)
    return best_chinese, best_latin if latin.get(best_latin) else -1
