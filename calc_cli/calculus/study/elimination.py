"""The zeros of functions with roots and moduli: without these, they are among the roots of a polynomial.

In sqrt(x) - x + 2 = 0 let r = sqrt(x), r^2 = x. A common zero in r of r - x + 2 and r^2 - x is one of their resultant
x^2 - 5 x + 4, whose roots 1 and 4 are tried: 1 is none (Cox, Little, O'Shea, Ideals, Varieties, and Algorithms, 3.6).
"""

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.root_search import Root, Roots, algebraic_roots, is_root
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST = 4
"""So many roots and moduli, one within the other or not, are eliminated."""


def zeros_by_elimination(u: sp.Expr, x: sp.Symbol) -> Roots | None:
    """Return the zeros, r^n = w being used for r = w^(1/n) and r^2 = w^2 for |w|; None if `u` is no such function."""
    top, r = u, sp.Dummy("r", real=True)
    for _ in range(_MOST):
        inner = [part for part in top.atoms(sp.Pow, sp.Abs) if part.has(x) and not part.is_polynomial(x)]
        if not inner or any(part.is_Pow and not (part.exp.is_Rational and part.exp.q > 1) for part in inner):
            break
        part = max(inner, key=sp.count_ops)
        w, n, value = (part.args[0] ** 2, 2, r) if isinstance(part, sp.Abs) else (part.base, part.exp.q, r**part.exp.p)
        top = sp.fraction(sp.together(top.xreplace({part: value})))[0]
        if not top.is_polynomial(r):
            return None
        top = sp.fraction(sp.together(sp.resultant(top, r**n - w, r)))[0]
    if top is u or not top.is_polynomial(x) or top.is_zero:
        return None
    if not top.has(x):
        return Roots((), True)
    found = algebraic_roots(sp.expand(top), x)
    if found is None:
        return None
    kept = [root for root in found.roots if is_root(u, x, root)]
    return Roots(tuple(kept), found.are_all and all(_is_certain(u, x, root) for root in kept))


def _is_certain(u: sp.Expr, x: sp.Symbol, root: Root) -> bool:
    """Return True if `u` is proved to be 0 at the root, or in its enclosure."""
    try:
        if root.exact is not None:
            return sign_at(u, {x: root.exact}) == 0
        return {sign_at(u, {x: end}) for end in (root.low, root.high)} == {1, -1}
    except (UndefinedError, UnsupportedError):
        return False
