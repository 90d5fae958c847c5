"""The fast path answers alone where it should, and leaves the rest alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import glossary
from glossary import quick
from glossary.cli.app import run
from glossary.compiled import CompiledTerms
from glossary.config import find_settings

HEAVY = (
    "typing",
    "re",
    "enum",
    "dataclasses",
    "json",
    "pathlib",
    "typer",
    "rich",
    "jieba",
    "pypinyin",
    "tomlkit",
)


@pytest.fixture
def fresh(terms_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GLOSSARY_TERMS", str(terms_file))
    monkeypatch.setattr("glossary.index.manifest.SLACK_NS", 0)
    CompiledTerms(find_settings()).index().close()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    "arguments",
    [
        ["lookup", "攀登计划"],
        ["lookup", "--json", "pandengjihua"],
        ["lookup", "climbing", "plan"],
        ["lookup", "climing plan", "--limit", "3"],
        ["lookup", "人大", "--subject", "sample", "--exact"],
    ],
)
def test_it_answers_plain_questions(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert quick.answer(arguments) == 0
    assert capsys.readouterr().out


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["lookup"],
        ["info"],
        ["--help"],
        ["lookup", "--help"],
        ["lookup", "zzqqxx"],
        ["lookup", "攀登计划", "没有的词语"],
        ["lookup", "推动乡村振兴战略实施"],
        ["lookup", "人大", "--limit", "0"],
        ["lookup", "人大", "--limit"],
        ["lookup", "人大", "--subject", "nothing"],
        ["lookup", "人大", "--color", "always"],
        ["lookup", "人大", "--terms", "missing.toml"],
        ["--json", "lookup", "人大"],
        ["annotate", "lookup"],
    ],
)
def test_it_leaves_all_else_to_the_plain_path(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert quick.answer(arguments) is None
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    "arguments",
    [
        ["lookup", "攀登计划"],
        ["lookup", "--json", "攀登計劃"],
        ["lookup", "人大", "乡村振兴"],
        ["lookup", "--json", "climbing plans", "--limit", "1"],
        ["lookup", "climbing", "plan"],
        ["lookup", "--json", "pan1 deng1 ji4 hua4", "--exact"],
        ["lookup", "pdjh", "--subject", "sample", "--json"],
        ["lookup", "--json", "climing plan"],
        ["lookup", "climing plan"],
        ["lookup", "计", "--limit", "1"],
        ["lookup", "计"],
        ["lookup", "计", "--full"],
        ["lookup", "pla"],
        ["lookup", "quality"],
        ["lookup", "quality growth", "--json"],
        ["lookup", "congress"],
    ],
)
def test_it_says_what_the_plain_path_says(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert quick.answer(arguments) == 0
    fast = capsys.readouterr()
    assert run(arguments) == 0
    assert capsys.readouterr() == fast


@pytest.mark.usefixtures("fresh")
def test_a_terminal_shows_the_same_on_both_paths(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert quick.answer(["lookup", "计", "--limit", "1"]) == 0
    fast = capsys.readouterr()
    assert run(["lookup", "计", "--limit", "1"]) == 0
    assert capsys.readouterr() == fast
    assert "\x1b[" in fast.out
    assert "and 1 more; see them with --limit 2" in fast.out


@pytest.mark.usefixtures("fresh")
def test_it_needs_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "empty"))
    assert quick.answer(["lookup", "人大"]) is None


@pytest.mark.usefixtures("fresh")
def test_it_loads_nothing_heavy() -> None:
    program = (
        "import sys; import glossary.index.manifest as m; m.SLACK_NS = 0\n"
        "before = set(sys.modules)\n"
        "from glossary.quick import answer\n"
        "code = answer(['lookup', '--json', 'pandengjihua'])\n"
        "print(code, sorted(set(sys.modules) - before), file=sys.stderr)\n"
    )
    # Without site-packages (-S), nothing that they start on their own can blur the picture.
    environment = {**os.environ, "PYTHONPATH": str(Path(glossary.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stderr.startswith("0 ")
    loaded = done.stderr.split("'")[1::2]
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)
