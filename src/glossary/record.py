"""One concept as JSON and as plain lines: the forms that are printed, and kept in the compiled index."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as _quote
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from glossary.concept import DESIGNATION_TEXTS, Concept, Designation, Examples, Review, Status, TermType
from glossary.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS: Final = ("definition", "note", "context")
_FIELDS: Final = (*_TEXTS, "source", "review", "related", "superseded_by")
_NO_EXAMPLES: Final = Concept("", ()).examples
_DESIGNATION_FIELDS: Final = ("type", *DESIGNATION_TEXTS, "source", "case_sensitive", "not_in")
_EXAMPLES: Final = ("match", "no_match")
_get_fields = attrgetter(*_FIELDS)
_get_designation_fields = attrgetter(*_DESIGNATION_FIELDS)
_get_examples = attrgetter(*_EXAMPLES)
_get_remarkable = attrgetter("type", "region", "note", "since", "until", "english")


def concept_to_json(concept: Concept) -> dict[str, Any]:
    """Describe a concept as JSON data; what is not known is left out.

    `zh` and `en` list the designations, best status first.
    """
    record: dict[str, Any] = json.loads(concept_json(concept))
    return record


def concept_json(concept: Concept) -> str:
    """Write the JSON of a concept on one line, in Unicode except for control characters of any kind.

    Put together by hand, for an index of a million concepts has a million of them.
    """
    text = (
        f'{{"id": {_quote(concept.id)}, "subject": {_quote(concept.subject)}, '
        f'"zh": [{", ".join(map(_designation_json, concept.zh))}], '
        f'"en": [{", ".join(map(_designation_json, concept.en))}]{_fields(concept, _FIELDS, _get_fields)}'
    )
    if concept.examples is not _NO_EXAMPLES and concept.examples != _NO_EXAMPLES:
        text += f', "examples": {{{_fields(concept.examples, _EXAMPLES, _get_examples)[2:]}}}'
    if concept.path:
        text += f', "file": {_quote(concept.path)}'
    if concept.line:
        text += f', "line": {concept.line}'
    return _printable(text + "}")


def concept_from_json(record: dict[str, Any]) -> Concept:
    """Make the concept that `concept_to_json` described."""
    examples = record.get("examples", {})
    return Concept(
        id=record["id"],
        designations=tuple(_designation_from_json(each) for each in (*record["zh"], *record["en"])),
        subject=record["subject"],
        definition=record.get("definition"),
        note=record.get("note"),
        context=record.get("context"),
        source=tuple(record.get("source", ())),
        review=Review(record["review"]) if "review" in record else None,
        related=tuple(record.get("related", ())),
        superseded_by=record.get("superseded_by"),
        examples=Examples(tuple(examples.get("match", ())), tuple(examples.get("no_match", ()))),
        path=record.get("file"),
        line=record.get("line"),
    )


def to_json_text(value: Any) -> str:
    """Write JSON on one line, in Unicode except for control characters of any kind."""
    return _printable(json.dumps(value, ensure_ascii=False))


def concept_lines(concept: Concept) -> Iterator[str]:
    """Describe a concept in plain lines, the Chinese flush left and all else indented by two blanks.

    Admitted English stands on one line. Control characters are shown as escapes.
    """
    for designation in concept.zh:
        pinyin = f"  {designation.pinyin}" if designation.pinyin else ""
        yield one_line(f"{designation.text}{pinyin}{_remark(designation)}")
    listed = False
    for designation in concept.en:
        if designation.status is not Status.ADMITTED:
            yield one_line(f"  {designation.text}{_remark(designation)}")
        elif not listed:
            yield one_line(f"  also: {also_text(concept)}")
            listed = True
    for name in _TEXTS:
        if text := getattr(concept, name):
            yield one_line(f"  {name}: {text}")
    for source in concept.source:
        yield one_line(f"  source: {source}")
    if concept.superseded_by:
        yield one_line(f"  superseded by: {concept.superseded_by}")
    draft = ", draft" if concept.review is Review.DRAFT else ""
    yield one_line(
        f"  [{concept.subject}: {concept.id}{draft}]" if concept.subject else f"  [{concept.id}{draft}]"
    )


def also_text(concept: Concept) -> str:
    """List the admitted English of a concept, with what sets one apart in parentheses."""
    admitted = [each for each in concept.en if each.status is Status.ADMITTED]
    remarks = [designation_remark(each).removeprefix(Status.ADMITTED).lstrip(",: ") for each in admitted]
    return "; ".join(
        f"{each.text} ({remark})" if remark else each.text
        for each, remark in zip(admitted, remarks, strict=True)
    )


def designation_remark(designation: Designation) -> str:
    """Say what sets a designation apart from a preferred one, for example `deprecated: loses 新质`."""
    if designation.status is Status.PREFERRED and not any(_get_remarkable(designation)):
        return ""
    words = [] if designation.status is Status.PREFERRED else [str(designation.status)]
    words += [value for value in (designation.type, designation.region) if value]
    if designation.since or designation.until:
        words.append(f"{designation.since or ''}–{designation.until or ''}")
    if designation.english:
        words.append(f"English: {designation.english}")
    text = ", ".join(words)
    return ": ".join(filter(None, (text, designation.note)))


def _remark(designation: Designation) -> str:
    remark = designation_remark(designation)
    return f" ({remark})" if remark else ""


def _designation_json(designation: Designation) -> str:
    fields = _fields(designation, _DESIGNATION_FIELDS, _get_designation_fields)
    return (
        f'{{"term": {_quote(designation.text)}, "language": {_quote(designation.language)}, '
        f'"status": "{designation.status}"{fields}}}'
    )


def _fields(of: object, names: tuple[str, ...], get: attrgetter[tuple[Any, ...]]) -> str:
    """Write the fields that have a value: texts, tuples of texts, and flags that are set."""
    values = get(of)
    if not any(values):
        return ""
    return "".join(f', "{name}": {_value(value)}' for name, value in zip(names, values, strict=True) if value)


def _value(value: str | tuple[str, ...] | bool) -> str:  # noqa: FBT001 -- a flag is one of the values
    if isinstance(value, str):
        return _quote(value)
    return f"[{', '.join(map(_quote, value))}]" if isinstance(value, tuple) else "true"


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(map(_escape, text))


def _designation_from_json(record: dict[str, Any]) -> Designation:
    return Designation(
        text=record["term"],
        language=record["language"],
        status=Status(record["status"]),
        type=TermType(record["type"]) if "type" in record else None,
        source=tuple(record.get("source", ())),
        case_sensitive=record.get("case_sensitive", False),
        not_in=tuple(record.get("not_in", ())),
        **{name: record.get(name) for name in DESIGNATION_TEXTS},
    )


def _escape(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if code > 0xFFFF:  # noqa: PLR2004 -- JSON writes what lies above as two surrogates
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
