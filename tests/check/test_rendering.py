"""Where an English text renders a designation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.concept import Designation
from glossary.english import split_words
from glossary.rendering import Manner, find_renderings


def rendered(term: str, text: str, *, case: bool = False) -> list[str]:
    found = find_renderings(Designation(term, "en", case_sensitive=case), split_words(text))
    return [text[r.span.start : r.span.end] for r in found]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("supply-side structural reform", "supply-side structural reforms", "supply-side structural reforms"),
        ("supply-side structural reform", "Supply‑Side Structural Reform", "Supply‑Side Structural Reform"),
        ("labour organisation", "Labor Organizations", "Labor Organizations"),
        ("cyber security", "our cybersecurity law", "cybersecurity"),
        ("healthcare", "health care", "health care"),
        ("US dollar", "in U.S. dollars", "U.S. dollars"),
        ("R&D", "r & d", "r & d"),
        ("agriculture, rural areas and farmers", "agriculture, rural areas, and farmers", None),
        ("build a community", "built the community", "built the community"),
        ("the Party's leadership", "Party’s leadership", "Party’s leadership"),
        ("opening up", "open up", "open up"),
        (
            "Standing Committee of the People's Congress",
            "Standing Committee of the 14th People's Congress",
            None,
        ),
        ("strategy of the space program", "strategy of China’s space program", None),
        ("work of the government", "work of our country's government", None),
        ("stored value facility (SVF) licensee", "Stored-value facility licensees", None),
        ("stored value facility licensee", "stored value facility (SVF) licensee", None),
        ("deputy of National People's Congress", "deputies of the NPC", "deputies of the NPC"),
        ("NPC deputy", "National People's Congress deputies", None),
        ("MOU", "an MoU", "MoU"),
    ],
)
def test_accepted_variation(term: str, text: str, expected: str | None) -> None:
    assert rendered(term, text) == [expected or text]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("supply-side structural reform", "supply-side and structural reform"),
        ("site", "the website and the web-site"),
        ("bank", "non-bank lenders"),
        ("structural reform", "It is structural. Reform goes on."),
        ("developed country", "developing countries"),
        ("licensed bank", "license banks"),
        ("banking", "banks"),
        ("Banking (Disclosure) Rules", "Banking (Capital) Rules"),
        ("Banking (Disclosure) Rules", "Banking Rules"),
        ("new quality productive forces", "new quality production forces"),
        ("AI", "maid, said ai"),
        ("IT", "it is"),
        ("60", "6.0"),
        ("", "anything"),
    ],
)
def test_another_term_is_no_rendering(term: str, text: str) -> None:
    assert rendered(term, text) == []


def test_an_initialism_renders_a_name_but_its_definition_does_not() -> None:
    term = Designation("National People's Congress", "en")
    found = find_renderings(term, split_words("The Other Body (NPC) met; the NPC decided."))
    assert [(r.span.start, r.manner) for r in found] == [(30, Manner.INITIALISM)]


def test_case_is_judged_where_the_designation_demands_it() -> None:
    term = Designation("the Party", "en", case_sensitive=True)
    words = split_words("Leadership of the party, of the Party.")
    assert [r.has_right_case for r in find_renderings(term, words)] == [False, True]
    term = Designation("internet", "en", case_sensitive=True)
    assert [
        r.has_right_case for r in find_renderings(term, split_words("Internet use. We like the Internet."))
    ] == [True, False]


@given(st.text(alphabet="ab cd-,.()NPC's\n", max_size=40), st.text(alphabet="ab cd-()NPC's", max_size=12))
def test_renderings_are_in_order_and_do_not_overlap(text: str, term: str) -> None:
    found = find_renderings(Designation(term, "en"), split_words(text))
    assert all(0 <= r.span.start < r.span.end <= len(text) for r in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
