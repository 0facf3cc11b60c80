"""`calc plot`."""

import re
from typing import Any

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.errors import UsageError
from calc_cli.questions.plot import SCALES, PlotRequest

_HELP = """Draw the graphs of functions, here or in a file.

\b
Examples:
  calc plot '3x^2 - 4x' --tangent 1        with its tangent y = 2x - 3
  calc plot 'sin x' 'cos x' --range -pi:pi
  calc plot 'x^2' --secant 1               secants that become the tangent
  calc plot 'x^3 - 1/x' -o figure.svg      also .png and .pdf
  calc plot 'a x^2' --at a=2               with a value for a parameter
  calc plot 'x^2 + 3y^2' --gradient --at x=1,y=1
"""

_WITHOUT_PICTURE = ("latex", "mathml")

_LARGEST = 500

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×,]\s*(\d+(?:\.\d+)?)")


def _size(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    if found is None or not all(1 <= float(side) <= _LARGEST for side in found.groups()):
        raise UsageError(
            f"'{value}' is not a size", hint=f"for example --size 60x20, or --size 5x4 with -o; at most {_LARGEST}"
        )
    return float(found[1]), float(found[2])


@click.command(cls=ExpressionCommand, short_help="Draw the graphs of functions.", help=_HELP)
@click.argument("exprs", metavar="EXPR...", nargs=-1)
@click.option(
    "--tangent",
    metavar="POINT",
    multiple=True,
    help="The tangent there. Repeatable. Examples: --tangent 1, --tangent 0,pi/2",
)
@click.option(
    "--secant",
    metavar="POINT",
    multiple=True,
    help="Secants from there with shrinking h, and the tangent. Repeatable. Example: --secant 1",
)
@click.option("--derivative", is_flag=True, help="Draw the derivative of each function, too. Example: --derivative")
@click.option(
    "--range",
    metavar="A:B",
    help="The part of the x axis, chosen if left out. Examples: --range -1:3, --range -pi:pi",
)
@click.option("--y-range", metavar="A:B", help="The part of the y axis, chosen if left out. Example: --y-range -5:5")
@click.option(
    "--x-scale",
    type=click.Choice(SCALES),
    default="linear",
    show_default=True,
    help="The scale of the x axis. Example: --x-scale log",
)
@click.option(
    "--y-scale",
    type=click.Choice(SCALES),
    default="linear",
    show_default=True,
    help="The scale of the y axis. Example: --y-scale log",
)
@click.option(
    "--gradient",
    is_flag=True,
    help="Of two variables: draw the gradient over the level lines. Example: --gradient",
)
@click.option(
    "--wrt",
    metavar="NAMES",
    help="The variable, or two for level lines; left out: x, else t, else the only one or two. Example: --wrt x,y",
)
@click.option(
    "--at",
    metavar="VALUES",
    multiple=True,
    help="Values of parameters, or the point of a gradient. Repeatable. Examples: --at a=2, --at x=1,y=1",
)
@options.saved_as("svg", "png", "pdf", example="figure.svg")
@click.option(
    "--size",
    metavar="WxH",
    callback=_size,
    help="Columns and lines, or with -o inches. Examples: --size 60x20, --size 3.5x2.5",
)
@options.output
def plot(
    exprs: tuple[str, ...], file: str | None, size: tuple[float, float] | None, output: Output, **wishes: Any
) -> None:
    """Make the request that the options describe."""
    if "-" in exprs and output.format != "json":
        raise UsageError("a batch of pictures is for --json, as each of them is many lines")
    if "-" in exprs and (len(exprs) > 1 or file):
        raise UsageError("a batch is one expression a line on standard input, and no file")
    if output.format in _WITHOUT_PICTURE:
        raise UsageError(f"a picture has no {output.format}", hint="save it with -o figure.svg, .png or .pdf")
    respond(PlotRequest(exprs, **wishes), output, file=file, size=size)
