from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from glossary.index.blocks import BlockReader, BlockWriter
from glossary.index.table_writing import pack_row, write_table
from glossary.index.tables import Table

ROWS = st.lists(st.tuples(st.binary(min_size=1, max_size=6), st.integers(0, 2**32 - 1)), max_size=60)


def make(rows: list[tuple[bytes, int]]) -> Table:
    file = BytesIO()
    writer = BlockWriter(file)
    write_table(writer, "t", [pack_row(key, number) for key, number in rows])
    writer.finish()
    return Table(BlockReader(file), "t")


@given(ROWS, st.binary(max_size=6))
def test_a_table_answers_like_a_dictionary(rows: list[tuple[bytes, int]], other: bytes) -> None:
    table = make(rows)
    known: dict[bytes, list[int]] = {}
    for key, number in sorted(rows):
        known.setdefault(key, []).append(number)
    assert table.size == len(known)
    for key, numbers in known.items():
        place = table.find(key)
        assert place is not None
        assert (table.key(place), list(table.numbers(place))) == (key, numbers)
    if other not in known:
        assert table.find(other) is None


@given(ROWS, st.binary(max_size=3))
def test_prefixes_give_longer_keys_shortest_first(rows: list[tuple[bytes, int]], prefix: bytes) -> None:
    table = make(rows)
    found = [table.key(number) for number in table.with_prefix(prefix)]
    wanted = {key for key, _ in rows if key.startswith(prefix) and len(key) > len(prefix)}
    assert found == sorted(wanted, key=lambda key: (len(key), key))


@given(ROWS, st.integers(0, 6), st.integers(0, 6))
def test_a_scan_gives_the_keys_of_some_lengths(
    rows: list[tuple[bytes, int]], shortest: int, longest: int
) -> None:
    table = make(rows)
    found = {
        first + place: key for first, keys in table.scan(shortest, longest) for place, key in enumerate(keys)
    }
    assert all(table.key(number) == key for number, key in found.items())
    assert set(found.values()) == {key for key, _ in rows if shortest <= len(key) <= longest}
