"""Why the slope of a curve is wrong: one slip in a term of the differentiated equation, or in solving it for y'.

The equation F = 0, differentiated, is A + B y' = 0, each term t of F adding t_x to A and t_y to B. A slip changes what
one term adds, and -A/B with it.
"""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import WrongAnswer, evaluated
from calc_cli.calculus.checking.replay import numbers, same
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.implicit import Implicit
from calc_cli.errors import UndefinedError, UnsupportedError

Slip = tuple[sp.Expr, sp.Expr, str, str, sp.Expr]
"""What a term adds to A and B by mistake; the mistake, a sentence on it, and the term."""


def explained(found: Implicit) -> Implicit:
    """Return the result, with the mistake in its check if a usual one gives the answer."""
    check = found.check
    if check is None or check.is_correct is not False or found.order != 1 or not isinstance(check.given, sp.Expr):
        return found
    given = evaluated(check.given)
    if given is None:
        return found
    q = WrongAnswer(found.result, found.result, found.curve.x, found.result, given, check.given, at=found.at)
    try:
        rule = next(
            (said for slope, said in _wrong_slopes(found.curve) if same(numbers(slope, q.samples), q.wrong)), None
        )
    except (UndefinedError, UnsupportedError):
        rule = None
    if rule is None or not q.can_be_compared:
        return found
    if found.at is not None:
        rule = replace(rule, message=f"possibly {rule.message}")
    return replace(found, check=with_diagnosis(check, (rule,)))


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


def _slips(curve: Curve, term: sp.Expr, t_x: sp.Expr, t_y: sp.Expr) -> Iterator[Slip]:
    """Yield the slips in one term."""
    x, y = curve.x, curve.y
    both = sp.diff(term, x, y)
    if not term.free_symbols & {x, y}:
        yield term, sp.S.Zero, "constant kept", "the derivative of the constant {} is 0", term
        return
    if both != 0:
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
        yield t_x / factor, t_y / factor, "constant factor dropped", "the constant factor of {} stays", term
    if both != 0:
        yield t_x, -t_y, "sign of a term turned", "the sign of the term with y' of {} is turned", term
        yield -t_x, t_y, "sign of a term turned", "the sign of the term without y' of {} is turned", term
    yield sp.S.Zero, sp.S.Zero, "a term dropped", "the derivative of {} is missing", term
