"""Annotate Chinese text with the English and pinyin of its terms: matches to edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from glossary.diagnostics import Edit
from glossary.gloss import INLINE, INLINE_WITH_PINYIN, Bared, Template, bare
from glossary.matcher import Match, Matcher
from glossary.termbase import ConceptTermBase, TermBase
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from glossary.concept import Concept

# Text is handled in pieces of about this many code points, cut at line ends: no term crosses one.
PIECE: Final = 1 << 18


class Style(StrEnum):
    """How annotations stand in the text."""

    INLINE = "inline"
    FOOTNOTE = "footnote"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotated piece of text.

    Attributes:
        text: the original.
        edits: insertions into it, by position.
        matches: the terms found; spans in the original.
        ending: what is appended at the end of the document.
    """

    text: str
    edits: tuple[Edit, ...]
    matches: tuple[Match, ...]
    ending: str = ""

    @property
    def result(self) -> str:
        """The annotated text."""
        return "".join(piece for piece, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The annotated text in pieces, and whether each was added."""
        position = 0
        for edit in self.edits:
            yield self.text[position : edit.span.start], False
            yield edit.replacement, True
            position = edit.span.end
        yield self.text[position:], False
        if self.ending:
            yield self.ending, True


@dataclass(slots=True)
class Annotator:
    """Annotates documents in one style.

    Annotating an annotated document changes nothing, and `strip` gives the original back: glosses that are
    there already are recognised and looked through, and nothing is inserted twice.

    Attributes:
        glossary: concepts, or a compiled term base.
        style: where annotations stand.
        template: how an inline gloss is written.
        first_only: annotate the first mention of each concept only.
        subjects: only concepts of these subject fields; all when empty.
    """

    glossary: Iterable[Concept] | TermBase
    style: Style = Style.INLINE
    template: Template = field(default_factory=lambda: Template.parse(INLINE))
    first_only: bool = False
    subjects: Collection[str] = ()
    _matcher: Matcher = field(init=False)
    _occurrences: Matcher = field(init=False)

    def __post_init__(self) -> None:
        base = self.glossary if isinstance(self.glossary, TermBase) else ConceptTermBase(self.glossary)
        self._matcher = Matcher(base, subjects=self.subjects)
        self._occurrences = Matcher(base, boundaries=False)

    def annotate(self, text: str) -> Annotation:
        """Annotate a whole document."""
        if self.style is Style.INLINE:
            return self._inline(text, seen=set())
        return self._with_ending(text)

    def annotate_pieces(self, chunks: Iterable[str]) -> Iterator[Annotation]:
        """Annotate a document inline, piece by piece, in memory that does not grow with it."""
        seen: set[str] = set()
        for piece in _whole_lines(chunks):
            yield self._inline(piece, seen=seen)

    def find_stream(self, chunks: Iterable[str]) -> Iterator[Match]:
        """Find the terms of a text that comes in chunks; spans count from its beginning."""
        yield from self._matcher.find_stream(chunks)

    def candidates(self, text: str) -> list[Match]:
        """List every candidate with its verdict, blocked ones too."""
        return self._matcher.candidates(text)

    def strip(self, text: str) -> str:
        """Take out what annotating in any style (with this template) has put in."""
        from glossary.notes import strip_footnotes, strip_table

        without_endings = strip_footnotes(strip_table(text))
        for template in {self.template, Template.parse(INLINE), Template.parse(INLINE_WITH_PINYIN)}:
            without_endings = self._bare(without_endings, template).text
        return without_endings

    def _bare(self, text: str, template: Template) -> Bared:
        if template.landmark not in text:
            return Bared(text, ())
        return bare(text, self._occurrences.candidates(text), template)

    def _inline(self, text: str, *, seen: set[str]) -> Annotation:
        bared = self._bare(text, self.template)
        edits: list[Edit] = []
        matches = []
        glossed = {gloss.start for gloss in bared.glosses} | {gloss.end for gloss in bared.glosses}
        for match in self._matcher.find(bared.text):
            start = bared.position(match.span.start, after_glosses=True)
            end = bared.position(match.span.end, after_glosses=False)
            matches.append(_moved(match, start, end))
            if self._is_seen(match.concept, seen) or match.concept.preferred_en is None:
                continue
            if start in glossed or end in glossed:
                continue
            before, after = self.template.around(match.concept, match.designation)
            edits += [
                Edit(Span(at, at), insertion)
                for at, insertion in ((start, before), (end, after))
                if insertion
            ]
        return Annotation(text, tuple(edits), tuple(matches))

    def _with_ending(self, text: str) -> Annotation:
        from glossary.notes import Notes, Tally, footnotes, strip_footnotes, strip_table, term_table

        original = strip_footnotes(strip_table(text))
        matches = tuple(self._matcher.find(original))
        if self.style is Style.LIST:
            tally = Tally.count(matches)
            return Annotation(original, (), matches, term_table(original, tally))
        notes = Notes.number(original, matches, first_only=self.first_only)
        return Annotation(original, notes.marks, matches, footnotes(original, notes))

    def _is_seen(self, concept: Concept, seen: set[str]) -> bool:
        if not self.first_only:
            return False
        if concept.id in seen:
            return True
        seen.add(concept.id)
        return False


def _moved(match: Match, start: int, end: int) -> Match:
    if (match.span.start, match.span.end) == (start, end):
        return match
    from dataclasses import replace

    return replace(match, span=Span(start, end))


def _whole_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Join chunks into pieces that end at a line end; a huge line is one piece after the other."""
    pending: list[str] = []
    size = 0
    for chunk in chunks:
        pending.append(chunk)
        size += len(chunk)
        if size < PIECE:
            continue
        text = "".join(pending)
        cut = text.rfind("\n") + 1 or _sentence_end(text)
        if cut:
            yield text[:cut]
            text = text[cut:]
        pending, size = [text], len(text)
    text = "".join(pending)
    if text:
        yield text


def _sentence_end(text: str) -> int:
    """Where a line without end may be cut: behind its last full stop."""
    return max(text.rfind(mark) for mark in "。！？；") + 1
