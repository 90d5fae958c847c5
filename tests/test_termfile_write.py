"""Writing term files: round trips, comments kept, two writers at once."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.concept import CHINESE, ENGLISH, Concept, Designation, Examples, Review, Status, TermType
from glossary.errors import DocumentError, TermFileError
from glossary.termfile import parse_term_file
from glossary.termfile_write import concept_to_toml, edit_term_file, term_file_to_toml

if TYPE_CHECKING:
    from pathlib import Path

COMMENTED = """\
# 标题 · Title
subject = "x"

# about b
[b]
zh = "乙"
# on the English
en = "B"   # trailing
note = "n"   # keep me

[a]
zh = "甲"
en = "A"
"""

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
optional = st.none() | texts
tuples = st.lists(texts, max_size=2).map(tuple)


def designations(language: str, status: Status) -> st.SearchStrategy[Designation]:
    is_chinese = language == CHINESE
    return st.builds(
        Designation,
        text=texts,
        language=st.just(language),
        status=st.just(status),
        type=st.none() | st.sampled_from(TermType),
        pinyin=optional if is_chinese else st.none(),
        note=optional,
        source=tuples,
        authority=optional,
        region=optional,
        since=optional,
        until=optional,
        case_sensitive=st.booleans(),
        not_in=tuples if is_chinese else st.just(()),
        english=optional if is_chinese else st.none(),
    )


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    found = []
    for language in (CHINESE, ENGLISH):
        found.append(draw(designations(language, Status.PREFERRED)))
        for status in (Status.ADMITTED, Status.DEPRECATED, Status.SUPERSEDED):
            found += draw(st.lists(designations(language, status), max_size=2))
    return Concept(
        id=draw(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,2}", fullmatch=True)),
        designations=tuple(found),
        subject=draw(st.sampled_from(["x", "y"])),
        definition=draw(optional),
        note=draw(optional),
        context=draw(optional),
        source=draw(tuples),
        review=draw(st.none() | st.sampled_from(Review)),
        related=draw(tuples),
        superseded_by=draw(optional),
        examples=Examples(draw(tuples), draw(tuples)),
    )


@given(concepts())
def test_a_concept_survives_writing_and_reading(concept: Concept) -> None:
    file = parse_term_file(f'subject = "x"\n\n{concept_to_toml(concept, subject="x")}', "x.toml")
    assert file.errors == ()
    assert [replace(each, path=None, line=None) for each in file.concepts] == [concept]


def test_a_whole_file_is_written_in_the_order_of_ids() -> None:
    file = parse_term_file(COMMENTED, "x.toml")
    again = parse_term_file(term_file_to_toml(file.concepts, "x"), "x.toml")
    assert [concept.id for concept in again.concepts] == ["a", "b"]


def test_sorting_keeps_comments(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    with edit_term_file(path) as draft:
        assert draft.sort()
        assert not draft.sort()
    text = path.read_text(encoding="utf-8")
    assert text == (
        '# 标题 · Title\nsubject = "x"\n\n[a]\nzh = "甲"\nen = "A"\n\n'
        '# about b\n[b]\nzh = "乙"\n# on the English\nen = "B"   # trailing\nnote = "n"   # keep me\n'
    )


def test_updating_rewrites_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    (concept, _) = parse_term_file(COMMENTED, "x").concepts
    with edit_term_file(path) as draft:
        assert not draft.update(concept)
        assert draft.update(replace(concept, definition="new"))
    text = path.read_text(encoding="utf-8")
    assert text == COMMENTED.replace('note = "n"', 'definition = "new"\nnote = "n"')


def test_adding_keeps_the_order_and_refuses_a_second_of_the_same_id(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        'subject = "x"\n\n[a]\nzh = "甲"\nen = "A"\n\n[c]\nzh = "丙"\nen = "C"\n', encoding="utf-8"
    )
    (concept, _) = parse_term_file(path.read_text(encoding="utf-8"), "x").concepts
    with edit_term_file(path) as draft:
        for identifier in ("b", "d", "0"):
            draft.add(replace(concept, id=identifier))
        with pytest.raises(TermFileError, match="there is a concept named 'b' already"):
            draft.add(replace(concept, id="b"))
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("[")] == ["[0]", "[a]", "[b]", "[c]", "[d]"]
    assert "\n\n\n" not in text
    assert text.endswith('en = "A"\n')


def test_crlf_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(COMMENTED.replace("\n", "\r\n").encode())
    with edit_term_file(path) as draft:
        draft.sort()
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 0


def test_nothing_is_written_when_the_body_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    (concept, _) = parse_term_file(COMMENTED, "x").concepts

    def sort_and_fail() -> None:
        with edit_term_file(path) as draft:
            draft.sort()
            draft.update(replace(concept, id="missing"))

    with pytest.raises(TermFileError, match="there is no concept named 'missing'"):
        sort_and_fail()
    assert path.read_text(encoding="utf-8") == COMMENTED


def test_a_broken_file_is_not_made_worse(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('subject = "x"\n[b]\nzh = "乙\n[a]\nzh = "甲"\nen="A"\n', encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(TermFileError, match="not valid TOML"), edit_term_file(path) as draft:
        draft.sort()
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DocumentError, match="cannot be written"), edit_term_file(path) as draft:
            draft.sort()
    finally:
        tmp_path.chmod(0o700)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    code = (
        "import sys\n"
        "from glossary.concept import *\n"
        "from glossary.termfile_write import edit_term_file\n"
        "for n in range(15):\n"
        "    with edit_term_file(sys.argv[1], subject='x') as draft:\n"
        "        draft.add(Concept(f'{sys.argv[2]}-{n}', (Designation('甲', CHINESE), Designation('A', ENGLISH))))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("left", "right")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    assert len(parse_term_file(path.read_text(encoding="utf-8"), "x").concepts) == 30
