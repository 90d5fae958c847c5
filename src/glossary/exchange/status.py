"""Foreign words for status, term type and review, and ours in the words of TBX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from glossary.concept import Review, Status, TermType

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final = {
    Status.PREFERRED: "preferred standardized standardised standard legal regulated approved mandatory "
    "recommended required main default verified 首选 首选的 推荐 推荐的 规范 规范的 正式 标准 優先 首選",
    Status.ADMITTED: "admitted allowed acceptable accepted alternative alternate alternativa variant synonym "
    "optional permitted proposed new working provisional valid active current usable 允许 允许的 容许 许用 "
    "可用 可接受 备选 同义 有效 有效的",
    Status.DEPRECATED: "deprecated forbidden notrecommended notpreferred nonpreferred unpreferred donotuse "
    "dontuse nottobeused avoid avoided rejected prohibited banned blacklisted blocked invalid incorrect wrong "
    "unapproved notapproved notallowed notacceptable notadmitted disallowed negative misnomer discouraged "
    "verboten interdit prohibido 禁用 禁用的 禁止 弃用 不推荐 不推荐的 不用 不宜 错误 错误的 停用 拒用",
    Status.SUPERSEDED: "superseded obsolete outdated replaced retired archaic historical historic old expired "
    "withdrawn former 过时 过时的 废止 废弃 作废 旧称 旧 曾用 已取代 被取代",
}
STATUSES: Final = {word: status for status, words in WORDS.items() for word in words.split()}
TYPES: Final = {
    **dict.fromkeys(("fullform", "full", "全称", "全稱"), TermType.FULL_FORM),
    **dict.fromkeys(
        (
            "abbreviation",
            "abbreviatedform",
            "acronym",
            "initialism",
            "shortform",
            "short",
            "缩写",
            "简称",
            "簡稱",
        ),
        TermType.ABBREVIATION,
    ),
    **dict.fromkeys(
        ("transliteration", "transliteratedform", "transcribedform", "音译", "音譯"), TermType.TRANSLITERATION
    ),
    **dict.fromkeys(("variant", "orthographicvariant", "spellingvariant", "变体", "異體"), TermType.VARIANT),
}
REVIEWS: Final = {
    **dict.fromkeys(
        ("reviewed", "approved", "final", "finalized", "released", "已审", "已审核", "审定"), Review.REVIEWED
    ),
    **dict.fromkeys(
        ("draft", "new", "proposed", "unreviewed", "provisionallyprocessed", "unprocessed", "草稿", "待审"),
        Review.DRAFT,
    ),
}


def read_status(value: str, overrides: Mapping[str, str] | None = None) -> Status | None:
    """Understand a foreign status (`deprecatedTerm-admn-sts`, `forbidden`, `不推荐` …); None if unknown.

    Args:
        value: as the file says it.
        overrides: further words, as the user gave them.
    """
    if overrides and value in overrides:
        return Status(overrides[value])
    word = _word(value).removesuffix("admnsts")
    return STATUSES.get(word) or STATUSES.get(re.sub(r"(term|translation|术语)$", "", word))


def read_type(value: str) -> TermType | None:
    """Understand a foreign term type (`fullForm`, `acronym`, `简称` …); None if ours has none such."""
    return TYPES.get(_word(value))


def read_review(value: str) -> Review | None:
    """Understand a foreign word for draft or reviewed; None if unknown."""
    return REVIEWS.get(_word(value))


def _word(value: str) -> str:
    return re.sub(r"[^\w]|_", "", value.lower())
