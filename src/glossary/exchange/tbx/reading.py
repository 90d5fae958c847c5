"""Read TBX of every version and dialect: elements by what they mean, wherever a dialect puts them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from glossary.errors import ExchangeError
from glossary.exchange.entry import Entry, Term
from glossary.exchange.status import read_status
from glossary.exchange.tbx.conformance import Conformance
from glossary.exchange.tbx.labels import MARK, split_label
from glossary.exchange.tbx.xml import XML_LANG, Element, local_name, parse_events, release

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossary.exchange.account import Account

ROOTS: Final = ("tbx", "martif")
ENTRIES: Final = ("conceptEntry", "termEntry")
SECTIONS: Final = ("langSec", "langSet")
TERM_SECTIONS: Final = ("termSec", "tig", "ntig", "termGrp")
META: Final = (
    "descrip",
    "admin",
    "termNote",
    "ref",
    "xref",
    "transac",
    "transacNote",
    "descripNote",
    "adminNote",
)
GROUPS: Final = ("descripGrp", "adminGrp", "termNoteGrp")
# Data categories, normalised, that belong to the concept wherever they stand.
OF_CONCEPT: Final = {
    "definition": "definition",
    "explanation": "definition",
    "context": "context",
    "example": "context",
    "samplesentence": "context",
    "subjectfield": "subject",
    "domain": "subject",
    "crossreference": "related",
    "relatedconcept": "related",
}
STATUS: Final = ("administrativestatus", "normativeauthorization", "usagestatus", "status", "termstatus")
OF_TERM: Final = {
    "termtype": "type",
    "geographicalusage": "region",
    "transliteration": "pinyin",
    "transcription": "pinyin",
    "pronunciation": "pinyin",
    "reading": "pinyin",
    "pinyin": "pinyin",
}
# Where they stand decides whom they belong to.
OF_EITHER: Final = {
    "source": "source",
    "termprovenance": "source",
    "note": "note",
    "usagenote": "note",
    "comment": "note",
    "transfercomment": "note",
}
REVIEW: Final = ("processstatus", "elementworkingstatus")


def read_tbx(path: Path | str, account: Account) -> Iterator[Entry]:
    """Read the entries of a TBX file one by one; what has no place in them is counted in the account.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is not well-formed XML, not TBX, or declares entities.
    """
    reader = _Reader(account)
    is_tbx = False
    for event, element in parse_events(path, *ROOTS, "tbxHeader", "martifHeader", "text", *ENTRIES):
        name = local_name(element)
        if event == "start" and name in ROOTS and not is_tbx:
            reader.begin(element)
            is_tbx = True
        elif event == "end" and name in ENTRIES:
            yield reader.entry(element)
            release(element)
        elif event == "end" and name not in ROOTS:
            reader.frame(element)
    if not is_tbx:
        raise ExchangeError(
            "this XML is not TBX", path=path, hint="TBX begins with <tbx> (version 3) or <martif> (version 2)"
        )


@dataclass(slots=True)
class _Reader:
    """One pass over one file."""

    account: Account
    is_ours: bool = False
    conformance: Conformance = field(default_factory=Conformance)

    def begin(self, root: Element) -> None:
        self.conformance = Conformance.for_root(root)

    def frame(self, element: Element) -> None:
        """Look at the header, or at what surrounds the body."""
        if local_name(element) != "text":
            self.is_ours = MARK in (text.strip() for text in element.itertext())
        self._note(self.conformance.frame_problems(element))

    def entry(self, element: Element) -> Entry:
        self._note(self.conformance.entry_problems(element))
        identifier = element.get("id") or ""
        entry = Entry(
            id=_from_xml_id(identifier) if self.is_ours else identifier,
            line=element.sourceline,
            is_ours=self.is_ours,
        )
        for child in element:
            if local_name(child) in SECTIONS:
                self._section(child, entry)
            else:
                self._value(child, entry, None)
        self._settle(entry)
        return entry

    def _section(self, section: Element, entry: Entry) -> None:
        language = section.get(XML_LANG) or section.get("lang") or ""
        first = len(entry.terms)
        for child in section:
            if local_name(child) in TERM_SECTIONS:
                self._terms(child, language, entry)
            elif local_name(child) == "note" and len(entry.terms) == first + 1:
                # Translate Toolkit puts the translator's note beside the only term of a language.
                self._value(child, entry, entry.terms[first])
            else:
                self._value(child, entry, None)

    def _terms(self, section: Element, language: str, entry: Entry) -> None:
        """Read a term section; a second term in it, which no schema allows, becomes a term of its own."""
        term: Term | None = None
        for child in section:
            name = local_name(child)
            if name == "term":
                term = Term(self._text(child), language, line=child.sourceline)
                entry.terms.append(term)
            elif name in TERM_SECTIONS:
                before = len(entry.terms)
                self._terms(child, language, entry)
                term = entry.terms[-1] if len(entry.terms) > before else term
            else:
                self._value(child, entry, term)

    def _value(self, element: Element, entry: Entry, term: Term | None) -> None:
        name = local_name(element)
        if name in GROUPS:
            self._group(element, entry, term)
        elif name == "transacGrp":
            self.account.lost["history of changes (transacGrp)"] += 1
        elif name == "note":
            self._note_value(self._text(element), entry, term)
        elif name in META:
            self._categorised(element, element.get("type") or "", entry, term)
        elif name != "date":
            self._categorised(element, name, entry, term)

    def _group(self, group: Element, entry: Entry, term: Term | None) -> None:
        describes_concept = any(_key(_category(child)) in OF_CONCEPT for child in group)
        for child in group:
            is_source = _key(_category(child)) == "source"
            self._value(child, entry, None if describes_concept and is_source else term)

    def _note_value(self, text: str, entry: Entry, term: Term | None) -> None:
        name, value = split_label(text) if self.is_ours else ("note", text)
        if name == "id":
            entry.id = value
        elif name == "type" and term is not None:
            term.type = value
        elif value:
            (entry.fields if term is None else term.fields)[name].append(value)

    def _categorised(self, element: Element, category: str, entry: Entry, term: Term | None) -> None:
        key, text = _key(category), self._text(element)
        if key == "crossreference":
            # The id is what counts; the text is a name for readers.
            text = _from_xml_id(element.get("target") or "") or text
        if not text:
            return
        if key in STATUS and term is not None:
            term.status = _stricter(term.status, text)
        elif key == "termtype" and term is not None:
            term.type = text
        elif key in OF_CONCEPT:
            entry.fields[OF_CONCEPT[key]].append(text)
        elif key in OF_TERM and term is not None:
            term.fields[OF_TERM[key]].append(text)
        elif key in OF_EITHER:
            (entry.fields if term is None else term.fields)[OF_EITHER[key]].append(text)
        elif key in REVIEW:
            entry.fields["review"].append(text)
        elif not category and local_name(element) == "descrip":
            # Weblate: the explanation of a source string is a <descrip> without type.
            entry.fields["definition"].append(text)
        else:
            self.account.lost[category or f"<{local_name(element)}> without type"] += 1

    def _settle(self, entry: Entry) -> None:
        """Bring the terms back into the order they had before those of a language were put together."""
        positions: list[int] = []
        for term in entry.terms:
            values = term.fields.pop("position", [])
            positions += [int(value) for value in values[:1] if value.isdecimal()]
        if positions and len(positions) == len(entry.terms):
            pairs: list[tuple[int, Term]] = sorted(
                zip(positions, entry.terms, strict=True), key=lambda pair: pair[0]
            )
            entry.terms = [term for _, term in pairs]

    def _text(self, element: Element) -> str:
        if len(element):
            for child in element:
                self.account.lost[f"inline markup <{local_name(child)}>"] += 1
        text = "".join(element.itertext())
        # Foreign files are indented for the eye, also within a text; ours are not.
        return text if self.is_ours else " ".join(text.split())

    def _note(self, problems: Iterator[tuple[int | None, str]]) -> None:
        for line, message in problems:
            self.account.problem(message, line)


def _category(element: Element) -> str:
    name = local_name(element)
    return element.get("type") or "" if name in META else name


def _key(category: str) -> str:
    return "".join(filter(str.isalnum, category)).lower()


def _stricter(before: str, now: str) -> str:
    """Of two statuses of one term let the one hold that accepts less, so that nothing deprecated slips in."""
    if not before:
        return now
    first, second = read_status(before), read_status(now)
    if first is None or second is None:
        return before if first is None else now
    return before if list(type(first)).index(first) >= list(type(second)).index(second) else now


def _from_xml_id(identifier: str) -> str:
    """Take the underscore off that stands before a digit, because XML ids cannot begin with one."""
    return identifier[1:] if identifier[:1] == "_" and identifier[1:2].isdecimal() else identifier
