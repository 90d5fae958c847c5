"""Rules on what stands behind an entry: sources, definitions, house spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from glossary.concept import Concept, Review
from glossary.coverage import has_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.lint.rule import Problem

# Title, publisher, date; an address may follow, and must where the page bears no date of its own.
SOURCE: Final = re.compile(
    r".+, .+, (\d{4}(-\d{4})?|\d{4}-\d{2}|\d{4}-\d{2}-\d{2}|undated(?=, https?://))(, https?://\S+)?"
)
NUMERALS: Final = "一二两三四五六七八九十百千"
NUMERAL_PHRASE: Final = re.compile(
    f"(“[^”]*[{NUMERALS}\\d][^”]*”|[{NUMERALS}]+[个大项种类条][\u4e00-\u9fff]{{1,6}})"
)
# British forms against the house spelling (American, as in the official reports); proper names are exempt.
BRITISH: Final = {
    "centre": "center",
    "centres": "centers",
    "programme": "program",
    "programmes": "programs",
    "labour": "labor",
    "defence": "defense",
    "modernisation": "modernization",
    "urbanisation": "urbanization",
    "globalisation": "globalization",
    "industrialisation": "industrialization",
    "organisation": "organization",
    "organisations": "organizations",
    "utilisation": "utilization",
    "liberalisation": "liberalization",
    "digitalisation": "digitalization",
    "optimise": "optimize",
    "behaviour": "behavior",
    "neighbourhood": "neighborhood",
    "fibre": "fiber",
    "licence": "license",
    "catalogue": "catalog",
    "ageing": "aging",
    "licences": "licenses",
}
ORGAN_ENDING: Final = re.compile(r"(部|委员会|总局|办公厅|国务院|人民法院|人民检察院)$")


def reviewed_without_source(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """`reviewed` says that somebody saw the wording in print: the source tells where."""
    for concept in concepts:
        if concept.review is Review.REVIEWED and not has_source(concept):
            yield (
                concept,
                "reviewed, but no source",
                'name where the wording was published, or set review = "draft"',
            )


def source_form(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A source reads `Title, publisher, date`, with an address where there is one, so that it can be followed."""
    for concept in concepts:
        for source in concept.source:
            if not SOURCE.fullmatch(source):
                hint = 'write "Title, publisher, YYYY-MM-DD, https://…"; "undated" for a page without a date'
                yield concept, f"source '{source}' lacks a publisher or a date", hint


def undefined_numerals(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A numeral phrase (三个代表, “1+1+9”) is opaque without its items: the definition or a note lists them."""
    for concept in concepts:
        if concept.definition or concept.note or concept.preferred_zh is None:
            continue
        if NUMERAL_PHRASE.fullmatch(concept.preferred_zh.text):
            yield (
                concept,
                f"{concept.preferred_zh.text} has no definition",
                "list what the numeral stands for",
            )


def organ_capitals(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Names of organs are proper names: Ministry of Finance, not ministry of finance."""
    for concept in concepts:
        zh, en = concept.preferred_zh, concept.preferred_en
        if zh is None or en is None or not concept.subject.endswith("organs"):
            continue
        # The last word of the pinyin tells a name (Cáizhèng Bù) from a kind (dìfāng wěiyuánhuì).
        is_name = (zh.pinyin or " ").split(" ")[-1][:1].isupper()
        if is_name and ORGAN_ENDING.search(zh.text) and en.text[:1].islower():
            yield concept, f"'{en.text}' is an organ and begins with a small letter", "capitalise the name"


def british_spelling(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """The house spelling is American, as in the official reports; names and regional wordings are exempt."""
    for concept in concepts:
        for designation in concept.en:
            if not designation.status.is_accepted or designation.region or designation.language != "en":
                continue
            for word in re.findall(r"\b[a-z]+\b", designation.text):
                if word in BRITISH:
                    what = f"'{designation.text}' has the British '{word}'"
                    yield concept, what, f"write '{BRITISH[word]}', or give the designation a region"


def unexplained_deprecation(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A translator obeys a struck-out designation sooner when a note says what is wrong with it."""
    for concept in concepts:
        for designation in concept.designations:
            if not designation.status.is_accepted and not designation.note:
                yield (
                    concept,
                    f"'{designation.text}' is {designation.status} without a note",
                    "say why in a note",
                )
