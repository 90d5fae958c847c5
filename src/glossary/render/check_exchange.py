"""Findings of a check for other programs: JSON, SARIF, JUnit, GitHub annotations, CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from glossary import __version__
from glossary.check.rules import RULES
from glossary.check.suppression import fingerprint
from glossary.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from glossary.check.finding import FileReport, Finding, Tally
    from glossary.text import Span

VERSION: Final = 1
SARIF_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVISORY: "note"}
GITHUB_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVISORY: "notice"}
CSV_COLUMNS: Final = (
    "file", "line", "segment", "severity", "code", "concept", "term", "approved", "instead", "message", "source",
    "target",
)  # fmt: skip
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def to_json(reports: Sequence[FileReport]) -> str:
    """Everything, as one JSON object; offsets in code points of source and target of the segment."""
    required = sum(tally.required for report in reports for tally in report.tallies)
    rendered = sum(tally.rendered for report in reports for tally in report.tallies)
    table = {
        "version": VERSION,
        "summary": {
            "required": required,
            "rendered": rendered,
            "term_success_rate": round(rendered / required, 6) if required else None,
            **{
                severity.value: sum(f.severity is severity for r in reports for f in r.findings)
                for severity in Severity
            },
        },
        "files": [_file(report) for report in reports],
    }
    return json.dumps(table, ensure_ascii=False, indent=2)


def to_sarif(reports: Sequence[FileReport]) -> str:
    """SARIF 2.1.0, with the rules and their documentation."""
    run = {
        "tool": {
            "driver": {
                "name": "glossary",
                "version": __version__,
                "rules": [_sarif_rule(n) for n in range(len(RULES))],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding) for report in reports for finding in report.findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def to_junit(reports: Sequence[FileReport], fail_on: Severity | None) -> str:
    """JUnit XML: a test suite a file, a test case a concept; findings below `fail_on` do not fail."""
    from xml.sax.saxutils import quoteattr

    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="glossary check">']
    for report in reports:
        cases: dict[str, list[Finding]] = {tally.concept: [] for tally in report.tallies}
        for finding in report.findings:
            cases.setdefault(finding.diagnostic.concept or finding.code, []).append(finding)
        failing = {n: [f for f in found if _fails(f, fail_on)] for n, found in cases.items()}
        count = sum(map(bool, failing.values()))
        lines.append(
            f'<testsuite name={quoteattr(_xml(report.path))} tests="{len(cases)}" failures="{count}">'
        )
        for name, found in failing.items():
            lines.append(f"<testcase classname={quoteattr(_xml(report.path))} name={quoteattr(_xml(name))}>")
            lines += [_junit_failure(finding) for finding in found]
            lines.append("</testcase>")
        lines.append("</testsuite>")
    return "\n".join([*lines, "</testsuites>"])


def to_github(reports: Sequence[FileReport]) -> str:
    """Workflow commands that GitHub shows as annotations, one a finding."""
    lines = []
    for finding in (finding for report in reports for finding in report.findings):
        diagnostic = finding.diagnostic
        place = f"file={_property(str(diagnostic.path))},line={diagnostic.line or 1},title={_property(diagnostic.code)}"
        message = diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else "")
        lines.append(f"::{GITHUB_LEVELS[diagnostic.severity]} {place}::{_command(message)}")
    return "\n".join(lines)


def to_csv(reports: Sequence[FileReport]) -> str:
    """A table for a spreadsheet; cells that it would run as formulas begin with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for finding in (finding for report in reports for finding in report.findings):
        diagnostic = finding.diagnostic
        row = (
            diagnostic.path, diagnostic.line, finding.pair.key, diagnostic.severity, diagnostic.code,
            diagnostic.concept, finding.term, " | ".join(finding.approved), finding.instead, diagnostic.message,
            finding.pair.source.text, finding.pair.target.text,
        )  # fmt: skip
        writer.writerow([_harmless("" if cell is None else str(cell)) for cell in row])
    return stream.getvalue().removesuffix("\n")


def _file(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "segments": report.segments,
        "locked": report.locked,
        "untranslated": report.untranslated,
        "suppressed": report.suppressed,
        "remarks": list(report.remarks),
        "term_success_rate": round(report.rate, 6),
        "findings": [_finding(finding) for finding in report.findings],
        "concepts": [_tally(tally) for tally in report.tallies],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "line": diagnostic.line,
        "segment": finding.pair.key,
        "concept": diagnostic.concept,
        "term": finding.term or None,
        "approved": list(finding.approved),
        "instead": finding.instead,
        "source": {"text": finding.pair.source.text, "spans": _spans(finding.source_spans)},
        "target": {"text": finding.pair.target.text, "spans": _spans(finding.target_spans)},
        "edits": [
            {"start": edit.span.start, "end": edit.span.end, "replacement": edit.replacement}
            for edit in diagnostic.edits
        ],
        "fingerprint": fingerprint(finding),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "concept": tally.concept,
        "term": tally.term,
        "approved": tally.approved,
        "required": tally.required,
        "rendered": tally.rendered,
        "term_success_rate": round(tally.rate, 6),
        "renderings": tally.renderings,
    }


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _sarif_rule(number: int) -> dict[str, Any]:
    rule = RULES[number]
    return {
        "id": rule.code,
        "fullDescription": {"text": rule.documentation},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
    }


def _sarif_result(finding: Finding) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    path = PurePath(diagnostic.path or "")
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    text = diagnostic.message + (f". {diagnostic.hint}" if diagnostic.hint else "")
    return {
        "ruleId": diagnostic.code,
        "level": SARIF_LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri},
                    "region": {"startLine": max(1, diagnostic.line or 1)},
                }
            }
        ],
        "partialFingerprints": {"glossary/v1": fingerprint(finding)},
    }


def _junit_failure(finding: Finding) -> str:
    from xml.sax.saxutils import escape, quoteattr

    diagnostic = finding.diagnostic
    body = f"line {diagnostic.line}\n{finding.pair.source.text}\n{finding.pair.target.text}\n{diagnostic.hint or ''}"
    message = quoteattr(_xml(diagnostic.message))
    return f"<failure type={quoteattr(diagnostic.code)} message={message}>{escape(_xml(body))}</failure>"


def _fails(finding: Finding, fail_on: Severity | None) -> bool:
    return fail_on is not None and finding.severity.rank <= fail_on.rank


def _xml(text: str) -> str:
    """Drop the control characters that XML 1.0 cannot hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r" or ("\x20" <= c < "\ufffe" and not "\ud800" <= c <= "\udfff") or c > "\uffff"
    )


def _command(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _command(text).replace(":", "%3A").replace(",", "%2C")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
