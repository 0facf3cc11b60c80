"""What a working concludes of a curve: an extremum or an inflection at a place, its course on intervals.

The study of the function decides. A place where f' is not 0 may be the end of an interval that the working does not
tell, where any extremum may be; so may be one that is called global.
"""

from collections.abc import Sequence

import sympy as sp

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import all_hold, approximate, substitute
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.ranges import signs_by_squares
from calc_cli.algebra.root import Root, in_order
from calc_cli.algebra.roots import real_roots
from calc_cli.calculus.derivative.derivative import derive
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.partition import inside
from calc_cli.calculus.study.region import LINE, cells
from calc_cli.calculus.study.several import critical_points
from calc_cli.calculus.study.study import Study, study
from calc_cli.errors import UnsupportedError

Interval = tuple[sp.Expr, sp.Expr]

_ROUNDED = 0.005
"""Places and values may be told in decimals, to two digits behind the point."""

COURSES = {
    # kind         order of the derivative, its sign, whether it must not be 0 anywhere
    "increasing":   (1, 1, False),
    "decreasing":   (1, -1, False),
    "concave up":   (2, 1, False),
    "concave down": (2, -1, False),
    "positive 1":   (1, 1, True),
    "negative 1":   (1, -1, True),
    "positive 2":   (2, 1, True),
    "negative 2":   (2, -1, True),
}  # fmt: skip
"""The kinds of what is said of intervals."""

ASYMPTOTE, DOMAIN = "asymptote", "domain"
"""The kind of a line; all others are of places."""

REGULAR = ("continuous", "differentiable")
"""The kinds that tell of what a theorem needs."""

_EVERYWHERE = ((-sp.oo, sp.oo),)


def check_course(f: TypedFunction, kind: str, on: Sequence[Interval], place: sp.Expr | None = None) -> Check:
    """Check that f, or its derivative of the order that ends the `kind`, does as that says on the intervals.

    Undecided where f is not known to, and without an interval unless it is so everywhere, or at the `place` that was
    spoken of. Raises what `study` raises.
    """
    order, sign, is_strict = COURSES[kind]
    if not on and signs_by_squares(derive(f, order=order).result) == {sign}:  # 2 - sin x > 0
        return _right(sp.S.Zero)
    found = _studied(f)
    first, second = (found.first, found.monotony, "first"), (found.second, found.bending, "second")
    slope, pieces, nth = first if order == 1 else second
    if not on:
        check = check_course(f, kind, _EVERYWHERE)
        is_there = place is not None and sp.sign(approximate(slope, {f.variable: place}, 15)) == sign
        return check if check.is_correct else Check(check.given, True if is_there else None, "proved")
    for a, b in on:
        met = [p for p in pieces if _is_wide(max(a, p.low), min(b, p.high))]
        if contrary := next((p for p in met if p.direction != sign), None):
            place = inside(max(a, contrary.low), min(b, contrary.high))
            value = substitute(slope, {f.variable: place})
            wrong = "not positive" if sign > 0 else "not negative"
            said = f"at {{}} = {{}} the {nth} derivative is {wrong}: it is {{}}"
            return _wrong(a, "another course", said, f.variable, place, value)
        zeros = [root.middle for root in real_roots(slope, f.variable).roots] if is_strict else []
        if any(_is_wide(a, zero) and _is_wide(zero, b) for zero in zeros):
            return _wrong(a, "another course", "the derivative is 0 at a place within")
        is_all = (a, b) == _EVERYWHERE[0]  # where f is defined
        if len(met) != 1 or (not is_all and (_is_wide(a, met[0].low) or _is_wide(met[0].high, b))):
            return Check(a, None, "proved")  # a place within where f is not defined
    return _right(on[0][0])


def check_kind(
    f: TypedFunction,
    kind: str,
    place: sp.Expr | None,
    value: sp.Expr | None,
    interval: tuple[sp.Expr, sp.Expr] | None = None,
) -> Check:
    """Check that f has at the place what `kind` names: a (local or global) maximum or minimum, or an inflection.

    With a `value`, that must be the function's there; without a place, that of one of this kind. Where it depends on an
    interval that is not known, it is undecided.

    Raises UnsupportedError if the function is periodic, and what `study` raises.
    """
    letters = sorted(f.expression.free_symbols, key=str)
    if place is not None and value is not None and len(letters) > 1:
        return _check_point(TypedFunction(f.typed, f.expression, tuple(letters)), kind, (place, value))
    if place is not None and value is not None and not _has_value(f, place, value):
        return _wrong(place, "value at the place", "the function has another value there")
    found = _studied(f, interval)
    reach, _, name = kind.rpartition(" ")
    if place is None:
        known = [e.place.x for e in found.extrema if e.kind == f"local {name}"]
        has_value = value is not None and any(_has_value(f, at, value) for at in known)
        return Check(value, True if has_value else None, "proved")
    if name == "inflection":
        is_one = any(_is_near(p.x, place) for p in found.inflections)
        return _right(place) if is_one else _wrong(place, "no inflection", "the second derivative keeps its sign there")
    extremum = next((e for e in found.extrema if _is_near(e.place.x, place)), None)
    if extremum is None:
        is_flat = compare(substitute(found.first, {f.variable: place}), sp.S.Zero).is_correct
        if reach == "local" or (is_flat and not reach) or interval is not None:
            return _wrong(place, "no extremum", "the derivative does not change its sign there")
        return Check(place, None, "proved")
    if extremum.kind != f"local {name}":
        return _wrong(place, "other extremum", f"it is a {'minimum' if name == 'maximum' else 'maximum'}")
    if reach != "global" or extremum.is_global:
        return _right(place)
    if interval is None or extremum.is_global is None:
        return Check(place, None, "proved")
    return _wrong(place, "local extremum alone", "elsewhere on the interval the function goes beyond this value")


def check_no_extremum(f: TypedFunction, place: sp.Expr) -> Check:
    """Check that f has neither a maximum nor a minimum at a place. Raises what `study` raises."""
    extremum = next((e for e in _studied(f).extrema if _is_near(e.place.x, place)), None)
    return _right(place) if extremum is None else _wrong(place, "other extremum", f"there is a {extremum.kind}")


def check_root(f: TypedFunction, interval: Interval) -> Check:
    """Check that f is 0 somewhere between two numbers."""
    found = real_roots(f.expression, f.variable)
    low, high = interval
    if any(low < root.middle < high for root in found.roots):
        return _right(low)
    said = "there is no such place between {} and {}"
    return _wrong(low, "no root", said, low, high) if found.are_all else Check(low, None, "proved")


def check_regularity(f: TypedFunction, kind: str, on: Sequence[Interval]) -> Check:
    """Check that f is continuous on the intervals, or differentiable within them. Raises what `study` raises."""
    for a, b in on:
        chart = study(f, None if a.is_infinite or b.is_infinite else (a, b)).chart
        places = [place for place in chart.places if a < place.x < b]
        corners = () if kind == "continuous" else ("corner", "cusp", "vertical tangent")
        if broken := next((p for p in places if not p.is_continuous or p.nature in corners), None):
            return _wrong(a, f"not {kind}", f"it is not {kind} at {{}} = {{}}", f.variable, broken.x)
        if any(not piece.is_defined and a <= piece.cell.low and piece.cell.high <= b for piece in chart.pieces):
            return _wrong(a, "not defined", "it is not defined on all of the interval")
    return _right(on[0][0])


def check_asymptote(f: TypedFunction, place: sp.Expr | None, line: sp.Expr | None) -> Check:
    """Check that f goes to infinity at the place, or nears the line, a function of x. Raises what `study` raises."""
    found = _studied(f)
    if line is None:
        there = (at for at in found.chart.places if _is_near(at.x, place))
        is_pole = any(limit is not None and limit.is_infinite for at in there for limit in (at.left, at.right))
        return _right(place) if is_pole else _wrong(place, "no asymptote", "the function does not go to infinity there")
    if any(compare(each.line, line).is_correct for each in found.asymptotes):
        return _right(line)
    if any(limit is sp.nan for _, limit in found.ends):
        return Check(line, None, "proved")
    known = [each.line for each in found.asymptotes]
    said = "the function nears {} at infinity" if known else "the function nears no line at infinity"
    return _wrong(line, "another asymptote", said, *known[:1])


def check_domain(f: TypedFunction, told: Sequence[Interval]) -> Check:
    """Check that f is defined within the open intervals told, and nowhere else; one from a number to it is that number.

    Undecided if it is defined elsewhere too. Raises what `study` raises.
    """
    ends = [Root(end) for interval in told for end in interval if end.is_finite]
    places = in_order([*_studied(f).chart.roots, *ends])
    samples = [*(place.exact for place in places), *(cell.inside for cell in cells(places, LINE))]
    within = {at: any(low < at < high or low == at == high for low, high in told) for at in samples if at is not None}
    defined = {at: all_hold(definedness(f.typed), {f.variable: at}) for at in within}
    if gap := next((at for at in within if within[at] and defined[at] is False), None):
        return _wrong(gap, "another domain", "the function is not defined at {} = {}", f.variable, gap)
    if within != defined:  # as far as a problem makes sense, perhaps
        return Check(f.variable, None, "proved")
    return _right(f.variable)


def _check_point(f: TypedFunction, kind: str, point: tuple[sp.Expr, ...]) -> Check:
    """Check the kind of a critical point of several variables."""
    for critical in critical_points(f).points:
        if all(map(_is_near, critical.at.values(), point)):
            if critical.kind == "undecided" or kind.startswith("global"):
                return Check(point[0], None, "proved")
            is_one = critical.kind.endswith(kind.rpartition(" ")[2])
            return _right(point[0]) if is_one else _wrong(point[0], "other extremum", f"it is a {critical.kind}")
    raise UnsupportedError("whether this is a critical point is not known")


def _studied(f: TypedFunction, interval: Interval | None = None) -> Study:
    found = study(f, interval)
    if found.repetition is not None:
        raise UnsupportedError("one period alone is studied")
    return found


def _right(given: sp.Expr) -> Check:
    return Check(given, True, "proved")


def _wrong(given: sp.Expr, rule: str, reason: str, *parts: sp.Expr) -> Check:
    return Check(given, False, "proved", diagnosis=(Diagnosis(rule, reason, parts),))


def _has_value(f: TypedFunction, place: sp.Expr, value: sp.Expr) -> bool:
    return _is_near(substitute(f.expression, {f.variable: place}), value)


def _is_wide(low: sp.Expr, high: sp.Expr) -> bool:
    """Return True if there is more between two ends than their rounding."""
    return bool(low < high) and (low.is_infinite or high.is_infinite or not _is_near(low, high))


def _is_near(a: sp.Expr, b: sp.Expr) -> bool:
    return bool(abs(approximate(a - b, {}, 15)) < _ROUNDED)
