"""Find what a query means in a compiled term base: by Chinese, by pinyin, by English.

These are the direct ways, which read a few blocks of the index each; typing errors and phrases that are no
terms are the business of `glossary.lookup`. The module serves the fast path and imports nothing heavy.
"""

from __future__ import annotations

from glossary.index.keys import STOP_WORDS, english_words, pairs, pinyin_letters, squeeze, umlauts

TYPE_CHECKING = False  # importing typing would cost a third of the program's start
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from glossary.index.reader import Index

# Ways of finding, and what each is worth; within one way the rest is decided by how much of the name was given.
EXACT, INFLECTED, REORDERED = "exact", "inflected", "word order"
INITIALS, PART, SIMILAR = "initials", "part", "similar"
# Those that met a whole designation; they rank before all others.
WHOLE = frozenset((EXACT, INFLECTED, REORDERED))
SAME_TEXT, SAME_FOLDED, SAME_SQUEEZED = 100, 99, 98
SAME_TONES, SAME_LETTERS, OTHER_TONES = 97, 95, 85
SAME_STEMS, SAME_WORDS = 93, 90
SAME_INITIALS = 88
PART_FLOOR, PART_SPAN, PREFIX_BONUS = 50, 28, 4
INITIALS_FLOOR, INITIALS_SPAN = 40, 8
# Candidates that one way may bring in; they come shortest first, so that the best are among them.
ENOUGH = 200
# Hits that are shown unless the user says otherwise.
DEFAULT_LIMIT = 10
MIN_PREFIX = 2
LONGEST_INITIALS = 12
UNACCEPTED = 2


class Found:
    """One concept that was found.

    Attributes:
        concept: its number in the index.
        designation: the number of the designation that was found.
        kind: the way: `exact`, `inflected`, `word order`, `initials`, `part`, `similar`.
        score: 0 to 100.
        order: sorts the better before the worse.
    """

    __slots__ = ("concept", "designation", "kind", "order", "score")

    def __init__(self, index: Index, designation: int, kind: str, score: float) -> None:
        self.concept = index.concept_of(designation)
        self.designation = designation
        self.kind = kind
        self.score = round(score)
        self.order = (-round(score, 3), index.status(designation), self.concept, designation)


class Collector:
    """Keeps the best find of each concept.

    Args:
        index: where to look.
        subjects: keep only concepts of these subject fields; all when empty.
    """

    def __init__(self, index: Index, subjects: Collection[str] = ()) -> None:
        self.index = index
        self._subjects = frozenset(subjects)
        self._best: dict[int, Found] = {}

    def add(self, designations: Iterable[int], kind: str, score: float) -> None:
        """Add designations that were found in one way."""
        for designation in designations:
            found = Found(self.index, designation, kind, score)
            if self._subjects and self.index.subject(found.concept) not in self._subjects:
                continue
            known = self._best.get(found.concept)
            if known is None or found.order < known.order:
                self._best[found.concept] = found

    def __len__(self) -> int:
        return len(self._best)

    def has_exact(self) -> bool:
        """Was a whole designation met?"""
        return any(found.kind == EXACT for found in self._best.values())

    def ranked(self) -> list[Found]:
        """List what was found, best first."""
        return sorted(self._best.values(), key=lambda found: found.order)


def search(index: Index, query: str, *, subjects: Collection[str] = (), exact: bool = False) -> list[Found]:
    """Find concepts directly, best first.

    Args:
        index: the compiled term base.
        query: Chinese, pinyin or English.
        subjects: only these subject fields; all when empty.
        exact: only whole designations, however written; no parts, inflections or initials.
    """
    collector = Collector(index, subjects)
    query = query.strip()
    folded = index.fold(query)
    if not squeeze(folded):
        return []
    search_chinese(collector, query, folded, exact=exact)
    if not is_chinese(folded):
        search_pinyin(collector, query, exact=exact)
        search_english(collector, query, exact=exact)
    return collector.ranked()


def is_chinese(query: str) -> bool:
    """Is a query to be sought among Chinese designations only, for its script?"""
    return any(character >= "\u2e80" for character in query)


def search_chinese(collector: Collector, query: str, folded: str, *, exact: bool) -> None:
    """Find by Chinese characters: whole, whole but for punctuation, parts."""
    index = collector.index
    table = index.table("zh")
    whole = table.find(folded.encode())
    if whole is not None:
        for designation in table.numbers(whole):
            same = index.label(designation)[0] == query
            collector.add((designation,), EXACT, SAME_TEXT if same else SAME_FOLDED)
    bare = squeeze(folded)
    for name in ("squeezed", "zh"):
        number = index.table(name).find(bare.encode())
        if number is not None:
            collector.add(index.table(name).numbers(number), EXACT, SAME_SQUEEZED)
    if exact:
        return
    for number in containing(index, folded):
        key = table.key(number).decode()
        if key != folded:
            bonus = PREFIX_BONUS if key.startswith(folded) else 0
            score = PART_FLOOR + PART_SPAN * len(folded) / len(key) + bonus
            collector.add(table.numbers(number), PART, score)


def containing(index: Index, text: str) -> list[int]:
    """Find the keys of the table `zh` that contain a text, shortest first, the first `ENOUGH` of them."""
    table, pair_table = index.table("zh"), index.table("pair")
    if len(text) == 1:
        lists = [
            pair_table.numbers(number)
            for prefix in (text, "\x02" + text)
            for number in _beginning(index, prefix.encode())
        ]
        return sorted({number for numbers in lists for number in numbers[:ENOUGH]})[:ENOUGH]
    found: list[int] = []
    for number in _in_all(index, "pair", [pair.encode() for pair in pairs(text)[1:-1]]):
        if text.encode() in table.key(number):
            found.append(number)
            if len(found) == ENOUGH:
                break
    return found


def search_english(collector: Collector, query: str, *, exact: bool) -> None:
    """Find by English: the whole name, inflected, in another order, some of its words."""
    index, table = collector.index, collector.index.table("en")
    words = english_words(query)
    if not words:
        return
    whole = table.find(" ".join(words).encode())
    if whole is not None:
        for designation in table.numbers(whole):
            same = index.label(designation)[0] == query
            collector.add((designation,), EXACT, SAME_TEXT if same else SAME_FOLDED)
    if exact:
        return
    # Where the query is a whole pinyin or name, it is not worth loading a stemmer.
    can_wait = collector.has_exact()
    stems = [stem_number(index, word, seen_only=can_wait) for word in words]
    if None not in stems:
        rank_by_words(collector, words, [stem for stem in stems if stem is not None])
    if len(words[-1]) >= MIN_PREFIX and len(collector) < ENOUGH:
        _search_unfinished(collector, words, seen_only=can_wait)


def rank_by_words(
    collector: Collector, words: list[str], stems: list[int], *, kind: str | None = None, penalty: float = 0
) -> None:
    """Add the English names that have all these stems; stop words need not be there."""
    index, table = collector.index, collector.index.table("en")
    telling = [stem for word, stem in zip(words, stems, strict=True) if word not in STOP_WORDS] or stems
    wanted = _telling_stems(index, words)
    for number in _first(_intersect([index.table("stem").numbers(stem) for stem in set(telling)])):
        names = table.key(number).decode().split(" ")
        count = sum(name not in STOP_WORDS for name in names) or len(names)
        if count > len(telling):
            found, score = PART, PART_FLOOR + PART_SPAN * len(telling) / count
        elif _telling_stems(index, names) == wanted:
            found, score = INFLECTED, SAME_STEMS
        else:
            found, score = REORDERED, SAME_WORDS
        collector.add(table.numbers(number), kind or found, score - penalty)


def search_pinyin(collector: Collector, query: str, *, exact: bool) -> None:
    """Find by pinyin: with tones, without, its beginning, its initials."""
    index, table = collector.index, collector.index.table("pinyin")
    letters, tones = pinyin_letters(query)
    if not letters:
        return
    number = table.find(letters.encode())
    if number is not None:
        for designation in table.numbers(number):
            score = _pinyin_score(index.label(designation)[1], query, tones)
            if not exact or score >= SAME_LETTERS:
                collector.add((designation,), EXACT if score >= SAME_LETTERS else SIMILAR, score)
    if exact or len(letters) < MIN_PREFIX:
        return
    if not tones and len(letters) <= LONGEST_INITIALS:
        _search_initials(collector, "".join(filter(str.isalnum, query.lower())))
    for prefixed in _first(table.with_prefix(letters.encode())):
        score = PART_FLOOR - 2 + PART_SPAN * len(letters) / len(table.key(prefixed))
        for designation in table.numbers(prefixed):
            if not tones or pinyin_letters(index.label(designation)[1])[1].startswith(tones):
                collector.add((designation,), PART, score)


def stem_number(index: Index, word: str, *, seen_only: bool = False) -> int | None:
    """Find the number of the stem of a word in the table `stem`; None when no name has it.

    Args:
        index: where to look.
        word: in small letters.
        seen_only: give up, too, when no name has the word in this very form.
    """
    table = index.table("word")
    number = table.find(word.encode())
    if number is not None:
        return table.numbers(number)[0]
    if seen_only:
        return None
    # No name has the word in this form, so that a stemmer must be loaded: plans, where all say plan.
    from snowballstemmer import stemmer

    stem: str = stemmer("english").stemWord(word)
    return index.table("stem").find(stem.encode())


def _pinyin_score(pinyin: str, query: str, tones: str) -> float:
    # An ü that was typed as such prefers lǜ to lù.
    umlaut = 0.5 if umlauts(pinyin) == umlauts(query) else 0
    if not tones or not pinyin:
        return SAME_LETTERS + umlaut
    return (SAME_TONES if pinyin_letters(pinyin)[1] == tones else OTHER_TONES) + umlaut


def _search_initials(collector: Collector, letters: str) -> None:
    table = collector.index.table("initials")
    number = table.find(letters.encode())
    if number is not None:
        collector.add(table.numbers(number), INITIALS, SAME_INITIALS)
    for longer in _first(table.with_prefix(letters.encode())):
        score = INITIALS_FLOOR + INITIALS_SPAN * len(letters) / len(table.key(longer))
        collector.add(table.numbers(longer), INITIALS, score)


def _search_unfinished(collector: Collector, words: list[str], *, seen_only: bool) -> None:
    """Take the last word for the beginning of one: `climbing pl`."""
    index = collector.index
    *complete, unfinished = words
    stems = [stem_number(index, word, seen_only=seen_only) for word in complete if word not in STOP_WORDS]
    known = [stem for stem in stems if stem is not None]
    if len(known) != len(stems):
        return
    table, word_table = index.table("en"), index.table("word")
    for number in _first(word_table.with_prefix(unfinished.encode()), 20):
        ending = word_table.numbers(number)[0]
        length = len(word_table.key(number))
        lists = [index.table("stem").numbers(stem) for stem in {*known, ending}]
        for name in _first(_intersect(lists)):
            count = table.key(name).count(b" ") + 1
            share = (len(words) - 1 + len(unfinished) / length) / max(count, len(words))
            collector.add(table.numbers(name), PART, PART_FLOOR - 4 + PART_SPAN * share)


def _telling_stems(index: Index, words: list[str]) -> list[int | None]:
    return [stem_number(index, word) for word in words if word not in STOP_WORDS]


def _beginning(index: Index, prefix: bytes) -> Iterator[int]:
    return index.table("pair").with_prefix(prefix)


def _in_all(index: Index, table_name: str, keys: list[bytes]) -> Iterator[int]:
    """Go through the numbers that all these keys of a table have in common, in order."""
    table = index.table(table_name)
    places = [table.find(key) for key in keys]
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        return iter(())
    return _intersect([table.numbers(place) for place in known])


def _intersect(lists: list[memoryview[int]]) -> Iterator[int]:
    """Go through the numbers that are in all sorted lists, in order."""
    shortest, *others = sorted(lists, key=len)
    tests: list[Callable[[int], bool]] = [
        _sorted_membership(other) if len(other) > 30 * len(shortest) else frozenset(other).__contains__
        for other in others
    ]
    return (number for number in shortest if all(test(number) for test in tests))


def _sorted_membership(numbers: memoryview[int]) -> Callable[[int], bool]:
    def contains(number: int) -> bool:
        low, high = 0, len(numbers)
        while low < high:
            middle = (low + high) // 2
            if numbers[middle] < number:
                low = middle + 1
            else:
                high = middle
        return low < len(numbers) and numbers[low] == number

    return contains


def _first(numbers: Iterable[int], count: int = ENOUGH) -> Iterator[int]:
    return (number for number, _ in zip(numbers, range(count), strict=False))
