"""Lists for learning and for prompts: Anki notes, and a Markdown table for language models."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.concept import Concept


def write_anki(concepts: Sequence[Concept]) -> Iterator[str]:
    """Write notes for Anki's text import: Chinese, pinyin, English, notes, tags.

    Plain text needs no library and lets the learner choose deck and note type; the comment lines on top
    tell Anki 2.1.54 and later how to read it.
    """
    yield "#separator:tab\n#html:true\n#columns:Chinese\tPinyin\tEnglish\tNotes\tTags\n#tags column:5\n"
    for concept in concepts:
        chinese = concept.preferred_zh
        if chinese is None or not concept.accepted_en:
            continue
        wrong = [each.text for each in concept.en if not each.status.is_accepted]
        notes = [concept.definition, concept.note, f"never: {'; '.join(wrong)}" if wrong else None]
        cells = [
            chinese.text,
            chinese.pinyin or "",
            "; ".join(each.text for each in concept.accepted_en),
            "\n".join(filter(None, notes)),
        ]
        tag = "".join(concept.subject.split())
        yield "\t".join([*map(_anki_cell, cells), tag]) + "\n"


def write_prompt(concepts: Sequence[Concept]) -> Iterator[str]:
    """Write a compact Markdown table for the prompt of a language model: what to use, and what never."""
    yield "Translate these terms exactly as listed; never use the English of the last column for them.\n\n"
    yield "| Chinese | English | never |\n|---|---|---|\n"
    for concept in concepts:
        if not concept.accepted_en:
            continue
        chinese = " / ".join(each.text for each in concept.zh if each.status.is_accepted)
        if not chinese:
            continue
        never = "; ".join(each.text for each in concept.en if not each.status.is_accepted)
        cells = [chinese, concept.accepted_en[0].text, never]
        yield f"| {' | '.join(map(_markdown_cell, cells))} |\n"


def _anki_cell(text: str) -> str:
    return (
        escape(text, quote=False)
        .replace("\r", "")
        .replace("\n", "<br>")
        .replace("\t", " ")
        .replace('"', "&quot;")
    )


def _markdown_cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
