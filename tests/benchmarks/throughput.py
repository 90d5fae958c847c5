"""Speed of matching against `jieba.cut` on the same text, as a Markdown table.

    python tests/benchmarks/throughput.py TEXT [--megabytes 1] [--seed 1]

TEXT is a plain text, or a gold-segmented corpus (`.conllu`, or words with spaces between) that becomes
one; it is taken up to that many megabytes of UTF-8 and never repeated. Glossaries are drawn from the words that
jieba finds in the text: 200 at random, 200 from the middle of the list by frequency, the 200 most
frequent, and the 20,000 most frequent (all, where there are fewer). Another 20,000 are drawn at random
from jieba's dictionary: a large glossary that is not made of the text itself. Times do not include
building the automata: one for the first pass, when nothing of the text is remembered (in the first row it
includes mapping the dictionary), and the best of three more, when all of it is.
"""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from gold import read_corpus

from glossary.concept import CHINESE, ENGLISH, Concept, Designation
from glossary.files import read_text
from glossary.lexicon import dictionary_path
from glossary.matcher import Matcher
from glossary.segmenter import import_jieba
from glossary.text import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("text", nargs="+", type=Path)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    text = read_plain(options.text)
    text = text.encode()[: int(options.megabytes * 1e6)].decode(errors="ignore")
    size = len(text.encode()) / 1e6
    jieba = import_jieba()
    jieba.setLogLevel(logging.CRITICAL)
    jieba.initialize()
    words = Counter(word for word in jieba.cut(text) if len(word) > 1 and all(map(is_han, word)))
    ranked = [word for word, _ in words.most_common()]
    baseline = best_time(lambda: sum(1 for _ in jieba.cut(text)))
    print(f"{size:.2f} MB of text; jieba.cut {size / baseline:.2f} MB/s\n")
    print("| glossary | terms | matches | MB/s | against jieba.cut | first pass |\n|---|---|---|---|---|---|")
    for name, terms in glossaries(ranked, options.seed).items():
        matcher = Matcher(concepts(terms))
        matcher.find("。" * 20_000)  # builds the automata
        start = time.perf_counter()
        count = len(matcher.find(text))
        first = time.perf_counter() - start
        seconds = best_time(lambda: matcher.find(text))  # noqa: B023 - called at once
        print(
            f"| {name} | {len(terms)} | {count} | {size / seconds:.1f} "
            f"| {baseline / seconds:.1f}× | {baseline / first:.1f}× |"
        )


def read_plain(paths: Iterable[Path]) -> str:
    """The files as running text: gold segmentation is joined, one sentence a line."""
    parts = []
    for path in paths:
        text = read_text(path).text
        if path.suffix == ".conllu" or text[:10_000].count(" ") > len(text[:10_000]) / 10:
            text = "\n".join(map("".join, read_corpus([path])))
        parts.append(text)
    return "\n".join(parts)


def glossaries(ranked: Sequence[str], seed: int) -> dict[str, Sequence[str]]:
    """Terms by kind of glossary; `ranked` is most frequent first."""
    draw = random.Random(seed)  # noqa: S311 - a sample
    middle = len(ranked) // 20
    lines = dictionary_path().read_text(encoding="utf-8").splitlines()
    known = [word for word in (line.split(" ")[0] for line in lines) if len(word) > 1]
    return {
        "200 random": draw.sample(ranked, min(200, len(ranked))),
        "200 of middle frequency": ranked[middle : middle + 200],
        "200 most frequent": ranked[:200],
        "20,000 most frequent": ranked[:20_000],
        "20,000 of the dictionary": draw.sample(known, 20_000),
    }


def concepts(terms: Iterable[str]) -> list[Concept]:
    return [
        Concept(f"term-{number}", (Designation(term, CHINESE), Designation(f"term {number}", ENGLISH)))
        for number, term in enumerate(terms)
    ]


def best_time(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
