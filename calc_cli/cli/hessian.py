"""`calc hessian`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.hessian import HessianRequest

_HELP = """Find the Hessian of EXPR: its second partial derivatives.

\b
Examples:
  calc hessian 'x^3 y + y^2'                     in symbols
  calc hessian 'x^2 - y^2' --at 0,0              a saddle point, and why
  calc hessian 'x y' --check '[[0, 1], [1, 0]]'  is that right?
  calc hessian '||A x - b||^2' --wrt x           in a vector: 2*A.T*A
"""


@click.command(cls=ExpressionCommand, short_help="Find the second partial derivatives of an expression.", help=_HELP)
@options.expression
@options.variables
@options.at
@options.check
@options.shape
@options.layout
@options.digits
@options.output
def hessian(
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
    request = HessianRequest(expr, wrt=wrt, at=at, check=check, shape=shape, layout=layout, digits=digits)
    respond(request, output)
