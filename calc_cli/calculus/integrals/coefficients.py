"""Undetermined coefficients: an antiderivative is written with unknown numbers, which its derivative tells.

Each function and root in f is taken for a letter of its own, whose derivative is rational in all letters: that of
t = e^x is t, of ln x it is 1/x, of t = tan(x/2) it is (1 + t^2)/2, of the root r of q it is q'r/(2q). Then f = A/B with
polynomials A and B in the letters, and by Liouville's theorem an elementary antiderivative is

    F = P/Q + c1 ln p1 + c2 ln p2 + ...

A factor p of B occurs once less in Q, unless it divides its own derivative, as e^x does; p1, p2, ... are factors of B
and of the divisors of the derivatives. The degrees of P are bounded by those of A, B and Q; the coefficients of P, and
c1, c2, ..., solve linear equations. That they have no solution proves nothing.

Source: M. Bronstein, Poor man's integrator (pmint), 2005, after R. Risch and A. Norman.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import reduce
from itertools import product
from math import prod

import sympy as sp
from sympy.polys.rings import PolyElement, ring
from sympy.polys.solvers import solve_lin_sys

from calc_cli.algebra.formulas import filled
from calc_cli.algebra.functions import absolute
from calc_cli.algebra.identities import CIRCULAR, HYPERBOLIC, greatest_common, of_multiple
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.integrals.search import Search, Work
from calc_cli.errors import UnsupportedError

_MOST_LETTERS = 6
_MOST_UNKNOWN = 300


def long_quotient(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by undetermined coefficients what parts would only make longer."""
    return _undetermined(f, x) if _grows_by_parts(f, x) else None


def risch_norman(_: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate by undetermined coefficients what was not tried so before parts."""
    return None if f.is_rational_function(x) or _grows_by_parts(f, x) else _undetermined(f, x)


def _grows_by_parts(f: sp.Expr, x: sp.Symbol) -> bool:
    """Return True of a sum below, if e^x is anywhere or x stands in it beside its functions: (x sin x + cos x)^2."""
    sums = [u for u in sp.denom(f).atoms(sp.Add) if u.has(x)]
    rests = (u.xreplace({e: sp.Dummy() for e in u.atoms(sp.Function)}) for u in sums if u.has(*CIRCULAR))
    return bool(sums) if f.has(sp.exp) else any(rest.has(x) for rest in rests)


def _undetermined(f: sp.Expr, x: sp.Symbol) -> Work | None:
    f = f.replace(lambda e: isinstance(e, HYPERBOLIC), lambda e: e.rewrite(sp.exp))
    tower = _Tower(f, x)
    ansatz = _Ansatz(tower, *tower.quotient(tower.written(f)))
    rule, found = "undetermined coefficients", ansatz.solved({})
    if found is None:
        degree = ansatz.above.degree(0) - ansatz.below.degree(0)
        rule, found = "higher function", ansatz.solved(tower.higher(degree))
    return None if found is None else Work(rule, f, x, sp.Add(*map(tower.read, found)))


class _Tower:
    """The letters for functions of x, and their derivatives by letters; the n-th power of a root is n and that power.

    `steady` are letters whose derivatives are multiples of them: in an antiderivative their powers are not higher.
    """

    def __init__(self, f: sp.Expr, x: sp.Symbol) -> None:
        self.x = x
        self.letters: dict[sp.Expr, sp.Symbol] = {}
        self.rates: dict[sp.Symbol, sp.Expr] = {x: sp.S.One}
        self.roots: dict[sp.Symbol, tuple[int, sp.Expr]] = {}
        self.steady: set[sp.Symbol] = set()
        periodic = f.atoms(sp.Pow, sp.exp, *CIRCULAR)
        self._whole = _multiples({u for e in periodic if (u := self._argument(e)) is not None})

    def _argument(self, e: sp.Expr) -> sp.Expr | None:
        """Return the angle of a sine or the like, u of e^u, None for others."""
        if isinstance(e, CIRCULAR):
            return e.args[0] if e.has(self.x) else None
        base, exponent = e.as_base_exp()
        return None if base.has(self.x) or not exponent.has(self.x) else sp.expand(exponent * sp.log(base))

    def written(self, e: sp.Expr) -> sp.Expr:
        """Return e by letters. Raises UnsupportedError if these are too many."""
        if not e.has(self.x) or e == self.x:
            return e
        if e.is_Add or e.is_Mul:
            return e.func(*map(self.written, e.args))
        base, exponent = e.as_base_exp()
        if (u := self._argument(e)) is not None:
            v, n = self._whole.get(u, (u, 1))
            if not isinstance(e, CIRCULAR):
                return self._letter(sp.exp(v), lambda t: t * differentiate(v, self.x), is_steady=True) ** n
            t = self._letter(sp.tan(v / 2), lambda t: (1 + t**2) * differentiate(v, self.x) / 2)
            return of_multiple(type(e), n, sp.S.Zero, 2 * t / (1 + t**2), (1 - t**2) / (1 + t**2))
        if exponent == 1:
            return self._letter(e, lambda _: differentiate(e, self.x))
        if exponent.is_Integer:
            return self.written(base) ** exponent
        p, q = exponent.as_numer_denom() if exponent.is_Rational else (sp.S.One, sp.S.One)
        power, of_base = exponent / p, self.written(base)
        r = self._letter(base**power, lambda t: t * power * differentiate(base, self.x) / base, is_steady=True)
        if q == 1:
            return r
        self.roots[r] = int(q), of_base
        return r ** (p % q) * of_base ** (p // q)

    def _letter(self, e: sp.Expr, rate: Callable[[sp.Symbol], sp.Expr], *, is_steady: bool = False) -> sp.Symbol:
        if e not in self.letters:
            if len(self.letters) == _MOST_LETTERS:
                raise UnsupportedError("there are too many functions")
            t, u = sp.Dummy("t"), sp.Dummy("u")
            self.letters[e] = t
            self.steady |= {t} if is_steady else set()
            self.rates[t] = sp.S.Zero  # in the order of the letters
            above, below = self.quotient(self.written(rate(u)).xreplace({u: t}))
            self.rates[t] = above / below
        return self.letters[e]

    def quotient(self, e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Return e as a quotient of polynomials in the letters, without square roots in the divisor."""
        above, below = sp.fraction(sp.cancel(sp.together(e)))
        for r, (n, base) in self.roots.items():
            if n == 2 and below.has(r):
                other = below.xreplace({r: -r})
                above, below = (sp.rem(sp.expand(part * other), r**2 - base, r) for part in (above, below))
                above, below = sp.fraction(sp.cancel(above / below))
        return above, below

    def higher(self, degree: int) -> dict[sp.Expr, sp.Expr]:
        """Return Ei(u) for each e^u, Ei(n ln u) for each ln u, with their derivatives by letters."""
        named = {sp.exp: "Ei(u)", sp.log: f"Ei({degree + 1}*ln(u))" if degree else "li(u)"}
        functions = [filled(named[type(e)], [e.args[0]]) for e in self.letters if type(e) in named]
        return {f: self.written(differentiate(f, self.x)) for f in functions}

    def read(self, e: sp.Expr) -> sp.Expr:
        """Return e with functions for their letters: where a tangent is no argument, sine and cosine."""
        for function, t in self.letters.items():
            if isinstance(function, sp.tan) and e.is_rational_function(t):
                e = _by_whole_angle(e, t, 2 * function.args[0])
        by_functions = {t: function for function, t in self.letters.items()}
        return e.xreplace(by_functions).replace(sp.exp, lambda u: _power(*u.as_independent(self.x, as_Add=False)))


def _power(a: sp.Expr, u: sp.Expr) -> sp.Expr:
    """Return e^(au), if a is ln b as b^u."""
    return sp.Pow(a.args[0], u) if isinstance(a, sp.log) else sp.exp(a * u)


def _by_whole_angle(e: sp.Expr, t: sp.Symbol, angle: sp.Expr) -> sp.Expr:
    """Return a rational function of t = tan(angle/2) by sine and cosine of the angle."""
    s, c = sp.Dummy("s"), sp.Dummy("c")
    parts = [sp.Poly(part, t) for part in sp.fraction(sp.together(e))]
    n = (max(p.degree() for p in parts) + 1) // 2
    above, below = (
        sum(a * s ** (m % 2) * (1 - c) ** (m // 2) * (1 + c) ** (n - (m + 1) // 2) for (m,), a in p.terms())
        for p in parts
    )
    return sp.cancel(above / below).xreplace({s: sp.sin(angle), c: sp.cos(angle)})


def _multiples(arguments: set[sp.Expr]) -> Mapping[sp.Expr, tuple[sp.Expr, int]]:
    """Return of each argument a part of it of which others are whole multiples, too, and how many times that it is."""
    groups: dict[sp.Expr, list[sp.Expr]] = {}
    for u in sp.ordered(arguments):
        groups.setdefault(next((v for v in groups if sp.cancel(u / v).is_Rational), u), []).append(u)
    wholes = ((greatest_common(group) or group[0], group) for group in groups.values())
    return {u: (whole, int(sp.cancel(u / whole))) for whole, group in wholes for u in group}


class _Ansatz:
    """The antiderivative with unknown coefficients of a quotient of polynomials in the letters.

    All derivatives are multiplied by `scale`, so that they are polynomials, too.
    """

    def __init__(self, tower: _Tower, above: sp.Expr, below: sp.Expr) -> None:
        self.tower, self.letters = tower, list(tower.rates)
        rates = [sp.fraction(sp.cancel(rate)) for rate in tower.rates.values()]
        scale = reduce(sp.lcm, (b for _, b in rates))
        parts = sp.Tuple(above, below, scale, *(sp.cancel(a * scale / b) for a, b in rates))
        numbers = (c for c in parts.atoms(sp.Pow, sp.NumberSymbol, sp.log) if not c.has(*self.letters))
        self.constants = {sp.Dummy("c"): c for c in sp.ordered(numbers)}
        plain = parts.xreplace({c: letter for letter, c in self.constants.items()})
        bases = [base for _, base in tower.roots.values()]
        self.ring, elements = sp.sring([*map(sp.expand, plain), *bases], *self.letters, field=True)
        self.above, self.below, self.scale, *self.rates = elements[: len(plain)]
        self.roots = [
            (self.letters.index(r), n, base)
            for (r, (n, _)), base in zip(tower.roots.items(), elements[len(plain) :], strict=True)
        ]

    def turned(self, p: PolyElement) -> PolyElement:
        """Return the scaled derivative of a polynomial."""
        return sum((p.diff(i) * rate for i, rate in enumerate(self.rates)), self.ring.zero)

    def reduced(self, p: PolyElement) -> PolyElement:
        """Return a polynomial without n-th powers of n-th roots."""
        for i, n, base in self.roots:
            while p.degree(i) >= n:
                terms = (self.ring({(*m[:i], m[i] % n, *m[i + 1 :]): c}) * base ** (m[i] // n) for m, c in p.terms())
                p = sum(terms, self.ring.zero)
        return p

    def solved(self, more: Mapping[sp.Expr, sp.Expr]) -> list[sp.Expr] | None:
        """Return the terms of an antiderivative, by letters; `more` are functions with their derivatives."""
        one, zero = self.ring.one, self.ring.zero
        factors = dict(self.below.factor_list()[1])
        others = [p for e in (self.scale, *self.rates) for p, _ in e.factor_list()[1]]
        special = {p for p in (*factors, *others) if self.turned(p).rem(p) == 0}
        left = {p: m if p in special else m - 1 for p, m in factors.items()}
        every = list(dict.fromkeys((*factors, *(p for p in others if p in special or self.scale.rem(p) == 0))))
        extra = {f: [self.ring.from_expr(part) for part in sp.fraction(sp.cancel(rate))] for f, rate in more.items()}
        steady = [self.ring(t) for t in self.tower.steady]
        whole = reduce(lambda p, q: p.lcm(q), (b for _, b in extra.values()), prod(every, start=one))
        below = prod((p**m for p, m in left.items()), start=one)
        turns = {p: self.turned(p) * whole.exquo(p) for p in every}
        loss = sum((m * turns[p] for p, m in left.items()), zero)
        monomials = [self.ring({m: 1}) for m in self._monomials(below)]
        logs = [p for p in every if p not in steady]
        columns = [self.turned(m) * whole - m * loss for m in monomials] + [below * turns[p] for p in logs]
        columns += [self.scale * a * below * whole.exquo(b) for a, b in extra.values()]
        values = self._coefficients(columns, (self.scale * self.above * below * whole).exquo(self.below))
        if values is None:
            return None
        above = sp.Add(*(c * m.as_expr() for c, m in zip(values, monomials, strict=False)))
        others = [*(sp.log(absolute(p.as_expr())) for p in logs), *more]
        ends = (c * e for c, e in zip(values[len(monomials) :], others, strict=True))
        return [part.xreplace(self.constants) for part in (sp.factor(above / below.as_expr()), *ends)]

    def _monomials(self, below: PolyElement) -> list[tuple[int, ...]]:
        """Return the exponents of the letters in P; none if they are too many."""
        bounds = []
        for i, t in enumerate(self.letters):
            grown = max(self.above.degree(i) - self.below.degree(i), 0) + below.degree(i)
            bounds.append(grown + (t not in self.tower.steady))
        bounds[0] += max((base.degree(0) for *_, base in self.roots), default=0)
        for i, n, _ in self.roots:
            bounds[i] = n - 1
        return list(product(*(range(n + 1) for n in bounds))) if prod(n + 1 for n in bounds) <= _MOST_UNKNOWN else []

    def _coefficients(self, columns: list[PolyElement], right: PolyElement) -> list[sp.Expr] | None:
        """Return the numbers with which the columns add up to the right side."""
        unknown = ring(sp.symbols(f"c:{len(columns)}"), self.ring.domain)[0]
        equations: dict[tuple[int, ...], PolyElement] = defaultdict(lambda: unknown.zero)
        for c, column in zip((*unknown.gens, -unknown.one), (*columns, right), strict=True):
            for m, value in self.reduced(column).terms():
                equations[m] += c * value
        found = solve_lin_sys(list(equations.values()), unknown, _raw=False)
        free = dict.fromkeys(unknown.symbols, sp.S.Zero)
        return None if found is None else [found.get(c, sp.S.Zero).xreplace(free) for c in unknown.symbols]
