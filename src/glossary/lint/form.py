"""Rules on how values are written: blanks, widths, order, pinyin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.concept import Concept, Designation
    from glossary.lint.rule import Problem

FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
ARTICLE = re.compile(r"(the|a|an)\s+[A-Za-z]", re.IGNORECASE)


def tidy(text: str) -> str:
    """Mend blanks at the ends and in runs, and full-width letters and digits."""
    narrowed = FULL_WIDTH.sub(lambda match: chr(ord(match[0]) - 0xFEE0), text)
    return re.sub(r"[ \t\u00a0\u3000]+", " ", narrowed).strip()


def tidy_concept(concept: Concept) -> Concept:
    """Mend the blanks and widths of all designations of a concept."""
    return replace(concept, designations=tuple(_tidy_designation(each) for each in concept.designations))


def _tidy_designation(designation: Designation) -> Designation:
    pinyin = None if designation.pinyin is None else tidy(designation.pinyin)
    return replace(designation, text=tidy(designation.text), pinyin=pinyin)


def stray_whitespace(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A blank at the end of a designation, or two in a row, never matches what a text writes."""
    for concept in concepts:
        for designation in concept.designations:
            for value in (designation.text, designation.pinyin or ""):
                if value != " ".join(re.split(r"[ \t\u00a0\u3000]+", value)).strip():
                    yield concept, f"stray blanks in '{value}'", "delete them, or run: glossary lint --fix"


def full_width(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Full-width letters and digits (ＡＩ, ５Ｇ) are matched in texts anyway; term files use AI and 5G."""
    for concept in concepts:
        for designation in concept.designations:
            for value in (designation.text, designation.pinyin or ""):
                if FULL_WIDTH.search(value):
                    hint = f"write '{tidy(value)}', or run: glossary lint --fix"
                    yield concept, f"full-width letters in '{value}'", hint


def unsorted_ids(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Concepts of a file stand in the order of their ids, so that two people adding terms seldom collide."""
    previous: dict[str | None, str] = {}
    for concept in concepts:
        before = previous.get(concept.path, "")
        if concept.path is not None and concept.path.endswith(".toml") and concept.id < before:
            yield concept, f"stands after '{before}'", "move it up, or run: glossary lint --fix"
        else:
            previous[concept.path] = concept.id


def missing_pinyin(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Every Chinese designation carries its pinyin: a reader must be able to say it."""
    for concept in concepts:
        for designation in concept.zh:
            if not designation.pinyin:
                hint = "add it; a proposal is made by: glossary lint --fix"
                yield concept, f"no pinyin for {designation.text}", hint


def impossible_pinyin(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A syllable that a character never has is a slip of the pen (dictionary readings, no tone sandhi)."""
    from glossary.pinyin import impossible_syllables

    for concept in concepts:
        for designation in concept.zh:
            if not designation.pinyin:
                continue
            wrong = impossible_syllables(designation.text, designation.pinyin)
            if wrong:
                what = f"'{designation.pinyin}' cannot be read from {designation.text}: {', '.join(map(str, wrong))}"
                yield concept, what, "correct the syllable, or the character"


def leading_article(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """English designations stand without an article, so that they are found and sorted under their first word."""
    for concept in concepts:
        for designation in concept.en:
            if ARTICLE.match(designation.text) and designation.status.is_accepted:
                yield concept, f"'{designation.text}' begins with an article", "leave the article out"


def final_period(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A designation is no sentence: no period, comma or semicolon at its end."""
    for concept in concepts:
        for designation in concept.designations:
            ends_badly = designation.text.endswith((",", ";", "。", "，", "；"))
            if ends_badly or re.search(r"[a-z]{3}\.$", designation.text):
                yield concept, f"'{designation.text}' ends with punctuation", "delete the mark"
