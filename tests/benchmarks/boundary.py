"""Quality of the word-boundary decision on a gold-segmented corpus, as a Markdown table.

    python tests/benchmarks/boundary.py CORPUS... [--sample 2500] [--seed 1]

The glossary is a sample of the corpus's words of two or more Chinese characters. Every place where the
characters of one occur is *aligned* when both its edges are word boundaries of the gold; otherwise it is
*crossing*, unless it lies inside one gold word: that says nothing about boundaries and is left out. With
`--all` every word is a term. `jieba tokens` looks the words that jieba cuts up in the glossary.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gold import Sentence, read_corpus, words_of

from glossary.automaton import Automaton
from glossary.boundary import Evidence, Judge, Verdict
from glossary.lexicon import folded_lexicon
from glossary.segmenter import segmenter
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass
class Score:
    """Decisions that were right and wrong."""

    hits: int = 0
    alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        return self.hits / ((self.hits + self.alarms) or 1)

    @property
    def recall(self) -> float:
        return self.hits / ((self.hits + self.misses) or 1)

    @property
    def f1(self) -> float:
        return 2 * self.hits / ((2 * self.hits + self.alarms + self.misses) or 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="every word is a term")
    options = parser.parse_args()
    sentences = read_corpus(options.corpus)
    words = sorted(words_of(sentences))
    if not options.all and len(words) > options.sample:
        words = random.Random(options.seed).sample(words, options.sample)  # noqa: S311 - a sample
    print(f"{len(sentences)} sentences, {len(words)} terms, seed {options.seed}\n")
    print("| decision | precision | recall | F1 | false alarms |\n|---|---|---|---|---|")
    baseline = 0
    for name, decision in DECISIONS.items():
        score = measure(sentences, words, decision)
        baseline = baseline or score.alarms
        print(
            f"| {name} | {score.precision:.4f} | {score.recall:.4f} | {score.f1:.4f} "
            f"| {score.alarms} ({score.alarms / (baseline or 1):.2f}×) |"
        )


def measure(
    sentences: Sequence[Sentence],
    words: Sequence[str],
    decision: Callable[[str], Callable[[int, int], bool]],
) -> Score:
    """Count the decisions on all labelled candidates."""
    patterns = list(dict.fromkeys(map(fold, words)))
    automaton = Automaton.build(patterns)
    score = Score()
    for sentence in sentences:
        text = "".join(sentence)
        accepts = decision(text)
        for start, end, aligned in labelled(sentence, automaton):
            accepted = accepts(start, end)
            score.hits += aligned and accepted
            score.alarms += not aligned and accepted
            score.misses += aligned and not accepted
    return score


def labelled(sentence: Sentence, automaton: Automaton) -> list[tuple[int, int, bool]]:
    """Candidates as (start, end, aligned?), without those inside one gold word."""
    owner = [number for number, word in enumerate(sentence) for _ in word]
    owner = [-1, *owner, -1]
    found = []
    for start, end, _ in automaton.find(fold("".join(sentence))):
        aligned = owner[start] != owner[start + 1] and owner[end] != owner[end + 1]
        if aligned or owner[start + 1] != owner[end]:
            found.append((start, end, aligned))
    return found


def every_substring(_text: str) -> Callable[[int, int], bool]:
    return lambda _start, _end: True


def jieba_tokens(text: str) -> Callable[[int, int], bool]:
    tokens, start = set(), 0
    for token in SEGMENTER.cut(text):
        tokens.add((start, start + len(token)))
        start += len(token)
    return lambda start, end: (start, end) in tokens


def ours(text: str) -> Callable[[int, int], bool]:
    judge = Judge(Evidence(folded_lexicon()), text, fold(text))
    return lambda start, end: judge.judge(start, end).verdict is not Verdict.BLOCKED


SEGMENTER = segmenter()
DECISIONS = {"every substring": every_substring, "jieba tokens": jieba_tokens, "glossary": ours}

if __name__ == "__main__":
    main()
