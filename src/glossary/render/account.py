"""An account of an import or export, and the table of a merge, in plain lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from glossary.exchange.merge import Change, count_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from glossary.exchange.account import Account
    from glossary.exchange.merge import Step

SHOWN: Final = 20


def account_lines(account: Account, *, path: str, verb: str) -> Iterator[str]:
    """Say what came through and what did not.

    Args:
        account: of the import or export.
        path: the file that it is about.
        verb: `imported` or `exported`.
    """
    yield (
        f"{path}: {_count(account.concepts, 'concept')} with {_count(account.designations, 'designation')} {verb}"
        f" of {account.concepts_read:,} with {account.designations_read:,}"
    )
    for kind in sorted({kind for kind, _ in account.mapped}):
        pairs = [f"{name} = {ours}" for (each, name), ours in account.mapped.items() if each == kind]
        yield f"  {kind}: {_some(pairs)}"
    for remark in account.remarks:
        yield f"  {remark}"
    if account.skipped:
        yield f"  left out: {_counted(account.skipped)}"
    if account.lost:
        yield f"  no place for: {_counted(account.lost)}"
    if account.is_lossless:
        yield "  nothing was lost"
    for problem in sorted(account.problems, key=lambda each: each.line or 0)[:SHOWN]:
        place = f"{path}:{problem.line}" if problem.line else path
        yield f"  {place}: {problem.message}"
    more = len(account.problems[SHOWN:]) + account.further_problems
    if more:
        yield f"  and {more:,} more; see them all with --report FILE"


def merge_lines(steps: Sequence[Step]) -> Iterator[str]:
    """Tabulate what an import does to the term base: kind, id, Chinese, English, what changes."""
    shown = Counter[Change]()
    for step in steps:
        if step.change is Change.UNCHANGED:
            continue
        shown[step.change] += 1
        if shown[step.change] <= SHOWN:
            yield _merge_line(step)
            for conflict in step.conflicts:
                yield f"{'':13}{conflict.name}: ours '{conflict.ours}', theirs '{conflict.theirs}'"
    hidden = sum(max(0, count - SHOWN) for count in shown.values())
    if hidden:
        yield f"and {hidden:,} more"
    counts = count_changes(steps)
    yield ", ".join(f"{count:,} {change}" for change, count in counts.items())


def _merge_line(step: Step) -> str:
    concept = step.result
    chinese = concept.preferred_zh.text if concept.preferred_zh else ""
    english = concept.preferred_en.text if concept.preferred_en else ""
    details = ""
    if step.change is Change.CHANGED:
        details = f"  (adds {', '.join(step.additions)})"
    elif step.policy is not None:
        details = f"  ({step.policy})"
    return f"{step.change:11}  {concept.id}  {chinese}  {english}{details}"


def _counted(counter: Counter[str]) -> str:
    return _some([f"{count:,} × {name}" for name, count in counter.most_common()])


def _some(items: Iterable[str]) -> str:
    listed = list(items)
    more = f", and {len(listed) - SHOWN} more kinds" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
