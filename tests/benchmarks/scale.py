"""Measure a term base of a million concepts: making its index, and looking terms up in it.

    python tests/benchmarks/scale.py [--concepts 1000000]

The terms are made up from a fixed seed: a TSV file with Chinese of 3 to 8 characters and English of 2 to 5 words.
Times are those of whole processes, against `python -c pass` in the same run; memory is the peak of a process.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from statistics import median

from cold_start import PROGRAM, compile_bytecode

SEED = 16159
RUNS = 9
# Common characters, and syllables to make words of.
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 20_000, 9)]
SYLLABLES = [
    first + vowel + last for first in "bcdfglmnprst" for vowel in "aeiou" for last in ("", "n", "r", "st")
]


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--concepts", type=int, default=1_000_000)
    concepts = parser.parse_args().concepts
    compile_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GLOSSARY_CACHE"] = folder
        table = Path(folder, "terms.tsv")
        sample = write_terms(table, concepts)
        # Files that changed in the last two seconds are not trusted by their times.
        time.sleep(2.5)
        print(
            f"| {concepts:,} concepts ({table.stat().st_size / 1e6:.0f} MB of TSV) | time | ratio | peak memory |"
        )
        print("|---|---:|---:|---:|")
        seconds, memory = run(["-c", PROGRAM, "lookup", "--terms", str(table), "--json", sample[0]])
        print(f"| making the index | {seconds:.1f} s | | {memory:,.0f} MB |")
        (index,) = Path(folder).glob("terms-*.idx")
        print(f"| the index on disk | {index.stat().st_size / 1e6:,.0f} MB | | |")
        measure_queries(table, queries_for(*sample))


def queries_for(zh: str, en: str) -> dict[str, str]:
    """Make a query of each sort from one term."""
    words = en.split(" ")
    return {
        "exact Chinese": zh,
        "part of the Chinese": zh[1:3],
        "exact English": en,
        "English in another order": " ".join(reversed(words)),
        "one English word": words[0],
        "a wrong character": zh[:-1] + ("甲" if zh[-1] != "甲" else "乙"),
        "a misspelt word": en[:2] + en[3:],
    }


def measure_queries(table: Path, queries: dict[str, str]) -> None:
    """Print a row a query."""
    unit = median(run(["-c", "pass"])[0] for _ in range(RUNS))
    print(f"| `python -c pass` | {unit * 1000:.1f} ms | 1.00× | |")
    for name, query in queries.items():
        runs = [run(["-c", PROGRAM, "lookup", "--terms", str(table), "--json", query]) for _ in range(RUNS)]
        seconds, memory = median(taken for taken, _ in runs), max(peak for _, peak in runs)
        print(f"| {name} | {seconds * 1000:.1f} ms | {seconds / unit:.2f}× | {memory:.0f} MB |")


def write_terms(path: Path, count: int) -> tuple[str, str]:
    """Write the term base; give the Chinese and English of one of them."""
    chance = random.Random(SEED)  # noqa: S311 -- the same terms each time
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(30_000)]
    # As in any language, some words and characters are far commoner than others.
    word_weights = list(accumulate(1 / (rank + 10) for rank in range(len(vocabulary))))
    han_weights = list(accumulate(1 / (rank + 30) for rank in range(len(HAN))))
    sample = ("", "")
    with path.open("w", encoding="utf-8") as file:
        file.write("zh\ten\n")
        for number in range(count):
            zh = "".join(chance.choices(HAN, cum_weights=han_weights, k=chance.randint(3, 8)))
            en = " ".join(chance.choices(vocabulary, cum_weights=word_weights, k=chance.randint(2, 5)))
            if number == count // 2:
                sample = zh, en = zh[:2] + "攀登计划", f"{en} climbing"
            file.write(f"{zh}\t{en}\n")
    return sample


def run(arguments: list[str]) -> tuple[float, float]:
    """Run Python once; give seconds and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # Kilobytes, but bytes on macOS.
    scale = 1_000_000 if sys.platform == "darwin" else 1_000
    return seconds, usage.ru_maxrss / scale


if __name__ == "__main__":
    main()
