"""Make the keys under which designations are stored and queries are sought."""

from __future__ import annotations

# Marks around a Chinese key, so that its first and last pair of characters are told from the rest.
START, END = "\x02", "\x03"
# Added to the rank of the status of a designation that is not Chinese.
OTHER_LANGUAGE = 4
STOP_WORDS = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})
_TONED = {
    "a": "āáǎà",
    "e": "ēéěè",
    "i": "īíǐì",
    "o": "ōóǒò",
    "u": "ūúǔù",
    "ü": "ǖǘǚǜ",
    "n": "\x00ńňǹ",
    "m": "\x00ḿ\x00\x00",
    "ê": "\x00ế\x00ề",
}
# Letter with tone mark -> letter, tone.
_TONE_OF = {
    mark: (letter, str(tone))
    for letter, marks in _TONED.items()
    for tone, mark in enumerate(marks, start=1)
    if mark != "\x00"
}
# Combining macron, acute, caron and grave, for text in decomposed form.
_COMBINING = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_APOSTROPHES = {"’": "'", "ʼ": "'", "＇": "'"}
_BETWEEN_WORDS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != "'"}
)


def pairs(key: str) -> list[str]:
    """List the distinct pairs of neighbouring characters of a folded Chinese key, its ends marked."""
    marked = START + key + END
    return list(dict.fromkeys(map(str.__add__, marked, marked[1:])))


def squeeze(key: str) -> str:
    """Drop what one may leave out when typing: blanks, quotes and other punctuation."""
    if key.isalnum():
        return key
    return "".join(character for character in key if character.isalnum())


def english_words(text: str) -> list[str]:
    """Cut an English name into small-letter words without accents; a possessive 's is dropped."""
    text = text.lower()
    if not text.isascii():
        text = "".join(map(_plain_letter, text))
    if "'" not in text:
        return text.translate(_BETWEEN_WORDS).split()
    words = []
    for word in text.translate(_BETWEEN_WORDS).split():
        bare = word.removesuffix("'s").replace("'", "")
        if bare:
            words.append(bare)
    return words


def pinyin_letters(pinyin: str) -> tuple[str, str]:
    """Give the letters of written pinyin without tones and separators, and its tones in order.

    ü is written u, as are v and u:, so that all ways to type it meet. The neutral tone is left out of the tones, so
    that marks (`háizi`) and numbers (`hai2zi5`) agree.
    """
    letters, tones = "", ""
    text = pinyin.lower().replace("u:", "ü")
    for position, character in enumerate(text):
        if character in _TONE_OF:
            letter, tone = _TONE_OF[character]
            letters, tones = letters + letter, tones + tone
        elif character in _COMBINING:
            tones += _COMBINING[character]
        elif _is_tone_number(text, position):
            tones += character if character in "1234" else ""
        elif character.isalnum():
            letters += character
    return letters.replace("ü", "u").replace("v", "u").replace("ê", "e"), tones


def umlauts(pinyin: str) -> int:
    """Count the ü of pinyin, however typed."""
    text = pinyin.lower()
    return sum(map(text.count, ("ü", "u\u0308", "ǖ", "ǘ", "ǚ", "ǜ", "v", "u:")))


def _is_tone_number(text: str, position: int) -> bool:
    """Is it a digit that ends a syllable, unlike those of 5G or 2035?"""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return text[position] in "012345" and before.isalpha() and not after.isdigit()


def _plain_letter(character: str) -> str:
    if character.isascii():
        return character
    if character in _APOSTROPHES:
        return "'"
    from unicodedata import normalize

    letter = normalize("NFKD", character)[0]
    return letter if letter.isalnum() else " "
