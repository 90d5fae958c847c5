"""Which term base to use: command line, environment, nearest configuration file, built-in terms."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from glossary.errors import ConfigError
from glossary.glossary import BUILT_IN, built_in_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VARIABLE: Final = "GLOSSARY_TERMS"
KEYS: Final = ("terms",)


@dataclass(frozen=True, slots=True)
class Settings:
    """The term base in use, and who chose it.

    Attributes:
        terms: its files and folders.
        chosen_by: `--terms`, `GLOSSARY_TERMS`, a configuration file, or `built-in terms`.
    """

    terms: tuple[Path, ...]
    chosen_by: str

    @property
    def is_built_in(self) -> bool:
        """Are these just the terms that ship with the program?"""
        return self.terms == (built_in_folder(),)


def find_settings(
    terms: Sequence[str] = (), *, folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Decide on the term base: `--terms`, then `GLOSSARY_TERMS`, then the nearest file, then the built-in.

    The name `built-in` stands for the built-in terms wherever paths are given.

    Args:
        terms: what the user gave with `--terms`.
        folder: where the search for a configuration file begins; the current folder by default.
        environment: in place of `os.environ`.

    Raises:
        ConfigError: a configuration file cannot be read or has unknown keys.
    """
    if terms:
        return Settings(_paths(terms, Path()), "--terms")
    variable = (os.environ if environment is None else environment).get(VARIABLE, "")
    if variable:
        return Settings(_paths(filter(None, variable.split(os.pathsep)), Path()), VARIABLE)
    for place in _ancestors(folder or Path.cwd()):
        for name in ("glossary.toml", "pyproject.toml"):
            found = _read(place / name)
            if found is not None:
                return Settings(_paths(found, place), str(place / name))
    return Settings((built_in_folder(),), BUILT_IN)


def _ancestors(folder: Path) -> Iterable[Path]:
    resolved = folder.resolve()
    return (resolved, *resolved.parents)


def _paths(names: Iterable[str], base: Path) -> tuple[Path, ...]:
    return tuple(
        built_in_folder() if name == "built-in" else base / Path(name).expanduser() for name in names
    )


def _read(path: Path) -> list[str] | None:
    """Read the terms that a configuration file names; None where it has nothing to say."""
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        if path.name == "pyproject.toml":
            # Somebody else's file: only what stands in [tool.glossary] is our business.
            return None
        raise ConfigError(
            f"cannot be read: {error}", path=path, hint='write: terms = ["my-terms"]'
        ) from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("glossary")
        if table is None:
            return None
    return _terms(table, path)


def _terms(table: dict[str, Any], path: Path) -> list[str] | None:
    for key in table:
        if key not in KEYS:
            raise ConfigError(f"unknown key '{key}'", path=path, hint=f"known keys: {', '.join(KEYS)}")
    terms = table.get("terms")
    if terms is None:
        return None
    if isinstance(terms, str):
        terms = [terms]
    if not isinstance(terms, list) or not all(isinstance(each, str) for each in terms) or not terms:
        raise ConfigError(
            "terms is not a list of paths", path=path, hint='write: terms = ["my-terms", "client.tsv"]'
        )
    return terms
