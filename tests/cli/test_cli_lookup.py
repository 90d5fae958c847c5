"""`glossary lookup` as a user runs it: exit code, stdout and stderr together; both paths alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Program, WriteFile

PLAN = """\
攀登计划  Pāndēng Jìhuà
  Climbing Plan
  definition: A provincial programme for industrial technology.
  source: Sample Gazette, Sample Press, 2025
  [sample: climbing-plan]
"""


def test_a_term_is_printed_in_plain_lines_when_piped(program: Program) -> None:
    result = program("lookup", "攀登計劃", "--limit", "1")
    assert (result.code, result.out, result.err) == (0, PLAN, "")


def test_json_has_a_version_and_everything_known(program: Program) -> None:
    result = program("lookup", "--json", "NPC")
    assert (result.code, result.err) == (0, "")
    answer = json.loads(result.out)
    assert answer["version"] == 1
    (found,) = answer["results"]
    assert (found["query"], found["more"]) == ("NPC", 0)
    (hit,) = found["hits"]
    assert (hit["match"], hit["score"], hit["designation"]) == ("exact", 100, "NPC")
    assert hit["concept"]["zh"][1] == {
        "term": "人大",
        "language": "zh-Hans",
        "status": "admitted",
        "type": "abbreviation",
        "pinyin": "Réndà",
        "not_in": ["人大附中"],
    }
    assert "人大" in result.out


def test_several_queries_are_answered_one_by_one(program: Program) -> None:
    result = program("lookup", "人大", "乡村振兴")
    assert result.code == 0
    assert [line for line in result.out.splitlines() if line.startswith("#")] == ["# 人大", "# 乡村振兴"]


def test_words_side_by_side_are_one_query_if_that_finds_something(program: Program) -> None:
    together = json.loads(program("lookup", "--json", "climbing", "plan").out)
    assert [each["query"] for each in together["results"]] == ["climbing plan"]
    apart = json.loads(program("lookup", "--json", "npc", "revitalization").out)
    assert [each["query"] for each in apart["results"]] == ["npc", "revitalization"]


def test_queries_come_a_line_each_from_stdin(program: Program) -> None:
    result = program("lookup", "--json", stdin="\ufeff攀登计划\r\n\r\nclimbing plan\n")
    assert [each["query"] for each in json.loads(result.out)["results"]] == ["攀登计划", "climbing plan"]
    assert result.code == 0


def test_deprecated_english_is_marked_as_such(program: Program) -> None:
    result = program("lookup", "高质量发展")
    assert "  quality growth (deprecated: loses 发展)\n" in result.out
    assert "[sample: high-quality-development, draft]" in result.out


@pytest.fixture
def conference(write: WriteFile) -> list[str]:
    text = (
        'subject = "state"\n\n[conference]\nzh.preferred = { term = "政治协商会议", pinyin = "Zhèngzhì" }\n'
        'zh.admitted = [{ term = "政协", pinyin = "Zhèngxié", type = "abbreviation", en = "CPPCC" }]\n'
        'zh.superseded = [{ term = "旧政协", pinyin = "jiù" }]\n'
        'en.preferred = "Consultative Conference"\nen.admitted = ["CPPCC", "consultative meeting"]\n'
        'en.deprecated = ["advisory meeting"]\n'
    )
    return ["--terms", str(write("conference.toml", text))]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("协", "政协  CPPCC"),
        ("治", "政治协商会议  Consultative Conference"),
        ("旧", "政治协商会议  Consultative Conference  (formerly: 旧政协)"),
        ("conference", "政治协商会议  Consultative Conference"),
        ("meeting", "政治协商会议  Consultative Conference  (also: consultative meeting)"),
        ("advisory", "政治协商会议  Consultative Conference  (not: advisory meeting)"),
    ],
)
def test_a_hit_that_is_not_what_was_asked_for_is_a_line(
    program: Program, conference: list[str], write: WriteFile, query: str, line: str
) -> None:
    second = 'subject = "law"\n\n[b]\nzh = "协治旧法"\nen = "conference meeting of the advisory bureau"\n'
    terms = [*conference, "--terms", str(write("second.toml", second))]
    result = program("lookup", query, *terms)
    assert line in result.out.splitlines()
    assert "\n\n" not in result.out
    described = program("lookup", query, *terms, "--full").out
    assert "  also: CPPCC; consultative meeting\n  advisory meeting (deprecated)\n" in described


def test_nothing_found_gives_1_and_says_what_is_near(program: Program) -> None:
    result = program("lookup", "climbing wall")
    assert (result.code, result.out) == (1, "")
    assert (
        result.err == "nothing found for 'climbing wall'\n"
        "  near: 攀登计划 (Climbing Plan), 国家攀登计划 (National Climbing Plan)\n"
    )
    answer = json.loads(program("lookup", "--json", "climbing wall").out)
    assert [hit["designation"] for hit in answer["results"][0]["suggestions"]] == [
        "Climbing Plan",
        "National Climbing Plan",
    ]


def test_a_phrase_is_taken_apart(program: Program) -> None:
    result = program("lookup", "推动乡村振兴战略实施")
    assert result.code == 0
    assert "rural revitalization" in result.out
    assert "tuīdòng xiāngcūn zhènxīng" in result.out
    answer = json.loads(program("lookup", "--json", "推动乡村振兴战略实施").out)
    (term,) = answer["results"][0]["breakdown"]["terms"]
    assert (term["start"], term["end"], term["text"]) == (2, 6, "乡村振兴")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--subject", "nothing", "人大"], "no subject field 'nothing'"),
        (["--limit", "0", "人大"], "0 is not in the range"),
        (["--unknown", "人大"], "No such option"),
        (["--terms", "missing.toml", "人大"], "missing.toml"),
    ],
)
def test_wrong_usage_gives_2(program: Program, arguments: list[str], message: str) -> None:
    result = program("lookup", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_text_of_term_files_is_only_text(program: Program, write: WriteFile) -> None:
    terms = write("t.tsv", "zh\ten\tnote\n攀登\t[bold]up[/bold]\t\x1b[31mred </td> \x9b\n")
    plain = program("lookup", "--terms", str(terms), "攀登")
    assert "[bold]up[/bold]" in plain.out
    colored = program("lookup", "--terms", str(terms), "攀登", "--color", "always")
    assert "[bold]up[/bold]" in colored.out
    as_json = program("lookup", "--terms", str(terms), "攀登", "--json")
    for result in (plain, colored, as_json):
        assert result.code == 0
        assert "\x1b[31m" not in result.out
        assert "\x9b" not in result.out


def test_a_narrow_encoding_shows_escapes(program: Program) -> None:
    result = program("lookup", "攀登计划", env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 0
    assert "\\u6500" in result.out


def test_a_cache_that_cannot_be_written_costs_a_line(program: Program, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    result = program("lookup", "攀登计划", "--limit", "1", env={"GLOSSARY_CACHE": str(blocked)})
    assert (result.code, result.out) == (0, PLAN)
    assert len(result.err.splitlines()) == 1
    assert "working without it" in result.err


def test_a_damaged_index_costs_a_line(program: Program, tmp_path: Path) -> None:
    cache = {"GLOSSARY_CACHE": str(tmp_path / "cache")}
    program("lookup", "攀登计划", env=cache)
    (index,) = (tmp_path / "cache").glob("terms-*.idx")
    data = bytearray(index.read_bytes())
    for place in range(64, len(data), 1000):
        data[place] ^= 0xFF
    index.write_bytes(data)
    result = program("lookup", "攀登计划", "--limit", "1", env=cache)
    assert (result.code, result.out) == (0, PLAN)
    assert len(result.err.splitlines()) == 1
    again = program("lookup", "攀登计划", "--limit", "1", env=cache)
    assert (again.code, again.out, again.err) == (0, PLAN, "")


def test_a_changed_term_file_is_seen_at_once(program: Program, terms_file: Path) -> None:
    program("lookup", "攀登计划")
    text = terms_file.read_text(encoding="utf-8")
    terms_file.write_text(text.replace("Climbing Plan", "Scaling Plan"), encoding="utf-8")
    assert "  Scaling Plan\n" in program("lookup", "攀登计划").out
