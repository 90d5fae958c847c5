"""Concepts with every field, any concepts, and ways to write and read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from glossary.concept import (
    CHINESE,
    ENGLISH,
    TRADITIONAL_CHINESE,
    Concept,
    Designation,
    Examples,
    Review,
    Status,
    TermType,
)
from glossary.exchange.registry import Imported, ReadOptions, WriteOptions, read_foreign, write_foreign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from glossary.exchange.account import Account

FULL = Concept(
    id="national-peoples-congress",
    designations=(
        Designation("全国人民代表大会", CHINESE, pinyin="Quánguó Rénmín Dàibiǎo Dàhuì"),
        Designation(
            "人大",
            CHINESE,
            Status.ADMITTED,
            type=TermType.ABBREVIATION,
            pinyin="Réndà",
            note="note: 口语\n第二行",
            source=("甲报", "乙报"),
            authority="全国人大常委会",
            since="1954",
            until="2030",
            not_in=("人大附中", "人大金仓"),
            english="NPC",
        ),
        Designation("全國人民代表大會", TRADITIONAL_CHINESE, Status.ADMITTED, region="HK"),
        Designation("国会", CHINESE, Status.SUPERSEDED, type=TermType.VARIANT),
        Designation("National People's Congress", ENGLISH, type=TermType.FULL_FORM),
        Designation("NPC", ENGLISH, Status.ADMITTED, type=TermType.ABBREVIATION, case_sensitive=True),
        Designation("Rénmín Dàibiǎo", "en-GB", Status.ADMITTED, type=TermType.TRANSLITERATION),
        Designation('People\'s Parliament <&> "quoted"', ENGLISH, Status.DEPRECATED, note="pinyin: none"),
    ),
    subject="state-organs",
    definition="China's legislature; 𠀀 ＡＢ 🙂 & <b>",
    note="since: a plain note that looks labelled",
    context="全国人民代表大会是最高国家权力机关。",
    source=("宪法", "Constitution, Art. 57"),
    review=Review.REVIEWED,
    related=("5g-network", "elsewhere"),
    superseded_by="elsewhere",
    examples=Examples(("人大代表提出建议",), ("中国人大量购买房产", "二")),
)
DIGIT = Concept(
    id="5g-network",
    designations=(Designation("=5G网络|甲", CHINESE, Status.ADMITTED), Designation("-5G @network", ENGLISH)),
    subject="digital",
)
CONCEPTS = (FULL, DIGIT)


def bare(concepts: Sequence[Concept]) -> dict[str, Concept]:
    """Concepts by id, without the places they came from."""
    return {concept.id: replace(concept, path=None, line=None) for concept in concepts}


@dataclass(frozen=True, slots=True)
class Exchange:
    """Writes concepts in a format and reads them back."""

    folder: Path

    def write(
        self, concepts: Sequence[Concept], name: str, options: WriteOptions | None = None
    ) -> tuple[Path, Account]:
        pieces, account = write_foreign(concepts, name, options)
        path = self.folder / f"out.{name}"
        path.write_bytes(b"".join(pieces))
        return path, account

    def round_trip(
        self, concepts: Sequence[Concept], name: str, options: WriteOptions | None = None
    ) -> tuple[Imported, Account]:
        path, account = self.write(concepts, name, options)
        return read_foreign(path, format_name=name, options=ReadOptions()), account


_TEXT = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")) | st.sampled_from("=+-@|\\'\"<>&#"),
        min_size=1,
        max_size=12,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
_CHINESE = st.tuples(st.sampled_from("甲乙丙𠀀"), _TEXT).map("".join)


_OPTIONAL = st.none() | _TEXT


@st.composite
def concept_lists(draw: st.DrawFn) -> list[Concept]:
    """Concepts as term files give them: one preferred designation a side, in the order of status."""
    concepts = []
    for number in range(draw(st.integers(1, 3))):
        sides = []
        for language, texts in ((CHINESE, _CHINESE), (ENGLISH, _TEXT)):
            names = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
            statuses = [
                Status.PREFERRED,
                *draw(st.lists(st.sampled_from(list(Status)[1:]), min_size=2, max_size=2)),
            ]
            found = [
                Designation(name, language, status, note=draw(_OPTIONAL), since=draw(_OPTIONAL))
                for name, status in zip(names, statuses, strict=False)
            ]
            sides += sorted(found, key=lambda each: list(Status).index(each.status))
        concepts.append(
            Concept(
                id=f"concept-{number}",
                designations=tuple(sides),
                subject=draw(_TEXT),
                definition=draw(st.none() | _TEXT),
                note=draw(st.none() | _TEXT),
                source=tuple(draw(st.lists(_TEXT, max_size=2, unique=True))),
                examples=Examples(tuple(draw(st.lists(_TEXT, max_size=2, unique=True)))),
            )
        )
    return concepts
