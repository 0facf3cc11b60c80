"""Expressions rebuilt over the real numbers, bottom up, with or without the values of a point in them.

SymPy's own evaluation takes complex roots of negative numbers, divides by 0 and compares numbers as far as it can see.
What stands as typed, or holds a point, is therefore put together here: x*x becomes x^2, (-8)^(1/3) is -2, 1/0 raises
UndefinedError, except in a case that may not apply, which is nan.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial, reduce
from math import lgamma, log

import sympy as sp
from sympy.core.evalf import PrecisionExhausted
from sympy.core.facts import InconsistentAssumptions
from sympy.core.relational import Relational

from calc_cli.algebra.exact import is_closed, rational_form
from calc_cli.algebra.functions import BY_SIGN, FormulaFunction, Point, absolute
from calc_cli.algebra.power import MOST_BITS, add, is_zero, power, real_cases, times, too_long
from calc_cli.algebra.unevaluated import outermost, without_cases
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_WRITTEN_OUT = 1_000
"""Sums over more values than this stay sums."""

_LARGEST_INTEGER = 100
"""zeta and polygamma of larger integers are left as they are."""

_NOT_REAL = frozenset({sp.zoo, sp.nan})

_HYPERBOLIC = (sp.sinh, sp.cosh, sp.csch, sp.sech)


class Rebuilder:
    """Puts the values of a point into an expression, in which `indices` count the terms of a sum.

    `sign` and `truth` decide about numbers and about conditions at the point; they answer None where they cannot.
    """

    def __init__(
        self,
        point: Point,
        sign: Callable[[sp.Expr], int | None],
        truth: Callable[[sp.Basic, Point], bool | None],
        indices: frozenset[sp.Symbol] = frozenset(),
        *,
        trusts: bool = True,
    ) -> None:
        self.trusts = trusts
        self.point = point
        self.sign = sign
        self.truth = truth
        self.indices = indices
        self.memo: dict[sp.Basic, sp.Basic] = {}

    def value(self, e: sp.Basic) -> sp.Basic:
        """Return the expression with the point in it, evaluated over the real numbers."""
        found = self.memo.get(e)
        if found is None:
            found = self.memo[e] = self._rebuilt(e)
        return found

    def value_of_case(self, e: sp.Basic) -> sp.Basic:
        """Return the value, nan where there is none: what stands in a case may not apply."""
        with suppress(UndefinedError):
            return self.value(e)
        return sp.nan

    def _rebuilt(self, e: sp.Basic) -> sp.Basic:
        if e.is_Symbol:
            at = self.point.get(e)
            return e if at is None else self.at({}).value(at)
        if not e.args:
            return e
        special = _by_formula if isinstance(e, FormulaFunction) else _SPECIAL.get(type(e))
        try:
            value = special(self, e) if special else self._applied(e)
            is_real = not (value.is_number and not value.is_Rational and value.is_extended_real is False)
        except (InconsistentAssumptions, RecursionError) as error:
            # SymPy's, of atan(log(u)) for some orders of its questions; of Ei(-1) - Ei(-2) they never end
            raise UnsupportedError("what SymPy assumes of a number here contradicts itself") from error
        except PrecisionExhausted as error:  # SymPy's, where it looks for a floor
            raise UnsupportedError("this number cannot be told from an integer") from error
        except OverflowError as error:  # SymPy's, of polygamma(10^400, pi)
            raise UnsupportedError("a number here is too large") from error
        if value in _NOT_REAL or not is_real:
            raise UndefinedError("this is not a real number")
        return value

    def _applied(self, e: sp.Basic) -> sp.Basic:
        arguments = [self.value(part) for part in e.args]
        if isinstance(e, sp.Function):
            is_trusted = self.trusts or all(a.is_Rational or a.free_symbols for a in arguments)
            return function_of(e.func, arguments) if is_trusted else e.func(*arguments, evaluate=False)
        try:
            value = e.func(*arguments)
            return without_cases(value) if isinstance(e, Relational) else value
        except (TypeError, ValueError) as error:  # SymPy says so of a number that is not real
            raise UndefinedError("this compares what is not a real number") from error

    def at(self, point: Point, indices: frozenset[sp.Symbol] = frozenset()) -> "Rebuilder":
        """Return the same at another point."""
        return Rebuilder(point, self.sign, self.truth, self.indices | indices, trusts=self.trusts)

    def distrusting(self) -> "Rebuilder":
        """Return the same, but SymPy does not evaluate functions of irrational numbers."""
        return Rebuilder(self.point, self.sign, self.truth, self.indices, trusts=False)

    def settled_sign(self, u: sp.Expr) -> int | None:
        """Return the sign of a number; None for what still has variables."""
        if not is_closed(u):
            return None
        found = self.sign(u)
        if found is None:
            raise UnsupportedError("the sign of a number here could not be decided")
        return found


def function_of(function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
    """Return the value of a function of SymPy over the real numbers. Raises UndefinedError, UnsupportedError."""
    gaps = [i for i, u in enumerate(arguments) if u.is_Piecewise and any(v is sp.nan for v, _ in u.args)]
    if gaps:  # SymPy compares the nan of a case that is nowhere defined
        before, cases, after = arguments[: gaps[0]], arguments[gaps[0]], arguments[gaps[0] + 1 :]
        return real_cases((_of_case(function, [*before, v, *after]), c) for v, c in cases.args)
    if function in _HYPERBOLIC and isinstance(arguments[0], sp.acoth):
        # SymPy writes sinh(acoth(x)) with sqrt(x - 1)*sqrt(x + 1), which for x < -1 has two complex factors
        arguments = [sp.atanh(power(arguments[0].args[0], sp.S.NegativeOne))]
    if function in (sp.zeta, sp.polygamma) and arguments[-1].is_Integer and abs(arguments[-1]) > _LARGEST_INTEGER:
        return function(*arguments, evaluate=False)  # SymPy would add up fractions of millions of digits
    try:
        value = absolute(*arguments) if function is sp.Abs else function(*arguments)
    except (ValueError, TypeError) as error:  # Max and Min say so of a number that is not real
        raise UndefinedError("this is not a real number") from error
    if function is sp.atan2 and value.has(sp.I):  # SymPy writes the angle of some numbers as a complex logarithm
        return function(*arguments, evaluate=False)
    if isinstance(value, sp.AccumBounds) or (value.is_Atom and (value.is_infinite or value is sp.nan)):
        raise UndefinedError("this is not a real number")
    return value


def _of_case(function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
    """Return the function where one of the arguments is a single case."""
    with suppress(UndefinedError):
        return sp.nan if sp.nan in arguments else function_of(function, arguments)
    return sp.nan


def _product(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    factors = list(map(r.value, e.args))
    return times(*factors) if len(factors) == 2 and factors[0].is_Rational else sp.Mul(*factors)


def _power(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    base, exponent = map(r.value, e.args)
    if exponent.is_zero and r.indices and e.exp.free_symbols and e.exp.free_symbols <= r.indices:
        return sp.S.One  # x^k at k = 0, as every series means it
    if (exponent.is_negative or exponent.is_zero) and is_zero(base):
        raise UndefinedError("0^0 is not defined" if exponent.is_zero else "division by zero")
    if exponent.is_Rational and exponent.q % 2 and exponent.q > 1 and is_closed(base) and r.settled_sign(base) == -1:
        root = power(-base, exponent)
        return -root if exponent.p % 2 else root
    if not exponent.is_Rational and is_closed(base) and is_closed(exponent) and r.settled_sign(base) == -1:
        rational = rational_form(exponent)
        if exponent.is_irrational and rational is None:
            raise UndefinedError("an irrational power of a negative number is not real")
        if rational is None:
            raise UnsupportedError("a power of a negative number here could not be decided")
        return _power(r, sp.Pow(base, rational, evaluate=False))
    return power(base, exponent)


def _piecewise(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    open_pairs: list[tuple[sp.Basic, sp.Basic]] = []
    for value, condition in e.args:
        if condition.free_symbols - r.point.keys():
            open_pairs.append((r.value_of_case(value), r.value(condition)))
            continue
        holds = r.truth(condition, r.point)
        if holds is None:
            raise UnsupportedError("which case of the definition applies could not be decided")
        if holds and not open_pairs:
            return r.value(value)
        if holds:
            open_pairs.append((r.value_of_case(value), sp.true))
            break
    if not open_pairs:
        raise UndefinedError("no case of the definition applies")
    return real_cases(open_pairs)


def _junction(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    """Return and, or: a part that decides goes before one that has no value, as x > 1 and 1/0 > 1 where x <= 1."""
    parts: list[sp.Basic] = []
    fault: UndefinedError | None = None
    for part in e.args:
        try:
            parts.append(r.value(part))
        except UndefinedError as error:
            fault = error
    if fault is not None and (sp.true if isinstance(e, sp.Or) else sp.false) not in parts:
        raise fault
    return e.func(*parts)


def _by_sign(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    u = r.value(e.args[0])
    sign = r.settled_sign(u)
    return function_of(e.func, [u]) if sign is None else BY_SIGN[e.func](u)[sign]


def _by_formula(r: Rebuilder, e: FormulaFunction) -> sp.Basic:
    """Return a function as it is, unless its formula has a value that is no longer, like sigmoid(0) = 1/2."""
    arguments = list(map(r.value, e.args))
    applied = function_of(e.func, arguments)
    if not all(map(is_closed, arguments)):
        return applied
    value = r.value(applied.expanded())
    return value if _size(value) <= _size(applied) else applied


def _size(e: sp.Basic) -> tuple[int, int]:
    """Return the number of functions in `e`, and of operations."""
    return sum(isinstance(part, sp.Function) for part in sp.preorder_traversal(e)), e.count_ops()


def _extreme(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    values = [r.value(argument) for argument in e.args]
    wanted = 1 if isinstance(e, sp.Max) else -1
    if not all(map(is_closed, values)):
        return function_of(e.func, values)
    return reduce(lambda a, b: b if r.settled_sign(b - a) == wanted else a, values)


def _factorial(r: Rebuilder, e: sp.Basic, offset: int = 1) -> sp.Basic:
    """Return a factorial, or gamma(u) = (u - 1)! with the offset 0; of a fraction always gamma."""
    u = r.value(e.args[0])
    if u.is_Integer and u > 20 and (bits := lgamma(min(int(u), 10**300) + offset) / log(2)) > MOST_BITS:
        raise too_long(f"{u}!" if u < 10**20 else "this factorial", int(bits))
    if offset and u.is_Rational and not u.is_Integer:
        return sp.gamma(u + 1)
    return function_of(e.func, [u])


def _repeated(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    inner, index, bounds = outermost(e)
    if not bounds:
        raise UnsupportedError("an antiderivative is known but for a constant: it has no value")
    first, last = map(r.value, bounds)
    point = {symbol: at for symbol, at in r.point.items() if symbol != index}
    if isinstance(e, sp.Integral):
        return sp.S.Zero if first == last else sp.Integral(r.at(point).value(inner), (index, first, last))
    if first.is_Integer and last.is_Integer and last < first - 1:
        raise UndefinedError(f"a sum or product does not count from {first} down to {last}")
    if not (first.is_Integer and last.is_Integer and last - first < MOST_WRITTEN_OUT):
        return e.func(r.at(point).value(inner), (index, first, last))
    together = sp.Add if isinstance(e, sp.Sum) else sp.Mul
    terms = range(int(first), int(last) + 1)
    return together(*(r.at(point | {index: sp.Integer(i)}, frozenset({index})).value(inner) for i in terms))


def _partial(r: Rebuilder, e: sp.Derivative) -> sp.Basic:
    if e.free_symbols & r.point.keys():
        raise UnsupportedError("calc has no notation for a partial derivative of an unknown function at a point")
    return e


_Rule = Callable[[Rebuilder, sp.Basic], sp.Basic]

_SPECIAL: dict[type[sp.Basic], _Rule] = {
    sp.Add: lambda r, e: add(list(map(r.value, e.args))),
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Piecewise: _piecewise,
    sp.And: _junction,
    sp.Or: _junction,
    **dict.fromkeys(BY_SIGN, _by_sign),
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.factorial: _factorial,
    sp.gamma: partial(_factorial, offset=0),
    sp.Sum: _repeated,
    sp.Product: _repeated,
    sp.Integral: _repeated,
    sp.Derivative: _partial,
}
"""Where SymPy evaluates over the complex numbers, or by comparisons it cannot be sure of, or too slowly."""
