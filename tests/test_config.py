"""Which term base is used, and what happens when several are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from glossary.config import find_settings
from glossary.errors import ConfigError, TermBaseError, TermFileError
from glossary.glossary import built_in_folder, source_files
from glossary.loading import load

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import WriteFile

ONE = 'subject = "x"\n[a]\nzh = "甲"\nen = "A"\n'


def test_the_option_beats_the_variable_beats_the_file_beats_the_built_in(
    tmp_path: Path, write: WriteFile
) -> None:
    inside = tmp_path / "deep" / "er"
    inside.mkdir(parents=True)
    environment = {"GLOSSARY_TERMS": os.pathsep.join(["v1", "v2"])}
    assert find_settings(folder=inside, environment={}).is_built_in
    write("pyproject.toml", '[tool.glossary]\nterms = "far"\n')
    assert find_settings(folder=inside, environment={}).terms == (tmp_path / "far",)
    config = write("deep/glossary.toml", 'terms = ["near", "built-in"]\n')
    nearest = find_settings(folder=inside, environment={})
    assert nearest.terms == (tmp_path / "deep" / "near", built_in_folder())
    assert nearest.chosen_by == str(config)
    assert [str(path) for path in find_settings(folder=inside, environment=environment).terms] == ["v1", "v2"]
    assert [str(path) for path in find_settings(["o"], folder=inside, environment=environment).terms] == ["o"]


def test_a_pyproject_of_another_project_is_passed_over(tmp_path: Path, write: WriteFile) -> None:
    write("pyproject.toml", "[project]\nname = 'x'\n")
    assert find_settings(folder=tmp_path, environment={}).is_built_in
    write("pyproject.toml", "broken [")
    assert find_settings(folder=tmp_path, environment={}).is_built_in


@pytest.mark.parametrize("text", ["colour = 1", "terms = 3", "terms = []", "terms = [1]", "broken ["])
def test_a_wrong_configuration_file_is_an_error_that_names_it(
    tmp_path: Path, write: WriteFile, text: str
) -> None:
    path = write("glossary.toml", text)
    with pytest.raises(ConfigError) as caught:
        find_settings(folder=tmp_path, environment={})
    assert str(caught.value).startswith(str(path))
    assert caught.value.hint


def test_all_errors_of_all_files_come_together(tmp_path: Path, write: WriteFile) -> None:
    write("t/a.toml", 'subject = "x"\n[a]\nzh = ""\nen = "A"\n')
    write("t/b.toml", ONE)
    write("t/c.toml", ONE)
    with pytest.raises(TermBaseError) as caught:
        load([tmp_path / "t", tmp_path / "missing.tsv"])
    text = str(caught.value)
    assert "a.toml:3: [a] zh.term is empty" in text
    assert "c.toml:2: two concepts named 'a' (the first is at" in text
    assert "missing.tsv: no such file or folder" in text


def test_of_two_paths_the_earlier_wins(tmp_path: Path, write: WriteFile) -> None:
    first, second = write("one.toml", ONE), write("two.tsv", "zh\ten\n乙\tA\n丙\tC\n")
    glossary = load([first, second])
    assert [(each.id, each.zh[0].text) for each in glossary] == [("a", "甲"), ("c", "丙")]
    assert [each.zh[0].text for each in glossary.shadowed] == ["乙"]
    assert tmp_path in first.parents


def test_a_table_may_lack_a_header_and_hold_variants(write: WriteFile) -> None:
    path = write(
        "client.tsv", "\ufeff人大|全国人大\tNational People's Congress|NPC\tabbr of 全国人民代表大会\n"
    )
    (concept,) = load([path])
    assert [each.text for each in concept.zh] == ["人大", "全国人大"]
    assert [str(each.status) for each in concept.en] == ["preferred", "admitted"]
    assert concept.note == "abbr of 全国人民代表大会"


def test_a_folder_without_term_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TermFileError, match="this folder has no term files"):
        source_files([tmp_path])
