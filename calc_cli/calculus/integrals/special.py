"""Integrals that are no elementary functions but have a name: erf, Ei, Si, Ci, Fresnel's.

Each follows from a quotient by a linear function or an exponent of degree 2:

    e^(ax + b)/(x + c)      with y = a(x + c) and s = b - ac it is a multiple of e^(y + s)/y, which gives e^s Ei(y)
    sin(ax + b)/(x + c)     likewise: sin(s) Ci|y| + cos(s) Si(y)
    e^(ax^2 + bx + c)       by completing the square, with erf for a < 0 and erfi for a > 0
    sin(ax^2 + bx + c)      likewise, with Fresnel's integrals

That there is no elementary antiderivative at all, Risch's algorithm may prove.

Source: DLMF 6.2, 7.2.
"""

import sympy as sp
from sympy.integrals.risch import NonElementaryIntegral, risch_integrate

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.share import FAILURES, within
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.search import HIGHER, Search, Work

_SECONDS_OF_PROOF = 1.0

_OVER, _POSITIVE, _NEGATIVE = 0, 1, -1

_NAMED = {
    # wave        in       an antiderivative, with u for y and v for s
    (sp.exp,  _OVER):      "exp(v)*Ei(u)",
    (sp.sin,  _OVER):      "sin(v)*Ci(abs(u))+cos(v)*Si(u)",
    (sp.cos,  _OVER):      "cos(v)*Ci(abs(u))-sin(v)*Si(u)",
    (sp.sinh, _OVER):      "sinh(v)*(Ei(u)+Ei(-u))/2+cosh(v)*Shi(u)",
    (sp.cosh, _OVER):      "cosh(v)*(Ei(u)+Ei(-u))/2+sinh(v)*Shi(u)",
    (sp.exp,  _POSITIVE):  "exp(v)*sqrt(pi)/2*erfi(u)",
    (sp.exp,  _NEGATIVE):  "exp(v)*sqrt(pi)/2*erf(u)",
    (sp.sin,  _POSITIVE):  "sqrt(pi/2)*(sin(v)*fresnelc(sqrt(2/pi)*u)+cos(v)*fresnels(sqrt(2/pi)*u))",
    (sp.sin,  _NEGATIVE):  "sqrt(pi/2)*(sin(v)*fresnelc(sqrt(2/pi)*u)-cos(v)*fresnels(sqrt(2/pi)*u))",
    (sp.cos,  _POSITIVE):  "sqrt(pi/2)*(cos(v)*fresnelc(sqrt(2/pi)*u)-sin(v)*fresnels(sqrt(2/pi)*u))",
    (sp.cos,  _NEGATIVE):  "sqrt(pi/2)*(cos(v)*fresnelc(sqrt(2/pi)*u)+sin(v)*fresnels(sqrt(2/pi)*u))",
}  # fmt: skip
"""Of w(y + s)/y, and of w(y^2 + s) and w(s - y^2), y being the variable."""


def is_proved_not_elementary(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if Risch's algorithm, as SymPy has it, proves that no elementary function has the derivative f."""

    def proof() -> bool:
        try:
            return isinstance(risch_integrate(f, x), NonElementaryIntegral)
        except FAILURES:
            return False

    return bool(within(_SECONDS_OF_PROOF, proof))


def special(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by a higher function."""
    for wave in sp.Mul.make_args(f):
        rest, argument = f.xreplace({wave: sp.S.One}), wave.args[0] if wave.args else x
        if (type(wave), _OVER) not in _NAMED or not argument.is_polynomial(x):
            continue
        if sp.degree(argument, x) == 2 and not rest.has(x):
            a, b, c = sp.Poly(argument, x).all_coeffs()
            kind = _NEGATIVE if a.is_negative or a.could_extract_minus_sign() else _POSITIVE
            root = sp.sqrt(kind * a)
            y, s, factor = sp.expand(root * (x + b / (2 * a))), sp.cancel(c - b**2 / (4 * a)), rest / root
        elif (a := slope(argument, x)) is not None and (below := slope(1 / rest, x)) is not None:
            kind, factor = _OVER, 1 / below
            y = a * sp.expand(1 / rest / below)
            s = sp.expand(argument - y)
        else:
            continue
        if (known := _NAMED.get((type(wave), kind))) is not None:
            return Work(HIGHER, f, x, factor * filled(known, [y, s]))
    return None
