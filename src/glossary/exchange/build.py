"""Foreign entries to concepts, with an account of everything that has no place in a concept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from glossary.concept import Concept, Designation, Examples, Review, Status, TermType
from glossary.exchange.language import PINYIN, normalize_language
from glossary.exchange.plain import PlainEntry, plain_concept, plain_designation
from glossary.exchange.status import read_review, read_status, read_type
from glossary.termfile import IDENTIFIER, slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from glossary.exchange.account import Account
    from glossary.exchange.entry import Entry, Term

# c1, 2_76365, eid-Oracle-67, a UUID: numbers of a data base say nothing; the English makes the better id.
OPAQUE: Final = re.compile(r"[^0-9]*[0-9][0-9_.:-]*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
RESERVED: Final = "subject"
NO_CHINESE: Final = "no Chinese designation"
NO_ENGLISH: Final = "no English designation"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the user said about the words of a file.

    Attributes:
        languages: names of languages, to our tags.
        statuses: words for status, to ours.
        subject: subject field of concepts that name none; by default the name of the file.
        keep_ids: take numbers such as `c1` for ids, too.
    """

    languages: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    subject: str | None = None
    keep_ids: bool = False


@dataclass(slots=True)
class Builder:
    """Makes concepts of the entries of one file, and keeps the account."""

    path: str
    subject: str
    account: Account
    understanding: Understanding = field(default_factory=Understanding)
    # A heading [subject] would clash with the subject of the term file.
    _taken: dict[str, int] = field(default_factory=lambda: {RESERVED: 1})
    _tags: dict[str, str | None] = field(default_factory=dict)

    def concepts(self, entries: Iterable[Entry | PlainEntry]) -> Iterator[Concept]:
        """Make the concepts, in the order of the entries; what cannot be one is in the account."""
        for entry in entries:
            concept = self._plain(entry) if isinstance(entry, PlainEntry) else self._concept(entry)
            if concept is not None:
                yield concept

    def _concept(self, entry: Entry) -> Concept | None:
        account = self.account
        account.concepts_read += 1
        account.designations_read += len(entry.terms)
        designations = self._designations(entry)
        chinese = [each for each in designations if each.is_chinese]
        english = [each for each in designations if not each.is_chinese]
        if not chinese or not english:
            account.skipped[NO_ENGLISH if chinese else NO_CHINESE] += 1
            return None
        account.concepts += 1
        account.designations += len(designations)
        fields = entry.fields
        return Concept(
            id=self._id(entry, english),
            designations=(*chinese, *english),
            subject=self._first(fields, "subject") or self.subject,
            definition=_joined(fields, "definition"),
            note=_joined(fields, "note"),
            context=_joined(fields, "context"),
            source=_unique(fields, "source"),
            review=self._review(fields),
            related=_unique(fields, "related"),
            superseded_by=self._first(fields, "superseded_by"),
            examples=self._examples(fields),
            path=self.path,
            line=entry.line,
        )

    def _plain(self, entry: PlainEntry) -> Concept | None:
        """Do for two terms without any more what `_concept` does, in less time."""
        chinese, english, languages, line = entry
        tags = self._known_tag(languages[0]), self._known_tag(languages[1])
        if not (tags[0] and tags[1] and tags[0][:2] == "zh") or tags[1][:2] == "zh" or PINYIN in tags:
            return self._concept(entry.full())
        account = self.account
        account.languages[languages[0]] += 1
        account.languages[languages[1]] += 1
        account.concepts_read += 1
        account.concepts += 1
        account.designations_read += 2
        account.designations += 2
        identifier = self._free(slug(english) or f"term-{line or account.concepts_read}")
        designations = plain_designation(chinese, tags[0]), plain_designation(english, tags[1])
        return plain_concept(identifier, designations, subject=self.subject, path=self.path, line=line)

    def _designations(self, entry: Entry) -> list[Designation]:
        found: dict[tuple[str, str], Designation] = {}
        stated: set[tuple[str, str]] = set()
        # Where no term has a status, the first of each side is the preferred one.
        open_sides = set() if any(term.status for term in entry.terms) else {True, False}
        is_plain = bool(open_sides)
        for term in entry.terms:
            tag = self._tag(term.language)
            if tag is None:
                self.account.skipped[f"designation in {term.language or 'no language'}"] += 1
                continue
            if not term.text.strip():
                self.account.skipped["empty designation"] += 1
                continue
            if tag == PINYIN:
                self._give_pinyin(found, term)
                continue
            key = (tag, term.text)
            if term.status:
                stated.add(key)
            side = tag.startswith("zh")
            designation = self._designation(
                term, tag, Status.PREFERRED if side in open_sides else Status.ADMITTED
            )
            open_sides.discard(side)
            found[key] = self._merged(found.get(key), designation, is_stated=bool(term.status))
        return list(found.values()) if is_plain else self._settled(found, stated)

    def _merged(self, twin: Designation | None, designation: Designation, *, is_stated: bool) -> Designation:
        """Of the same words twice let the stricter status hold, so that nothing deprecated slips in."""
        if twin is None:
            return designation
        self.account.skipped["the same designation again"] += 1
        worse = max(twin.status, designation.status, key=_RANK.__getitem__)
        return replace(twin, status=worse) if is_stated else twin

    def _tag(self, language: str) -> str | None:
        self.account.languages[language or "none"] += 1
        return self._known_tag(language)

    def _known_tag(self, language: str) -> str | None:
        if language not in self._tags:
            tag = self._tags[language] = normalize_language(language, self.understanding.languages)
            if tag is not None:
                self.account.mapped["language", language] = tag
        return self._tags[language]

    def _designation(self, term: Term, tag: str, default: Status) -> Designation:
        status = self._status(term) if term.status else default
        fields = term.fields
        if not fields and not term.type:
            return Designation(term.text, tag, status)
        is_chinese = tag.startswith("zh")
        pinyin = self._first(fields, "pinyin")
        if pinyin and not is_chinese:
            self.account.lost["pinyin of English"] += 1
        return Designation(
            text=term.text,
            language=tag,
            status=status,
            type=self._type(term),
            pinyin=pinyin if is_chinese else None,
            note=_joined(fields, "note"),
            source=_unique(fields, "source"),
            authority=self._first(fields, "authority"),
            region=self._first(fields, "region"),
            since=self._first(fields, "since"),
            until=self._first(fields, "until"),
            case_sensitive="sensitive" in fields.get("case", ()),
            not_in=_unique(fields, "not_in"),
            english=self._first(fields, "english"),
        )

    def _give_pinyin(self, found: dict[tuple[str, str], Designation], term: Term) -> None:
        for key, designation in found.items():
            if designation.is_chinese and not designation.pinyin:
                found[key] = replace(designation, pinyin=term.text)
                return
        self.account.lost["romanised Chinese"] += 1

    def _status(self, term: Term) -> Status:
        status = read_status(term.status, self.understanding.statuses)
        if status is None:
            self.account.problem(
                f"status '{term.status}' of '{term.text}' is unknown: taken as deprecated; "
                f"say what it means with --status '{term.status}=admitted'",
                term.line,
            )
            status = Status.DEPRECATED
        self.account.mapped["status", term.status] = str(status)
        return status

    def _type(self, term: Term) -> TermType | None:
        if not term.type:
            return None
        found = read_type(term.type)
        if found is None:
            self.account.lost[f"term type {term.type}"] += 1
        return found

    def _review(self, fields: Mapping[str, list[str]]) -> Review | None:
        value = self._first(fields, "review")
        review = read_review(value) if value else None
        if value and review is None:
            self.account.lost[f"review '{value}'"] += 1
        return review

    def _examples(self, fields: Mapping[str, list[str]]) -> Examples:
        match, no_match = _unique(fields, "match"), _unique(fields, "no_match")
        return Examples(match, no_match) if match or no_match else _NO_EXAMPLES

    def _settled(
        self, found: Mapping[tuple[str, str], Designation], stated: Collection[tuple[str, str]]
    ) -> list[Designation]:
        """Let one designation of a side be preferred: the first that says so, else the first without status."""
        settled: list[Designation] = []
        for is_chinese in (True, False):
            side = {key: each for key, each in found.items() if each.is_chinese is is_chinese}
            preferred = [key for key, each in side.items() if each.status is Status.PREFERRED]
            best = next(iter(preferred or (key for key in side if key not in stated)), None)
            if len(preferred) > 1:
                self.account.mapped["status", "a second preferred designation"] = str(Status.ADMITTED)
            for key in preferred[1:]:
                side[key] = replace(side[key], status=Status.ADMITTED)
            if best is not None and not preferred:
                side[best] = replace(side[best], status=Status.PREFERRED)
            settled += sorted(side.values(), key=lambda each: _RANK[each.status])
        return settled

    def _first(self, fields: Mapping[str, list[str]], name: str) -> str | None:
        distinct = _unique(fields, name)
        if len(distinct) > 1:
            self.account.lost[f"further {name.replace('_', ' ')}"] += len(distinct) - 1
        return distinct[0] if distinct else None

    def _id(self, entry: Entry, english: Sequence[Designation]) -> str:
        identifier = entry.id
        usable = identifier and (
            entry.is_ours or self.understanding.keep_ids or not OPAQUE.fullmatch(identifier)
        )
        if not usable or not IDENTIFIER.fullmatch(identifier):
            usual = slug(identifier) if usable else ""
            identifier = usual or slug(english[0].text) or f"term-{entry.line or self.account.concepts_read}"
            if entry.id:
                self.account.mapped["id", "numbers and names that are no ids of ours"] = (
                    "made from the English"
                )
        return self._free(identifier)

    def _free(self, identifier: str) -> str:
        """Number an id that is taken: `plan`, `plan-2`, `plan-3`."""
        count = self._taken.get(identifier, 0) + 1
        free = identifier if count == 1 else f"{identifier}-{count}"
        while count > 1 and free in self._taken:
            count += 1
            free = f"{identifier}-{count}"
        self._taken[identifier] = count
        self._taken.setdefault(free, 1)
        return free


_RANK: Final = {status: rank for rank, status in enumerate(Status)}
_NO_EXAMPLES: Final = Examples()


def _unique(fields: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    values = fields.get(name)
    return tuple(dict.fromkeys(value for value in values if value.strip())) if values else ()


def _joined(fields: Mapping[str, list[str]], name: str) -> str | None:
    return "\n".join(_unique(fields, name)) or None
