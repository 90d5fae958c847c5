"""Which syllables a Chinese character can be read as, without loading pypinyin."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

# Combining macron, acute, caron and grave: first to fourth tone.
TONE_MARKS = "\u0304\u0301\u030c\u0300"
_NO_TONE = dict.fromkeys(map(ord, TONE_MARKS))


def readings(character: str) -> tuple[str, ...]:
    """List the syllables with tone marks that a character can be read as, the usual one first.

    The tone is that of the dictionary: 一 is only `yī` and 不 only `bù`. Unknown characters have none.
    """
    if not character:
        return ()
    table = syllable_table()
    default = tuple(syllable for syllable, (usual, _) in table.items() if character in usual)
    return default + tuple(syllable for syllable, (_, other) in table.items() if character in other)


def default_reading(character: str) -> str | None:
    """Give the usual reading of a character on its own, if it is known."""
    return _default_readings().get(character)


def can_be_read(character: str, syllable: str) -> bool:
    """Can a character be read as a small-letter syllable, in the neutral tone too?"""
    usual, other = syllable_table().get(syllable, ("", ""))
    if character in usual or character in other:
        return True
    return any(
        character in usual or character in other
        for usual, other in map(syllable_table().__getitem__, toned_forms().get(syllable, ()))
    )


def without_tone(text: str) -> str:
    """Take the tone marks off; ü and ê stay."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_NO_TONE))


@cache
def syllable_table() -> dict[str, tuple[str, str]]:
    """Map each syllable to the characters read so by default and those that can be.

    Generated from pypinyin's dictionary by `tests/tools/make_readings.py`.
    """
    table = {}
    for line in files("glossary").joinpath("data/readings.txt").read_text(encoding="utf-8").splitlines():
        syllable, _, characters = line.partition(" ")
        usual, _, other = characters.partition("|")
        table[syllable] = (usual, other)
    return table


@cache
def toned_forms() -> dict[str, tuple[str, ...]]:
    """Map each syllable without tone to its forms with tone marks: the inventory of Mandarin."""
    forms: dict[str, list[str]] = {}
    for syllable in syllable_table():
        plain = without_tone(syllable)
        # Interjections such as ḿ and ńg would cut real words to pieces.
        if any(vowel in plain for vowel in "aeiouüê"):
            forms.setdefault(plain, []).append(syllable)
    return {plain: tuple(toned) for plain, toned in forms.items()}


@cache
def _default_readings() -> dict[str, str]:
    return {character: syllable for syllable, (usual, _) in syllable_table().items() for character in usual}
