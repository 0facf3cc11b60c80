"""Work of SymPy that may fail or never end, within a process that is to go on: a share of the time, and what it raises.

Python can raise an exception in another thread. A watcher does so when the share is used up, again and again, since
some code swallows it; the work ends at the next instruction of Python. Time is that of the processor, so that a busy
machine finds no less, but never more than half of what is left until the timer of the process ends everything.
"""

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import TypeVar

from sympy import PoleError
from sympy.core.cache import clear_cache
from sympy.polys.polyerrors import BasePolynomialError

Found = TypeVar("Found")
Item = TypeVar("Item")

FAILURES = (
    ArithmeticError, AssertionError, AttributeError, BasePolynomialError, LookupError, NotImplementedError, PoleError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What SymPy raises where one of its methods does not apply; what it returns then is judged by numbers anyhow."""

_LOOK = 0.02
"""Seconds between two looks at the clock."""

_TURN = threading.Lock()
"""Held while a watcher starts, whom Python 3.11 takes for the thread that starts it, and while one raises."""


class _OutOfTimeError(BaseException):
    """The share is used up: no error of the work, which must not catch it."""


def within(seconds: float, work: Callable[[], Found]) -> Found | None:
    """Return what `work` returns, None if it takes longer. Raises MemoryError.

    A share within another ends with that; if both are used up, the one around ends at its next look at the clock.
    """
    worker = threading.get_ident()
    working = threading.Lock()
    working.acquire()
    is_late = clock(seconds)

    def watch() -> None:
        while not working.acquire(timeout=_LOOK):
            if is_late():
                with _TURN:
                    if working.locked():
                        _raise_out_of_time_in(worker)

    found: Found | None = None
    try:
        try:
            _start(watch)
            found = work()
        finally:
            _end(working)
    except _OutOfTimeError:
        _end(working)  # it may have come just before the first call
        clear_cache()  # SymPy may have been deducing facts: half of them, of what is remembered, contradict each other
        if not is_late():  # it is of a share around this one
            raise
    return found


def tried(seconds: float, work: Callable[[], Found]) -> Found | None:
    """Return what `work` returns, None if it takes longer, or if it is no work for SymPy. Raises MemoryError."""
    try:
        return within(seconds, work)
    except FAILURES:
        return None


def clock(seconds: float) -> Callable[[], bool]:
    """Return what tells whether so many seconds of computing, or half of the time that is left, have passed."""
    computed = time.process_time() + seconds
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    end = time.monotonic() + left / 2 if left else float("inf")
    return lambda: time.process_time() > computed or time.monotonic() > end


def in_time(items: Iterable[Item], seconds: float) -> Iterator[Item]:
    """Yield the items until so many seconds of computing, or half of the time that is left, have passed."""
    is_over = clock(seconds)
    return takewhile(lambda _: not is_over(), items)


def _start(watch: Callable[[], None]) -> None:
    try:
        with _TURN:
            threading.Thread(target=watch, daemon=True).start()
    except RuntimeError as error:
        raise MemoryError("no room for the stack of a thread") from error


def _end(working: threading.Lock) -> None:
    """Stop the watcher, and await an exception that is still on its way.

    It is not taken back: that leaves Python 3.11 looking for one for ever, and going in a circle if it is traced.
    """
    while True:
        try:
            with _TURN:
                if working.locked():
                    working.release()
            for _ in range(2):
                pass  # it arrives at the latest at the next turn of a loop
            return
        except _OutOfTimeError:
            continue


def _raise_out_of_time_in(thread: int) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(_OutOfTimeError))
