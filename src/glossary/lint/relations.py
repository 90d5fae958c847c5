"""Rules on concepts together: designations that clash, statuses, references."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from glossary.concept import Concept, Status
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossary.lint.rule import Problem
    from glossary.matcher import Matcher


def _english_of(concept: Concept) -> str:
    return concept.preferred_en.text if concept.preferred_en else ""


def _place(concept: Concept) -> str:
    return f"'{concept.id}' ({concept.path}:{concept.line})" if concept.path else f"'{concept.id}'"


def clashing_designation(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """One Chinese designation names one concept; in two concepts a text could be rendered in two ways."""
    owners: dict[str, Concept] = {}
    for concept in concepts:
        for designation in concept.zh:
            first = owners.setdefault(fold(designation.text), concept)
            if first is concept:
                continue
            theirs, ours = _english_of(first), _english_of(concept)
            what = (
                f"{designation.text} is '{ours}' here and '{theirs}' in {_place(first)}"
                if theirs != ours
                else f"{designation.text} is also in {_place(first)}"
            )
            yield concept, what, "merge the two, or tell them apart by a longer designation"


def shared_english(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """One preferred English names one concept; where two share it, they are one, or one needs another name.

    Homonyms are allowed where they are known as such: one of the two names the other under `related`.
    """
    owners: defaultdict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        english = _english_of(concept).lower()
        others = [each for each in owners[english] if not _are_related(concept, each)] if english else []
        if others:
            what = f"'{_english_of(concept)}' is also the preferred English of {_place(others[0])}"
            hint = (
                "merge the two concepts, prefer a wording that tells them apart, or name the other as related"
            )
            yield concept, what, hint
        owners[english].append(concept)


def _are_related(one: Concept, other: Concept) -> bool:
    return one.id in other.related or other.id in one.related


def missing_preferred(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Whoever strikes a designation out must say what to write instead."""
    for concept in concepts:
        for language, designations in (("Chinese", concept.zh), ("English", concept.en)):
            if all(each.status is not Status.PREFERRED for each in designations):
                yield concept, f"no preferred {language} designation", "make one of them the preferred one"


def repeated_designation(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A designation stands once in its concept, with one status.

    Chinese that differs in its commas, its quotation marks or its width only is found as the same.
    """
    for concept in concepts:
        seen: dict[tuple[str, str], Status] = {}
        for designation in concept.designations:
            is_folded = designation.is_chinese and not designation.case_sensitive
            key = (designation.language, fold(designation.text) if is_folded else designation.text)
            if key in seen:
                what = f"'{designation.text}' stands twice ({seen[key]} and {designation.status})"
                yield concept, what, "keep one of the two"
            seen.setdefault(key, designation.status)


def unknown_reference(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """`related` and `superseded_by` name concepts that exist."""
    ids = {concept.id for concept in concepts}
    for concept in concepts:
        references = (*concept.related, *((concept.superseded_by,) if concept.superseded_by else ()))
        for reference in references:
            if reference not in ids or reference == concept.id:
                yield concept, f"there is no other concept '{reference}'", "correct the id, or delete it"


def failing_example(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """The sentences under `examples` are tests: `match` must contain the concept, `no_match` must not."""
    from glossary.matcher import Matcher

    with_examples = [each for each in concepts if each.examples.match or each.examples.no_match]
    if not with_examples:
        return
    matcher = Matcher(concepts)
    for concept in with_examples:
        for sentence in concept.examples.match:
            if not _finds(matcher, concept, sentence):
                hint = "correct the sentence, or see why with: glossary annotate --explain"
                yield concept, f"is not found in its example '{sentence}'", hint
        for sentence in concept.examples.no_match:
            if _finds(matcher, concept, sentence):
                yield (
                    concept,
                    f"is found in '{sentence}', where it must not be",
                    "add the longer word to not_in",
                )


def _finds(matcher: Matcher, concept: Concept, sentence: str) -> bool:
    return any(match.concept.id == concept.id for match in matcher.find(sentence, nested=True))


def needless_exclusion(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """`not_in` lists longer strings that contain the designation; any other string there has no effect."""
    for concept in concepts:
        for designation in concept.zh:
            for longer in designation.not_in:
                if designation.text not in longer or designation.text == longer:
                    what = f"not_in of {designation.text} has '{longer}', which does not contain it"
                    yield concept, what, "write the whole longer string"


def unknown_english(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """`en` of a Chinese designation chooses among the accepted English of the concept; any other has no effect."""
    for concept in concepts:
        accepted = {each.text for each in concept.accepted_en}
        for designation in concept.designations:
            english = designation.english
            if english is not None and not designation.is_chinese:
                yield concept, f"en stands in the English designation '{designation.text}'", "delete it there"
            elif english is not None and english not in accepted:
                what = f"en of {designation.text} is '{english}', which the concept does not accept"
                yield (
                    concept,
                    what,
                    "write it as one of the concept's English designations stands, or add it there",
                )


def subject_of_one_file(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """A subject field has one file: a reviewer must know where its terms are."""
    files: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        if concept.path and concept.path.endswith(".toml"):
            files[concept.subject].add(concept.path)
    for concept in concepts:
        paths = files.pop(concept.subject, set())
        if len(paths) > 1:
            yield concept, f"subject '{concept.subject}' is in {', '.join(sorted(paths))}", "merge the files"
