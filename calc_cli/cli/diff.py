"""`calc diff`."""

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.diff import DiffRequest

_HELP = """Differentiate EXPR.

\b
Examples:
  calc diff '3x^2 - 4x'              the derivative: 6*x - 4
  calc diff -x^2 --at 3              its value at a point: -6
  calc diff 'sin(k x)' --wrt x       with respect to x, k being a constant
  calc diff 'x^2 sin x' --steps      with the derivation, rule by rule
  calc diff 'sin(3x)' --check 'cos(3x)'    is this answer right? incorrect, and why
  calc diff 'x^2 + y^2 = 25' --implicit y  dy/dx on the curve: -x/y
  calc diff 'x^3 + x' --inverse --at 2     of the inverse function: 1/4
  calc diff --json < exercises.txt   a batch: one expression a line
"""


@click.command(cls=ExpressionCommand, short_help="Differentiate an expression.", help=_HELP)
@options.expression
@options.wrt
@click.option(
    "--order",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many times to differentiate. Example: --order 2",
)
@options.at
@options.digits
@click.option(
    "--estimate",
    is_flag=True,
    help="Show the difference quotient (f(x+h) - f(x))/h for h = 0.1, 0.01, ... Example: --at 1 --estimate",
)
@click.option(
    "--implicit",
    metavar="NAME",
    help="EXPR is an equation; differentiate this variable on its curve. Example: 'x^2 + y^2 = 25' --implicit y",
)
@click.option(
    "--inverse",
    is_flag=True,
    help="Differentiate the inverse of EXPR; the point is a value of EXPR. Example: 'x^3 + x' --inverse --at 2",
)
@options.steps
@options.all_steps
@click.option(
    "--logarithmic", is_flag=True, help="Show the derivation by logarithmic differentiation. Example: x^x --logarithmic"
)
@options.check
@options.form
@options.plot
@options.output
def diff(
    expr: str,
    wrt: str | None,
    order: int,
    at: tuple[str, ...],
    digits: int | None,
    estimate: bool,
    implicit: str | None,
    inverse: bool,
    steps: bool,
    all_steps: bool,
    logarithmic: bool,
    check: str | None,
    demand: str | None,
    plot: bool,
    output: Output,
) -> None:
    """Make the request that the options describe."""
    request = DiffRequest(
        expr,
        wrt=wrt,
        at=at,
        order=order,
        digits=digits,
        estimate=estimate,
        check=check,
        form=demand,
        implicit=implicit,
        inverse=inverse,
        steps=steps,
        all_steps=all_steps,
        logarithmic=logarithmic,
        plot=plot,
    )
    options.check_picture(plot, output)
    respond(request, output)
