"""Propose pinyin for a Chinese phrase; the only module that uses pypinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from glossary.pinyin.readings import default_reading, without_tone
from glossary.text import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from glossary.pinyin.words import Word

_SANDHI = {("一", "yí"): "yī", ("一", "yì"): "yī", ("不", "bú"): "bù"}
_RUN = re.compile(r"[㐀-鿿豈-\ufaff𠀀-\U0003ffff〇]+|[^㐀-鿿豈-\ufaff𠀀-\U0003ffff〇]+")
_SPELLED = re.compile(r"([㐀-鿿豈-\ufaff𠀀-\U0003ffff〇])([^㐀-鿿豈-\ufaff𠀀-\U0003ffff〇]*)")
_OPENING, _CLOSING = "“‘（《〈([", "”’）》〉)],;:.!?"
# Pinyin takes Western punctuation; 、 has none of its own there.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(ord("０"), ord("ｚ") + 1) if chr(code).isalnum()}
_WESTERN = str.maketrans("（），、；：。！？［］", "(),,;:.!?[]")


def propose(zh: str, *, names: Collection[str] = (), proper: bool = False) -> str:
    """Propose pinyin in the orthography of GB/T 16159 for a person to approve.

    Readings come from the whole phrase (see `read`), words from `glossary.segmenter`; long compounds are
    written in their words, names with capitals, idioms of two halves with a hyphen, tones as in the
    dictionary, and an apostrophe stands before a, e and o.

    Args:
        zh: a Chinese term or phrase; Latin letters, digits and quotes are kept.
        names: words of it that are proper names, besides those that jieba's dictionary knows.
        proper: is the whole a proper name, so that each of its words is capitalised?
    """
    from glossary.pinyin.words import cut_words

    text = zh.translate(_HALF_WIDTH)
    syllables = read(text)
    pieces: list[str] = []
    offset = 0
    for word in cut_words(text, names=names, proper=proper):
        pieces.append(_write(word, syllables[offset : offset + len(word.text)]))
        offset += len(word.text)
    return _join(pieces)


def read(text: str) -> tuple[str, ...]:
    """Read a text aloud: one syllable with tone mark a Chinese character, any other character as it is.

    Measured on 9,893 polyphonic characters in sentences: 87.5 % right with pypinyin's own phrases, 90.0 %
    with those of `data/phrases.txt`; cutting into words first lowers it.
    """
    syllables: list[str] = []
    for run in _RUN.findall(text):
        if is_han(run[0]):
            syllables.extend(_SANDHI.get(pair, pair[1]) for pair in zip(run, _read_run(run), strict=True))
        else:
            syllables.extend(run)
    return tuple(syllables)


def _read_run(run: str) -> list[str]:
    lazy_pinyin = _reader()
    spoken = lazy_pinyin(run)
    if len(spoken) != len(run):
        # A dictionary phrase with a syllable too many or too few: one by one the number is always right.
        spoken = [lazy_pinyin(character)[0] for character in run]
    return [unicodedata.normalize("NFC", syllable) for syllable in spoken]


@cache
def _reader() -> Callable[[str], list[str]]:
    from pypinyin import Style, lazy_pinyin, load_phrases_dict

    lines = files("glossary").joinpath("data/phrases.txt").read_text(encoding="utf-8").splitlines()
    load_phrases_dict(dict(map(_read_phrase, lines)))
    return partial(lazy_pinyin, style=Style.TONE)


def _read_phrase(line: str) -> tuple[str, list[list[str]]]:
    """Read a line of `data/phrases.txt`: `一个个地de` is 一个个地, `yī gè gè de`."""
    pieces = _SPELLED.findall(line)
    phrase = "".join(character for character, _ in pieces)
    return phrase, [[syllable or default_reading(character) or ""] for character, syllable in pieces]


def _write(word: Word, syllables: tuple[str, ...]) -> str:
    """Join the syllables of one word, with apostrophes, hyphens and capital where they belong."""
    if not any(map(is_han, word.text)):
        return word.text.translate(_WESTERN)
    written = ""
    for position, syllable in enumerate(syllables):
        follows = position > 0 and is_han(word.text[position]) and is_han(word.text[position - 1])
        apostrophe = follows and without_tone(syllable)[0] in "aeoê"
        written += ("-" if position in word.hyphens else "'" if apostrophe else "") + syllable
    return written[0].upper() + written[1:] if word.is_name else written


def _join(pieces: list[str]) -> str:
    """Put spaces between words, but not inside brackets and before punctuation."""
    text = ""
    for piece in filter(str.strip, pieces):
        glued = not text or piece[0] in _CLOSING or text[-1] in _OPENING
        text += piece if glued else f" {piece}"
    return text
