"""The partial sums s_N of a series: a formula for them must be what the first terms add up to."""

import re

import sympy as sp
from sympy.core.logic import fuzzy_and

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import compared, has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis

_NAME = re.compile(r"[sS]_([a-zA-Z]|\d+)")
_TRIED = range(4, 8)
"""Numbers of terms; some formulas hold from the second term on alone."""


def is_partial_sum(name: str, series: sp.Expr) -> bool:
    """Return True of s_N below a series."""
    return isinstance(series, sp.Sum) and series.limits[0][1].is_Integer and _NAME.fullmatch(name) is not None


def sum_until(series: sp.Sum, name: str) -> sp.Sum:
    """Return what s_N is: the terms up to a_N."""
    term = sp.Dummy("k", integer=True)
    n, first, _ = series.limits[0]
    return sp.Sum(series.function.xreplace({n: term}), (term, first, upper_of(name)))


def upper_of(name: str) -> sp.Expr:
    """Return N of s_N, 5 of s_5."""
    return sp.Integer(name[2:]) if name[2:].isdigit() else symbol(name[2:])


def check_partial_sum(series: sp.Sum, name: str, value: sp.Expr, room: sp.Expr) -> Check:
    """Hold a formula for s_N, or a number rounded by `room`, against the terms up to a_N, or the first N."""
    first, upper = series.limits[0][1], upper_of(name)
    missing, of_first = (_missing(series, value, upper, shift) for shift in (sp.S.Zero, first - 1))
    verdicts = {fuzzy_and(compared(e, sp.S.Zero, room).is_correct for e in each) for each in (missing, of_first)}
    if verdicts != {False}:
        return Check(value, True if True in verdicts else None, "sampled")
    if missing[1:] and compared(missing[0], missing[-1]).is_correct:
        said, place = "of the terms that do not cancel {} is left out", "a term that does not cancel is wrong"
        why = Diagnosis("partial sum", said, (missing[0],), place=place)
    else:
        said, place = "for {} = {} the terms add up to {} more", "for {0} = {1} it is something else"
        count = upper if upper.is_Symbol else symbol("N")
        why = Diagnosis("partial sum", said, (count, _tried(upper)[0], missing[0]), place=place)
    return Check(value, False, "proved", diagnosis=(why,))


def _missing(series: sp.Sum, value: sp.Expr, upper: sp.Symbol, shift: sp.Expr) -> list[sp.Expr]:
    """Return what the sums have more than a formula, for some numbers of terms."""
    n, first, _ = series.limits[0]
    sums = ((N, (series.function.xreplace({n: i}) for i in range(first, N + int(shift) + 1))) for N in _tried(upper))
    return [tidy(has_value(sp.Add(*terms)) - value.xreplace({upper: N})) for N, terms in sums]


def _tried(upper: sp.Expr) -> list[sp.Integer]:
    return [upper] if upper.is_Integer else [*map(sp.Integer, _TRIED)]
