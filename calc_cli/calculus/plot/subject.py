"""The subject of a curve: a function, or the derivative of one, which exists only where the definition gives one."""

from functools import cached_property

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.substitute import substitute
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiability.definition import derivative_at
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.plot.floats import FloatFunction


class PlottedFunction:
    """`shown` is the function of one variable `f` as typed; `typed` with its sums written out, and so its domain.

    `expression` is the same, evaluated.
    """

    def __init__(self, f: TypedFunction) -> None:
        self.shown = f.typed
        self.typed = substitute(f.typed, {})
        self.expression = f.expression
        self.x = f.variable
        self.name = f.name

    @property
    def sources(self) -> tuple[sp.Expr, ...]:
        """The expressions whose conditions tell where the curve may break."""
        return (self.typed,)

    @cached_property
    def evaluate(self) -> FloatFunction:
        """The function on floats."""
        return FloatFunction(self.typed, (self.x,))

    @cached_property
    def slope(self) -> sp.Expr:
        """The formula of the derivative. Raises UnsupportedError if calc has no rule for it."""
        return tidy(differentiate(self.expression, self.x))

    def __call__(self, at: float) -> float:
        """Return the value as a float, nan outside the domain."""
        return self.evaluate(at)

    def exactly(self, at: sp.Expr) -> sp.Expr:
        """Return the exact value. Raises UndefinedError or UnsupportedError."""
        return value_at(self.typed, {self.x: at})

    def limit(self, at: sp.Expr, side: int) -> tuple[str, sp.Expr | None]:
        """Return the kind of the limit from a side, and the limit that algebra finds. Raises CalcError."""
        found = limit_by_algebra(self.typed, Approach(self.x, at, side))
        return found.kind, found.exact

    def slope_at(self, at: sp.Expr) -> sp.Expr:
        """Return the derivative by the definition. Raises UndefinedError if there is none."""
        return derivative_at(self.typed, self.slope, self.x, {self.x: at})


class Derived(PlottedFunction):
    """The derivative of a function."""

    def __init__(self, function: PlottedFunction) -> None:
        super().__init__(TypedFunction(function.slope, function.slope, (function.x,)))
        self.function = function

    @property
    def sources(self) -> tuple[sp.Expr, ...]:
        """Likewise; the function tells more than the formula of its derivative: 1/x is that of ln x."""
        return (self.function.typed, self.typed)

    def __call__(self, at: float) -> float:
        """Return the value of the formula where the function is defined."""
        guard = self.function(at)
        return self.evaluate(at) if guard == guard else guard

    def exactly(self, at: sp.Expr) -> sp.Expr:
        """Return the derivative by the definition. Raises UndefinedError or UnsupportedError."""
        return self.function.slope_at(at)
