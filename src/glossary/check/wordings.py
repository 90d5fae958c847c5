"""When two wordings of one term count as the same: short forms, inflection, another order of the same words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from glossary.concept import TermType
from glossary.english import initialism_of_word, split_words
from glossary.english_words import FUNCTION_WORDS
from glossary.rendering import Manner, initialisms_for
from glossary.text import has_han

if TYPE_CHECKING:
    from glossary.check.assess import Outcome
    from glossary.rendering import Rendering

SHORT = 12

Ledger = dict[tuple[str, ...], list[tuple["Outcome", "Rendering"]]]


def rendering_name(rendering: Rendering, text: str) -> str:
    """Name a rendering in a ledger: its designation, or the initialism as written."""
    if rendering.manner is Manner.INITIALISM:
        return text[rendering.span.start : rendering.span.end]
    return rendering.designation.text


@lru_cache(maxsize=1 << 14)
def wording_key(text: str) -> tuple[str, ...]:
    """What two wordings share if they are the same but for inflection and spelling."""
    return tuple(split_words(text).keys) or (text,)


def is_abbreviation(rendering: Rendering, outcome: Outcome) -> bool:
    """Is it an abbreviation of another accepted designation?"""
    if rendering.manner is Manner.INITIALISM or rendering.designation.type is TermType.ABBREVIATION:
        return True
    text = rendering.designation.text
    name = initialism_of_word(text) if len(text) < SHORT else ""
    return bool(name) and any(
        name in initialisms_for(other.text)
        for c in outcome.demand.concepts
        for other in c.en
        if other.text != text
    )


def without_short_forms(ledger: Ledger) -> Ledger:
    """Count a wording with a fuller one that has all its words: `Jiangxi` with `Jiangxi Province`.

    A full name is shortened where it is mentioned again, and `national strategy for food security` says no
    other thing than `national food security strategy`; neither is worth a warning.
    """
    kept: Ledger = {}
    for key in sorted(ledger, key=lambda key: (-_weight(key), -len(ledger[key]), key)):
        fuller = next((other for other in kept if _is_part(key, other)), key)
        kept.setdefault(fuller, []).extend(ledger[key])
    return kept


def _weight(key: tuple[str, ...]) -> int:
    chinese = _as_chinese(key)
    return len(chinese or _content(key))


def _is_part(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if chinese := _as_chinese(key):
        return chinese in _as_chinese(other)
    return _content(key) <= _content(other)


def _as_chinese(key: tuple[str, ...]) -> str:
    """A Chinese wording without what stands between its parts; empty for an English one."""
    wording = "".join(key)
    return wording if has_han(wording) else ""


def _content(key: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key).difference(FUNCTION_WORDS) or frozenset(key)
