"""`glossary check`: hold a translation against the approved terms."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from glossary.check.finding import CheckOptions, Consistency
from glossary.cli.common import (
    EXIT_FINDINGS,
    ColorOption,
    JsonOption,
    QuietOption,
    TermsOption,
    open_terms,
    remark,
    settings_for,
    shared,
    wants_color,
)
from glossary.diagnostics import Severity
from glossary.document import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossary.check.finding import FileReport
    from glossary.check.fix import Fix
    from glossary.check.run import Checker
    from glossary.check.suppression import Accepted
    from glossary.document import Bitext

OFFICE = ("docx", "xlsx")


class Format(StrEnum):
    """Output formats."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    CSV = "csv"
    HTML = "html"


class FailOn(StrEnum):
    """From which severity on the exit code is 1."""

    ERROR = "error"
    WARNING = "warning"
    ADVISORY = "advisory"
    NEVER = "never"


def check(
    context: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE TARGET | BILINGUAL...",
            help="Two texts (plain, Markdown, DOCX), or bilingual files (TSV, CSV, XLIFF, TMX, PO, XLSX, DOCX table).",
            show_default=False,
        ),
    ] = None,
    *,
    direction: Annotated[
        Direction, typer.Option("--direction", help="From which language into which.")
    ] = Direction.ZH_EN,
    output_format: Annotated[
        Format, typer.Option("--format", help="How to print the findings.")
    ] = Format.TEXT,
    as_json: JsonOption = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Print success rates per concept and file, no findings.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 from this severity on.")
    ] = FailOn.ERROR,
    consistency: Annotated[
        Consistency, typer.Option("--consistency", help="Must a concept always be rendered alike?")
    ] = Consistency.DOCUMENT,
    first_mention: Annotated[
        bool, typer.Option("--first-mention", help="Report abbreviations that come before their full form.")
    ] = False,
    subject: Annotated[
        list[str] | None,
        typer.Option(
            "--subject", help="Check only terms of this subject field (repeatable).", show_default=False
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="NAME",
            help="Silence a concept, a code, or code:concept (repeatable).",
            show_default=False,
        ),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline", metavar="FILE", help="Leave out findings accepted in FILE.", show_default=False
        ),
    ] = None,
    write_baseline: Annotated[
        str | None,
        typer.Option(
            "--write-baseline", metavar="FILE", help="Accept all findings: write FILE.", show_default=False
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help="Why they are accepted; with --write-baseline.",
            show_default=False,
        ),
    ] = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Print as a diff what has one right mending (deprecated to preferred)."),
    ] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="With --fix: change the target files.")
    ] = False,
    show_alignment: Annotated[
        bool, typer.Option("--show-alignment", help="Show how two texts were aligned, and stop.")
    ] = False,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="SOURCE,TARGET",
            help="Columns of a table, by name or number.",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Encoding of the files.", show_default="guessed")
    ] = None,
    explain_code: Annotated[
        str | None,
        typer.Option(
            "--explain-code", metavar="CODE", help="Explain a kind of finding, and stop.", show_default=False
        ),
    ] = None,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Hold a translation against the approved terms.

    \b
    Examples:
      glossary check source.txt target.txt            two texts, aligned
      glossary check project.xlf                      a bilingual file
      glossary check --summary memory.tmx             success rates only
      glossary check --format html job.xlsx > report.html
      glossary check --fix project.tsv                show what can be mended
      glossary check --explain-code missing-term      what a finding means

    Exit code 1 when there are findings at or above --fail-on.
    """
    import gc

    from glossary.check.run import Checker
    from glossary.check.suppression import read_baseline

    if explain_code is not None:
        _explain(explain_code)
        return
    options = shared(context, terms=terms, color=color, quiet=quiet)
    accepted = read_baseline(baseline) if baseline else {}
    choices = CheckOptions(
        direction, consistency, first_mention, tuple(subject or ()), frozenset(ignore or ())
    )
    # Nothing here makes reference cycles, and looking for them would take a fifth of the time.
    gc.disable()
    with open_terms(settings_for(options), options) as terms_in_use:
        terms_in_use.require_subjects(subject or ())
        is_to_english = direction is Direction.ZH_EN
        checker = Checker(terms_in_use if is_to_english else terms_in_use.concepts(), choices)
        bitexts = _read(files or [], checker, _split_columns(columns), encoding)
        reports = [] if show_alignment else [checker.check(bitext) for bitext in bitexts]
    if show_alignment:
        _show_alignment(bitexts)
        return
    if accepted:
        reports = _without_accepted(reports, accepted, quiet=options.quiet)
    if write_baseline:
        _write_baseline(write_baseline, reports, reason)
        return
    if fix:
        _fix(bitexts, reports, in_place=in_place)
        return
    chosen = Format.JSON if as_json else output_format
    threshold = None if fail_on is FailOn.NEVER else Severity(fail_on.value)
    _print(reports, chosen, threshold, summary=summary, in_color=wants_color(options), quiet=options.quiet)
    if threshold and any(f.severity.rank <= threshold.rank for report in reports for f in report.findings):
        raise typer.Exit(EXIT_FINDINGS)


def _read(
    files: Sequence[str], checker: Checker, columns: tuple[str, str] | None, encoding: str | None
) -> list[Bitext]:
    from glossary.errors import DocumentError
    from glossary.formats.reading import is_bilingual, read_bitext, read_document
    from glossary.pairing import align_documents

    if not files:
        raise DocumentError(
            "no file to check", hint="give SOURCE and TARGET, or a bilingual file; see --help"
        )
    if len(files) == 2 and not any(map(is_bilingual, files)):  # noqa: PLR2004
        source, target = (read_document(path, encoding=encoding) for path in files)
        return [align_documents(source, target, checker.anchors(source))]
    direction = checker.options.direction
    return [read_bitext(path, direction=direction, encoding=encoding, columns=columns) for path in files]


def _split_columns(columns: str | None) -> tuple[str, str] | None:
    from glossary.errors import DocumentError

    if columns is None:
        return None
    source, separator, target = columns.partition(",")
    if not separator or not source.strip() or not target.strip():
        raise DocumentError(
            f"--columns '{columns}' does not name two columns", hint="write --columns zh,en or --columns 2,3"
        )
    return source.strip(), target.strip()


def _show_alignment(bitexts: Iterable[Bitext]) -> None:
    from glossary.render.check_text import alignment_as_text

    for bitext in bitexts:
        for line in alignment_as_text(bitext):
            typer.echo(line)
        for note in bitext.remarks:
            remark(f"{bitext.path}: {note}")


def _without_accepted(
    reports: Iterable[FileReport], accepted: dict[str, Accepted], *, quiet: bool
) -> list[FileReport]:
    from glossary.check.suppression import apply_baseline

    kept, used = [], set[str]()
    for report in reports:
        rest, marks = apply_baseline(report, accepted)
        kept.append(rest)
        used |= marks
    if not quiet and (stale := len(accepted.keys() - used)):
        remark(
            f"{stale} entries of the baseline match nothing any more",
            hint="write it anew with --write-baseline",
        )
    return kept


def _write_baseline(path: str, reports: Sequence[FileReport], reason: str | None) -> None:
    from glossary.check.suppression import write_baseline
    from glossary.errors import DocumentError
    from glossary.files import write_atomic

    if not reason or not reason.strip():
        raise DocumentError(
            "a baseline needs a reason", hint='add --reason "agreed with the client on 3 May"'
        )
    write_atomic(path, write_baseline(reports, reason).encode("utf-8"))
    remark(f"wrote {path} with {sum(len(report.findings) for report in reports)} findings")


def _fix(bitexts: Sequence[Bitext], reports: Sequence[FileReport], *, in_place: bool) -> None:
    from glossary.check.fix import choose_fixes, diff, mend, mended_segments
    from glossary.files import write_atomic

    for bitext, report in zip(bitexts, reports, strict=True):
        if bitext.original is None:
            remark(
                f"{bitext.path}: this {bitext.format} file cannot be mended here",
                hint="mend it in its own program; unpack what is packed",
            )
            continue
        fixes = choose_fixes(report.findings)
        _remark_what_is_left(report, fixes)
        if not fixes:
            remark(f"{bitext.path}: nothing has only one right mending")
        else:
            mended = mend(bitext.original.text, fixes, is_xml=bitext.is_xml)
            # The XML of an Office file is one endless line, so its segments are shown instead.
            is_office = bitext.format in OFFICE
            texts = mended_segments(bitext, report, fixes) if is_office else (bitext.original.text, mended)
            typer.echo("".join(diff(bitext.path, *texts)), nl=False)
            if in_place:
                write_atomic(bitext.path, bitext.original.encode(mended))
                remark(f"mended {bitext.path}: {len(fixes)} places")
            else:
                remark("nothing is changed yet", hint="add --in-place to change the file")


def _remark_what_is_left(report: FileReport, fixes: Iterable[Fix]) -> None:
    from glossary.check.rules import DEPRECATED_TERM

    made = set(fixes)
    struck = [finding for finding in report.findings if finding.code == DEPRECATED_TERM]
    if left := sum(finding.diagnostic.edits not in made for finding in struck):
        remark(
            f"{report.path}: {left} of {len(struck)} struck-out terms are left as they are",
            hint="see `glossary check --explain-code deprecated-term` for what is never mended",
        )


def _print(
    reports: Sequence[FileReport],
    chosen: Format,
    threshold: Severity | None,
    *,
    summary: bool,
    in_color: bool,
    quiet: bool,
) -> None:
    from glossary.render import check_exchange, check_html, check_text

    if chosen is Format.TEXT:
        if not summary:
            for line in check_text.findings_as_text(reports, in_color=in_color):
                typer.echo(line)
        if summary or not quiet:
            for line in check_text.summary_as_text(reports, per_concept=summary):
                typer.echo(line)
        return
    renderers = {
        Format.JSON: check_exchange.to_json,
        Format.SARIF: check_exchange.to_sarif,
        Format.JUNIT: lambda found: check_exchange.to_junit(found, threshold),
        Format.GITHUB: check_exchange.to_github,
        Format.CSV: check_exchange.to_csv,
        Format.HTML: check_html.to_html,
    }
    text = renderers[chosen](reports)
    if text:
        typer.echo(text)


def _explain(code: str) -> None:
    from glossary.check.rules import RULES
    from glossary.errors import GlossaryError

    for rule in RULES:
        if rule.code == code:
            source, wrong, right = rule.example
            typer.echo(f"{rule.code} ({rule.severity})")
            typer.echo(rule.documentation)
            typer.echo(f"\n  source   {source}\n  finding  {wrong}\n  good     {right}")
            return
    raise GlossaryError(
        f"there is no finding '{code}'", hint="findings: " + ", ".join(rule.code for rule in RULES)
    )
