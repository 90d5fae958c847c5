"""One automaton that finds every occurrence of every pattern in one pass (Aho and Corasick, 1975).

`tests/benchmarks/engine.md` says why daachorse was chosen and what was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Automaton:
    """Finds all patterns at once, overlapping ones too.

    Make one with `build` or `from_bytes`. It knows nothing of folding: patterns and text must be folded
    alike by the caller. It holds no patterns that could be read back, only their numbers.
    """

    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled

    @classmethod
    def build(cls, patterns: Sequence[str]) -> Automaton:
        """Compile patterns, numbered by their position.

        Raises:
            ValueError: a pattern is empty or occurs twice.
        """
        if len(set(patterns)) != len(patterns) or "" in patterns:
            raise ValueError("patterns must be distinct and not empty")
        if not patterns:
            return cls(None)
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return cls(CharwiseDoubleArrayAhoCorasick(list(patterns)))

    @classmethod
    def from_bytes(cls, data: bytes | bytearray | memoryview) -> Automaton:
        """Load what `to_bytes` gave; the data are copied and may be released afterwards.

        The caller must know that the data are whole (by a checksum): daachorse does not examine them.
        """
        if not len(data):
            return cls(None)
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return cls(CharwiseDoubleArrayAhoCorasick.deserialize(bytes(data)))

    def to_bytes(self) -> bytes:
        """Serialise; the empty automaton gives empty bytes."""
        return b"" if self._compiled is None else bytes(self._compiled.serialize())

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """All occurrences as (start, end, pattern number), by end, longer ones first at the same end."""
        found: list[tuple[int, int, int]] = []
        if self._compiled is not None:
            found = self._compiled.find_overlapping(text)
        return found


def fold_patterns(designations: Iterable[str]) -> list[str]:
    """Fold designations into distinct patterns in order of first appearance; empty ones are left out."""
    return list(dict.fromkeys(filter(None, map(fold, designations))))


def compile_automaton(designations: Iterable[str]) -> bytes:
    """Compile Chinese designations into a serialised automaton over `fold_patterns(designations)`."""
    return Automaton.build(fold_patterns(designations)).to_bytes()
