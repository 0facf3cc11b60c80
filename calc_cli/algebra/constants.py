"""Sums of inverse functions of algebraic numbers that seem to be 0, reduced to one algebraic number.

A sum of angles is 0 if it is near 0 and a product of complex numbers with these angles is real; a sum of logarithms,
if the product is 1. Numbers made by arithmetic and roots can then be proved to be 0 (algebra/exact.py).
"""

from collections.abc import Callable

import sympy as sp

_MOST_TIMES = 60
"""A higher multiple is not multiplied out."""

Complex = tuple[sp.Expr, sp.Expr]


def algebraic_witness(v: sp.Expr) -> sp.Expr | None:
    """Return a number that is 0 exactly if `v`, known to be within 1/100 of 0, is; None if there is no such.

    >>> algebraic_witness(sp.atan(sp.Rational(1, 2)) + sp.atan(2) - sp.pi / 2)
    0
    """
    terms = [term.as_coeff_Mul() for term in sp.Add.make_args(v)]
    if not all(c.is_Rational for c, _ in terms):
        return None
    multiple = sp.ilcm(1, *(c.q for c, _ in terms))
    parts = [(int(c * multiple), part) for c, part in terms]
    if sum(abs(n) for n, part in parts if part is not sp.pi) > _MOST_TIMES:
        return None
    if all(part is sp.pi or (type(part) in _ANGLES and _is_algebraic(part.args[0])) for _, part in parts):
        return _of_angles(parts)
    if all(type(part) in _LOGARITHMS and _is_algebraic(part.args[0]) for _, part in parts):
        powers = [sp.Pow(_LOGARITHMS[type(part)](part.args[0]), n) for n, part in parts]
        return sp.expand(sp.Mul(*powers)) - 1
    return None


def _of_angles(parts: list[tuple[int, sp.Expr]]) -> sp.Expr:
    """Return the imaginary part of the product; multiples of pi only turn it round."""
    found: Complex = sp.S.One, sp.S.Zero
    for n, part in parts:
        if part is sp.pi:
            continue
        real, imaginary = _ANGLES[type(part)](part.args[0])
        for _ in range(abs(n)):
            found = _times(found, (real, imaginary if n > 0 else -imaginary))
    return found[1]


def _times(a: Complex, b: Complex) -> Complex:
    return sp.expand(a[0] * b[0] - a[1] * b[1]), sp.expand(a[0] * b[1] + a[1] * b[0])


def _is_algebraic(u: sp.Expr) -> bool:
    """Return True if `u` is made of rational numbers by arithmetic and square roots and their like."""
    if u.is_Pow:
        return bool(u.exp.is_Rational and _is_algebraic(u.base))
    return bool(u.is_Rational or ((u.is_Add or u.is_Mul) and all(map(_is_algebraic, u.args))))


_ANGLES: dict[type[sp.Basic], Callable[[sp.Expr], Complex]] = {
    sp.atan: lambda a: (sp.S.One, a),
    sp.asin: lambda a: (sp.sqrt(1 - a**2), a),
    sp.acos: lambda a: (a, sp.sqrt(1 - a**2)),
}
_LOGARITHMS: dict[type[sp.Basic], Callable[[sp.Expr], sp.Expr]] = {
    sp.log: lambda a: a,
    sp.asinh: lambda a: a + sp.sqrt(a**2 + 1),
    sp.acosh: lambda a: a + sp.sqrt(a**2 - 1),
}
