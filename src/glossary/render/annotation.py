"""Matches as JSON and as explanations, annotated text for a terminal."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from glossary.text import LineIndex
from glossary.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from glossary.annotate import Annotation
    from glossary.matcher import Match

VERSION: Final = 1
TERM, GLOSS, RESET = "\x1b[1;36m", "\x1b[32m", "\x1b[0m"


def match_to_json(match: Match) -> dict[str, Any]:
    """One match: offsets in code points of the original text, concept, wording, verdict.

    `margin` is null where no word of the dictionary competes.
    """
    english = match.concept.english_for(match.designation)
    return {
        "start": match.span.start,
        "end": match.span.end,
        "text": match.text,
        "concept": match.concept.id,
        "zh": match.designation.text,
        "en": english.text if english else None,
        "pinyin": match.designation.pinyin,
        "verdict": match.verdict,
        "margin": round(match.margin, 3) if math.isfinite(match.margin) else None,
        "reason": match.reason or None,
    }


def document_to_json(path: str, encoding: str, matches: Iterable[Match]) -> Iterator[str]:
    """Write the JSON object of one document, a match a line."""
    yield f'{{"path": {_dump(path)}, "encoding": {_dump(encoding)}, "matches": ['
    separator = "\n  "
    for match in matches:
        yield separator + _dump(match_to_json(match))
        separator = ",\n  "
    yield "\n]}"


def explain(text: str, candidates: Iterable[Match]) -> Iterator[str]:
    """Explain each candidate on a line: place, characters, verdict, margin, reason."""
    lines = LineIndex(text)
    for match in candidates:
        place = f"{lines.line(match.span.start)}:{lines.column(match.span.start)}"
        margin = f"{match.margin:+.1f}" if math.isfinite(match.margin) else ""
        reason = f"  {match.reason}" if match.reason else ""
        yield f"{place:>8}  {match.verdict:8} {margin:>6}  {match.text} = {match.concept.id}{reason}"


def for_terminal(annotation: Annotation) -> str:
    """The annotated text with terms and glosses coloured; its control characters are shown, not sent."""
    inserted = {edit.span.start: edit.replacement for edit in annotation.edits}
    opened = {match.span.start for match in annotation.matches}
    closed = {match.span.end for match in annotation.matches}
    parts: list[str] = []
    position = 0
    for stop in sorted({*inserted, *opened, *closed}):
        parts.append(visible(annotation.text[position:stop]))
        position = stop
        if stop in closed:
            parts.append(RESET)
        if stop in inserted:
            parts.append(GLOSS + visible(inserted[stop]) + RESET)
        if stop in opened:
            parts.append(TERM)
    return "".join([*parts, visible(annotation.text[position:]), visible(annotation.ending)])


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
