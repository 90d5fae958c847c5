"""Run all rules over term files, and mend what has only one right answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossary.diagnostics import Diagnostic, Severity
from glossary.errors import GlossaryError
from glossary.lint import evidence, form, relations
from glossary.lint.rule import Rule
from glossary.loading import files_of, read_foreign
from glossary.termfile import read_term_file
from glossary.termfile_write import edit_term_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from glossary.concept import Concept

ERROR, WARNING, ADVISORY = Severity
INVALID: Final = "invalid-entry"
DUPLICATE_ID: Final = "duplicate-id"

RULES: Final = (
    Rule("missing-pinyin", ERROR, form.missing_pinyin),
    Rule("impossible-pinyin", ERROR, form.impossible_pinyin),
    Rule("stray-whitespace", ERROR, form.stray_whitespace, is_fixable=True),
    Rule("full-width", ERROR, form.full_width, is_fixable=True),
    Rule("unsorted-ids", WARNING, form.unsorted_ids, is_fixable=True),
    Rule("leading-article", WARNING, form.leading_article),
    Rule("final-punctuation", WARNING, form.final_period),
    Rule("clashing-designation", ERROR, relations.clashing_designation),
    Rule("shared-english", ERROR, relations.shared_english),
    Rule("missing-preferred", ERROR, relations.missing_preferred),
    Rule("repeated-designation", ERROR, relations.repeated_designation),
    Rule("unknown-reference", ERROR, relations.unknown_reference),
    Rule("failing-example", ERROR, relations.failing_example),
    Rule("needless-exclusion", WARNING, relations.needless_exclusion),
    Rule("unknown-english", WARNING, relations.unknown_english),
    Rule("split-subject", WARNING, relations.subject_of_one_file),
    Rule("reviewed-without-source", ERROR, evidence.reviewed_without_source),
    Rule("source-form", WARNING, evidence.source_form),
    Rule("undefined-numerals", WARNING, evidence.undefined_numerals),
    Rule("organ-capitals", WARNING, evidence.organ_capitals),
    Rule("british-spelling", WARNING, evidence.british_spelling),
    Rule("unexplained-deprecation", WARNING, evidence.unexplained_deprecation),
)


@dataclass(frozen=True, slots=True)
class LintReport:
    """What linting found.

    Attributes:
        files: how many term files were read.
        concepts: how many concepts they hold.
        diagnostics: by file, then line, then code.
    """

    files: int
    concepts: int
    diagnostics: tuple[Diagnostic, ...]


def lint_files(paths: Iterable[Path | str] | None = None, *, rules: Iterable[Rule] = RULES) -> LintReport:
    """Check the term files under these paths together; the built-in terms when none is named.

    Raises:
        GlossaryError: a path is missing or holds no term files.
    """
    files = files_of(paths)
    concepts: list[Concept] = []
    found: list[Diagnostic] = []
    for path in files:
        read, errors = _read(path)
        concepts += read
        found += map(_as_diagnostic, errors)
    found += _duplicate_ids(concepts)
    for rule in rules:
        found += rule.diagnose(concepts)
    found.sort(key=lambda each: (each.path or "", each.line or 0, each.code, each.message))
    return LintReport(len(files), len(concepts), tuple(found))


def fix_files(paths: Iterable[Path | str] | None = None) -> list[str]:
    """Mend order, blanks and widths in the TOML files, keep everything else; list the files changed.

    Raises:
        GlossaryError: a file cannot be read or written, or is not TOML.
    """
    changed = []
    for path in files_of(paths):
        if path.suffix.lower() != ".toml":
            continue
        term_file = read_term_file(path)
        with edit_term_file(path) as draft:
            before = draft.text
            for concept in term_file.concepts:
                tidied = form.tidy_concept(concept)
                if tidied != concept:
                    draft.update(tidied)
            draft.sort()
            if draft.text != before:
                changed.append(str(path))
    return changed


def _read(path: Path) -> tuple[list[Concept], list[GlossaryError]]:
    try:
        if path.suffix.lower() != ".toml":
            return list(read_foreign(path)), []
        term_file = read_term_file(path)
    except GlossaryError as error:
        return [], [error if error.path else GlossaryError(error.message, path=path, hint=error.hint)]
    return list(term_file.concepts), list(term_file.errors)


def _as_diagnostic(error: GlossaryError) -> Diagnostic:
    return Diagnostic(
        code=INVALID,
        severity=ERROR,
        message=error.message,
        hint=error.hint,
        path=str(error.path),
        line=error.line,
    )


def _duplicate_ids(concepts: Iterable[Concept]) -> Iterator[Diagnostic]:
    first: dict[str, Concept] = {}
    for concept in concepts:
        other = first.setdefault(concept.id, concept)
        if other is not concept:
            yield Diagnostic(
                code=DUPLICATE_ID,
                severity=ERROR,
                message=f"[{concept.id}] there is another concept of this name at {other.path}:{other.line}",
                hint="merge them, or rename one",
                path=concept.path,
                line=concept.line,
                concept=concept.id,
            )
