"""`glossary info`: which term base is in use, and what it holds."""

from __future__ import annotations

import json
import platform
from typing import TYPE_CHECKING, Any

import typer

from glossary import __version__
from glossary.cli.common import (
    ColorOption,
    JsonOption,
    QuietOption,
    TermsOption,
    load_glossary,
    settings_for,
    shared,
)
from glossary.visible import visible

if TYPE_CHECKING:
    from glossary.config import Settings
    from glossary.coverage import Coverage
    from glossary.glossary import Glossary

LIBRARIES = ("typer", "rich", "jieba", "pypinyin")


def info(
    context: typer.Context,
    *,
    as_json: JsonOption = False,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Tell which term files are used and why, what they hold, versions, and where the cache is.

    \b
    Examples:
      glossary info
      glossary --terms client.tsv info
    """
    from glossary.coverage import measure

    options = shared(context, terms=terms, color=color, quiet=quiet)
    settings = settings_for(options)
    glossary = load_glossary(options)
    coverage = measure(glossary)
    if as_json:
        typer.echo(json.dumps(_to_json(settings, glossary, coverage), ensure_ascii=False, indent=2))
        return
    for line in _lines(settings, glossary, coverage):
        typer.echo(visible(line))


def _lines(settings: Settings, glossary: Glossary, coverage: list[Coverage]) -> list[str]:
    from glossary.cache import cache_folder

    lines = [f"Term base: {', '.join(map(str, settings.terms))}", f"Chosen by: {settings.chosen_by}"]
    if glossary.shadowed:
        lines.append(f"Left out:  {len(glossary.shadowed)} concepts whose ids an earlier path has")
    lines += [f"Cache:     {cache_folder()}", f"Versions:  {_versions()}", ""]
    width = max(len("subject"), *(len(each.subject) for each in coverage), 0) if coverage else 7
    lines.append(
        f"{'subject':{width}}  {'concepts':>8}  {'zh':>6}  {'en':>6}  {'reviewed':>8}  {'draft':>6}"
        f"  {'sourced':>7}  {'unsourced':>9}  {'explained':>9}"
    )
    lines += [
        f"{each.subject:{width}}  {each.concepts:8}  {each.chinese:6}  {each.english:6}  {each.reviewed:8}"
        f"  {each.draft:6}  {each.sourced:7}  {each.unsourced:9}  {each.explained:9}"
        for each in coverage
    ]
    return lines


def _versions() -> str:
    from importlib.metadata import version

    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"glossary {__version__}, Python {platform.python_version()}, {libraries}"


def _to_json(settings: Settings, glossary: Glossary, coverage: list[Coverage]) -> dict[str, Any]:
    from dataclasses import asdict

    from glossary.cache import cache_folder

    return {
        "version": 1,
        "terms": [str(path) for path in settings.terms],
        "chosen_by": settings.chosen_by,
        "shadowed": [concept.id for concept in glossary.shadowed],
        "cache": str(cache_folder()),
        "glossary_version": __version__,
        "subjects": [asdict(each) for each in coverage],
    }
