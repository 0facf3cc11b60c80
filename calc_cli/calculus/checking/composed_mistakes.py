"""Why the derivative of a composition or an inverse is wrong: a path or factor lost, the rule applied elsewhere."""

from dataclasses import replace

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.calculus.chain.chain import Chain
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.question import Mistaken, WrongAnswer, evaluated, is_wrong, named
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.implicit.inverse import Inverse


def explained_chain(found: Chain) -> Chain:
    """Return the result of the chain rule for one output and one variable, with the mistake in its check."""
    check, system = found.check, found.system
    is_single = len(found.totals) == 1 == len(found.totals[0])
    if not is_wrong(check) or not is_single or not isinstance(check.expected, sp.Expr):
        return found
    (y,), (x,) = system.outputs, found.variables
    typed, given = _composed(found, y), _composed(found, check.given)
    expression, at = evaluated(typed), None if found.value is None else found.at
    if expression is None or (at is not None and len(at) > 1):
        return found
    paths = _paths(found, y, x, check.expected) if at is None else iter(())
    diagnosis = named(WrongAnswer(typed, expression, x, check.expected, given, given, at=at), paths)
    diagnosis = diagnosis or diagnose(typed, expression, x, check.expected, given, at=at)
    return replace(found, check=with_diagnosis(check, diagnosis))


def explained_inverse(found: Inverse) -> Inverse:
    """Return the derivative of an inverse, with the mistake in its check."""
    check = found.check
    if not is_wrong(check):
        return found
    f, x, slope = found.derivative.typed, found.x, found.derivative.result
    if found.value is None:
        expected, given, at = found.reciprocal, evaluated(substitute(check.given, {found.y: f})), None
    else:
        expected, given, at = found.value, evaluated(check.given), {} if found.at is None else {x: found.at}
    if given is None:
        return found
    q = WrongAnswer(f, f, x, expected, given, check.given, at=at)
    return replace(found, check=with_diagnosis(check, named(q, _of_inverse(found, slope, expected))))


def _composed(found: Chain, e: sp.Expr) -> sp.Expr:
    """Return `e` with the formulas for all names that have one, as typed."""
    for name in reversed(found.system.order):
        if name in found.system.formulas:
            e = substitute(e, {name: found.system.formulas[name].typed})
    return e


def _paths(found: Chain, y: sp.Symbol, x: sp.Symbol, expected: sp.Expr) -> Mistaken:
    """Yield what is left without one of the ways from the variable to the output, or a factor of the only one."""
    between = [u for u in found.system.parents[y] if (u, x) in found.locals]
    for u in between:
        outer, inner = (_composed(found, found.locals[edge]) for edge in ((y, u), (u, x)))
        without_inner = Diagnosis("inner derivative missing", _FACTOR, (u, x))
        if len(found.system.parents[y]) > 1:
            yield expected - outer * inner, Diagnosis("a path missing", "the term with {} is missing", (u,))
            yield expected - outer * inner + outer, without_inner
        else:
            yield outer, without_inner
            yield inner, Diagnosis("outer derivative missing", _FACTOR, (y, u))


_FACTOR = "the factor d{0}/d{1} is missing"


def _of_inverse(found: Inverse, slope: sp.Expr, expected: sp.Expr) -> Mistaken:
    f, x = found.derivative.typed, found.x
    itself = "this is the derivative of the function itself: that of the inverse is its reciprocal"
    upside_down = Diagnosis("upside down", itself)
    if found.value is None:
        yield slope, upside_down
        yield -slope / f**2, Diagnosis("reciprocal", "the inverse function is not the reciprocal 1/f")
    elif found.at is not None and found.slope is not None:
        there = slope.xreplace({x: found.at})
        yield from ((found.slope, upside_down), (there, upside_down))
        said = "the derivative is taken at the value {}, not at the place where the function has it"
        yield 1 / there, Diagnosis("value in place of the place", said, (found.at,))
    yield -expected, Diagnosis("sign turned", "the sign is wrong")
