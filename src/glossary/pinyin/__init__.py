"""Pinyin in standard orthography (GB/T 16159): readings, validation, proposals and conversions."""

from __future__ import annotations

from glossary.pinyin.conversion import initials, split_syllables, strip_tones, to_marks, to_numbers
from glossary.pinyin.proposal import propose, read
from glossary.pinyin.readings import default_reading, readings
from glossary.pinyin.validation import Impossible, impossible_syllables, missing_apostrophes

__all__ = [
    "Impossible",
    "default_reading",
    "impossible_syllables",
    "initials",
    "missing_apostrophes",
    "propose",
    "read",
    "readings",
    "split_syllables",
    "strip_tones",
    "to_marks",
    "to_numbers",
]
