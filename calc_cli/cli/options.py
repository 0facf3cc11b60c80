"""The options that commands share, each a decorator, so that they mean and say the same everywhere."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import click

from calc_cli.errors import UsageError
from calc_cli.questions.given import FORMS
from calc_cli.run.worker import Limits

FORMATS = ("pretty", "plain", "latex", "mathml", "json")
LONGEST_TIMEOUT = 1e6

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Output:
    """How to answer, whatever the question: the format, the limits, and the number of processes for a batch."""

    format: str
    limits: Limits
    jobs: int


def _expression(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    if value is None and (sys.stdin is None or sys.stdin.isatty()):
        raise UsageError(
            "an expression is missing",
            hint="give one, as in calc diff 'x^2', or one a line on standard input",
        )
    return "-" if value is None else value


expression = click.argument("expr", metavar="EXPR", required=False, callback=_expression)
"""EXPR; `-` stands for a batch on standard input, and so does a pipe there if EXPR is left out."""

wrt = click.option(
    "--wrt", metavar="NAME", help="The variable; left out: x if it occurs, else t, else the only one. Example: --wrt t"
)

variables = click.option(
    "--wrt",
    metavar="NAMES",
    help="The variables, in order; left out: all that occur, x2 before x10. Examples: --wrt x,y, --wrt speed,time",
)


def _point(_ctx: click.Context, _param: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    if not any(text.startswith("@") for text in texts):
        return texts
    from calc_cli.cli.point_file import point_of_file  # only a file pays for this import

    parts = (point_of_file(text[1:]) if text.startswith("@") else (text,) for text in texts)
    return tuple(coordinate for part in parts for coordinate in part)


at = click.option(
    "--at",
    metavar="POINT",
    multiple=True,
    callback=_point,
    help="The point, exact, or a JSON file of values. Repeatable. Examples: --at pi/2, --at x=1,y=2, --at @point.json",
)

to = click.option(
    "--to",
    metavar="POINT",
    multiple=True,
    help="Where it goes; a sign behind is the side. Repeatable. Examples: --to 0, --to h=0+, --to -oo, --to x=0,y=0",
)

check = click.option(
    "--check", metavar="ANSWER", help="Tell whether this answer is correct. Examples: --check 2x, --check dne"
)

steps = click.option("--steps", is_flag=True, help="Show the derivation, rule by rule. Example: x^2*sin(x) --steps")

all_steps = click.option(
    "--all-steps", is_flag=True, help="The same with all that one does in one's head. Example: 3x^2 --all-steps"
)
plot = click.option("--plot", is_flag=True, help="Draw the picture below the pretty result. Example: --plot")


def check_picture(plot: bool, output: Output) -> None:
    """Raise UsageError where there is no room for a picture."""
    if plot and output.format != "pretty":
        raise UsageError("--plot draws below the pretty result", hint="add -f pretty, or use calc plot")


form = click.option(
    "--form",
    "demand",
    type=click.Choice(FORMS),
    help="What form the answer to check must have, too. Example: --check 'x(x+1)' --form factored",
)

digits = click.option(
    "--digits",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Decimals, correct to N significant digits (1 to 1000), instead of exact values. Example: --digits 10",
)


shape = click.option(
    "--shape",
    metavar="NAME=DIMS",
    multiple=True,
    help="The shape of a vector or matrix, and its structure. Repeatable. Examples: --shape A=m,n, --shape x=n, "
    "--shape S=n,n,symmetric (or positive, diagonal, orthogonal)",
)

layout = click.option(
    "--layout",
    type=click.Choice(("denominator", "numerator")),
    help="Of a derivative in a vector or matrix: in the shape of the variable, or transposed. "
    "Example: --layout numerator",
)


def saved_as(*types: str, example: str) -> Callable[[Command], Command]:
    """Return the option that saves the picture in a file of one of the types; its value is `file`."""

    def checked(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
        if value is not None:
            from calc_cli.render.files import check  # only who saves a picture pays for this import

            check(value, types)
        return value

    endings = " or ".join([", ".join(f".{name}" for name in types[:-1]), f".{types[-1]}"])
    return click.option(
        "-o",
        "--output",
        "file",
        metavar="FILE",
        callback=checked,
        help=f"Save the picture in this file instead: {endings}. Example: -o {example}",
    )


def _seconds(_ctx: click.Context, _param: click.Parameter, value: float) -> float:
    if not 0 <= value <= LONGEST_TIMEOUT:  # refuses nan as well
        raise click.BadParameter(f"{value:g} is not a number of seconds from 0 to {LONGEST_TIMEOUT:.0f}.")
    return value


_OUTPUT_OPTIONS = (
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="Left out: pretty on a terminal, plain elsewhere. Example: -f latex",
    ),
    click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
    click.option(
        "--timeout",
        type=float,
        default=10.0,
        show_default=True,
        callback=_seconds,
        metavar="S",
        help="Seconds allowed for one expression, 0 for no limit. Example: --timeout 60",
    ),
    click.option(
        "--memory",
        type=click.IntRange(0, 1 << 32),
        default=1024,
        show_default=True,
        metavar="MIB",
        help="Memory allowed for one expression, 0 for no limit. Example: --memory 4096",
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(0, 1024),
        default=1,
        show_default=True,
        metavar="N",
        help="Worker processes for a batch, 0 for one a core. Example: -j 4",
    ),
)


def output(command: Command) -> Callable[..., Any]:
    """Add the options that say how to answer; the command gets them as one `Output`."""

    @wraps(command)
    def with_output(*, form: str | None, as_json: bool, timeout: float, memory: int, jobs: int, **options: Any) -> Any:
        chosen = "json" if as_json else form or ("pretty" if sys.stdout.isatty() else "plain")
        return command(**options, output=Output(chosen, Limits(timeout, memory), jobs))

    decorated: Callable[..., Any] = with_output
    for option in reversed(_OUTPUT_OPTIONS):
        decorated = option(decorated)
    return decorated
