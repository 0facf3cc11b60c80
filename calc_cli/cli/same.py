"""`calc same`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.same import SameRequest

_HELP = """Tell whether EXPR and OTHER are equal over the real numbers, and if not, where.

\b
Examples:
  calc same 'sin(2x)' '2 sin x cos x'       correct
  calc same 'sqrt(x^2)' x                   incorrect: equal only for x >= 0
  calc same 'ln(x^2) = 2 ln x'              two sides of an equation
  calc same '[1, x]' '[1, x^2/x]'           component by component
  calc same --json < identities.txt         a batch: one equation a line
"""


@click.command(cls=ExpressionCommand, short_help="Tell whether two expressions are equal.", help=_HELP)
@options.expression
@click.argument("other", metavar="OTHER", required=False)
@options.digits
@options.output
def same(expr: str, other: str | None, digits: int | None, output: Output) -> None:
    """Make the request that the options describe."""
    respond(SameRequest(expr, other, digits=digits), output)
