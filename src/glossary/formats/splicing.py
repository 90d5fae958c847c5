"""Replace members of a ZIP archive and leave every byte of the others as it is.

Layout and field offsets are those of PKWARE's APPNOTE 6.3: local headers with their data, then the central
directory with a record for each, then the end record.
"""

from __future__ import annotations

import io
from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zipfile import ZipInfo

RECORD, END_RECORD = 46, 22  # fixed lengths in bytes, before names, extra fields and comments


def has_plain_directory(data: bytes, archive: ZipFile) -> bool:
    """Do directory and end record close the file, with nothing before the members and no ZIP64 records?"""
    end = len(data) - END_RECORD - len(archive.comment)
    start, size = _number(data, end + 16), _number(data, end + 12)
    offsets = [member.header_offset for member in archive.infolist()]
    return start + size == end and min(offsets, default=-1) == 0 and max(offsets) < start


def replace_members(data: bytes, archive: ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return an archive with a plain directory, with other contents of the members named.

    They keep their place, date and kind of compression.
    """
    end = len(data) - END_RECORD - len(archive.comment)
    directory = bytearray(data[_number(data, end + 16) : end])
    members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    stops = [member.header_offset for member in members] + [_number(data, end + 16)]
    entries: dict[str, bytes] = {}
    for member, (start, stop) in zip(members, pairwise(stops), strict=True):
        name = member.filename
        entries[name] = _pack(member, changed[name]) if name in changed else data[start:stop]
    places, position = {}, 0
    for name, entry in entries.items():
        places[name] = position
        position += len(entry)
    record = 0
    for member in archive.infolist():  # in the order of the directory
        name = member.filename
        if name in changed:  # flags, method, time, checksum and sizes are in the same order in both
            directory[record + 8 : record + 28] = entries[name][6:26]
        directory[record + 42 : record + 46] = places[name].to_bytes(4, "little")
        record += RECORD + sum(_number(directory, record + at, 2) for at in (28, 30, 32))
    closing = bytearray(data[end:])
    closing[16:20] = position.to_bytes(4, "little")
    return b"".join([*entries.values(), directory, closing])


def _pack(member: ZipInfo, content: bytes) -> bytes:
    """Return a member with other content: local header and compressed data."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as alone:
        alone.writestr(copy(member), content)
    data = packed.getvalue()
    return data[: _number(data, len(data) - END_RECORD + 16)]


def _number(data: bytes | bytearray, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "little")
