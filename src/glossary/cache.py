"""The cache folder: files that can be made again, so that no trouble with them is more than a notice."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from glossary.errors import DocumentError
from glossary.files import write_atomic


@dataclass(frozen=True, slots=True)
class CacheNotice:
    """Trouble with the cache that cost time but nothing else; for one line on stderr.

    Attributes:
        path: the file or folder that made the trouble.
        message: what happened, without a final period.
    """

    path: Path
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def cache_folder() -> Path:
    """The folder of all compiled files: `GLOSSARY_CACHE`, or the system's place for caches."""
    if chosen := os.environ.get("GLOSSARY_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("glossary", appauthor=False))


def store(path: Path, data: bytes) -> CacheNotice | None:
    """Write a compiled file as a whole; two processes may do so at once, the last one wins.

    Returns:
        None when it is stored, otherwise what to tell the user.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)
    except OSError as error:
        return CacheNotice(
            path.parent, f"the cache folder cannot be made ({error.strerror}); working without it"
        )
    except DocumentError as error:
        return CacheNotice(path, f"the cache {error.message}; working without it")
    return None


def discard(path: Path) -> None:
    """Remove a compiled file that is stale or damaged; one that cannot be removed does no harm."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
