"""Gruntz's algorithm: the leading term of an expression of exponentials and logarithms, which tells its limit and sign.

Of two functions that go to 0 or to infinity, f varies more rapidly than g if ln|f|/ln|g| goes to infinity; if that has
another limit than 0, they are of one class: as t -> 0+, ln t < t = t^3 < e^(1/t) = e^(-2/t + 1) < e^(e^(1/t)).
Only t itself and exponentials of what goes to infinity can be the most rapidly varying parts of an expression. Let w be
one of these, or its reciprocal, so that w -> 0. Each other one, e^s, is w^c e^(s - c ln w) with c = lim s/ln w, where
the last factor varies more slowly. In powers of w the expression is c0 w^e0 + ..., with coefficients that vary more
slowly than w (expansion.py). So e0 decides, and if it is 0, the limit of c0, which is a simpler question.

Example, with x = 1/t -> oo. In e^(x + e^-x) - e^x the parts e^(x + e^-x), e^-x and e^x are of one class; w = e^-x. As
e^(x + w) = w^-1 e^w, the expression is w^-1 (1 + w + w^2/2 + ...) - w^-1 = 1 + w/2 + ...: the limit is 1.

Where t is of the most rapid class, ln t = ln w is a coefficient; in those nothing but ln t is left of t, and writing
t = e^(-1/s) makes them expressions in s -> 0+. Whether a coefficient is 0, which the algorithm must know, is decided by
algebra (zero_test) and by enclosures, never by its looks; where it is not, neither is the limit.

Source: D. Gruntz, On Computing Limits in a Symbolic Manipulation System, thesis, ETH Zürich, 1996.
"""

from collections.abc import Iterator
from functools import cached_property, reduce
from itertools import count
from typing import TypeVar

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.zero_test import vanishes
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.limits.behaviour import Behaviour
from calc_cli.calculus.limits.expansion import (
    Arithmetic,
    Expansion,
    Term,
    UnknownExpansionError,
    exponential_series,
    logarithmic_series,
)
from calc_cli.calculus.limits.laws import is_generic
from calc_cli.calculus.limits.numbers import INFINITE, signed_infinity
from calc_cli.calculus.limits.tractable import Tail, tractable
from calc_cli.errors import UndefinedError, UnsupportedError

T = TypeVar("T")


def limit_by_gruntz(near: Behaviour, g: sp.Expr) -> sp.Expr | None:
    """Return the limit of `g` as t -> 0+; None if it is not found."""
    try:
        lead = leading_term(near, g)
        if lead is None:
            return sp.S.Zero
        c, e = lead
        rate = certain(near.sign(e))
        if rate:
            return sp.S.Zero if rate > 0 else signed_infinity(near.sign(c))
        return None if c == g else near.tendency(c)
    except (UnknownExpansionError, UndefinedError, UnsupportedError):
        return None


def sign_by_gruntz(near: Behaviour, g: sp.Expr) -> int | None:
    """Return the sign of `g` for all small t > 0; None if it is not found."""
    try:
        lead = leading_term(near, g)
        return 0 if lead is None else None if lead[0] == g else near.sign(lead[0])
    except (UnknownExpansionError, UndefinedError, UnsupportedError):
        return None


def leading_term(near: Behaviour, g: sp.Expr) -> Term | None:
    """Return c and e if `g` is c w^e (1 + v), v -> 0, in terms of the most rapidly varying w; None if `g` is 0.

    Raises UnknownExpansionError if it is not known.
    """
    try:
        plain = tractable(near, g)
        classes = _Classes(near)
        members = classes.most_rapid(plain)
        lead = _Rewriting(near, members).expansion(plain).term(0) if members else (plain, sp.S.Zero)
    except UnknownExpansionError:
        if vanishes(g):
            return None
        raise
    if lead is None:
        return None
    lead = sp.powsimp(lead[0]), lead[1]
    t = next((v for v in near.variables if v in members), None)
    if t is None:
        return lead
    s = sp.Dummy("s", positive=True)
    return lead[0].xreplace({t: sp.exp(-1 / s)}).xreplace({s: t}), lead[1]


def certain(found: T | None) -> T:
    """Return what is found. Raises UnknownExpansionError if it is not known."""
    if found is None:
        raise UnknownExpansionError
    return found


class _Classes:
    """The classes of comparability of the parts of an expression."""

    def __init__(self, near: Behaviour) -> None:
        self.near = near
        self._known: dict[sp.Expr, frozenset[sp.Expr]] = {v: frozenset({v}) for v in near.variables}

    def most_rapid(self, e: sp.Expr) -> frozenset[sp.Expr]:
        """Return the parts that vary most rapidly: t, and exponentials of what goes to infinity."""
        if not self.near.varies(e):
            return frozenset()
        if e not in self._known:
            found = reduce(self._greater, map(self.most_rapid, e.args))
            if isinstance(e, sp.exp) and certain(self.near.tendency(e.args[0])) in INFINITE:
                found = self._greater(frozenset({e}), found)
            self._known[e] = found
        return self._known[e]

    def _greater(self, one: frozenset[sp.Expr], other: frozenset[sp.Expr]) -> frozenset[sp.Expr]:
        """Return the set whose members vary more rapidly, both together if they are of one class."""
        if one <= other or not one:
            return other
        if other <= one:
            return one
        (f, *_), (g, *_) = (sorted(each, key=sp.default_sort_key) for each in (one, other))
        ratio = certain(self.near.tendency(_logarithm(f) / _logarithm(g)))
        return other if ratio == 0 else one if ratio in INFINITE else one | other


def _logarithm(part: sp.Expr) -> sp.Expr:
    return part.args[0] if isinstance(part, sp.exp) else sp.log(part)


class _Rewriting:
    """Expansions in powers of w, which is one of the most rapidly varying parts `members`, or its reciprocal."""

    def __init__(self, near: Behaviour, members: frozenset[sp.Expr]) -> None:
        self.near = near
        self.members = members
        self.arithmetic = Arithmetic(self._is_zero, lambda e: certain(near.sign(e)))
        self._known: dict[sp.Expr, Expansion] = {}

    @cached_property
    def log_w(self) -> sp.Expr:
        """The logarithm of w, of the member that has no other in it."""
        log = min((_logarithm(part) for part in self.members), key=lambda e: (e.count_ops(), sp.default_sort_key(e)))
        return log if certain(self.near.tendency(log)) is -sp.oo else -log

    def expansion(self, e: sp.Expr) -> Expansion:
        """Return the expansion of a part."""
        if e not in self._known:
            self._known[e] = self._expansion(e)
        return self._known[e]

    def _expansion(self, e: sp.Expr) -> Expansion:
        if rate := self._rate(e):
            return self._member(_logarithm(e), rate)
        if not any(map(self._rate, e.atoms(sp.exp, sp.Symbol))):
            return self.arithmetic.constant(e)
        if e.is_Add:
            return self.arithmetic.sum(map(self.expansion, e.args), lambda: vanishes(e))
        if e.is_Mul:
            return reduce(self.arithmetic.product, map(self.expansion, e.args))
        if e.is_Pow:
            base = self.expansion(e.base)
            return self.arithmetic.power(base if e.exp.is_Integer else self._positive(base), e.exp)
        if isinstance(e, sp.exp):
            return self._exponential(self.expansion(e.args[0]))
        if isinstance(e, sp.log):
            return self._logarithm_of(self.expansion(e.args[0]))
        return self._function(e)

    def _rate(self, e: sp.Expr) -> sp.Expr:
        """Return c if `e` varies as w^c does, 0 if it varies more slowly, or is neither t nor an exponential."""
        if e in self.near.variables or (isinstance(e, sp.exp) and certain(self.near.tendency(e.args[0])) in INFINITE):
            return certain(self.near.tendency(_logarithm(e) / self.log_w))
        return sp.S.Zero

    def _member(self, s: sp.Expr, c: sp.Expr) -> Expansion:
        """Write e^s as w^c e^(s - c ln w)."""
        return self._exponential(self.expansion(sp.expand(s - c * self.log_w))).scaled(sp.S.One, c)

    def _exponential(self, u: Expansion) -> Expansion:
        c, v = self.arithmetic.around(u)
        constant = sp.exp(c) if self.near.varies(c) else sp.exp(c).rewrite(sp.Pow)  # x^x, of which the zero test knows
        return self.arithmetic.composed(exponential_series(), v).scaled(constant)

    def _logarithm_of(self, u: Expansion) -> Expansion:
        c, e, v = self.arithmetic.relative(self._positive(u))
        constant = self.arithmetic.constant(sp.expand_log(sp.log(c)) + e * self.log_w)
        return self.arithmetic.sum([constant, self.arithmetic.composed(logarithmic_series(), v)], lambda: False)

    def _positive(self, u: Expansion) -> Expansion:
        """Return `u`. Raises UnknownExpansionError if it is not certainly positive."""
        lead = u.term(0)
        if lead is None or (self.near.sign(lead[0]) != 1 and not is_generic(self.near, lead[0])):
            raise UnknownExpansionError
        return u

    def _function(self, f: sp.Expr) -> Expansion:
        """Return the Taylor series around c of f(c + v), or of f(.., c + v, ..); c may vary slowly."""
        (i,) = (i for i, argument in enumerate(f.args) if self.near.varies(argument))
        c, v = self.arithmetic.around(self.expansion(f.args[i]))
        if isinstance(f, Tail) and c == 0:
            return self.arithmetic.composed(f.series(), v)
        return self.arithmetic.composed(taylor_series(f, i, c), v)

    def _is_zero(self, c: sp.Expr) -> bool:
        """Return True if a coefficient is 0. One that varies is only not 0 if its sign is found, which is asked for."""
        if c.is_Rational:
            return bool(c == 0)
        if self.near.swings_in(c):
            c = sp.expand(c)
        if not self.near.varies(c):
            sign = self.near.sign(c)
            if sign is None and not c.free_symbols and not c.has(AppliedUndef):
                raise UnknownExpansionError
            return sign == 0
        c = sp.expand(c)
        return bool(c == 0 or (c.is_Add and vanishes(c)))


def taylor_series(f: sp.Expr, i: int, c: sp.Expr) -> Iterator[Term]:
    """Yield the Taylor series of f around c in its argument number `i`."""
    z = c if isinstance(c, sp.Symbol) else sp.Dummy("z", real=True)  # f(x, y) has partial derivatives in variables only
    derivative, factorial = f.func(*f.args[:i], z, *f.args[i + 1 :]), sp.S.One
    for k in count():
        if derivative == 0:
            return
        if z != c and derivative.has(sp.Derivative):  # SymPy differentiates by variables only
            raise UnknownExpansionError
        at = derivative.xreplace({z: c})
        if at.has(sp.nan, sp.zoo, sp.oo, sp.I):
            raise UnknownExpansionError
        yield at / factorial, sp.Integer(k)
        derivative = derivative.derivative() if isinstance(f, Tail) else differentiate(derivative, z)
        factorial *= k + 1
