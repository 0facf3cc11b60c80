"""`calc chain`."""

import sys

import click

from calc_cli.cli import options
from calc_cli.cli.expressions import ExpressionCommand
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.errors import UsageError
from calc_cli.questions.chain import ChainRequest

_HELP = """Differentiate what EQUATIONS define, by the chain rule.

\b
Examples:
  calc chain 'y = u^2' 'u = sin(x)'               dy/dx = dy/du du/dx
  calc chain 'y = u v' 'u = s + t' 'v = sin s' --at s=1,t=2
  calc chain 'u = f(x, y)' 'x = x(a)' 'y = y(a)'  the rule itself
  calc chain -                                    a batch: 'y = u^2; u = sin(x)' on a line
"""


def _equations(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    if not value and (sys.stdin is None or sys.stdin.isatty()):
        raise UsageError("the equations are missing", hint="for example calc chain 'y = u^2' 'u = sin(x)'")
    return value or ("-",)


@click.command(cls=ExpressionCommand, short_help="Apply the chain rule to equations.", help=_HELP)
@click.argument("equations", metavar="EQUATIONS...", nargs=-1, callback=_equations)
@click.option("--wrt", metavar="NAMES", help="The variables; left out: all that have no equation. Example: --wrt x,t")
@options.at
@options.steps
@options.all_steps
@options.check
@options.digits
@options.output
def chain(
    equations: tuple[str, ...],
    wrt: str | None,
    at: tuple[str, ...],
    steps: bool,
    all_steps: bool,
    check: str | None,
    digits: int | None,
    output: Output,
) -> None:
    """Make the request that the options describe."""
    request = ChainRequest(equations, wrt=wrt, at=at, check=check, digits=digits, steps=steps, all_steps=all_steps)
    respond(request, output)
