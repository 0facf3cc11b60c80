"""`calc help`: the help of a command, or a page of the manual, which the package installs; and the page of man."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import click

from calc_cli import __version__
from calc_cli.cli.options import of_output
from calc_cli.errors import UsageError
from calc_cli.questions import nearest
from calc_cli.questions.diff import DiffQuestion

ALSO = {"exit": "errors", "formats": "batches", "completion": "shell", "pipes": "shell", "jq": "shell", "numpy": "code",
        "torch": "code", "pytorch": "code", "syntax": "language", "svg": "plots", "homework": "workings",
        "topics": "index"}  # fmt: skip
"""Other words for a page."""

_TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A part of the contents of the site."""

EPILOG = """Exit status: 0 done, 1 a definite no, 2 the input is at fault, 3 undecided (calc help exit).

Read on: calc help COMMAND, or calc help TOPIC, for example tutorial, language, functions, json, formats, completion;
calc help topics has all. Write an expression in single quotes, so that the shell leaves it alone."""


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    assert ctx.parent is not None
    assert isinstance(ctx.parent.command, click.Group)
    words = dict.fromkeys((*ctx.parent.command.list_commands(ctx), *(page.stem for page in _manual()), *ALSO))
    return [word for word in words if word.startswith(incomplete)]


@click.command(short_help="Show the help of a command, or a page of the manual.")
@click.argument("topic", required=False, shell_complete=_complete)
@click.option(
    "--schema", is_flag=True, help="Of json: the JSON Schema of every output. Example: calc help json --schema"
)
@click.pass_context
def help_(ctx: click.Context, topic: str | None, schema: bool) -> None:
    r"""Show the help of a command, or a page of the manual.

    \b
    Examples:
      calc help diff             the options of a command
      calc help language         what can be typed
      calc help functions        the functions that calc knows
      calc help exit             the exit statuses, and the kinds of error
      calc help json --schema    every key, as a JSON Schema
    """
    assert ctx.parent is not None
    topic = topic and topic.lower()
    if schema:
        if topic != "json":
            raise UsageError("--schema is that of json", hint="calc help json --schema")
        from calc_cli.render.json_object import schema_text

        click.echo(schema_text())
    elif topic is None:
        click.echo(ctx.parent.get_help())
    elif topic == "man":
        click.echo(man_page(ctx.parent), nl=False)
    elif (command := _command(ctx.parent, topic)) is not None:
        click.echo(command.get_help(command.context_class(command, info_name=topic, parent=ctx.parent)))
        if topic in (path.stem for path in _manual()):
            click.echo()
            _show(_page(topic))
    else:
        _show(_page(topic))


def _command(ctx: click.Context, name: str) -> click.Command | None:
    assert isinstance(ctx.command, click.Group)
    return None if name in ALSO else ctx.command.get_command(ctx, name)


def _page(topic: str) -> str:
    """Return a page of the manual. Raises UsageError for one that there is not."""
    pages = {path.stem: path for path in _manual()}
    page = ALSO.get(topic, topic)
    if page not in pages:
        near = nearest(topic, {word: word for word in (*pages, *ALSO)})
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no help on '{topic}'{meant}", hint="calc help topics has all pages, calc help all commands")
    return _TOCTREE.sub(lambda found: _contents(found[1], pages), pages[page].read_text(encoding="utf-8"))


def _contents(tree: str, pages: dict[str, Path]) -> str:
    """Return a part of the contents as a list: each page with the heading that it has."""
    (caption,) = re.findall(r"^:caption: (.*)$", tree, re.MULTILINE)
    names = [name for name in re.findall(r"^[\w-]+$", tree, re.MULTILINE) if name in pages]
    headings = {name: pages[name].read_text(encoding="utf-8").partition("\n")[0].lstrip("# ") for name in names}
    return "\n".join([f"{caption}:", "", *(f"- `calc help {name}`: {heading}" for name, heading in headings.items())])


def _manual() -> list[Path]:
    """Return the pages."""
    return shipped("docs/*.md", "share/doc/calc/*.md")


def shipped(here: str, installed: str) -> list[Path]:
    """Return files of these names: beside the package in a checkout, else where the distribution has put them."""
    root = Path(__file__).parents[2]
    if (root / "docs").is_dir():
        return sorted(root.glob(here))
    try:
        found = files("calculus-cli") or []
    except PackageNotFoundError:
        found = []
    return [Path(str(file.locate())) for file in found if file.match(installed)]


def _show(text: str) -> None:
    """Write a page: laid out on a terminal, as it is elsewhere."""
    if not sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    from rich.console import Console  # only a page on a terminal pays for these imports
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(text), width=min(console.width, 100))


def man_page(ctx: click.Context) -> str:
    """Return the manual page, made from the help of all commands."""
    return "\n".join(_man_lines(ctx)) + "\n"


def _man_lines(ctx: click.Context) -> Iterator[str]:
    assert isinstance(ctx.command, click.Group)
    yield f'.TH CALC 1 "" "calc {__version__}" "User Commands"'
    yield from (".SH NAME", "calc \\- calculus on the command line")
    yield from (
        ".SH SYNOPSIS",
        "calc COMMAND EXPRESSION [OPTIONS]",
        ".br",
        "calc help COMMAND",
        ".br",
        "calc help TOPIC",
    )
    yield ".SH COMMANDS"
    for name in ctx.command.list_commands(ctx):
        command = ctx.command.get_command(ctx, name)
        assert command is not None
        yield from (".TP", f".B calc {name}", _man(command.get_short_help_str(200)))
    yield ".SH OPTIONS OF EVERY COMMAND"
    for option in of_output(DiffQuestion):
        record = option.get_help_record(ctx)
        assert record is not None
        yield from (".TP", f".B {_man(record[0])}", _man(record[1]))
    yield from (".SH EXIT STATUS", *(_man(line) or ".PP" for line in EPILOG.splitlines()))


def _man(text: str) -> str:
    """Return a line as roff shows it: what begins it or follows a backslash is no request."""
    shown = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown
