"""Injected errors: alter half of the references in which an approved English stands; measure what is found.

    python tests/benchmarks/check_injected.py PARAGRAPHS.tsv TERMS.tsv [YEAR ...]

PARAGRAPHS has the columns zh_hant, en, year; TERMS has year, direction, source_term, target_variants_pipe.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.check.finding import Finding
from glossary.check.run import Checker
from glossary.concept import Concept, Designation, Status
from glossary.document import Bitext, Prose, SegmentPair

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20
# Words that no approved designation has; they replace it in altered paragraphs.
WRONG = ("walnut ledger", "harbour lantern", "quiet meadow", "copper bridge")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a TSV file without quoting."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def concepts(path: Path, year: str) -> list[Concept]:
    """The term list of a year; its direction does not matter here."""
    merged: dict[str, list[str]] = {}
    for row in rows(path):
        if row["year"] != year:
            continue
        variants = row["target_variants_pipe"].split("|")
        pairs = (
            [(row["source_term"], variants)]
            if row["direction"] == "zhen"
            else [(v, [row["source_term"]]) for v in variants]
        )
        for chinese, english in pairs:
            merged.setdefault(chinese, []).extend(english)
    return [
        Concept(f"t{number}", (Designation(chinese, "zh-Hant"), *_english(english)))
        for number, (chinese, english) in enumerate(merged.items())
    ]


def _english(texts: list[str]) -> Iterator[Designation]:
    for number, text in enumerate(dict.fromkeys(texts)):
        yield Designation(text, "en", Status.ADMITTED if number else Status.PREFERRED)


def main(arguments: list[str]) -> None:
    """Print a table: by year, recall and false alarms."""
    paragraphs, terms = Path(arguments[0]), Path(arguments[1])
    by_year: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(paragraphs):
        by_year[row["year"]].append(row)
    print(f"{'year':6}{'altered':>9}{'found':>8}{'recall':>9}{'intact':>9}{'false':>7}{'rate':>9}")
    totals = [0, 0, 0, 0]
    for year in arguments[2:] or sorted(by_year):
        figures = measure(by_year[year], concepts(terms, year))
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        _print(year, figures)
    _print("all", totals)


def _print(name: str, figures: list[int]) -> None:
    altered, found, intact, false = figures
    print(
        f"{name:6}{altered:9}{found:8}{found / (altered or 1):9.4f}{intact:9}{false:7}{false / (intact or 1):9.4f}"
    )


def measure(paragraphs: list[dict[str, str]], glossary: list[Concept]) -> list[int]:
    """Altered places, how many of them were found, intact places, how many of them were blamed."""
    chooser = random.Random(SEED)  # noqa: S311
    pairs: list[SegmentPair] = []
    altered: set[tuple[str, str]] = set()
    intact: set[tuple[str, str]] = set()
    for number, row in enumerate(paragraphs):
        for concept in glossary:
            chinese = concept.zh[0].text
            if chinese not in row["zh_hant"] or not _is_whole(chinese, row["zh_hant"], glossary):
                continue
            pattern = re.compile(
                r"\b(?:" + "|".join(re.escape(d.text.removesuffix("s")) for d in concept.en) + r")s?\b",
                re.IGNORECASE,
            )
            if not pattern.search(row["en"]):
                continue
            key = f"{number}/{concept.id}"
            english = row["en"]
            if chooser.random() < 0.5:
                english = pattern.sub(chooser.choice(WRONG), english)
                altered.add((key, concept.id))
            else:
                intact.add((key, concept.id))
            pairs.append(SegmentPair(key, Prose(row["zh_hant"]), Prose(english)))
    report = Checker(glossary).check(Bitext("injected", "tsv", tuple(pairs)))
    blamed = {
        (f.pair.key, name) for f in report.findings if f.code == "missing-term" for name in _ids(f, glossary)
    }
    if VERBOSE:
        _show(report.findings, intact, altered, blamed)
    return [len(altered), len(altered & blamed), len(intact), len(intact & blamed)]


def _is_whole(chinese: str, text: str, glossary: list[Concept]) -> bool:
    """Does the term stand outside the longer terms of the list at least once?"""
    for longer in sorted((c.zh[0].text for c in glossary), key=len, reverse=True):
        if chinese in longer and chinese != longer:
            text = text.replace(longer, "\n")
    return chinese in text


def _ids(finding: Finding, glossary: list[Concept]) -> list[str]:
    return [finding.diagnostic.concept or ""] if glossary else []


VERBOSE = "-v" in sys.argv


def _show(
    findings: tuple[Finding, ...],
    intact: set[tuple[str, str]],
    altered: set[tuple[str, str]],
    blamed: set[tuple[str, str]],
) -> None:
    for finding in findings:
        if (finding.pair.key, finding.diagnostic.concept) in intact and finding.code == "missing-term":
            print("FALSE", finding.diagnostic.message, finding.approved)
    for key, concept in sorted(altered - blamed):
        print("MISSED", key, concept)


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument != "-v"])
