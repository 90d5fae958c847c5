"""What the matcher needs of a term base: an automaton over its patterns, and what each pattern names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from glossary.automaton import Automaton
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossary.concept import Concept, Designation


@runtime_checkable
class TermBase(Protocol):
    """Concepts as the matcher sees them; the concepts themselves are asked for one by one."""

    def automaton(self) -> Automaton:
        """The automaton over the distinct folded Chinese designations (`fold_patterns`)."""
        ...

    def resolve(self, number: int) -> Sequence[tuple[Concept, Designation]]:
        """What the pattern of this number names, in the order of the term base."""
        ...


class ConceptTermBase:
    """A term base over concepts in memory."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        named: dict[str, list[tuple[Concept, Designation]]] = {}
        for concept in concepts:
            for designation in concept.zh:
                if pattern := fold(designation.text):
                    named.setdefault(pattern, []).append((concept, designation))
        self._patterns = tuple(named)
        self._named = tuple(map(tuple, named.values()))

    def resolve(self, number: int) -> Sequence[tuple[Concept, Designation]]:
        """What the pattern of this number names, in the order of the term base."""
        return self._named[number]

    def automaton(self) -> Automaton:
        """The automaton over all patterns, compiled at the first call."""
        return self._automaton

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton.build(self._patterns)
