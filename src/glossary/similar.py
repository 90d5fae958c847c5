"""Find what a query with typing errors may mean, and what is near when nothing fits.

Keys of about the same length are read from the index and compared by edit distance (rapidfuzz); English is
mended word by word, Chinese also by its sound, since most wrong characters are typed by a right pinyin.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from glossary.index.keys import STOP_WORDS, english_words, pairs, pinyin_letters
from glossary.search import ENOUGH, PART, SIMILAR, Collector, rank_by_words, stem_number
from glossary.text import has_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from glossary.index.reader import Index
    from glossary.search import Found

SIMILAR_FLOOR, SIMILAR_SPAN, SAME_SOUND = 30, 40, 75
INSIDE_FLOOR = 45
# Suggestions may be this far away, as a share of the query.
FAR: Final = 0.4
MIN_INSIDE: Final = 4
MAX_CORRECTIONS: Final = 8


def find_similar(index: Index, query: str, *, subjects: Collection[str] = ()) -> list[Found]:
    """Find concepts by a query with a typing error or two, best first."""
    collector = Collector(index, subjects)
    folded = index.fold(query.strip())
    if has_han(folded):
        _same_sound(collector, folded)
        _near_keys(collector, "zh", folded, _allowed_han(folded))
    else:
        _mended_english(collector, english_words(query))
        letters, _ = pinyin_letters(query)
        _near_keys(collector, "pinyin", letters, _allowed_latin(letters))
        if not len(collector):
            _inside_pinyin(collector, letters)
    return collector.ranked()


def suggest(index: Index, query: str, *, subjects: Collection[str] = ()) -> list[Found]:
    """Name concepts that have something in common with a query that nothing fits, nearest first."""
    collector = Collector(index, subjects)
    folded = index.fold(query.strip())
    if has_han(folded):
        _common_pairs(collector, folded)
    else:
        letters, _ = pinyin_letters(query)
        _near_keys(collector, "pinyin", letters, int(len(letters) * FAR))
        words = english_words(query)
        for word in words if len(words) > 1 else ():
            if word not in STOP_WORDS and (stem := stem_number(index, word)) is not None:
                rank_by_words(collector, [word], [stem], kind=PART, penalty=40)
        _near_keys(collector, "en", " ".join(words), int(len(" ".join(words)) * FAR))
    return collector.ranked()


def _allowed_han(text: str) -> int:
    """Errors that may be in a Chinese query: none in two characters, where one changes everything."""
    return 0 if len(text) < 3 else 1 if len(text) < 7 else 2  # noqa: PLR2004 -- lengths of this rule alone


def _allowed_latin(text: str) -> int:
    return 0 if len(text) < 4 else 1 if len(text) < 8 else 2  # noqa: PLR2004 -- lengths of this rule alone


def _near_keys(collector: Collector, table_name: str, text: str, allowed: int) -> None:
    """Add the keys of a table within an edit distance (swapped neighbours count once)."""
    if not allowed or not text:
        return
    table = collector.index.table(table_name)
    for number, distance in nearest(collector.index, table_name, text, allowed):
        if table_name == "zh" and table.key(number).decode() in text:
            # No error but a term with something before or after it, which is for taking apart.
            continue
        score = SIMILAR_FLOOR + SIMILAR_SPAN * (1 - distance / len(text))
        collector.add(table.numbers(number), SIMILAR, score)


def nearest(index: Index, table_name: str, text: str, allowed: int) -> list[tuple[int, int]]:
    """List key numbers of a table and their distance from a text, nearest first."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    size = len(text.encode())
    # An edit changes the length by one character, in UTF-8 up to four bytes.
    margin = allowed * (1 if text.isascii() else 4)
    found: list[tuple[int, int]] = []
    for first, keys in index.table(table_name).scan(max(1, size - margin), size + margin):
        choices = [key.decode() for key in keys]
        near = extract(text, choices, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        found.extend((first + place, int(distance)) for _, distance, place in near)
    return sorted(found, key=lambda pair: (pair[1], pair[0]))[:ENOUGH]


def _same_sound(collector: Collector, folded: str) -> None:
    """Find terms that are pronounced like the query: 攀登计画."""
    from glossary.pinyin import default_reading

    letters = "".join(pinyin_letters(default_reading(character) or character)[0] for character in folded)
    table = collector.index.table("pinyin")
    number = table.find(letters.encode())
    if number is not None:
        collector.add(table.numbers(number), SIMILAR, SAME_SOUND)


def _mended_english(collector: Collector, words: list[str]) -> None:
    """Replace each unknown word by those of the term base that it may be misspelt for."""
    index = collector.index
    choices: list[list[tuple[str, int]]] = []
    for word in words:
        stem = stem_number(index, word)
        choices.append([(word, stem)] if stem is not None else list(_corrections(index, word)))
    if not words or not all(choices):
        return
    # One word at a time has several corrections; of the others the nearest must do.
    for place, options in enumerate(choices):
        for rank, option in enumerate(options):
            chosen = [each[0] for each in choices]
            chosen[place] = option
            if rank == 0 and place > 0:
                continue
            rank_by_words(
                collector,
                [word for word, _ in chosen],
                [stem for _, stem in chosen],
                kind=SIMILAR,
                penalty=SIMILAR_FLOOR + rank,
            )


def _corrections(index: Index, word: str) -> Iterator[tuple[str, int]]:
    table = index.table("word")
    for number, _ in nearest(index, "word", word, _allowed_latin(word))[:MAX_CORRECTIONS]:
        yield table.key(number).decode(), table.numbers(number)[0]


def _inside_pinyin(collector: Collector, letters: str) -> None:
    """Find pinyin that contains the letters; a scan over all of it, for want of anything else."""
    if len(letters) < MIN_INSIDE:
        return
    table, wanted, found = collector.index.table("pinyin"), letters.encode(), 0
    for first, keys in table.scan(len(wanted) + 1, 1 << 16):
        for place, key in enumerate(keys):
            if wanted in key and found < ENOUGH:
                found += 1
                collector.add(
                    table.numbers(first + place), PART, INSIDE_FLOOR * (1 + len(wanted) / len(key)) / 2
                )


def _common_pairs(collector: Collector, folded: str) -> None:
    """Add Chinese terms by the share of neighbouring characters that they have in common with the query."""
    index, table = collector.index, collector.index.table("pair")
    counts: Counter[int] = Counter()
    own = pairs(folded)
    for pair in own:
        number = table.find(pair.encode())
        if number is not None:
            counts.update(table.numbers(number)[:ENOUGH])
    chinese = index.table("zh")
    for number, count in counts.most_common(ENOUGH):
        other = len(chinese.key(number).decode()) + 1
        collector.add(chinese.numbers(number), SIMILAR, SIMILAR_SPAN * 2 * count / (len(own) + other))
