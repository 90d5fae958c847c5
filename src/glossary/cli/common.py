"""What all commands share: options, loading, messages, exit codes."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from typing import IO, TYPE_CHECKING, Annotated, Final

import typer

from glossary.errors import GlossaryError, TermBaseError
from glossary.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from glossary.compiled import CompiledTerms
    from glossary.config import Settings
    from glossary.glossary import Glossary

# Seconds after which the making of an index is worth a line on the terminal.
PATIENCE: Final = 1.0
EXIT_FINDINGS: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130


class Color(StrEnum):
    """When to colour output."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


TermsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--terms",
        metavar="PATH",
        help="Term file, folder or importable file instead of the built-in terms (repeatable; 'built-in' names those).",
        show_default=False,
    ),
]
ColorOption = Annotated[
    Color | None,
    typer.Option("--color", help="Colour the output: auto, always or never.", show_default=False),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print results only, no remarks.")]
SubjectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--subject", metavar="NAME", help="Only this subject field (repeatable).", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@dataclass(slots=True)
class Shared:
    """The options that may stand before or after the command's name."""

    terms: tuple[str, ...] = ()
    color: Color = Color.AUTO
    quiet: bool = False


def shared(
    context: typer.Context, *, terms: list[str] | None = None, color: Color | None = None, quiet: bool = False
) -> Shared:
    """Join the options given before the command with those given after it."""
    outer = context.find_object(Shared) or Shared()
    return Shared(
        terms=(*outer.terms, *(terms or ())), color=color or outer.color, quiet=quiet or outer.quiet
    )


def settings_for(options: Shared) -> Settings:
    """Decide on the term base.

    Raises:
        ConfigError: a configuration file makes no sense.
    """
    from glossary.config import find_settings

    return find_settings(options.terms)


def load_glossary(options: Shared) -> Glossary:
    """Load the term base that the options, the environment or a configuration file name.

    Raises:
        GlossaryError: it cannot be found or read.
    """
    from glossary.loading import load

    return load(settings_for(options).terms)


def open_terms(settings: Settings, options: Shared) -> CompiledTerms:
    """Open the term base compiled in the cache; trouble with the cache is a note on stderr.

    Raises:
        GlossaryError: a path of the term base is missing or of no known kind.
    """
    from glossary.compiled import CompiledTerms

    return CompiledTerms(
        settings,
        terms=options.terms,
        notify=lambda notice: remark(f"note: {notice}"),
        progress=_compile_progress(options),
    )


def _compile_progress(options: Shared) -> Callable[[int], None] | None:
    """Count concepts on the terminal while an index is made, if that takes long."""
    if options.quiet or not sys.stderr.isatty():
        return None
    start = monotonic()

    def show(done: int) -> None:
        if monotonic() - start > PATIENCE:
            sys.stderr.write(f"\rcompiling the term base: {done:,} concepts\x1b[K\r")
            sys.stderr.flush()

    return show


def wants_color(options: Shared, stream: IO[str] | None = None) -> bool:
    """Colour this stream? `--color` decides, then `NO_COLOR`, then whether it is a terminal."""
    stream = stream or sys.stdout
    if options.color is not Color.AUTO:
        return options.color is Color.ALWAYS
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def remark(message: str, *, hint: str | None = None) -> None:
    """Say something on stderr: a line, and a second one with what to do."""
    typer.echo(visible(message), err=True)
    if hint:
        typer.echo(f"  {visible(hint)}", err=True)


def report(error: GlossaryError) -> None:
    """Print an error as two lines: what is wrong and where; what to do."""
    for each in error.errors if isinstance(error, TermBaseError) else (error,):
        remark(f"error: {each}", hint=each.hint)


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn what may happen to a command into exit codes; no traceback reaches a user."""
    try:
        yield
        sys.stdout.flush()
    except GlossaryError as error:
        report(error)
        raise SystemExit(EXIT_USAGE) from None
    except KeyboardInterrupt:
        remark("interrupted")
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has seen enough (| head): that is no failure. Keep Python from flushing into the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def prepare_streams() -> None:
    """Let no character of a term crash a narrow terminal: show it escaped instead."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
