"""The renderings that a target text has, in English or in Chinese, behind one interface."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from glossary.check.definitions import Definitions
from glossary.check.instead import guess_chinese, guess_english
from glossary.english import split_words
from glossary.rendering import Manner, Rendering, find_renderings
from glossary.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossary.check.instead import Guess
    from glossary.concept import Concept, Designation
from glossary.english import Words


class Target(Protocol):
    """A target text in which designations are looked for."""

    text: str

    def renderings(self, designations: Iterable[Designation]) -> list[Rendering]:
        """All places that render one of the designations, by position, without overlap."""
        ...

    def designations(self, concept: Concept) -> Sequence[Designation]:
        """The designations of a concept in the language of the target, best first."""
        ...

    def accepted(self, concept: Concept) -> Sequence[Designation]:
        """Those of them that a translation may use."""
        ...

    def guess(self, approved: Sequence[str], explained: Sequence[Span], place: float) -> Guess | None:
        """What the text seems to say instead of a term; see `instead.guess_english`."""
        ...


class EnglishTarget:
    """An English text; it is cut into words at the first question.

    Args:
        text: the target of a segment.
        definitions: the initialisms that its document defines.
    """

    def __init__(self, text: str, definitions: Definitions | None = None) -> None:
        self.text = text
        self._definitions = definitions or Definitions((text,))

    def renderings(self, designations: Iterable[Designation]) -> list[Rendering]:
        """All places that render one of the designations, by position, without overlap."""
        names = tuple(designations)
        words = self.words
        found = [rendering for name in names for rendering in find_renderings(name, words)]
        return _without_overlap(self._definitions.keep(found, names, self.text))

    @staticmethod
    def designations(concept: Concept) -> Sequence[Designation]:
        """The English designations."""
        return concept.en

    @staticmethod
    def accepted(concept: Concept) -> Sequence[Designation]:
        """The English designations that a translation may use."""
        return concept.accepted_en

    def guess(self, approved: Sequence[str], explained: Sequence[Span], place: float) -> Guess | None:
        """What the text seems to say instead of a term."""
        return guess_english(self.words, approved, explained, place)

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        return split_words(self.text)


class ChineseTarget:
    """A Chinese text, simplified or traditional."""

    def __init__(self, text: str) -> None:
        self.text = text

    def renderings(self, designations: Iterable[Designation]) -> list[Rendering]:
        """All places that render one of the designations, by position, without overlap."""
        found = []
        for designation in designations:
            wanted = fold(designation.text)
            at = self._folded.find(wanted)
            while at >= 0:
                found.append(Rendering(Span(at, at + len(wanted)), designation))
                at = self._folded.find(wanted, at + len(wanted))
        return _without_overlap(found)

    @staticmethod
    def designations(concept: Concept) -> Sequence[Designation]:
        """The Chinese designations."""
        return concept.zh

    @staticmethod
    def accepted(concept: Concept) -> Sequence[Designation]:
        """The Chinese designations that a translation may use."""
        return concept.accepted_zh

    def guess(self, approved: Sequence[str], explained: Sequence[Span], place: float) -> Guess | None:
        """What the text seems to say instead of a term; the place is no help between these languages."""
        del explained, place
        return guess_chinese(self.text, approved)

    @cached_property
    def _folded(self) -> str:
        return fold(self.text)


def _without_overlap(found: list[Rendering]) -> list[Rendering]:
    """Keep the longest of overlapping renderings; words before initialisms, right case before wrong."""
    if len(found) <= 1:
        return found
    found.sort(key=lambda r: (-len(r.span), r.manner is not Manner.WORDS, not r.has_right_case, r.span.start))
    kept: list[Rendering] = []
    for rendering in found:
        if not any(rendering.span.overlaps(other.span) for other in kept):
            kept.append(rendering)
    kept.sort(key=lambda rendering: rendering.span)
    return kept
