from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from exchange_samples import CONCEPTS, DIGIT, FULL, Exchange, bare, concept_lists
from hypothesis import given, settings

from glossary.exchange.registry import WriteOptions
from glossary.glossary import Glossary, built_in_folder

if TYPE_CHECKING:
    from glossary.concept import Concept

COMPLETE = [
    ("jsonl", WriteOptions()),
    ("tbx", WriteOptions(tbx_style="dca")),
    ("tbx", WriteOptions(tbx_style="dct")),
    ("tbx", WriteOptions(tbx_version=2)),
]
TABLES = ["csv", "tsv", "xlsx"]


def without_what_tables_lose(concept: Concept) -> Concept:
    return replace(
        concept,
        designations=tuple(
            replace(each, source=(), not_in=(), english=None) for each in concept.designations
        ),
    )


@pytest.mark.parametrize(("name", "options"), COMPLETE)
def test_every_field_survives_the_complete_formats(tmp_path: Path, name: str, options: WriteOptions) -> None:
    imported, account = Exchange(tmp_path).round_trip(CONCEPTS, name, options)
    assert bare(imported.concepts) == bare(CONCEPTS)
    assert account.is_lossless
    assert imported.account.is_lossless


@pytest.mark.parametrize("name", TABLES)
def test_tables_lose_only_what_their_account_says(tmp_path: Path, name: str) -> None:
    full = replace(FULL, designations=tuple(replace(each, note=None) for each in FULL.designations))
    imported, account = Exchange(tmp_path).round_trip((full, DIGIT), name)
    assert bare(imported.concepts) == bare([without_what_tables_lose(each) for each in (full, DIGIT)])
    assert dict(account.lost) == {
        "source of a designation": 1,
        "not_in of a designation": 1,
        "english of a designation": 1,
    }


@pytest.mark.parametrize(("name", "options"), [*COMPLETE, *((name, WriteOptions()) for name in TABLES)])
def test_any_text_survives(
    tmp_path_factory: pytest.TempPathFactory, name: str, options: WriteOptions
) -> None:
    @settings(max_examples=20)
    @given(concept_lists())
    def survives(concepts: list[Concept]) -> None:
        imported, _ = Exchange(tmp_path_factory.getbasetemp()).round_trip(concepts, name, options)
        expected = [without_what_tables_lose(each) for each in concepts] if name in TABLES else concepts
        assert bare(imported.concepts) == bare(expected)

    survives()


@pytest.mark.skipif(not built_in_folder().is_dir(), reason="no built-in terms in this tree")
@pytest.mark.parametrize(("name", "options"), COMPLETE)
def test_the_built_in_terms_survive(tmp_path: Path, name: str, options: WriteOptions) -> None:
    concepts = Glossary.load(sorted(built_in_folder().glob("*.toml"))[:2]).concepts
    imported, account = Exchange(tmp_path).round_trip(concepts, name, options)
    assert bare(imported.concepts) == bare(concepts)
    assert account.is_lossless


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("tbx", "jsonl", "csv", "html", "prompt", "anki"):
        first = Exchange(tmp_path).write(CONCEPTS, name)[0].read_bytes()
        assert Exchange(tmp_path).write(CONCEPTS, name)[0].read_bytes() == first


def test_control_characters_that_xml_cannot_hold_are_in_the_account(tmp_path: Path) -> None:
    imported, account = Exchange(tmp_path).round_trip([replace(FULL, note="a\x07b")], "tbx")
    assert imported.concepts[0].note == "ab"
    assert account.lost == {"control character that XML cannot hold": 1}


def test_paths_are_no_part_of_an_export(tmp_path: Path) -> None:
    path, _ = Exchange(tmp_path).write([replace(FULL, path="/home/me/t.toml", line=3)], "jsonl")
    assert "/home/me" not in Path(path).read_text(encoding="utf-8")
