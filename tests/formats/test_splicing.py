"""Members of a ZIP archive replaced, the others left to the byte."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from glossary.formats.splicing import has_plain_directory, replace_members

METHODS = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
CONTENTS = st.dictionaries(st.sampled_from("abcdé中𠀀"), st.tuples(st.binary(), METHODS), min_size=1)


class Unseekable(io.BytesIO):
    """A stream on which zipfile writes sizes behind the data, as Office does."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def packed(contents: dict[str, tuple[bytes, int]], stream: io.BytesIO, comment: bytes) -> bytes:
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = comment
        for name, (data, method) in contents.items():
            archive.writestr(name, data, method)
    return stream.getvalue()


@given(
    CONTENTS,
    st.dictionaries(st.sampled_from("abcdé中𠀀"), st.binary()),
    st.sampled_from([io.BytesIO, Unseekable]),
    st.binary(max_size=30),
)
def test_replaced_members_read_back_and_others_keep_their_bytes(
    contents: dict[str, tuple[bytes, int]], wanted: dict[str, bytes], stream: type[io.BytesIO], comment: bytes
) -> None:
    data = packed(contents, stream(), comment)
    before = zipfile.ZipFile(io.BytesIO(data))
    changed = {name: content for name, content in wanted.items() if name in contents}
    assert has_plain_directory(data, before)
    mended = replace_members(data, before, changed)
    after = zipfile.ZipFile(io.BytesIO(mended))
    assert after.testzip() is None
    assert after.comment == before.comment
    assert {name: after.read(name) for name in after.namelist()} == {
        name: changed.get(name, content) for name, (content, _) in contents.items()
    }
    assert [(m.filename, m.date_time, m.compress_type) for m in after.infolist()] == [
        (m.filename, m.date_time, m.compress_type) for m in before.infolist()
    ]
    if not changed:
        assert mended == data


def test_archives_with_data_before_them_or_no_members_are_not_plain() -> None:
    data = packed({"a": (b"x", zipfile.ZIP_STORED)}, io.BytesIO(), b"")
    shifted = b"#!" + data
    assert not has_plain_directory(shifted, zipfile.ZipFile(io.BytesIO(shifted)))
    empty = packed({}, io.BytesIO(), b"")
    assert not has_plain_directory(empty, zipfile.ZipFile(io.BytesIO(empty)))
