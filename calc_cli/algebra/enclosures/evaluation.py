"""The value of an expression as an enclosure, over the real numbers: each expression becomes a function, once.

`compiled(e)` is a function of an `Evaluation`, which says what the variables are and what was proved. Everything is
real: outside its real domain an expression is undefined, and an odd root of a negative number is the real one. What the
working precision leaves open (is this denominator 0?) is raised as a question, which algebra/evaluate.py settles.
"""

from contextlib import suppress
from functools import lru_cache

import sympy as sp

from calc_cli.algebra.enclosures.compilation import Compiler, Evaluation, Part, Truth, asked, sign_of
from calc_cli.algebra.enclosures.enclosure import UndecidedError, Value
from calc_cli.algebra.enclosures.operations import operation
from calc_cli.errors import UndefinedError, UnsupportedError

_COMPILED = 2_000
"""So many expressions stay compiled."""


def value(e: sp.Basic, at: Evaluation) -> Value:
    """Return the value of `e`. Raise UndefinedError outside its domain, UndecidedError where that is open."""
    return asked(compiled(e), e)(at)


def sign(e: sp.Basic, at: Evaluation) -> int:
    """Return the sign of the value of `e`: -1, 0 or 1. Raise as `value` does."""
    return sign_of(compiled(e), e)(at)


def truth(condition: sp.Basic, at: Evaluation) -> bool:
    """Return True if the condition holds. Raise as `value` does."""
    return _compiled_condition(condition)(at)


@lru_cache(_COMPILED)
def compiled(e: sp.Basic) -> Part:
    """Return the function that computes `e`."""
    return Compiler(e, operation).of(e)


@lru_cache(_COMPILED)
def _compiled_condition(condition: sp.Basic) -> Truth:
    return Compiler(condition, operation).truth(condition)


def greatest_size(e: sp.Basic, at: Evaluation) -> float:
    """Return the greatest |log2| of the values of parts of `e`, among them what hides in 1 - tanh(1000)."""
    compute, sizes = _measuring(e)
    sizes.clear()
    with suppress(UndecidedError, UndefinedError, UnsupportedError):  # the parts before it have been measured
        compute(at)
    return max(sizes, default=0.0)


@lru_cache(_COMPILED)
def _measuring(e: sp.Basic) -> tuple[Part | Truth, list[float]]:
    """Return the function that computes `e` and writes the sizes of all parts to the list."""
    compiler = Compiler(e, operation, is_measured=True)
    return (compiler.of if isinstance(e, sp.Expr) else compiler.truth)(e), compiler.sizes
