"""Labelled notes: how values for which TBX has no data category travel in `<note>`, readable for everybody.

A file that uses them says so in its header. There, `not in: 人大附中` is a value of `not_in`, and a plain note
that happens to begin with such a label is written with `note: ` before it.
"""

from __future__ import annotations

import re
from typing import Final

MARK: Final = "glossary; labelled notes 1"
LABELS: Final = {
    "note": "note",
    "id": "id",
    "source": "source",
    "review": "review",
    "related": "related",
    "superseded by": "superseded_by",
    "example": "match",
    "no example": "no_match",
    "type": "type",
    "pinyin": "pinyin",
    "authority": "authority",
    "region": "region",
    "since": "since",
    "until": "until",
    "case": "case",
    "not in": "not_in",
    "english": "english",
    "position": "position",
    "subject": "subject",
}
NAMES: Final = {name: label for label, name in LABELS.items()}
LABELLED: Final = re.compile(rf"({'|'.join(LABELS)}): ")


def labelled(name: str, value: str) -> str:
    """Write a value as a note, for example `since: 2013`."""
    return f"{NAMES[name]}: {value}"


def plain_note(text: str) -> str:
    """Write a plain note so that it is not taken for a labelled one."""
    return labelled("note", text) if LABELLED.match(text) else text


def split_label(text: str) -> tuple[str, str]:
    """Split a note into the name of a field and its value; plain notes are of the field `note`."""
    match = LABELLED.match(text)
    return (LABELS[match[1]], text[match.end() :]) if match else ("note", text)
