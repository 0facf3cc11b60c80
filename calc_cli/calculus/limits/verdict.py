"""The verdict on a limit, from one side, both sides or all around: what it is, or that there is none; and an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.calculus.equality.verdict import Absence, Check, Given
from calc_cli.calculus.limits import extrapolation
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.result import Notes, Notice
from calc_cli.errors import CalcError, UndefinedError
from calc_cli.syntax.parser import parse

Kind: TypeAlias = Literal[extrapolation.Kind, "one-sided", "path-dependent", "depends"]

HAS_LIMIT = ("finite", "+inf", "-inf")

INFINITE_LIMITS: dict[Kind, sp.Expr] = {"+inf": sp.oo, "-inf": -sp.oo}

_CONSTANTS = ["pi", "e", "log(2)", "log(3)"]
_DIGITS = 30
"""An answer must agree with an estimate to so many."""

_SEARCHED, _KNOWN = 16, 20
"""A form that is found by so many digits must have all that are known, at least so many."""


@dataclass(frozen=True, slots=True)
class SampledValue:
    """`value` is f(x), None where f is not defined or too large to compute."""

    x: sp.Expr
    value: mpmath.mpf | None


@dataclass(frozen=True, slots=True)
class Along:
    """On a sequence of points on which `part` has the `value` the function has this `limit`."""

    part: sp.Expr
    value: sp.Expr
    limit: sp.Expr


@dataclass(frozen=True, slots=True)
class Path:
    """A curve into the point: `at` gives the variables for t -> 0+, `limit` is the function's limit along it."""

    at: Mapping[sp.Symbol, sp.Expr]
    t: sp.Symbol
    limit: "Verdict"

    def equations(self, to: Mapping[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
        """Return the curve as y = x^2, or by its parameter where no variable runs along it as t itself or as 1/t."""
        for x, at in self.at.items():
            runs = {to[x] + self.t: x - to[x], 1 / self.t: 1 / x, -1 / self.t: -1 / x}
            if at in runs:
                others = {y: on.xreplace({self.t: runs[at]}) for y, on in self.at.items() if y != x}
                return {y: sp.expand(on) for y, on in others.items()}
        return dict(self.at)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of a limit, from one side, from both or from all around.

    `value` is the limit by algebra (oo or -oo where infinite), `estimate` by experiment, believed to be within `error`.
    `agree` tells whether the two witnesses do; None if one of them is missing. Of kind "oscillates", `range` is what
    the values go through, or two `sequences` of points have two limits, or two `paths`. Of kind "undecided", what was
    found is kept: it is no answer; it may depend on the signs of what is `open`.
    """

    kind: Kind
    value: sp.Expr | None = None
    estimate: mpmath.mpf | None = None
    error: mpmath.mpf | None = None
    agree: bool | None = None
    range: tuple[sp.Expr | mpmath.mpf, sp.Expr | mpmath.mpf] | None = None
    samples: tuple[SampledValue, ...] = ()
    sequences: tuple[Along, ...] = ()
    paths: tuple[Path, ...] = ()
    open: tuple[sp.Expr, ...] = ()

    @property
    def exists(self) -> bool | None:
        """Return whether there is a limit, None if that is not decided: from one side only, or in some cases, too."""
        if self.kind in ("one-sided", "depends"):
            return self.limit is not None
        return None if self.kind == "undecided" else self.kind in HAS_LIMIT

    @property
    def limit(self) -> sp.Expr | mpmath.mpf | None:
        """The limit where there is one: exact, or a measured number."""
        return self.estimate if self.value is None else self.value

    @property
    def exact_limit(self) -> sp.Expr | None:
        """The exact limit, a number, oo or -oo, if there is one and it is known."""
        return self.value if self.kind in HAS_LIMIT else None


def conjecture(verdict: Verdict) -> Notes:
    """Return a note if the estimate stands alone and its digits are those of a short closed form."""
    if not verdict.exists or verdict.value is not None or verdict.estimate is None or verdict.error is None:
        return ()
    form = conjectured(verdict.estimate, verdict.error)
    return () if form is None else (Notice("by the digits", (form,)),)


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


def checked(given: Given, limit: Verdict, sides: Sequence[Verdict] = ()) -> Check:
    """Compare the answer with the limit, known as a value or as an estimate within an error.

    A Tuple is held against the `sides`, the left one and the right one.
    """
    from calc_cli.calculus.equality.equality import compare  # only an answer pays for this import

    if not isinstance(given, sp.Basic):
        return Check(given, _is_absent(given, limit, sides), "proved")
    if isinstance(given, sp.Tuple):
        known = len(sides) == len(given)
        return all_of(given, list(map(checked, given, sides))) if known else Check(given, None)
    if limit.exists is None or not limit.exists:
        return Check(given, limit.exists, None if limit.exists is None else "proved")
    if limit.value is None:
        return _near(given, limit.estimate, limit.error)
    if limit.value in INFINITE or given in INFINITE:
        return Check(given, None) if given.has(sp.Piecewise) else Check(given, limit.value == given, "proved")
    return compare(limit.value, given)


def all_of(given: Given, checks: Sequence[Check]) -> Check:
    """Return the verdict on an answer of which each part is checked, or which is in each case."""
    verdicts = {check.is_correct for check in checks}
    is_proved = verdicts != {True} or all(check.certainty == "proved" for check in checks)
    is_correct = False if False in verdicts else None if None in verdicts else True
    return Check(given, is_correct, "proved" if is_proved else "sampled")


def _is_absent(said: Absence, limit: Verdict, sides: Sequence[Verdict]) -> bool | None:
    """Return whether it is right to say that there is no limit, or no number, or why."""
    each = [*sides] or [limit]
    if said == "no bound":
        ends = {value for verdict in (limit, *each) for value in (verdict.value, *(verdict.range or ()))}
        is_bounded = all(verdict.exists or verdict.range for verdict in each)
        return True if not ends.isdisjoint(INFINITE) else False if is_bounded else None
    if limit.exists is None:
        return None
    if said == "different sides":
        return not limit.exists and len(each) > 1 and all(side.exists for side in each)
    if said == "oscillation":
        return not limit.exists and any(verdict.range for verdict in each)
    return not limit.exists or (said == "divergence" and limit.value in INFINITE)


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
