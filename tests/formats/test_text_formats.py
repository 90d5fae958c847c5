"""Plain text and Markdown: prose with its way back to the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import DocumentError
from glossary.files import TextFile
from glossary.formats.markdown import read_markdown
from glossary.formats.plain import read_plain
from glossary.formats.reading import read_document
from glossary.text import Span

if TYPE_CHECKING:
    from conftest import WriteFile
    from glossary.document import Document


def markdown(text: str) -> Document:
    return read_markdown(TextFile(text), path="x.md")


def test_emphasis_inside_a_term_yields_one_exact_span() -> None:
    (segment,) = markdown("实施**攀登**计划。\n").segments
    assert segment.text == "实施攀登计划。"
    assert segment.to_original(Span(2, 6)) == Span(4, 10)
    assert not segment.is_verbatim(Span(2, 6))
    assert segment.is_verbatim(Span(2, 4))


def test_markdown_keeps_prose_and_leaves_code_out() -> None:
    text = (
        "---\ntitle: no\n---\n# 标题 #\n\n- 一[链接](http://x/y)二\n- `code`三\n\n```\n代码\n```\n"
        "| 左 | 右 |\n|---|---|\n| 甲 | a\\|b |\n\n<!-- 注释 -->\n\n> 引文 &amp; **强调**\n1. ![图](a.png)\n"
    )
    texts = [segment.text.replace("\ufffc", "□") for segment in markdown(text).segments]
    assert texts == ["标题", "一链接二", "□三", "左", "右", "甲", "a|b", "引文 & 强调", "图"]


def test_lines_of_a_paragraph_join_without_a_blank_between_chinese() -> None:
    assert [s.text for s in markdown("乡村\n振兴\n\nrural\nrevitalization").segments] == [
        "乡村振兴",
        "rural\nrevitalization",
    ]


def test_plain_text_has_a_paragraph_a_line_unless_it_is_wrapped() -> None:
    lines = read_plain(TextFile("　　第一段。\r\n\r\n第二段。\r\n"), path="x").segments
    assert [(s.text, s.line) for s in lines] == [("第一段。", 1), ("第二段。", 3)]
    wrapped = read_plain(
        TextFile("One line that\ngoes on and\nends.\n\nNext paragraph\nhere.\n"), path="x"
    ).segments
    assert [s.text for s in wrapped] == ["One line that\ngoes on and\nends.", "Next paragraph\nhere."]


@given(st.text(alphabet="攀登*_`[]()<!->&;#|\\\n\r 𠀀😀ab。", max_size=60))
def test_every_character_of_markdown_prose_leads_to_its_original(text: str) -> None:
    for segment in markdown(text).segments:
        for index, character in enumerate(segment.text):
            original = segment.to_original(Span(index, index + 1))
            assert original is not None
            written = text[original.start : original.end]
            assert character == written or character in "\n\ufffc" or written[:1] in "\\&"


@given(st.text(max_size=80))
def test_no_text_breaks_the_readers(text: str) -> None:
    read_plain(TextFile(text), path="x")
    markdown(text)


def test_a_giant_line_is_refused(write: WriteFile) -> None:
    path = write("big.txt", "字" * 2_000_001)
    with pytest.raises(DocumentError, match="a line of 2,000,001 characters"):
        read_document(path)
