"""Jieba's dictionary with frequencies, compiled once into a memory-mapped trie.

Two editions exist. The *plain* one is the dictionary as it stands, for segmenting (`glossary.segmenter`).
The *folded* one has its keys folded like the text that is matched (`glossary.text.fold`), words that
become equal sharing one frequency, for deciding on word boundaries. Folding both sides alike is what
keeps simplified text unharmed: 著名 is looked up as 着名, and 着名 is what the folded edition calls it.

The file: a marisa trie of the words, a marisa trie of the two-character strings inside words, one
unsigned 32-bit frequency a word, three bytes a two-character string (how far left of its middle words
begin that hold it, as bits; how far right of it they end; the length of the longest word that begins with
it), all behind a header with lengths and a CRC. A file that is not whole is made anew.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from array import array
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.cache import CacheNotice, cache_folder, discard, store
from glossary.errors import GlossaryError
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    # Of a two-character string: is it a word; how far left of its middle words begin that hold it; and the
    # length of the longest word that begins with it, 1 if none does.
    _Pair = tuple[bool, tuple[int, ...], int]

MAGIC = b"glosslex"
VERSION = 5
# Magic, CRC of what follows it, version, sum of frequencies, longest word, lengths of six parts.
HEADER = struct.Struct("<8sIIQIIIIIII")
# Where the CRC ends, and what it covers begins.
COVERED = 12
# A byte has bits for words that begin up to this far from a boundary that they cross; the last means farther, too.
FARTHEST = 8
# Looked-up words are remembered up to this number, then forgotten together.
REMEMBERED = 100_000


class Lexicon:
    """Words with frequencies, and where a word may cross a boundary.

    Args:
        data: what `compile_lexicon` made; bytes or a memory map.
        notice: what to tell the user about the cache, if there is something to tell.

    Attributes:
        total: sum of all frequencies.
        longest: length of the longest word.
        known_pairs: what was looked up of two-character strings: is it a word, how far left of its middle
            words begin that hold it, and the length of the longest word that begins with it.

    Raises:
        ValueError: the data are truncated, damaged, or of another version.
    """

    def __init__(self, data: bytes | mmap.mmap, *, notice: CacheNotice | None = None) -> None:
        from marisa_trie import Trie

        view = memoryview(data)
        parts, self.total, self.longest = _read_header(view)
        words, pairs, frequencies, reaches, ends, spans = parts
        self._words = Trie().map(words)
        self._pairs = Trie().map(pairs)
        self._frequencies = frequencies.cast("I")
        self._reaches, self._ends, self._spans = reaches, ends, spans
        self._log_total = log(self.total)
        self.known_pairs: dict[str, _Pair] = {}
        self._known_words: dict[str, list[tuple[int, float]]] = {}
        self.notice = notice

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def has_prefix(self, start: str) -> bool:
        """Does a word begin with this string?"""
        return next(self._words.iterkeys(start), None) is not None

    def frequency(self, word: str) -> int:
        """How often the word was counted; 0 for a string that is no word."""
        number = self._words.get(word)
        return 0 if number is None else self._frequencies[number]

    def words_at(self, text: str, start: int) -> list[tuple[int, float]]:
        """The words that begin at an offset, shortest first: lengths and natural logarithms of probability.

        A single character is always one of them; one that was never counted counts as seen once.
        """
        key = text[start : start + 2]
        pair = self.known_pairs.get(key) or self._look_up_pair(key)
        key = text[start : start + pair[2]]
        return self._known_words.get(key) or self._look_up_words(key)

    def prefixes(self, text: str) -> list[tuple[str, int]]:
        """The words that the text begins with, shortest first, and their frequencies."""
        frequencies = self._frequencies
        return [(word, frequencies[number]) for word, number in self._words.iter_prefixes_with_ids(text)]

    def has_word_across(self, text: str, position: int) -> bool:
        """Does a word have this offset in its inside? Asked for every edge, hence the early ways out."""
        if not 0 < position < len(text):
            return False
        pairs = self.known_pairs
        key = text[position - 1 : position + 1]
        is_word, distances, _ = pairs.get(key) or self._look_up_pair(key)
        if is_word:
            return True
        for distance in distances:
            start = position - distance
            if start < 0:
                return False
            key = text[start : start + 2]
            span = (pairs.get(key) or self._look_up_pair(key))[2]
            if span > distance:
                key = text[start : start + span]
                words = self._known_words.get(key) or self._look_up_words(key)
                if words[-1][0] > distance:
                    return True
        return False

    def look_around(self, pair: str) -> tuple[int, int]:
        """How far left and right of the middle of two characters the words reach that hold both; 0, 0 if none."""
        number = self._pairs.get(pair)
        if number is None:
            return 0, 0
        return min(_distances(self._reaches[number])[-1], self.longest - 1), self._ends[number]

    def _look_up_pair(self, pair: str) -> _Pair:
        number = self._pairs.get(pair)
        known: _Pair = (False, (), 1)
        if number is not None:
            known = (pair in self._words, _distances(self._reaches[number]), self._spans[number] or 1)
        if len(self.known_pairs) >= REMEMBERED:
            self.known_pairs.clear()
        self.known_pairs[pair] = known
        return known

    def _look_up_words(self, key: str) -> list[tuple[int, float]]:
        frequencies, log_total = self._frequencies, self._log_total
        words = [
            (len(word), log(frequencies[number] or 1) - log_total)
            for word, number in self._words.iter_prefixes_with_ids(key)
        ]
        if not words or words[0][0] != 1:
            words.insert(0, (1, -log_total))
        if len(self._known_words) >= REMEMBERED:
            self._known_words.clear()
        self._known_words[key] = words
        return words


@cache
def _distances(bits: int) -> tuple[int, ...]:
    """The distances that a byte stands for, nearest first; the last bit means any from there on."""
    near = tuple(distance for distance in range(1, FARTHEST) if bits >> distance - 1 & 1)
    return near + tuple(range(FARTHEST, 256)) if bits >> FARTHEST - 1 else near


@cache
def plain_lexicon() -> Lexicon:
    """The dictionary as it stands."""
    return _open("plain", compile_plain)


@cache
def folded_lexicon() -> Lexicon:
    """The dictionary folded like matched text."""
    return _open("folded", compile_folded)


def dictionary_path() -> Path:
    """Where jieba keeps its dictionary, found without importing jieba.

    Raises:
        GlossaryError: jieba is not installed.
    """
    from importlib.util import find_spec

    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise GlossaryError("jieba is not installed", hint="install glossary again, with its dependencies")
    return Path(spec.origin).with_name("dict.txt")


def compile_plain(dictionary: Path) -> bytes:
    """Compile the dictionary as it stands."""
    return compile_lexicon(dict(_entries(dictionary)))


def compile_folded(dictionary: Path) -> bytes:
    """Compile the dictionary with folded keys; frequencies of words that become equal are added."""
    frequencies: dict[str, int] = {}
    for word, frequency in _entries(dictionary):
        key = fold(word)
        frequencies[key] = frequencies.get(key, 0) + frequency
    return compile_lexicon(frequencies)


def compile_lexicon(frequencies: Mapping[str, int]) -> bytes:
    """Compile words and frequencies into the form that `Lexicon` reads."""
    from marisa_trie import Trie

    reaches, ends, spans = _pair_tables(frequencies)
    words, pairs = Trie(frequencies), Trie(reaches)
    parts = (
        words.tobytes(),
        pairs.tobytes(),
        _by_number(words, frequencies, "I").tobytes(),
        _by_number(pairs, reaches, "B").tobytes(),
        _by_number(pairs, ends, "B").tobytes(),
        _by_number(pairs, spans, "B").tobytes(),
    )
    # Every part begins at a multiple of eight, so that frequencies can be read in place.
    body = b"".join(part + bytes(-len(part) % 8) for part in parts)
    longest = max(map(len, frequencies), default=1)
    total = sum(frequencies.values()) or 1
    covered = HEADER.pack(MAGIC, 0, VERSION, total, longest, *map(len, parts))[COVERED:] + body
    return MAGIC + zlib.crc32(covered).to_bytes(4, "little") + covered


def _pair_tables(words: Iterable[str]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Of the two-character strings in words: where words begin and end around it; the longest begun by it."""
    reaches: dict[str, int] = {}
    ends: dict[str, int] = {}
    spans: dict[str, int] = {}
    for word in words:
        size = len(word)
        for position in range(1, size):
            pair = word[position - 1 : position + 1]
            reaches[pair] = reaches.get(pair, 0) | 1 << min(position, FARTHEST) - 1
            if ends.get(pair, 0) < size - position:
                ends[pair] = size - position
        if spans.get(word[:2], 1) < size:
            spans[word[:2]] = size
    return reaches, ends, spans


def _by_number(trie: Any, values: Mapping[str, int], code: str) -> array[int]:
    ordered = array(code, bytes(len(trie) * array(code).itemsize))
    for key, value in values.items():
        ordered[trie[key]] = value
    return ordered


def _read_header(view: memoryview) -> tuple[list[memoryview], int, int]:
    if len(view) < HEADER.size:
        raise ValueError("truncated")
    magic, crc, version, total, longest, *lengths = HEADER.unpack_from(view)
    if magic != MAGIC or version != VERSION:
        raise ValueError("not a lexicon of this version")
    if zlib.crc32(view[COVERED:]) != crc:
        raise ValueError("damaged")
    parts, start = [], HEADER.size
    for length in lengths:
        parts.append(view[start : start + length])
        start += length + -length % 8
    return parts, total, longest


def _entries(dictionary: Path) -> Iterable[tuple[str, int]]:
    """Words and frequencies; a line is `word frequency tag`."""
    with dictionary.open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency = line.split(" ", 2)[:2]
            yield word, int(frequency)


def _open(edition: str, compile_edition: Callable[[Path], bytes]) -> Lexicon:
    dictionary = dictionary_path()
    path = cache_folder() / f"lexicon-{edition}-{_fingerprint(dictionary)}.bin"
    lexicon, notice = _map_file(path)
    if lexicon is not None:
        return lexicon
    data = compile_edition(dictionary)
    if trouble := store(path, data):
        return Lexicon(data, notice=notice or trouble)
    return Lexicon(data, notice=notice)


def _map_file(path: Path) -> tuple[Lexicon | None, CacheNotice | None]:
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return Lexicon(data), None
    except FileNotFoundError:
        return None, None
    except OSError as error:
        return None, CacheNotice(path, f"the cache cannot be read ({error.strerror}); working without it")
    except ValueError as error:  # also raised by mmap for an empty file
        discard(path)
        return None, CacheNotice(path, f"the cache was unusable ({error}) and has been made anew")


def _fingerprint(dictionary: Path) -> str:
    """Name of a compiled dictionary: changes with the source, told by size and time, or with our format."""
    status = dictionary.stat()
    return f"{VERSION}-{status.st_size:x}-{status.st_mtime_ns:x}"
