"""Choose the reader for a file by its name and its first bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.document import Direction
from glossary.errors import DocumentError
from glossary.files import decode, read_bytes
from glossary.formats.markup import xml_encoding

if TYPE_CHECKING:
    from glossary.document import Bitext, Document

ZIP: Final = b"PK\x03\x04"
GZIP: Final = b"\x1f\x8b"
# A gzip file may unpack to this many times its size, or to this many bytes, whichever is more.
MOST_RATIO: Final = 100
RATIO_MATTERS_FROM: Final = 10 * 1024 * 1024
XLIFF_SUFFIXES: Final = frozenset({".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"})
MARKDOWN_SUFFIXES: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})
BITEXT_SUFFIXES: Final = XLIFF_SUFFIXES | {".tsv", ".csv", ".tmx", ".po", ".pot", ".xlsx", ".xlsm"}
MOST_BYTES: Final = 512 * 1024 * 1024
LONGEST_SEGMENT: Final = 2_000_000
GIANT: Final = "is this really a text file?"


def is_bilingual(path: Path | str) -> bool:
    """Does the name of the file say that it holds source and target together?"""
    return _suffix(path) in BITEXT_SUFFIXES


def _suffix(path: Path | str) -> str:
    """The suffix that tells the format: `.tmx` of `memory.tmx.gz`."""
    name = Path(path)
    return Path(name.stem if name.suffix.lower() == ".gz" else name).suffix.lower()


def read_document(path: Path | str, *, encoding: str | None = None) -> Document:
    """Read a text in one language: plain text, Markdown or DOCX.

    Raises:
        DocumentError: it cannot be read, or not as text.
    """
    from glossary.formats.markdown import read_markdown
    from glossary.formats.plain import read_plain

    data = _read(path)
    if data.startswith(ZIP) or Path(path).suffix.lower() == ".docx":
        from glossary.formats.office import read_docx

        return read_docx(path, data)
    file = decode(data, encoding=encoding, path=path)
    _refuse_giants(file.text, path)
    read = read_markdown if Path(path).suffix.lower() in MARKDOWN_SUFFIXES else read_plain
    return read(file, path=str(path))


def read_bitext(
    path: Path | str,
    *,
    direction: Direction = Direction.ZH_EN,
    encoding: str | None = None,
    columns: tuple[str, str] | None = None,
) -> Bitext:
    """Read a bilingual file of any known format.

    Args:
        path: the file; its format goes by its suffix, and failing that by its beginning. What is packed
            with gzip is unpacked, and has no original to mend.
        direction: which language is the source.
        encoding: of text files, guessed when None.
        columns: names or 1-based numbers of source and target columns, for tables.

    Raises:
        DocumentError: it cannot be read, or is not bilingual.
    """
    bitext = _read_bitext(path, direction, encoding, columns)
    for pair in bitext.pairs:
        if max(len(pair.source.text), len(pair.target.text)) > LONGEST_SEGMENT:
            raise DocumentError(
                "a segment of millions of characters", path=path, line=pair.source.line, hint=GIANT
            )
    return bitext


def _read_bitext(
    path: Path | str, direction: Direction, encoding: str | None, columns: tuple[str, str] | None
) -> Bitext:
    data = _read(path)
    if data.startswith(GZIP):
        bitext = _read_text_format(_unpack(data, path), path, direction, encoding, columns)
        return replace(bitext, original=None)
    suffix = _suffix(path)
    if data.startswith(ZIP) or suffix in (".docx", ".xlsx", ".xlsm"):
        return _read_office(data, path, suffix, direction, columns)
    return _read_text_format(data, path, direction, encoding, columns)


def _read_text_format(
    data: bytes,
    path: Path | str,
    direction: Direction,
    encoding: str | None,
    columns: tuple[str, str] | None,
) -> Bitext:
    suffix = _suffix(path)
    declared = xml_encoding(data) if data.startswith(b"<?xml") else None
    file = decode(data, encoding=encoding or declared, path=path)
    kind = suffix if suffix in BITEXT_SUFFIXES else _sniff(file.text)
    if kind in (".tsv", ".csv"):
        from glossary.formats.table import read_table

        _refuse_giants(file.text, path)
        return read_table(file, path=str(path), direction=direction, columns=columns, tabs=kind == ".tsv")
    if kind in XLIFF_SUFFIXES:
        from glossary.formats.xliff import read_xliff

        return read_xliff(file, path=str(path))
    if kind == ".tmx":
        from glossary.formats.tmx import read_tmx

        return read_tmx(file, path=str(path), direction=direction)
    if kind in (".po", ".pot"):
        from glossary.formats.po import read_po

        _refuse_giants(file.text, path)
        return read_po(file, path=str(path))
    raise DocumentError(
        "not a bilingual file that can be read",
        path=path,
        hint="give two files (source and target), or TSV, CSV, XLIFF, TMX, PO, XLSX or a DOCX table",
    )


def _read(path: Path | str) -> bytes:
    data = read_bytes(path)
    if len(data) > MOST_BYTES:
        raise DocumentError(f"larger than {MOST_BYTES >> 20} MB", path=path, hint="split the file")
    return data


def _unpack(data: bytes, path: Path | str) -> bytes:
    """Unpack gzip data, but not a bomb."""
    import gzip
    import io
    import zlib

    most = min(MOST_BYTES, max(MOST_RATIO * len(data), RATIO_MATTERS_FROM))
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError("the gzip data are damaged", path=path, hint="pack the file again") from error
    if len(unpacked) > most:
        raise DocumentError(
            f"it would unpack to more than {most >> 20} MB, which looks like a bomb",
            path=path,
            hint="unpack it if it is honest",
        )
    return unpacked


def _read_office(
    data: bytes, path: Path | str, suffix: str, direction: Direction, columns: tuple[str, str] | None
) -> Bitext:
    from glossary.formats.office import read_docx_table, read_xlsx

    read = read_docx_table if suffix == ".docx" else read_xlsx
    return read(path, data, direction=direction, columns=columns)


def _refuse_giants(text: str, path: Path | str) -> None:
    """Refuse a line that no person wrote, before hours are spent on it."""
    start, number = 0, 1
    while (end := text.find("\n", start)) >= 0 or start < len(text):
        end = len(text) if end < 0 else end
        if end - start > LONGEST_SEGMENT:
            raise DocumentError(
                f"a line of {end - start:,} characters",
                path=path,
                line=number,
                hint=GIANT,
            )
        start, number = end + 1, number + 1


def _sniff(text: str) -> str:
    head = text[:4096]
    if "<xliff" in head or "urn:oasis:names:tc:xliff" in head:
        return ".xlf"
    if "<tmx" in head:
        return ".tmx"
    if "\nmsgid " in head or head.startswith("msgid "):
        return ".po"
    first = next((line for line in head.splitlines() if line.strip()), "")
    return ".tsv" if "\t" in first else ""
