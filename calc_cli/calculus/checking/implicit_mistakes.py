"""Why the slope of a curve is wrong: one slip in differentiating its equation, or in solving that for y'.

The equation F = 0 is differentiated with y as a function of x, by the rules and with the mistakes of the table. What
comes out is A + B y' = 0, which is solved: there a sign may be lost, -A/B be turned upside down or B be forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import sympy as sp

from calc_cli.algebra.functions import abstract, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import Mistaken, WrongAnswer, evaluated, is_wrong, named
from calc_cli.calculus.checking.replay import number, replayed
from calc_cli.calculus.checking.slips import SELDOM, slips
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.implicit import Implicit
from calc_cli.calculus.implicit.on_curve import points_of

_POINTS = 4
_MOST_POINTS = 60
_MOST_ORDERS = 2


def explained(found: Implicit) -> Implicit:
    """Return the result, with the mistake in its check if a usual one gives the answer."""
    check = found.check
    if not is_wrong(check) or found.order > _MOST_ORDERS or (given := evaluated(check.given)) is None:
        return found
    second = _wrong_second(found.curve, found.derivatives[0], found.result)
    wrong = _wrong_slopes(found.curve) if found.order == 1 else second
    diagnosis = _named(found.curve, found.result, given, wrong, found.at)
    return replace(found, check=with_diagnosis(check, diagnosis))


def mistake_in_slope(curve: Curve, given: sp.Expr) -> tuple[Diagnosis, ...]:
    """Return the usual mistake that gives this slope, if one does."""
    return _named(curve, curve.slope(), given, _wrong_slopes(curve), None)


def mistake_in_second(curve: Curve, given: sp.Expr) -> tuple[Diagnosis, ...]:
    """Return the usual mistake that gives this second derivative, if one does."""
    slope = curve.slope()
    right = curve.rate(slope, slope)
    return _named(curve, right, given, _wrong_second(curve, slope, right), None)


def _named(
    curve: Curve, right: sp.Expr, given: sp.Expr, wrong: Mistaken, at: Mapping[sp.Symbol, sp.Expr] | None
) -> tuple[Diagnosis, ...]:
    places = () if at is not None else tuple(islice(_places(curve, (right, given)), _POINTS))
    q = WrongAnswer(curve.equation, curve.equation, curve.x, right, given, given, at=at, places=places)
    # so simple a number may come of many mistakes
    most = SELDOM + (not given.is_number) if at is None else 1 + (given not in (0, 1, -1))
    told = named(q, (each for each in wrong if each[1].rank < most))
    return told if at is None else tuple(each.after("possibly") for each in told)


def _places(curve: Curve, known: Sequence[sp.Expr]) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Yield points of the curve where all of these have values: an answer may have been written with its equation."""
    points = points_of(curve, sp.Tuple(*known).free_symbols - {curve.x, curve.y})
    for point in islice(points, 1, _MOST_POINTS, 3):  # a few far apart, since neighbours are alike
        at = {x: root.middle for x, root in point.items()}
        if all(number(e, at) is not None for e in known):
            yield at


def _wrong_second(curve: Curve, slope: sp.Expr, right: sp.Expr) -> Mistaken:
    """Yield second derivatives that mistakes give: in the derivative of y', in which y is a function."""
    yield slope, Diagnosis("another order", "this is the first derivative; the second is asked for")
    yield -right, Diagnosis("sign lost", "the sign is lost")
    said = f"{curve.y} is a function of {{}}: its derivative is a factor wherever {curve.y} is differentiated"
    along, across = differentiate(slope, curve.x), differentiate(slope, curve.y)
    yield along, Diagnosis("y held constant", said, (curve.x,))
    yield along + across, Diagnosis("y' forgotten", said, (curve.x,))
    for wrong, diagnosis in _slips_of_rules(curve, slope):
        yield wrong.xreplace({_rate(curve): slope}), diagnosis


def _rate(curve: Curve) -> sp.Expr:
    return abstract(curve.y.name, 1)(curve.x)


def _slips_of_rules(curve: Curve, e: sp.Expr) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield the derivative of e with each mistake of the table of rules in it, y' standing for the slope."""
    x, y = curve.x, curve.y
    function, shown = abstract(y.name)(x), {_rate(curve): symbol(f"{y.name}'")}
    replay = replayed(e.xreplace({y: function}), x, ())
    if replay is None:
        return
    for slip in sorted(slips(replay), key=lambda slip: slip.mistake.rank):
        found = slip.diagnosis(x)
        wrong = evaluated(replay.whole.replaced({slip.place: slip.wrong}))
        if wrong is not None:
            parts = tuple(part.xreplace(shown).xreplace({function: y}) for part in found.parts)
            yield wrong.xreplace({function: y}), replace(found, parts=parts)


def _wrong_slopes(curve: Curve) -> Mistaken:
    """Yield slopes that mistakes give, the commonest first."""
    along, across = curve.partials
    yield along / across, Diagnosis("sign lost", "the sign is lost: what is taken to the other side changes it")
    for slope, name in ((-across / along, "upside down"), (across / along, "upside down, and its sign lost")):
        yield slope, Diagnosis("upside down", f"the quotient is {name}")
    exchanged = {curve.x: curve.y, curve.y: curve.x}
    said = "the letters are exchanged: {} is a function of {}"
    yield (-across / along).xreplace(exchanged), Diagnosis("letters exchanged", said, (curve.y, curve.x), SELDOM)
    for one, other in exchanged.items():
        said = "{} is written where {} belongs"
        yield (-along / across).xreplace({one: other}), Diagnosis("one letter for the other", said, (other, one))
    for slope in (-along, along):
        yield slope, Diagnosis("not divided", f"the factor of d{curve.y}/d{curve.x} is still to be divided by")
    for term in sp.Add.make_args(sp.expand(curve.equation)):
        t_x, t_y = sp.diff(term, curve.x), sp.diff(term, curve.y)
        for w_x, w_y, name, said in (
            (t_x, -t_y, "sign of a term turned", "the sign of the derivative of {} with y' is turned"),
            (-t_x, t_y, "sign of a term turned", "the sign of the derivative of {} without y' is turned"),
            (t_x * t_y / term, 0, "product of the derivatives", "the derivative of {} is given by the product rule"),
        ):
            below = across - t_y + w_y
            if below != 0 and (w_x, w_y) != (t_x, t_y) and (name != "product of the derivatives" or t_x * t_y != 0):
                said_of = -term if term.could_extract_minus_sign() else term
                yield tidy((t_x - w_x - along) / below), Diagnosis(name, said, (said_of,))
    p, seldom = _rate(curve), []
    for wrong, diagnosis in _slips_of_rules(curve, curve.typed):
        below = sp.diff(wrong, p)
        if below == 0 or below.has(p):
            continue
        slope = tidy(-wrong.xreplace({p: sp.S.Zero}) / below)
        if diagnosis.rank < SELDOM:
            yield slope, diagnosis
        else:
            seldom.append((slope, diagnosis))
    yield from seldom
