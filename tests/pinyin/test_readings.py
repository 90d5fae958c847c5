from __future__ import annotations

from glossary.pinyin import default_reading, readings


def test_a_polyphone_has_several_readings_the_usual_first() -> None:
    assert readings("行")[0] == "xíng"
    assert {"háng", "xíng"} <= set(readings("行"))


def test_sandhi_is_no_reading() -> None:
    assert readings("一") == ("yī",)
    assert "bú" not in readings("不")


def test_rare_and_foreign_characters() -> None:
    assert readings("𠀀") == ("hē",)
    assert readings("x") == readings("😀") == readings("") == ()
    assert default_reading("绿") == "lǜ"
    assert default_reading("x") is None
