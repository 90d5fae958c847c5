"""`glossary import`: a client's term base into a term file, with an account of everything."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glossary.cli.common import ColorOption, JsonOption, QuietOption, Shared, remark, shared
from glossary.cli.exchange import (
    ReportOption,
    StrictOption,
    account_lines,
    merge_to_json,
    pairs,
    write_report,
)
from glossary.errors import ExchangeError
from glossary.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossary.concept import Concept
    from glossary.exchange.account import Account
    from glossary.exchange.build import Understanding
    from glossary.exchange.merge import Conflict, Policy, Step
    from glossary.exchange.registry import ReadOptions


class OnConflict(StrEnum):
    """What to do where ours and theirs differ."""

    ASK = "ask"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Request:
    """What the user wants."""

    files: tuple[Path, ...]
    format_name: str | None
    reading: ReadOptions
    understanding: Understanding
    output: Path | None
    on_conflict: OnConflict
    clean: bool
    pinyin: bool
    dry_run: bool
    strict: bool
    report: Path | None
    as_json: bool
    options: Shared


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="TBX, CSV, TSV, XLSX, OmegaT, JSON Lines, CC-CEDICT; DeepL, Google, AWS, Weblate, Pontoon CSV.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Term file (.toml) to write or to merge into, or a folder of them; stdout by default.",
            show_default=False,
        ),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="NAME", help="Format, if the file does not tell.", show_default=False
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column of a table holds, by heading or letter: 术语=zh, C=en, D=- (repeatable).",
            show_default=False,
        ),
    ] = None,
    separator: Annotated[
        str, typer.Option("--separator", metavar="TEXT", help="Between several terms in one cell.")
    ] = "|",
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter", metavar="CHAR", help="Between the cells of a text table.", show_default=False
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="Sheet of a workbook.", show_default=False)
    ] = None,
    header_row: Annotated[
        int | None,
        typer.Option(
            "--header-row", metavar="N", min=0, help="Row with the headings; 0 for none.", show_default=False
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding, if it is guessed wrong.", show_default=False)
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            metavar="NAME=TAG",
            help="What a language of the file is to us: yue=zh-Hant, zh-CN=zh-Hans (repeatable).",
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="WORD=STATUS",
            help="What a status of the file means: preferred, admitted, deprecated or superseded (repeatable).",
            show_default=False,
        ),
    ] = None,
    subject: Annotated[
        str | None,
        typer.Option(
            "--subject", metavar="NAME", help="Subject field of concepts that name none.", show_default=False
        ),
    ] = None,
    keep_ids: Annotated[
        bool,
        typer.Option("--keep-ids", help="Take ids such as c17 over instead of making them from the English."),
    ] = False,
    on_conflict: Annotated[
        OnConflict, typer.Option("--on-conflict", help="Where values differ: ask, ours, theirs or both.")
    ] = OnConflict.ASK,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would happen, write nothing.")
    ] = False,
    clean: Annotated[
        bool, typer.Option("--clean", help="Take markup, numbering and final punctuation off the terms.")
    ] = False,
    pinyin: Annotated[
        bool, typer.Option("--pinyin/--no-pinyin", help="Propose missing pinyin, marked as draft.")
    ] = True,
    strict: StrictOption = False,
    report: ReportOption = None,
    as_json: JsonOption = False,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Bring a term base of another tool into a term file, and account for every field.

    \b
    Examples:
      glossary import client.tbx --dry-run              what is in it, what would be lost
      glossary import client.tbx -o client.toml         into a term file, or merged into it
      glossary import terms.xlsx --sheet 术语 -o t.toml  one sheet of a workbook
      glossary import list.csv --map 词条=zh --map C=en -o t.toml
      glossary import client.csv -o terms --on-conflict both
      glossary import cedict_ts.u8 -o cedict.toml

    A value that the import lacks never deletes one that exists; importing the same file twice changes
    nothing. The file can also be used as it is: glossary --terms client.tbx lookup 合同
    """
    from glossary.exchange.build import Understanding
    from glossary.exchange.registry import ReadOptions

    options = shared(context, color=color, quiet=quiet)
    default_subject = subject or _default_subject(output, files[0])
    reading = ReadOptions(
        encoding=encoding,
        delimiter={"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter),
        columns=pairs(column, "--map", "COLUMN=FIELD"),
        separator=separator,
        sheet=sheet,
        header_row=header_row,
    )
    understanding = Understanding(
        languages=pairs(language, "--language", "NAME=TAG"),
        statuses=_statuses(status),
        subject=default_subject,
        keep_ids=keep_ids,
    )
    request = Request(
        files=tuple(files),
        format_name=format_name,
        reading=reading,
        understanding=understanding,
        output=output,
        on_conflict=on_conflict,
        clean=clean,
        pinyin=pinyin,
        dry_run=dry_run,
        strict=strict,
        report=report,
        as_json=as_json,
        options=options,
    )
    _import(request)


def _import(request: Request) -> None:
    # All that is read stays to the end: looking for garbage among a million objects only takes time.
    gc.disable()
    concepts: list[Concept] = []
    accounts: dict[str, Account] = {}
    for file in request.files:
        account = accounts[str(file)] = _read(file, request, concepts)
        if not request.options.quiet:
            for line in account_lines(account, path=str(file), verb="imported"):
                remark(line)
    lossy = next((name for name, account in accounts.items() if not account.is_lossless), None)
    if request.strict and lossy is not None:
        write_report(request.report, accounts)
        raise ExchangeError(
            "something would be lost, so nothing was written", path=lossy, hint="import it without --strict"
        )
    steps: Sequence[Step] = ()
    if request.output is None:
        _print_toml(concepts, request)
    else:
        steps = _merge(concepts, request, request.output)
    write_report(request.report, accounts, steps)


def _read(file: Path, request: Request, concepts: list[Concept]) -> Account:
    from glossary.exchange.mending import report_blemishes
    from glossary.exchange.registry import read_foreign

    imported = read_foreign(
        file, format_name=request.format_name, options=request.reading, understanding=request.understanding
    )
    concepts += (
        report_blemishes(concept, imported.account, clean=request.clean) for concept in imported.concepts
    )
    return imported.account


def _print_toml(concepts: Sequence[Concept], request: Request) -> None:
    """Without a place to write to, show the term file that would be written."""
    from glossary.exchange.mending import propose_pinyin
    from glossary.exchange.merge import Policy, plan_merge
    from glossary.termfile_write import term_file_to_toml

    if request.as_json or request.dry_run:
        return
    subject = request.understanding.subject or "imported"
    steps = plan_merge((), concepts, lambda *_: Policy.BOTH, default_subject=subject)
    results = list({step.result.id: step.result for step in steps}.values())
    if request.pinyin:
        results = [propose_pinyin(concept)[0] for concept in results]
    typer.echo(term_file_to_toml(results, subject), nl=False)


def _merge(concepts: Sequence[Concept], request: Request, output: Path) -> Sequence[Step]:
    from glossary.exchange.storing import merge_into
    from glossary.render.account import merge_lines

    steps = merge_into(
        output,
        concepts,
        _decider(request),
        default_subject=request.understanding.subject or "imported",
        pinyin=request.pinyin,
        dry_run=request.dry_run,
    )
    if request.as_json:
        typer.echo(json.dumps(merge_to_json(steps), ensure_ascii=False, indent=2))
    else:
        for line in merge_lines(steps):
            typer.echo(visible(line))
    if request.dry_run and not request.options.quiet:
        remark("nothing was written (--dry-run)")
    return steps


def _decider(request: Request) -> Callable[[Concept, tuple[Conflict, ...]], Policy]:
    from glossary.exchange.merge import Policy

    if request.on_conflict is not OnConflict.ASK:
        policy = Policy(request.on_conflict.value)
        return lambda *_: policy
    if request.dry_run:
        return lambda *_: Policy.OURS
    return _ask


def _ask(concept: Concept, conflicts: tuple[Conflict, ...]) -> Policy:
    """Ask on the terminal; where nobody can answer, that is an error."""
    from glossary.exchange.merge import Policy

    if not sys.stdin.isatty():
        raise ExchangeError(
            f"'{concept.id}' differs from the import: {conflicts[0].name} is '{conflicts[0].ours}' here"
            f" and '{conflicts[0].theirs}' there",
            path=concept.path,
            line=concept.line,
            hint="look at all with --dry-run, then decide with --on-conflict ours, theirs or both",
        )
    remark(f"{concept.id} ({concept.preferred_zh.text if concept.preferred_zh else ''}) differs:")
    for conflict in conflicts:
        remark(f"  {conflict.name}: ours '{conflict.ours}', theirs '{conflict.theirs}'")
    answer = ""
    while answer not in {"o", "t", "b"}:
        answer = (
            typer.prompt("keep [o]urs, take [t]heirs, or [b]oth", default="o", err=True).strip().lower()[:1]
        )
    return {"o": Policy.OURS, "t": Policy.THEIRS, "b": Policy.BOTH}[answer]


def _default_subject(output: Path | None, file: Path) -> str:
    from glossary.exchange.storing import subject_of

    if output is None or output.is_dir():
        return file.stem
    return subject_of(output) or output.stem


def _statuses(values: list[str] | None) -> dict[str, str]:
    from glossary.concept import Status

    statuses = pairs(values, "--status", "WORD=STATUS")
    for word, status in statuses.items():
        if status not in list(Status):
            raise typer.BadParameter(f"'{word}={status}': the status must be one of {', '.join(Status)}")
    return statuses
