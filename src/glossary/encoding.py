"""Which encoding is this text in? UTF-8, UTF-16, GB18030 or Big5, as Chinese offices use them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from glossary.errors import DocumentError

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GB18030, BIG5 = "gb18030", "cp950"
# The commonest characters of running Chinese; a wrong decoding of Big5 or GB yields rare ones instead.
COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出就分对成会可主发年动同工也能下过民前面"
    "这這國個為們時來對會發動過說經學務業關開進實產現當與後應點體這無從機區電見長問將業種樣"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text is stored.

    Attributes:
        name: of the Python codec, without BOM variants.
        bom: the byte order mark in front, possibly empty.
    """

    name: str = "utf-8"
    bom: bytes = b""

    @property
    def label(self) -> str:
        """The name that users know."""
        return {"gb18030": "GB18030", "cp950": "Big5"}.get(self.name, self.name.upper())


UTF8: Final = Encoding()


def detect(data: bytes, *, is_whole: bool = True) -> Encoding:
    """Guess the encoding of a text, or of its beginning.

    Args:
        data: the bytes.
        is_whole: False where the data may end within a character.

    Raises:
        DocumentError: binary data, or none of the four encodings.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return Encoding(name, bom)
    if wide := _utf16_without_bom(data):
        return wide
    if b"\0" in data:
        raise DocumentError("this is a binary file, not text", hint="give a text file")
    if _decoded(data, "utf-8", is_whole=is_whole) is not None:
        return UTF8
    texts = {name: _decoded(data, name, is_whole=is_whole) for name in (GB18030, BIG5)}
    fitting = {name: text for name, text in texts.items() if text is not None}
    if not fitting:
        raise DocumentError(
            "neither UTF-8, UTF-16, GB18030 nor Big5",
            hint="name the encoding with --encoding, or give a text file",
        )
    return Encoding(max(fitting, key=lambda name: _commonness(fitting[name])))


def named(data: bytes, encoding: str) -> Encoding:
    """The encoding that the user named, with the BOM that the data begins with.

    Raises:
        DocumentError: Python does not know the name, or it is no text encoding.
    """
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except LookupError as error:
        raise DocumentError(
            f"unknown encoding '{encoding}'", hint="use utf-8, utf-16, gb18030 or big5"
        ) from error
    name = {"utf-8-sig": "utf-8", "big5": BIG5}.get(name, name)
    for bom, bom_name in BOMS:
        if data.startswith(bom) and bom_name.startswith(name):
            return Encoding(bom_name, bom)
    return Encoding("utf-16-le" if name == "utf-16" else name)


def _decoded(data: bytes, name: str, *, is_whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(data, final=is_whole)
    except UnicodeDecodeError:
        return None


def _utf16_without_bom(data: bytes) -> Encoding | None:
    """Recognise UTF-16 by the zero bytes of its spaces, digits and line ends."""
    sample = data[: 4096 if len(data) > 4096 else len(data) // 2 * 2]  # noqa: PLR2004
    if b"\0" not in sample:
        return None
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros_high = sample[first::2].count(0)
        zeros_low = sample[1 - first :: 2].count(0)
        text = _decoded(sample, name, is_whole=False) if zeros_high and not zeros_low else None
        if text is not None and all(each.isprintable() or each in "\t\r\n\f" for each in text):
            return Encoding(name)
    return None


def _commonness(text: str) -> float:
    sample = [character for character in text[:20_000] if not character.isascii()]
    return sum(character in COMMON for character in sample) / (len(sample) or 1)
