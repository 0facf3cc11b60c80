"""What a working concludes of a place: that the function has an extremum or an inflection there.

The signs of f' and f'' on both sides decide. A place where f' is not 0 may be the end of an interval that the working
does not tell, where any extremum may be; so may be one that is called global.
"""

import sympy as sp

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.substitute import substitute
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.study.study import study
from calc_cli.errors import UnsupportedError

_ROUNDED = 0.005
"""Places and values may be told in decimals, to two digits behind the point."""


def check_kind(f: TypedFunction, place: sp.Expr, kind: str, value: sp.Expr | None) -> Check:
    """Check that f has at the place what `kind` names: a (local or global) maximum or minimum, or an inflection.

    With a `value`, that must be the function's there. Where it depends on an interval that is not known, it is
    undecided.

    Raises UnsupportedError if the function is periodic, and what `study` raises.
    """
    if value is not None and not _is_near(substitute(f.expression, {f.variable: place}), value):
        return _wrong(place, "value at the place", "the function has another value there")
    found = study(f)
    if found.repetition is not None:
        raise UnsupportedError("one period alone is studied")
    reach, _, name = kind.rpartition(" ")
    if name == "inflection":
        is_one = any(_is_near(p.x, place) for p in found.inflections)
        return _right(place) if is_one else _wrong(place, "no inflection", "the second derivative keeps its sign there")
    extremum = next((e for e in found.extrema if _is_near(e.place.x, place)), None)
    if extremum is None:
        is_flat = compare(substitute(found.first, {f.variable: place}), sp.S.Zero).is_correct
        if reach == "local" or (is_flat and not reach):
            return _wrong(place, "no extremum", "the derivative does not change its sign there")
        return Check(place, None, "proved")
    if extremum.kind != f"local {name}":
        return _wrong(place, "other extremum", f"it is a {extremum.kind.removeprefix('local ')}")
    return Check(place, None, "proved") if reach == "global" and not extremum.is_global else _right(place)


def _right(place: sp.Expr) -> Check:
    return Check(place, True, "proved")


def _wrong(place: sp.Expr, rule: str, reason: str) -> Check:
    return Check(place, False, "proved", diagnosis=(Diagnosis(rule, reason),))


def _is_near(a: sp.Expr, b: sp.Expr) -> bool:
    return bool(abs(approximate(a - b, {}, 15)) < _ROUNDED)
