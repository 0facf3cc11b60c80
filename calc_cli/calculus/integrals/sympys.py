"""SymPy's own methods, each under a share of the time: its imitation of hand work, then Risch's algorithm.

Risch's algorithm, for towers of exponentials and logarithms, may also prove that there is no elementary antiderivative.
"""

import sympy as sp
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.risch import NonElementaryIntegral, risch_integrate

from calc_cli.calculus.integrals.search import FAILURES, Search
from calc_cli.calculus.integrals.share import within
from calc_cli.calculus.integrals.work import Work

SECONDS = 1.0


def by_sympy(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Ask SymPy, if nothing else was found."""
    if search.depth > 1:
        return None
    for method in (manualintegrate, risch_integrate):
        result = _asked(method, f, x)
        if result is not None and not result.has(sp.Integral, sp.Piecewise):
            return Work("SymPy's methods", f, x, result.replace(sp.log, lambda u: sp.log(sp.Abs(u))))
    return None


def is_proved_not_elementary(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if Risch's algorithm proves that no elementary function has the derivative f."""
    found = _asked(risch_integrate, f, x)
    return found is not None and isinstance(found, NonElementaryIntegral)


def _asked(method: object, f: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    def work() -> sp.Expr | None:
        try:
            return method(f, x)  # type: ignore[operator]
        except FAILURES:
            return None

    return within(SECONDS, work)
