"""Measure how many polyphonic characters `glossary.pinyin.read` reads right.

    python tests/benchmarks/pinyin.py ../shared/data/pinyin

The folder holds `*.sent` (one sentence a line, the character in question between two ▁) and `*.lb` (its
reading with tone number, `u:` for ü).
"""

from __future__ import annotations

import sys
from pathlib import Path

from glossary.pinyin import read, to_numbers

MARK = "▁"


def main(folder: Path) -> None:
    """Print a Markdown table."""
    print("| set | characters | syllable and tone right |\n|---|---:|---:|")
    for sentences in sorted(folder.glob("*.sent")):
        labels = sentences.with_suffix(".lb").read_text(encoding="utf-8").split()
        lines = sentences.read_text(encoding="utf-8").splitlines()
        right = sum(reading_of(line) == label for line, label in zip(lines, labels, strict=True))
        print(f"| {sentences.stem} | {len(labels):,} | {right / len(labels):.1%} |")


def reading_of(line: str) -> str:
    """Read the marked character, written as the labels are."""
    position = line.index(MARK)
    syllable = read(line.replace(MARK, ""))[position]
    return to_numbers(syllable).replace("ü", "u:")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
