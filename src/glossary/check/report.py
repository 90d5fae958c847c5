"""From outcomes to findings: what to say, how grave it is, and what would mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glossary.check import rules
from glossary.check.assess import accepted
from glossary.check.finding import Finding
from glossary.check.fix import replacement_edits
from glossary.check.target import ChineseTarget, EnglishTarget
from glossary.check.wordings import is_abbreviation, rendering_name, without_short_forms, wording_key
from glossary.concept import Concept, Review, Status, TermType
from glossary.diagnostics import Diagnostic, Severity
from glossary.document import Direction
from glossary.english import initialism_of_word
from glossary.rendering import Manner
from glossary.text import Span, has_han, is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.check.assess import Outcome
    from glossary.check.finding import CheckOptions
    from glossary.check.target import Target
    from glossary.check.wordings import Ledger
    from glossary.diagnostics import Edit
    from glossary.document import Bitext, SegmentPair
    from glossary.rendering import Rendering

    Numbered = tuple[int, Finding]

GLOSS = re.compile(r"[(（\[［「『“\"][^()（）\[\]]*[)）\]］」』”\"]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")
MOST_LISTED = 3


class Reporter:
    """Makes the findings of one bilingual text.

    Attributes:
        instead: by identity of the outcome, what the target says instead; for the ledger.
    """

    def __init__(self, bitext: Bitext, options: CheckOptions) -> None:
        self._bitext = bitext
        self._options = options
        self._is_to_english = options.direction is Direction.ZH_EN
        # Any target tells which designations are in its language.
        self._language: Target = EnglishTarget("") if self._is_to_english else ChineseTarget("")
        self._seen: set[str] = set()
        self._earlier: list[str] = []
        self._searched: dict[str, int] = {}
        self.instead: dict[int, str] = {}

    def report_segments(
        self, pairs: Sequence[SegmentPair], outcomes: Sequence[Outcome]
    ) -> Iterator[Numbered]:
        """Yield the findings that concern single segments, with the number of the segment."""
        position = 0
        for index, pair in enumerate(pairs):
            self._earlier.append(pair.target.text)
            while position < len(outcomes) and (outcome := outcomes[position]).index == index:
                position += 1
                if outcome.is_settled and outcome.demand.concepts[0].id in self._seen:
                    continue
                for finding in self._report_outcome(outcome):
                    yield index, finding
            for finding in self._report_untranslated(pair):
                yield index, finding

    def report_inconsistency(self, outcomes: Sequence[Outcome], *, strict: bool) -> Iterator[Numbered]:
        """Yield one finding for each concept that is rendered in several accepted ways."""
        ledgers: dict[str, Ledger] = {}
        for outcome in outcomes:
            if outcome.is_settled and not strict and not _has_choice(outcome.demand.concepts[0]):
                continue
            for rendering in outcome.free[: outcome.required]:
                if strict or not is_abbreviation(rendering, outcome):
                    key = wording_key(rendering_name(rendering, outcome.pair.target.text))
                    ledger = ledgers.setdefault(outcome.demand.concept.id, {})
                    ledger.setdefault(key, []).append((outcome, rendering))
        for ledger in ledgers.values():
            ways = ledger if strict else without_short_forms(ledger)
            if len(ways) > 1:
                yield self._inconsistent(list(ways.values()))

    def _report_outcome(self, outcome: Outcome) -> Iterator[Finding]:
        yield from self._report_struck(outcome)
        lacking = outcome.required - outcome.rendered
        if lacking and not outcome.rendered and not outcome.struck:
            yield self._missing(outcome)
        elif outcome.required > 2 * (outcome.rendered + len(outcome.struck)):
            yield self._count(outcome)
        yield from self._report_first_mention(outcome)
        for rendering in outcome.free[: outcome.required]:
            if not rendering.has_right_case:
                yield self._wrong_case(outcome, rendering)

    def _missing(self, outcome: Outcome) -> Finding:
        names = self._names(outcome)
        guess = outcome.guess
        severity = self._severity(outcome, rules.MISSING_TERM)
        message = f"{outcome.demand.term}: the target lacks “{names[0] if names else '?'}”"
        hint = f"use {_any_of(names)}"
        instead = None
        if guess is not None:
            instead = outcome.pair.target.text[guess.span.start : guess.span.end]
            self.instead[id(outcome)] = instead
            message += f"; it seems to say “{instead}”"
            if guess.is_reordered:
                severity, hint = (
                    Severity.ADVISORY,
                    f"the words are there in another order; use {_any_of(names)}",
                )
        elif not outcome.pair.certain:
            hint += " (the alignment is doubtful here; the paragraphs around were searched, too)"
        return self._finding(
            rules.MISSING_TERM,
            severity,
            outcome,
            message,
            hint,
            target_spans=(guess.span,) if guess else (),
            instead=instead,
        )

    def _count(self, outcome: Outcome) -> Finding:
        names = self._names(outcome)
        message = (
            f"{outcome.demand.term}: {outcome.required} times in the source, “{names[0]}” "
            f"{_times(outcome.rendered)} in the target"
        )
        hint = "check that the other places say the same; a pronoun may be right"
        spans = tuple(rendering.span for rendering in outcome.free)
        return self._finding(rules.TERM_COUNT, Severity.ADVISORY, outcome, message, hint, target_spans=spans)

    def _report_struck(self, outcome: Outcome) -> Iterator[Finding]:
        if not outcome.struck:
            return
        names = self._names(outcome)
        for rendering in outcome.struck:
            written = outcome.pair.target.text[rendering.span.start : rendering.span.end]
            designation = rendering.designation
            severity = self._severity(outcome, rules.DEPRECATED_TERM)
            if designation.status is Status.SUPERSEDED and severity is Severity.ERROR:
                severity = Severity.WARNING
            message = f"{outcome.demand.term}: “{written}” is {designation.status}"
            if designation.note:
                message += f" ({designation.note})"
            edits = replacement_edits(outcome.pair.target, rendering, names) if self._is_to_english else ()
            yield self._finding(
                rules.DEPRECATED_TERM,
                severity,
                outcome,
                message,
                f"use {_any_of(names)}",
                target_spans=(rendering.span,),
                instead=written,
                edits=edits,
            )

    def _wrong_case(self, outcome: Outcome, rendering: Rendering) -> Finding:
        written = outcome.pair.target.text[rendering.span.start : rendering.span.end]
        wanted = rendering.designation.text
        edits = replacement_edits(outcome.pair.target, rendering, (wanted,))
        return self._finding(
            rules.WRONG_CASE,
            self._severity(outcome, rules.WRONG_CASE),
            outcome,
            f"{outcome.demand.term}: “{written}” is written “{wanted}”",
            f"write {wanted}",
            target_spans=(rendering.span,),
            instead=written,
            edits=edits,
        )

    def _report_first_mention(self, outcome: Outcome) -> Iterator[Finding]:
        """Report an initialism or abbreviation that comes before the name that it shortens."""
        concept = outcome.demand.concept.id
        if not self._is_to_english or concept in self._seen or not outcome.free:
            return
        short = [rendering for rendering in outcome.free if is_abbreviation(rendering, outcome)]
        if len(short) < len(outcome.free) or self._was_introduced(outcome, short[0]):
            self._seen.add(concept)
            return
        is_listed = short[0].manner is Manner.WORDS
        if is_listed and not self._options.first_mention:
            return
        code = rules.FIRST_MENTION if is_listed else rules.INITIALISM_FIRST
        written = outcome.pair.target.text[short[0].span.start : short[0].span.end]
        full = _full_form(outcome.demand.concept) or written
        yield self._finding(
            code,
            Severity.ADVISORY,
            outcome,
            f"{outcome.demand.term}: “{written}” stands before its full form",
            f"write {full} ({written}) at the first mention",
            target_spans=(short[0].span,),
            instead=written,
        )
        self._seen.add(concept)

    def _was_introduced(self, outcome: Outcome, rendering: Rendering) -> bool:
        """Does the full form stand anywhere in the target before, even where the source lacks the term?"""
        full = (_full_form(outcome.demand.concept) or "").lower()
        if not full:
            return rendering.manner is Manner.WORDS
        here = outcome.pair.target.text[: rendering.span.start].lower()
        return full in here or self._stands_before(full)

    def _stands_before(self, full: str) -> bool:
        """Does it stand in an earlier segment? No segment is searched twice for the same form."""
        start, end = self._searched.get(full, 0), len(self._earlier) - 1
        found = next((index for index in range(start, end) if full in self._earlier[index].lower()), None)
        self._searched[full] = end if found is None else found
        return found is not None

    def _report_untranslated(self, pair: SegmentPair) -> Iterator[Finding]:
        source, target = pair.source.text.strip(), pair.target.text.strip()
        if source == target and any(map(is_han if self._is_to_english else str.isalpha, source)):
            yield self._plain(
                pair, "the target repeats the source", (Span(0, len(pair.target.text)),), "translate it"
            )
        elif self._is_to_english and not target.isascii() and HAN.search(target):
            left = _chinese_left(pair.target.text)
            if left:
                named = "、".join(pair.target.text[span.start : span.end] for span in left[:MOST_LISTED])
                yield self._plain(
                    pair, f"Chinese is left in the target: {named}", tuple(left), "translate it"
                )

    def _inconsistent(self, ways: list[list[tuple[Outcome, Rendering]]]) -> Numbered:
        ways.sort(key=len)
        ledger = ", ".join(
            f"{rendering_name(way[0][1], way[0][0].pair.target.text)} ×{len(way)}" for way in reversed(ways)
        )
        outcome, rendering = ways[0][0]
        severity = self._severity(outcome, rules.INCONSISTENT_TERM)
        usual = rendering_name(ways[-1][0][1], ways[-1][0][0].pair.target.text)
        finding = self._finding(
            rules.INCONSISTENT_TERM,
            severity,
            outcome,
            f"{outcome.demand.term}: rendered in {len(ways)} ways: {ledger}",
            f"choose one, for example {usual}",
            target_spans=(rendering.span,),
        )
        return outcome.index, finding

    def _names(self, outcome: Outcome) -> tuple[str, ...]:
        """The accepted designations, best first."""
        return tuple([designation.text for designation in accepted(outcome.demand, self._language)])

    @staticmethod
    def _severity(outcome: Outcome, code: str) -> Severity:
        is_draft = all(concept.review is Review.DRAFT for concept in outcome.demand.concepts)
        return Severity.ADVISORY if is_draft or outcome.demand.is_thin else rules.BY_CODE[code].severity

    def _finding(
        self,
        code: str,
        severity: Severity,
        outcome: Outcome,
        message: str,
        hint: str,
        *,
        target_spans: tuple[Span, ...],
        instead: str | None = None,
        edits: tuple[Edit, ...] = (),
    ) -> Finding:
        diagnostic = Diagnostic(
            code,
            severity,
            message,
            hint,
            self._bitext.path,
            outcome.pair.target.line,
            outcome.demand.concept.id,
            edits,
        )
        return Finding(
            diagnostic,
            outcome.pair,
            outcome.demand.term,
            self._names(outcome),
            instead,
            tuple(outcome.demand.spans),
            target_spans,
        )

    def _plain(self, pair: SegmentPair, message: str, spans: tuple[Span, ...], hint: str) -> Finding:
        severity = rules.BY_CODE[rules.UNTRANSLATED].severity
        diagnostic = Diagnostic(
            rules.UNTRANSLATED, severity, message, hint, self._bitext.path, pair.target.line
        )
        return Finding(diagnostic, pair, target_spans=spans)


def _has_choice(concept: Concept) -> bool:
    """Are there more designations than one in each language?"""
    return len(concept.designations) > len(("zh", "en"))


def _full_form(concept: Concept) -> str | None:
    names = (d for d in concept.accepted_en if d.type is not TermType.ABBREVIATION)
    return next((d.text for d in names if not initialism_of_word(d.text)), None)


def _chinese_left(text: str) -> list[Span]:
    """Chinese in the text, without glosses in brackets and quotes."""
    glosses = [Span(*found.span()) for found in GLOSS.finditer(text) if found.start() > 0]
    runs: list[Span] = []
    for found in re.finditer(r"[^\x00-\u2e7f]+", text):
        span = Span(*found.span())
        if has_han(found.group()) and not any(gloss.covers(span) for gloss in glosses):
            runs.append(span)
    return runs


def _any_of(names: Iterable[str]) -> str:
    listed = [f"“{name}”" for name in names]
    return " or ".join(listed[:MOST_LISTED]) + (" …" if len(listed) > MOST_LISTED else "")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
