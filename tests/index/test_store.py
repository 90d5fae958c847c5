from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from glossary.concept import Concept, Designation
from glossary.index.blocks import HEADER_SIZE, DamagedIndexError
from glossary.index.manifest import open_fresh
from glossary.index.store import KEEP_INDEXES, IndexStore, Sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossary.cache import CacheNotice


class Desk:
    """A source file, a cache folder, and a count of how often the source was read."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "terms.txt"
        self.source.write_text("攀登计划", encoding="utf-8")
        self.age(self.source)
        self.cache = folder / "cache"
        self.notices: list[CacheNotice] = []
        self.loads = 0
        self.store = IndexStore(self.cache, self.notices.append)

    def age(self, *paths: Path) -> None:
        """Make files older than the slack of the manifest; the change time cannot be set, so wait it out."""
        for path in paths:
            os.utime(path, (1_600_000_000, 1_600_000_000))

    def sources(self, request: str | None = None) -> Sources:
        return Sources([self.source], self.load, request)

    def load(self) -> Iterable[Concept]:
        self.loads += 1
        text = self.source.read_text(encoding="utf-8")
        yield Concept("c", (Designation(text, "zh-Hans"), Designation("x", "en")))

    def first(self, request: str | None = None) -> str:
        index = self.store.open(self.sources(request))
        text = index.concept(0).zh[0].text
        index.close()
        return text

    def files(self) -> list[Path]:
        return sorted(self.cache.glob("terms-*.idx"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_index_is_made_once(desk: Desk) -> None:
    assert [desk.first(), desk.first()] == ["攀登计划"] * 2
    assert (desk.loads, len(desk.files()), desk.notices) == (1, 1, [])


def test_an_index_is_made_anew_when_the_source_changes(desk: Desk) -> None:
    desk.first("r")
    before = desk.source.stat()
    desk.source.write_text("璀璨行动", encoding="utf-8")
    # Same length and same time: only the content tells.
    os.utime(desk.source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert desk.first("r") == "璀璨行动"
    assert desk.loads == 2


def test_the_old_index_serves_when_the_source_is_changed_back(desk: Desk) -> None:
    for text in ("攀登计划", "璀璨行动", "攀登计划"):
        desk.source.write_text(text, encoding="utf-8")
        assert desk.first("r") == text
    assert desk.loads == 2


@pytest.mark.parametrize("place", [0, 9, 30, HEADER_SIZE + 3, -1])
def test_damage_is_noticed_and_mended(desk: Desk, place: int) -> None:
    desk.first()
    (file,) = desk.files()
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(data)
    index = desk.store.open(desk.sources())
    try:
        text = index.concept(0).zh[0].text
    except DamagedIndexError:
        index.close()
        index = desk.store.rebuild(desk.sources())
        text = index.concept(0).zh[0].text
    assert text == "攀登计划"
    assert len(desk.notices) == 1
    index.close()
    assert desk.first() == "攀登计划"
    assert len(desk.notices) == 1


@pytest.mark.parametrize("size", [0, 10, 5000])
def test_a_truncated_index_is_noticed_and_mended(desk: Desk, size: int) -> None:
    desk.first()
    (file,) = desk.files()
    os.truncate(file, size)
    assert desk.first() == "攀登计划"
    assert len(desk.notices) == 1


def test_without_a_cache_folder_the_answer_is_still_right(desk: Desk) -> None:
    desk.cache.write_text("a file where the folder should be", encoding="utf-8")
    assert desk.first("r") == "攀登计划"
    assert "working without it" in str(desk.notices[0])
    assert len(desk.notices) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_no_obstacle(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_RDWR), str(desk.cache / "terms-full.tmp")

    monkeypatch.setattr("tempfile.mkstemp", fail)
    assert desk.first() == "攀登计划"
    assert len(desk.notices) == 1
    assert desk.files() == []


def test_two_builds_at_once_make_one_index(desk: Desk) -> None:
    results: list[str] = []
    threads = [Thread(target=lambda: results.append(desk.first())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["攀登计划"] * 4
    assert (desk.loads, len(desk.files())) == (1, 1)


def test_a_build_that_is_killed_leaves_nothing_half_made(desk: Desk) -> None:
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from glossary.index.store import IndexStore, Sources\n"
        "def load():\n"
        "    os.kill(os.getpid(), 9)\n"
        "    yield\n"
        "IndexStore(Path(sys.argv[1])).open(Sources([Path(sys.argv[2])], load))\n"
    )
    arguments = [sys.executable, "-c", program, str(desk.cache), str(desk.source)]
    assert subprocess.run(arguments, check=False, env={**os.environ}).returncode != 0
    assert desk.files() == []
    assert desk.first() == "攀登计划"
    assert desk.notices == []


def test_old_indexes_are_removed(desk: Desk) -> None:
    desk.cache.mkdir()
    for number in range(KEEP_INDEXES + 3):
        old = desk.cache / f"terms-old-{number:02}.idx"
        old.write_bytes(b"")
        os.utime(old, (1_000 + number, 1_000 + number))
    abandoned = desk.cache / "terms-killed.tmp"
    abandoned.write_bytes(b"")
    os.utime(abandoned, (1_000, 1_000))
    desk.first()
    assert len(desk.files()) == KEEP_INDEXES
    assert not (desk.cache / "terms-old-00.idx").exists()
    assert not abandoned.exists()


def test_a_manifest_is_trusted_only_when_nothing_can_have_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.index.manifest.SLACK_NS", 0)
    desk.first("r")
    fresh = open_fresh(str(desk.cache), "r")
    assert fresh is not None
    fresh.close()
    assert open_fresh(str(desk.cache), "another request") is None
    shutil.copy(desk.source, desk.source.with_suffix(".copy"))
    desk.source.with_suffix(".copy").replace(desk.source)
    assert open_fresh(str(desk.cache), "r") is None


def test_a_manifest_is_not_trusted_right_after_a_change(desk: Desk) -> None:
    desk.source.write_text("璀璨行动", encoding="utf-8")
    desk.first("r")
    assert open_fresh(str(desk.cache), "r") is None


@pytest.mark.parametrize("text", ["", "x\n", "\x00\xff", "glossary manifest\n1\n2\n3\n4 5\n"])
def test_a_senseless_manifest_is_passed_over(desk: Desk, text: str) -> None:
    desk.first("r")
    for manifest in desk.cache.glob("request-*.txt"):
        manifest.write_text(text, encoding="utf-8")
    assert open_fresh(str(desk.cache), "r") is None
    assert desk.first("r") == "攀登计划"
