"""The fast path of `glossary lookup`: JSON and piped text from a fresh index, in little more than Python's start.

Typer, dataclasses, typing, re and json cost several times what a lookup does, so that nothing here imports
them. It answers only what it fully understands: plain queries with the options of `_Request`, a fresh
index, at least one hit for each query. Everything else, errors included, is left to the plain path
(`glossary.cli`), by answering None before anything is printed. Tests hold the two against each other.
"""

from __future__ import annotations

import os
import sys

from glossary.index.blocks import DamagedIndexError
from glossary.index.manifest import find_request, open_fresh, plain_cache_folder
from glossary.render.brief import (
    count_described,
    hit_line,
    json_document,
    json_hit,
    json_result,
    plain_results,
)
from glossary.search import DEFAULT_LIMIT, UNACCEPTED, is_chinese, search

TYPE_CHECKING = False  # importing typing would cost a third of the program's start
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.index.reader import Index
    from glossary.search import Found


class NotForUsError(Exception):
    """The plain path has to answer."""


class _Request:
    """What was asked, as far as the fast path understands it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.queries: list[str] = []
        self.terms: list[str] = []
        self.subjects: list[str] = []
        self.limit = DEFAULT_LIMIT
        self.as_json = False
        self.exact = False
        self.full = False
        self._command_seen = False
        words = iter(arguments)
        for word in words:
            self._take(word, words)
        if not self.queries or not self._command_seen:
            raise NotForUsError

    def _take(self, word: str, rest: Iterator[str]) -> None:
        if not word.startswith("-"):
            self._take_argument(word)
        elif word == "--json" and self._command_seen:
            self.as_json = True
        elif word == "--exact" and self._command_seen:
            self.exact = True
        elif word == "--full" and self._command_seen:
            self.full = True
        elif word == "--terms":
            self.terms.append(take_value(rest))
        elif word == "--subject" and self._command_seen:
            self.subjects.append(take_value(rest))
        elif word == "--limit" and self._command_seen:
            self.limit = _whole_number(take_value(rest))
        else:
            raise NotForUsError

    def _take_argument(self, word: str) -> None:
        if self._command_seen:
            self.queries.append(word)
        elif word == "lookup":
            self._command_seen = True
        else:
            raise NotForUsError


def answer(arguments: Sequence[str]) -> int | None:
    """Answer a command line; None, with nothing printed, where the plain path has to."""
    try:
        request = _Request(arguments)
        if sys.stdout is None:
            return None
        index = open_fresh_index(request.terms)
        if index is None:
            return None
        with index:
            text = _text(index, request)
    except (NotForUsError, DamagedIndexError, OSError, ValueError):
        return None
    return None if text is None else write_out(text)


def take_value(rest: Iterator[str]) -> str:
    """Take the value of an option.

    Raises:
        NotForUsError: there is none, or none that is sure to be one.
    """
    value = next(rest, "")
    if not value or value.startswith(("-", "~")):
        raise NotForUsError
    return value


def open_fresh_index(terms: Sequence[str]) -> Index | None:
    """Open the index of the term base, if it is sure to be fresh.

    Raises:
        DamagedIndexError: it is not whole.
    """
    cache = plain_cache_folder(os.environ)
    return open_fresh(cache, find_request(terms, os.environ, os.getcwd())[0])  # noqa: PTH109


def _text(index: Index, request: _Request) -> str | None:
    """Write the answer; None where something was not found."""
    if not set(request.subjects) <= set(index.subjects()):
        return None
    queries = _joined(request.queries)
    on_terminal = sys.stdout.isatty() and not request.as_json
    results = [
        (query, search(index, query, subjects=request.subjects, exact=request.exact)) for query in queries
    ]
    if on_terminal or not all(found for _, found in results):
        return _text_from_records(index, request, queries, on_terminal=on_terminal)
    if request.as_json:
        return json_document(_json(index, query, found, request.limit) for query, found in results)
    return plain_results(
        [(query, *_plain(index, found[: request.limit], full=request.full)) for query, found in results]
    )


def _text_from_records(
    index: Index, request: _Request, queries: Sequence[str], *, on_terminal: bool
) -> str | None:
    """Answer by the records of `glossary.lookup`, for Rich and for typing errors: slower, but without Typer."""
    from glossary.lookup import Lookup
    from glossary.render.lookup import results_to_json, results_to_plain, results_to_terminal

    lookup = Lookup(index)
    results = [
        lookup.find(query, subjects=request.subjects, limit=request.limit, exact=request.exact)
        for query in queries
    ]
    if not all(result.hits for result in results):
        return None
    if request.as_json:
        return results_to_json(results)
    write = results_to_terminal if on_terminal else results_to_plain
    return write(results, full=request.full)


def _joined(queries: list[str]) -> list[str]:
    """Several Latin words may be one query or several; which, only the plain path finds out."""
    if len(queries) > 1 and not all(map(is_chinese, queries)):
        if any(map(is_chinese, queries)):
            raise NotForUsError
        return [" ".join(queries)]
    return queries


def _plain(index: Index, found: Sequence[Found], *, full: bool) -> tuple[list[str], list[str]]:
    """Describe the hits that are what was asked for, and show the others on a line each."""
    described = len(found) if full else count_described([each.kind for each in found])
    lines = [_hit_line(index, each) for each in found[described:]]
    return [index.text(each.concept) for each in found[:described]], lines


def _hit_line(index: Index, found: Found) -> str:
    text, _, own = index.label(found.designation)
    status = index.status(found.designation)
    chinese, english = index.preferred(found.designation)
    if index.is_chinese(found.designation) and status < UNACCEPTED:
        return hit_line(text, own or english)
    return hit_line(chinese, english, "" if text == english else text, status)


def _json(index: Index, query: str, found: list[Found], limit: int) -> str:
    hits = [
        json_hit(each.kind, each.score, index.label(each.designation)[0], index.json(each.concept))
        for each in found[:limit]
    ]
    return json_result(query, hits, more=len(found) - len(hits))


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise NotForUsError
    return int(text)


def write_out(output: str | bytes) -> int:
    """Write to stdout, whose reader may have seen enough (`| head`): no failure either."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        if isinstance(output, str):
            sys.stdout.write(output)
        else:
            sys.stdout.buffer.write(output)
        sys.stdout.flush()
    except BrokenPipeError:
        # Keep Python from flushing into the pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
