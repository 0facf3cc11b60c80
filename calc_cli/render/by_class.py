"""Printers find their method by the class of what they print, so that a new kind of expression is a new method."""

from collections.abc import Callable
from typing import Any

import sympy as sp


class ByClass:
    """`self.method(e)` is `self.on_Add` for an Add: the method of the nearest ancestor of its class that has one."""

    def __init__(self) -> None:
        self._methods: dict[type, Callable[..., Any]] = {}

    def method(self, e: sp.Basic) -> Callable[..., Any]:
        """Return what prints `e`."""
        kind = type(e)
        if kind not in self._methods:
            names = (f"on_{ancestor.__name__}" for ancestor in kind.__mro__)
            self._methods[kind] = next(getattr(self, name) for name in names if hasattr(self, name))
        return self._methods[kind]
