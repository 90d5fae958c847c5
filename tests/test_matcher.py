from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import matcher as matcher_module
from glossary.automaton import Automaton, compile_automaton, fold_patterns
from glossary.boundary import Judgement, Verdict
from glossary.concept import CHINESE, ENGLISH, TRADITIONAL_CHINESE, Concept, Designation, Status
from glossary.matcher import Match, Matcher, new_match
from glossary.termbase import ConceptTermBase, TermBase
from glossary.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def concept(name: str, *terms: str | Designation, subject: str = "") -> Concept:
    zh = [Designation(term, CHINESE) if isinstance(term, str) else term for term in terms]
    return Concept(name, (*zh, Designation(f"English of {name}", ENGLISH)), subject=subject)


def found(terms: Sequence[str], text: str, *, nested: bool = False) -> list[str]:
    return [
        match.text for match in Matcher([concept(term, term) for term in terms]).find(text, nested=nested)
    ]


def test_match_tells_all_there_is() -> None:
    climbing = concept("climbing-plan", "攀登计划")
    [match] = Matcher([climbing]).find("国家攀登計劃启动")
    assert match == Match(Span(2, 6), "攀登計劃", climbing, climbing.zh[0], Verdict.SURE, inf, "")


def test_quick_matches_equal_constructed_ones() -> None:
    climbing = concept("climbing-plan", "攀登计划")
    judgement = Judgement(Verdict.LIKELY, 1.5, "why")
    quick = new_match(2, 6, "攀登计划", (climbing, climbing.zh[0]), judgement, (climbing,))
    plain = Match(Span(2, 6), "攀登计划", climbing, climbing.zh[0], Verdict.LIKELY, 1.5, "why", (climbing,))
    assert (quick, type(quick), type(quick.span), hash(quick), repr(quick)) == (
        plain,
        Match,
        Span,
        hash(plain),
        repr(plain),
    )
    with pytest.raises(AttributeError):
        quick.text = "other"  # type: ignore[misc]  # that is the test


def test_longest_accepted_match_wins() -> None:
    assert found(["攀登计划", "国家攀登计划", "计划"], "国家攀登计划") == ["国家攀登计划"]


def test_shorter_terms_are_tried_where_the_longest_is_blocked() -> None:
    assert found(["人大代表", "人大", "代表团"], "中国人大代表团访问") == ["人大", "代表团"]


def test_nested_matches_on_request() -> None:
    terms = ["国家攀登计划", "攀登计划", "计划", "启动"]
    assert found(terms, "国家攀登计划启动", nested=True) == ["国家攀登计划", "攀登计划", "计划", "启动"]


def test_candidates_include_blocked_ones_with_reasons() -> None:
    candidates = Matcher([concept("npc", "人大"), concept("china", "中国")]).candidates("中国人大量购买")
    assert [(match.text, match.verdict) for match in candidates] == [("中国", "likely"), ("人大", "blocked")]
    assert candidates[1].reason == "人大 crosses into 大量"


def test_not_in_blocks_only_inside_the_longer_string() -> None:
    npc = concept("npc", Designation("人大", CHINESE, not_in=("人大附中", "中国人大")))
    matcher = Matcher([npc])
    assert [match.span.start for match in matcher.find("人大附中学生参观人大。")] == [8]
    [blocked, _] = matcher.candidates("人大附中学生参观人大。")
    assert (blocked.verdict, blocked.margin, blocked.reason) == (
        Verdict.BLOCKED,
        -inf,
        "人大 is part of 人大附中",
    )
    assert not matcher.find("中國人大")
    assert not Matcher([npc], boundaries=False).find("人大附中")


def test_case_sensitive_designation() -> None:
    matcher = Matcher([concept("who", Designation("WHO", CHINESE, case_sensitive=True))])
    assert [match.text for match in matcher.find("WHO和ＷＨＯ，不是who")] == ["WHO", "ＷＨＯ"]
    assert matcher.candidates("who")[0].reason == "who is not written WHO"


def test_every_status_and_script_is_matched() -> None:
    base = [
        concept(
            "rural",
            Designation("乡村振兴", CHINESE),
            Designation("鄉村振興", TRADITIONAL_CHINESE),
            Designation("农村振兴", CHINESE, status=Status.DEPRECATED),
        )
    ]
    matches = Matcher(base).find("鄉村振興、农村振兴")
    assert [match.designation.text for match in matches] == ["鄉村振興", "农村振兴"]
    assert matches[0].others == ()


@pytest.mark.parametrize("comma", ["、", "，", ","])
def test_the_parts_of_a_slogan_stand_with_any_comma_between_them(comma: str) -> None:
    text = f"坚持解放思想{comma}实事求是。"
    for own in "、，":
        assert found([f"解放思想{own}实事求是"], text) == [f"解放思想{comma}实事求是"]
    assert found(["解放思想实事求是"], text) == []


def test_homonyms_report_the_first_and_tell_the_others() -> None:
    plan, other = concept("plan", "计划"), concept("other", "計劃")
    [match] = Matcher([plan, other]).find("制定计划。")
    assert (match.concept, match.others) == (plan, (other,))


def test_subjects_restrict_the_concepts() -> None:
    science, law = concept("a", "计划", subject="science"), concept("b", "计划", subject="law")
    text = "制定计划。"
    assert [match.concept.id for match in Matcher([science, law], subjects=["law"]).find(text)] == ["b"]
    assert not Matcher([science, law], subjects=["trade"]).find(text)


def test_without_boundaries_every_occurrence_matches() -> None:
    matcher = Matcher([concept("npc", "人大"), concept("ai", "AI")], boundaries=False)
    assert [match.text for match in matcher.find("中国人大量MAIL")] == ["人大", "AI"]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "没有术语", "👩‍💻" * 3])
def test_nothing_to_find(text: str) -> None:
    assert Matcher([concept("plan", "攀登计划")]).find(text) == []
    assert Matcher([]).find(text) == []


@pytest.mark.parametrize("around", ["\ufeff{}", "𠀀{}𠮷", "👩‍💻{}🚀", "\r\n{}\r\n", "Ａ，{}．", "裏{}裡"])
def test_offsets_are_exact(around: str) -> None:
    text = around.format("攀登计划")
    [match] = Matcher([concept("plan", "攀登计划")]).find(text)
    assert text[match.span.start : match.span.end] == match.text == "攀登计划"


def test_any_term_base_will_do() -> None:
    class Remote:
        """A term base as the index gives it: a serialised automaton and concepts on demand."""

        def automaton(self) -> Automaton:
            return Automaton.from_bytes(memoryview(compile_automaton(["攀登計劃", "人大"])))

        def resolve(self, number: int) -> list[tuple[Concept, Designation]]:
            only = concept(fold_patterns(["攀登計劃", "人大"])[number], "攀登計劃")
            return [(only, only.zh[0])]

    assert isinstance(Remote(), TermBase)
    assert isinstance(ConceptTermBase([]), TermBase)
    assert [match.concept.id for match in Matcher(Remote()).find("攀登计划")] == ["攀登计划"]


TERMS = [
    "人大",
    "人大代表",
    "代表大会",
    "中国",
    "中国人",
    "国人",
    "大量",
    "第二十",
    "AI",
    "哈哈",
    "大会。\n全",
    "全",
]
PIECES = st.sampled_from(
    [
        "中国",
        "人大",
        "代表",
        "大会",
        "大会。\n全",
        "量",
        "第二十一",
        "MAIL",
        "AI",
        "哈",
        "。",
        "\n",
        "\r\n",
        "𠀀",
        "鄉",
        "，",
        " ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=80).map("".join), st.data())
def test_stream_in_any_pieces_gives_what_find_gives(text: str, data: st.DataObject) -> None:
    matcher = Matcher([concept(term, term) for term in TERMS])
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    chunks = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
    whole = matcher.find(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matcher_module, "BLOCK", 20)
        patch.setattr(matcher_module, "LOOKAHEAD", 8)
        assert list(matcher.find_stream(chunks)) == matcher.find(text)
        if "哈" not in text:
            assert matcher.find(text) == whole, "blocks end where nothing crosses"
    assert list(matcher.find_stream(chunks, nested=True)) == matcher.find(text, nested=True)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_matches_are_accepted_candidates_that_do_not_overlap(text: str) -> None:
    matcher = Matcher([concept(term, term) for term in TERMS])
    matches, candidates = matcher.find(text), matcher.candidates(text)
    assert all(match in candidates and match.verdict is not Verdict.BLOCKED for match in matches)
    assert all(left.span.end <= right.span.start for left, right in pairwise(matches))
    assert all(match.text == text[match.span.start : match.span.end] for match in candidates)
    assert set(matches) <= set(matcher.find(text, nested=True))
    for candidate in candidates:
        longer = [match for match in matches if len(match.span) >= len(candidate.span)]
        accepted = candidate.verdict is not Verdict.BLOCKED
        assert not accepted or any(match.span.overlaps(candidate.span) for match in longer)


@given(
    st.lists(st.text("中国人大代表ＡA哈", min_size=1, max_size=4), unique_by=fold),
    st.text("中国人大代表ＡA哈", max_size=30),
)
def test_automaton_finds_what_searching_finds(terms: list[str], text: str) -> None:
    patterns, folded = fold_patterns(terms), fold(text)
    expected = {
        (start, start + len(pattern), number)
        for number, pattern in enumerate(patterns)
        for start in range(len(folded))
        if folded.startswith(pattern, start)
    }
    automaton = Automaton.build(patterns)
    assert set(automaton.find(folded)) == expected
    assert Automaton.from_bytes(automaton.to_bytes()).find(folded) == automaton.find(folded)


def test_automaton_refuses_patterns_it_cannot_tell_apart() -> None:
    for patterns in (["甲", "甲"], [""]):
        with pytest.raises(ValueError, match="distinct"):
            Automaton.build(patterns)


def test_long_texts_fold_like_short_ones() -> None:
    text = "鄉村Ａ𠀀裏，𪜎著B" * 2_000
    assert fold(text) == "".join(map(fold, text))
