"""Compile concepts into the file that `reader` answers from, in one pass over them."""

from __future__ import annotations

import gc
from array import array
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING

from glossary.automaton import Automaton
from glossary.concept import Status
from glossary.index.blocks import BlockWriter
from glossary.index.keys import OTHER_LANGUAGE, STOP_WORDS, english_words, pairs, pinyin_letters, squeeze
from glossary.index.table_writing import pack_row, write_postings, write_table
from glossary.pinyin import default_reading, strip_tones
from glossary.pinyin.conversion import split_syllables
from glossary.record import concept_json, concept_lines
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from glossary.concept import Concept, Designation

    Progress = Callable[[int], None]

# Concepts that are written together, and between two calls of the progress function.
STEP = 1000
RANKS = {status: rank for rank, status in enumerate(Status)}
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
    with _without_collections():
        _write_all(blocks, concepts, progress or (lambda _: None), automaton=automaton)
    blocks.finish()


@contextmanager
def _without_collections() -> Iterator[None]:
    """Hold Python's cycle collector off: millions of live objects and no cycles would only cost it time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write_all(
    blocks: BlockWriter, concepts: Iterable[Concept], progress: Progress, *, automaton: bool
) -> None:
    rows = _Rows()
    _write_records(blocks, concepts, rows, progress)
    rows.write_designations(blocks)
    write_table(blocks, "squeezed", rows.squeezed)
    write_table(blocks, "pinyin", rows.pinyin)
    write_table(blocks, "initials", rows.initials)
    _write_english(blocks, write_table(blocks, "en", rows.english))
    _write_folding(blocks)
    # Last, when the other rows are gone: these take the most memory.
    chinese = write_table(blocks, "zh", rows.chinese)
    # The library works without Python's lock, so that the pairs get done meanwhile.
    with ThreadPoolExecutor(1) as executor:
        compiled = executor.submit(_compile_automaton, chinese if automaton else [])
        _write_pairs(blocks, chinese)
        blocks.begin("automaton")
        blocks.write(compiled.result())


def _compile_automaton(keys: list[bytes]) -> bytes:
    return Automaton.build([key.decode() for key in keys]).to_bytes()


def _write_records(blocks: BlockWriter, concepts: Iterable[Concept], rows: _Rows, progress: Progress) -> None:
    """Write each concept as JSON, then as plain lines; the offsets of both follow in a section of their own."""
    offsets = array("Q", [0])
    blocks.begin("records")
    remaining, done = iter(concepts), 0
    # Batch by batch and step by step: the processor's caches make it a third faster than one by one.
    while batch := list(islice(remaining, STEP)):
        records = [_encode(concept_json(concept)) for concept in batch]
        texts = [_encode("\n".join(concept_lines(concept)) + "\n") for concept in batch]
        for number, concept in enumerate(batch, start=done):
            rows.add(number, concept)
        pieces = list(chain.from_iterable(zip(records, texts, strict=True)))
        offsets.extend(accumulate(map(len, pieces), initial=offsets.pop()))
        blocks.write(b"".join(pieces))
        done += len(batch)
        progress(done)
    blocks.begin("offsets")
    blocks.write(offsets.tobytes())


def _encode(text: str) -> bytes:
    """Encode in UTF-8; half a surrogate pair, which a term file cannot have but a program may, as an escape."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


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
        self._ranks = bytearray()
        self._labels = bytearray()
        self._label_ends = array("Q", [0])

    def add(self, number: int, concept: Concept) -> None:
        """Add the designations of a concept under all their keys."""
        self._subject_of.append(self._subjects.setdefault(concept.subject, len(self._subjects)))
        for designation in concept.zh:
            own = concept.english_for(designation) if designation.english else None
            english = own.text if own else ""
            self._add_chinese(self._add_designation(number, designation, english), designation)
        for designation in concept.en:
            self._add_english(self._add_designation(number, designation), designation)

    def _add_designation(self, concept: int, designation: Designation, english: str = "") -> int:
        self._concept_of.append(concept)
        # Most are; the hash of an enumeration is computed in Python.
        rank = 0 if designation.status is Status.PREFERRED else RANKS[designation.status]
        self._ranks.append(rank if designation.is_chinese else rank + OTHER_LANGUAGE)
        # The wording and, after unit separators, its pinyin and an English of its own.
        label = f"{designation.text}\x1f{designation.pinyin or ''}\x1f{english}"
        self._labels += _encode(label)
        self._label_ends.append(len(self._labels))
        return len(self._ranks) - 1

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
            _add(self.initials, "".join([word[0] for word in words]), number)
            if not STOP_WORDS.isdisjoint(words):
                telling = "".join([word[0] for word in words if word not in STOP_WORDS])
                _add(self.initials, telling, number)

    def write_designations(self, blocks: BlockWriter) -> None:
        """Write what is known of each designation, and the subjects."""
        sections = {
            "subjects": _encode("\n".join(self._subjects)),
            "subject": self._subject_of.tobytes(),
            "concept": self._concept_of.tobytes(),
            "status": bytes(self._ranks),
            "labels": bytes(self._labels),
            "label": self._label_ends.tobytes(),
        }
        for name, data in sections.items():
            blocks.begin(name)
            blocks.write(data)


def _add(rows: list[bytes], key: str, number: int) -> None:
    if key:
        rows.append(pack_row(_encode(key), number))


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
    return "".join(map(_LETTERS.__getitem__, key)), "".join(map(_FIRST_LETTERS.__getitem__, key))


class _UsualLetters(dict[str, str]):
    """The letters of the usual reading of each character, looked up when first needed."""

    def __missing__(self, character: str) -> str:
        reading = default_reading(character)
        if reading is not None:
            letters = strip_tones(reading).replace("ü", "u").replace("ê", "e")
        else:
            letters = character if character.isalnum() and character.isascii() else ""
        self[character] = letters
        return letters


class _UsualFirstLetters(dict[str, str]):
    def __missing__(self, character: str) -> str:
        letter = self[character] = _LETTERS[character][:1]
        return letter


_LETTERS, _FIRST_LETTERS = _UsualLetters(), _UsualFirstLetters()


def _write_pairs(blocks: BlockWriter, keys: list[bytes]) -> None:
    """Write which keys have a pair of neighbouring characters."""
    postings: dict[str, array[int]] = {}
    for number, key in enumerate(keys):
        for pair in pairs(key.decode()):
            try:
                postings[pair].append(number)
            except KeyError:
                postings[pair] = array("I", (number,))
    write_postings(blocks, "pair", postings)


def _write_english(blocks: BlockWriter, keys: list[bytes]) -> None:
    """Write which keys have a stem, and the stem of every word that occurs."""
    from snowballstemmer import stemmer

    stem_word = stemmer("english").stemWord
    stem_of: dict[str, str] = {}
    postings: dict[str, array[int]] = {}
    for number, key in enumerate(keys):
        for word in key.decode().split(" "):
            try:
                numbers = postings[stem_of[word]]
            except KeyError:
                stem = stem_of[word] = stem_word(word)
                numbers = postings.setdefault(stem, array("I"))
            # Two words of one key may share a stem.
            if not numbers or numbers[-1] != number:
                numbers.append(number)
    stems = write_postings(blocks, "stem", postings)
    number_of = {stem: number for number, stem in enumerate(stems)}
    write_table(blocks, "word", [pack_row(word.encode(), number_of[stem]) for word, stem in stem_of.items()])


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
