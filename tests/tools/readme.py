"""Keep the README honest: rerun the commands in it and write what they print.

A block of the README that begins with `$ glossary …` is a console session: each command is run in the
repository, and what it prints (stdout, then stderr) must stand below it. `python tests/tools/readme.py`
writes it anew.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str) -> str:
    """Run one shell command of the README as a user would, and give back what it prints."""
    environment = {
        **os.environ,
        "GLOSSARY_CACHE": _cache(),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    environment.pop("GLOSSARY_TERMS", None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    return done.stdout.decode()


@cache
def _cache() -> str:
    """Make one cache folder for all commands, so that the terms are compiled once."""
    folder = tempfile.mkdtemp(prefix="glossary-readme-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def session(block: str) -> str:
    """Give the console session with the output that its commands have now."""
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{run(line[2:])}" for line in commands)


def refreshed(text: str) -> str:
    """Give the README with the output that its commands have now."""
    return SESSION.sub(lambda match: f"```console\n{session(match[1])}```", text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
