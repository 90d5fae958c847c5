"""Foreign names of languages: codes, old codes and words, to the tags of this program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, TRADITIONAL_CHINESE

if TYPE_CHECKING:
    from collections.abc import Mapping

PINYIN: Final = "zh-Latn-pinyin"
NAMES: Final = {
    **dict.fromkeys(
        (
            "zh",
            "zho",
            "chi",
            "cmn",
            "chinese",
            "mandarin",
            "中文",
            "汉语",
            "漢語",
            "中",
            "华语",
            "简体",
            "简中",
        ),
        CHINESE,
    ),
    **dict.fromkeys(
        ("zh-chs", "zh-cmn-hans", "简体中文", "中文简体", "simplified chinese", "chinese simplified"), CHINESE
    ),
    **dict.fromkeys(
        (
            "zh-cht",
            "繁体",
            "繁體",
            "繁体中文",
            "繁體中文",
            "中文繁体",
            "traditional chinese",
            "chinese traditional",
        ),
        TRADITIONAL_CHINESE,
    ),
    **dict.fromkeys(("chinese prc", "chinese china", "chinese people's republic of china"), "zh-CN"),
    **dict.fromkeys(("chinese taiwan",), "zh-TW"),
    **dict.fromkeys(("chinese hong kong", "chinese hong kong sar"), "zh-HK"),
    **dict.fromkeys(("en", "eng", "english", "英文", "英语", "英語", "英"), ENGLISH),
    **dict.fromkeys(("english united states", "english us"), "en-US"),
    **dict.fromkeys(("english united kingdom", "english uk"), "en-GB"),
}
TAG: Final = re.compile(r"(zh|zho|chi|cmn|en|eng)((?:-[a-z0-9]{1,8})+)")


def normalize_language(name: str, overrides: Mapping[str, str] | None = None) -> str | None:
    """Find the BCP 47 tag of a language that a file names; None for neither Chinese nor English.

    Regional tags stay as they came, in the usual case (`ZH_tw` is `zh-TW`); plain `zh` is `zh-Hans`;
    romanised Chinese (`zh-Latn…`) is `zh-Latn-pinyin`.

    Args:
        name: a tag, an ISO 639 code, or the name of the language in English or Chinese.
        overrides: further names, as the user gave them.
    """
    key = _key(name)
    if overrides and (found := {_key(each): tag for each, tag in overrides.items()}.get(key)):
        return found
    if key in NAMES:
        return NAMES[key]
    if match := TAG.fullmatch(key):
        primary = "en" if match[1] in ("en", "eng") else "zh"
        subtags = [_usual_case(subtag) for subtag in match[2].split("-")[1:]]
        return PINYIN if "Latn" in subtags and primary == "zh" else "-".join([primary, *subtags])
    return None


def _key(name: str) -> str:
    # Chinese (Simplified), Chinese_PRC: brackets and underscores are no part of the name.
    words = re.sub(r"[()（）\[\],]+", " ", name.strip().lower())
    return " ".join(words.split()) if " " in words else words.replace("_", "-")


def _usual_case(subtag: str) -> str:
    """Write a script as `Hans`, a region as `CN`, everything else small (RFC 5646, 2.1.1)."""
    if len(subtag) == 4 and subtag.isalpha():  # noqa: PLR2004 -- the length of ISO 15924 codes
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()  # noqa: PLR2004 -- ISO 3166
