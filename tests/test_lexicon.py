from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import lexicon
from glossary.lexicon import Lexicon, compile_lexicon, folded_lexicon, plain_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A small dictionary in place of jieba's, and a cache folder of its own."""
    dictionary = tmp_path / "dict.txt"
    dictionary.write_text("著名 3 a\n着名 1 a\n大量 5 n\n量大 2 a\n一 9 m\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "dictionary_path", lambda: dictionary)
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "cache"))
    plain_lexicon.cache_clear()
    folded_lexicon.cache_clear()
    yield tmp_path / "cache"
    plain_lexicon.cache_clear()
    folded_lexicon.cache_clear()


def test_frequencies_are_those_of_the_dictionary() -> None:
    words = plain_lexicon()
    assert words.frequency("人大") > 0
    assert words.frequency("人大大") == 0
    assert words.has_prefix("中华人民共和")
    assert "中华人民共和" not in words


@pytest.mark.usefixtures("small")
def test_folding_adds_frequencies_of_words_that_become_equal() -> None:
    assert folded_lexicon().frequency("着名") == 4
    assert plain_lexicon().frequency("着名") == 1


@given(
    st.dictionaries(st.text("甲乙丙丁", min_size=1, max_size=5), st.integers(1, 9), min_size=1),
    st.text("甲乙丙丁", max_size=12),
)
def test_words_across_are_found_as_by_trying_all(frequencies: dict[str, int], text: str) -> None:
    words = Lexicon(compile_lexicon(frequencies))
    for position in range(len(text) + 1):
        across = any(
            text[start:end] in frequencies
            for start in range(position)
            for end in range(position + 1, len(text) + 1)
        )
        assert words.has_word_across(text, position) == across
    for start in range(len(text)):
        ends = {start + length for length, _ in words.words_at(text, start)}
        tried = {end for end in range(start + 1, len(text) + 1) if text[start:end] in frequencies}
        assert ends == tried | {start + 1}


def test_second_opening_maps_the_file(small: Path) -> None:
    assert folded_lexicon().notice is None
    [file] = small.iterdir()
    written = file.stat().st_mtime_ns
    folded_lexicon.cache_clear()
    assert folded_lexicon().frequency("大量") == 5
    assert file.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 400])
def test_damaged_cache_is_made_anew_with_one_notice(small: Path, damage: bytes) -> None:
    folded_lexicon()
    [file] = small.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    folded_lexicon.cache_clear()
    repaired = folded_lexicon()
    assert repaired.frequency("大量") == 5
    assert repaired.notice is not None
    assert "made anew" in str(repaired.notice)
    assert file.read_bytes() == whole


def test_a_flipped_byte_is_noticed_wherever_it_is(small: Path) -> None:
    folded_lexicon()
    [file] = small.iterdir()
    whole = bytearray(file.read_bytes())
    for position in range(0, len(whole), 41):
        whole[position] ^= 0x55
        file.write_bytes(whole)
        whole[position] ^= 0x55
        folded_lexicon.cache_clear()
        assert folded_lexicon().frequency("大量") == 5


def test_unwritable_cache_costs_a_notice_only(small: Path) -> None:
    small.write_text("a file where the folder should be")
    words = folded_lexicon()
    assert words.frequency("大量") == 5
    assert "working without it" in str(words.notice)


def test_changed_dictionary_is_compiled_again(small: Path) -> None:
    assert folded_lexicon().frequency("新词") == 0
    with small.with_name("dict.txt").open("a", encoding="utf-8") as file:
        file.write("新词 7 n\n")
    folded_lexicon.cache_clear()
    assert folded_lexicon().frequency("新词") == 7


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    code = "from glossary.lexicon import folded_lexicon as f; print(f().frequency('人大'), f().notice)"
    environment = os.environ | {"GLOSSARY_CACHE": str(tmp_path)}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = {process.communicate()[0].decode().split()[1] for process in both}
    assert answers == {"None"}
    assert len(list(tmp_path.iterdir())) == 1


def test_boundaries_need_no_jieba() -> None:
    code = (
        "import sys; from glossary.lexicon import folded_lexicon; from glossary.boundary import Evidence, Judge;"
        "Judge(Evidence(folded_lexicon()), '中国人大量', '中国人大量').judge(2, 4); print('jieba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
