"""`glossary add`: a new concept from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from glossary.cli.common import ColorOption, QuietOption, TermsOption, remark, settings_for, shared
from glossary.visible import visible


def add(
    context: typer.Context,
    chinese: Annotated[str, typer.Argument(metavar="CHINESE", help="The Chinese designation.")],
    english: Annotated[str, typer.Argument(metavar="ENGLISH", help="The preferred English.")],
    *,
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="NAME", help="Subject field, which decides on the file."),
    ] = None,
    pinyin: Annotated[
        str | None, typer.Option("--pinyin", help="The reading, instead of a proposed one.")
    ] = None,
    admit: Annotated[
        list[str] | None,
        typer.Option(
            "--admit", metavar="TEXT", help="Another accepted English (repeatable).", show_default=False
        ),
    ] = None,
    definition: Annotated[str | None, typer.Option("--definition", help="One sentence: what it is.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Advice to the translator.")] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="TEXT",
            help="Where the wording was published: 'Title, publisher, date, address' (repeatable).",
            show_default=False,
        ),
    ] = None,
    identifier: Annotated[
        str | None, typer.Option("--id", help="Id, instead of one made from the English.")
    ] = None,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
) -> None:
    """Add a concept to the term file of its subject field, with proposed pinyin, as a draft.

    \b
    Examples:
      glossary add 攀登计划 "Climbing Plan" --terms my-terms.toml
      glossary add 智改数转 "smart and digital upgrading" --subject industry --admit "smart upgrading"

    The file keeps its order and its comments. A term that is there already is refused, and its place told.
    """
    from glossary.add import Proposal, add_concept

    options = shared(context, terms=terms, color=color, quiet=quiet)
    proposal = Proposal(
        zh=chinese,
        en=english,
        admitted=tuple(admit or ()),
        pinyin=pinyin,
        id=identifier,
        subject=subject,
        definition=definition,
        note=note,
        source=tuple(source or ()),
    )
    concept = add_concept(proposal, settings_for(options).terms)
    reading = concept.zh[0].pinyin or ""
    typer.echo(visible(f"{concept.zh[0].text}  {reading}  {concept.en[0].text}"))
    if not options.quiet:
        remark(f"added as '{concept.id}' in {concept.path}:{concept.line}")
        if pinyin is None:
            remark("the pinyin is a proposal: please check it in the file")
