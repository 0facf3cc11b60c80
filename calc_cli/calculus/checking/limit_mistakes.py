"""Why an answer to a limit is wrong: one side's value, a wrong sign, an indeterminate form taken for a number.

Of the groups of usual mistakes, the first is told in which there are any that lead to the answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

import sympy as sp

from calc_cli.algebra.unevaluated import is_divisor
from calc_cli.calculus.checking.candidates import misreadings_of
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import Mistaken, WrongAnswer, compared, named
from calc_cli.calculus.checking.replay import Replay, number
from calc_cli.calculus.checking.slips import SELDOM, slips
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.limit_point import LimitPoint, quotient
from calc_cli.calculus.limits.numbers import INFINITE

MOST_TOLD = 2

_MOST_FOUND = 4
"""Of which the commonest are told."""

_INDETERMINATE: dict[str, tuple[object, ...]] = {
    **dict.fromkeys(("0/0", "oo/oo"), (0, 1, *INFINITE)),
    **dict.fromkeys(("oo - oo", "0*oo"), (0, *INFINITE)),
    **dict.fromkeys(("1^oo", "oo^0"), (1,)),
    "0^0": (0, 1),
}
"""The numbers that an indeterminate form is mistaken for."""

QUOTIENT_RULE = Diagnosis(
    "quotient rule for l'Hopital's",
    "l'Hopital's rule takes the quotient of the derivatives, not the derivative of the quotient",
)

ROOT_OF_SQUARE = Diagnosis("sign turned", "the sign is wrong: sqrt(x^2) is -x for x < 0", rank=0)

_MOST_PARTS = 6
"""Of a function in which a factor may have been ignored."""

_MOST_TIMES = 3
"""That l'Hopital's rule is applied."""


def explained(found: Limit) -> Limit:
    """Return the limit with the mistake in its check, if a usual one gives the answer."""
    check = found.check
    if check is None or check.is_correct is not False:
        return found
    if isinstance(check.given, sp.Expr):
        told = tuple(_of_one_approach(found, check.given)) or _of_number(found, check.given)
    else:
        told = _of_existence(found)
    return replace(found, check=with_diagnosis(check, told[:MOST_TOLD]))


def _of_one_approach(found: Limit, given: sp.Expr) -> Iterator[Diagnosis]:
    """Yield the side or the path along which this is the limit, if there is none, or that there is none on a side."""
    if found.value is not None:
        return
    for side, other, name in ((found.left, found.right, "left"), (found.right, found.left, "right")):
        if side is not None and other is not None and _is(given, side.exact_limit):
            there = () if other.exact_limit is None else (other.exact_limit,)
            place = f"this is the limit from the {name} alone"
            said = f"{place}; from the other side it is {{}}" if there else place
            yield Diagnosis("one side only", said, there, place=place)
    if any(side.range is not None for side in found.sides):
        yield Diagnosis("oscillation overlooked", "the values go on oscillating and do not settle on any number")
    for path in found.paths:
        if _is(given, path.limit.exact_limit):
            along = [sp.Eq(x, on, evaluate=False) for x, on in path.equations(found.to).items()]
            yield Diagnosis(
                "one path only", f"this is the limit along {', '.join('{}' for _ in along)} alone", (*along,)
            )


def _of_existence(found: Limit) -> tuple[Diagnosis, ...]:
    """Return what is overlooked where it is said that there is no limit."""
    value = found.value
    if value is None:
        return ()
    name, place = "limit overlooked", "the limit exists; that a rule gives none says nothing"
    if value in INFINITE:
        name, place = "infinite limit", "an infinite limit is one too"
    elif len(found.sides) > 1:
        place = "both sides go to the same: the limit exists"
    elif any(case.verdict.value is None for case in found.cases):
        place = "for some parameters the limit exists"
    return (Diagnosis(name, f"{place}: it is {{}}", (value,), place=place),)


def _is(given: object, limit: sp.Expr | None) -> bool:
    return limit is not None and isinstance(given, sp.Expr) and bool(compared(limit, given).is_correct)


def _of_number(found: Limit, given: sp.Expr) -> tuple[Diagnosis, ...]:
    told: tuple[Diagnosis, ...] = ()
    limits = [found.value, *(side.exact_limit for side in found.sides)]
    is_infinite = given not in INFINITE and any(limit in INFINITE for limit in limits)
    if len(found.to) == 1:
        ((x, a),) = found.to.items()
        right = sp.S.NaN if found.value is None else found.value
        there = {x: a} if a.is_number and a.is_finite else {}
        q = WrongAnswer(found.typed, found.typed, x, right, given, given, at=there)
        place = LimitPoint(x, a, -1 if found.right is None else 1)
        if given.has(x):
            if _is(place.limit(given) or given, found.value):
                return (Diagnosis("variable kept", "{} is still to go to {}", (x, a)),)
            q = replace(q, given=place.limit(given) or given)
        groups = _GROUPS[:1] if is_infinite or found.value is None else _GROUPS
        for group in groups:
            told = told or named(q, chain.from_iterable(mistakes(q, place) for mistakes in group), _MOST_FOUND)
    if not told and is_infinite:
        told = (Diagnosis("infinity overlooked", "the values grow beyond all bounds: they go to no number"),)
    return told


def _of_degrees(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """Degrees compared wrongly, of a quotient of polynomials at infinity: another one's limit."""
    f, x, value = q.typed, q.x, q.expected
    if value is sp.S.NaN or not f.is_rational_function(x):
        return
    above, below = (sp.Poly(part, x) for part in sp.fraction(sp.together(f)))
    degrees, is_same = (above.degree(), below.degree()), above.degree() == below.degree()
    if place.a not in INFINITE:
        if is_same and place.form(f) == "0/0":
            said = "the coefficients of the highest degree decide only where {} goes to infinity"
            yield above.LC() / below.LC(), Diagnosis("degrees compared at a finite place", said, (x,), rank=0)
        return
    said = f"is of degree {degrees[0]}, and the denominator of degree {degrees[1]}"
    said = "is of the same degree as the denominator" if is_same else said
    others = {sp.S.Zero, *INFINITE, *([] if is_same else [above.LC() / below.LC()])} - {value, -value}
    for other in others if degrees[1] else ():
        yield other, Diagnosis("degrees compared wrongly", f"the numerator {said}")
    for a in above.coeffs():
        for b in below.coeffs():
            yield a / b, Diagnosis("degrees compared wrongly", "the terms of the highest degree decide", rank=2)


def _of_forms(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """0/0 taken for 0 or 1, oo - oo for 0, and the like."""
    form = place.form(q.typed)
    said = f"{form} is not a number: it may come to anything, so it is not {{}}"
    for taken in map(sp.sympify, _INDETERMINATE.get(form, ())):
        yield taken, Diagnosis("indeterminate form", said, (taken,))


def _of_value(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """Yield the limit with another sign, or upside down."""
    value = q.expected
    if value in (0, sp.S.NaN):
        return
    has_root = has_root_of_negatives(q.typed, place.a) and value not in INFINITE
    if value not in INFINITE:
        told = "this is the reciprocal of the limit: numerator and denominator are swapped"
        if place.form(q.typed) == "1^oo":
            told = "this is the reciprocal of the limit: the sign in the exponent is wrong"
        yield 1 / value, Diagnosis("upside down", told, rank=0)
        for end in INFINITE:
            yield end, Diagnosis("bound overlooked", "the values do not grow beyond all bounds")
    yield -value, ROOT_OF_SQUARE if has_root else Diagnosis("sign turned", "the sign is wrong")


def has_root_of_negatives(typed: sp.Expr, a: sp.Expr) -> bool:
    """Return True for a square root where x goes to -oo."""
    exponents = (p.exp for p in typed.atoms(sp.Pow))
    return a is -sp.oo and any(n.is_Rational and n.q == 2 for n in exponents)


def _of_factors(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """Yield what comes of ignoring a number or letter, as the 5 in sin(5x)/x."""
    if q.expected is sp.S.NaN or q.given in (0, *INFINITE):
        return
    if q.typed.has(sp.sin, sp.tan) and place.form(q.typed) == "0/0":
        said = "sin(u)/u and tan(u)/u go to 1 only with the same u above and below"
        yield sp.S.One, Diagnosis("known limit with another factor", said, rank=0)
    parts = {part for part in sp.preorder_traversal(q.typed) if part.is_Mul and part.has(q.x)}
    for part in sorted(parts, key=str)[:_MOST_PARTS]:
        for factor in part.args:
            if not factor.has(q.x) and factor not in (1, -1):
                ignored = sp.Mul(*(other for other in part.args if other is not factor))
                without = place.limit(q.typed.xreplace({part: ignored}))
                if without is not None:
                    yield without, Diagnosis("factor ignored", "the {} in {} is ignored", (factor, part), rank=0)
                if without not in (None, 0, 1, -1, *INFINITE) and q.expected not in (0, *INFINITE):
                    said = "the {} in {} belongs on the other side of the fraction bar"
                    turned = q.typed.xreplace({part: ignored / factor})
                    yield partial(place.limit, turned), Diagnosis("factor on the wrong side", said, (factor, part))


def _of_exponents(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """Yield e^(a + b) for the limit e^(a b) of (1 + a/x)^(b x), and the limit without the root of a coefficient."""
    f, x = q.typed, q.x
    if f.is_Pow and place.form(f) == "1^oo":
        t = 1 / x if place.a in INFINITE else x - place.a
        a, b = place.limit((f.base - 1) / t), place.limit(f.exp * t)
        if a is not None and b is not None:
            yield sp.exp(a + b), Diagnosis("exponents added", "the exponents are multiplied, not added")
    roots = f.atoms(sp.Pow) if place.a in INFINITE else ()
    for root in sorted((r for r in roots if r.exp.is_Rational and not r.exp.is_Integer), key=str):
        if root.base.is_polynomial(x) and (c := sp.LC(root.base, x)).is_positive and c != 1:
            said = "the root is taken of the coefficient in {} too"
            wrong = f.xreplace({root: c ** (1 - root.exp) * root})
            yield partial(place.limit, wrong), Diagnosis("root of the coefficient", said, (root,))


def _of_quotient_rule(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """L'Hopital's rule with the derivative of the quotient in the place of the quotient of the derivatives."""
    f = q.typed
    if f.is_Mul and any(map(is_divisor, f.args)) and place.form(f) in ("0/0", "oo/oo"):
        yield lambda: place.limit(differentiate(f, q.x)), QUOTIENT_RULE


def _of_other_questions(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """Yield what a rule gives where it does not hold, and a value that is taken for the limit."""
    f, x, a = q.typed, q.x, place.a
    above, below = sp.fraction(f)
    if any(place.limit(u.args[0]) in INFINITE for u in f.atoms(sp.sin, sp.tan)):
        said = "sin(u)/u goes to 1 where u goes to 0, and not at infinity"
        yield sp.S.One, Diagnosis("known limit at the wrong end", said)
    if above.has(x) and below.has(x):
        yield from _of_hopital(above, below, place)
    if a.is_finite:
        yield f.xreplace({x: a}), Diagnosis("value in place of the limit", "this is the value there, not the limit")
    constant = sp.Add(*(term for term in sp.Add.make_args(above) if not term.has(x)))
    if constant != 0 and q.given in (-constant, constant) and a == 0:
        said = "this is the value of the function, not the slope that is asked for"
        yield q.given, Diagnosis("value in place of the slope", said)
    elif a not in (0, 1):
        said = "this is where {} goes, not where the function does"
        yield a, Diagnosis("place in place of the limit", said, (x,))


def _of_algebra(q: WrongAnswer, place: LimitPoint) -> Mistaken:
    """Yield what comes of the function or of the limit misread, but no number that comes of anything."""
    if q.given not in (0, 1, -1):
        yield from misreadings_of(q.expected)
        yield from (each for each in misreadings_of(q.typed, place.limit) if each[1].rank <= SELDOM)


def _of_hopital(above: sp.Expr, below: sp.Expr, place: LimitPoint) -> Mistaken:
    """L'Hopital's rule where the form is not indeterminate, or with one derivative alone."""
    x, form = place.x, place.form(above / below)
    for _ in range(_MOST_TIMES if form else 0):
        once = differentiate(above, x), differentiate(below, x)
        for wrong, which in ((once[0] / below, "denominator"), (above / once[1], "numerator")):
            said = f"l'Hopital's rule differentiates the {which} too"
            yield partial(place.limit, wrong), Diagnosis("only one derivative in l'Hopital's rule", said)
        above, below = once
        if below == 0 or not place.form(above / below):
            break
    if differentiate(below, x) != 0:
        said = "the form is not indeterminate: l'Hopital's rule does not apply"
        said = "the form is not indeterminate any more: l'Hopital's rule does not apply again" if form else said
        ratio = differentiate(above, x) / differentiate(below, x)
        yield partial(place.limit, ratio), Diagnosis("l'Hopital's rule on a determinate form", said)


def _of_derivatives(q: WrongAnswer, place: LimitPoint) -> Mistaken:  # noqa: ARG001 - the others need it
    """Yield what a slip in one derivative of a quotient 0/0 gives, the other being right."""
    parts = sp.fraction(q.typed)
    if not q.at or any(number(part, q.samples[0]) != 0 for part in parts):
        return
    top, bottom = replays = [Replay(part, q.x, ()) for part in parts]
    for replay in replays:
        for slip in sorted(slips(replay), key=lambda slip: slip.mistake.rank):
            if slip.mistake.rank < SELDOM:
                wrong = replay.whole.replaced({slip.place: slip.wrong})
                over, under = (wrong, bottom.whole.written) if replay is top else (top.whole.written, wrong)
                yield quotient(over, under), slip.diagnosis(q.x).after("possibly, in l'Hopital's rule:")


_GROUPS: tuple[tuple[Callable[[WrongAnswer, LimitPoint], Mistaken], ...], ...] = (
    (_of_degrees, _of_forms, _of_value, _of_factors, _of_exponents),
    (_of_quotient_rule,),
    (_of_other_questions, _of_algebra),
    (_of_derivatives,),
)
"""One group after another is looked at; the first alone where the limit is none or infinite."""
