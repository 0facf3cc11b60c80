"""Proofs that a number is 0, and the shortest forms of numbers.

A number made by arithmetic and roots is 0 if it is smaller than a bound. A sum of angles is 0 if it is near 0 and a
product of complex numbers with these angles is real; a sum of logarithms, if the product is 1.
"""

from collections.abc import Callable, Iterator
from math import inf, log2

import sympy as sp
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import InverseTrigonometricFunction, TrigonometricFunction

from calc_cli.errors import UnsupportedError

_ELEMENTARY = (sp.exp, sp.log, TrigonometricFunction, InverseTrigonometricFunction, sp.Abs, sp.sign)

_SMALL = 60
"""Numbers of more nodes are not simplified."""

_LARGEST_EXPONENT = 1000

DEEP = 40
"""Beyond this depth SymPy is not asked about signs: it takes time quadratic in the depth, and worse for powers."""


def is_closed(u: sp.Expr) -> bool:
    """Return True if `u` is a number."""
    return u.is_number and not u.has(sp.core.function.AppliedUndef)


def depth(e: sp.Basic, known: dict[sp.Basic, int]) -> int:
    """Return how deep an expression nests; `known` is filled with that of every part."""
    found = known.get(e)
    if found is None:
        found = known[e] = 1 + max((depth(part, known) for part in e.args), default=0)
    return found


def simple_number(v: sp.Expr) -> sp.Expr:
    """Return a number in the form that is shortest to read, of those that cost little."""
    if v.is_Atom or not v.is_number or _is_large(v):
        return v
    candidates = [v, expanded(v)]
    if any(p.exp.is_Rational and p.exp.q == 2 and p.base.is_Rational for p in v.atoms(sp.Pow)):
        candidates.append(sp.radsimp(candidates[1]))
    return min(candidates, key=lambda c: (c.count_ops(), -candidates.index(c)))


def _is_large(v: sp.Expr) -> bool:
    return any(
        i > _SMALL or (part.is_Pow and part.base.is_Add and part.exp.is_Integer and abs(part.exp) > 8)
        for i, part in enumerate(sp.preorder_traversal(v))
    )


def expanded(v: sp.Expr) -> sp.Expr:
    """Products and integer powers of sums written out; no law of exponents or logarithms is used."""
    return sp.expand(v, power_base=False, power_exp=False, log=False, basic=False)


def forms(v: sp.Expr) -> Iterator[sp.Expr]:
    """Other writings of a number, in which SymPy may see that it is 0."""
    yield v
    if _is_large(v):
        return
    yield expanded(v)
    yield sp.expand_log(v, force=True)
    if any(power.exp.is_Rational and power.exp.q > 1 for power in v.atoms(sp.Pow)):
        yield expanded(sp.radsimp(v))  # which computes every other number, even e^(10^7), to write it by roots
    yield sp.expand(v.rewrite(sp.exp))


def rational_form(v: sp.Expr) -> sp.Rational | None:
    """Return the rational number that `v` is seen to be, if it is."""
    return next((form for form in forms(v) if form.is_Rational), None)


def is_zero(v: sp.Expr) -> bool | None:
    """Return True if a real number is 0, by algebra alone; None if that does not tell, as of 1 - tanh(10^20)^2."""
    if any(map(_is_huge, v.atoms(HyperbolicFunction))):
        return None
    try:
        for form in forms(v):
            found = _algebraic(form).is_zero
            if found is not None:
                return bool(found)
    except UnsupportedError:
        return None
    return None


def _algebraic(v: sp.Expr) -> sp.Expr:
    """Return `v` with letters for the values of functions that are not elementary.

    SymPy asks for the signs of parts by their values, and needs minutes for those of erf(500*sqrt(2)) - 1, and of
    1 - e^100000/(1 + e^100000), for which it takes as many bits. So exponentials that large are letters, too.
    """
    others = [part for part in v.atoms(sp.Function) if not isinstance(part, _ELEMENTARY) or _is_huge(part)]
    return v.xreplace({part: sp.Dummy(real=True) for part in others})


def _is_huge(part: sp.Expr) -> bool:
    is_exponential = isinstance(part, sp.exp | HyperbolicFunction)
    return is_exponential and part.args[0].is_Rational and abs(part.args[0]) > _LARGEST_EXPONENT


def separation(v: sp.Expr) -> float | None:
    """Bits b such that v is 0 if |v| < 2^-b, for numbers made of rationals by arithmetic and roots.

    Sines and cosines of rational multiples of pi are such numbers, too.

    The bound of Burnikel, Fleischer, Mehlhorn and Schirra: A strong and easily computable separation
    bound for arithmetic expressions involving radicals, Algorithmica 27 (2000). None for other numbers.
    """
    degrees: dict[sp.Expr, int] = {}
    bounds = _bounds(v, degrees)
    if bounds is None:
        return None
    upper, lower = bounds
    degree = 1.0
    for q in degrees.values():
        degree *= q
    return (degree - 1) * upper + lower if degree < 1e6 else None


def _bounds(v: sp.Expr, degrees: dict[sp.Expr, int]) -> tuple[float, float] | None:
    """log2 of bounds on the conjugates of an algebraic integer numerator and denominator of v."""
    if v.is_Rational:
        return log2(abs(v.p)) if v.p else 0.0, log2(v.q)
    if v.is_Pow and v.exp.is_Rational:
        inside = _bounds(v.base, degrees)
        if inside is None:
            return None
        if v.exp.q > 1:
            degrees[sp.Pow(v.base, sp.Rational(1, v.exp.q), evaluate=False)] = v.exp.q
        upper, lower = (b * abs(v.exp) for b in inside)
        return (float(upper), float(lower)) if v.exp > 0 else (float(lower), float(upper))
    if isinstance(v, sp.cos | sp.sin) and (multiple := v.args[0] / sp.pi).is_Rational:
        degrees[v] = int(sp.totient(4 * multiple.q))  # 2 cos(2 pi k/n) is an algebraic integer, all conjugates below 2
        return 1.0, 1.0
    parts = [_bounds(a, degrees) for a in v.args] if v.is_Add or v.is_Mul else [None]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    lower = sum(b for _, b in known)
    if v.is_Mul:
        return sum(a for a, _ in known), lower
    return max((a - b for a, b in known), default=-inf) + lower + log2(len(known)), lower


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
