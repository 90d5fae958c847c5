"""Time and check the exchange formats on real files, and print a table.

    python tests/benchmarks/exchange.py [--tbx FOLDER] [--cedict FILE] [--terms PATH]

FOLDER holds TBX samples, FILE is CC-CEDICT (`.u8`), PATH a term base for the round trips (the built-in terms).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from glossary.errors import GlossaryError
from glossary.exchange.account import Account
from glossary.exchange.registry import WriteOptions, read_foreign, write_foreign
from glossary.exchange.tbx import read_tbx
from glossary.glossary import Glossary

if TYPE_CHECKING:
    from glossary.concept import Concept

FORMATS = (
    ("jsonl", WriteOptions()),
    ("tbx", WriteOptions()),
    ("tbx", WriteOptions(tbx_style="dct")),
    ("tbx", WriteOptions(tbx_version=2)),
    ("xlsx", WriteOptions()),
    ("csv", WriteOptions()),
)


def main() -> None:
    """Run the parts that have their files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tbx", type=Path)
    parser.add_argument("--cedict", type=Path)
    parser.add_argument("--terms", type=Path)
    chosen = parser.parse_args()
    round_trips(chosen.terms)
    if chosen.tbx:
        samples(chosen.tbx)
    if chosen.cedict:
        cedict(chosen.cedict)


def round_trips(terms: Path | None) -> None:
    """Write the term base in each format and read it back."""
    concepts = Glossary.load([terms] if terms else None).concepts
    print(f"{'round trip':14} {'write s':>8} {'read s':>7} {'concepts':>9} {'identical':>9}  no place for")
    with tempfile.TemporaryDirectory() as folder:
        for name, options in FORMATS:
            start = time.perf_counter()
            pieces, account = write_foreign(concepts, name, options)
            path = Path(folder) / f"terms.{name}"
            path.write_bytes(b"".join(pieces))
            middle = time.perf_counter()
            back = {each.id: bare(each) for each in read_foreign(path).concepts}
            end = time.perf_counter()
            same = sum(back.get(each.id) == bare(each) for each in concepts)
            label = name if name != "tbx" else f"tbx {options.tbx_version} {options.tbx_style}"
            lost = ", ".join(f"{count} {kind}" for kind, count in account.lost.items()) or "nothing"
            print(
                f"{label:14} {middle - start:8.2f} {end - middle:7.2f} {len(concepts):9,} {same:9,}  {lost}"
            )


def bare(concept: Concept) -> Concept:
    """Leave out where a concept stood."""
    return replace(concept, path=None, line=None)


def samples(folder: Path) -> None:
    """Read each TBX file; compare the counts with those of the bare XML."""
    print(f"\n{'TBX sample':52} {'s':>5} {'entries':>8} {'terms':>7} {'right':>6} {'problems':>9}")
    for path in sorted(folder.rglob("*.tbx")):
        account = Account()
        start = time.perf_counter()
        name = str(path.relative_to(folder))[-52:]
        try:
            entries = list(read_tbx(path, account))
        except GlossaryError as error:
            print(f"{name:52} refused: {error.message} (line {error.line})")
            continue
        seconds = time.perf_counter() - start
        tree: Any = etree.parse(str(path), etree.XMLParser(no_network=True, load_dtd=False))
        counts = [
            len(tree.xpath(f"//*[local-name()='{first}' or local-name()='{second}']"))
            for first, second in (("conceptEntry", "termEntry"), ("term", "term"))
        ]
        read = [len(entries), sum(len(entry.terms) for entry in entries)]
        print(
            f"{name:52} {seconds:5.2f} {read[0]:8,} {read[1]:7,} {read == counts!s:>6} {len(account.problems):9}"
        )
        for problem in account.problems:
            print(f"      line {problem.line}: {problem.message}")


def cedict(path: Path) -> None:
    """Import the dictionary into a term file, then look a word up in it as it is."""
    from glossary.cli.app import run

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()) as out:
            run(["import", str(path), "-o", f"{folder}/cedict.toml", "--quiet"])
        print(
            f"\nCC-CEDICT imported in {time.perf_counter() - start:.1f} s: {out.getvalue().splitlines()[-1]}"
        )
        environment = {**os.environ, "GLOSSARY_CACHE": folder}
        for label, terms in (("CC-CEDICT", ["--terms", str(path)]), ("built-in terms", [])):
            times = []
            for _ in range(4):
                start = time.perf_counter()
                command = [sys.executable, "-m", "glossary", *terms, "lookup", "合同"]
                subprocess.run(command, env=environment, capture_output=True, check=False)
                times.append(time.perf_counter() - start)
            print(f"lookup in {label}: first {times[0]:.2f} s, then {min(times[1:]) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
