"""Speed and memory of a check against `jieba.cut` over the same source text, in one run.

    python tests/benchmarks/check_speed.py PARAGRAPHS.tsv TERMS.tsv [PAIRS] [CONCEPTS]

The segment pairs are the sentences of the paragraphs, again and again with a number before them, so that
none repeats another; the concepts are
those of the term list and further pairs of words, until there are enough.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from check_injected import concepts, rows

from glossary.alignment import split_sentences
from glossary.check.run import Checker
from glossary.concept import Concept, Designation
from glossary.document import Bitext, Prose, SegmentPair

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(arguments: list[str]) -> None:
    """Print the times and their ratio."""
    paragraphs, terms = Path(arguments[0]), Path(arguments[1])
    number_of_pairs = int(arguments[2]) if len(arguments) > 2 else 100_000
    wanted = int(arguments[3]) if len(arguments) > 3 else 10_000
    pairs = [
        SegmentPair(f"row {number}", Prose(chinese, number), Prose(english, number))
        for number, (chinese, english) in enumerate(islice(distinct(sentences(paragraphs)), number_of_pairs))
    ]
    glossary = enough_concepts(terms, wanted)
    gc.disable()  # as the command does
    before = memory()
    start = time.process_time()
    report = Checker(glossary).check(Bitext("speed", "tsv", tuple(pairs)))
    checked = time.process_time() - start
    used = memory()
    cut = time_of_jieba([pair.source.text for pair in pairs])
    required = sum(tally.required for tally in report.tallies)
    print(
        f"{len(pairs):,} pairs, {len(glossary):,} concepts, {required:,} terms due, {len(report.findings):,} findings"
    )
    print(f"check {checked:.1f} s, jieba.cut {cut:.1f} s, ratio {checked / cut:.2f}")
    print(f"memory {used:.0f} MB in all, of which {before:.0f} MB for the pairs and concepts")


def sentences(path: Path) -> list[tuple[str, str]]:
    """Sentence pairs of the paragraphs that have as many sentences on both sides."""
    found = []
    for row in rows(path):
        spans = split_sentences(row["zh_hant"]), split_sentences(row["en"])
        if len(spans[0]) == len(spans[1]):
            found += [
                (row["zh_hant"][a.start : a.end], row["en"][b.start : b.end])
                for a, b in zip(*spans, strict=True)
            ]
    return found


def distinct(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs, and again and again with a number before them: the checker knows true repetitions."""
    for turn in count():
        for chinese, english in found:
            yield (f"（{turn}）{chinese}", f"({turn}) {english}") if turn else (chinese, english)


def enough_concepts(path: Path, wanted: int) -> list[Concept]:
    """The concepts of all years, and made-up ones that occur nowhere."""
    merged: dict[str, Concept] = {}
    for year in sorted({row["year"] for row in rows(path)}):
        for concept in concepts(path, year):
            merged.setdefault(concept.zh[0].text, concept)
    found = [Concept(f"c{number}", concept.designations) for number, concept in enumerate(merged.values())]
    for number in range(max(0, wanted - len(found))):
        chinese = chr(0x4E00 + number % 5000) + chr(0x5000 + number // 7) + "甲乙"
        found.append(
            Concept(f"x{number}", (Designation(chinese, "zh-Hans"), Designation(f"made up {number}", "en")))
        )
    return found[:wanted]


def time_of_jieba(texts: list[str]) -> float:
    """Seconds that jieba takes to cut the texts, its dictionary loaded before."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    start = time.process_time()
    for text in texts:
        for _ in jieba.cut(text):
            pass
    return time.process_time() - start


def memory() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1:])
