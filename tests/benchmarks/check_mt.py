"""Term success rates of machine translations of a report, as `check --summary` computes them.

    python tests/benchmarks/check_mt.py OUTPUTS.jsonl.gz PARAGRAPHS.tsv TERMS.tsv [SCORES.tsv]

OUTPUTS has an object a line: year, doc, system, mode (noterm or proper), hyp. SCORES, where there is one,
has the columns system, mode, score: then the rank correlation with it is printed, too.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path

from check_injected import concepts, rows

from glossary.check.run import Checker
from glossary.document import Bitext, Prose, SegmentPair

MODES = ("noterm", "proper")


def main(arguments: list[str]) -> None:
    """Print a table of rates and the ranking."""
    sources = read_sources(Path(arguments[1]))
    checkers: dict[str, Checker] = {}
    due: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    with gzip.open(arguments[0], "rt", encoding="utf-8") as stream:
        for line in stream:
            output = json.loads(line)
            year = str(output["year"])
            checker = checkers.setdefault(year, Checker(concepts(Path(arguments[2]), year)))
            bitext = pair_up(sources[year, str(output["doc"])], output["hyp"])
            report = checker.check(bitext)
            figures = due[output["system"], output["mode"]]
            figures[0] += sum(tally.rendered for tally in report.tallies)
            figures[1] += sum(tally.required for tally in report.tallies)
    rates = {key: rendered / required for key, (rendered, required) in due.items()}
    print(f"{'system':26}{'without':>9}{'with terms':>12}")
    for system in sorted({system for system, _ in rates}, key=lambda name: -rates[name, "proper"]):
        print(
            f"{system:26}"
            + "".join(f"{rates[system, mode]:{width}.4f}" for mode, width in zip(MODES, (9, 12), strict=True))
        )
    better = all(rates[system, "proper"] > rates[system, "noterm"] for system, _ in rates)
    print(f"with terms above without for every system: {'yes' if better else 'NO'}")
    if len(arguments) > 3:
        scores = {(row["system"], row["mode"]): float(row["score"]) for row in rows(Path(arguments[3]))}
        print(f"Spearman with the scores given: {spearman(rates, scores):.3f}")


def read_sources(path: Path) -> dict[tuple[str, str], dict[int, str]]:
    """Paragraphs of each document, by line."""
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["year"], row["doc"]][int(row["line"])] = row["zh_hant"]
    return found


def pair_up(source: dict[int, str], output: str) -> Bitext:
    """Pair by line; a system that changed the lines is checked as one segment."""
    lines = output.split("\n")
    if len(lines) >= max(source) and sum(
        bool(lines[n].strip()) for n in source if n < len(lines)
    ) > 0.9 * len(source):
        pairs = [
            SegmentPair(f"line {number}", Prose(text), Prose(lines[number] if number < len(lines) else ""))
            for number, text in source.items()
        ]
    else:
        pairs = [SegmentPair("document", Prose("\n".join(source.values())), Prose(output))]
    return Bitext("output", "mt", tuple(pairs))


def spearman(one: dict[tuple[str, str], float], other: dict[tuple[str, str], float]) -> float:
    """Rank correlation (no ties) over the common keys."""
    keys = sorted(one.keys() & other.keys())
    first, second = (sorted(keys, key=values.__getitem__) for values in (one, other))
    squares = sum((first.index(key) - second.index(key)) ** 2 for key in keys)
    return 1 - 6 * squares / (len(keys) * (len(keys) ** 2 - 1))


if __name__ == "__main__":
    main(sys.argv[1:])
