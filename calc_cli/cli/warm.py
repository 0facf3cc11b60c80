"""`calc warm`: start, stop and ask after the process that has everything loaded; see `run/warm/`."""

import importlib
import os
import pkgutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import click

import calc_cli
from calc_cli.errors import ExitStatus, UsageError
from calc_cli.run.warm import server

SAMPLES = (
    "diff x^2*sin(x)/(x+1) --at 1 --steps -f pretty",
    "diff 3x^2-4x --at 1 --check 2",
    "diff sin(x)^2 --check sin(2x) --json",
    "diff sqrt(x)+ln(x)+e^x -f latex",
    "limit sin(x)/x --to 0 -f pretty",
    "limit (1+1/x)^x --to inf",
    "grad x^2*y+e^(x*y) --at x=1,y=2 -f pretty",
    "hessian x^2*y -f pretty",
    "graph x^2*y --at x=1,y=2 -f pretty",
    "same sin(2x) 2*sin(x)*cos(x)",
)
"""Questions of all kinds. What SymPy and calc make at the first one and keep is there for those that follow."""


@click.group(short_help="Answer from a process that is already warm.")
def warm() -> None:
    r"""Keep a process that has everything loaded and answers at once.

    calc uses it whenever it is there; nothing else changes. With CALC_WARM=auto in the environment the first question
    starts it, with CALC_WARM=0 it is never used.

    \b
    Examples:
      calc warm start      start it, if it is not there
      calc warm status     is it there?
      calc warm stop       end it
    """


@warm.command(short_help="Start the warm process, if it is not there.")
@click.option(
    "--idle",
    type=click.FloatRange(0, 1e6, min_open=True),
    default=15.0,
    show_default=True,
    metavar="MINUTES",
    help="It leaves after so many minutes without a question. Example: --idle 60",
)
def start(idle: float) -> None:
    """Start the warm process, if it is not there.

    Example: calc warm start --idle 60
    """
    path = server.lock_path()
    held = server.lock(path)
    if held is None:
        click.echo(_told(server.running(path)))
        return
    from calc_cli.cli.group import run  # which loads this module when it is needed

    ready, is_ready = os.pipe()
    if os.fork() == 0:
        try:
            _detach((held.fileno(), is_ready))
            server.sign(held)
            _load(run)
            server.serve(held, run, idle * 60, is_ready)
        finally:
            os._exit(ExitStatus.DONE)
    os.close(is_ready)
    if not os.read(ready, 1):
        raise UsageError("the warm process did not start", hint="calc answers without it; is the machine full?")
    click.echo(_told(server.running(path)))


@warm.command(short_help="End the warm process.")
def stop() -> None:
    """End the warm process, also of other versions; questions that it works on are still answered.

    Example: calc warm stop
    """
    ended = [number for path in server.safe_folder().glob("*.lock") if (number := _end(path))]
    click.echo("stopped: " + ", ".join(f"process {number}" for number in ended) if ended else _told(None))


@warm.command(short_help="Tell if the warm process is there.")
def status() -> None:
    """Tell if the warm process is there; the exit status is 0 if it is, 1 if not.

    Example: calc warm status
    """
    number = server.running(server.lock_path())
    click.echo(_told(number))
    click.get_current_context().exit(ExitStatus.NO if number is None else ExitStatus.DONE)


def _told(number: int | None) -> str:
    return "calc is not warm" if number is None else f"calc is warm: process {number}"


def _end(path: Path) -> int | None:
    """End the process that has the lock and wait until it is gone; None if there is none."""
    number = server.running(path)
    if number is None:
        return None
    for fatal in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.kill(number, fatal)
        for _ in range(200):
            if server.running(path) != number:
                return number
            time.sleep(0.01)
    return number


def _detach(kept: tuple[int, ...]) -> None:
    """Leave the terminal, the folder and the descriptors of whoever typed the command."""
    os.setsid()
    os.chdir("/")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    start = 3
    for number in sorted(kept):
        os.closerange(start, number)
        start = number + 1
    os.closerange(start, os.sysconf("SC_OPEN_MAX"))


def _load(run: server.Work) -> None:
    """Load all of calc, and answer the samples, so that nothing is left for the first question."""
    for module in pkgutil.walk_packages(calc_cli.__path__, "calc_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for sample in SAMPLES:
        sys.argv = ["calc", *sample.split()]
        run(lambda work, _quota, _show: work())
