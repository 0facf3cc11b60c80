"""The Jacobian of a vector of functions: the matrix of their partial derivatives, a row for each function.

The Jacobian of a gradient is the Hessian of the function: its second partial derivatives, which tell what a critical
point is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import sympy as sp

from calc_cli.algebra.domain import domain, is_scattered
from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import Point, TypedFunction, letter
from calc_cli.algebra.occurrences import Occurrences
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.partials.definiteness import Signs, eigenvalue_signs
from calc_cli.calculus.partials.partials import PartialDerivatives, Rows, partials, second_partials
from calc_cli.calculus.result import Fields, Rate
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
    if is_scattered(typed, *variables):
        raise DomainError("these functions have real values together nowhere, or at most at single points")
    shared = Occurrences()
    result = tuple(partials(e, variables, shared) for e in f.expression)
    values = None if at is None else _jacobian_at(typed, result, variables, at)
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


def _jacobian_at(typed: sp.Tuple, result: Rows, variables: Sequence[sp.Symbol], at: Point) -> Rows:
    from calc_cli.calculus.partials.total import gradient_at  # a long way to load, and few questions have a point

    rows = []
    for i, (f_typed, formulas) in enumerate(zip(typed, result, strict=True), start=1):
        try:
            rows.append(gradient_at(f_typed, formulas, variables, at))
        except (UndefinedError, UnsupportedError) as error:
            if len(typed) > 1:
                error.where = f"component {i} of {len(typed)}"
            raise
    return tuple(rows)


@dataclass(frozen=True, kw_only=True)
class Hessian(PartialDerivatives):
    """Entry (i, j) of `result` is ∂²f/∂x_i∂x_j, the derivative in variable i of number j of `first`, which is ∂f/∂x_j.

    At a point, `gradient` and `values` are the derivatives of both orders there; `signs` are those of the eigenvalues,
    None if they are not decided, and `is_critical` tells whether the gradient vanishes, None if that is not decided.
    """

    first: tuple[sp.Expr, ...]
    gradient: tuple[sp.Expr, ...] = ()
    are_continuous: bool = False
    signs: Signs | None = None
    is_critical: bool | None = None

    @property
    def kind(self) -> str | None:
        """Return what the critical point is, "undecided" if the second derivatives do not tell; None if it is none."""
        if not self.is_critical:
            return None
        return self.signs.kind if self.signs is not None and self.are_continuous else "undecided"

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The entries as they are written, row by row: ∂²f/∂x∂y."""
        return tuple(Rate(self.letters[0], (x.name, y.name)) for x in self.variables for y in self.variables)

    @property
    def fields(self) -> Fields:
        eigenvalues = None if self.signs is None else self.signs._asdict()
        return {**super().fields, "eigenvalues": eigenvalues, "kind": self.kind}

    @cached_property
    def domain(self) -> tuple[sp.Basic, ...]:
        """Conditions under which `result` holds, none if everywhere. Found when it is asked for."""
        return domain(sp.Add(self.typed, *self.first, evaluate=False), *self.variables, of_derivative=True)


def hessian(f: TypedFunction, *, at: Point | None = None) -> Hessian:
    """Differentiate `f` twice, in each two of its variables.

    Shape: n variables give n rows of n.

    Raises DomainError if the function is real nowhere, UndefinedError if a second derivative does not exist at the
    point, UnsupportedError if calc has no rule for a function in it or cannot decide.
    """
    if is_scattered(f.typed, *f.variables):
        raise DomainError("this function has a real value nowhere, or at most at single points: it has no Hessian")
    first = partials(f.expression, f.variables)
    second = second_partials(first, f.variables)
    h = Hessian(typed=f.typed, name=f.name, variables=f.variables, first=first, result=second, notes=f.notes)
    if at is None:
        return h
    # a long way to load, and few questions have a point
    from calc_cli.calculus.partials.second import second_derivatives_at

    found = second_derivatives_at(h.typed, h.first, h.result, h.variables, at)
    slopes = {sign_at(p, {}) for p in found.gradient}
    has_parameters = any(entry.free_symbols for row in found.hessian for entry in row)
    differing = () if found.are_continuous else _differing(found.hessian, h.variables)
    return replace(
        h,
        at=at,
        gradient=found.gradient,
        values=found.hessian,
        are_continuous=found.are_continuous,
        signs=None if has_parameters or differing else eigenvalue_signs(found.hessian),
        is_critical=False if slopes & {1, -1} else None if None in slopes else True,
        notes=(*h.notes, *differing),
    )


def _differing(rows: Rows, variables: Sequence[sp.Symbol]) -> tuple[str, ...]:
    """Return a note on each two mixed derivatives that are not equal."""
    return tuple(
        f"the mixed derivatives differ here: first in {x} and then in {y} it is {rows[j][i]}, "
        f"first in {y} and then in {x} it is {rows[i][j]}"
        for i, x in enumerate(variables)
        for j, y in enumerate(variables)
        if i < j and sign_at(rows[i][j] - rows[j][i], {}) != 0
    )
