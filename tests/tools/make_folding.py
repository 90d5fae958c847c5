"""Make src/glossary/data/folding.txt from OpenCC's tables (needs the package `opencc`)."""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).parents[2] / "src/glossary/data/folding.txt"
RANGES = [(0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0)]
# In this order: the first table that changes a character decides.
TABLES = ["t2s", "tw2s", "hk2s"]
# OpenCC reads a lone 么 as the traditional form of 幺; in running text it is the 么 of 什么.
KEPT = "么"


def main() -> None:
    """Write one pair a character that folds, in code point order."""
    converters = [opencc.OpenCC(name) for name in TABLES]
    pairs = []
    for start, end in RANGES:
        for code in range(start, end):
            character = chr(code)
            if character in KEPT:
                continue
            for converter in converters:
                folded = converter.convert(character)
                if folded != character and len(folded) == 1:
                    pairs.append(character + folded)
                    break
    TARGET.write_text("\n".join(pairs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
