"""Write imported concepts into a term file or a folder of them, under locks, comments kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import ExchangeError, TermBaseError
from glossary.exchange.mending import propose_pinyin
from glossary.exchange.merge import Change, plan_merge, written
from glossary.termfile import parse_term_file, read_term_file
from glossary.termfile_write import edit_term_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossary.concept import Concept
    from glossary.exchange.merge import Conflict, Policy, Step
    from glossary.termfile import TermFile

    Decide = Callable[[Concept, tuple[Conflict, ...]], Policy]


def merge_into(
    target: Path,
    concepts: Sequence[Concept],
    decide: Decide,
    *,
    default_subject: str,
    pinyin: bool = True,
    dry_run: bool = False,
) -> list[Step]:
    """Merge concepts into a term file (made where there is none) or into the term files of a folder.

    Args:
        target: a `.toml` file, or a folder.
        concepts: what was imported.
        decide: says what happens where ours and theirs differ; asked once for each conflict.
        default_subject: subject field that the concepts got for want of their own.
        pinyin: propose missing readings of what is new, and mark it a draft?
        dry_run: plan only.

    Raises:
        ExchangeError: the target is neither.
        GlossaryError: a term file cannot be read, is broken, or cannot be written.
    """
    if not target.is_dir() and target.suffix.lower() != ".toml":
        raise ExchangeError(
            f"'{target.name}' is no term file",
            path=target,
            hint="give a file that ends in .toml, or a folder",
        )
    decided = _remembering(decide)
    folder = target if target.is_dir() else None
    files = sorted(target.rglob("*.toml")) if folder else [target] if target.exists() else []
    existing = _concepts(files)
    steps = _plan(existing, concepts, decided, default_subject, pinyin=pinyin)
    if dry_run:
        return steps
    if folder is None:
        return _store(
            target,
            lambda now: (
                steps if now == existing else _plan(now, concepts, decided, default_subject, pinyin=pinyin)
            ),
            default_subject,
        )
    for path, changed in _by_file(folder, steps, files).items():
        with edit_term_file(path, subject=changed[0].subject) as draft:
            known = {identifier for identifier, _ in draft.blocks}
            draft.update_all(concept for concept in changed if concept.id in known)
            draft.add_all(concept for concept in changed if concept.id not in known)
    return steps


def subject_of(target: Path) -> str | None:
    """The subject field of the concepts of a term file; None for a folder or where there is no file yet."""
    return read_term_file(target).subject or None if target.is_file() else None


def _store(path: Path, plan: Callable[[Sequence[Concept]], list[Step]], default_subject: str) -> list[Step]:
    """Plan again under the lock, because another writer may have been there meanwhile, and write."""
    with edit_term_file(path, subject=default_subject) as draft:
        steps = plan(list(_sound(parse_term_file(draft.text, str(path)))))
        known = {identifier for identifier, _ in draft.blocks}
        changed = list(written(steps))
        draft.update_all(concept for concept in changed if concept.id in known)
        draft.add_all(concept for concept in changed if concept.id not in known)
    return steps


def _plan(
    existing: Sequence[Concept],
    concepts: Sequence[Concept],
    decide: Decide,
    default_subject: str,
    *,
    pinyin: bool,
) -> list[Step]:
    steps = plan_merge(existing, concepts, decide, default_subject=default_subject)
    return [_with_pinyin(step) for step in steps] if pinyin else steps


def _with_pinyin(step: Step) -> Step:
    """Propose readings for what an import brings, not for what was there without one."""
    if not step.is_written:
        return step
    before = {each.text for each in step.before.designations} if step.before else set()
    if step.change is not Change.NEW and all(each.pinyin or each.text in before for each in step.result.zh):
        return step
    return replace(step, result=propose_pinyin(step.result, known=before)[0])


def _concepts(files: Sequence[Path]) -> list[Concept]:
    return [concept for path in files for concept in _sound(read_term_file(path))]


def _sound(file: TermFile) -> Sequence[Concept]:
    """Refuse a broken term file: what cannot be read cannot be merged with."""
    if file.errors:
        raise TermBaseError(file.errors)
    return file.concepts


def _by_file(folder: Path, steps: Sequence[Step], files: Sequence[Path]) -> dict[Path, list[Concept]]:
    """Sort what is to be written by file: where the concept stands, else where its subject field stands."""
    homes: dict[str, Path] = {}
    for path in files:
        homes.setdefault(read_term_file(path).subject, path)
    found: dict[Path, list[Concept]] = defaultdict(list)
    for concept in written(steps):
        if concept.path is not None:
            found[Path(concept.path)].append(concept)
        else:
            home = homes.get(concept.subject) or folder / f"{_file_name(concept.subject)}.toml"
            found[home].append(concept)
    return found


def _file_name(subject: str) -> str:
    name = "".join(character if character.isalnum() or character in "-_" else "-" for character in subject)
    return name.strip("-") or "imported"


def _remembering(decide: Decide) -> Decide:
    answers: dict[tuple[str, tuple[Conflict, ...]], Policy] = {}

    def remembered(concept: Concept, conflicts: tuple[Conflict, ...]) -> Policy:
        key = (concept.id, conflicts)
        if key not in answers:
            answers[key] = decide(concept, conflicts)
        return answers[key]

    return remembered
