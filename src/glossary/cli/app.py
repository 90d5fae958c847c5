"""The program: its commands and the options before them."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from glossary import __version__
from glossary.cli.common import (
    Color,
    ColorOption,
    QuietOption,
    Shared,
    TermsOption,
    exit_codes,
    prepare_streams,
)

HELP = """\
Chinese policy language into English: look terms up, annotate texts, check translations.

\b
Examples:
  glossary lookup 攀登计划                 the approved English of a term
  glossary annotate report.txt            a text with the English beside each term
  glossary check source.txt target.txt    a translation held against the terms
"""


# Each command is a function of its name in a module of `glossary.cli`; `import` is a word of Python.
COMMANDS = {
    "lookup": "lookup",
    "annotate": "annotate",
    "check": "check",
    "lint": "lint",
    "add": "add",
    "import": "import_",
    "export": "export",
    "info": "info",
}
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Program(TyperGroup):
    """The command group; it loads the chosen command only, and turns errors into messages and exit codes."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Name the commands in the order of the help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load a command; building all of them would double the start-up."""
        del ctx
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        function = getattr(import_module(f"glossary.cli.{module}"), module)
        single = typer.Typer(rich_markup_mode=None, add_completion=False)
        single.command(cmd_name, context_settings=CONTEXT)(function)
        return typer.main.get_command(single)

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        with exit_codes():
            return super().invoke(ctx)


app = typer.Typer(
    name="glossary",
    cls=Program,
    help=HELP,
    rich_markup_mode=None,  # plain help: the same in a terminal, in a pipe and in the README
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"glossary {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    *,
    terms: TermsOption = None,
    color: ColorOption = None,
    quiet: QuietOption = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            is_eager=True,
            callback=lambda wanted: _print_version(wanted=wanted),
        ),
    ] = False,
) -> None:
    """Keep the options that stand before the command for the command."""
    del version
    context.obj = Shared(terms=tuple(terms or ()), color=color or Color.AUTO, quiet=quiet)


def run(arguments: list[str] | None = None) -> int:
    """Run the program; `arguments` without its name. Returns the exit code."""
    prepare_streams()
    try:
        app(args=arguments, prog_name="glossary")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0


def main() -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run())
