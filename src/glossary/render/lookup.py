"""Lookup results for a terminal (Rich), as plain lines, and as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from glossary.concept import Review, Status
from glossary.record import (
    also_text,
    concept_json,
    concept_lines,
    concept_to_json,
    designation_remark,
    to_json_text,
)
from glossary.render.brief import (
    count_described,
    hit_line,
    json_document,
    json_hit,
    json_result,
    plain_query,
)
from glossary.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from glossary.concept import Concept, Designation
    from glossary.lookup import Breakdown, Hit, LookupResult

STYLES: Final = {
    Status.PREFERRED: "bold green",
    Status.ADMITTED: "green",
    Status.DEPRECATED: "red strike",
    Status.SUPERSEDED: "yellow strike",
}
DIM: Final = "dim"


def results_to_json(results: Sequence[LookupResult]) -> str:
    """Write results as JSON; `version` tells its form."""
    return json_document(
        json_result(result.query, _json_hits(result.hits), more=result.more, extra=_json_extra(result))
        for result in results
    )


def results_to_plain(results: Sequence[LookupResult], *, full: bool = False) -> str:
    """Write what was found as plain lines, an empty line between any two concepts.

    Args:
        results: what was found.
        full: describe every hit, not only those that are what was asked for.
    """
    blocks = []
    for result in results:
        if len(results) > 1:
            blocks.append(f"# {plain_query(result.query)}\n")
        described = _count_described(result, full=full)
        blocks += ["\n".join(concept_lines(each)) + "\n" for each in _concepts(result, described)]
        if lines := [hit_line(*_hit_parts(hit)) for hit in result.hits[described:]]:
            blocks.append("\n".join(lines) + "\n")
        if result.breakdown is not None:
            blocks.append("\n".join(_breakdown_lines(result.breakdown)) + "\n")
    return "\n".join(blocks)


def results_to_terminal(
    results: Sequence[LookupResult], *, full: bool = False, color: bool | None = None
) -> str:
    """Write results for a terminal, with its control sequences.

    Args:
        results: what was found.
        full: describe every hit, not only those that are what was asked for.
        color: force colours on or off; by default as standard output and the environment want it.
    """
    from rich.console import Console

    console = Console(
        file=sys.stdout,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=color,
        no_color=True if color is False else None,
    )
    with console.capture() as capture:
        for number, text in enumerate(_texts(results, full=full)):
            if number:
                console.print()
            console.print(text, soft_wrap=True)
    return capture.get()


def _texts(results: Sequence[LookupResult], *, full: bool) -> Iterator[Text]:
    from rich.text import Text

    for result in results:
        if len(results) > 1:
            yield Text(f"# {plain_query(result.query)}", style=DIM)
        described = _count_described(result, full=full)
        for concept in _concepts(result, described):
            yield _describe(concept)
        further = result.hits[described:]
        if further:
            yield Text("\n").join(map(_hit_text, further))
        if result.breakdown is not None:
            yield Text("\n".join(_breakdown_lines(result.breakdown)))
        hints = [f"and {result.more} more; see them with --limit {len(result.hits) + result.more}"]
        hints = hints * bool(result.more) + ["all described with --full"] * bool(further)
        if hints:
            yield Text("; ".join(hints), DIM)


def _count_described(result: LookupResult, *, full: bool) -> int:
    return len(result.hits) if full else count_described([hit.kind for hit in result.hits])


def _concepts(result: LookupResult, described: int) -> list[Concept]:
    """List the concepts to describe: of the best hits, and of the terms in a phrase."""
    terms = result.breakdown.terms if result.breakdown else ()
    found = (*(hit.concept for hit in result.hits[:described]), *(match.concept for match in terms))
    return list({concept.id: concept for concept in found}.values())


def _hit_parts(hit: Hit) -> tuple[str, str, str, int]:
    """Tell the Chinese and the English of a hit, the designation met where it is neither, and its rank."""
    concept, met = hit.concept, hit.designation
    chinese, english = concept.preferred_zh, concept.preferred_en
    if met.is_chinese and met.status.is_accepted:
        chinese, english = met, concept.english_for(met)
    texts = [each.text if each else "" for each in (chinese, english)]
    rank = list(Status).index(met.status)
    return texts[0], texts[1], "" if met in (chinese, english) else met.text, rank


def _hit_text(hit: Hit) -> Text:
    from rich.text import Text

    chinese, english, met, rank = _hit_parts(hit)
    text = Text(hit_line(chinese, english, met, rank))
    text.stylize("bold", 0, len(one_line(chinese)))
    start = len(one_line(chinese)) + 2 if chinese else 0
    text.stylize("green", start, start + len(one_line(english)))
    return text


def _describe(concept: Concept) -> Text:
    """Describe a concept in the lines of `concept_lines`, with colours."""
    from rich.text import Text

    lines = [_designation_line(each) for each in concept.zh]
    listed = False
    for each in concept.en:
        if each.status is not Status.ADMITTED:
            lines.append(_designation_line(each))
        elif not listed:
            also = (one_line(also_text(concept)), STYLES[Status.ADMITTED])
            lines.append(Text.assemble(("  also: ", DIM), also))
            listed = True
    named = [(name, getattr(concept, name)) for name in ("definition", "note", "context")]
    named += [("source", source) for source in concept.source]
    named.append(("superseded by", concept.superseded_by))
    lines += [Text.assemble((f"  {name}: ", DIM), one_line(value)) for name, value in named if value]
    draft = ", draft" if concept.review is Review.DRAFT else ""
    subject = f"{concept.subject}: " if concept.subject else ""
    lines.append(Text(f"  [{one_line(subject + concept.id)}{draft}]", style=DIM))
    return Text("\n").join(lines)


def _designation_line(designation: Designation) -> Text:
    from rich.text import Text

    text = one_line(designation.text)
    if designation.is_chinese:
        style = "bold" if designation.status.is_accepted else STYLES[designation.status]
        line = Text(text, style=style)
        line = Text.assemble(
            line, (f"  {one_line(designation.pinyin)}", "cyan") if designation.pinyin else ""
        )
    else:
        line = Text.assemble("  ", (text, STYLES[designation.status]))
    remark = designation_remark(designation)
    return Text.assemble(line, (f" ({one_line(remark)})", DIM)) if remark else line


def _breakdown_lines(breakdown: Breakdown) -> list[str]:
    lines = [f"{visible(' '.join(breakdown.words))}", f"  {visible(breakdown.pinyin)}"]
    terms = ", ".join(visible(match.text) for match in breakdown.terms)
    return [*lines, f"  not a term itself; terms in it: {terms or 'none'}"]


def _json_hits(hits: Sequence[Hit]) -> list[str]:
    return [json_hit(hit.kind, hit.score, hit.designation.text, concept_json(hit.concept)) for hit in hits]


def _json_extra(result: LookupResult) -> str:
    extra = ""
    if result.breakdown is not None:
        extra += f', "breakdown": {to_json_text(_breakdown_to_json(result.breakdown))}'
    if not result.hits:
        extra += f', "suggestions": [{", ".join(_json_hits(result.suggestions))}]'
    return extra


def _breakdown_to_json(breakdown: Breakdown) -> dict[str, object]:
    return {
        "words": list(breakdown.words),
        "pinyin": breakdown.pinyin,
        "terms": [
            {
                "start": match.span.start,
                "end": match.span.end,
                "text": match.text,
                "verdict": match.verdict,
                "concept": concept_to_json(match.concept),
            }
            for match in breakdown.terms
        ],
    }
