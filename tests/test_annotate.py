"""Annotation: what is inserted where, that it is inserted once, and that it comes out again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.annotate import Annotator, Style
from glossary.concept import CHINESE, ENGLISH, Concept, Designation, Status
from glossary.errors import GlossaryError
from glossary.gloss import Template
from glossary.glossary import Glossary


def concept(identifier: str, zh: str, en: str, pinyin: str | None = None) -> Concept:
    return Concept(identifier, (Designation(zh, CHINESE, pinyin=pinyin), Designation(en, ENGLISH)))


FULL_TITLE = "Supervision Law of the People's Republic of China"
GLOSSARY = Glossary(
    [
        concept("plan", "计划", "plan", "jìhuà"),
        concept("climbing-plan", "攀登计划", "Climbing Plan", "Pāndēng Jìhuà"),
        concept("draw", "划", "stroke (of a character)"),
        concept("five-g", "5G", "5G (mobile)"),
        concept("astral", "𠀀县", "Astral | County", "hē xiàn"),
        concept("rural", "乡村振兴", "rural revitalization", "xiāngcūn zhènxīng"),
        Concept(
            "supervision-law",
            (
                Designation("监察法", CHINESE),
                Designation("中华人民共和国监察法", CHINESE, Status.ADMITTED, english=FULL_TITLE),
                Designation("Supervision Law", ENGLISH),
                Designation("Law on Supervision", ENGLISH, Status.ADMITTED),
                Designation(FULL_TITLE, ENGLISH, Status.ADMITTED),
            ),
        ),
    ]
)
# Pieces that make designations meet, nest, cross and stand beside what looks like a gloss.
PIECES = [
    "攀登计划",
    "计划",
    "划",
    "攀登",
    "5G",
    "𠀀县",
    "鄉村振興",
    "中华人民共和国监察法",
    "监察法",
    " (Supervision Law)",
    "，",
    " ",
    "\r\n",
    "\n",
    "\n\n",
    "(",
    ") ",
    " (plan)",
    "[^t1]",
    "[^t1]: ",
    "|",
    "的",
    "plan",
    "😀",
    "",
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
TEMPLATES = ["{zh} ({en})", "{zh} ({pinyin}, {en})", "{zh}【{en}】", "《{en}|{zh}》", "{en} <{zh}>"]
styles = st.sampled_from(Style)


def annotator(style: Style, template: str, *, first: bool = False) -> Annotator:
    return Annotator(GLOSSARY, style=style, template=Template.parse(template), first_only=first)


def is_free_of_annotations(text: str, style: Style, template: str) -> bool:
    return annotator(style, template).strip(text) == text


@given(texts, styles, st.sampled_from(TEMPLATES), st.booleans())
def test_annotating_twice_changes_nothing(text: str, style: Style, template: str, first: bool) -> None:  # noqa: FBT001
    once = annotator(style, template, first=first).annotate(text).result
    assert annotator(style, template, first=first).annotate(once).result == once


@given(texts, styles, st.sampled_from(TEMPLATES), st.booleans())
def test_stripping_gives_the_original_back(text: str, style: Style, template: str, first: bool) -> None:  # noqa: FBT001
    if is_free_of_annotations(text, style, template):
        one = annotator(style, template, first=first)
        assert one.strip(one.annotate(text).result) == text


@given(texts, st.sampled_from(TEMPLATES))
def test_outside_the_insertions_the_text_is_the_input(text: str, template: str) -> None:
    annotation = annotator(Style.INLINE, template).annotate(text)
    assert "".join(piece for piece, added in annotation.pieces() if not added) == text
    assert all(text[match.span.start : match.span.end] == match.text for match in annotation.matches)


@given(st.lists(texts, max_size=4))
def test_pieces_give_the_same_as_the_whole(chunks: list[str]) -> None:
    one = annotator(Style.INLINE, TEMPLATES[0])
    whole = one.annotate("".join(chunks)).result
    assert "".join(piece.result for piece in one.annotate_pieces(chunks)) == whole


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{zh} ({en})", "推动攀登计划 (Climbing Plan)的"),
        ("{zh} ({pinyin}, {en})", "推动攀登计划 (Pāndēng Jìhuà, Climbing Plan)的"),
        ("{zh}【{en}】", "推动攀登计划【Climbing Plan】的"),
        ("<{id} {zh}/{en}>", "推动<climbing-plan 攀登计划/Climbing Plan>的"),
    ],
)
def test_a_template_is_the_house_style(template: str, expected: str) -> None:
    assert annotator(Style.INLINE, template).annotate("推动攀登计划的").result == expected


def test_a_term_without_pinyin_leaves_no_empty_place() -> None:
    result = annotator(Style.INLINE, "{zh} ({pinyin}, {en})").annotate("用5G。").result
    assert result == "用5G (5G (mobile))。"


def test_the_longest_term_wins_and_traditional_text_is_found() -> None:
    result = annotator(Style.INLINE, TEMPLATES[0]).annotate("攀登計劃與鄉村振興").result
    assert result == "攀登計劃 (Climbing Plan)與鄉村振興 (rural revitalization)"


def test_a_designation_with_an_english_of_its_own_gets_it() -> None:
    text = "监察法，即中华人民共和国监察法。"
    result = annotator(Style.INLINE, TEMPLATES[0]).annotate(text).result
    assert result == f"监察法 (Supervision Law)，即中华人民共和国监察法 ({FULL_TITLE})。"
    note = annotator(Style.FOOTNOTE, TEMPLATES[0]).annotate("中华人民共和国监察法").result
    assert note.endswith(f"[^t1]: 中华人民共和国监察法: {FULL_TITLE}\n")


def test_first_annotates_the_first_mention_of_each_concept() -> None:
    result = annotator(Style.INLINE, TEMPLATES[0], first=True).annotate("攀登计划，攀登计划，乡村振兴").result
    assert result == "攀登计划 (Climbing Plan)，攀登计划，乡村振兴 (rural revitalization)"


def test_footnotes_are_numbered_by_concept() -> None:
    result = annotator(Style.FOOTNOTE, TEMPLATES[0]).annotate("攀登计划、乡村振兴、攀登计划。").result
    assert result == (
        "攀登计划[^t1]、乡村振兴[^t2]、攀登计划[^t1]。\n\n"
        "[^t1]: 攀登计划 (Pāndēng Jìhuà): Climbing Plan\n"
        "[^t2]: 乡村振兴 (xiāngcūn zhènxīng): rural revitalization\n"
    )


def test_footnotes_keep_clear_of_marks_in_the_text() -> None:
    assert "攀登计划[^t8]" in annotator(Style.FOOTNOTE, TEMPLATES[0]).annotate("[^t7] 攀登计划").result


def test_the_term_list_counts_and_escapes() -> None:
    result = annotator(Style.LIST, TEMPLATES[0]).annotate("攀登计划、攀登计划、𠀀县\r\n").result
    assert result.startswith(
        "攀登计划、攀登计划、𠀀县\r\n\r\n\r\nTerms (2 concepts, 3 mentions)\r\n\r\n| Chinese"
    )
    assert "| 攀登计划 | Pāndēng Jìhuà | Climbing Plan    | 2     |        |\r\n" in result
    assert "| Astral \\| County |" in result
    assert result.count("\n") == result.count("\r\n")


def test_a_text_without_terms_stays_as_it_is() -> None:
    for style in Style:
        for text in ("", "\n", "没有", "\ufeff"):
            assert annotator(style, TEMPLATES[0]).annotate(text).result == text


@pytest.mark.parametrize("pattern", ["{en}", "{zh}", "{zh} {zh} {en}", "{zh} {nope}", "{zh} ()"])
def test_a_bad_template_is_refused_with_an_example(pattern: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        Template.parse(pattern)
    assert "{zh} ({en})" in (caught.value.hint or "")


def test_a_gloss_of_another_concept_is_left_alone() -> None:
    assert annotator(Style.INLINE, TEMPLATES[0]).strip("乡村振兴 (plan)") == "乡村振兴 (plan)"
