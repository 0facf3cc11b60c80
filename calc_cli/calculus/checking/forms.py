"""Check that an answer has the form that was demanded, as it was typed: right or wrong is another question.

`factored`: a product (or quotient, or power) in which no sum can be factored any further over the rational numbers, and
no number or letter can be taken out of one. `expanded`: outside functions and divisors, no sum or product stands in a
product or under a power: nothing is left to multiply out. `simplified`: the arithmetic is done, fractions are in lowest
terms, and it is no longer to read (algebra/cost.py) than the form in which calc itself would print it, or than that
in factors, or in sines and cosines alone; whether a root is written as a power is a matter of taste.
STACK's answer tests FacForm, Expanded and LowestTerms ask much the same.
"""

from collections.abc import Callable, Iterator
from math import gcd

import sympy as sp

from calc_cli.algebra.cost import cost
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.exact import expanded
from calc_cli.algebra.occurrences import is_larger
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.verdict import Form
from calc_cli.errors import UndefinedError, UnsupportedError

_LARGEST = 400
"""Nodes of an answer whose form is judged."""

_MARGIN = 1.0
"""A form that is shorter by no more than this is a matter of taste."""


def judge_form(given: sp.Expr, demand: str) -> Form:
    """Tell whether the answer, as typed, is `factored`, `expanded` or `simplified`.

    >>> x = sp.Symbol("x", real=True)
    >>> judge_form(sp.Add(x**2, x, evaluate=False), "factored").better
    x*(x + 1)
    """
    if is_larger(given, _LARGEST):
        return Form(demand, None)
    try:
        better = _BETTER[demand](given)
    except (UndefinedError, UnsupportedError):
        return Form(demand, None)
    return Form(demand, better is None, better)


def _more_factored(e: sp.Expr) -> sp.Expr | None:
    """Return the first sum that can be factored, in factors."""
    for part in _factors(e):
        if part.is_Add:
            value = _value(part)
            found = sp.factor(value)
            if _taken_apart(found) != _taken_apart(value) and found != value:
                return found
    return None


def _factors(e: sp.Expr) -> Iterator[sp.Expr]:
    if e.is_Mul:
        for factor in e.args:
            yield from _factors(factor)
    elif e.is_Pow:
        yield from _factors(e.base)
    else:
        yield e


def _taken_apart(e: sp.Expr) -> int:
    """Return the number of factors, a sign not counted."""
    return sum(1 for factor in sp.Mul.make_args(e) if factor is not sp.S.NegativeOne) + (1 if e.is_Pow else 0)


def _more_expanded(e: sp.Expr) -> sp.Expr | None:
    """Return the answer multiplied out, if it was not."""
    if not any(_has_brackets(term) for term in sp.Add.make_args(e)):
        return None
    return expanded(_value(e))


def _has_brackets(e: sp.Expr) -> bool:
    """Return True if a sum stands in a product, or a sum or product under a power, outside functions and divisors."""
    if e.is_Pow:
        return bool(
            e.exp.is_Integer and e.exp.is_positive and (e.base.is_Mul or e.base.is_Add or _has_brackets(e.base))
        )
    parts = [part for part in e.args if not _is_divisor(part)] if e.is_Add or e.is_Mul else []
    return any((e.is_Mul and part.is_Add) or _has_brackets(part) for part in parts)


def _is_divisor(factor: sp.Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def _more_simplified(e: sp.Expr) -> sp.Expr | None:
    """Return the form that calc prints, if it is shorter or something was left undone."""
    value = _value(e)
    short = min(tidy(value), tidy(sp.cancel(value)), key=cost)
    is_product = e.is_Mul and short.is_Add and _more_factored(e) is None
    has_roots = any(power.exp.is_number and not _value(power.exp).is_Integer for power in e.atoms(sp.Pow))
    length = min(cost(e), cost(value)) if has_roots else cost(e)
    is_short = is_product or any(length <= cost(form) + _MARGIN for form in _tidy_forms(short))
    return None if is_short and all(map(_is_done, sp.preorder_traversal(e))) else short


def _tidy_forms(short: sp.Expr) -> Iterator[sp.Expr]:
    yield short
    yield sp.factor(short)
    yield (
        short.replace(sp.sec, lambda u: 1 / sp.cos(u))
        .replace(sp.csc, lambda u: 1 / sp.sin(u))
        .replace(sp.tan, lambda u: sp.sin(u) / sp.cos(u))
        .replace(sp.cot, lambda u: sp.cos(u) / sp.sin(u))
    )


def _is_done(e: sp.Basic) -> bool:
    """Return True if nothing is left to collect, to cancel or to reckon in this sum, product or power."""
    if isinstance(e, sp.Add):
        value = _value(e)
        return sp.S.Zero not in e.args and len(sp.Add.make_args(value)) >= len(e.args)
    if isinstance(e, sp.Mul):
        return _is_reckoned(e) and not _has_like_factors(e) and _is_in_lowest_terms(e)
    if isinstance(e, sp.Pow) and e.base.is_Rational and e.exp.is_Rational:
        value = _value(e)
        return e.exp is sp.S.NegativeOne or value.is_Pow or (e.exp.is_negative and not e.exp.is_Integer)
    return not (isinstance(e, sp.Pow) and e.exp is sp.S.One)


def _is_reckoned(e: sp.Mul) -> bool:
    """Return True if there is at most one number above the bar and one below, and no 1 that could be left out."""
    above = [f for f in e.args if f.is_Rational and f is not sp.S.NegativeOne]
    below = [f.base for f in e.args if f.is_Pow and f.exp is sp.S.NegativeOne and f.base.is_Integer]
    if len(above) > 1 or len(below) > 1 or sp.S.Zero in above or sp.S.One in below:
        return False
    if sp.S.NegativeOne in e.args and any(f.could_extract_minus_sign() for f in e.args[1:] if not f.is_Add):
        return False
    if sp.S.One in above and (len(e.args) > 2 or not any(map(_is_divisor, e.args))):
        return False
    return not (above and below) or gcd(int(above[0].p), int(below[0])) == 1


def _has_like_factors(e: sp.Mul) -> bool:
    powers = [f.as_base_exp() for f in e.args if not f.is_number]
    bases = [sp.E**sp.S.One if base is sp.E else base for base, n in powers if n.is_Integer or base is sp.E]
    return len(set(bases)) < len(bases) or _have_cancelling_roots(e)


def _have_cancelling_roots(e: sp.Mul) -> bool:
    """Return True if a power stands above the bar and another, or a root, of the same below it: x/sqrt(x)."""
    powers = [_value(f).as_base_exp() for f in e.args if not f.is_number]
    above = {base for base, n in powers if n.is_Rational and n.is_positive}
    return any(base in above for base, n in powers if n.is_Rational and n.is_negative)


def _is_in_lowest_terms(e: sp.Mul) -> bool:
    above = sp.Mul(*[_value(f) for f in e.args if not _is_divisor(f)])
    below = sp.Mul(*[1 / _value(f) for f in e.args if _is_divisor(f)])
    return below.is_number or bool(sp.gcd(above, below).is_number)


def _value(e: sp.Expr) -> sp.Expr:
    found: sp.Expr = evaluator().value(e)
    return found


_BETTER: dict[str, Callable[[sp.Expr], sp.Expr | None]] = {
    "factored": _more_factored,
    "expanded": _more_expanded,
    "simplified": _more_simplified,
}
