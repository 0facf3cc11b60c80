"""Systems of equations in which unknowns occur in waves alone, as polynomials on the unit circle.

All angles in which x occurs are whole multiples of one, u, up to other unknowns and constants. With c = cos(u) and
s = sin(u), by de Moivre's formula, cos x + cos(x + y) = 0 is a polynomial in c and s of x and of y, to which
c^2 + s^2 = 1 is added. Each of its solutions stands for one a turn: u = atan2(s, c) + 2 pi k.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.identities import (
    CIRCULAR,
    by_sine_and_cosine,
    greatest_common,
    in_sine_and_cosine_alone,
    of_multiple,
)

_MOST_MULTIPLE = 4


@dataclass(frozen=True, slots=True)
class Circle:
    """An unknown `x` of which the angle is u = `rate` x, by the `cosine` and the `sine` of that."""

    x: sp.Symbol
    rate: sp.Expr
    cosine: sp.Symbol
    sine: sp.Symbol

    @property
    def period(self) -> sp.Expr:
        """After which all angles have made whole turns."""
        return 2 * sp.pi / self.rate

    @property
    def equation(self) -> sp.Expr:
        """The equation of the unit circle."""
        return self.cosine**2 + self.sine**2 - 1

    @property
    def waves(self) -> Mapping[sp.Symbol, sp.Expr]:
        """The cosine and the sine of u, written out."""
        u = self.rate * self.x
        return {self.cosine: sp.cos(u), self.sine: sp.sin(u)}

    @property
    def formula(self) -> sp.Expr:
        """The unknown by both: of all angles but half a turn."""
        return 2 * sp.atan(self.sine / (1 + self.cosine)) / self.rate

    @property
    def exact_formula(self) -> sp.Expr:
        """The unknown by both, if these are exact numbers."""
        return sp.atan2(self.sine, self.cosine) / self.rate


def circles(functions: Iterable[sp.Expr], unknowns: Sequence[sp.Symbol]) -> dict[sp.Symbol, Circle]:
    """Return the unknowns that occur in waves alone, in angles that are whole multiples of one."""
    functions = [*functions]
    angles = [wave.args[0] for e in functions for wave in e.atoms(*CIRCULAR)]
    still = [e.xreplace(dict.fromkeys(e.atoms(*CIRCULAR), sp.Dummy())) for e in functions]
    found = {}
    for x in unknowns:
        rates = [rate for angle in angles if (rate := sp.diff(angle, x)) != 0]
        ratios = [sp.nsimplify(rate / rates[0]) for rate in rates]
        if rates and not any(e.has(x) for e in still) and all(r.is_Rational for r in ratios) and rates[0].is_number:
            rate = abs(rates[0]) * greatest_common([abs(ratio) for ratio in ratios])
            if all(abs(other / rate) <= _MOST_MULTIPLE for other in rates):
                found[x] = Circle(x, rate, *sp.symbols(f"c_{x} s_{x}", real=True, cls=sp.Dummy))
    return found


def unrolled(e: sp.Expr, on: Mapping[sp.Symbol, Circle]) -> sp.Expr:
    """Return the numerator of `e` as a polynomial in the cosines and sines."""
    e = in_sine_and_cosine_alone(e, CIRCULAR)
    values = {}
    for wave in e.atoms(sp.sin, sp.cos):
        turning = {x: sp.diff(wave.args[0], x) for x in on if wave.args[0].has(x)}
        rest = sp.expand(wave.args[0] - sp.Add(*(rate * x for x, rate in turning.items())))
        s, c = sp.sin(rest), sp.cos(rest)
        for x, rate in turning.items():
            n = int(rate / on[x].rate)
            sin, cos = (of_multiple(kind, n, sp.S.Zero, on[x].sine, on[x].cosine) for kind in (sp.sin, sp.cos))
            s, c = s * cos + c * sin, c * cos - s * sin
        values[wave] = by_sine_and_cosine(type(wave), s, c)
    return sp.expand(sp.fraction(sp.together(e.xreplace(values)))[0])
