"""Plain lists of pairs for machine translation and localisation: OmegaT, DeepL, Google, AWS, Weblate, Pontoon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.concept import CHINESE, ENGLISH
from glossary.exchange.entry import Entry, Term
from glossary.exchange.tables.delimited import split_lines
from glossary.exchange.tables.text_tables import write_rows
from glossary.files import open_text
from glossary.text import has_han

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from glossary.concept import Concept, Designation
    from glossary.exchange.account import Account


def read_omegat(path: Path | str, account: Account, *, encoding: str | None = None) -> Iterator[Entry]:
    """Read an OmegaT glossary: term, translation and comment between tabs, `#` before remarks.

    Several translations stand in a cell between semicolons, or on lines of their own with the same term.

    Raises:
        DocumentError: the file cannot be read.
    """
    with open_text(path, encoding=encoding) as (stored, chunks):
        if stored.name != "utf-8":
            account.remarks.append(f"read as {stored.label}")
        entries: dict[str, Entry] = {}
        for number, line in enumerate(split_lines(chunks, path), start=1):
            if line.startswith("#") or not line.strip():
                continue
            first, second, *comments = [*line.rstrip("\r\n").split("\t"), ""]
            source, target = first.strip(), second.strip()
            if not has_han(source) and has_han(target):
                source, target = target, source
            if not has_han(source):
                account.concepts_read += 1
                account.skipped["line without Chinese"] += 1
                continue
            entry = entries.get(source)
            if entry is None:
                entry = entries[source] = Entry(terms=[Term(source, CHINESE, line=number)], line=number)
            entry.terms += [Term(text, ENGLISH, line=number) for text in _translations(target)]
            entry.fields["note"] += [comment.strip() for comment in comments if comment.strip()]
        yield from entries.values()


def write_omegat(concepts: Sequence[Concept]) -> Iterator[str]:
    """Write term, translation and comment between tabs, one line a Chinese designation."""
    yield "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
    for concept in concepts:
        comment = _flat(
            "; ".join(
                filter(None, (concept.preferred_zh.pinyin if concept.preferred_zh else None, concept.note))
            )
        )
        for chinese in concept.zh:
            if not chinese.status.is_accepted:
                continue
            for english in concept.accepted_en:
                yield f"{_flat(chinese.text)}\t{_flat(english.text)}\t{comment}\n"


def write_deepl(concepts: Sequence[Concept], lost: Counter[str], skipped: Counter[str]) -> Iterator[str]:
    """Write DeepL's CSV: Chinese and English without a heading."""
    yield from write_rows(([zh, en] for _, zh, en in _pairs(concepts, skipped)), lost)


def write_google(concepts: Sequence[Concept], lost: Counter[str], skipped: Counter[str]) -> Iterator[str]:
    """Write Google's CSV of equivalent terms: a heading of language codes, and a description."""
    yield from write_rows([["zh-CN", "en", "description"]], lost)
    rows = ([zh, en, concept.definition or ""] for concept, zh, en in _pairs(concepts, skipped))
    yield from write_rows(rows, lost)


def write_aws(concepts: Sequence[Concept], lost: Counter[str], skipped: Counter[str]) -> Iterator[str]:
    """Write the CSV of Amazon Translate: a heading of language codes, the source language first."""
    yield from write_rows([["zh", "en"]], lost)
    yield from write_rows(([zh, en] for _, zh, en in _pairs(concepts, skipped)), lost)


def write_weblate(concepts: Sequence[Concept], lost: Counter[str], skipped: Counter[str]) -> Iterator[str]:
    """Write Weblate's bilingual CSV; definitions are comments of the developers, notes of the translators."""
    yield from write_rows(
        [["source", "target", "context", "developer_comments", "translator_comments"]], lost
    )
    for concept, chinese, english in _pairs(concepts, skipped):
        row = [chinese, english, concept.context or "", concept.definition or "", concept.note or ""]
        yield from write_rows([row], lost)


def write_pontoon(concepts: Sequence[Concept], lost: Counter[str]) -> Iterator[str]:
    """Write a term list with the fields of Pontoon's terms: English first, forbidden ones marked."""
    headings = [
        "Term",
        "Part of speech",
        "Definition",
        "Usage",
        "Notes",
        "Case sensitive",
        "Forbidden",
        "zh-CN",
    ]
    yield from write_rows([headings], lost)
    for concept in concepts:
        chinese = concept.preferred_zh.text if concept.preferred_zh else ""
        for english in concept.en:
            yield from write_rows([_pontoon_row(concept, english, chinese)], lost)


def _pontoon_row(concept: Concept, english: Designation, chinese: str) -> list[str]:
    return [
        english.text,
        "",
        concept.definition or "",
        concept.context or "",
        english.note or concept.note or "",
        "yes" if english.case_sensitive else "",
        "" if english.status.is_accepted else "yes",
        chinese,
    ]


def _pairs(concepts: Sequence[Concept], skipped: Counter[str]) -> Iterator[tuple[Concept, str, str]]:
    """Pair each accepted Chinese designation with the best English; no Chinese twice, as these tools demand."""
    seen: set[str] = set()
    for concept in concepts:
        if not concept.accepted_en:
            skipped["concept without accepted English"] += 1
            continue
        for chinese in concept.zh:
            if not chinese.status.is_accepted:
                continue
            if chinese.text in seen:
                skipped["Chinese designation that another concept has, too"] += 1
                continue
            seen.add(chinese.text)
            yield concept, chinese.text, concept.accepted_en[0].text


def _translations(cell: str) -> list[str]:
    """Split translations at semicolons; a comma may belong to the term."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
