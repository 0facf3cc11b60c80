"""The command `calc` itself: its subcommands, loaded when they are called, and the one way errors leave it."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from shutil import get_terminal_size
from typing import Any, NoReturn

import click

from calc_cli import __version__, questions
from calc_cli.errors import CalcError, ExitStatus, UsageError
from calc_cli.run.worker import Run

_GROUPS = questions.GROUPS | {"More": ("help", "warm", "completion")}
COMMANDS = [name for group in _GROUPS.values() for name in group]
"""In the order of the help."""

_ALSO = {"d": "diff", "version": "--version", "solve": "study", "roots": "study", "zeros": "study", "man": "help"}
"""What else people try."""

_NARROW = 60
_LEAST = 20

_EXAMPLE = re.compile(r"^( *)(\S.*?) {2,}(\S.*)$", re.MULTILINE)
"""A line of an example: the command, and behind it what that is."""


class Formatter(click.HelpFormatter):
    """Click's own formatter is never narrower than 50 columns, and wraps what an option does in half of them."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        columns = min(get_terminal_size().columns, max_width or 80) - 2
        super().__init__(indent_increment, max(_LEAST, columns) if width is None else width)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms, and beside or below them what they mean."""
        if self.width >= _NARROW:
            super().write_dl(rows, col_max, col_spacing)
            return
        for term, meaning in rows:
            self.write_text(term)
            with self.indentation():
                self.write_text(meaning)

    def write_text(self, text: str) -> None:
        """Write paragraphs, the lines of an example broken before what it is."""
        super().write_text(_EXAMPLE.sub(r"\1\2\n\1  \3", text) if self.width < _NARROW else text)


class HelpContext(click.Context):
    """The context of a command whose help has this layout."""

    formatter_class = Formatter


@cache
def _command(name: str) -> click.Command:
    found = _loaded(name)
    found.context_class = HelpContext
    return found


def _loaded(name: str) -> click.Command:
    if name == "warm":
        from calc_cli.cli.warm import warm

        return warm
    if name == "help":
        from calc_cli.cli.help import help_

        return help_
    if name == "completion":
        from calc_cli.cli.completion import completion

        return completion
    from calc_cli.cli.command import command

    return command(name, questions.question_of(name))


class CommandGroup(click.Group):
    """A group whose first word is a command even if it begins with a minus, so that `calc -x^2` can be explained."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Return the names in the order of the help."""
        return COMMANDS

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands in groups, and where to read on."""
        from calc_cli.cli.help import EPILOG  # only who asks for help pays for this import

        for title, names in _GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, _command(name).get_short_help_str(80)) for name in names])
        for paragraph in EPILOG.split("\n\n"):
            formatter.write_paragraph()
            formatter.write_text(paragraph)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the question, and make the command of it."""
        return _command(cmd_name) if cmd_name in COMMANDS else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let only an exact option be one."""
        options = {name for param in self.get_params(ctx) for name in param.opts}
        first = args[0] if args else ""
        return super().parse_args(ctx, args if first in options or first == "--" else ["--", *args])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Explain what is missing where an expression stands in the place of the command."""
        name = args[0]
        if not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            raise _no_command(name, args)
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> NoReturn:
        """Run, show what went wrong in calc's own way, and exit with its status."""
        words = list(sys.argv[1:] if args is None else args)
        if "_CALC_COMPLETE" in os.environ:
            import calc_cli.cli.completion  # noqa: F401 - tells Click of calc's own scripts
        try:
            status = super().main(words, *more, **{**named, "standalone_mode": False})
            sys.stdout.flush()
        except click.Abort:
            status = ExitStatus.INTERRUPTED
        except (click.ClickException, CalcError, OSError) as error:
            status = _fail(error, words)
        sys.exit(status if isinstance(status, int) else ExitStatus.DONE)


def _fail(error: click.ClickException | CalcError | OSError, words: list[str]) -> int:
    if isinstance(error, BrokenPipeError):
        return ExitStatus.CLOSED_PIPE
    from calc_cli.cli.respond import show, tell, wants_json  # only a failure pays for these imports
    from calc_cli.run.reply import error_reply

    if isinstance(error, OSError):  # the disk is full, for example
        tell(error_reply(UsageError(f"cannot write the result: {error.strerror}"), "plain").err)
        return ExitStatus.BAD_INPUT
    shown = _from_click(error) if isinstance(error, click.ClickException) else error
    command = next((word for word in words if word in COMMANDS), None)
    reply = error_reply(shown, "json" if wants_json(words) else "plain", command)
    show([reply])
    return reply.status


def _no_command(name: str, args: list[str]) -> UsageError:
    from shlex import quote

    command = next((word for word in args if word in COMMANDS), None)
    if name.startswith("-") and command is not None:
        return UsageError(f"'{name}' stands before the command", hint=f"options come behind: calc {command} ... {name}")
    near = questions.nearest(name, {command: command for command in COMMANDS} | _ALSO)
    if near:
        return UsageError(f"no such command '{name}'; did you mean '{near}'?")
    is_word = len(name) > 3 and name.isalpha()
    instead = "calc --help lists them" if is_word else f"to differentiate an expression: calc diff {quote(name)}"
    return UsageError(f"no such command '{name}'", hint=instead)


def _from_click(error: click.ClickException) -> UsageError:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "calc"
    return UsageError(error.format_message(), hint=f"see {command} --help")


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.command(cls=CommandGroup, invoke_without_command=True, context_settings=_SETTINGS)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def calc(ctx: click.Context) -> None:
    """Calculus on the command line.

    For example: calc diff 'x^2 sin x' --at pi
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(worker: Run | None = None) -> int:
    """Do what the words of the command line say, a single question with `worker` if given, and return the status."""
    try:
        calc(prog_name="calc", obj=worker)
    except SystemExit as end:
        if isinstance(end.code, int):
            return end.code
    return ExitStatus.DONE
