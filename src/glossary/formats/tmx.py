"""TMX translation memories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.document import Bitext, Direction, SegmentPair, State
from glossary.errors import DocumentError
from glossary.formats.markup import read_elements
from glossary.formats.xliff import prose_of

if TYPE_CHECKING:
    from glossary.files import TextFile
    from glossary.formats.markup import Element


def read_tmx(file: TextFile, *, path: str, direction: Direction) -> Bitext:
    """Read the units that have both a Chinese and an English variant.

    Raises:
        DocumentError: not well-formed, not TMX, or in other languages.
    """
    pairs: list[SegmentPair] = []
    languages: set[str] = set()
    for number, unit in enumerate(read_elements(file.text, ("tu",), path=path), start=1):
        variants = {_language(variant): variant for variant in unit.elements("tuv")}
        languages |= variants.keys()
        pair = _pair(unit, variants, number, direction)
        if pair is not None:
            pairs.append(pair)
    if "<tmx" not in file.text[:4096]:
        raise DocumentError("this is XML, but not TMX", path=path, line=1, hint="give a .tmx file")
    if languages and not pairs:
        named = ", ".join(sorted(filter(None, languages))) or "none named"
        raise DocumentError(
            f"no unit has both Chinese and English (languages: {named})",
            path=path,
            hint="check the xml:lang attributes of the file",
        )
    return Bitext(path, "tmx", tuple(pairs), file, is_xml=True)


def _language(variant: Element) -> str:
    return (variant.attributes.get("xml:lang") or variant.attributes.get("lang") or "").lower()


def _pair(
    unit: Element, variants: dict[str, Element], number: int, direction: Direction
) -> SegmentPair | None:
    prefixes = ("zh", "en") if direction is Direction.ZH_EN else ("en", "zh")
    found = [next((v for name, v in variants.items() if name.split("-")[0] == p), None) for p in prefixes]
    if found[0] is None or found[1] is None:
        return None
    source, target = (
        prose_of(variant.first("seg"), variant.line) for variant in found if variant is not None
    )
    state = State.READY if target.text.strip() else State.UNTRANSLATED
    note = "\n".join(note.text() for note in unit.descendants("note"))
    return SegmentPair(unit.attributes.get("tuid") or f"unit {number}", source, target, state, note)
