"""JSON Lines: the complete form of a term base, one concept a line, versioned."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from glossary.concept import DESIGNATION_TEXTS, Review, Status, TermType
from glossary.errors import ExchangeError
from glossary.exchange.tables.delimited import split_lines
from glossary.files import open_text
from glossary.record import concept_from_json, concept_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from glossary.concept import Concept
    from glossary.exchange.account import Account

FORMAT: Final = "glossary"
VERSION: Final = 1
TEXT, TEXTS, FLAG = "a text", "a list of texts", "true or false"
DESIGNATION: Final[Mapping[str, str]] = {
    **dict.fromkeys(("term", "language", "status", "type", *DESIGNATION_TEXTS), TEXT),
    **dict.fromkeys(("source", "not_in"), TEXTS),
    "case_sensitive": FLAG,
}
CONCEPT: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("id", "subject", "definition", "note", "context", "review", "superseded_by", "file"), TEXT
    ),
    **dict.fromkeys(("source", "related"), TEXTS),
}
EXAMPLES: Final = {"match": TEXTS, "no_match": TEXTS}
CHOICES: Final = {"status": Status, "type": TermType, "review": Review}


def read_jsonl(path: Path | str, account: Account) -> Iterator[Concept]:
    """Read concepts line by line.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: a line is not a concept of this format, or the format is of a later version.
    """
    with open_text(path, encoding="utf-8") as (_, chunks):
        seen: dict[str, int] = {}
        for number, line in enumerate(split_lines(chunks, path), start=1):
            if not line.strip():
                continue
            record = _parse(line, path, number)
            if number == 1 and record.get("format") == FORMAT:
                _check_version(record, path)
                continue
            concept = _concept(record, path, number)
            first = seen.setdefault(concept.id, number)
            if first != number:
                raise ExchangeError(
                    f"two concepts named '{concept.id}' (the first is on line {first})",
                    path=path,
                    line=number,
                    hint="merge them, or rename the second",
                )
            account.concepts_read += 1
            account.concepts += 1
            account.designations_read += len(concept.designations)
            account.designations += len(concept.designations)
            account.languages.update(each.language for each in concept.designations)
            yield concept


def write_jsonl(concepts: Iterable[Concept]) -> Iterator[str]:
    """Write a line that names format and version, then one line a concept; places in files are left out."""
    yield json.dumps({"format": FORMAT, "version": VERSION}) + "\n"
    for concept in concepts:
        record = concept_to_json(replace(concept, path=None, line=None))
        yield (
            json.dumps(record, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\x85", "\\u0085")
            + "\n"
        )


def _parse(line: str, path: Path | str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        message = getattr(error, "msg", "nested too deeply")
        raise ExchangeError(
            f"not JSON: {message}", path=path, line=number, hint="write one JSON object a line"
        ) from error
    if not isinstance(record, dict):
        raise _wrong("a line is not an object", path, number)
    return record


def _check_version(record: Mapping[str, Any], path: Path | str) -> None:
    if record.get("version") != VERSION:
        raise ExchangeError(
            f"version {record.get('version')} of this format is unknown",
            path=path,
            line=1,
            hint=f"this program reads version {VERSION}; a newer program may read the file",
        )


def _concept(record: dict[str, Any], path: Path | str, number: int) -> Concept:
    record = {"subject": "", **record}
    others: dict[str, Any] = {
        name: record.pop(name) for name in ("zh", "en", "examples", "line") if name in record
    }
    problem = _problem(record, CONCEPT, ("id",))
    for name in ("zh", "en"):
        designations = others.setdefault(name, [])
        if not isinstance(designations, list) or not all(isinstance(each, dict) for each in designations):
            problem = problem or f"'{name}' is not a list of designations"
            continue
        for each in designations:
            problem = problem or _problem(each, DESIGNATION, ("term", "language", "status"))
    examples = others.get("examples", {})
    problem = problem or (
        _problem(examples, EXAMPLES, ()) if isinstance(examples, dict) else "'examples' is no object"
    )
    if not problem and not (others["zh"] and others["en"]):
        problem = "a concept needs Chinese (zh) and English (en) designations"
    if problem:
        raise _wrong(problem, path, number)
    return replace(concept_from_json({**record, **others}), path=str(path), line=number)


def _problem(record: Mapping[str, Any], kinds: Mapping[str, str], needed: Iterable[str]) -> str:
    for name in needed:
        if name not in record:
            return f"'{name}' is missing"
    for name, value in record.items():
        if name not in kinds:
            return f"unknown key '{name}'"
        kind = kinds[name]
        is_right = {
            TEXT: isinstance(value, str) and (value.strip() != "" or name == "subject"),
            TEXTS: isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value),
            FLAG: isinstance(value, bool),
        }[kind]
        if not is_right:
            return f"'{name}' is not {kind}"
        if name in CHOICES and value not in list(CHOICES[name]):
            return f"'{name}' cannot be '{value}'"
    return ""


def _wrong(message: str, path: Path | str, number: int) -> ExchangeError:
    return ExchangeError(
        message, path=path, line=number, hint="see a file written by: glossary export --format jsonl"
    )
