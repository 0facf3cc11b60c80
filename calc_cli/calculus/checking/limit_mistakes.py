"""Why an answer to a limit is wrong: one side's value, a wrong sign, an indeterminate form taken for a number.

Each usual mistake is a pair: what it leads to, and how it is told. Those that lead to the answer are named, of the
first group in which there are any.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

import sympy as sp

from calc_cli.algebra.unevaluated import is_divisor
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.judge import compared
from calc_cli.calculus.checking.misreading import without_conjugate, without_root
from calc_cli.calculus.checking.replay import Replay, number, plus, same, times
from calc_cli.calculus.checking.slips import slips
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.limit_point import LimitPoint
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError, UnsupportedError

Mistakes = Iterator[tuple[sp.Expr | None, Diagnosis]]
"""A wrong answer, and how its mistake is told."""

_INDETERMINATE = {
    "0/0": (0, 1, sp.oo, -sp.oo),
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


@dataclass(frozen=True, slots=True)
class _Answer:
    """A wrong answer to the limit of `f` at a `place`, which is `value`, or None if it does not exist."""

    given: sp.Expr
    f: sp.Expr
    value: sp.Expr | None
    place: LimitPoint


def explained(found: Limit) -> Limit:
    """Return the limit with the mistake in its check, if a usual one gives the answer."""
    check = found.check
    if check is None or check.is_correct is not False:
        return found
    told = list(_of_sides(found))
    if not told and len(found.to) == 1 and isinstance(check.given, sp.Expr):
        ((x, a),) = found.to.items()
        answer = _Answer(check.given, found.typed, found.value, LimitPoint(x, a, -1 if found.right is None else 1))
        for group in _GROUPS if found.value is not None else _GROUPS[:1]:
            pairs = (pair for mistakes in group for pair in mistakes(answer))
            told = told or [each for value, each in pairs if _is(check.given, value)]
    limits = [found.value, *(side.exact_limit for side in found.sides)]
    is_number = isinstance(check.given, sp.Expr) and check.given not in INFINITE
    if not told and is_number and any(each in INFINITE for each in limits):
        told = [Diagnosis("infinity overlooked", "the values grow beyond all bounds: they go to no number")]
    if not told and is_number and found.value is not None and len(found.to) == 1:
        try:
            told = list(islice(_of_derivatives(check.given, found.typed, *next(iter(found.to.items()))), 2))
        except (UndefinedError, UnsupportedError):
            return found
    told.sort(key=lambda mistake: mistake.rank)
    return replace(found, check=with_diagnosis(check, tuple(told[:2])))


def _of_sides(found: Limit) -> Iterator[Diagnosis]:
    """Yield what is overlooked of the two sides."""
    given = None if found.check is None else found.check.given
    value, sides = found.value, found.sides
    if value is None and given != "none":
        for side, other, name in ((found.left, found.right, "left"), (found.right, found.left, "right")):
            if side is not None and other is not None and _is(given, side.exact_limit):
                there = () if other.exact_limit is None else (other.exact_limit,)
                place = f"this is the limit from the {name} alone"
                said = f"{place}; from the other side it is {{}}" if there else place
                yield Diagnosis("one side only", said, there, place=place)
        if any(side.range is not None for side in sides):
            yield Diagnosis("oscillation overlooked", "the values go on oscillating and do not settle on any number")
    elif value is not None and isinstance(given, str):
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
            if any(case.verdict.value is None for case in found.cases):
                said, place = "for some parameters the limit exists: {}", "for some parameters the limit exists"
        elif None in [side.exact_limit for side in sides]:
            return
        yield Diagnosis(name, said, (value,), place=place)


def _of_degrees(answer: _Answer) -> Mistakes:
    """Degrees compared wrongly, of a quotient of polynomials at infinity: another one's limit."""
    f, x = answer.f, answer.place.x
    if answer.place.a not in INFINITE or answer.value is None or not f.is_rational_function(x):
        return
    above, below = (sp.Poly(part, x) for part in sp.fraction(sp.together(f)))
    degrees, is_same = (above.degree(), below.degree()), above.degree() == below.degree()
    said = f"is of degree {degrees[0]}, and the denominator of degree {degrees[1]}"
    said = "is of the same degree as the denominator" if is_same else said
    others = {sp.S.Zero, *INFINITE, *([] if is_same else [above.LC() / below.LC()])} - {answer.value, -answer.value}
    for other in others if degrees[1] else ():
        yield other, Diagnosis("degrees compared wrongly", f"the numerator {said}")
    ratios = {a / b: (a * x**m, b * x**n) for (m,), a in above.terms() for (n,), b in below.terms()}
    for ratio, terms in ratios.items():
        if ratio not in others and ratio != answer.value:
            said = "the terms of the highest degree decide, not {} and {}"
            yield ratio, Diagnosis("degrees compared wrongly", said, terms, rank=2)


def _of_forms(answer: _Answer) -> Mistakes:
    """0/0 taken for 0 or 1, oo - oo for 0, and the like."""
    form = answer.place.form(answer.f)
    said = f"{form} is not a number: it may come to anything, so it is not {{}}"
    for taken in map(sp.sympify, _INDETERMINATE.get(form, ())):
        yield taken, Diagnosis("indeterminate form", said, (taken,))


def _of_factors(answer: _Answer) -> Mistakes:
    """Yield what comes of ignoring a number, as the 5 in sin(5x)/x."""
    if answer.value is None or answer.given in (0, *INFINITE):
        return
    parts = {part for part in sp.preorder_traversal(answer.f) if part.is_Mul and part.has(answer.place.x)}
    for part in sorted(parts, key=str)[:_MOST_PARTS]:
        for factor in part.args:
            if factor.is_Rational and abs(factor) != 1:
                ignored = answer.f.xreplace({part: sp.Mul(*(other for other in part.args if other is not factor))})
                without = answer.place.limit(ignored)
                yield without, Diagnosis("factor ignored", "the {} in {} is ignored", (factor, part), rank=0)
                if without not in (None, 0, 1, -1) and answer.value.is_Rational and without.is_Rational:
                    said = "the {} in {} belongs on the other side of the fraction bar"
                    yield without**2 / answer.value, Diagnosis("factor on the wrong side", said, (factor, part))


def _of_value(answer: _Answer) -> Mistakes:
    """Yield the limit with another sign, or upside down."""
    value, place = answer.value, answer.place
    if value is None or value == 0:
        return
    said = Diagnosis("sign turned", "the sign is wrong: the limit is {}", (value,), place="the sign is wrong")
    if value not in INFINITE:
        roots = (p.exp for p in answer.f.atoms(sp.Pow))
        has_root = place.a is -sp.oo and any(p.is_Rational and p.q == 2 for p in roots)
        why = ": sqrt(x^2) is -x for x < 0" if has_root else ""
        said = Diagnosis("sign turned", f"the sign is wrong{why}", rank=int(not has_root))
        told = "this is the reciprocal of the limit: numerator and denominator are swapped"
        if place.form(answer.f) == "1^oo":
            told = "this is the reciprocal of the limit: the sign in the exponent is wrong"
        yield 1 / value, Diagnosis("upside down", told)
        yield from (
            (end, Diagnosis("bound overlooked", "the values do not grow beyond all bounds")) for end in INFINITE
        )
    yield -value, said


def _of_quotient_rule(answer: _Answer) -> Mistakes:
    """L'Hopital's rule with the derivative of the quotient in the place of the quotient of the derivatives."""
    f, place = answer.f, answer.place
    if not (f.is_Mul and any(map(is_divisor, f.args)) and place.form(f) in ("0/0", "oo/oo")):
        return
    said = "l'Hopital's rule takes the quotient of the derivatives, not the derivative of the quotient"
    try:
        yield place.limit(differentiate(f, place.x)), Diagnosis("quotient rule for l'Hopital's", said)
    except (UndefinedError, UnsupportedError):
        return


def _of_other_questions(answer: _Answer) -> Mistakes:
    """Yield what a rule gives where it does not hold, and a value that is taken for the limit."""
    f, place, x, a = answer.f, answer.place, answer.place.x, answer.place.a
    above, below = sp.fraction(f)
    if any(place.limit(u.args[0]) in INFINITE for u in f.atoms(sp.sin, sp.tan)):
        said = "sin(u)/u goes to 1 where u goes to 0, and not at infinity"
        yield sp.S.One, Diagnosis("known limit at the wrong end", said)
    if above.has(x) and below.has(x):
        yield from _of_hopital(above, below, place)
    for wrong in chain(without_conjugate(f), without_root(f)):
        said = "the conjugate is multiplied above and below the bar"
        yield place.limit(wrong), Diagnosis("conjugate forgotten", said, rank=0)
    if a.is_finite and (value := number(f, {x: a})) is not None and value != number(answer.value or a, {}):
        yield f.xreplace({x: a}), Diagnosis("value in place of the limit", "this is the value there, not the limit")
    constant = sp.Add(*(term for term in sp.Add.make_args(above) if not term.has(x)))
    if constant != 0 and answer.given in (-constant, constant) and a == 0:
        said = "this is the value of the function, not the slope that is asked for"
        yield answer.given, Diagnosis("value in place of the slope", said)
    elif a not in (0, 1):
        said = "this is where {} goes, not where the function does"
        yield a, Diagnosis("place in place of the limit", said, (x,))


def _of_hopital(above: sp.Expr, below: sp.Expr, place: LimitPoint) -> Mistakes:
    """L'Hopital's rule where the form is not indeterminate, or with one derivative alone."""
    x, form = place.x, place.form(above / below)
    for _ in range(_MOST_TIMES if form else 0):
        once = differentiate(above, x), differentiate(below, x)
        for wrong, which in ((once[0] / below, "denominator"), (above / once[1], "numerator")):
            said = f"l'Hopital's rule differentiates the {which} too"
            yield place.limit(wrong), Diagnosis("only one derivative in l'Hopital's rule", said)
        above, below = once
        if below == 0 or not place.form(above / below):
            break
    if differentiate(below, x) != 0:
        said = "the form is not indeterminate: l'Hopital's rule does not apply"
        said = "the form is not indeterminate any more: l'Hopital's rule does not apply again" if form else said
        ratio = differentiate(above, x) / differentiate(below, x)
        yield place.limit(ratio), Diagnosis("l'Hopital's rule on a determinate form", said)


_MOST_TIMES = 3
"""That the rule is applied."""


_GROUPS: tuple[tuple[Callable[[_Answer], Mistakes], ...], ...] = (
    (_of_degrees, _of_forms, _of_value, _of_factors),
    (_of_quotient_rule,),
    (_of_other_questions,),
)


def _of_derivatives(given: sp.Expr, f: sp.Expr, x: sp.Symbol, a: sp.Expr) -> Iterator[Diagnosis]:
    """Yield the slips in one derivative of a quotient 0/0, the other being right, that give the answer at `a`."""
    above, below = (sp.sympify(part) for part in sp.fraction(f))
    if not a.is_finite or number(above, {x: a}) != 0 or number(below, {x: a}) != 0:
        return
    top, bottom = Replay(above, x, [{x: a}]), Replay(below, x, [{x: a}])
    wanted, told = number(given, {}), set[str]()
    for replay, other, is_top in ((top, bottom, True), (bottom, top, False)):
        for slip in sorted(slips(replay), key=lambda slip: slip.mistake.rank):
            (wrong,), (right,) = plus(replay.whole.slope, slip.change), other.whole.slope
            if slip.mistake.rank > 1 or slip.mistake.name in told or None in (wrong, right):
                continue
            over, under = (wrong, right) if is_top else (right, wrong)
            if under and same((over,), times((wanted,), (under,))):
                said = slip.diagnosis(x)
                told.add(said.rule)
                yield said.after("possibly, in l'Hopital's rule:")


def _is(given: object, limit: sp.Expr | None) -> bool:
    return limit is not None and isinstance(given, sp.Expr) and bool(compared(limit, given).is_correct)
