"""What the source demands: which concepts occur where, in Chinese or in English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossary.english import split_words
from glossary.rendering import compile_forms, match_form
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.concept import Concept
    from glossary.matcher import Matcher
    from glossary.rendering import Form

# A likely match below this margin (log-probability; blocked is below -1) is too thin to accuse anybody.
SMALL_MARGIN = 1.0
JOINED = 1 << 16


@dataclass(slots=True)
class Demand:
    """A term of a source segment that the target must render.

    Attributes:
        concepts: what the words may name; any of them satisfies.
        term: the words, as the source has them first.
        spans: where they stand in the source of the segment.
        is_thin: is it doubtful that all these places are the term?
    """

    concepts: tuple[Concept, ...]
    term: str
    spans: list[Span] = field(default_factory=list)
    is_thin: bool = False

    def add(self, span: Span, others: Sequence[Concept], *, is_thin: bool) -> None:
        """Count in another place, which may name further concepts."""
        if any(other not in self.concepts for other in others):
            self.concepts = tuple(dict.fromkeys((*self.concepts, *others)))
        self.spans.append(span)
        self.is_thin &= is_thin

    @property
    def concept(self) -> Concept:
        """The first of the concepts, after which the demand is named."""
        return self.concepts[0]


def demands_in_chinese(texts: Sequence[str], matcher: Matcher) -> Iterator[list[Demand]]:
    """Yield the demands of each text, for all texts in turn.

    The matcher runs over many texts at once, joined by line ends, which no term crosses.
    """
    start = 0
    while start < len(texts):
        end, length = start, 0
        while end < len(texts) and (end == start or length < JOINED):
            length += len(texts[end]) + 1
            end += 1
        yield from _joined_demands(texts[start:end], matcher)
        start = end


def _joined_demands(texts: Sequence[str], matcher: Matcher) -> Iterator[list[Demand]]:
    # A form feed would do as well; inside a text line ends are kept, and break no term that has none.
    matches = matcher.find("\n".join(texts))
    position, offset = 0, 0
    for text in texts:
        demands: dict[str, Demand] = {}
        end = offset + len(text)
        while position < len(matches) and (place := matches[position].span).start < end:
            match = matches[position]
            position += 1
            span = Span(place.start - offset, place.end - offset)
            is_thin = match.margin < SMALL_MARGIN  # infinite where the match is sure
            identity = match.concept.id
            if identity in demands:
                demands[identity].add(span, match.others, is_thin=is_thin)
            else:
                demands[identity] = Demand((match.concept, *match.others), match.text, [span], is_thin)
        yield list(demands.values())
        offset = end + 1


class EnglishFinder:
    """Finds the English designations of many concepts in running text."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], tuple[Form, list[Concept]]]] = {}
        for concept in concepts:
            for designation in concept.en:
                for form in compile_forms(designation.text):
                    named = self._by_first.setdefault(form.keys[0], {})
                    identity = (*form.keys, *form.initialisms)
                    named.setdefault(identity, (form, []))[1].append(concept)

    def demands(self, text: str) -> list[Demand]:
        """All terms in the text; the longest wins where several overlap."""
        words = split_words(text)
        found: dict[str, Demand] = {}
        index = 0
        while index < len(words):
            best: tuple[Concept, ...] = ()
            best_end = index
            for form, concepts in self._by_first.get(words.keys[index], {}).values():
                end = match_form(form, words, index)
                if end is not None and end > best_end:
                    best_end, best = end, tuple(concepts)
                elif end == best_end and end is not None:
                    best = (*best, *concepts)
            if best:
                span = Span(words.start(index), words.end(best_end - 1))
                named = tuple({concept.id: concept for concept in best}.values())
                term = text[span.start : span.end]
                demand = found.setdefault(named[0].id, Demand(named, term))
                demand.spans.append(span)
            index = max(best_end, index + 1)
        return list(found.values())
