"""Functions written so that Gruntz's algorithm can expand them: analytic where their arguments go, or by exponentials.

sinh(u) with u -> oo becomes (e^u - e^-u)/2, and tan(u) near a pole sin(u)/cos(u), by the formulas of their records; a
record may also tell what holds beside a place (functions/record.py): arctan(u) with u -> oo is pi/2 - arctan(1/u), and
Gamma(u) is e^(u ln u - u) sqrt(2 pi/u) e^T(1/u) by Stirling's formula. T is a `Tail`: an asymptotic series, of which
nothing is known but the terms.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import ClassVar

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.formulas import filled, number
from calc_cli.algebra.functions import record_of
from calc_cli.calculus.limits.behaviour import Behaviour, is_analytic
from calc_cli.calculus.limits.expansion import Term, UnknownExpansionError
from calc_cli.calculus.limits.laws import law_of
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.swings import bounded, by_parameters, by_weights
from calc_cli.functions.record import Beside


class Tail(sp.Function):
    """Tail(n, ..., v): the n-th derivative in v of the sum of c v^e, for v -> 0+; between, the parameters."""

    is_real = True
    beside: ClassVar[Beside]

    def series(self) -> Iterator[Term]:
        """Yield the coefficients and exponents."""
        order, *parameters, _ = self.args
        for k in count():
            c, e = map(sp.sympify, self.beside.tail(sp, k, *parameters))  # type: ignore[misc]
            yield c * sp.ff(e, order), e - order

    def derivative(self) -> "Tail":
        """Return the derivative in v."""
        return type(self)(self.args[0] + 1, *self.args[1:])


@cache
def _tail(beside: Beside) -> type[Tail]:
    return type("T", (Tail,), {"beside": beside})


def tractable(near: Behaviour, e: sp.Expr) -> sp.Expr:
    """Return `e` by sums, products, constant powers, exponentials, logarithms and functions analytic where they go.

    Raises UnknownExpansionError if a part cannot be written so.
    """
    if e in near.variables or e in near.swings or not (near.varies(e) or near.swings_in(e)):
        return e
    if e.is_Function and (written := by_parameters(near, e)) is not None:
        return tractable(near, written)
    if isinstance(e, sp.Max | sp.Min | sp.Piecewise):
        return tractable(near, by_weights(near, e))
    arguments = [tractable(near, argument) for argument in e.args]
    if e.is_Pow and (near.varies(e.exp) or near.swings_in(e.exp)):
        return sp.exp(arguments[1] * tractable(near, sp.log(e.base)))
    has_no_bounds = isinstance(e, sp.log) or (e.is_Pow and not (e.exp.is_Integer and e.exp > 0))
    if has_no_bounds and near.swings_in(arguments[0]) and near.sign(arguments[0]) is None:
        raise UnknownExpansionError
    if e.is_Mul:
        growth = [u.args[0] for u in arguments if isinstance(u, sp.exp)]
        return sp.Mul(sp.exp(sp.Add(*growth)), *(u for u in arguments if not isinstance(u, sp.exp)))
    if e.is_Add or e.is_Pow or isinstance(e, sp.exp | sp.log | Tail):
        return e.func(*arguments)
    return _function(near, e.func, arguments)


def _series(near: Behaviour, beside: Beside, arguments: list[sp.Expr]) -> Callable[[sp.Expr], sp.Expr]:
    """Return what F stands for in a formula: an asymptotic series, or what is between bounds."""
    if beside.bounds is None:
        return lambda v: _tail(beside)(sp.S.Zero, *arguments[:-1], v)
    low, high = map(number, beside.bounds)
    return lambda _: bounded(near, sp.Tuple(*arguments), (low, high), is_filled=False)


def _function(near: Behaviour, f: type[sp.Basic], arguments: list[sp.Expr]) -> sp.Expr:
    if issubclass(f, AppliedUndef) and sum(map(near.varies, arguments)) == 1:
        return f(*arguments)
    *parameters, u = arguments
    if not any(map(near.varies, arguments)) and (c := law_of(f)(near, f(*arguments))) is not None:
        return c
    limit, record = near.tendency(u), record_of(f)
    if limit is None or record is None or any(map(near.varies, parameters)):
        raise UnknownExpansionError
    is_generic = near.generic and not near.swings_in(limit)
    if limit not in INFINITE and is_analytic(f, [*parameters, limit], is_generic):
        return f(*arguments)
    for beside in record.beside:
        if not beside.place or limit == number(beside.place):
            return tractable(near, filled(beside.formula, arguments, F=_series(near, beside, arguments)))
        if record.is_odd and limit == -number(beside.place):
            return -_function(near, f, [-u])
    if not record.formula:
        raise UnknownExpansionError
    return tractable(near, filled(record.formula, arguments))
