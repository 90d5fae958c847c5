"""Read text files in any of their encodings, and write them back without losing a byte."""

from __future__ import annotations

import codecs
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from glossary.encoding import UTF8, Encoding, detect, named
from glossary.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded text with all that is needed to write it back as it came.

    Attributes:
        text: the decoded text without BOM, line endings untouched.
        stored: how it is encoded.
    """

    text: str
    stored: Encoding = UTF8

    @property
    def encoding(self) -> str:
        """The name of the Python codec it was decoded with."""
        return self.stored.name

    @property
    def bom(self) -> bytes:
        """The byte order mark that it began with, possibly empty."""
        return self.stored.bom

    def encode(self, text: str) -> bytes:
        """Encode another text like this one.

        Raises:
            DocumentError: the encoding lacks a character of the text.
        """
        return self.bom + encode(text, self.stored)


def read_text(path: Path | str, *, encoding: str | None = None) -> TextFile:
    """Read a text file in UTF-8, UTF-16, GB18030 or Big5, or in the encoding named.

    Raises:
        DocumentError: missing, a folder, not permitted, binary, or not in that encoding.
    """
    return decode(read_bytes(path), encoding=encoding, path=path)


def decode(data: bytes, *, encoding: str | None = None, path: Path | str | None = None) -> TextFile:
    """Decode bytes, guessing the encoding where none is named.

    Raises:
        DocumentError: binary data, an unknown encoding, or bytes that do not fit it.
    """
    with _blaming(path):
        stored = named(data, encoding) if encoding is not None else detect(data)
        try:
            return TextFile(data[len(stored.bom) :].decode(stored.name), stored)
        except UnicodeDecodeError as error:
            raise _misfit(stored, error.start + len(stored.bom)) from error


def encode(text: str, stored: Encoding) -> bytes:
    """Encode a text, without BOM.

    Raises:
        DocumentError: the encoding lacks a character of the text.
    """
    try:
        return text.encode(stored.name)
    except UnicodeEncodeError as error:
        bad = text[error.start]
        raise DocumentError(
            f"{stored.label} cannot hold the character '{bad}' (U+{ord(bad):04X})",
            hint="write UTF-8 instead, with --output-encoding utf-8",
        ) from error


def read_bytes(path: Path | str) -> bytes:
    """Read a whole file, turning the system's errors into ours.

    Raises:
        DocumentError: missing, a folder, or not permitted.
    """
    with _readable(path) as stream:
        return stream.read()


@contextmanager
def open_text(path: Path | str, *, encoding: str | None = None) -> Iterator[tuple[Encoding, Iterator[str]]]:
    """Open a text file of any size: its encoding, and its text in chunks.

    Raises:
        DocumentError: as `read_text`; bytes that do not fit the encoding are found when they are reached.
    """
    with _readable(path) as stream, _blaming(path):
        first = stream.read(CHUNK)
        is_whole = len(first) < CHUNK
        stored = named(first, encoding) if encoding is not None else detect(first, is_whole=is_whole)
        yield stored, _decode_chunks(stored, first[len(stored.bom) :], stream)


def write_atomic(path: Path | str, data: bytes | Iterable[bytes]) -> None:
    """Replace a file as a whole: temporary file beside it, fsync, rename; the mode is kept.

    Raises:
        DocumentError: the folder is missing, read-only or full; the old file is then untouched.
    """
    import tempfile  # takes milliseconds, and most commands write no file

    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            for chunk in (data,) if isinstance(data, bytes) else data:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode_for(target))
        temporary.replace(target)
    except OSError as error:
        raise DocumentError(
            f"cannot be written: {error.strerror}", path=path, hint="choose another place with --output"
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _decode_chunks(stored: Encoding, first: bytes, stream: IO[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(stored.name)("strict")
    chunk, read = first, len(stored.bom)
    while True:
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise _misfit(stored, read + error.start) from error
        if text:
            yield text
        if not chunk:
            return
        read += len(chunk)
        chunk = stream.read(CHUNK)


def _misfit(stored: Encoding, position: int) -> DocumentError:
    return DocumentError(
        f"not valid {stored.label} near byte {position}", hint="name another encoding with --encoding"
    )


@contextmanager
def _blaming(path: Path | str | None) -> Iterator[None]:
    """Name the file in errors that do not know it."""
    try:
        yield
    except DocumentError as error:
        error.path = error.path or path
        raise


@contextmanager
def _readable(path: Path | str) -> Iterator[IO[bytes]]:
    hints = {
        FileNotFoundError: ("no such file", "check the name and the folder"),
        IsADirectoryError: ("this is a folder, not a file", "name a file in it"),
        PermissionError: ("no permission to read it", "check the rights of the file"),
    }
    try:
        stream = Path(path).open("rb")  # noqa: SIM115  # closed below; errors of reading are not errors of opening
    except OSError as error:
        message, hint = hints.get(type(error), (f"cannot be read: {error.strerror}", "check the name"))
        raise DocumentError(message, path=path, hint=hint) from error
    except ValueError as error:
        raise DocumentError(f"not a file name: {error}", hint="check the name") from error
    with stream:
        yield stream


def _mode_for(target: Path) -> int:
    with suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
