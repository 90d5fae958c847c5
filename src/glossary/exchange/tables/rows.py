"""Rows of a table to entries, and concepts to rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, Status
from glossary.errors import ExchangeError
from glossary.exchange.entry import Entry, Term
from glossary.exchange.plain import PlainEntry, plain_languages
from glossary.exchange.tables.cells import SEPARATOR, Date, join_values, split_values
from glossary.exchange.tables.columns import (
    Column,
    find_heading,
    guess_columns,
    guess_headerless,
    has_both_languages,
    mapped_columns,
)
from glossary.text import has_han
from glossary.visible import visible

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from glossary.concept import Concept, Designation
    from glossary.exchange.account import Account

    Row = tuple[int, list[str]]

SAMPLE: Final = 30
LISTS: Final = ("source", "related", "match", "no_match")
TRUE: Final = ("true", "yes", "1", "x", "y", "是", "✓", "forbidden")
SIMPLE: Final = ("type", "note", "authority", "region", "since", "until")
CONCEPT_COLUMNS: Final = ("definition", "note", "context", "source", "review", "related", "superseded_by")
HEADINGS: Final = {"match": "example match", "no_match": "example no match", "superseded_by": "superseded by"}
# What a table holds of a concept (see `exchange.fields`).
HELD: Final = frozenset(
    {"id", "subject", *CONCEPT_COLUMNS, "example", "language tag", "case of a designation", "pinyin"}
    | {f"{name} of a designation" for name in SIMPLE}
    | {f"{status} {side}" for status in Status for side in ("Chinese", "English")}
    | {"pinyin of a further designation"}
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How to understand a table, as far as the user says it.

    Attributes:
        columns: heading, letter or number of a column, to what it holds.
        separator: between several terms in one cell.
        header_row: 1-based number of the row with the headings; 0 for none; None to look for it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    separator: str = SEPARATOR
    header_row: int | None = None


def entries_of_rows(rows: Iterable[Row], layout: Layout, account: Account) -> Iterator[Entry | PlainEntry]:
    """Make entries of numbered rows, one each; the guess at the columns is in the account.

    Raises:
        ExchangeError: there are no columns of Chinese and English terms.
    """
    iterator = iter(rows)
    before = [] if layout.header_row is None else _skip_to(iterator, layout.header_row)
    sample = [*before, *islice(iterator, SAMPLE)]
    if not sample:
        return
    columns, headings, first = _columns(sample, layout)
    _tell(columns, headings, account)
    if first > 1:
        account.remarks.append(f"rows above the headings were not read: {first - 1}")
    reader = _RowReader(columns, layout.separator, account, headings)
    for number, cells in chain(sample[first:], iterator):
        yield reader.plain_entry(number, cells) or reader.entry(number, cells)


def can_read(rows: Sequence[Row], layout: Layout) -> bool:
    """Do these first rows show columns of Chinese and English terms?"""
    try:
        return bool(rows) and bool(_columns(rows, layout))
    except ExchangeError:
        return False


def _skip_to(rows: Iterator[Row], header_row: int) -> list[Row]:
    for number, cells in rows:
        if number >= header_row:
            return [(number, cells)]
    return []


def _columns(sample: Sequence[Row], layout: Layout) -> tuple[dict[int, Column], list[str], int]:
    """Find the columns, their headings and the place of the first row of terms."""
    rows = [cells for _, cells in sample]
    if layout.header_row:
        columns = mapped_columns(rows[0], layout.columns, guess_columns(rows[0], rows[1:]))
        return _both(columns, sample), rows[0], 1
    for place, headings in enumerate(rows):
        if layout.header_row == 0 or (place and guess_headerless(rows[:place])):
            break  # terms above: this is no row of headings
        if not all(find_heading(headings, name) is not None for name in layout.columns):
            continue
        columns = mapped_columns(headings, layout.columns, guess_columns(headings, rows[place + 1 :]))
        if has_both_languages(columns):
            return columns, headings, place + 1
    return _headerless(sample, layout)


def _headerless(sample: Sequence[Row], layout: Layout) -> tuple[dict[int, Column], list[str], int]:
    rows = [cells for _, cells in sample]
    blank = [""] * max(map(len, rows))
    if not layout.columns:
        return _both(guess_headerless(rows), sample), blank, 0
    first = next((row for row in rows if len([cell for cell in row if cell.strip()]) > 1), rows[0])
    columns = _both(mapped_columns([*first, *blank[len(first) :]], layout.columns, {}), sample)
    chinese = next(place for place, column in columns.items() if column.language.startswith("zh"))
    is_heading = layout.header_row is None and chinese < len(rows[0]) and not has_han(rows[0][chinese])
    return columns, rows[0] if is_heading else blank, int(is_heading)


def _both(columns: dict[int, Column], sample: Sequence[Row]) -> dict[int, Column]:
    if has_both_languages(columns):
        return columns
    number, cells = sample[0]
    found = ", ".join(f"'{_brief(cell)}'" for cell in cells[:8] if cell.strip())
    raise ExchangeError(
        f"no columns of Chinese and English terms among {found or 'empty cells'}",
        line=number,
        hint="name the columns zh and en in the first row, or say which they are: --map A=zh --map B=en",
    )


def _tell(columns: Mapping[int, Column], headings: Sequence[str], account: Account) -> None:
    for place, column in columns.items():
        name = _brief(headings[place]) if place < len(headings) else ""
        account.mapped["column", name or f"column {place + 1}"] = str(column)


@dataclass(slots=True)
class _RowReader:
    """Reads rows whose columns are known."""

    columns: Mapping[int, Column]
    separator: str
    account: Account
    headings: Sequence[str]
    _terms: list[tuple[int, Column]] = field(default_factory=list)
    _others: list[tuple[int, Column]] = field(default_factory=list)
    _plain_languages: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        for place, column in sorted(self.columns.items()):
            (self._terms if column.name == "term" else self._others).append((place, column))
        self._plain_languages = plain_languages(self.columns)

    def plain_entry(self, number: int, cells: Sequence[str]) -> PlainEntry | None:
        """Read a row that is a Chinese and an English term, and nothing else; None for any other."""
        languages = self._plain_languages
        if languages is None or len(cells) != 2:  # noqa: PLR2004
            return None
        chinese, english = cells[0].strip(), cells[1].strip()
        if not chinese or not english or self.separator in chinese or self.separator in english:
            return None
        return PlainEntry(chinese, english, languages, number)

    def entry(self, number: int, cells: Sequence[str]) -> Entry:
        entry = Entry(line=number, is_ours=True)
        places: dict[tuple[str, Status | None], list[Term]] = {}
        for place, column in self._terms:
            if place < len(cells) and (cell := cells[place].strip()):
                if isinstance(cells[place], Date):
                    self._report_date(cell, number)
                terms = self._read_terms(cell, column, number)
                places.setdefault((column.language, column.status), []).extend(terms)
        for place, column in self._others:
            if place < len(cells) and (cell := cells[place].strip()):
                if column.is_of_term:
                    self._describe(entry, column, cell, places)
                else:
                    self._put(entry, column.name, cell)
        entry.terms = [term for terms in places.values() for term in terms if term.text]
        self._count_unread(cells)
        return entry

    def _report_date(self, cell: str, number: int) -> None:
        month, day = (int(part) for part in cell[5:10].split("-"))
        self.account.problem(
            f"a date ({cell}) stands for a term: if {month}-{day} was meant, format the cell as text", number
        )

    def _read_terms(self, cell: str, column: Column, number: int) -> list[Term]:
        status = str(column.status) if column.status else ""
        return [
            Term(text, column.language, status=status, line=number)
            for text in split_values(cell, self.separator)
        ]

    def _describe(
        self,
        entry: Entry,
        column: Column,
        cell: str,
        places: Mapping[tuple[str, Status | None], list[Term]],
    ) -> None:
        """Give the terms of a column their attributes; a single one is the first term's."""
        terms = places.get((column.language, column.status)) or next(
            (found for (language, _), found in places.items() if language[:2] == column.language[:2]), []
        )
        if column.name == "forbidden":
            is_forbidden = any(word in TRUE for word in cell.lower().replace(",", " ").split())
            column, cell = Column("status", column.language), "forbidden" if is_forbidden else ""
        if column.name == "status":
            for term in terms:
                term.status = term.status or cell
            return
        for term, value in zip(terms, split_values(cell), strict=False):
            if column.name == "type":
                term.type = value
            elif value:
                term.fields[column.name].append(value)
        if not terms:
            entry.fields["note"].append(f"{column.name}: {cell}")

    def _put(self, entry: Entry, name: str, cell: str) -> None:
        if name == "id":
            entry.id = cell
            entry.is_ours = not cell.isdecimal()  # mere numbers are a count of rows
        elif name in LISTS:
            entry.fields[name] += filter(None, split_values(cell))
        else:
            entry.fields[name].append(cell)

    def _count_unread(self, cells: Sequence[str]) -> None:
        for place, cell in enumerate(cells):
            if place not in self.columns and cell.strip():
                heading = _brief(self.headings[place]) if place < len(self.headings) else ""
                self.account.lost[f"column {heading or place + 1}"] += 1


def columns_for(concepts: Sequence[Concept]) -> list[Column]:
    """List the columns that hold these concepts: the usual ones, and others where they are needed."""
    needed: set[Column] = set()
    languages: dict[str, None] = {CHINESE: None, ENGLISH: None}
    for concept in concepts:
        for designation in concept.designations:
            languages.setdefault(designation.language)
            needed.update(_columns_of(designation))
        needed.update(Column(name) for name in CONCEPT_COLUMNS if getattr(concept, name))
        needed.update(Column(name) for name in ("match", "no_match") if getattr(concept.examples, name))
    ordered = [Column("id"), Column("subject")]
    usual = {Column("term", CHINESE, Status.PREFERRED), Column("pinyin", CHINESE, Status.PREFERRED)}
    usual.add(Column("term", ENGLISH, Status.PREFERRED))
    tags = sorted(languages, key=lambda tag: (not tag.startswith("zh"), tag not in (CHINESE, ENGLISH), tag))
    for tag in tags:
        for status in Status:
            for name in ("term", "pinyin", *SIMPLE, "case"):
                column = Column(name, tag, status)
                if column in needed or column in usual:
                    ordered.append(column)
    return ordered + [
        Column(name) for name in (*CONCEPT_COLUMNS, "match", "no_match") if Column(name) in needed
    ]


def heading_of(column: Column) -> str:
    """Name a column, for example `zh`, `pinyin`, `en admitted`, `zh-TW` or `en deprecated note`."""
    if not column.is_of_term:
        return HEADINGS.get(column.name, column.name)
    short = {CHINESE: "zh", ENGLISH: "en"}.get(column.language, column.language)
    status = None if column.status is Status.PREFERRED else column.status
    if column == Column("pinyin", CHINESE, Status.PREFERRED):
        return "pinyin"
    return str(Column(column.name, short, status))


def row_of(concept: Concept, columns: Sequence[Column], lost: Counter[str]) -> list[str]:
    """Write a concept as the cells of these columns."""
    groups: dict[tuple[str, Status], list[Designation]] = defaultdict(list)
    for designation in concept.designations:
        groups[designation.language, designation.status].append(designation)
    order = [each for (_, _), group in sorted(groups.items(), key=_by_status) for each in group]
    stable = [each for side in (True, False) for each in order if each.is_chinese is side]
    if stable != [*concept.zh, *concept.en]:
        lost["order of the designations"] += 1
    return [_cell(concept, column, groups) for column in columns]


def _by_status(pair: tuple[tuple[str, Status], list[Designation]]) -> tuple[int, int, str]:
    (language, status), _ = pair
    return list(Status).index(status), language not in (CHINESE, ENGLISH), language


def _cell(concept: Concept, column: Column, groups: Mapping[tuple[str, Status], list[Designation]]) -> str:
    if column.is_of_term:
        status = column.status or Status.PREFERRED
        group = groups.get((column.language, status), [])
        values = [_attribute(each, column.name) for each in group]
        return join_values(values) if any(values) else ""
    if column.name in ("match", "no_match"):
        return join_values(getattr(concept.examples, column.name))
    value = getattr(concept, column.name)
    return join_values(value) if isinstance(value, tuple) else str(value or "")


def _columns_of(designation: Designation) -> Iterator[Column]:
    for name in ("term", "pinyin", *SIMPLE, "case"):
        if _attribute(designation, name):
            yield Column(name, designation.language, designation.status)


def _attribute(designation: Designation, name: str) -> str:
    if name == "term":
        return designation.text
    if name == "case":
        return "sensitive" if designation.case_sensitive else ""
    return str(getattr(designation, name) or "")


def _brief(text: str) -> str:
    return visible(" ".join(text.split()))[:40]
