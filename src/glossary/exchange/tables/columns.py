"""Which column of a table holds what: by its heading in English or Chinese, or by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, TRADITIONAL_CHINESE, Status
from glossary.errors import ExchangeError
from glossary.exchange.language import PINYIN, normalize_language
from glossary.text import has_han

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ATTRIBUTES: Final = ("pinyin", "type", "note", "authority", "region", "since", "until", "case")
CONCEPT_HEADINGS: Final = {
    "id": "id term_id termid concept_id entry_id 编号 条目编号 术语编号",
    "subject": "subject domain category field subject_field subjectfield topic 领域 学科 类别 分类 主题 专业",
    "definition": "definition definitions description meaning explanation 定义 释义 解释 含义",
    "note": "note notes comment comments remark remarks usage_note translator_comments developer_comments "
    "备注 注释 说明 注 批注",
    "context": "context example examples usage example_of_use example_sentence sentence 语境 上下文 例句 示例 用例",
    "source": "reference references source_of_term provenance citation 来源 出处 依据 参考",
    "review": "review review_status 审核 审校 审核状态",
    "related": "related see_also 相关 参见",
    "superseded_by": "superseded_by replaced_by 被替代",
    "match": "example_match examples_match",
    "no_match": "example_no_match examples_no_match",
}
TERM_HEADINGS: Final = {
    "status": "status term_status usage_status administrative_status 状态 术语状态 使用状态",
    "forbidden": "forbidden flags 禁用",
    "type": "type term_type 类型 术语类型",
    "region": "region country geographical_usage 地区 使用地区",
    "authority": "authority 发布机构 审定机构",
    "pinyin": "pinyin hanyu_pinyin 拼音 汉语拼音 reading",
}
# Source and target: which of them is Chinese, the cells tell.
PAIR_HEADINGS: Final = frozenset(
    "source target term translation source_term target_term sourceentry targetentry translated original "  # noqa: SIM905
    "原文 译文 翻译 术语 词条 译名 名称".split()
)
LANGUAGES: Final = {
    CHINESE: "chinese_term term_zh zh_term 中文术语 中文名称 中文名 中文译文 中文词条",
    TRADITIONAL_CHINESE: "繁体术语 繁體術語",
    ENGLISH: "english_term term_en en_term 英文术语 英文名称 英文名 英文译文 英译 英文翻译 英语译文 英文对应词",
}
LANGUAGE_HEADINGS: Final = {word: tag for tag, words in LANGUAGES.items() for word in words.split()}
KNOWN: Final = {
    word: name
    for headings in (CONCEPT_HEADINGS, TERM_HEADINGS)
    for name, words in headings.items()
    for word in words.split()
}
OURS: Final = re.compile(
    rf"(?P<language>\S+?)(?: (?P<status>{'|'.join(Status)}))?(?: (?P<attribute>{'|'.join(ATTRIBUTES)}))?"
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        name: `term`, an attribute of a designation, or a field of a concept.
        language: of the designations that it holds or describes; empty for fields of concepts.
        status: of these designations, where the heading says it.
    """

    name: str
    language: str = ""
    status: Status | None = None

    @property
    def is_of_term(self) -> bool:
        """Does it hold or describe designations?"""
        return bool(self.language)

    def __str__(self) -> str:
        words = [self.language, self.status or "", "" if self.name == "term" else self.name]
        return " ".join(filter(None, words))


def guess_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Guess from the headings, and where they are vague from the rows below, what the columns hold."""
    columns: dict[int, Column] = {}
    vague: list[int] = []
    for place, heading in enumerate(headings):
        key = _key(heading)
        column = column_named(heading)
        if column is not None:
            columns[place] = column
        elif key in PAIR_HEADINGS:
            vague.append(place)
    languages = {column.language[:2] for column in columns.values() if column.name == "term"}
    for place in vague:
        language = _language_of(rows, place)
        if language and language[:2] not in languages:
            columns[place] = Column("term", language)
            languages.add(language[:2])
        elif _key(headings[place]) == "source":
            columns[place] = Column("source")
    return columns


def guess_headerless(rows: Sequence[Sequence[str]]) -> dict[int, Column]:
    """Guess the columns of a table without headings: Chinese, English, then a note."""
    width = max(map(len, rows), default=0)
    languages = {place: _language_of(rows, place) for place in range(min(width, 3))}
    chinese = next((place for place, each in languages.items() if each == CHINESE), None)
    english = next((place for place, each in languages.items() if each == ENGLISH), None)
    if chinese is None or english is None:
        return {}
    columns = {chinese: Column("term", CHINESE), english: Column("term", ENGLISH)}
    note = max(chinese, english) + 1
    return columns | ({note: Column("note")} if note < width else {})


def mapped_columns(
    headings: Sequence[str], wanted: Mapping[str, str], guessed: Mapping[int, Column]
) -> dict[int, Column]:
    """Let the user's words (heading, letter or number of a column, to a name) prevail over the guess.

    Raises:
        ExchangeError: there is no such column, or no such name.
    """
    columns = dict(guessed)
    for heading, name in wanted.items():
        place = find_column(headings, heading)
        if place is None:
            raise ExchangeError(
                f"there is no column '{heading}'",
                hint="the columns are: " + ", ".join(_shown(each) for each in headings if each.strip()),
            )
        if name in ("", "-", "none"):
            columns.pop(place, None)
            continue
        column = column_named(name)
        if column is None:
            raise ExchangeError(
                f"'{name}' is nothing that a column can hold",
                hint=f"use zh, en, a language tag, {', '.join([*CONCEPT_HEADINGS, *TERM_HEADINGS])}, or - for nothing",
            )
        columns = {
            at: each for at, each in columns.items() if each != column or each.name in ("note", "term")
        }
        columns[place] = column
    return columns


def find_heading(headings: Sequence[str], name: str) -> int | None:
    """Find a column by its heading, or by the first line of its heading."""
    wanted = _key(name)
    for readings in ([_key(each) for each in headings], [_key(each.split("\n")[0]) for each in headings]):
        if wanted and wanted in readings:
            return readings.index(wanted)
    return None


def find_column(headings: Sequence[str], name: str) -> int | None:
    """Find a column by its heading, its letter (`B`) or its number (`2`)."""
    if (place := find_heading(headings, name)) is not None:
        return place
    if name.isascii() and name.isdecimal() and 0 < int(name) <= len(headings):
        return int(name) - 1
    if re.fullmatch(r"[A-Za-z]{1,2}", name):
        number = 0
        for letter in name.upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        return number - 1 if number <= len(headings) else None
    return None


def column_named(heading: str) -> Column | None:
    """Understand one heading; None where it says nothing."""
    key = _key(heading)
    if key in KNOWN:
        name = KNOWN[key]
        if name == "pinyin":
            return Column(name, CHINESE)
        return Column(name, ENGLISH) if name in TERM_HEADINGS else Column(name)
    if key in LANGUAGE_HEADINGS:
        return Column("term", LANGUAGE_HEADINGS[key])
    tag = normalize_language(heading)
    if tag is not None:
        return Column("pinyin", CHINESE) if tag == PINYIN else Column("term", tag)
    match = OURS.fullmatch(heading.strip())
    if match and (tag := normalize_language(match["language"])):
        status = Status(match["status"]) if match["status"] else None
        return Column(match["attribute"] or "term", tag, status)
    return None


def has_both_languages(columns: Mapping[int, Column]) -> bool:
    """Is there a column of Chinese and one of English terms?"""
    terms = {column.language[:2] for column in columns.values() if column.name == "term"}
    return {"zh", "en"} <= terms


def _language_of(rows: Sequence[Sequence[str]], place: int) -> str:
    cells = [row[place] for row in rows if place < len(row) and row[place].strip()]
    if not cells:
        return ""
    chinese = sum(map(has_han, cells))
    if chinese * 2 > len(cells):
        return CHINESE
    return ENGLISH if any(any(map(str.isalpha, cell)) for cell in cells) else ""


def _key(heading: str) -> str:
    words = re.sub(r"[\s_\-]+", "_", heading.strip().lower().removeprefix("\ufeff"))
    return words.strip("_*:：")


def _shown(heading: str) -> str:
    return " ".join(heading.split())[:40]
