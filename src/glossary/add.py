"""Add a concept to a term base: the right file, a proposed reading, no duplicates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary.concept import CHINESE, ENGLISH, Concept, Designation, Review, Status
from glossary.errors import TermFileError
from glossary.glossary import Glossary, built_in_folder
from glossary.loading import files_of, load
from glossary.termfile import read_term_file, slug
from glossary.termfile_write import edit_term_file
from glossary.text import fold, has_han

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that somebody wants to add.

    Attributes:
        zh: the preferred Chinese designation.
        en: the preferred English designation.
        admitted: further English designations.
        pinyin: reading of `zh`; proposed when None.
        id: made from the English when None.
        subject: subject field; may be None where the term base has one file.
    """

    zh: str
    en: str
    admitted: tuple[str, ...] = ()
    pinyin: str | None = None
    id: str | None = None
    subject: str | None = None
    definition: str | None = None
    note: str | None = None
    source: tuple[str, ...] = ()


def add_concept(proposal: Proposal, paths: Sequence[Path]) -> Concept:
    """Write a new concept into the term file of its subject field, under a lock.

    Returns:
        The concept as it now stands in the file.

    Raises:
        GlossaryError: an empty designation, a duplicate, no file for the subject, or no way to write it.
    """
    _check(proposal)
    path, subject = _file_for(proposal.subject, paths)
    concept = _concept(proposal, subject)
    with edit_term_file(path, subject=subject) as draft:
        # Read under the lock: another writer may just have added the same term.
        _refuse_duplicates(concept, load([each for each in paths if each.exists()]))
        draft.add(concept)
    return Glossary(read_term_file(path).concepts).by_id[concept.id]


def _check(proposal: Proposal) -> None:
    if not has_han(proposal.zh):
        raise TermFileError(
            f"'{proposal.zh}' is not Chinese", hint='give the Chinese first: add 攀登计划 "Climbing Plan"'
        )
    if not proposal.en.strip() or has_han(proposal.en):
        raise TermFileError(
            f"'{proposal.en}' is not English", hint='give the English second: add 攀登计划 "Climbing Plan"'
        )


def _concept(proposal: Proposal, subject: str) -> Concept:
    chinese = Designation(proposal.zh.strip(), CHINESE, pinyin=proposal.pinyin or _proposed_pinyin(proposal))
    english = [Designation(proposal.en.strip(), ENGLISH)]
    english += [Designation(text.strip(), ENGLISH, Status.ADMITTED) for text in proposal.admitted]
    identifier = proposal.id or slug(proposal.en)
    if not identifier:
        raise TermFileError(f"no id can be made of '{proposal.en}'", hint="choose one with --id")
    return Concept(
        id=identifier,
        designations=(chinese, *english),
        subject=subject,
        definition=proposal.definition,
        note=proposal.note,
        source=proposal.source,
        # The reading may be a guess and nobody but the author has seen the entry.
        review=Review.DRAFT,
    )


def _proposed_pinyin(proposal: Proposal) -> str:
    from glossary.pinyin import propose

    return propose(proposal.zh.strip(), proper=proposal.en.strip()[:1].isupper())


def _refuse_duplicates(concept: Concept, glossary: Glossary) -> None:
    chinese, english = concept.designations[0], concept.designations[1].text.lower()
    for other in glossary:
        place = f"'{other.id}' at {other.path}:{other.line}"
        if any(fold(each.text) == fold(chinese.text) for each in other.zh):
            raise TermFileError(
                f"{chinese.text} is there already: {place}",
                hint="edit that concept, or add a longer designation",
            )
        if other.preferred_en is not None and other.preferred_en.text.lower() == english:
            raise TermFileError(
                f"'{other.preferred_en.text}' is the preferred English of {place}",
                hint=f"add {chinese.text} there as zh.admitted, or choose another English",
            )
        if other.id == concept.id:
            raise TermFileError(f"there is a concept named {place}", hint="choose another id with --id")


def _file_for(subject: str | None, paths: Sequence[Path]) -> tuple[Path, str]:
    """Find the file of a subject field; a new subject gets a new file in the folder."""
    new = [path for path in paths if not path.exists()]
    if new and new[0].suffix == ".toml":
        return new[0], subject or new[0].stem
    files = {path: read_term_file(path).subject for path in files_of(paths) if path.suffix == ".toml"}
    if not files:
        raise TermFileError(
            "this term base has no term file to add to", hint="name one: --terms my-terms.toml"
        )
    if built_in_folder().parent.name == "glossary" and any(
        built_in_folder() in path.parents for path in files
    ):
        raise TermFileError(
            "the built-in terms belong to the installed program", hint="keep your own: --terms my-terms.toml"
        )
    known = sorted(set(files.values()))
    if subject is None:
        if len(files) == 1:
            return next(iter(files.items()))
        raise TermFileError("which subject field?", hint=f"choose with --subject: {', '.join(known)}")
    for path, found in files.items():
        if found == subject:
            return path, subject
    folder = next((path for path in paths if path.is_dir()), None)
    if folder is None or slug(subject) != subject:
        raise TermFileError(
            f"no term file for the subject '{subject}'", hint=f"choose one of: {', '.join(known)}"
        )
    return folder / f"{subject}.toml", subject
