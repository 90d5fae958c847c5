"""Find where an English text renders a designation, inflected, respelled or as its initialism."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from glossary.english import LONGEST_INITIALISM, initialisms_of, split_words
from glossary.english_words import ARTICLES, FUNCTION_WORDS, LIGHT
from glossary.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.concept import Designation
    from glossary.english import Words

# Words that may stand inside a term without making it another one: "the 14th National People's Congress".
DETERMINERS = frozenset(
    [
        "its",
        "their",
        "our",
        "his",
        "her",
        "this",
        "these",
        "those",
        "such",
        "all",
        "both",
        "china's",
        "country's",
        "nation's",
    ]
)
COMPOUND_PREFIXES = frozenset({"non", "anti", "web", "pseudo", "sub", "ex"})
NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?", re.IGNORECASE)
MOST_INSERTED = 2
SHORTEST_NESTED_INITIALISM = 3
SENTENCE_END = re.compile(r"[.;:!?。；：！？](?=\s|$)|\n\s*\n|[\[\]]")
# Brackets that may be missing: an initialism anywhere, anything at the end; not the middle of a law's title.
BRACKETED = re.compile(r"\s*[(（](?:[A-Z][A-Za-z0-9]{0,7}[)）]|[^()（）]*[)）]\s*\Z)")


class Manner(StrEnum):
    """How a text renders a designation."""

    WORDS = "words"
    INITIALISM = "initialism"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A place in an English text that renders a designation.

    Attributes:
        span: where, in code points of the text.
        designation: what is rendered there.
        manner: by its words, or by their initialism.
        has_right_case: False where the designation demands another case.
    """

    span: Span
    designation: Designation
    manner: Manner = Manner.WORDS
    has_right_case: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A sequence of words to look for.

    Attributes:
        keys: one a word, see `word_key`.
        endings: `ed` and `ing`, otherwise the empty string.
        initialisms: `NPC` where the word is one.
        plain: the words without capitals and British spelling.
        loose: does the designation itself have punctuation before the word?
        has_comma: may commas be ignored?
        required: the keys of the words that are no initialisms, without order.
        nested: all initialisms that may stand for some of the words, and perhaps a few that may not.
        named: the words that are initialisms.
        joined: the plain words run together; the empty string where they are never written so.
    """

    keys: tuple[str, ...]
    endings: tuple[str, ...]
    initialisms: tuple[str, ...]
    plain: tuple[str, ...]
    loose: tuple[bool, ...]
    has_comma: bool
    required: frozenset[str]
    nested: frozenset[str]
    named: tuple[str, ...]
    joined: str


@lru_cache(maxsize=1 << 16)
def compile_forms(text: str) -> tuple[Form, ...]:
    """Make an English designation ready for search; bracketed parts become optional."""
    texts = dict.fromkeys((text, BRACKETED.sub("", text)))
    return tuple(form for each in texts if (form := _compile_form(each)).keys)


@lru_cache(maxsize=1 << 16)
def initialisms_for(text: str) -> frozenset[str]:
    """The initialisms of a designation, bracketed parts left out."""
    return initialisms_of(BRACKETED.sub("", text))


def find_renderings(designation: Designation, words: Words) -> list[Rendering]:
    """Find all places of an English text that render a designation, by position, without overlap."""
    forms = compile_forms(designation.text)
    found = _by_words(designation, forms, words)
    if not initialisms_for(designation.text).isdisjoint(words.initialism_set):
        found += _by_initialism(designation, words)
    if not found:
        found = [
            Rendering(span, designation)
            for form in forms
            if form.joined and form.joined in words.joined
            for span in _joined_occurrences(form, words)
        ]
    if len(found) > 1:
        found.sort(key=lambda rendering: rendering.span)
    if designation.case_sensitive:
        found = [_with_case(rendering, words) for rendering in found]
    return found


def _by_words(designation: Designation, forms: Iterable[Form], words: Words) -> list[Rendering]:
    found: list[Rendering] = []
    for form in forms:
        if not _may_occur(form, words):
            continue
        for first, end in _occurrences(form, words):
            span = _span(words, first, end)
            if not any(span.overlaps(other.span) for other in found):
                found.append(Rendering(span, designation))
    return found


def _by_initialism(designation: Designation, words: Words) -> list[Rendering]:
    names = initialisms_for(designation.text)
    return [
        Rendering(_span(words, index, index + 1), designation, Manner.INITIALISM)
        for index, name in enumerate(words.initialisms)
        if name in names and not _is_definition(words, index)
    ]


def _compile_form(text: str) -> Form:
    words = split_words(text)
    shouted = len(words) > 1 and text.isupper()
    gaps = [words.gap(index) if index else "" for index in range(len(words))]
    initialisms = ("",) * len(words) if shouted else words.initialisms
    joined = "".join(words.plain)
    is_joinable = joined.isascii() and not joined.isdigit() and len(joined) >= SHORTEST_NESTED_INITIALISM
    return Form(
        keys=words.keys,
        endings=words.endings,
        initialisms=initialisms,
        plain=words.plain,
        loose=tuple(bool(re.search(r"[.,;:!?()（）\[\]]", gap)) for gap in gaps),
        has_comma="," in text,
        required=frozenset(
            key for key, initialism in zip(words.keys, initialisms, strict=True) if not initialism
        ),
        nested=_nested_initialisms(words.plain),
        named=tuple(filter(None, initialisms)),
        joined=joined if is_joinable and not any(initialisms) else "",
    )


def _nested_initialisms(plain: Sequence[str]) -> frozenset[str]:
    """Initialisms of the length that `_step` asks for, of neighbouring words, with and without function words."""
    longest = min(len(plain) - 1, LONGEST_INITIALISM)
    found: set[str] = set()
    # The initialisms of words up to here, which the next word may continue or, a function word, be left out of.
    open_ended = {""}
    for word in plain if longest >= SHORTEST_NESTED_INITIALISM else ():
        longer = {name + word[0].upper() for name in open_ended if len(name) < longest}
        found |= longer
        open_ended = longer | {""} | (open_ended if word in FUNCTION_WORDS else set())
    return frozenset(name for name in found if len(name) >= SHORTEST_NESTED_INITIALISM)


def _span(words: Words, first: int, end: int) -> Span:
    return Span(words.start(first), words.end(end - 1))


def _occurrences(form: Form, words: Words) -> Iterator[tuple[int, int]]:
    """Yield first word and end (exclusive) of each occurrence, left to right."""
    resume = 0
    for first in _possible_starts(form, words):
        if first < resume or _is_part_of_compound(words, first):
            continue
        if (end := match_form(form, words, first)) is not None:
            yield first, end
            resume = end


def _is_part_of_compound(words: Words, first: int) -> bool:
    """Does a prefix with a hyphen make it another word (`non-bank`, `web-site`)?"""
    return first > 0 and words.keys[first - 1] in COMPOUND_PREFIXES and words.gap(first) == "-"


def _may_occur(form: Form, words: Words) -> bool:
    """Are all words of the form there, or initialisms that may stand for some? A quick test."""
    if not form.nested.isdisjoint(words.initialism_set):
        return True
    return form.required <= words.key_set and all(
        name in words.upper or name in words.capitals for name in form.named
    )


def _possible_starts(form: Form, words: Words) -> Iterable[int]:
    starts = words.places(form.keys[0])
    if len(form.keys) == 1 and not form.initialisms[0]:
        return starts
    if not words.initialism_set:
        return starts if not form.initialisms[0] else _with_capital(form, words, starts)
    more = {*starts, *(index for index, name in enumerate(words.initialisms) if name and len(form.keys) > 1)}
    return _with_capital(form, words, more) if form.initialisms[0] else sorted(more)


def _with_capital(form: Form, words: Words, starts: Iterable[int]) -> list[int]:
    """Add the words with which an initialism of the form may be spelled out."""
    first = form.initialisms[0][0]
    return sorted({*starts, *(index for index, letter in enumerate(words.capitals) if letter == first)})


def match_form(form: Form, words: Words, first: int) -> int | None:
    """Where the form ends (exclusive, in words) if it begins at word `first`; None if it does not."""
    index, position, inserted = 0, first, 0
    while index < len(form.keys):
        if position >= len(words):
            return None
        if index and (skipped := _next_position(form, index, words, position)) != position:
            if skipped is None:
                return None
            position = skipped
            continue
        step = _step(form, index, words, position)
        if step:
            index, position = index + step[0], position + step[1]
        elif index and inserted < MOST_INSERTED and _may_stand_between(words, position):
            position, inserted = position + 1, inserted + 1
        else:
            return None
    return position


def _step(form: Form, index: int, words: Words, position: int) -> tuple[int, int] | None:
    """How many words of the form and of the text go together here?"""
    expected, initialism = form.initialisms[index], words.initialisms[position]
    if expected:
        if initialism == expected or _is_capitalised(words.raw[position], expected):
            return 1, 1
        # Only inside a longer term: "NPC deputies" for National People's Congress deputies and back.
        count = len(expected)
        return (1, count) if len(form.keys) > 1 and _spell(words, position, expected) else None
    if words.keys[position] == form.keys[index] and _is_like(
        form.endings[index], words.endings[position], is_last=index == len(form.keys) - 1
    ):
        return 1, 1
    if len(initialism) >= SHORTEST_NESTED_INITIALISM and len(form.keys) > len(initialism):
        end = _end_of_spelled(form, index, initialism)
        return (end - index, 1) if end else None
    return None


def _is_like(wanted: str, ending: str, *, is_last: bool) -> bool:
    """Is the inflection none that makes another term: developed, developing; licensed bank; banking, bank?"""
    if wanted == "ed" or (wanted == "ing" and is_last):
        return ending == wanted
    return not (wanted == "ing" and ending == "ed")


def _is_capitalised(word: str, initialism: str) -> bool:
    """Is it the initialism with one capital only, `Mou` for MOU?"""
    bare = word if word.endswith("S") else word.removesuffix("s")
    return len(initialism) > 2 and bare[0].isupper() and initialism in (bare.upper(), word.upper())  # noqa: PLR2004


def _spell(words: Words, position: int, initialism: str) -> bool:
    """Do the capitals of the words from `position` on spell the initialism?"""
    return words.capitals.startswith(initialism, position)


def _end_of_spelled(form: Form, index: int, initialism: str) -> int | None:
    """Where do the words of the form end that the initialism stands for?"""
    for letter in initialism:
        while (
            index < len(form.plain)
            and form.plain[index] in FUNCTION_WORDS
            and form.plain[index][0] != letter.lower()
        ):
            index += 1
        if index >= len(form.plain) or form.plain[index][0].upper() != letter:
            return None
        index += 1
    return index


def _next_position(form: Form, index: int, words: Words, position: int) -> int | None:
    """Where to go on after the gap before `position`: there, behind brackets, or nowhere."""
    gap = words.gap(position)
    if gap in (" ", "-") or form.loose[index]:
        return position
    if "(" in gap or "（" in gap:
        return _after_brackets(words, position)
    if "," in gap and not form.has_comma:
        return None
    # "U.S. dollar": the point of a single letter ends no sentence.
    if SENTENCE_END.search(gap) and words.end(position - 1) - words.start(position - 1) > 1:
        return None
    return position


def _after_brackets(words: Words, position: int) -> int | None:
    """Skip an initialism in brackets: "Stored Value Facility (SVF) licensees"."""
    after = position + 1
    if after >= len(words) or not words.initialisms[position]:
        return None
    gap = words.gap(after)
    return after if ")" in gap or "）" in gap else None


def _may_stand_between(words: Words, position: int) -> bool:
    word = words.raw[position].lower().replace("’", "'")
    return (
        word in DETERMINERS
        or (word.endswith("ly") and len(word) > len("only"))
        or NUMBER.fullmatch(word) is not None
    )


def _is_definition(words: Words, index: int) -> bool:
    """Does `(NPC)` only define the initialism? Then what stands before it is the rendering."""
    before = words.text[: words.start(index)].rstrip("\"'“‘")
    after = words.text[words.end(index) :].lstrip("\"'”’")
    return before.endswith(("(", "（")) and after.startswith((")", "）")) and index > 0


def _joined_occurrences(form: Form, words: Words) -> Iterator[Span]:
    """Find `cybersecurity` for cyber security and the reverse; at word edges only."""
    wanted, text = form.joined, words.joined
    at = text.find(wanted)
    starts, ends = _run_together(words)
    while at >= 0:
        first = starts.get(at)
        last = next(
            (
                ends[at + len(wanted) + len(tail)]
                for tail in ("", "s", "es", "d", "ed", "ing")
                if text.startswith(tail, at + len(wanted)) and at + len(wanted) + len(tail) in ends
            ),
            None,
        )
        if first is not None and last is not None and _is_one_term(words, first, last, len(form.keys)):
            yield Span(words.start(first), words.end(last))
        at = text.find(wanted, at + 1)


def _run_together(words: Words) -> tuple[dict[int, int], dict[int, int]]:
    """At which places of the joined words a word begins, and at which one ends."""
    starts, ends, length = {}, {}, 0
    for index, part in enumerate(words.plain):
        starts[length] = index
        length += len(part)
        ends[length] = index
    return starts, ends


def _is_one_term(words: Words, first: int, last: int, wanted: int) -> bool:
    """Are they the words of the form, only divided in another way?"""
    is_divided_alike = last - first + 1 == wanted
    return not is_divided_alike and not _is_part_of_compound(words, first) and _is_tight(words, first, last)


def _is_tight(words: Words, first: int, last: int) -> bool:
    """Are the words divided by nothing but a space, a hyphen or the point of `U.S.`?"""
    gaps = (words.gap(index + 1) for index in range(first, last))
    return all(len(gap) <= 1 and gap in " -.‐‑–" for gap in gaps)


def _with_case(rendering: Rendering, words: Words) -> Rendering:
    if rendering.manner is Manner.INITIALISM or _has_right_case(rendering, words.text):
        return rendering
    return Rendering(rendering.span, rendering.designation, rendering.manner, has_right_case=False)


def _has_right_case(rendering: Rendering, text: str) -> bool:
    span = rendering.span
    written = text[span.start : span.end]
    wanted, got = _split_without_articles(rendering.designation.text), _split_without_articles(written)
    at_start = re.search(r"(?:^|[.!?:;\n\"“‘(])\s*$", text[: span.start]) is not None
    for number, (want, have) in enumerate(zip(wanted, got, strict=False)):
        if want[0].isupper() and not have[0].isupper():
            return False
        if want[0].islower() and have[0].isupper() and not (at_start and number == 0) and not _is_title(text):
            return False
        if want.isupper() and len(want) > 1 and not have[: len(want)].isupper():
            return False
    return True


def _split_without_articles(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", text) if word.lower() not in ARTICLES]


def _is_title(text: str) -> bool:
    """Does every word of weight begin with a capital, as in a heading?"""
    heavy = [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in LIGHT]
    return all(word[0].isupper() for word in heavy)
