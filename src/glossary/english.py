"""English words made comparable: inflection, British and American spelling, initialisms."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from itertools import accumulate, compress

from glossary.english_words import (
    ARTICLES,
    FUNCTION_WORDS,
    INVARIABLE,
    IRREGULAR,
    IRREGULAR_PLURALS,
    SPELLED,
    SPELLING,
)

WORD = re.compile(r"[^\W_]++(?:['’ʼ][^\W_]++)*+['’ʼ]?+|[&%]")
# Two capitals or more, small letters only as in PBoC, an optional plural s: NPC, AIs, G20, PBoC.
INITIALISM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2}|[A-Z]\d)([A-Z0-9][A-Za-z0-9]{0,6}?)s?")
LONGEST_INITIALISM = 8
CUT = re.compile(f"({WORD.pattern})")
SHORTEST_PLURAL, SHORTEST_BASE = 4, 3
SIGNS = {"&": "and", "%": "percent"}
ENDINGS = ("ed", "ing")
APOSTROPHES = "'’ʼ"

_VOWEL = re.compile(r"[aeiouy]")


class Words:
    """The words of an English text, articles left out.

    Attributes:
        text: the text itself.
        keys: what each word has in common with its inflected forms and its other spelling.
        endings: `ed` for a past or participle, `ing`, otherwise the empty string.
        initialisms: `NPC` for a word such as `NPCs`, otherwise the empty string.
        plain: the words without capitals and British spelling.
        raw: the words as they are written.
        key_set: the keys without order.
        initialism_set: the initialisms without order.
        joined: the plain words, run together.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # A gap, a word, a gap, a word, …: the words without gaps are all that most questions need.
        self._parts = CUT.split(text)
        self._forms = list(map(_FORMS.__getitem__, self._parts[1::2]))
        forms = [form for form in self._forms if form[0]]
        self.keys: tuple[str, ...]
        self.endings: tuple[str, ...]
        self.initialisms: tuple[str, ...]
        self.plain: tuple[str, ...]
        self.raw: tuple[str, ...]
        columns = zip(*forms, strict=True) if forms else ((), (), (), (), ())
        self.keys, self.endings, self.initialisms, self.plain, self.raw = columns
        self.key_set = frozenset(self.keys)
        self.initialism_set = frozenset(filter(None, self.initialisms))
        self.joined = "".join(self.plain)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends."""
        ends = list(accumulate(map(len, self._parts)))
        is_word = [form[0] for form in self._forms]
        return list(compress(zip(ends[0::2], ends[1::2], strict=False), is_word))

    @cached_property
    def upper(self) -> str:
        """The text in capitals."""
        return self.text.upper()

    @cached_property
    def capitals(self) -> str:
        """The first character of each word."""
        return "".join([raw[0] for raw in self.raw])

    def __len__(self) -> int:
        return len(self.keys)

    def start(self, index: int) -> int:
        """Where a word begins."""
        return self.spans[index][0]

    def end(self, index: int) -> int:
        """Where a word ends."""
        return self.spans[index][1]

    def gap(self, index: int) -> str:
        """What stands between the word and the one before it."""
        return self.text[self.spans[index - 1][1] : self.spans[index][0]]

    def places(self, key: str) -> list[int]:
        """The numbers of the words with this key."""
        return [index for index, other in enumerate(self.keys) if other == key] if key in self.key_set else []


@lru_cache(maxsize=8)  # a segment is asked about several terms in a row
def split_words(text: str) -> Words:
    """Cut a text into words at spaces, hyphens, dashes, slashes and punctuation."""
    return Words(text)


@cache
def plain(word: str) -> str:
    """Take capitals, accents, the possessive and British spelling off a word, but not its inflection."""
    word = word.strip(APOSTROPHES)
    for apostrophe in APOSTROPHES:
        word = word.removesuffix(apostrophe + "s").removesuffix(apostrophe + "S").replace(apostrophe, "")
    word = _without_accents(word.lower())
    if word in SPELLED:
        return SPELLED[word]
    for pattern, replacement in SPELLING:
        word = pattern.sub(replacement, word)
    return word


@cache
def word_key(word: str) -> str:
    """Reduce a word to what its inflected forms share; not a word itself (`policies` → `polici`).

    Only inflection goes (plural, -ed, -ing); `productive` and `production` keep apart, because a term
    with another suffix is another term.
    """
    word = plain(word)
    if word in INVARIABLE:
        return word
    if word.isascii() and word.isalpha():
        word = IRREGULAR.get(word, word)
        word = _without_ending(_without_plural(word))
    return word


def _without_plural(word: str) -> str:
    if len(word) >= SHORTEST_PLURAL and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word[:-2] + "s" if len(word) > SHORTEST_PLURAL and word.endswith("sis") else word


def _regular_ending(word: str) -> str:
    for ending in ENDINGS:
        base = word[: -len(ending)]
        if (
            word.endswith(ending)
            and len(base) >= SHORTEST_BASE
            and _VOWEL.search(base)
            and not word.endswith("eed")
        ):
            return ending
    return ""


def _without_ending(word: str) -> str:
    word = word[: len(word) - len(_regular_ending(word))]
    if word.endswith("ee"):  # licensee is no license
        return word
    shorter = word.rstrip("e")
    word = shorter if len(shorter) > 1 else word
    if len(word) > SHORTEST_BASE and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if len(word) >= SHORTEST_BASE and word.endswith("y") else word


def _without_accents(word: str) -> str:
    if word.isascii():
        return word
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


class _Forms(dict[str, "tuple[str, str, str, str, str]"]):
    """Key, ending, initialism and plain form of words, and the word as written; articles have no key."""

    def __missing__(self, raw: str) -> tuple[str, str, str, str, str]:
        form = self[raw] = (*_forms_of(raw), raw)
        return form


_FORMS = _Forms()


def _forms_of(raw: str) -> tuple[str, str, str, str]:
    if raw in SIGNS:
        return SIGNS[raw], "", "", SIGNS[raw]
    bare = raw.strip(APOSTROPHES)
    for apostrophe in APOSTROPHES:
        bare = bare.removesuffix(apostrophe + "s")
    if bare.lower() in ARTICLES:
        return "", "", "", ""
    return word_key(raw), _ending(plain(raw)), initialism_of_word(bare), plain(raw)


def _ending(word: str) -> str:
    if word in IRREGULAR:
        return "" if word.endswith("s") or word in IRREGULAR_PLURALS else "ed"
    return _regular_ending(_without_plural(word))


def initialism_of_word(word: str) -> str:
    """Return `NPC` for `NPC` and `NPCs`, the empty string for other words."""
    if len(word) > LONGEST_INITIALISM or (found := INITIALISM.fullmatch(word)) is None:
        return ""
    capitals = sum(character.isupper() or character.isdigit() for character in found[1])
    # McDonald and LinkedIn have two capitals and are names.
    return found[1].upper() if capitals * 2 >= len(found[1]) else ""


def initialisms_of(text: str) -> frozenset[str]:
    """All initialisms that a name of several words may have: PBC and PBOC for People's Bank of China."""
    words = [word.strip(APOSTROPHES) for word in WORD.findall(text) if word.lower() not in ARTICLES]
    content = [word for word in words if word.lower() not in FUNCTION_WORDS]
    compounds = [part for part in re.split(r"[\s/]+", text) if part[:1].isalnum()]
    compounds = [part for part in compounds if part.lower() not in FUNCTION_WORDS]
    candidates = (
        "".join(word[0] for word in choice).upper() for choice in (words, content, compounds) if choice
    )
    return frozenset(name for name in candidates if 1 < len(name) <= LONGEST_INITIALISM and len(content) > 1)
