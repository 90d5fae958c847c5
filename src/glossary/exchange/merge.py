"""Join imported concepts with those of a term base: nothing that exists is deleted, conflicts are decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from glossary.concept import DESIGNATION_TEXTS, Examples, Status
from glossary.exchange.build import RESERVED
from glossary.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from glossary.concept import Concept, Designation

CONCEPT_TEXTS: Final = ("definition", "note", "context", "review", "superseded_by")
CONCEPT_LISTS: Final = ("source", "related")
DESIGNATION_LISTS: Final = ("source", "not_in")
# Of these both wordings can stand, on lines of their own.
PROSE: Final = ("definition", "note", "context")


class Change(StrEnum):
    """What an imported concept does to the term base."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"


class Policy(StrEnum):
    """Whose values stand where ours and theirs differ."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A value that differs."""

    name: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one imported concept.

    Attributes:
        change: the kind.
        result: the concept as it stands afterwards.
        before: the concept of the term base that it joins.
        additions: names of the values that came in.
        conflicts: values that differ.
        policy: who won.
    """

    change: Change
    result: Concept
    before: Concept | None = None
    additions: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    policy: Policy | None = None

    @property
    def is_written(self) -> bool:
        """Does the term base change?"""
        return self.result != self.before


def plan_merge(
    existing: Iterable[Concept],
    incoming: Iterable[Concept],
    decide: Callable[[Concept, tuple[Conflict, ...]], Policy],
    *,
    default_subject: str = "",
) -> list[Step]:
    """Plan what becomes of each imported concept.

    A concept joins the one of its id if they share a designation, else the one that its preferred Chinese
    names. Values that only one side has are kept; `decide` says what happens where both differ.

    Args:
        existing: the term base.
        incoming: the imported concepts, in order.
        decide: gets the concept of the term base and what differs.
        default_subject: subject field that imported concepts got for want of their own.
    """
    base = _Base(default_subject)
    for concept in existing:
        base.put(concept)
    steps = []
    for concept in incoming:
        before = base.twin(concept)
        if before is None:
            step = Step(Change.NEW, replace(concept, id=base.free_id(concept.id), path=None, line=None))
            base.new.add(step.result.id)
        else:
            step = _join(before, concept, decide, default_subject)
        base.put(step.result)
        steps.append(step)
    return steps


@dataclass(slots=True)
class _Base:
    """The term base as it grows, with what finds the twin of a concept.

    Attributes:
        new: ids that came in with this import. Its concepts join each other only where nothing differs: two
            entries of one name that a client keeps apart stay apart.
    """

    default_subject: str
    by_id: dict[str, Concept] = field(default_factory=dict)
    by_chinese: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    new: set[str] = field(default_factory=set)

    def put(self, concept: Concept) -> None:
        self.by_id[concept.id] = concept
        for designation in concept.designations:
            if designation.is_chinese:
                self.by_chinese[fold(designation.text)][concept.id] = None

    def twin(self, concept: Concept) -> Concept | None:
        same_id = self.by_id.get(concept.id)
        if same_id is not None and _texts(same_id) & _texts(concept) and self._may_join(same_id, concept):
            return same_id
        name = fold(_main_chinese(concept))
        candidates = [self.by_id[identifier] for identifier in self.by_chinese.get(name, ())]
        english = {fold(each.text) for each in concept.en}
        sharing = [each for each in candidates if english & {fold(other.text) for other in each.en}]
        sharing = [each for each in sharing if self._may_join(each, concept)]
        if sharing:
            return min(
                sharing, key=lambda each: len(self._conflicts(each, concept)) if len(sharing) > 1 else 0
            )
        # Same Chinese, other English: a conflict, if it is what both mainly call the concept.
        for candidate in candidates:
            if candidate.id not in self.new and fold(_main_chinese(candidate)) == name:
                return candidate
        return None

    def _may_join(self, candidate: Concept, concept: Concept) -> bool:
        return candidate.id not in self.new or not self._conflicts(candidate, concept)

    def _conflicts(self, candidate: Concept, concept: Concept) -> list[Conflict]:
        merger = _Merger(Policy.OURS)
        merger.concept(candidate, concept, self.default_subject)
        return merger.conflicts

    def free_id(self, identifier: str) -> str:
        number, free = 1, identifier
        while free in self.by_id or free == RESERVED:
            number += 1
            free = f"{identifier}-{number}"
        return free


def _main_chinese(concept: Concept) -> str:
    for each in concept.designations:
        if each.is_chinese and each.status is Status.PREFERRED:
            return each.text
    return concept.preferred_zh.text if concept.preferred_zh is not None else ""


def _texts(concept: Concept) -> set[str]:
    return {fold(each.text) for each in concept.designations}


def _join(
    before: Concept,
    concept: Concept,
    decide: Callable[[Concept, tuple[Conflict, ...]], Policy],
    default_subject: str,
) -> Step:
    first = _Merger(Policy.OURS)
    result = first.concept(before, concept, default_subject)
    if not first.conflicts:
        change = Change.CHANGED if result != before else Change.UNCHANGED
        return Step(change, result, before, tuple(first.additions))
    policy = decide(before, tuple(first.conflicts))
    merger = first
    if policy is not Policy.OURS:
        merger = _Merger(policy)
        result = merger.concept(before, concept, default_subject)
    if policy is Policy.BOTH and result == before:
        return Step(Change.UNCHANGED, before, before)
    return Step(Change.CONFLICTING, result, before, tuple(merger.additions), tuple(first.conflicts), policy)


@dataclass(slots=True)
class _Merger:
    """Merges one pair of concepts under one policy, noting what comes in and what differs."""

    policy: Policy
    additions: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def concept(self, ours: Concept, theirs: Concept, default_subject: str) -> Concept:
        values: dict[str, Any] = {
            name: self._text(name, getattr(ours, name), getattr(theirs, name)) for name in CONCEPT_TEXTS
        }
        values |= {
            name: self._list(name, getattr(ours, name), getattr(theirs, name)) for name in CONCEPT_LISTS
        }
        subject = theirs.subject if theirs.subject != default_subject else ours.subject
        return replace(
            ours,
            designations=(*self._side(ours.zh, theirs.zh), *self._side(ours.en, theirs.en)),
            subject=self._text("subject", ours.subject, subject),
            examples=Examples(
                self._list("examples", ours.examples.match, theirs.examples.match),
                self._list("examples", ours.examples.no_match, theirs.examples.no_match),
            ),
            **values,
        )

    def _side(self, ours: Iterable[Designation], theirs: Iterable[Designation]) -> list[Designation]:
        """Merge the designations of one language side."""
        found = {each.text: each for each in ours}
        for each in theirs:
            mine = found.get(each.text)
            if mine is None:
                self._add(found, each)
            else:
                found[each.text] = self._designation(mine, each, found)
        return sorted(found.values(), key=lambda each: list(Status).index(each.status))

    def _add(self, found: dict[str, Designation], theirs: Designation) -> None:
        best = _preferred(found)
        if theirs.status is not Status.PREFERRED or best is None:
            self.additions.append(f"{theirs.status} '{theirs.text}'")
            found[theirs.text] = theirs
            return
        self.conflicts.append(Conflict(_preferred_name(theirs), best.text, theirs.text))
        if self.policy is Policy.THEIRS:
            found[best.text] = replace(best, status=Status.ADMITTED)
            found[theirs.text] = theirs
        elif self.policy is Policy.BOTH:
            found[theirs.text] = replace(theirs, status=Status.ADMITTED)

    def _designation(
        self, ours: Designation, theirs: Designation, found: dict[str, Designation]
    ) -> Designation:
        of = f" of '{ours.text}'"
        values: dict[str, Any] = {
            name: self._text(name + of, getattr(ours, name), getattr(theirs, name))
            for name in ("type", *DESIGNATION_TEXTS)
        }
        values |= {
            name: self._list(name + of, getattr(ours, name), getattr(theirs, name))
            for name in DESIGNATION_LISTS
        }
        return replace(
            ours,
            status=self._status(ours, theirs, found),
            case_sensitive=ours.case_sensitive or theirs.case_sensitive,
            **values,
        )

    def _status(self, ours: Designation, theirs: Designation, found: dict[str, Designation]) -> Status:
        if ours.status is theirs.status or (
            ours.status is Status.PREFERRED and theirs.status is Status.ADMITTED
        ):
            return ours.status
        best = _preferred(found)
        if theirs.status is Status.PREFERRED and best is not None:
            self.conflicts.append(Conflict(_preferred_name(theirs), best.text, theirs.text))
        else:
            self.conflicts.append(Conflict(f"status of '{ours.text}'", ours.status, theirs.status))
        if self.policy is Policy.OURS:
            return ours.status
        if self.policy is Policy.BOTH:
            # Both cannot hold: the stricter one does no harm.
            return max(ours.status, theirs.status, key=list(Status).index)
        if theirs.status is Status.PREFERRED and best is not None:
            found[best.text] = replace(best, status=Status.ADMITTED)
        return theirs.status

    def _text(self, name: str, ours: Any, theirs: Any) -> Any:
        if not theirs or ours == theirs:
            return ours
        if not ours:
            self.additions.append(name)
            return theirs
        if self.policy is Policy.BOTH and name.partition(" ")[0] in PROSE:
            missing = [line for line in str(theirs).split("\n") if line not in str(ours).split("\n")]
            if not missing:
                return ours
            self.conflicts.append(Conflict(name, str(ours), str(theirs)))
            return "\n".join([str(ours), *missing])
        self.conflicts.append(Conflict(name, str(ours), str(theirs)))
        return theirs if self.policy is Policy.THEIRS else ours

    def _list(self, name: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
        united = tuple(dict.fromkeys((*ours, *theirs)))
        if united != ours:
            self.additions.append(name)
        return united


def _preferred(found: dict[str, Designation]) -> Designation | None:
    return next(iter(each for each in found.values() if each.status is Status.PREFERRED), None)


def _preferred_name(designation: Designation) -> str:
    return f"preferred {'Chinese' if designation.is_chinese else 'English'}"


def count_changes(steps: Iterable[Step]) -> dict[Change, int]:
    """Count the steps of each kind, in the order of `Change`."""
    counts = dict.fromkeys(Change, 0)
    for step in steps:
        counts[step.change] += 1
    return counts


def written(steps: Iterable[Step]) -> Iterator[Concept]:
    """List the concepts that are to be written, each as it finally stands."""
    final: dict[str, Concept] = {}
    for step in steps:
        if step.is_written:
            final[step.result.id] = step.result
    yield from final.values()
