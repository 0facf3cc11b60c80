"""A step under a limit, or from one to its value: where a wrong one goes elsewhere, or goes to the same by chance.

What follows rightly from lim p/q is another form of p/q, or by l'Hopital's rule lim p'/q'. Of two quotients that both
are 0/0 and neither of the two, the one is a mistake in rewriting the other, though they may go to the same number:
(2xh + 3h^2)/h for (2xh + h^2)/h, as h goes to 0.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

import sympy as sp

from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.share import FAILURES
from calc_cli.calculus.checking import limit_mistakes
from calc_cli.calculus.checking.diagnosis import diagnose
from calc_cli.calculus.checking.question import compared, derivative_of, evaluated, has_value
from calc_cli.calculus.checking.replay import Numbers, numbers
from calc_cli.calculus.checking.slips import SELDOM
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.limits.convergence import convergence
from calc_cli.calculus.limits.limit import Limit, find_limit
from calc_cli.calculus.working.claims import Goal
from calc_cli.calculus.working.departure import departed, fraction
from calc_cli.calculus.working.rewriting import diagnose_rewriting, is_wrongly_cancelled
from calc_cli.errors import CalcError, UnsupportedError

_ROUNDED, _SMALL = 1e-9, sp.Rational(1, 7)
"""How far a sum and its formula may differ, at a place for the letters of a power series."""
_FAR = (1000, 1001)
"""Indices of terms, of which two in turn have both signs if they change."""


def limit_of(typed: sp.Expr | None, to: Goal | None) -> sp.Expr:
    """Return the limit, NaN if it does not exist, or what goes to no place as it is.

    Raises UnsupportedError where there is none to tell.
    """
    if typed is None:
        raise UnsupportedError("this was not read")
    if to is None:
        return typed
    found = _limit(typed, to)
    cases = found.value.args if isinstance(found.value, sp.Piecewise) else ()
    if found.exists is False or (cases and all(isinstance(case.cond, sp.Eq) for case in cases)):
        return sp.S.NaN  # where sin(x) = 0 alone there is one
    if found.value is None:
        raise UnsupportedError("the limit is not known")
    return found.value


def _limit(typed: sp.Expr, to: Goal) -> Limit:
    f = TypedFunction(typed, evaluated(typed) or typed, tuple(x for x, _ in to.places))
    return find_limit(f, dict(to.places), to.side)


def summed(e: sp.Expr) -> sp.Expr:
    """Return an expression with the sums of its infinite series. Raises UnsupportedError if one is not known."""
    return e.xreplace({part: _sum_of(part) for part in e.atoms(sp.Sum) if part.limits[0][2] is sp.oo})


@cache
def _sum_of(series: sp.Sum) -> sp.Expr:
    """Return the sum by SymPy's formula if its value agrees with that, else as the limit of the sums up to N.

    Of a series that does not converge it is infinite, or NaN where signs alternate.
    """
    (n, first, _), end = series.limits[0], symbol("N")
    with suppress(UnsupportedError):
        if series.function.free_symbols == {n} and convergence(series.function, n) == "not":
            signs = {sp.sign(sp.N(series.function.xreplace({n: sp.Integer(k)}))) for k in _FAR}
            return signs.pop() * sp.oo if len(signs) == 1 else sp.S.NaN
    there = dict.fromkeys(series.free_symbols, _SMALL)
    if any(power.base.has(n) and power.exp.has(n) for power in series.atoms(sp.Pow)):
        raise UnsupportedError("the sum is not known")  # SymPy looks long for that of n^n terms
    with suppress(*FAILURES):
        found = series.doit()
        value = found.args[0].expr if isinstance(found, sp.Piecewise) else found  # where it converges
        is_known = not value.has(sp.Sum) and value.is_finite is not False
        if is_known and abs(sp.N(series.xreplace(there)) - sp.N(value.xreplace(there))) < _ROUNDED:
            return value
    return limit_of(sp.Sum(series.function, (n, first, end)), Goal(((end, sp.oo),)))


def is_by_chance(before: sp.Expr, given: sp.Expr, to: Goal) -> bool:
    """Return True of a wrong step that nevertheless goes to the same number."""
    if len(to.places) > 1:
        return False
    if to.place.is_finite and is_wrongly_cancelled(before, to.variable, given):
        return True  # (x^2 + 3x)/x is not x^2 + 3, though both go to 3
    old, new = fraction(before), fraction(given)
    with suppress(CalcError):
        if not _is_indeterminate(old, to) or compare(before, given, where=_near(to)).is_correct is not False:
            return False
        if all(part.is_polynomial(to.variable) for part in (*old, *new)):
            return (
                to.place.is_finite is True
                and _is_indeterminate(new, to)
                and not all(map(_is_derivative, old, new, [to] * 2))
            )
        return bool(_slip_in_derivative(old, new, to) or _factor_of_derivatives(old, given, to))
    return False


def of_value(before: sp.Expr, to: Goal, typed: sp.Expr) -> Sequence[Diagnosis]:
    """Return which part of the expression goes elsewhere than the line says, or what the whole is taken for."""

    def goes_to(part: sp.Expr) -> sp.Expr:
        return limit_of(part, to)

    def was(part: sp.Expr) -> Numbers:
        with suppress(CalcError):
            return numbers(goes_to(part), [{}])
        return (None,)

    found = tuple(departed(before, typed, was, lambda part: numbers(part, [{}]), goes_to))
    if found and found[0].parts[0] != before:
        return found
    whole = replace(_limit(before, to), check=compared(goes_to(before), has_value(typed)))
    check = limit_mistakes.explained(whole).check
    return (check and check.diagnosis) or found


def of_step(before: sp.Expr, to: Goal | None, typed: sp.Expr, next_to: Goal | None) -> Sequence[Diagnosis]:
    """Return what was made of the expression, or of one of the two derivatives by l'Hopital's rule."""
    if to is None or to != next_to or len(to.places) > 1:
        return ()
    x = to.variable
    right, given = (limit_of(e, to) for e in (before, typed))
    if right == -given != 0 and limit_mistakes.has_root_of_negatives(before, to.place):
        return (limit_mistakes.ROOT_OF_SQUARE,)
    if is_wrongly_cancelled(before, x, typed):
        return diagnose_rewriting(before, x, before, typed)
    old, new = fraction(before), fraction(typed)
    if old[1].has(x) and compare(derivative_of(old[0] / old[1], x), typed).is_correct:
        return (limit_mistakes.QUOTIENT_RULE,)
    if old[1].has(x) and all(map(_is_derivative, old, new, [to] * 2)):
        goes_to = [limit_of(e, to) for e in old]
        said = "l'Hopital's rule is for 0/0 and oo/oo: this goes to {}/{}"
        return (Diagnosis("determinate form", said, (*goes_to,)),)
    shortened = sp.cancel(has_value(before))
    return (
        _slip_in_derivative(old, new, to)
        or _factor_of_derivatives(old, typed, to)
        or diagnose_rewriting(before, x, before, typed)
        or diagnose_rewriting(shortened, x, shortened, typed)
    )


def _near(to: Goal) -> tuple[sp.Basic, ...]:
    """Return what holds on the way: x > 0 as x goes to oo, or to 0 from the right."""
    x, place = to.variable, to.place
    if place.is_infinite:
        return (x > 0,) if place is sp.oo else (x < 0,)
    return {"right": (x > place,), "left": (x < place,), "both": ()}[to.side]


_Fraction = tuple[sp.Expr, sp.Expr]


def _is_indeterminate(e: _Fraction, to: Goal) -> bool:
    above, below = (limit_of(part, to) for part in e)
    return bool(above == below == 0 or (above.is_infinite and below.is_infinite))


def _is_derivative(f: sp.Expr, slope: sp.Expr, to: Goal) -> bool:
    return compare(derivative_of(f, to.variable), slope).is_correct is True


def _slip_in_derivative(old: _Fraction, new: _Fraction, to: Goal) -> tuple[Diagnosis, ...]:
    """Return the slip in one of the derivatives of a quotient whose other one was taken rightly."""
    x = to.variable
    for i in (0, 1):
        if old[1 - i].has(x) and _is_derivative(old[1 - i], new[1 - i], to):
            found = diagnose(old[i], evaluated(old[i]) or old[i], x, derivative_of(old[i], x), new[i])
            if found and found[0].rank < SELDOM:  # a story of two slips would be of something else
                return found
    return ()


def _factor_of_derivatives(old: _Fraction, given: sp.Expr, to: Goal) -> tuple[Diagnosis, ...]:
    """Return the number that is lost or too much in the quotient of the derivatives."""
    above, below = (derivative_of(part, to.variable) for part in old)
    ratio = sp.simplify(given * below / above) if 0 not in (above, below) and old[1].has(to.variable) else sp.S.One
    said = "this is {} times the quotient of the derivatives"
    return (Diagnosis("constant factor", said, (ratio,)),) if ratio.is_number and ratio not in (0, 1) else ()
