"""The strategies of a first course for a limit: factor and cancel, conjugate, highest power, l'Hopital's rule ...

A strategy is a function of a `LimitPoint`, where x goes to a and all limits can be asked for, and of an expression. It
returns moves: what is done, and what has the same limit then. STRATEGIES are tried in turn, as a teacher would; a
move is only believed if the limit of what it leads to is the same (steps.py). For example (sqrt(x+4) - 2)/x at 0 has
the form 0/0; it is no rational function, so `cancelled` does not apply, but `by_conjugate` gives x/(x (sqrt(x+4) + 2)).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import mul
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.approach import Approach
from calc_cli.calculus.limits.branches import UnknownBranchError
from calc_cli.calculus.limits.known_limits import known_limit
from calc_cli.calculus.limits.neighbourhood import Neighbourhood
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.one_sided import limit_by_algebra
from calc_cli.calculus.limits.oscillation import bounds, is_restless
from calc_cli.errors import UndefinedError, UnsupportedError

SEAMS = (sp.Abs, sp.sign, sp.floor, sp.ceiling, sp.Max, sp.Min, sp.Piecewise, sp.Heaviside)
"""Functions whose cases may end at the point."""

Around = Callable[[sp.Expr], sp.Expr]


@dataclass(frozen=True, slots=True)
class Move:
    """The limit is that of `next`, within `around` if that is given: e^(lim g). `next` without x is the limit itself.

    `bound` is an inequality that the move rests on.
    """

    rule: str
    next: sp.Expr
    around: Around | None = None
    bound: sp.Basic | None = None


class LimitPoint:
    """Where x goes to a, from one side or, `side` being 0, from both; limits are found once."""

    def __init__(self, x: sp.Symbol, a: sp.Expr, side: int) -> None:
        self.x, self.a, self.side = x, a, side
        sides = (-1,) if a is sp.oo else (1,) if a is -sp.oo else (side,) if side else (-1, 1)
        self.approaches = [Approach(x, a, each) for each in sides]
        self._limits: dict[tuple[sp.Expr, int], sp.Expr | None] = {}

    def limit(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit, None if there is none or it is not known."""
        if not e.has(self.x):
            return e
        first, *others = (self._one_sided(e, approach) for approach in self.approaches)
        return first if all(other == first for other in others) else None

    def _one_sided(self, e: sp.Expr, approach: Approach) -> sp.Expr | None:
        key = e, approach.side
        if key not in self._limits:
            try:
                found = limit_by_algebra(e, approach, proofs_only=False).exact
            except (UndefinedError, UnsupportedError):
                found = None
            self._limits[key] = None if found is None else tidy(found)
        return self._limits[key]

    def near(self, e: sp.Expr) -> sp.Expr | None:
        """Return the limit from the right if there are two sides."""
        return self._one_sided(e, self.approaches[-1]) if e.has(self.x) else e

    def size(self, e: sp.Expr) -> str:
        """Return 0, 1 or oo for what goes there, up to a sign, else an empty text."""
        limit = self.near(e)
        return "oo" if limit in INFINITE else str(limit) if limit in (0, 1) else ""

    def form(self, e: sp.Expr) -> str:
        """Return the indeterminate form of `e`, empty if it has none."""
        if e.is_Add:
            signs = {self.near(term) for term in e.args}
            return "oo - oo" if set(INFINITE) <= signs else ""
        if e.is_Pow or isinstance(e, sp.exp):
            form = "^".join(self.size(part) for part in e.as_base_exp())
            return form if form in ("1^oo", "0^0", "oo^0") and not isinstance(e, sp.exp) else ""
        if e.is_Mul:
            above, below = (self.size(part) for part in sp.fraction(e))
            if above == below and above in ("0", "oo"):
                return f"{above}/{below}"
            sizes = {self.size(factor) for factor in e.args}
            return "0*oo" if {"0", "oo"} <= sizes else ""
        return ""

    def is_plain(self, e: sp.Expr) -> bool:
        """Return True if no part of `e` has an indeterminate form or goes up and down, so that its limit is seen."""
        parts = [part for part in sp.preorder_traversal(e) if isinstance(part, sp.Expr) and part.has(self.x)]
        return all(not self.form(part) and self.near(part) is not None for part in parts)


Strategy = Callable[[LimitPoint, sp.Expr], Sequence[Move]]


def quotient(above: sp.Expr, below: sp.Expr) -> sp.Expr:
    """Return a fraction as it is written, not cancelled."""
    if below == 1:
        return above
    divisor = sp.Pow(below, -1, evaluate=False)
    return divisor if above == 1 else sp.Mul(above, divisor, evaluate=False)


def _fraction(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    above, below = sp.fraction(sp.together(e))
    return above, below


def substituted(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Take the value of a function that is continuous there."""
    if place.a in INFINITE:
        return ()
    try:
        return (Move("substitute", value_at(e, {place.x: place.a})),)
    except (UndefinedError, UnsupportedError):
        return ()


def branched(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """On one side of a seam |u| is u or -u, and so on."""
    parts = e.atoms(*SEAMS)
    if not parts or len(place.approaches) > 1:
        return ()
    near = Neighbourhood(place.approaches[0])
    back = {near.t: sp.solve(place.x - place.approaches[0].at(near.t), near.t)[0]}
    try:
        known = {part: sp.expand(near.germ(part).xreplace(back)) for part in parts if part.has(place.x)}
    except (UndefinedError, UnknownBranchError):
        return ()
    return (Move("the case that holds there", e.xreplace(known)),) if known else ()


def plain(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Put the limits of the parts together."""
    limit = place.limit(e)
    return (Move("limit laws", limit),) if limit is not None and place.is_plain(e) else ()


def by_growth(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Put the limits of the parts together, of which ln x/x, x/e^x and the like are known to vanish at infinity."""
    limit = place.limit(e)
    growing = {part for part in e.atoms(sp.Mul) if part != e and place.form(part) == "oo/oo" and place.limit(part) == 0}
    if limit is None or not growing or place.form(e):
        return ()
    calm = e.xreplace(dict.fromkeys(growing, sp.S.Zero))
    return (Move("exponentials grow faster than powers, these than logarithms", limit),) if place.is_plain(calm) else ()


def by_common_denominator(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """One fraction for several."""
    sums = [part for part in sp.preorder_traversal(e) if part.is_Add and any(_has_divisor(t, place) for t in part.args)]
    if not sums or place.form(e) not in ("oo - oo", "0/0", "0*oo"):
        return ()
    above, below = _fraction(e)
    return (Move("common denominator", quotient(sp.expand(above), below)),)


def _has_divisor(term: sp.Expr, place: LimitPoint) -> bool:
    return bool(sp.fraction(term)[1].has(place.x)) and not term.has(sp.exp)


def cancelled(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Factor the polynomials above and below, and cancel."""
    if not e.is_rational_function(place.x):
        return ()
    above, below = _fraction(e)
    if place.size(above) != "0" or place.size(below) != "0":
        return ()
    factored = quotient(sp.factor(above), sp.factor(below))
    return Move("factor", factored), Move("cancel", sp.cancel(e))


def by_conjugate(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Multiply above and below by the conjugate of a difference of roots: (a - b)(a + b) = a^2 - b^2."""
    above, below = _fraction(e)
    for part, other in ((above, below), (below, above)):
        for factor in sp.Mul.make_args(part):
            conjugate = _conjugate(factor)
            if conjugate is None or place.form(e) == "" or (place.limit(factor) != 0 and place.form(factor) == ""):
                continue
            product = sp.factor(sp.expand(factor * conjugate))
            rest = part / factor
            fractions = (rest * product, other * conjugate), (sp.cancel(rest * product / other), conjugate)
            shown, simpler = (quotient(*(pair if part is above else pair[::-1])) for pair in fractions)
            simpler = fractions[1][0] / conjugate if part is above else conjugate / fractions[1][0]
            moves = [Move("multiply by the conjugate", shown), Move("cancel", simpler)]
            return moves if sp.count_ops(simpler) < sp.count_ops(shown) else moves[:1]
    return ()


def _conjugate(u: sp.Expr) -> sp.Expr | None:
    """Return a + b for a - b, if one of the two is a root."""
    if not u.is_Add or len(u.args) != 2:
        return None
    roots = [term for term in u.args if any(f.is_Pow and f.exp is sp.S.Half for f in sp.Mul.make_args(term))]
    turned = next((term for term in u.args if term.could_extract_minus_sign()), roots[0] if roots else None)
    return u - 2 * turned if roots and turned is not None else None


def by_known_limits(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Write sin(3x)/x as 3 times sin(3x)/(3x), of which the limit is known."""
    if place.form(e) not in ("0/0", "0*oo"):
        return ()
    ratios: list[sp.Expr] = []
    rest, value = sp.S.One, sp.S.One
    rules: list[str] = []
    for factor in sp.Mul.make_args(e):
        base, n = factor.as_base_exp()
        known = known_limit(base) if n in (1, -1, 2, -2) else None
        if known is None or place.limit(known.inner) != 0:
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
    is_new = len(rules) > 1 or sp.count_ops(shown) > sp.count_ops(e) + 1
    moves = [Move("known limits", shown)] if is_new else []
    return (*moves, Move(", ".join(dict.fromkeys(rules)), tidy(value * limit)))


def by_largest(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Divide above and below by the largest term below."""
    above, below = map(sp.expand, _fraction(e))
    if place.form(e) != "oo/oo" and not (place.size(above) == place.size(below) == "oo"):
        return ()
    largest = _largest(place, below)
    if largest is None or not any(part.is_Add or _is_root(part, place) for part in (above, below)):
        return ()
    top, bottom = (sp.Add(*_divided(part, largest, place), evaluate=False) for part in (above, below))
    return (
        Move(
            f"divide by {'the highest power' if largest.is_polynomial(place.x) else 'the largest term'}",
            quotient(top, bottom),
        ),
    )


def _largest(place: LimitPoint, u: sp.Expr) -> sp.Expr | None:
    terms = [term.as_independent(place.x)[1] for term in sp.Add.make_args(u)]
    terms = [sp.powdenest(sp.sqrt(sp.LT(t.base, place.x)), force=True) if _is_root(t, place) else t for t in terms]
    terms = [term.as_independent(place.x)[1] for term in terms]
    for term in terms:
        if term.has(place.x) and all(place.size(other / term) in ("0", "1") for other in terms):
            return term
    return None


def _is_root(t: sp.Expr, place: LimitPoint) -> bool:
    return bool(t.is_Pow and t.exp is sp.S.Half and t.base.is_polynomial(place.x))


def _divided(u: sp.Expr, by: sp.Expr, place: LimitPoint) -> Iterator[sp.Expr]:
    sign = -1 if place.a is -sp.oo and place.limit(by) is -sp.oo else 1
    for term in sp.Add.make_args(u):
        constant, part = term.as_independent(place.x)
        if _is_root(part, place):
            yield constant * sign * sp.sqrt(sp.expand(part.base / by**2))
        else:
            yield sp.powsimp(sp.expand(term / by))


def by_powers(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """(1 + u)^v is e^(u v) in the limit if u -> 0; of other powers, e^(v ln u)."""
    form = place.form(e)
    if not form or not (e.is_Pow and e.exp.has(place.x)):
        return ()
    base, exponent = e.args
    if form == "1^oo":
        return (Move("(1 + u)^(1/u) -> e", sp.cancel((base - 1) * exponent), sp.exp),)
    return (Move("u^v = e^(v ln u)", mul([exponent, sp.log(base)]), sp.exp),)


def within_continuous(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Go inside a continuous function, and past factors and terms of which the limit is seen."""
    if (e.is_Function and len(e.args) == 1) or (e.is_Pow and not e.exp.has(place.x)) or isinstance(e, sp.exp):
        f, inner = e.func, e.args[0]
        rest = e.args[1:]
        if place.limit(inner) not in (None, *INFINITE):
            return (Move("continuity", inner, lambda u: f(u, *rest, evaluate=False)),)
    if e.is_Mul or e.is_Add:
        seen = [part for part in e.args if place.limit(part) not in (None, 0, *INFINITE) and place.is_plain(part)]
        value = [place.limit(part) for part in seen]
        others = [part for part in e.args if part not in seen]
        inner = e.func(*others)
        is_new = e.is_Add or any(part.has(place.x) for part in seen)
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
    limits = [bounds(near.germs, germ) for _, germ in moving]
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
    small = [f for f in e.args if f.is_algebraic_expr(place.x)] or [f for f in e.args if place.near(f) == 0]
    below = sp.Pow(sp.Mul(*small), -1)
    other = e * below
    if below == 1 or other == 1:
        return ()
    return (Move("write as a quotient", quotient(other, below)), *_by_derivatives(place, other, below))


def by_lhopital(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Take the quotient of the derivatives, where the form is 0/0 or oo/oo."""
    return _by_derivatives(place, *(_fraction(e) if e.is_Add else sp.fraction(e)))


def _by_derivatives(place: LimitPoint, above: sp.Expr, below: sp.Expr) -> Sequence[Move]:
    sizes = place.size(above), place.size(below)
    if sizes[0] != sizes[1] or sizes[0] not in ("0", "oo"):
        return ()
    try:
        top, bottom = (tidy(differentiate(part, place.x)) for part in (above, below))
    except UnsupportedError:
        return ()
    if bottom == 0:
        return ()
    shown, simpler = quotient(top, bottom), tidy(top / bottom)
    if any(sp.fraction(part)[1] != 1 for part in (top, bottom)):
        shown = simpler  # a fraction of fractions is put right at once
    moves = [Move(f"l'Hopital's rule, {sizes[0]}/{sizes[1]}", shown)]
    is_shorter = sp.count_ops(simpler) < sp.count_ops(shown) and place.size(bottom) != ""
    return [*moves, Move("simplify", simpler)] if is_shorter and simpler.has(place.x) else moves


def factored_out(place: LimitPoint, e: sp.Expr) -> Sequence[Move]:
    """Of oo - oo, take the largest term out of the sum; of logarithms, write one."""
    if place.form(e) != "oo - oo":
        return ()
    if all(isinstance(term.as_coeff_Mul()[1], sp.log) for term in e.args):
        one = sp.logcombine(e, force=True)
        if isinstance(one, sp.log):
            return (Move("ln(u) - ln(v) = ln(u/v)", one),)
    largest = _largest(place, e)
    if largest is None:
        return ()
    return (Move("factor out", mul([largest, sp.Add(*_divided(e, largest, place), evaluate=False)])),)


STRATEGIES: tuple[Strategy, ...] = (
    substituted,
    by_definition,
    branched,
    by_known_limits,
    plain,
    cancelled,
    by_conjugate,
    by_common_denominator,
    by_largest,
    by_powers,
    squeezed,
    factored_out,
    as_quotient,
    by_growth,
    within_continuous,
    by_lhopital,
)
