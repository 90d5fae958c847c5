"""Mend a target text: the edits that are the one right ones, as a diff and applied."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from glossary.diagnostics import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.document import Prose
    from glossary.rendering import Rendering

VOWELS = "aeiouAEIOU"


def replacement_edit(prose: Prose, rendering: Rendering, approved: Sequence[str]) -> Edit | None:
    """The edit that replaces a struck-out rendering, if there is one right one.

    There is none where several designations are approved equally, where the words are inflected, where an
    article before them would have to change, or where markup runs through them.
    """
    written = prose.text[rendering.span.start : rendering.span.end]
    if not approved or written.lower() != rendering.designation.text.lower():
        return None
    if not prose.is_verbatim(rendering.span) or _needs_other_article(prose, rendering, approved[0]):
        return None
    replacement = approved[0]
    # At the beginning of a sentence the capital stays.
    if written[0].isupper() and rendering.designation.text[0].islower():
        replacement = replacement[0].upper() + replacement[1:]
    original = prose.to_original(rendering.span)
    return Edit(original, replacement) if original else None


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits to a text; of overlapping ones the first wins, repeated ones count once."""
    parts, position = [], 0
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.replacement)):
        if edit.span.start >= position:
            parts += [text[position : edit.span.start], edit.replacement]
            position = edit.span.end
    return "".join([*parts, text[position:]])


def diff(path: str, before: str, after: str) -> Iterator[str]:
    """A unified diff, line by line."""
    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    for line in unified_diff(*lines, fromfile=path, tofile=path):
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _needs_other_article(prose: Prose, rendering: Rendering, replacement: str) -> bool:
    before = prose.text[: rendering.span.start].split()
    written = prose.text[rendering.span.start]
    article = before[-1].lower() if before else ""
    return article in ("a", "an") and (written in VOWELS) is not (replacement[0] in VOWELS)
