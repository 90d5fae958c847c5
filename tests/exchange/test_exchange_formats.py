from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from exchange_samples import CONCEPTS, FULL, Exchange

from glossary.concept import Concept, Designation
from glossary.errors import ExchangeError
from glossary.exchange.cedict import join_syllables
from glossary.exchange.formats import FORMATS
from glossary.exchange.registry import format_of_file, read_foreign, write_foreign
from glossary.loading import FOREIGN_SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import WriteFile

CEDICT = """# CC-CEDICT
個 个 [ge4] /classifier for people/individual/
旅客 旅客 [lu:3 ke4] /traveler; tourist/CL:個|个[ge4],名[ming2]/
西安 西安 [Xi1 an1] /Xi'an, capital of Shaanxi/
裏 里 [li3] /variant of 裡|里[li3]/
裡 里 [li3] /lining; interior/also written 裏|里/
花兒 花儿 [hua1 r5] /erhua variant of 無|无[wu2]/
broken line
"""


def test_suffixes_of_term_bases_are_those_of_the_formats() -> None:
    assert {suffix for each in FORMATS if each.read for suffix in each.suffixes} == {*FOREIGN_SUFFIXES}


def test_the_content_tells_the_format_where_the_suffix_lies(write: WriteFile) -> None:
    assert format_of_file(write("a.csv", "<?xml version='1.0'?>\n<tbx/>")).name == "tbx"
    assert format_of_file(write("a.txt", CEDICT)).name == "cedict"
    with pytest.raises(ExchangeError, match="no format that can be imported"):
        format_of_file(write("a.pdf", "%PDF"))


def test_cedict_gives_both_scripts_marks_and_notes(write: WriteFile) -> None:
    imported = read_foreign(write("c.u8", CEDICT))
    concepts = {each.zh[-1].text: each for each in imported.concepts}
    traveler = concepts["旅客"]
    assert [each.text for each in traveler.en] == ["traveler", "tourist"]
    assert (traveler.zh[0].pinyin, traveler.note) == ("lǚkè", "classifier: 个 (gè), 名 (míng)")
    assert [(each.text, each.language) for each in concepts["個"].zh] == [
        ("个", "zh-Hans"),
        ("個", "zh-Hant"),
    ]
    assert concepts["西安"].zh[0].pinyin == "Xī'ān"
    assert [each.text for each in concepts["裏"].en] == ["lining", "interior"]
    assert concepts["裏"].note == "variant of 里 (lǐ)"
    assert imported.account.skipped == {"no English designation": 1, "line that is no entry": 1}
    assert imported.account.problems[0].line == 8


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("nu:3 er2", "nǚ'ér"),
        ("hua1 r5", "huār"),
        ("Li3 Bai2", "Lǐ Bái"),
        ("san1 C", "sān C"),
        ("he2 tong5", "hétong"),
    ],
)
def test_tone_numbers_become_marks(numbered: str, marked: str) -> None:
    assert join_syllables(numbered) == marked


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ("[" * 100_000, "not JSON"),
        ('{"id": "a"}', "needs Chinese"),
        ('{"zh": [], "en": []}', "'id' is missing"),
        (
            '{"id": "a", "zh": [{"term": 1, "language": "zh", "status": "preferred"}], "en": []}',
            "'term' is not a text",
        ),
        (
            '{"id": "a", "zh": [{"term": "x", "language": "zh", "status": "best"}], "en": []}',
            "cannot be 'best'",
        ),
        ('{"id": "a", "zh": "x", "en": []}', "not a list"),
        ('{"id": "a", "wrong": 1, "zh": [], "en": []}', "unknown key 'wrong'"),
    ],
)
def test_json_lines_that_are_no_concepts_are_refused_with_their_line(
    write: WriteFile, line: str, message: str
) -> None:
    path = write("a.jsonl", f'{{"format": "glossary", "version": 1}}\n{line}\n')
    with pytest.raises(ExchangeError, match=message) as caught:
        read_foreign(path)
    assert caught.value.line == 2


def test_a_later_version_of_json_lines_is_refused(write: WriteFile) -> None:
    with pytest.raises(ExchangeError, match="version 2"):
        read_foreign(write("a.jsonl", '{"format": "glossary", "version": 2}\n'))


def test_json_lines_are_one_object_a_line(tmp_path: Path) -> None:
    path, _ = Exchange(tmp_path).write(CONCEPTS, "jsonl")
    head, *records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert head == {"format": "glossary", "version": 1}
    assert [record["id"] for record in records] == [each.id for each in CONCEPTS]


def test_prompts_name_what_is_never_used() -> None:
    text = b"".join(write_foreign(CONCEPTS, "prompt")[0]).decode()
    row = next(line for line in text.splitlines() if "全国人民代表大会" in line)
    assert row.endswith("| National People's Congress | People's Parliament <&> \"quoted\" |")
    assert "\\|甲" in text  # a bar within a cell


def test_anki_notes_have_five_fields_and_no_live_markup() -> None:
    lines = b"".join(write_foreign(CONCEPTS, "anki")[0]).decode().splitlines()
    notes = [line for line in lines if not line.startswith("#")]
    assert all(len(note.split("\t")) == 5 for note in notes)
    assert "&lt;b&gt;" in notes[0]
    assert "Quánguó" in notes[0]


def test_the_page_is_whole_and_escapes_everything() -> None:
    hostile = Concept(
        '"><img src=x onerror=alert(1)>',
        (Designation("<script>甲", "zh-Hans"), Designation("</script>&", "en")),
        subject="<s>",
        note="@@ROWS@@ </td>",
    )
    page = b"".join(write_foreign((FULL, hostile), "html")[0]).decode()
    assert "<img" not in page
    assert page.count("<script") == page.count("</script>") == 1
    assert "&lt;script&gt;甲" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    for needed in (
        "lang=zh",
        'role="search"',
        'aria-live="polite"',
        "scope=row",
        "prefers-color-scheme",
        "@media print",
    ):
        assert needed in page
    assert page.count("<tr id=") == 2


def test_formats_that_only_go_one_way_say_so(write: WriteFile) -> None:
    with pytest.raises(ExchangeError, match="can only be exported"):
        read_foreign(write("a.html", ""), format_name="html")
    with pytest.raises(ExchangeError, match="can only be imported"):
        write_foreign(CONCEPTS, "cedict")
    with pytest.raises(ExchangeError, match="no format 'x'"):
        write_foreign(CONCEPTS, "x")
