"""English words compared: inflection, spelling, initialisms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.english import initialism_of_word, initialisms_of, split_words, word_key


@pytest.mark.parametrize(
    "family",
    [
        "policy policies policy's policies'",
        "agree agrees agreed agreeing",
        "sell sells sold selling",
        "organisation organization organisations",
        "labour labor",
        "travelling traveling travelled travel",
        "programme programs",
        "fulfil fulfill fulfilled",
        "process processes processing",
        "analyse analyze analysing",
        "centre center centers",
        "study studies studied studying",
        "woman women",
        "build built building",
        "defence defense",
        "use used using",
    ],
)
def test_forms_of_one_word_share_a_key(family: str) -> None:
    assert len({word_key(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "site website",
        "productive production",
        "productive product",
        "licensee license",
        "need net",
        "people person",
        "news new",
        "policy police",
        "universe university",
    ],
)
def test_other_words_have_other_keys(pair: str) -> None:
    one, other = pair.split()
    assert word_key(one) != word_key(other)


def test_initialisms_are_told_from_names() -> None:
    assert [initialism_of_word(word) for word in ("NPC", "NPCs", "PBoC", "G20", "McDonald", "It", "A")] == [
        "NPC",
        "NPC",
        "PBOC",
        "G20",
        "",
        "",
        "",
    ]


def test_a_name_has_initialisms_with_and_without_small_words() -> None:
    assert initialisms_of("People's Bank of China") == {"PBC", "PBOC"}
    assert initialisms_of("reform") == frozenset()


@given(st.text())
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    words = split_words(text)
    assert len(words.spans) == len(words.keys) == len(words.plain)
    assert all(text[start:end] == words.raw[index] for index, (start, end) in enumerate(words.spans))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_key_does_not_depend_on_capitals_or_possessive(word: str) -> None:
    assert word_key(word) == word_key(word.upper().lower()) == word_key(word + "'s")
