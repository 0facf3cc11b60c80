"""`calc limit`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.limit import SIDES, LimitRequest

_HELP = """Find the limit of EXPR, from both sides.

\b
Examples:
  calc limit 'sin(x)/x' --to 0             1
  calc limit '(1 + 1/x)^x' --to inf        exp(1)
  calc limit 'e^(1/x)' --to 0-             from the left: 0
  calc limit '(f(x+h) - f(x))/h' --to h=0  the definition of the derivative
  calc limit 'x*y/(x^2 + y^2)' --to x=0,y=0
"""


@click.command(cls=ExpressionCommand, short_help="Find the limit of an expression.", help=_HELP)
@options.expression
@options.to
@click.option(
    "--side",
    type=click.Choice(SIDES),
    default="both",
    show_default=True,
    help="The side to come from. Example: --side left",
)
@options.check
@options.digits
@options.plot
@options.output
def limit(
    expr: str, to: tuple[str, ...], side: str, check: str | None, digits: int | None, plot: bool, output: Output
) -> None:
    """Make the request that the options describe."""
    options.check_picture(plot, output)
    respond(LimitRequest(expr, to=to, side=side, check=check, digits=digits, plot=plot), output)
