"""Expressions read into the normal form of generators.py.

Everything is real: a root of odd order goes through products and signs, a root of even order is never split into
roots of factors that could be negative.
"""

from fractions import Fraction

import sympy as sp

from calc_cli.algebra.absolute import absolute
from calc_cli.algebra.generators import ONE, ZERO, Factored, Generator, Modulus, Powers, TypedSum, number
from calc_cli.algebra.identities import HYPERBOLIC, IN_SINE_AND_COSINE, KINDS
from calc_cli.algebra.polynomial import Number, TooLongError, monomial
from calc_cli.algebra.sums import Sums


class Algebra(Sums):
    """The algebra of one expression. `circular` rewrites tan, sec ... in sine and cosine as they are read."""

    __slots__ = ("circular",)

    def __init__(self, *, circular: bool = False) -> None:
        super().__init__()
        self.circular = circular

    def factored(self, e: sp.Expr) -> Factored:
        """Return `e` in generators."""
        if e.is_Rational:
            return Factored(number(e), {}) if e.p else ZERO
        if e.is_Mul:
            return self.times([self.factored(factor) for factor in e.args])
        if e.is_Add:
            return self._sum(e)
        if e.is_Pow:
            return self._power(e.base, e.exp)
        if isinstance(e, sp.exp):
            return self._exponential(sp.E, e.exp)
        if e is sp.E:
            return self._exponential(sp.E, sp.S.One)
        if e.func in KINDS:
            return self._angle_function(e)
        if isinstance(e, sp.Abs | sp.sign):
            return self._modulus(e)
        return Factored(1, {self.atom(e): 1})

    def _sum(self, e: sp.Expr) -> Factored:
        try:
            value = self.gathered([self.factored(term) for term in e.args], None if self.circular else e)
        except TooLongError:
            return Factored(1, {self.atom(e): 1})
        if value.coefficient != 1 or len(value.powers) != 1:
            self.typed.append(TypedSum(e, value))
        return value

    def _angle_function(self, e: sp.Expr) -> Factored:
        kind = KINDS[e.func]
        angle = (kind in HYPERBOLIC, e.args[0])
        parts = IN_SINE_AND_COSINE.get(kind) if self.circular else None
        return Factored(1, {self.of_angle(angle, name): n for name, n in parts or ((kind, 1),)})

    def _modulus(self, e: sp.Expr) -> Factored:
        (u,) = e.args
        if u not in self.moduli:
            value = self.factored(u)
            self.moduli[u] = Modulus(self.atom(absolute(u)), self.atom(sp.sign(u)), value)
        return Factored(1, {self.atom(e): 1})

    def _exponential(self, base: sp.Expr, exponent: sp.Expr) -> Factored:
        """base^exponent, each term of the exponent a generator with its rational factor as the power of it."""
        powers: Powers = {}
        for term in sp.Add.make_args(exponent):
            factor, rest = term.as_coeff_Mul()
            if not factor.is_Rational:
                factor, rest = sp.S.One, term
            g = self.generator((base, "to the", rest), Generator(of_power=(base, rest)))
            powers[g] = powers.get(g, 0) + number(factor)
        return Factored(1, powers)

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Factored:
        if exponent.is_Integer:
            return self.whole_power(self.factored(base), int(exponent))
        if exponent.is_Rational:
            return self._root(base, Fraction(int(exponent.p), int(exponent.q)))
        rational, rest = exponent.as_coeff_Add()
        if not rational.is_Rational or not rational:
            return self._exponential(base, exponent)
        return self.times([self._exponential(base, rest), self._power(base, rational)])

    def _root(self, base: sp.Expr, r: Fraction) -> Factored:
        if base.is_Integer and base.p > 1:
            return self._surd(int(base), r)
        value = self.factored(base)
        if value.coefficient == 1 and len(value.powers) == 1:
            ((g, k),) = value.powers.items()
            if k == 1:
                return self.simple(1, {g: r})
        return self._odd_root(value, r) if r.denominator % 2 else self._even_root(value, r, base)

    def _odd_root(self, value: Factored, r: Fraction) -> Factored:
        c = Fraction(value.coefficient)
        sign = Factored(-1 if c < 0 and r.numerator % 2 else 1, {})
        powers = Factored(1, {g: k * r for g, k in value.powers.items()})
        return self.times([sign, self._surd(abs(c.numerator), r), self._surd(c.denominator, -r), powers])

    def _surd(self, n: int, r: Fraction) -> Factored:
        if n == 1:
            return ONE
        root, exact = sp.integer_nthroot(n, r.denominator)
        if exact:
            return Factored(Fraction(int(root)) ** r.numerator, {})
        g = self.atom(sp.Integer(n))
        self.surds[g] = n
        return self.simple(1, {g: r})

    def _even_root(self, value: Factored, r: Fraction, base: sp.Expr) -> Factored:
        """What is known to be positive comes out: powers of e, squares of numbers, and |u| for u^2 below a bar."""
        outside: list[Factored] = []
        inside: Powers = {}
        for g, k in value.powers.items():
            if self.generators[g].is_exponential:
                outside.append(Factored(1, {g: k * r}))
            elif k < 0 and k.denominator == 1 and not k % 2 and self.generators[g].of_power is None:
                size = self.factored(absolute(self.display(g)))
                outside.append(Factored(1, {h: j * k * r for h, j in size.powers.items()}))
            else:
                inside[g] = k
        c = Fraction(value.coefficient)
        root, rest = square_free(c) if r.denominator == 2 else (Fraction(1), c)
        typed = base if root == 1 and not outside else None
        outside.append(Factored(root**r.numerator, {}))
        if rest == 1 and (not inside or list(inside.values()) == [1]):
            return self.times([*outside, Factored(1, dict.fromkeys(inside, r))])
        key = ("radicand", rest, monomial(inside))
        g = self.generator(key, Generator(typed, inside=Factored(rest, inside)))
        return self.times([*outside, Factored(1, {g: r})])


def square_free(c: Fraction) -> tuple[Fraction, Number]:
    """Return (root, rest) with c = root^2 * rest and rest an integer, as small as a few primes make it."""
    sign = -1 if c < 0 else 1
    rest, root = abs(c.numerator) * c.denominator, Fraction(1, c.denominator)
    for prime in (2, 3, 5, 7, 11, 13):
        while rest % prime**2 == 0:
            rest //= prime**2
            root *= prime
    whole, exact = sp.integer_nthroot(rest, 2)
    return (root * int(whole), sign) if exact else (root, sign * rest)
