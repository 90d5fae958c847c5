"""`glossary check` as a user runs it: exit code, stdout and stderr together."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from conftest import Program, WriteFile

ROWS = "zh\ten\n实施攀登计划。\tThe Summit Plan.\n推動高質量發展\tIt is quality growth.\n人大代表\tNPC deputies\n"


def test_text_report_marks_both_places(program: Program, write: WriteFile) -> None:
    write("a.tsv", ROWS)
    result = program("check", "a.tsv")
    assert (result.code, result.err) == (1, "")
    assert result.out == (
        "攀登计划 = Climbing Plan  [climbing-plan]\n"
        "  a.tsv:2: error: 攀登计划: the target lacks “Climbing Plan”; it seems to say “Summit Plan” (missing-term)\n"
        "    实施攀登计划。\n"
        "        ^^^^^^^^\n"
        "    The Summit Plan.\n"
        "        ^^^^^^^^^^^\n"
        "    use “Climbing Plan”\n"
        "\n"
        "高質量發展 = high-quality development  [high-quality-development]\n"
        "  a.tsv:3: advisory: 高質量發展: “quality growth” is deprecated (loses 发展) (deprecated-term)\n"
        "    推動高質量發展\n"
        "        ^^^^^^^^^^\n"
        "    It is quality growth.\n"
        "          ^^^^^^^^^^^^^^\n"
        "    use “high-quality development”\n"
        "\n"
        "a.tsv  3 segments, 1 of 3 terms rendered (33.3%): 1 error, 1 advisory\n"
    )


def test_a_rate_of_nothing_is_not_praised(program: Program, write: WriteFile) -> None:
    write("empty.tsv", "zh\ten\n")
    write("plain.tsv", "zh\ten\n你好\thello\n")
    write("open.tsv", "zh\ten\n高质量发展\t\n")
    assert program("check", "empty.tsv").out == "empty.tsv  nothing was compared\n"
    assert program("check", "plain.tsv").out == "plain.tsv  1 segments, no terms due: no findings\n"
    assert program("check", "open.tsv").out == "open.tsv  nothing was compared (1 untranslated)\n"


def test_exit_codes_follow_fail_on(program: Program, write: WriteFile) -> None:
    write("a.tsv", "zh\ten\n高质量发展\tquality growth\n")
    assert program("check", "a.tsv").code == 0
    assert program("check", "a.tsv", "--fail-on", "advisory").code == 1
    assert program("check", "a.tsv", "--fail-on", "never").code == 0
    result = program("check", "missing.tsv")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: missing.tsv: no such file")


def test_machine_formats_parse(program: Program, write: WriteFile) -> None:
    write("a.tsv", ROWS + "攀登计划\t=cmd|'x' <b>&\x0c\n")
    table = json.loads(program("check", "a.tsv", "--json").out)
    assert table["version"] == 1
    assert [f["code"] for f in table["files"][0]["findings"]] == [
        "missing-term",
        "deprecated-term",
        "missing-term",
    ]
    assert table["files"][0]["findings"][0]["target"]["spans"] == [{"start": 4, "end": 15}]
    sarif = json.loads(program("check", "a.tsv", "--format", "sarif").out)
    assert [r["level"] for r in sarif["runs"][0]["results"]] == ["error", "note", "error"]
    suite = ET.fromstring(program("check", "a.tsv", "--format", "junit").out)  # noqa: S314
    assert [s.get("failures") for s in suite] == ["1"]
    rows = list(csv.DictReader(io.StringIO(program("check", "a.tsv", "--format", "csv").out)))
    assert [row["code"] for row in rows] == ["missing-term", "deprecated-term", "missing-term"]
    assert rows[2]["target"].startswith("'=cmd")
    github = program("check", "a.tsv", "--format", "github").out.splitlines()
    assert github[0].startswith("::error file=a.tsv,line=2,title=missing-term::攀登计划: ")
    page = program("check", "a.tsv", "--format", "html").out
    assert "&lt;" in page
    assert "<b>" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_summary_has_rates_and_wording(program: Program, write: WriteFile) -> None:
    write("a.tsv", ROWS)
    lines = program("check", "a.tsv", "--summary").out.splitlines()
    assert lines[0].split() == ["term", "due", "there", "rate", "wording"]
    assert any("Summit Plan ×1" in line for line in lines)
    assert lines[-1].startswith("a.tsv  3 segments, 1 of 3 terms rendered")


def test_two_texts_are_aligned(program: Program, write: WriteFile) -> None:
    write("s.txt", "实施攀登计划。\n推进乡村振兴。\n")
    write("t.md", "The **Climbing** Plan is on.\n\nThe *rural* vitalization goes on.\n")
    result = program("check", "s.txt", "t.md")
    assert result.code == 1
    assert "t.md:3: error: 乡村振兴" in result.out
    shown = program("check", "s.txt", "t.md", "--show-alignment")
    assert (shown.code, len(shown.out.splitlines())) == (0, 4)


def test_comments_in_the_texts_silence_findings(program: Program, write: WriteFile) -> None:
    write("s.txt", "<!-- glossary-ignore: climbing-plan -->\n实施攀登计划。\n推进乡村振兴。\n")
    write("t.md", "The Summit Plan.\n\nThe rural vitalization. <!-- glossary-ignore: missing-term -->\n")
    result = program("check", "s.txt", "t.md")
    assert (result.code, result.out.count("missing-term")) == (0, 0)
    assert "2 suppressed" in result.out


def test_fix_shows_a_diff_and_changes_only_on_demand(program: Program, write: WriteFile) -> None:
    data = "zh\ten\r\n高质量发展\tFor quality growth\tx\r\n高质量发展\tA quality growths\r\n".encode("utf-16")
    path = write("a.tsv", data)
    shown = program("check", "a.tsv", "--fix")
    assert shown.code == 0
    assert "+高质量发展\tFor high-quality development\tx" in shown.out
    assert path.read_bytes() == data
    done = program("check", "a.tsv", "--fix", "--in-place")
    assert done.err.endswith("mended a.tsv: 1 places\n")
    assert path.read_bytes().decode("utf-16") == data.decode("utf-16").replace(
        "For quality growth", "For high-quality development"
    )


def test_baseline_and_ignore(program: Program, write: WriteFile) -> None:
    write("a.tsv", ROWS)
    assert program("check", "a.tsv", "--write-baseline", "b.toml").code == 2
    assert program("check", "a.tsv", "--write-baseline", "b.toml", "--reason", "agreed").code == 0
    clean = program("check", "a.tsv", "--baseline", "b.toml")
    assert (clean.code, "2 suppressed" in clean.out) == (0, True)
    assert program("check", "a.tsv", "--ignore", "missing-term:climbing-plan").code == 0
    write("c.tsv", "zh\ten\n甲\tA\n")
    assert "match nothing any more" in program("check", "c.tsv", "--baseline", "b.toml").err


def test_codes_are_explained(program: Program) -> None:
    result = program("check", "--explain-code", "missing-term")
    assert result.code == 0
    assert result.out.startswith("missing-term (error)\n")
    assert program("check", "--explain-code", "nonsense").code == 2


def test_usage_errors_name_the_way_out(program: Program, write: WriteFile) -> None:
    write("a.tsv", ROWS)
    for arguments in (
        [],
        ["a.tsv", "--columns", "1"],
        ["a.tsv", "--subject", "no-such"],
        ["a.tsv", "--columns", "q,en"],
    ):
        result = program("check", *arguments)
        assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 2)
