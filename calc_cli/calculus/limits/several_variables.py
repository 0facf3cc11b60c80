"""The limit of a function of several variables at a point.

There is none if two paths into the point have two limits: lines, parabolas, and powers that balance the monomials.
That there is one takes a bound (orders.py), continuity, or a limit in one variable of which the function is made;
that many paths agree proves nothing. An experiment in random directions is the second witness.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, sign_at, value_at
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.extrapolation import DIGITS, Estimate, estimate
from calc_cli.calculus.limits.functions_at_limits import CONTINUOUS
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import OneSided, limit_by_algebra, one_sided_limit, sample
from calc_cli.calculus.limits.orders import Orders, weights_for
from calc_cli.errors import UndefinedError, UnsupportedError

_DIRECTIONS = tuple(sp.Rational(n, 97) for n in (13, -71, 44, -29, 89, -7, 61, -53, 31, -83, 5))

_BEFORE_PROOF = 5
"""Paths that are tried first, the axes and diagonals."""


@dataclass(frozen=True, slots=True)
class Path:
    """A curve into the point: `at` gives the variables for t -> 0+, `limit` is the function's limit along it."""

    at: Mapping[sp.Symbol, sp.Expr]
    t: sp.Symbol
    limit: OneSided

    def equations(self, to: Mapping[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
        """The curve as y = x^2, or by its parameter where no variable runs along it as t itself."""
        for x, at in self.at.items():
            if at == to[x] + self.t:
                others = {y: on.xreplace({self.t: x - to[x]}) for y, on in self.at.items() if y != x}
                return {y: sp.expand(on) for y, on in others.items()}
        return dict(self.at)


@dataclass(frozen=True, slots=True)
class AtPoint:
    """What is found at a point: with `exists` False the `paths` are two with two limits, or one without a limit."""

    kind: Literal["finite", "+inf", "-inf", "oscillates", "path-dependent", "undefined", "undecided"]
    exists: bool | None
    value: sp.Expr | None
    estimate: mpmath.mpf | None
    error: mpmath.mpf | None
    agree: bool | None
    paths: tuple[Path, ...]


def limit_at_point(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> AtPoint:
    """Find the limit of `f` as its variables go `to` a point together.

    >>> x, y = sp.symbols("x y", real=True)
    >>> limit_at_point(x * y / (x**2 + y**2), {x: sp.Integer(0), y: sp.Integer(0)}).kind
    'path-dependent'
    """
    paths = _paths(f, to)
    known: list[Path] = []
    none = _conflict(f, islice(paths, _BEFORE_PROOF), known)
    value = None if none else _proved(_at_origin(f, to), list(to))
    if none is None and value is None:
        none = _conflict(f, paths, known)
    if none is not None:
        return none
    experiment = _experiment(f, to)
    if not known and experiment.kind == "undefined":
        return AtPoint("undefined", False, None, None, None, None, ())
    shown = tuple(_sampled(f, path) for path in known[:2])
    agree = None if value is None else _agree(value, experiment)
    if value is None or agree is False or any(_differ(path.limit, OneSided(_kind(value), value)) for path in known):
        return AtPoint("undecided", None, value, experiment.value, experiment.error, agree, shown)
    return AtPoint(_kind(value), True, value, experiment.value, experiment.error, agree, shown)


def _conflict(f: sp.Expr, paths: Iterable[Path], known: list[Path]) -> AtPoint | None:
    """The verdict if one of the paths has no limit or another than those `known`, to which they are added."""
    for path in paths:
        if path.limit.kind == "oscillates":
            return _without_limit("oscillates", f, (path,))
        for other in known:
            if _differ(path.limit, other.limit):
                return _without_limit("path-dependent", f, (other, path))
        if path.limit.kind in ("finite", "+inf", "-inf"):
            known.append(path)
    return None


def _without_limit(kind: Literal["oscillates", "path-dependent"], f: sp.Expr, paths: tuple[Path, ...]) -> AtPoint:
    """The verdict, if the experiments along the paths do not contradict it."""
    sampled = tuple(_sampled(f, path) for path in paths)
    found = {path.limit.agree for path in sampled}
    if False in found:
        return AtPoint("undecided", None, None, None, None, False, sampled)
    return AtPoint(kind, False, None, None, None, None if None in found else True, sampled)


def _sampled(f: sp.Expr, path: Path) -> Path:
    """The path with both witnesses."""
    return Path(path.at, path.t, one_sided_limit(f.xreplace(path.at), path.t, sp.S.Zero, 1))


def _kind(value: sp.Expr) -> Literal["finite", "+inf", "-inf"]:
    return "+inf" if value is sp.oo else "-inf" if value is -sp.oo else "finite"


def _differ(one: OneSided, other: OneSided) -> bool:
    """Whether two limits are certainly not the same."""
    if one.exact is None or other.exact is None or "undecided" in (one.kind, other.kind):
        return False
    if one.kind != other.kind:
        return True
    return one.kind == "finite" and sign_at(sp.expand(one.exact - other.exact), {}) in (1, -1)


def _agree(value: sp.Expr, experiment: Estimate) -> bool | None:
    if experiment.kind == "undecided" or value.free_symbols:
        return None
    if experiment.kind != _kind(value):
        return False
    if experiment.value is None:
        return True
    with mpmath.workdps(2 * DIGITS):
        return bool(abs(approximate(value, {}, DIGITS) - experiment.value) <= experiment.error)


# Paths


def _paths(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Iterator[Path]:
    """The function along curves, from the simplest on."""
    t = symbol(next(name for name in ("t", "s", "r", "tau") if symbol(name) not in f.free_symbols | to.keys()))
    seen = set()
    for curve in _curves(f, to, t):
        at = {v: a + u if a not in INFINITE else sp.sign(a) / u for (v, a), u in zip(to.items(), curve, strict=True)}
        if any(u == 0 and a in INFINITE for a, u in zip(to.values(), curve, strict=True)) or curve in seen:
            continue
        seen.add(curve)
        try:
            yield Path(at, t, limit_by_algebra(f.xreplace(at), t, sp.S.Zero, 1))
        except (UndefinedError, UnsupportedError):
            continue


def _curves(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol) -> Iterator[tuple[sp.Expr, ...]]:
    n = len(to)
    for i in range(n):
        yield tuple(t if k == i else sp.S.Zero for k in range(n))
    yield (t,) * n
    for i in range(n):
        yield tuple(-t if k == i else t for k in range(n))
        yield tuple(2 * t if k == i else t for k in range(n))
        yield tuple(-t if k == i else sp.S.Zero for k in range(n))
    for i, j in combinations(range(n), 2) if n > 2 else ():
        yield tuple(t if k in (i, j) else sp.S.Zero for k in range(n))
    for p, q in _powers(f, to) if n == 2 else ():
        for c in (1, -1, 2):
            yield t**p, c * t**q
        yield -(t**p), t**q
    for i, sign, k in ((1, 1, 2), (1, -1, 2), (1, -1, 3), (1, -1, 4)) if n == 2 else ():
        yield t, sign * t + i * t**k
    for i in range(n) if n > 2 else ():
        yield tuple(t**2 if k == i else t for k in range(n))


def _powers(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> list[tuple[int, int]]:
    """Exponents of t that balance two monomials of f, and those of parabolas."""
    balanced = weights_for(_at_origin(f, to), list(to))
    return list(dict.fromkeys([*(pair for pair in balanced if pair != (1, 1)), (1, 2), (2, 1), (1, 3), (3, 1)]))  # type: ignore[list-item]


# Experiment


def _experiment(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Estimate:
    """Samples near the point, each in another direction."""

    def at_distance(t: sp.Rational) -> mpmath.mpf:
        turn = (t.p * 7 + t.q) % len(_DIRECTIONS)
        offsets = [t * _DIRECTIONS[(turn + 3 * k) % len(_DIRECTIONS)] for k in range(len(to))]
        point = {
            v: sp.sign(a) / abs(offset) if a in INFINITE else a + offset
            for (v, a), offset in zip(to.items(), offsets, strict=True)
        }
        return sample(f, point)

    if f.free_symbols - to.keys():
        return Estimate("undecided")
    return estimate(at_distance)


# Proof of existence


def _at_origin(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """The function with the point moved to the origin."""
    return f.xreplace({v: sp.sign(a) / v if a in INFINITE else a + v for v, a in to.items()})


def _proved(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """The limit of `g` at the origin, if it can be proved that there is one."""
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
    for part in sp.preorder_traversal(g):
        plain = not part.args or part.is_Add or part.is_Mul or isinstance(part, sp.exp | sp.log | sp.Abs | sp.Max)
        power = part.is_Pow and (part.exp.is_Rational or not part.has(*variables))
        if not (plain or power or isinstance(part, sp.Min) or type(part) in CONTINUOUS):
            return None
    try:
        return value_at(g, dict.fromkeys(variables, sp.S.Zero))
    except (UndefinedError, UnsupportedError):
        return None


def _by_one_variable(g: sp.Expr, variables: Sequence[sp.Symbol]) -> sp.Expr | None:
    """The limit of h(w), where g = h(w(x, y)) for a polynomial w, as w goes to its value at the origin."""
    w = sp.Dummy("w", real=True)
    origin = dict.fromkeys(variables, sp.S.Zero)
    for inner in sp.preorder_traversal(g):
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
    found = [one_sided_limit(h, w, a, side) for side in sides if side]
    first = found[0]
    if first.exact is None or any(each.kind == "undecided" or _differ(first, each) for each in found):
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
    if not (g.is_Add or g.is_Mul or type(g) in CONTINUOUS or isinstance(g, sp.exp | sp.Abs)):
        return None
    parts = _grouped(g) if g.is_Mul else list(g.args)
    if parts == [g]:
        return None
    limits = [_proved(part, variables) for part in parts]
    if any(limit is None or limit in INFINITE for limit in limits):
        return None
    try:
        return value_at(g.func(*limits), {})
    except (UndefinedError, UnsupportedError):
        return None
