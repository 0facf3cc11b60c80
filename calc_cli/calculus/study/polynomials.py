"""Functions whose zeros are among those of a polynomial: by substitution of a part, and without roots and moduli.

Of a part v of which x occurs in nothing else: e^(2x) - 3 e^x + 2 is v^2 - 3v + 2, v being e^x. All parts are powers
of v, but for constant factors, if the varying terms of their logarithms are rational multiples of one.

In sqrt(x) - x + 2 = 0 let r = sqrt(x), r^2 = x. A common zero in r of r - x + 2 and r^2 - x is one of their resultant
x^2 - 5 x + 4, whose roots 1 and 4 are tried: 1 is none (Cox, Little, O'Shea, Ideals, Varieties, and Algorithms, 3.6).
"""

from collections.abc import Iterator
from contextlib import suppress

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.identities import greatest_common
from calc_cli.algebra.root import Root, Roots, is_root
from calc_cli.algebra.root_search import algebraic_roots
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST = 4
"""So many roots and moduli, one within the other or not, are eliminated."""


def substitution(u: sp.Expr, x: sp.Symbol) -> tuple[sp.Expr, sp.Expr, sp.Symbol] | None:
    """Return a part of `u`, and `u` as a function of it, which is called v; None if x occurs elsewhere too.

    >>> x = sp.Symbol("x", real=True)
    >>> substitution(sp.exp(2 * x) - 3 * sp.exp(x) + 2, x)[:2]
    (exp(x), _v**2 - 3*_v + 2)
    """
    parts = list(dict.fromkeys(_parts(u, x)))
    logarithms = [exponent * sp.log(base) for base, exponent in (part.as_base_exp() for part in parts)]
    varying = [sp.expand(each, log=False).as_independent(x, as_Add=True) for each in logarithms]
    unit = greatest_common([each for _, each in varying])
    if unit is None:
        return None
    kernel, v = sp.exp(unit), sp.Dummy("v", real=True)
    terms = zip(parts, varying, strict=True)
    of_v = u.xreplace({part: sp.exp(c) * v ** sp.cancel(each / unit) for part, (c, each) in terms})
    if kernel == x or of_v.has(x) or (of_v.is_polynomial(v) and sp.degree(of_v, v) < 2):
        return None
    return kernel, of_v, v


def _parts(u: sp.Expr, x: sp.Symbol) -> Iterator[sp.Expr]:
    """Yield the parts with x that sums, products and whole powers are made of."""
    if u.is_Add or u.is_Mul or (u.is_Pow and u.exp.is_Integer):
        for part in u.args:
            yield from _parts(part, x)
    elif u.has(x):
        yield u


def zeros_by_elimination(u: sp.Expr, x: sp.Symbol) -> Roots | None:
    """Return the zeros, r^n = w being used for r = w^(1/n) and r^2 = w^2 for |w|; None if `u` is no such function."""
    if any(part.has(x) and not isinstance(part, sp.Abs) for part in u.atoms(sp.Function)):
        return None
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
    with suppress(UndefinedError, UnsupportedError):
        if root.exact is not None:
            return sign_at(u, {x: root.exact}) == 0
        return {sign_at(u, {x: end}) for end in (root.low, root.high)} == {1, -1}
    return False
