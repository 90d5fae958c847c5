"""What a document format yields: prose that knows its way back to the original (types only)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from glossary.text import Span


class Original(Protocol):
    """The decoded text that pieces point into, and the way to write it back when it is mended."""

    @property
    def text(self) -> str:
        """All of it."""

    def encode(self, text: str) -> bytes:
        """The bytes of the file with this text in place of its own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prose and the stretch of the original that it stands for.

    Where both have the same length they are the same characters; otherwise the piece is one unit, such
    as `&` for `&amp;`.
    """

    start: int
    original: int
    original_end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Text without markup, with the map back to the original.

    Attributes:
        text: what a reader sees.
        line: 1-based line of the original on which it begins.
        pieces: ascending, gapless in `text`; what may not be touched has pieces of no length.
        in_runs: are the pieces runs of a word processor, which may be emptied without harm?
        uses: how many places of the file show this very stretch of the original, as cells that share a string.
    """

    text: str
    line: int = 1
    pieces: tuple[Piece, ...] = ()
    in_runs: bool = False
    uses: int = 1

    def to_original(self, span: Span) -> Span | None:
        """Map a span of `text` to the original; None where the format has no offsets.

        Markup that stands inside the span is covered by the result, markup at its edges is not.
        """
        if not self.pieces:
            return None
        first = self._piece_at(span.start)
        if not len(span):
            place = self._place(first, span.start)
            return Span(place, place)
        last = self._piece_at(span.end - 1)
        return Span(self._place(first, span.start), self._place_after(last, span.end))

    def is_verbatim(self, span: Span) -> bool:
        """Does the span stand in the original as one unbroken run of the same characters?"""
        original = self.to_original(span)
        if original is None or len(original) != len(span):
            return False
        first, last = self._piece_at(span.start), self._piece_at(max(span.start, span.end - 1))
        return all(self._is_same_length(index) for index in range(first, last + 1))

    def runs(self, span: Span) -> tuple[Span, ...]:
        """The stretches of the original that make up a span, piece by piece; none unless all are verbatim."""
        first, last = self._piece_at(span.start), self._piece_at(max(span.start, span.end - 1))
        if not self.pieces or not all(self._is_same_length(index) for index in range(first, last + 1)):
            return ()
        return tuple(
            Span(
                self._place(index, max(span.start, self.pieces[index].start)),
                self._place_after(index, min(span.end, self._piece_end(index))),
            )
            for index in range(first, last + 1)
        )

    def from_original(self, span: Span) -> Span | None:
        """Map a span of the original, inside one verbatim piece, to `text`."""
        for index, piece in enumerate(self.pieces):
            if piece.original <= span.start < span.end <= piece.original_end and self._is_same_length(index):
                start = piece.start + span.start - piece.original
                return Span(start, start + len(span))
        return None

    def cut(self, start: int, end: int) -> Prose:
        """Return a stretch of it as prose of its own."""
        pieces = []
        for piece, following in pairwise((*self.pieces, Piece(len(self.text), 0, 0))):
            if following.start <= start or piece.start >= end:
                continue
            shift = max(0, start - piece.start)
            whole = following.start - piece.start == piece.original_end - piece.original
            original = piece.original + shift if whole else piece.original
            stop = (
                min(piece.original_end, original + end - max(piece.start, start))
                if whole
                else piece.original_end
            )
            pieces.append(Piece(max(piece.start, start) - start, original, stop))
        line = self.line + self.text.count("\n", 0, start)
        return replace(self, text=self.text[start:end], line=line, pieces=tuple(pieces))

    def _piece_at(self, offset: int) -> int:
        return max(0, bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1)

    def _piece_end(self, index: int) -> int:
        return self.pieces[index + 1].start if index + 1 < len(self.pieces) else len(self.text)

    def _is_same_length(self, index: int) -> bool:
        piece = self.pieces[index]
        return self._piece_end(index) - piece.start == piece.original_end - piece.original

    def _place(self, index: int, offset: int) -> int:
        piece = self.pieces[index]
        if self._is_same_length(index):
            return piece.original + offset - piece.start
        return piece.original if offset == piece.start else piece.original_end

    def _place_after(self, index: int, end: int) -> int:
        piece = self.pieces[index]
        if self._is_same_length(index):
            return piece.original + end - piece.start
        return piece.original_end


class ProseBuilder:
    """Collect text and its places in the original into one `Prose`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0

    def add(self, text: str, start: int, end: int | None = None) -> None:
        """Append text that stands at `start` of the original (verbatim unless `end` says otherwise)."""
        if not text:
            return
        end = start + len(text) if end is None else end
        if not self._continues(text, start, end):
            self._pieces.append(Piece(self._length, start, end))
        self._parts.append(text)
        self._length += len(text)

    def insert(self, text: str) -> None:
        """Append text that stands for nothing in the original, such as the line break of a tag."""
        place = self._pieces[-1].original_end if self._pieces else 0
        self._pieces.append(Piece(self._length, place, place))
        self._parts.append(text)
        self._length += len(text)

    def build(self, line: int = 1) -> Prose:
        """Return what was collected."""
        return Prose("".join(self._parts), line, tuple(self._pieces))

    @property
    def last(self) -> str:
        """The last character collected, or the empty string."""
        return self._parts[-1][-1] if self._parts else ""

    def _continues(self, text: str, start: int, end: int) -> bool:
        if not self._pieces or len(text) != end - start:
            return False
        piece = self._pieces[-1]
        if self._length - piece.start != piece.original_end - piece.original or piece.original_end != start:
            return False
        self._pieces[-1] = Piece(piece.start, piece.original, end)
        return True


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one language, as segments of prose in reading order.

    Attributes:
        path: as the user named it.
        format: name of the format, for example `markdown`.
        segments: paragraphs, headings, list items, table cells.
        original: what the pieces point into; None where the file cannot be written back.
        is_xml: whether the original is XML, in which characters are escaped.
    """

    path: str
    format: str
    segments: tuple[Prose, ...]
    original: Original | None = None
    is_xml: bool = False


class State(StrEnum):
    """What a bilingual file says of a target."""

    READY = "ready"
    LOCKED = "locked"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True, slots=True)
class SegmentPair:
    """One aligned unit: source and target.

    Attributes:
        key: what the format calls it, for example `row 5` or `u1`.
        source: source prose.
        target: target prose, empty where there is none.
        state: whether the target counts.
        note: comments attached to it, in which a finding may be suppressed.
        group: pairs of one group stand next to each other and may render each other's terms; 0 is none.
        certain: False where the alignment is doubtful.
    """

    key: str
    source: Prose
    target: Prose
    state: State = State.READY
    note: str = ""
    group: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Bitext:
    """A source and its translation, segment by segment.

    Attributes:
        path: the file that the target stands in, as the user named it.
        format: name of the format.
        pairs: in reading order.
        original: what the targets' pieces point into; None where the file cannot be written back.
        remarks: what the reader of the report should know, for example a doubtful alignment.
        is_xml: whether the original is XML, in which characters are escaped.
    """

    path: str
    format: str
    pairs: tuple[SegmentPair, ...]
    original: Original | None = None
    remarks: tuple[str, ...] = ()
    is_xml: bool = False


class Direction(StrEnum):
    """From which language into which."""

    ZH_EN = "zh-en"
    EN_ZH = "en-zh"
