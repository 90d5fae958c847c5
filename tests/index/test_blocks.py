from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.index.blocks import BLOCK_SIZE, BlockReader, BlockWriter, DamagedIndexError


def write(sections: list[tuple[str, list[bytes]]]) -> bytes:
    file = BytesIO()
    writer = BlockWriter(file)
    for name, parts in sections:
        writer.begin(name)
        for part in parts:
            writer.write(part)
    writer.finish()
    return file.getvalue()


def read(data: bytes, names: list[str]) -> list[bytes]:
    reader = BlockReader(BytesIO(data))
    return [reader.section(name) for name in names]


@given(st.lists(st.lists(st.binary(max_size=40) | st.just(bytes(BLOCK_SIZE + 3)), max_size=4), max_size=5))
def test_sections_come_back_as_they_were_written(contents: list[list[bytes]]) -> None:
    names = [f"s{number}" for number in range(len(contents))]
    data = write(list(zip(names, contents, strict=True)))
    assert read(data, names) == [b"".join(parts) for parts in contents]


def test_any_part_of_a_section_can_be_read() -> None:
    content = bytes(range(256)) * 400
    reader = BlockReader(BytesIO(write([("a", [b"xyz"]), ("b", [content])])))
    start, length = reader.place("b")
    assert length == len(content)
    for at, size in ((0, 10), (BLOCK_SIZE - 5, 10), (1000, 90_000), (length - 1, 1), (7, 0)):
        assert reader.read(start + at, size) == content[at : at + size]


def test_a_section_that_is_not_there_is_damage() -> None:
    with pytest.raises(DamagedIndexError):
        BlockReader(BytesIO(write([("a", [b"x"])]))).section("b")


@given(st.data())
def test_one_changed_byte_never_goes_unnoticed(data: st.DataObject) -> None:
    whole = write([("a", [b"\x00" * 300]), ("b", [b"content" * 3000])])
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        result = read(bytes(changed), ["a", "b"])
    except DamagedIndexError:
        return
    # Only the unused end of the header may change without harm.
    assert place in range(44, 64)
    assert result == read(whole, ["a", "b"])


@pytest.mark.parametrize("kept", [0, 1, 63, 64, 5000, -1])
def test_a_truncated_file_is_noticed_at_once(kept: int) -> None:
    whole = write([("a", [b"content" * 3000])])
    with pytest.raises(DamagedIndexError):
        BlockReader(BytesIO(whole[:kept]))


def test_a_longer_file_and_a_foreign_one_are_noticed() -> None:
    with pytest.raises(DamagedIndexError):
        BlockReader(BytesIO(write([("a", [b"x"])]) + b"more"))
    with pytest.raises(DamagedIndexError):
        BlockReader(BytesIO(b"[climbing-plan]\n" * 40))
