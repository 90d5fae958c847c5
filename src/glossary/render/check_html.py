"""Findings of a check as one self-contained HTML page that a reviewer can filter and print."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from glossary.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.check.finding import FileReport, Finding, Tally
    from glossary.text import Span

MOST_CONCEPTS = 5000


def to_html(reports: Sequence[FileReport]) -> str:
    """The whole page; all text from files is escaped, nothing is loaded from elsewhere."""
    template = files("glossary").joinpath("data/check_report.html").read_text(encoding="utf-8")
    findings = [finding for report in reports for finding in report.findings]
    parts = {
        "title": escape("Terminology check: " + ", ".join(report.path for report in reports)),
        "files": "\n".join(_file_row(report) for report in reports),
        "codes": "".join(f"<option>{escape(code)}</option>" for code in sorted({f.code for f in findings})),
        "findings": "\n".join(_finding(finding, number) for number, finding in enumerate(findings, start=1)),
        "concepts": "\n".join(_concept_rows(reports)),
        "count": str(len(findings)),
        **{
            severity.value: str(sum(finding.severity is severity for finding in findings))
            for severity in Severity
        },
    }
    for name, value in parts.items():
        template = template.replace(f"<!--{name}-->", value)
    return template.rstrip("\n")


def _file_row(report: FileReport) -> str:
    remarks = "".join(f"<br><small>{escape(remark)}</small>" for remark in report.remarks)
    rate = f"{report.rate:.1%}" if report.required else "–"
    cells = (report.segments, report.untranslated, report.locked, report.required, report.rendered, rate)
    return (
        f'<tr><th scope="row">{escape(report.path)}{remarks}</th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + f"<td>{len(report.findings)}</td></tr>"
    )


def _finding(finding: Finding, number: int) -> str:
    diagnostic = finding.diagnostic
    place = f"{diagnostic.path}:{diagnostic.line}" if diagnostic.line else str(diagnostic.path)
    hint = f'<p class="hint">{escape(diagnostic.hint)}</p>' if diagnostic.hint else ""
    return (
        f'<article id="f{number}" data-severity="{diagnostic.severity}" data-code="{escape(diagnostic.code)}">'
        f'<h3><span class="badge {diagnostic.severity}">{diagnostic.severity}</span> {escape(diagnostic.message)}</h3>'
        f'<p class="place">{escape(place)} · {escape(finding.pair.key)} · <code>{escape(diagnostic.code)}</code></p>'
        f'<div class="pair"><p lang="{_language(finding.pair.source.text)}">'
        f"{_marked(finding.pair.source.text, finding.source_spans)}</p>"
        f'<p lang="{_language(finding.pair.target.text)}">'
        f"{_marked(finding.pair.target.text, finding.target_spans)}</p></div>{hint}</article>"
    )


def _language(text: str) -> str:
    from glossary.text import has_han

    return "zh" if has_han(text) else "en"


def _marked(text: str, spans: Sequence[Span]) -> str:
    parts, position = [], 0
    for span in sorted(spans):
        if span.start >= position:
            parts += [
                escape(text[position : span.start]),
                f"<mark>{escape(text[span.start : span.end])}</mark>",
            ]
            position = span.end
    return "".join([*parts, escape(text[position:])])


def _concept_rows(reports: Sequence[FileReport]) -> Iterator[str]:
    tallies = [tally for report in reports for tally in report.tallies]
    tallies.sort(key=lambda tally: (tally.rate, -tally.required, tally.concept))
    for tally in tallies[:MOST_CONCEPTS]:
        yield (
            f'<tr><th scope="row" lang="zh">{escape(tally.term)}</th><td>{escape(tally.approved)}</td>'
            f"<td>{tally.required}</td><td>{tally.rendered}</td><td>{tally.rate:.0%}</td><td>{_ledger(tally)}</td></tr>"
        )


def _ledger(tally: Tally) -> str:
    wordings = sorted(tally.renderings.items(), key=lambda item: (-item[1], item[0]))
    return escape(", ".join(f"{wording} ×{count}" for wording, count in wordings))
