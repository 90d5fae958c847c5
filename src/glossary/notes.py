"""What annotation appends to a document: footnotes and term tables, and how they are found again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossary.concept import Review
from glossary.diagnostics import Edit
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossary.matcher import Match

MARK: Final = re.compile(r"\[\^t(\d+)\]")
NOTE_LINES: Final = re.compile(
    r"(\r?\n){2}(?P<notes>\[\^t\d+\]: [^\r\n]*(\r?\n\[\^t\d+\]: [^\r\n]*)*)\r?\n\Z"
)
TABLE: Final = re.compile(
    r"(\r?\n){2}Terms \(\d+ concepts?, \d+ mentions?\)(\r?\n){2}(\|[^\r\n]*\|\r?\n){3,}\Z"
)
COLUMNS: Final = ("Chinese", "Pinyin", "English", "Count", "Review")


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each concept is mentioned, in the order of first mention.

    Attributes:
        rows: the first match of a concept, and the number of its mentions.
    """

    rows: tuple[tuple[Match, int], ...]

    @classmethod
    def count(cls, matches: Iterable[Match]) -> Tally:
        """Count the mentions of each concept."""
        counts: dict[str, list[Match]] = {}
        for match in matches:
            counts.setdefault(match.concept.id, []).append(match)
        return cls(tuple((mentions[0], len(mentions)) for mentions in counts.values()))

    @property
    def mentions(self) -> int:
        """The number of all mentions."""
        return sum(count for _, count in self.rows)


@dataclass(frozen=True, slots=True)
class Notes:
    """Numbered footnotes of a document.

    Attributes:
        marks: the insertions `[^t1]` behind the terms.
        numbered: the first match of each concept with its number.
    """

    marks: tuple[Edit, ...]
    numbered: tuple[tuple[int, Match], ...]

    @classmethod
    def number(cls, text: str, matches: Iterable[Match], *, first_only: bool) -> Notes:
        """Number the concepts by first mention, above all numbers of such marks in the text."""
        first_number = max((int(found[1]) for found in MARK.finditer(text)), default=0) + 1
        numbers: dict[str, int] = {}
        marks: list[Edit] = []
        numbered: list[tuple[int, Match]] = []
        for match in matches:
            if match.concept.preferred_en is None:
                continue
            is_first = match.concept.id not in numbers
            number = numbers.setdefault(match.concept.id, first_number + len(numbers))
            if is_first:
                numbered.append((number, match))
            if is_first or not first_only:
                marks.append(Edit(Span(match.span.end, match.span.end), f"[^t{number}]"))
        return cls(tuple(marks), tuple(numbered))


def footnotes(text: str, notes: Notes) -> str:
    """Write the footnotes that end a document."""
    newline = _newline(text)
    lines = [f"[^t{number}]: {_note(match)}" for number, match in notes.numbered]
    return newline * 2 + newline.join(lines) + newline if lines else ""


def term_table(text: str, tally: Tally) -> str:
    """Write the table of terms that ends a document: Chinese, pinyin, English, count, review."""
    if not tally.rows:
        return ""
    newline = _newline(text)
    title = f"Terms ({_plural(len(tally.rows), 'concept')}, {_plural(tally.mentions, 'mention')})"
    cells = [COLUMNS, *(_row(match, count) for match, count in tally.rows)]
    widths = [max(map(display_width, column)) for column in zip(*cells, strict=True)]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return newline * 2 + title + newline * 2 + newline.join(lines) + newline


def strip_table(text: str) -> str:
    """Take the term table off the end of a document."""
    found = _ending(TABLE, text, "Terms (")
    return text[: found.start()] if found else text


def strip_footnotes(text: str) -> str:
    """Take the footnotes off the end of a document, and their marks out of it."""
    found = _ending(NOTE_LINES, text, "[^t")
    if found is None:
        return text
    numbers = {line[1] for line in MARK.finditer(found["notes"])}
    return MARK.sub(lambda mark: "" if mark[1] in numbers else mark[0], text[: found.start()])


def display_width(text: str) -> int:
    """Columns that a text takes in a terminal: two for full-width characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def _ending(pattern: re.Pattern[str], text: str, landmark: str) -> re.Match[str] | None:
    """Search the pattern only where a document can end with it: linear in the length of the text."""
    if landmark not in text:
        return None
    return pattern.search(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _note(match: Match) -> str:
    return f"{match.designation.text}{_reading(match)}: {_english(match)}"


def _reading(match: Match) -> str:
    return f" ({match.designation.pinyin})" if match.designation.pinyin else ""


def _english(match: Match) -> str:
    english = match.concept.english_for(match.designation)
    return english.text if english else "–"


def _row(match: Match, count: int) -> Sequence[str]:
    review = match.concept.review
    return (
        _cell(match.designation.text),
        _cell(match.designation.pinyin or ""),
        _cell(_english(match)),
        str(count),
        "draft" if review is Review.DRAFT else review or "",
    )


def _cell(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("|", "\\|")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True))
    return "| " + " | ".join(padded) + " |"
