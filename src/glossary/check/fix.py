"""Mend a target text: the edits that are the one right ones, as a diff and applied."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING, TypeAlias

from glossary.diagnostics import Edit
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.check.finding import FileReport, Finding
    from glossary.document import Bitext, Prose
    from glossary.rendering import Rendering

VOWELS = "aeiouAEIOU"
RUN_OF_TEXT = re.compile(r"<(?:\w+:)?t>\Z")
LONGEST_TAG = 20

Fix: TypeAlias = tuple[Edit, ...]


def replacement_edits(prose: Prose, rendering: Rendering, approved: Sequence[str]) -> tuple[Edit, ...]:
    """The edits that replace a struck-out rendering, if there is one right way to do so.

    There is none where several designations are approved equally, where the words are inflected, where an
    article before them would have to change, or where markup runs through them; but where the markup is
    the runs of a word processor, the first run takes the replacement, and the others lose their part.
    """
    written = prose.text[rendering.span.start : rendering.span.end]
    if not approved or written.lower() != rendering.designation.text.lower():
        return ()
    runs = prose.runs(rendering.span)
    if not runs or (len(runs) > 1 and not prose.in_runs and not prose.is_verbatim(rendering.span)):
        return ()
    if _needs_other_article(prose, rendering, approved[0]):
        return ()
    replacement = approved[0]
    # At the beginning of a sentence the capital stays.
    if written[0].isupper() and rendering.designation.text[0].islower():
        replacement = replacement[0].upper() + replacement[1:]
    if not prose.in_runs:
        runs = (Span(runs[0].start, runs[-1].end),)
    return (Edit(runs[0], replacement), *(Edit(run, "") for run in runs[1:]))


def choose_fixes(findings: Iterable[Finding]) -> list[Fix]:
    """Of the edits of findings, those that can be made together, by position.

    Of overlapping ones the first wins, and of those that more places share only such stay as all want.
    """
    wishes: dict[Fix, tuple[set[int], int]] = {}
    for finding in findings:
        if finding.diagnostic.edits:
            wanted = wishes.setdefault(finding.diagnostic.edits, (set(), finding.pair.target.uses))
            wanted[0].add(id(finding.pair))
    chosen: list[Fix] = []
    position = -1
    for fix in sorted(wishes, key=lambda edits: [(edit.span, edit.replacement) for edit in edits]):
        pairs, uses = wishes[fix]
        if len(pairs) >= uses and fix[0].span.start >= position:
            chosen.append(fix)
            position = fix[-1].span.end
    return chosen


def mend(text: str, fixes: Iterable[Fix], *, is_xml: bool) -> str:
    """Return the original with fixes made."""
    edits = [edit for fix in fixes for edit in fix]
    if is_xml:
        edits = [part for edit in edits for part in _as_xml(text, edit)]
    return apply_edits(text, edits)


def mended_segments(bitext: Bitext, report: FileReport, fixes: Iterable[Fix]) -> tuple[str, str]:
    """Return the segments of the target, a line or more each: as they are, and with fixes made."""
    made = set(fixes)
    wanted: dict[int, dict[Fix, None]] = {}
    for finding in report.findings:
        if finding.diagnostic.edits in made:
            wanted.setdefault(id(finding.pair), {})[finding.diagnostic.edits] = None
    before = [pair.target.text for pair in bitext.pairs]
    after = [_mended_prose(pair.target, wanted.get(id(pair), ())) for pair in bitext.pairs]
    return "\n".join([*before, ""]), "\n".join([*after, ""])


def _mended_prose(prose: Prose, fixes: Iterable[Fix]) -> str:
    places = [(prose.from_original(edit.span), edit.replacement) for fix in fixes for edit in fix]
    return apply_edits(prose.text, [Edit(span, replacement) for span, replacement in places if span])


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits, of which no two overlap, to a text."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
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


def _as_xml(text: str, edit: Edit) -> Iterator[Edit]:
    """Escape a replacement; where a run is left with a blank in front, let it say that the blank counts."""
    tag = RUN_OF_TEXT.search(text, edit.span.start - LONGEST_TAG, edit.span.start)
    if tag and not edit.replacement and text[edit.span.end].isspace():
        yield Edit(Span(edit.span.start - 1, edit.span.start - 1), ' xml:space="preserve"')
    yield Edit(edit.span, edit.replacement.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
