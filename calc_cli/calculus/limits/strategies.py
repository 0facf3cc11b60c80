"""The strategies of a first course for a limit: factor and cancel, conjugate, highest power, l'Hopital's rule ...

A strategy is a function of a `LimitPoint`, where x goes to a and all limits can be asked for, and of an expression. It
returns moves: what is done, and what has the same limit then. STRATEGIES are tried in turn, as a teacher would; a
move is only believed if the limit of what it leads to is the same (steps.py). For example (sqrt(x+4) - 2)/x at 0 has
the form 0/0; it is no rational function, so `cancelled` does not apply, but `by_conjugate` gives x/(x (sqrt(x+4) + 2)).

Some limits are known by heart: sin(u)/u -> 1, (e^u - 1)/u -> 1, (1 - cos u)/u^2 -> 1/2 ... as u -> 0. In a product or a
quotient, c v may stand for h where h/v -> c: sin 3x for 3x.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import mul
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.limit_point import LimitPoint, Move, fraction, quotient
from calc_cli.calculus.limits.neighbourhood import Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.rewriting_strategies import (
    RECIPROCALS,
    branched,
    by_common_denominator,
    by_conjugate,
    by_largest,
    by_sine_and_cosine,
    cancelled,
    factored_out,
)
from calc_cli.calculus.limits.swings import bounds, is_restless
from calc_cli.errors import UndefinedError, UnsupportedError

_TURNED = {sp.tan: sp.cot, **RECIPROCALS}
"""The functions of angles that have poles, with one over each."""

Strategy = Callable[[LimitPoint, sp.Expr], Sequence[Move]]


KnownLimit: TypeAlias = tuple[sp.Expr, sp.Expr, sp.Expr, str]
"""As the first goes to 0, h over the second goes to the third, by a rule."""

_LIKE = {sp.sin: "sin", sp.tan: "tan", sp.asin: "arcsin", sp.atan: "arctan", sp.sinh: "sinh", sp.tanh: "tanh"}
"""Functions f(u) with f(u)/u -> 1."""


def known_limit(h: sp.Expr) -> KnownLimit | None:
    """Return the known limit in which `h` is the numerator; None if there is none."""
    if type(h) in _LIKE:
        return (h.args[0], h.args[0], sp.S.One, f"{_LIKE[type(h)]}(u)/u -> 1")
    if isinstance(h, sp.log):
        return h.args[0] - 1, h.args[0] - 1, sp.S.One, "ln(1 + u)/u -> 1"
    one, rest = h.as_coeff_Add() if h.is_Add else (sp.S.Zero, h)
    sign, f = rest.as_coeff_Mul()
    if not one or one != -sign:
        return None
    if isinstance(f, sp.cos):
        return f.args[0], f.args[0] ** 2, -sign / 2, "(1 - cos(u))/u^2 -> 1/2"
    if isinstance(f, sp.exp):
        return f.args[0], f.args[0], sign, "(e^u - 1)/u -> 1"
    if f.is_Pow and f.base.is_number:
        return f.exp, f.exp, sign * sp.log(f.base), "(a^u - 1)/u -> ln(a)"
    return None


def substituted(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Take the value of a function that is continuous there."""
    if set(place.to.values()) & set(INFINITE):
        return ()
    try:
        return (Move("substitute", value_at(e, place.to)),)
    except (UndefinedError, UnsupportedError):
        return ()


def plain(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Put the limits of the parts together."""
    limit = place.limit(e)
    return (Move("limit laws", limit),) if limit is not None and place.is_plain(e) else ()


def by_vanishing_parts(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Put the limits of the parts together, of which ln x/x, x/e^x, sin(x)/x and the like vanish at infinity."""
    limit = place.limit(e)
    small = [part for part in e.atoms(sp.Mul) if part != e and place.limit(part) == 0]
    growing = [part for part in small if place.form(part) == "oo/oo"]
    bounded = [move for part in small for move in squeezed(place, part)]
    if limit is None or not (growing or bounded) or place.form(e):
        return ()
    rule = "squeeze" if bounded else "exponentials grow faster than powers, these than logarithms"
    is_seen = place.is_plain(e.xreplace(dict.fromkeys(small, sp.S.Zero)))
    return (Move(rule, limit, bound=bounded[0].bound if bounded else None),) if is_seen else ()


def by_ratio(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of a sequence with factorials, take the limit of the ratio of two terms: below 1 it goes to 0, above to oo."""
    limit = place.limit(e)
    if not e.has(sp.factorial) or place.a is not sp.oo or limit not in (0, *INFINITE):
        return ()
    ratio = sp.powsimp(sp.factor(sp.combsimp(e.xreplace({place.x: place.x + 1}) / e)))
    c = place.limit(ratio)
    if c is None or c == 1 or ratio.has(sp.gamma):
        return ()
    is_smaller = (sp.Lt if limit == 0 else sp.Gt)(place.arrow(ratio), 1, evaluate=False)
    return (Move("ratio of two terms", limit, bound=is_smaller),)


def by_known_limits(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Write sin(3x)/x as 3 times sin(3x)/(3x), of which the limit is known."""
    if place.form(e) not in ("0/0", "0*oo"):
        return ()
    return _with_ratios(place, e, (1, -1, 2, -2)) or _with_ratios(place, e, (1, 2))  # sin x in sin(sin x)/sin x is u


def _with_ratios(place: LimitPoint, e: sp.Expr, exponents: tuple[int, ...]) -> Sequence[Move]:
    """Take the known limits in a product of the factors with these exponents."""
    ratios: list[sp.Expr] = []
    rest, value = sp.S.One, sp.S.One
    rules: list[str] = []
    for factor in sp.Mul.make_args(sp.Mul(*sp.Mul.make_args(e))):  # a quotient may be a product of products
        base, n = factor.as_base_exp()
        known = known_limit(base) if n in exponents else None
        if known is None or place.limit(known[0]) != 0:
            rest *= factor
            continue
        _, v, c, rule = known
        ratios += [quotient(base, v) if n > 0 else quotient(v, base)] * abs(int(n))
        rest, value, rules = rest * v**n, value * c**n, [*rules, rule]
    rest = sp.cancel(rest)
    limit = place.limit(rest)
    if not rules or limit is None or limit in INFINITE or not place.is_plain(rest):
        return ()
    shown = sp.Mul(*([rest] if rest != 1 else []), *ratios, evaluate=False)
    is_apart = place.varies(rest) and not set(sp.Mul.make_args(rest)) <= set(sp.Mul.make_args(e))
    is_new = len(rules) > 1 or is_apart or sp.count_ops(shown) > sp.count_ops(e) + 1
    moves = [Move("known limits", shown)] if is_new else []
    return (*moves, Move(", ".join(dict.fromkeys(rules)), tidy(value * limit)))


def by_powers(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """(1 + u)^v is e^(u v) in the limit if u -> 0; of other powers, e^(v ln u)."""
    form = place.form(e)
    if not form or not (e.is_Pow and place.varies(e.exp)):
        return ()
    base, exponent = e.args
    if form == "1^oo":
        return (Move("(1 + u)^(1/u) -> e", sp.cancel((base - 1) * exponent), sp.exp),)
    return (Move("u^v = e^(v ln u)", mul([exponent, sp.log(base)]), sp.exp),)


def within_continuous(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Go inside a continuous function, and past factors and terms of which the limit is seen."""
    if (e.is_Function and len(e.args) == 1) or (e.is_Pow and not place.varies(e.exp)) or isinstance(e, sp.exp):
        f, inner = e.func, e.args[0]
        rest = e.args[1:]
        if place.limit(inner) not in (None, *INFINITE):
            return (Move("continuity", inner, lambda u: f(u, *rest, evaluate=False)),)
    if e.is_Mul or e.is_Add:
        seen = [part for part in e.args if place.limit(part) not in (None, 0, *INFINITE) and place.is_plain(part)]
        value = [place.limit(part) for part in seen]
        others = [part for part in e.args if part not in seen]
        inner = e.func(*others)
        is_new = e.is_Add or any(place.varies(part) for part in seen)
        if seen and others and is_new and place.limit(inner) is not None:
            return (Move("limit laws", inner, lambda u: e.func(*value, u, evaluate=False)),)
    return ()


def squeezed(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """|f| is at most a bound times what goes to 0."""
    if not e.is_Mul:
        return ()
    near = Neighbourhood(place.approaches[0])
    moving: list[tuple[sp.Expr, sp.Expr]] = []
    calm: list[tuple[sp.Expr, sp.Expr]] = []
    for factor in e.args:
        try:
            germ = near.germ(factor)
        except (UndefinedError, UnknownBranchError):
            return ()
        (moving if is_restless(near.germs, germ) else calm).append((factor, germ))
    found = [near.germs.tendency(germ) for _, germ in moving]
    limits = [None if c is None else bounds(near.germs, c) for c in found]
    if not moving or None in limits or place.limit(sp.Mul(*(f for f, _ in calm))) != 0:
        return ()
    most = sp.Mul(*(sp.Max(abs(low), abs(high)) for low, high in filter(None, limits)))
    if not most.is_finite:
        return ()
    bound = sp.Le(sp.Abs(e, evaluate=False), most * sp.Abs(sp.Mul(*(f for f, _ in calm))), evaluate=False)
    return (Move("squeeze", sp.S.Zero, bound=bound),)


def by_definition(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Recognize (f(a + h) - f(a))/h for an unknown f."""
    limit = place.limit(e)
    if limit is None or not e.atoms(AppliedUndef) or sp.fraction(e)[1].as_independent(place.x)[1] != place.x - place.a:
        return ()
    return (Move("definition of the derivative", limit),)


def as_quotient(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of 0 times oo, write a quotient: x ln x is ln(x)/(1/x), and apply l'Hopital's rule to that."""
    if place.form(e) != "0*oo":
        return ()
    large = [f for f in e.args if type(f) in _TURNED and place.near(f) in INFINITE]
    small = [f for f in e.args if f.is_algebraic_expr(*place.to)] or [f for f in e.args if place.near(f) == 0]
    below = sp.Mul(*(_TURNED[type(f)](*f.args) for f in large) if large else (1 / f for f in small))
    other = sp.Mul(*(f for f in e.args if f not in (large or small)))
    if below == 1 or other == 1:
        return ()
    return (Move("write as a quotient", quotient(other, below)), *_by_derivatives(place, other, below))


def by_lhopital(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Take the quotient of the derivatives, where the form is 0/0 or oo/oo."""
    return _by_derivatives(place, *(fraction(e) if e.is_Add else sp.fraction(e)))


def _by_derivatives(place: LimitPoint, above: sp.Expr, below: sp.Expr) -> Sequence[Move]:
    sizes = place.size(above), place.size(below)
    if sizes[0] != sizes[1] or sizes[0] not in ("0", "oo") or (above / below).has(sp.factorial):
        return ()
    try:
        top, bottom = (tidy(differentiate(part, place.x)) for part in (above, below))
    except UnsupportedError:
        return ()
    if bottom == 0:
        return ()
    if all(part.as_coeff_Mul()[0].is_negative for part in (top, bottom)):
        top, bottom = -top, -bottom
    shown, simpler = quotient(top, bottom), tidy(top / bottom)
    if any(sp.fraction(part)[1] != 1 for part in (top, bottom)):
        shown = simpler  # a fraction of fractions is put right at once
    moves = [Move(f"l'Hopital's rule, {sizes[0]}/{sizes[1]}", shown)]
    is_turned = simpler.has(*RECIPROCALS) and not shown.has(*RECIPROCALS)
    is_shorter = not is_turned and sp.count_ops(simpler) < sp.count_ops(shown) and place.size(bottom) != ""
    return [*moves, Move("simplify", simpler)] if is_shorter and place.varies(simpler) else moves


STRATEGIES: tuple[Strategy, ...] = (
    substituted,
    by_definition,
    branched,
    by_known_limits,
    plain,
    cancelled,
    by_ratio,
    by_conjugate,
    by_sine_and_cosine,
    by_common_denominator,
    by_largest,
    by_powers,
    squeezed,
    factored_out,
    as_quotient,
    by_vanishing_parts,
    within_continuous,
    by_lhopital,
)
