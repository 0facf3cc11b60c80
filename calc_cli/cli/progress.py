"""The progress bar of long work."""

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
"""Seconds from the first call on, after which work counts as long; shorter work does not import Rich."""

Watch = Callable[[int, int | None, str], None]
"""Called with the progress: how much is done, of how much if that is known, and the same in words."""


@contextmanager
def progress(*, writes: bool) -> Iterator[Watch | None]:
    """Give what is called with the progress: None where nobody would see a bar.

    The bar stands on standard error, if that is a terminal. While the work `writes` results, standard output must be
    neither a terminal nor a pipe, whose reader may write on the terminal, too.
    """
    if not sys.stderr.isatty() or (
        writes and (sys.stdout.isatty() or stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode))
    ):
        yield None
        return
    bar = _Bar()
    try:
        yield bar.watch
    finally:
        bar.clear()


class _Bar:
    def __init__(self) -> None:
        self._start: float | None = None
        self._drawn = 0.0
        self._progress: Progress | None = None

    def watch(self, done: int, total: int | None, words: str) -> None:
        """Draw the bar, ten times a second at most."""
        now = time.monotonic()
        self._start = now if self._start is None else self._start
        if now < self._start + LONG or now < self._drawn + 0.1:
            return
        self._drawn = now
        if self._progress is None:
            self._progress = _drawn_by_hand()
        self._progress.update(self._progress.task_ids[0], completed=done, total=total, words=words)
        self._progress.refresh()

    def clear(self) -> None:
        """Leave no trace."""
        if self._progress is not None:
            self._progress.stop()


def _drawn_by_hand() -> "Progress":
    """Make a bar without a thread that draws it, since a batch forks."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        BarColumn(),
        TextColumn("{task.fields[words]}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        redirect_stdout=False,  # results do not pass through Rich; messages do, and appear above the bar
        transient=True,
    )
    bar.add_task("", total=None, words="")
    bar.start()
    return bar
