"""Write TBX: version 3 in TBX-Basic (styles DCA and DCT), and version 2 for older tools.

Values that have a data category of TBX-Basic use it; all others are labelled notes (see `labels`), so that
the file stays valid and nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from glossary.concept import Status, TermType
from glossary.exchange.tbx.labels import MARK, labelled, plain_note

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.concept import Concept, Designation

XML_ID: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STATUSES: Final = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.SUPERSEDED: "supersededTerm-admn-sts",
}
TYPES: Final = {
    TermType.FULL_FORM: "fullForm",
    TermType.ABBREVIATION: "abbreviation",
    TermType.VARIANT: "variant",
}
# The namespaces of the modules that make up TBX-Basic, for the style DCT.
MIN_CATEGORIES: Final = ("subjectField", "administrativeStatus")


class Style(StrEnum):
    """How a file marks data categories, and which version it is."""

    DCA = "dca"
    DCT = "dct"
    V2 = "v2"


HEADS: Final = {
    Style.DCA: '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">',
    Style.DCT: '<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"'
    ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">',
    Style.V2: '<martif type="TBX" xml:lang="en">',
}


def write_tbx(concepts: Sequence[Concept], lost: Counter[str], *, style: Style = Style.DCA) -> Iterator[str]:
    """Write concepts as the text of a TBX file, piece by piece.

    Args:
        concepts: in the order to be written.
        lost: takes the number of characters that XML cannot hold.
        style: version and style.
    """
    yield from _Writer(style, lost, frozenset(_xml_id(concept.id) for concept in concepts)).file(concepts)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes in one style."""

    style: Style
    lost: Counter[str]
    ids: frozenset[str] = field(default_factory=frozenset)

    def file(self, concepts: Iterable[Concept]) -> Iterator[str]:
        root = "martif" if self.style is Style.V2 else "tbx"
        title = "<titleStmt><title>glossary</title></titleStmt>"
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f"{HEADS[self.style]}\n<{root}Header><fileDesc>{title}<sourceDesc><p>{MARK}</p></sourceDesc></fileDesc>"
        if self.style is Style.V2:
            yield '<encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc>'
        yield f"</{root}Header>\n<text>\n<body>\n"
        for concept in concepts:
            yield "".join(f"{line}\n" for line in self._entry(concept))
        yield f"</body>\n</text>\n</{root}>\n"

    def _entry(self, concept: Concept) -> Iterator[str]:
        entry = "termEntry" if self.style is Style.V2 else "conceptEntry"
        identifier = _xml_id(concept.id)
        yield f'<{entry} id="{identifier}">'
        yield from self._concept_values(concept)
        if _id_from(identifier) != concept.id:
            yield self._note(labelled("id", concept.id))
        yield from self._sections(concept)
        yield f"</{entry}>"

    def _concept_values(self, concept: Concept) -> Iterator[str]:
        if concept.subject:
            yield self._category("descrip", "subjectField", concept.subject)
        if concept.definition:
            parts = [self._category("descrip", "definition", concept.definition)]
            parts += [self._category("admin", "source", source) for source in concept.source]
            yield f"<descripGrp>{''.join(parts)}</descripGrp>"
        else:
            yield from self._labelled("source", concept.source)
        for related in concept.related:
            if _xml_id(related) in self.ids and _id_from(_xml_id(related)) == related:
                yield self._reference(related)
            else:
                yield from self._labelled("related", (related,))
        if concept.note:
            yield self._note(plain_note(concept.note))
        for name in ("review", "superseded_by"):
            if value := getattr(concept, name):
                yield from self._labelled(name, (value,))
        yield from self._labelled("match", concept.examples.match)
        yield from self._labelled("no_match", concept.examples.no_match)

    def _sections(self, concept: Concept) -> Iterator[str]:
        """Put the designations of a language together; where that changes their order, number them."""
        languages = list(dict.fromkeys(each.language for each in concept.designations))
        places = [
            place
            for language in languages
            for place, each in enumerate(concept.designations)
            if each.language == language
        ]
        is_moved = places != sorted(places)
        name = "langSet" if self.style is Style.V2 else "langSec"
        context = concept.context
        for language in languages:
            yield f"<{name} xml:lang={_quoted(language)}>"
            for place, designation in enumerate(concept.designations):
                if designation.language == language:
                    yield from self._term(designation, context, place if is_moved else None)
                    context = None
            yield f"</{name}>"

    def _term(self, designation: Designation, context: str | None, place: int | None) -> Iterator[str]:
        name = "tig" if self.style is Style.V2 else "termSec"
        yield f"<{name}><term>{self._escape(designation.text)}</term>"
        yield self._category("termNote", "administrativeStatus", STATUSES[designation.status])
        if designation.type in TYPES:
            yield self._category("termNote", "termType", TYPES[designation.type])
        if designation.region:
            yield self._category("termNote", "geographicalUsage", designation.region)
        if context:
            yield f"<descripGrp>{self._category('descrip', 'context', context)}</descripGrp>"
        for source in designation.source:
            yield self._category("admin", "source", source)
        if designation.note:
            yield self._note(plain_note(designation.note))
        yield from self._term_notes(designation)
        if place is not None:
            yield from self._labelled("position", (str(place),))
        yield f"</{name}>"

    def _term_notes(self, designation: Designation) -> Iterator[str]:
        if designation.type is not None and designation.type not in TYPES:
            yield from self._labelled("type", (designation.type,))
        for key in ("pinyin", "authority", "since", "until", "english"):
            if value := getattr(designation, key):
                yield from self._labelled(key, (value,))
        if designation.case_sensitive:
            yield from self._labelled("case", ("sensitive",))
        yield from self._labelled("not_in", designation.not_in)

    def _category(self, meta: str, category: str, text: str) -> str:
        if self.style is Style.DCT:
            element = f"{'min' if category in MIN_CATEGORIES else 'basic'}:{category}"
            return f"<{element}>{self._escape(text)}</{element}>"
        return f'<{meta} type="{category}">{self._escape(text)}</{meta}>'

    def _reference(self, identifier: str) -> str:
        target = _xml_id(identifier)
        if self.style is Style.DCT:
            return f'<basic:crossReference target="{target}">{identifier}</basic:crossReference>'
        return f'<ref type="crossReference" target="{target}">{identifier}</ref>'

    def _labelled(self, name: str, values: Iterable[str]) -> Iterator[str]:
        for value in values:
            yield self._note(labelled(name, value))

    def _note(self, text: str) -> str:
        return f"<note>{self._escape(text)}</note>"

    def _escape(self, text: str) -> str:
        if found := UNWRITABLE.findall(text):
            self.lost["control character that XML cannot hold"] += len(found)
            text = UNWRITABLE.sub("", text)
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace("\r", "&#13;")


def _xml_id(identifier: str) -> str:
    """Make an id that XML allows: it begins with a letter and has only letters, digits and a few marks."""
    named = f"_{identifier}" if identifier[:1].isdecimal() else identifier
    if XML_ID.fullmatch(named):
        return named
    return "_x" + "".join(f"{ord(character):x}." for character in identifier)


def _id_from(xml_id: str) -> str:
    return xml_id[1:] if xml_id[:1] == "_" and xml_id[1:2].isdecimal() else xml_id


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(text)
