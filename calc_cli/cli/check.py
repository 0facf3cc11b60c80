"""`calc check`."""

import sys
from pathlib import Path

import click

from calc_cli.cli import options
from calc_cli.cli.options import Output
from calc_cli.cli.respond import respond
from calc_cli.errors import UsageError
from calc_cli.questions.check import CheckRequest
from calc_cli.syntax.tokens import LONGEST_TEXT

_HELP = """Check a whole working, line by line: FILE, or what a pipe brings.

The first line is what is differentiated, each line after it a step. A derivative that is still to be taken is written
(sin x)' or d/dx (sin x).

\b
Example:
  (x^2 + 1) sin x
  = (x^2 + 1)' sin x + (x^2 + 1)(sin x)'
  = 2x sin x + (x^2 + 1) cos x
"""


def _working(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The text of the file, or of standard input; a byte that is not UTF-8 is kept for the parser to point at."""
    if value is None and (sys.stdin is None or sys.stdin.isatty()):
        raise UsageError("a working is missing", hint="give a file, as in calc check homework.txt, or a pipe")
    try:
        with sys.stdin.buffer if value in (None, "-") else Path(str(value)).open("rb") as file:
            data = file.read(LONGEST_TEXT + 1)
    except OSError as fault:
        raise UsageError(f"cannot read '{value or '-'}': {fault.strerror}") from None
    if len(data) > LONGEST_TEXT:
        raise UsageError(f"the working is longer than {LONGEST_TEXT:,} bytes (1 MiB)")
    text = data.decode("utf-8-sig", "surrogateescape")
    return f"{text}\n" if text == "-" else text  # which alone asks for a batch


@click.command(short_help="Check a working line by line.", help=_HELP)
@click.argument("working", metavar="[FILE]", required=False, callback=_working)
@options.wrt
@options.output
def check(working: str, wrt: str | None, output: Output) -> None:
    """Make the request that the options describe."""
    respond(CheckRequest(working, wrt=wrt), output)
