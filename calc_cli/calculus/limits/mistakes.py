"""Why an answer to a limit is wrong: one side's value, a wrong sign, an indeterminate form taken for a number."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.algebra.unevaluated import is_divisor
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis, Given
from calc_cli.calculus.limits.limit_point import LimitPoint
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import OneSided
from calc_cli.errors import UndefinedError, UnsupportedError

if TYPE_CHECKING:
    from calc_cli.calculus.limits.limit import Limit

_INDETERMINATE = {
    "0/0": (0, 1),
    "oo/oo": (0, 1, sp.oo, -sp.oo),
    "oo - oo": (0, sp.oo),
    "0*oo": (0, sp.oo, -sp.oo),
    "1^oo": (1,),
    "0^0": (0, 1),
    "oo^0": (1,),
}
"""The numbers that an indeterminate form is mistaken for."""

_MOST_PARTS = 6
"""Of a function in which a number may have been ignored."""


def explained(check: Check, limit: "Limit") -> Check:
    """Return the check of an answer to the limit, with the mistake if a usual one gives the answer."""
    if check.is_correct is not False:
        return check
    given, f, value = check.given, limit.typed, limit.value
    found = list(_of_sides(given, limit.left, limit.right, value))
    if not found and len(limit.to) == 1 and given != "none":
        ((x, a),) = limit.to.items()
        place = LimitPoint(x, a, -1 if limit.right is None else 1)
        found = [*_of_degrees(given, f, place, value), *_of_forms(given, f, place)]
        if value is not None:
            found += _of_value(given, value, f, place)
            found = found or list(_of_quotient_rule(given, f, place))
            if given not in (0, *INFINITE):
                found += _of_factors(given, f, place)
            found = found or list(_of_other_questions(given, f, place))
            found.sort(key=lambda mistake: mistake.rank)
    limits = [value, *(side.exact_limit for side in limit.sides)]
    if not found and given not in ("none", *INFINITE) and any(each in INFINITE for each in limits):
        found = [Diagnosis("infinity overlooked", "the values grow beyond all bounds: they go to no number")]
    return replace(check, diagnosis=tuple(found[:2]))


def _of_sides(
    given: Given, left: OneSided | None, right: OneSided | None, value: sp.Expr | None
) -> Iterator[Diagnosis]:
    """About what the two sides do."""
    sides = [side for side in (left, right) if side is not None]
    if value is None and given != "none":
        for side, other, name in ((left, right, "left"), (right, left, "right")):
            if side is not None and other is not None and _is(given, side.exact_limit):
                there = () if other.exact_limit is None else (other.exact_limit,)
                place = f"this is the limit from the {name} alone"
                said = f"{place}; from the other side it is {{}}" if there else place
                yield Diagnosis("one side only", said, there, place=place)
        if any(side.range is not None for side in sides):
            yield Diagnosis("oscillation overlooked", "the values go on oscillating and do not settle on any number")
    elif value is not None and given == "none":
        name, said, place = (
            "limit overlooked",
            "both sides go to {}: the limit exists",
            "both sides go to the same: the limit exists",
        )
        if value in INFINITE:
            name, said, place = "infinite limit", "an infinite limit is written {}", "an infinite limit is one too"
        elif len(sides) < 2:
            place = "the limit exists; that a rule gives none says nothing"
            said = "the limit exists, as {}; that a rule gives none says nothing"
        elif None in [side.exact_limit for side in sides]:
            return
        yield Diagnosis(name, said, (value,), place=place)


def _of_forms(given: sp.Expr, f: sp.Expr, place: LimitPoint) -> Iterator[Diagnosis]:
    """0/0 taken for 0 or 1, oo - oo for 0, and the like."""
    form = place.form(f)
    if given in _INDETERMINATE.get(form, ()):
        yield Diagnosis(
            "indeterminate form", f"{form} is not a number: it may come to anything, so it is not {{}}", (given,)
        )


def _of_degrees(given: sp.Expr, f: sp.Expr, place: LimitPoint, value: sp.Expr | None) -> Iterator[Diagnosis]:
    """Degrees compared wrongly, of a quotient of polynomials at infinity: another one's limit."""
    if place.a not in INFINITE or value is None or not f.is_rational_function(place.x):
        return
    above, below = (sp.Poly(part, place.x) for part in sp.fraction(sp.together(f)))
    others = [0, *INFINITE] if above.degree() == below.degree() else [above.LC() / below.LC(), 0, *INFINITE]
    if below.degree() and given in others and given not in (value, -value):
        degrees = "is of the same degree as the denominator"
        if above.degree() != below.degree():
            degrees = f"is of degree {above.degree()}, and the denominator of degree {below.degree()}"
        yield Diagnosis("degrees compared wrongly", f"the numerator {degrees}")
    elif 0 not in (above.TC(), below.TC()) and given == above.TC() / below.TC():
        yield Diagnosis("degrees compared wrongly", "the terms of the highest degree decide, not the constants")


def _of_factors(given: sp.Expr, f: sp.Expr, place: LimitPoint) -> Iterator[Diagnosis]:
    """Yield a number that is ignored, as the 5 in sin(5x)/x."""
    parts = {part for part in sp.preorder_traversal(f) if part.is_Mul and part.has(place.x)}
    for part in sorted(parts, key=str)[:_MOST_PARTS]:
        for number in part.args:
            if number.is_Rational and abs(number) != 1:
                ignored = f.xreplace({part: sp.Mul(*(factor for factor in part.args if factor is not number))})
                if _is(given, place.limit(ignored)):
                    yield Diagnosis("factor ignored", "the {} in {} is ignored", (number, part), rank=0)
                    return


def _of_other_questions(given: sp.Expr, f: sp.Expr, place: LimitPoint) -> Iterator[Diagnosis]:
    """Yield a rule used where it does not hold, and a value that is taken for the limit."""
    x, a = place.x, place.a
    above, below = sp.fraction(f)
    if given == 1 and a in INFINITE and f.has(sp.sin, sp.tan):
        yield Diagnosis("known limit at the wrong end", "sin(u)/u goes to 1 where u goes to 0, and not at infinity")
    is_determinate = not place.form(f) and above.has(x) and below.has(x)
    if is_determinate and _is(given, place.limit(differentiate(above, x) / differentiate(below, x))):
        said = "the form is not indeterminate: l'Hopital's rule does not apply"
        yield Diagnosis("l'Hopital's rule on a determinate form", said)
    constant = sp.Add(*(term for term in sp.Add.make_args(above) if not term.has(x)))
    if constant != 0 and given in (-constant, constant) and a == 0:
        said = "this is the value of the function, not the slope that is asked for"
        yield Diagnosis("value in place of the slope", said)
    elif given == a and given not in (0, 1):
        yield Diagnosis("place in place of the limit", "this is where {} goes, not where the function does", (x,))


def _of_value(given: sp.Expr, value: sp.Expr, f: sp.Expr, place: LimitPoint) -> Iterator[Diagnosis]:
    """Yield the limit with another sign, or upside down."""
    if value in INFINITE:
        if given == -value:
            yield Diagnosis("sign turned", "the sign is wrong: the limit is {}", (value,), place="the sign is wrong")
    elif given in INFINITE:
        yield Diagnosis("bound overlooked", "the values do not grow beyond all bounds")
    elif value != 0:
        if _is(given, -value):
            has_root = place.a is -sp.oo and any(p.exp.is_Rational and p.exp.q == 2 for p in f.atoms(sp.Pow))
            said = "the sign is wrong" + (": sqrt(x^2) is -x for x < 0" if has_root else "")
            yield Diagnosis("sign turned", said, rank=int(not has_root))
        elif _is(given, 1 / value):
            yield Diagnosis("upside down", "this is the reciprocal of the limit: numerator and denominator are swapped")


def _of_quotient_rule(given: sp.Expr, f: sp.Expr, place: LimitPoint) -> Iterator[Diagnosis]:
    """L'Hopital's rule with the derivative of the quotient in the place of the quotient of the derivatives."""
    if not (f.is_Mul and any(map(is_divisor, f.args)) and place.form(f) in ("0/0", "oo/oo")):
        return
    try:
        derivative = differentiate(f, place.x)
    except (UndefinedError, UnsupportedError):
        return
    if _is(given, place.limit(derivative)):
        said = "l'Hopital's rule takes the quotient of the derivatives, not the derivative of the quotient"
        yield Diagnosis("quotient rule for l'Hopital's", said)


def _is(given: sp.Expr, limit: sp.Expr | None) -> bool:
    if limit is None or given == limit:
        return limit is not None
    return given not in INFINITE and limit not in INFINITE and bool(compare(limit, given).is_correct)
