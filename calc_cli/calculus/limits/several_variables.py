"""The limit of a function of several variables at a point.

There is none if two paths into the point have two limits. That there is one takes a proof, since that many paths agree
proves nothing: it is the limit in all charts around the point (charts.py), and where it is not, these have the paths.
An experiment in random directions is the second witness.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, islice, product
from typing import Literal, TypeAlias

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import known_side, symbol
from calc_cli.algebra.share import tried
from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.limits.behaviour import has_bounds
from calc_cli.calculus.limits.charts import (
    AsymptoticChart,
    BoundedRatio,
    Leaf,
    Substitution,
    charts,
    divisors,
    sign_around,
)
from calc_cli.calculus.limits.divisibility import is_analytic_quotient
from calc_cli.calculus.limits.extrapolation import Estimate, estimate, kind_of
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.homogeneity import limit_by_forms
from calc_cli.calculus.limits.mean_value import limit_by_mean_value
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, are_equal, number_or_none, sign_of_number
from calc_cli.calculus.limits.one_sided import limit_by_algebra, one_sided_limit
from calc_cli.calculus.limits.parameters import sample
from calc_cli.calculus.limits.verdict import Path, Verdict
from calc_cli.errors import UndefinedError, UnsupportedError

FunctionOfOne: TypeAlias = tuple[sp.Symbol, sp.Expr, sp.Expr, sp.Expr, int]
"""u, the expression that it stands for, the function of u, where u goes, and from which side, 0 being both."""

_DIRECTIONS = tuple(sp.Rational(n, 97) for n in (13, -71, 44, -29, 89, -7, 61, -53, 31, -83, 5))

_POWERS = ((1, 2), (2, 1), (1, 3), (3, 1))

_BEFORE_PROOF = 5
"""Paths that are tried first, the axes and diagonals."""

_NEARER = (2, 3, 6)
"""By these powers of its parameter a curve stays beside another."""

_MOST_UNKNOWN = 5
"""Charts without an answer; then it is time to give up."""

_SHARE = 6.0
"""Seconds for the proof, and as many for the paths that are left if there is none."""


def limit_at_point(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Verdict:
    """Find the limit of `f` as its variables go `to` a point together.

    Where there is none, the `paths` are two with two limits, or one without a limit.

    >>> x, y = sp.symbols("x y", real=True)
    >>> limit_at_point(x * y / (x**2 + y**2), {x: sp.Integer(0), y: sp.Integer(0)}).kind
    'path-dependent'
    """
    leaves: list[Leaf[sp.Expr]] = []
    t = _parameter(f, to)
    simple = _simple_curves(to, t)
    known: list[Path] = []
    none = _conflict(f, paths(f, to, t, chain(islice(simple, _BEFORE_PROOF), beside_zeros(f, to, t))), known)
    if none is None and (signs := tuple(_differences(known))):
        return Verdict("undecided", paths=tuple(known[:2]), open=signs)
    value = None if none else tried(_SHARE, lambda: joint_limit(f, to, leaves))
    if none is None and value is None:
        charted = (curve for leaf in leaves for curve in leaf.curves(t))
        none = tried(_SHARE, lambda: _conflict(f, paths(f, to, t, chain(simple, charted)), known))
    if none is not None:
        return none
    experiment = _experiment(f, to)
    if not leaves and experiment.kind == "undefined":
        return Verdict("undefined")
    shown = tuple(_sampled(f, path) for path in known[:2])
    undecidable = value is None or experiment.kind == "undecided" or value.free_symbols
    agree = None if undecidable else experiment.is_near(value)
    expected = Verdict("undecided" if value is None else kind_of(value), value)
    if value is None or agree is False or any(_certainly_differ(path.limit, expected) for path in known):
        signs = tuple(dict.fromkeys((*(e for leaf in leaves for e in leaf.open), *_differences(known))))
        return Verdict("undecided", value, experiment.value, experiment.error, agree, paths=shown, open=signs)
    return Verdict(kind_of(value), value, experiment.value, experiment.error, agree, paths=shown)


def joint_limit(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], leaves: list[Leaf[sp.Expr]]) -> sp.Expr | None:
    """Return the limit by the first method that finds it; None if it is not known."""
    factor, rest = f.as_independent(*to, as_Add=False)
    if factor.free_symbols and (found := joint_limit(rest, to, [])) not in (None, *INFINITE):
        return factor * found
    methods: tuple[Callable[[], sp.Expr | None], ...] = (
        lambda: limit_by_forms(f, to),
        lambda: _by_division(f, to),
        lambda: _of_one(f, to),
        lambda: limit_by_mean_value(f, to, lambda e, to: joint_limit(e, to, [])),
        lambda: _squeezed(f, to),
        lambda: common_limit(f, to, leaves),
    )
    return next((found for method in methods if (found := method()) is not None), None)


def _squeezed(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
    """Return 0 if that is the limit without the factors that are bounded."""
    factors = sp.Mul.make_args(f)
    calm = [factor for factor in factors if not has_bounds(type(factor))]
    return sp.S.Zero if len(calm) < len(factors) and joint_limit(sp.Mul(*calm), to, []) == 0 else None


def _by_division(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
    """Return the limit along a path if `f`, or 1/f where that is not 0, is analytic once its divisor is cancelled."""
    is_removable = is_analytic_quotient(f, to)
    if not is_removable and not is_analytic_quotient(1 / f, to):
        return None
    t = _parameter(f, to)
    along = paths(f, to, t, _simple_curves(to, t))
    value = next((path.limit.value for path in along if path.limit.kind == "finite"), None)
    return value if is_removable or value != 0 else None


def as_function_of_one(e: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> FunctionOfOne | None:
    """Return `e` as a function of one combination of the variables; None if it is none."""
    u = next(symbol(name) for name in ("u", "v", "w", "s") if symbol(name) not in e.free_symbols)
    parts = [part for part in sp.preorder_traversal(e) if isinstance(part, sp.Expr) and part not in (e, *to)]
    for part in sorted({part for part in parts if part.has(*to)}, key=lambda part: (sp.count_ops(part), str(part))):
        g = _in_terms_of(part, u, e, to)
        if g is None or (goal := common_limit(part, to, [])) is None:
            continue
        side = 0 if goal in INFINITE else sign_around(part - goal, to) or 0
        return u, part, g, goal, side
    return None


def _in_terms_of(part: sp.Expr, u: sp.Symbol, e: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
    """Return `e` as a function of u = part; None if it is none."""
    g = e.xreplace({part: u})
    for x in to if g.has(*to) else ():
        slope = sp.diff(part, x)
        if slope != 0 and not slope.has(x):
            g = sp.cancel(e.xreplace({x: sp.cancel(x + (u - part) / slope)}))
            break
    return None if g.has(*to) else g


def _of_one(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr | None:
    """Return the limit of g(u), if g has the same at the goal or is not defined there, which u may reach on the way."""
    found = as_function_of_one(f, to)
    if found is None or found[2].free_symbols - {found[0]}:
        return None
    u, _, g, goal, one = found
    verdicts = [
        limit_by_algebra(g, Approach(u, goal, side)) for side in ((one,) if one or goal in INFINITE else (-1, 1))
    ]
    limits = [verdict.exact_limit for verdict in verdicts if verdict.kind != "undefined"]
    at_goal = None if goal in INFINITE else number_or_none(g.xreplace({u: goal}))
    limits += [] if at_goal is None else [at_goal]
    return limits[0] if limits and None not in limits and all(are_equal(each, limits[0]) for each in limits) else None


def common_limit(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], leaves: list[Leaf[sp.Expr]]) -> sp.Expr | None:
    """Return the limit in all charts, None if one has another or none that is known; they are added to the `leaves`."""
    unknown = 0
    for leaf in charts(f, to, AsymptoticChart.limit):
        leaves.append(leaf)
        first = leaves[0].found
        unknown += leaf.found is None
        if unknown > _MOST_UNKNOWN or (unknown and leaf.open):
            return None
        if first is None or leaf.found is None or first.has(BoundedRatio):
            continue
        if are_equal(first, leaf.found) is False:
            return None
    value = leaves[0].found if leaves else None
    if value is None or value.has(BoundedRatio):
        return None
    others = (leaf.found for leaf in leaves[1:])
    return value if all(other is not None and are_equal(value, other) for other in others) else None


def _certainly_differ(one: Verdict, other: Verdict) -> bool:
    """Return True if two limits are certainly not the same."""
    if one.value is None or other.value is None or "undecided" in (one.kind, other.kind):
        return False
    return are_equal(one.value, other.value) is False


def _differences(paths: Sequence[Path]) -> Iterator[sp.Expr]:
    """Yield the differences of limits along two paths, with parameters in them; and what those limits depend on."""
    limits = [path.limit.value for path in paths if path.limit.kind == "finite" and path.limit.value is not None]
    for one, other in combinations(limits, 2):
        difference = sp.expand(one - other)
        if difference.free_symbols and not vanishes(difference):
            yield difference


def _conflict(f: sp.Expr, paths: Iterable[Path], known: list[Path]) -> Verdict | None:
    """Return the verdict if one of the paths has no limit or another than those `known`, to which they are added."""
    for path in paths:
        if path.limit.kind == "oscillates":
            return _without_limit("oscillates", f, (path,))
        for other in known:
            if _certainly_differ(path.limit, other.limit):
                return _without_limit("path-dependent", f, (other, path))
        if path.limit.kind in ("finite", "+inf", "-inf"):
            known.append(path)
    return None


def _without_limit(kind: Literal["oscillates", "path-dependent"], f: sp.Expr, paths: tuple[Path, ...]) -> Verdict:
    """Return the verdict, if the experiments along the paths do not contradict it."""
    sampled = tuple(_sampled(f, path) for path in paths)
    found = {path.limit.agree for path in sampled}
    if False in found:
        return Verdict("undecided", agree=False, paths=sampled)
    return Verdict(kind, agree=None if None in found else True, paths=sampled)


def _sampled(f: sp.Expr, path: Path) -> Path:
    """Return the path with both witnesses."""
    return Path(path.at, path.t, one_sided_limit(f.xreplace(path.at), Approach(path.t, sp.S.Zero, 1)))


# Experiment


def _experiment(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> Estimate:
    """Sample near the point, in one direction after another."""

    def at_distance(t: sp.Rational) -> mpmath.mpf:
        turn = (t.p * 7 + t.q) % len(_DIRECTIONS)
        offsets = [t * _DIRECTIONS[(turn + 3 * k) % len(_DIRECTIONS)] for k in range(len(to))]
        sides = [known_side(v, a) for v, a in to.items()]
        offsets = [side * abs(d) if side else d for side, d in zip(sides, offsets, strict=True)]
        point = {
            v: sp.sign(a) / abs(offset) if a in INFINITE else a + offset
            for (v, a), offset in zip(to.items(), offsets, strict=True)
        }
        return sample(f, point)

    if f.free_symbols - to.keys():
        return Estimate("undecided")
    return estimate(at_distance)


# Curves into a point


def _parameter(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Symbol:
    """Return a letter for the parameter of curves."""
    return symbol(next(name for name in ("t", "s", "r", "tau") if symbol(name) not in f.free_symbols | to.keys()))


def paths(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol, curves: Iterable[Substitution]) -> Iterator[Path]:
    """Yield the function along those of the curves in t that come to the point, with its limit by algebra."""
    seen: list[Substitution] = []
    for at in curves:
        if at in seen or not all(_arrives(at[v], t, v, a) for v, a in to.items()):
            continue
        seen.append(at)
        try:
            yield Path(at, t, limit_by_algebra(substitute(f, at), Approach(t, sp.S.Zero, 1)))
        except (UndefinedError, UnsupportedError):
            continue


def _simple_curves(to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol) -> Iterator[Substitution]:
    """Yield axes, diagonals, powers and exponentials into the point."""
    for curve in _curves(len(to), t):
        yield {v: _moved(a, u, t) for (v, a), u in zip(to.items(), curve, strict=True)}


def beside_zeros(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], t: sp.Symbol) -> Iterator[Substitution]:
    """Yield curves that come nearer to one on which a divisor of `f` is 0 than to the point: y = -x + x^2 for x + y."""
    small = sp.Dummy("t", positive=True)
    reduced = sp.cancel(f) if f.is_rational_function(*to) else f
    for divisor, x in product(divisors(reduced), to):
        along = {y: _moved(a, small, small) for y, a in to.items() if y != x}
        on_line = divisor.xreplace(along)
        if not divisor.is_polynomial(*to) or len(divisor.free_symbols & to.keys()) < 2 or sp.degree(on_line, x) > 2:
            continue
        for root, power in product(sp.roots(on_line, x), _NEARER):
            roots = [p.base for p in root.atoms(sp.Pow) if not p.exp.is_Integer]
            if not root.has(sp.I) and all(sign_of_number(u) == 1 for u in roots):
                curves = ({**along, x: root + sign * small**power} for sign in (1, -1))
                yield from ({v: e.xreplace({small: t}) for v, e in curve.items()} for curve in curves)


def _moved(a: sp.Expr, u: sp.Expr, t: sp.Symbol) -> sp.Expr:
    """Return the coordinate that is u off a; towards infinity that of a long way 1/t instead of a short one t."""
    return sp.sign(a) * u.xreplace({t: 1 / t}) if a in INFINITE else a + u


def _arrives(at: sp.Expr, t: sp.Symbol, v: sp.Symbol, a: sp.Expr) -> bool:
    """Return True if the coordinate `at` of v goes to `a` as t -> 0+, from the side that is known of v."""
    germs = Germs()
    germ = at.xreplace({t: germs.t})
    limit, side = germs.limit(germ), known_side(v, a)
    return limit is not None and bool(are_equal(limit, a)) and (not side or germs.sign(germ - a) == side)


def _curves(n: int, t: sp.Symbol) -> Iterator[Sequence[sp.Expr]]:
    """Yield axes, diagonals, powers and exponentials."""
    for i in range(n):
        yield [t if k == i else sp.S.Zero for k in range(n)]
    yield [t] * n
    for i in reversed(range(n)):
        for c in (-1, 2):
            yield [c * t if k == i else t for k in range(n)]
        yield [-t if k == i else sp.S.Zero for k in range(n)]
    for i, j in combinations(range(n), 2) if n > 2 else ():
        yield [t if k in (i, j) else sp.S.Zero for k in range(n)]
    for p, q in _POWERS if n == 2 else ():
        for c in (1, -1, 2):
            yield t**p, c * t**q
    if n == 2:
        yield t, t + 1  # goes to the point where both are infinite
        for fast in (sp.exp(-1 / t), sp.exp(t), sp.exp(sp.exp(t))):
            yield from ((t, fast), (fast, t))
