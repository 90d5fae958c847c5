"""The README tells the truth: its sessions print what it says, its commands are what CI runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "tools"))
import readme

TEXT = readme.README.read_text(encoding="utf-8")


@pytest.mark.parametrize("block", readme.SESSION.findall(TEXT), ids=lambda block: block.splitlines()[0][2:60])
def test_a_session_prints_what_the_readme_says(block: str) -> None:
    assert readme.session(block) == block


def test_the_python_example_runs() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    lines = [line.partition("  # -> ") for line in example.splitlines()]
    scope: dict[str, object] = {}
    for code, _, expected in lines:
        if expected:
            assert str(eval(code, scope)) == expected  # noqa: S307  # our own README
        else:
            exec(code, scope)  # noqa: S102  # our own README
    assert len(lines) <= 12


def test_every_command_is_in_the_readme() -> None:
    from glossary.cli.app import COMMANDS

    assert {name for name in COMMANDS if f"glossary {name}" in TEXT} == set(COMMANDS)


def test_no_path_of_a_machine_is_in_the_readme() -> None:
    assert not re.search(r"/(root|home|work|tmp)/", TEXT)
