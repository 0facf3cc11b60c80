"""Circular and hyperbolic functions: identities as tables, and those of whole multiples of one angle."""

from collections.abc import Mapping, Sequence
from math import gcd, lcm

import sympy as sp
from sympy.simplify.fu import TR8

Angle = tuple[bool, sp.Expr]
"""True if the functions are the hyperbolic ones, and their argument."""

CIRCULAR = (sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc)
HYPERBOLIC = (sp.sinh, sp.cosh, sp.tanh, sp.coth, sp.sech, sp.csch)

KINDS = {function: function.__name__ for function in (*CIRCULAR, *HYPERBOLIC)}
FUNCTION = {name: function for function, name in KINDS.items()}

_ARCS = (sp.asin, sp.acos, sp.atan, sp.asinh, sp.acosh, sp.atanh)

_POWERS = {"sin": (1, 0), "cos": (0, 1), "tan": (1, -1), "cot": (-1, 1), "sec": (0, -1), "csc": (-1, 0)}
"""Each function as powers of sine and cosine."""

SQUARES = {
    "sin": (1, -1, "cos"), "cos": (1, -1, "sin"), "sinh": (-1, 1, "cosh"), "cosh": (1, 1, "sinh"),
    "tan": (-1, 1, "sec"), "sec": (1, 1, "tan"), "tanh": (1, -1, "sech"), "sech": (1, -1, "tanh"),
    "cot": (-1, 1, "csc"), "csc": (1, 1, "cot"), "coth": (1, 1, "csch"), "csch": (-1, 1, "coth"),
}  # fmt: skip
"""f: (a, b, g) says that f^2 = a + b*g^2. DLMF 4.21.12 to 4.21.14, 4.35.11 to 4.35.13."""

OF_DOUBLE = {"sin": (1, -1), "cos": (1, 1), "sinh": (-1, 1), "cosh": (1, 1)}
"""f: (a, b) says that 2f(u)^2 = a + b*cos(2u), or cosh(2u). DLMF 4.21.28, 4.35.26."""


def is_of_twice_an_arc(e: sp.Basic) -> bool:
    """Return True for an algebraic function that is not written as one: cos(2asin(x)) is 1 - 2x^2."""
    return e.func in KINDS and (e.args[0] / 2).func in _ARCS


def in_sine_and_cosine(powers: Mapping[str, int]) -> tuple[int, int]:
    """Return (a, b) with the product of these powers equal to sin^a cos^b, hyperbolic ones likewise."""
    of_each = [(n, *_POWERS[kind.removesuffix("h")]) for kind, n in powers.items()]
    return sum(n * a for n, a, _ in of_each), sum(n * b for n, _, b in of_each)


def shortest(a: int, b: int) -> list[tuple[str, int]]:
    """Return sin^a cos^b as powers with no negative exponent; some may be zero."""
    if a > 0 > b:
        both = min(a, -b)
        return [("tan", both), ("sin", a - both), ("sec", -b - both)]
    if a < 0 < b:
        both = min(-a, b)
        return [("cot", both), ("csc", -a - both), ("cos", b - both)]
    return [("sin" if a > 0 else "csc", abs(a)), ("cos" if b > 0 else "sec", abs(b))]


_MOST_MULTIPLIED = 64
"""Higher powers of sines and cosines are not written as sums."""


def products_as_sums(f: sp.Expr) -> sp.Expr:
    """Return f multiplied out, with sines and cosines of sums of angles for products, unless powers are high."""
    if any(p.exp.is_Integer and abs(p.exp) > _MOST_MULTIPLIED and p.base.has(sp.sin, sp.cos) for p in f.atoms(sp.Pow)):
        return f
    return sp.expand(TR8(sp.expand(f)))


def greatest_common(terms: Sequence[sp.Expr]) -> sp.Expr | None:
    """Return the greatest part of which all are whole multiples: a/6 of a/2 and a/3; None if there is none."""
    ratios = [sp.cancel(term / terms[0]) for term in terms]
    if not ratios or not all(ratio.is_Rational for ratio in ratios):
        return None
    below = lcm(*(int(ratio.q) for ratio in ratios))
    common = terms[0] * sp.Rational(gcd(*(int(ratio * below) for ratio in ratios)), below)
    return -common if common.could_extract_minus_sign() else common


def by_sine_and_cosine(kind: type[sp.Basic], s: sp.Expr, c: sp.Expr) -> sp.Expr:
    """Return the function of one of these kinds at an angle with the sine s and the cosine c."""
    kinds = CIRCULAR if kind in CIRCULAR else HYPERBOLIC
    return (s, c, s / c, c / s, 1 / c, 1 / s)[kinds.index(kind)]


def of_multiple(kind: type[sp.Basic], n: int, phase: sp.Expr, sine: sp.Expr, cosine: sp.Expr) -> sp.Expr:
    """Return a function of this kind at n t + phase by sine and cosine, or those hyperbolic, of t: de Moivre's way."""
    (sin, cos, *_), unit = (CIRCULAR, sp.I) if kind in CIRCULAR else (HYPERBOLIC, sp.S.One)
    plus, minus = ((cosine + sign * unit * sine) ** abs(n) for sign in (1, -1))
    c, s = sp.expand((plus + minus) / 2), sp.expand((plus - minus) / (2 * unit) * sp.sign(n))
    return by_sine_and_cosine(kind, s * cos(phase) + c * sin(phase), c * cos(phase) + unit**2 * s * sin(phase))


S, C = sp.Dummy("S", real=True), sp.Dummy("C", real=True)
"""The sine and the cosine, or those hyperbolic, of the one angle of which all others are whole multiples."""


def of_one_angle(
    f: sp.Expr, x: sp.Symbol, kinds: Sequence[type[sp.Basic]], most: int
) -> tuple[sp.Expr, sp.Expr] | None:
    """Return an angle t = ax + b and f, in which all angles are n t + c with n up to `most`, by S and C of it; or None.

    There is none if x occurs elsewhere. Of sin(2x) cos(x) it is x, and 2 S C^2.
    """
    waves = sorted((e for e in f.atoms(*kinds) if e.has(x)), key=sp.default_sort_key)
    slopes = {e.args[0]: sp.diff(e.args[0], x) for e in waves}
    common = greatest_common(list(slopes.values()))
    if common is None or common.has(x):
        return None
    angle = next((u for u, a in slopes.items() if a == common), sp.expand(common * x))
    times = {u: int(sp.cancel(a / common)) for u, a in slopes.items()}
    if max(map(abs, times.values())) > most:
        return None
    phases = {u: sp.expand(u - n * angle) for u, n in times.items()}
    g = f.xreplace({e: of_multiple(type(e), times[u], phases[u], S, C) for e in waves for u in e.args})
    return None if g.has(x) else (angle, g)


def in_sine_and_cosine_alone(f: sp.Expr, kinds: Sequence[type[sp.Basic]]) -> sp.Expr:
    """Return f with sine and cosine, or those of the hyperbola, for the other functions of these six kinds."""
    sine, cosine, *_ = kinds
    waves = f.atoms(*kinds)
    return f.xreplace({w: by_sine_and_cosine(type(w), sine(w.args[0]), cosine(w.args[0])) for w in waves})
