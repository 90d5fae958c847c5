"""Lookup results as JSON and as plain lines, put together from concepts that are already in either form.

Serves the fast path and the plain path of `glossary lookup` alike, and imports nothing heavy.
"""

from __future__ import annotations

from glossary.search import SIMILAR, WHOLE
from glossary.visible import one_line

TYPE_CHECKING = False  # importing typing would cost a third of the program's start
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VERSION = 1
# How a hit's line names the designation that was met, by its status, where the line itself does not show it.
MET = ("also", "also", "not", "formerly")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def json_string(text: str) -> str:
    """Write a JSON string, in Unicode except for control characters of any kind."""
    return '"' + "".join(map(_json_character, text)) + '"'


def json_hit(match: str, score: int, designation: str, concept: str) -> str:
    """Write one hit; `concept` is a line of JSON already."""
    return (
        f'{{"match": {json_string(match)}, "score": {score}, "designation": {json_string(designation)}, '
        f'"concept": {concept}}}'
    )


def json_result(query: str, hits: Sequence[str], *, more: int = 0, extra: str = "") -> str:
    """Write what one query found, a hit a line."""
    listed = "".join(f"{',' if number else ''}\n  {hit}" for number, hit in enumerate(hits))
    return f'{{"query": {json_string(query)}, "more": {more}, "hits": [{listed}]{extra}}}'


def json_document(results: Iterable[str]) -> str:
    """Write the whole answer."""
    return f'{{"version": {VERSION}, "results": [\n ' + ",\n ".join(results) + "\n]}\n"


def count_described(kinds: Sequence[str]) -> int:
    """Count the hits, best first, that are described: those that are what was asked for.

    So is a sole hit, and the best guess at what a misspelt query meant; of several that only have the query in them,
    or its initials, none is more wanted than another.
    """
    whole = sum(kind in WHOLE for kind in kinds)
    return whole or int(len(kinds) == 1 or SIMILAR in kinds[:1])


def hit_line(chinese: str, english: str, met: str = "", status: int = 0) -> str:
    """Show a hit on one line.

    Args:
        chinese: a term.
        english: what it is called.
        met: the designation that the query met, where it is neither of these.
        status: of that designation, by rank.
    """
    remark = f"({MET[status]}: {met})" if met else ""
    return one_line("  ".join(filter(None, (chinese, english, remark))))


def plain_results(results: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> str:
    """Write queries, the concepts that they found and lines of further hits, an empty line between any two.

    With several queries each is named above what it found.
    """
    blocks = []
    for query, concepts, lines in results:
        if len(results) > 1:
            blocks.append(f"# {plain_query(query)}\n")
        blocks.extend(concepts)
        if lines:
            blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def plain_query(query: str) -> str:
    """Show a query with control characters as escapes."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in query)


def _json_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    data = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{data[at]:02x}{data[at + 1]:02x}" for at in range(0, len(data), 2))
