"""Rows of two terms take a shorter way to the same concepts and the same account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import ExchangeError
from glossary.exchange.account import Account
from glossary.exchange.build import Builder, Understanding
from glossary.exchange.plain import PlainEntry
from glossary.exchange.tables.rows import Layout, entries_of_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from glossary.concept import Concept

CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "攀登计划", "攀登計劃 ", "plan", "Plan", "plan|Plan", "a\\|b", "'=x", "…", "a\nb"]
    ),
    st.text(max_size=6),
)
HEADS = [("zh", "en"), ("en", "zh"), ("中文", "英文"), ("zh-Hant", "en-GB"), ("zh", "en admitted")]
RENAMINGS: list[dict[str, str]] = [{}, {"en": "zh-Hant"}, {"zh-Hans": "zh-TW"}, {"zh-Hans": "pinyin"}]


def read(
    rows: Sequence[Sequence[str]], languages: Mapping[str, str], separator: str
) -> tuple[list[Concept] | str, Account]:
    account = Account()
    builder = Builder("terms.tsv", "terms", account, Understanding(languages))
    try:
        layout = Layout(separator=separator)
        entries = entries_of_rows(enumerate(map(list, rows), start=1), layout, account)
        return list(builder.concepts(entries)), account
    except ExchangeError as error:
        return str(error), account


@settings(max_examples=200)
@given(
    head=st.sampled_from(HEADS),
    languages=st.sampled_from(RENAMINGS),
    rows=st.lists(st.tuples(CELLS, CELLS), max_size=6),
    separator=st.sampled_from("|;/"),
)
def test_the_short_way_gives_what_the_general_way_gives(
    head: tuple[str, str], languages: Mapping[str, str], rows: list[tuple[str, str]], separator: str
) -> None:
    rows = [head, ("攀登计划", "climbing plan"), *rows, ("发展", "发展")]
    short, account = read(rows, languages, separator)
    # An empty third column takes the general way.
    general, expected = read(
        [(*rows[0], "definition"), *((*row, "") for row in rows[1:])], languages, separator
    )
    expected.mapped.pop(("column", "definition"), None)
    assert (short, account) == (general, expected)
    assert repr(short) == repr(general)
    if not isinstance(short, str) and not isinstance(general, str):
        assert [(each.zh, each.en, hash(each)) for each in short] == [
            (each.zh, each.en, hash(each)) for each in general
        ]


def test_only_rows_of_two_terms_take_the_short_way() -> None:
    rows = [["zh", "en"], ["发展", "development"], ["改革", "reform|reforms"], ["", "x"], ["人", "man", ""]]
    entries = entries_of_rows(enumerate(rows, start=1), Layout(), Account())
    assert [isinstance(entry, PlainEntry) for entry in entries] == [True, False, False, False]
