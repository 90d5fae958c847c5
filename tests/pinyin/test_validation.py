from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.pinyin import Impossible, impossible_syllables, missing_apostrophes


@pytest.mark.parametrize(
    ("zh", "pinyin"),
    [
        ("攀登计划", "Pāndēng Jìhuà"),
        ("攀登计划", "pandengjihua"),
        ("銀行", "yínháng"),
        ("银行", "yínxíng"),
        ("孩子们", "háizimen"),
        ("花儿", "huār"),
        ("儿童", "értóng"),
        ("西安", "Xī'ān"),
        ("旅客", "lǚkè"),
        ("5G基站", "5G jīzhàn"),
        ("ＡＩ应用", "AI yìngyòng"),
        ("专精特新“小巨人”", "zhuān-jīng-tè-xīn “xiǎo jùrén”"),
        ("走在前、作示范", "zǒu zài qián, zuò shìfàn"),
        ("攀登计划", "Pa\u0304nde\u0304ng Ji\u0300hua\u0300"),
        ("𠀀", "hē"),
        ("", ""),
    ],
)
def test_pinyin_that_fits_has_no_impossible_syllables(zh: str, pinyin: str) -> None:
    assert impossible_syllables(zh, pinyin) == ()


def test_a_wrong_syllable_is_named_with_what_is_possible() -> None:
    (wrong,) = impossible_syllables("重庆", "Chóngxìng")
    assert (wrong.character, wrong.syllable, wrong.readings) == ("庆", "xìng", ("qìng",))
    assert str(wrong) == "'xìng' (庆 is read qìng)"


def test_a_wrong_tone_is_impossible_too() -> None:
    assert [each.character for each in impossible_syllables("攀登计划", "Pǎndēng Jìhuà")] == ["攀"]


def test_a_missing_syllable_and_one_too_many() -> None:
    (missing,) = impossible_syllables("计划", "jì")
    assert (missing.character, missing.syllable) == ("划", "")
    assert impossible_syllables("计划", "jìhuàde") == (Impossible("", "de"),)


def test_sandhi_is_impossible() -> None:
    assert impossible_syllables("一个", "yígè")
    assert impossible_syllables("不对", "búduì")
    assert not impossible_syllables("一个", "yīgè")


def test_latin_letters_stand_as_they_are() -> None:
    assert impossible_syllables("AI应用", "yìngyòng") == (Impossible("ai", "", ("ai",)),)
    assert impossible_syllables("5G基站", "6G jīzhàn") == (Impossible("5g", "6g", ("5g",)),)


def test_letters_that_are_no_syllable_are_wrong() -> None:
    assert impossible_syllables("计划", "jìxq")


def test_an_apostrophe_is_wanted_before_a_vowel_inside_a_word() -> None:
    assert missing_apostrophes("西安", "Xīān") == (2,)
    assert missing_apostrophes("方案", "fāngàn") == (4,)
    assert missing_apostrophes("西安", "Xī'ān") == ()
    assert missing_apostrophes("第二", "dì èr") == ()
    assert missing_apostrophes("重庆", "xīān") == ()


@given(
    st.text(alphabet="攀登计划行一西安5G儿、𠀀", max_size=8),
    st.text(alphabet="āpndegjìhua 'x5g1-é", max_size=20),
)
def test_findings_account_for_every_character(zh: str, pinyin: str) -> None:
    wrong = impossible_syllables(zh, pinyin)
    units = {each.character for each in wrong if each.character}
    assert all(unit in zh.lower() for unit in units)
    assert all(each.character or each.syllable for each in wrong)
