"""XML read with positions and without danger: no entities, no DTD, no network, limited depth."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossary.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from xml.parsers.expat import XMLParserType

MOST_DEPTH = 200
CHUNK = 1 << 16
DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


@dataclass(frozen=True, slots=True)
class Characters:
    """A run of text between tags: what it says and where it stands (code points of the decoded file)."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Element:
    """An XML element with its subtree.

    Attributes:
        name: local name, without namespace.
        namespace: namespace URI, or the empty string.
        attributes: by local name; the namespace is dropped, except that `xml:lang` stays `xml:lang`.
        line: 1-based line of the start tag.
        children: elements and text in order.
        parents: names and attributes of the elements around it, outermost first.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    children: list[Element | Characters] = field(default_factory=list)
    parents: tuple[Element, ...] = ()

    def elements(self, *names: str) -> Iterator[Element]:
        """Yield the child elements with one of the names, or all."""
        for child in self.children:
            if isinstance(child, Element) and (not names or child.name in names):
                yield child

    def first(self, name: str) -> Element | None:
        """Return the first child element of that name in the same namespace."""
        return next((child for child in self.elements(name) if child.namespace == self.namespace), None)

    def descendants(self, *names: str) -> Iterator[Element]:
        """Yield the elements below it with one of the names, in document order."""
        for child in self.elements():
            if child.name in names:
                yield child
            yield from child.descendants(*names)

    def text(self) -> str:
        """All characters below it."""
        return "".join(child.text() if isinstance(child, Element) else child.text for child in self.children)


def xml_encoding(data: bytes) -> str | None:
    """Return the encoding that an XML declaration names, if it is not Unicode with a BOM anyway."""
    found = DECLARED.match(data[:200])
    return found[1].decode("ascii") if found else None


def read_elements(text: str, wanted: Collection[str], *, path: str) -> Iterator[Element]:
    """Yield the outermost elements with one of the names, with their subtrees, as the file is read.

    An element that was yielded is forgotten, so that memory does not grow with the file.

    Raises:
        DocumentError: not well-formed, nested too deep, or it declares entities of its own.
    """
    reader = _Reader(text, frozenset(wanted), path)
    yield from reader.run()


class _Reader:
    """Turns the events of expat into elements."""

    def __init__(self, text: str, wanted: frozenset[str], path: str) -> None:
        # "\n" keeps expat's line numbers; lone surrogates cannot be encoded and are no XML characters.
        self._data = text.encode("utf-8", "replace")
        self._wanted, self._path = wanted, path
        self._stack: list[Element] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._kept = 0
        self._done: list[Element] = []
        self._byte, self._point = 0, 0
        self._parser = self._make_parser()

    def run(self) -> Iterator[Element]:
        from xml.parsers.expat import ErrorString, ExpatError

        for start in range(0, max(len(self._data), 1), CHUNK):
            chunk = self._data[start : start + CHUNK]
            try:
                self._parser.Parse(chunk, start + CHUNK >= len(self._data))
            except ExpatError as error:
                raise self._error(f"not well-formed XML: {ErrorString(error.code)}", error.lineno) from error
            yield from self._done
            self._done.clear()

    def _make_parser(self) -> XMLParserType:
        from xml.parsers import expat

        # Without namespace processing, because a file with an undeclared prefix is still to be read.
        parser = expat.ParserCreate("utf-8")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._refuse_entity
        return parser

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise self._error(f"the file declares an XML entity ('{name}'), which may be an attack")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) >= MOST_DEPTH:
            raise self._error(f"elements are nested more than {MOST_DEPTH} deep")
        scope = self._scopes[-1]
        declared = {key[6:]: uri for key, uri in attributes.items() if key.startswith("xmlns")}
        self._scopes.append({**scope, **declared} if declared else scope)
        prefix, _, local = name.rpartition(":")
        namespace = self._scopes[-1].get(prefix, prefix)
        line = self._parser.CurrentLineNumber
        element = Element(local, namespace, {_local(key): value for key, value in attributes.items()}, line)
        if self._kept:
            self._stack[-1].children.append(element)
            self._kept += 1
        elif local in self._wanted:
            element.parents = tuple(self._stack)
            self._kept = 1
        self._stack.append(element)

    def _end(self, _name: str) -> None:
        element = self._stack.pop()
        self._scopes.pop()
        if self._kept:
            self._kept -= 1
            if not self._kept:
                self._done.append(element)

    def _characters(self, text: str) -> None:
        if self._kept:
            start = self._code_point(self._parser.CurrentByteIndex)
            self._stack[-1].children.append(Characters(text, start, start + self._width(text)))

    def _width(self, text: str) -> int:
        """How many code points of the file the text takes: more than it has where it is `&amp;`."""
        if len(text) > 1:
            return len(text)
        at = self._byte
        if self._data[at : at + 1] == b"&":
            return self._data.index(b";", at) + 1 - at
        return 2 if self._data[at : at + 2] == b"\r\n" else 1

    def _code_point(self, byte: int) -> int:
        passed = self._data[self._byte : byte]
        self._point += len(passed) if passed.isascii() else len(passed.decode("utf-8", "replace"))
        self._byte = byte
        return self._point

    def _error(self, message: str, line: int | None = None) -> DocumentError:
        hint = "open it in the program that made it and export it again"
        return DocumentError(message, path=self._path, line=line or self._parser.CurrentLineNumber, hint=hint)


def _local(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return name if prefix == "xml" else local
