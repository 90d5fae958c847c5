"""`glossary export`: the term base for another tool, with an account of what it cannot hold."""

from __future__ import annotations

import sys
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from glossary.cli.common import (
    ColorOption,
    QuietOption,
    SubjectOption,
    TermsOption,
    load_glossary,
    remark,
    shared,
)
from glossary.cli.exchange import ReportOption, StrictOption, account_lines, write_report
from glossary.errors import ExchangeError, GlossaryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.concept import Concept
    from glossary.glossary import Glossary

STDOUT = "-"


class FormatChoice(StrEnum):
    """The formats that can be exported."""

    TBX = "tbx"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    OMEGAT = "omegat"
    DEEPL = "deepl"
    GOOGLE = "google"
    AWS = "aws"
    WEBLATE = "weblate"
    PONTOON = "pontoon"
    ANKI = "anki"
    PROMPT = "prompt"
    HTML = "html"


class TbxVersion(Enum):
    """Versions of TBX."""

    THREE = "3"
    TWO = "2"


class TbxStyle(StrEnum):
    """Styles of TBX 3."""

    DCA = "dca"
    DCT = "dct"


def export(
    context: typer.Context,
    output: Annotated[
        str,
        typer.Argument(metavar="[FILE]", help="Where to write; - or nothing for stdout.", show_default=False),
    ] = STDOUT,
    *,
    output_option: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="The same as FILE.", show_default=False),
    ] = None,
    format_name: Annotated[
        FormatChoice | None,
        typer.Option(
            "--format", "-f", help="Format, if the suffix of FILE does not tell.", show_default=False
        ),
    ] = None,
    tbx_version: Annotated[
        TbxVersion,
        typer.Option("--tbx-version", help="3 (ISO 30042:2019), or 2 for OmegaT, Weblate and older tools."),
    ] = TbxVersion.THREE,
    tbx_style: Annotated[TbxStyle, typer.Option("--tbx-style", help="Style of TBX 3.")] = TbxStyle.DCA,
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="Title of an HTML page.")
    ] = "Glossary",
    subject: SubjectOption = None,
    strict: StrictOption = False,
    report: ReportOption = None,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write the term base for another tool, and account for what that tool cannot hold.

    \b
    Examples:
      glossary export terms.tbx                         TBX 3 (trados, memoQ, MultiTerm …)
      glossary export terms.tbx --tbx-version 2         for OmegaT, Weblate, Translate Toolkit
      glossary export terms.xlsx --subject finance      a workbook to filter and print
      glossary export glossary.html --title "Our terms" a page with search
      glossary export --format deepl deepl.csv          also google, aws, weblate, pontoon
      glossary export --format prompt                   a table for a language model
      glossary export --format jsonl > terms.jsonl      everything, nothing lost
    """
    from glossary.exchange.registry import WriteOptions, format_for_output, write_foreign

    options = shared(context, terms=terms, color=color, quiet=quiet)
    target = output_option or output
    if format_name is None and target == STDOUT:
        raise typer.BadParameter("name a file, or the format of what goes to stdout: --format jsonl")
    name = format_name.value if format_name else format_for_output(target).name
    if name == "xlsx" and target == STDOUT and sys.stdout.isatty():
        raise typer.BadParameter("a workbook is nothing to look at in a terminal; name a file")
    glossary = load_glossary(options)
    concepts = _chosen(glossary, subject or [])
    writing = WriteOptions(tbx_version=int(tbx_version.value), tbx_style=tbx_style.value, title=title)
    pieces, account = write_foreign(concepts, name, writing)
    written = list(pieces)
    failing = strict and not account.is_lossless
    if not failing:
        _write(target, written)
    if not options.quiet or failing:
        for line in account_lines(account, path="<stdout>" if target == STDOUT else target, verb="exported"):
            remark(line)
    write_report(report, {target: account})
    if failing:
        raise ExchangeError(
            f"{name} cannot hold everything, so nothing was written",
            hint="export jsonl or tbx, or leave out --strict",
        )


def _chosen(glossary: Glossary, subjects: list[str]) -> Sequence[Concept]:
    known = sorted({concept.subject for concept in glossary})
    for subject in subjects:
        if subject not in known:
            raise GlossaryError(f"no subject field '{subject}'", hint=f"there are: {', '.join(known)}")
    return glossary.within(subjects).concepts


def _write(target: str, pieces: list[bytes]) -> None:
    from glossary.files import write_atomic

    if target == STDOUT:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
    else:
        write_atomic(target, pieces)
