"""A worker that is forked, and has rehearsed, before its question is known.

A worker that is forked when it is needed has all that the process before it has. This one was there before that process
became the one that asks, so each task tells it what changed since: the environment, the folder, the streams. The task
is written by this program and read by it, over a pipe that nobody else has.
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable

from calc_cli.run.reply import Reply
from calc_cli.run.warm import place
from calc_cli.run.worker import Quota, Show, Worker, ignore, run

MODES = ("r", "w", "w")


class Understudy:
    """The worker, and the process that it is to work for."""

    def __init__(self) -> None:
        self._worker = Worker(_perform, Quota(0, 0))

    def run(self, work: Callable[[], Reply], quota: Quota, show: Show = ignore) -> Reply:
        """Do `work` in the worker, which may then do more. Raises the error that says why, if there is no reply."""
        try:
            folder = os.getcwd()
        except OSError:  # it is gone, so the worker cannot find it either
            return run(work, quota, show)
        task = pickle.dumps((dict(os.environb), folder, place.mask(), place.encodings(), work))
        self._worker.quota = quota
        return self._worker.reply_to(task.decode("latin-1"), show)


def _perform(_number: int, task: str) -> Reply:
    """Take on what the task tells, and do the work. Runs in the worker."""
    environment, folder, mask, streams, work = pickle.loads(task.encode("latin-1"))
    set_environment(environment)
    os.chdir(folder)
    os.umask(mask)
    open_streams(streams)
    gc.enable()
    reply: Reply = work()
    return reply


def set_environment(environment: dict[bytes, bytes]) -> None:
    """Replace the environment."""
    os.environb.clear()
    os.environb.update(environment)


def open_streams(streams: place.Encodings) -> None:
    """Open the standard streams as Python does when it starts."""
    opened = []
    for number, (mode, (encoding, errors)) in enumerate(zip(MODES, streams, strict=True)):
        buffering = 1 if number == 2 or os.isatty(number) else -1
        opened.append(open(number, mode, buffering, encoding, errors, "\n", closefd=False))  # noqa: SIM115
    sys.stdin, sys.stdout, sys.stderr = opened
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = opened  # type: ignore[misc, assignment]
