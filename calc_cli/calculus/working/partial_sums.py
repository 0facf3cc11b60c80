"""The sums s_N of a series, for which a formula must be what the first terms add up to, and those near an integral.

T_4 is that of the trapezoidal rule with four strips, S_4 Simpson's, M_4, L_4 and R_4 have the height of each strip in
its middle or at one end.
"""

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
_NEAR_INTEGRAL = re.compile(r"S_\d?[02468]|[TMLR]_[1-9]\d?|[LMR]_n")
_WEIGHTS = {"L": (6, 0, 0), "M": (0, 6, 0), "R": (0, 0, 6), "T": (3, 0, 3), "S": (1, 4, 1)}
"""How many sixths the heights at the left end, in the middle and at the right end of a strip count."""


def is_partial_sum(name: str, whole: sp.Expr) -> bool:
    """Return True of s_N below a series, and of T_4 below an integral with bounds."""
    if isinstance(whole, sp.Integral):
        return len(whole.limits[0]) == 3 and _NEAR_INTEGRAL.fullmatch(name) is not None
    return isinstance(whole, sp.Sum) and whole.limits[0][1].is_Integer and _NAME.fullmatch(name) is not None


def _near_integral(integral: sp.Integral, kind: str, upper: sp.Integer) -> sp.Expr:
    """Return what T_4 is, of kind T; Simpson's strips are of double width."""
    (x, a, b), n = integral.limits[0], upper / (2 if kind == "S" else 1)
    h, weights = (b - a) / n, _WEIGHTS[kind]
    places = ((w, a + (i + sp.Rational(j, 2)) * h) for i in range(n) for j, w in enumerate(weights))
    return has_value(h / 6 * sp.Add(*(w * integral.function.xreplace({x: place}) for w, place in places if w)))


def sum_until(series: sp.Sum, name: str) -> sp.Sum:
    """Return what s_N is: the terms up to a_N."""
    term = sp.Dummy("k", integer=True)
    n, first, _ = series.limits[0]
    return sp.Sum(series.function.xreplace({n: term}), (term, first, upper_of(name)))


def upper_of(name: str) -> sp.Expr:
    """Return N of s_N, 5 of s_5."""
    return sp.Integer(name[2:]) if name[2:].isdigit() else symbol(name[2:])


def check_partial_sum(series: sp.Sum | sp.Integral, name: str, value: sp.Expr, room: sp.Expr) -> Check:
    """Hold a formula for s_N, or a number rounded by `room`, against the terms up to a_N, or the first N."""
    first, upper = series.limits[0][1], upper_of(name)
    missing, of_first = (_missing(series, name, value, shift) for shift in (sp.S.Zero, first - 1))
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


def _missing(series: sp.Sum | sp.Integral, name: str, value: sp.Expr, shift: sp.Expr) -> list[sp.Expr]:
    """Return what the sums have more than a formula, for some numbers of terms."""
    (n, first, *_), upper = series.limits[0], upper_of(name)
    if isinstance(series, sp.Integral):
        sums = ((N, _near_integral(series, name[0], N)) for N in _tried(upper))
    else:
        terms = ((N, range(first, N + int(shift) + 1)) for N in _tried(upper))
        sums = ((N, has_value(sp.Add(*(series.function.xreplace({n: i}) for i in k)))) for N, k in terms)
    return [tidy(whole - has_value(value.xreplace({upper: N}))) for N, whole in sums]


def _tried(upper: sp.Expr) -> list[sp.Integer]:
    return [upper] if upper.is_Integer else [*map(sp.Integer, _TRIED)]
