"""Text files in every encoding, read and written back to the byte."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import DocumentError
from glossary.files import decode, open_text, read_text, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

SIMPLIFIED = "我们要推动高质量发展，把这个国家的经济建设好。\r\n“十四五”时期的工作已经完成了。\n"
TRADITIONAL = "我們要推動高質量發展，把這個國家的經濟建設好。\r\n這是一個新的時代，時間過得很快。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SIMPLIFIED.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8"),
        (SIMPLIFIED.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16-be"),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le"),
        (SIMPLIFIED.encode("gb18030"), "gb18030"),
        ((SIMPLIFIED + "𠀀").encode("gb18030"), "gb18030"),
        (TRADITIONAL.encode("big5"), "cp950"),
        (b"", "utf-8"),
        (b"plain", "utf-8"),
    ],
)
def test_the_encoding_is_recognised_and_the_bytes_come_back(data: bytes, encoding: str) -> None:
    file = decode(data)
    assert file.encoding == encoding
    assert file.encode(file.text) == data
    assert not file.text.startswith("\ufeff")


@given(st.text(st.characters(codec="utf-8")))
def test_utf8_comes_back_to_the_byte(text: str) -> None:
    data = text.encode()
    try:
        file = decode(data, encoding="utf-8")
    except DocumentError:
        pytest.fail("valid UTF-8 was refused")
    assert file.encode(file.text) == data


@pytest.mark.parametrize("data", [b"\x7fELF\0\0\1\2\3", b"PK\3\4\0\0\0\xff\xfe\0", bytes(range(256))])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="binary file"):
        decode(data)


def test_bytes_of_no_encoding_are_refused_with_a_hint() -> None:
    with pytest.raises(DocumentError) as caught:
        decode(b"abc\xff\xff\xff\x81")
    assert "--encoding" in (caught.value.hint or "")


def test_a_named_encoding_that_does_not_fit_tells_the_byte() -> None:
    with pytest.raises(DocumentError, match="not valid UTF-8 near byte 3"):
        decode(b"abc\xff", encoding="utf-8")
    with pytest.raises(DocumentError, match="unknown encoding 'klingon'"):
        decode(b"abc", encoding="klingon")


def test_a_character_that_the_encoding_lacks_is_named() -> None:
    with pytest.raises(DocumentError, match=r"Big5 cannot hold the character '𠀀' \(U\+20000\)"):
        decode(TRADITIONAL.encode("big5")).encode("𠀀")


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16"])
def test_a_large_file_is_read_in_chunks(tmp_path: Path, name: str) -> None:
    path = tmp_path / "large.txt"
    text = "高质量发展𠀀\r\n" * 200_000
    path.write_bytes(text.encode(name))
    with open_text(path) as (stored, chunks):
        pieces = list(chunks)
    assert len(pieces) > 1
    assert "".join(pieces) == text
    assert stored.name.startswith(name)


@pytest.mark.parametrize(("name", "message"), [("missing.txt", "no such file"), (".", "this is a folder")])
def test_what_cannot_be_read_is_said_in_words(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_text(tmp_path / name)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"old")

    def failing() -> list[bytes]:
        raise OSError(28, "No space left on device")

    with pytest.raises(DocumentError, match="No space left"):
        write_atomic(path, (piece for _ in range(1) for piece in failing()))
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["x.txt"]


def test_a_write_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    path, link = tmp_path / "x.txt", tmp_path / "link.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomic(link, b"new")
    assert path.read_bytes() == b"new"
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
