"""Does written pinyin fit its characters? The reading of each, and the apostrophes between them."""

from __future__ import annotations

import heapq
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from glossary.pinyin.readings import can_be_read, readings, syllable_table, toned_forms, without_tone
from glossary.text import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

# A wrong syllable is a likelier mistake than one that is missing and another too many.
WRONG, MISSING, EXTRA = 2, 3, 3
LONGEST_SYLLABLE = 8
_UNIT = re.compile(r"[0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Impossible:
    """One place where pinyin and characters do not agree.

    Attributes:
        character: the Chinese character, or the Latin letters or digits; empty where the pinyin has more.
        syllable: what stands in the pinyin; empty where the reading is missing.
        readings: what the character can be read as, the usual one first.
    """

    character: str
    syllable: str
    readings: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.character:
            return f"'{self.syllable}' is one too many"
        known = f"{self.character} is read {' or '.join(self.readings) or 'in no known way'}"
        return f"'{self.syllable}' ({known})" if self.syllable else f"a syllable is missing ({known})"


@dataclass(frozen=True, slots=True, order=True)
class _Step:
    """One move of the alignment: `unit` of the Chinese text is written `pinyin[start:end]`."""

    unit: str
    start: int
    end: int
    cost: int


def impossible_syllables(zh: str, pinyin: str) -> tuple[Impossible, ...]:
    """Find the syllables that the characters cannot have, in order; empty when all is well.

    Polyphonic characters may take any of their readings, and any character the neutral tone of one; 儿 may
    be a mere `r`. Case, spaces, hyphens, apostrophes, quotes and other punctuation do not matter; Latin letters
    and digits must stand in the pinyin as they do in the Chinese.
    """
    written = _normalise(pinyin)
    return tuple(
        Impossible(step.unit, written[step.start : step.end].strip(), _readings(step.unit))
        for step in _align(_units(zh), written)
        if step.cost
    )


def missing_apostrophes(zh: str, pinyin: str) -> tuple[int, ...]:
    """Find where GB/T 16159 wants an apostrophe: offsets in `pinyin` of a, e or o right after a syllable.

    Empty where the pinyin does not fit the characters or is not in composed form (NFC).
    """
    written = _normalise(pinyin)
    steps = _align(_units(zh), written)
    if any(step.cost for step in steps) or len(written) != len(pinyin):
        return ()
    return tuple(
        step.start
        for before, step in pairwise(steps)
        if before.end == step.start
        and is_han(before.unit)
        and is_han(step.unit)
        and without_tone(written[step.start])[0] in "aeoê"
    )


def _readings(unit: str) -> tuple[str, ...]:
    if not unit:
        return ()
    return readings(unit) if is_han(unit[0]) else (unit,)


def _normalise(text: str) -> str:
    """Fold width, composition and case, and make every separator a space."""
    folded = unicodedata.normalize("NFC", text).lower()
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in folded)
    return "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in half)


def _units(zh: str) -> tuple[str, ...]:
    """Cut Chinese into what is read: single characters, and runs of Latin letters or digits."""
    return tuple(_iterate_units(_normalise(zh)))


def _iterate_units(text: str) -> Iterator[str]:
    run = ""
    for character in text:
        if character != " " and not is_han(character):
            run += character
            continue
        if run:
            yield run
            run = ""
        if character != " ":
            yield character
    if run:
        yield run


@lru_cache(maxsize=256)
def _align(units: tuple[str, ...], written: str) -> tuple[_Step, ...]:
    """Find the cheapest way to read the units as written (Dijkstra)."""
    # Among equal costs the way that is farthest along goes first: good pinyin takes one step a character.
    queue: list[tuple[int, int, int, tuple[_Step, ...]]] = [(0, 0, 0, ())]
    seen: set[tuple[int, int]] = set()
    while queue:
        cost, _, minus_offset, steps = heapq.heappop(queue)
        unit_index, offset = sum(1 for step in steps if step.unit), -minus_offset
        while offset < len(written) and written[offset] == " ":
            offset += 1
        if (unit_index, offset) in seen:
            continue
        seen.add((unit_index, offset))
        if unit_index == len(units) and offset == len(written):
            return steps
        unit = units[unit_index] if unit_index < len(units) else ""
        for step in _steps(unit, written, offset):
            progress = unit_index + bool(step.unit)
            heapq.heappush(queue, (cost + step.cost, -progress, -step.end, (*steps, step)))
    return ()


def _steps(unit: str, written: str, offset: int) -> Iterator[_Step]:
    """List the ways to go on from here."""
    if unit:
        yield _Step(unit, offset, offset, MISSING)
    limit = written.find(" ", offset)
    word_end = limit if limit >= 0 else len(written)
    if offset == word_end:
        return
    if unit and not is_han(unit[0]):
        yield from _latin_steps(unit, written, offset)
    for end in range(offset + 1, min(offset + LONGEST_SYLLABLE, word_end) + 1):
        syllable = written[offset:end]
        known = syllable in syllable_table() or syllable in toned_forms()
        if unit and is_han(unit[0]):
            fits = can_be_read(unit, syllable) or (syllable == "r" and unit in "儿兒")
            if fits or known or end == word_end:
                yield _Step(unit, offset, end, 0 if fits else WRONG if known else WRONG + 1)
        if known or end == word_end:
            yield _Step("", offset, end, EXTRA)
    if word_end - offset > LONGEST_SYLLABLE:
        yield _Step("", offset, word_end, EXTRA)


def _latin_steps(unit: str, written: str, offset: int) -> Iterator[_Step]:
    if written.startswith(unit, offset):
        yield _Step(unit, offset, offset + len(unit), 0)
    elif run := _UNIT.match(written, offset):
        yield _Step(unit, offset, run.end(), WRONG)
