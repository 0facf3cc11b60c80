"""What is known of functions where limits are taken: at infinity, at poles, and where they are continuous."""

from collections.abc import Callable

import sympy as sp

from calc_cli.algebra.functions import sigmoid, softplus

QUOTIENTS: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sp.tan: lambda u: sp.sin(u) / sp.cos(u),
    sp.cot: lambda u: sp.cos(u) / sp.sin(u),
    sp.sec: lambda u: 1 / sp.cos(u),
    sp.csc: lambda u: 1 / sp.sin(u),
    sp.coth: lambda u: sp.cosh(u) / sp.sinh(u),
    sp.csch: lambda u: 1 / sp.sinh(u),
    sp.atanh: lambda u: sp.log((1 + u) / (1 - u)) / 2,
    sp.acoth: lambda u: sp.log((u + 1) / (u - 1)) / 2,
}

FORMULAS: dict[type, Callable[[sp.Expr], sp.Expr]] = {
    sigmoid: lambda u: 1 / (1 + sp.exp(-u)),
    softplus: lambda u: sp.log(1 + sp.exp(u)),
}
"""Functions that SymPy does not know."""

AT_INFINITY: dict[type, tuple[sp.Expr, sp.Expr]] = {
    sp.atan: (-sp.pi / 2, sp.pi / 2),
    sp.asec: (sp.pi / 2, sp.pi / 2),
    sp.acsc: (sp.S.Zero, sp.S.Zero),
    sp.sinh: (-sp.oo, sp.oo),
    sp.cosh: (sp.oo, sp.oo),
    sp.tanh: (-sp.S.One, sp.S.One),
    sp.coth: (-sp.S.One, sp.S.One),
    sp.sech: (sp.S.Zero, sp.S.Zero),
    sp.csch: (sp.S.Zero, sp.S.Zero),
    sp.asinh: (-sp.oo, sp.oo),
    sp.acoth: (sp.S.Zero, sp.S.Zero),
    sp.acsch: (sp.S.Zero, sp.S.Zero),
    sp.acosh: (sp.nan, sp.oo),
    sp.gamma: (sp.nan, sp.oo),
    sp.factorial: (sp.nan, sp.oo),
    sp.erf: (-sp.S.One, sp.S.One),
    sp.erfc: (sp.Integer(2), sp.S.Zero),
    sigmoid: (sp.S.Zero, sp.S.One),
    softplus: (sp.S.Zero, sp.oo),
}
"""The limits of functions at -oo and at oo. nan: there is none."""

# fmt: off
CONTINUOUS = frozenset((
    sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.asin, sp.acos, sp.atan, sp.asec, sp.acsc,
    sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch, sp.asinh, sp.acosh, sp.atanh, sp.asech, sp.acsch, sp.acoth,
    sp.erf, sp.erfc, sp.gamma, sp.factorial, sigmoid, softplus,
))
# fmt: on
"""Continuous at every point of their domain."""

BOUNDED = frozenset((sp.sin, sp.cos, sp.frac, sp.atan, sp.tanh, sp.sech, sp.asin, sp.acos, sp.erf, sp.erfc, sigmoid))

_EVERYTHING = (-sp.oo, sp.oo)
PERIODIC: dict[type, tuple[sp.Expr, sp.Expr]] = {
    sp.sin: (-sp.S.One, sp.S.One),
    sp.cos: (-sp.S.One, sp.S.One),
    sp.frac: (sp.S.Zero, sp.S.One),
    **dict.fromkeys((sp.tan, sp.cot, sp.sec, sp.csc), _EVERYTHING),
}
"""Their ranges."""
