"""The progress bar of a long batch."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

LONG = 1.0
"""Seconds after which a batch counts as long; shorter ones do not import Rich."""


@contextmanager
def progress(descriptor: int) -> Iterator[Callable[[int, int], None] | None]:
    """Give what a batch calls with its progress: None where nobody would see a bar.

    The bar stands on standard error, if that is a terminal and standard output is neither one nor a pipe, whose reader
    may write on the terminal, too. It measures how much of a file has been answered and shown; of a pipe, whose end is
    not known, it only counts the lines.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty() or stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
        yield None
        return
    bar = _Bar(descriptor)
    try:
        yield bar.watch
    finally:
        bar.clear()


class _Bar:
    def __init__(self, descriptor: int) -> None:
        source = os.fstat(descriptor)
        self._total = source.st_size if stat.S_ISREG(source.st_mode) else None
        self._start = self._drawn = time.monotonic()
        self._progress: Progress | None = None

    def watch(self, lines_shown: int, bytes_shown: int) -> None:
        """Draw the bar, ten times a second at most."""
        now = time.monotonic()
        if now < self._start + LONG or now < self._drawn + 0.1:
            return
        self._drawn = now
        if self._progress is None:
            self._progress = _drawn_by_hand(self._total)
        self._progress.update(self._progress.task_ids[0], completed=bytes_shown, lines=lines_shown)
        self._progress.refresh()

    def clear(self) -> None:
        """Leave no trace."""
        if self._progress is not None:
            self._progress.stop()


def _drawn_by_hand(total: int | None) -> "Progress":
    """Make a bar without a thread that draws it, since the batch forks."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        BarColumn(),
        TextColumn("{task.fields[lines]} lines"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        redirect_stdout=False,  # results do not pass through Rich; messages do, and appear above the bar
        transient=True,
    )
    bar.add_task("", total=total, lines=0)
    bar.start()
    return bar
