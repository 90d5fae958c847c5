"""Load a term base from any files that term files or exchange formats can describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def load(paths: Iterable[Path | str] | None = None) -> Glossary:
    """Load a term base; the built-in terms when no path is given.

    Args:
        paths: `.toml` term files or folders of them, or files in any format that can be imported.

    Raises:
        TermBaseError: all that is wrong in all the files.
    """
    return Glossary.load(paths)
