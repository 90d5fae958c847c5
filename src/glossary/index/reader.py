"""Answers from a compiled term base, reading only the blocks that a question needs."""

from __future__ import annotations

from glossary.index.blocks import BlockReader, DamagedIndexError
from glossary.index.keys import OTHER_LANGUAGE
from glossary.index.tables import Table

TYPE_CHECKING = False  # see blocks.py
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO, Self

    from glossary.automaton import Automaton
    from glossary.concept import Concept, Designation

U32, U64 = 4, 8


class Index:
    """A compiled term base; it is also a `TermBase` for the matcher.

    Concepts and designations are known by number: concepts in the order of the term base, designations in the
    order of their concepts, in each the Chinese before the English, best status first.

    Args:
        file: a compiled term base opened for reading in binary mode; it is kept open.

    Raises:
        DamagedIndexError: here or at any later question: it is not whole, or of another version.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._blocks = BlockReader(file)
        self._tables: dict[str, Table] = {}
        self._concepts: dict[int, Concept] = {}
        self._records = self._blocks.place("records")[0]
        offsets_start, offsets_size = self._blocks.place("offsets")
        self._offsets = offsets_start
        self.size = (offsets_size // U64 - 1) // 2
        self._subject_names: list[str] | None = None

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Concept]:
        return map(self.concept, range(self.size))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def table(self, name: str) -> Table:
        """Open one of the tables `zh`, `squeezed`, `pair`, `pinyin`, `initials`, `en`, `stem`, `word`."""
        if name not in self._tables:
            self._tables[name] = Table(self._blocks, name)
        return self._tables[name]

    def json(self, concept: int) -> str:
        """Read a concept as a line of JSON (`glossary.record.concept_to_json`)."""
        return self._record(2 * concept)

    def text(self, concept: int) -> str:
        """Read a concept as plain lines (`glossary.record.concept_lines`)."""
        return self._record(2 * concept + 1)

    def concept(self, number: int) -> Concept:
        """Read a concept; the same object each time."""
        known = self._concepts.get(number)
        if known is None:
            import json

            from glossary.record import concept_from_json

            known = self._concepts[number] = concept_from_json(json.loads(self.json(number)))
        return known

    def concept_of(self, designation: int) -> int:
        """Tell which concept a designation names."""
        return self._number("concept", designation)

    def status(self, designation: int) -> int:
        """Tell the status of a designation: 0 preferred, 1 admitted, 2 deprecated, 3 superseded."""
        return self._rank(designation) % OTHER_LANGUAGE

    def preferred(self, designation: int) -> tuple[str, str]:
        """Read the preferred Chinese and English of the concept that a designation names; what it lacks is empty."""
        concept, ranks = self.concept_of(designation), self._blocks.place("status")[1]
        first, end = designation, designation + 1
        while first and self.concept_of(first - 1) == concept:
            first -= 1
        while end < ranks and self.concept_of(end) == concept:
            end += 1
        names = range(first, end)
        chinese = next((self.label(each)[0] for each in names if self.is_chinese(each)), "")
        return chinese, next((self.label(each)[0] for each in names if not self.is_chinese(each)), "")

    def is_chinese(self, designation: int) -> bool:
        """Is a designation Chinese, by the language it is entered under?"""
        return self._rank(designation) < OTHER_LANGUAGE

    def _rank(self, designation: int) -> int:
        return self._blocks.read(self._blocks.place("status")[0] + designation, 1)[0]

    def label(self, designation: int) -> tuple[str, str, str]:
        """Read the wording of a designation, its pinyin, and the English of its own, if it has one."""
        start = self._blocks.place("label")[0] + designation * U64
        ends = memoryview(self._blocks.read(start, 2 * U64)).cast("Q")
        label = self._blocks.read(self._blocks.place("labels")[0] + ends[0], ends[1] - ends[0])
        text, pinyin, english = label.decode().rsplit("\x1f", 2)
        return text, pinyin, english

    def subjects(self) -> list[str]:
        """List the subject fields in order of appearance."""
        if self._subject_names is None:
            self._subject_names = self._blocks.section("subjects").decode().split("\n")
        return self._subject_names

    def subject(self, concept: int) -> str:
        """Tell the subject field of a concept."""
        return self.subjects()[self._number("subject", concept)]

    def fold(self, text: str) -> str:
        """Fold like `glossary.text.fold`."""
        before, after = (self._blocks.section(name).decode() for name in ("fold.from", "fold.to"))
        folded = ""
        for character in text:
            place = before.find(character)
            folded += after[place] if place >= 0 else character
        return folded

    def automaton(self) -> Automaton:
        """Load the automaton over the keys of the table `zh`, by number."""
        from glossary.automaton import Automaton

        return Automaton.from_bytes(self._blocks.section("automaton"))

    def resolve(self, number: int) -> Sequence[tuple[Concept, Designation]]:
        """Tell what the pattern of this number names, in the order of the term base."""
        named = []
        for designation in self.table("zh").numbers(number):
            concept = self.concept(self.concept_of(designation))
            text = self.label(designation)[0]
            named.append((concept, next(each for each in concept.zh if each.text == text)))
        return named

    def _number(self, section: str, place: int) -> int:
        start = self._blocks.place(section)[0] + place * U32
        return memoryview(self._blocks.read(start, U32)).cast("I")[0]

    def _record(self, number: int) -> str:
        if not 0 <= number < 2 * self.size:
            raise DamagedIndexError("no such concept")
        start = self._offsets + number * U64
        bounds = memoryview(self._blocks.read(start, 2 * U64)).cast("Q")
        return self._blocks.read(self._records + bounds[0], bounds[1] - bounds[0]).decode()
