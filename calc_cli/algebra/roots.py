"""The real roots of a function of one variable, and the places where its sign changes, on the line or an interval.

Waves, a sin(x) + b cos(x) = c, have finitely many roots on an interval, each exact (angles.py). For all else see
root_search.py.
"""

from functools import lru_cache

import sympy as sp

from calc_cli.algebra.angles import mapped, phases
from calc_cli.algebra.root import BITS, Root, Roots, in_order, is_root, together
from calc_cli.algebra.root_search import THOROUGH, Care, Interval, RootSearch, algebraic_roots

SEARCHED = (sp.Rational(-407, 8), sp.Rational(407, 8))
"""Where roots are looked for if no interval is given. At its ends, there are seldom any."""

_REMEMBERED = 64
"""So many searches are remembered: a function and its derivatives have factors in common."""


def real_roots(f: sp.Expr, x: sp.Symbol, target: sp.Expr = sp.S.Zero, *, bits: int = BITS) -> Roots:
    """Return where f(x) = `target`, each place that is not exact to within 2^-bits.

    Roots that neither are exact nor those of a polynomial are looked for near 0 alone.

    >>> x = sp.Symbol("x", real=True)
    >>> [root.shown for root in real_roots(sp.cos(x) - x, x).roots]
    [0.739085133215161]
    """
    found = sign_changes(f, x, target, bits=bits)
    return Roots(tuple(root for root in found.roots if is_root(f - target, x, root)), found.are_all)


@lru_cache(_REMEMBERED)
def sign_changes(
    f: sp.Expr,
    x: sp.Symbol,
    target: sp.Expr = sp.S.Zero,
    *,
    searched: Interval = SEARCHED,
    bits: int = BITS,
    care: Care = THOROUGH,
) -> Roots:
    """Return where the sign of f - `target` may change: its roots, and where it is not defined or jumps."""
    if f.free_symbols != {x} or target.free_symbols:
        return Roots((), not f.has(x))
    found = algebraic_roots(f, x, target, bits=bits)
    if found is not None:
        return found
    f = f - target
    parts = [factor.base if factor.is_Pow and not factor.exp.has(x) else factor for factor in sp.Mul.make_args(f)]
    if parts != [f]:
        return together(sign_changes(part, x, searched=searched, bits=bits, care=care) for part in parts if part.has(x))
    waves = _of_waves(f, x, searched)
    return RootSearch(f, x, bits).on(searched, care) if waves is None else Roots(waves, False)


def _of_waves(f: sp.Expr, x: sp.Symbol, searched: Interval) -> tuple[Root, ...] | None:
    """Return where waves with phases a x are 0; None if f is not made of such."""
    found = phases(f, x, *searched)
    if found is None or (found[0] / x).has(x):
        return None
    angle, values = found
    return in_order(mapped(value, lambda at: at * x / angle) for value in values or ())
