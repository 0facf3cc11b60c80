"""The operations of expressions, each compiled to a function that computes its enclosure from those of its parts.

Outside its real domain an operation raises UndefinedError. Where an interval is too wide to tell, it raises the
question that is open, about the part of the expression that it hangs on.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from math import factorial
from typing import Any

import sympy as sp
from flint import acb, arb, fmpq
from sympy.core.function import AppliedUndef

from calc_cli.algebra.enclosures import arithmetic, enclosure
from calc_cli.algebra.enclosures.compilation import Compiler, Evaluation, Operation, Part, Truth
from calc_cli.algebra.enclosures.complex_values import ball_function
from calc_cli.algebra.enclosures.enclosure import ImpreciseError, Value
from calc_cli.algebra.enclosures.powers import power
from calc_cli.algebra.formulas import condition_on, expanded
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.unevaluated import outermost
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_TERMS = 1_000_000
"""A sum or a product over more values of its index is refused."""

_MOST_EVALUATIONS = 20_000
"""Of the integrand, for one enclosure of an integral."""

_LEAST_BITS = 100
"""So many bits of an integral are worth more evaluations."""

_MOST_FACTORS = 30
"""The factorial of a larger number is computed by gamma."""


def _other(c: Compiler, e: sp.Basic) -> Part:
    """Compile a variable or a known function, or raise what is wrong with a part when it is asked for its value."""
    if e.is_Symbol:
        return _symbol(e)
    record = record_of(type(e))
    if record is not None and record.enclosure is not None and not record.is_step:
        return _function(c, e, record.enclosure)
    if record is not None and record.formula:
        return c.replaced(e, expanded(e))

    def refuse(_: Evaluation) -> Value:
        if isinstance(e, AppliedUndef):
            raise UnsupportedError(f"{e.func} is an unknown function, so it has no value")
        if e in (sp.oo, -sp.oo, sp.zoo, sp.nan):
            raise UndefinedError("division by zero" if e in (sp.zoo, sp.nan) else "infinity is not a real number")
        if e.has(sp.I):
            raise UndefinedError("the value is not a real number")
        raise UnsupportedError(f"{type(e).__name__} cannot be evaluated")

    return refuse


def _symbol(e: sp.Basic) -> Part:
    def value(at: Evaluation) -> Value:
        found = at.values.get(e)
        if found is None:
            raise UnsupportedError(f"no value is given for {e}")
        return found

    return value


def _exact(number: Value) -> Part:
    return lambda _: number


def _joined(
    pair: Callable[[Any, Any], arb], many: Callable[[Iterable[Value]], Value], c: Compiler, e: sp.Basic
) -> Part:
    """Compile a sum or a product; most are of two, for which Arb's own operation is quicker."""
    parts = [c.of(part) for part in e.args]
    if len(parts) != 2:
        return lambda at: many([part(at) for part in parts])
    first, second = parts

    def of_two(at: Evaluation) -> Value:
        a, b = first(at), second(at)
        return pair(a, b) if isinstance(a, arb) or isinstance(b, arb) else many((a, b))

    return of_two


def _absolute(c: Compiler, e: sp.Basic) -> Part:
    argument = c.of(e.args[0])
    return lambda at: arithmetic.absolute(argument(at))


def _signum(c: Compiler, e: sp.Basic) -> Part:
    sign = c.sign(e.args[0])
    return lambda at: fmpq(sign(at))


def _whole(c: Compiler, e: sp.Basic) -> Part:
    """Compile a floor or a ceiling."""
    argument, is_floor = c.asked(e.args[0]), isinstance(e, sp.floor)

    def value(at: Evaluation) -> Value:
        u = argument(at)
        found = enclosure.exactly(u.floor() if is_floor else u.ceil()) if isinstance(u, arb) else None
        if isinstance(u, fmpq):
            return fmpq(u.floor() if is_floor else u.ceil())
        if found is None:
            raise at.undecided(e.args[0], u)
        return found

    return value


def _extreme(c: Compiler, e: sp.Basic) -> Part:
    """Compile a maximum or a minimum."""
    parts, sign = [c.of(part) for part in e.args], 1 if isinstance(e, sp.Max) else -1
    return lambda at: sign * arithmetic.maximum(sign * part(at) for part in parts)


def _cases(c: Compiler, e: sp.Basic) -> Part:
    branches = [(c.of(value), c.truth(condition)) for value, condition in e.args]

    def value_of(at: Evaluation) -> Value:
        for value, holds in branches:
            if holds(at):
                return value(at)
        raise UndefinedError("no case of the definition applies")

    return value_of


def _repetition(together: Callable[[Iterator[Value]], Value]) -> Operation:
    """Compile a sum or a product over its outermost index, the last one."""

    def compile_(c: Compiler, e: sp.Basic) -> Part:
        inner, index, ends = outermost(e)
        term = c.of(inner)
        first, last = (_bound_of_sum(c, end) for end in ends)

        def terms(at: Evaluation) -> Iterator[Value]:
            start, stop = first(at), last(at)
            if stop < start - 1:
                raise UndefinedError(f"a sum or product does not count from {start} down to {stop}")
            if stop - start >= MOST_TERMS:
                raise UnsupportedError(
                    f"a sum or product over {stop - start + 1} values is too long; the limit is {MOST_TERMS:,}"
                )
            for i in range(start, stop + 1):
                yield term(Evaluation({**at.values, index: fmpq(i)}, at.known, (*at.bound, (index, i))))

        return lambda at: together(terms(at))

    return compile_


def _integral(c: Compiler, e: sp.Basic) -> Part:
    """Compile an integral between finite bounds, which Arb encloses where the integrand is analytic in pieces."""
    body, variable, bounds = outermost(e)
    ends = [c.of(bound) for bound in bounds]
    letters = {letter: c.of(letter) for letter in body.free_symbols - {variable}}

    def value(at: Evaluation) -> Value:
        if not bounds or any(bound.is_infinite for bound in bounds):
            raise UnsupportedError("an integral without finite bounds within an expression is not computed")
        low, high = (end(at) for end in ends)
        function = ball_function(body, variable, {letter: acb(arb(part(at))) for letter, part in letters.items()})
        try:
            found = acb.integral(function, acb(arb(low)), acb(arb(high)), eval_limit=_MOST_EVALUATIONS).real
        except SystemError as error:  # Python's, of an exception that python-flint does not hand on: the end of a share
            fault: BaseException = error
            while isinstance(fault, SystemError) and fault.__cause__ is not None:
                fault = fault.__cause__
            raise fault from None
        if not found.is_finite():
            raise UnsupportedError("an integral within an expression cannot be enclosed: the function is not bounded")
        least = enclosure.precision() // 4
        if least > _LEAST_BITS and found.rel_accuracy_bits() < least and not enclosure.is_within(found, -least):
            # more bits would only take time
            raise UnsupportedError("an integral within an expression cannot be enclosed so closely")
        return found

    return value


def _bound_of_sum(c: Compiler, e: sp.Basic) -> Callable[[Evaluation], int]:
    value_at = c.asked(e)

    def bound(at: Evaluation) -> int:
        if e in (sp.oo, -sp.oo):
            raise UnsupportedError("infinite sums and products are not computed")
        value = value_at(at)
        exact = enclosure.exactly(value)
        if exact is None:
            raise at.undecided(e, value)
        if exact.q != 1:
            raise UndefinedError(f"{enclosure.text(value)} is not an integer, as the bound of a sum or product must be")
        return int(exact.p)

    return bound


# Functions


def _function(c: Compiler, e: sp.Basic, enclose: Callable[[arb], arb]) -> Part:
    """Compile a function of one argument that Arb knows."""
    argument, failure = c.asked(e.args[0]), _failure(c, e)

    def value(at: Evaluation) -> Value:
        u = argument(at)
        try:
            return arithmetic.applied(enclose, u)
        except ImpreciseError:
            raise failure(at, u) from None

    return value


def _failure(c: Compiler, e: sp.Basic) -> Callable[[Evaluation, Value], Exception]:
    """Return the function that tells why `e` has no value, its last argument having the value it is given.

    It is undefined there, or the argument is not known well enough.
    """
    record = record_of(e.func)

    @cache
    def defined() -> Truth:
        return c.truth(condition_on(record.defined if record else "", e.args[0], e.args[-1]))

    def failure(at: Evaluation, crucial: Value) -> Exception:
        return at.undecided(e.args[-1], crucial) if defined()(at) else _undefined(c, e, at)

    return failure


def _undefined(c: Compiler, e: sp.Basic, at: Evaluation) -> UndefinedError:
    name = {"log": "ln"}.get(type(e).__name__, type(e).__name__)
    values = [c.of(part)(at) for part in e.args]
    is_pole = type(e) in _OF_RECIPROCAL and values[0] == 0
    why = "is not a real number" if type(e) in _COMPLEX_ELSEWHERE and not is_pole else "is not defined"
    subject = f"{name}({', '.join(map(enclosure.text, values))})"
    error = UndefinedError(f"{subject} {why}")
    error.subject = subject
    return error


def _factorial(c: Compiler, e: sp.Basic) -> Part:
    argument, by_gamma = c.asked(e.args[0]), _other(c, e)

    def value(at: Evaluation) -> Value:
        u = argument(at)
        if isinstance(u, fmpq) and u.q == 1 and 0 <= u <= _MOST_FACTORS:
            return fmpq(factorial(int(u.p)))
        return by_gamma(at)

    return value


def _polygamma(c: Compiler, e: sp.Basic) -> Part:
    order, argument, failure = c.asked(e.args[0]), c.asked(e.args[1]), _failure(c, e)

    def value(at: Evaluation) -> Value:
        n, u = enclosure.exactly(order(at)), argument(at)
        if n is None or n < 0 or n.q != 1:
            raise UnsupportedError("polygamma is computed for orders 0, 1, 2, ... only")
        try:
            return arithmetic.applied(lambda v: v.digamma() if n == 0 else acb(v).polygamma(acb(n)).real, u)
        except ImpreciseError:
            raise failure(at, u) from None

    return value


def _angle(c: Compiler, e: sp.Basic) -> Part:
    """Compile atan2, which is cut along y = 0, x < 0."""
    (y, x), (y_at, x_at) = e.args, map(c.asked, e.args)

    def value(at: Evaluation) -> Value:
        b, a = y_at(at), x_at(at)
        beside, right = enclosure.sign(b), enclosure.sign(a)
        if beside == right == 0:
            raise UndefinedError("atan2(0, 0) is not defined")
        if right != 1 and beside is None:
            raise at.undecided(y, b)
        if right is None and beside == 0:
            raise at.undecided(x, a)
        return arithmetic.bounded(arb.atan2(arb(b), arb(a)))

    return value


_COMPLEX_ELSEWHERE = {sp.log, sp.asin, sp.acos, sp.acsc, sp.asec, sp.acosh, sp.atanh, sp.asech, sp.acoth}
"""Outside their real domain these have complex values."""

_OF_RECIPROCAL = {sp.acsc, sp.asec, sp.asech, sp.acoth}
"""At 0 these have no value at all."""

_OPERATIONS: dict[type[sp.Basic], Operation] = {
    **dict.fromkeys(
        (sp.Integer, sp.Rational, *(type(n) for n in (sp.S.Zero, sp.S.One, sp.S.NegativeOne, sp.S.Half))),
        lambda _, e: _exact(enclosure.rational(e.p, e.q)),
    ),
    sp.Float: lambda _, e: _exact(enclosure.of_float(e._mpf_)),
    type(sp.pi): lambda *_: lambda _: arb.pi(),
    type(sp.E): lambda *_: lambda _: arb.const_e(),
    type(sp.EulerGamma): lambda *_: lambda _: arb.const_euler(),
    type(sp.Catalan): lambda *_: lambda _: arb.const_catalan(),
    sp.Add: partial(_joined, operator.add, arithmetic.total),
    sp.Mul: partial(_joined, operator.mul, arithmetic.product),
    sp.Pow: power,
    sp.Abs: _absolute,
    sp.sign: _signum,
    sp.floor: _whole,
    sp.ceiling: _whole,
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.Piecewise: _cases,
    sp.factorial: _factorial,
    sp.polygamma: _polygamma,
    sp.atan2: _angle,
    sp.Sum: _repetition(arithmetic.total),
    sp.Product: _repetition(arithmetic.product),
    sp.Integral: _integral,
}


def operation(e: sp.Basic) -> Operation:
    """Return what compiles a part of this kind."""
    return _OPERATIONS.get(type(e), _other)
