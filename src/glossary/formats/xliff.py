"""XLIFF 1.2, its dialects (SDL, memoQ, Memsource), and XLIFF 2.x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.document import Bitext, Prose, ProseBuilder, SegmentPair, State
from glossary.errors import DocumentError
from glossary.formats.markup import Characters, read_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from glossary.files import TextFile
    from glossary.formats.markup import Element

# Native code and standalone placeholders: they show nothing, and never break a term.
CODES = frozenset({"bpt", "ept", "ph", "it", "x", "bx", "ex", "ut", "sc", "ec", "sm", "em", "cp"})
LINE_BREAKS = frozenset({"lb", "x-br", "fmt:lb", "br"})
UNTRANSLATED_STATES = frozenset({"new", "needs-translation", "NotStarted", "initial"})
YES = frozenset({"yes", "true", "locked", "1"})


def read_xliff(file: TextFile, *, path: str) -> Bitext:
    """Read all units of an XLIFF file of any version.

    Raises:
        DocumentError: not well-formed, or not XLIFF.
    """
    pairs: list[SegmentPair] = []
    version = ""
    for unit in read_elements(file.text, ("trans-unit", "unit"), path=path):
        pairs += _pairs_of_v1(unit) if unit.name == "trans-unit" else _pairs_of_v2(unit)
        version = version or _version(unit)
    if not pairs and "xliff" not in file.text[:4096]:
        raise DocumentError(
            "this is XML, but not XLIFF",
            path=path,
            line=1,
            hint="give an .xlf, .sdlxliff, .mqxliff or .mxliff",
        )
    return Bitext(path, f"xliff {version}".strip(), tuple(pairs), file, is_xml=True)


def prose_of(element: Element | None, line: int = 1) -> Prose:
    """Collect what a reader sees in a segment, without inline codes, with the way back to the file."""
    builder = ProseBuilder()
    if element is None:
        return builder.build(line)
    _collect(element, builder)
    return builder.build(element.line)


def _collect(element: Element, builder: ProseBuilder) -> None:
    for child in element.children:
        if isinstance(child, Characters):
            builder.add(child.text, child.start, child.end)
        elif child.name not in CODES:
            _collect(child, builder)
        elif LINE_BREAKS & {child.attributes.get(name, "") for name in ("ctype", "subType", "type", "id")}:
            builder.insert("\n")


def _version(unit: Element) -> str:
    return next((parent.attributes.get("version", "") for parent in unit.parents), "")


def _pairs_of_v1(unit: Element) -> Iterator[SegmentPair]:
    source, target = unit.first("source"), unit.first("target")
    if source is None:
        return
    key, note, states = unit.attributes.get("id", ""), _notes(unit), _sdl_states(unit)
    segmented = unit.first("seg-source")
    segments = {mark.attributes.get("mid", ""): mark for mark in _marks(segmented)}
    translations = {mark.attributes.get("mid", ""): mark for mark in _marks(target)}
    if not segments or (target is not None and not translations):
        yield _pair(key, source, target, _state(unit, target), note)
        return
    for name, mark in segments.items():
        translation = translations.get(name)
        state = states.get(name) or _state(unit, translation)
        if state is State.READY and translation is None:
            state = State.UNTRANSLATED
        yield _pair(f"{key}/{name}", mark, translation, state, note)


def _marks(element: Element | None) -> Iterator[Element]:
    if element is not None:
        for mark in element.descendants("mrk"):
            if mark.attributes.get("mtype") == "seg":
                yield mark


def _sdl_states(unit: Element) -> Mapping[str, State]:
    """States of segments as SDL Trados keeps them, by segment id."""
    states = {}
    for segment in unit.descendants("seg"):
        name = segment.attributes.get("id", "")
        if segment.attributes.get("locked", "") in YES:
            states[name] = State.LOCKED
        elif segment.attributes.get("conf") in ("", "Unspecified"):
            states[name] = State.UNTRANSLATED
    return states


def _state(unit: Element, target: Element | None) -> State:
    if unit.attributes.get("locked", "") in YES or _inherited(unit, "translate") == "no":
        return State.LOCKED
    own = target.attributes.get("state", "") if target is not None else ""
    if own in UNTRANSLATED_STATES or unit.attributes.get("status") in UNTRANSLATED_STATES:
        return State.UNTRANSLATED
    return State.READY


def _inherited(element: Element, name: str) -> str:
    for holder in (element, *reversed(element.parents)):
        if name in holder.attributes:
            return holder.attributes[name]
    return ""


def _pair(key: str, source: Element, target: Element | None, state: State, note: str) -> SegmentPair:
    translated = prose_of(target, source.line)
    if state is State.READY and not translated.text.strip():
        state = State.UNTRANSLATED
    return SegmentPair(key, prose_of(source), translated, state, note)


def _notes(unit: Element) -> str:
    return "\n".join(note.text() for note in unit.descendants("note"))


def _pairs_of_v2(unit: Element) -> Iterator[SegmentPair]:
    key, note = unit.attributes.get("id", ""), _notes(unit)
    segments = [segment for segment in unit.elements("segment") if segment.namespace == unit.namespace]
    for number, segment in enumerate(segments, start=1):
        source = segment.first("source")
        if source is None:
            continue
        name = segment.attributes.get("id") or (str(number) if len(segments) > 1 else "")
        target = segment.first("target")
        state = State.LOCKED if _inherited(unit, "translate") == "no" else State.READY
        yield _pair(f"{key}/{name}" if name else key, source, target, state, note)
