"""`glossary lint`: hold term files against the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from glossary.cli.common import (
    EXIT_FINDINGS,
    ColorOption,
    JsonOption,
    QuietOption,
    TermsOption,
    remark,
    settings_for,
    shared,
    wants_color,
)
from glossary.visible import visible

if TYPE_CHECKING:
    from glossary.diagnostics import Diagnostic
    from glossary.lint import LintReport


def lint(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Term files or folders; the term base in use when none.",
            show_default=False,
        ),
    ] = None,
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend order, blanks and full-width letters; comments stay.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fail, too, not only errors.")
    ] = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Explain a rule and stop.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check term files: spelling, pinyin, clashes, sources, and the examples they carry.

    \b
    Examples:
      glossary lint                          the term base in use
      glossary lint terms/finance.toml       one file
      glossary lint --fix terms              mend what has only one right answer
      glossary lint --explain shared-english what a rule is for

    Exit code 1 when there are errors (with --strict: or warnings).
    """
    from glossary.diagnostics import Severity
    from glossary.lint import fix_files, lint_files

    if explain is not None:
        _explain(explain)
        return
    options = shared(context, terms=terms, color=color, quiet=quiet)
    chosen = list(paths) if paths else list(settings_for(options).terms)
    if fix:
        for path in fix_files(chosen):
            remark(f"mended {path}")
    report = lint_files(chosen)
    if as_json:
        typer.echo(json.dumps(_to_json(report), ensure_ascii=False, indent=2))
    else:
        for diagnostic in report.diagnostics:
            _print(diagnostic, in_color=wants_color(options))
        if not options.quiet:
            remark(_summary(report))
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    if any(each.severity in failing for each in report.diagnostics):
        raise typer.Exit(EXIT_FINDINGS)


def _explain(code: str) -> None:
    from glossary.errors import GlossaryError
    from glossary.lint import RULES

    for rule in RULES:
        if rule.code == code:
            typer.echo(f"{rule.code} ({rule.severity}{', mended by --fix' if rule.is_fixable else ''})")
            typer.echo(rule.documentation)
            return
    raise GlossaryError(f"there is no rule '{code}'", hint="rules: " + ", ".join(rule.code for rule in RULES))


def _print(diagnostic: Diagnostic, *, in_color: bool) -> None:
    place = f"{diagnostic.path}:{diagnostic.line}" if diagnostic.line else str(diagnostic.path)
    severity = str(diagnostic.severity)
    if in_color:
        severity = typer.style(severity, fg={"error": "red", "warning": "yellow"}.get(severity, "cyan"))
    typer.echo(f"{visible(place)}: {severity}: {visible(diagnostic.message)} ({diagnostic.code})")
    if diagnostic.hint:
        typer.echo(f"  {visible(diagnostic.hint)}")


def _summary(report: LintReport) -> str:
    from glossary.diagnostics import Severity

    counts = [
        f"{count} {severity.value if count == 1 else plural}"
        for severity, plural in zip(Severity, ("errors", "warnings", "advisories"), strict=True)
        if (count := sum(each.severity is severity for each in report.diagnostics))
    ]
    files = f"{report.files} file" + ("" if report.files == 1 else "s")
    return f"{', '.join(counts) or 'no problems'} in {report.concepts} concepts of {files}"


def _to_json(report: LintReport) -> dict[str, object]:
    return {
        "version": 1,
        "files": report.files,
        "concepts": report.concepts,
        "diagnostics": [
            {
                "code": each.code,
                "severity": each.severity,
                "message": each.message,
                "hint": each.hint,
                "path": each.path,
                "line": each.line,
                "concept": each.concept,
            }
            for each in report.diagnostics
        ],
    }
