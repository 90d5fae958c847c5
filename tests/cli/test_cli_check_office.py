"""`glossary check --fix` on DOCX and XLSX: the words change, and nothing else."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.styles import Font

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Program, WriteFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BEGIN, END = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
INLINE = re.compile(r't="inlineStr"><is>(<t[^>]*>[^<]*</t>)</is></c>')
DELETED = "<w:del w:id='1' w:author='a'><w:r><w:delText>x</w:delText></w:r></w:del>"
PLAIN = "<w:p><w:r><w:t>quality growth</w:t></w:r></w:p>"
SOURCE = "推动高质量发展。"


def members(path: Path) -> list[tuple[object, ...]]:
    """Name, date, compression, attributes, content and packed bytes of every member, in order."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return [
            (m.filename, m.date_time, m.compress_type, m.external_attr, archive.read(m), packed(data, m))
            for m in archive.infolist()
        ]


def packed(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """Local header and compressed data of a member."""
    name, extra = (int.from_bytes(data[member.header_offset + at :][:2], "little") for at in (26, 28))
    return data[member.header_offset :][: 30 + name + extra + member.compress_size]


def changed_members(before: list[tuple[object, ...]], path: Path) -> list[object]:
    after = members(path)
    assert [member[:4] for member in before] == [member[:4] for member in after]
    return [old[0] for old, new in zip(before, after, strict=True) if old != new]


def document_of(path: Path, body: str) -> None:
    """A DOCX file of python-docx with XML of our own as its paragraphs."""
    document = docx.Document()
    for paragraph in parse_xml(f"<w:body {W}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, paragraph)
    document.save(str(path))


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def replace_parts(path: Path, parts: dict[str, str]) -> None:
    """Write an archive anew with other contents of some parts."""
    with zipfile.ZipFile(path) as archive:
        all_parts = {name: archive.read(name) for name in archive.namelist()}
    all_parts |= {name: text.encode() for name, text in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in all_parts.items():
            archive.writestr(name, data)


def test_a_term_in_runs_goes_into_the_first_and_formats_stay(program: Program, write: WriteFile) -> None:
    path = write("t.docx", "")
    document = docx.Document()
    document.add_heading("𠀀 & “quotes”", 0)
    document.add_paragraph("We want ").add_run("quality growth").italic = True
    paragraph = document.add_paragraph("We 🚀 & want qual")
    paragraph.add_run("ity gr").bold = True
    paragraph.add_run("owth now.").underline = True
    document.save(str(path))
    write("s.txt", f"题目\n{SOURCE}\n{SOURCE}\n")
    before, data = members(path), path.read_bytes()

    shown = program("check", "s.txt", "t.docx", "--fix")
    assert shown.code == 0
    assert "-We want quality growth\n" in shown.out
    assert "+We want high-quality development\n" in shown.out
    assert "+We 🚀 & want high-quality development now.\n" in shown.out
    assert path.read_bytes() == data

    done = program("check", "s.txt", "t.docx", "--fix", "--in-place")
    assert (done.code, done.err) == (0, "mended t.docx: 2 places\n")
    assert changed_members(before, path) == ["word/document.xml"]
    paragraphs = docx.Document(str(path)).paragraphs
    assert [run.text for run in paragraphs[1].runs] == ["We want ", "high-quality development"]
    assert paragraphs[1].runs[1].italic
    runs = paragraphs[2].runs
    assert [run.text for run in runs] == ["We 🚀 & want high-quality development", "", " now."]
    assert runs[1].bold
    assert runs[2].underline
    assert '<w:t xml:space="preserve"> now.</w:t>' in part(path, "word/document.xml")

    again = program("check", "s.txt", "t.docx", "--fix")
    assert (again.code, again.out) == (0, "")


def test_docx_table_changes_only_the_target_column(program: Program, write: WriteFile) -> None:
    path = write("t.docx", "")
    document = docx.Document()
    document.add_paragraph("quality growth 高质量发展")
    table = document.add_table(rows=2, cols=3)
    for row, note in zip(table.rows, ("a", "quality growth"), strict=True):
        for cell, text in zip(row.cells, (SOURCE, "First.\nQuality growth.", note), strict=True):
            cell.text = text
    document.save(str(path))
    before = members(path)
    done = program("check", "t.docx", "--fix", "--in-place")
    assert done.err == "mended t.docx: 2 places\n"
    assert changed_members(before, path) == ["word/document.xml"]
    mended = docx.Document(str(path))
    assert mended.paragraphs[0].text == "quality growth 高质量发展"
    assert [[cell.text for cell in row.cells] for row in mended.tables[0].rows] == [
        [SOURCE, "First.\nHigh-quality development.", "a"],
        [SOURCE, "First.\nHigh-quality development.", "quality growth"],
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "<w:p><w:ins w:id='1' w:author='a'><w:r><w:t>quality growth</w:t></w:r></w:ins></w:p>",
        f"<w:p><w:r><w:t>quality </w:t></w:r>{DELETED}<w:r><w:t>growth</w:t></w:r></w:p>",
        f"<w:p>{BEGIN}<w:r><w:t>quality growth</w:t></w:r>{END}</w:p>",
        "<w:p><w:fldSimple w:instr='TITLE'><w:r><w:t>quality growth</w:t></w:r></w:fldSimple></w:p>",
        "<w:p><w:r><w:t>quality</w:t><w:br/><w:t>growth</w:t></w:r></w:p>",
        f"<w:p><w:r><w:pict><w:txbxContent>{PLAIN}</w:txbxContent></w:pict></w:r></w:p>",
    ],
)
def test_what_word_keeps_track_of_is_left_and_said(
    program: Program, write: WriteFile, paragraph: str
) -> None:
    write("s.txt", f"{SOURCE}\n")
    path = write("t.docx", "")
    document_of(path, paragraph)
    data = path.read_bytes()
    done = program("check", "s.txt", "t.docx", "--fix", "--in-place")
    assert (done.code, done.out, path.read_bytes()) == (0, "", data)
    assert "t.docx: 1 of 1 struck-out terms are left as they are" in done.err


def test_a_field_over_several_paragraphs_is_left_and_the_next_is_mended(
    program: Program, write: WriteFile
) -> None:
    write("s.txt", f"{SOURCE}\n" * 4)
    path = write("t.docx", "")
    first, last = PLAIN.replace("<w:p>", f"<w:p>{BEGIN}"), PLAIN.replace("</w:p>", f"{END}</w:p>")
    document_of(path, first + PLAIN + last + PLAIN)
    done = program("check", "s.txt", "t.docx", "--fix", "--in-place")
    assert "3 of 4 struck-out terms are left" in done.err
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert texts == ["quality growth"] * 3 + ["high-quality development"]


def test_a_text_box_in_a_table_cell_is_left(program: Program, write: WriteFile) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{PLAIN}</w:txbxContent></w:pict></w:r></w:p>"
    cells = "".join(f"<w:tc>{cell}</w:tc>" for cell in (PLAIN.replace("quality growth", SOURCE), box))
    path = write("t.docx", "")
    document_of(path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    data = path.read_bytes()
    done = program("check", "t.docx", "--fix", "--in-place")
    assert (done.code, done.out, path.read_bytes()) == (0, "", data)
    assert "struck-out terms are left" in done.err


def test_a_signed_document_is_not_mended(program: Program, write: WriteFile) -> None:
    write("s.txt", f"{SOURCE}\n")
    path = write("t.docx", "")
    document_of(path, PLAIN)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<x/>")
    data = path.read_bytes()
    done = program("check", "s.txt", "t.docx", "--fix", "--in-place")
    assert (done.code, path.read_bytes()) == (0, data)
    assert "cannot be mended here" in done.err


def workbook(path: Path, rows: list[list[str | None]]) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["source", "target"])
    for row in rows:
        book.active.append(row)
    book.active["B2"].font = Font(bold=True)
    book.save(path)
    share_strings(path)


def share_strings(path: Path) -> None:
    """Store strings as Excel does, each once, where openpyxl writes them into the cells."""
    strings: dict[str, int] = {}

    def share(cell: re.Match[str]) -> str:
        return f't="s"><v>{strings.setdefault(cell[1], len(strings))}</v></c>'

    names = [str(name) for name, *_ in members(path) if str(name).startswith("xl/worksheets/sheet")]
    sheets = {name: INLINE.sub(share, part(path, name)) for name in names}
    assert "inlineStr" not in "".join(sheets.values())
    items = "".join(f"<si>{string}</si>" for string in strings)
    types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    shared = {
        "xl/sharedStrings.xml": f"<sst {S}>{items}</sst>",
        types: part(path, types).replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        ),
        links: part(path, links).replace(
            "</Relationships>",
            '<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/sharedStrings"/></Relationships>',
        ),
    }
    replace_parts(path, sheets | shared)


def test_a_shared_string_changes_when_all_its_cells_want_it(program: Program, write: WriteFile) -> None:
    path = write("t.xlsx", "")
    workbook(path, [[SOURCE, "The quality growth & more."]] * 2)
    before = members(path)
    shown = program("check", "t.xlsx", "--fix")
    assert shown.out.count("+The high-quality development & more.\n") == 2
    done = program("check", "t.xlsx", "--fix", "--in-place")
    assert done.err == "mended t.xlsx: 1 places\n"
    assert changed_members(before, path) == ["xl/sharedStrings.xml"]
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [sheet["B2"].value, sheet["B3"].value] == ["The high-quality development & more."] * 2
    assert sheet["B2"].font.bold


@pytest.mark.parametrize(
    "other", [["改革", "quality growth"], ["quality growth", "x"], [SOURCE, "y", "quality growth"]]
)
def test_a_shared_string_that_another_cell_needs_is_left(
    program: Program, write: WriteFile, other: list[str | None]
) -> None:
    path = write("t.xlsx", "")
    workbook(path, [[SOURCE, "quality growth"], other])
    data = path.read_bytes()
    done = program("check", "t.xlsx", "--fix", "--in-place", "--columns", "source,target")
    assert (done.code, done.out, path.read_bytes()) == (0, "", data)
    assert "1 of 1 struck-out terms are left" in done.err


def test_a_string_that_another_sheet_shows_is_left(program: Program, write: WriteFile) -> None:
    path = write("t.xlsx", "")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["source", "target"])
    book.active.append([SOURCE, "quality growth"])
    book.create_sheet("Glossary").append(["quality growth"])
    book.save(path)
    share_strings(path)
    data = path.read_bytes()
    done = program("check", "t.xlsx", "--fix", "--in-place")
    assert (done.code, done.out, path.read_bytes()) == (0, "", data)
    assert "1 of 1 struck-out terms are left" in done.err


def test_inline_and_rich_strings_change_and_formulas_do_not(program: Program, write: WriteFile) -> None:
    path = write("t.xlsx", "")
    workbook(path, [[SOURCE, "x"]])
    cells = (
        '<c r="B1" t="inlineStr"><is><t>quality growth</t></is></c>',
        '<c r="B2" t="inlineStr"><is><r><t>qual</t></r><r><t>ity growth is</t></r></is></c>',
        '<c r="B3" t="str"><f>"quality "&amp;"growth"</f><v>quality growth</v></c>',
        '<c r="B4" t="inlineStr"><is><t>quality growth</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
        '<c r="B5" t="inlineStr"><f>A1</f><is><t>quality growth</t></is></c>',
    )
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{SOURCE}</t></is></c>{cell}</row>'
        for n, cell in enumerate(cells, start=1)
    )
    name = "xl/worksheets/sheet1.xml"
    replace_parts(path, {name: f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>"})
    before = members(path)
    done = program("check", "t.xlsx", "--fix", "--in-place")
    assert "3 of 5 struck-out terms are left" in done.err
    assert changed_members(before, path) == [name]
    assert part(path, name) == (
        f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>".replace(
            cells[0], cells[0].replace("quality growth", "high-quality development")
        ).replace(
            cells[1],
            '<c r="B2" t="inlineStr"><is><r><t>high-quality development</t></r>'
            '<r><t xml:space="preserve"> is</t></r></is></c>',
        )
    )


@pytest.mark.parametrize("kind", ["docx", "xlf"])
def test_a_replacement_is_escaped_in_xml(program: Program, write: WriteFile, kind: str) -> None:
    write(
        "own.toml",
        'subject = "own"\n[rd]\nzh = "研发"\npinyin = "yánfā"\nen.preferred = "R&D <work>"\n'
        'en.deprecated = ["research work"]\nsource = ["X"]\nreview = "reviewed"\n',
    )
    if kind == "docx":
        write("s.txt", "研发\n")
        path = write("t.docx", "")
        document_of(path, "<w:p><w:r><w:t>Do research work &amp; more</w:t></w:r></w:p>")
        files = ["s.txt", "t.docx"]
    else:
        unit = "<source>研发</source><target>Do research work &amp; more</target>"
        path = write("t.xlf", f"<xliff version='1.2'><trans-unit id='1'>{unit}</trans-unit></xliff>")
        files = ["t.xlf"]
    done = program("check", "--terms", "own.toml", *files, "--fix", "--in-place")
    assert done.err == f"mended t.{kind}: 1 places\n"
    text = part(path, "word/document.xml") if kind == "docx" else path.read_text()
    assert ">Do R&amp;D &lt;work&gt; &amp; more<" in text
