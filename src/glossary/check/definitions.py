"""Which initialisms a text introduces, and for which names: `Hong Kong Monetary Authority (HKMA)`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from glossary.english import initialism_of_word, split_words
from glossary.rendering import Manner, find_renderings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.concept import Designation
    from glossary.rendering import Rendering

DEFINITION = re.compile(r"[(（][\"'“‘]?(?:the )?([A-Z][A-Za-z0-9]{1,8})[\"'”’]?[)）]")
BEFORE = 120


class Definitions:
    """The initialisms that the target texts of a document define in brackets.

    Args:
        texts: the targets of the document, in order.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._known: dict[tuple[str, str], bool] = {}

    def keep(
        self, hits: Sequence[Rendering], designations: Sequence[Designation], text: str
    ) -> list[Rendering]:
        """Drop the initialisms that stand for something else in this text, or for nothing.

        Where the document defines an initialism, it must define it for one of the designations; where it
        does not, only the initialism of a proper name is understood.
        """
        if all(hit.manner is Manner.WORDS for hit in hits):
            return list(hits)
        return [hit for hit in hits if hit.manner is Manner.WORDS or self._allows(hit, designations, text)]

    def _allows(self, hit: Rendering, designations: Sequence[Designation], text: str) -> bool:
        after = text[hit.span.end : hit.span.end + 1]
        if after in "$€£¥":  # HK$ is money, not Hong Kong
            return after == ""
        written = text[hit.span.start : hit.span.end].rstrip("'’").removesuffix("'s").removesuffix("’s")
        initialism = initialism_of_word(written)
        known = self._known.get((initialism, hit.designation.text))
        if known is False:
            return False
        if initialism in self._all:
            here = [before for name, before in _definitions(text) if name == initialism]
            if here and not any(_ends_with_any(before, designations) for before in here):
                return False
        if known is None:
            known = self._known[initialism, hit.designation.text] = self._stands_for(
                initialism, designations, hit
            )
        return known

    def _stands_for(self, initialism: str, designations: Sequence[Designation], hit: Rendering) -> bool:
        defined = self._all.get(initialism, [])
        if defined:
            return any(_ends_with_any(before, designations) for before in defined)
        words = [word for word in re.findall(r"[^\W_]+", hit.designation.text) if len(word) > len("the")]
        return all(word[0].isupper() for word in words)

    @cached_property
    def _all(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for text in self._texts:
            if "(" in text or "（" in text:
                for name, before in _definitions(text):
                    found.setdefault(name, []).append(before)
        return found


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each initialism that stands in brackets, with the text before it."""
    for found in DEFINITION.finditer(text):
        initialism = initialism_of_word(found[1])
        before = text[max(0, found.start() - BEFORE) : found.start()].rstrip(" \"'”’")
        if initialism and before:
            yield initialism, before


def _ends_with_any(before: str, designations: Iterable[Designation]) -> bool:
    words = split_words(before)
    return bool(len(words)) and any(
        hit.span.end == words.spans[-1][1] and hit.manner is Manner.WORDS
        for designation in designations
        for hit in find_renderings(designation, words)
    )
