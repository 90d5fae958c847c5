"""A term base in memory: concepts, found by id or by designation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import DocumentError, GlossaryError, TermBaseError, TermFileError
from glossary.termfile import read_term_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from glossary.concept import Concept

    Reader = Callable[[Path], Iterable[Concept]]

BUILT_IN = "built-in terms"


class Glossary:
    """Concepts in a fixed order, with unique ids.

    Args:
        concepts: in the order in which they shall be listed.

    Attributes:
        shadowed: concepts left out by `load` because an earlier path has one of the same id.

    Raises:
        TermBaseError: two concepts have one id.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self.shadowed: tuple[Concept, ...] = ()
        self.by_id: dict[str, Concept] = {}
        clashes = []
        for concept in self.concepts:
            first = self.by_id.setdefault(concept.id, concept)
            if first is not concept:
                clashes.append(_clash(first, concept))
        if clashes:
            raise TermBaseError(clashes)

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def within(self, subjects: Iterable[str]) -> Glossary:
        """Keep only the concepts of these subject fields (all of them when none is named)."""
        wanted = frozenset(subjects)
        return Glossary(c for c in self.concepts if c.subject in wanted) if wanted else self

    @classmethod
    def load(
        cls, paths: Iterable[Path | str] | None = None, *, readers: Mapping[str, Reader] | None = None
    ) -> Glossary:
        """Load a term base from files and folders; the built-in terms when none is named.

        Args:
            paths: files, or folders whose term files are taken in the order of their names. Of two
                paths that have a concept of the same id, the earlier wins.
            readers: for further file formats, by suffix such as `.tbx`.

        Raises:
            TermBaseError: all that is wrong in all the files.
        """
        loaded: dict[str, Concept] = {}
        shadowed: list[Concept] = []
        errors: list[GlossaryError] = []
        for root in [built_in_folder()] if paths is None else [Path(path) for path in paths]:
            concepts = _load_root(root, readers or {}, errors)
            shadowed += (concept for concept in concepts if concept.id in loaded)
            for concept in concepts:
                loaded.setdefault(concept.id, concept)
        if errors:
            raise TermBaseError(errors)
        glossary = cls(loaded.values())
        glossary.shadowed = tuple(shadowed)
        return glossary


def _load_root(root: Path, readers: Mapping[str, Reader], errors: list[GlossaryError]) -> list[Concept]:
    """Load one file or folder; two concepts of one id in it are an error."""
    concepts: list[Concept] = []
    for path in source_files([root], suffixes=readers, errors=errors):
        try:
            if path.suffix.lower() == ".toml":
                term_file = read_term_file(path)
                concepts += term_file.concepts
                errors += term_file.errors
            else:
                concepts += readers[path.suffix.lower()](path)
        except TermBaseError as error:
            errors += error.errors
        except GlossaryError as error:
            errors.append(error)
    try:
        Glossary(concepts)
    except TermBaseError as error:
        errors += error.errors
    return concepts


def built_in_folder() -> Path:
    """The term files that ship with the program (in a source tree, the folder `terms/`)."""
    inside = Path(__file__).parent / "terms"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "terms"


def source_files(
    paths: Iterable[Path | str] | None,
    *,
    suffixes: Iterable[str] = (),
    errors: list[GlossaryError] | None = None,
) -> Sequence[Path]:
    """List the files of a term base in loading order, folders opened.

    Args:
        paths: files and folders; the built-in terms when None.
        suffixes: besides `.toml`, which files can be read.
        errors: takes what is wrong with the paths; without it the first error is raised.

    Raises:
        GlossaryError: a path is missing, of no known kind, or a folder without term files.
    """
    known = (".toml", *sorted(suffixes))
    found: list[Path] = []
    for path in [built_in_folder()] if paths is None else [Path(path) for path in paths]:
        try:
            found += _files_under(path, known)
        except GlossaryError as error:
            if errors is None:
                raise
            errors.append(error)
    return list(dict.fromkeys(found))


def _files_under(path: Path, known: Sequence[str]) -> list[Path]:
    if path.is_dir():
        inside = sorted(
            file for file in path.rglob("*.toml") if file.is_file() and not file.name.startswith(".")
        )
        if not inside:
            raise TermFileError(
                "this folder has no term files", path=path, hint="put .toml term files into it"
            )
        return inside
    if not path.exists():
        raise DocumentError("no such file or folder", path=path, hint="check the path after --terms")
    if path.suffix.lower() not in known:
        raise TermFileError(
            f"'{path.suffix}' is not a format of term files", path=path, hint=f"use one of {', '.join(known)}"
        )
    return [path]


def _clash(first: Concept, second: Concept) -> TermFileError:
    place = f"{first.path}:{first.line}" if first.path else "elsewhere"
    return TermFileError(
        f"two concepts named '{second.id}' (the first is at {place})",
        path=second.path,
        line=second.line,
        hint="merge them, or rename the second",
    )
