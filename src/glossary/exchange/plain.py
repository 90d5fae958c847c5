"""Rows that are a Chinese and an English term and nothing else: a shorter way to the same concepts.

Term bases of a million rows are such tables, and reading them decides how long compiling takes. A test
holds the concepts and the account against those of the general way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.concept import NO_EXAMPLES, Concept, Designation, Status
from glossary.exchange.entry import Entry, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossary.exchange.tables.columns import Column


class PlainEntry(NamedTuple):
    """An entry of two terms, as the file says it.

    Attributes:
        chinese: the Chinese term, neither empty nor blank at its ends.
        english: likewise.
        languages: of the two, as the file names them.
        line: where it stands.
    """

    chinese: str
    english: str
    languages: tuple[str, str]
    line: int

    def full(self) -> Entry:
        """The same as an entry that could hold more."""
        terms = [
            Term(text, language, line=self.line)
            for text, language in zip(self[:2], self.languages, strict=True)
        ]
        return Entry(terms=terms, line=self.line, is_ours=True)


def plain_languages(columns: Mapping[int, Column]) -> tuple[str, str] | None:
    """The languages of a table of just a Chinese and, after it, an English column; None for other tables."""
    if columns.keys() != {0, 1} or any(column.name != "term" or column.status for column in columns.values()):
        return None
    first, second = columns[0].language, columns[1].language
    return (first, second) if first.startswith("zh") and not second.startswith("zh") else None


class _DesignationDraft:
    __slots__ = Designation.__slots__


def plain_designation(text: str, language: str) -> Designation:
    """Make a preferred designation five times faster than its constructor, as `matcher.new_match` does."""
    draft: Any = _DesignationDraft()
    draft.text, draft.language, draft.status = text, language, Status.PREFERRED
    draft.type = draft.pinyin = draft.note = draft.authority = draft.region = draft.since = draft.until = None
    draft.english = None
    draft.source = draft.not_in = ()
    draft.case_sensitive = False
    draft.__class__ = Designation
    made: Designation = draft
    return made


def plain_concept(identifier: str, designations: tuple[Designation, Designation], **fields: Any) -> Concept:
    """Make a concept of a Chinese and an English designation, likewise without setting frozen fields one by one.

    Args:
        identifier: its id.
        designations: the Chinese one first.
        fields: `subject`, `path` and `line`.
    """
    concept = object.__new__(Concept)
    chinese, english = designations
    vars(concept).update(
        fields,
        id=identifier,
        designations=designations,
        definition=None,
        note=None,
        context=None,
        source=(),
        review=None,
        related=(),
        superseded_by=None,
        examples=NO_EXAMPLES,
        # What the properties would work out.
        zh=(chinese,),
        en=(english,),
    )
    return concept
