"""`calc rules`."""

import click

from calc_cli.cli import options
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.questions.rules import RulesRequest

_HELP = """Tell the rules of differentiation, or more of the one called NAME.

\b
Examples:
  calc rules                all rules
  calc rules quotient       one of them: its conditions, an example, the usual mistakes
  calc rules sin            the derivative of a function
  calc rules --matrix       the rules for vectors and matrices
  calc rules --notation     the ways to write a derivative, and how to type them
"""


def _keys(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from calc_cli.calculus.rules.table import RULES  # only completion pays for this import

    return [rule.key for rule in RULES if rule.key.startswith(incomplete)]


@click.command(short_help="Tell the rules of differentiation.", help=_HELP)
@click.argument("name", nargs=-1, shell_complete=_keys)
@click.option(
    "--notation",
    "topic",
    flag_value="notation",
    default="rules",
    help="The ways to write a derivative instead. Example: calc rules --notation",
)
@click.option(
    "--matrix",
    "topic",
    flag_value="matrix",
    help="The rules for vectors and matrices instead, with sources. Example: calc rules --matrix",
)
@options.output
def rules(name: tuple[str, ...], topic: str, output: Output) -> None:
    """Make the request that the options describe."""
    respond(RulesRequest(" ".join(name), topic), output)
