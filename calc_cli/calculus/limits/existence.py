"""Proofs that a function of several variables has a limit at the origin: continuity, one variable, a bound, parts."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.algebra.evaluate import sign_at, value_at
from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.limits.approach import Approach
from calc_cli.calculus.limits.functions_at_limits import is_continuous
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import OneSided, one_sided_limit
from calc_cli.calculus.limits.orders import Orders, weights_for
from calc_cli.errors import UndefinedError, UnsupportedError


def limit_at_origin(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """Return the limit of `g` at the origin, None if no method proves that there is one."""
    present = [v for v in variables if g.has(v)]
    if not present:
        return g
    if len(present) == 1:
        return _limit_in(g, present[0], sp.S.Zero, (1, -1, 0))
    for method in (_by_continuity, _by_one_variable, _by_orders, _by_parts):
        found = method(g, variables)
        if found is not None:
            return found
    return None


def _by_continuity(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """The value, where the function is defined and made of functions continuous wherever they are defined."""
    for part in parts(g):
        plain = not part.args or part.is_Add or part.is_Mul or is_continuous(part.func)
        power = part.is_Pow and (part.exp.is_Rational or not part.has(*variables))
        if not (plain or power):
            return None
    try:
        return value_at(g, dict.fromkeys(variables, sp.S.Zero))
    except (UndefinedError, UnsupportedError):
        return None


def _by_one_variable(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """The limit of h(w), where g = h(w(x, y)) for a polynomial w, as w goes to its value at the origin."""
    w = sp.Dummy("w", real=True)
    origin = dict.fromkeys(variables, sp.S.Zero)
    for inner in parts(g):
        if inner is g or inner.is_Symbol or not (isinstance(inner, sp.Expr) and inner.has(*variables)):
            continue
        if not inner.is_polynomial(*variables):
            continue
        h = g.subs(inner, w)
        if h.has(*variables):
            continue
        found = _limit_in(h, w, inner.xreplace(origin), _sides(inner - inner.xreplace(origin), variables))
        if found is not None:
            return found
    return None


def _sides(u: sp.Expr, variables: Sequence[sp.Symbol]) -> tuple[int, ...]:
    """The sides from which a polynomial that is 0 at the origin comes to 0."""
    orders = Orders(variables, (1,) * len(variables))
    lead = orders.leading(u)
    if lead is None or not orders.is_definite(lead[1]):
        return (1, -1, 0)
    sign = orders.sign_of_definite(lead[1])
    return (1, -1) if sign is None else (sign,)


def _limit_in(h: sp.Expr, w: sp.Symbol, a: sp.Expr, sides: tuple[int, ...]) -> sp.Expr | None:
    """The common limit from the `sides`; 0 among them means that w may also be a itself."""
    found = [one_sided_limit(h, Approach(w, a, side)) for side in sides if side]
    first = found[0]
    if first.exact is None or any(each.kind == "undecided" or certainly_differ(first, each) for each in found):
        return None
    if any(each.kind not in ("finite", "+inf", "-inf") or each.exact is None for each in found):
        return None
    if 0 in sides:
        try:
            if sign_at(value_at(h, {w: a}) - first.exact, {}) != 0:
                return None
        except UndefinedError:
            pass
        except UnsupportedError:
            return None
    return first.exact


def _by_orders(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """The limit L with g - L of positive order; an infinite one where a divisor of one sign vanishes."""
    for weights in weights_for(g, variables):
        orders = Orders(variables, weights)
        top, bottom = sp.fraction(sp.together(g))
        candidates = [sp.S.Zero]
        above, below = orders.leading(top), orders.leading(bottom)
        if above is not None and below is not None:
            if (found := _infinite(orders, above, below)) is not None:
                return found
            ratio = sp.cancel(above[1] / below[1])
            candidates += [] if ratio.has(*variables) else [ratio]
        for candidate in candidates:
            order = orders.order(sp.Mul(*map(sp.expand, _quotient(top - candidate * bottom, bottom)), evaluate=False))
            if order is not None and order > 0:
                return candidate
    return None


def _quotient(top: sp.Expr, bottom: sp.Expr) -> list[sp.Expr]:
    return [top, *(1 / factor for factor in sp.Mul.make_args(bottom))]


def _infinite(orders: Orders, above: tuple[sp.Expr, sp.Expr], below: tuple[sp.Expr, sp.Expr]) -> sp.Expr | None:
    if above[0] == 0 < below[0] and orders.is_definite(below[1]):
        sign = orders.sign_of_definite(below[1])
        over = sign_at(above[1], {})
        return sp.oo * sign * over if sign and over else None
    return None


def _grouped(g: sp.Expr) -> list[sp.Expr]:
    """The factors with the same variables together: y and sin(x)/x."""
    groups: dict[frozenset[sp.Symbol], sp.Expr] = {}
    for factor in g.args:
        key = frozenset(factor.free_symbols)
        groups[key] = groups.get(key, sp.S.One) * factor
    return [g] if len(groups) == 1 else list(groups.values())


def _by_parts(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """Sums, products and continuous functions of what has a finite limit."""
    if not (g.is_Add or g.is_Mul or is_continuous(g.func)):
        return None
    parts = _grouped(g) if g.is_Mul else list(g.args)
    if parts == [g]:
        return None
    limits = [limit_at_origin(part, variables) for part in parts]
    if any(limit is None or limit in INFINITE for limit in limits):
        return None
    try:
        return value_at(g.func(*limits), {})
    except (UndefinedError, UnsupportedError):
        return None


def certainly_differ(one: OneSided, other: OneSided) -> bool:
    """Return True if two limits are certainly not the same."""
    if one.exact is None or other.exact is None or "undecided" in (one.kind, other.kind):
        return False
    if one.kind != other.kind:
        return True
    return one.kind == "finite" and sign_at(sp.expand(one.exact - other.exact), {}) in (1, -1)
