"""A rule as it applies to an expression: the parts whose derivatives it asks for, and what it makes of them.

All is written as on a blackboard (algebra/unevaluated.py). A mistake is nothing but another formula in the place of
the rule's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.formulas import Bindings, formula
from calc_cli.calculus.rules import table
from calc_cli.calculus.rules.rule import Rule

Slopes = Sequence[sp.Expr]


@dataclass(frozen=True, slots=True)
class Application:
    """`rule` applies to `input` and asks for the derivatives of `parts`, which its formula has under their `names`.

    `letters` are the constants in it. So are c f, f/g and f^g; of 1/g the only part is g. A rule whose formula has no
    room for all parts, as of cases, has `write` in its place.
    """

    rule: Rule
    input: sp.Expr
    parts: tuple[sp.Expr, ...] = ()
    letters: Bindings = field(default_factory=dict)
    names: tuple[str, ...] = ("f", "g")
    write: Callable[[Slopes], sp.Expr] | None = None

    def result(self, slopes: Slopes) -> sp.Expr:
        """Write the derivative of `input`, given the derivatives `slopes` of the parts."""
        return formula(self.rule.derivative)(self.bindings(slopes)) if self.write is None else self.write(slopes)

    def mistaken(self, text: str) -> Self:
        """Return the same with the formula `text`, in the rule's letters, where the rule has its derivative."""
        return replace(self, rule=replace(self.rule, derivative=text), write=None)

    def bindings(self, slopes: Slopes) -> Bindings:
        """Return what the letters of the formula stand for."""
        parts = dict(zip(self.names, self.parts, strict=False))
        return {**self.letters, **parts, **{f"{name}'": slope for name, slope in zip(parts, slopes, strict=False)}}


@dataclass(frozen=True, slots=True)
class Elementary(Application):
    """A function of the variable, by a formula in u: x^5, sin x, 2^x."""

    variable: sp.Expr = field(kw_only=True)

    def result(self, slopes: Slopes) -> sp.Expr:  # noqa: ARG002 - there are none
        return self.derivative(self.variable)

    def function(self, u: sp.Expr) -> sp.Expr:
        """Return the function at u."""
        return formula(self.rule.pattern)({**self.letters, "u": u})

    def derivative(self, u: sp.Expr) -> sp.Expr:
        """Its derivative at u."""
        return formula(self.rule.derivative)({**self.letters, "u": u})


@dataclass(frozen=True, slots=True)
class ChainRule(Application):
    """F(g(x)): `outer` is the elementary function F."""

    outer: Elementary = field(kw_only=True)

    def bindings(self, slopes: Slopes) -> Bindings:
        """Return the parts under the rule's letters, F and F' being functions."""
        return {
            "x": self.outer.variable,
            "g": self.parts[0],
            "g'": slopes[0],
            "F": self.outer.function,
            "F'": self.outer.derivative,
        }

    def mistaken_outside(self, text: str) -> "ChainRule":
        """Return the same with the formula `text` for the derivative of the outer function, in u."""
        return replace(self, outer=self.outer.mistaken(text))


@dataclass(frozen=True, slots=True)
class Many(Application):
    """A sum, product, maximum or minimum of any number of parts. `negative` tells which terms are subtracted.

    A mistaken formula is used for the first two parts, then for what that gave and the next part, and so on.
    """

    negative: tuple[bool, ...] = ()

    def result(self, slopes: Slopes) -> sp.Expr:
        """Write the derivative; a right sum or product is written at once."""
        if self.rule is table.PRODUCT:
            return unevaluated.add(
                unevaluated.mul([*self.parts[:i], d, *self.parts[i + 1 :]]) for i, d in enumerate(slopes)
            )
        if self.rule in (table.SUM, table.DIFFERENCE):
            return unevaluated.add(self._signed(slopes))
        parts: Sequence[sp.Expr] = self.parts
        if self.rule.key == table.SUM.key:
            parts, slopes = self._signed(parts), self._signed(slopes)
        whole, write = formula(self.rule.pattern), formula(self.rule.derivative)
        f, f_slope = parts[0], slopes[0]
        for g, g_slope in zip(parts[1:], slopes[1:], strict=True):
            bindings = {"f": f, "f'": f_slope, "g": g, "g'": g_slope}
            f, f_slope = whole(bindings), write(bindings)
        return f_slope

    def _signed(self, parts: Sequence[sp.Expr]) -> list[sp.Expr]:
        signed = zip(parts, self.negative, strict=True)
        return [unevaluated.mul([sp.S.NegativeOne, part]) if negative else part for part, negative in signed]
