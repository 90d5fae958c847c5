"""The term model: concepts and the designations that name them (ISO 1087, ISO 30042)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

CHINESE = "zh-Hans"
TRADITIONAL_CHINESE = "zh-Hant"
ENGLISH = "en"


class Status(StrEnum):
    """Administrative status of a designation, best first (ISO 30042)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def is_accepted(self) -> bool:
        """May a translation use a designation of this status?"""
        return self in (Status.PREFERRED, Status.ADMITTED)


class TermType(StrEnum):
    """How a designation is formed (ISO 30042 `termType`, the part that term files use)."""

    FULL_FORM = "full form"
    ABBREVIATION = "abbreviation"
    TRANSLITERATION = "transliteration"
    VARIANT = "variant"


class Review(StrEnum):
    """Life cycle of a concept, apart from the status of its designations."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Designation:
    """One way to say a concept in one language.

    Attributes:
        text: the word or phrase as written.
        language: BCP 47 tag: `zh-Hans`, `zh-Hant`, `en`, or a regional tag as it came.
        status: administrative status.
        type: how it is formed, where that is worth saying.
        pinyin: GB/T 16159 reading; Chinese only.
        note: advice to the translator, for example why it is deprecated.
        source: where the wording was published.
        authority: who decided on it.
        region: where it is used, for example `TW` or `HK`.
        since: first year or date of use.
        until: last year or date of use.
        case_sensitive: does `case = "sensitive"` stand in the term file?
        not_in: longer Chinese strings in which this designation is never a match.
        english: the English of the concept that renders this Chinese designation in a text, where that is not
            the preferred one (政协: CPPCC, but 中国人民政治协商会议 in full).
    """

    text: str
    language: str
    status: Status = Status.PREFERRED
    type: TermType | None = None
    pinyin: str | None = None
    note: str | None = None
    source: tuple[str, ...] = ()
    authority: str | None = None
    region: str | None = None
    since: str | None = None
    until: str | None = None
    case_sensitive: bool = False
    not_in: tuple[str, ...] = ()
    english: str | None = None

    @property
    def is_chinese(self) -> bool:
        """Is the language a form of Chinese?"""
        return self.language.startswith("zh")


# The fields of a designation that hold one text or none, besides its type.
DESIGNATION_TEXTS = ("pinyin", "note", "authority", "region", "since", "until", "english")


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences that an entry carries as its own tests.

    Attributes:
        match: Chinese sentences in which a designation of the concept must be found.
        no_match: Chinese sentences in which none may be found.
    """

    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


NO_EXAMPLES = Examples()


@dataclass(frozen=True)
class Concept:
    """One unit of knowledge: the designations that name it and what is known of it.

    Attributes:
        id: ASCII kebab-case name, unique in a term base.
        designations: in the order of the term file, Chinese first.
        subject: subject field.
        path: the term file it came from, as the user named it.
        line: 1-based line of its heading there.
    """

    id: str
    designations: tuple[Designation, ...]
    subject: str = ""
    definition: str | None = None
    note: str | None = None
    context: str | None = None
    source: tuple[str, ...] = ()
    review: Review | None = None
    related: tuple[str, ...] = ()
    superseded_by: str | None = None
    examples: Examples = NO_EXAMPLES
    path: str | None = None
    line: int | None = None

    @cached_property
    def zh(self) -> tuple[Designation, ...]:
        """Chinese designations, best status first, otherwise in file order."""
        return self._by_status(chinese=True)

    @cached_property
    def en(self) -> tuple[Designation, ...]:
        """English designations, best status first, otherwise in file order."""
        return self._by_status(chinese=False)

    @property
    def preferred_zh(self) -> Designation | None:
        """The approved Chinese designation."""
        return self.zh[0] if self.zh else None

    @property
    def preferred_en(self) -> Designation | None:
        """The approved English designation."""
        return self.en[0] if self.en else None

    def english_for(self, chinese: Designation) -> Designation | None:
        """The approved English of one Chinese designation, for running text.

        It is the preferred one, unless the designation names another accepted one as its own.
        """
        if not chinese.english:
            return self.preferred_en
        return next((each for each in self.accepted_en if each.text == chinese.english), self.preferred_en)

    @cached_property
    def accepted_en(self) -> tuple[Designation, ...]:
        """The English designations that a translation may use."""
        return tuple(designation for designation in self.en if designation.status.is_accepted)

    @cached_property
    def accepted_zh(self) -> tuple[Designation, ...]:
        """The Chinese designations that a translation may use."""
        return tuple(designation for designation in self.zh if designation.status.is_accepted)

    def _by_status(self, *, chinese: bool) -> tuple[Designation, ...]:
        own = [each for each in self.designations if each.language.startswith("zh") is chinese]
        # One designation is the rule in large term bases.
        return tuple(own if len(own) < 2 else sorted(own, key=_rank))  # noqa: PLR2004


_RANKS = {status: rank for rank, status in enumerate(Status)}


def _rank(designation: Designation) -> int:
    return _RANKS[designation.status]
