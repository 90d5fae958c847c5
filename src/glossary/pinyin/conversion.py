"""Forms of written pinyin: tone marks, tone numbers, no tones, syllables, initials."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from glossary.pinyin.readings import TONE_MARKS, toned_forms, without_tone

_NUMBERED = re.compile(r"([a-zêüA-ZÊÜ]+?)([0-5])(?![0-9])")
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u0308][^\W_]*)*")
_VOWELS = "aeiouüêAEIOUÜÊ"


def strip_tones(pinyin: str) -> str:
    """Take the tone marks off: `Lǚkè` becomes `Lüke`."""
    return without_tone(pinyin)


def to_numbers(pinyin: str) -> str:
    """Write tones as numbers after each syllable, 5 for the neutral one: `Pāndēng` becomes `Pan1deng1`.

    Words that are not pinyin (`5G`, `AI`) stay as they are.
    """
    return _WORD.sub(_number_word, _compose(pinyin))


def to_marks(numbered: str) -> str:
    """Write tones as marks: `pan1deng1 lv3ke4` becomes `pāndēng lǚkè`; `v` and `u:` are read as ü."""
    text = numbered.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü").replace("V", "Ü")
    marked = _NUMBERED.sub(_mark, text)
    return marked if marked != text else numbered


def split_syllables(pinyin: str) -> tuple[str, ...]:
    """Split written pinyin into its syllables, keeping case and tones.

    Without apostrophe or hyphen a consonant goes with the vowel that follows (GB/T 16159), so `fāngàn`
    is fān-gàn and `fāng'àn` is fāng-àn. Words that are not pinyin stay whole.
    """
    return tuple(syllable for word in _WORD.findall(_compose(pinyin)) for syllable in split_word(word))


def initials(pinyin: str) -> str:
    """Give the first letter of each syllable, small and without marks: `Pāndēng Jìhuà` gives `pdjh`."""
    return "".join(strip_tones(syllable)[0] for syllable in split_syllables(pinyin)).lower()


@lru_cache(maxsize=4096)
def split_word(word: str) -> tuple[str, ...]:
    """Split one word without separators; `(word,)` where it is not pinyin."""
    if len(word) > 1 and word.isupper() and word.isascii():
        return (word,)
    letters = re.findall(r"[^\u0300-\u0308][\u0300-\u0308]*", word)
    plain = [without_tone(letter).lower().replace("v", "ü") for letter in letters]
    toned = [without_tone(letter) != letter for letter in letters]
    for vowel_may_start in (False, True):
        if (ends := _split(plain, toned, 0, vowel_may_start=vowel_may_start)) is not None:
            starts = [0, *ends[:-1]]
            return tuple("".join(letters[start:end]) for start, end in zip(starts, ends, strict=True))
    return (word,)


def _split(
    plain: list[str], toned: list[bool], start: int, *, vowel_may_start: bool
) -> tuple[int, ...] | None:
    """Find the ends of the syllables from `start`, longest first; None where there is no way."""
    if start == len(plain):
        return ()
    if start and plain[start] in "aeoê" and not vowel_may_start:
        return None
    for end in range(min(start + 6, len(plain)), start, -1):
        syllable = "".join(plain[start:end])
        # A final r is the suffix 儿: nǎr, wánr.
        is_syllable = syllable in toned_forms() or (syllable == "r" and start and end == len(plain))
        if is_syllable and sum(toned[start:end]) <= 1:
            rest = _split(plain, toned, end, vowel_may_start=vowel_may_start)
            if rest is not None:
                return (end, *rest)
    return None


def _number_word(match: re.Match[str]) -> str:
    syllables = split_word(match[0])
    if len(syllables) == 1 and without_tone(syllables[0]).lower() not in toned_forms():
        return match[0]
    if any(character.isdigit() for character in match[0]) or (len(match[0]) > 1 and match[0].isupper()):
        return match[0]
    return "".join(strip_tones(syllable) + str(_tone(syllable)) for syllable in syllables)


def _tone(syllable: str) -> int:
    marks = [mark for mark in unicodedata.normalize("NFD", syllable) if mark in TONE_MARKS]
    return TONE_MARKS.index(marks[0]) + 1 if marks else 5


def _mark(match: re.Match[str]) -> str:
    """Put the mark on a or e, on the o of ou, else on the last vowel."""
    syllable, tone = match[1], int(match[2])
    # Several syllables before one number: the unnumbered ones are neutral.
    *neutral, syllable = split_word(syllable) if syllable.isascii() else (syllable,)
    before, vowels = "".join(neutral), [i for i, letter in enumerate(syllable) if letter in _VOWELS]
    if without_tone(syllable).lower() not in toned_forms():
        return match[0]
    if tone in (0, 5):
        return before + syllable
    lower = syllable.lower()
    place = next((lower.index(part) for part in ("a", "e", "ê", "ou") if part in lower), vowels[-1])
    marked = syllable[: place + 1] + TONE_MARKS[tone - 1] + syllable[place + 1 :]
    return before + unicodedata.normalize("NFC", marked)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)
