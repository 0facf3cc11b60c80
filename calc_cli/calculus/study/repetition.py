"""How a function repeats itself, and its symmetry, each proved.

A period of waves with commensurable frequencies is that of the slowest common one, or a whole part of it. More
generally f(x + T) = m f(x) + c with m > 0, as of e^-x sin x or x + sin x: then the zeros of f' and f'' repeat with T.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import sympy as sp

from calc_cli.algebra.angles import phase
from calc_cli.algebra.conditions import definedness, smoothness
from calc_cli.algebra.evaluate import all_hold, sign_at, substitute
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.proof import is_proved_equal
from calc_cli.calculus.result import Fields
from calc_cli.calculus.study.region import Region
from calc_cli.errors import CalcError

Symmetry: TypeAlias = Literal["even", "odd"]

_PARTS = (2, 3)
_TRIED = tuple(sp.Rational(text) for text in ("1/3", "7/5", "12/5", "23/7", "41/9"))


@dataclass(frozen=True, slots=True)
class Repetition:
    """f(x + `period`) = `factor` f(x) + `step`; of a periodic function the factor is 1 and the step 0."""

    period: sp.Expr
    factor: sp.Expr = sp.S.One
    step: sp.Expr = sp.S.Zero

    @property
    def is_periodic(self) -> bool:
        """True if the values repeat themselves."""
        return bool(self.factor == 1 and self.step == 0)

    @property
    def fields(self) -> Fields:
        """Return what JSON has of it."""
        more = {} if self.is_periodic else {"factor": self.factor, "step": self.step}
        return {"length": self.period, **more}

    def after(self, value: sp.Expr, k: sp.Expr) -> sp.Expr:
        """Return the value of f, k periods on from where it is `value`."""
        grown = sp.powsimp(value * self.factor**k).replace(sp.exp, lambda exponent: sp.exp(sp.expand(exponent)))
        return grown + self.step * k


def repetition(f: TypedFunction) -> Repetition | None:
    """Return how `f` repeats itself, with the smallest period that is found; None if it is not known to."""
    x, expression = f.variable, f.expression
    angle = phase(expression, x)
    rate = sp.S.Zero if angle is None else sp.cancel(angle / x)
    conditions = sp.And(*definedness(f.typed), *smoothness(f.typed, x), evaluate=False)
    outside_waves = conditions.xreplace(dict.fromkeys(conditions.atoms(*CIRCULAR), sp.S.One))
    if rate.is_zero or rate.has(x) or outside_waves.has(x):  # then the domain may not repeat
        return None
    whole = 2 * sp.pi / rate
    found = _proved(f, whole)
    while found is not None:
        shorter = next((r for n in _PARTS if (r := _proved(f, found.period / n)) is not None), None)
        if shorter is None:
            return found
        found = shorter
    return None


def _proved(f: TypedFunction, period: sp.Expr) -> Repetition | None:
    x, e = f.variable, f.expression
    growth = sp.Mul(*(part for part in sp.Mul.make_args(e) if isinstance(part, sp.exp)))
    shifted = e.subs(x, x + period)
    factor = sp.powsimp(sp.expand(growth.subs(x, x + period)) / growth) if growth != 1 else sp.S.One
    factor = tidy(sp.expand_power_exp(factor)) if factor.has(x) else factor
    if factor.has(x):
        return None
    inside = [a for a in _TRIED if all(all_hold(definedness(f.typed), {x: at}) for at in (a, a + period))]
    steps = [tidy(sp.expand(shifted.subs(x, a) - factor * e.subs(x, a))) for a in inside[:2]]
    if len(steps) < 2 or sign_at(steps[1] - steps[0], {}) != 0 or (factor != 1 and not steps[0].is_zero):
        return None
    if not is_proved_equal(shifted, factor * e + steps[0]):
        return None
    return Repetition(period, factor, steps[0])


def symmetry(f: TypedFunction) -> Symmetry | None:
    """Return whether `f` is proved to be even or odd, domain included; None if it is neither, or that is not known."""
    x = f.variable
    if not f.expression.has(x):
        return "even"
    mirrored = substitute(f.typed, {x: -x})
    try:
        inside = {a: [all_hold(definedness(f.typed), {x: at}) for at in (a, -a)] for a in _TRIED}
        if any(here != there for here, there in inside.values()):
            return None
        tried = [a for a, (is_defined, _) in inside.items() if is_defined][:2]
        images: tuple[tuple[Symmetry, sp.Expr], ...] = (("even", mirrored), ("odd", -mirrored))
        alike = ((name, e) for name, e in images if all(sign_at(f.typed - e, {x: a}) == 0 for a in tried))
        return next((name for name, image in alike if is_proved_equal(f.typed, image)), None)
    except CalcError:
        return None


def period_of(f: TypedFunction, period: sp.Expr) -> Region:
    """Return one period from 0, or around 0 if f is not defined in the middle of the other."""
    outside = all_hold(definedness(f.typed), {f.variable: period / 2}) is False
    inside = all_hold(definedness(f.typed), {f.variable: sp.S.Zero})
    return Region(-period / 2, period / 2, period) if outside and inside else Region(sp.S.Zero, period, period)
