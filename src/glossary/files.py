"""Text files read in any encoding a Chinese office uses, and written back without losing a byte."""

from __future__ import annotations

import codecs
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from glossary.errors import DocumentError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GB18030, BIG5 = "gb18030", "cp950"
# The commonest characters of running Chinese; a wrong decoding of Big5 or GB yields rare ones instead.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出就分对成会可主发年动同工也能下过民前面这這國個為們時來對會發動過說經學務業關開進實產現當與後應點體這無從機區電見長問將業種樣"
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A decoded text with all that is needed to write it back as it came.

    Attributes:
        text: the decoded text without BOM, line endings untouched.
        encoding: name of the Python codec it was decoded with.
        bom: the byte order mark that it began with, possibly empty.
    """

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """Encode another text like this one.

        Raises:
            DocumentError: the encoding lacks a character of the text.
        """
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            bad = text[error.start : error.start + 1]
            raise DocumentError(
                f"{self.encoding} cannot hold the character {bad!r} (U+{ord(bad):04X})",
                hint="write UTF-8 instead with --output-encoding utf-8",
            ) from error


def read_text(path: Path | str, *, encoding: str | None = None) -> TextFile:
    """Read a text file in UTF-8, UTF-16, GB18030 or Big5, or in the encoding named.

    Raises:
        DocumentError: missing, a folder, not permitted, binary, or not in that encoding.
    """
    return decode(read_bytes(path), encoding=encoding, path=path)


def read_bytes(path: Path | str) -> bytes:
    """Read a whole file, turning the system's errors into ours.

    Raises:
        DocumentError: missing, a folder, or not permitted.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise DocumentError("no such file", path=path, hint="check the name and the folder") from error
    except IsADirectoryError as error:
        raise DocumentError("this is a folder, not a file", path=path, hint="name a file in it") from error
    except PermissionError as error:
        raise DocumentError("no permission to read it", path=path, hint="check the rights") from error
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", path=path) from error


def decode(data: bytes, *, encoding: str | None = None, path: Path | str | None = None) -> TextFile:
    """Decode bytes, guessing the encoding where none is named.

    Raises:
        DocumentError: binary data, an unknown encoding, or bytes that do not fit it.
    """
    if encoding is not None:
        return _decode_as(data, encoding, path)
    for bom, name in BOMS:
        if data.startswith(bom):
            return TextFile(_strict(data[len(bom) :], name, path), name, bom)
    if (wide := _utf16_without_bom(data)) is not None:
        return wide
    if b"\0" in data:
        raise DocumentError("this is a binary file, not text", path=path, hint="give a text file")
    with suppress(UnicodeDecodeError):
        return TextFile(data.decode("utf-8"))
    candidates = []
    for name in (GB18030, BIG5):
        with suppress(UnicodeDecodeError):
            candidates.append(TextFile(data.decode(name), name))
    if not candidates:
        raise DocumentError(
            "neither UTF-8, UTF-16, GB18030 nor Big5",
            path=path,
            hint="name the encoding with --encoding, or give a text file",
        )
    return max(candidates, key=lambda candidate: _commonness(candidate.text))


def write_atomic(path: Path | str, data: bytes) -> None:
    """Replace a file as a whole: temporary file beside it, fsync, rename; the mode is kept.

    Raises:
        DocumentError: the folder is missing, read-only or full; the old file is then untouched.
    """
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
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


def _mode_for(target: Path) -> int:
    with suppress(OSError):
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _decode_as(data: bytes, encoding: str, path: Path | str | None) -> TextFile:
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise DocumentError(
            f"unknown encoding '{encoding}'", hint="use utf-8, utf-16, gb18030 or big5"
        ) from error
    for bom, bom_name in BOMS:
        if data.startswith(bom) and bom_name.startswith(name.removesuffix("-sig")):
            return TextFile(_strict(data[len(bom) :], bom_name, path), bom_name, bom)
    if name == "utf-16":
        name = "utf-16-le"
    return TextFile(_strict(data, name, path), name)


def _strict(data: bytes, encoding: str, path: Path | str | None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"not valid {encoding} at byte {error.start}",
            path=path,
            hint="name another encoding with --encoding",
        ) from error


def _utf16_without_bom(data: bytes) -> TextFile | None:
    """Recognise UTF-16 by the zero bytes of its spaces, digits and line ends."""
    sample = data[:4096]
    if len(data) % 2 or b"\0" not in sample:
        return None
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros_high = sample[first::2].count(0)
        zeros_low = sample[1 - first :: 2].count(0)
        if zeros_high and not zeros_low:
            with suppress(UnicodeDecodeError):
                text = data.decode(name)
                if all(character.isprintable() or character in "\t\r\n\f" for character in text[:2048]):
                    return TextFile(text, name)
    return None


def _commonness(text: str) -> float:
    sample = [character for character in text[:20_000] if not character.isascii()]
    return sum(character in COMMON for character in sample) / (len(sample) or 1)
