"""Strategies that write an expression in another form: one fraction, cancelled, conjugate, by the largest term."""

from collections.abc import Iterator, Sequence

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
    """In a form that is not determinate, cot(u) is 1/tan(u), in sums, also of tan(u), cos(u)/sin(u)."""
    above, below = sp.fraction(e)
    has_tangent = any(term.has(sp.tan) for total in above.atoms(sp.Add) for term in total.args)
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
    return Move("factor" if is_plain else "common denominator", factored), Move("cancel", simpler)


def by_conjugate(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Multiply above and below by the conjugate of a difference of roots: (a - b)(a + b) = a^2 - b^2."""
    above, below = fraction(e)
    for part, other in ((above, below), (below, above)):
        for factor in sp.Mul.make_args(part):
            conjugate = _conjugate(factor)
            is_open = place.limit(factor) == 0 or (place.form(factor) != "" and place.limit(factor) not in INFINITE)
            if conjugate is None or place.form(e) == "" or not is_open or _has_other_roots(e):
                continue
            product = sp.factor(sp.expand(factor * conjugate))
            rest = part / factor
            fractions = (rest * product, other * conjugate), (sp.cancel(rest * product / other), conjugate)
            shown, simpler = (quotient(*(pair if part is above else pair[::-1])) for pair in fractions)
            top, bottom = sp.fraction(fractions[1][0])
            simpler = quotient(*((top, bottom * conjugate) if part is above else (bottom * conjugate, top)))
            moves = [Move("multiply by the conjugate", shown), Move("cancel", simpler)]
            return moves if sp.count_ops(simpler) < sp.count_ops(shown) else moves[:1]
    return ()


def _has_other_roots(e: sp.Expr) -> bool:
    return any(power.exp.is_Rational and power.exp.q > 2 for power in e.atoms(sp.Pow))


def _conjugate(u: sp.Expr) -> sp.Expr | None:
    """Return a + b for a - b, if one of the two is a root."""
    if not u.is_Add or len(u.args) != 2:
        return None
    roots = [term for term in u.args if any(f.is_Pow and f.exp is sp.S.Half for f in sp.Mul.make_args(term))]
    turned = next((term for term in u.args if term.could_extract_minus_sign()), roots[0] if roots else None)
    return u - 2 * turned if roots and turned is not None else None


def by_largest(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Divide above and below by the largest term below."""
    above, below = map(sp.expand, fraction(e))
    if place.form(e) != "oo/oo" and not (place.size(above) == place.size(below) == "oo"):
        return ()
    largest = _largest(place, below)
    if largest is None or not any(part.is_Add or _is_root(part, place) for part in (above, below)):
        return ()
    top, bottom = (sp.Add(*_divided(part, largest, place), evaluate=False) for part in (above, below))
    rule = "divide by the highest power" if largest.is_polynomial(*place.to) else "divide by the largest term"
    return (Move(rule, quotient(top, bottom)),)


def _largest(place: LimitPoint, u: sp.Expr) -> sp.Expr | None:
    terms = [term.as_independent(place.x)[1] for term in sp.Add.make_args(u)]
    terms = [sp.powdenest(sp.sqrt(sp.LT(t.base, place.x)), force=True) if _is_root(t, place) else t for t in terms]
    terms = [term.as_independent(place.x)[1] for term in terms]
    for term in terms:
        if place.varies(term) and all(place.size(other / term) in ("0", "1") for other in terms):
            return term
    return None


def _is_root(t: sp.Expr, place: LimitPoint) -> bool:
    return bool(t.is_Pow and t.exp is sp.S.Half and t.base.is_polynomial(*place.to))


def _divided(u: sp.Expr, by: sp.Expr, place: LimitPoint) -> Iterator[sp.Expr]:
    sign = -1 if place.a is -sp.oo and place.limit(by) is -sp.oo else 1
    for term in sp.Add.make_args(u):
        constant, part = term.as_independent(place.x)
        if _is_root(part, place):
            yield constant * sign * sp.sqrt(sp.expand(part.base / by**2))
        else:
            yield sp.powsimp(sp.expand(term / by))


def factored_out(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of oo - oo, take the largest term out of the sum; of logarithms, write one."""
    if place.form(e) != "oo - oo":
        return ()
    if all(isinstance(term.as_coeff_Mul()[1], sp.log) for term in e.args):
        one = sp.logcombine(e, force=True)
        if isinstance(one, sp.log):
            return (Move("ln(u) - ln(v) = ln(u/v)", sp.log(sp.expand(one.args[0]))),)
    largest = _largest(place, e)
    if largest is None:
        return ()
    return (Move("factor out", mul([largest, sp.Add(*_divided(e, largest, place), evaluate=False)])),)
