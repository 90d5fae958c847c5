"""What the published schemas of TBX 3 forbid, so that a faulty file is reported with lines.

After the core structure (RELAX NG) and the rules of the dialects Min, Basic and Linguist (Schematron) that
LTAC publishes; files that break them are read all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossary.exchange.tbx.xml import Element, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Found = Iterator[tuple[int | None, str]]

TBX3: Final = "{urn:iso:std:iso:30042:ed-2}"
MIN: Final[Mapping[str, str]] = {
    "admin": "customerSubset",
    "descrip": "subjectField",
    "termNote": "administrativeStatus usageStatus partOfSpeech",
    "xref": "externalCrossReference",
    "ref": "",
    "transac": "",
    "transacNote": "",
    "adminNote": "",
    "descripNote": "",
}
BASIC: Final = {
    "admin": "customerSubset projectSubset source",
    "descrip": "subjectField context definition",
    "termNote": MIN["termNote"] + " geographicalUsage grammaticalGender termLocation termType",
    "xref": "externalCrossReference xGraphic",
    "ref": "crossReference",
    "transac": "transactionType",
    "transacNote": "responsibility",
    "adminNote": "",
    "descripNote": "",
}
LINGUIST: Final = BASIC | {
    "admin": BASIC["admin"] + " reading",
    "adminNote": "readingNote",
    "termNote": BASIC["termNote"] + " grammaticalNumber register transferComment",
}
DIALECTS: Final = {"TBX-Min": MIN, "TBX-Basic": BASIC, "TBX-Linguist": LINGUIST}
PICKLISTS: Final = {
    "administrativeStatus": "preferredTerm-admn-sts admittedTerm-admn-sts deprecatedTerm-admn-sts "
    "supersededTerm-admn-sts",
    "usageStatus": "preferred admitted deprecated superseded notRecommended obsolete",
    "partOfSpeech": "adjective noun other verb adverb properNoun",
    "grammaticalGender": "masculine feminine neuter other",
    "grammaticalNumber": "singular plural dual mass otherNumber",
    "termType": "fullForm acronym abbreviation shortForm variant phrase",
    "transactionType": "origination modification creation",
}
# The levels at which a category may stand, its groups aside.
LEVELS: Final = {
    "subjectField": ("conceptEntry",),
    "definition": ("conceptEntry", "langSec"),
    "context": ("termSec",),
    "crossReference": ("conceptEntry", "termSec"),
    "xGraphic": ("conceptEntry", "langSec"),
    "customerSubset": ("conceptEntry", "termSec"),
    "projectSubset": ("conceptEntry", "termSec"),
}


@dataclass(frozen=True, slots=True)
class Conformance:
    """The rules that hold for one file.

    Attributes:
        is_checked: is it version 3? Others are read without remarks.
        dialect: its name, as the file says it.
    """

    is_checked: bool = False
    dialect: str = ""

    @classmethod
    def for_root(cls, root: Element) -> Conformance:
        """Choose the rules by the outermost element."""
        is_checked = str(root.tag).startswith(TBX3) and root.get("style", "dca").lower() == "dca"
        return cls(is_checked, root.get("type") or "")

    def frame_problems(self, element: Element) -> Found:
        """Check the header, or the children of `<text>`."""
        if not self.is_checked:
            return
        if local_name(element) == "text":
            for child in element:
                if local_name(child) not in ("body", "back"):
                    yield child.sourceline, f"<{local_name(child)}> may not stand in <text>"
            return
        for part in element.iter():
            if local_name(part) not in ("p", "title") and _has_text(part):
                yield part.sourceline, f"the text in <{local_name(part)}> of the header must be within <p>"

    def entry_problems(self, entry: Element) -> Found:
        """Check an entry with all that is in it."""
        if not self.is_checked:
            return
        for element in entry.iter():
            name = local_name(element)
            if name == "termSec":
                yield from _term_section(element)
            elif name == "descripGrp" and sum(local_name(child) == "descrip" for child in element) > 1:
                yield element.sourceline, "more than one <descrip> in a <descripGrp>"
            elif name in MIN:
                yield from self._category(element, name)

    def _category(self, element: Element, name: str) -> Found:
        category = element.get("type")
        if not category:
            yield element.sourceline, f"<{name}> has no type"
            return
        rules = DIALECTS.get(self.dialect)
        if rules is None:
            return
        line = element.sourceline
        if category not in rules[name].split():
            yield line, f"{self.dialect} has no <{name}> of the type '{category}'"
            return
        text = "".join(element.itertext()).strip()
        if category in PICKLISTS and text not in PICKLISTS[category].split():
            yield line, f"{category} cannot be '{text}'"
        level = _level(element)
        if category in LEVELS and level not in LEVELS[category]:
            yield line, f"{category} may not stand in <{level}>"
        parent = element.getparent()
        if category == "source" and parent is not None and local_name(parent) == "conceptEntry":
            yield (
                line,
                "source stands alone in <conceptEntry>; group it with what it is the source of (descripGrp)",
            )


def _term_section(section: Element) -> Found:
    terms = [place for place, child in enumerate(section) if local_name(child) == "term"]
    if not terms or terms[0] != 0:
        yield section.sourceline, "<term> must come first in <termSec>"
    if len(terms) > 1:
        yield section[terms[1]].sourceline, "more than one <term> in a <termSec>"


def _level(element: Element) -> str:
    parent = element.getparent()
    while parent is not None and local_name(parent).endswith("Grp"):
        parent = parent.getparent()
    return "" if parent is None else local_name(parent)


def _has_text(element: Element) -> bool:
    return any((text or "").strip() for text in (element.text, *(child.tail for child in element)))
