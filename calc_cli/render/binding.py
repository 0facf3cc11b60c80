"""Shared by all printers: how tightly something printed holds together, and a method for each class of expression."""

from collections.abc import Callable
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple


class Binding(IntEnum):
    """It needs brackets where something tighter is wanted."""

    CONDITION = 0
    SUM = 1
    ENTRIES = 2
    """A product of matrices entry by entry."""
    QUOTIENT = 3
    """A fraction on one line."""
    PRODUCT = 4
    POWER = 5
    ATOM = 6


class Text(NamedTuple):
    """Something written on one line, and how tightly it holds together.

    It is `bare` if it ends in a function without brackets, which would take in what follows.
    """

    text: str
    level: Binding
    bare: bool = False

    def within(self, level: Binding) -> str:
        """Return the text, in round brackets if it does not hold together as tightly as `level`."""
        return self.text if self.level >= level else f"({self.text})"


class ByClass:
    """`self.method(e)` is `self.on_Add` for an Add: the method of the nearest ancestor of its class that has one."""

    def method(self, e: object) -> Callable[..., Any]:
        """Return what prints `e`."""
        return getattr(self, _name_of_method(type(self), type(e)))  # type: ignore[arg-type]  # classes have a hash


@cache
def _name_of_method(printer: type, kind: type) -> str:
    return next(name for ancestor in kind.__mro__ if hasattr(printer, name := f"on_{ancestor.__name__}"))
