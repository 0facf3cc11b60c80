"""Several variables that go to the origin, by weighted polar coordinates: one that goes to 0, others with bounds.

With weights p, q, ... write x = t^p a, y = t^q b, ... where t -> 0+ and the largest of |a|, |b|, ... is 1: every point
near the origin has such coordinates. The directions a, b are parameters with bounds (swings.py), so that the laws of
limits and Gruntz's algorithm apply: x^2 y/(x^2 + y^2) is t a^2 b/(a^2 + b^2), and goes to 0. A divisor must stay away
from 0 in all directions, as a^2 + b^2 does; of x^2 + y^4 that is so for the weights 2, 1.

Where all variables u are reciprocals 1/x of some that go to infinity, u = t/a as well: the largest x is 1/t. As each x
is at least 1, ln a lies between ln t and 0, and is ln t times a parameter between 0 and 1: ln(x)/(x + y) goes to 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import sympy as sp

from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.occurrences import parts
from calc_cli.calculus.limits.behaviour import Swing
from calc_cli.calculus.limits.functions_at_limits import is_analytic
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.numbers import INFINITE, number_or_none

Weights = tuple[int, ...]

_LARGEST_WEIGHT = 6


def weights_for(e: sp.Expr, variables: Sequence[sp.Symbol]) -> list[Weights]:
    """1, 1, ... and the weights that make two monomials of one polynomial in `e` equally large."""
    ones = (1,) * len(variables)
    found = {ones: None}
    if len(variables) == 2:
        for exponents in _exponents(e, variables):
            for (a, b), (c, d) in combinations(exponents, 2):
                if (a - c) * (d - b) > 0:
                    ratio = sp.Rational(d - b, a - c)
                    found[(int(ratio.p), int(ratio.q))] = None
    return [weights for weights in found if max(weights) <= _LARGEST_WEIGHT]


def at_origin(f: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> tuple[sp.Expr, list[sp.Symbol]]:
    """Return the function with the point moved to the origin, and its variables there, u > 0 for x = 1/u -> oo."""
    moved = {v: sp.Dummy(v.name, positive=True) if a in INFINITE else v for v, a in to.items()}
    at = {v: sp.sign(a) / moved[v] if a in INFINITE else a + v for v, a in to.items()}
    return f.xreplace(at), list(moved.values())


def _exponents(e: sp.Expr, variables: Sequence[sp.Symbol]) -> Iterator[list[tuple[int, ...]]]:
    """Yield the exponents of the monomials of every sum in `e` that is a polynomial, |x| taken for x."""
    for part in parts(sp.together(e).xreplace({sp.Abs(v): v for v in variables})):
        if isinstance(part, sp.Add) and part.is_polynomial(*variables):
            yield sp.Poly(part, *variables).monoms()


def is_smooth(e: sp.Expr, variables: Sequence[sp.Symbol]) -> bool:
    """Return True if `e` is certainly analytic at the origin."""
    if not e.has(*variables) or e.is_Symbol:
        return True
    if not all(is_smooth(argument, variables) for argument in e.args):
        return False
    center = [argument.xreplace(dict.fromkeys(variables, sp.S.Zero)) for argument in e.args]
    if e.is_Pow:
        is_whole = e.exp.is_Integer and e.exp > 0
        return not e.exp.has(*variables) and (is_whole or sign_at(center[0], {}) == 1)
    return bool(e.is_Add or e.is_Mul) or is_analytic(e.func, center)


class Polar(Germs):
    """Limits and signs at the origin of `variables`, those that are positive from above.

    >>> x, y = sp.symbols("x y", real=True)
    >>> Polar([x, y], (1, 1)).limit_at_origin(x**2 * y / (x**2 + y**2))
    0
    """

    def __init__(self, variables: Sequence[sp.Symbol], weights: Weights, *, from_infinity: bool = False) -> None:
        super().__init__()
        directions = [sp.Dummy(v.name, real=True, nonnegative=v.is_positive) for v in variables]
        for v, a in zip(variables, directions, strict=True):
            self.swings[a] = Swing(a, (sp.Integer(0 if v.is_positive else -1), sp.S.One), is_filled=False)
        self.directions = directions
        self.at = {
            v: (1 / a if from_infinity else a) * self.t**w
            for v, a, w in zip(variables, directions, weights, strict=True)
        }
        shares = [sp.Dummy(v.name, nonnegative=True) for v in variables] if from_infinity else []
        self.swings.update({s: Swing(s, (sp.S.Zero, sp.S.One), is_filled=False) for s in shares})
        self.logarithms = {sp.log(a): s * sp.log(self.t) for a, s in zip(directions, shares, strict=False)}

    def limit_at_origin(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit if it is the same from all directions."""
        g = g.xreplace(self.at)
        if self.logarithms:
            g = g.replace(lambda e: e.is_Pow and not e.exp.is_number, lambda e: sp.exp(e.exp * sp.log(e.base)))
            g = sp.expand_log(g, force=True).xreplace(self.logarithms)
        found = self.tendency(g)
        if found is not None and self.swings_in(found):
            found = number_or_none(sp.cancel(found))
        return None if found is None or self.swings_in(found) else found

    def sign_around(self, g: sp.Expr) -> int | None:
        """Return the sign that `g` has at every point near the origin but this."""
        return self.sign(g.xreplace(self.at))

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return the sign; of a sum in the directions, the one that it has in all of them."""
        found = self._sign_in_all_directions(g) if g.is_Add and not self.varies(g) else None
        return found or super().find_sign(g)

    def _sign_in_all_directions(self, c: sp.Expr) -> int | None:
        alone = {a for term in c.args for a in term.free_symbols if term.free_symbols == {a}}
        if all(term.is_nonnegative for term in c.args) and alone >= set(self.directions):
            return 1
        moduli = {sp.Abs(a): a for a in self.directions}
        if len(self.directions) != 2 or not c.xreplace(moduli).is_polynomial(*self.directions):
            return None
        a, b = self.directions
        signs = {sign for pair in ((a, b), (b, a)) for sign in self._signs_along(c, *pair)}
        return signs.pop() if len(signs) == 1 else None

    def _signs_along(self, c: sp.Expr, a: sp.Symbol, b: sp.Symbol) -> Iterator[int | None]:
        """Yield the sign of `c` for a = 1 or -1 and b between its bounds, None if it changes or is not known."""
        for end in set(self.swings[a].range) - {sp.S.Zero}:
            for sign in set(self.swings[b].range) - {sp.S.Zero}:
                section = sp.Poly(c.xreplace({a: end}).subs(sp.Abs(b), sign * b), b)
                has_root = section.domain not in (sp.ZZ, sp.QQ) or section.count_roots(*sorted((sp.S.Zero, sign)))
                yield None if has_root else sign_at(section.as_expr(), {b: sign})
