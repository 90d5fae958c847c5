"""Is a compiled index still that of its sources? Told by a few `stat` calls, without reading them.

A manifest is a small text file in the cache folder. Its name comes from the request: what decides on the
term base (`--terms`, `GLOSSARY_TERMS`, configuration files, or nothing). It holds the request, the name of
the index, and size, times and inode of every file and folder that was looked at. If one of them
differs, or changed so lately that its time might not tell, the manifest is not trusted and `store`
compares contents.
"""

from __future__ import annotations

import os
import sys
from zlib import crc32

from glossary import __version__
from glossary.index.blocks import VERSION
from glossary.index.reader import Index

TYPE_CHECKING = False  # see blocks.py
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What an index holds depends on the program that made it, too.
EDITION = f"{__version__}.{VERSION}"
HEADING = f"glossary manifest {EDITION}"
VARIABLE = "GLOSSARY_TERMS"
CACHE_VARIABLE = "GLOSSARY_CACHE"
CONFIG_NAMES = ("glossary.toml", "pyproject.toml")
# Changes this close to the reading of the sources may have gone unseen: file times are that coarse (FAT).
SLACK_NS = 2_000_000_000
# An index in use is marked so once a day, so that the clean-up knows.
DAY_NS = 86_400_000_000_000


def find_request(terms: Sequence[str], environment: Mapping[str, str], folder: str) -> tuple[str, list[str]]:
    """Tell what decides on the term base, and the configuration files that had a say.

    Args:
        terms: what the user gave with `--terms`.
        environment: `os.environ`.
        folder: the current folder.
    """
    if terms:
        return "\0".join(("--terms", folder, *terms)), []
    if variable := environment.get(VARIABLE):
        return f"{VARIABLE}\0{folder}\0{variable}", []
    files = []
    place = os.path.realpath(folder)
    while True:
        files += [path for name in CONFIG_NAMES if os.path.exists(path := os.path.join(place, name))]  # noqa: PTH110, PTH118 -- pathlib would cost milliseconds
        parent = os.path.dirname(place)  # noqa: PTH120
        if parent == place:
            return "\0".join(("found", os.path.dirname(__file__), *files)), files  # noqa: PTH120
        place = parent


def plain_cache_folder(environment: Mapping[str, str]) -> str:
    """Find the cache folder as `glossary.cache.cache_folder` does, without platformdirs.

    Where the two should differ, no manifest is found and the plain path answers.
    """
    if chosen := environment.get(CACHE_VARIABLE):
        return chosen
    home = os.path.expanduser("~")  # noqa: PTH111
    if sys.platform == "darwin":
        return f"{home}/Library/Caches/glossary"
    if sys.platform == "win32":
        return os.path.join(environment.get("LOCALAPPDATA", home), "glossary", "Cache")  # noqa: PTH118
    return os.path.join(environment.get("XDG_CACHE_HOME", "").strip() or f"{home}/.cache", "glossary")  # noqa: PTH118


def manifest_path(cache: str, request: str) -> str:
    """Name the manifest of a request."""
    name = f"request-{crc32(request.encode('utf-8', 'surrogateescape')):08x}.txt"
    return os.path.join(cache, name)  # noqa: PTH118


def describe(request: str, index_name: str, watched: Iterable[str], *, read_at: int) -> str | None:
    """Write the text of a manifest; None where a name or a time cannot be relied on.

    Args:
        request: from `find_request`.
        index_name: file name of the index in the cache folder.
        watched: every file and folder that had a say.
        read_at: nanoseconds since 1970 just before the sources were read.
    """
    lines = [HEADING, str(read_at), ascii(request), index_name]
    for path in watched:
        try:
            lines.append(_state(path))
        except OSError:
            return None
    return "\n".join(lines) + "\n"


def open_fresh(cache: str, request: str) -> Index | None:
    """Open the index of a request if the manifest says that it is fresh.

    Raises:
        DamagedIndexError: the index is not whole.
    """
    try:
        with open(manifest_path(cache, request), encoding="utf-8") as file:  # noqa: PTH123
            lines = file.read().splitlines()
        if lines[0] != HEADING or lines[2] != ascii(request):
            return None
        read_at = int(lines[1])
        if not all(_is_unchanged(line, read_at) for line in lines[4:]):
            return None
        return open_index(os.path.join(cache, lines[3]))  # noqa: PTH118
    except (OSError, UnicodeError, IndexError):
        return None


def open_index(path: str) -> Index:
    """Open an index file.

    Raises:
        DamagedIndexError: it is not whole.
        OSError: it cannot be read.
    """
    file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 -- the index keeps it open
    try:
        index = Index(file)
    except BaseException:
        file.close()
        raise
    _mark_used(path)
    return index


def _state(path: str) -> str:
    status = os.stat(path)  # noqa: PTH116
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {ascii(path)[1:-1]}"


def _is_unchanged(line: str, read_at: int) -> bool:
    size, modified, changed, inode, path = line.split(" ", 4)
    if max(int(modified), int(changed)) > read_at - SLACK_NS:
        return False
    if "\\" in path:
        # Written as escapes by `_state`.
        path = path.encode("ascii").decode("unicode_escape")
    status = os.stat(path)  # noqa: PTH116
    known = (int(size), int(modified), int(changed), int(inode))
    return known == (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _mark_used(path: str) -> None:
    from time import time_ns

    try:
        if time_ns() - os.stat(path).st_mtime_ns > DAY_NS:  # noqa: PTH116
            os.utime(path)
    except OSError:
        # A read-only cache serves as well.
        return
