"""A file of named sections, in blocks with a checksum each, of which a reader needs only a few.

Layout: a header of 64 bytes, the sections one after another (each at a multiple of eight), the footer. The
footer holds the CRC-32 of every block and the directory of the sections; the header holds the CRC-32 of
the footer and of itself. A block is checked when it is first read, so that opening a file of a gigabyte
costs no more than opening a small one, and damage anywhere is found before it can do harm.
"""

from __future__ import annotations

import sys
from zlib import crc32

TYPE_CHECKING = False  # importing typing would cost a third of the program's start
if TYPE_CHECKING:
    from typing import BinaryIO

MAGIC = b"glossidx"
VERSION = 5
HEADER_SIZE = 64
BLOCK_SIZE = 1 << 14
# Reads longer than this many blocks are scans: they pass through without staying in memory.
SCAN_BLOCKS = 16


class DamagedIndexError(ValueError):
    """The file is not a whole index of this version."""


class BlockReader:
    """Reads sections of a file by offset, every block checked.

    Args:
        file: opened for reading in binary mode.

    Raises:
        DamagedIndexError: truncated, damaged, or of another version.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        footer_start, footer = _read_footer(file)
        self._end = footer_start
        count = -(-(footer_start - HEADER_SIZE) // BLOCK_SIZE)
        self._checksums = memoryview(footer)[: 4 * count].cast("I")
        self._blocks: dict[int, bytes] = {}
        self.sections: dict[str, tuple[int, int]] = {}
        for line in footer[4 * count :].decode().splitlines():
            name, start, length = line.split(" ")
            self.sections[name] = (int(start), int(length))

    def read(self, start: int, length: int) -> bytes:
        """Read bytes at an offset in the file.

        Raises:
            DamagedIndexError: a block among them has not the checksum that it was written with.
        """
        if not length:
            return b""
        number, offset = divmod(start - HEADER_SIZE, BLOCK_SIZE)
        if offset + length <= BLOCK_SIZE:
            block = self._blocks.get(number) or self._load(number, keep=True)
            return block[offset : offset + length]
        last = (start + length - 1 - HEADER_SIZE) // BLOCK_SIZE
        keep = last - number < SCAN_BLOCKS
        whole = b"".join(
            self._blocks.get(each) or self._load(each, keep=keep) for each in range(number, last + 1)
        )
        return whole[offset : offset + length]

    def section(self, name: str) -> bytes:
        """Read a whole section; for small ones."""
        return self.read(*self.place(name))

    def place(self, name: str) -> tuple[int, int]:
        """Give offset and length of a section.

        Raises:
            DamagedIndexError: there is none of this name.
        """
        if name not in self.sections:
            raise DamagedIndexError(f"no section {name}")
        return self.sections[name]

    def _load(self, number: int, *, keep: bool) -> bytes:
        start = HEADER_SIZE + number * BLOCK_SIZE
        self._file.seek(start)
        block = self._file.read(min(BLOCK_SIZE, self._end - start))
        if number >= len(self._checksums) or crc32(block) != self._checksums[number]:
            raise DamagedIndexError(f"block {number} is damaged")
        if keep:
            self._blocks[number] = block
        return block


class BlockWriter:
    """Writes such a file; call `begin` and `write` for each section, `finish` at the end.

    Args:
        file: opened for writing in binary mode, empty, seekable.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._pending = bytearray()
        self._checksums = bytearray()
        self._position = HEADER_SIZE
        self._directory: list[tuple[str, int, int]] = []
        file.write(bytes(HEADER_SIZE))

    def begin(self, name: str) -> None:
        """Begin a section; what is written next belongs to it."""
        self._append(bytes(-self._position % 8))
        self._directory.append((name, self._position, self._position))

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append to the section that was begun last."""
        self._append(data)
        name, start, _ = self._directory[-1]
        self._directory[-1] = (name, start, self._position)

    def finish(self) -> None:
        """Write footer and header; the file is complete."""
        if self._pending:
            self._checksum(memoryview(self._pending))
            self._file.write(self._pending)
        lines = [f"{name} {start} {end - start}\n" for name, start, end in self._directory]
        footer = bytes(self._checksums) + "".join(lines).encode()
        self._file.write(footer)
        self._file.seek(0)
        self._file.write(_header(self._position, footer))

    def _append(self, data: bytes | bytearray | memoryview) -> None:
        self._position += len(data)
        self._pending += data
        if len(self._pending) >= BLOCK_SIZE:
            whole = len(self._pending) - len(self._pending) % BLOCK_SIZE
            view = memoryview(self._pending)
            for start in range(0, whole, BLOCK_SIZE):
                self._checksum(view[start : start + BLOCK_SIZE])
            self._file.write(view[:whole])
            view.release()
            del self._pending[:whole]

    def _checksum(self, block: memoryview) -> None:
        self._checksums += crc32(block).to_bytes(4, sys.byteorder)


def _header(footer_start: int, footer: bytes) -> bytes:
    fields = (
        VERSION.to_bytes(4, "little")
        # Numbers in the sections are in the order of the machine, so that they are read in place.
        + sys.byteorder.encode().ljust(8)
        + footer_start.to_bytes(8, "little")
        + len(footer).to_bytes(8, "little")
        + crc32(footer).to_bytes(4, "little")
    )
    header = MAGIC + fields
    return (header + crc32(header).to_bytes(4, "little")).ljust(HEADER_SIZE, b"\0")


def _read_footer(file: BinaryIO) -> tuple[int, bytes]:
    file.seek(0)
    header = file.read(HEADER_SIZE)
    if len(header) < HEADER_SIZE or header[:8] != MAGIC:
        raise DamagedIndexError("not an index")
    if crc32(header[:40]) != int.from_bytes(header[40:44], "little"):
        raise DamagedIndexError("the header is damaged")
    if header[8:12] != VERSION.to_bytes(4, "little") or header[12:20].decode().strip() != sys.byteorder:
        raise DamagedIndexError("an index of another version")
    start, length = int.from_bytes(header[20:28], "little"), int.from_bytes(header[28:36], "little")
    file.seek(start)
    footer = file.read(length + 1)
    if len(footer) != length or crc32(footer) != int.from_bytes(header[36:40], "little"):
        raise DamagedIndexError("truncated")
    return start, footer
