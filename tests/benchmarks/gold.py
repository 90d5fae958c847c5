"""Gold-segmented corpora for the benchmarks: CoNLL-U, or words with spaces between (SIGHAN bakeoff)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.files import read_text
from glossary.text import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Sentence = list[str]


def read_corpus(paths: Iterable[Path]) -> list[Sentence]:
    """Read sentences as lists of words, in the order of the files; UTF-8 or GB18030."""
    sentences: list[Sentence] = []
    for path in paths:
        lines = read_text(path).text.splitlines()
        sentences += _conllu(lines) if path.suffix == ".conllu" else filter(None, map(str.split, lines))
    return sentences


def words_of(sentences: Iterable[Sentence]) -> list[str]:
    """The distinct words of two or more Chinese characters, in the order of first appearance."""
    return list(
        dict.fromkeys(
            word for sentence in sentences for word in sentence if len(word) > 1 and all(map(is_han, word))
        )
    )


def _conllu(lines: Iterable[str]) -> Iterator[Sentence]:
    sentence: Sentence = []
    for line in [*lines, ""]:
        fields = line.split("\t")
        if fields[0].isdigit():
            sentence.append(fields[1])
        elif not line and sentence:
            yield sentence
            sentence = []
