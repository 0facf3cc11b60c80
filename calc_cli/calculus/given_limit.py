"""Whether an answer to a limit is right: by algebra, else to 30 digits."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, sign_at, value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.numbers import INFINITE
from calc_cli.calculus.one_sided import examples
from calc_cli.errors import UndefinedError, UnsupportedError

DIGITS = 30

Given: TypeAlias = sp.Expr | Literal["none"]


@dataclass(frozen=True, slots=True)
class Check:
    """Whether `given` is the limit, None if that is not decided; `certainty` tells how it is known."""

    given: Given
    is_correct: bool | None
    certainty: Literal["proved", "sampled"] | None = None

    @property
    def verdict(self) -> str:
        """In a word."""
        return {True: "correct", False: "incorrect", None: "undecided"}[self.is_correct]


def checked(
    given: Given, exists: bool | None, value: sp.Expr | None, estimate: mpmath.mpf | None, error: mpmath.mpf | None
) -> Check:
    """Compare the answer with the limit, known as a `value` or as an `estimate` within `error`."""
    if exists is None:
        return Check(given, None)
    if not exists or given == "none":
        return Check(given, (not exists) == (given == "none"), "proved")
    if value is None:
        return _near(given, estimate, error)
    if value in INFINITE or given in INFINITE:
        return Check(given, value == given, "proved")
    return _equal(given, value)


def _equal(given: sp.Expr, value: sp.Expr) -> Check:
    difference = tidy(sp.expand(given - value))
    if difference == 0:
        return Check(given, True, "proved")
    try:
        sign = sign_at(difference, {})
        if sign is not None:
            return Check(given, sign == 0, "proved")
        return _sampled(given, value)
    except UndefinedError:
        return Check(given, False, "proved")


def _sampled(given: sp.Expr, value: sp.Expr) -> Check:
    """By values for the parameters, or as they are if there are none."""
    tried = 0
    for point in examples(given.free_symbols | value.free_symbols):
        try:
            difference = approximate(value_at(given, point) - value_at(value, point), {}, 3)
            size = max(1, abs(approximate(value, point, 3)))
        except UndefinedError:
            continue
        except UnsupportedError:  # a difference that no precision tells from 0
            tried += 1
            continue
        if abs(difference) > size * mpmath.mpf(10) ** -DIGITS:
            return Check(given, False, "proved")
        tried += 1
    return Check(given, True if tried else None, "sampled" if tried else None)


def _near(given: sp.Expr, estimate: mpmath.mpf | None, error: mpmath.mpf | None) -> Check:
    """An estimate refutes what is not near it, and confirms what is if it has enough digits."""
    if given in INFINITE:
        return Check(given, False, "sampled")
    if estimate is None or error is None or given.free_symbols:
        return Check(given, None)
    try:
        off = abs(approximate(given, {}, 2 * DIGITS) - estimate)
    except UndefinedError:
        return Check(given, False, "proved")
    if off > error:
        return Check(given, False, "sampled")
    is_sharp = error <= max(1, abs(estimate)) * mpmath.mpf(10) ** -DIGITS
    return Check(given, True if is_sharp else None, "sampled" if is_sharp else None)
