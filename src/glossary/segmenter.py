"""Jieba's segmenter on the memory-mapped dictionary: the same words as `jieba.cut`, without the long load."""

from __future__ import annotations

import sys
import warnings
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from glossary.lexicon import plain_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from glossary.lexicon import Lexicon


class Segmenter(Protocol):
    """The part of `jieba.Tokenizer` that is used; what `segmenter()` returns has all of it."""

    def cut(self, sentence: str, cut_all: bool = False, HMM: bool = True) -> Iterator[str]:  # noqa: FBT001, FBT002, N803 - jieba's signature
        """Segment a text into words."""
        ...

    def cut_for_search(self, sentence: str, HMM: bool = True) -> Iterator[str]:  # noqa: FBT001, FBT002, N803 - jieba's signature
        """Segment a text into words and, after shorter words inside them, long words."""
        ...

    def add_word(self, word: str, freq: int | None = None, tag: str | None = None) -> None:
        """Add a word, or change its frequency."""
        ...

    def del_word(self, word: str) -> None:
        """Make a string no word any more."""
        ...

    def load_userdict(self, f: str | Path) -> None:
        """Add all words of a file of `word frequency tag` lines."""
        ...


def segmenter(lexicon: Lexicon | None = None) -> Segmenter:
    """Make a segmenter; words that are added to it are its own.

    Args:
        lexicon: the dictionary; jieba's own by default.
    """
    made: Segmenter = _tokenizer_class()(lexicon or plain_lexicon())
    return made


def import_jieba() -> ModuleType:
    """Import jieba without `pkg_resources`, which is slow and deprecated, and without its warnings.

    Jieba falls back to opening its files by path where `pkg_resources` cannot be imported.
    """
    missing = object()
    known = sys.modules.get("pkg_resources", missing)
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # the documented way to make an import fail
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in its regular expressions
            import jieba
    finally:
        if known is missing:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = known  # type: ignore[assignment]  # what was there before
    module: ModuleType = jieba
    return module


class Frequencies:
    """Jieba's `FREQ`: the dictionary below, added words above; a prefix of a word counts 0.

    Args:
        lexicon: the plain edition of the dictionary.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.added: dict[str, int] = {}
        self.longest = lexicon.longest

    def __contains__(self, word: str) -> bool:
        return word in self.added or self.lexicon.has_prefix(word)

    def __getitem__(self, word: str) -> int:
        frequency = self.get(word)
        if frequency is None:
            raise KeyError(word)
        return frequency

    def get(self, word: str, default: int | None = None) -> int | None:
        """The frequency, or the default for what begins no word."""
        return self.added.get(word, self.lexicon.frequency(word)) if word in self else default

    def __setitem__(self, word: str, frequency: int) -> None:
        self.added[word] = frequency
        self.longest = max(self.longest, len(word))

    def words_at(self, text: str, start: int) -> list[tuple[int, int]]:
        """Ends and frequencies of the words that begin here, shortest first."""
        ahead = text[start : start + self.longest]
        if not self.added:
            return [(start + len(word), count) for word, count in self.lexicon.prefixes(ahead) if count]
        counts = dict(self.lexicon.prefixes(ahead))
        for length in range(1, len(ahead) + 1):
            if ahead[:length] in self.added:
                counts[ahead[:length]] = self.added[ahead[:length]]
        return [(start + len(word), counts[word]) for word in sorted(counts, key=len) if counts[word]]


@cache
def _tokenizer_class() -> Any:
    """The subclass of `jieba.Tokenizer`, made when jieba is first needed."""
    base: Any = import_jieba().Tokenizer

    class MappedTokenizer(base):  # type: ignore[misc]  # jieba is untyped
        """Jieba's tokenizer with the two methods replaced that walk its dictionary."""

        def __init__(self, lexicon: Lexicon) -> None:
            super().__init__()
            self.FREQ = Frequencies(lexicon)
            self.total = lexicon.total
            self.initialized = True
            self.weights: list[list[tuple[int, int]]] = []

        def load_userdict(self, f: str | Path) -> None:
            """Add all words of a file, and close it, which jieba forgets."""
            with Path(f).open("rb") as lines:
                super().load_userdict(lines)

        def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802 - jieba's name
            """Last offsets of the words that begin at each offset; frequencies are kept for `calc`."""
            words_at = self.FREQ.words_at
            self.weights = [words_at(sentence, start) or [(start + 1, 0)] for start in range(len(sentence))]
            return {start: [end - 1 for end, _ in words] for start, words in enumerate(self.weights)}

        def calc(self, sentence: str, DAG: Any, route: Any) -> None:  # noqa: ARG002, N803 - jieba's signature
            """The best way on from each offset, computed in jieba's order so that ties fall alike."""
            log_total = log(self.total)
            size = len(sentence)
            route[size] = (0, 0)
            for start in range(size - 1, -1, -1):
                route[start] = max(
                    (log(count or 1) - log_total + route[end][0], end - 1)
                    for end, count in self.weights[start]
                )

    return MappedTokenizer
