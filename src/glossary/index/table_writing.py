"""Write the tables that `tables` reads."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from glossary.index.tables import SCAN_KEYS, U32

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossary.index.blocks import BlockWriter


def pack_row(key: bytes, number: int) -> bytes:
    """Make a row for `write_table`: sorting rows by length and bytes sorts by key, then number."""
    return key + number.to_bytes(U32, "big")


def write_table(blocks: BlockWriter, name: str, rows: list[bytes]) -> list[bytes]:
    """Write a table from rows of `pack_row`, in any order; the list is emptied.

    Returns:
        The distinct keys in the order of their numbers.
    """
    rows.sort()
    rows.sort(key=len)
    keys: list[bytes] = []
    first, numbers = array("I"), array("I")
    for row in rows:
        key = row[:-U32]
        if not keys or keys[-1] != key:
            keys.append(key)
            first.append(len(numbers))
        numbers.append(int.from_bytes(row[-U32:], "big"))
    rows.clear()
    first.append(len(numbers))
    write_sorted(blocks, name, keys, first, numbers)
    return keys


def write_postings(blocks: BlockWriter, name: str, postings: dict[str, array[int]]) -> list[str]:
    """Write a table from a mapping of keys to their numbers; the mapping is emptied.

    Returns:
        The keys in the order of their numbers.
    """
    # By code point is also by byte of UTF-8; the length is that in bytes.
    keys = sorted(postings)
    keys.sort(key=lambda key: len(key.encode()))
    first, numbers = array("I"), array("I")
    for key in keys:
        first.append(len(numbers))
        numbers.extend(postings.pop(key))
    first.append(len(numbers))
    write_sorted(blocks, name, [key.encode() for key in keys], first, numbers)
    return keys


def write_sorted(
    blocks: BlockWriter, name: str, keys: list[bytes], first: array[int], numbers: array[int]
) -> None:
    """Write the four sections of a table whose keys are distinct and in order."""
    blocks.begin(f"{name}.lengths")
    blocks.write(_lengths(keys).tobytes())
    blocks.begin(f"{name}.keys")
    for start in range(0, len(keys), SCAN_KEYS):
        blocks.write(b"".join(keys[start : start + SCAN_KEYS]))
    blocks.begin(f"{name}.first")
    blocks.write(first.tobytes())
    blocks.begin(f"{name}.numbers")
    blocks.write(numbers.tobytes())


def _lengths(keys: Iterable[bytes]) -> array[int]:
    lengths = array("I")
    for key in keys:
        if lengths and lengths[-2] == len(key):
            lengths[-1] += 1
        else:
            lengths.extend((len(key), 1))
    return lengths
