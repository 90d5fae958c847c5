"""Load a term base from any files that term files or exchange formats can describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.errors import GlossaryError
from glossary.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path


def load(paths: Iterable[Path | str] | None = None) -> Glossary:
    """Load a term base; the built-in terms when no path is given.

    Args:
        paths: `.toml` term files or folders of them, `.tsv` or `.csv` tables with columns zh and en.

    Raises:
        TermBaseError: all that is wrong in all the files.
    """
    return Glossary.load(paths)


def require_subjects(known: Collection[str], subjects: Iterable[str]) -> None:
    """Check the names of subject fields against those of the term base.

    Raises:
        GlossaryError: the term base has no such subject field.
    """
    for subject in subjects:
        if subject not in known:
            raise GlossaryError(f"no subject field '{subject}'", hint=f"there are: {', '.join(sorted(known))}")
