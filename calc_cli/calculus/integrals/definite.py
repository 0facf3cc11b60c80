"""A definite integral: exact by Newton and Leibniz, where that is allowed, and measured as the second witness.

Newton and Leibniz hold where the antiderivative is continuous. The interval is cut at all places at which the integrand
or its antiderivative may not be: poles, jumps, seams of cases, and the jumps that an inverse tangent has after a
substitution. On each part the antiderivative is taken between its limits at the ends, which calc's own limit finds:

    integral = sum of  lim F(x), x -> right end from the left  -  lim F(x), x -> left end from the right.

At an end where the integrand is not bounded, or which is infinite, that limit is what an improper integral means; if
it is infinite or there is none, the integral diverges, and that end is the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import sympy as sp
from flint import acb, arb

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.cost import cost
from calc_cli.algebra.enclosures.complex_values import ball_function
from calc_cli.algebra.evaluate import all_hold, approximate, sign_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.identities import CIRCULAR, products_as_sums
from calc_cli.algebra.root_search import Interval
from calc_cli.algebra.share import clock
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.seams import MOST_SEAMS, in_every_region, seams
from calc_cli.calculus.integrals.antiderivative import found
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.cases import has_cases
from calc_cli.calculus.integrals.closed import closed_forms, mirrored
from calc_cli.calculus.integrals.quadrature import Measured, measured, together
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.errors import UndefinedError, UnsupportedError

_SECONDS = 3.0
"""So long parts are measured, one after the other."""

_HALVINGS = 4
"""So often an interval with too many seams is halved."""

_LONG = 60
"""A value that is longer may be known in a shorter form."""

FAR = sp.Integer(50)
"""As far as cuts are looked for where an end is infinite."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An end of a part, to which x goes from `side`: -1 from the left."""

    place: sp.Expr
    side: int


@dataclass(frozen=True, slots=True)
class Definite:
    """What is found of an integral: its exact `value`, the `measured` one, or the end at which it `diverges`.

    `agree` tells whether the two witnesses do, None if one of them is missing. `growth` is the limit of the
    antiderivative at the end where the integral diverges, if it has one. It `converges` is None if that is not known.
    The interval was cut at `cuts`; at the ends `improper`, the integral is a limit.
    """

    value: sp.Expr | None = None
    measured: Measured | None = None
    agree: bool | None = None
    converges: bool | None = None
    diverges: Endpoint | None = None
    growth: sp.Expr | None = None
    cuts: tuple[sp.Expr, ...] = ()
    improper: tuple[Endpoint, ...] = ()


def integrate_over(
    typed: sp.Expr,
    f: sp.Expr,
    x: sp.Symbol,
    a: sp.Expr,
    b: sp.Expr,
    antiderivative: sp.Expr | None,
    *,
    exactly: bool = True,
) -> Definite:
    """Return the integral of f, as `typed`, from a to b, which are numbers with a < b, or infinite.

    Its exact value is sought by all means only if it is asked for `exactly`.

    Raises UndefinedError if the function is not defined on a part of the interval.
    """
    parts = parts_of([typed] if antiderivative is None else [typed, antiderivative], x, a, b)
    cuts = [high for _, high in parts[:-1]]
    improper = tuple(
        end for low, high in parts for end in (Endpoint(low, 1), Endpoint(high, -1)) if _is_improper(typed, x, end)
    )
    so_far = Definite(cuts=tuple(cuts), improper=improper)
    exact = None if antiderivative is None else _by_antiderivative(antiderivative, x, parts)
    if isinstance(exact, tuple):
        end, limit = exact
        return replace(so_far, converges=False, diverges=end, growth=limit.exact_limit)
    for end in improper if exact is None else ():
        verdict = _converges_at(f, x, end)
        if verdict is not True:
            return replace(so_far, converges=verdict, diverges=end if verdict is False else None)
    is_late = clock(_SECONDS)
    numbers = [None if is_late() else measured(f, x, low, high) for low, high in parts]
    number = together([n for n in numbers if n is not None]) if None not in numbers else None
    if exactly and number is not None and (exact is None or cost(exact) > _LONG):
        shorter = (value for value in _known(f, x, a, b) if exact is None or cost(value) < cost(exact))
        exact = next((value for value in shorter if number.is_near(value)), exact)
    agree = None if exact is None or number is None else number.is_near(exact)
    return replace(so_far, value=None if exact is None else tidy(exact), measured=number, agree=agree, converges=True)


def _known(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Iterator[sp.Expr]:
    """Yield values that the integral may have: by symmetry, or known as a whole."""
    half = mirrored(f, x, a, b)
    if half is not None:
        answer = found(TypedFunction(half, half, (x,))) if half != 0 else None
        value = integrate_over(half, half, x, a, b, None if answer is None else answer.result).value
        if value is not None or half == 0:
            yield value or sp.S.Zero
    yield from closed_forms(f, x, a, b)


def principal_value(
    typed: sp.Expr, f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr, antiderivative: sp.Expr | None
) -> Definite:
    """Return the principal value: at each pole inside, and at infinity, both sides are approached at the same pace.

    That is the limit of F(c - t) - F(c + t) as t -> 0+ at a pole c, and that of F(1/t) - F(-1/t) from end to end. The
    number is the integral of f(c - t) + f(c + t) over t. Raises UndefinedError as `integrate_over` does.
    """
    found = integrate_over(typed, f, x, a, b, antiderivative)
    poles = [cut for cut in found.cuts if any(end.place == cut for end in found.improper)]
    is_whole = a is -sp.oo and b is sp.oo
    if found.converges is not False or antiderivative is None or not (poles or is_whole):
        return found
    t = sp.Dummy("t", real=True)
    around = [antiderivative.xreplace({x: c - t}) - antiderivative.xreplace({x: c + t}) for c in poles]
    if is_whole:
        around.append(antiderivative.xreplace({x: 1 / t}) - antiderivative.xreplace({x: -1 / t}))
    outer = [] if is_whole else [(b, -1, 1), (a, 1, -1)]
    limits = [(1, one_sided_limit(e, Approach(t, sp.S.Zero, 1))) for e in around]
    limits += [(sign, one_sided_limit(antiderivative, Approach(x, place, side))) for place, side, sign in outer]
    values = [sign * end.value for sign, end in limits if end.kind == "finite" and end.value is not None]
    if len(values) < len(limits):
        return found
    value = sp.Add(*values)
    number = _measured_around(f, x, a, b, poles)
    agree = None if number is None else number.is_near(value)
    return Definite(tidy(sp.expand(value)), number, agree, True, cuts=found.cuts, improper=found.improper)


def _measured_around(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr, poles: list[sp.Expr]) -> Measured | None:
    """Return the principal value as a number, the interval being cut between the poles."""
    t = sp.Dummy("t", real=True)
    if not poles:
        return measured(f + f.xreplace({x: -x}), x, sp.S.Zero, sp.oo)
    halves = [(left + right) / 2 for left, right in pairwise(poles)]
    parts: list[Measured | None] = []
    for c, low, high in zip(poles, [a, *halves], [*halves, b], strict=True):
        reach = [abs(c - end) for end in (low, high) if end.is_finite]
        width = sp.Min(*reach) if reach else sp.S.One
        both = f.xreplace({x: c + t}) + f.xreplace({x: c - t})
        parts.append(measured(both, t, sp.S.Zero, width))
        parts += [measured(f, x, p, q) for p, q in ((low, c - width), (c + width, high)) if p != q]
    return together([part for part in parts if part is not None]) if None not in parts else None


def parts_of(functions: list[sp.Expr], x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> list[tuple[sp.Expr, sp.Expr]]:
    """Return the parts of an interval between the places where one of the functions may not be continuous.

    Raises UndefinedError if the first function, as typed, is not defined on one of them.
    """
    parts = list(pairwise([a, *_cuts(functions, x, a, b), b]))
    for low, high in parts:
        _check_defined(functions[0], x, low, high)
    return parts


def _cuts(functions: list[sp.Expr], x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> list[sp.Expr]:
    """Return the places between the bounds. Raises UnsupportedError if there are too many to be known."""
    steps = {part for f in functions for part in f.atoms(sp.floor, sp.ceiling) if part.has(x)}
    if not (a.is_finite and b.is_finite) and (steps or any(_has_waves_in_cases(f, x) for f in functions)):
        raise UnsupportedError("there are infinitely many cases between the bounds")
    low = -FAR if a is -sp.oo else a
    high = FAR if b is sp.oo else b
    bounds = sp.floor(low) - sp.Rational(1, 16), sp.ceiling(high) + sp.Rational(1, 16)
    found = set(_searched(functions, x, bounds, _HALVINGS))
    for u in {step.args[0] for step in steps}:
        for level in _levels(u, x, (low, high)):
            found |= set(seams([sp.Abs(u - level)], x, searched=bounds).points)
    return sorted((point for point in found if _is_between(point, a, b)), key=lambda point: approximate(point, {}, 20))


def _searched(functions: list[sp.Expr], x: sp.Symbol, bounds: Interval, halvings: int) -> Iterator[sp.Expr]:
    """Yield the seams between two places, in halves if they are too many for one search."""
    found, middle = seams(functions, x, searched=bounds), (bounds[0] + bounds[1]) / 2
    if len(found.points) < MOST_SEAMS:
        yield from found.points
    elif not halvings:
        raise UnsupportedError("there are too many places between the bounds at which the function may jump")
    else:
        yield from _searched(functions, x, (bounds[0], middle), halvings - 1)
        yield from _searched(functions, x, (middle, bounds[1]), halvings - 1)


def _levels(u: sp.Expr, x: sp.Symbol, bounds: Interval) -> range:
    """Return the whole numbers which u may be on an interval, by its values over a ball."""
    low, high = map(float, bounds)
    ball = ball_function(u, x)(acb(arb((low + high) / 2, (high - low) * (1 / 2 + 1e-9))), False).real
    if not ball.is_finite() or ball.rad() > MOST_SEAMS:
        raise UnsupportedError("there are too many jumps between the bounds")
    return range(int(ball.lower().floor().unique_fmpz() or 0), int(ball.upper().ceil().unique_fmpz() or 0) + 1)


def _has_waves_in_cases(f: sp.Expr, x: sp.Symbol) -> bool:
    return has_cases(f, x) and any(has_cases(part, x) and part.has(*CIRCULAR) for part in f.atoms(sp.Function))


def _is_between(point: sp.Expr, a: sp.Expr, b: sp.Expr) -> bool:
    above = a is -sp.oo or sign_at(point - a, {}) == 1
    return above and (b is sp.oo or sign_at(b - point, {}) == 1)


def _check_defined(typed: sp.Expr, x: sp.Symbol, low: sp.Expr, high: sp.Expr) -> None:
    """Raise UndefinedError if the function is not defined between two cuts."""
    conditions = definedness(typed)
    place = inside(low, high)
    if all_hold(conditions, {x: place}) is False:
        raise UndefinedError(f"the function is not defined between {x} = {low} and {x} = {high}")


def inside(low: sp.Expr, high: sp.Expr) -> sp.Expr:
    """Return a place between two, either of which may be infinite."""
    points = [end for end in (low, high) if end not in INFINITE]
    regions = in_every_region(points)
    return regions[0][0] if not points else regions[1][0] if len(points) == 2 or high is sp.oo else regions[0][0]


def _is_improper(typed: sp.Expr, x: sp.Symbol, end: Endpoint) -> bool:
    """Return True if the integral is a limit at this end."""
    if end.place in INFINITE:
        return True
    if all_hold(definedness(typed), {x: end.place}):
        return False
    return one_sided_limit(typed, Approach(x, end.place, -end.side if end.side == -1 else 1)).kind != "finite"


def _by_antiderivative(
    antiderivative: sp.Expr, x: sp.Symbol, parts: list[tuple[sp.Expr, sp.Expr]]
) -> sp.Expr | tuple[Endpoint, Verdict] | None:
    """Return the value, or an end at which it is infinite or oscillates; None if a limit is not known."""
    total = sp.S.Zero
    is_known = True
    for end, sign in _ends(parts):
        limit = one_sided_limit(antiderivative, Approach(x, end.place, end.side))
        if limit.kind in ("+inf", "-inf", "oscillates"):
            return end, limit
        if limit.kind != "finite" or limit.value is None:
            is_known = False
        else:
            total += sign * limit.value
    return sp.expand(total) if is_known else None


def infinite_value(typed: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr, antiderivative: sp.Expr) -> sp.Expr | None:
    """Return oo or -oo, where an integral that diverges goes to it, nan if to both; None if a limit is not known."""
    limits = [
        (sign, one_sided_limit(antiderivative, Approach(x, end.place, end.side)).exact_limit)
        for end, sign in _ends(parts_of([typed, antiderivative], x, a, b))
    ]
    known = [sign * limit for sign, limit in limits if limit is not None]
    return sp.Add(*known) if len(known) == len(limits) else None


def _ends(parts: list[tuple[sp.Expr, sp.Expr]]) -> Iterator[tuple[Endpoint, int]]:
    for low, high in parts:
        yield Endpoint(low, 1), -1
        yield Endpoint(high, -1), 1


def _converges_at(f: sp.Expr, x: sp.Symbol, end: Endpoint) -> bool | None:
    """Compare f with a power of the distance from the end, or of x where that is infinite.

    If the distance t times f has a limit that is not 0, the integral diverges as that of 1/t does; if t^(9/10) f goes
    to 0, it converges as that of t^(-9/10) does. At infinity, the powers are 1 and 11/10.
    """
    is_infinite = end.place in INFINITE
    distance = sp.Abs(x) if is_infinite else sp.Abs(x - end.place)
    approach = Approach(x, end.place, end.side)
    power = sp.Rational(11, 10) if is_infinite else sp.Rational(9, 10)
    near = one_sided_limit(distance**power * f, approach)
    if near.kind == "finite" and near.value == 0:
        return True
    if is_infinite and _is_alternating(f, approach):
        return True
    far = one_sided_limit(distance * f, approach)
    if far.kind in ("+inf", "-inf") or (far.kind == "finite" and far.value is not None and sign_at(far.value, {})):
        return False
    return None


def _is_alternating(f: sp.Expr, approach: Approach) -> bool:
    """Return True if each term of f is a wave times what goes to 0, at last steadily, so that Dirichlet's test holds.

    What is made of powers, exponentials and logarithms alone is at last monotonous, as Hardy showed.
    """
    x = approach.x
    for term in sp.Add.make_args(products_as_sums(f)):
        waves = [wave for wave in sp.Mul.make_args(term) if isinstance(wave, sp.sin | sp.cos) and wave.has(x)]
        rest = term / sp.Mul(*waves)
        if len(waves) != 1 or slope(waves[0].args[0], x) is None or rest.has(*CIRCULAR) or has_cases(rest, x):
            return False
        limit = one_sided_limit(rest, approach)
        if limit.kind != "finite" or limit.value != 0:
            return False
    return True
