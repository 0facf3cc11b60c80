"""Sums, products and powers remaining in the order and form in which they are written, as on a blackboard.

Only what nobody would write is left out: terms 0, factors 1, powers 1 and 0, a sign within a product, arithmetic of
numbers alone. SymPy's own constructors would put 2*x*x together and x + 3 in another order.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import sympy as sp
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import BooleanFunction

from calc_cli.algebra.power import power as evaluated_power
from calc_cli.errors import UndefinedError, UnsupportedError, raised_as

Build = Callable[[Callable[..., sp.Basic], Sequence[sp.Basic]], sp.Basic]
"""Makes function(*arguments), evaluated or not."""

ONE, ZERO, MINUS_ONE = sp.S.One, sp.S.Zero, sp.S.NegativeOne


def add(terms: Iterable[sp.Expr]) -> sp.Expr:
    """Return the sum; sums among the terms lose their brackets."""
    remaining = [part for term in terms for part in _terms(term) if part is not ZERO]
    if all(term.is_Rational for term in remaining):
        return sp.Add(*remaining)
    return remaining[0] if len(remaining) == 1 else sp.Add(*remaining, evaluate=False)


def _terms(e: sp.Expr) -> Sequence[sp.Expr]:
    return e.args if e.is_Add else (e,)


def mul(factors: Iterable[sp.Expr]) -> sp.Expr:
    """Return the product; products among the factors lose their brackets, and a sign comes to the front."""
    parts = [part for factor in factors for part in flat(factor)]
    if any(part is ZERO for part in parts):
        return ZERO
    remaining = [ONE]
    for part in parts:
        if len(remaining) == 1 and part.is_Rational:
            remaining[0] *= part
        elif part.is_Rational and part.p < 0:
            remaining = [-remaining[0], *remaining[1:], -part]
        else:
            remaining.append(part)
    remaining = [remaining[0], *(part for part in remaining[1:] if part is not ONE)]
    return _product(remaining[1:] if remaining[0] is ONE else remaining)


def _product(factors: Sequence[sp.Expr]) -> sp.Expr:
    if all(factor.is_Rational for factor in factors):
        return sp.Mul(*factors)
    return factors[0] if len(factors) == 1 else sp.Mul(*factors, evaluate=False)


def flat(e: sp.Expr) -> list[sp.Expr]:
    """Return the factors of `e`, those of products within it taken apart."""
    if not e.is_Mul:
        return [e]
    found: list[sp.Expr] = []
    waiting = list(reversed(e.args))
    while waiting:
        factor = waiting.pop()
        if factor.is_Mul:
            waiting += reversed(factor.args)
        else:
            found.append(factor)
    return found


def difference(a: sp.Expr, b: sp.Expr) -> sp.Expr:
    """Return a - b with both sides as they are, brackets and all."""
    return sp.Add(a, sp.Mul(-1, b, evaluate=False), evaluate=False)


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return the power; of numbers its value, if that is a number without a root."""
    if exponent is ONE or base is ONE:
        return base
    if exponent is ZERO and base is not ZERO:
        return ONE
    if base is sp.E:
        return sp.exp(exponent, evaluate=False)
    if base.is_Rational and exponent.is_Integer and (base is not ZERO or exponent.is_positive):
        return evaluated_power(base, exponent)
    return sp.Pow(base, exponent, evaluate=False)


def relation(kind: Callable[..., sp.Basic], a: sp.Expr, b: sp.Expr) -> sp.Basic:
    """Return the comparison; of two numbers whether it holds: SymPy divides by 0 to bring 5 >= 2 to normal form."""
    if a.is_number and b.is_number:
        from calc_cli.algebra.evaluate import sign_at  # which needs this module, to read the formulas of records

        with suppress(UndefinedError, UnsupportedError):
            sign = sign_at(difference(a, b), {})
            if sign is not None:
                return kind(sp.Integer(sign), ZERO)
    return kind(a, b, evaluate=False)


def without_cases(condition: sp.Basic) -> sp.Basic:
    """Write a condition about cases by and, or, not: SymPy makes an ITE of it, which nothing else knows."""
    if not condition.has(sp.Piecewise):
        return condition
    if isinstance(condition, BooleanFunction):
        return condition.func(*map(without_cases, condition.args))
    cases = next(part for part in sp.preorder_traversal(condition) if part.is_Piecewise)
    holds, before = sp.false, sp.true
    for value, applies in cases.args:
        applies = without_cases(applies)
        unreal = UnsupportedError("a case of what is compared here is not a real number")
        with raised_as(unreal, TypeError):  # SymPy's, on comparing 1/0
            holds |= before & applies & without_cases(condition.xreplace({cases: value}))
        before &= sp.Not(applies)
    return holds


def case(value: sp.Expr, condition: sp.Basic) -> ExprCondPair:
    """Return one of the cases of a Piecewise."""
    return ExprCondPair(value, without_cases(condition))


def integral(f: sp.Expr, x: sp.Symbol, *bounds: sp.Expr) -> sp.Expr:
    """Return the integral of f as it is; SymPy's constructor evaluates cases in it."""
    written = sp.Expr.__new__(sp.Integral, f, sp.Tuple(x, *bounds))
    written.is_commutative = True  # which SymPy's constructor takes from f
    return written


def outermost(e: sp.Basic) -> tuple[sp.Basic, sp.Symbol, list[sp.Expr]]:
    """Return what stands under the outermost sign of a sum, product or integral, its variable and its bounds."""
    body, *limits = e.args
    variable, *bounds = limits[-1]
    return e.func(body, *limits[:-1]) if limits[1:] else body, variable, bounds


def is_arithmetic(u: sp.Expr) -> bool:
    """Return True for a number as typed that is plainly rational, like 1/3."""
    if u.is_Pow:
        return bool(u.exp.is_Integer and is_arithmetic(u.base))
    return bool(u.is_Rational or ((u.is_Add or u.is_Mul) and all(map(is_arithmetic, u.args))))


def build(function: Callable[..., sp.Basic], arguments: Sequence[sp.Basic]) -> sp.Basic:
    """Return function(*arguments), unevaluated, whatever the function."""
    maker = _MAKERS.get(function)
    if maker is not None:
        return maker(*arguments)
    try:
        return function(*arguments, evaluate=False)
    except TypeError as error:  # SymPy's, on comparing 1/0 where it folds cases in the condition of a case
        raise UndefinedError("a part of this is not a real number") from error


def replace_argument(e: sp.Basic, i: int, argument: sp.Basic) -> sp.Basic:
    """Return `e`, unevaluated, with another argument in the place of number i."""
    return build(e.func, [*e.args[:i], argument, *e.args[i + 1 :]])


_MAKERS: dict[Callable[..., sp.Basic], Callable[..., sp.Basic]] = {
    sp.Add: lambda *terms: add(terms),
    sp.Mul: lambda *factors: mul(factors),
    sp.Pow: power,
    sp.Tuple: sp.Tuple,
    sp.Sum: sp.Sum,
    sp.Product: sp.Product,
    sp.Integral: sp.Integral,
    ExprCondPair: case,
}


def in_order(e: sp.Expr) -> sp.Expr:
    """Return an evaluated expression with its terms as they are written: x^3 - x^2 + 1, x - x^2, pi/2 - 1."""
    parts = e.as_ordered_terms() if e.is_Add else e.args
    if e.is_Add and (len(parts) == 2 or e.is_number):
        parts = sorted(parts, key=lambda term: term.could_extract_minus_sign())
    return build(e.func, [*map(in_order, parts)]) if parts else e


def is_divisor(e: sp.Expr) -> bool:
    """Return True for 1/u, a factor that is written below a fraction bar."""
    return bool(e.is_Pow and e.exp is MINUS_ONE)


def is_alike(a: sp.Expr, b: sp.Expr) -> bool:
    """Return True if both are written alike, but for the order of terms and factors and the arithmetic of numbers."""
    return _outline(a) == _outline(b)


def _outline(e: sp.Basic) -> str:
    if is_arithmetic(e):
        return str(e.doit())
    if e.is_Mul:
        numbers = [factor for factor in flat(e) if is_arithmetic(factor)]
        parts = [str(sp.Mul(*numbers).doit()), *sorted(_outline(f) for f in flat(e) if not is_arithmetic(f))]
    else:
        parts = sorted(map(_outline, e.args)) if e.is_Add else [_outline(part) for part in e.args]
    return f"{e.func.__name__}({', '.join(parts)})" if e.args else str(e)
