"""What a check yields: findings, tallies and ledgers, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from glossary.document import Direction

if TYPE_CHECKING:
    from glossary.diagnostics import Diagnostic, Severity
    from glossary.document import SegmentPair
    from glossary.text import Span


class Consistency(StrEnum):
    """How strictly one concept must be rendered in one way."""

    STRICT = "strict"
    DOCUMENT = "document"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Choices of the user.

    Attributes:
        direction: from which language into which.
        consistency: whether abbreviations count as another rendering, or nothing does.
        first_mention: report abbreviations before their full form.
        subjects: check only concepts of these subject fields; all when empty.
        ignored: concept ids, rule codes, or `code:concept`, that are not reported.
    """

    direction: Direction = Direction.ZH_EN
    consistency: Consistency = Consistency.DOCUMENT
    first_mention: bool = False
    subjects: tuple[str, ...] = ()
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with both places.

    Attributes:
        diagnostic: code, severity, message, file, line, concept; edits point into the target
            file, of DOCX and XLSX into the XML parts that were read, laid end to end.
        pair: the segment it is in.
        term: the designation as the source has it; empty where the finding is about no term.
        approved: accepted designations of the target language, best first.
        instead: what the target seems to say, where that can be told.
        source_spans: places in the source of the segment.
        target_spans: places in the target of the segment.
    """

    diagnostic: Diagnostic
    pair: SegmentPair
    term: str = ""
    approved: tuple[str, ...] = ()
    instead: str | None = None
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()

    @property
    def code(self) -> str:
        """The rule."""
        return self.diagnostic.code

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.diagnostic.severity


@dataclass(slots=True)
class Tally:
    """How often a concept was due in a file, and how often it was rendered.

    Attributes:
        concept: id.
        term: its Chinese designation.
        approved: its approved designation in the target language.
        required: occurrences in the source.
        rendered: how many of them have an accepted designation in the target.
        renderings: the ledger: how often each wording was used, struck-out and unapproved ones too.
    """

    concept: str
    term: str
    approved: str
    required: int = 0
    rendered: int = 0
    renderings: dict[str, int] = field(default_factory=dict)

    def add(self, wording: str) -> None:
        """Count one occurrence that is rendered by an accepted wording."""
        self.required += 1
        self.rendered += 1
        self.renderings[wording] = self.renderings.get(wording, 0) + 1

    @property
    def rate(self) -> float:
        """Term success rate, 0 to 1."""
        return self.rendered / self.required if self.required else 1.0


@dataclass(frozen=True, slots=True)
class FileReport:
    """All that was found in one file.

    Attributes:
        path: of the target, as the user named it.
        findings: by position.
        tallies: by concept, in the order of first mention.
        segments: how many were checked.
        locked: how many were left out because they are locked.
        untranslated: how many were left out because they are empty or marked as untranslated.
        remarks: what else the reader should know, for example a doubtful alignment.
        suppressed: how many findings were silenced by comments, options and the baseline.
    """

    path: str
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    segments: int
    locked: int = 0
    untranslated: int = 0
    remarks: tuple[str, ...] = ()
    suppressed: int = 0

    @property
    def required(self) -> int:
        """How often terms of the file were due."""
        return sum(tally.required for tally in self.tallies)

    @property
    def rendered(self) -> int:
        """How often they were there."""
        return sum(tally.rendered for tally in self.tallies)

    @property
    def rate(self) -> float:
        """Term success rate of the file, 0 to 1; 1 where no term was due."""
        return self.rendered / self.required if self.required else 1.0
