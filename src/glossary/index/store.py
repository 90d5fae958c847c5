"""Compiled term bases in the cache folder: found when fresh, made when not, never in the way.

An index is named after the content of its sources, so that it can never be stale; a manifest
(`glossary.index.manifest`) spares reading the sources. Files come into being under a temporary name and
are renamed when complete, so that a process that is killed leaves nothing half made. Two processes that want
the same index wait for one another. Where the cache folder cannot be written, the index
lives in a temporary file.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossary.cache import CacheNotice, cache_folder, discard
from glossary.index.blocks import DamagedIndexError
from glossary.index.manifest import EDITION, describe, manifest_path, open_fresh, open_index
from glossary.index.reader import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from glossary.concept import Concept
    from glossary.index.build import Progress

KEEP_INDEXES: Final = 8
KEEP_MANIFESTS: Final = 64
# A process that builds gets this long before another one builds for itself.
LOCK_TIMEOUT: Final = 120.0
ABANDONED_SECONDS: Final = 86_400
CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sources:
    """What an index is made of.

    Attributes:
        files: the files of the term base in loading order, as the user named them.
        load: reads the concepts of these files.
        request: what decided on the term base (`manifest.find_request`); without one there is no manifest.
        watched: further files and folders that had a say: configuration files, folders of term files.
    """

    files: Sequence[Path]
    load: Callable[[], Iterable[Concept]]
    request: str | None = None
    watched: Sequence[Path] = ()


@dataclass(slots=True)
class IndexStore:
    """The indexes of one cache folder.

    Attributes:
        folder: the cache folder; that of the program by default.
        notify: told of the first trouble with the cache.
    """

    folder: Path = field(default_factory=cache_folder)
    notify: Callable[[CacheNotice], None] = lambda _: None
    _has_told: bool = field(default=False, init=False)

    def open(self, sources: Sources, *, progress: Progress | None = None) -> Index:
        """Open the index of these sources, making it when there is none.

        Args:
            sources: what it is made of.
            progress: told the number of concepts done while it is made.

        Raises:
            GlossaryError: the sources cannot be read.
        """
        if sources.request is not None:
            with suppress(DamagedIndexError):
                if fresh := open_fresh(str(self.folder), sources.request):
                    return fresh
        read_at = time.time_ns()
        path = self.folder / f"terms-{EDITION}-{_digest(sources.files)}.idx"
        index = self._open_existing(path) or self._build(path, sources, progress)
        self._write_manifest(sources, path, read_at)
        return index

    def rebuild(self, sources: Sources, *, progress: Progress | None = None) -> Index:
        """Make an index anew after it turned out to be damaged."""
        path = self.folder / f"terms-{EDITION}-{_digest(sources.files)}.idx"
        self._tell(CacheNotice(path, "the compiled term base was damaged and is made anew"))
        discard(path)
        return self.open(sources, progress=progress)

    def _open_existing(self, path: Path) -> Index | None:
        try:
            return open_index(str(path))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(CacheNotice(path, f"the cache cannot be read ({error.strerror}); working without it"))
        except DamagedIndexError as error:
            self._tell(CacheNotice(path, f"the compiled term base was unusable ({error}) and is made anew"))
            discard(path)
        return None

    def _build(self, path: Path, sources: Sources, progress: Progress | None) -> Index:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _lock(path):
                # Another process may have made it meanwhile.
                with suppress(OSError, DamagedIndexError):
                    return open_index(str(path))
                self._build_file(path, sources, progress)
                clean_up(self.folder, keep=path)
                return open_index(str(path))
        except OSError as error:
            reason = error.strerror or str(error)
            self._tell(
                CacheNotice(self.folder, f"the cache cannot be written ({reason}); working without it")
            )
        from glossary.index.build import build_index

        # Unnamed, so that it is gone with the process.
        file = tempfile.TemporaryFile()  # noqa: SIM115 -- the index keeps it open
        build_index(sources.load(), file, progress=progress)
        return Index(file)

    def _build_file(self, path: Path, sources: Sources, progress: Progress | None) -> None:
        from glossary.index.build import build_index

        handle, name = tempfile.mkstemp(prefix=f"{path.stem}.", suffix=".tmp", dir=self.folder)
        try:
            with os.fdopen(handle, "w+b") as file:
                build_index(sources.load(), file, progress=progress)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)

    def _tell(self, notice: CacheNotice) -> None:
        """Tell of the first trouble only: what follows is the same trouble again."""
        if not self._has_told:
            self._has_told = True
            self.notify(notice)

    def _write_manifest(self, sources: Sources, index: Path, read_at: int) -> None:
        if sources.request is None:
            return
        watched = dict.fromkeys(os.path.realpath(path) for path in (*sources.files, *sources.watched))
        text = describe(sources.request, index.name, watched, read_at=read_at)
        if text is None or not index.exists():
            return
        path = Path(manifest_path(str(self.folder), sources.request))
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(path)


def clean_up(folder: Path, *, keep: Path) -> None:
    """Remove what was used longest ago, and what killed processes left; trouble with it does no harm."""
    _remove_oldest(folder.glob("terms-*.idx"), KEEP_INDEXES, keep)
    _remove_oldest(folder.glob("request-*.txt"), KEEP_MANIFESTS, keep)
    for path in (*folder.glob("terms-*.tmp"), *folder.glob("terms-*.lock")):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
                path.unlink()


def _remove_oldest(paths: Iterable[Path], kept: int, keep: Path) -> None:
    ages = []
    for path in paths:
        with suppress(OSError):
            ages.append((path.stat().st_mtime, path))
    for _, path in sorted(ages, reverse=True)[kept:]:
        if path != keep:
            discard(path)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold the lock of an index; without it after a while, for two builds do no more harm than one."""
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_suffix(".lock"))
    with suppress(Timeout):
        lock.acquire(timeout=LOCK_TIMEOUT)
    try:
        yield
    finally:
        lock.release()


def _digest(files: Sequence[Path]) -> str:
    """Name the content of files, and the names under which errors and results speak of them."""
    digest = blake2b(digest_size=16)
    for path in files:
        digest.update(f"{path}\0".encode("utf-8", "surrogateescape"))
        with suppress(OSError), path.open("rb") as file:
            content = blake2b()
            while chunk := file.read(CHUNK):
                content.update(chunk)
            digest.update(content.digest())
    return digest.hexdigest()
