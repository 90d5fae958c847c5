from __future__ import annotations

import json
from typing import TYPE_CHECKING

from glossary.cli.app import run
from glossary.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from conftest import Program, WriteFile

LIST = "中文,英文,状态,页码\n攀登计划,Ascent Plan,,3\n新质生产力,new productivity,forbidden,4\n"


def test_import_shows_the_guess_the_account_and_the_changes(program: Program, write: WriteFile) -> None:
    write("client.csv", LIST)
    done = program("import", "client.csv", "-o", "client.toml")
    assert done.code == 0
    assert "new          ascent-plan  攀登计划  Ascent Plan" in done.out
    assert "2 new, 0 changed, 0 unchanged, 0 conflicting" in done.out
    assert "client.csv: 2 concepts with 4 designations imported of 2 with 4" in done.err
    assert "中文 = zh-Hans" in done.err
    assert "no place for: 2 × column 页码" in done.err
    text = (program.folder / "client.toml").read_text(encoding="utf-8")
    assert 'en.deprecated = "new productivity"' in text
    assert 'pinyin = "xīnzhì shēngchǎnlì"' in text
    assert 'review = "draft"' in text
    again = program("import", "client.csv", "-o", "client.toml")
    assert "0 new, 0 changed, 2 unchanged, 0 conflicting" in again.out
    assert (program.folder / "client.toml").read_text(encoding="utf-8") == text


def test_conflicts_need_an_answer(program: Program, write: WriteFile, terms_file: Path) -> None:
    write("client.csv", LIST)
    before = terms_file.read_text(encoding="utf-8")
    done = program("import", "client.csv", "-o", str(terms_file))
    assert (done.code, done.out) == (2, "")
    assert "'climbing-plan' differs from the import" in done.err
    assert "--on-conflict" in done.err
    shown = program("import", "client.csv", "-o", str(terms_file), "--dry-run")
    assert shown.code == 0
    assert "preferred English: ours 'Climbing Plan', theirs 'Ascent Plan'" in shown.out
    assert terms_file.read_text(encoding="utf-8") == before
    assert program("import", "client.csv", "-o", str(terms_file), "--on-conflict", "both").code == 0
    concept = Glossary.load([terms_file]).by_id["climbing-plan"]
    assert [each.text for each in concept.en] == ["Climbing Plan", "Ascent Plan"]
    assert terms_file.read_text(encoding="utf-8").startswith("# 样例 · Sample\n")


def test_strict_imports_and_exports_write_nothing_when_something_is_lost(
    program: Program, write: WriteFile
) -> None:
    write("client.csv", LIST)
    done = program("import", "client.csv", "-o", "client.toml", "--strict", "--report", "r.json")
    assert done.code == 2
    assert "something would be lost" in done.err
    assert not (program.folder / "client.toml").exists()
    report = json.loads((program.folder / "r.json").read_text(encoding="utf-8"))
    assert report["version"] == 1
    assert report["files"][0]["lost"] == {"column 页码": 2}
    done = program("export", "out.csv", "--strict")
    assert done.code == 2
    assert "not_in of a designation" in done.err
    assert not (program.folder / "out.csv").exists()
    assert program("export", "out.tbx", "--strict").code == 0


def test_without_a_place_to_write_to_the_term_file_is_printed(program: Program, write: WriteFile) -> None:
    write("client.csv", "zh,en\n攀登,climb\n")
    done = program("import", "client.csv", "--no-pinyin", "-q")
    assert (done.code, done.err) == (0, "")
    assert done.out == 'subject = "client"\n\n[climb]\nzh = "攀登"\nen = "climb"\n'


def test_any_importable_file_is_a_term_base(program: Program) -> None:
    for name in ("t.tbx", "t.xlsx", "t.jsonl", "t.csv"):
        assert program("export", name, "-q").code == 0
        done = program("--terms", name, "lookup", "攀登计划")
        assert done.code == 0
        assert "Climbing Plan" in done.out


def test_export_accounts_for_what_the_format_cannot_hold(program: Program) -> None:
    done = program("export", "--format", "deepl")
    assert done.code == 0
    assert "攀登计划,Climbing Plan\r\n".encode() in done.out_bytes
    assert "<stdout>: 5 concepts with" in done.err
    assert "1 × deprecated English" in done.err
    assert "nothing was lost" in program("export", "x.tbx", "--tbx-version", "2").err


def test_exports_can_be_limited_to_a_subject(program: Program) -> None:
    assert program("export", "x.jsonl", "--subject", "sample", "-q").code == 0
    done = program("export", "x.jsonl", "--subject", "law")
    assert done.code == 2
    assert "there are: sample" in done.err


def test_usage_errors_say_what_to_do(
    write: WriteFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terms_file: Path
) -> None:
    monkeypatch.chdir(write("a.csv", LIST).parent)
    monkeypatch.setenv("GLOSSARY_TERMS", str(terms_file))
    monkeypatch.setenv("COLUMNS", "200")
    for arguments, said in (
        (["export"], "--format jsonl"),
        (["export", "x.pdf"], "name it with --format"),
        (["import", "a.csv", "--map", "zh"], "--map COLUMN=FIELD"),
        (["import", "a.csv", "--status", "x=good"], "must be one of preferred"),
        (["import", "a.csv", "-o", "x.csv"], "no term file"),
        (["import", "missing.tbx"], "no such file"),
        (["import", "a.csv", "--map", "页码=colour"], "nothing that a column can hold"),
    ):
        code = run(arguments)
        assert code == 2, arguments
        assert said in capsys.readouterr().err.replace("\n", " ")
