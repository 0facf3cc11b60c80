"""Substitutions for inverse functions and logarithms: t = arcsin x makes x = sin t and sqrt(1 - x^2) = cos t.

Then what stood within an inverse function is a plain letter, and integration by parts gets on. t = ln x makes x = e^t.
"""

from collections.abc import Callable
from dataclasses import replace

import sympy as sp

from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.substitution import letter, substituted
from calc_cli.calculus.integrals.work import Work


def _tangent(t: sp.Expr) -> sp.Expr:
    return sp.sin(t) / sp.cos(t)


Formula = Callable[[sp.Expr], sp.Expr]

_INVERSES: dict[type, tuple[Formula, Formula | None, Formula | None]] = {
    # function: x by t, and a square whose root is known
    sp.asin: (sp.sin, lambda x: 1 - x**2, sp.cos),
    sp.acos: (sp.cos, lambda x: 1 - x**2, sp.sin),
    sp.atan: (_tangent, lambda x: 1 + x**2, lambda t: 1 / sp.cos(t)),
    sp.asinh: (sp.sinh, lambda x: 1 + x**2, sp.cosh),
    sp.acosh: (sp.cosh, lambda x: x**2 - 1, sp.sinh),
    sp.atanh: (sp.tanh, lambda x: 1 - x**2, lambda t: 1 / sp.cosh(t)),
    sp.log: (sp.exp, None, None),
}


def inverse_within(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute t for an inverse function within another function: of e^(arcsin x)."""
    inner = {part for e in f.atoms(sp.Function, sp.exp) for u in e.args for part in u.atoms(*_INVERSES)}
    return inverse_function(search, f, x) if inner else None


def inverse_function(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute t for an inverse function, or a logarithm, of a linear function of x."""
    for part in sorted(f.atoms(*_INVERSES), key=sp.default_sort_key):
        u = part.args[0]
        a = slope(u, x)
        if a is None:
            continue
        direct, square, root = _INVERSES[type(part)]
        t = letter(search)
        place = (direct(t) - u.subs(x, 0)) / a
        g = f.xreplace({part: t})
        if square is not None and root is not None:
            wanted = sp.expand(square(u))
            g = g.replace(
                lambda e: e.is_Pow and e.base.has(x) and sp.expand(e.base - wanted) == 0,  # noqa: B023 - at once
                lambda e: root(t) ** (2 * e.exp),  # noqa: B023
            )
        g = sp.powsimp(sp.powdenest(g.subs(x, place), force=True)) * sp.trigsimp(sp.diff(place, t))
        if (work := substituted(search, f, x, t, part, sp.powsimp(g))) is not None:
            return replace(work, result=sp.expand_trig(work.result))
    return None
