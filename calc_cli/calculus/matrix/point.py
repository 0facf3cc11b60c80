"""A point of matrices: numbers for all letters, whose sizes give the dimensions, and values there.

Where the formula of a derivative has a gap and the function has none, the definition decides. Examples are relu(x)² at
0 and det X at a singular X. With q(v) = (f(p + hv) − f(p))/h for a tiny h, a derivative is there if q settles as h
shrinks, if q(−v) = −q(v), and if q of a random v is the sum of the q of its coordinates. With D digits asked for h is
10^(−4D) and 10^(−6D), so that what vanishes as h^(1/4) or faster has vanished.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Literal, TypeAlias

import mpmath
import numpy as np

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.arrays import RealArrays
from calc_cli.calculus.matrix.domain import Condition, holds
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Symbol
from calc_cli.calculus.matrix.verify import close, direction
from calc_cli.errors import UndefinedError, UnsupportedError, UsageError

LARGEST_EXACT = 1_000
"""The most entries of a letter for which values are computed in many digits; larger ones are floats."""

DIGITS = 40

_settled = np.vectorize(lambda a, b: b if abs(a - b) <= abs(b) / 2 else b * 0, otypes=[object])
"""Of two values to more and more digits the second one, or 0 if nothing of it stays."""


def arranged(value: Any, letter: Symbol) -> Any:
    """Return nested lists of numbers as the array that `letter` is. Raises UsageError if it has another shape."""
    depth = _depth(value)
    if letter.shape == SCALAR:
        if depth:
            raise UsageError(f"{letter.name} is a scalar, not a list")
        return value
    if depth not in (1, 2) or (depth == 1 and 1 not in letter.shape):
        raise UsageError(f"{letter.name} is {letter.shape[0]}×{letter.shape[1]}", hint=_example(letter))
    rows = value if depth == 2 else [value] if letter.shape[0] == 1 else [[x] for x in value]
    if len({len(row) for row in rows}) != 1:
        raise UsageError(f"the rows of {letter.name} have different lengths")
    return np.array(rows, dtype=object)


def _depth(value: Any) -> int:
    """0 for a number, 1 for a list of numbers, 2 for one of lists; 3 for anything else."""
    if not isinstance(value, list):
        return 0
    depths = {_depth(item) for item in value}
    return 1 + depths.pop() if len(depths) == 1 else 3


def _example(letter: Symbol) -> str:
    shown = "[1, 2]" if 1 in letter.shape else "[[1, 2], [3, 4]]"
    return f"for example --at {letter.name}={shown}"


def sizes_of(values: Mapping[str, Any], letters: Mapping[str, Symbol]) -> dict[Dim, int]:
    """Return the size of every dimension. Raises UsageError where two values disagree on one."""
    sizes: dict[Dim, int] = {}
    found: dict[Dim, str] = {}
    for name, value in values.items():
        for dim, size in zip(letters[name].shape, np.shape(value), strict=False):
            known = dim if isinstance(dim, int) else int(dim) if dim.isdigit() else sizes.setdefault(dim, size)
            sizes[dim] = known
            if known != size:
                other = f" as in {found[dim]}" if dim in found else ""
                shown = "×".join(map(str, np.shape(value)))
                raise UsageError(f"{name} is {shown} here, but {dim} is {known}{other}")
            found.setdefault(dim, name)
        _check_structure(letters[name], value)
    return sizes


def _check_structure(letter: Symbol, value: Any) -> None:
    if letter.structure & {"symmetric", "positive"} and (value != value.T).any():
        raise UsageError(f"{letter.name} is declared symmetric, but its value is not")
    if "diagonal" in letter.structure and any(x for (i, j), x in np.ndenumerate(value) if i != j):
        raise UsageError(f"{letter.name} is declared diagonal, but its value is not")
    if "orthogonal" in letter.structure:
        gap = value @ value.T - np.eye(len(value))
        if any(abs(x) > 1e-9 for x in gap.flat):
            raise UsageError(f"{letter.name} is declared orthogonal, but its value is not")


def value_at(
    e: Expr,
    typed: Expr,
    conditions: tuple[Condition, ...],
    values: Mapping[str, Any],
    sizes: Mapping[Dim, int],
    digits: int | None,
) -> Any:
    """Return the value of the derivative `e` of `typed`: numbers of mpmath for small matrices, else floats.

    Raises UndefinedError where the function is not defined or not differentiable, UnsupportedError where only the
    formula is not.
    """
    needed = [dim for part in (typed, e) for dim in ex.dimensions(part) if dim not in sizes]
    missing = [dim for dim in needed if isinstance(dim, str) and not dim.isdigit()]
    if missing:
        raise UsageError(f"the point does not say how large {missing[0]} is")
    if any(np.size(value) > LARGEST_EXACT for value in values.values()):
        numbers = {name: np.asarray(value, float) if np.ndim(value) else float(value) for name, value in values.items()}
        return _value(e, typed, conditions, Evaluator(numbers, sizes, mpmath.fp))
    found = []
    for factor in (1, 2):  # what changes with the precision is 0
        with mpmath.workdps(factor * max(DIGITS, (digits or 0) + 20)):
            found.append(_value(e, typed, conditions, Evaluator(values, sizes)))
    settled = _settled(*found)
    return settled if e.shape != SCALAR else settled.item()


def value_by_definition(
    typed: Expr, kind: str, variable: Symbol, values: Mapping[str, Any], sizes: Mapping[Dim, int], digits: int | None
) -> Any:
    """Return the value of the `kind` of derivative, in its natural layout, without a formula; None if there is none."""
    if any(np.size(value) > LARGEST_EXACT for value in values.values()):
        return None
    x = values[variable.name]
    found = derivative_at(
        lambda moved: Evaluator({**values, variable.name: moved}, sizes).value(typed),
        x,
        max(20, (digits or 0) + 8),
        2 if kind == "hessian" else 1,
    )
    if found is None or np.size(found) == 1:
        return found if found is None else found.item()
    return found.reshape({"gradient": np.shape(x), "derivative": ex.size_of(typed.shape, sizes)}.get(kind, found.shape))


def _value(e: Expr, typed: Expr, conditions: tuple[Condition, ...], evaluator: Evaluator) -> Any:
    evaluator.value(typed)
    for condition in conditions:
        if condition.of_formula and not holds(condition, evaluator):
            raise UnsupportedError(f"the formula does not reach this point: {condition.reason}, and it divides by that")
        if not holds(condition, evaluator):
            raise UndefinedError(f"there is no derivative at the point: {condition.reason}")
    return evaluator.value(e)


Values: TypeAlias = Callable[[Any], Any]

MOST_EVALUATIONS = 2_000


def derivative_at(f: Values, point: Any, digits: int, order: Literal[1, 2] = 1) -> Any:
    """Return the m×n derivative of `f` at `point`, both with their entries in rows, or with `order` 2 the Hessian.

    None if there is none, or if it would take too long.
    """
    if (4 * np.size(point) + 9) ** order > MOST_EVALUATIONS:
        return None
    if order == 2:
        inner = 8 * digits  # an error of the gradient is divided by h
        return derivative_at(lambda x: _known(derivative_at(f, x, inner)), point, digits)
    with mpmath.workdps(16 * digits):
        try:
            return _derivative(f, point, digits)
        except UndefinedError:
            return None


def _known(derivative: Any) -> Any:
    if derivative is None:
        raise UndefinedError("there is no derivative")
    return derivative


def _derivative(f: Values, point: Any, digits: int) -> Any:
    at_point, tolerance = np.ravel(f(point)), mpmath.mpf(10) ** -digits

    def slope(v: Any) -> Any:
        """Return the settled q(v). Raises UndefinedError if there is none."""
        coarse, *others = [
            (np.ravel(f(point + h * v)) - at_point) / h
            for h in (sign * mpmath.mpf(10) ** -(k * digits) for k in (4, 6) for sign in (1, -1))
        ]
        if not all(close(other, coarse, tolerance) for other in others):
            raise UndefinedError("there is no derivative")
        return _settled(coarse, others[-1])

    units = RealArrays().diagonal_matrix([mpmath.mpf(1)] * np.size(point))
    columns = [slope(unit.reshape(np.shape(point)) if np.shape(point) else unit.item()) for unit in units]
    for seed in (1, 2) if len(columns) > 1 else ():
        v = direction(np.shape(point), Random(seed))
        expected = sum(c * column for c, column in zip(np.ravel(v), columns, strict=True))
        if not close(slope(v), expected, 9 * tolerance):
            raise UndefinedError("there is no derivative")
    return np.array(columns, dtype=object).T
