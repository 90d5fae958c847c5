"""An Office file as a ZIP archive of XML parts: read within limits, written back part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from glossary.errors import DocumentError
from glossary.files import decode
from glossary.formats.markup import xml_encoding
from glossary.formats.splicing import has_plain_directory, replace_members

if TYPE_CHECKING:
    from pathlib import Path

    from glossary.files import TextFile

MOST_BYTES = 300 * 1024 * 1024
MOST_MEMBERS = 20_000
MOST_RATIO = 300  # text compresses to a tenth, repetitive spreadsheets to a hundredth
RATIO_MATTERS_FROM = 10 * 1024 * 1024
BETWEEN = "\0"  # no XML may hold it


class Archive:
    """The bytes of an Office file, opened with limits.

    The parts that are read make up one text, in the order of reading with NUL between them; it is what the
    pieces of prose point into.

    Raises:
        DocumentError: not a ZIP archive, damaged, encrypted, or too large when unpacked.
    """

    def __init__(self, path: Path | str, data: bytes) -> None:
        import io

        self.path = str(path)
        self._data = data
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise self.error("not an Office file: the ZIP archive is damaged") from error
        self.names = frozenset(self._zip.namelist())
        self._parts: dict[str, TextFile] = {}
        self._starts: dict[str, int] = {}
        self._length = 0
        self._check_sizes()

    def error(self, message: str) -> DocumentError:
        """An error about this file."""
        return DocumentError(message, path=self.path, hint="open it in Office and save it again")

    def part(self, name: str) -> str:
        """Return a part decoded."""
        if name not in self._parts:
            data = self._bytes(name)
            self._parts[name] = decode(data, encoding=xml_encoding(data) or "utf-8", path=self.path)
            self._starts[name] = self._length
            self._length += len(self._parts[name].text) + len(BETWEEN)
        return self._parts[name].text

    def start(self, name: str) -> int:
        """Where a part that was read begins in `text`."""
        return self._starts[name]

    @property
    def text(self) -> str:
        """The parts that were read."""
        return BETWEEN.join(part.text for part in self._parts.values())

    def encode(self, text: str) -> bytes:
        """Return the archive with the parts in `text` in place of its own, and all else as it was.

        Raises:
            DocumentError: a part of it cannot be read, or its encoding lacks a character.
        """
        mended = dict(zip(self._parts, text.split(BETWEEN), strict=True))
        changed = {
            name: part.encode(mended[name]) for name, part in self._parts.items() if part.text != mended[name]
        }
        return replace_members(self._data, self._zip, changed)

    @property
    def is_mendable(self) -> bool:
        """May it be written back? Not a signed one, nor one with members of the same name or CDATA."""
        return (
            len(self.names) == len(self._zip.infolist())
            and has_plain_directory(self._data, self._zip)
            and not any(name.startswith("_xmlsignatures/") for name in self.names)
            and not any("<![CDATA[" in part.text for part in self._parts.values())
        )

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as stream:
                data = stream.read(MOST_BYTES + 1)
        except (BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise self.error(f"its part {name} cannot be read") from error
        except Exception as error:  # zlib.error and the like of other compressions have no common base
            raise self.error(f"its part {name} is damaged") from error
        if len(data) > MOST_BYTES:
            raise self.error(f"its part {name} is larger than {MOST_BYTES >> 20} MB")
        return data

    def _check_sizes(self) -> None:
        members = self._zip.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        explodes = unpacked > RATIO_MATTERS_FROM and unpacked / packed > MOST_RATIO
        if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or explodes:
            raise DocumentError(
                f"it would unpack to {unpacked >> 20} MB, which looks like a zip bomb",
                path=self.path,
                hint="split the file if it is honest",
            )
