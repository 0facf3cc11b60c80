"""The table of generators of one expression, and products of their powers."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import sympy as sp

from calc_cli.algebra.identities import Angle
from calc_cli.algebra.normal.polynomial import Number, Polynomial, whole_number

Powers = dict[int, Number]


class Factored(NamedTuple):
    """coefficient * product of generator^exponent, no exponent zero; the coefficient 0 means no powers."""

    coefficient: Number
    powers: Powers


ONE = Factored(1, {})
ZERO = Factored(0, {})


@dataclass(slots=True)
class Generator:
    """One generator.

    `expression` is how it prints, None as long as nobody asked; `of_power` is (b, t) for b^t, `polynomial` is what a
    sum is, `radicand` what stands under an even root, whose whole powers are taken apart.
    """

    expression: sp.Expr | None = None
    of_power: tuple[sp.Expr, sp.Expr] | None = None
    polynomial: Polynomial | None = None
    radicand: Factored | None = None

    @property
    def is_exponential(self) -> bool:
        """Return True for e^t, which is positive."""
        return self.of_power is not None and self.of_power[0] is sp.E

    @property
    def is_composite(self) -> bool:
        """Return True if a whole power of it can be multiplied out."""
        return bool(self.polynomial or self.radicand)


@dataclass(frozen=True, slots=True)
class Modulus:
    """The generators |u| and sign(u), and what u is."""

    size: int
    sign: int
    value: Factored

    def reduce(self, powers: Powers) -> None:
        """Rewrite |u|^a * sign(u)^s * u^k in place, where that is shorter.

        sign(u)^2 is 1 but for u = 0, so that it stays unless a power of |u| or u is beside it.
        """
        a, s = powers.get(self.size, 0), powers.get(self.sign, 0)
        if s > 1 and s.denominator == 1 and (a or all(map(powers.get, self.value.powers))):
            s = powers[self.sign] = s % 2
        if not (a or s) or s not in (0, 1) or a.denominator % 2 == 0:
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
        """Write u^taken for that much of |u|, and leave sign(u)^s."""
        powers[self.size] = powers.get(self.size, 0) - taken
        powers[self.sign] = s
        for g, e in self.value.powers.items():
            powers[g] = powers.get(g, 0) + e * taken


class Generators:
    """The generators of one expression by their numbers, and what is known of them together.

    `surds` has the integer that a generator is the root of, `angles` the functions of each angle by their names,
    `moduli` |u| and sign(u) by u.
    """

    def __init__(self) -> None:
        self._all: list[Generator] = []
        self._numbers: dict[object, int] = {}
        self.surds: dict[int, int] = {}
        self.angles: dict[Angle, dict[str, int]] = {}
        self.moduli: dict[sp.Expr, Modulus] = {}

    def __getitem__(self, g: int) -> Generator:
        return self._all[g]

    def number_of(self, key: object) -> int | None:
        """Return the number of the generator with this key, if there is one."""
        return self._numbers.get(key)

    def add(self, key: object, new: Generator) -> int:
        """Return the number of the generator with this key, of `new` if there is none."""
        g = self._numbers.get(key)
        if g is None:
            g = self._numbers[key] = len(self._all)
            self._all.append(new)
        return g

    def add_atom(self, e: sp.Expr) -> int:
        """Return the number of `e`, not looked into."""
        return self.add(e, Generator(e))

    def add_surd(self, n: int) -> int:
        """Return the number of the positive integer `n`, of which there are roots."""
        g = self.add_atom(sp.Integer(n))
        self.surds[g] = n
        return g

    def of_angle(self, angle: Angle, kind: str) -> int:
        """Return the number of this trigonometric or hyperbolic function of the angle."""
        known = self.angles.setdefault(angle, {})
        if kind not in known:
            known[kind] = self.add_atom(getattr(sp, kind)(angle[1]))
        return known[kind]

    def exponential(self, base: sp.Expr, exponent: sp.Expr) -> Factored:
        """Return base^exponent, each term of the exponent a generator with its rational factor as the power of it."""
        powers: Powers = {}
        for term in sp.Add.make_args(exponent):
            factor, rest = term.as_coeff_Mul()
            if not factor.is_Rational:
                factor, rest = sp.S.One, term
            g = self.add((base, "to the", rest), Generator(of_power=(base, rest)))
            powers[g] = powers.get(g, 0) + number(factor)
        return Factored(1, powers)

    def polynomial(self, g: int) -> Polynomial | None:
        """Return what the sum `g` is, None if it is no sum."""
        return self._all[g].polynomial

    def times(self, factors: Iterable[Factored]) -> Factored:
        """Return the product."""
        coefficient: Number = 1
        powers: Powers = {}
        for factor in factors:
            coefficient *= factor.coefficient
            for g, e in factor.powers.items():
                powers[g] = powers.get(g, 0) + e
        return self.reduced(coefficient, powers)

    def power(self, value: Factored, n: int) -> Factored:
        """Return value**n for a whole number n."""
        if n == 1:
            return value
        coefficient = value.coefficient if value.coefficient in (0, 1) else Fraction(value.coefficient) ** n
        return self.reduced(coefficient, {g: e * n for g, e in value.powers.items()})

    def reduced(self, coefficient: Number, powers: Powers) -> Factored:
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


def number(e: sp.Rational) -> Number:
    """Return SymPy's rational as Python's."""
    return int(e.p) if e.q == 1 else Fraction(int(e.p), int(e.q))
