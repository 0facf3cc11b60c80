"""Definite integrals with parameters: the formula as if they were positive, tried at examples of either sign.

The integral of e^(-ax) from 0 to infinity is 1/a, but only for a > 0. So the limits of the antiderivative are taken for
positive letters, and the formula is held against the integrals for numbers: some positive ones, which must agree, then
others. If it fails for one of those, it is told for positive parameters only.
"""

from collections.abc import Mapping, Sequence

import sympy as sp

from calc_cli.algebra.assumptions import within
from calc_cli.algebra.evaluate import all_hold, sign_at, value_at
from calc_cli.algebra.functions import sign_under_assumptions
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.seams import seams
from calc_cli.calculus.integrals.antiderivative import Found
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.definite import Definite, Endpoint, ends_of, integrate_over, share
from calc_cli.calculus.integrals.partition import FAR
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.errors import UndefinedError, UnsupportedError

_POSITIVE = (("3/2", "7/5", "17/7"), ("2/3", "9/4", "4/5"), ("29/3", "33/2", "3/5"))
_OTHER = (("-3/2", "7/5", "-17/7"), ("3/2", "-8/5", "5/7"), ("-2/3", "-9/4", "-4/5"))


def with_parameters(
    f: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr, found: Found | None
) -> tuple[Definite, tuple[sp.Basic, ...]]:
    """Return the integral of f as a formula in its parameters, and the conditions under which it is known to hold.

    There is none if it is not found, or examples contradict it. It diverges if a pole is certainly between the bounds.
    """
    parameters = sorted((f.free_symbols | low.free_symbols | high.free_symbols) - {x}, key=str)
    if found is not None and (pole := _pole_between(f, found.result, x, low, high)) is not None:
        return Definite(converges=False, diverges=pole), ()
    value = None if found is None else _value(found.result, x, low, high, parameters)
    if found is None or value is None:
        return Definite(), ()
    between = _without_cuts([f, found.result], x, low, high)

    def agrees(row: Sequence[str]) -> bool | None:
        at = within({a: sp.Rational(row[i % len(row)]) + i // len(row) for i, a in enumerate(parameters)})
        if not _is_allowed(at) or all_hold(between, at) is False:
            return None
        return _agrees(f, x, (low, high), value, found.result, at)

    positive, other = ([agrees(row) for row in rows] for rows in (_POSITIVE, _OTHER))
    if False in positive or True not in (*positive, *other):
        return Definite(), ()
    where = () if False not in other else _positive(parameters, other)
    return (Definite(), ()) if sp.false in where else (Definite(value, converges=True), (*between, *where))


def _positive(parameters: Sequence[sp.Symbol], agreed: Sequence[bool | None]) -> tuple[sp.Basic, ...]:
    """Return that one parameter is positive, if the formula holds in all rows of either sign where it is, else all."""
    for i, a in enumerate(parameters if len(parameters) > 1 else ()):
        rows = [agrees for agrees, row in zip(agreed, _OTHER, strict=True) if not row[i % len(row)].startswith("-")]
        if rows and all(rows):
            return (sp.Gt(a, 0),)
    return tuple(sp.Gt(a, 0) for a in parameters if not a.is_positive)


def _pole_between(f: sp.Expr, antiderivative: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> Endpoint | None:
    """Return the side of a zero of a linear divisor that is certain to be between the bounds, where it diverges."""
    for divisor in sp.Mul.make_args(sp.factor(sp.denom(sp.together(f)))):
        base = divisor.as_base_exp()[0]
        if (a := slope(base, x)) is not None:
            place = sp.expand(-base.subs(x, 0) / a)
            if sign_under_assumptions(place - low) == sign_under_assumptions(high - place) == 1:
                limit = one_sided_limit(antiderivative, Approach(x, place, -1))
                if limit.kind in ("+inf", "-inf"):
                    return Endpoint(place, -1)
    return None


def _without_cuts(functions: list[sp.Expr], x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> tuple[sp.Basic, ...]:
    """Return the conditions on a bound that is a letter, under which there is no pole or jump between the bounds."""
    letters = [end for end in (low, high) if end.is_Symbol]
    fixed = [end for end in (low, high) if end.is_number and end.is_finite]
    if not letters or not fixed or functions[0].free_symbols != {x}:
        return ()
    (a,), (c,) = letters, fixed
    sides = {point: sign_at(point - c, {}) for point in seams(functions, x, searched=(c - FAR, c + FAR)).points}
    start = [c] if 0 in sides.values() and a == high else [point for point, side in sides.items() if side == -1]
    end = [c] if 0 in sides.values() and a == low else [point for point, side in sides.items() if side == 1]
    bounds = [*((sp.Gt, point) for point in start[-1:]), *((sp.Lt, point) for point in end[:1])]
    known = (
        (relation(a, point), sign_under_assumptions((a - point) * (1 if relation is sp.Gt else -1)))
        for relation, point in bounds
    )
    return tuple(condition for condition, sign in known if sign != 1)


def _is_allowed(at: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Return True if the values are of the signs that the parameters are known to have."""
    return not any((a.is_positive and v < 0) or (a.is_negative and v > 0) for a, v in at.items())


def _value(
    antiderivative: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr, parameters: Sequence[sp.Symbol]
) -> sp.Expr | None:
    positive = {a: a if a.is_positive or a.is_negative else sp.Dummy(a.name, positive=True) for a in parameters}
    ends = ends_of([(low.xreplace(positive), high.xreplace(positive))])
    shares = [_share(antiderivative.xreplace(positive), x, end) for end in ends]
    if any(part is None or part in (*INFINITE, sp.nan) for part in shares):
        return None
    return tidy(sp.expand(sp.Add(*shares))).xreplace({letter: a for a, letter in positive.items()})


def _share(antiderivative: sp.Expr, x: sp.Symbol, end: Endpoint) -> sp.Expr | None:
    try:
        return -end.side * value_at(antiderivative, {x: end.place})
    except (UndefinedError, UnsupportedError):
        return share(antiderivative, x, end)


def _agrees(
    f: sp.Expr,
    x: sp.Symbol,
    bounds: tuple[sp.Expr, sp.Expr],
    value: sp.Expr,
    antiderivative: sp.Expr,
    at: Mapping[sp.Symbol, sp.Expr],
) -> bool | None:
    """Return whether the formula is right for these numbers; None if there is no such integral."""
    try:
        a, b = (end if end in INFINITE else value_at(end, at) for end in bounds)
        sign = 1 if a is -sp.oo or b is sp.oo else sign_at(b - a, {})
        if not sign:
            return None
        first, last = (a, b) if sign == 1 else (b, a)
        g = value_at(f, at)
        number = integrate_over(g, g, x, first, last, None, exactly=False)
        if number.converges is None:
            number = integrate_over(g, g, x, first, last, value_at(antiderivative, at), exactly=False)
    except (UndefinedError, UnsupportedError):
        return None
    if not number.converges or number.measured is None:
        return False
    try:
        return number.measured.is_near(sign * value_at(value, at))
    except (UndefinedError, UnsupportedError):
        return False
