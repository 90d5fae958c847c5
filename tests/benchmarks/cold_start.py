"""Measure whole processes of `glossary` against `python -c pass` in the same run.

    python tests/benchmarks/cold_start.py [--runs 20]

Bytecode is compiled first (without it everything takes twice as long), indexes are made first. Every
round runs each command once, so that the machine's moods meet all of them alike.
"""

from __future__ import annotations

import argparse
import compileall
import os
import pty
import subprocess
import sys
import tempfile
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import glossary

# What pip writes as console script does the same.
PROGRAM = "import sys; from glossary.__main__ import main; sys.exit(main())"
DEPENDENCIES = ("typer", "click", "rich", "daachorse", "marisa_trie", "rapidfuzz", "snowballstemmer")
TEXT = "推动攀登计划，发展新质生产力，建设粤港澳大湾区。" * 70


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    compile_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GLOSSARY_CACHE"] = folder
        document = Path(folder, "text.txt")
        document.write_text(TEXT, encoding="utf-8")
        commands = {
            "`python -c pass`": ["-c", "pass"],
            "`lookup --json`": ["-c", PROGRAM, "lookup", "--json", "攀登计划"],
            "`lookup`, piped": ["-c", PROGRAM, "lookup", "climbing plan"],
            "`lookup` by pinyin, piped": ["-c", PROGRAM, "lookup", "pandengjihua"],
            "`lookup` of an inflected form, piped": ["-c", PROGRAM, "lookup", "climbing plans"],
            "`lookup` with a typing error, piped": ["-c", PROGRAM, "lookup", "climing plan"],
            "`lookup` on a terminal": ["-c", PROGRAM, "lookup", "攀登计划"],
            "`annotate` of 5 KB": ["-c", PROGRAM, "annotate", str(document)],
        }
        report(measure(commands, runs))


def compile_bytecode() -> None:
    """Compile the program and what it imports."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(str(Path(glossary.__file__).parent), quiet=2)
    for name in DEPENDENCIES:
        spec = find_spec(name)
        for place in spec.submodule_search_locations or () if spec else ():
            compileall.compile_dir(place, quiet=2)


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Give the median wall time of each command in seconds."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for name, arguments in commands.items():
        run(arguments, terminal="terminal" in name)
    # Files that changed in the last two seconds are not trusted by their times.
    time.sleep(2.5)
    for name, arguments in commands.items():
        run(arguments, terminal="terminal" in name)
    for _ in range(runs):
        for name, arguments in commands.items():
            times[name].append(run(arguments, terminal="terminal" in name))
    return {name: median(taken) for name, taken in times.items()}


def run(arguments: list[str], *, terminal: bool) -> float:
    """Run Python once; give the seconds it took."""
    if not terminal:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start
    parent, child = pty.openpty()
    reader = threading.Thread(target=drain, args=(parent,))
    reader.start()
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=child)
    taken = time.perf_counter() - start
    os.close(child)
    reader.join()
    os.close(parent)
    return taken


def drain(terminal: int) -> None:
    """Read what a terminal shows, until it is closed."""
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:
        return


def report(times: dict[str, float]) -> None:
    """Print the table; the first command is the measure of all."""
    unit = next(iter(times.values()))
    print("| whole process | ms | ratio |\n|---|---:|---:|")
    for name, taken in times.items():
        print(f"| {name} | {taken * 1000:.1f} | {taken / unit:.2f}× |")


if __name__ == "__main__":
    main()
