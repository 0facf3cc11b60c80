"""Why the slope of a curve is wrong: one slip in a term of the differentiated equation, or in solving it for y'.

The equation F = 0, differentiated, is A + B y' = 0, each term t of F adding t_x to A and t_y to B. A slip changes what
one term adds, and -A/B with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import sympy as sp

from calc_cli.algebra.functions import abstract
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import WrongAnswer, end_of_search, evaluated
from calc_cli.calculus.checking.replay import Replay, TooManyPlacesError, numbers, same
from calc_cli.calculus.checking.slips import slips
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.implicit import Implicit
from calc_cli.calculus.implicit.on_curve import points_of
from calc_cli.errors import UndefinedError, UnsupportedError

_POINTS = 4
_MOST_ORDERS = 2

Slip = tuple[sp.Expr, sp.Expr, str, str, sp.Expr]
"""What a term adds to A and B by mistake; the mistake, a sentence on it, and the term."""


def explained(found: Implicit) -> Implicit:
    """Return the result, with the mistake in its check if a usual one gives the answer."""
    check = found.check
    if check is None or check.is_correct is not False or found.order > _MOST_ORDERS:
        return found
    given = evaluated(check.given) if isinstance(check.given, sp.Expr) else None
    if given is None:
        return found
    places = () if found.at is not None else tuple(_places(found.curve, given))
    q = WrongAnswer(
        found.result, found.result, found.curve.x, found.result, given, check.given, at=found.at, places=places
    )
    try:
        diagnosis = _first(q, _wrong_slopes(found.curve) if found.order == 1 else _wrong_second(found))
    except (TooManyPlacesError, UndefinedError, UnsupportedError):
        diagnosis = None
    if diagnosis is None:
        return found
    if found.at is not None:
        diagnosis = diagnosis.after("possibly")
    return replace(found, check=with_diagnosis(check, (diagnosis,)))


def _places(curve: Curve, given: sp.Expr) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Yield a few points of the curve, so that an answer may have been written with the help of its equation."""
    points = points_of(curve, frozenset(given.free_symbols - {curve.x, curve.y}))
    for point in islice(points, _POINTS):
        yield {**point.rational, point.name: point.root.middle}


def _first(q: WrongAnswer, wrong: Iterable[tuple[sp.Expr, Diagnosis]]) -> Diagnosis | None:
    """Return the first mistake that gives the answer; at a point, the commonest alone."""
    if not q.can_be_compared:
        return None
    is_over = end_of_search()
    for slope, diagnosis in wrong:
        if is_over():
            return None
        if diagnosis.rank < (2 if q.at is None else 1) + (q.at is not None and not q.given.is_Integer):
            values = numbers(slope, q.samples)
            if same(values, q.wrong) and not same(values, q.right):
                return diagnosis
    return None


def _wrong_second(found: Implicit) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield second derivatives that mistakes give: in the derivative of y', in which y is a function."""
    curve, slope = found.curve, found.derivatives[0]
    yield slope, Diagnosis("another order", "this is the first derivative; the second is asked for")
    yield -found.result, Diagnosis("sign lost", "the sign is lost")
    said = "y is a function of {}: its derivative is a factor wherever y is differentiated"
    yield differentiate(slope, curve.x), Diagnosis("y held constant", said.replace("y ", f"{curve.y} "), (curve.x,))
    yield (
        differentiate(slope, curve.x) + differentiate(slope, curve.y),
        Diagnosis("y' forgotten", said.replace("y ", f"{curve.y} "), (curve.x,)),
    )
    for wrong, diagnosis in _slips_of_rules(curve, slope):
        yield wrong.xreplace({_rate(curve): slope}), diagnosis


def _rate(curve: Curve) -> sp.Expr:
    return abstract(curve.y.name, 1)(curve.x)


def _slips_of_rules(curve: Curve, e: sp.Expr) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield the derivative of e with each mistake of the table of rules in it, y' standing for the slope."""
    x, y = curve.x, curve.y
    function = abstract(y.name)(x)
    replay = Replay(e.xreplace({y: function}), x, ())
    for slip in sorted(slips(replay), key=lambda slip: slip.mistake.rank):
        found = slip.diagnosis(x)
        shown = tuple(part.xreplace({function: y}) for part in found.parts)
        wrong = evaluated(replay.whole.replaced({slip.place: slip.wrong}))
        if wrong is not None:
            yield wrong.xreplace({function: y}), replace(found, parts=shown)


def _wrong_slopes(curve: Curve) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield slopes that mistakes give, the commonest first."""
    along, across = curve.partials
    rate = f"d{curve.y}/d{curve.x}"
    yield along / across, Diagnosis("sign lost", "the sign is lost: what is taken to the other side changes it")
    for term in sp.Add.make_args(sp.expand(curve.equation)):
        t_x, t_y = sp.diff(term, curve.x), sp.diff(term, curve.y)
        for a, b, name, said, part in _slips(curve, term, t_x, t_y):
            above, below = along - t_x + a, across - t_y + b
            if below != 0:
                yield tidy(-above / below), Diagnosis(name, said.replace("y'", rate), (part,))
    for slope, name in ((-across / along, "upside down"), (across / along, "upside down, and its sign lost")):
        yield slope, Diagnosis("upside down", f"the quotient is {name}")
    for slope in (-along, along):
        yield slope, Diagnosis("not divided", "the factor of {} is still to be divided by", (sp.Symbol(rate),))
    for wrong, diagnosis in _slips_of_rules(curve, curve.typed):
        below = sp.diff(wrong, _rate(curve))
        if below != 0 and not below.has(_rate(curve)):
            yield tidy(-wrong.xreplace({_rate(curve): sp.S.Zero}) / below), diagnosis


def _slips(curve: Curve, term: sp.Expr, t_x: sp.Expr, t_y: sp.Expr) -> Iterator[Slip]:
    """Yield the slips in one term."""
    x, y = curve.x, curve.y
    both = sp.diff(term, x, y)
    if not term.free_symbols & {x, y}:
        yield term, sp.S.Zero, "constant kept", "the derivative of the constant {} is 0", term
        return
    if both != 0 and term.is_Mul:
        said = "the product rule is needed for {}, since y is a function: "
        name = "product rule forgotten"
        yield sp.S.Zero, both, "product of the derivatives", said + "it is not the product of the derivatives", term
        yield sp.S.Zero, t_y, name, said + "the term without y' is missing", term
        yield t_x, sp.S.Zero, name, said + "the term with y' is missing", term
    if t_y != 0:
        yield t_x + t_y, sp.S.Zero, "y' forgotten", "y is a function: the derivative of {} has the factor y'", term
        yield t_x, t_y * y, "exponent not lowered", f"the derivative of {{}} in {y} is off by the factor {y}", term
        yield t_x, t_y / y, "power of y lost", f"the derivative of {{}} in {y} has lost a factor {y}", term
    if t_x != 0:
        yield t_x * x, t_y, "exponent not lowered", f"the derivative of {{}} in {x} is off by the factor {x}", term
    yield -t_x, -t_y, "sign of a term turned", "the sign of the derivative of {} is turned", term
    factor, _ = term.as_coeff_Mul()
    if abs(factor) != 1:
        factor = abs(factor)
        yield t_x / factor, t_y / factor, "constant factor dropped", "the constant factor of {} stays", term
    if both != 0:
        yield t_x, -t_y, "sign of a term turned", "the sign of the term with y' of {} is turned", term
        yield -t_x, t_y, "sign of a term turned", "the sign of the term without y' of {} is turned", term
    yield sp.S.Zero, sp.S.Zero, "a term dropped", "the derivative of {} is missing", term
