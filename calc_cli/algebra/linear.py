"""Sums of many terms and multiples of simple ones, put together without the searches that cost SymPy their time.

SymPy asks of every new number what it is, and of every product what it could become. Of 3*x^2 it could become
nothing, and in a sum of 100,000 such terms the asking takes a minute.
"""

from collections.abc import Sequence

import sympy as sp

MANY = 1_000
"""From here on, a sum keeps its terms in the order they came in."""


def times(number: sp.Rational, e: sp.Expr) -> sp.Expr:
    """Return number*e."""
    if number == 1:
        return e
    if _is_simple(e) and number != 0:
        return sp.Mul(number, e, evaluate=False)
    if e.is_Mul and len(e.args) == 2 and e.args[0].is_Rational and _is_simple(e.args[1]):
        return times(number * e.args[0], e.args[1])
    return sp.Mul(number, e)


def add(terms: Sequence[sp.Expr]) -> sp.Expr:
    """Return the sum of `terms`, like terms put together."""
    if len(terms) < MANY:
        return sp.Add(*terms)
    collected: dict[sp.Expr, sp.Rational] = {}
    for term in terms:
        number, rest = term.as_coeff_Mul(rational=True) if term.is_Mul or term.is_Rational else (sp.S.One, term)
        collected[rest] = collected[rest] + number if rest in collected else number
    together = [times(number, rest) for rest, number in collected.items() if number != 0]
    return sp.Add(*together, evaluate=len(together) < MANY)


def _is_simple(e: sp.Expr) -> bool:
    """Return True if `e` is x or a whole power of x."""
    return bool(e.is_Symbol or (e.is_Pow and e.base.is_Symbol and e.exp.is_Integer))
