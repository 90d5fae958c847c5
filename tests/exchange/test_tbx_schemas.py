"""Our TBX against the schemas that LTAC publishes, where they are at hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from exchange_samples import CONCEPTS, Exchange
from lxml import etree

from glossary.exchange.account import Account
from glossary.exchange.registry import WriteOptions
from glossary.exchange.tbx import read_tbx

# Beside the repository, or beside a folder of its work trees.
SCHEMAS = next(
    (folder for parent in Path(__file__).parents[3:5] if (folder := parent / "shared/data/tbx").is_dir()),
    Path("absent"),
)
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the TBX schemas are not at ../shared/data/tbx"
)
STYLES = ["dca", "dct"]
TBX = "{urn:iso:std:iso:30042:ed-2}"


@needs_schemas
@pytest.mark.parametrize("style", STYLES)
def test_our_tbx_fits_the_core_structure(tmp_path: Path, style: str) -> None:
    path, _ = Exchange(tmp_path).write(CONCEPTS, "tbx", WriteOptions(tbx_style=style))
    # The core structure with no categories takes DCT; for DCA it must know them (Linguist includes Basic).
    name = {"dct": "TBX-Core_dialect/Schemas/*Core_integrated.rng", "dca": "TBX-Linguist_dialect/DCA/*.rng"}
    (core,) = SCHEMAS.glob(name[style])
    schema = etree.RelaxNG(etree.parse(str(core)))
    assert schema.validate(etree.parse(str(path))), schema.error_log


@needs_schemas
def test_our_categories_fit_the_modules(tmp_path: Path) -> None:
    """Each element of the modules Min and Basic, one by one, as the NVDL of the style DCT prescribes."""
    path, _ = Exchange(tmp_path).write(CONCEPTS, "tbx", WriteOptions(tbx_style="dct"))
    checked = 0
    for name, folder in (("min", "TBX_min_module/Min.rng"), ("basic", "TBX_basic_module/Basic.rng")):
        # Targets are ids of the whole file; alone, an element can only be checked for their form.
        grammar = (SCHEMAS / folder).read_text(encoding="utf-8").replace('type="IDREF"', 'type="NCName"')
        schema = etree.RelaxNG(etree.fromstring(grammar.encode()))
        for element in etree.parse(str(path)).iter(f"{{http://www.tbxinfo.net/ns/{name}}}*"):
            copy = etree.fromstring(re.sub(rb">[^<]*$", b">", etree.tostring(element)))
            assert schema.validate(copy), schema.error_log
            checked += 1
    assert checked > 20


@needs_schemas
def test_our_tbx_fits_the_rules_of_the_dialect(tmp_path: Path) -> None:
    """The picklists and levels of the Schematron, which need an XSLT 2 processor, asked of our own checker."""
    path, _ = Exchange(tmp_path).write(CONCEPTS, "tbx")
    rules = (SCHEMAS / "TBX-Basic_dialect/DCA/TBX-Basic_DCA.sch").read_text(encoding="utf-8")
    for element in etree.parse(str(path)).iter(f"{TBX}admin", f"{TBX}descrip", f"{TBX}termNote", f"{TBX}ref"):
        assert f".='{element.get('type')}'" in rules
    account = Account()
    list(read_tbx(path, account))
    assert not account.problems


def test_ids_are_unique_and_references_lead_to_them(tmp_path: Path) -> None:
    for style in STYLES:
        path, _ = Exchange(tmp_path).write(CONCEPTS, "tbx", WriteOptions(tbx_style=style))
        tree: Any = etree.parse(str(path))
        ids = [str(value) for value in tree.xpath("//@id")]
        assert len(ids) == len(set(ids)) == len(CONCEPTS)
        assert {str(value) for value in tree.xpath("//@target")} <= set(ids)


@needs_schemas
@pytest.mark.parametrize("path", sorted(SCHEMAS.rglob("*.tbx")), ids=lambda path: "/".join(path.parts[-3:]))
def test_published_samples_are_read_whole(path: Path) -> None:
    if "poorly" in path.name:
        with pytest.raises(Exception, match=r":42: not well-formed"):
            list(read_tbx(path, Account()))
        return
    tree: Any = etree.parse(str(path), etree.XMLParser(no_network=True, load_dtd=False))
    account = Account()
    entries = list(read_tbx(path, account))
    assert len(entries) == len(tree.xpath("//*[local-name()='conceptEntry' or local-name()='termEntry']"))
    assert sum(len(entry.terms) for entry in entries) == len(tree.xpath("//*[local-name()='term']"))
    assert bool(account.problems) is ("bad" in path.name)
