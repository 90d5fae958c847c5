"""Term success rates of machine translations of a report, as `check --summary` computes them.

    python tests/benchmarks/check_mt.py OUTPUTS.jsonl.gz PARAGRAPHS.tsv TERMS.tsv

OUTPUTS has an object a line: year, doc, system, mode (noterm or proper), hyp. Source and output are paired
as `glossary check source.txt target.txt` pairs them. Beside ours stand the rates that the shared task
published (over more years than the outputs at hand) and the shared task's measure, computed here on the same
outputs; for both the rank correlation with ours is printed.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from check_injected import concepts, rows

from glossary.check.run import Checker
from glossary.files import TextFile
from glossary.formats.plain import read_plain
from glossary.pairing import align_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MODES = ("noterm", "proper")
# `proper_term_success_rate`, Chinese to English, in ranking/metric_track2/track2_score_dict.json of
# https://github.com/wmt-conference/wmt25-terminology (WMT 2025); the organizers' own system is not in it.
PUBLISHED = {
    ("CommandA_MT", "noterm"): 0.6409,
    ("Erlendur", "noterm"): 0.6962,
    ("MeGuMa", "noterm"): 0.5191,
    ("stitch", "noterm"): 0.4852,
    ("CommandA_MT", "proper"): 0.8826,
    ("Erlendur", "proper"): 0.7188,
    ("MeGuMa", "proper"): 0.6243,
    ("stitch", "proper"): 0.7480,
}

Key = tuple[str, str]


def main(arguments: list[str]) -> None:
    """Print a table of rates and the rank correlations."""
    outputs, paragraphs, terms = map(Path, arguments)
    sources, references = read_column(paragraphs, "zh_hant"), read_column(paragraphs, "en")
    checkers: dict[str, Checker] = {}
    due: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    task: dict[Key, list[float]] = defaultdict(list)
    with gzip.open(outputs, "rt", encoding="utf-8") as stream:
        for line in stream:
            output = json.loads(line)
            key, document = (output["system"], output["mode"]), (str(output["year"]), str(output["doc"]))
            checker = checkers.setdefault(document[0], Checker(concepts(terms, document[0])))
            for place, count in enumerate(count_terms(checker, sources[document], output["hyp"])):
                due[key][place] += count
            pairs = read_terms(terms, document[0])
            task[key] += task_rates(pairs, sources[document], references[document], output["hyp"])
    ours = {key: rendered / required for key, (rendered, required) in due.items()}
    measured = {key: sum(rates) / len(rates) for key, rates in task.items()}
    print_table(ours, measured)


def read_column(path: Path, column: str) -> dict[Key, str]:
    """Text of each document in one language, a paragraph a line."""
    found: dict[Key, list[str]] = defaultdict(list)
    for row in rows(path):
        found[row["year"], row["doc"]].append(row[column])
    return {key: "\n".join(lines) for key, lines in found.items()}


def read_terms(path: Path, year: str) -> list[tuple[str, list[str]]]:
    """Chinese terms of a year and their English, in small letters."""
    return [
        (row["source_term"].strip().lower(), row["target_variants_pipe"].lower().split("|"))
        for row in rows(path)
        if row["year"] == year and row["direction"] == "zhen"
    ]


def count_terms(checker: Checker, source: str, target: str) -> tuple[int, int]:
    """Pair and check two texts; return how many terms are rendered and how many required."""
    original = read_plain(TextFile(source), path="source")
    translation = read_plain(TextFile(target), path="target")
    bitext = align_documents(original, translation, checker.anchors(original))
    tallies = checker.check(bitext).tallies
    return sum(tally.rendered for tally in tallies), sum(tally.required for tally in tallies)


def task_rates(
    terms: Iterable[tuple[str, list[str]]], source: str, reference: str, output: str
) -> list[float]:
    """Rate of each term that source and reference have: its count in the output by that in the source, up to 1.

    The shared task's measure: plain substrings in small letters, all terms of a document with equal weight.
    """
    source, reference, output = source.lower(), reference.lower(), output.lower()
    return [
        min(1.0, sum(map(output.count, english)) / source.count(chinese))
        for chinese, english in terms
        if chinese in source and any(text in reference for text in english)
    ]


def print_table(ours: Mapping[Key, float], measured: Mapping[Key, float]) -> None:
    """Print the rates, best system first, and what they agree with."""
    print(f"{'':26}{'ours':>16}{'task measure':>18}{'published':>18}")
    print(f"{'system':26}" + "".join(f"{'without':>10}{'with':>8}" for _ in range(3)))
    for system in sorted({system for system, _ in ours}, key=lambda name: -ours[name, "proper"]):
        cells = [
            f"{rates[system, mode]:.4f}" if (system, mode) in rates else "-"
            for rates, mode in product((ours, measured, PUBLISHED), MODES)
        ]
        print(
            f"{system:26}" + "".join(f"{a:>10}{b:>8}" for a, b in zip(cells[::2], cells[1::2], strict=True))
        )
    better = all(ours[system, "proper"] > ours[system, "noterm"] for system, _ in ours)
    print(f"with terms above without for every system: {'yes' if better else 'NO'}")
    print(
        f"Spearman with the measure on the same outputs, {len(measured)} runs: {spearman(ours, measured):.3f}"
    )
    print(f"Spearman with the published rates, {len(PUBLISHED)} runs: {spearman(ours, PUBLISHED):.3f}")


def spearman(one: Mapping[Key, float], other: Mapping[Key, float]) -> float:
    """Rank correlation (no ties) over the common keys."""
    keys = sorted(one.keys() & other.keys())
    first, second = (sorted(keys, key=values.__getitem__) for values in (one, other))
    squares = sum((first.index(key) - second.index(key)) ** 2 for key in keys)
    return 1 - 6 * squares / (len(keys) * (len(keys) ** 2 - 1))


if __name__ == "__main__":
    main(sys.argv[1:])
