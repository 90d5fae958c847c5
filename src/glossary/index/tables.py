"""A table on disk that maps byte strings to lists of numbers.

Keys are sorted by length, then by bytes, and numbered in this order. Keys of one length lie side by side, so
that no offsets are needed to find one: looking up is a binary search, and what a prefix finds comes
shortest first. Four sections: `.lengths` (length and count of each run), `.keys`, `.first` (where the
numbers of a key begin, one more than there are keys) and `.numbers`.
"""

from __future__ import annotations

from glossary.index.blocks import DamagedIndexError

TYPE_CHECKING = False  # see blocks.py
if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossary.index.blocks import BlockReader

U32 = 4
# Keys read at a time when a run is scanned.
SCAN_KEYS = 1 << 14


class Table:
    """Reads one table.

    Raises:
        DamagedIndexError: the file has no table of this name.
    """

    def __init__(self, blocks: BlockReader, name: str) -> None:
        self._blocks = blocks
        self._keys = blocks.place(f"{name}.keys")[0]
        self._first = blocks.place(f"{name}.first")[0]
        self._numbers = blocks.place(f"{name}.numbers")[0]
        lengths = memoryview(blocks.section(f"{name}.lengths")).cast("I")
        # For each run: length of its keys, number of its first key, count, offset of its bytes.
        self.runs: list[tuple[int, int, int, int]] = []
        number, offset = 0, self._keys
        for length, count in zip(lengths[::2], lengths[1::2], strict=True):
            self.runs.append((length, number, count, offset))
            number += count
            offset += length * count
        self.size = number

    def find(self, key: bytes) -> int | None:
        """Find the number of a key."""
        for length, first, count, offset in self.runs:
            if length == len(key):
                place = self._bisect(offset, length, count, key)
                found = place < count and self._blocks.read(offset + place * length, length) == key
                return first + place if found else None
        return None

    def with_prefix(self, prefix: bytes) -> Iterator[int]:
        """Find the numbers of all longer keys that begin so, shortest first."""
        size = len(prefix)
        for length, first, count, offset in self.runs:
            if length <= size:
                continue
            place = self._bisect(offset, length, count, prefix)
            while place < count and self._blocks.read(offset + place * length, size) == prefix:
                yield first + place
                place += 1

    def key(self, number: int) -> bytes:
        """Read the key of a number."""
        for length, first, count, offset in self.runs:
            if number < first + count:
                return self._blocks.read(offset + (number - first) * length, length)
        raise DamagedIndexError("no such key")

    def numbers(self, number: int) -> memoryview[int]:
        """Read the numbers that a key stands for, in the order they were given."""
        bounds = memoryview(self._blocks.read(self._first + number * U32, 2 * U32)).cast("I")
        size = (bounds[1] - bounds[0]) * U32
        return memoryview(self._blocks.read(self._numbers + bounds[0] * U32, size)).cast("I")

    def scan(self, shortest: int, longest: int) -> Iterator[tuple[int, list[bytes]]]:
        """Read all keys of these lengths, some at a time: the number of the first, and the keys."""
        for length, first, count, offset in self.runs:
            if not shortest <= length <= longest:
                continue
            for start in range(0, count, SCAN_KEYS):
                size = min(SCAN_KEYS, count - start) * length
                data = self._blocks.read(offset + start * length, size)
                yield first + start, [data[at : at + length] for at in range(0, size, length)]

    def _bisect(self, offset: int, length: int, count: int, key: bytes) -> int:
        """Find the first key of a run that is not less."""
        read, low, high = self._blocks.read, 0, count
        size = len(key)
        while low < high:
            middle = (low + high) // 2
            if read(offset + middle * length, size) < key:
                low = middle + 1
            else:
                high = middle
        return low
