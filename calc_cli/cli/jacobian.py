"""`calc jacobian`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.jacobian import JacobianRequest

_HELP = """Find the Jacobian of a list EXPR of functions: a row of partial derivatives for each.

\b
Examples:
  calc jacobian '[x*y, sin x]'                   in symbols
  calc jacobian '[u = x*y, v = x + y]' --at 1,2  at a point
  calc jacobian '[r cos theta, r sin theta]'     polar coordinates
  calc jacobian '[x y, x]' --check '[[y, x], [1, 0]]'
  calc jacobian 'tanh(W x + b)' --shape x=n      in a vector
"""


@click.command(cls=ExpressionCommand, short_help="Find the partial derivatives of several expressions.", help=_HELP)
@options.expression
@options.variables
@options.at
@options.check
@options.shape
@options.layout
@options.digits
@options.output
def jacobian(
    expr: str,
    wrt: str | None,
    at: tuple[str, ...],
    check: str | None,
    shape: tuple[str, ...],
    layout: str | None,
    digits: int | None,
    output: Output,
) -> None:
    """Make the request that the options describe."""
    request = JacobianRequest(expr, wrt=wrt, at=at, check=check, shape=shape, layout=layout, digits=digits)
    respond(request, output)
