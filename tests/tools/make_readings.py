"""Make src/glossary/data/readings.txt and phrases.txt (needs `pypinyin` and `pypinyin-dict`).

`readings.txt` turns pypinyin's dictionary of characters round: one line a syllable, first the characters
that are read so by default, after `|` those that can be. It serves `lint` and the index without the cost of
starting pypinyin.

`phrases.txt` holds the phrases of pypinyin-dict's `large_pinyin` that pypinyin alone reads otherwise: a
thirteenth of the phrases, and the same accuracy, without 100 MB of dependency and 1.5 s of loading. A syllable
stands behind its character only where that is read otherwise than by default: half the size, packed.
Both sources are under the MIT licence.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin_dict.phrase_pinyin_data.large_pinyin import phrases_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parents[2] / "src/glossary/data"
# GB/T 16159 writes the tone of the character, not the one that its neighbour gives it.
SANDHI = {"一": {"yí", "yì"}, "不": {"bú", "bū"}}
CITATION = {"一": "yī", "不": "bù"}


def main() -> None:
    """Write both files, sorted."""
    default = write_readings(DATA / "readings.txt")
    write_phrases(DATA / "phrases.txt", default)


def write_readings(target: Path) -> dict[str, str]:
    """Write `syllable default-characters|other-characters` lines; return the default syllable of each character."""
    default: defaultdict[str, list[str]] = defaultdict(list)
    other: defaultdict[str, list[str]] = defaultdict(list)
    for code, listed in sorted(PINYIN_DICT.items()):
        character = chr(code)
        readings = [unicodedata.normalize("NFC", reading) for reading in listed.split(",")]
        kept = [reading for reading in readings if reading not in SANDHI.get(character, ())]
        default[kept[0]].append(character)
        for reading in dict.fromkeys(kept[1:]):
            other[reading].append(character)
    lines = [
        f"{syllable} {''.join(default[syllable])}|{''.join(other[syllable])}"
        for syllable in sorted({*default, *other})
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {character: syllable for syllable, characters in default.items() for character in characters}


def write_phrases(target: Path, default: Mapping[str, str]) -> None:
    """Write the phrases that pypinyin reads otherwise, a line each, such as `一个个地de`."""
    lines = []
    for phrase, listed in sorted(phrases_dict.items()):
        wanted = without_sandhi(phrase, [syllables[0] for syllables in listed])
        if wanted != without_sandhi(phrase, lazy_pinyin(phrase, style=Style.TONE)):
            pairs = zip(phrase, wanted, strict=True)
            lines.append("".join(c if default.get(c) == s else c + s for c, s in pairs))
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def without_sandhi(phrase: str, syllables: list[str]) -> list[str]:
    """Give 一 and 不 the tone of the dictionary."""
    if len(phrase) != len(syllables):
        return syllables
    pairs = zip(phrase, syllables, strict=True)
    return [CITATION[c] if s in SANDHI.get(c, ()) else unicodedata.normalize("NFC", s) for c, s in pairs]


if __name__ == "__main__":
    main()
