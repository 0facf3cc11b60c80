"""All zeros of a function of one variable in a region, with the knowledge whether they are all.

The function is divided into factors, and to each METHODS are applied in turn: algebra; sines and cosines (angles.py);
undoing the outermost function, e^v = 2 is v = ln 2; a polynomial in one part, e^(2x) - 3 e^x + 2 in e^x; squaring roots
and moduli away, which may add places that are then tried; a certified search of a bounded region (algebra/roots.py);
and where the zeros of f' are all known, f is monotonic between them and has one zero if its signs at the ends differ.
Only a search of a part of an unbounded region leaves it open whether there are others.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

import sympy as sp

from calc_cli.algebra.angles import mapped, multiples, phase, phases, rational_near
from calc_cli.algebra.conditions import compared, definedness, smoothness
from calc_cli.algebra.evaluate import all_hold, approximate, sign_at
from calc_cli.algebra.functions import FormulaFunction
from calc_cli.algebra.identities import CIRCULAR, HYPERBOLIC, in_sine_and_cosine_alone
from calc_cli.algebra.inverse import invert, preimages
from calc_cli.algebra.power import power
from calc_cli.algebra.ranges import bounds, signs_of
from calc_cli.algebra.root import Root, Roots, in_order, is_root, recognised, together
from calc_cli.algebra.root_search import Care, algebraic_roots, root_between
from calc_cli.algebra.roots import sign_changes
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.one_sided import limit_by_algebra, one_sided_limit
from calc_cli.calculus.plot.places import number
from calc_cli.calculus.study.polynomials import substitution, zeros_by_elimination
from calc_cli.calculus.study.region import LINE, OpenInterval, Region, cells
from calc_cli.errors import CalcError, UnsupportedError

_STEPS = (sp.sign, sp.floor, sp.ceiling, sp.Heaviside)
_HIGHEST = 500
"""Sums with higher powers are not taken apart: a polynomial would have as many coefficients."""

_DEEPEST = 5
"""So many methods are applied one within the other."""

_CARE = Care(pieces=400, narrowest=2**20)
_REMEMBERED = 512
_MANY = 20
"""Where a search finds so many zeros, that is no function to find them by its derivatives."""

_LONGEST = 150
"""The derivatives of a longer function are not looked at one after the other."""

_WIDEST = 200
"""Half the width of a region that is searched as a whole."""

_FARTHEST = 60
"""A sign is sought at 2^k and 2^-k from a place up to this k."""


@lru_cache(_REMEMBERED)
def zeros(u: sp.Expr, x: sp.Symbol, region: Region = LINE, depth: int = 0) -> Roots:
    """Return where `u` is 0 in the region.

    >>> x = sp.Symbol("x", real=True)
    >>> [root.exact for root in zeros(sp.exp(2 * x) - 3 * sp.exp(x) + 2, x).roots]
    [0, log(2)]
    """
    found: list[Root] = []
    are_all = depth <= _DEEPEST
    factors = list(factors_of(u)) if are_all else []
    for factor in factors:
        if factor.has(x) and 0 in signs_of(factor) and not _is_step(factor, x):
            tried = (method(factor, x, region, depth) for method in METHODS)
            part = next((zeros for zeros in tried if zeros is not None), Roots((), False))
            if not part.are_all and depth == 0:  # the part of an unbounded region that is nearest to 0 is searched
                part = sign_changes(factor, x, searched=region.searched, care=_CARE)
            found += (recognised(factor, x, root) for root in part.roots if region.holds(root))
            are_all = are_all and part.are_all
    if not are_all and [f for f in factors if f.has(x)] != [u] and depth < 2:
        monotonic = _by_monotony(u, x, region, depth)  # the derivative of u may be simpler than that of its numerator
        found, are_all = (found, False) if monotonic is None else (list(monotonic.roots), True)
    return Roots(tuple(root for root in in_order(found) if is_root(u, x, root)), are_all)


def _is_step(u: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if `u` is constant between its jumps: where it is 0, it is so on an interval."""
    return u.has(*_STEPS) and tidy(differentiate(u, x)).is_zero is True


def factors_of(u: sp.Expr) -> Iterator[sp.Expr]:
    """Yield what the zeros of `u` are zeros of: the factors of the numerator."""
    u = u.replace(lambda part: isinstance(part, FormulaFunction), lambda part: part.expanded())
    u = u.xreplace({sp.sign(size.args[0]): size.args[0] / size for size in u.atoms(sp.Abs)})
    u = sp.piecewise_fold(in_sine_and_cosine_alone(u, CIRCULAR))
    if isinstance(u, sp.Piecewise):
        for value, _ in u.args:
            yield from factors_of(value)
        return
    top = sp.fraction(sp.together(u))[0]
    is_high = any(abs(e.exp.as_coeff_Mul()[0]) > _HIGHEST for e in top.atoms(sp.Pow, sp.exp))  # e^(-5730x) - 1/2
    for factor in sp.Mul.make_args(top if is_high else sp.factor(top)):
        if isinstance(factor, sp.Abs | sp.sign | sp.Pow):  # a power with x above is 0 where its base is, if at all
            yield from factors_of(factor.args[0])
        else:
            yield factor


# The methods: each returns what it finds, or None where it does not apply


def _by_angles(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    """Find where the phase of all waves has one of the values at which `u` is 0."""
    low, high = (region.low, region.high) if region.is_bounded else region.searched
    found = phases(u, x, low, high)
    if found is None:
        return None
    angle, values = found
    if not region.is_bounded and depth and values != []:
        return Roots((), False)  # of those that are infinitely many, only who asks for zeros wants to know some
    if values is None or ((angle / x).has(x) and any(value.exact is None for value in values)):
        return None if region.is_bounded else Roots((), False)
    parts = [Roots((), region.is_bounded or not values)]
    for value in values:
        if value.exact is not None:
            parts.append(zeros(angle - value.exact, x, Region(low, high), depth + 1))
        else:
            parts.append(Roots((mapped(value, lambda at: at * x / angle),), True))
    return together(parts)


def _by_phase(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    """Look for the phase t of all waves, where it takes no value twice in the region and has finite limits there."""
    angle = phase(u, x)
    t = sp.Dummy("t", real=True)
    solutions = None if angle is None or not (angle / x).has(x) else preimages(angle, x, t)
    if angle is None or not solutions:
        return None
    seams = together([breaks(angle, x, region, depth + 1), zeros(differentiate(angle, x), x, region, depth + 1)])
    parts = [Roots((), seams.are_all)]
    for cell in cells(seams.roots, region):
        if all_hold(definedness(angle), {x: cell.inside}) is False:
            continue
        ends = [limit_towards(angle, x, cell.end(side), -side) for side in (-1, 1)]
        if not all(end.is_finite for end in ends):
            return None
        low, high = sorted(ends, key=number)
        s = sp.Dummy("t", positive=True) if sign_at(low, {}) in (0, 1) else t
        there = angle.subs(x, cell.inside)
        solution = next(e for e in solutions if sign_at(e.subs(t, there) - cell.inside, {}) == 0)
        found = zeros(tidy(u.subs(x, solution).subs(t, s)), s, Region(low, high), depth + 1)
        inside = [root for root in found.roots if all_hold(definedness(solution), {t: root.middle})]
        places = tuple(mapped(root, lambda end: solution.subs(t, end)) for root in inside)  # noqa: B023 - at once
        parts.append(Roots(places, found.are_all))
    return together(parts)


def _by_inversion(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    """Undo the outermost function of an equation h(v) = c, with x in v alone."""
    constant, rest = u.as_independent(x, as_Add=True)
    scale, h = rest.as_independent(x, as_Add=False)
    inner = [part for part in h.args if part.has(x)]
    if rest.is_Add or h.is_Mul or len(inner) != 1 or not isinstance(inner[0], sp.Expr):
        return None
    (v,), c = inner, -constant / scale
    y = sp.Dummy("y", real=True)
    if isinstance(h, sp.Abs) or (h.is_Pow and v == h.base and h.exp.is_Rational and h.exp.p % 2 == 0):
        sign = sign_at(c, {})
        size = c if isinstance(h, sp.Abs) else power(c, 1 / h.exp) if sign == 1 else sp.S.Zero
        values = [] if sign == -1 or (sign == 0 and h.is_Pow and h.exp < 0) else [size, -size]
        return None if sign is None else _union(v, values, x, region, depth)
    inverted = invert(h.xreplace({v: y}), y, c)
    holds = None if inverted is None else all_hold(inverted[1], {})
    if inverted is None or holds is None:
        return None
    return _union(v, [inverted[0]] if holds else [], x, region, depth)


def _union(v: sp.Expr, values: Iterable[sp.Expr], x: sp.Symbol, region: Region, depth: int) -> Roots:
    """Return where v has one of the values."""
    return together([zeros(v - value, x, region, depth + 1) for value in values])


def _by_substitution(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    """Solve a polynomial in one part of `u` in which alone x occurs."""
    substituted = substitution(u, x)
    if substituted is None:
        return None
    part, polynomial, v = substituted
    found = zeros(polynomial, v, LINE, depth + 1)
    if not found.are_all or any(root.exact is None for root in found.roots):
        return None
    return _union(part, [root.exact for root in found.roots if root.exact is not None], x, region, depth)


def _by_search(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    if not region.is_bounded:
        return None
    found = sign_changes(u, x, searched=region.searched, care=_CARE)
    may_be_few = not found.are_all_searched and len(found.roots) < _MANY and depth < 2
    if may_be_few and (monotonic := _by_monotony(u, x, region, depth)) is not None:
        return monotonic
    return Roots(found.roots, found.are_all_searched)


def _by_monotony(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    """Look for one zero in each interval between the zeros of the derivative and the places where `u` may break."""
    if depth and sp.count_ops(u) > _LONGEST:
        return None
    seams = breaks(u, x, region, depth + 1)
    slope_formula = tidy(differentiate(u, x))
    slope = zeros(slope_formula, x, region, depth + 1) if seams.are_all else seams
    if not slope.are_all:
        return None
    places = in_order([*slope.roots, *seams.roots])
    found = [root for root in places if is_root(u, x, root)]
    for cell in cells(places, region):
        if all_hold(definedness(u), {x: cell.inside}) is False:
            continue
        sign, slope_sign = (sign_at(e, {x: cell.inside}) for e in (u, slope_formula))
        if sign is None or not slope_sign:
            return None
        if sign == 0:
            found.append(Root(cell.inside))
            continue
        side = -sign * slope_sign  # the way on which u comes nearer to 0
        place = _near(u, x, cell, side, -sign)
        if place is not None:
            found.append(root_between(u, x, *sorted((cell.inside, place))))
        elif _sign_towards(u, x, cell.end(side), side, seams.roots) not in (sign, 0):
            return None
    return Roots(tuple(found), True)


def _sign_towards(u: sp.Expr, x: sp.Symbol, end: sp.Expr, side: int, seams: tuple[Root, ...]) -> int | None:
    """Return the sign of the limit of `u` as x goes to an end on its `side`; None if it is not known."""
    if end.is_finite and not any(seam.middle == end for seam in seams):
        return sign_at(u, {x: end})
    if any(seam.middle == end and seam.exact is None for seam in seams):
        return None
    limit = limit_towards(u, x, end, -side)
    return None if limit is sp.nan else int(sp.sign(limit)) if limit.is_infinite else sign_at(limit, {})


def limit_towards(u: sp.Expr, x: sp.Symbol, end: sp.Expr, side: int) -> sp.Expr:
    """Return the limit of `u` at a number from a side, or at infinity; nan if there is none, or none known exactly."""
    approach = Approach(x, end, side)
    try:
        found = limit_by_algebra(u, approach)
        found = one_sided_limit(u, approach) if found.kind == "undecided" else found
    except CalcError:
        return sp.nan
    limit = found.exact_limit
    return sp.nan if limit is None else tidy(limit)


def _near(u: sp.Expr, x: sp.Symbol, cell: OpenInterval, side: int, sign: int) -> sp.Rational | None:
    """Return a place between the inside of a cell and its end at which `u` has the sign; None if none is met."""
    end = cell.end(side)
    base = rational_near(end, 60) if end.is_finite else cell.inside
    for k in range(_FARTHEST):
        place = base - side * abs(base - cell.inside) / 2**k if end.is_finite else base + side * 2**k
        with suppress(CalcError):
            if sign_at(u, {x: place}) == sign:
                return place
    return None


def _by_bound(u: sp.Expr, x: sp.Symbol, _region: Region, depth: int) -> Roots | None:
    """Search where a polynomial is no greater than the rest, which is bounded: |x| <= 1 + max |a_i/a_n| (Cauchy)."""
    terms = sp.Add.make_args(sp.expand(u))
    polynomial = sp.Add(*(term for term in terms if term.is_polynomial(x)))
    low, high = bounds(sp.Add(*(term for term in terms if not term.is_polynomial(x))))
    if not polynomial.has(x) or max(-low, high) > _WIDEST:
        return None
    lead, *others, last = sp.Poly(polynomial, x).all_coeffs()
    sizes = [abs(approximate(a / lead, {}, 10)) for a in (*others, abs(last) + math.ceil(max(-low, high)))]
    reach = sp.Integer(math.ceil(max(sizes)) + 2)
    found = zeros(u, x, Region(-reach, reach), depth + 1) if reach < _WIDEST else None
    return found if found is not None and found.are_all else None


def _by_sinh_and_cosh(u: sp.Expr, x: sp.Symbol, region: Region, depth: int) -> Roots | None:
    """Look at the numerator without tanh and sech, whose derivative may be simpler: of 1 - x tanh x at -x cosh x."""
    rewritten = in_sine_and_cosine_alone(u, HYPERBOLIC)
    return None if rewritten == u or depth > 1 else zeros(rewritten, x, region, depth + 1)


METHODS: tuple[Callable[[sp.Expr, sp.Symbol, Region, int], Roots | None], ...] = (
    lambda u, x, *_: algebraic_roots(u, x), _by_phase, _by_angles, _by_inversion, _by_substitution,
    lambda u, x, *_: zeros_by_elimination(u, x), _by_search, _by_bound, _by_monotony, _by_sinh_and_cosh,
)  # fmt: skip


@lru_cache(_REMEMBERED)
def breaks(f_typed: sp.Expr, x: sp.Symbol, region: Region, depth: int = 0) -> Roots:
    """Return where `f_typed` may be undefined, not continuous or not smooth: where its conditions change."""
    found: list[Root] = []
    are_all = True
    for u in compared({*definedness(f_typed), *smoothness(f_typed, x)}):
        if u.has(x):
            part = _jumps(u, x, region) if u.has(sp.floor, sp.ceiling) else zeros(u, x, region, depth)
            found += part.roots
            are_all = are_all and part.are_all
    return Roots(in_order(found), are_all)


def _jumps(u: sp.Expr, x: sp.Symbol, region: Region) -> Roots:
    """Return where the arguments of floor and ceil are whole numbers. Raises UnsupportedError if that is too often."""
    low, high = (region.low, region.high) if region.is_bounded else region.searched
    parts = [Roots((), region.is_bounded)]
    for w in {step.args[0] for step in u.atoms(sp.floor, sp.ceiling) if step.has(x)}:
        levels = multiples(w, x, (low, high))
        if levels is None:
            raise UnsupportedError("there are too many jumps to tell of", hint="study a part, as in --range 0:10")
        parts += (zeros(w - k, x, Region(low, high)) for k in levels)
    return together(parts)
