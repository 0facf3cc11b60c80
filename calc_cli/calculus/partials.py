"""The partial derivatives of an expression: the formulas, tidied, and their values at a point."""

from collections.abc import Mapping, Sequence

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate import differentiate

Point = Mapping[sp.Symbol, sp.Expr]


def partials(f: sp.Expr, variables: Sequence[sp.Symbol], occurrences: Occurrences | None = None) -> tuple[sp.Expr, ...]:
    """Return the derivative of `f` in each variable, the others held fixed, in the form that a textbook prints.

    Of a long sum, each looks only at the terms that hold its variable. Formula: DLMF 1.5.3.

    >>> x, y = sp.symbols("x y", real=True)
    >>> partials(x**2 * y, (x, y))
    (2*x*y, x**2)
    """
    shared = occurrences or Occurrences()
    return tuple(tidy(differentiate(f, x, shared)) for x in variables)


def second_partials(first: Sequence[sp.Expr], variables: Sequence[sp.Symbol]) -> tuple[tuple[sp.Expr, ...], ...]:
    """Return the rows of the Hessian from the `first` partial derivatives: row i holds the derivatives of number i."""
    shared = Occurrences()
    return tuple(partials(f, variables, shared) for f in first)


def as_float(value: sp.Expr) -> float | None:
    """Return a number as a float; None if parameters are in it."""
    if value.free_symbols or value.has(sp.core.function.AppliedUndef):
        return None
    if value.is_Rational:
        return value.p / value.q
    number: mpmath.mpf = approximate(value, {}, 17)
    return float(number)
