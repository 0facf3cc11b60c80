"""What is said of the convergence of a series: how it converges, and for which x if it is one of powers of x."""

import re

import sympy as sp

from calc_cli.calculus.checking.question import has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.limits.convergence import PowerSeries, convergence


def check_kind_of_convergence(series: sp.Sum, kind: str) -> Check:
    """Check that a series converges "absolutely", or "conditionally"."""
    found = convergence(series.function, series.limits[0][0])
    values = "converges" if found == "absolutely" else "diverges"
    why = "the series diverges" if found == "not" else f"the series of the absolute values {values}"
    return Check(series, found == kind, "proved", diagnosis=() if found == kind else (Diagnosis("convergence", why),))


def check_places(powers: PowerSeries, told: tuple[sp.Expr, str, sp.Expr], text: str, *, is_chain: bool) -> Check | None:
    """Check an inequality in x: it is to have the ends of the interval; None if it may be about something else."""
    (left, relation, right), x = told, powers.x
    difference = left - right
    if difference.free_symbols != {x}:
        return None
    finite = [end for end in (powers.low, powers.high) if end.is_finite]
    ends = [end for end in finite if has_value(difference.xreplace({x: end})) == 0]
    is_closed, is_whole = relation in "≤≥", "interval" in text.lower()
    for end in ends if is_closed or is_whole else ():
        if powers.converges(end) is not is_closed:
            said = "it does not converge at {}" if is_closed else "it converges at {}, too"
            return Check(right, False, "proved", diagnosis=(Diagnosis("end of the interval", said, (end,)),))
    if ends or {left, right} & {powers.low, powers.high}:
        return Check(right, True, "proved")
    is_told = re.search(r"\b(?:for|if|when|where|since|as|let|take)\b", text, re.I)  # for |x| < 1/2 it is ...
    if is_told or not (difference.has(sp.Abs) or left.is_number or is_chain):
        return None
    why = Diagnosis("interval of convergence", "it converges between {} and {}", (powers.low, powers.high))
    return Check(right, False, "proved", diagnosis=(why,))
