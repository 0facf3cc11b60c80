"""`calc graph`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.errors import UsageError
from calc_cli.questions.graph import GraphRequest

_HELP = """Show the computation graph of EXPR: its operations forward, the derivatives along them backward.

\b
Examples:
  calc graph 'x^2 y + sin(x y)' --at x=1,y=2   values, adjoints, the gradient
  calc graph 'ln(1 + e^x)'                     the operations and local derivatives alone
  calc graph 'x*y + y' --at x=1,y=2 -o g.svg   a drawing; g.dot is for Graphviz
"""


@click.command(cls=ExpressionCommand, short_help="Show the computation graph of an expression.", help=_HELP)
@options.expression
@options.variables
@options.at
@options.digits
@options.saved_as("svg", "dot", example="graph.svg")
@options.output
def graph(
    expr: str, wrt: str | None, at: tuple[str, ...], digits: int | None, file: str | None, output: Output
) -> None:
    """Make the request that the options describe."""
    if expr == "-" and file:
        raise UsageError("-o saves one graph, and a batch has many")
    respond(GraphRequest(expr, wrt=wrt, at=at, digits=digits), output, file=file)
