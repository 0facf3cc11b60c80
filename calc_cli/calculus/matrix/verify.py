"""Every result is held against finite differences of what was typed, on small random instances, before it is shown.

An instance has a size for every dimension, different ones where they may differ, and random entries that have the
declared structure and lie where the expression is defined. At 50 digits with h = 10⁻¹⁰ a central difference has 20
correct digits, and a wrong result is wrong in almost every direction. Where it has not, as of x^(10^52), more digits
and a smaller h decide, or nothing does.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import mpmath
import numpy as np

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.evaluate import Evaluator
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Symbol
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 50
_MOST_BITS = 400_000
"""Beside large numbers, as in |10^400 - x|, a difference has correct digits only at twice as many as these have."""

TOLERANCE = mpmath.mpf(10) ** -12
INSTANCES = 2
MOST_TRIES = 60

_SIZES = ((2, 3, 4, 5), (3, 2, 2, 4), (2, 2, 3, 3))


@dataclass(frozen=True, slots=True)
class Instance:
    """Numbers for the letters of an expression and sizes for its dimensions."""

    values: Mapping[str, Any]
    sizes: Mapping[Dim, int]

    def value(self, e: Expr, changed: Mapping[str, Any] | None = None) -> Any:
        """Evaluate, with some letters `changed`. Raises UndefinedError."""
        return Evaluator({**self.values, **(changed or {})}, self.sizes).value(e)


def instances(*expressions: Expr, seed: int = 0, whole: bool = False) -> Iterator[Instance]:
    """Yield instances at which all expressions are defined, of those that are tried; in `whole` numbers for people."""
    dims = dict.fromkeys(dim for e in expressions for dim in ex.dimensions(e))
    names = [dim for dim in dims if isinstance(dim, str)]
    letters = ex.letters(*expressions)
    for attempt in range(MOST_TRIES):
        random = Random(1000 * seed + attempt)
        sizes: dict[Dim, int] = {name: _SIZES[attempt % 3][i % 4] for i, name in enumerate(names)}
        manner = _whole if whole else _MANNERS[(attempt // 3) % len(_MANNERS)]
        values = {name: _value(letter, sizes, random, manner) for name, letter in letters.items()}
        found = Instance(values, sizes)
        try:
            for e in expressions:
                found.value(e)
        except UndefinedError:
            continue
        yield found


# Random values: of either sign, positive, near the identity, small, and with whole scalars for (-1)^n

Manner = Callable[[Random, bool], Any]

_MANNERS: tuple[Manner, ...] = (
    lambda random, _: mpmath.mpf(random.uniform(-1.5, 1.5)),
    lambda random, _: mpmath.mpf(random.uniform(0.2, 1.4)),
    lambda random, on_diagonal: mpmath.mpf(random.uniform(1.2, 2.0) if on_diagonal else random.uniform(0.05, 0.4)),
    lambda random, _: mpmath.mpf(random.uniform(-0.2, 0.2)),
    lambda random, on_diagonal: mpmath.mpf(random.uniform(0.3, 0.6) if on_diagonal else random.uniform(0.01, 0.1)),
    lambda random, _: mpmath.mpf(random.uniform(1.1, 3.0)),
    lambda random, on_diagonal: mpmath.mpf(random.randint(1, 4) if on_diagonal else random.uniform(-1.5, 1.5)),
)


def _whole(random: Random, _on_diagonal: bool) -> Any:
    return mpmath.mpf(random.randint(-2, 3))


def _value(letter: Symbol, sizes: Mapping[Dim, int], random: Random, manner: Manner) -> Any:
    if letter.shape == SCALAR:
        return manner(random, True)
    rows, columns = ex.size_of(letter.shape, sizes)
    a = np.array([[manner(random, i == j) for j in range(columns)] for i in range(rows)], dtype=object)
    unit = np.array([[mpmath.mpf(i == j) for j in range(columns)] for i in range(rows)], dtype=object)
    if "diagonal" in letter.structure:
        a = a * unit
    if "positive" in letter.structure:
        return a @ a.T + unit / 4
    if "symmetric" in letter.structure:
        return (a + a.T) / 2
    if "orthogonal" in letter.structure:  # Cayley's form
        skew = a - a.T
        return (unit - skew) @ Evaluator({}, {}).inverse(unit + skew)
    return a


def direction(shape: Any, random: Random) -> Any:
    """Return a random change of a value with that shape; none for a scalar but 1."""
    if shape == ():
        return mpmath.mpf(1)
    return np.array(
        [[mpmath.mpf(random.uniform(-1, 1)) for _ in range(shape[1])] for _ in range(shape[0])], dtype=object
    )


# Verification


def verify(kind: str, typed: Expr, result: Expr, variable: Symbol) -> None:
    """Return if `result` is the `kind` of derivative of `typed` that it should be: a key of CHANGES.

    Raises UnsupportedError if it is not, which is a fault of calc, or if no instance could be found.
    """
    with mpmath.workdps(DIGITS):
        tried = 0
        for instance in instances(typed, result, variable):
            try:
                is_confirmed = _is_confirmed(kind, typed, result, variable, instance, Random(tried))
            except UndefinedError:
                continue
            if not is_confirmed:
                raise UnsupportedError(
                    "what calc derived did not pass its check against finite differences, and is not shown",
                    hint="this is a fault of calc: please report the expression",
                )
            tried += 1
            if tried == INSTANCES:
                return
    if not tried:
        raise UnsupportedError(
            "calc found no values at which the expression is defined and the derivative could be checked"
        )


def close(a: Any, b: Any, tolerance: Any) -> bool:
    """Return True if two values of the same shape are equal as far as `tolerance`, relative to the larger one."""
    if np.shape(a) != np.shape(b):
        return False
    pairs = list(zip(np.ravel(a), np.ravel(b), strict=True))
    scale = max([abs(x) for pair in pairs for x in pair], default=0)
    return all(abs(x - y) <= tolerance * max(1, scale) for x, y in pairs)


def _difference(f: Callable[[Any], Any], v: Any) -> Callable[[Any], Any]:
    """Return the central difference of f in the direction v, as a function of the place."""
    h = mpmath.mpf(10) ** (-mpmath.mp.dps // 5)
    return lambda x: (f(x + h * v) - f(x - h * v)) / (2 * h)


def _is_confirmed(kind: str, typed: Expr, result: Expr, variable: Symbol, instance: Instance, random: Random) -> bool:
    """Return True if the result and a difference are equal at the instance in random directions.

    Raises UndefinedError, also where the difference is not known at all.
    """
    place = instance.values[variable.name]
    v, w = (direction(np.shape(place), random) for _ in range(2))
    found = []
    size = max((mpmath.mag(number) for number in np.ravel(instance.value(typed)) if number), default=0)
    for digits in (DIGITS, 20 * DIGITS + 2 * int(max(0, min(size, _MOST_BITS))) // 3):
        with mpmath.workdps(digits):
            moved = _difference(lambda x: instance.value(typed, {variable.name: x}), v)
            found.append((_difference(moved, w) if kind == "hessian" else moved)(place))
            if close(CHANGES[kind](instance.value(result), v, w), found[-1], TOLERANCE):
                return True
    if not close(found[0], found[-1], TOLERANCE):
        raise UndefinedError("these differences are no derivative")
    return False


def _number_or_column(a: Any) -> Any:
    """Return the only entry of a column of one, else the column."""
    return a[0, 0] if len(a) == 1 else a


CHANGES: dict[str, Callable[[Any, Any, Any], Any]] = {
    "gradient": lambda g, v, _: (g * v).sum() if np.shape(g) else g * v,
    "jacobian": lambda j, v, _: _number_or_column(j @ v),
    "derivative": lambda d, *_: d,
    "hessian": lambda h, v, w: (v.T @ h @ w)[0, 0] if np.shape(h) else h * v * w,
}
"""What the derivative of each kind tells of the difference in the direction v, of a Hessian in v and then in w."""
