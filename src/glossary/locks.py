"""Locks, so that two writers of one file never lose each other's work."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.cache import cache_folder
from glossary.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK_TIMEOUT = 30.0


@contextmanager
def lock(path: Path, *, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Keep other processes of this machine from changing a file meanwhile.

    The lock file lies in the cache folder, so that folders under version control stay clean; where that
    cannot be written, in the system's folder for temporary files.

    Raises:
        DocumentError: another process holds the lock for longer than `timeout` seconds.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    try:
        with FileLock(_lock_folder() / f"{name}.lock", timeout=timeout):
            yield
    except Timeout as error:
        raise DocumentError(
            f"another program has been changing it for {timeout:.0f} seconds",
            path=path,
            hint="try again later",
        ) from error


def _lock_folder() -> Path:
    for parent in (cache_folder(), Path(tempfile.gettempdir()) / f"glossary-{_user()}"):
        folder = parent / "locks"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    raise DocumentError("no folder for lock files can be written", hint="set GLOSSARY_CACHE to one that can")


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
