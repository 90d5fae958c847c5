from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from exchange_samples import CONCEPTS, Exchange
from hypothesis import given
from hypothesis import strategies as st

from glossary.concept import Concept, Designation, Status
from glossary.errors import ExchangeError
from glossary.exchange.registry import ReadOptions, read_foreign, write_foreign
from glossary.exchange.tables.cells import join_values, neutralize, restore, split_values
from glossary.loading import read_foreign as read_table

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import WriteFile

ROW = "攀登计划\tClimbing Plan\tnote\n"


def texts(concept: Concept) -> list[str]:
    return [each.text for each in concept.designations]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "中文,英文,备注\r\n攀登计划,Climbing Plan,note\r\n"),
        ("a.csv", "English;Chinese (Simplified);Comments\nClimbing Plan;攀登计划;note\n"),
        ("a.csv", "source,target,note\nClimbing Plan,攀登计划,note\n"),
        ("a.csv", "术语|译文|说明\n攀登计划|Climbing Plan|note\n"),
        ("a.csv", "Climbing Plan,攀登计划,note\n"),
        ("a.csv", '"zh-CN","en-US","note"\r"攀登计划","Climbing Plan","note"\r'),
        ("a.tsv", "zh\ten\tnote\r\n" + ROW),
        ("a.tsv", ROW),
        ("a.txt", "# comment\n" + ROW),
    ],
)
def test_columns_are_found_whatever_they_are_called(write: WriteFile, name: str, content: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        (concept,) = read_foreign(write(name, content.encode(encoding))).concepts
        assert texts(concept) == ["攀登计划", "Climbing Plan"]
        assert concept.note == "note"


def test_the_guess_and_the_columns_that_were_not_read_are_in_the_account(write: WriteFile) -> None:
    account = read_foreign(write("a.csv", "中文,英文,页码\n甲,A,7\n乙,B,\n丙,C,9\n")).account
    assert account.mapped["column", "中文"] == "zh-Hans"
    assert account.lost == {"column 页码": 2}


def test_the_user_names_columns_by_heading_letter_or_number(write: WriteFile) -> None:
    path = write("a.csv", "x,y,z\n甲,A,n1\n乙,B,n2\n")
    for columns in ({"x": "zh", "y": "en", "z": "note"}, {"A": "zh", "B": "en", "3": "note"}):
        concepts = read_foreign(path, options=ReadOptions(columns=columns)).concepts
        assert [texts(each) for each in concepts] == [["甲", "A"], ["乙", "B"]]
        assert concepts[0].note == "n1"
    with pytest.raises(ExchangeError, match="no column 'w'") as caught:
        read_foreign(path, options=ReadOptions(columns={"w": "zh"}))
    assert "x, y, z" in (caught.value.hint or "")


def test_a_row_of_terms_that_looks_like_headings_is_no_heading(write: WriteFile) -> None:
    concepts = read_foreign(write("a.tsv", "甲\tA\n中文\tEnglish\n乙\tB\n")).concepts
    assert [each.en[0].text for each in concepts] == ["A", "English", "B"]


def test_several_terms_in_a_cell_are_told_apart_by_the_separator(write: WriteFile) -> None:
    path = write("a.csv", "zh,en\n甲；乙,A；B；C\n")
    (concept,) = read_foreign(path, options=ReadOptions(separator="；")).concepts
    assert texts(concept) == ["甲", "乙", "A", "B", "C"]
    assert [each.status for each in concept.en] == [Status.PREFERRED, Status.ADMITTED, Status.ADMITTED]


def test_status_columns_keep_forbidden_terms_out(write: WriteFile) -> None:
    for heading, cell in (
        ("status", "forbidden"),
        ("状态", "禁用"),
        ("Forbidden", "yes"),
        ("flags", "forbidden"),
    ):
        (concept,) = read_foreign(write("a.csv", f"zh,en,{heading}\n甲,A,{cell}\n")).concepts
        assert concept.en[0].status is Status.DEPRECATED


def test_rows_without_chinese_or_english_are_counted(write: WriteFile) -> None:
    imported = read_foreign(write("a.csv", "zh,en\n甲,A\n乙,\n,C\n\n"))
    assert imported.account.skipped == {"no English designation": 1, "no Chinese designation": 1}
    assert imported.account.concepts_read == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("zh,en\n甲," + "A" * 1_000_001, "more than a million"),
        ('zh,en\n甲,"' + "A\n" * 600_000, "more than a million"),
        ("zh,fr\n甲,A\n", "no concept has both Chinese and English|no columns of Chinese and English"),
        ("1,2\n3,4\n", "no columns of Chinese and English"),
        ("", "no concept was found"),
    ],
)
def test_tables_without_terms_or_limits_are_refused(write: WriteFile, content: str, message: str) -> None:
    with pytest.raises(ExchangeError, match=message) as caught:
        read_foreign(write("a.csv", content))
    assert caught.value.hint


def test_a_cell_of_any_size_is_refused_without_reading_it_all(write: WriteFile) -> None:
    path = write("a.csv", b"zh,en\n\xe7\x94\xb2,")
    with path.open("ab") as stream:
        stream.truncate(1 << 30)  # a gigabyte of NULs, sparse on the disk
    with pytest.raises(ExchangeError, match=r"more than a million|binary"):
        read_foreign(path, options=ReadOptions(encoding="utf-8"))


@given(st.text())
def test_neutralised_cells_come_back_and_never_begin_a_formula(text: str) -> None:
    assert restore(neutralize(text)) == text
    assert neutralize(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@given(st.lists(st.text().map(str.strip).filter(bool), min_size=1))
def test_values_in_a_cell_come_back(values: list[str]) -> None:
    assert split_values(join_values(values)) == values


def test_exported_cells_run_as_no_formula(tmp_path: Path) -> None:
    path, _ = Exchange(tmp_path).write(CONCEPTS, "csv")
    cells = [cell for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))) for cell in row]
    assert "'-5G @network" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]
    path, _ = Exchange(tmp_path).write(CONCEPTS, "xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    kinds = {
        cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert kinds["-5G @network"] == "s"
    assert "f" not in kinds.values()


def test_our_workbooks_are_made_for_reading(tmp_path: Path) -> None:
    path, _ = Exchange(tmp_path).write(CONCEPTS, "xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    headings = [str(cell.value) for cell in sheet[1]]
    assert headings[:5] == ["id", "subject", "zh", "pinyin", "zh admitted"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    deprecated = sheet.cell(2, headings.index("en deprecated") + 1)
    assert deprecated.fill.start_color.rgb.endswith("F8CBAD")
    assert sheet.column_dimensions["C"].width > 20


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_the_sheet_and_the_row_with_the_headings_are_found(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        Info=[["Title"], ["Date", dt.date(2025, 1, 2)]],
        Terms=[
            ["Glossary 2025"],
            [],
            ["No", "中文", "English"],
            [1, "甲", "A"],
            [],
            [2, "乙", None],
            [3, "丙", 5.0],
        ],
    )
    imported = read_foreign(path)
    assert [texts(each) for each in imported.concepts] == [["甲", "A"], ["丙", "5"]]
    assert "read the sheet 'Terms'" in imported.account.remarks
    assert "sheets not read: Info" in imported.account.remarks
    with pytest.raises(ExchangeError, match="no sheet 'X'") as caught:
        read_foreign(path, options=ReadOptions(sheet="X"))
    assert "Info, Terms" in (caught.value.hint or "")


def test_merged_cells_count_for_each_row_and_dates_are_reported(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        T=[
            ["zh", "en", "subject"],
            ["甲", "A", "law"],
            ["乙", "B", None],
            [dt.date(2025, 3, 15), "C", None],
        ],
    )
    book = openpyxl.load_workbook(path)
    book["T"].merge_cells("C2:C3")
    book.save(path)
    imported = read_foreign(path)
    assert [each.subject for each in imported.concepts] == ["law", "law", "a"]
    assert imported.concepts[2].zh[0].text == "2025-03-15"
    assert [(each.line, "3-15" in each.message) for each in imported.account.problems] == [(4, True)]


def test_archives_that_explode_or_declare_entities_are_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "a.xlsx", T=[["zh", "en"], ["甲", "A"]])
    bomb, evil, lone = tmp_path / "bomb.xlsx", tmp_path / "evil.xlsx", tmp_path / "text.xlsx"
    with zipfile.ZipFile(good) as source:
        members = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name, data)
        target.writestr("xl/big.xml", b" " * 40_000_000)
    with zipfile.ZipFile(evil, "w") as target:
        for name, data in members.items():
            bad = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            target.writestr(name, data.replace(b"<worksheet", bad + b"<worksheet", 1))
    lone.write_text("no archive", encoding="utf-8")
    for path, message in ((bomb, "unpacks to"), (evil, "DOCTYPE"), (lone, "not an XLSX workbook")):
        with pytest.raises(ExchangeError, match=message):
            read_foreign(path)


@pytest.mark.parametrize("name", ["deepl", "google", "aws", "weblate", "omegat"])
def test_lists_of_pairs_can_be_read_again(tmp_path: Path, name: str) -> None:
    concept = Concept("a", (Designation("甲", "zh-Hans"), Designation("A, b", "en")), subject="s")
    imported, account = Exchange(tmp_path).round_trip([concept], name)
    assert texts(imported.concepts[0]) == ["甲", "A, b"]
    assert account.lost == {"id": 1, "subject": 1}


def test_no_list_of_pairs_offers_a_deprecated_term_or_one_source_twice() -> None:
    twin = Concept("b", (Designation("人大", "zh-Hans"), Designation("X", "en")))
    for name in ("deepl", "google", "aws", "weblate", "omegat", "anki"):
        pieces, account = write_foreign((*CONCEPTS, twin), name)
        text = b"".join(pieces).decode()
        assert "People's Parliament" not in text or "never: " in text
        assert account.lost["deprecated English"] == (0 if name == "anki" else 1)
        if name in ("deepl", "google", "aws", "weblate"):
            assert sum(line.startswith("人大,") for line in text.splitlines()) == 1
            assert account.skipped == {"Chinese designation that another concept has, too": 1}


def test_pontoon_marks_forbidden_terms_and_they_come_back_forbidden(tmp_path: Path) -> None:
    imported, _ = Exchange(tmp_path).round_trip(CONCEPTS[:1], "pontoon")
    statuses = {each.en[0].text[:8]: each.en[0].status for each in imported.concepts}
    assert statuses["People's"] is Status.DEPRECATED
    assert statuses["National"] is Status.PREFERRED


def test_the_contract_of_plain_lists_holds(write: WriteFile) -> None:
    (concept,) = read_table(write("c.tsv", "\ufeff人大|全国人大\tNational People's Congress|NPC\tabbr\n"))
    assert texts(concept) == ["人大", "全国人大", "National People's Congress", "NPC"]
    assert (concept.id, concept.subject, concept.note, concept.line) == (
        "national-peoples-congress",
        "c",
        "abbr",
        1,
    )
