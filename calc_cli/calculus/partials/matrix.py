"""Matrices of partial derivatives as answers: what the Jacobian and the Hessian have in common."""

from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calc_cli.algebra.domain import domain_of_gradient
from calc_cli.algebra.evaluate import as_float
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.partials.partials import Point, Rows, as_rows
from calc_cli.calculus.result import Checked, Conditions, Exact, Fields, Rate, Result, Typeset


@dataclass(frozen=True, kw_only=True)
class MatrixOfPartials(Result):
    """`result` has the rows of derivatives of `typed` in the `variables`; at a point, `values` are those there.

    `typed` is the function or the list of functions unevaluated; `name` its left-hand side, if it had one.
    """

    typed: sp.Basic
    name: str | None
    variables: tuple[sp.Symbol, ...]
    result: Rows
    at: Point | None = None
    values: Rows | None = None
    check: Check | None = None
    notes: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """A row for each function or first variable, a column for each variable."""
        return len(self.result), len(self.variables)

    @property
    def components(self) -> tuple[sp.Expr, ...]:
        """Return what was asked for, row by row: the values at the point, if there is one, else the formulas."""
        return tuple(entry for row in self.values or self.result for entry in row)

    @property
    def approx(self) -> tuple[tuple[float | None, ...], ...]:
        """The values as floats, none without a point."""
        return tuple(tuple(map(as_float, row)) for row in self.values or ())

    @property
    def answer(self) -> sp.Tuple:
        """The values at the point, if there is one, else the formulas: a list of rows."""
        return as_rows(self.values or self.result)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The entries as they are written, row by row."""
        raise NotImplementedError

    @property
    def own_fields(self) -> Fields:
        """The fields that only this kind of matrix has."""
        return {}

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.typed),
            "wrt": self.variables,
            "result": self.result,
            "latex": Typeset(as_rows(self.result)),
            "at": self.at,
            "value": self.values,
            "approx": self.approx,
            "domain": Conditions(self.domain),
            **self.own_fields,
            "check": None if self.check is None else Checked(self.check, components=self.rates),
        }

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Conditions under which `result` holds, none if everywhere. Found when it is asked for."""
        return domain_of_gradient(self.typed, self.variables)
