"""The fast path of annotate says what the plain path says, or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from itertools import chain, combinations
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

import pytest

from glossary import quick_annotate
from glossary.cli.app import run
from glossary.compiled import CompiledTerms
from glossary.config import find_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Ask = Callable[..., "Said"]

# The plain path keeps the index open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

TEXT = "推动攀登计划，推动攀登計劃。\r\n乡村振兴😀𠀀，中国人大量，攀登计划 (Climbing Plan)。"
PROGRAM = (
    "import sys, glossary.index.manifest as m; m.SLACK_NS = 0; from glossary.__main__ import main; main()"
)


class Said(NamedTuple):
    code: int | None
    out: bytes
    err: bytes
    written: dict[str, bytes]


@pytest.fixture
def folder(terms_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GLOSSARY_TERMS", str(terms_file))
    monkeypatch.setattr("glossary.index.manifest.SLACK_NS", 0)
    folder = tmp_path / "texts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    CompiledTerms(find_settings()).index().close()
    (folder / "a.txt").write_bytes(TEXT.encode())
    (folder / "bom.txt").write_bytes(TEXT.encode("utf-8-sig"))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "annotated.txt").write_bytes("攀登计划 (Climbing Plan)。".encode())
    (folder / "gb.txt").write_bytes("推动攀登计划。".encode("gb18030"))
    (folder / "wide.txt").write_bytes(TEXT.encode("utf-16"))
    (folder / "binary.txt").write_bytes(b"\0\1\2\xff")
    (folder / "large.txt").write_bytes("攀登计划。".encode() * (1 << 17))
    return folder


@pytest.fixture
def ask(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Ask:
    def ask(answer: Callable[[list[str]], int | None], arguments: Sequence[str], stdin: bytes) -> Said:
        rmtree(folder / "written", ignore_errors=True)
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(stdin)))
        code = answer(["annotate", *arguments])
        sys.stdout.flush()
        said = capfdbinary.readouterr()
        files = (path for path in (folder / "written").rglob("*") if path.is_file())
        written = {path.name: path.read_bytes() for path in files}
        return Said(code, said.out, said.err, written)

    return ask


def option_sets() -> list[list[str]]:
    options = [
        ["-p"],
        ["--first"],
        ["-s", "footnote"],
        ["--style", "list"],
        ["--strip"],
        ["--template", "{zh}【{en}, {pinyin}】"],
        ["--json"],
        ["-o", "written/out.txt"],
    ]
    return [[*chain(*chosen)] for count in range(4) for chosen in combinations(options, count)]


@pytest.mark.parametrize("options", option_sets(), ids=" ".join)
def test_every_option_gives_what_the_plain_path_gives(ask: Ask, options: list[str]) -> None:
    arguments = ["a.txt", *options, "--color", "never"]
    fast = ask(quick_annotate.answer, arguments, b"")
    if "--json" in options and "-o" in options:
        assert fast == (None, b"", b"", {})
        return
    assert fast.code == 0
    assert fast == ask(run, arguments, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["-"],
        ["--json"],
        ["a.txt", "-", "bom.txt", "a.txt"],
        ["--json", "./a.txt", "-"],
        ["empty.txt"],
        ["empty.txt", "--json"],
        ["empty.txt", "-s", "list", "-q"],
        ["bom.txt", "-o", "written/deep/b.txt"],
        ["annotated.txt", "--strip", "-o", "written/out.txt", "--quiet"],
        ["a.txt", "-o", "written/out.txt", "-q"],
        ["a.txt", "--style", "footnote", "--style", "list", "--pinyin"],
        ["a.txt", "--output", "written/out.txt", "-o", "written/out2.txt", "--color", "auto"],
    ],
)
@pytest.mark.parametrize("stdin", ["", TEXT, "没有"], ids=["empty", "text", "no-term"])
def test_files_and_stdin_give_what_the_plain_path_gives(ask: Ask, arguments: list[str], stdin: str) -> None:
    fast = ask(quick_annotate.answer, arguments, stdin.encode())
    assert fast.code == 0
    assert fast == ask(run, arguments, stdin.encode())


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.txt"],
        ["a.txt", "missing.txt"],
        ["."],
        ["gb.txt"],
        ["wide.txt"],
        ["binary.txt"],
        ["large.txt", "-q"],
        ["a.txt", "-o", "."],
        ["a.txt", "bom.txt", "-o", "written/out.txt"],
        ["a.txt", "-o", "a.txt/written/out.txt"],
        ["-", "-o", "written/out.txt"],
        ["-o", "written/out.txt"],
        ["a.txt", "-o"],
        ["a.txt", "-o", "written/out.txt", "--json"],
        ["a.txt", "--template", "no place"],
        ["a.txt", "--style", "bold"],
        ["a.txt", "--style=list"],
        ["a.txt", "-slist"],
        ["a.txt", "-pq"],
        ["a.txt", "--color", "always"],
        ["a.txt", "--color", "green"],
        ["a.txt", "--explain"],
        ["a.txt", "--subject", "sample"],
        ["a.txt", "--encoding", "utf-8"],
        ["a.txt", "--terms", "missing.toml"],
        ["--", "a.txt"],
        ["a.txt", "--nonsense"],
        ["-", "-"],
    ],
)
def test_all_else_is_left_to_the_plain_path_untouched(ask: Ask, arguments: list[str]) -> None:
    assert ask(quick_annotate.answer, arguments, TEXT.encode()) == (None, b"", b"", {})


@pytest.mark.parametrize("stdin", ["推动攀登计划。".encode("gb18030"), TEXT.encode("utf-16"), b"\0\1\2\xff"])
def test_stdin_is_put_back_for_the_plain_path(ask: Ask, stdin: bytes) -> None:
    def both(arguments: list[str]) -> int | None:
        assert quick_annotate.answer(arguments) is None
        return run(arguments)

    assert ask(both, [], stdin) == ask(run, [], stdin)


def test_a_terminal_is_left_to_the_plain_path(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert ask(quick_annotate.answer, ["a.txt"], b"") == (None, b"", b"", {})


def test_it_needs_a_fresh_index(ask: Ask, terms_file: Path) -> None:
    terms_file.write_text(terms_file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert ask(quick_annotate.answer, ["a.txt"], b"") == (None, b"", b"", {})


def test_a_damaged_index_is_left_to_the_plain_path(ask: Ask, tmp_path: Path) -> None:
    (index,) = (tmp_path / "cache").glob("terms-*.idx")
    data = bytearray(index.read_bytes())
    data[200] ^= 0xFF
    index.write_bytes(data)
    assert ask(quick_annotate.answer, ["a.txt"], b"") == (None, b"", b"", {})


@pytest.mark.usefixtures("folder")
def test_the_program_takes_it_without_typer() -> None:
    program = (
        "import sys; sys.argv = ['glossary', 'annotate', 'a.txt']\n"
        f"try:\n    exec({PROGRAM!r})\n"
        "finally:\n    print('typer' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stderr.decode().split() == ["False"]
    assert "攀登计划 (Climbing Plan)" in done.stdout.decode()


@pytest.mark.usefixtures("folder")
def test_a_reader_that_leaves_is_no_failure() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-c", PROGRAM, "annotate", "a.txt"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
