"""A glossary as one HTML page that needs no server, no network and, for reading, no script."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from glossary.text import fold, fold_script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.concept import Concept, Designation


def write_page(concepts: Sequence[Concept], *, title: str = "Glossary") -> Iterator[str]:
    """Write the page: a table that prints well, and a search by Chinese, pinyin and English on top.

    All text is escaped, and a content security policy forbids the page to load anything.
    """
    template = files("glossary").joinpath("data/page.html").read_text(encoding="utf-8")
    subjects = sorted({concept.subject for concept in concepts if concept.subject})
    options = "".join(f"<option>{escape(subject)}</option>" for subject in subjects)
    head, foot = (
        template.replace("@@TITLE@@", escape(title))
        .replace("@@COUNT@@", f"{len(concepts):,}")
        .replace("@@SUBJECTS@@", options)
        .replace("@@FOLDING@@", _folding())
        .split("@@ROWS@@")
    )
    yield head
    for concept in concepts:
        yield _row(concept)
    yield foot


def _row(concept: Concept) -> str:
    chinese = "".join(_chinese(designation) for designation in concept.zh)
    english = "".join(_english(designation) for designation in concept.en)
    notes = [text for text in (concept.definition, concept.note) if text]
    notes += [f"Example: {concept.context}"] if concept.context else []
    details = "".join(f"<p>{escape(text)}</p>" for text in notes)
    details += "".join(f"<p class=source>{escape(source)}</p>" for source in concept.source)
    draft = "<p class=draft>draft</p>" if concept.review == "draft" else ""
    return (
        f'<tr id="{escape(concept.id)}" data-s="{escape(concept.subject)}" data-k="{escape(_key(concept))}">'
        f"<th scope=row lang=zh>{chinese}</th><td>{english}</td><td class=notes>{details}{draft}</td>"
        f"<td class=subject>{escape(concept.subject)}</td></tr>\n"
    )


def _chinese(designation: Designation) -> str:
    lang = escape(designation.language)
    pinyin = (
        f"<span class=py lang=zh-Latn-pinyin>{escape(designation.pinyin)}</span>"
        if designation.pinyin
        else ""
    )
    return f"<div class={designation.status} lang={lang}>{escape(designation.text)}{_mark(designation)}{pinyin}</div>"


def _english(designation: Designation) -> str:
    note = f" <small>{escape(designation.note)}</small>" if designation.note else ""
    lang = escape(designation.language)
    return f"<div class={designation.status} lang={lang}>{escape(designation.text)}{_mark(designation)}{note}</div>"


def _mark(designation: Designation) -> str:
    """Say the status in words, too: colour and strikes reach neither every eye nor a screen reader."""
    words = [] if designation.status.is_accepted else [str(designation.status)]
    words += [value for value in (designation.type, designation.region) if value]
    return f" <small class=mark>({escape(', '.join(words))})</small>" if words else ""


def _key(concept: Concept) -> str:
    """Collect what a search looks in: folded Chinese, pinyin with and without blanks, initials, English."""
    from glossary.pinyin import initials, strip_tones

    parts: dict[str, None] = {}
    for designation in concept.zh:
        parts[fold(designation.text)] = None
        if designation.pinyin:
            plain = strip_tones(designation.pinyin).lower().replace("'", "").replace("ü", "u")
            for text in (plain, plain.replace(" ", "").replace("-", ""), initials(designation.pinyin)):
                parts[text] = None
    for designation in concept.en:
        parts[" ".join(designation.text.lower().replace("’", "'").split())] = None
    return "\n".join(parts)


def _folding() -> str:
    """Give the script the pairs of traditional and simplified characters, so that both find a term."""
    pairs = files("glossary").joinpath("data/folding.txt").read_text(encoding="utf-8").split()
    usable = [pair for pair in pairs if len(pair) == 2 and fold_script(pair[0]) == pair[1]]  # noqa: PLR2004
    return json.dumps("".join(usable), ensure_ascii=False).replace("<", "\\u003c")
