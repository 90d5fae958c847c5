"""The kinds of findings, each with its severity, its documentation and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glossary.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding.

    Attributes:
        code: stable kebab-case name.
        severity: as a rule; drafts and near misses are advisory.
        documentation: a paragraph.
        example: a source and a target that have the finding, and a target that has not.
    """

    code: str
    severity: Severity
    documentation: str
    example: tuple[str, str, str]


MISSING_TERM: Final = "missing-term"
TERM_COUNT: Final = "term-count"
DEPRECATED_TERM: Final = "deprecated-term"
INCONSISTENT_TERM: Final = "inconsistent-term"
UNTRANSLATED: Final = "untranslated"
WRONG_CASE: Final = "wrong-case"
INITIALISM_FIRST: Final = "initialism-first"
FIRST_MENTION: Final = "first-mention"

RULES: Final = (
    Rule(
        MISSING_TERM,
        Severity.ERROR,
        "The source has a term and the target has none of its accepted designations. Inflected forms, "
        "British and American spelling, hyphens and spaces are known; a longer term satisfies the shorter "
        "ones in it; the message says what the target seems to say instead, where that can be told. "
        "Advisory where the concept is a draft, where it is doubtful that the characters are the term, "
        "or where the words are there in another order.",
        (
            "扎实推进共同富裕。",
            "Make solid progress toward shared wealth.",
            "Make solid progress toward common prosperity.",
        ),
    ),
    Rule(
        TERM_COUNT,
        Severity.ADVISORY,
        "The term occurs more than twice as often in the source as its designations occur in the target. "
        "Pronouns and short forms often explain that, so it is never more than advisory.",
        (
            "改革是动力，改革要深化，改革不停步。",
            "Reform is a driving force; it must be deepened and must not stop.",
            "Reform is a driving force; reform must be deepened, and it must not stop.",
        ),
    ),
    Rule(
        DEPRECATED_TERM,
        Severity.ERROR,
        "The target uses a designation that the term base strikes out (deprecated, or superseded: then a "
        "warning), for a term that the source has. The reason is the designation's note. `--fix` replaces "
        "it where that is the one right edit: not where it is inflected, needs another article, or markup runs "
        "through it. In DOCX the runs of a word may be split (the first takes the replacement and keeps its "
        "format), but paragraphs with tracked changes, fields or text boxes are left; in XLSX formulas are "
        "left, and strings that cells share unless all of these cells want the change; signed files too.",
        ("发展新质生产力。", "Develop new productivity.", "Develop new quality productive forces."),
    ),
    Rule(
        INCONSISTENT_TERM,
        Severity.WARNING,
        "One concept is rendered in different ways in one document. Abbreviations and shortened names beside "
        "the full form, and the same words in another order, are no inconsistency unless "
        "`--consistency strict` is given; `--consistency off` silences the rule.",
        (
            "乡村振兴……乡村振兴",
            "rural revitalization … revitalization of the countryside (both accepted)",
            "rural revitalization … rural revitalization",
        ),
    ),
    Rule(
        UNTRANSLATED,
        Severity.WARNING,
        "Chinese is left in an English target, or the target repeats the source. Chinese in brackets after "
        "its translation is a gloss and no finding.",
        ("建设示范区。", "Build 示范区.", "Build demonstration zones (示范区)."),
    ),
    Rule(
        WRONG_CASE,
        Severity.WARNING,
        'The target has the designation, but not in the capitals that it demands (`case = "sensitive"`). '
        "The beginning of a sentence and headings in capitals are excused.",
        ("党的领导", "leadership of the party", "leadership of the Party"),
    ),
    Rule(
        INITIALISM_FIRST,
        Severity.ADVISORY,
        "The target uses the initialism of an approved name before the name itself. After the full form it "
        "is a good rendering. Initialisms that the term base lists are always good.",
        ("人大代表", "NPC deputies", "deputies to the National People's Congress (NPC)"),
    ),
    Rule(
        FIRST_MENTION,
        Severity.ADVISORY,
        "An abbreviation that the term base lists stands in the target before the full form does. Only with "
        "`--first-mention`.",
        ("人大开会。", "The NPC met.", "The National People's Congress (NPC) met."),
    ),
)
BY_CODE: Final = {rule.code: rule for rule in RULES}


def to_markdown() -> str:
    """Write the reference page of the findings, `check/findings.md`."""
    parts = [
        (
            "# Findings of `glossary check`\n\n"
            "`glossary check --explain-code CODE` prints the same text. `--ignore CODE`, `--ignore CONCEPT` and "
            "`--ignore CODE:CONCEPT` silence findings; so does a comment `glossary-ignore: CODE, CONCEPT` in a note "
            "of the segment, or in an HTML comment in Markdown and text; `--baseline FILE` leaves out findings that "
            "were accepted with a reason.\n"
        )
    ]
    for rule in RULES:
        source, wrong, right = rule.example
        parts.append(
            f"\n## {rule.code}\n\nSeverity: {rule.severity}\n\n{rule.documentation}\n\n"
            f"| | |\n|---|---|\n| source | {source} |\n| finding | {wrong} |\n| good | {right} |\n"
        )
    return "".join(parts)
