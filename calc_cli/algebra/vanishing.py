"""Whether an expression is 0 wherever it is defined, by algebra alone."""

from collections.abc import Iterable

import sympy as sp

from calc_cli.algebra.quotients import Quotients, TooLargeError
from calc_cli.algebra.reading import Reading


def vanishes(e: sp.Expr, conditions: Iterable[sp.Basic] = ()) -> bool:
    """Whether it is certain that `e`, evaluated over the reals, is 0 wherever it is defined and the conditions hold.

    That it is not certain means nothing. A point where a denominator met on the way is 0 is no such place.

    >>> x = sp.Symbol("x", real=True)
    >>> vanishes(sp.tan(x / 2) - sp.sin(x) / (1 + sp.cos(x)))
    True
    """
    tower = Reading()
    try:
        read = tower.read(e, tuple(conditions))
        found = Quotients(sorted(read.free_symbols, key=str)).of(read)
        return not tower.reduced(found.top) and all(tower.reduced(p) for p in found.below)
    except (TooLargeError, ZeroDivisionError, RecursionError):
        return False
