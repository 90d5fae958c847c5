from __future__ import annotations

import pytest

from glossary.pinyin import impossible_syllables, missing_apostrophes, propose, read


@pytest.mark.parametrize(
    ("zh", "pinyin"),
    [
        ("银行行长", "yínháng hángzhǎng"),
        ("人工智能", "réngōng zhìnéng"),
        ("5G基站", "5G jīzhàn"),
        ("西安", "Xī'ān"),
        ("“十四五”规划", "“shísìwǔ” guīhuà"),
        ("社会主义", "shèhuì zhǔyì"),
        ("广东省", "Guǎngdōng Shěng"),
        ("中华人民共和国", "Zhōnghuá Rénmín Gònghéguó"),
        ("中国共产党的领导", "Zhōngguó Gòngchǎndǎng de lǐngdǎo"),
        ("习近平总书记", "Xí Jìnpíng zǒngshūji"),
        ("孩子们", "háizimen"),
        ("风平浪静", "fēngpíng-làngjìng"),
        ("不亦乐乎", "bùyìlèhū"),
        ("大门开、小门不开", "dàmén kāi, xiǎomén bù kāi"),
        ("", ""),
    ],
)
def test_proposals_follow_the_orthography(zh: str, pinyin: str) -> None:
    assert propose(zh) == pinyin


def test_a_proper_name_has_capitals() -> None:
    assert propose("攀登计划", proper=True) == "Pāndēng Jìhuà"
    assert propose("领导的计划", proper=True) == "Lǐngdǎo de Jìhuà"


def test_names_are_kept_together_and_capitalised() -> None:
    assert propose("鹏城光网建设", names=["鹏城光网"]) == "Péngchéngguāngwǎng jiànshè"


def test_tones_are_those_of_the_dictionary() -> None:
    assert read("一个不对") == ("yī", "gè", "bù", "duì")


def test_every_other_character_is_read_as_itself() -> None:
    assert read("A股😀\n") == ("A", "gǔ", "😀", "\n")


@pytest.mark.parametrize(
    "zh", ["粤港澳大湾区国际科技创新中心建设", "专精特新“小巨人”企业", "𠀀字", "女儿", "ＡＩ应用"]
)
def test_a_proposal_passes_the_validation(zh: str) -> None:
    assert impossible_syllables(zh, propose(zh)) == ()
    assert missing_apostrophes(zh, propose(zh)) == ()
