"""The list of exchange formats. Each reader and writer is imported when it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from glossary.errors import ExchangeError
from glossary.exchange.registry import ACCEPTED, Format, ReadOptions, WriteOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from glossary.concept import Concept
    from glossary.exchange.account import Account
    from glossary.exchange.entry import Entry
    from glossary.exchange.plain import PlainEntry
    from glossary.exchange.tables.rows import Layout


def _layout(options: ReadOptions) -> Layout:
    from glossary.exchange.tables.rows import Layout

    return Layout(options.columns, options.separator, options.header_row)


def _read_tbx(path: Path, _: ReadOptions, account: Account) -> Iterator[Entry]:
    from glossary.exchange.tbx import read_tbx

    return read_tbx(path, account)


def _read_table(path: Path, options: ReadOptions, account: Account) -> Iterator[Entry | PlainEntry]:
    from glossary.exchange.tables.text_tables import read_text_table

    return read_text_table(
        path, account, layout=_layout(options), encoding=options.encoding, delimiter=options.delimiter
    )


def _read_workbook(path: Path, options: ReadOptions, account: Account) -> Iterator[Entry | PlainEntry]:
    from glossary.exchange.tables.workbook import read_workbook

    return read_workbook(path, account, layout=_layout(options), sheet=options.sheet)


def _read_omegat(path: Path, options: ReadOptions, account: Account) -> Iterator[Entry]:
    from glossary.exchange.pairs import read_omegat

    return read_omegat(path, account, encoding=options.encoding)


def _read_cedict(path: Path, _: ReadOptions, account: Account) -> Iterator[Entry]:
    from glossary.exchange.cedict import read_cedict

    return read_cedict(path, account)


def _read_jsonl(path: Path, _: ReadOptions, __: Account) -> Iterator[Entry]:
    raise ExchangeError("JSON Lines hold concepts, not entries", path=path)


def _write_tbx(concepts: Sequence[Concept], options: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.tbx import Style, write_tbx

    style = Style.V2 if options.tbx_version == 2 else Style(options.tbx_style)  # noqa: PLR2004
    return write_tbx(concepts, account.lost, style=style)


def _write_csv(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.tables.text_tables import write_text_table

    yield "\ufeff"  # without it Excel takes UTF-8 for a code page
    yield from write_text_table(concepts, account.lost)


def _write_tsv(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.tables.text_tables import write_text_table

    return write_text_table(concepts, account.lost, delimiter="\t")


def _write_workbook(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> bytes:
    from glossary.exchange.tables.workbook import write_workbook

    return write_workbook(concepts, account.lost)


def _write_jsonl(concepts: Sequence[Concept], _: WriteOptions, __: Account) -> Iterator[str]:
    from glossary.exchange.jsonl import write_jsonl

    return write_jsonl(concepts)


def _write_omegat(concepts: Sequence[Concept], _: WriteOptions, __: Account) -> Iterator[str]:
    from glossary.exchange.pairs import write_omegat

    return write_omegat(concepts)


def _write_deepl(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.pairs import write_deepl

    return write_deepl(concepts, account.lost, account.skipped)


def _write_google(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.pairs import write_google

    return write_google(concepts, account.lost, account.skipped)


def _write_aws(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.pairs import write_aws

    return write_aws(concepts, account.lost, account.skipped)


def _write_weblate(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.pairs import write_weblate

    return write_weblate(concepts, account.lost, account.skipped)


def _write_pontoon(concepts: Sequence[Concept], _: WriteOptions, account: Account) -> Iterator[str]:
    from glossary.exchange.pairs import write_pontoon

    return write_pontoon(concepts, account.lost)


def _write_anki(concepts: Sequence[Concept], _: WriteOptions, __: Account) -> Iterator[str]:
    from glossary.exchange.lists import write_anki

    return write_anki(concepts)


def _write_prompt(concepts: Sequence[Concept], _: WriteOptions, __: Account) -> Iterator[str]:
    from glossary.exchange.lists import write_prompt

    return write_prompt(concepts)


def _write_page(concepts: Sequence[Concept], options: WriteOptions, _: Account) -> Iterator[str]:
    from glossary.exchange.page import write_page

    return write_page(concepts, title=options.title)


_CHINESE: Final = frozenset(f"{status} Chinese" for status in ACCEPTED)
_PAIR: Final = _CHINESE | {"preferred English"}
_LIST: Final = _CHINESE | {f"{status} English" for status in ACCEPTED}
_ALL_ENGLISH: Final = frozenset(
    f"{status} English" for status in ("preferred", "admitted", "deprecated", "superseded")
)
_TABLE: Final = (
    {
        "id",
        "subject",
        "definition",
        "note",
        "context",
        "source",
        "review",
        "related",
        "superseded_by",
        "example",
    }
    | {"language tag", "pinyin", "pinyin of a further designation"}
    | {
        f"{name} of a designation"
        for name in ("type", "note", "authority", "region", "since", "until", "case")
    }
    | {f"{status} Chinese" for status in ("preferred", "admitted", "deprecated", "superseded")}
    | _ALL_ENGLISH
)
_PAGE: Final = (_TABLE - {"related", "superseded_by", "example"}) - {
    f"{name} of a designation" for name in ("authority", "since", "until", "case")
}

FORMATS: Final = (
    Format(
        "tbx", "TBX, ISO 30042 (version 3; --tbx-version 2 for older tools)", (".tbx",), _read_tbx, _write_tbx
    ),
    Format("jsonl", "JSON Lines, complete", (".jsonl", ".ndjson"), _read_jsonl, _write_jsonl),
    Format("csv", "table with commas", (".csv",), _read_table, _write_csv, _TABLE),
    Format("tsv", "table with tabs", (".tsv",), _read_table, _write_tsv, _TABLE),
    Format("xlsx", "Excel workbook", (".xlsx", ".xlsm"), _read_workbook, _write_workbook, _TABLE),
    Format(
        "omegat",
        "OmegaT glossary",
        (".txt", ".tab", ".utf8"),
        _read_omegat,
        _write_omegat,
        _LIST | {"note", "pinyin"},
    ),
    Format("deepl", "DeepL glossary (CSV)", (), _read_table, _write_deepl, _PAIR),
    Format("google", "Google glossary (CSV)", (), _read_table, _write_google, _PAIR | {"definition"}),
    Format("aws", "Amazon Translate terminology (CSV)", (), _read_table, _write_aws, _PAIR),
    Format(
        "weblate",
        "Weblate glossary (CSV)",
        (),
        _read_table,
        _write_weblate,
        _PAIR | {"definition", "note", "context"},
    ),
    Format(
        "pontoon",
        "Pontoon terms (CSV)",
        (),
        _read_table,
        _write_pontoon,
        _ALL_ENGLISH | {"preferred Chinese", "definition", "context", "note", "case of a designation"},
    ),
    Format("cedict", "CC-CEDICT dictionary", (".u8",), _read_cedict),
    Format(
        "anki",
        "Anki notes (text)",
        (),
        None,
        _write_anki,
        _ALL_ENGLISH | {"preferred Chinese", "pinyin", "definition", "note", "subject"},
    ),
    Format(
        "prompt",
        "Markdown table for a language model",
        (".md",),
        None,
        _write_prompt,
        _CHINESE | _ALL_ENGLISH - {"admitted English"},
    ),
    Format("html", "web page with search", (".html", ".htm"), None, _write_page, _PAGE),
)
