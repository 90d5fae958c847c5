"""Compile concepts into the file that `reader` answers from, in one pass over them."""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from glossary.automaton import Automaton
from glossary.index.blocks import BlockWriter
from glossary.index.keys import STOP_WORDS, english_words, pairs, pinyin_letters, squeeze
from glossary.index.table_writing import pack_row, write_postings, write_table
from glossary.pinyin import default_reading, strip_tones
from glossary.pinyin.conversion import split_syllables
from glossary.record import concept_lines, concept_to_json, to_json_text
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    from glossary.concept import Concept, Designation

    Progress = Callable[[int], None]

# Concepts between two calls of the progress function.
STEP = 1000
# Longest abbreviation made of the first letters of words.
LONGEST_INITIALS = 24


def build_index(
    concepts: Iterable[Concept], file: BinaryIO, *, progress: Progress | None = None, automaton: bool = True
) -> None:
    """Write the compiled term base to a file opened for binary writing.

    Args:
        concepts: taken one by one; they need not fit into memory.
        file: empty and seekable.
        progress: called now and then with the number of concepts done.
        automaton: also compile the automaton for the matcher (about a third of the time).
    """
    blocks = BlockWriter(file)
    rows = _Rows()
    _write_records(blocks, concepts, rows, progress or (lambda _: None))
    rows.write_designations(blocks)
    chinese = write_table(blocks, "zh", rows.chinese)
    write_postings(blocks, "pair", _pair_postings(chinese))
    write_table(blocks, "squeezed", rows.squeezed)
    blocks.begin("automaton")
    if automaton:
        blocks.write(Automaton.build([key.decode() for key in chinese]).to_bytes())
    del chinese
    write_table(blocks, "pinyin", rows.pinyin)
    write_table(blocks, "initials", rows.initials)
    _write_english(blocks, write_table(blocks, "en", rows.english))
    _write_folding(blocks)
    blocks.finish()


def _write_records(blocks: BlockWriter, concepts: Iterable[Concept], rows: _Rows, progress: Progress) -> None:
    """Write each concept as JSON, then as plain lines; the offsets of both follow in a section of their own."""
    offsets = array("Q", [0])
    blocks.begin("records")
    for number, concept in enumerate(concepts):
        for text in (to_json_text(concept_to_json(concept)), "\n".join(concept_lines(concept)) + "\n"):
            data = text.encode("utf-8", "backslashreplace")
            offsets.append(offsets[-1] + len(data))
            blocks.write(data)
        rows.add(number, concept)
        if number % STEP == 0:
            progress(number)
    blocks.begin("offsets")
    blocks.write(offsets.tobytes())


class _Rows:
    """Rows of the tables, gathered concept by concept."""

    def __init__(self) -> None:
        self.chinese: list[bytes] = []
        self.squeezed: list[bytes] = []
        self.pinyin: list[bytes] = []
        self.initials: list[bytes] = []
        self.english: list[bytes] = []
        self._subjects: dict[str, int] = {}
        self._subject_of = array("I")
        self._concept_of = array("I")
        self._ordinals = bytearray()
        self._labels = bytearray()
        self._label_ends = array("Q", [0])

    def add(self, number: int, concept: Concept) -> None:
        """Add the designations of a concept under all their keys."""
        self._subject_of.append(self._subjects.setdefault(concept.subject, len(self._subjects)))
        for designation in (*concept.zh, *concept.en):
            self._add_designation(number, designation)

    def _add_designation(self, concept: int, designation: Designation) -> None:
        number = len(self._concept_of)
        self._concept_of.append(concept)
        self._ordinals.append(list_of_statuses().index(designation.status))
        self._labels += _label(designation)
        self._label_ends.append(len(self._labels))
        if designation.is_chinese:
            self._add_chinese(number, designation)
        else:
            self._add_english(number, designation)

    def _add_chinese(self, number: int, designation: Designation) -> None:
        key = fold(designation.text)
        _add(self.chinese, key, number)
        if (bare := squeeze(key)) != key:
            _add(self.squeezed, bare, number)
        letters, initials = _written(designation.pinyin) if designation.pinyin else _guessed(key)
        _add(self.pinyin, letters, number)
        _add(self.initials, initials, number)

    def _add_english(self, number: int, designation: Designation) -> None:
        words = english_words(designation.text)
        _add(self.english, " ".join(words), number)
        if 1 < len(words) <= LONGEST_INITIALS:
            every = "".join(word[0] for word in words)
            telling = "".join(word[0] for word in words if word not in STOP_WORDS)
            for initials in dict.fromkeys((every, telling)):
                _add(self.initials, initials, number)

    def write_designations(self, blocks: BlockWriter) -> None:
        """Write what is known of each designation, and the subjects."""
        sections = {
            "subjects": "\n".join(self._subjects).encode("utf-8", "backslashreplace"),
            "subject": self._subject_of.tobytes(),
            "concept": self._concept_of.tobytes(),
            "status": bytes(self._ordinals),
            "labels": bytes(self._labels),
            "label": self._label_ends.tobytes(),
        }
        for name, data in sections.items():
            blocks.begin(name)
            blocks.write(data)


@cache
def list_of_statuses() -> tuple[str, ...]:
    """List the statuses, best first."""
    from glossary.concept import Status

    return tuple(Status)


def _label(designation: Designation) -> bytes:
    """Keep the wording and, after a unit separator, its pinyin."""
    return f"{designation.text}\x1f{designation.pinyin or ''}".encode("utf-8", "backslashreplace")


def _add(rows: list[bytes], key: str, number: int) -> None:
    if key:
        rows.append(pack_row(key.encode("utf-8", "backslashreplace"), number))


def _written(pinyin: str) -> tuple[str, str]:
    parts = [_written_word(word) for word in pinyin.replace("-", " ").split()]
    return "".join(letters for letters, _ in parts), "".join(initials for _, initials in parts)


@lru_cache(maxsize=1 << 16)
def _written_word(word: str) -> tuple[str, str]:
    letters, _ = pinyin_letters(word)
    first_letters = (pinyin_letters(syllable)[0][:1] for syllable in split_syllables(word))
    return letters, "".join(first_letters)


def _guessed(key: str) -> tuple[str, str]:
    """Guess letters and initials where a term base has no pinyin, from the usual reading of each character."""
    syllables = [_usual_letters(character) for character in key]
    return "".join(syllables), "".join(
        syllable[0] if len(character.encode()) > 1 else syllable
        for character, syllable in zip(key, syllables, strict=True)
        if syllable
    )


@cache
def _usual_letters(character: str) -> str:
    reading = default_reading(character)
    if reading is None:
        return character if character.isalnum() and character.isascii() else ""
    return strip_tones(reading).replace("ü", "u").replace("ê", "e")


def _pair_postings(keys: list[bytes]) -> dict[bytes, array[int]]:
    """Map each pair of neighbouring characters to the numbers of the keys that have it."""
    postings: dict[str, array[int]] = {}
    for number, key in enumerate(keys):
        for pair in pairs(key.decode()):
            _posting(postings, pair).append(number)
    return {pair.encode(): numbers for pair, numbers in postings.items()}


def _write_english(blocks: BlockWriter, keys: list[bytes]) -> None:
    """Write which keys have a stem, and the stem of every word that occurs."""
    from snowballstemmer import stemmer

    stem_word = stemmer("english").stemWord
    stem_of: dict[str, str] = {}
    postings: dict[str, array[int]] = {}
    for number, key in enumerate(keys):
        for word in dict.fromkeys(key.decode().split(" ")):
            stem = stem_of.get(word)
            if stem is None:
                stem = stem_of[word] = stem_word(word)
            numbers = _posting(postings, stem)
            # Two words of one key may share a stem.
            if not numbers or numbers[-1] != number:
                numbers.append(number)
    stems = write_postings(blocks, "stem", {stem.encode(): numbers for stem, numbers in postings.items()})
    number_of = {stem.decode(): number for number, stem in enumerate(stems)}
    write_table(blocks, "word", [pack_row(word.encode(), number_of[stem]) for word, stem in stem_of.items()])


def _posting(postings: dict[str, array[int]], key: str) -> array[int]:
    numbers = postings.get(key)
    if numbers is None:
        numbers = postings[key] = array("I")
    return numbers


def _write_folding(blocks: BlockWriter) -> None:
    """Keep what `glossary.text.fold` does to single characters, so that a reader can fold a query alone."""
    for name, characters in zip(("fold.from", "fold.to"), _folded_characters(), strict=True):
        blocks.begin(name)
        blocks.write(characters.encode())


@cache
def _folded_characters() -> tuple[str, str]:
    every = "".join(map(chr, (*range(0x21, 0xD800), *range(0xE000, 0x32400))))
    changed = [pair for pair in zip(every, fold(every), strict=True) if pair[0] != pair[1]]
    return "".join(before for before, _ in changed), "".join(after for _, after in changed)
