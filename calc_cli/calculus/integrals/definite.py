"""A definite integral: exact by Newton and Leibniz, where that is allowed, and measured as the second witness.

Newton and Leibniz hold where the antiderivative is continuous. The interval is cut at all places at which the integrand
or its antiderivative may not be: poles, jumps, seams of cases, and the jumps that an inverse tangent has after a
substitution. On each part the antiderivative is taken between its limits at the ends, which calc's own limit finds:

    integral = sum of  lim F(x), x -> right end from the left  -  lim F(x), x -> left end from the right.

At an end where the integrand is not bounded, or which is infinite, that limit is what an improper integral means; if
it is infinite or there is none, the integral diverges, and that end is the place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.cost import cost
from calc_cli.algebra.evaluate import all_hold, sign_at
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.identities import CIRCULAR, greatest_common, products_as_sums
from calc_cli.algebra.share import clock
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.proof import branch
from calc_cli.calculus.integrals.antiderivative import Found, found
from calc_cli.calculus.integrals.basic import slope
from calc_cli.calculus.integrals.cases import has_cases
from calc_cli.calculus.integrals.closed import closed_forms, mirrored
from calc_cli.calculus.integrals.partition import inside, parts_of
from calc_cli.calculus.integrals.quadrature import Measured, measured, together
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number, signed_infinity
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.errors import UnsupportedError

_SECONDS = 3.0
"""So long parts are measured, one after the other."""

NO_NUMBERS = {*INFINITE, sp.nan}
"""Limits at an end where an integral has no value."""

_LONG = 60
"""A value that is longer may be known in a shorter form."""


@dataclass(frozen=True, slots=True)
class Definite:
    """What is found of an integral: its exact `value`, the `measured` one, or the end at which it `diverges`.

    `agree` tells whether the two witnesses do, None if one of them is missing. `growth` is the limit of the
    antiderivative at the end where the integral diverges, if it has one. It `converges` is None if that is not known.
    The interval was cut at `cuts`; at the ends `improper`, the integral is a limit. One that diverges `goes_to` oo or
    -oo, or to nan if it has no limit; None if that is not known. Of a function by cases it is the sum over the
    `pieces`; or these are of one period, and what each further one gives is `ratio` times what the one before does.
    """

    value: sp.Expr | None = None
    measured: Measured | None = None
    agree: bool | None = None
    converges: bool | None = None
    diverges: Approach | None = None
    growth: sp.Expr | None = None
    cuts: tuple[sp.Expr, ...] = ()
    improper: tuple[Approach, ...] = ()
    goes_to: sp.Expr | None = None
    pieces: tuple["IntegralPiece", ...] = ()
    ratio: sp.Expr = sp.S.Zero


@dataclass(frozen=True, slots=True)
class IntegralPiece:
    """The integral of a formula from `low` to `high`, `by` its antiderivative."""

    formula: sp.Expr
    low: sp.Expr
    high: sp.Expr
    by: Found | None
    definite: Definite


def in_order(low: sp.Expr, high: sp.Expr, method: Callable[[sp.Expr, sp.Expr], Definite]) -> tuple[Definite, int]:
    """Return the integral from the lesser to the greater bound, and -1 if these were given the other way round.

    Raises UnsupportedError if that is not decided.
    """
    sign = sign_of_number(high - low)
    if sign is None:
        raise UnsupportedError("which bound is the greater one could not be decided")
    if not sign:
        return Definite(sp.S.Zero, converges=True), 1
    return method(*(low, high)[::sign]), sign


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
    if has_cases(f, x):
        if (repeated := _repeated(f, x, a, b)) is not None:
            return repeated
        parts = parts_of([typed], x, a, b)
        return _of_pieces([_piece(branch(f, {x: inside(*part)}), x, *part, exactly=exactly) for part in parts])
    parts = parts_of([typed] if antiderivative is None else [typed, antiderivative], x, a, b)
    ends = list(ends_of(x, parts))
    improper = tuple(end for end in ends if is_improper(typed, end))
    so_far = Definite(cuts=tuple(high for _, high in parts[:-1]), improper=improper)
    shares = {end: None if antiderivative is None else share(antiderivative, end) for end in ends}
    is_exact = None not in shares.values()
    if not is_exact and not NO_NUMBERS & set(shares.values()):
        antiderivative, shares = None, {end: _share_by_powers(f, end) for end in improper}
    for end, part in shares.items():
        if part is not None and part in NO_NUMBERS:
            growth = None if antiderivative is None or part is sp.nan else -end.side * part
            return replace(so_far, converges=False, diverges=end, growth=growth, goes_to=_total(shares.values()))
    total = _total(shares.values())
    if total is None:
        return so_far
    exact = sp.expand(total) if is_exact else None
    is_late = clock(_SECONDS)
    number = together([None if is_late() else measured(f, x, low, high) for low, high in parts])
    if exactly and number is not None and (exact is None or cost(exact) > _LONG):
        shorter = (value for value in _known(f, x, a, b) if exact is None or cost(value) < cost(exact))
        exact = next((value for value in shorter if number.is_near(value)), exact)
    return _with_witnesses(so_far, exact, number)


def _total(parts: Iterable[sp.Expr | None]) -> sp.Expr | None:
    """Return the sum, None if a part is not known."""
    known = list(parts)
    return None if None in known else sp.Add(*known)


def _with_witnesses(found: Definite, exact: sp.Expr | None, number: Measured | None) -> Definite:
    agree = None if exact is None or number is None else number.is_near(exact)
    value = None if exact is None else tidy(exact)
    return replace(found, value=value, measured=number, agree=agree, converges=True)


def as_number(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Definite:
    """Return the integral as a number; an antiderivative is sought only if powers do not tell that it converges."""
    found = integrate_over(f, f, x, a, b, None, exactly=False)
    return _piece(f, x, a, b).definite if found.converges is None else found


def _piece(formula: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr, *, exactly: bool = True) -> IntegralPiece:
    by = found(TypedFunction(formula, formula, (x,))) if exactly else None
    antiderivative = None if by is None else by.result
    return IntegralPiece(formula, a, b, by, integrate_over(formula, formula, x, a, b, antiderivative, exactly=exactly))


def _repeated(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Definite | None:
    """Return the integral to infinity of f with f(x + T) = q f(x), as (1 + q + q^2 + ...) times that over T.

    None for other functions. For example, of e^(-x) |sin x| that is with T = 2 pi and q = e^(-2 pi); from -oo, T < 0.
    """
    if a.is_infinite and b.is_infinite:
        halves = _repeated(f, x, a, sp.S.Zero), _repeated(f, x, sp.S.Zero, b)
        bounds = (a, sp.S.Zero), (sp.S.Zero, b)
        both = [
            IntegralPiece(f, *ends, None, half) for ends, half in zip(bounds, halves, strict=True) if half is not None
        ]
        return _of_pieces(both) if len(both) == len(halves) else None
    if a.is_finite and b.is_finite:
        return None
    start, side = (a, 1) if b is sp.oo else (b, -1)
    t = sp.Dummy(x.name, positive=side > 0, negative=side < 0) if (side * start).is_nonnegative else x
    f = f.xreplace({x: t})
    steps = {e: slope(e.args[0], t) for e in f.atoms(*CIRCULAR, sp.floor, sp.ceiling) if e.has(t)}
    if None in steps.values():
        return None
    rate = greatest_common([s / (2 * sp.pi) if isinstance(e, CIRCULAR) else s for e, s in steps.items() if s])
    period = sp.S.Zero if rate is None else side / rate
    q = sp.cancel(sp.expand(f.xreplace({t: t + period}) / f))
    if not period or q.has(t):
        return None
    low, high = (start, start + period)[::side]
    first, end = integrate_over(f, f, t, low, high, None), Approach(x, side * sp.oo, -side)
    if not first.converges:
        return first
    if sign_at(1 - abs(q), {}) != 1:
        sign = None if first.value is None else sign_at(first.value, {})
        if not sign or sign_at(q, {}) != 1:
            return Definite(converges=False, diverges=end, goes_to=None if sign is None else sp.nan)
        return Definite(converges=False, diverges=end, growth=side * sign * sp.oo, goes_to=sign * sp.oo)
    value = None if first.value is None else first.value / (1 - q)
    whole = None if first.measured is None else first.measured.times(1 / (1 - q))
    return _with_witnesses(Definite(improper=(end,), pieces=first.pieces, ratio=q), value, whole)


def _of_pieces(pieces: Sequence[IntegralPiece]) -> Definite:
    return replace(_joined([piece.definite for piece in pieces]), pieces=tuple(pieces))


def _joined(parts: Sequence[Definite]) -> Definite:
    """Return the integral over all parts."""
    doubted = sorted((part for part in parts if not part.converges), key=lambda part: part.converges is None)
    if doubted:
        total = _total([sp.S.Zero if part.converges else part.goes_to for part in parts])
        return replace(doubted[0], goes_to=total)
    ends = Definite(improper=tuple(end for part in parts for end in part.improper))
    return _with_witnesses(ends, _total([part.value for part in parts]), together([part.measured for part in parts]))


def _known(f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr) -> Iterator[sp.Expr]:
    """Yield values that the integral may have: by symmetry, or known as a whole."""
    half = mirrored(f, x, a, b)
    if half is not None:
        value = _piece(half, x, a, b).definite.value if half != 0 else sp.S.Zero
        if value is not None:
            yield value
    yield from closed_forms(f, x, a, b)


def principal_value(
    typed: sp.Expr, f: sp.Expr, x: sp.Symbol, a: sp.Expr, b: sp.Expr, antiderivative: sp.Expr | None
) -> Definite:
    """Return the principal value: at each pole inside, and at infinity, both sides are approached at the same pace.

    Around a pole c that is the integral of f(c + t) + f(c - t) for t > 0, and far away from 0 that of f(t) + f(-t).
    Raises UndefinedError as `integrate_over` does.
    """
    found = integrate_over(typed, f, x, a, b, antiderivative)
    poles = [cut for cut in found.cuts if any(end.a == cut for end in found.improper)]
    is_whole = a is -sp.oo and b is sp.oo
    if found.converges is not False or antiderivative is None or not (poles or is_whole):
        return found
    t = sp.Dummy("t", real=True)

    def around(c: sp.Expr, start: sp.Expr, end: sp.Expr) -> Definite:
        right, left = {x: c + t}, {x: c - t}
        both = sp.cancel(f.xreplace(right) + f.xreplace(left))
        return integrate_over(both, both, t, start, end, antiderivative.xreplace(right) - antiderivative.xreplace(left))

    far = sp.ceiling(sp.Max(1, *map(abs, poles))) + 1
    parts = [around(sp.S.Zero, far, sp.oo)] if is_whole else []
    low, high = (-far, far) if is_whole else (a, b)
    ends = [*((p + q) / 2 for p, q in pairwise(poles)), high] if poles else []
    plain = [] if poles else [(low, high)]
    for c, after in zip(poles, ends, strict=True):
        width = sp.Min(c - low, after - c)
        parts.append(around(c, sp.S.Zero, width))
        plain += [(low, c - width), (c + width, after)]
        low = after
    parts += [integrate_over(typed, f, x, p, q, antiderivative) for p, q in plain if p != q]
    value = _joined(parts)
    return replace(value, cuts=found.cuts, improper=found.improper) if value.converges else found


def is_improper(typed: sp.Expr, end: Approach) -> bool:
    """Return True if the integral is a limit at this end."""
    if end.a in INFINITE:
        return True
    return not all_hold(definedness(typed), {end.x: end.a}) and one_sided_limit(typed, end).kind != "finite"


def ends_of(x: sp.Symbol, parts: list[tuple[sp.Expr, sp.Expr]]) -> Iterator[Approach]:
    """Yield how x goes to both ends of each part from within."""
    for low, high in parts:
        yield Approach(x, low, 1)
        yield Approach(x, high, -1)


def share(antiderivative: sp.Expr, end: Approach) -> sp.Expr | None:
    """Return what the limit at an end adds to the integral, nan if it oscillates; None if it is not known."""
    limit = one_sided_limit(antiderivative, end)
    value = sp.nan if limit.kind == "oscillates" else limit.exact_limit
    return None if value is None else -end.side * value


def _share_by_powers(f: sp.Expr, end: Approach) -> sp.Expr | None:
    """Return 0 if the integral converges at an end, oo or -oo if it goes there, None if a power of x does not tell.

    With t for the distance from the end, or for |x| where that is infinite: if t f has a limit that is not 0, the
    integral diverges as that of 1/t does; if t^(9/10) f goes to 0, it converges as that of t^(-9/10) does. At infinity,
    the powers are 1 and 11/10.
    """
    is_infinite = end.a in INFINITE
    distance, power = (sp.Abs(end.x), 11) if is_infinite else (sp.Abs(end.x - end.a), 9)
    if one_sided_limit(distance ** sp.Rational(power, 10) * f, end).exact_limit == 0:
        return sp.S.Zero
    if is_infinite and _is_alternating(f, end):
        return sp.S.Zero
    far = one_sided_limit(distance * f, end).exact_limit
    return None if far is None else signed_infinity(sign_of_number(far))


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
        if one_sided_limit(rest, approach).exact_limit != 0:
            return False
    return True
