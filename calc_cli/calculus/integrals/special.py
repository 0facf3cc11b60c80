"""Integrals that are no elementary functions but have a name: erf, Ei, Si, Ci, Fresnel's, the logarithmic integral.

SymPy knows those of e^(ax + b)/x and the like, and of waves and exponentials of degree 2, by completing the square. Of
a quotient by x + c the variable is moved first: with y = x + c, sin(2x)/(x + c) is sin(2y - 2c)/y.

That there is no elementary antiderivative at all, Risch's algorithm may prove.

Source: DLMF 6.2, 7.2.
"""

import sympy as sp
from sympy.integrals.manualintegrate import IntegralInfo, special_function_rule
from sympy.integrals.risch import NonElementaryIntegral, risch_integrate

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.share import tried
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import HIGHER, Search, Work

_SECONDS_OF_PROOF = 1.0

_NAMED = {
    sp.Ei: "Ei(u)",
    sp.Si: "Si(u)",
    sp.Ci: "Ci(abs(u))",
    sp.Shi: "Shi(u)",
    sp.Chi: "(Ei(u)+Ei(-u))/2",
    sp.li: "li(u)",
}
"""SymPy's functions by ours, which are real for negative u, too."""


def is_proved_not_elementary(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if Risch's algorithm, as SymPy has it, proves that no elementary function has the derivative f."""
    return isinstance(tried(_SECONDS_OF_PROOF, lambda: risch_integrate(f, x)), NonElementaryIntegral)


def special(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by a higher function."""
    below = sp.Mul(*(divisor for divisor in sp.Mul.make_args(sp.denom(f)) if divisor.is_polynomial(x)))
    a = slope(below, x)
    c = sp.S.Zero if a is None else below.subs(x, 0) / a
    factor, g = sp.factor_terms(f.subs(x, x - c)).as_independent(x, as_Add=False)
    g = g.replace(lambda e: isinstance(e, sp.Function | sp.exp), lambda e: e.func(sp.expand(e.args[0])))
    rule = special_function_rule(IntegralInfo(g, x))
    if rule is None:
        return None
    result = factor * rule.eval().replace(lambda e: type(e) in _NAMED, lambda e: filled(_NAMED[type(e)], e.args))
    is_known = all(record_of(type(part)) is not None for part in result.atoms(sp.Function))
    return Work(HIGHER, f, x, result.subs(x, x + c)) if is_known else None
