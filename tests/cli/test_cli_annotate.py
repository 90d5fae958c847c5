"""`glossary annotate` as a user runs it: exit code, stdout and stderr together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Program, WriteFile

TEXT = "推动攀登计划。\r\n高质量发展\n"
ANNOTATED = "推动攀登计划 (Climbing Plan)。\r\n高质量发展 (high-quality development)\n"


def test_a_file_goes_to_stdout(program: Program, write: WriteFile) -> None:
    write("a.txt", TEXT)
    done = program("annotate", "a.txt")
    assert (done.code, done.out_bytes, done.err) == (0, ANNOTATED.encode(), "")


def test_stdin_goes_to_stdout(program: Program) -> None:
    for arguments in (["annotate"], ["annotate", "-"]):
        assert program(*arguments, stdin=TEXT).out_bytes == ANNOTATED.encode()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encoding_stays_and_is_told(program: Program, write: WriteFile, encoding: str) -> None:
    path = write("a.txt", (TEXT * 5).encode(encoding))
    done = program("annotate", "a.txt", "-o", "b.txt")
    assert done.code == 0
    assert path.with_name("b.txt").read_bytes() == (ANNOTATED * 5).encode(encoding)
    assert ("read as" in done.err) == (encoding != "utf-8-sig")
    assert program("annotate", "b.txt", "--strip").out_bytes == path.read_bytes()


def test_big5_text_is_annotated_with_the_simplified_glossary(program: Program, write: WriteFile) -> None:
    text = "我們要推動鄉村振興，這是國家的重要工作，為了人民過得更好。"
    write("a.txt", text.encode("big5"))
    done = program("annotate", "a.txt")
    assert done.out_bytes.decode("big5") == text.replace("鄉村振興", "鄉村振興 (rural revitalization)")
    assert done.err == "a.txt: read as Big5\n"


def test_styles(program: Program, write: WriteFile) -> None:
    write("a.txt", "攀登计划\n")
    assert program("annotate", "a.txt", "--pinyin").out == "攀登计划 (Pāndēng Jìhuà, Climbing Plan)\n"
    assert program("annotate", "a.txt", "--template", "{zh}【{en}】").out == "攀登计划【Climbing Plan】\n"
    footnote = program("annotate", "a.txt", "--style", "footnote").out
    assert footnote == "攀登计划[^t1]\n\n\n[^t1]: 攀登计划 (Pāndēng Jìhuà): Climbing Plan\n"
    assert (
        "| 攀登计划 | Pāndēng Jìhuà | Climbing Plan | 1     | reviewed |"
        in program("annotate", "a.txt", "-s", "list").out
    )


def test_json_gives_offsets_into_the_original(program: Program, write: WriteFile) -> None:
    write("a.txt", "𠀀攀登计划")
    done = program("annotate", "a.txt", "--json")
    document = json.loads(done.out)
    assert document["version"] == 1
    (only,) = document["documents"]
    assert (only["path"], only["encoding"]) == ("a.txt", "utf-8")
    (match,) = only["matches"]
    assert match == {
        "start": 1,
        "end": 5,
        "text": "攀登计划",
        "concept": "climbing-plan",
        "zh": "攀登计划",
        "en": "Climbing Plan",
        "pinyin": "Pāndēng Jìhuà",
        "verdict": "sure",
        "margin": None,
        "reason": None,
    }


def test_explain_tells_why_a_candidate_is_blocked(program: Program) -> None:
    done = program("annotate", "--explain", stdin="中国人大量购买房产，人大代表开会")
    assert done.code == 0
    blocked, found = done.out.splitlines()
    assert "blocked" in blocked
    assert "大量" in blocked
    assert "1:11" in found


def test_a_folder_is_annotated_into_another(program: Program, write: WriteFile) -> None:
    write("texts/a.txt", "攀登计划")
    write("texts/deep/b.md", "高质量发展")
    write("texts/picture.png", b"\x89PNG\0\0")
    done = program("annotate", "texts", "--output", "out", "--jobs", "2")
    assert (done.code, done.err) == (0, "2 files written, 2 terms annotated\n")
    assert (program.folder / "out/deep/b.md").read_text(
        encoding="utf-8"
    ) == "高质量发展 (high-quality development)"
    assert not (program.folder / "out/picture.png").exists()


def test_in_place_and_strip_give_the_original_back(program: Program, write: WriteFile) -> None:
    path = write("a.txt", TEXT)
    assert program("annotate", "a.txt", "--in-place", "--quiet").err == ""
    assert path.read_bytes() == ANNOTATED.encode()
    assert program("annotate", "a.txt", "-i", "-q").code == 0
    assert path.read_bytes() == ANNOTATED.encode()
    assert program("annotate", "a.txt", "-i", "--strip", "-q").code == 0
    assert path.read_bytes() == TEXT.encode()


def test_a_file_that_fails_does_not_stop_the_others(program: Program, write: WriteFile) -> None:
    write("a.txt", "攀登计划")
    write("b.txt", b"\0\1\2binary\0")
    done = program("annotate", "a.txt", "b.txt", "missing.txt", "-o", "out")
    assert done.code == 2
    assert "b.txt: this is a binary file" in done.err
    assert "missing.txt: no such file" in done.err
    assert (program.folder / "out/a.txt").exists()
    assert not (program.folder / "out/b.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "error: missing.txt: no such file\n  check the name and the folder\n"),
        (["."], "error: empty: "),
        (["a.txt", "--template", "{en}"], "error: the template must have {zh} once"),
        (["a.txt", "--subject", "nope"], "error: no subject field 'nope'\n  there are: sample\n"),
        (["a.txt", "--encoding", "klingon"], "error: a.txt: unknown encoding 'klingon'"),
        (["a.txt", "-i", "-o", "x"], "use --output or --in-place, not both"),
        (["a.txt", "--terms", "broken.toml"], "error: broken.toml:2: "),
        (["a.txt", "--terms", "nowhere"], "error: nowhere: no such file or folder"),
    ],
)
def test_what_is_wrong_is_said_in_two_lines(
    program: Program, write: WriteFile, arguments: list[str], message: str
) -> None:
    write("a.txt", TEXT)
    write("broken.toml", 'subject = "x"\n[a\n')
    (program.folder / "empty").mkdir()
    done = program("annotate", *(["empty"] if arguments == ["."] else arguments))
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_terms_cannot_drive_the_terminal(program: Program, write: WriteFile) -> None:
    write("evil.tsv", "zh\ten\n攀登计划\t[bold]\x1b[31m</td>{zh}\n")
    piped = program("annotate", "--terms", "evil.tsv", stdin="攀登计划")
    assert piped.out == "攀登计划 ([bold]\x1b[31m</td>{zh})"
    colored = program("annotate", "--terms", "evil.tsv", "--color", "always", stdin="攀登计划\x1b]0;x\x07")
    assert "[bold]\\x1b[31m</td>{zh}" in colored.out
    assert "\x1b]0;" not in colored.out
    assert "\x1b[31m" not in colored.out


def test_no_color_is_obeyed(program: Program) -> None:
    assert "\x1b[" in program("annotate", "--color", "always", stdin="攀登计划").out
    assert "\x1b[" not in program("annotate", stdin="攀登计划", env={"NO_COLOR": "1"}).out


def test_a_closed_pipe_ends_quietly(program: Program, write: WriteFile) -> None:
    write("long.txt", "攀登计划\n" * 200_000)
    pipe = subprocess.run(
        [
            "bash",
            "-c",
            f"'{sys.executable}' -m glossary annotate long.txt | head -n 1; exit ${{PIPESTATUS[0]}}",
        ],
        cwd=program.folder,
        env=program.environment,
        capture_output=True,
        check=False,
    )
    assert (pipe.returncode, pipe.stderr) == (0, b"")
    assert pipe.stdout.decode() == "攀登计划 (Climbing Plan)\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_any_locale_will_do(program: Program, locale: str) -> None:
    done = program("annotate", stdin=TEXT, env={"LANG": locale, "LC_ALL": locale})
    assert (done.code, done.out_bytes) == (0, ANNOTATED.encode())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_loses_nothing(program: Program, write: WriteFile) -> None:
    path = write("closed/a.txt", TEXT)
    path.parent.chmod(0o500)
    try:
        done = program("annotate", "closed/a.txt", "--in-place")
        assert done.code == 2
        assert "cannot be written" in done.err
        assert path.read_bytes() == TEXT.encode()
    finally:
        path.parent.chmod(0o700)


def test_an_unwritable_target_is_a_clear_error(program: Program, write: WriteFile) -> None:
    write("a.txt", TEXT)
    write("file", "")
    done = program("annotate", "a.txt", "-o", str(Path("file") / "b.txt"))
    assert done.code == 2
    assert "cannot be written" in done.err
