"""An integrand as a function of complex balls, for Arb's rigorous integration.

The method bounds the integrand on ellipses around parts of the way, and must be told where it is not analytic: asked
so, a function whose argument meets a cut or a pole answers nan. Roots are the real ones of calc on the real line.

Source: F. Johansson, Numerical integration in arbitrary-precision ball arithmetic, ICMS 2018.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import sympy as sp
from flint import acb, arb, fmpq

from calc_cli.algebra.formulas import expanded
from calc_cli.errors import UnsupportedError

Ball = Callable[[acb, bool], acb]
"""The value at a ball, and whether it must be analytic there."""

_NOTHING = acb(arb.nan())
_I = acb(0, 1)

_MEROMORPHIC: dict[type, Callable[[acb], acb]] = {
    sp.exp: acb.exp, sp.sin: acb.sin, sp.cos: acb.cos, sp.tan: acb.tan, sp.cot: acb.cot, sp.sec: acb.sec,
    sp.csc: acb.csc, sp.sinh: acb.sinh, sp.cosh: acb.cosh, sp.tanh: acb.tanh, sp.coth: acb.coth, sp.sech: acb.sech,
    sp.csch: acb.csch, sp.erf: acb.erf, sp.erfc: acb.erfc, sp.erfi: acb.erfi, sp.gamma: acb.gamma,
}  # fmt: skip


def _inverse_tangent(z: acb, analytic: bool) -> acb:
    return ((1 + _I * z).log(analytic=analytic) - (1 - _I * z).log(analytic=analytic)) / (2 * _I)


def _inverse_sine(z: acb, analytic: bool) -> acb:
    root = (1 - z).sqrt(analytic=analytic) * (1 + z).sqrt(analytic=analytic)
    return ((_I * z + root).log(analytic=analytic)) / _I


_WITH_CUTS: dict[type, Callable[[acb, bool], acb]] = {
    sp.log: lambda z, a: z.log(analytic=a),
    sp.Abs: lambda z, a: z.real_abs(analytic=a),
    sp.sign: lambda z, a: z.real_sgn(analytic=a),
    sp.floor: lambda z, a: z.real_floor(analytic=a),
    sp.atan: _inverse_tangent,
    sp.asin: _inverse_sine,
    sp.acos: lambda z, a: acb.pi() / 2 - _inverse_sine(z, a),
    sp.asinh: lambda z, a: (z + (z * z + 1).sqrt(analytic=a)).log(analytic=a),
    sp.acosh: lambda z, a: (z + (z - 1).sqrt(analytic=a) * (z + 1).sqrt(analytic=a)).log(analytic=a),
    sp.atanh: lambda z, a: ((1 + z).log(analytic=a) - (1 - z).log(analytic=a)) / 2,
}


def ball_function(f: sp.Expr, x: sp.Symbol, fixed: Mapping[sp.Basic, acb] = MappingProxyType({})) -> Ball:
    """Return f as a function of balls for x, other letters being `fixed`. Raises UnsupportedError for what has none."""
    if f == x:
        return lambda z, _: z
    if not f.args:
        value = fixed.get(f) or _number(f)
        return lambda _z, _: value
    if f.is_Pow:
        return _power(f, x, fixed)
    if f.is_Add or f.is_Mul:
        parts = [ball_function(part, x, fixed) for part in f.args]
        return _joined(parts, is_sum=f.is_Add)
    if isinstance(f, sp.Max | sp.Min):
        return _extreme([ball_function(part, x, fixed) for part in f.args], -1 if isinstance(f, sp.Min) else 1)
    if type(f) in _MEROMORPHIC or type(f) in _WITH_CUTS:
        return _applied(f, ball_function(f.args[0], x, fixed))
    formula = expanded(f) if isinstance(f, sp.Function) else None
    if formula is None:
        raise UnsupportedError(f"{f.func.__name__} is not integrated with enclosures")
    return ball_function(formula, x, fixed)


def _number(e: sp.Expr) -> acb:
    if e.is_Rational:
        return acb(fmpq(int(e.p), int(e.q)))
    if e is sp.pi or e is sp.E:
        return acb(arb.pi() if e is sp.pi else arb.const_e())
    raise UnsupportedError(f"{e} is not integrated with enclosures")


def _applied(f: sp.Expr, inner: Ball) -> Ball:
    plain = _MEROMORPHIC.get(type(f))
    if plain is not None:
        return lambda z, a: plain(inner(z, a))
    cut = _WITH_CUTS[type(f)]
    return lambda z, a: cut(inner(z, a), a)


def _joined(parts: list[Ball], *, is_sum: bool) -> Ball:
    def value(z: acb, analytic: bool) -> acb:
        total = parts[0](z, analytic)
        for part in parts[1:]:
            total = total + part(z, analytic) if is_sum else total * part(z, analytic)
        return total

    return value


def _extreme(parts: list[Ball], sign: int) -> Ball:
    def value(z: acb, analytic: bool) -> acb:
        total = sign * parts[0](z, analytic)
        for part in parts[1:]:
            total = total.real_max(sign * part(z, analytic), analytic=analytic)
        return sign * total

    return value


def _power(f: sp.Pow, x: sp.Symbol, fixed: Mapping[sp.Basic, acb]) -> Ball:
    base = ball_function(f.base, x, fixed)
    if f.exp.is_Integer:
        return lambda z, a: base(z, a) ** int(f.exp)
    exponent = ball_function(f.exp, x, fixed)
    is_odd_root = f.exp.is_Rational and f.exp.q % 2

    def value(z: acb, analytic: bool) -> acb:
        u = base(z, analytic)
        if is_odd_root and u.real < 0:
            root = (-u).pow(exponent(z, analytic), analytic=analytic)
            return -root if f.exp.p % 2 else root
        if not u.real > 0 and (analytic or is_odd_root):
            return _NOTHING
        return u.pow(exponent(z, analytic), analytic=analytic)

    return value
