"""Substitutions for inverse functions and logarithms: t = arcsin x makes x = sin t and sqrt(1 - x^2) = cos t.

Then what stood within an inverse function is a plain letter, and integration by parts gets on. t = ln x makes x = e^t.
"""

from collections.abc import Callable

import sympy as sp

from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.substitution import letter, substituted
from calc_cli.calculus.integrals.work import Work

Formula = Callable[[sp.Expr], sp.Expr]

_INVERSES: dict[type, tuple[Formula, Formula, Formula | None, Formula | None]] = {
    # function: x, dx/dt, and a square whose root is known
    sp.asin: (sp.sin, sp.cos, lambda x: 1 - x**2, sp.cos),
    sp.acos: (sp.cos, lambda t: -sp.sin(t), lambda x: 1 - x**2, sp.sin),
    sp.atan: (sp.tan, lambda t: sp.sec(t) ** 2, lambda x: 1 + x**2, sp.sec),
    sp.asinh: (sp.sinh, sp.cosh, lambda x: 1 + x**2, sp.cosh),
    sp.acosh: (sp.cosh, sp.sinh, lambda x: x**2 - 1, sp.sinh),
    sp.atanh: (sp.tanh, lambda t: sp.sech(t) ** 2, lambda x: 1 - x**2, sp.sech),
    sp.log: (sp.exp, sp.exp, None, None),
}


def inverse_function(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Substitute t for an inverse function, or a logarithm, of a linear function of x."""
    for part in sorted(f.atoms(*_INVERSES), key=sp.default_sort_key):
        u = part.args[0]
        a = slope(u, x)
        if a is None:
            continue
        direct, derivative, square, root = _INVERSES[type(part)]
        t = letter(search)
        place = (direct(t) - u.subs(x, 0)) / a
        g = f.xreplace({part: t})
        back: dict[sp.Expr, sp.Expr] = {direct(t): u}
        if square is not None and root is not None:
            wanted = sp.expand(square(u))
            g = g.replace(
                lambda e: e.is_Pow and e.base.has(x) and sp.expand(e.base - wanted) == 0,  # noqa: B023 - at once
                lambda e: root(t) ** (2 * e.exp),  # noqa: B023
            )
            back[root(t)] = sp.sqrt(square(u))
        g = sp.powsimp(sp.powdenest(g.subs(x, place), force=True)) * derivative(t) / a
        work = substituted(search, f, x, t, part, sp.powsimp(g), back=_with_reciprocals(back, t, u))
        if work is not None:
            return work
    return None


def _with_reciprocals(back: dict[sp.Expr, sp.Expr], t: sp.Symbol, u: sp.Expr) -> dict[sp.Expr, sp.Expr]:
    """Return also what the other functions of t are."""
    if sp.sin(t) in back:
        back |= {sp.cos(t): sp.sqrt(1 - u**2), sp.tan(t): u / sp.sqrt(1 - u**2)}
    elif sp.cos(t) in back:
        back |= {sp.sin(t): sp.sqrt(1 - u**2), sp.tan(t): sp.sqrt(1 - u**2) / u}
    elif sp.tan(t) in back:
        back |= {sp.cos(t): 1 / sp.sqrt(1 + u**2), sp.sin(t): u / sp.sqrt(1 + u**2)}
    elif sp.sinh(t) in back:
        back |= {sp.cosh(t): sp.sqrt(1 + u**2), sp.tanh(t): u / sp.sqrt(1 + u**2)}
    elif sp.cosh(t) in back:
        back |= {sp.sinh(t): sp.sqrt(u**2 - 1), sp.tanh(t): sp.sqrt(u**2 - 1) / u}
    return back
