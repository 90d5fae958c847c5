"""The compiled index of the term base that is in use: opened, or made, and asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from glossary.index.blocks import DamagedIndexError
from glossary.index.manifest import find_request
from glossary.index.store import IndexStore, Sources
from glossary.loading import FOREIGN_SUFFIXES, files_of, load, read_foreign, require_subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossary.automaton import Automaton
    from glossary.cache import CacheNotice
    from glossary.concept import Concept, Designation
    from glossary.config import Settings
    from glossary.index.build import Progress
    from glossary.index.reader import Index

Answer = TypeVar("Answer")


class CompiledTerms:
    """A term base that is compiled into the cache when first asked; leaving its context closes the index.

    Args:
        settings: which term base.
        terms: what the user gave with `--terms`; it decides how the index is found again.
        notify: told of trouble with the cache.
        progress: told the number of concepts done while the index is made.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        terms: Sequence[str] = (),
        notify: Callable[[CacheNotice], None] = lambda _: None,
        progress: Progress | None = None,
    ) -> None:
        self._sources = find_sources(settings, terms)
        self._store = IndexStore(notify=notify)
        self._progress = progress
        self._index: Index | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._index is not None:
            self._index.close()

    def index(self) -> Index:
        """Open the index, making it when there is none.

        Raises:
            GlossaryError: the term base cannot be read.
        """
        if self._index is None:
            self._index = self._store.open(self._sources, progress=self._progress)
        return self._index

    def ask(self, question: Callable[[Index], Answer]) -> Answer:
        """Ask a question of the index; one that proves damaged is made anew, and asked again."""
        try:
            return question(self.index())
        except DamagedIndexError:
            self.index().close()
            self._index = self._store.rebuild(self._sources, progress=self._progress)
            return question(self._index)

    def concepts(self) -> tuple[Concept, ...]:
        """Read all concepts, in the order of the term base."""
        return self.ask(tuple)

    def automaton(self) -> Automaton:
        """Load the automaton of the index; with `resolve` this makes it a `TermBase` for the matcher."""
        return self.ask(lambda index: index.automaton())

    def resolve(self, number: int) -> Sequence[tuple[Concept, Designation]]:
        """Tell what the pattern of this number names.

        An index made anew has the same numbers: it is made of the same files.
        """
        return self.ask(lambda index: index.resolve(number))

    def require_subjects(self, subjects: Iterable[str]) -> None:
        """Check the names of subject fields.

        Raises:
            GlossaryError: the term base has no such subject field.
        """
        require_subjects(self.ask(lambda index: index.subjects()), subjects)


def find_sources(settings: Settings, terms: Sequence[str] = ()) -> Sources:
    """Tell what the index of a term base is made of.

    Raises:
        GlossaryError: a path is missing, of no known kind, or a folder without term files.
    """
    files = files_of(settings.terms)
    request, config_files = find_request(terms, os.environ, str(Path.cwd()))
    folders = [folder for root in settings.terms if root.is_dir() for folder in _folders(root)]
    watched = [*map(Path, config_files), *folders]
    return Sources(files, lambda: _load(settings, files), request, watched)


def _folders(root: Path) -> Iterable[Path]:
    return (root, *(path for path in root.rglob("*") if path.is_dir()))


def _load(settings: Settings, files: Sequence[Path]) -> Iterable[Concept]:
    # A lone table can be of any size: its concepts pass by one at a time.
    if len(files) == 1 and files[0].suffix.lower() in FOREIGN_SUFFIXES:
        return read_foreign(files[0])
    return load(settings.terms)
