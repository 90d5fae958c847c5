"""What the built-in terms hold of published lists, and how densely they annotate a text.

    python tests/benchmarks/terms.py LIST.tsv ...
    python tests/benchmarks/terms.py TEXT.txt ...

A list has a term a line, without a heading: Chinese, a tab, English with variants separated by `|`; lines with
`#` are remarks. A term is present when it is a designation of some concept, quotation marks aside; it agrees when
an English of the list is an accepted one of that concept, in the words' stems, without articles and `to`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.concept import Status
from glossary.english import split_words
from glossary.glossary import Glossary, built_in_folder
from glossary.matcher import Matcher
from glossary.text import fold, is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from glossary.concept import Concept

QUOTATION_MARKS = str.maketrans("", "", "“”‘’「」『』《》\"' ")

Keys = tuple[str, ...]


def main(names: Sequence[str]) -> None:
    """Print a table of the lists, and one of the texts."""
    concepts = list(Glossary.load([built_in_folder()]))
    paths = [Path(name) for name in names]
    lists = [path for path in paths if path.suffix == ".tsv"]
    if lists:
        print_lists(lists, index_of(concepts))
    if texts := [path for path in paths if path not in lists]:
        print_density(texts, Matcher(concepts))


def index_of(concepts: Iterable[Concept]) -> dict[str, set[Keys]]:
    """The accepted English of each Chinese designation."""
    found: dict[str, set[Keys]] = {}
    for concept in concepts:
        english = {keys(each.text) for each in concept.en if each.status is not Status.DEPRECATED}
        for designation in concept.zh:
            if designation.status is not Status.DEPRECATED:
                found.setdefault(name(designation.text), set()).update(english)
    return found


def name(chinese: str) -> str:
    """A Chinese term without what lists write differently."""
    return fold(chinese).translate(QUOTATION_MARKS)


def keys(english: str) -> Keys:
    """The stems of an English term."""
    found = tuple(split_words(english).keys)
    return found[1:] if english.lower().startswith("to ") else found


def print_lists(paths: Iterable[Path], known: Mapping[str, set[Keys]]) -> None:
    """Print what of each list is present, and what agrees."""
    print(f"{'list':40}{'terms':>7}{'present':>9}{'agree':>8}")
    total = [0, 0, 0]
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines()
        pairs = [line.split("\t")[:2] for line in lines if "\t" in line and not line.startswith("#")]
        present = [(known[name(zh)], en) for zh, en in pairs if name(zh) in known]
        agree = sum(any(keys(text) in accepted for text in en.split("|")) for accepted, en in present)
        figures = [len(pairs), len(present), agree]
        total = [a + b for a, b in zip(total, figures, strict=True)]
        _print_row(path.stem, figures)
    _print_row("all", total)


def _print_row(title: str, figures: Sequence[int]) -> None:
    terms, present, agree = figures
    print(f"{title[:39]:40}{terms:7}{present / (terms or 1):9.1%}{agree / (present or 1):8.1%}")


def print_density(paths: Iterable[Path], matcher: Matcher) -> None:
    """Print how many annotations each text gets for 1,000 Chinese characters."""
    print(f"{'text':40}{'characters':>12}{'terms':>7}{'per 1,000':>11}")
    for path in paths:
        text = path.read_text(encoding="utf-8")
        characters, terms = sum(map(is_han, text)), len(matcher.find(text))
        print(f"{path.name[:39]:40}{characters:12}{terms:7}{1000 * terms / (characters or 1):11.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
