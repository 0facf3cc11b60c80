"""The Jacobian of a vector of functions: the matrix of their partial derivatives, a row for each function."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calc_cli.algebra.domain import is_nowhere_smooth
from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.letters import letter
from calc_cli.calculus.partials.partials import PartialDerivatives, Point, Rows, check_can_be_valued, partials
from calc_cli.errors import DomainError, UndefinedError, UnsupportedError

_LARGEST_DETERMINANT = 3


@dataclass(frozen=True, kw_only=True)
class Jacobian(PartialDerivatives):
    """Row i of `result` holds the partial derivatives of function number i of `typed` in the `variables`.

    `names` are the left-hand sides of the functions, None where there is none, and `name` that of the vector.
    """

    typed: sp.Tuple
    names: tuple[str | None, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """The names of the functions: their own, else f for one and f1, f2, ... for more."""
        if len(self.names) == 1:
            return (letter(self.names[0] or self.name, self.typed),)
        first = letter(self.name, self.typed)
        named = enumerate(self.names, start=1)
        return tuple(f"{first}{i}" if name is None else letter(name, self.typed) for i, name in named)

    @cached_property
    def determinant(self) -> sp.Expr | None:
        """That of what was asked for, if it is square and small, but more than one number."""
        rows, columns = self.shape
        if not 1 < rows == columns <= _LARGEST_DETERMINANT:
            return None
        return tidy(sp.Matrix(self.values or self.result).det(method="berkowitz"))


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
                error.where = f"component {i} of {len(typed)}"
            raise
    return tuple(rows)
