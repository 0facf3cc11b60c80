"""Expressions of SymPy read into the normal form."""

from dataclasses import dataclass, field
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.functions import absolute
from calc_cli.algebra.identities import HYPERBOLIC, KINDS, is_of_twice_an_arc
from calc_cli.algebra.normal.display import expression, of_generator
from calc_cli.algebra.normal.generators import ONE, ZERO, Factored, Generator, Generators, Modulus, Powers, number
from calc_cli.algebra.normal.polynomial import Number, TooLongError, monomial
from calc_cli.algebra.normal.sums import total


@dataclass(frozen=True, slots=True)
class TypedSum:
    """A sum as it stood in the expression, and its normal form."""

    e: sp.Expr
    value: Factored


@dataclass(slots=True)
class Reader:
    """Reads the parts of one expression."""

    table: Generators = field(default_factory=Generators)
    typed_sums: list[TypedSum] = field(default_factory=list)

    def factored(self, e: sp.Expr) -> Factored:
        """Return the normal form of `e`."""
        if e.is_Rational:
            return Factored(number(e), {}) if e.p else ZERO
        if e.is_Mul:
            return self.table.times([self.factored(factor) for factor in e.args])
        if e.is_Add:
            return self._sum(e)
        if e.is_Pow:
            return self._power(e.base, e.exp)
        if isinstance(e, sp.exp) or e is sp.E:
            return self.table.exponential(sp.E, e.exp if e.args else sp.S.One)
        if e.func in KINDS:
            return self._function_of_angle(e)
        if isinstance(e, sp.Abs | sp.sign):
            return self._modulus(e.func, e.args[0])
        if isinstance(e, sp.log) and (u := e.args[0]).is_Pow and u.exp.is_Rational and u.exp.p % 2:
            return self.table.times([Factored(number(u.exp), {}), self.factored(sp.log(u.base))])  # both for u.base > 0
        return self._atom(e)

    def _atom(self, e: sp.Expr) -> Factored:
        return Factored(1, {self.table.add_atom(e): 1})

    def _sum(self, e: sp.Expr) -> Factored:
        try:
            value = total(self.table, [self.factored(term) for term in e.args], e)
        except TooLongError:
            return self._atom(e)
        if value.coefficient != 1 or len(value.powers) != 1:
            self.typed_sums.append(TypedSum(e, value))
        return value

    def _function_of_angle(self, e: sp.Expr) -> Factored:
        value = sp.expand_trig(e) if is_of_twice_an_arc(e) else e.func(*e.args)
        if value.func not in KINDS:  # sin(pi/4) as typed: sine and cosine would be one generator
            return self.factored(value)
        kind = KINDS[e.func]
        return Factored(1, {self.table.of_angle((e.func in HYPERBOLIC, e.args[0]), kind): 1})

    def _modulus(self, function: type[sp.Abs | sp.sign], u: sp.Expr) -> Factored:
        """Return |u| or its sign, a rational factor of `u` taken out: |4x + 2| is 2|2x + 1|."""
        table, value = self.table, self.factored(u)
        c = value.coefficient
        if not c:
            return self._atom(function(u))
        v = u if c == 1 else -u if c == -1 else expression(table, Factored(1, value.powers))
        if v not in table.moduli:
            size, sign = table.add_atom(absolute(v)), table.add_atom(sp.sign(v))
            table.moduli[v] = Modulus(size, sign, Factored(1, value.powers))
        if function is sp.Abs:
            return table.reduced(abs(Fraction(c)), {table.moduli[v].size: 1})
        return table.reduced(1 if c > 0 else -1, {table.moduli[v].sign: 1})

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Factored:
        if exponent.is_Integer:
            return self.table.power(self.factored(base), int(exponent))
        if exponent.is_Rational:
            return self._root(base, Fraction(int(exponent.p), int(exponent.q)))
        rational, rest = exponent.as_coeff_Add()
        if not rational.is_Rational or not rational:
            return self.table.exponential(base, exponent)
        return self.table.times([self.table.exponential(base, rest), self._power(base, rational)])

    def _root(self, base: sp.Expr, r: Fraction) -> Factored:
        if base.is_Integer and base.p > 1:
            return self._surd(int(base), r)
        value = self.factored(base)
        if not value.coefficient:
            raise TooLongError  # of 0 there may be no such root: it stays as it is
        if value.coefficient == 1 and list(value.powers.values()) in ([1], [-1]):
            return self.table.reduced(1, {g: k * r for g, k in value.powers.items()})
        return self._odd_root(value, r) if r.denominator % 2 else self._even_root(value, r, base)

    def _odd_root(self, value: Factored, r: Fraction) -> Factored:
        c = Fraction(value.coefficient)
        sign = Factored(-1 if c < 0 and r.numerator % 2 else 1, {})
        powers = Factored(1, {g: k * r for g, k in value.powers.items()})
        return self.table.times([sign, self._surd(abs(c.numerator), r), self._surd(c.denominator, -r), powers])

    def _surd(self, n: int, r: Fraction) -> Factored:
        if n == 1:
            return ONE
        root, exact = sp.integer_nthroot(n, r.denominator)
        if exact:
            return Factored(Fraction(int(root)) ** r.numerator, {})
        return self.table.reduced(1, {self.table.add_surd(n): r})

    def _even_root(self, value: Factored, r: Fraction, base: sp.Expr) -> Factored:
        """Return the root, with what is known to be positive taken out.

        That are powers of e, squares of numbers, and |u| for u^2.
        """
        outside: list[Factored] = []
        inside: Powers = {}
        for g, k in value.powers.items():
            if self.table[g].is_exponential:
                outside.append(Factored(1, {g: k * r}))
            elif k.denominator == 1 and not k % 2 and self.table[g].of_power is None:
                size, n = self.factored(absolute(of_generator(self.table, g))), Fraction(k * r)
                if size.coefficient == 1 or n.denominator == 1:  # |cos 4| is -cos 4
                    sign = Fraction(size.coefficient) ** n.numerator if n.denominator == 1 else 1
                    outside.append(Factored(sign, {h: j * n for h, j in size.powers.items()}))
                else:
                    inside[g] = k
            else:
                inside[g] = k
        c = Fraction(value.coefficient)
        root, rest = square_free(c) if r.denominator == 2 else (Fraction(1), c)
        typed = base if root == 1 and not outside else None
        outside.append(Factored(root**r.numerator, {}))
        if rest == 1 and (not inside or list(inside.values()) == [1]):
            return self.table.times([*outside, Factored(1, dict.fromkeys(inside, r))])
        key = ("radicand", rest, monomial(inside))
        g = self.table.add(key, Generator(typed, radicand=Factored(rest, inside)))
        return self.table.times([*outside, Factored(1, {g: r})])


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
