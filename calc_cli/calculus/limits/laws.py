"""The laws of limits: the limit as t -> 0+ of a sum, a product, a power ... from the limits of its parts.

A law is a function of what is known of the parts and of one expression. It returns None where the parts leave the limit
open, an indeterminate form such as 0 · oo. LAWS tells which law belongs to which
kind of expression. Other functions are continuous where they are defined, and at infinity as their records say.
"""

from collections.abc import Callable, Sequence

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import record_of
from calc_cli.algebra.power import power
from calc_cli.calculus.limits.behaviour import Behaviour, is_continuous, limit_at
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none, real_number, signed_infinity
from calc_cli.calculus.limits.swings import bounds, by_parameters, enclosure, exponential_of, sign_of_range
from calc_cli.errors import UndefinedError, UnsupportedError

Law = Callable[[Behaviour, sp.Expr], sp.Expr | None]


def law_of(kind: type[sp.Basic]) -> Law:
    """Return the law for a kind of expression."""
    return LAWS.get(kind, _function)


def is_generic(near: Behaviour, limit: sp.Expr | None) -> bool:
    """Return True if a limit with parameters in it is taken not to be 0."""
    has_parameters = near.generic and limit is not None and limit.free_symbols and not near.swings_in(limit)
    return bool(has_parameters) and near.sign(limit) is None


def _sum(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    """Return the limit of a sum by those of its terms; beside oo, one without a limit need but be bounded below."""
    limits = {term: near.tendency(term) for term in g.args}
    infinite = {limit for limit in limits.values() if limit in INFINITE}
    unknown = [term for term, limit in limits.items() if limit is None]
    if len(infinite) > 1 or (unknown and not infinite):
        return None
    if not infinite:
        return number_or_none(sp.Add(*limits.values()))
    (limit,) = infinite
    ends = [enclosure(near, term) for term in unknown]
    return limit if all(found and found[limit is -sp.oo] not in INFINITE for found in ends) else None


def limit_of_product(near: Behaviour, factors: Sequence[sp.Expr]) -> sp.Expr | None:
    """Return the limit of a product by those of its factors; beside oo, others need but stay away from 0."""
    limits = {factor: near.tendency(factor) for factor in factors}
    if not set(limits.values()) & set(INFINITE):
        return None if None in limits.values() else number_or_none(sp.Mul(*limits.values()))
    signs = {f: sign_of_range(near, enclosure(near, f)) if c is None else near.sign(c) for f, c in limits.items()}
    if any(sign == 0 and not near.varies(f) for f, sign in signs.items()):
        return sp.S.Zero
    return None if None in signs.values() else signed_infinity(int(sp.prod(signs.values())))


def _power(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    base, exponent = g.args
    if near.varies(exponent):
        return _variable_power(near, base, exponent)
    limit = near.tendency(base)
    sign = None if limit is None else near.sign(limit)
    if sign == 1 and limit is not sp.oo:
        return real_number(power(limit, exponent))
    rate = near.sign(exponent)
    if limit is not None and near.swings_in(limit):
        return (
            power(limit, exponent) if rate == 1 and (exponent.is_Integer or _is_never_negative(near, limit)) else None
        )
    if limit is None or sign is None or not rate:
        return real_number(power(limit, exponent)) if is_generic(near, limit) else None
    if limit in INFINITE or sign == 0:
        if (rate > 0) == (sign == 0):
            return sp.S.Zero
        side = near.sign(base)
        odd = exponent.is_Rational and exponent.p % 2 == 1
        return None if side is None else signed_infinity(side if odd else side * side)
    return real_number(power(limit, exponent))


def _is_never_negative(near: Behaviour, c: sp.Expr) -> bool:
    ends = bounds(near, c)
    return ends is not None and near.sign(ends[0]) in (0, 1)


def _variable_power(near: Behaviour, base: sp.Expr, exponent: sp.Expr) -> sp.Expr | None:
    limits = near.tendency(base), near.tendency(exponent)
    are_finite = None not in limits and limits[0] not in INFINITE and limits[1] not in INFINITE
    if are_finite and (is_generic(near, limits[0]) or near.sign(limits[0]) == 1):
        return sp.Pow(*limits)
    growth = near.tendency(exponent * sp.log(base))
    return None if growth is None else exponential_of(growth)


def _exponential(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    limit = near.tendency(g.args[0])
    return None if limit is None else exponential_of(limit)


def _logarithm(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    limit = near.tendency(g.args[0])
    if limit is None or limit is sp.oo:
        return limit
    sign = near.sign(limit)
    if sign == 0:
        return -sp.oo if near.sign(g.args[0]) == 1 else None
    return sp.log(limit) if sign == 1 or is_generic(near, limit) else None


def _continuous(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    limits = [near.tendency(argument) for argument in g.args]
    if None in limits or isinstance(g, sp.Sum | sp.Product):
        return None
    if isinstance(g, AppliedUndef):
        return None if any(limit in INFINITE for limit in limits) else g.func(*limits)
    if isinstance(g, sp.Max | sp.Min):
        return g.func(*limits)
    if len(limits) == 1 and limits[0] in INFINITE:
        return limit_at(type(g), limits[0])
    if len(limits) > 1 or not is_continuous(type(g)):
        return None
    if near.swings_in(limits[0]):
        record = record_of(type(g))
        return None if record is None or record.defined else g.func(*limits)
    try:
        return value_at(g.func(*limits, evaluate=False), {})
    except (UndefinedError, UnsupportedError):
        return None


def _function(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    """Return the limit of a function by continuity or else, as at a pole of tan, of the formula of its record."""
    written = by_parameters(near, g)
    if written is not None:
        return near.tendency(written)
    limit = _continuous(near, g)
    record = record_of(type(g))
    if limit is not None or record is None or not (record.formula and record.defined):
        return limit
    return near.tendency(filled(record.formula, g.args))


def _integral(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    """Return the limit of an integral with variable bounds, by the integrand at these."""
    body, (index, *ends) = g.args
    limits = [near.tendency(end) for end in ends]
    at = [body.xreplace({index: end}) for end in ends if near.varies(end)]
    if None in limits or limits[0] in INFINITE:
        return None
    if limits[1] is sp.oo:  # the harmonic series diverges
        return signed_infinity(None if near.varies(ends[0]) else near.sign(near.tendency(at[0] * ends[1]) or sp.S.Zero))
    if limits[1] in INFINITE or any(near.tendency(value) in (None, *INFINITE) for value in at):
        return None
    return sp.S.Zero if limits[0] == limits[1] else number_or_none(sp.Integral(body, (index, *limits)))


LAWS: dict[type, Law] = {
    sp.Integral: _integral,
    sp.Add: _sum,
    sp.Mul: lambda near, g: limit_of_product(near, g.args),
    sp.Pow: _power,
    sp.exp: _exponential,
    sp.log: _logarithm,
}
