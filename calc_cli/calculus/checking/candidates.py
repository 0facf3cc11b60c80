"""Mistakes about the question as a whole: another variable, another order, the function itself, another unit."""

from collections.abc import Callable, Mapping
from functools import partial

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import evaluator, value_at
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.algebra.occurrences import is_larger
from calc_cli.calculus.checking.misreading import LAWS, everywhere
from calc_cli.calculus.checking.question import Mistaken, WrongAnswer, derivative_of
from calc_cli.calculus.checking.replay import numbers, same
from calc_cli.calculus.checking.slips import SELDOM
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.steps import ordinal

_LARGEST = 80
"""Nodes of an answer that is written in other forms."""

NOT_DIFFERENTIATED = Diagnosis("not differentiated", "this is the function itself: it is still to be differentiated")
VALUE = Diagnosis("value of the function", "this is the value of the function, not of its derivative")
RAISED = Diagnosis(
    "derivative raised to a power", "the derivative is to be differentiated again, not raised to a power"
)
INTEGRATED = Diagnosis("integrated", "this is an integral of the function: it was to be differentiated")
_UPSIDE_DOWN = Diagnosis("upside down", "this is the reciprocal of the derivative", rank=2)
_TURNED = Diagnosis("sign turned", "the sign of the whole is turned", rank=2)


def other_questions(q: WrongAnswer) -> Mistaken:
    """Yield the answers to other questions that one stops at: the function, a lower order, another place."""
    if q.order == 1 and q.at is None:
        yield partial(_if_integral, q), INTEGRATED
    yield q.expression, NOT_DIFFERENTIATED if q.at is None else VALUE
    for n in range(1, q.order):
        yield _of_order(q, n)
    if q.order > 1 and q.given not in (0, 1, -1):
        yield partial(_power_of_derivative, q), RAISED
    if q.x in (q.at or {}):
        yield from _other_values(q)


def farther_questions(q: WrongAnswer) -> Mistaken:
    """Yield the answers to other questions that are less likely than a slip: a higher order, another variable."""
    yield _of_order(q, q.order + 1)
    if q.at is not None and q.expected != 0:
        yield 1 / q.expected, _UPSIDE_DOWN
    for a in q.parameters:
        said = "this is the derivative with respect to {}; the variable is {}"
        yield partial(derivative_of, q.expression, a, q.order), Diagnosis("wrong variable", said, (a, q.x))


def _power_of_derivative(q: WrongAnswer) -> sp.Expr:
    return derivative_of(q.expression, q.x) ** q.order


def _of_order(q: WrongAnswer, n: int) -> tuple[Callable[[], sp.Expr], Diagnosis]:
    said = f"this is the {ordinal(n)} derivative; the {ordinal(q.order)} is asked for"
    return partial(derivative_of, q.expression, q.x, n), Diagnosis("another order", said)


def _other_values(q: WrongAnswer) -> Mistaken:
    at = dict(q.at or {})
    a = at[q.x]
    formula = derivative_of(q.expression, q.x, q.order)
    if a.is_negative:
        said = "an even power of a negative number is positive: {} is not {}"
        for power in formula.atoms(sp.Pow):
            if power.base == q.x and power.exp.is_even:
                turned, value = value_at(formula.xreplace({power: -power}), at), unevaluated.power(a, power.exp)
                taken = -evaluator().value(value)
                yield turned, Diagnosis("square of a negative number", said, (value, taken))
    rank = SELDOM + 1 if q.given == -q.expected else 1  # a sign that was lost is likelier than the opposite place
    for b in dict.fromkeys((-a, sp.S.Zero, sp.S.One)):
        if b != a and q.given not in (0, 1, -1):  # which so many things are that it tells nothing
            said = "this is the derivative at {} = {}; it is asked for at {} = {}"
            yield partial(_slope, q, formula, {**at, q.x: b}), Diagnosis("another point", said, (q.x, b, q.x, a), rank)


def _slope(q: WrongAnswer, formula: sp.Expr, at: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Return the derivative at a place. Raises UndefinedError where the function has no value either."""
    value_at(q.typed, at)
    return value_at(formula, at)


def _if_integral(q: WrongAnswer) -> sp.Expr | None:
    """Return the answer if its derivative is the function. Raises what `differentiate` raises."""
    back = differentiate(q.given, q.x)
    return q.given if same(numbers(back, q.samples), numbers(q.expression, q.samples)) else None


def misreadings_of(e: sp.Expr, answer: Callable[[sp.Expr], sp.Expr | None] | None = None) -> Mistaken:
    """Yield the answers that come of `e`, or a part of it, misread; without `answer` it is the right answer itself."""
    for law in LAWS:
        said, place = f"{law.said}: {{}} is not {{}}", "" if answer else f"{law.said}: see {{1}}"
        for whole, before, after in everywhere(e, law.misreading):
            told = Diagnosis(law.name, said, (before, after), law.rank, place)
            yield partial(answer, whole) if answer else whole, told


def misreadings(q: WrongAnswer, right: sp.Expr | None) -> Mistaken:
    """Yield the function or the derivative, as `right` or otherwise written, misread; a letter or a unit mistaken."""
    yield from misreadings_of(q.typed, lambda whole: derivative_of(whole, q.x, q.order))
    for form in forms(q.expected, right):
        yield from misreadings_of(form)
    yield -q.expected, _TURNED
    if q.expected != 0:
        yield 1 / q.expected, _UPSIDE_DOWN
    if q.expression.has(*CIRCULAR):
        said = "there is a factor between degrees and radians: the derivative of sin x is cos x where x is in radians"
        for factor in (sp.pi / 180, 180 / sp.pi):
            yield q.expected * factor, Diagnosis("degrees", said)


def forms(expected: sp.Expr, right: sp.Expr | None) -> list[sp.Expr]:
    """Return the right answer as the derivation writes it, tidied, in factors and multiplied out."""
    is_short = not is_larger(expected, _LARGEST) and not any(
        power.exp.is_Integer and power.exp > _LARGEST for power in expected.atoms(sp.Pow)
    )
    forms = (expected, sp.factor(expected), sp.expand(expected)) if is_short else (expected,)
    return list(dict.fromkeys(forms if right is None else (right, *forms)))


def rewritings(q: WrongAnswer) -> Mistaken:
    """Yield what an expression is mistaken for when it is only rewritten."""
    yield from misreadings_of(q.typed, lambda whole: whole)
    yield -q.expected, _TURNED
