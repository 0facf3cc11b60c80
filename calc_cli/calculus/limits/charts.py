"""Several variables that go to the origin: cut into regions in which the laws and Gruntz's algorithm decide.

Of two positive variables u, v that go to 0 independently nothing is known but this: on any sequence of points there is
a part on which u/v goes to 0, to oo, or stays between two positive numbers. So a question about u and v that has no
answer is asked in three charts, with new variables that are again independent:

    u = v m, m -> 0        v = u m, m -> 0        u = c v, where c > 0 is bounded

For example x^2 y/(x^2 + y^2): in the first chart it is v m^2/(m^2 + 1), which the laws tell goes to 0; so it does in
the other ones, the last with v c^2/(c^2 + 1), and so the limit is 0. A parameter such as c is cut at the values where
the sign of what is asked changes: 1/(x - y) needs the charts c < 1, c > 1, and c = 1, 1 + d, 1 - d with d -> 0.

Gruntz's algorithm asks which of u and v varies more rapidly, that is for the limit of ln u/ln v. To that end variables
are written u = e^(-1/a), v = e^(-1/b), so that it is that of b/a. Coordinates may come from both sides: the quadrants
and the axes between are regions of their own, and at infinity x is 1/u.

A function has the limit L if it has in all charts: on a sequence of points on which it stayed away from L there would
be a part in one of them. Two charts with two limits show that there is none. The idea is that of blowing up a
singularity; that regions of comparability suffice is as in Gruntz's thesis.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeAlias, TypeVar

import sympy as sp

from calc_cli.algebra.exact_roots import NotExactError, exact_roots, ordered
from calc_cli.algebra.functions import known_side
from calc_cli.calculus.limits.dominance import SplitError, leading_product
from calc_cli.calculus.limits.expansion import UnknownExpansionError
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.laws import limit_of_product
from calc_cli.calculus.limits.neighbourhood import Branches, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number
from calc_cli.calculus.limits.swings import exponential_of
from calc_cli.errors import UndefinedError, UnsupportedError

Substitution = Mapping[sp.Symbol, sp.Expr]

T = TypeVar("T")

_DEEPEST = 9
_MOST_CHARTS = 200


class BoundedRatio(sp.Dummy):
    """A positive number, or what stays between two such."""


class AsymptoticChart(Germs):
    """Limits and signs as independent `variables` go to 0 from above; `ratios` are positive and bounded.

    A question raises SplitError if it has no answer in the whole chart.
    """

    def __init__(self, variables: Sequence[sp.Symbol], ratios: Sequence[sp.Symbol] = ()) -> None:
        super().__init__(variables)
        self.ratios = tuple(ratios)

    def find_tendency(self, g: sp.Expr) -> sp.Expr | None:
        """Return what `g` tends to, if it does so in the whole chart."""
        if len(self._present(g)) < 2:
            return super().find_tendency(g)
        if (found := self.by_laws(g)) is not None:
            return found
        try:
            return self._limit_of_product(sp.powsimp(leading_product(self, g)))
        except (UnknownExpansionError, UndefinedError, UnsupportedError):
            return None

    def limit(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit, with the ratios on which it depends."""
        found = super().limit(g)
        return found if found is None or not found.has(BoundedRatio) else sp.cancel(found)

    def tendency(self, g: sp.Expr) -> sp.Expr | None:
        """Return what `g` tends to; forget that it was asked for if that cannot be said."""
        try:
            return super().tendency(g)
        except SplitError:
            self._tendencies.pop(g, None)
            raise

    def _present(self, g: sp.Expr) -> list[sp.Symbol]:
        return [v for v in self.variables if g.has(v)]

    def _limit_of_product(self, g: sp.Expr) -> sp.Expr | None:
        """Return the limit of a product of powers of variables, their logarithms, and exponentials."""
        groups: dict[tuple[sp.Symbol, ...], sp.Expr] = {}
        for factor in sp.Mul.make_args(g):
            key = tuple(self._present(factor))
            groups[key] = groups.get(key, sp.S.One) * factor
        is_divided = len(groups) > 1 or max(map(len, groups)) < 2
        if is_divided and (found := limit_of_product(self, list(groups.values()))) is not None:
            return found
        constant, rest = g.as_independent(*self.variables, as_Add=False)
        if not rest.has(sp.exp):
            self._compare(rest)
            return None
        growth = self._growth(rest)
        return None if growth is None else limit_of_product(self, [constant, exponential_of(growth)])

    def _growth(self, product: sp.Expr) -> sp.Expr | None:
        """Return the limit of the logarithm of a product. A power of ln v in it lies between v and 1/v."""
        slow = self._logarithms(product)
        bare = sp.Mul(*(f for f in sp.Mul.make_args(product) if not isinstance(f.as_base_exp()[0], sp.log)))
        bounds = [bare * sp.Mul(*slow), bare / sp.Mul(*slow)] if slow else [bare]
        limits = {self.tendency(sp.expand_log(sp.log(each), force=True)) for each in bounds}
        if not slow or (len(limits) == 1 and limits <= {*INFINITE}):
            return limits.pop()
        raise SplitError([{v: sp.exp(-1 / _small(v)) for v in slow}])

    def _logarithms(self, product: sp.Expr) -> list[sp.Symbol]:
        """Return the variables of which logarithms are factors."""
        bases = [factor.as_base_exp()[0] for factor in sp.Mul.make_args(product)]
        return [base.args[0] for base in bases if isinstance(base, sp.log) and base.args[0] in self.variables]

    def _compare(self, product: sp.Expr) -> None:
        """Raise SplitError for a product of powers of variables and of their logarithms without a limit."""
        if slow := self._logarithms(product):
            raise SplitError([{v: sp.exp(-1 / _small(v)) for v in slow}])
        exponents = dict(factor.as_base_exp() for factor in sp.Mul.make_args(product))
        if not exponents.keys() <= set(self.variables) or not all(e.is_Rational for e in exponents.values()):
            return
        large = [v for v, e in exponents.items() if e < 0]
        if large and len(large) < len(exponents):
            u, w = next(v for v in exponents if v not in large), large[0]
            raise SplitError(_ratios(u, w, abs(exponents[u] / exponents[w])))

    def find_sign(self, g: sp.Expr) -> int | None:
        """Return the sign; SplitError if there is a ratio of which it depends."""
        if g.is_positive or g.is_negative:
            return 1 if g.is_positive else -1
        if isinstance(g, sp.log) and g.has(BoundedRatio):
            return self.sign(g.args[0] - 1)
        if g.is_Mul:
            return self.signs(g.args)
        here = [] if self.varies(g) or self.swings_in(g) else [c for c in self.ratios if g.has(c)]
        if len(here) == 1:
            return _sign_over(self, g, *here)
        signs = {self.sign(term) for term in g.args} if g.is_Add and len(self._present(g)) > 1 else {None}
        return super().find_sign(g) if len(signs) > 1 or None in signs else signs.pop()

    def sign_of_lead(self, g: sp.Expr) -> int | None:
        """Return the sign of the leading product."""
        if len(self._present(g)) < 2:
            return super().sign_of_lead(g)
        try:
            lead = leading_product(self, g)
        except (UnknownExpansionError, UndefinedError, UnsupportedError):
            return None
        return None if lead == g else self.signs(sp.Mul.make_args(lead))


def _small(like: sp.Symbol) -> sp.Symbol:
    return sp.Dummy(like.name, positive=True)


def _ratios(u: sp.Symbol, v: sp.Symbol, power: sp.Rational) -> list[Substitution]:
    """Return the charts in which u^power/v goes to 0, to oo, or stays between."""
    m, z, c = _small(u), _small(v), BoundedRatio("c", positive=True)
    p, q = sp.Integer(power.p), sp.Integer(power.q)  # u^p against v^q
    return [{u: c * z**q, v: z**p}, {u: z**q * m, v: z**p}, {u: z**q, v: z**p * m}]


def _sign_over(near: Germs, g: sp.Expr, c: sp.Symbol) -> int | None:
    """Return the sign that `g` has for all c > 0. Raises SplitError if that changes at a root."""
    signs = [_sign_of_part(near, part, c) for part in sp.fraction(sp.together(g))]
    return None if None in signs else int(sp.prod(signs))


def _sign_of_part(near: Germs, u: sp.Expr, c: sp.Symbol) -> int | None:
    polynomial = sp.Poly(u, c) if u.is_polynomial(c) else None
    if polynomial is not None:
        signs = {near.sign(coefficient) for coefficient in polynomial.coeffs()}
        if len(signs) == 1 and None not in signs:
            return signs.pop()
        if polynomial.degree() == 2 and near.sign(polynomial.discriminant()) == -1:
            return near.sign(polynomial.LC())
    roots = _roots(u, polynomial, c)
    if root := next((root for root in roots or () if root.is_positive or sign_of_number(root) == 1), None):
        d, p = sp.Dummy("d", positive=True), BoundedRatio("c", positive=True)
        raise SplitError([{c: at} for at in (root + d, root - d, root, root + p, root * p / (1 + p))])
    return None if roots is None or u.free_symbols - {c} else sign_of_number(u.xreplace({c: sp.S.One}))


def _roots(u: sp.Expr, polynomial: sp.Poly | None, c: sp.Symbol) -> Iterable[sp.Expr] | None:
    """Return where the sign may change: at zeros, and where `u` has a pole or an end of its domain (exact_roots)."""
    if polynomial is not None and polynomial.domain in (sp.ZZ, sp.QQ):
        return list(sp.real_roots(polynomial))
    if not u.free_symbols - {c}:
        with suppress(NotExactError):
            return ordered(exact_roots(u.xreplace({c: (x := sp.Dummy("x", real=True))}), x))
    return None if polynomial is None else list(sp.roots(polynomial, cubics=False, quartics=False))


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """A chart in which a question has the answer `found`, or None; `at` are the coordinates in its variables."""

    at: Substitution
    found: T | None
    open: tuple[sp.Expr, ...] = ()

    def curves(self, t: sp.Symbol) -> Iterator[Substitution]:
        """Yield curves in the chart for t -> 0+, with two values for ratios."""
        small = {s for e in self.at.values() for s in e.atoms(sp.Dummy)}
        for c in (sp.S.One, sp.Integer(2)) if any(isinstance(s, BoundedRatio) for s in small) else (sp.S.One,):
            curve = {
                x: e.xreplace({s: c if isinstance(s, BoundedRatio) else t for s in small}) for x, e in self.at.items()
            }
            shorter = {x: sp.powsimp(e.xreplace({t: -1 / sp.log(t)})) for x, e in curve.items()}  # t for e^(-1/t)
            has_exponential = any(e.has(sp.exp) for e in curve.values())
            yield curve if not has_exponential or any(e.has(sp.log) for e in shorter.values()) else shorter


Ask: TypeAlias = Callable[[AsymptoticChart, sp.Expr], T | None]


def charts(f: sp.Expr, to: Substitution, ask: Ask[T]) -> Iterator[Leaf[T]]:
    """Yield charts around a point in which a question about `f` has an answer, those that take fewest cuts first."""
    waiting = deque((at, 0) for at in _sides(f, to))
    for count in range(_MOST_CHARTS):
        if not waiting:
            return
        at, depth = waiting.popleft()
        try:
            leaf = _leaf(f, at, ask)
        except SplitError as split:
            parts = [{x: e.xreplace(part) for x, e in at.items()} for part in split.charts]
            waiting.extend((part, depth + 1) for part in parts if depth < _DEEPEST)
            leaf = None if depth < _DEEPEST and count < _MOST_CHARTS - 1 else Leaf(at, None)
        if leaf is not None:
            yield leaf


def _sides(f: sp.Expr, to: Substitution) -> Iterator[Substitution]:
    """Yield the point's coordinates on each of its sides: at infinity one, else three, of which 0 is one."""
    small = {x: sp.Dummy(x.name, real=True) for x in to}
    at: Substitution = {x: 1 / small[x] if a in INFINITE else a + small[x] for x, a in to.items()}
    known = [sp.sign(a) if a in INFINITE else sp.Integer(known_side(x, a)) for x, a in to.items()]
    if not any(known):
        at = _along_divisor(f, at, small)
    sides = [(side,) if side else (sp.S.One, sp.S.NegativeOne, sp.S.Zero) for side in known]
    for signs in product(*sides):
        if any(signs):
            sided = {u: side * _small(u) for u, side in zip(small.values(), signs, strict=True)}
            yield {x: e.xreplace(sided) for x, e in at.items()}


def _leaf(f: sp.Expr, at: Substitution, ask: Callable[[AsymptoticChart, sp.Expr], T | None]) -> Leaf[T] | None:
    """Return the answer in a chart, None if the function is not defined there. Raises SplitError."""
    symbols = sorted({s for e in at.values() for s in e.atoms(sp.Dummy)}, key=lambda s: s.dummy_index)
    ratios = [s for s in symbols if isinstance(s, BoundedRatio)]
    chart = AsymptoticChart([s for s in symbols if s not in ratios], ratios)
    try:
        region = Branches(chart, at)
        if (is_defined := region.is_defined(f)) is False:
            return None
        has_poles = is_defined is None and any(e.has(BoundedRatio) for e in chart.open)  # for some parameters
        found = None if has_poles else ask(chart, region.germ(f))
    except UndefinedError:
        return None
    except (UnknownBranchError, UnsupportedError):
        found = None
    return Leaf(at, found, tuple(e for e in chart.open if not e.has(BoundedRatio)))


def divisors(f: sp.Expr) -> list[sp.Expr]:
    """Return the factors that `f` is divided by, and those of which it has logarithms."""
    insides = (part.args[0] for part in f.atoms(sp.log))
    logarithms = (u.args[0] if isinstance(u, sp.Abs) else u for u in insides)
    products = (sp.fraction(sp.together(f))[1], *logarithms)
    return [factor.as_base_exp()[0] for product in products for factor in sp.Mul.make_args(product)]


def _along_divisor(f: sp.Expr, at: Substitution, small: Mapping[sp.Symbol, sp.Symbol]) -> Substitution:
    """Return the coordinates, one from a curve on which a divisor of `f` or of the argument of a logarithm is 0.

    It is y + w for x where x - y divides.
    """
    origin = dict.fromkeys(small.values(), sp.S.Zero)
    for divisor in divisors(f.xreplace(at)):
        for x, u in small.items() if divisor.is_polynomial(*origin) and len(divisor.free_symbols) > 1 else ():
            slope = sp.diff(divisor, u)
            if not slope.has(u) and divisor.xreplace(origin) == 0 != slope.xreplace(origin):
                return {**at, x: sp.cancel(at[x] + u - divisor / slope)}
    return at


def sign_around(f: sp.Expr, to: Substitution) -> int | None:
    """Return the sign that `f` has at every point near this one; None if it has none, or it is not known."""
    found: int | None = None
    for leaf in charts(f, to, AsymptoticChart.sign):
        if leaf.found is None or leaf.found != (leaf.found if found is None else found):
            return None
        found = leaf.found
    return found
