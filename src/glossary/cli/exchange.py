"""What `import` and `export` share: NAME=VALUE options, the account on stderr and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from glossary.exchange.account import Account
    from glossary.exchange.merge import Step

VERSION = 1

StrictOption = Annotated[bool, typer.Option("--strict", help="Let any loss be an error; nothing is written.")]
ReportOption = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write the account as JSON.", show_default=False),
]


def pairs(values: list[str] | None, option: str, form: str) -> dict[str, str]:
    """Read options of the form NAME=VALUE; a name may hold `=` itself.

    Raises:
        typer.BadParameter: there is no `=`.
    """
    found = {}
    for value in values or []:
        name, equals, meaning = value.rpartition("=")
        if not equals or not name:
            raise typer.BadParameter(f"'{value}': write {option} {form}")
        found[name] = meaning
    return found


def account_lines(account: Account, *, path: str, verb: str) -> Iterator[str]:
    """Say what came through and what did not."""
    from glossary.render.account import account_lines as lines

    return lines(account, path=path, verb=verb)


def merge_to_json(steps: Sequence[Step]) -> dict[str, Any]:
    """Describe a merge as JSON data."""
    from glossary.exchange.merge import Change, count_changes

    return {
        "version": VERSION,
        "counts": {str(change): count for change, count in count_changes(steps).items()},
        "concepts": [
            {
                "id": step.result.id,
                "change": step.change,
                "additions": list(step.additions),
                "conflicts": [
                    {"name": each.name, "ours": each.ours, "theirs": each.theirs} for each in step.conflicts
                ],
                "policy": step.policy,
            }
            for step in steps
            if step.change is not Change.UNCHANGED
        ],
    }


def write_report(path: Path | None, accounts: Mapping[str, Account], steps: Sequence[Step] = ()) -> None:
    """Write the accounts of all files, and the merge if there was one, as JSON."""
    from glossary.files import write_atomic

    if path is None:
        return
    record: dict[str, Any] = {
        "version": VERSION,
        "files": [{"path": name, **account.to_json()} for name, account in accounts.items()],
    }
    if steps:
        record["merge"] = merge_to_json(steps)
    write_atomic(path, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace"))
