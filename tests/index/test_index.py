from __future__ import annotations

import json
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from glossary.concept import Concept, Designation, Examples, Review, Status, TermType
from glossary.index.build import build_index
from glossary.index.reader import Index
from glossary.matcher import Matcher
from glossary.record import concept_from_json, concept_lines, concept_to_json, to_json_text
from glossary.termbase import TermBase
from glossary.text import fold

FULL = Concept(
    id="climbing-plan",
    designations=(
        Designation("攀登计划", "zh-Hans", pinyin="Pāndēng Jìhuà", not_in=("攀登计划书",), region="CN"),
        Designation(
            "攀登計劃",
            "zh-Hant",
            Status.ADMITTED,
            TermType.VARIANT,
            since="2020",
            until="2025",
            english="Climbing Plan",
        ),
        Designation("Climbing Plan", "en", source=("Gazette",), case_sensitive=True, authority="MIIT"),
        Designation("Ascent [bold]\x1b[31m", "en", Status.DEPRECATED, note="no"),
    ),
    subject="science",
    definition="A plan.\nOf two lines.",
    note="😀𠀀",
    context="c",
    source=("s1", "s2"),
    review=Review.DRAFT,
    related=("other",),
    superseded_by="next",
    examples=Examples(("攀登计划启动",), ("x",)),
    path="terms/science.toml",
    line=3,
)
TEXTS = st.text(min_size=1, max_size=6) | st.sampled_from(["攀登计划", "鄉村", "ＡＩ", "a b"])


def compile_index(*concepts: Concept) -> Index:
    file = BytesIO()
    build_index(concepts, file)
    return Index(file)


def test_a_concept_comes_back_whole() -> None:
    index = compile_index(FULL)
    assert index.concept(0) == FULL
    assert list(index) == [FULL]
    assert index.concept(0) is index.concept(0)


def test_json_and_text_are_kept_as_they_are_printed() -> None:
    index = compile_index(FULL)
    assert index.json(0) == to_json_text(concept_to_json(FULL))
    assert index.text(0) == "\n".join(concept_lines(FULL)) + "\n"
    assert "\x1b" not in index.json(0) + index.text(0)
    assert "[bold]" in index.text(0)


@given(st.lists(TEXTS, min_size=1, max_size=5), TEXTS, st.sampled_from(list(Status)))
def test_json_of_any_concept_is_read_back(texts: list[str], note: str, status: Status) -> None:
    designations = (
        *(Designation(text, "zh-Hans", pinyin=note) for text in texts),
        Designation(note, "en", status, note=note),
    )
    concept = Concept("c", designations, note=note, definition=note)
    text = to_json_text(concept_to_json(concept))
    assert text.isprintable()
    assert concept_from_json(json.loads(text)) == concept


@given(st.text(max_size=20))
def test_an_index_folds_like_the_matcher(text: str) -> None:
    assert SHARED.fold(text) == fold(text)


SHARED = compile_index(FULL)


def test_an_index_is_a_term_base_for_the_matcher() -> None:
    other = Concept("plan", (Designation("计划", "zh-Hans"), Designation("plan", "en")), subject="s")
    index = compile_index(FULL, other)
    assert isinstance(index, TermBase)
    text = "推动攀登計劃，制定计划。"
    assert Matcher(index).find(text) == Matcher([FULL, other]).find(text)
    assert [match.concept.id for match in Matcher(index).find(text)] == ["climbing-plan", "plan"]


def test_an_empty_term_base_makes_an_empty_index() -> None:
    index = compile_index()
    assert (len(index), list(index)) == (0, [])
    assert Matcher(index).find("攀登计划") == []


def test_progress_is_told() -> None:
    told: list[int] = []
    build_index([FULL] * 2500, BytesIO(), progress=told.append)
    assert told == [1000, 2000, 2500]
