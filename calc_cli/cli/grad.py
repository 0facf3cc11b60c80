"""`calc grad`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.grad import GradRequest

_HELP = """Find the gradient of EXPR: its partial derivatives.

\b
Examples:
  calc grad 'x^2 y + sin(x y)'                  in symbols
  calc grad 'x^2 + y^2' --at x=1,y=2            at a point: [2, 4]
  calc grad 'x^2 + y^2' --along 1,1             the derivative in a direction
  calc grad 'a x^2 + y' --wrt x,y               a being a constant
  calc grad 'x^2 + y^2' --check '[2x, 2y]'      is that right?
  calc grad '||A x - b||^2' --wrt x             in a vector: 2*A.T*(A*x - b)
"""


@click.command(cls=ExpressionCommand, short_help="Find the gradient of an expression.", help=_HELP)
@options.expression
@options.variables
@options.at
@click.option(
    "--along",
    metavar="VECTOR",
    multiple=True,
    help="The derivative in this direction, per unit of length. Examples: --along 1,1, --along x=1,y=1",
)
@options.steps
@options.all_steps
@options.check
@options.shape
@options.layout
@options.digits
@options.output
def grad(
    expr: str,
    wrt: str | None,
    at: tuple[str, ...],
    along: tuple[str, ...],
    steps: bool,
    all_steps: bool,
    check: str | None,
    shape: tuple[str, ...],
    layout: str | None,
    digits: int | None,
    output: Output,
) -> None:
    """Make the request that the options describe."""
    request = GradRequest(
        expr,
        wrt=wrt,
        at=at,
        along=along,
        check=check,
        shape=shape,
        layout=layout,
        digits=digits,
        steps=steps,
        all_steps=all_steps,
    )
    respond(request, output)
