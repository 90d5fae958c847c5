"""What the user does not want to hear: comments in the file, options, and a baseline with reasons."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.errors import ConfigError
from glossary.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from glossary.check.finding import FileReport, Finding

COMMENT = re.compile(r"glossary[-:]\s*ignore(?:\s*:)?\s*([a-z0-9:, -]*)", re.IGNORECASE)
HEAD = """\
# Findings of `glossary check` that are accepted as they are. Each needs a reason.
# An entry holds as long as the source and the target of its segment stay as they are.
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody has accepted.

    Attributes:
        fingerprint: of rule, concept, source and target.
        reason: why it may stay.
    """

    fingerprint: str
    reason: str


def is_suppressed(finding: Finding, ignored: frozenset[str]) -> bool:
    """Is the finding silenced by an option or by a comment at its segment?

    Names are concept ids, rule codes, or `code:concept`; a comment without names silences everything.
    """
    names = {finding.code, finding.diagnostic.concept, f"{finding.code}:{finding.diagnostic.concept}"}
    if names & ignored:
        return True
    return any(
        not wanted.strip() or names & set(re.split(r"[\s,]+", wanted.strip()))
        for wanted in COMMENT.findall(finding.pair.note)
    )


def fingerprint(finding: Finding) -> str:
    """Identify a finding across runs, wherever its segment has moved to."""
    pair = finding.pair
    parts = (finding.code, finding.diagnostic.concept or "", pair.source.text, pair.target.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_baseline(path: Path | str) -> dict[str, Accepted]:
    """Read the accepted findings, by fingerprint.

    Raises:
        DocumentError: it cannot be read.
        ConfigError: not a baseline, or an entry has no reason.
    """
    try:
        table = tomllib.loads(read_text(path).text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"not a baseline: {error}", path=path, hint="write one with --write-baseline"
        ) from error
    found: dict[str, Accepted] = {}
    entries = table.get("accepted", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict) or not isinstance(entry.get("fingerprint"), str):
            raise ConfigError("an entry has no fingerprint", path=path, hint="write it with --write-baseline")
        reason = entry.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            raise ConfigError(
                f"entry {entry['fingerprint']} has no reason",
                path=path,
                hint='add: reason = "why it may stay"',
            )
        found[entry["fingerprint"]] = Accepted(entry["fingerprint"], reason)
    return found


def write_baseline(reports: Iterable[FileReport], reason: str) -> str:
    """Write all findings as accepted, for one reason."""
    parts = [HEAD]
    seen = set()
    for report in reports:
        for finding in report.findings:
            mark = fingerprint(finding)
            if mark in seen:
                continue
            seen.add(mark)
            fields = {
                "fingerprint": mark,
                "code": finding.code,
                "concept": finding.diagnostic.concept or "",
                "message": finding.diagnostic.message,
                "reason": reason,
            }
            lines = (f"{name} = {_quote(value)}" for name, value in fields.items())
            parts.append("\n[[accepted]]\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def apply_baseline(report: FileReport, accepted: dict[str, Accepted]) -> tuple[FileReport, set[str]]:
    """Take the accepted findings out of a report; return it with the fingerprints that were used."""
    from dataclasses import replace

    marks = {fingerprint(finding) for finding in report.findings}
    kept = tuple(finding for finding in report.findings if fingerprint(finding) not in accepted)
    suppressed = report.suppressed + len(report.findings) - len(kept)
    return replace(report, findings=kept, suppressed=suppressed), marks & accepted.keys()


def _quote(text: str) -> str:
    import json

    # A JSON string is a TOML basic string, except that TOML wants DEL escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
