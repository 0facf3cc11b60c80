"""The command line called in this process, as most tests of it are: a worker that is forked loads its modules anew."""

from collections.abc import Callable
from typing import Any

from click.testing import CliRunner, Result

from calc_cli.cli.group import calc
from calc_cli.run.reply import Reply


def in_this_process(work: Callable[[], Reply], _quota: object, _show: object) -> Reply:
    """Do the work without a worker and its limits."""
    return work()


def invoke(*argv: str, **options: Any) -> Result:
    """Run `calc` with these words; in a worker only if a limit is asked for."""
    run = None if {"--timeout", "--memory"} & {*argv} else in_this_process
    return CliRunner().invoke(calc, argv, prog_name="calc", obj=run, **options)
