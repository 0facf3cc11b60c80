"""Strategies that write an expression in another form: one fraction, cancelled, conjugate, by the largest term."""

from collections.abc import Iterator, Sequence
from math import lcm

import sympy as sp

from calc_cli.algebra.unevaluated import mul
from calc_cli.calculus.limits.limit_point import SEAMS, LimitPoint, Move, fraction, quotient
from calc_cli.calculus.limits.neighbourhood import Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError

RECIPROCALS = {sp.cot: sp.tan, sp.sec: sp.cos, sp.csc: sp.sin}
"""Functions of angles that are one over another."""


def branched(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Near a point, or on one side of a seam, |u| is u or -u, and so on."""
    parts = [part for part in e.atoms(*SEAMS) if place.varies(part)]
    known: list[dict[sp.Basic, sp.Expr]] = []
    for approach in place.approaches:
        near = Neighbourhood(approach)
        back = {near.t: sp.solve(place.x - approach.at(near.t), near.t)[0]}
        try:
            known.append({part: sp.expand(near.germ(part).xreplace(back)) for part in parts})
        except (UndefinedError, UnknownBranchError):
            return ()
    is_one = parts and all(each == known[0] for each in known)
    return (Move("the case that holds there", e.xreplace(known[0])),) if is_one else ()


def by_sine_and_cosine(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """In a form that is not determinate, cot(u) is 1/tan(u), in sums and at poles, also of tan(u), cos(u)/sin(u)."""
    above, below = sp.fraction(e)
    is_in_sum = any(term.has(sp.tan) for total in above.atoms(sp.Add) for term in total.args)
    has_tangent = is_in_sum or (e.has(sp.tan) and place.form(e) == "oo/oo")
    if not place.form(e) or not (e.has(*RECIPROCALS) or (has_tangent and not e.is_Add)):
        return ()
    for f, g in RECIPROCALS.items():
        above, below = (part.replace(f, lambda u, g=g: 1 / g(u)) for part in (above, below))
    written = (above / below).replace(sp.tan, lambda u: sp.sin(u) / sp.cos(u))
    shown = quotient(*fraction(written)) if e.is_Add else sp.factor(written) if has_tangent else quotient(above, below)
    return (Move("write by sin and cos", shown),)


def by_common_denominator(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """One fraction for several."""
    terms = [term for part in sp.preorder_traversal(e) if part.is_Add for term in part.args]
    sums = [
        t for t in terms if _has_divisor(t, place) and (e.is_algebraic_expr(*place.to) or place.near(t) in INFINITE)
    ]
    if not sums or place.form(e) not in ("oo - oo", "0/0", "0*oo"):
        return ()
    above, below = fraction(e)
    return (Move("common denominator", quotient(sp.expand(above), below)),)


def _has_divisor(term: sp.Expr, place: LimitPoint) -> bool:
    return bool(place.varies(sp.fraction(term)[1])) and not term.has(sp.exp)


def cancelled(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Factor the polynomials above and below, and cancel; of (n+1)!/n! is left n + 1."""
    if len(e.atoms(sp.factorial)) > 1:
        return () if (simpler := sp.combsimp(e)).has(sp.gamma) else (Move("cancel", simpler),)
    if not e.is_rational_function(*place.to):
        return ()
    above, below = sp.fraction(e)
    is_plain = above.is_polynomial(*place.to) and below.is_polynomial(*place.to)
    if not is_plain:
        above, below = fraction(e)
    if place.size(above) != "0" or place.size(below) != "0":
        return ()
    factored, simpler = quotient(sp.factor(above), sp.factor(below)), sp.factor(e)
    if sp.fraction(simpler)[1] == sp.factor(below):  # in several variables a quotient 0/0 may have no common factor
        return ()
    moves = Move("factor" if is_plain else "common denominator", factored), Move("cancel", simpler)
    return moves[1:] if is_plain and factored == quotient(above, below) else moves


def by_conjugate(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Multiply above and below by the conjugate of a difference of roots: (a - b)(a + b) = a^2 - b^2."""
    above, below = fraction(e)
    for part, other in ((above, below), (below, above)):
        for factor in sp.Mul.make_args(part):
            conjugate = _conjugate(factor)
            is_open = place.limit(factor) == 0 or (place.form(factor) != "" and place.limit(factor) not in INFINITE)
            if conjugate is None or place.form(e) == "" or not is_open:
                continue
            product = sp.factor(sp.expand(factor * conjugate))
            rest = part / factor
            shown = quotient(*_in_order((rest * product, other * conjugate), part is above))
            top, bottom = sp.fraction(sp.cancel(rest * product / other))
            simpler = quotient(*_in_order((top, bottom * conjugate), part is above))
            moves = [Move("multiply by the conjugate", shown), Move("cancel", simpler)]
            return moves if sp.count_ops(simpler) < sp.count_ops(shown) else moves[:1]
    return ()


def _in_order(pair: tuple[sp.Expr, sp.Expr], is_first: bool) -> tuple[sp.Expr, sp.Expr]:
    return pair if is_first else pair[::-1]


def _conjugate(u: sp.Expr) -> sp.Expr | None:
    """Return a + b for a - b, if one of the two is a root, and a^2 + a b + b^2 for cube roots."""
    if not u.is_Add or len(u.args) != 2:
        return None
    powers = [f.exp for term in u.args for f in sp.Mul.make_args(term) if f.is_Pow and f.exp.is_Rational]
    order = lcm(*(int(p.q) for p in powers))
    first, second = sorted(u.args, key=lambda term: bool(term.could_extract_minus_sign()))
    return sp.Add(*(first ** (order - 1 - k) * (-second) ** k for k in range(order))) if order in (2, 3) else None


def by_largest(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Divide above and below by the largest term below."""
    above, below = map(sp.expand, fraction(e))
    if place.form(e) != "oo/oo" and not (place.size(above) == place.size(below) == "oo"):
        return ()
    largest = _largest(place, below)
    if largest is None or not any(part.is_Add or _is_root(part) for part in (above, below)):
        return ()
    top, bottom = (sp.Add(*_divided(part, largest, place), evaluate=False) for part in (above, below))
    rule = "divide by the highest power" if largest.is_polynomial(*place.to) else "divide by the largest term"
    return (Move(rule, quotient(top, bottom)),)


def _largest(place: LimitPoint, u: sp.Expr) -> sp.Expr | None:
    """Return the largest term without its factor; of a root, that of the largest below it, as if it were positive."""
    bare = [term.as_independent(place.x)[1] for term in sp.Add.make_args(u)]
    inside = [_largest(place, t.base) if _is_root(t) else t for t in bare]
    if None in inside:
        return None
    terms = [sp.powdenest(i**t.exp, force=True) if _is_root(t) else t for i, t in zip(inside, bare, strict=True)]
    for term in terms:
        if place.varies(term) and all(place.size(other / term) in ("0", "1") for other in terms):
            return term
    return None


def _is_root(t: sp.Expr) -> bool:
    return bool(t.is_Pow and t.exp.is_Rational and t.exp.q > 1 and t.base.is_Add)


def _divided(u: sp.Expr, by: sp.Expr, place: LimitPoint) -> Iterator[sp.Expr]:
    is_negative = place.a is -sp.oo and place.limit(by) is -sp.oo
    for term in sp.Add.make_args(u):
        constant, part = term.as_independent(place.x)
        if _is_root(part):
            sign = -1 if is_negative and part.exp.q == 2 else 1
            below = sp.powdenest(by ** (1 / part.exp), force=True)
            yield constant * sign * sp.expand(part.base / below) ** part.exp
        else:
            yield sp.powsimp(sp.expand(term / by))


def factored_out(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of oo - oo, take the largest term out of the sum; of logarithms, write one."""
    if place.form(e) != "oo - oo":
        return ()
    if all(isinstance(term.as_coeff_Mul()[1], sp.log) for term in e.args):
        one = sp.logcombine(e, force=True)
        if isinstance(one, sp.log):
            ratio = sp.factor(one.args[0])
            inside = ratio if sp.fraction(ratio)[1].is_Add else sp.expand(ratio)  # of one term it divides each other
            return (Move("ln(u) - ln(v) = ln(u/v)", sp.log(inside)),)
    largest = _largest(place, e)
    if largest is None:
        return ()
    return (Move("factor out", mul([largest, sp.Add(*_divided(e, largest, place), evaluate=False)])),)
