"""Which mistake leads to a wrong step, value or equation in a working about a function."""

from collections.abc import Iterable, Mapping

import sympy as sp
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.candidates import other_questions
from calc_cli.calculus.checking.diagnosis import diagnose
from calc_cli.calculus.checking.question import WrongAnswer, compared, derivative_of, evaluated, has_value, named
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.steps import ordinal
from calc_cli.calculus.working.claims import Claim, Judgement, Point
from calc_cli.calculus.working.function_facts import FunctionFacts, in_part
from calc_cli.calculus.working.rewriting import diagnose_rewriting

Formulas = Mapping[Pending, sp.Expr]
"""What derivatives were rightly said to be."""


def mistakes_in_step(
    facts: FunctionFacts, s: Claim, before: Judgement, order: int, expected: sp.Expr, value: sp.Expr
) -> tuple[Diagnosis, ...]:
    """Return the mistake that leads from the statement before, after which `expected` is right, to this value."""
    was = before.statement
    if s.to is not None and s.to == was.to and None not in (s.typed, was.typed):  # the limit that defines f'(x)
        there = facts.expand_names(was.typed)
        return diagnose_rewriting(there, s.to.variable, there, s.typed)
    if order == before.order and compare(facts.derivative(order + 1).result, value).is_correct:
        if order == 0:
            said = "a function is not equal to its derivative, which this is"
            return (Diagnosis("function equated with its derivative", said),)
        said = f"this is the {ordinal(order + 1)} derivative; the {ordinal(order)} is not equal to it"
        return (Diagnosis("another order", said),)
    if order == before.order:
        return diagnose_rewriting(facts.named(was.typed), facts.x, expected, value)
    f = evaluated(before.value)
    found = () if f is None else diagnose(before.value, f, facts.x, expected, value)
    return found or _inner_derivative_missing(was.typed or sp.S.Zero, facts.x, value)


def _inner_derivative_missing(before: sp.Expr, x: sp.Symbol, value: sp.Expr) -> tuple[Diagnosis, ...]:
    """Return the bound of an integral whose derivative is a factor that is missing: of ∫ f from 0 to x^2."""
    for part in before.atoms(sp.Integral) if value.is_finite else ():
        v, *bounds = part.limits[0]
        for sign, bound in zip((-1, 1), bounds, strict=False):
            if bound.has(x) and compare(sign * part.function.xreplace({v: bound}), value).is_correct:
                said = "the inner derivative is missing: {} is a function of {}"
                return (Diagnosis("inner derivative missing", said, (bound, x)),)
    return ()


def mistakes_in_value(
    facts: FunctionFacts, formulas: Formulas, s: Claim, f: sp.Expr, of: Pending, sides: tuple[sp.Expr, sp.Expr]
) -> tuple[Diagnosis, ...]:
    """Return the mistake that gives a value at a place, or a derivative in another variable, of the function f.

    The value is that `of` the derivative of a name; the `sides` are the truth and what is said of it.
    """
    (_, x, order), (truth, value) = of.args, sides
    if sp.S.NaN in sides:
        return ()
    if s.at is not None and truth.has(TrigonometricFunction):
        in_degrees = facts.elsewhere(f, x, int(order), {u: a * sp.pi / 180 for u, a in s.at.items()})
        if compared(in_degrees, value, s.room).is_correct:
            return (Diagnosis("degrees", "the angle is in radians, not in degrees"),)
    formula, whole = formulas.get(of) if order else f, evaluated(facts.expand_names(f))
    if formula is not None and s.at is not None:
        q = WrongAnswer(f, whole or f, x, truth, value, value, int(order), s.at)
        asked = named(q, other_questions(q)) if order else ()
        return asked or _put_in_wrongly(facts, formula, formulas, of, s.at, sides)
    return diagnose(f, whole, x, truth, value, order=int(order), at=s.at) if order and whole is not None else ()


def _put_in_wrongly(
    facts: FunctionFacts, formula: sp.Expr, formulas: Formulas, of: Pending, at: Point, sides: tuple[sp.Expr, sp.Expr]
) -> tuple[Diagnosis, ...]:
    """Return what was made of the places in a formula that stands in the working, or which other one has them."""
    truth, value = sides
    for rate, other in formulas.items():
        name, u, order = rate.args
        if name == of.args[0] and compare(substitute(facts.expand_names(other), at), value).is_correct:
            said = f"this is the value of the {ordinal(int(order))} derivative" if order > 1 else "this is that of {}"
            return (Diagnosis("another formula", said, () if order > 1 else (Pending(name, u, sp.S.One),)),)
    for a in at.values() if truth == formula else ():
        if a.is_number and truth * a == value:
            said = "{} is the derivative everywhere: it is not multiplied by {}"
            return (Diagnosis("constant multiplied", said, (truth, a)),)
    return diagnose_rewriting(substitute(facts.expand_names(formula), at), facts.x, truth, value)


def mistakes_beside(
    facts: FunctionFacts, first: Judgement, s: Claim, value: sp.Expr, before: sp.Expr, told: Iterable[sp.Expr]
) -> tuple[Diagnosis, ...]:
    """Return the mistake in the second side of an equation: in dy/du, in y'/y of ln y = ..., or in rewriting.

    What stands `before` its last `=` is rewritten; the sides `told` of equations before may be differentiated.
    """
    left, right = first.statement.typed or sp.S.Zero, s.typed or sp.S.Zero
    if isinstance(left, Pending) and left.args[1].name in facts.functions:
        of, u, order = left.args
        slope = facts.expand_names(Pending(of, u, sp.S.One))
        if order == 2 and compare(derivative_of(slope, facts.x), value).is_correct:
            said = "it is still to be divided by the derivative of {}"
            return (Diagnosis("not divided", said, (u,)),)
        f, given = (in_part(e, u, facts.functions, facts.x) for e in (of, right))
        return diagnose(f, has_value(f), u, derivative_of(f, u), given) if f.has(u) else ()
    for side in told if left.has(Pending) else ():
        if compare(derivative_of(side, facts.x), first.value).is_correct:
            return diagnose(side, has_value(side), facts.x, first.value, right)
    return diagnose_rewriting(facts.named(before), facts.x, first.value, value)
