"""CC-CEDICT, the free Chinese-English dictionary: its `.u8` text, one entry a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from glossary.concept import CHINESE, ENGLISH, TRADITIONAL_CHINESE
from glossary.exchange.entry import Entry, Term
from glossary.exchange.tables.delimited import split_lines
from glossary.files import open_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossary.exchange.account import Account

LINE: Final = re.compile(r"(?P<hant>\S+) (?P<hans>\S+) \[\[?(?P<pinyin>[^\]]*)\]?\] /(?P<senses>.*)/\s*")
# 個|个[ge4] within a sense: a word with its reading.
WORD: Final = re.compile(r"(?:(?P<hant>[^\s,;()|\[\]]+)\|)?(?P<hans>[^\s,;()|\[\]]+)\[(?P<pinyin>[^\]]*)\]")
CLASSIFIER: Final = "CL:"
REFERENCE: Final = re.compile(
    r"(\(.*?\) ?)?((old |archaic |erroneous |ancient |Japanese |Taiwan |euphemistic |nonstandard )*variant of|"
    r"see( also)?|same as|also written|also called|also pr\.|used in|abbr\. (for|of|to)|equivalent (to|of)|"
    r"unofficial variant of|Taiwan pr\.|(old )?form of|contraction of|erhua variant of) .*"
)
NOTE_ONLY: Final = re.compile(r"(also written|also pr\.|Taiwan pr\.|see also|abbr\. to|also called) .*")


@dataclass(frozen=True, slots=True)
class _Line:
    """One entry as the dictionary has it, its senses sorted into English and notes."""

    number: int
    traditional: str
    simplified: str
    pinyin: str
    english: tuple[str, ...]
    notes: tuple[str, ...]


def read_cedict(path: Path | str, account: Account) -> Iterator[Entry]:
    """Read the entries; the first gloss becomes the preferred English, the others are admitted.

    Classifiers and cross-references become notes. An entry that is nothing but a cross-reference takes its
    English from the entry that it refers to.

    Raises:
        DocumentError: the file cannot be read.
    """
    lines = list(_lines(path, account))
    by_word: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in lines:
        if line.english:
            for word in {line.simplified, line.traditional}:
                by_word.setdefault((word, line.pinyin.lower()), line.english)
                by_word.setdefault((word, ""), line.english)
    for line in lines:
        english = line.english or _referred(line.notes, by_word)
        yield _entry(line, english)


def _lines(path: Path | str, account: Account) -> Iterator[_Line]:
    with open_text(path) as (_, chunks):
        for number, text in enumerate(split_lines(chunks, path), start=1):
            if text.startswith("#") or not text.strip():
                continue
            match = LINE.fullmatch(text)
            if match is None:
                account.problem("not a CC-CEDICT entry: 傳統 传统 [chuan2 tong3] /English/", number)
                account.skipped["line that is no entry"] += 1
                continue
            senses = [sense.strip() for sense in match["senses"].split("/") if sense.strip()]
            yield _Line(
                number,
                match["hant"],
                match["hans"],
                match["pinyin"],
                tuple(
                    dict.fromkeys(
                        gloss for sense in senses if not _is_note(sense) for gloss in _glosses(sense)
                    )
                ),
                tuple(sense for sense in senses if _is_note(sense)),
            )


def _is_note(sense: str) -> bool:
    return (
        sense.startswith(CLASSIFIER)
        or bool(REFERENCE.fullmatch(sense) and WORD.search(sense))
        or bool(NOTE_ONLY.fullmatch(sense))
    )


def _glosses(sense: str) -> list[str]:
    """Split a sense at its semicolons, but not within brackets."""
    parts = re.split(r";\s*(?![^(]*\))", sense)
    return [part.strip() for part in parts if part.strip()]


def _referred(notes: tuple[str, ...], by_word: dict[tuple[str, str], tuple[str, ...]]) -> tuple[str, ...]:
    for note in notes:
        for match in WORD.finditer("" if note.startswith(CLASSIFIER) else note):
            for key in ((match["hans"], match["pinyin"].lower()), (match["hans"], "")):
                if key in by_word:
                    return by_word[key]
    return ()


def _entry(line: _Line, english: tuple[str, ...]) -> Entry:
    pinyin = join_syllables(line.pinyin)
    terms = [Term(line.simplified, CHINESE, line=line.number)]
    if line.traditional != line.simplified:
        terms.append(Term(line.traditional, TRADITIONAL_CHINESE, line=line.number))
    if pinyin:
        for term in terms:
            term.fields["pinyin"].append(pinyin)
    terms += [Term(gloss, ENGLISH, line=line.number) for gloss in english]
    entry = Entry(terms=terms, line=line.number)
    entry.fields["note"] += [_readable(note) for note in line.notes]
    return entry


def join_syllables(numbered: str) -> str:
    """Write numbered syllables with marks: `lu:3 ke4` becomes `lǚkè`.

    Two syllables are joined to a word with an apostrophe where one is due (GB/T 16159); more, or two with
    capitals, stay apart as the dictionary has them, because it does not tell where words end.
    """
    syllables: list[str] = []
    for syllable in numbered.split():
        if syllable == "r5" and syllables:
            syllables[-1] += "r"  # the suffix 儿 is no syllable of its own
        else:
            syllables.append(_marked(syllable))
    if len(syllables) != 2 or not all(map(_is_syllable, syllables)) or syllables[1][0].isupper():  # noqa: PLR2004
        return " ".join(syllables)
    return ("'" if syllables[1][0] in "aāáǎàeēéěèoōóǒò" else "").join(syllables)


@lru_cache(maxsize=8192)
def _marked(syllable: str) -> str:
    from glossary.pinyin import to_marks

    marked = to_marks(syllable)
    # A neutral tone has no mark: 5 is taken off where to_marks leaves it.
    return marked[:-1] if marked.endswith("5") and marked[:-1].isalpha() else marked


def _is_syllable(text: str) -> bool:
    return text.isalpha() and (not text.isupper() or len(text) == 1)


def _readable(note: str) -> str:
    """Write the classifiers out: `CL:個|个[ge4]` becomes `classifier: 个 (gè)`."""
    text = WORD.sub(lambda match: f"{match['hans']} ({join_syllables(match['pinyin'])})", note)
    return (
        f"classifier: {text.removeprefix(CLASSIFIER).replace(',', ', ')}"
        if note.startswith(CLASSIFIER)
        else text
    )
