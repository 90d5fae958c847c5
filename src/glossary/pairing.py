"""Pair two documents: paragraphs, and the sentences in them, with the comments that stand beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossary.alignment import CERTAIN, Bead, align, is_plausible, split_sentences
from glossary.document import Bitext, Piece, Prose, SegmentPair, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.alignment import Anchors
    from glossary.document import Document
    from glossary.text import Span

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
LINE_END = re.compile(r"\r\n|\n|\r")
# With as many terms due and two thirds of them not there, two paragraphs are hardly each other's translation.
TELLING = 2


def align_documents(source: Document, target: Document, anchors: Anchors | None = None) -> Bitext:
    """Pair the sentences of two documents.

    Args:
        source: the original.
        target: its translation.
        anchors: given source and target text, which terms each has; they guide the alignment.

    Returns:
        Pairs in order, of which those of one paragraph share a group; where the paragraphs are
        doubtful, the pair is a whole stretch and marked as not certain. Comments (`<!-- … -->`) at or
        before a paragraph are its note.
    """
    sources, targets = source.segments, target.segments
    beads = _paragraph_beads([s.text for s in sources], [t.text for t in targets], anchors)
    notes = _notes(source), _notes(target)
    pairs: list[SegmentPair] = []
    for number, bead in enumerate(beads, start=1):
        found = [
            side[n]
            for side, part in zip(notes, (bead.source, bead.target), strict=True)
            for n in part
            if n in side
        ]
        pairs += _pairs_of(bead, number, sources, targets, anchors, note="\n".join(found))
    return Bitext(
        target.path,
        target.format,
        tuple(pairs),
        target.original,
        _remarks(source, target, beads),
        is_xml=target.is_xml,
    )


def _remarks(source: Document, target: Document, beads: Sequence[Bead]) -> tuple[str, ...]:
    remarks = []
    counts = len(source.segments), len(target.segments)
    if counts[0] != counts[1]:
        remarks.append(f"{counts[0]} paragraphs in the source, {counts[1]} in the target")
    if doubtful := sum(bead.confidence < CERTAIN for bead in beads):
        remarks.append(
            f"alignment doubtful in {doubtful} of {len(beads)} places; there a term is sought more widely"
        )
    return tuple(remarks)


def _notes(document: Document) -> dict[int, str]:
    """Comments by number of the segment that they stand in or before."""
    if document.original is None or document.is_xml or "<!--" not in document.original.text:
        return {}
    text = document.original.text
    found: dict[int, str] = {}
    for comment in COMMENT.finditer(text):
        line = 1 + len(LINE_END.findall(text, 0, comment.start()))
        own = text[text.rfind("\n", 0, comment.start()) + 1 : comment.start()].strip()
        after = [n for n, segment in enumerate(document.segments) if segment.line >= line]
        before = [n for n, segment in enumerate(document.segments) if segment.line <= line]
        place = before[-1:] if own else after[:1]
        for number in place:
            found[number] = f"{found.get(number, '')}\n{comment[1]}"
    return found


def _paragraph_beads(sources: list[str], targets: list[str], anchors: Anchors | None) -> list[Bead]:
    if len(sources) == len(targets) and is_plausible(sources, targets):
        return [
            Bead(range(n, n + 1), range(n, n + 1), 0.0 if _is_unlike(*pair, anchors) else 1.0)
            for n, pair in enumerate(zip(sources, targets, strict=True))
        ]
    return align(sources, targets, anchors)


def _is_unlike(source: str, target: str, anchors: Anchors | None) -> bool:
    """Have the two hardly any of several terms in common?"""
    if anchors is None:
        return False
    due, there = anchors(source, target)
    return len(due) >= TELLING and len(due & there) * 3 <= len(due)


def _pairs_of(
    bead: Bead,
    group: int,
    sources: Sequence[Prose],
    targets: Sequence[Prose],
    anchors: Anchors | None,
    *,
    note: str,
) -> Iterator[SegmentPair]:
    certain = bead.confidence >= CERTAIN
    one_to_one = len(bead.source) == len(bead.target) == 1
    if not (certain and one_to_one):
        source, target = (
            _join([side[n] for n in r]) for side, r in ((sources, bead.source), (targets, bead.target))
        )
        yield _pair(source, target, group, note=note, certain=certain)
        return
    source, target = sources[bead.source[0]], targets[bead.target[0]]
    spans = split_sentences(source.text), split_sentences(target.text)
    texts = [source.text[s.start : s.end] for s in spans[0]], [target.text[s.start : s.end] for s in spans[1]]
    equal = len(texts[0]) == len(texts[1]) and is_plausible(*texts)
    inner = (
        [Bead(range(n, n + 1), range(n, n + 1), 1.0) for n in range(len(texts[0]))]
        if equal
        else align(*texts, anchors)
    )
    for part in _merge_doubtful(inner):
        yield _pair(
            _cut(source, spans[0], part.source), _cut(target, spans[1], part.target), group, note=note
        )


def _merge_doubtful(beads: Sequence[Bead]) -> list[Bead]:
    """Join beads that are a guess with their neighbours, so that nothing is sought in too small a place."""
    merged: list[Bead] = []
    for bead in beads:
        if merged and (bead.confidence < CERTAIN or merged[-1].confidence < CERTAIN):
            last = merged.pop()
            sure = max(bead.confidence, last.confidence) if bead.source and bead.target else 0.0
            merged.append(
                Bead(
                    range(last.source.start, bead.source.stop),
                    range(last.target.start, bead.target.stop),
                    sure,
                )
            )
        else:
            merged.append(bead)
    return merged


def _pair(source: Prose, target: Prose, group: int, *, note: str, certain: bool = True) -> SegmentPair:
    state = State.READY if target.text.strip() else State.UNTRANSLATED
    return SegmentPair(f"line {source.line}", source, target, state, note, group, certain)


def _cut(prose: Prose, spans: Sequence[Span], part: range) -> Prose:
    """Return sentences of a paragraph as prose of their own."""
    if not part:
        return Prose("", prose.line)
    return prose.cut(spans[part.start].start, spans[part.stop - 1].end)


def _join(parts: Sequence[Prose]) -> Prose:
    """Join paragraphs into one stretch."""
    if len(parts) == 1:
        return parts[0]
    text, pieces = "", list[Piece]()
    for number, part in enumerate(parts):
        if number:
            place = pieces[-1].original_end if pieces else 0
            pieces.append(Piece(len(text), place, place))
            text += "\n\n"
        pieces += [Piece(p.start + len(text), p.original, p.original_end) for p in part.pieces]
        text += part.text
    tracked = tuple(pieces) if all(part.pieces for part in parts) else ()
    in_runs = any(part.in_runs for part in parts)
    return Prose(text, parts[0].line if parts else 1, tracked, in_runs)
