"""`glossary lookup`: what a term is called in English, by whatever one remembers of it."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from glossary.cli.common import (
    EXIT_FINDINGS,
    ColorOption,
    JsonOption,
    QuietOption,
    Shared,
    SubjectOption,
    TermsOption,
    open_terms,
    remark,
    settings_for,
    shared,
    wants_color,
)
from glossary.search import DEFAULT_LIMIT, is_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.index.reader import Index
    from glossary.lookup import LookupResult


def lookup(
    context: typer.Context,
    queries: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY...", help="Chinese, pinyin or English; without any, a query a line from stdin."
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
    subject: SubjectOption = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="At most so many hits a query.")
    ] = DEFAULT_LIMIT,
    exact: Annotated[bool, typer.Option("--exact", help="Whole designations only.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Describe every hit, not only those that are what was asked for.")
    ] = False,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Look terms up by Chinese, pinyin or English, in part and with typing errors too.

    A Chinese phrase that is no term is taken apart into words and the terms in it. Several English or pinyin
    words are one query if that finds something, otherwise several.

    \b
    Examples:
      glossary lookup 攀登计划
      glossary lookup pandengjihua          pinyin with tones or without; pdjh will do
      glossary lookup climbing plan
      glossary lookup --json 新质生产力
      cut -f1 words.tsv | glossary lookup

    Exit codes: 0 all found, 1 something not found, 2 usage or input error.
    """
    options = shared(context, terms=terms, color=color, quiet=quiet)
    ask = partial(_ask, subjects=tuple(subject or ()), limit=limit, exact=exact)
    asked = queries or _read_queries()
    with open_terms(settings_for(options), options) as compiled:
        compiled.require_subjects(subject or ())
        results = compiled.ask(partial(ask, asked, split=bool(queries)))
    _print(results, options, as_json=as_json, full=full)
    if not all(result.is_found for result in results):
        raise typer.Exit(EXIT_FINDINGS)


def _read_queries() -> list[str]:
    """Read a query a line from stdin.

    Raises:
        typer.BadParameter: stdin is a terminal: the user has forgotten the query.
    """
    if sys.stdin.isatty():
        raise typer.BadParameter("say what to look up, for example: glossary lookup 攀登计划")
    lines = (line.strip().removeprefix("\ufeff") for line in sys.stdin)
    return [line for line in lines if line]


def _ask(
    queries: Sequence[str],
    index: Index,
    *,
    split: bool,
    subjects: tuple[str, ...],
    limit: int,
    exact: bool,
) -> list[LookupResult]:
    from glossary.lookup import Lookup

    terms = Lookup(index)
    find = partial(terms.find, subjects=subjects, limit=limit, exact=exact)
    if split and len(queries) > 1 and not any(map(is_chinese, queries)):
        # Words typed side by side: a phrase first of all.
        together = find(" ".join(queries))
        if together.hits:
            return [together]
    return [find(query) for query in queries]


def _print(results: Sequence[LookupResult], options: Shared, *, as_json: bool, full: bool) -> None:
    from glossary.render.lookup import results_to_json, results_to_plain, results_to_terminal

    if as_json:
        text = results_to_json(results)
    elif wants_color(options) or sys.stdout.isatty():
        text = results_to_terminal(results, full=full, color=wants_color(options))
    else:
        text = results_to_plain(results, full=full)
    sys.stdout.write(text)
    if not options.quiet and not as_json:
        for result in results:
            _remark_on_nothing(result)


def _remark_on_nothing(result: LookupResult) -> None:
    if result.is_found:
        return
    near = [
        f"{hit.concept.zh[0].text} ({hit.designation.text})"
        if not hit.designation.is_chinese and hit.concept.zh
        else hit.designation.text
        for hit in result.suggestions
    ]
    hint = f"near: {', '.join(near)}" if near else "try a part of it, its pinyin, or its English"
    remark(f"nothing found for '{result.query}'", hint=hint)
