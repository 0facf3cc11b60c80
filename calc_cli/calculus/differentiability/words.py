"""How a message writes an expression, a limit and a point."""

from typing import TYPE_CHECKING

import mpmath
import sympy as sp
from sympy.printing.str import StrPrinter

from calc_cli.algebra.substitute import Point
from calc_cli.calculus.rules.functions import table_name

if TYPE_CHECKING:
    from calc_cli.calculus.limits.one_sided import OneSided

_LONGEST = 40
"""A function that is longer than this, written out, is called `the function` in a message."""

_MOST_COORDINATES = 12


def limit_text(limit: "OneSided") -> str:
    """Return a limit as a message writes it."""
    if limit.kind == "finite":
        return shown(limit.exact) if limit.exact is not None else f"about {mpmath.nstr(limit.estimate, 6)}"
    return {"+inf": "infinity", "-inf": "-infinity", "oscillates": "no limit"}.get(limit.kind, "no value")


def place(point: Point) -> str:
    """Return a point as a message writes it: x = 1, y = 2."""
    coordinates = [f"{x} = {shown(a)}" for x, a in point.items()]
    return ", ".join(coordinates if len(coordinates) <= _MOST_COORDINATES else [*coordinates[:3], "..."])


def shown(e: sp.Basic | mpmath.mpf) -> str:
    """Return an expression as a message writes it."""
    if isinstance(e, mpmath.mpf):
        return f"about {mpmath.nstr(e, 3)}"
    text = _Words().doprint(e)
    if len(text) > _LONGEST and e.is_number:
        return f"about {mpmath.nstr(mpmath.mpf(str(e.evalf(15))), 6)}"
    return "the function" if len(text) > _LONGEST or e.has(sp.Piecewise, sp.Sum, sp.Product) else text


class _Words(StrPrinter):
    """SymPy's text, with the names of functions that a user types."""

    def _print_Function(self, e: sp.Expr) -> str:  # noqa: N802 - SymPy's name for it
        name = "ln" if isinstance(e, sp.log) else table_name(e.func)
        return f"{name}({', '.join(map(self._print, e.args[:1] if isinstance(e, sp.Heaviside) else e.args))})"

    def _print_Exp1(self, _: sp.Expr) -> str:  # noqa: N802 - likewise
        return "e"

    def _print_Dummy(self, e: sp.Dummy) -> str:  # noqa: N802 - likewise
        return e.name

    _print_Abs = _print_Max = _print_Min = _print_Heaviside = _print_Function  # noqa: N815 - likewise
