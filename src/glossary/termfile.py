"""Read term files: TOML to concepts, with every error of a file placed on its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from glossary.concept import CHINESE, ENGLISH, Concept, Designation, Examples, Review, Status, TermType
from glossary.errors import TermFileError
from glossary.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

LANGUAGES: Final = {"zh": CHINESE, "en": ENGLISH}
CONCEPT_KEYS: Final = (
    "zh",
    "pinyin",
    "en",
    "definition",
    "note",
    "context",
    "source",
    "subject",
    "review",
    "related",
    "superseded_by",
    "examples",
)
DESIGNATION_KEYS: Final = (
    "term",
    "language",
    "type",
    "pinyin",
    "note",
    "source",
    "authority",
    "region",
    "since",
    "until",
    "case",
    "not_in",
    "en",
)
EXAMPLE_KEYS: Final = ("match", "no_match")
ID_LENGTH: Final = 80
IDENTIFIER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
HEADING: Final = re.compile(
    r"""^[ \t]*\[[ \t]*(["']?)(?P<id>[^\]."']+)\1[^\]\n]*\][ \t]*(#.*)?$""", re.MULTILINE
)
_Choice = TypeVar("_Choice", Review, TermType)
TOML_PLACE: Final = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class TermFile:
    """What a term file holds, and what is wrong with it.

    Attributes:
        path: as the user named it.
        subject: the subject field of its concepts, unless one says otherwise.
        concepts: those without errors, in file order.
        errors: everything that is wrong, by line.
    """

    path: str
    subject: str
    concepts: tuple[Concept, ...]
    errors: tuple[TermFileError, ...]


def read_term_file(path: Path | str) -> TermFile:
    """Read one TOML term file; what is wrong inside is in `errors`.

    Raises:
        DocumentError: the file is missing, unreadable or not UTF-8 text.
    """
    return parse_term_file(read_text(path, encoding="utf-8").text, str(path))


def parse_term_file(text: str, path: str) -> TermFile:
    """Parse the text of a term file; `path` only names it in errors."""
    reader = _Reader(text, path)
    tables = reader.tables()
    subject = tables.pop("subject", "")
    if not isinstance(subject, str) or not subject.strip():
        reader.fail(
            "the file has no subject", line=1, hint='begin it with a line such as: subject = "finance"'
        )
        subject = ""
    concepts = [reader.concept(identifier, table, subject) for identifier, table in tables.items()]
    reader.errors.sort(key=lambda error: error.line or 0)
    return TermFile(
        path=path,
        subject=subject,
        concepts=tuple(concept for concept in concepts if concept is not None),
        errors=tuple(reader.errors),
    )


def heading_lines(text: str) -> dict[str, int]:
    """Map each concept id to the 1-based line of its first heading."""
    lines: dict[str, int] = {}
    position = line = 0
    for match in HEADING.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        lines.setdefault(match["id"].strip(), line + 1)
    return lines


def slug(text: str) -> str:
    """Make an id of an English designation: `Climbing Plan` becomes `climbing-plan`, long ones are cut at a word."""
    whole = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "").replace("’", "")).strip("-")
    return whole if len(whole) <= ID_LENGTH else whole[:ID_LENGTH].rpartition("-")[0] or whole[:ID_LENGTH]


def split_blocks(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Split a term file into its head and one (id, text) block a concept, comments above it included.

    Joining the head and the blocks gives the text back.
    """
    starts: list[tuple[str, int]] = []
    for match in HEADING.finditer(text):
        identifier = match["id"].strip()
        if starts and starts[-1][0] == identifier:
            continue
        starts.append((identifier, _with_comments(text, match.start())))
    if not starts:
        return text, []
    ends = [start for _, start in starts[1:]] + [len(text)]
    blocks = [(identifier, text[start:end]) for (identifier, start), end in zip(starts, ends, strict=True)]
    return text[: starts[0][1]], blocks


def _lines_before_heading(block: str) -> int:
    match = HEADING.search(block)
    return block.count("\n", 0, match.start()) if match else 0


def _with_comments(text: str, start: int) -> int:
    """Move a block's start up over the comment lines that stand directly on it."""
    while start:
        previous = text.rfind("\n", 0, start - 1) + 1
        line = text[previous:start]
        # The first comment of a file is its title, not a remark on the first concept.
        if not line.startswith("#") or previous == 0:
            return start
        start = previous
    return start


@dataclass(slots=True)
class _Reader:
    """One pass over one file; collects errors instead of raising them."""

    text: str
    path: str
    errors: list[TermFileError] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def fail(self, message: str, *, line: int | None, hint: str) -> None:
        self.errors.append(TermFileError(message, path=self.path, line=line, hint=hint))

    def tables(self) -> dict[str, Any]:
        self.lines = self.text.splitlines()
        self.headings = heading_lines(self.text)
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError:
            return self._tables_block_by_block()

    def _tables_block_by_block(self) -> dict[str, Any]:
        """Parse each concept apart, so that one broken table does not hide the errors of the others."""
        head, blocks = split_blocks(self.text)
        tables: dict[str, Any] = {}
        line = 1
        seen: dict[str, int] = {}
        for identifier, block in [("", head), *blocks]:
            before = len(self.errors)
            parsed = self._parse_block(block, first_line=line)
            heading = line + _lines_before_heading(block)
            if identifier and identifier in seen:
                self.fail(
                    f"two concepts named '{identifier}' (the first is on line {seen[identifier]})",
                    line=heading,
                    hint="merge them, or rename the second",
                )
            elif len(self.errors) == before:
                tables |= parsed
            if identifier:
                seen.setdefault(identifier, heading)
            line += block.count("\n")
        if not self.errors:
            # The parts are right and the whole is not: an id used as a key and as a heading, or the like.
            self._parse_block(self.text, first_line=1)
            return {}
        return tables

    def _parse_block(self, block: str, *, first_line: int) -> dict[str, Any]:
        try:
            return tomllib.loads(block)
        except tomllib.TOMLDecodeError as error:
            place = TOML_PLACE.search(str(error))
            offset = int(place["line"]) - 1 if place and place["line"] else block.rstrip("\n").count("\n")
            message = TOML_PLACE.sub("", str(error))
            self.fail(
                f"not valid TOML: {message[:1].lower()}{message[1:]}",
                line=first_line + offset,
                hint='write key = "value" with straight double quotes, and close every bracket',
            )
            return {}

    def concept(self, identifier: str, table: Any, subject: str) -> Concept | None:
        before = len(self.errors)
        line = self.headings.get(identifier)
        if not isinstance(table, dict):
            self.fail(
                f"'{identifier}' is not a concept",
                line=self.line_of(identifier, 1),
                hint=f"write a heading [{identifier}] with zh and en below it",
            )
            return None
        if not IDENTIFIER.fullmatch(identifier):
            self.fail(
                f"'{identifier}' cannot be an id",
                line=line,
                hint="use small letters a-z, digits and single hyphens, for example [climbing-plan]",
            )
        place = _Place(self, identifier, line)
        place.check_keys(table, CONCEPT_KEYS, "a concept")
        designations = (*place.designations(table, "zh"), *place.designations(table, "en"))
        concept = Concept(
            id=identifier,
            designations=designations,
            subject=place.string(table, "subject") or subject,
            definition=place.string(table, "definition"),
            note=place.string(table, "note"),
            context=place.string(table, "context"),
            source=place.strings(table, "source"),
            review=place.choice(table, "review", Review),
            related=place.strings(table, "related"),
            superseded_by=place.string(table, "superseded_by"),
            examples=place.examples(table),
            path=self.path,
            line=line,
        )
        return concept if len(self.errors) == before else None

    def line_of(self, key: str, start: int) -> int | None:
        pattern = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*[.=]""")
        for number, line in enumerate(self.lines[start - 1 :], start=start):
            if pattern.match(line):
                return number
            if number > start and HEADING.match(line):
                break
        return None


@dataclass(frozen=True, slots=True)
class _Place:
    """The concept under the reader's finger: reads its values, reports what is wrong on their lines."""

    reader: _Reader
    identifier: str
    line: int | None

    def fail(self, key: str, message: str, hint: str) -> None:
        line = self.reader.line_of(key, self.line + 1) if self.line else None
        self.reader.fail(f"[{self.identifier}] {message}", line=line or self.line, hint=hint)

    def check_keys(
        self, table: Mapping[str, Any], known: Iterable[str], what: str, *, within: str = ""
    ) -> None:
        for key in table:
            if key not in known:
                self.fail(within or key, f"unknown key '{key}'", f"{what} may have: {', '.join(known)}")

    def string(self, table: Mapping[str, Any], key: str, *, within: str = "") -> str | None:
        value = table.get(key)
        if value is None:
            return None
        name = f"{within}{key}"
        if not isinstance(value, str):
            self.fail(
                within.rstrip(".") or key, f"{name} is not a text", f'write {key} = "…" in double quotes'
            )
            return None
        if not value.strip():
            self.fail(within.rstrip(".") or key, f"{name} is empty", "fill it in, or delete the line")
            return None
        return value

    def strings(self, table: Mapping[str, Any], key: str, *, within: str = "") -> tuple[str, ...]:
        value = table.get(key)
        if isinstance(value, list):
            texts = [self.string({key: item}, key, within=within) for item in value]
            return tuple(text for text in texts if text is not None)
        text = self.string(table, key, within=within)
        return () if text is None else (text,)

    def choice(
        self, table: Mapping[str, Any], key: str, choices: type[_Choice], *, within: str = ""
    ) -> _Choice | None:
        value = self.string(table, key, within=within)
        if value is None:
            return None
        try:
            return choices(value)
        except ValueError:
            known = ", ".join(f'"{choice}"' for choice in choices)
            self.fail(
                within.rstrip(".") or key, f"{within}{key} cannot be '{value}'", f"choose one of {known}"
            )
            return None

    def designations(self, table: Mapping[str, Any], key: str) -> Iterator[Designation]:
        value = table.get(key)
        found: list[tuple[Status, Any, str]] = []
        match value:
            case None:
                self.fail(key, f"no {key} designation", f'add {key} = "…"')
                return
            case str() | list():
                found.append((Status.PREFERRED, value, key))
            case dict() if "term" in value:
                found.append((Status.PREFERRED, value, key))
            case dict():
                self.check_keys(value, list(Status), key, within=key)
                found += [(status, value[status], f"{key}.{status}") for status in Status if status in value]
            case _:
                self.fail(key, f"{key} is not a text", f'write {key} = "…"')
                return
        yield from self._unfold(table, key, found)

    def _unfold(
        self, table: Mapping[str, Any], key: str, found: list[tuple[Status, Any, str]]
    ) -> Iterator[Designation]:
        for status, value, name in found:
            items = value if isinstance(value, list) else [value]
            if not items:
                self.fail(key, f"{name} is empty", "fill it in, or delete the line")
            if status is Status.PREFERRED and len(items) > 1:
                self.fail(
                    key, f"{name} has {len(items)} designations", "prefer one, and make the others admitted"
                )
            for item in items:
                entry = item if isinstance(item, dict) else {"term": item}
                designation = self._designation(entry, key, name, status)
                if designation is None:
                    continue
                if key == "zh" and status is Status.PREFERRED and designation.pinyin is None:
                    designation = replace(designation, pinyin=self.string(table, "pinyin"))
                yield designation

    def _designation(
        self, entry: Mapping[str, Any], key: str, name: str, status: Status
    ) -> Designation | None:
        self.check_keys(entry, DESIGNATION_KEYS, f"a designation in {name}", within=key)
        within = f"{name}."
        if "term" not in entry:
            self.fail(key, f"a designation in {name} has no term", 'write { term = "…" }')
            return None
        text = self.string(entry, "term", within=within)
        if text is None:
            return None
        if len(entry) == 1:
            # Two in three: a text alone.
            return Designation(text, LANGUAGES[key], status)
        case = self.string(entry, "case", within=within)
        if case not in (None, "sensitive"):
            self.fail(key, f"{name}.case cannot be '{case}'", 'write case = "sensitive", or leave it out')
        return Designation(
            text=text,
            language=self.string(entry, "language", within=within) or LANGUAGES[key],
            status=status,
            type=self.choice(entry, "type", TermType, within=within),
            pinyin=self.string(entry, "pinyin", within=within),
            note=self.string(entry, "note", within=within),
            source=self.strings(entry, "source", within=within),
            authority=self.string(entry, "authority", within=within),
            region=self.string(entry, "region", within=within),
            since=self.string(entry, "since", within=within),
            until=self.string(entry, "until", within=within),
            case_sensitive=case == "sensitive",
            not_in=self.strings(entry, "not_in", within=within),
            english=self.string(entry, "en", within=within),
        )

    def examples(self, table: Mapping[str, Any]) -> Examples:
        value = table.get("examples", {})
        if not isinstance(value, dict):
            self.fail("examples", "examples is not a table", 'write examples.match = ["…"]')
            return Examples()
        self.check_keys(value, EXAMPLE_KEYS, "examples", within="examples")
        return Examples(
            match=self.strings(value, "match", within="examples."),
            no_match=self.strings(value, "no_match", within="examples."),
        )
