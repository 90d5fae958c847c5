"""What all tests share: a small term base of their own, an empty cache, no settings of the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from glossary.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Sequence

settings.register_profile(
    "fast",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("fast")

SAMPLE_TERMS = """\
# 样例 · Sample
subject = "sample"

[climbing-plan]
zh = "攀登计划"
pinyin = "Pāndēng Jìhuà"
en = "Climbing Plan"
definition = "A provincial programme for industrial technology."
source = ["Sample Gazette, Sample Press, 2025"]
review = "reviewed"

[high-quality-development]
zh = "高质量发展"
pinyin = "gāo zhìliàng fāzhǎn"
en.preferred = "high-quality development"
en.deprecated = [{ term = "quality growth", note = "loses 发展" }]
review = "draft"

[national-climbing-plan]
zh = "国家攀登计划"
pinyin = "Guójiā Pāndēng Jìhuà"
en = "National Climbing Plan"

[national-peoples-congress]
zh.preferred = "全国人民代表大会"
zh.admitted = [{ term = "人大", type = "abbreviation", pinyin = "Réndà", not_in = ["人大附中"] }]
pinyin = "Quánguó Rénmín Dàibiǎo Dàhuì"
en.preferred = "National People's Congress"
en.admitted = [{ term = "NPC", type = "abbreviation" }]
examples.match = ["人大代表提出建议"]
examples.no_match = ["中国人大量购买房产"]

[rural-revitalization]
zh = "乡村振兴"
pinyin = "xiāngcūn zhènxīng"
en = "rural revitalization"
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str
    out_bytes: bytes


@dataclass(frozen=True, slots=True)
class Program:
    """Runs the program as a user does, in a process of its own."""

    folder: Path
    environment: dict[str, str]

    def __call__(
        self,
        *arguments: str,
        stdin: str | bytes = b"",
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "glossary", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd or self.folder,
            env={**self.environment, **(env or {})},
            check=False,
            timeout=60,
        )
        return Result(
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
            done.stdout,
        )


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the machine's settings out of the tests, and the tests' cache out of the machine."""
    for name in ("GLOSSARY_TERMS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def terms_file(tmp_path: Path) -> Path:
    path = tmp_path / "sample.toml"
    path.write_text(SAMPLE_TERMS, encoding="utf-8")
    return path


@pytest.fixture
def sample(terms_file: Path) -> Glossary:
    return Glossary.load([terms_file])


@pytest.fixture
def program(tmp_path: Path, terms_file: Path) -> Program:
    """The program with the sample terms, run in a folder of its own."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV_", "PYTEST", "FORCE_COLOR"))
    }
    return Program(tmp_path, {**environment, "GLOSSARY_TERMS": str(terms_file), "COLUMNS": "100"})


@pytest.fixture
def write(tmp_path: Path) -> WriteFile:
    return WriteFile(tmp_path)


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Writes files for a test."""

    folder: Path

    def __call__(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def all(self, names: Sequence[str], content: str) -> list[Path]:
        return [self(name, content) for name in names]
