"""The Jacobian of a vector of functions: the matrix of their partial derivatives, a row for each function."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calc_cli.algebra.domain import domain_of_gradient, is_nowhere_smooth
from calc_cli.algebra.evaluate import as_float
from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.partials.partials import Point, check_can_be_valued, partials
from calc_cli.errors import DomainError, ExitStatus, UndefinedError, UnsupportedError

Rows = tuple[tuple[sp.Expr, ...], ...]

_LARGEST_DETERMINANT = 3


@dataclass(frozen=True)
class Jacobian:
    """Row i of `result` holds the partial derivatives of function number i of `typed` in the `variables`.

    `typed` are the functions unevaluated; `names` their left-hand sides, None where there is none, and `name` that of
    the vector. At a point, `values` are the partial derivatives there and `approx` the same as floats.
    """

    typed: sp.Tuple
    names: tuple[str | None, ...]
    name: str | None
    variables: tuple[sp.Symbol, ...]
    result: Rows
    at: Point | None = None
    values: Rows | None = None
    approx: tuple[tuple[float | None, ...], ...] = ()
    check: Check | None = None
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> ExitStatus:
        """What the command ends with."""
        return ExitStatus.DONE if self.check is None else self.check.status

    @property
    def shape(self) -> tuple[int, int]:
        """A row for each function, a column for each variable."""
        return len(self.result), len(self.variables)

    @property
    def components(self) -> tuple[sp.Expr, ...]:
        """What was asked for, row by row: the values at the point, if there is one, else the formulas."""
        return tuple(entry for row in self.values or self.result for entry in row)

    @cached_property
    def determinant(self) -> sp.Expr | None:
        """That of what was asked for, if it is square and small, but more than one number."""
        rows, columns = self.shape
        if not 1 < rows == columns <= _LARGEST_DETERMINANT:
            return None
        return tidy(sp.Matrix(self.values or self.result).det(method="berkowitz"))

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Conditions under which `result` holds, none if everywhere. Found when it is asked for."""
        return domain_of_gradient(self.typed, self.variables)


def jacobian(f: TypedFunction, *, at: Point | None = None, names: tuple[str | None, ...] = ()) -> Jacobian:
    """Differentiate each component of `f`, a list of functions, in each of its variables, the others held fixed.

    Shape: m functions of n variables give m rows of n. `names` are those of the m functions. Formula: DLMF 1.5.38.

    Raises DomainError if one of the functions is real nowhere, UndefinedError if one is not differentiable at the
    point, UnsupportedError if calc has no rule for a function in it or cannot decide.
    """
    typed, variables = f.typed, f.variables
    if is_nowhere_smooth(typed, variables):
        raise DomainError("these functions have real values together nowhere, or at most at single points")
    shared = Occurrences()
    result = tuple(partials(e, variables, shared) for e in f.expression)
    values = None if at is None else _values(typed, result, variables, at)
    return Jacobian(
        typed=typed,
        names=names or (None,) * len(result),
        name=f.name,
        variables=variables,
        result=result,
        at=at,
        values=values,
        approx=() if values is None else tuple(tuple(map(as_float, row)) for row in values),
        notes=f.notes,
    )


def _values(typed: sp.Tuple, result: Rows, variables: Sequence[sp.Symbol], at: Point) -> Rows:
    from calc_cli.calculus.partials.total import gradient_at  # a long way to load, and few questions have a point

    check_can_be_valued(entry for row in result for entry in row)
    rows = []
    for i, (f_typed, formulas) in enumerate(zip(typed, result, strict=True), start=1):
        try:
            rows.append(gradient_at(f_typed, formulas, variables, at))
        except (UndefinedError, UnsupportedError) as error:
            if len(typed) > 1:
                error.message = f"component {i} of {len(typed)}: {error.message}"
            raise
    return tuple(rows)
