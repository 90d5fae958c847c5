"""What imported terms often need: pinyin, and freedom from the marks of the document they came from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from glossary.concept import Review
from glossary.text import has_han

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from glossary.concept import Concept, Designation
    from glossary.exchange.account import Account

TAG: Final = r"</?(?:b|i|u|em|strong|span|font|p|br|div|a|sup|sub)(?: [^<>]*)?/?>"
MARKUP: Final = re.compile(rf"\*\*|__(?=\S)|(?<=\S)__|:::|`+|^#+\s+|{TAG}|^[*•·]\s+")
NUMBERING: Final = re.compile(
    r"^(?:\(?\d{1,3}[.、．)）](?!\d)\s*|（[一二三四五六七八九十\d]{1,3}）\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,3}、\s*)"
)
# A period belongs to abbreviations (U.S., Co.); after a longer word it is the end of a sentence.
PUNCTUATION: Final = re.compile(r"[。，；、：,;:]+$|(?<=[a-z]{4})\.$")
BLEMISHES: Final = (("markup", MARKUP), ("numbering", NUMBERING), ("final punctuation", PUNCTUATION))


def blemishes(text: str) -> list[str]:
    """Name what of a term comes from a document: markup, numbering, final punctuation."""
    return [name for name, pattern in BLEMISHES if pattern.search(text)]


def cleaned(text: str) -> str:
    """Take markup, numbering and final punctuation off a term; what would be empty stays."""
    clean = text
    for _, pattern in BLEMISHES:
        clean = pattern.sub("", clean).strip()
    return clean or text


def report_blemishes(concept: Concept, account: Account, *, clean: bool) -> Concept:
    """Note the blemishes of all designations, and mend them if asked to."""
    mended: list[Designation] = []
    for designation in concept.designations:
        found = blemishes(designation.text)
        if found:
            better = cleaned(designation.text)
            outcome = f"cleaned to '{better}'" if clean else "kept; clean it with --clean"
            account.problem(f"{' and '.join(found)} in '{designation.text}': {outcome}", concept.line)
            mended.append(replace(designation, text=better) if clean else designation)
        else:
            mended.append(designation)
    return replace(concept, designations=tuple(_distinct(mended))) if clean else concept


def propose_pinyin(concept: Concept, *, known: Collection[str] = ()) -> tuple[Concept, int]:
    """Propose the missing pinyin of a concept and mark it a draft; tell how many readings were proposed.

    Args:
        concept: the concept.
        known: designations that are left as they are.
    """
    from glossary.pinyin import propose

    is_name = concept.preferred_en is not None and concept.preferred_en.text[:1].isupper()
    count = 0
    designations = []
    for each in concept.designations:
        if each.is_chinese and not each.pinyin and each.text not in known and has_han(each.text):
            designations.append(replace(each, pinyin=propose(each.text, proper=is_name)))
            count += 1
        else:
            designations.append(each)
    if not count:
        return concept, 0
    return replace(concept, designations=tuple(designations), review=Review.DRAFT), count


def _distinct(designations: list[Designation]) -> Iterator[Designation]:
    seen: set[tuple[str, str]] = set()
    for each in designations:
        if (each.language, each.text) not in seen:
            seen.add((each.language, each.text))
            yield each
