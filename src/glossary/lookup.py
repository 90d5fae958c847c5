"""Look terms up: from a query in Chinese, pinyin or English to ranked concepts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Final

from glossary.index.reader import Index
from glossary.search import DEFAULT_LIMIT, search
from glossary.similar import find_similar, suggest
from glossary.text import has_han, is_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from glossary.concept import Concept, Designation
    from glossary.matcher import Match
    from glossary.search import Found

SUGGESTIONS: Final = 5
# Longer queries are texts; they are for `annotate`.
LONGEST_PHRASE: Final = 200


class Kind(StrEnum):
    """How a query met a designation, best first."""

    EXACT = "exact"
    INFLECTED = "inflected"
    WORD_ORDER = "word order"
    INITIALS = "initials"
    PART = "part"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that a query found.

    Attributes:
        concept: what was found.
        kind: in which way.
        score: 0 to 100; 95 and more is a whole designation.
        designation: the one of the concept that the query met.
    """

    concept: Concept
    kind: Kind
    score: int
    designation: Designation


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A phrase that is no term, taken apart.

    Attributes:
        words: its words; joined they are the phrase.
        terms: the terms inside, by position.
        pinyin: of the whole: approved where a term has it, otherwise proposed.
    """

    words: tuple[str, ...]
    terms: tuple[Match, ...]
    pinyin: str


@dataclass(frozen=True, slots=True)
class LookupResult:
    """What a query found.

    Attributes:
        query: as it was typed.
        hits: best first, at most as many as were asked for.
        more: how many further hits were left out; large term bases stop counting at some hundred.
        breakdown: for a Chinese phrase that is no term.
        suggestions: near terms, when nothing else was found.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    more: int = 0
    breakdown: Breakdown | None = None
    suggestions: tuple[Hit, ...] = ()

    @property
    def is_found(self) -> bool:
        """Was a concept found, or a term inside the phrase?"""
        return bool(self.hits or (self.breakdown and self.breakdown.terms))


class Lookup:
    """Answers queries from a term base.

    Args:
        base: a compiled index, or concepts, which are then compiled in memory.
    """

    def __init__(self, base: Index | Iterable[Concept]) -> None:
        self.index = base if isinstance(base, Index) else compile_in_memory(base)

    def find(
        self,
        query: str,
        *,
        subjects: Collection[str] = (),
        limit: int | None = DEFAULT_LIMIT,
        exact: bool = False,
    ) -> LookupResult:
        """Find concepts by a query in Chinese, pinyin or English, best first.

        Chinese may be simplified or traditional, full or half width, and a part of the term; pinyin may have tone
        marks, tone numbers or neither, spaces or none, or be the initials alone; English may be of any case,
        inflected, in another order, a part of the name, or an abbreviation. When nothing is found so, typing errors
        are forgiven, and a Chinese phrase is taken apart.

        Args:
            query: what to look for.
            subjects: only concepts of these subject fields; all when empty.
            limit: how many hits to give; None for all.
            exact: only whole designations, in any script, case, width and notation of pinyin.
        """
        found = search(self.index, query, subjects=subjects, exact=exact)
        if not found and not exact:
            # A term with words around it is no typing error: the phrase is taken apart below.
            folded = self.index.fold(query)
            similar = find_similar(self.index, query, subjects=subjects)
            found = [
                each
                for each in similar
                if self.index.fold(self.index.label(each.designation)[0]) not in folded
            ]
        hits = self._hits(found[:limit])
        if hits:
            return LookupResult(query, hits, len(found) - len(hits))
        breakdown = None if exact else self._break_down(query, subjects)
        is_answered = breakdown is not None and breakdown.terms
        near = [] if is_answered else suggest(self.index, query, subjects=subjects)[:SUGGESTIONS]
        return LookupResult(query, breakdown=breakdown, suggestions=self._hits(near))

    def _hits(self, found: Sequence[Found]) -> tuple[Hit, ...]:
        return tuple(
            Hit(concept, Kind(each.kind), each.score, self._designation(concept, each.designation))
            for each in found
            for concept in (self.index.concept(each.concept),)
        )

    def _designation(self, concept: Concept, number: int) -> Designation:
        text = self.index.label(number)[0]
        return next(each for each in concept.designations if each.text == text)

    def _break_down(self, query: str, subjects: Collection[str]) -> Breakdown | None:
        phrase = query.strip()
        if sum(map(is_han, phrase)) < len("词语") or len(phrase) > LONGEST_PHRASE:
            return None
        from glossary.matcher import Matcher
        from glossary.pinyin.words import cut

        terms = tuple(Matcher(self.index, subjects=subjects).find(phrase))
        return Breakdown(tuple(cut(phrase)), terms, _read_phrase(phrase, terms))


def look_up(
    concepts: Iterable[Concept], query: str, *, limit: int | None = DEFAULT_LIMIT, exact: bool = False
) -> LookupResult:
    """Look one query up; for several, make one `Lookup` and keep it."""
    return Lookup(concepts).find(query, limit=limit, exact=exact)


def compile_in_memory(concepts: Iterable[Concept]) -> Index:
    """Compile concepts into an index that lives in memory only."""
    from glossary.index.build import build_index

    file = BytesIO()
    build_index(concepts, file)
    return Index(file)


def _read_phrase(phrase: str, terms: Sequence[Match]) -> str:
    """Write the pinyin of a phrase, with the approved pinyin of the terms in it."""
    from glossary.pinyin import propose

    pieces, end = [], 0
    for term in terms:
        pieces.append(propose(phrase[end : term.span.start]))
        pieces.append(term.designation.pinyin or propose(term.text))
        end = term.span.end
    pieces.append(propose(phrase[end:]))
    return " ".join(filter(None, pieces)) if has_han(phrase) else ""
