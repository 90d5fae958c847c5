from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.concept import Concept, Designation, Status, TermType
from glossary.lookup import Kind, Lookup, LookupResult


def make(
    identifier: str, zh: str, pinyin: str | None, en: str, *more: Designation, subject: str = "s"
) -> Concept:
    designations = (Designation(zh, "zh-Hans", pinyin=pinyin), Designation(en, "en"), *more)
    return Concept(identifier, designations, subject=subject)


CONCEPTS = [
    make("climbing-plan", "攀登计划", "Pāndēng Jìhuà", "Climbing Plan", subject="science"),
    make(
        "npc",
        "全国人民代表大会",
        "Quánguó Rénmín Dàibiǎo Dàhuì",
        "National People's Congress",
        Designation("人大", "zh-Hans", Status.ADMITTED, TermType.ABBREVIATION, "Réndà"),
        Designation("NPC", "en", Status.ADMITTED, TermType.ABBREVIATION),
    ),
    make(
        "npf",
        "新质生产力",
        "xīnzhì shēngchǎnlì",
        "new quality productive forces",
        Designation("new productivity", "en", Status.DEPRECATED),
    ),
    make("gba", "粤港澳大湾区", "Yuè-Gǎng-Ào Dàwānqū", "Guangdong-Hong Kong-Macao Greater Bay Area"),
    make("moe", "教育部", "Jiàoyùbù", "Ministry of Education"),
    make("green", "绿色", "lǜsè", "green"),
    make("road-colour", "路色", "lùsè", "road colour"),
    make("giants", "专精特新“小巨人”", "zhuān-jīng-tè-xīn “xiǎo jùrén”", "“little giant” firms"),
    make("base-station", "5G基站", "5G jīzhàn", "5G base station"),
    make("plan", "计划", "jìhuà", "plan"),
    make("rare", "𠀀字", None, "the rare 😀 character"),
]


SHARED = Lookup(CONCEPTS)


@pytest.fixture
def terms() -> Lookup:
    return SHARED


def ids(result: LookupResult) -> list[str]:
    return [hit.concept.id for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "first", "kind"),
    [
        ("攀登计划", "climbing-plan", Kind.EXACT),
        ("攀登計劃", "climbing-plan", Kind.EXACT),
        ("５Ｇ基站", "base-station", Kind.EXACT),
        ("5g基站", "base-station", Kind.EXACT),
        ("专精特新小巨人", "giants", Kind.EXACT),
        ('专精特新"小巨人"', "giants", Kind.EXACT),
        ("人大", "npc", Kind.EXACT),
        ("攀登", "climbing-plan", Kind.PART),
        ("湾", "gba", Kind.PART),
        ("Pāndēng Jìhuà", "climbing-plan", Kind.EXACT),
        ("pāndēngjìhuà", "climbing-plan", Kind.EXACT),
        ("Pa\u0304nde\u0304ng Ji\u0300hua\u0300", "climbing-plan", Kind.EXACT),
        ("pan1 deng1 ji4 hua4", "climbing-plan", Kind.EXACT),
        ("PANDENGJIHUA", "climbing-plan", Kind.EXACT),
        ("5G jizhan", "base-station", Kind.EXACT),
        ("pan deng", "climbing-plan", Kind.PART),
        ("dawanqu", "gba", Kind.PART),
        ("pdjh", "climbing-plan", Kind.INITIALS),
        ("𠀀", "rare", Kind.PART),
        ("heizi", "rare", Kind.SIMILAR),
        ("climbing PLAN", "climbing-plan", Kind.EXACT),
        ("climbing plans", "climbing-plan", Kind.INFLECTED),
        ("the climbing plan", "climbing-plan", Kind.INFLECTED),
        ("plan, climbing", "climbing-plan", Kind.WORD_ORDER),
        ("education ministry", "moe", Kind.WORD_ORDER),
        ("productive force", "npf", Kind.PART),
        ("climb pl", "climbing-plan", Kind.PART),
        ("npc", "npc", Kind.EXACT),
        ("national people’s congress", "npc", Kind.EXACT),
        ("ghkmgba", "gba", Kind.INITIALS),
        ("攀登计画", "climbing-plan", Kind.SIMILAR),
        ("攀计划", "climbing-plan", Kind.SIMILAR),
        ("climing plan", "climbing-plan", Kind.SIMILAR),
        ("minstry of educaton", "moe", Kind.SIMILAR),
        ("pandenjihua", "climbing-plan", Kind.SIMILAR),
        ("  攀登计划\r\n", "climbing-plan", Kind.EXACT),
    ],
)
def test_a_term_is_found_by_whatever_one_remembers_of_it(
    terms: Lookup, query: str, first: str, kind: Kind
) -> None:
    result = terms.find(query)
    assert result.hits, query
    assert (result.hits[0].concept.id, result.hits[0].kind) == (first, kind)
    assert result.is_found


def test_the_exact_term_comes_before_those_that_contain_it(terms: Lookup) -> None:
    assert ids(terms.find("计划"))[:2] == ["plan", "climbing-plan"]
    assert ids(terms.find("plan"))[:2] == ["plan", "climbing-plan"]


def test_tones_tell_terms_of_one_spelling_apart(terms: Lookup) -> None:
    assert terms.find("lùsè").hits[0].concept.id == "road-colour"
    assert terms.find("lǜsè").hits[0].concept.id == "green"
    assert terms.find("lu4se4").hits[0].concept.id == "road-colour"


@pytest.mark.parametrize("query", ["lüse", "lvse", "lu:se"])
def test_an_umlaut_is_typed_in_many_ways(terms: Lookup, query: str) -> None:
    assert ids(terms.find(query)) == ["green", "road-colour"]
    assert ids(terms.find("luse")) == ["road-colour", "green"]


def test_the_designation_that_was_met_is_told(terms: Lookup) -> None:
    assert terms.find("new productivity").hits[0].designation.status is Status.DEPRECATED
    assert terms.find("réndà").hits[0].designation.text == "人大"


def test_subjects_limit_what_is_found(terms: Lookup) -> None:
    assert ids(terms.find("计划", subjects=["science"])) == ["climbing-plan"]
    assert not terms.find("计划", subjects=["nothing"]).hits


def test_a_limit_leaves_out_the_worse_and_counts_them(terms: Lookup) -> None:
    result = terms.find("plan", limit=1)
    assert (ids(result), result.more) == (["plan"], 1)


def test_exact_takes_whole_designations_only(terms: Lookup) -> None:
    assert ids(terms.find("plan", exact=True)) == ["plan"]
    assert ids(terms.find("攀登計劃", exact=True)) == ["climbing-plan"]
    for query in ("攀登", "plans", "pdjh", "攀登计画", "lǔsè"):
        result = terms.find(query, exact=True)
        assert not result.hits
        assert result.breakdown is None


def test_a_phrase_that_is_no_term_is_taken_apart(terms: Lookup) -> None:
    result = terms.find("粤港澳大湾区国际科技创新中心建设")
    assert result.breakdown is not None
    assert "".join(result.breakdown.words) == "粤港澳大湾区国际科技创新中心建设"
    assert [match.concept.id for match in result.breakdown.terms] == ["gba"]
    assert result.breakdown.pinyin == "Yuè-Gǎng-Ào Dàwānqū guójì kējì chuàngxīn zhōngxīn jiànshè"
    assert result.is_found


def test_near_terms_are_suggested_when_nothing_fits(terms: Lookup) -> None:
    result = terms.find("climbing wall")
    assert not result.is_found
    assert [hit.concept.id for hit in result.suggestions] == ["climbing-plan"]


@pytest.mark.parametrize("query", ["", "  ", "“”", "😀", "\r\n", "\ufeff", "zzqqxx", "\x1b[31m", "'", "1"])
def test_what_means_nothing_finds_nothing(terms: Lookup, query: str) -> None:
    assert terms.find(query).hits == ()


def test_terms_without_pinyin_are_found_by_the_usual_reading() -> None:
    terms = Lookup([make("plan", "计划", None, "plan")])
    assert ids(terms.find("jihua")) == ids(terms.find("jh")) == ["plan"]


def test_an_empty_term_base_finds_nothing() -> None:
    result = Lookup([]).find("攀登计划")
    assert (result.hits, result.suggestions) == ((), ())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12) | st.text(alphabet="攀登计划大会plan jh'1ū“”", max_size=12))
def test_any_query_is_answered_the_same_way_twice(query: str) -> None:
    assert SHARED.find(query, limit=3) == SHARED.find(query, limit=3)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.text(alphabet="攀登计划大会人民代表鄉村ＡＩai5𠀀“”", min_size=1, max_size=6),
        min_size=1,
        max_size=8,
    )
)
def test_every_designation_finds_its_concept_first(texts: list[str]) -> None:
    concepts = [make(f"c{number}", text, None, f"name {number}") for number, text in enumerate(texts)]
    terms = Lookup(concepts)
    for text in texts:
        if any(character.isalnum() for character in text):
            assert terms.find(text).hits[0].designation.text == text
