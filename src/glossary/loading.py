"""Load a term base from term files, and from any format that can be imported, as a client sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from glossary.errors import GlossaryError
from glossary.glossary import Glossary, source_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from glossary.concept import Concept

# Stated here and not asked of the exchange formats, so that a lookup need not load them; a test compares.
FOREIGN_SUFFIXES: Final = (
    ".csv",
    ".jsonl",
    ".ndjson",
    ".tab",
    ".tbx",
    ".tsv",
    ".txt",
    ".u8",
    ".utf8",
    ".xlsm",
    ".xlsx",
)


def read_foreign(path: Path | str) -> Iterator[Concept]:
    """Read the concepts of a table (CSV, TSV, XLSX), TBX, OmegaT glossary, CC-CEDICT or JSON Lines.

    Columns of a table are found by their headings; without headings, columns of Chinese and English are found
    by their characters. Several designations in a cell are separated by `|`: the first is preferred, the
    others admitted. What the term base cannot take in is told by `glossary import --dry-run`.

    Raises:
        DocumentError: the file cannot be read.
        ExchangeError: it is not in its format, or has no concept with Chinese and English.
    """
    from glossary.exchange.account import Account
    from glossary.exchange.registry import iterate_foreign

    return iterate_foreign(path, Account())


def load(paths: Iterable[Path | str] | None = None) -> Glossary:
    """Load a term base; the built-in terms when no path is given.

    Args:
        paths: folders of `.toml` term files, and files in any format that `glossary import` reads.

    Raises:
        TermBaseError: all that is wrong in all the files.
    """
    return Glossary.load(paths, readers=dict.fromkeys(FOREIGN_SUFFIXES, read_foreign))


def files_of(paths: Iterable[Path | str] | None = None) -> Sequence[Path]:
    """List the files of a term base in loading order, folders opened.

    Raises:
        GlossaryError: a path is missing, of no known kind, or a folder without term files.
    """
    return source_files(paths, suffixes=FOREIGN_SUFFIXES)


def require_subjects(known: Collection[str], subjects: Iterable[str]) -> None:
    """Check the names of subject fields against those of the term base.

    Raises:
        GlossaryError: the term base has no such subject field.
    """
    for subject in subjects:
        if subject not in known:
            raise GlossaryError(
                f"no subject field '{subject}'", hint=f"there are: {', '.join(sorted(known))}"
            )
