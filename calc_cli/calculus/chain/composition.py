"""The right sides of a system put into each other: y = u^2, u = sin(x) makes y = sin(x)^2."""

from collections.abc import Mapping
from functools import cached_property

import sympy as sp

from calc_cli.algebra.evaluate import evaluator, value_at
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.substitute import substitute
from calc_cli.calculus.chain.system import System, fixed_names

LONGEST = 1_500
"""A composed function of more nodes is not written out."""

LONGEST_EXACT = 250
DEEPEST_EXACT = 40
"""At a point, the values of a longer function or of more equations are computed along the graph, in decimals."""


class Composition:
    """Each name of the system in the variables that have no equation, as typed, unless that gets too long.

    `fixed` are variables that nothing can be put in the place of: f(x, y) is differentiated in them.
    """

    def __init__(self, system: System, at: Mapping[sp.Symbol, sp.Expr] | None) -> None:
        self.system = system
        self.at = at
        self.fixed = fixed_names(system.formulas)
        self.typed: dict[sp.Symbol, sp.Expr] = {}
        self.is_short = self._compose()

    def _compose(self) -> bool:
        if self.at is not None and len(self.system.order) > DEEPEST_EXACT:
            return False
        sizes: dict[sp.Symbol, int] = {}
        for name in self.system.order:
            formula = self.system.formulas[name]
            sizes[name] = sum(sizes.get(node, 1) for node in sp.preorder_traversal(formula.typed))
            if sizes[name] > (LONGEST if self.at is None else LONGEST_EXACT):
                return False
            self.typed[name] = substitute(formula.typed, self._inner(self.system.parents[name]))
        return True

    def _inner(self, names: tuple[sp.Symbol, ...] | set[sp.Symbol]) -> dict[sp.Symbol, sp.Expr]:
        """Return the expressions that stand for these names, as far as any can."""
        return {name: self.typed[name] for name in names if name in self.typed and name not in self.fixed}

    def of(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in the variables that have no equation, as far as these can stand in it, evaluated."""
        rates = {rate: symbol(f"rate_{i}") for i, rate in enumerate(e.atoms(sp.Derivative))}
        composed = evaluator().value(substitute(e.xreplace(rates), self._inner(e.free_symbols)))
        return composed.xreplace({stand_in: rate for rate, stand_in in rates.items()})

    @cached_property
    def values(self) -> dict[sp.Symbol, sp.Expr]:
        """The value of every variable at the point; of those without a value, themselves."""
        composed = self._inner(self.system.order) if self.is_short else {}
        return {**(self.at or {}), **{name: value_at(typed, self.at or {}) for name, typed in composed.items()}}
