"""One side of a point, as close to it as need be: the germ of a function there, and which conditions hold.

An `Approach` is how x comes to a, described by t -> 0+. A function of x becomes its germ, an expression in t without
Abs, floor, Max, Piecewise and the like: each is replaced by the branch that holds for all small t > 0. Which one does
is told by the signs of germs (germs.py).

A row of the table BRANCHES is a function of one side of a point and a part of the function; it gives the germ of the
part, an expression in t that is smooth for small t. Real odd roots of what is negative become minus the root of what is
positive. What has no row is smooth where it is defined: its germ is the same of the germs of its arguments.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import truth_by_parts, value_at
from calc_cli.algebra.functions import BRANCHED, FormulaFunction
from calc_cli.algebra.power import power
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.laws import is_generic
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.swings import is_restless
from calc_cli.errors import UndefinedError

_MOST_TERMS = 50


@dataclass(frozen=True, slots=True)
class Approach:
    """x -> a from the right (`side` 1) or the left (-1); `a` is a number, oo or -oo. Other symbols are parameters."""

    x: sp.Symbol
    a: sp.Expr
    side: int

    @property
    def direction(self) -> int:
        """1 if x falls towards the point, -1 if it rises."""
        return (-1 if self.a is sp.oo else 1) if self.a in INFINITE else self.side

    def at(self, t: sp.Expr) -> sp.Expr:
        """Return the x that belongs to t > 0: a + t, a - t, or 1/t and -1/t where a is infinite."""
        return sp.sign(self.a) / t if self.a in INFINITE else self.a + self.side * t


class UnknownBranchError(Exception):
    """It is not known which branch of `part` holds near the point."""

    def __init__(self, part: sp.Basic) -> None:
        super().__init__(part)
        self.part = part


class Branches:
    """Where variables are `at` certain germs; `germs` knows limits and signs of those."""

    def __init__(self, germs: Germs, at: Mapping[sp.Symbol, sp.Expr]) -> None:
        self.germs = germs
        self.variables = tuple(at)
        self._known: dict[sp.Basic, sp.Expr] = dict(at)

    def germ(self, e: sp.Expr) -> sp.Expr:
        """Return `e` in terms of t, by the branches that hold for all small t > 0.

        Raises UndefinedError if `e` is not defined for small t, UnknownBranchError if that or a branch is unknown.
        """
        germ = self._known.get(e)
        if germ is None:
            germ = _germ_of(self, e) if e.args else e
            if germ.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
                raise UndefinedError("division by zero")
            if germ.has(sp.I):
                raise UndefinedError("the value is not a real number")
            germ = self._known[e] = self._without_moduli(germ)
        return germ

    def _without_moduli(self, germ: sp.Expr) -> sp.Expr:
        """Return the germ by the branches of absolute values, such as SymPy makes of sqrt(u^2)."""
        while moduli := {part for part in germ.atoms(sp.Abs) if not is_restless(self.germs, part)}:
            u = min(moduli, key=sp.count_ops).args[0]
            sign = self.germs.sign(u)
            if sign is None:
                raise UnknownBranchError(u)
            germ = germ.xreplace({sp.Abs(u): sign * u})
        return germ

    def is_defined(self, e_as_typed: sp.Expr) -> bool | None:
        """Return whether the function is defined for all small t > 0; None if unknown, or for some only."""
        truths = [self.truth(condition) for condition in definedness(e_as_typed)]
        return False if False in truths else None if None in truths else True

    def truth(self, condition: sp.Basic) -> bool | None:
        """Return whether the condition holds for all small t > 0, or for none; None if unknown, or for some only."""
        return truth_by_parts(condition, self.truth, self._compared)

    def _compared(self, condition: sp.Basic) -> bool | None:
        if not isinstance(condition, Relational):
            return None
        if condition.rhs in INFINITE:
            return bool(condition.func(sp.Integer(-1 if condition.rhs is sp.oo else 1), 0))
        try:
            sign = self.germs.sign(self.germ(condition.lhs) - self.germ(condition.rhs))
        except (UndefinedError, UnknownBranchError):
            return None
        return None if sign is None else bool(condition.func(sp.Integer(sign), 0))


class Neighbourhood(Branches):
    """One side of x = a. `others` are the values of other variables; `germs` knows limits and signs in `t`.

    >>> x = sp.Symbol("x", real=True)
    >>> Neighbourhood(Approach(x, sp.Integer(0), -1)).germ(sp.Abs(x) / x)
    -1
    """

    def __init__(
        self, approach: Approach, others: Mapping[sp.Symbol, sp.Expr] | None = None, *, generic: bool = False
    ) -> None:
        germs = Germs(generic=generic)
        self.t = germs.t
        self.direction = approach.direction
        super().__init__(germs, {**(others or {}), approach.x: approach.at(self.t)})


def _germ_of(side: Branches, e: sp.Expr) -> sp.Expr:
    """Return the germ of `e`, which has arguments, from those of its arguments."""
    branch = BRANCHES.get(type(e))
    return branch(side, e) if branch else e.func(*map(side.germ, e.args))


def _sign_if_calm(side: Branches, u: sp.Expr, part: sp.Expr) -> int | None:
    """Return the sign of the germ `u` of a part; None if it goes up and down. Raises UnknownBranchError."""
    sign = side.germs.sign(u)
    if sign is None and not is_restless(side.germs, u):
        raise UnknownBranchError(part)
    return sign


def _repeated(side: Branches, e: sp.Expr) -> sp.Expr:
    """Return a sum or product sign, written out if it is short."""
    body, (index, first, last), *more = e.args
    if more or not (first.is_Integer and last.is_Integer and last - first < _MOST_TERMS):
        raise UnknownBranchError(e)
    terms = [side.germ(body.xreplace({index: sp.Integer(i)})) for i in range(int(first), int(last) + 1)]
    return sp.Add(*terms) if isinstance(e, sp.Sum) else sp.Mul(*terms)


def _integral(side: Branches, e: sp.Expr) -> sp.Expr:
    """Return an integral with variable bounds, whose integrand has no other variable than its own."""
    body, (index, *bounds) = e.args
    if body.has(*side.variables):
        raise UnknownBranchError(e)
    return sp.Integral(body, (index, *map(side.germ, bounds)))


def _power(side: Branches, e: sp.Expr) -> sp.Expr:
    base, exponent = map(side.germ, e.args)
    if base is sp.E or (exponent.is_Integer and exponent.is_positive):
        return sp.Pow(base, exponent)
    sign = side.germs.sign(base)
    if sign == 0:
        return _power_of_zero(side, exponent)
    if sign == 1 or exponent.is_Integer:
        return power(base, exponent)
    if exponent.is_Rational and exponent.q % 2:
        if sign is None and is_generic(side.germs, side.germs.limit(base)):
            return power(base, exponent)
        if _sign_if_calm(side, base, e) is None:
            return sp.Abs(base) ** exponent * (sp.sign(base) if exponent.p % 2 else 1)
        return power(-base, exponent) * (-1 if exponent.p % 2 else 1)
    if sign == -1 and not (base.is_number and exponent.free_symbols.difference(side.germs.variables)):
        return _power_of_negative(side, base, exponent)
    if not base.free_symbols.difference(side.germs.variables) and side.germs.varies(exponent):
        raise UnknownBranchError(e)
    return sp.Pow(base, exponent)  # a parameter must make the base positive, else there is no function


def _power_of_negative(side: Branches, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return a^n by (-1)^n, which is cos(pi n) at the integers. Raises UnknownBranchError if n may be even or odd."""
    if exponent.is_integer and not side.germs.varies(exponent):  # a letter
        return power(-base, exponent) * sp.Pow(-1, exponent)
    if base.is_number:
        return power(-base, exponent) * sp.cos(sp.pi * exponent)
    if exponent.has(sp.frac, sp.floor, sp.ceiling):
        raise UnknownBranchError(exponent)
    raise UndefinedError("a negative number has no such power")


def _power_of_zero(side: Branches, exponent: sp.Expr) -> sp.Expr:
    if side.germs.sign(exponent) == 1:
        return sp.S.Zero
    raise UndefinedError("division by zero" if side.germs.sign(exponent) == -1 else "0^0 is not defined")


def _absolute(side: Branches, e: sp.Expr) -> sp.Expr:
    u = side.germ(e.args[0])
    if side.germs.sign(u) is None and is_generic(side.germs, limit := side.germs.limit(u)):
        return sp.sign(limit) * u
    sign = _sign_if_calm(side, u, e.args[0])
    return sp.Abs(u) if sign is None else sign * u


def _signum(side: Branches, e: sp.Expr) -> sp.Expr:
    sign = _sign_if_calm(side, u := side.germ(e.args[0]), e.args[0])
    return sp.sign(u) if sign is None else sp.Integer(sign)


def _step(side: Branches, e: sp.Expr) -> sp.Expr:
    return (side.germ(sp.sign(e.args[0])) + 1) / 2


def _by_formula(side: Branches, e: FormulaFunction) -> sp.Expr:
    return side.germ(e.func(*map(side.germ, e.args)).expanded())  # SymPy has a complex number for (-1)^(1/3)


def _floor(side: Branches, e: sp.Expr) -> sp.Expr:
    u = side.germ(e.args[0])
    limit = side.germs.limit(u)
    if u.free_symbols and not side.germs.varies(u):
        return e.func(u)
    if limit in INFINITE:
        return u + sp.frac(-u) if isinstance(e, sp.ceiling) else u - sp.frac(u)
    if limit is None and is_restless(side.germs, u):
        return e.func(u)
    if limit is None or not (limit.is_number or limit.is_integer):
        raise UnknownBranchError(e)
    below = limit if limit.is_integer else value_at(sp.floor(limit, evaluate=False), {})
    if not below.is_integer:
        raise UnknownBranchError(e)
    if side.germs.sign(limit - below) != 0:
        return below + int(isinstance(e, sp.ceiling))
    offset = side.germs.sign(u - below)
    if offset is None:
        raise UnknownBranchError(e)
    return below + (int(offset == 1) if isinstance(e, sp.ceiling) else -int(offset == -1))


def _extreme(side: Branches, e: sp.Expr) -> sp.Expr:
    best, *others = germs = [*map(side.germ, e.args)]
    for other in others:
        sign = _sign_if_calm(side, other - best, e)
        if sign is None:
            return e.func(*germs)
        if sign == (1 if isinstance(e, sp.Max) else -1):
            best = other
    return best


def _cases(side: Branches, e: sp.Expr) -> sp.Expr:
    for value, condition in e.args:
        truth = side.truth(condition)
        if truth is None:
            raise UnknownBranchError(condition)
        if truth:
            return side.germ(value)
    raise UndefinedError("no case of the definition applies")


def _angle(side: Branches, e: sp.Expr) -> sp.Expr:
    """Return atan2(y, x), from the half-plane that the point is in."""
    y, x = map(side.germ, e.args)
    right, up = side.germs.sign(x), side.germs.sign(y)
    if right == 1:
        return sp.atan(y / x)
    if up:
        return up * sp.pi / 2 - sp.atan(x / y)
    if up is None or right is None:
        raise UnknownBranchError(e)
    if right == 0:
        raise UndefinedError("atan2(0, 0) is not defined")
    return sp.pi


BRANCHES: dict[type, Callable[[Branches, sp.Expr], sp.Expr]] = {
    sp.Pow: _power,
    sp.Sum: _repeated,
    sp.Product: _repeated,
    sp.Integral: _integral,
    sp.Abs: _absolute,
    sp.sign: _signum,
    sp.Heaviside: _step,
    **dict.fromkeys(BRANCHED, _by_formula),
    sp.floor: _floor,
    sp.ceiling: _floor,
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.Piecewise: _cases,
    sp.atan2: _angle,
}
