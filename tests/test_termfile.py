"""Term files: what they say, and every error on its line."""

from __future__ import annotations

import pytest

from glossary.concept import Review, Status, TermType
from glossary.termfile import heading_lines, parse_term_file, split_blocks

FULL = """\
subject = "law"

# 全国人大
[national-peoples-congress]
zh.preferred = "全国人民代表大会"
zh.admitted = [{ term = "人大", type = "abbreviation", pinyin = "Réndà", not_in = ["人大附中"] }]
pinyin = "Quánguó Rénmín Dàibiǎo Dàhuì"
en.preferred = "National People's Congress"
en.admitted = { term = "NPC", type = "abbreviation", case = "sensitive" }
en.deprecated = ["People's Congress of the Nation"]
definition = "…"
source = "Constitution, NPC, 2018"
review = "reviewed"
related = ["other"]
examples.match = ["人大代表"]

[other]
zh = "𠮷"
en = "other"
subject = "finance"
"""


def errors_of(text: str) -> list[str]:
    return [str(error) for error in parse_term_file(text, "x.toml").errors]


def test_every_field_of_a_concept_is_read() -> None:
    first, second = parse_term_file(FULL, "x.toml").concepts
    assert [each.text for each in first.zh] == ["全国人民代表大会", "人大"]
    assert first.zh[0].pinyin == "Quánguó Rénmín Dàibiǎo Dàhuì"
    assert first.zh[1].type is TermType.ABBREVIATION
    assert first.zh[1].not_in == ("人大附中",)
    assert [each.status for each in first.en] == [Status.PREFERRED, Status.ADMITTED, Status.DEPRECATED]
    assert first.en[1].case_sensitive
    assert first.review is Review.REVIEWED
    assert first.source == ("Constitution, NPC, 2018",)
    assert (first.subject, second.subject) == ("law", "finance")
    assert (first.line, second.line) == (4, 17)


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ('zh = "甲"\nen = ""', 4, "[a] en.term is empty"),
        ('zh = "甲"\nen = 3', 4, "[a] en is not a text"),
        ('en = "x"', 2, "[a] no zh designation"),
        ('zh = "甲"\nen = "x"\ncolour = "red"', 5, "[a] unknown key 'colour'"),
        ('zh = ["甲", "乙"]\nen = "x"', 3, "[a] zh has 2 designations"),
        ('zh = "甲"\nen.wrong = "x"', 4, "[a] unknown key 'wrong'"),
        ('zh = "甲"\nen = { term = "x", type = "abbr" }', 4, "[a] en.type cannot be 'abbr'"),
        ('zh = "甲"\nen = { type = "variant" }', 4, "[a] unknown key 'type'"),
        ('zh = "甲"\nen = { term = "x", case = "lower" }', 4, "[a] en.case cannot be 'lower'"),
        ('zh = "甲"\nen = "x"\nreview = "done"', 5, "[a] review cannot be 'done'"),
        ('zh = "甲"\nen = "x"\nexamples = 1', 5, "[a] examples is not a table"),
        ('zh = "甲"\nen.admitted = []', 4, "[a] en.admitted is empty"),
        ('zh = "甲"\nen = "x"\nsource = ["", "ok"]', 5, "[a] source is empty"),
    ],
)
def test_an_error_names_its_line_and_what_is_wrong(body: str, line: int, message: str) -> None:
    file = parse_term_file(f'subject = "x"\n[a]\n{body}\n', "x.toml")
    assert f"x.toml:{line}: {message}" in [
        str(error)[: len(f"x.toml:{line}: {message}")] for error in file.errors
    ]
    assert all(error.hint for error in file.errors)
    assert file.concepts == ()


def test_all_errors_of_a_file_come_at_once_and_good_concepts_survive() -> None:
    text = 'subject = "x"\n[a]\nzh = "甲\nen = "A"\n[good]\nzh = "乙"\nen = "B"\n[a]\nzh = "丙"\nen = "C"\n'
    text += "[b]\nzh = 1\n"
    file = parse_term_file(text, "x.toml")
    assert [error.line for error in file.errors] == [3, 8, 11, 12]
    assert "two concepts named 'a' (the first is on line 2)" in str(file.errors[1])
    assert [concept.id for concept in file.concepts] == ["good"]


@pytest.mark.parametrize("text", ["", "[a]\nzh='甲'\nen='A'\n", "subject = 3\n", "subject = ' '\n"])
def test_a_file_must_name_its_subject(text: str) -> None:
    assert "x.toml:1: the file has no subject" in errors_of(text)


def test_an_id_is_kebab_case() -> None:
    assert any("cannot be an id" in error for error in errors_of('subject="x"\n[Big_Id]\nzh="甲"\nen="A"\n'))


def test_a_stray_key_is_no_concept() -> None:
    (error,) = errors_of('subject="x"\nversion = 3\n')
    assert error == "x.toml:2: 'version' is not a concept"


def test_blocks_give_the_text_back() -> None:
    head, blocks = split_blocks(FULL)
    assert head + "".join(text for _, text in blocks) == FULL
    assert blocks[0][1].startswith("# 全国人大\n[national")
    assert heading_lines(FULL) == {"national-peoples-congress": 4, "other": 17}
