# ruff: noqa: E501 -- the samples are files, whose lines are as long as they are
"""Bilingual files: what each format yields, and what happens to hostile and broken ones."""

from __future__ import annotations

import gzip
import io
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.document import Direction, State
from glossary.errors import DocumentError
from glossary.files import TextFile
from glossary.formats.reading import is_bilingual, read_bitext, read_document
from glossary.formats.table import read_table
from glossary.text import Span

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import WriteFile
    from glossary.document import Bitext

XLIFF_12 = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQ"><file><body>
<trans-unit id="1"><source>实施<g id="1">攀登</g>计划<x id="2"/>。</source><target>A &amp; <bpt id="1">&lt;b&gt;</bpt>Climbing<ept id="1"/> Plan</target>
<note>glossary-ignore</note></trans-unit>
<trans-unit id="2" translate="no"><source>甲</source><target>A</target></trans-unit>
<trans-unit id="3"><source>乙</source><target state="needs-translation">B</target></trans-unit>
<trans-unit id="4"><source>丙</source></trans-unit>
<trans-unit id="5" mq:locked="locked"><source>丁</source><target>D</target></trans-unit>
</body></file></xliff>"""
SDL = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:sdl="S"><file><body><trans-unit id="u">
<source>一。二。三。</source><seg-source><mrk mtype="seg" mid="1">一。</mrk><mrk mtype="seg" mid="2">二。</mrk><mrk mtype="seg" mid="3">三。</mrk></seg-source>
<target><mrk mtype="seg" mid="1">One.</mrk><mrk mtype="seg" mid="2">Two.</mrk><mrk mtype="seg" mid="3"/></target>
<sdl:seg-defs><sdl:seg id="1" conf="Translated"/><sdl:seg id="2" conf="Draft" locked="true"/><sdl:seg id="3"/></sdl:seg-defs>
</trans-unit></body></file></xliff>"""
XLIFF_2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh" trgLang="en"
 xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><file id="f"><unit id="u1">
<mtc:matches><mtc:match ref="#1"><source>别的</source><target>other</target></mtc:match></mtc:matches>
<segment id="s1"><source>共<pc id="1">同</pc>富裕</source><target>common<ph id="2" subType="fmt:lb"/>prosperity</target></segment>
<ignorable><source> </source></ignorable><segment><source>二</source></segment></unit>
<group id="g" translate="no"><unit id="u2"><segment><source>锁</source><target>locked</target></segment></unit></group>
</file></xliff>"""
TMX = """<tmx version="1.4"><header/><body><tu tuid="t1"><note>n</note><tuv xml:lang="ZH-CN"><seg>甲<ph>x</ph>乙</seg></tuv>
<tuv xml:lang="en-US"><seg>one</seg></tuv></tu><tu><tuv xml:lang="fr"><seg>un</seg></tuv></tu></body></tmx>"""
PO = """msgid ""
msgstr "Content-Type: text/plain\\n"

# glossary-ignore
msgid "共同"
"富裕"
msgstr "common \\"prosperity\\"\\n"

#, fuzzy
msgid "乙"
msgstr "b"

msgid "个"
msgid_plural "几个"
msgstr[0] "one"
msgstr[1] "some"
#~ msgid "旧"
"""


def pairs(bitext: Bitext) -> list[tuple[str, str, str, State]]:
    return [(p.key, p.source.text, p.target.text, p.state) for p in bitext.pairs]


def test_xliff_12_with_inline_codes_and_states(write: WriteFile) -> None:
    bitext = read_bitext(write("a.xlf", XLIFF_12))
    assert pairs(bitext) == [
        ("1", "实施攀登计划。", "A & Climbing Plan", State.READY),
        ("2", "甲", "A", State.LOCKED),
        ("3", "乙", "B", State.UNTRANSLATED),
        ("4", "丙", "", State.UNTRANSLATED),
        ("5", "丁", "D", State.LOCKED),
    ]
    assert bitext.pairs[0].note == "glossary-ignore"


def test_every_character_of_xliff_leads_to_its_original(write: WriteFile) -> None:
    bitext = read_bitext(write("a.xlf", XLIFF_12))
    assert bitext.original is not None
    for pair in bitext.pairs:
        for prose in (pair.source, pair.target):
            for index, character in enumerate(prose.text):
                place = prose.to_original(Span(index, index + 1))
                assert place is not None
                assert bitext.original.text[place.start : place.end] in (character, "&amp;")


def test_segments_of_sdl_xliff(write: WriteFile) -> None:
    assert pairs(read_bitext(write("a.sdlxliff", SDL))) == [
        ("u/1", "一。", "One.", State.READY),
        ("u/2", "二。", "Two.", State.LOCKED),
        ("u/3", "三。", "", State.UNTRANSLATED),
    ]


def test_xliff_2_and_its_modules(write: WriteFile) -> None:
    assert pairs(read_bitext(write("a.xlf", XLIFF_2))) == [
        ("u1/s1", "共同富裕", "common\nprosperity", State.READY),
        ("u1/2", "二", "", State.UNTRANSLATED),
        ("u2", "锁", "locked", State.LOCKED),
    ]


def test_tmx_by_language(write: WriteFile) -> None:
    path = write("a.tmx", TMX)
    assert pairs(read_bitext(path)) == [("t1", "甲乙", "one", State.READY)]
    assert pairs(read_bitext(path, direction=Direction.EN_ZH)) == [("t1", "one", "甲乙", State.READY)]


def test_po_with_continued_strings_plurals_and_flags(write: WriteFile) -> None:
    bitext = read_bitext(write("a.po", PO))
    assert pairs(bitext) == [
        ("line 5", "共同富裕", 'common "prosperity"\n', State.READY),
        ("line 10", "乙", "b", State.UNTRANSLATED),
        ("line 13[0]", "个", "one", State.READY),
        ("line 13[1]", "几个", "some", State.READY),
    ]
    assert bitext.pairs[0].note == "glossary-ignore"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_tsv_with_and_without_header(write: WriteFile, newline: str, bom: str) -> None:
    with_header = newline.join(["id\ten\tzh\tnote", '1\t"too big" to fail\t甲，乙\tn', ""])
    without = newline.join(["1\t甲\tA", "2\t𠀀😀\tB"])
    assert pairs(read_bitext(write("a.tsv", bom + with_header))) == [
        ("row 2", "甲，乙", '"too big" to fail', State.READY)
    ]
    assert pairs(read_bitext(write("b.tsv", bom + without))) == [
        ("row 1", "甲", "A", State.READY),
        ("row 2", "𠀀😀", "B", State.READY),
    ]


def test_csv_with_quotes_and_columns_by_choice(write: WriteFile) -> None:
    path = write("a.csv", 'k,原,译\n1,"甲,""乙""\n丙","a, ""b"""\n2,丁,\n')
    bitext = read_bitext(path, columns=("2", "译"))
    assert pairs(bitext) == [
        ("row 2", '甲,"乙"\n丙', 'a, "b"', State.READY),
        ("row 4", "丁", "", State.UNTRANSLATED),
    ]
    target = bitext.pairs[0].target
    place = target.to_original(Span(3, 4))
    assert place is not None
    assert bitext.original is not None
    assert bitext.original.text[place.start : place.end] == '""'
    with pytest.raises(DocumentError, match="no column named 'x'"):
        read_bitext(path, columns=("x", "译"))


@given(
    st.lists(
        st.lists(st.text(alphabet='甲a,"\n ', max_size=6), min_size=2, max_size=3), min_size=1, max_size=4
    )
)
def test_csv_reads_what_the_csv_module_writes(rows: list[list[str]]) -> None:
    import csv

    rows = [["zh", "en"], *([f"中{row[0]}", f"x{row[1]}"] for row in rows)]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    bitext = read_table(TextFile(stream.getvalue()), path="x", direction=Direction.ZH_EN, tabs=False)
    assert [[pair.source.text, pair.target.text] for pair in bitext.pairs] == rows[1:]


def office(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_docx_paragraphs_and_two_column_tables(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    paragraph = document.add_paragraph("实施")
    paragraph.add_run("攀登").bold = True
    paragraph.add_run("计划")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "共同富裕", "shared wealth"
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert [segment.text for segment in read_document(path).segments] == [
        "实施攀登计划",
        "共同富裕",
        "shared wealth",
    ]
    assert pairs(read_bitext(path)) == [("row 1", "共同富裕", "shared wealth", State.READY)]


def test_tracked_deletions_are_not_read(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"
    path = office(
        tmp_path / "a.docx",
        {"word/document.xml": f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'},
    )
    assert [segment.text for segment in read_document(path).segments] == ["留增"]


def test_xlsx_with_shared_strings(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["source", "target"])
    book.active.append(["共同富裕", "shared wealth"])
    book.active.append(["乙", None])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert pairs(read_bitext(path)) == [
        ("row 2", "共同富裕", "shared wealth", State.READY),
        ("row 3", "乙", "", State.UNTRANSLATED),
    ]


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xliff><trans-unit><source>&b;</source></trans-unit></xliff>'
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><xliff><trans-unit><source>&e;</source></trans-unit></xliff>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("laughs.xlf", LAUGHS, "declares an XML entity"),
        ("xxe.xlf", XXE, "declares an XML entity"),
        ("deep.xlf", "<xliff>" + "<g>" * 5000, "nested more than 200 deep"),
        ("broken.xlf", "<xliff>\n<trans-unit>", "broken.xlf:2: not well-formed XML"),
        ("other.xlf", "<html/>", "not XLIFF"),
        ("other.tmx", "<html/>", "not TMX"),
        ("french.tmx", TMX.replace("ZH-CN", "de"), "no unit has both Chinese and English"),
        ("broken.po", 'msgid "甲"\nmsgstr oops\n', "broken.po:2: this line is not PO"),
        ("zip.docx", "no zip", "the ZIP archive is damaged"),
        ("zip.xlsx", "PK\x03\x04", "the ZIP archive is damaged"),
        ("plain.tsv", "only one column\nof words\n", "cannot tell which columns"),
        ("binary.tsv", b"\x00\x01\x02\xff", "binary"),
        ("notes.txt", "just text", "not a bilingual file"),
    ],
)
def test_hostile_and_broken_files_are_refused(
    write: WriteFile, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(DocumentError, match=message):
        read_bitext(write(name, content))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = office(tmp_path / "bomb.docx", {"word/document.xml": "<a>" + " " * 20_000_000})
    with pytest.raises(DocumentError, match="zip bomb"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", "zh\ten\n{}\tx\n"),
        ("a.po", 'msgid "{}"\nmsgstr "x"\n'),
        ("a.xlf", "<xliff><trans-unit><source>{}</source><target>x</target></trans-unit></xliff>"),
    ],
)
def test_a_segment_of_millions_of_characters_is_refused(write: WriteFile, name: str, content: str) -> None:
    with pytest.raises(DocumentError, match="characters"):
        read_bitext(write(name, content.format("字" * 2_000_001)))


def test_a_doctype_that_names_a_file_is_not_loaded(write: WriteFile) -> None:
    path = write("a.tmx", '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">' + TMX)
    assert len(read_bitext(path).pairs) == 1


def test_a_packed_memory_is_read_as_the_plain_one(write: WriteFile) -> None:
    plain, packed = write("a.tmx", TMX), write("b.tmx.gz", gzip.compress(TMX.encode()))
    assert is_bilingual(packed)
    bitext = read_bitext(packed)
    assert (bitext.pairs, bitext.format) == (read_bitext(plain).pairs, "tmx")
    assert bitext.original is None
    # Two packed files one after the other are one file.
    halves = (TMX[:99].encode(), TMX[99:].encode())
    assert read_bitext(write("c.gz", b"".join(map(gzip.compress, halves)))).pairs == bitext.pairs


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gzip.compress(TMX.encode(), mtime=0)[:-9], "the gzip data are damaged"),
        (b"\x1f\x8bno gzip", "the gzip data are damaged"),
        (gzip.compress(TMX.encode() + bytes(20_000_000), mtime=0), "looks like a bomb"),
        (gzip.compress(b"<html/>", mtime=0), "not TMX"),
    ],
)
def test_damaged_and_exploding_packed_files_are_refused(write: WriteFile, data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        read_bitext(write("a.tmx.gz", data))


@given(st.text(alphabet='<>&;/="xliff source甲\n', max_size=60))
def test_no_xml_breaks_the_reader(text: str) -> None:
    from glossary.formats.xliff import read_xliff

    with suppress(DocumentError):
        read_xliff(TextFile(text), path="x")
