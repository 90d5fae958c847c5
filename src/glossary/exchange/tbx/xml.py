"""XML without its dangers: no entities, no network, no DTD, no endless text."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from glossary.errors import ExchangeError
from glossary.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

# The stubs of lxml know too little of it (sourceline, itertext, clear).
Element: TypeAlias = Any

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
PROLOG: Final = 1 << 16
ENCODINGS: Final = ("ascii", "utf-16-le", "utf-16-be")


def parse_events(path: Path | str, *tags: str) -> Iterator[tuple[str, Element]]:
    """Parse a file bit by bit: (`start` or `end`, element) of the elements with these names, any namespace.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is not well-formed XML, or declares entities.
    """
    from lxml import etree

    _refuse_entities(path)
    with _placed(path):
        events = etree.iterparse(
            str(path),
            events=("start", "end"),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            yield str(event), element


def local_name(element: Element) -> str:
    """The name of an element without namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def release(element: Element) -> None:
    """Free an element that has been read, and everything before it under its parent."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]


def _refuse_entities(path: Path | str) -> None:
    """Refuse entity declarations before any parser sees them: they are how XML reads files and explodes."""
    with _opened(path) as stream:
        prolog = stream.read(PROLOG)
    for encoding in ENCODINGS:
        at = prolog.find("<!ENTITY".encode(encoding))
        if at >= 0:
            raise ExchangeError(
                "the file declares XML entities, which are never read",
                path=path,
                line=prolog.count("\n".encode(encoding), 0, at) + 1,
                hint="save it without DOCTYPE and entities",
            )


@contextmanager
def _opened(path: Path | str) -> Iterator[Any]:
    if not Path(path).is_file():
        read_bytes(path)  # raises the error that fits
    with Path(path).open("rb") as stream:
        yield stream


@contextmanager
def _placed(path: Path | str) -> Iterator[None]:
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        message = (error.msg or "not well-formed").partition(", line ")[0]
        raise ExchangeError(
            f"not well-formed XML: {message[:1].lower()}{message[1:]}",
            path=path,
            line=error.lineno or 1,
            hint="mend the file where it says, or export it again",
        ) from error
    except OSError as error:
        raise ExchangeError(f"cannot be read: {error}", path=path, hint="check the file") from error
