"""The words of a phrase as GB/T 16159 writes them: what is joined, hyphenated and capitalised."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from math import log
from typing import TYPE_CHECKING

from glossary.lexicon import dictionary_path, plain_lexicon
from glossary.segmenter import segmenter
from glossary.text import is_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from glossary.segmenter import Segmenter

IDIOM = 4
# Names of persons, places and organisations in jieba's dictionary; its "other names" (nz) hold 新兴产业.
_NAME_TAGS = ("nr", "ns", "nt")
_PLACE_CLASSES = frozenset("省市县区州镇乡村")
_DOUBLE_SURNAMES = frozenset({"欧阳", "司马", "诸葛", "上官", "司徒", "皇甫", "尉迟", "公孙", "慕容", "令狐"})
# The hundred commonest surnames (household registers of 2020), which tell 习近平 from a transliterated name.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常习温"
)
# Words of a name that stay small.
_PARTICLES = frozenset("的地得和与及或之在于以为")
# Idioms that are not read in two halves (不亦乐乎, 总而言之, 爱莫能助) are written in one.
_UNDIVIDED = frozenset("之乎者也焉矣而亦莫")
_ORDINAL = re.compile(r"第[〇零一二三四五六七八九十百千万]+")


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that are written together.

    Attributes:
        text: the characters as they stand in the phrase.
        is_name: does it begin with a capital?
        hyphens: offsets in `text` before which a hyphen stands.
    """

    text: str
    is_name: bool = False
    hyphens: tuple[int, ...] = ()


def cut_words(phrase: str, *, names: Collection[str] = (), proper: bool = False) -> list[Word]:
    """Cut a phrase into words; their texts joined give the phrase.

    Args:
        phrase: Chinese text.
        names: proper names in it, besides those that jieba's dictionary knows.
        proper: is the whole a proper name?
    """
    words: list[Word] = []
    for word in _name_parts(phrase, names):
        if word.text == "们" and words:
            words[-1] = replace(words[-1], text=words[-1].text + word.text)
        elif proper and word.text not in _PARTICLES:
            words.append(replace(word, is_name=True))
        else:
            words.append(word)
    return words


def cut(text: str) -> list[str]:
    """Cut a text into words as jieba does; joined they are the text."""
    return list(_segmenter().cut(text))


def _name_parts(phrase: str, names: Collection[str]) -> Iterator[Word]:
    pattern = "|".join(map(re.escape, sorted(filter(None, names), key=lambda name: (-len(name), name))))
    for part in re.split(f"({pattern})", phrase) if pattern else [phrase]:
        if part in names:
            yield Word(part, is_name=True)
        elif part:
            for token in cut(part):
                yield from _word_parts(token)


def _word_parts(token: str) -> Iterator[Word]:
    """Write one token of jieba by the rules for names, ordinals, idioms and long compounds."""
    tag = _tag(token)
    is_name = len(token) > 1 and tag.startswith(_NAME_TAGS)
    if surname := _surname(token, tag):
        yield Word(surname, is_name=True)
        yield Word(token[len(surname) :], is_name=True)
    elif tag.startswith("ns") and len(token) > len("广东") and token[-1] in _PLACE_CLASSES:
        yield Word(token[:-1], is_name=True)
        yield Word(token[-1], is_name=True)
    elif _ORDINAL.fullmatch(token):
        yield Word(token, hyphens=(1,))
    elif len(token) == IDIOM and tag == "i":
        divided = _UNDIVIDED.isdisjoint(token)
        yield Word(token, hyphens=(IDIOM // 2,) if divided else ())
    elif len(token) >= IDIOM and len(parts := _split_compound(token)) > 1:
        for part in parts:
            yield from (replace(word, is_name=word.is_name or is_name) for word in _word_parts(part))
    else:
        yield Word(token, is_name=is_name)


def _surname(token: str, tag: str) -> str:
    """Give the surname of a Chinese personal name, which stands apart: Xí Jìnpíng."""
    if tag not in {"nr", "nrfg"} or not 1 < len(token) <= IDIOM:
        return ""
    if len(token) > 2 and token[:2] in _DOUBLE_SURNAMES:  # noqa: PLR2004
        return token[:2]
    is_chinese = token[0] in _SURNAMES and (tag == "nrfg" or len(token) == IDIOM - 1)
    return token[0] if is_chinese else ""


def _split_compound(token: str) -> list[str]:
    """Split 社会主义 or 全国人民代表大会 into dictionary words of two characters or more, if that can be."""
    if not all(map(is_han, token)):
        return [token]
    lexicon = plain_lexicon()
    best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())]
    for end in range(1, len(token) + 1):
        ways = []
        for start in range(end - 1):
            piece, before = token[start:end], best[start]
            if before and piece != token and (frequency := lexicon.frequency(piece)):
                ways.append((before[0] + log(frequency / lexicon.total), (*before[1], piece)))
        best.append(max(ways, default=None))
    whole = best[-1]
    return list(whole[1]) if whole else [token]


def _tag(word: str) -> str:
    """Look up the part of speech in jieba's dictionary; empty for other words."""
    dictionary = _tagged_dictionary()
    start = dictionary.find(f"\n{word} ".encode())
    if start < 0:
        return ""
    return dictionary[start + 1 : dictionary.find(b"\n", start + 1)].decode().split(" ")[-1].strip()


@cache
def _tagged_dictionary() -> bytes:
    return b"\n" + dictionary_path().read_bytes() + b"\n"


@cache
def _segmenter() -> Segmenter:
    return segmenter()
