from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.pinyin import initials, split_syllables, strip_tones, to_marks, to_numbers
from glossary.pinyin.readings import syllable_table, toned_forms, without_tone

WHOLE_SYLLABLES = sorted(
    syllable
    for syllable in syllable_table()
    if without_tone(syllable) in toned_forms() and "ê" not in syllable
)


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [
        ("Pāndēng Jìhuà", "Pan1deng1 Ji4hua4"),
        ("lǚkè", "lü3ke4"),
        ("háizi", "hai2zi5"),
        ("guīliú", "gui1liu2"),
        ("xī'ān", "xi1'an1"),
        ("5G jīzhàn", "5G ji1zhan4"),
        ("", ""),
    ],
)
def test_tone_marks_and_numbers_say_the_same(marks: str, numbers: str) -> None:
    assert to_numbers(marks) == numbers
    assert to_marks(numbers) == marks


def test_umlaut_is_typed_in_three_ways() -> None:
    assert to_marks("lv4se4") == to_marks("lu:4se4") == to_marks("lü4se4") == "lǜsè"


def test_what_is_no_pinyin_stays_as_it_is() -> None:
    assert to_numbers("AI 5G 2035") == "AI 5G 2035"
    assert to_marks("5G 2035 v2 B2B 😀𠀀") == "5G 2035 v2 B2B 😀𠀀"


def test_a_consonant_goes_with_the_vowel_after_it() -> None:
    assert split_syllables("fāngàn") == ("fān", "gàn")
    assert split_syllables("fāng'àn") == ("fāng", "àn")
    assert split_syllables("xiān") == ("xiān",)
    assert split_syllables("xī'ān") == ("xī", "ān")


def test_syllables_are_found_without_tones_and_spaces() -> None:
    assert split_syllables("pandengjihua") == ("pan", "deng", "ji", "hua")
    assert split_syllables("Nǚ'ér wánr") == ("Nǚ", "ér", "wán", "r")


def test_words_that_are_not_pinyin_stay_whole() -> None:
    assert split_syllables("“5G” JSON xyz") == ("5G", "JSON", "xyz")


def test_decomposed_text_is_read_like_composed() -> None:
    assert split_syllables("Pa\u0304nde\u0304ng") == ("Pān", "dēng")


def test_initials_take_one_letter_a_syllable() -> None:
    assert initials("Pāndēng Jìhuà") == "pdjh"
    assert initials("Zhōngguó 5G") == "zg5"


def test_tones_go_but_the_umlaut_stays() -> None:
    assert strip_tones("Lǚkè ê̄") == "Lüke ê"


@given(st.lists(st.sampled_from(WHOLE_SYLLABLES), min_size=1, max_size=6))
def test_numbers_and_back_lose_nothing(syllables: list[str]) -> None:
    pinyin = "'".join(syllables)
    assert to_marks(to_numbers(pinyin)) == pinyin


@given(st.text(max_size=30))
def test_any_text_is_converted_without_failing(text: str) -> None:
    split_syllables(text)
    to_numbers(text)
    to_marks(text)
