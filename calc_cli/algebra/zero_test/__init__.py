"""A test by algebra alone whether an expression is 0 wherever it is defined.

Two formulas can be the same function in many ways: sin(2x) and 2 sin(x)cos(x), ln(x^2 - 1) and ln(x + 1) + ln(x - 1).
Risch's answer is a *tower* of function fields (Bronstein, Symbolic Integration I, chapters 3 and 9): begin with the
rational functions of x, and add functions one by one, each a new variable that has nothing, or little, to do with those
before it. In such generators an expression is a quotient of polynomials, and it is 0 if its numerator is:

    tan(x/2) - sin(x)/(1 + cos(x))        t = tan(x/2), sin(x) = 2t/(1 + t^2), cos(x) = (1 - t^2)/(1 + t^2)
    t - 2t/((1 + t^2) + (1 - t^2))  =  0

tower.py keeps the generators and the normal form, and does the arithmetic of polynomials; embedding.py writes an
expression in generators, by its rules for functions and those for powers, exponentials and logarithms in powers.py. All
is over the reals: beside f stands |f|, or a root of it, with |f|^2 = f^2, and what is known of signs is used. That the
test does not succeed means nothing.
"""

from collections.abc import Iterable

import sympy as sp

from calc_cli.algebra.zero_test.embedding import Embedding
from calc_cli.algebra.zero_test.tower import Quotients, TooLargeError


def vanishes(e: sp.Expr, conditions: Iterable[sp.Basic] = ()) -> bool:
    """Return True if `e`, evaluated over the reals, is certainly 0 wherever it is defined and the conditions hold.

    False means nothing. A point where a denominator met on the way is 0 is no such place.

    >>> x = sp.Symbol("x", real=True)
    >>> vanishes(sp.tan(x / 2) - sp.sin(x) / (1 + sp.cos(x)))
    True
    """
    embedding = Embedding()
    reduced = embedding.tower.reduced
    try:
        embedded = embedding.read(e, tuple(conditions))
        quotient = Quotients(sorted(embedded.free_symbols, key=str)).of(embedded)
        return not reduced(quotient.top) and all(reduced(p) for p in quotient.below)
    except (TooLargeError, ZeroDivisionError, RecursionError):
        return False
