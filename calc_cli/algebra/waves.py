"""Circular and hyperbolic functions of whole multiples of one angle: that angle, and each by its sine and cosine."""

from collections.abc import Sequence
from math import gcd, lcm

import sympy as sp

CIRCULAR = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)


def greatest_common(ratios: Sequence[sp.Rational]) -> sp.Rational:
    """Return the greatest number of which all are whole multiples: 1/6 of 1/2 and 1/3."""
    below = lcm(*(int(ratio.q) for ratio in ratios))
    return sp.Rational(gcd(*(int(ratio * below) for ratio in ratios)), below)


def by_sine_and_cosine(kind: type[sp.Basic], s: sp.Expr, c: sp.Expr) -> sp.Expr:
    """Return the function of one of these kinds at an angle with the sine s and the cosine c."""
    kinds = CIRCULAR if kind in CIRCULAR else HYPERBOLIC
    return (s, c, s / c, c / s, 1 / c, 1 / s)[kinds.index(kind)]


def of_multiple(kind: type[sp.Basic], n: int, phase: sp.Expr, sine: sp.Expr, cosine: sp.Expr) -> sp.Expr:
    """Return the circular function of this kind at n t + phase by the sine and cosine of t, as de Moivre has it."""
    c, s = sp.expand((cosine + sp.I * sine) ** abs(n)).as_real_imag()
    s = s if n > 0 else -s
    return by_sine_and_cosine(kind, s * sp.cos(phase) + c * sp.sin(phase), c * sp.cos(phase) - s * sp.sin(phase))
