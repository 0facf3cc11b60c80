"""Proofs that a function of several variables has a limit at the origin.

The laws of limits (laws.py) hold in several variables as in one; `NearOrigin` answers what they ask of the parts. Where
they leave a limit open, METHODS are tried in turn: polar coordinates (polar.py), a limit in one variable w of which
the function is made, and the mean value theorem.

For example (e^(x y) - 1)/y: it is 0 at y = 0, and by the mean value theorem x e^z for a z between 0 and x y.

A function is looked at where it is defined: that x y/y is not at y = 0 does not keep it from having a limit.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.behaviour import Behaviour
from calc_cli.calculus.limits.laws import law_of, limit_of_product
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, are_equal, number_or_none, sign_of_number
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.limits.polar import Polar, is_smooth, weights_for
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.errors import UndefinedError, UnsupportedError


class NearOrigin(Behaviour):
    """Limits of expressions as all `variables` go to 0, those that are positive from above; a Behaviour.

    The sign of what is never negative near the origin is 1, although it may vanish there. Where a variable stands for
    a product of two, the function `is_substituted`.
    """

    def __init__(self, variables: Sequence[sp.Symbol], *, is_substituted: bool = False) -> None:
        super().__init__()
        self.variables = tuple(variables)
        self.is_substituted = is_substituted

    def find_tendency(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, None if no method proves that there is one."""
        present = self.present(g)
        if not isinstance(g, sp.Expr):
            return None
        if not present:
            return number_or_none(g)
        if len(present) == 1:
            return sp.S.Zero if g == present[0] else _limit_in(g, present[0], sp.S.Zero, self.sides(present[0]))
        return next((found for method in METHODS if (found := method(self, g)) is not None), None)

    def varies(self, g: sp.Expr) -> bool:
        """Return True if a variable occurs in `g`."""
        return bool(self.present(g))

    def present(self, g: sp.Expr) -> list[sp.Symbol]:
        """Return the variables in `g`."""
        return [v for v in self.variables if g.has(v)]

    def sides(self, u: sp.Expr) -> tuple[int, ...]:
        """Return the sides from which `u` comes to 0; 0 among them means that it may be 0 itself."""
        if u.is_positive:
            return (1,)
        if definite := self._sign_around(u):
            return (definite,)
        sign = self.sign(u)
        return (sign, 0) if sign else (1, -1, 0)

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return 1 or -1 if `g` is never of the other sign near the origin, 0 if it is 0; None if not known."""
        if not self.varies(g):
            return sign_of_number(g)
        if g.is_nonnegative or (g.is_Pow and g.exp.is_Integer and g.exp % 2 == 0):
            return 1
        if g.is_Mul or g.is_Add:
            signs = {self.sign(part) for part in g.args} if g.is_Add else {self.signs(g.args)}
            if len(signs) == 1 and None not in signs:
                return signs.pop()
        limit = self.limit(g)
        if limit is not None and (sign := sign_of_number(limit)):
            return sign
        return self._sign_around(g)

    def _sign_around(self, u: sp.Expr) -> int | None:
        """Return the sign off the origin of what vanishes at the origin alone; None if it has none or is not known."""
        return Polar(self.variables, (1,) * len(self.variables)).sign_around(u)


def _limit_in(h: sp.Expr, w: sp.Symbol, a: sp.Expr, sides: tuple[int, ...]) -> sp.Expr | None:
    """Return the common limit from the `sides`; 0 among them means that w may also be a itself."""
    asked = [one_sided_limit(h, Approach(w, a, side)) for side in sides if side]
    found = [each for each in asked if each.kind != "undefined"]
    if not found or any(each.kind not in ("finite", "+inf", "-inf") or each.value is None for each in found):
        return None
    first = found[0]
    if not all(are_equal(first.value, each.value) for each in found):
        return None
    if 0 in sides:
        try:
            if not are_equal(value_at(h, {w: a}), first.value):
                return None
        except UndefinedError:
            pass
        except UnsupportedError:
            return None
    return first.value


# Methods


def _by_laws(near: NearOrigin, g: sp.Expr) -> sp.Expr | None:
    return law_of(type(g))(near, g)


def _by_separation(near: NearOrigin, g: sp.Expr) -> sp.Expr | None:
    """Sort the factors of each term by their variables: x^2 e^(-x - y) is x^2 e^(-x) times e^(-y)."""
    written = sp.expand(g)
    if written.is_Add:
        return None if written == g else near.tendency(written)
    groups: dict[tuple[sp.Symbol, ...], sp.Expr] = {}
    for factor in sp.Mul.make_args(sp.together(written)):
        key = tuple(near.present(factor))
        groups[key] = groups.get(key, sp.S.One) * factor
    return limit_of_product(near, list(groups.values())) if len(groups) > 1 else None


def _by_monomial(near: NearOrigin, g: sp.Expr) -> sp.Expr | None:
    """Take w = x y^2, which an exponent of e depends on, for one of the variables: y^2 e^(-1/w) is (w/x) e^(-1/w)."""
    present = near.present(g)
    if near.is_substituted or not all(v.is_positive for v in present):
        return None
    terms = [term for part in g.atoms(sp.exp) for term in sp.Add.make_args(sp.expand(part.args[0]))]
    for v, other in permutations(present, 2):
        for p, q in dict.fromkeys((_degree(term, v), _degree(term, other)) for term in terms):
            if p * q > 0:
                w = sp.Dummy("w", positive=True)
                inner = NearOrigin((w, other), is_substituted=True)
                limit = inner.limit(sp.expand(g.xreplace({v: w ** (1 / abs(p)) / other ** (q / p)})))
                if limit is not None:
                    return limit
    return None


def _degree(term: sp.Expr, v: sp.Symbol) -> sp.Expr:
    """Return the exponent of v in a product of powers, 0 if it is none."""
    degree = term.as_independent(v)[1].as_base_exp()
    return degree[1] if degree[0] == v and degree[1].is_Rational else sp.S.Zero


def _by_polar_coordinates(near: NearOrigin, g: sp.Expr) -> sp.Expr | None:
    """Return the limit; an infinite one of one sign where 1/g goes to 0."""
    top, bottom = sp.fraction(sp.together(g))
    for weights in weights_for(g, near.variables):
        polar = Polar(near.variables, weights)
        if (found := polar.limit_at_origin(top / bottom)) is not None:
            return found
        if polar.limit_at_origin(bottom / top) == 0 and (sign := near.signs((top, bottom))):
            return sp.oo * sign
    has_logarithm = g.has(sp.log) or any(power.exp.has(*near.variables) for power in g.atoms(sp.Pow))
    if not has_logarithm or not all(v.is_positive for v in near.variables):
        return None
    return Polar(near.variables, (1,) * len(near.variables), from_infinity=True).limit_at_origin(g)


def _of_one_variable(near: NearOrigin, g: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Symbol, sp.Expr]]:
    """Yield h, w and u for each way to see `g` as h(u), w standing for u."""
    for inner in parts(g):
        if inner is g or not isinstance(inner, sp.Expr) or inner.is_Symbol or not near.varies(inner):
            continue
        w = sp.Dummy("w", positive=inner.is_positive, real=True)
        h = g.subs(inner, w)
        if not near.varies(h):
            yield h, w, inner


def _by_one_variable(near: NearOrigin, g: sp.Expr) -> sp.Expr | None:
    """Return the limit of h(w), where g = h(w(x, y)), as w goes to its limit."""
    for h, w, inner in _of_one_variable(near, g):
        a = near.limit(inner)
        if a is None:
            continue
        sides = (1,) if a in INFINITE else near.sides(inner - a)
        found = _limit_in(h, w, a, sides)
        if found is not None:
            return found
    return None


def _by_mean_value(near: NearOrigin, g: sp.Expr) -> sp.Expr | None:
    """Differentiate in v where g = F/(k (v - r)), F = 0 at v = r: F is F_v (v - r) at a point between r and v.

    (e^x - e^y)/(x - y) is e^z for a z between x and y. Here k and r do not depend on v, and r -> 0 as v does.
    """
    top, bottom = sp.fraction(sp.together(g))
    for v in near.present(bottom) if is_smooth(top, near.variables) else ():
        slope = sp.diff(bottom, v)
        if slope == 0 or slope.has(v):
            continue
        root = sp.cancel(v - bottom / slope)
        if near.limit(root) == 0 and sp.expand(top.xreplace({v: root})) == 0:
            return near.limit(differentiate(top, v) / slope)
    return None


METHODS: tuple[Callable[[NearOrigin, sp.Expr], sp.Expr | None], ...] = (
    _by_laws,
    _by_polar_coordinates,
    _by_separation,
    _by_monomial,
    _by_one_variable,
    _by_mean_value,
)


def certainly_differ(one: Verdict, other: Verdict) -> bool:
    """Return True if two limits are certainly not the same."""
    if one.value is None or other.value is None or "undecided" in (one.kind, other.kind):
        return False
    return are_equal(one.value, other.value) is False
