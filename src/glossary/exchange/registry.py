"""The exchange formats: their names, suffixes, readers and writers, and how a file's format is found."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.concept import Concept, Status
from glossary.errors import ExchangeError, GlossaryError
from glossary.exchange.account import Account
from glossary.exchange.build import Builder, Understanding
from glossary.exchange.fields import count_fields
from glossary.exchange.tables.cells import SEPARATOR

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from glossary.exchange.entry import Entry
    from glossary.exchange.plain import PlainEntry

    Reader = Callable[[Path, "ReadOptions", Account], Iterator[Entry | PlainEntry]]
    Writer = Callable[[Sequence[Concept], "WriteOptions", Account], Iterable[str] | bytes]

HEAD: Final = 1 << 12
ACCEPTED: Final = (Status.PREFERRED, Status.ADMITTED)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file, as far as it does not say so itself.

    Attributes:
        encoding: of text files.
        delimiter: between the cells of a text table.
        columns: heading, letter or number of a column, to what it holds.
        separator: between several terms in one cell.
        sheet: of a workbook.
        header_row: 1-based row with the headings; 0 for none.
    """

    encoding: str | None = None
    delimiter: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    separator: str = SEPARATOR
    sheet: str | None = None
    header_row: int | None = None


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write a file.

    Attributes:
        tbx_version: 3 (ISO 30042:2019) or 2.
        tbx_style: `dca` or `dct`, of version 3.
        title: of an HTML page.
        path: where it goes, as far as that decides on the form.
    """

    tbx_version: int = 3
    tbx_style: str = "dca"
    title: str = "Glossary"
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format.

    Attributes:
        name: as users give it.
        title: what it is, in a few words.
        suffixes: of its files.
        read: makes entries of a file, where it can be imported.
        write: makes text or bytes of concepts, where it can be exported.
        held: the kinds of values (see `fields`) that it can hold; None for all.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Reader | None = None
    write: Writer | None = None
    held: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gave."""

    concepts: tuple[Concept, ...]
    account: Account


def find_format(name: str) -> Format:
    """Find a format by its name.

    Raises:
        ExchangeError: there is none.
    """
    from glossary.exchange.formats import FORMATS

    for each in FORMATS:
        if each.name == name:
            return each
    raise ExchangeError(
        f"there is no format '{name}'", hint=f"the formats are: {', '.join(each.name for each in FORMATS)}"
    )


def format_of_file(path: Path | str) -> Format:
    """Find the format of a file by its suffix and its first bytes.

    Raises:
        ExchangeError: it is in none of the formats that can be imported.
    """
    from glossary.exchange.formats import FORMATS

    path = Path(path)
    suffix = path.suffix.lower()
    readable = [each for each in FORMATS if each.read is not None]
    sniffed = _sniff(path)
    if sniffed:
        return find_format(sniffed)
    for each in readable:
        if suffix in each.suffixes:
            return each
    names = ", ".join(dict.fromkeys(suffix for each in readable for suffix in each.suffixes))
    raise ExchangeError(
        f"'{suffix or path.name}' is no format that can be imported",
        path=path,
        hint=f"use a file with one of the suffixes {names}, or name the format with --format",
    )


def format_for_output(path: Path | str) -> Format:
    """Find the format to write by the suffix of a file.

    Raises:
        ExchangeError: no format that can be exported has it.
    """
    from glossary.exchange.formats import FORMATS

    suffix = Path(path).suffix.lower()
    writable = [each for each in FORMATS if each.write is not None]
    for each in writable:
        if suffix in each.suffixes:
            return each
    raise ExchangeError(
        f"'{suffix or path}' does not tell the format",
        path=path,
        hint=f"name it with --format: {', '.join(each.name for each in writable)}",
    )


def read_foreign(
    path: Path | str,
    *,
    format_name: str | None = None,
    options: ReadOptions | None = None,
    understanding: Understanding | None = None,
) -> Imported:
    """Read all concepts of a file in any format that can be imported.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is not in its format, or has no concept with Chinese and English designations.
    """
    account = Account()
    concepts = tuple(
        iterate_foreign(path, account, format_name=format_name, options=options, understanding=understanding)
    )
    return Imported(concepts, account)


def iterate_foreign(
    path: Path | str,
    account: Account,
    *,
    format_name: str | None = None,
    options: ReadOptions | None = None,
    understanding: Understanding | None = None,
) -> Iterator[Concept]:
    """Read the concepts of a file one by one; the account is complete at the end.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is not in its format, or has no concept with Chinese and English designations.
    """
    path = Path(path)
    found = find_format(format_name) if format_name else format_of_file(path)
    if found.read is None:
        raise ExchangeError(f"{found.name} can only be exported", path=path, hint="import another format")
    understanding = understanding or Understanding()
    builder = Builder(str(path), understanding.subject or path.stem, account, understanding)
    try:
        if found.name == "jsonl":
            from glossary.exchange.jsonl import read_jsonl

            yield from read_jsonl(path, account)
        else:
            yield from builder.concepts(found.read(path, options or ReadOptions(), account))
    except GlossaryError as error:
        error.path = error.path or path
        raise
    if not account.concepts:
        raise nothing_imported(path, account)


def nothing_imported(path: Path, account: Account) -> ExchangeError:
    """Say why a file gave no concept: which languages it has, or what was wrong."""
    languages = ", ".join(f"{name} ({count:,})" for name, count in account.languages.most_common(12))
    reasons = ", ".join(f"{reason}: {count:,}" for reason, count in account.skipped.most_common(6))
    if not account.languages:
        return ExchangeError(
            f"no concept was found ({reasons or 'the file is empty'})",
            path=path,
            hint="check that this is the right file, or name its format with --format",
        )
    return ExchangeError(
        f"no concept has both Chinese and English; the languages are {languages}",
        path=path,
        hint="if one of them is Chinese or English, say so: --language NAME=zh-Hans or --language NAME=en",
    )


def write_foreign(
    concepts: Sequence[Concept], format_name: str, options: WriteOptions | None = None
) -> tuple[Iterator[bytes], Account]:
    """Write concepts in a format; the account is complete when the bytes are.

    Raises:
        ExchangeError: the format can only be imported.
    """
    found = find_format(format_name)
    if found.write is None:
        raise ExchangeError(f"{found.name} can only be imported", hint="export another format")
    account = Account(
        concepts_read=len(concepts),
        designations_read=sum(len(concept.designations) for concept in concepts),
    )
    counts = count_fields(concepts)
    held = counts if found.held is None else found.held
    account.lost.update({kind: count for kind, count in counts.items() if kind not in held})
    account.languages.update(each.language for concept in concepts for each in concept.designations)
    options = options or WriteOptions()
    return _encoded(found.write(concepts, options, account), account, counts, held), account


def _encoded(
    written: Iterable[str] | bytes, account: Account, counts: Counter[str], held: Collection[str]
) -> Iterator[bytes]:
    if isinstance(written, bytes):
        yield written
    else:
        for piece in written:
            yield piece.encode("utf-8", "replace")
    account.concepts = account.concepts_read - sum(
        count for reason, count in account.skipped.items() if reason.startswith("concept ")
    )
    account.designations = sum(
        count for kind, count in counts.items() if kind.endswith((" Chinese", " English")) and kind in held
    )


def _sniff(path: Path) -> str:
    """Tell the format by the first bytes, where they leave no doubt."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return ""  # the reader will say what is wrong
    if head.startswith(b"PK") and zipfile.is_zipfile(path):
        return "xlsx"
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if b"<martif" in text or (text.lstrip().startswith(b"<?xml") and b"<tbx" in text):
        return "tbx"
    if text.startswith((b"# CC-CEDICT", b"#! version=")):
        return "cedict"
    if text.startswith(b'{"format"'):
        return "jsonl"
    return ""
