"""A real expression embedded into a tower: written as a quotient of polynomials in generators.

Sines and cosines become rational functions of the tangent of half an angle. Of the other functions each has a rule
here, or a formula in its record by functions that have one: tan by sin and cos, sinh by e^u, asinh by ln and a root.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache

import sympy as sp

from calc_cli.algebra.formulas import expanded
from calc_cli.algebra.identities import C, S, of_multiple
from calc_cli.algebra.zero_test.powers import absolute, exponential, logarithm, power, root, signum
from calc_cli.algebra.zero_test.tower import CoarseError, TooLargeError, Tower

_MOST_SHIFTS = 24
"""A larger whole number in an argument of gamma or polygamma stays there."""

_MOST_MULTIPLE = 24
"""The cosine of a higher multiple of an angle is a generator by itself."""

Embed = Callable[[sp.Expr], sp.Expr]


def cosine_and_sine(tower: Tower, u: sp.Expr, embed: Embed) -> tuple[sp.Expr, sp.Expr]:
    """Return the cosine and the sine of u; `embed` writes numbers such as sqrt(3)/2 in generators."""
    cosine, sine = sp.S.One, sp.S.Zero
    for c, content in tower.terms(u):
        cosine_of_term, sine_of_term = _of_multiple(tower, c, content, embed)
        cosine, sine = (cosine * cosine_of_term - sine * sine_of_term, sine * cosine_of_term + cosine * sine_of_term)
    return cosine, sine


def _of_multiple(tower: Tower, c: Fraction, content: sp.Expr, embed: Embed) -> tuple[sp.Expr, sp.Expr]:
    """Return the cosine and the sine of c times the content."""
    multiple = sp.Rational(c.numerator, c.denominator)
    if tower.meant(content) == sp.pi:
        exact = sp.cos(multiple * sp.pi), sp.sin(multiple * sp.pi)
        if not any(number.has(sp.cos, sp.sin) for number in exact):
            return embed(exact[0]), embed(exact[1])
    t, n = tower.generator("tan", content, c)
    if abs(n) > _MOST_MULTIPLE:
        angle = abs(multiple) * content
        return tower.atom(sp.cos, angle), sp.sign(n) * tower.atom(sp.sin, angle)
    by_half = {C: (1 - t**2) / (1 + t**2), S: 2 * t / (1 + t**2)}
    cosine, sine = (of_multiple(kind, n, sp.S.Zero, S, C).xreplace(by_half) for kind in (sp.cos, sp.sin))
    return cosine, sine


def _odd(kind: type[sp.Function]) -> Callable[[Tower, sp.Expr], sp.Expr]:
    def rule(tower: Tower, u: sp.Expr) -> sp.Expr:
        v = tower.canonical(u)
        if not v:
            return sp.S.Zero
        return -tower.atom(kind, -v) if v.could_extract_minus_sign() else tower.atom(kind, v)

    return rule


def _shifted(tower: Tower, u: sp.Expr) -> tuple[sp.Expr, int]:
    """Return (v, n) with u = v + n, n a whole number and the constant term of v from 0 to 1."""
    v = tower.canonical(u)
    top, below = tower.lowest(v)
    if not below.is_ground:
        return v, 0
    c = top.coeff(1)
    n = int(Fraction(int(c.numerator), int(c.denominator)) // 1)
    return tower.canonical(v - n), n


def _gamma(tower: Tower, u: sp.Expr) -> sp.Expr:
    """Return gamma(u) by gamma(u + 1) = u*gamma(u), DLMF 5.5.1."""
    v, n = _shifted(tower, u)
    if abs(n) > _MOST_SHIFTS:
        return tower.atom(sp.gamma, tower.canonical(u))
    between = sp.Mul(*[v + k for k in _between(n)])
    return tower.atom(sp.gamma, v) * (between if n >= 0 else 1 / between)


def _polygamma(tower: Tower, order: sp.Expr, u: sp.Expr) -> sp.Expr:
    """Return psi_m(u) by psi_m(u + 1) = psi_m(u) + (-1)^m m!/u^(m + 1), DLMF 5.15.5."""
    v, n = _shifted(tower, u)
    if not order.is_Integer or order.p < 0 or abs(n) > _MOST_SHIFTS or order > _MOST_SHIFTS:
        return tower.atom(sp.polygamma, tower.canonical(order), tower.canonical(u))
    step = sp.Integer(-1) ** order * sp.factorial(order)
    moved = sp.Add(*[step / (v + k) ** (order + 1) for k in _between(n)])
    return tower.atom(sp.polygamma, order, v) + (moved if n >= 0 else -moved)


def _between(n: int) -> range:
    return range(n) if n > 0 else range(n, 0)


def _floor(tower: Tower, u: sp.Expr) -> sp.Expr:
    v, n = _shifted(tower, u)
    return tower.atom(sp.floor, v) + n


def _atan2(tower: Tower, y: sp.Expr, x: sp.Expr) -> sp.Expr:
    return tower.atom(sp.atan2, tower.canonical(y), tower.canonical(x))


def _extreme(side: int) -> Callable[..., sp.Expr]:
    """Return the rule for the maximum, if `side` is 1, or the minimum: (a + b ± |a - b|)/2."""

    def rule(tower: Tower, first: sp.Expr, *others: sp.Expr) -> sp.Expr:
        for other in others:
            first = (first + other + side * absolute(tower, first - other)) / 2
        return first

    return rule


_asin = _odd(sp.asin)

KERNELS: Mapping[type[sp.Basic], Callable[..., sp.Expr]] = {
    sp.exp: exponential,
    sp.log: logarithm,
    sp.asin: _asin,
    sp.acos: lambda tower, u: tower.atom("whole", sp.pi) / 2 - _asin(tower, u),
    sp.atan: _odd(sp.atan),
    sp.erf: _odd(sp.erf),
    sp.gamma: _gamma,
    sp.polygamma: _polygamma,
    sp.floor: _floor,
    sp.atan2: _atan2,
    sp.Abs: absolute,
    sp.sign: signum,
    sp.Max: _extreme(1),
    sp.Min: _extreme(-1),
}


_MOST_ROUNDS = 6
_MOST_POWER = 24


class Embedding:
    """One tower and what has been written in its generators."""

    def __init__(self) -> None:
        self.tower = Tower()
        self.of = cache(self._embedded)

    def read(self, e: sp.Expr, conditions: Sequence[sp.Basic] = ()) -> sp.Expr:
        """Return `e` in generators, as it is where the conditions hold. Raises TooLargeError, ZeroDivisionError."""
        for _ in range(_MOST_ROUNDS):
            self.of.cache_clear()
            try:
                for condition in (part for whole in conditions for part in sp.And.make_args(whole)):
                    self._learn(condition)
                return self.of(e)
            except CoarseError:
                continue
        raise TooLargeError

    def _learn(self, condition: sp.Basic) -> None:
        """Take note of u >= 0 or u <= 0, where that tells the sign of one factor of u."""
        side = {sp.Gt: 1, sp.Ge: 1, sp.Lt: -1, sp.Le: -1}.get(type(condition), 0)
        if not side:
            return
        try:
            number, factors = self.tower.factors(self.of(condition.lhs - condition.rhs))
        except (TooLargeError, ZeroDivisionError):
            return
        side *= 1 if number > 0 else -1
        unknown = []
        for f, n in factors:
            sign = self.tower.sign(f)
            if n % 2 and sign:
                side *= sign
            elif n % 2:
                unknown.append(f)
        if len(unknown) == 1:
            self.tower.signs[unknown[0]] = side

    def _embedded(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in generators; `of` does, each part once."""
        if e.is_Rational or e.is_Symbol:
            return e
        if e.is_Add or e.is_Mul:
            return e.func(*map(self.of, e.args))
        if e.is_Pow:
            return self._power(e.base, e.exp)
        if e is sp.E:
            return exponential(self.tower, sp.S.One)
        if isinstance(e, sp.sin | sp.cos):
            cosine, sine = cosine_and_sine(self.tower, self.of(e.args[0]), self.of)
            return sine if isinstance(e, sp.sin) else cosine
        kernel = KERNELS.get(type(e))
        if kernel is not None:
            return kernel(self.tower, *map(self.of, e.args))
        formula = expanded(e)
        return self.tower.atom("whole", e) if formula is None else self.of(formula)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        """Return b^n by multiplication, b^(p/q) by roots, other powers by e and ln."""
        if exponent.is_Integer:
            b = self.of(base)
            if b.is_zero and exponent.is_negative:
                raise ZeroDivisionError
            if abs(exponent) <= _MOST_POWER or not b.is_Add:
                return b**exponent
            return sp.Mul(*self._opaque_power(b, int(exponent)))
        if exponent.is_Rational:
            return root(self.tower, self.of(base), Fraction(int(exponent.p), int(exponent.q)))
        if base is sp.E:
            return exponential(self.tower, self.of(exponent))
        return power(self.tower, self.of(base), self.of(exponent))

    def _opaque_power(self, b: sp.Expr, n: int) -> Iterable[sp.Expr]:
        """Yield the factors of a high power of a sum, not multiplied out."""
        number, factors = self.tower.factors(b)
        yield sp.Rational(number) ** n
        for f, k in factors:
            yield (self.tower.atom("whole", f) if f.is_Add and abs(k * n) > _MOST_POWER else f) ** (k * n)
