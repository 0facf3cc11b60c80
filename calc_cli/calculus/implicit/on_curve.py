"""Decide if two expressions in x and y are equal on the curve of an equation: 25 is x^2 + y^2 on x^2 + y^2 = 25.

First by algebra: if the numerator of the difference is divisible by the equation, they are. Else at points of the
curve, each enclosed between two numbers where the sign of the equation certainly changes; one point at which the
values certainly differ refutes the answer, and then the branches tell whether it holds on some of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TypeAlias

import sympy as sp
from sympy.polys.polyerrors import BasePolynomialError

from calc_cli.algebra.enclosures.enclosure import Value, as_float, exactly, is_within, sign
from calc_cli.algebra.evaluate import at_values, differ, value_on
from calc_cli.algebra.root import BITS, Root
from calc_cli.algebra.root_search import Interval
from calc_cli.algebra.roots import SEARCHED, sign_changes
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.equality.verdict import Check, Counterexample, Remark
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.errors import UndefinedError, UnsupportedError

_ABSCISSAS = ("2", "-2", "1/2", "-1/2", "3", "-3", "7/2", "-7/2", "1/20", "-1/20", "6", "-6", "1/3", "9/7", "-9/7")
_PARAMETERS = ("3/2", "7/3", "5/4", "8/3", "-7/4", "2", "11/5")
_NEAR = (sp.Rational(-59, 8), sp.Rational(59, 8))
"""Where points of a curve are looked for first: sin y = x has a few branches here, and every other is like them."""

_ENOUGH = 6
_MOST = 24


CurvePoint: TypeAlias = Mapping[sp.Symbol, Root]
"""A point of a curve: rational numbers for all variables but one, which may be enclosed."""


def points_of(curve: Curve, others: frozenset[sp.Symbol]) -> Iterator[CurvePoint]:
    """Points of the curve, on several branches; `others` are variables besides x and y that need a value."""
    names = sorted((others | curve.equation.free_symbols) - {curve.x, curve.y}, key=str)
    for k in range(3 if names else 1):
        values = {name: sp.Rational(_PARAMETERS[(i + 2 * k) % len(_PARAMETERS)]) for i, name in enumerate(names)}
        f = at_values(curve.equation, values)
        for given, sought in ((curve.x, curve.y), (curve.y, curve.x)):
            for text in _ABSCISSAS:
                place = {given: sp.Rational(text)}
                with suppress(UndefinedError, UnsupportedError):
                    there = at_values(f, place)
                    found = _roots(there, sought, _NEAR) or _roots(there, sought, SEARCHED)
                    known = {name: Root(a) for name, a in (place | values).items()}
                    yield from [{**known, sought: root} for root in found]


def _roots(f: sp.Expr, x: sp.Symbol, searched: Interval) -> list[Root]:
    """Return where f is 0, as far as an enclosure of its value tells: to prove it of exact roots takes seconds."""
    found = ((root, _value(f, {x: root})) for root in sign_changes(f, x, searched=searched).roots)
    return [root for root, value in found if value is not None and not sign(value)]


def compare_on_curve(curve: Curve, expected: sp.Expr, given: sp.Expr) -> Check:
    """Tell whether `given`, as typed, equals `expected` on the curve wherever both are defined."""
    try:
        value = sp.together(at_values(given, {}) - expected)
    except UndefinedError:
        return Check(given, False, "proved")
    if value.is_zero or vanishes(value) or _is_divisible(curve, value):
        return Check(given, True, "proved")
    return _sampled(curve, expected, given)


def _is_divisible(curve: Curve, difference: sp.Expr) -> bool:
    """Return True if the numerator is a multiple of the equation, as polynomials in whatever they consist of."""
    top, _ = sp.fraction(difference)
    equation, _ = sp.fraction(sp.together(curve.equation))
    try:
        found, by = sp.Poly(top), sp.Poly(equation)
        generators = tuple(dict.fromkeys((*by.gens, *found.gens)))
        if len(generators) > 8 or found.total_degree() > 60:
            return False
        _, rest = sp.reduced(sp.expand(top), [sp.expand(equation)], *generators)
    except BasePolynomialError:
        return False
    return bool(rest == 0)


def _sampled(curve: Curve, expected: sp.Expr, given: sp.Expr) -> Check:
    same: list[CurvePoint] = []
    different: list[tuple[CurvePoint, Value, Value]] = []
    undefined: list[CurvePoint] = []
    tried = 0
    for tried, point in enumerate(points_of(curve, frozenset(expected.free_symbols | given.free_symbols)), 1):
        first, second = _value(expected, point), _value(given, point)
        if first is None:
            continue
        if second is None:
            undefined.append(point)
            continue
        if differ(first, second, 2 * BITS):
            different.append((point, first, second))
        else:
            same.append(point)
        if tried >= _MOST and len(same) + len(different) >= _ENOUGH:
            break
    remarks = (Remark("given undefined", at=_coordinates(undefined[0])),) if undefined and (same or different) else ()
    if different:
        point, first, second = min(different, key=lambda row: not all(map(_is_rational, row[0].values())))
        values = Counterexample(_coordinates(point), _shown(first), _shown(second))
        where = _branch(curve, same, [row[0] for row in different])
        return Check(given, False, "proved", values, remarks=(*where, *remarks))
    if len(same) < 2:
        text = "no real point of the curve was found" if not tried else "too few points of the curve were found to tell"
        return Check(given, None, remarks=(Remark("reason", text=text), *remarks))
    return Check(given, True, "sampled", remarks=remarks)


def _value(e: sp.Expr, point: CurvePoint) -> Value | None:
    """Return the value, None where there is none or it is not known well enough."""
    with suppress(UndefinedError):
        value = value_on(e, {x: root.value(2 * BITS) for x, root in point.items()}, 2 * BITS)
        return value if value is not None and is_within(value, -BITS // 2) else None
    return None


def _is_rational(root: Root) -> bool:
    return root.exact is not None and bool(root.exact.is_Rational)


def _coordinates(point: CurvePoint) -> dict[sp.Symbol, sp.Expr]:
    """Return the coordinates as they are told: exact, or with 12 digits."""
    return {x: root.middle if _is_rational(root) else sp.N(root.middle, 12) for x, root in point.items()}


def _shown(value: Value) -> sp.Expr:
    exact = exactly(value)
    return as_float(value, 12) if exact is None else sp.Rational(int(exact.p), int(exact.q))


def _branch(curve: Curve, same: list[CurvePoint], different: list[CurvePoint]) -> tuple[Remark, ...]:
    """Tell that the answer holds where a variable or ∂F/∂y has one sign, if it fails where that has the other."""
    if len(same) < 2:
        return ()
    across = tidy(curve.partials[1])
    for quantity in (curve.y, curve.x, -across if across.could_extract_minus_sign() else across):
        for relation, side in ((sp.Gt, 1), (sp.Lt, -1)):
            if all(_sign(p, quantity) == side for p in same) and all(_sign(p, quantity) == -side for p in different):
                return (Remark("equal only", where=(relation(quantity, 0),)),)
    return ()


def _sign(point: CurvePoint, quantity: sp.Expr) -> int | None:
    value = _value(quantity, point)
    return None if value is None else sign(value)
