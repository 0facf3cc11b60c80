"""A real expression embedded into a tower: written as a quotient of polynomials in generators."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.formulas import expanded
from calc_cli.algebra.zero_test.kernels import KERNELS, cosine_and_sine
from calc_cli.algebra.zero_test.powers import exponential, power, rational, root
from calc_cli.algebra.zero_test.quotients import TooLargeError
from calc_cli.algebra.zero_test.tower import CoarseError, Tower

_MOST_ROUNDS = 6
_MOST_POWER = 24


class Embedding:
    """One tower and what has been written in its generators."""

    def __init__(self) -> None:
        self.tower = Tower()
        self._known: dict[sp.Basic, sp.Expr] = {}

    def read(self, e: sp.Expr, conditions: Sequence[sp.Basic] = ()) -> sp.Expr:
        """Return `e` in generators, as it is where the conditions hold. Raises TooLargeError, ZeroDivisionError."""
        for _ in range(_MOST_ROUNDS):
            self._known.clear()
            try:
                for condition in conditions:
                    self._learn(condition)
                return self.of(e)
            except CoarseError:
                continue
        raise TooLargeError

    def _learn(self, condition: sp.Basic) -> None:
        """Take note of u >= 0 or u <= 0, where that tells the sign of one factor of u."""
        side = {sp.Gt: 1, sp.Ge: 1, sp.Lt: -1, sp.Le: -1}.get(type(condition), 0)
        if isinstance(condition, sp.And):
            for part in condition.args:
                self._learn(part)
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

    def of(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in generators."""
        embedded = self._known.get(e)
        if embedded is None:
            embedded = self._known[e] = self._embedded(e)
        return embedded

    def _embedded(self, e: sp.Expr) -> sp.Expr:
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
        yield rational(number) ** n
        for f, k in factors:
            yield (self.tower.atom("whole", f) if f.is_Add and abs(k * n) > _MOST_POWER else f) ** (k * n)
