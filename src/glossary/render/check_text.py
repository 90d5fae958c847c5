"""Findings of a check for a terminal: grouped by concept, both places marked, a summary at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from glossary.diagnostics import Severity
from glossary.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.check.finding import FileReport, Finding, Tally
    from glossary.document import Bitext
    from glossary.text import Span

COLORS: Final = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.ADVISORY: "\x1b[1;36m",
}
MARK, DIM, RESET = "\x1b[1;4m", "\x1b[2m", "\x1b[0m"
AROUND: Final = 36
NAME_WIDTH: Final = 34


def findings_as_text(reports: Sequence[FileReport], *, in_color: bool = False) -> Iterator[str]:
    """Yield lines: for each concept its findings, with an excerpt of source and target each."""
    for report in reports:
        groups: dict[str, list[Finding]] = {}
        for finding in report.findings:
            groups.setdefault(finding.diagnostic.concept or finding.code, []).append(finding)
        for findings in groups.values():
            yield from _group(findings, in_color=in_color)
        for remark in report.remarks:
            yield f"{visible(report.path)}: {visible(remark)}"


def summary_as_text(reports: Sequence[FileReport], *, per_concept: bool) -> Iterator[str]:
    """Yield the closing table: a line a file, and with `per_concept` a line a concept and its ledger."""
    if per_concept:
        for report in reports:
            yield from _concept_table(report.tallies)
    width = max((_width(report.path) for report in reports), default=0)
    for report in reports:
        counts = ", ".join(_counts(report.findings)) or "no findings"
        name = _pad(visible(report.path), width)
        if not report.segments:
            yield f"{name}  nothing was compared{_left_out(report)}"
            continue
        yield f"{name}  {report.segments} segments, {_success(report)}: {counts}{_left_out(report)}"
    if len(reports) > 1:
        yield f"{_pad('all', width)}  {_success(*reports)}"


def _success(*reports: FileReport) -> str:
    """Say how many terms were rendered; a rate of nothing would look like praise."""
    required = sum(report.required for report in reports)
    if not required:
        return "no terms due"
    rendered = sum(report.rendered for report in reports)
    return f"{rendered} of {required} terms rendered ({rendered / required:.1%})"


def alignment_as_text(bitext: Bitext) -> Iterator[str]:
    """Yield the pairs of an alignment, with a question mark where it is doubtful."""
    for number, pair in enumerate(bitext.pairs, start=1):
        yield f"{number:>4} {' ' if pair.certain else '?'} {_one_line(pair.source.text)}"
        yield f"       {_one_line(pair.target.text)}"


def _group(findings: Sequence[Finding], *, in_color: bool) -> Iterator[str]:
    first = findings[0]
    if first.term:
        approved = " | ".join(first.approved)
        yield f"{visible(first.term)} = {visible(approved)}  [{first.diagnostic.concept}]"
    for finding in findings:
        diagnostic = finding.diagnostic
        severity = _styled(diagnostic.severity, COLORS[diagnostic.severity], in_color=in_color)
        place = f"{diagnostic.path}:{diagnostic.line}" if diagnostic.line else str(diagnostic.path)
        yield f"  {visible(place)}: {severity}: {visible(diagnostic.message)} ({diagnostic.code})"
        for text, spans in (
            (finding.pair.source.text, finding.source_spans),
            (finding.pair.target.text, finding.target_spans),
        ):
            yield from _excerpt(text, spans, in_color=in_color)
        if diagnostic.hint:
            yield f"    {_styled(visible(diagnostic.hint), DIM, in_color=in_color)}"
    yield ""


def _excerpt(text: str, spans: Sequence[Span], *, in_color: bool) -> Iterator[str]:
    """Yield the text around the first place, and below it carets under every place in sight."""
    start = max(0, spans[0].start - AROUND) if spans else 0
    end = min(len(text), max(spans[0].end if spans else 0, start) + 2 * AROUND)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    plain, carets, position = before, " " * len(before), start
    colored = before
    for span in sorted(spans):
        if span.start < position or span.end > end:
            continue
        gap, marked = _one_line(text[position : span.start]), _one_line(text[span.start : span.end])
        plain += gap + marked
        carets += " " * _width(gap) + "^" * _width(marked)
        colored += gap + MARK + marked + RESET
        position = span.end
    rest = _one_line(text[position:end]) + after
    yield f"    {colored + rest if in_color else plain + rest}"
    if carets.strip() and not in_color:
        yield f"    {carets}"


def _concept_table(tallies: Sequence[Tally]) -> Iterator[str]:
    if not tallies:
        return
    yield f"{_pad('term', NAME_WIDTH)} {'due':>5} {'there':>5} {'rate':>6}  wording"
    for tally in sorted(tallies, key=lambda tally: (tally.rate, -tally.required)):
        name = _pad(_one_line(f"{tally.term} {tally.approved}"), NAME_WIDTH)
        wording = ", ".join(
            f"{_one_line(text)} ×{count}"
            for text, count in sorted(tally.renderings.items(), key=lambda item: -item[1])
        )
        yield f"{name} {tally.required:5} {tally.rendered:5} {tally.rate:6.0%}  {wording}"
    yield ""


def _counts(findings: Iterable[Finding]) -> Iterator[str]:
    found = [finding.severity for finding in findings]
    for severity, plural in zip(Severity, ("errors", "warnings", "advisories"), strict=True):
        if count := found.count(severity):
            yield f"{count} {severity.value if count == 1 else plural}"


def _left_out(report: FileReport) -> str:
    parts = (
        (report.untranslated, "untranslated"),
        (report.locked, "locked"),
        (report.suppressed, "suppressed"),
    )
    named = [f"{count} {name}" for count, name in parts if count]
    return f" ({', '.join(named)})" if named else ""


def _styled(text: str, style: str, *, in_color: bool) -> str:
    return f"{style}{text}{RESET}" if in_color else text


def _one_line(text: str) -> str:
    return visible(text).replace("\n", " ").replace("\t", " ")


def _width(text: str) -> int:
    """Columns that the text takes in a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[:-2] + "…"
    return text + " " * (width - _width(text))
