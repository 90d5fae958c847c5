"""Write term files: concepts to TOML, and edits that leave every other byte and comment alone."""

from __future__ import annotations

import re
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, Concept, Designation, Status
from glossary.errors import TermFileError
from glossary.files import read_text, write_atomic
from glossary.locks import lock
from glossary.termfile import CONCEPT_KEYS, HEADING, split_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH: Final = 100
LARGE: Final = 2_000_000
KEY: Final = re.compile(r"""[ \t]*([\w"'-]+(?:[ \t]*\.[ \t]*[\w"'-]+)*)[ \t]*=""")


def concept_to_toml(concept: Concept, *, subject: str | None = None) -> str:
    """Write a concept as a table of a term file; `subject` is that of the file."""
    lines = [f"[{concept.id}]", *(statement for _, statement in _statements(concept, subject))]
    return "\n".join(lines) + "\n"


def term_file_to_toml(concepts: Iterable[Concept], subject: str) -> str:
    """Write a whole term file, its concepts in the order of their ids."""
    tables = [
        concept_to_toml(concept, subject=subject) for concept in sorted(concepts, key=lambda each: each.id)
    ]
    return "\n".join([f"subject = {_quote(subject)}\n", *tables])


@dataclass(slots=True)
class TermFileDraft:
    """The text of a term file while it is edited.

    Attributes:
        path: the file.
        head: all before the first concept.
        blocks: (id, text) of each concept with the comments above it, in file order.
    """

    path: Path
    head: str
    blocks: list[tuple[str, str]]

    @property
    def text(self) -> str:
        """The file as it would be written now."""
        return self.head + "".join(text for _, text in self.blocks)

    @property
    def subject(self) -> str:
        """The subject field that the head names, or that the file's name suggests."""
        found = tomllib.loads(self.head).get("subject")
        return found if isinstance(found, str) and found else self.path.stem

    def add(self, concept: Concept) -> None:
        """Insert a new concept where its id sorts.

        Raises:
            TermFileError: the file has a concept of that id.
        """
        if any(identifier == concept.id for identifier, _ in self.blocks):
            raise TermFileError(
                f"there is a concept named '{concept.id}' already",
                path=self.path,
                hint="choose another id with --id, or edit the file",
            )
        ids = [identifier for identifier, _ in self.blocks]
        at = next((place for place, identifier in enumerate(ids) if identifier > concept.id), len(ids))
        self._space_before(at)
        ending = "\n" if at < len(ids) else ""
        self.blocks.insert(at, (concept.id, concept_to_toml(concept, subject=self.subject) + ending))

    def add_all(self, concepts: Iterable[Concept]) -> None:
        """Insert many new concepts, each where its id sorts, in one pass over the file.

        Raises:
            TermFileError: the file has a concept of one of these ids.
        """
        new = sorted(concepts, key=lambda concept: concept.id)
        known = {identifier for identifier, _ in self.blocks}
        if clash := next((concept for concept in new if concept.id in known), None):
            self.add(clash)  # raises the error that names it
        if not new:
            return
        merged: list[tuple[str, str]] = []
        at = 0
        for identifier, text in [*self.blocks, ("", "")]:
            while at < len(new) and (not identifier or new[at].id < identifier):
                merged.append((new[at].id, concept_to_toml(new[at], subject=self.subject) + "\n"))
                at += 1
            if identifier:
                merged.append((identifier, text.rstrip("\n") + "\n\n"))
        identifier, text = merged[-1]
        self.head = self.head.rstrip("\n") + "\n\n" if self.head.strip() else ""
        self.blocks = [*merged[:-1], (identifier, text.rstrip("\n") + "\n")]

    def update_all(self, concepts: Iterable[Concept]) -> None:
        """Rewrite those statements of many concepts whose values differ.

        Raises:
            TermFileError: the file has no concept of one of these ids.
        """
        places = {identifier: place for place, (identifier, _) in enumerate(self.blocks)}
        for concept in concepts:
            if concept.id not in places:
                self.update(concept)  # raises the error that names it
            text = self.blocks[places[concept.id]][1]
            updated = _update_block(text, _statements(concept, self.subject))
            self.blocks[places[concept.id]] = (concept.id, updated)

    def update(self, concept: Concept) -> bool:
        """Rewrite those statements of a concept whose values differ; tell whether any did.

        Raises:
            TermFileError: the file has no concept of that id.
        """
        for place, (identifier, text) in enumerate(self.blocks):
            if identifier == concept.id:
                updated = _update_block(text, _statements(concept, self.subject))
                self.blocks[place] = (identifier, updated)
                return updated != text
        raise TermFileError(f"there is no concept named '{concept.id}'", path=self.path, hint="add it first")

    def sort(self) -> bool:
        """Put the concepts in the order of their ids; tell whether they were not."""
        ordered = sorted(self.blocks, key=lambda block: block[0])
        if ordered == self.blocks:
            return False
        texts = [text.strip("\n") + "\n" for _, text in ordered]
        self.head = self.head.rstrip("\n") + "\n\n"
        self.blocks = [
            (identifier, text + ("\n" if place < len(texts) - 1 else ""))
            for place, ((identifier, _), text) in enumerate(zip(ordered, texts, strict=True))
        ]
        return True

    def _space_before(self, place: int) -> None:
        """Let one blank line stand between the new concept and what comes before it."""
        if place == 0:
            self.head = self.head.rstrip("\n") + "\n\n" if self.head.strip() else ""
            return
        identifier, text = self.blocks[place - 1]
        self.blocks[place - 1] = (identifier, text.rstrip("\n") + "\n\n")


@contextmanager
def edit_term_file(path: Path | str, *, subject: str | None = None) -> Iterator[TermFileDraft]:
    """Edit a term file under a lock and write it as a whole at the end; a new file gets a head.

    Nothing is written when the body raises, or when the text is the same.

    Raises:
        DocumentError: the file cannot be read, locked or written.
        TermFileError: the result would not be TOML (the file was broken before).
    """
    target = Path(path)
    with lock(target):
        file = read_text(target, encoding="utf-8") if target.exists() else None
        before = file.text if file else f"subject = {_quote(subject or target.stem)}\n"
        newline = "\r\n" if "\r\n" in before else "\n"
        head, blocks = split_blocks(before.replace("\r\n", "\n"))
        draft = TermFileDraft(target, head, blocks)
        yield draft
        after = draft.text.replace("\n", newline)
        if file is not None and after == before:
            return
        # A large new file is all our own writing, and parsing it takes as long as reading what it came from.
        if file is not None or len(after) < LARGE:
            _check(after, target)
        write_atomic(target, file.encode(after) if file else after.encode())


def _check(text: str, path: Path) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TermFileError(
            f"not valid TOML: {error}", path=path, hint="mend the file first; see: glossary lint"
        ) from error


def _update_block(block: str, wanted: Sequence[tuple[str, str]]) -> str:
    heading = HEADING.search(block)
    if heading is None:
        return block
    top, body = block[: heading.end()], block[heading.end() :]
    kept = {key: text for key, text in _split_statements(body) if key}
    tail = body[len(body.rstrip("\n")) :]
    result = []
    for key, statement in wanted:
        old = kept.get(key)
        same = old is not None and tomllib.loads(old) == tomllib.loads(statement)
        result.append(old.strip("\n") if old is not None and same else _comments(old) + statement)
    return "\n".join([top, *result]) + (tail or "\n")


def _comments(old: str | None) -> str:
    """Keep the whole-line comments above a statement that is rewritten."""
    lines = (old or "").strip("\n").splitlines()
    return "".join(f"{line}\n" for line in lines if line.lstrip().startswith("#"))


def _split_statements(body: str) -> Iterator[tuple[str, str]]:
    """Split the body of a table into (key, text); comments go with the statement below them."""
    pending = ""
    for line in body.splitlines(keepends=True):
        pending += line
        if not pending.strip():
            pending = ""
            continue
        if line.strip().startswith("#") and KEY.match(line) is None:
            continue
        try:
            tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        yield _first_key(pending), pending
        pending = ""
    if pending.strip():
        yield "", pending


def _first_key(statement: str) -> str:
    for line in statement.splitlines():
        if not line.lstrip().startswith("#") and (match := KEY.match(line)):
            return re.sub(r"""[\s"']""", "", match[1])
    return ""


def _statements(concept: Concept, subject: str | None) -> list[tuple[str, str]]:
    """List (key, TOML statement) of a concept in the canonical order."""
    special = {
        "zh": _designation_statements,
        "pinyin": _pinyin_statement,
        "en": _designation_statements,
        "examples": _example_statements,
    }
    found: list[tuple[str, str]] = []
    for key in CONCEPT_KEYS:
        if key in special:
            found += special[key](concept, key)
        elif (value := getattr(concept, key)) and not (key == "subject" and value == subject):
            found.append((key, f"{key} = {_value(value)}"))
    return found


def _pinyin_statement(concept: Concept, key: str) -> Iterator[tuple[str, str]]:
    preferred = concept.preferred_zh
    if preferred is not None and preferred.pinyin and preferred.status is Status.PREFERRED:
        yield key, f"{key} = {_quote(preferred.pinyin)}"


def _example_statements(concept: Concept, key: str) -> Iterator[tuple[str, str]]:
    for name, texts in (("match", concept.examples.match), ("no_match", concept.examples.no_match)):
        if texts:
            yield f"{key}.{name}", f"{key}.{name} = {_array([_quote(text) for text in texts])}"


def _designation_statements(concept: Concept, key: str) -> Iterator[tuple[str, str]]:
    designations = concept.zh if key == "zh" else concept.en
    if len(designations) == 1 and designations[0].status is Status.PREFERRED:
        yield key, f"{key} = {_designation(designations[0], key)}"
        return
    for status in Status:
        items = [_designation(each, key) for each in designations if each.status is status]
        if items:
            name = f"{key}.{status}"
            yield name, f"{name} = {items[0] if len(items) == 1 else _array(items)}"


def _designation(designation: Designation, key: str) -> str:
    default_language = CHINESE if key == "zh" else ENGLISH
    fields: dict[str, str | tuple[str, ...] | None] = {
        "term": designation.text,
        "language": None if designation.language == default_language else designation.language,
        "type": designation.type,
        "pinyin": None if designation.status is Status.PREFERRED else designation.pinyin,
        "note": designation.note,
        "source": designation.source,
        "authority": designation.authority,
        "region": designation.region,
        "since": designation.since,
        "until": designation.until,
        "case": "sensitive" if designation.case_sensitive else None,
        "not_in": designation.not_in,
        "en": designation.english,
    }
    present = {name: value for name, value in fields.items() if value}
    if list(present) == ["term"]:
        return _quote(designation.text)
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in present.items()) + " }"


def _value(value: str | Iterable[str]) -> str:
    if isinstance(value, str):
        return _quote(value)
    quoted = [_quote(each) for each in value]
    return f"[{', '.join(quoted)}]"


def _array(items: Sequence[str]) -> str:
    flat = f"[{', '.join(items)}]"
    return flat if len(flat) <= WIDTH and "{" not in flat else "[\n    " + ",\n    ".join(items) + ",\n]"


def _quote(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import tomlkit

    return tomlkit.string(str(text)).as_string()
