"""Derivations that begin with an equation, both sides of which are differentiated.

On a curve y depends on x, so that d/dx y^2 is 2y·dy/dx by the chain rule. Logarithmic differentiation takes logarithms
first: y = x^x is ln y = x ln x, hence y'/y = ln x + 1, and y' = x^x (ln x + 1).
"""

from collections.abc import Iterator
from dataclasses import replace

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.cost import cost
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.derivation.derivation import (
    COMPOSITE,
    MUCH_SHORTER,
    SUMS,
    derivation,
    part,
    without_simple_parts,
)
from calc_cli.calculus.derivation.tidying import SIMPLIFY, looks, tidying
from calc_cli.calculus.rules import table
from calc_cli.calculus.steps import Rates, Step, pending
from calc_cli.errors import UsageError

BOTH_SIDES = "differentiate both sides"
LOGARITHMS = "take logarithms"
MULTIPLY = "multiply by"


def equation(left: sp.Expr, right: sp.Expr) -> sp.Eq:
    """Return left = right, unevaluated."""
    return sp.Eq(left, right, evaluate=False)


def of_both_sides(both: sp.Eq, x: sp.Symbol, rates: Rates, *, every_step: bool = False) -> Step:
    """Return the derivation of an equation from another: both sides are differentiated, each term by its rule."""
    sides = [derivation(side, x, every_step=every_step, rates=rates, own_line=COMPOSITE) for side in both.args]
    terms = [term for side in sides for term in (side.children if side.rules[0] in SUMS and side.children else (side,))]
    told = [term for term in terms if term.rules[0] not in _LETTERS]
    step = Step(
        BOTH_SIDES,
        both,
        equation(*(side.result for side in sides)),
        tuple(told if every_step else map(part, told)),
        x,
        equation(*(pending(side, x, rates) for side in both.args)),
        typed=True,
        rates=rates,
        using=tuple(dict.fromkeys(rule for side in sides for rule in side.using)),
    )
    return step if every_step else without_simple_parts(step, COMPOSITE)


_LETTERS = (table.IDENTITY, table.UNKNOWN)


def logarithmic(e: sp.Expr, x: sp.Symbol, result: sp.Expr, *, every_step: bool = False) -> Iterator[Step]:
    """Yield the steps from y = e to y' by logarithms; the last has `result`, if that is shorter to read.

    Raises UsageError for what is no product, quotient or power.
    """
    if e == x or not (e.is_Mul or e.is_Pow or isinstance(e, sp.exp)):
        raise UsageError("logarithmic differentiation is for products, quotients and powers")
    terms = unevaluated.add(_log(factor) for factor in unevaluated.flat(e))
    y = next(y for y in map(symbol, ("y", "z", "w", "v", "y_0")) if y not in e.free_symbols)
    slope = symbol(f"{y}'")
    size = y if isinstance(e, sp.exp) or (e.is_Pow and e.exp.has(x)) else sp.Abs(y, evaluate=False)
    left = sp.log(size, evaluate=False)
    yield Step(LOGARITHMS, equation(y, e), equation(left, terms), typed=True)
    step = of_both_sides(equation(left, terms), x, {y: slope}, every_step=every_step)
    if not every_step:
        step = _without_sides(replace(step, children=tuple(child for child in step.children if child.input != left)))
    relative = unevaluated.mul([slope, unevaluated.power(y, sp.S.NegativeOne)])
    rate = step.result.rhs
    yield replace(step, result=equation(relative, rate))
    tidied = _tidied(rate)
    if tidied != rate:
        names = ", ".join(tidier.rule for tidier in tidying(rate, tidied)) or SIMPLIFY
        yield Step(names, equation(relative, rate), equation(relative, tidied), typed=True, final=True)
    product = unevaluated.mul([e, tidied])
    yield Step(MULTIPLY, equation(relative, tidied), equation(slope, product), at={y: e})
    if cost(result) < MUCH_SHORTER * cost(product):
        yield Step(SIMPLIFY, equation(slope, product), equation(slope, result))


def _without_sides(step: Step) -> Step:
    """Tell a side that is a product with what that rests on, and in the line of the result what takes a line each."""
    if len(step.children) == 1:
        (side,) = step.children
        step = replace(step, children=side.children, using=(*side.rules, *side.using))
    return without_simple_parts(step, ())


def _tidied(rate: sp.Expr) -> sp.Expr:
    """Return a sum tidied term by term, unless another form is shorter; as it is if it looks tidy."""
    terms = sp.Add(*(tidy(evaluator().value(term)) for term in sp.Add.make_args(rate)))
    tidied = min(terms, tidy(evaluator().value(rate)), key=cost)
    return rate if looks(tidied) == looks(rate) else tidied


def _log(factor: sp.Expr) -> sp.Expr:
    """ln|factor| as a product without powers; the base of a variable power is positive."""
    if isinstance(factor, sp.exp):
        return factor.args[0]
    if not factor.is_Pow:
        return sp.log(factor if factor.is_positive else sp.Abs(factor, evaluate=False), evaluate=False)
    base, exponent = factor.args
    if exponent.is_number:
        return unevaluated.mul([exponent, unevaluated.add(map(_log, unevaluated.flat(base)))])
    return unevaluated.mul([exponent, sp.log(base, evaluate=False)])
