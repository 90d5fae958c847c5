"""The program as a whole: help, versions, lint, add, info, what it imports."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from conftest import Program, WriteFile

COMMANDS = ["lookup", "annotate", "check", "lint", "add", "import", "export", "info"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_by_examples(program: Program, command: str) -> None:
    done = program(command, "--help")
    assert done.code == 0
    examples = done.out.partition("\n  Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert all(line.startswith("    ") for line in examples)
    assert any(f"glossary {command}" in line for line in examples)


def test_no_arguments_show_the_help(program: Program) -> None:
    assert "Examples:" in program().out + program().err
    assert program("--version").out.startswith("glossary ")


def test_an_unknown_command_is_a_usage_error(program: Program) -> None:
    done = program("translate")
    assert done.code == 2
    assert "No such command 'translate'" in done.err


def test_options_may_stand_before_or_after_the_command(program: Program, write: WriteFile) -> None:
    write("t.tsv", "zh\ten\n甲类\tclass A\n")
    for arguments in (["--terms", "t.tsv", "annotate"], ["annotate", "--terms", "t.tsv"]):
        assert program(*arguments, stdin="甲类").out == "甲类 (class A)"


def test_lint_reports_and_fails(program: Program, write: WriteFile) -> None:
    write(
        "x.toml",
        'subject = "x"\n\n[b]\nzh = "乙"\npinyin = "yǐ"\nen = "the  B"\n\n[a]\nzh = "甲"\nen = "A"\n',
    )
    done = program("lint", "x.toml")
    assert done.code == 1
    assert "x.toml:3: error: [b] stray blanks in 'the  B' (stray-whitespace)\n  delete them" in done.out
    assert "x.toml:8: error: [a] no pinyin for 甲 (missing-pinyin)" in done.out
    assert done.err == "2 errors, 2 warnings in 2 concepts of 1 file\n"
    assert program("lint", "--fix", "x.toml").err.startswith("mended x.toml\n")
    assert "stray" not in program("lint", "x.toml").out
    report = json.loads(program("lint", "x.toml", "--json").out)
    assert report["version"] == 1
    assert {each["code"] for each in report["diagnostics"]} == {"missing-pinyin", "leading-article"}


def test_lint_explains_its_rules(program: Program) -> None:
    assert "one preferred" in program("lint", "--explain", "shared-english").out.lower()
    assert program("lint", "--explain", "nope").code == 2


def test_add_writes_a_sorted_draft_with_proposed_pinyin(program: Program) -> None:
    done = program("add", "开发区", "development zone", "--subject", "sample", "--admit", "economic zone")
    assert done.code == 0
    assert done.out == "开发区  kāifāqū  development zone\n"
    assert "added as 'development-zone'" in done.err
    text = (program.folder / "sample.toml").read_text(encoding="utf-8")
    assert text.index("[climbing-plan]") < text.index("[development-zone]") < text.index("[high-quality")
    assert 'en.admitted = "economic zone"' in text
    assert text.startswith("# 样例 · Sample\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["攀登計劃", "Ascent"], "攀登計劃 is there already: 'climbing-plan' at"),
        (["新计划", "climbing plan"], "'Climbing Plan' is the preferred English of 'climbing-plan' at"),
        (["新计划", "New", "--id", "climbing-plan"], "there is a concept named 'climbing-plan' at"),
        (["Plan", "计划"], "'Plan' is not Chinese"),
        (["新计划", "New", "--subject", "other"], "no term file for the subject 'other'"),
    ],
)
def test_add_refuses_what_is_there_or_makes_no_sense(
    program: Program, arguments: list[str], message: str
) -> None:
    before = (program.folder / "sample.toml").read_bytes()
    done = program("add", *arguments)
    assert done.code == 2
    assert message in done.err
    assert (program.folder / "sample.toml").read_bytes() == before


def test_add_starts_a_term_base_of_ones_own(program: Program) -> None:
    assert program("add", "甲类", "class A", "--terms", "my.toml").code == 0
    assert program("add", "乙类", "class B", "--terms", "my.toml").code == 0
    assert (
        program("annotate", "--terms", "my.toml", stdin="甲类、乙类").out == "甲类 (class A)、乙类 (class B)"
    )


def test_info_tells_what_is_used_and_why(program: Program) -> None:
    done = program("info")
    assert done.code == 0
    assert "Chosen by: GLOSSARY_TERMS" in done.out
    assert json.loads(program("info", "--json").out)["subjects"][-1]["concepts"] == 5


@pytest.mark.parametrize(
    "code",
    [
        "import glossary",
        "import glossary; glossary.load",
        """from glossary.__main__ import main; import sys; sys.argv[1:] = ['lookup', '攀登计划', '--json']
try: main()
except SystemExit: pass""",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(program: Program, code: str) -> None:
    heavy = ("jieba", "pypinyin", "rich", "tomlkit", "lxml", "openpyxl", "docx")
    probe = f"{code}\nimport sys; print('HEAVY', sorted(sys.modules.keys() & set({heavy!r})))"
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", probe], capture_output=True, env=program.environment, check=True, text=True
        )
        assert done.stdout.splitlines()[-1] == "HEAVY []"
