"""What a function is on one side of a point, as close to it as need be: which branch holds there.

The side is described by t -> 0+: x = a + t, a - t, or 1/t where a is infinite. A function of x becomes its germ, an
expression in t without Abs, floor, Max, Piecewise and the like: each is replaced by the branch that holds for all
small t > 0. Real odd roots of what is negative there become minus the root of what is positive.
"""

from collections.abc import Callable, Mapping

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import relu
from calc_cli.algebra.power import power
from calc_cli.calculus.limits.germs import Germs
from calc_cli.calculus.limits.numbers import INFINITE, sign_of_number
from calc_cli.errors import UndefinedError

_MOST_TERMS = 50


class UnknownBranchError(Exception):
    """It is not known which branch of `part` holds near the point."""

    def __init__(self, part: sp.Basic) -> None:
        super().__init__(part)
        self.part = part


class Neighbourhood(Germs):
    """One side of x = a: `side` is 1 for the right and -1 for the left; `others` are the values of other variables."""

    def __init__(
        self,
        x: sp.Symbol,
        a: sp.Expr,
        side: int,
        others: Mapping[sp.Symbol, sp.Expr] | None = None,
        *,
        generic: bool = False,
    ) -> None:
        super().__init__(generic=generic)
        infinite = a in INFINITE
        self.side = (-1 if a is sp.oo else 1) if infinite else side
        self.at = sp.sign(a) / self.t if infinite else a + side * self.t
        self.germs: dict[sp.Basic, sp.Expr] = {**(others or {}), x: self.at}

    def germ(self, e: sp.Expr) -> sp.Expr:
        """`e` in terms of t, by the branches that hold for all small t > 0.

        Raises UndefinedError if `e` is not defined for small t, UnknownBranchError if that or a branch is unknown.
        """
        found = self.germs.get(e)
        if found is None:
            found = (_GERMS.get(type(e)) or _plain_germ)(self, e) if e.args else e
            if found.has(sp.nan, sp.zoo, sp.oo, -sp.oo):
                raise UndefinedError("division by zero")
            if found.has(sp.I):
                raise UndefinedError("the value is not a real number")
            found = self.germs[e] = self._resolved(found)
        return found

    def _resolved(self, germ: sp.Expr) -> sp.Expr:
        """SymPy makes an absolute value of sqrt(u^2): its branch is chosen too."""
        while moduli := germ.atoms(sp.Abs):
            u = min(moduli, key=sp.count_ops).args[0]
            sign = self.sign(u)
            if sign is None:
                raise UnknownBranchError(u)
            germ = germ.xreplace({sp.Abs(u): sign * u})
        return germ

    def is_defined(self, e_as_typed: sp.Expr) -> bool | None:
        """Whether the function is defined for all small t > 0; None if unknown, or for some only."""
        truths = [self.truth(condition) for condition in definedness(e_as_typed)]
        return False if False in truths else None if None in truths else True

    def truth(self, condition: sp.Basic) -> bool | None:
        """Whether the condition holds for all small t > 0, or for none."""
        if condition in (sp.true, sp.false):
            return bool(condition)
        if isinstance(condition, sp.Not):
            inner = self.truth(condition.args[0])
            return None if inner is None else not inner
        if isinstance(condition, sp.ITE):
            return self.truth(condition.to_nnf())
        if isinstance(condition, sp.And | sp.Or):
            decisive = isinstance(condition, sp.Or)
            truths = {self.truth(part) for part in condition.args}
            return decisive if decisive in truths else None if None in truths else not decisive
        try:
            return self._compared(condition)
        except (UndefinedError, UnknownBranchError):
            return None

    def _compared(self, condition: sp.Basic) -> bool | None:
        if not isinstance(condition, Relational):
            raise UnknownBranchError(condition)
        if condition.rhs in INFINITE:
            sign = -1 if condition.rhs is sp.oo else 1
        else:
            found = self.sign(self.germ(condition.lhs) - self.germ(condition.rhs))
            if found is None:
                return None
            sign = found
        return bool(condition.func(sp.Integer(sign), 0))

    def known_sign(self, u: sp.Expr) -> int:
        """The sign of the germ of `u`."""
        sign = self.sign(self.germ(u))
        if sign is None:
            raise UnknownBranchError(u)
        return sign


# Germs of the nodes that are not smooth

Germ = Callable[[Neighbourhood, sp.Expr], sp.Expr]


def _plain_germ(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    return e.func(*map(near.germ, e.args))


def _repeated(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    """A sum or product sign, written out if it is short."""
    body, (index, first, last), *more = e.args
    if more or not (first.is_Integer and last.is_Integer and last - first < _MOST_TERMS):
        raise UnknownBranchError(e)
    terms = [near.germ(body.xreplace({index: sp.Integer(i)})) for i in range(int(first), int(last) + 1)]
    return sp.Add(*terms) if isinstance(e, sp.Sum) else sp.Mul(*terms)


def _power(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    base, exponent = map(near.germ, e.args)
    if base is sp.E or (exponent.is_Integer and exponent.is_positive):
        return sp.Pow(base, exponent)
    sign = near.sign(base)
    if sign == 0:
        return _power_of_zero(near, exponent)
    if sign == 1 or exponent.is_Integer:
        return power(base, exponent)
    if exponent.is_Rational and exponent.q % 2:
        if sign is None and near.is_generic(near.limit(base)):
            return power(base, exponent)
        if sign is None:
            raise UnknownBranchError(e)
        return power(-base, exponent) * (-1) ** exponent.p
    if sign == -1:
        raise UndefinedError("a negative number has no such power")
    if not base.free_symbols - {near.t}:
        raise UnknownBranchError(e)
    return sp.Pow(base, exponent)  # a parameter must make the base positive, else there is no function


def _power_of_zero(near: Neighbourhood, exponent: sp.Expr) -> sp.Expr:
    if near.sign(exponent) == 1:
        return sp.S.Zero
    raise UndefinedError("division by zero" if near.sign(exponent) == -1 else "0^0 is not defined")


def _absolute(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    u = near.germ(e.args[0])
    if near.sign(u) is None and near.is_generic(limit := near.limit(u)):
        return sp.sign(limit) * u
    return near.known_sign(e.args[0]) * u


def _signum(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    return sp.Integer(near.known_sign(e.args[0]))


def _step(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    return sp.Rational(near.known_sign(e.args[0]) + 1, 2)


def _ramp(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    return near.germ(e.args[0]) if near.known_sign(e.args[0]) == 1 else sp.S.Zero


def _floor(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    u = near.germ(e.args[0])
    limit = near.limit(u)
    if limit in INFINITE:
        return u + sp.frac(-u) if isinstance(e, sp.ceiling) else u - sp.frac(u)
    if limit is None or not limit.is_number:
        raise UnknownBranchError(e)
    below = sp.Integer(value_at(sp.floor(limit), {}))
    if sign_of_number(limit - below) != 0:
        return below + isinstance(e, sp.ceiling)
    offset = near.sign(u - below)
    if offset is None:
        raise UnknownBranchError(e)
    return below + (offset == 1 if isinstance(e, sp.ceiling) else -(offset == -1))


def _extreme(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    best, *others = map(near.germ, e.args)
    for other in others:
        sign = near.sign(other - best)
        if sign is None:
            raise UnknownBranchError(e)
        if sign == (1 if isinstance(e, sp.Max) else -1):
            best = other
    return best


def _cases(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    for value, condition in e.args:
        truth = near.truth(condition)
        if truth is None:
            raise UnknownBranchError(condition)
        if truth:
            return near.germ(value)
    raise UndefinedError("no case of the definition applies")


def _inverse_cotangent(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    u = near.germ(e.args[0])
    return sp.pi / 2 if near.sign(u) == 0 else sp.atan(1 / u)


def _angle(near: Neighbourhood, e: sp.Expr) -> sp.Expr:
    """atan2(y, x), from the half-plane that the point is in."""
    y, x = map(near.germ, e.args)
    across, along = near.known_sign(e.args[0]), near.known_sign(e.args[1])
    if along == 1:
        return sp.atan(y / x)
    if across:
        return across * sp.pi / 2 - sp.atan(x / y)
    if along == 0:
        raise UndefinedError("atan2(0, 0) is not defined")
    return sp.pi


_GERMS: dict[type, Germ] = {
    sp.Pow: _power,
    sp.Sum: _repeated,
    sp.Product: _repeated,
    sp.Abs: _absolute,
    sp.sign: _signum,
    sp.Heaviside: _step,
    relu: _ramp,
    sp.floor: _floor,
    sp.ceiling: _floor,
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.Piecewise: _cases,
    sp.acot: _inverse_cotangent,
    sp.atan2: _angle,
}
