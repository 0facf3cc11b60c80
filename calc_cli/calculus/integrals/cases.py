"""Functions by cases: moduli, signs, the greater of two, steps, definitions by cases.

Within a region between two seams a function is given by one formula. If all seams of the real line are known, each
formula is integrated by itself, and constants make the pieces meet, so that the antiderivative is continuous. If there
are infinitely many seams, as of |sin x|, a sign is treated as the constant that it is between two of them.
"""

from collections.abc import Sequence
from functools import partial, reduce
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import all_hold
from calc_cli.algebra.functions import BRANCHED
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.proof import branch
from calc_cli.calculus.equality.seams import in_every_region, seams
from calc_cli.calculus.integrals.confirmed import Agreement, agreement, is_defined_with
from calc_cli.calculus.integrals.search import CASES, Search, Work, unfinished
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import one_sided_limit

_STEPS = (sp.Heaviside, sp.floor, sp.ceiling)
_CASES = (sp.Piecewise, sp.Max, sp.Min, sp.Abs, sp.sign, *_STEPS, *BRANCHED)


def has_cases(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if some part of f is given by cases in x."""
    return any(part.has(x) for part in f.atoms(*_CASES))


def constant_signs(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate with |u| = u sgn u, sgn u being a constant, and steps likewise; max(u, v) is (u + v + |u - v|)/2."""
    asked, f = f, f.replace(sp.Max, partial(_extreme, 1)).replace(sp.Min, partial(_extreme, -1))
    moduli = [part for part in f.atoms(sp.Abs, sp.sign) if part.has(x)]
    steps = {part: sp.Dummy("s", real=True) for part in f.atoms(*_STEPS) if part.has(x)}
    if not moduli and not steps:
        return None
    signs = {
        u: sp.Dummy("s", positive=True) for u in sorted({part.args[0] for part in moduli}, key=sp.default_sort_key)
    }
    by_sign = {part: signs[part.args[0]] * (part.args[0] if isinstance(part, sp.Abs) else 1) for part in moduli}
    g = f.xreplace({**by_sign, **steps})
    g = _with_squares(sp.expand(g, log=False), list(signs.values()))
    inner = search.find(g, x)
    if inner is None:
        return None
    result, size = inner.result, sp.Dummy("w", positive=True)
    if signs.keys() == {x} and any(p.exp.is_Rational and p.exp.q == 2 for p in result.atoms(sp.Pow)):
        result = result.subs(x, signs[x] * size)  # x^(3/2) s^(1/2) is s |x|^(3/2)
    result = _with_squares(sp.expand(result, log=False), list(signs.values())).xreplace({size: sp.Abs(x)})
    result = result.xreplace({s: sp.sign(u) for u, s in signs.items()} | {s: step for step, s in steps.items()})
    result = tidy(result.replace(sp.log, lambda u: sp.log(tidy(u))))  # ln|u| for ln(u sgn u)
    if not is_defined_with(result, asked, x):  # sqrt(x - 1) sqrt(sgn(x - 1))
        return None
    return Work("constant between its jumps", asked, x, result, (inner,))


def _extreme(side: int, *values: sp.Expr) -> sp.Expr:
    """Return the greatest of the values as a sum with moduli if `side` is 1, the least if it is -1."""
    return reduce(lambda u, v: (u + v + side * sp.Abs(u - v)) / 2, values)


def _with_squares(e: sp.Expr, signs: Sequence[sp.Symbol]) -> sp.Expr:
    """Return e with 1 for the square of a sign."""
    return e.replace(lambda p: p.is_Pow and p.base in signs and p.exp.is_Integer, lambda p: p.base ** (p.exp % 2))


def by_cases(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate the formula of each region, and make the pieces meet."""
    if search.depth > 1 or f.free_symbols != {x} or not has_cases(f, x):
        return None
    between = seams([f], x)
    if not between.are_all or not between.points:
        return None
    regions, conditions = in_every_region(between.points), definedness(f)
    known = [i for i, inside in enumerate(regions) if all_hold(conditions, {x: inside[0]}) is not False]
    if not known:
        return None
    points = between.points[known[0] : known[-1]]
    parts: list[Work] = []
    for inside in regions[known[0] : known[-1] + 1]:
        part = search.find(branch(f, {x: inside[0]}), x)
        if part is None:
            return None
        parts.append(part)
    pieces = [parts[0].result]
    for point, (left, right) in zip(points, pairwise(parts), strict=True):
        below, above = _limit(pieces[-1], x, point, -1), _limit(right.result, x, point, 1)
        gap = sp.S.Zero if below is None or above is None or left is right else below - above
        pieces.append(right.result + gap if gap.is_finite else right.result)
    below_ends = [*(sp.Lt(x, point) for point in points), sp.true]
    cases, open_ = (
        sp.Piecewise(*zip(values, below_ends, strict=True))
        for values in (map(tidy, pieces), (unfinished(part.integrand, x) for part in parts))
    )
    return Work(CASES, f, x, cases, tuple(dict.fromkeys(parts)), becomes=open_)


def _limit(e: sp.Expr, x: sp.Symbol, point: sp.Expr, side: int) -> sp.Expr | None:
    return one_sided_limit(e, Approach(x, point, side)).exact_limit


def is_continuous(result: sp.Expr, f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if an antiderivative with signs in it has no jump at a seam of f, as far as these are known."""
    if agreement(result, f, x) is not Agreement.SAME:
        return False
    if result.free_symbols != {x} or not has_cases(result, x):
        return True
    return not any(map(_is_jump, (_sides(result, x, point) for point in seams([f], x).points)))


def jump(given: sp.Expr, f: sp.Expr, x: sp.Symbol) -> sp.Expr | None:
    """Return where a function by cases jumps though `f`, its derivative elsewhere, does not; None if none is known.

    Both are functions of x alone, but for constants that are added.
    """
    if f.free_symbols - {x} or not has_cases(given, x):
        return None
    alone = given.xreplace(dict.fromkeys(given.free_symbols - {x}, sp.S.Zero))
    for point in seams([alone], x).points:
        if _is_jump(_sides(alone, x, point)) and (there := _sides(f, x, point)) and not _is_jump(there):
            return point
    return None


def _sides(e: sp.Expr, x: sp.Symbol, point: sp.Expr) -> list[object]:
    """Return the limits from both sides, nothing if one is not finite."""
    found = [one_sided_limit(e, Approach(x, point, side)) for side in (-1, 1)]
    return [limit.value for limit in found] if all(limit.kind == "finite" for limit in found) else []


def _is_jump(sides: list[object]) -> bool:
    return bool(sides) and sides[0] != sides[1]
