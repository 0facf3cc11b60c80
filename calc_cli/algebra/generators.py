"""An expression as a coefficient times powers of generators: the normal form in which tidying does its algebra.

A generator is anything that the algebra need not look into: a variable, a function value, a sum (as a primitive
polynomial in other generators), e^t, or b^t with a variable exponent. Exponents are rational, so that quotients,
roots and powers are all one thing. This module keeps the generators and multiplies; written.py turns products back
into expressions, sums.py adds, factors.py reads expressions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.identities import Angle
from calc_cli.algebra.polynomial import Number, Polynomial, whole_number

Powers = dict[int, Number]


@dataclass(frozen=True, slots=True)
class Factored:
    """coefficient * product of generator^exponent, no exponent zero; the coefficient 0 means no powers."""

    coefficient: Number
    powers: Powers


ONE = Factored(1, {})
ZERO = Factored(0, {})


@dataclass(slots=True)
class Generator:
    """What stands behind a number.

    `display` is how it prints, None as long as nobody asked; `of_power` is (b, t) for b^t.
    `polynomial` is what a sum is. `inside` is what the radicand of an even root is: its whole powers are taken apart.
    """

    display: sp.Expr | None = None
    of_power: tuple[sp.Expr, sp.Expr] | None = None
    polynomial: Polynomial | None = None
    inside: Factored | None = None

    @property
    def is_exponential(self) -> bool:
        """Whether it is e^t, which is positive."""
        return self.of_power is not None and self.of_power[0] is sp.E


@dataclass(frozen=True, slots=True)
class TypedSum:
    """A sum as it stood in the expression, and what it is in generators."""

    e: sp.Expr
    value: Factored


@dataclass(frozen=True, slots=True)
class Modulus:
    """The generators |u| and sign(u), and what u is."""

    size: int
    sign: int
    value: Factored

    def reduce(self, powers: Powers) -> None:
        """Rewrite |u|^a * sign(u)^s * u^k in place, where that is shorter.

        sign(u)^2 stays: it is 1 but for u = 0.
        """
        a, s = powers.get(self.size, 0), powers.get(self.sign, 0)
        if not (a or s) or s not in (0, 1) or self.value.coefficient != 1 or a.denominator % 2 == 0:
            return
        if a and a.numerator % 2 == s:
            self._replace(powers, a, 0)  # |u|^a = u^a for even a, |u|^a sign(u) = u^a for odd a
        elif a.denominator == 1 and not -1 <= a <= 1:
            self._replace(powers, 2 * int(a / 2), s)  # |u|^3 = u^2 |u|, |u|^2 sign(u) = u^2 sign(u)
        if len(self.value.powers) == 1:
            self._meet_power(powers)

    def _meet_power(self, powers: Powers) -> None:
        ((u, one),) = self.value.powers.items()
        k, a, s = powers.get(u, 0), powers.get(self.size, 0), powers.get(self.sign, 0)
        if one != 1 or k.denominator != 1 or not k:
            return
        step = 1 if k > 0 else -1
        if (a, s) == (-step, 0) and not -1 <= k <= 1:  # u^2/|u| = |u|, |u|/u^2 = 1/|u|
            powers[u], powers[self.size] = k - 2 * step, step
        elif (a, s) == (-step, 0):  # u/|u| = |u|/u = sign(u)
            powers[u], powers[self.size], powers[self.sign] = 0, 0, 1
        elif (a, s) == (0, 1):  # u sign(u) = |u|, sign(u)/u = 1/|u|
            powers[u], powers[self.sign], powers[self.size] = k - step, 0, step

    def _replace(self, powers: Powers, taken: Number, s: Number) -> None:
        """Put u^taken for that much of |u|, and leave sign(u)^s."""
        powers[self.size] = powers.get(self.size, 0) - taken
        powers[self.sign] = s
        for g, e in self.value.powers.items():
            powers[g] = powers.get(g, 0) + e * taken


@dataclass(slots=True)
class Generators:
    """The generators of one expression, and products of them."""

    generators: list[Generator] = field(default_factory=list)
    numbers: dict[object, int] = field(default_factory=dict)
    surds: dict[int, int] = field(default_factory=dict)  # generator: the integer that it is the root of
    angles: dict[Angle, dict[str, int]] = field(default_factory=dict)
    moduli: dict[sp.Expr, Modulus] = field(default_factory=dict)
    typed: list[TypedSum] = field(default_factory=list)

    def generator(self, key: object, new: Generator) -> int:
        """Return the number of the generator with this key, `new` if there is none."""
        g = self.numbers.get(key)
        if g is None:
            g = self.numbers[key] = len(self.generators)
            self.generators.append(new)
        return g

    def atom(self, e: sp.Expr) -> int:
        """Return the number of `e`, not looked into."""
        return self.generator(e, Generator(e))

    def of_angle(self, angle: Angle, kind: str) -> int:
        """Return the number of this trigonometric or hyperbolic function of the angle."""
        known = self.angles.setdefault(angle, {})
        if kind not in known:
            known[kind] = self.atom(getattr(sp, kind)(angle[1]))
        return known[kind]

    def times(self, factors: Iterable[Factored]) -> Factored:
        """Return the product."""
        coefficient: Number = 1
        powers: Powers = {}
        for factor in factors:
            coefficient *= factor.coefficient
            for g, e in factor.powers.items():
                powers[g] = powers.get(g, 0) + e
        return self.simple(coefficient, powers)

    def whole_power(self, value: Factored, n: int) -> Factored:
        """Return value**n."""
        if n == 1:
            return value
        coefficient = value.coefficient if value.coefficient in (0, 1) else Fraction(value.coefficient) ** n
        return self.simple(coefficient, {g: e * n for g, e in value.powers.items()})

    def simple(self, coefficient: Number, powers: Powers) -> Factored:
        """Return the product without zero exponents, roots of integers at their least, |u| and sign(u) reduced."""
        if not coefficient:
            return ZERO
        powers = {g: e for g, e in powers.items() if e}
        for g in self.surds.keys() & powers.keys():
            whole = powers[g].numerator // powers[g].denominator
            coefficient *= Fraction(self.surds[g]) ** whole
            powers[g] -= whole
        for modulus in self.moduli.values():
            modulus.reduce(powers)
        if self.surds or self.moduli:
            powers = {g: e for g, e in powers.items() if e}
        return Factored(whole_number(coefficient), powers)

    def polynomial_of(self, g: int) -> Polynomial | None:
        """Return what the sum `g` is, None if it is no sum."""
        return self.generators[g].polynomial


def number(e: sp.Rational) -> Number:
    """Return SymPy's rational as Python's."""
    return int(e.p) if e.q == 1 else Fraction(int(e.p), int(e.q))


def rational(c: Number) -> sp.Rational:
    """Return Python's rational as SymPy's."""
    return sp.Integer(c.numerator) if c.denominator == 1 else sp.Rational(c.numerator, c.denominator)
