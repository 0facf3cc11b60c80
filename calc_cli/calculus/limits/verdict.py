"""The verdict on a limit, from one side, both sides or all around: what it is, or that there is none; and an answer."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.calculus.equality.verdict import Check, Given
from calc_cli.calculus.limits import extrapolation
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.paths import Path
from calc_cli.errors import CalcError, UndefinedError
from calc_cli.syntax.parser import parse

Kind: TypeAlias = Literal[extrapolation.Kind, "one-sided", "path-dependent", "depends"]

_CONSTANTS = ["pi", "e", "log(2)", "log(3)"]
_DIGITS = 30
"""An answer must agree with an estimate to so many."""

_SEARCHED, _KNOWN = 16, 20
"""A form that is found by so many digits must have all that are known, at least so many."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`exists` is None if that is not decided; `value` is exact, `estimate` is believed to be within `error`.

    `agree` tells whether algebra and experiment do, None if only one of them speaks. Undecided, it may depend on the
    signs of what is `open`.
    """

    kind: Kind
    exists: bool | None
    value: sp.Expr | None = None
    estimate: mpmath.mpf | None = None
    error: mpmath.mpf | None = None
    agree: bool | None = None
    paths: tuple[Path, ...] = ()
    open: tuple[sp.Expr, ...] = ()


def conjecture(verdict: Verdict) -> tuple[str, ...]:
    """Return a note if the estimate stands alone and its digits are those of a short closed form."""
    if not verdict.exists or verdict.value is not None or verdict.estimate is None or verdict.error is None:
        return ()
    form = conjectured(verdict.estimate, verdict.error)
    return () if form is None else (f"a conjecture from the digits, which prove nothing: {form}",)


def conjectured(estimate: mpmath.mpf, error: mpmath.mpf) -> sp.Expr | None:
    """Return a short number that is within `error` of the estimate; None if there is none or the digits are too few."""
    if error > max(1, abs(estimate)) * mpmath.mpf(10) ** -_KNOWN:
        return None
    with mpmath.workdps(_SEARCHED):
        form = mpmath.identify(estimate, _CONSTANTS)
    if not form:
        return None
    try:
        value = lower(parse(form).tree)
        return value if abs(approximate(value, {}, 2 * _KNOWN) - estimate) <= error else None
    except CalcError:
        return None


def checked(given: Given, limit: Verdict) -> Check:
    """Compare the answer with the limit, known as a value or as an estimate within an error."""
    from calc_cli.calculus.equality.equality import compare  # only an answer pays for this import

    if limit.exists is None:
        return Check(given, None)
    if not limit.exists or given == "none":
        return Check(given, (not limit.exists) == (given == "none"), "proved")
    if limit.value is None:
        return _near(given, limit.estimate, limit.error)
    if limit.value in INFINITE or given in INFINITE:
        return Check(given, limit.value == given, "proved")
    return compare(limit.value, given)


def _near(given: sp.Expr, estimate: mpmath.mpf | None, error: mpmath.mpf | None) -> Check:
    """Let the estimate refute what is not near it, and confirm what is if it has enough digits."""
    if given in INFINITE:
        return Check(given, False, "sampled")
    if estimate is None or error is None or given.free_symbols:
        return Check(given, None)
    try:
        off = abs(approximate(given, {}, 2 * _DIGITS) - estimate)
    except UndefinedError:
        return Check(given, False, "proved")
    if off > error:
        return Check(given, False, "sampled", expected=sp.Rational(mpmath.nstr(estimate, _DIGITS)))
    is_sharp = error <= max(1, abs(estimate)) * mpmath.mpf(10) ** -_DIGITS
    return Check(given, True if is_sharp else None, "sampled" if is_sharp else None)
