"""Partial derivatives as answers: what the gradient, the Jacobian and the Hessian have in common.

Their entries stand in a tuple, or in a tuple of rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from calc_cli.algebra.domain import domain_of_gradient
from calc_cli.algebra.evaluate import as_float
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.letters import letter
from calc_cli.calculus.partials.partials import Point
from calc_cli.calculus.result import Checked, Conditions, Exact, Fields, Rate, Result, Typeset


@dataclass(frozen=True, kw_only=True)
class PartialDerivatives(Result):
    """`result` has the derivatives of `typed` in the `variables`; at a point, `values` are those there.

    `typed` is the function or the list of functions unevaluated; `name` its left-hand side, if it had one.
    """

    typed: sp.Basic
    name: str | None
    variables: tuple[sp.Symbol, ...]
    result: tuple[Any, ...]
    at: Point | None = None
    values: tuple[Any, ...] | None = None
    check: Check | None = None
    notes: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The numbers of rows and columns; of a gradient that of its components."""
        rows = len(self.result)
        return (rows, len(self.variables)) if isinstance(self.result[0], tuple) else (rows,)

    @property
    def components(self) -> tuple[sp.Expr, ...]:
        """Return what was asked for, row by row: the values at the point, if there is one, else the formulas."""
        entries = self.result if self.values is None else self.values
        return tuple(entry for row in entries for entry in (row if isinstance(row, tuple) else (row,)))

    @property
    def approx(self) -> tuple[Any, ...]:
        """The values as floats, none without a point."""
        found: tuple[Any, ...] = _each(as_float, tuple, self.values or ())
        return found

    @property
    def answer(self) -> sp.Basic:
        """The values at the point, if there is one, else the formulas."""
        return _as_list(self.result if self.values is None else self.values)

    @property
    def letters(self) -> tuple[str, ...]:
        """The names of the functions."""
        return (letter(self.name, self.typed),)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The entries as they are written, row by row: ∂f/∂x."""
        return tuple(Rate(f, (x.name,)) for f in self.letters for x in self.variables)

    @property
    def fields_at_point(self) -> Fields:
        """Return what only this kind of result has beside the values."""
        return {}

    @property
    def fields_of_kind(self) -> Fields:
        """Return what only this kind of result tells of its values."""
        return {}

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.typed),
            "wrt": self.variables,
            "result": self.result,
            "latex": Typeset(_as_list(self.result)),
            "at": self.at,
            "value": self.values,
            "approx": self.approx,
            **self.fields_at_point,
            "domain": Conditions(self.domain),
            **self.fields_of_kind,
            "check": None if self.check is None else Checked(self.check, components=self.rates),
        }

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Conditions under which `result` holds, none if everywhere. Found when it is asked for."""
        return domain_of_gradient(self.typed, self.variables)


def _as_list(entries: tuple[Any, ...]) -> sp.Tuple:
    return _each(lambda entry: entry, lambda items: sp.Tuple(*items), entries)


def _each(of: Callable[[sp.Expr], Any], together: Callable[[Any], Any], entries: tuple[Any, ...]) -> Any:
    """Return what `of` makes of each entry, put `together` as the entries were."""
    return together([_each(of, together, entry) if isinstance(entry, tuple) else of(entry) for entry in entries])
