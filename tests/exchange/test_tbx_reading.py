from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from glossary.concept import Status, TermType
from glossary.errors import ExchangeError
from glossary.exchange.build import Understanding
from glossary.exchange.registry import read_foreign

if TYPE_CHECKING:
    from conftest import WriteFile
    from glossary.concept import Concept

V3 = '<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"{more}>'
MODULES = ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
DCA = """<?xml version="1.0" encoding="utf-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>client</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="c1">
  <descrip type="subjectField">law</descrip>
  <descripGrp><descrip type="definition">A binding
     agreement.</descrip><admin type="source">Code</admin></descripGrp>
  <langSec xml:lang="zh-CN">
    <termSec><term>合同</term><termNote type="partOfSpeech">noun</termNote></termSec>
    <termSec><term>合约</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
      <note>港澳</note></termSec>
  </langSec>
  <langSec xml:lang="zh-TW"><termSec><term>契約</term></termSec></langSec>
  <langSec xml:lang="en-US">
    <termSec><term>agreement</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
    <termSec><term>contract</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
      <termNote type="termType">acronym</termNote><admin type="source">Dictionary</admin></termSec>
  </langSec>
  <langSec xml:lang="de"><termSec><term>Vertrag</term></termSec></langSec>
</conceptEntry>
</body></text></tbx>
"""
DCT = (
    V3.format(style="dct", more=MODULES)
    + """<tbxHeader><fileDesc><sourceDesc><p>client</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c1"><min:subjectField>law</min:subjectField>
<descripGrp><basic:definition>A binding agreement.</basic:definition><basic:source>Code</basic:source></descripGrp>
<langSec xml:lang="zh"><termSec><term>合同</term></termSec><termSec><term>合约</term>
<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec></langSec>
<langSec xml:lang="en"><termSec><term>contract</term><basic:termType>fullForm</basic:termType></termSec></langSec>
</conceptEntry></body></text></tbx>"""
)
MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "http://127.0.0.1:9/TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>{entries}</body></text></martif>"""
NTIG = """<termEntry id="eid-7"><langSet xml:lang="en-US"><descripGrp><descrip type="definition">Legal.</descrip>
</descripGrp><ntig><termGrp><term id="t1">contract</term><termNote type="partOfSpeech">Noun</termNote></termGrp></ntig>
</langSet><langSet xml:lang="zh-cn"><ntig><termGrp><term>合同</term></termGrp></ntig></langSet></termEntry>"""
WEBLATE = """<termEntry><descrip>What it means</descrip>
<langSet xml:lang="en"><tig><term>contract</term></tig></langSet>
<langSet xml:lang="zh_Hans"><tig><term>合约</term><termNote type="administrativeStatus">forbidden</termNote></tig>
<note from="translator">nicht so</note></langSet></termEntry>"""


def only(write: WriteFile, text: str, **options: object) -> Concept:
    imported = read_foreign(write("client.tbx", text), understanding=Understanding(**options))  # type: ignore[arg-type]
    (concept,) = imported.concepts
    return concept


def test_categories_levels_and_statuses_of_version_3_are_understood(write: WriteFile) -> None:
    imported = read_foreign(write("client.tbx", DCA))
    (concept,) = imported.concepts
    assert (concept.id, concept.subject, concept.definition) == ("contract", "law", "A binding agreement.")
    assert concept.source == ("Code",)
    assert [(each.text, each.language, each.status) for each in concept.designations] == [
        ("合同", "zh-CN", Status.PREFERRED),
        ("契約", "zh-TW", Status.ADMITTED),
        ("合约", "zh-CN", Status.DEPRECATED),
        ("contract", "en-US", Status.PREFERRED),
        ("agreement", "en-US", Status.ADMITTED),
    ]
    assert concept.zh[2].note == "港澳"
    assert (concept.en[0].type, concept.en[0].source) == (TermType.ABBREVIATION, ("Dictionary",))
    assert imported.account.lost == {"partOfSpeech": 1}
    assert imported.account.skipped == {"designation in de": 1}
    assert (imported.account.designations_read, imported.account.designations) == (6, 5)


def test_the_style_dct_says_the_same(write: WriteFile) -> None:
    concept = only(write, DCT)
    assert (concept.subject, concept.definition, concept.source) == ("law", "A binding agreement.", ("Code",))
    assert [(each.text, each.status) for each in concept.zh] == [
        ("合同", Status.PREFERRED),
        ("合约", Status.SUPERSEDED),
    ]
    assert concept.en[0].type is TermType.FULL_FORM


def test_version_2_is_read_without_fetching_its_dtd(write: WriteFile) -> None:
    concept = only(write, MARTIF.format(entries=NTIG))
    assert [(each.text, each.language) for each in concept.designations] == [
        ("合同", "zh-CN"),
        ("contract", "en-US"),
    ]
    assert concept.definition == "Legal."


def test_forbidden_terms_of_weblate_come_in_as_deprecated(write: WriteFile) -> None:
    concept = only(write, MARTIF.format(entries=WEBLATE))
    assert (concept.zh[0].status, concept.zh[0].note) == (Status.DEPRECATED, "nicht so")
    assert concept.definition == "What it means"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("preferredTerm-admn-sts", Status.PREFERRED),
        ("standardizedTerm", Status.PREFERRED),
        ("admitted", Status.ADMITTED),
        ("Not recommended", Status.DEPRECATED),
        ("forbidden", Status.DEPRECATED),
        ("禁用", Status.DEPRECATED),
        ("obsolete", Status.SUPERSEDED),
        ("schwierig", Status.DEPRECATED),
    ],
)
def test_no_word_for_deprecated_comes_in_as_accepted(write: WriteFile, word: str, status: Status) -> None:
    entry = NTIG.replace(
        "<term>合同</term>", f"<term>合同</term><termNote type='usageStatus'>{word}</termNote>"
    )
    imported = read_foreign(write("client.tbx", MARTIF.format(entries=entry)))
    assert imported.concepts[0].zh[0].status is status
    assert bool(imported.account.problems) is (word == "schwierig")


def test_the_user_can_say_what_a_word_means(write: WriteFile) -> None:
    entry = NTIG.replace("<term>合同</term>", "<term>合同</term><termNote type='status'>grün</termNote>")
    assert (
        only(write, MARTIF.format(entries=entry), statuses={"grün": "preferred"}).zh[0].status
        is Status.PREFERRED
    )


def test_of_two_statuses_the_stricter_holds(write: WriteFile) -> None:
    notes = "".join(
        f"<termNote type='status'>{word}</termNote>" for word in ("preferred", "deprecated", "admitted")
    )
    entry = NTIG.replace("<term>合同</term>", f"<term>合同</term>{notes}")
    assert only(write, MARTIF.format(entries=entry)).zh[0].status is Status.DEPRECATED


def test_numbers_of_a_data_base_are_kept_on_demand(write: WriteFile) -> None:
    assert only(write, DCA, keep_ids=True).id == "c1"


def test_no_concept_at_all_is_an_error_that_names_the_languages(write: WriteFile) -> None:
    path = write("es.tbx", MARTIF.format(entries=NTIG.replace("zh-cn", "es-MX")))
    with pytest.raises(ExchangeError, match=r"en-US \(1\), es-MX \(1\)") as caught:
        read_foreign(path)
    assert "--language" in (caught.value.hint or "")
    mapped = read_foreign(path, understanding=Understanding(languages={"es-MX": "zh-Hant"}))
    assert mapped.concepts[0].zh[0].language == "zh-Hant"


def test_encodings_of_xml_are_respected(write: WriteFile) -> None:
    for encoding in ("utf-16", "gb18030", "utf-8-sig"):
        declared = encoding.removesuffix("-sig")
        text = DCA.replace('encoding="utf-8"', f'encoding="{declared}"').replace("\n", "\r\n")
        assert only(write, text.encode(encoding)).zh[0].text == "合同"  # type: ignore[arg-type]


def test_what_the_schemas_forbid_is_reported_with_lines(write: WriteFile) -> None:
    faulty = (
        DCA.replace("<p>client</p>", "client")
        .replace("<text><body>", "<text><admin type='source'>x</admin><body>")
        .replace(">noun<", ">nominal<")
        .replace("<note>港澳</note>", "<descrip type='definition'>x</descrip><admin>y</admin>")
        .replace("<term>契約</term>", "<note>n</note><term>契約</term><term>合約</term>")
        .replace(
            '<descrip type="subjectField">law</descrip>',
            "<admin type='source'>s</admin><transacGrp><transac type='x'>creation</transac></transacGrp>",
        )
        .replace("</descrip><admin", "</descrip><descrip type='context'>z</descrip><admin")
    )
    problems = {(each.line, each.message) for each in read_foreign(write("bad.tbx", faulty)).account.problems}
    assert problems >= {
        (3, "the text in <sourceDesc> of the header must be within <p>"),
        (4, "<admin> may not stand in <text>"),
        (7, "more than one <descrip> in a <descripGrp>"),
        (10, "partOfSpeech cannot be 'nominal'"),
        (12, "definition may not stand in <termSec>"),
        (12, "<admin> has no type"),
        (14, "<term> must come first in <termSec>"),
        (14, "more than one <term> in a <termSec>"),
        (6, "TBX-Basic has no <transac> of the type 'x'"),
        (6, "source stands alone in <conceptEntry>; group it with what it is the source of (descripGrp)"),
    }
    assert not read_foreign(write("good.tbx", DCA)).account.problems


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (DCA.replace("</term>", "", 1), "not well-formed XML", 10),
        ("", "not well-formed XML", 1),
        ("<html/>", "this XML is not TBX", None),
        (
            '<!DOCTYPE martif [\n<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<martif>&x;</martif>',
            "entities",
            2,
        ),
        ('<!DOCTYPE martif [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><martif>&b;</martif>', "entities", 1),
        ('<!DOCTYPE martif [<!ENTITY % d SYSTEM "http://127.0.0.1:9/d.dtd"> %d;]><martif/>', "entities", 1),
    ],
)
def test_broken_and_hostile_files_are_refused_with_a_line(
    write: WriteFile, text: str, message: str, line: int | None
) -> None:
    with pytest.raises(ExchangeError, match=message) as caught:
        read_foreign(write("evil.tbx", text), format_name="tbx")
    assert caught.value.line == line
    assert caught.value.hint


def test_entities_are_refused_in_utf_16_too(write: WriteFile) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE martif [<!ENTITY x "y">]><martif>&x;</martif>'
    with pytest.raises(ExchangeError, match="entities"):
        read_foreign(write("evil.tbx", text.encode("utf-16")))


def test_a_text_without_end_is_refused(write: WriteFile) -> None:
    entry = NTIG.replace("合同", "合" * 4_000_000)
    with pytest.raises(ExchangeError, match="not well-formed XML"):
        read_foreign(write("evil.tbx", MARTIF.format(entries=entry)))
