"""Exact values over the real numbers, and proofs that a number is 0.

SymPy's own substitution takes complex roots of negative numbers, so expressions are rebuilt bottom up.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from math import inf, log2

import sympy as sp
from sympy.core.facts import InconsistentAssumptions

from calc_cli.algebra.functions import FormulaFunction, absolute
from calc_cli.algebra.power import power
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_WRITTEN_OUT = 1_000
"""Sums over more values than this stay sums."""

_SMALL = 60
"""Numbers of more nodes are not simplified."""

DEEP = 40
"""Beyond this depth SymPy is not asked about signs: it takes time quadratic in the depth, and worse for powers."""

_NOT_REAL = frozenset({sp.zoo, sp.nan})

Point = Mapping[sp.Symbol, sp.Expr]


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

    def _rebuilt(self, e: sp.Basic) -> sp.Basic:
        if e.is_Symbol:
            at = self.point.get(e)
            return e if at is None else self.at({}).value(at)
        if not e.args:
            return e
        special = _by_formula if isinstance(e, FormulaFunction) else _SPECIAL.get(type(e))
        value = special(self, e) if special else self._applied(e)
        try:
            is_real = not (value.is_number and not value.is_Rational and value.is_extended_real is False)
        except InconsistentAssumptions as error:  # SymPy's, of atan(log(u)) for some orders of its questions
            raise UnsupportedError("what SymPy assumes of a number here contradicts itself") from error
        if value in _NOT_REAL or not is_real:
            raise UndefinedError("a number here is not real")
        return value

    def _applied(self, e: sp.Basic) -> sp.Basic:
        arguments = [self.value(part) for part in e.args]
        if self.trusts or not isinstance(e, sp.Function) or all(a.is_Rational or a.free_symbols for a in arguments):
            return e.func(*arguments)
        return e.func(*arguments, evaluate=False)

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


def is_closed(u: sp.Expr) -> bool:
    """Return True if `u` is a number."""
    return u.is_number and not u.has(sp.core.function.AppliedUndef)


def _power(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    base, exponent = map(r.value, e.args)
    if exponent.is_zero and r.indices and e.exp.free_symbols and e.exp.free_symbols <= r.indices:
        return sp.S.One  # x^k at k = 0, as every series means it
    if (exponent.is_negative or exponent.is_zero) and base.is_zero:
        raise UndefinedError("0^0 is not defined" if exponent.is_zero else "division by zero")
    if exponent.is_Rational and exponent.q % 2 and exponent.q > 1 and is_closed(base) and r.settled_sign(base) == -1:
        root = power(-base, exponent)
        return -root if exponent.p % 2 else root
    if not exponent.is_Rational and is_closed(base) and is_closed(exponent) and r.settled_sign(base) == -1:
        rational = rational_form(exponent)
        if rational is None:
            raise UnsupportedError("a power of a negative number here could not be decided")
        return _power(r, sp.Pow(base, rational, evaluate=False))
    return power(base, exponent)


def _piecewise(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    open_pairs: list[tuple[sp.Basic, sp.Basic]] = []
    for value, condition in e.args:
        if condition.free_symbols - r.point.keys():
            open_pairs.append((r.value(value), r.value(condition)))
            continue
        holds = r.truth(condition, r.point)
        if holds is None:
            raise UnsupportedError("which case of the definition applies could not be decided")
        if holds and not open_pairs:
            return r.value(value)
        if holds:
            open_pairs.append((r.value(value), sp.true))
            break
    if not open_pairs:
        raise UndefinedError("no case of the definition applies")
    return sp.Piecewise(*open_pairs)


def _absolute(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    u = r.value(e.args[0])
    sign = r.settled_sign(u)
    return absolute(u) if sign is None else -u if sign < 0 else u


def _sign(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    u = r.value(e.args[0])
    sign = r.settled_sign(u)
    return sp.sign(u) if sign is None else sp.Integer(sign)


def _heaviside(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    u = r.value(e.args[0])
    sign = r.settled_sign(u)
    return sp.Heaviside(u) if sign is None else sp.Rational(sign + 1, 2)


def _by_formula(r: Rebuilder, e: FormulaFunction) -> sp.Basic:
    """Return a function as it is, unless its formula has a value that is no longer, like sigmoid(0) = 1/2."""
    applied = e.func(*map(r.value, e.args))
    if not all(map(is_closed, applied.args)):
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
        return e.func(*values)
    return reduce(lambda a, b: b if r.settled_sign(b - a) == wanted else a, values)


def _factorial(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    u = r.value(e.args[0])
    return sp.gamma(u + 1) if u.is_Rational and not u.is_Integer else sp.factorial(u)


def _repeated(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    body, *limits = e.args
    index, first, last = limits[-1]
    first, last = r.value(first), r.value(last)
    inner = e.func(body, *limits[:-1]) if limits[1:] else body
    point = {symbol: at for symbol, at in r.point.items() if symbol != index}
    if first.is_Integer and last.is_Integer and last < first - 1:
        raise UndefinedError(f"a sum or product does not count from {first} down to {last}")
    if not (first.is_Integer and last.is_Integer and last - first < MOST_WRITTEN_OUT):
        return e.func(r.at(point).value(inner), (index, first, last))
    together = sp.Add if isinstance(e, sp.Sum) else sp.Mul
    terms = range(int(first), int(last) + 1)
    return together(*(r.at(point | {index: sp.Integer(i)}, frozenset({index})).value(inner) for i in terms))


def _integral(r: Rebuilder, e: sp.Basic) -> sp.Basic:
    body, (variable, low, high) = e.args
    low, high = r.value(low), r.value(high)
    point = {symbol: at for symbol, at in r.point.items() if symbol != variable}
    return sp.S.Zero if low == high else sp.Integral(r.at(point).value(body), (variable, low, high))


_SPECIAL: dict[type[sp.Basic], Callable[[Rebuilder, sp.Basic], sp.Basic]] = {
    sp.Pow: _power,
    sp.Piecewise: _piecewise,
    sp.Abs: _absolute,
    sp.sign: _sign,
    sp.Heaviside: _heaviside,
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.factorial: _factorial,
    sp.Sum: _repeated,
    sp.Product: _repeated,
    sp.Integral: _integral,
}
"""Where SymPy evaluates over the complex numbers, or by comparisons it cannot be sure of."""


def depth(e: sp.Basic, known: dict[sp.Basic, int]) -> int:
    """Return how deep an expression nests; `known` is filled with that of every part."""
    found = known.get(e)
    if found is None:
        found = known[e] = 1 + max((depth(part, known) for part in e.args), default=0)
    return found


def simple_number(v: sp.Expr) -> sp.Expr:
    """Return a number in the form that is shortest to read, of those that cost little."""
    if v.is_Atom or not v.is_number or _is_large(v):
        return v
    candidates = [v, expanded(v)]
    if any(p.exp.is_Rational and p.exp.q == 2 and p.base.is_Rational for p in v.atoms(sp.Pow)):
        candidates.append(sp.radsimp(candidates[1]))
    return min(candidates, key=lambda c: (c.count_ops(), -candidates.index(c)))


def _is_large(v: sp.Expr) -> bool:
    return any(
        i > _SMALL or (part.is_Pow and part.base.is_Add and part.exp.is_Integer and abs(part.exp) > 8)
        for i, part in enumerate(sp.preorder_traversal(v))
    )


def expanded(v: sp.Expr) -> sp.Expr:
    """Products and integer powers of sums written out; no law of exponents or logarithms is used."""
    return sp.expand(v, power_base=False, power_exp=False, log=False, basic=False)


def forms(v: sp.Expr) -> Iterator[sp.Expr]:
    """Other writings of a number, in which SymPy may see that it is 0."""
    yield v
    if _is_large(v):
        return
    yield expanded(v)
    yield sp.expand_log(v, force=True)
    if any(power.exp.is_Rational and power.exp.q > 1 for power in v.atoms(sp.Pow)):
        yield expanded(sp.radsimp(v))  # which computes every other number, even e^(10^7), to write it by roots
    yield sp.expand(v.rewrite(sp.exp))


def rational_form(v: sp.Expr) -> sp.Rational | None:
    """Return the rational number that `v` is seen to be, if it is."""
    return next((form for form in forms(v) if form.is_Rational), None)


def is_zero(v: sp.Expr) -> bool | None:
    """Return True if a real number is 0, by algebra alone; None if that does not tell."""
    try:
        for form in forms(v):
            if form.is_zero is not None:
                return bool(form.is_zero)
    except UnsupportedError:
        return None
    return None


def separation(v: sp.Expr) -> float | None:
    """Bits b such that v is 0 if |v| < 2^-b, for numbers made of rationals by arithmetic and roots.

    Sines and cosines of rational multiples of pi are such numbers, too.

    The bound of Burnikel, Fleischer, Mehlhorn and Schirra: A strong and easily computable separation
    bound for arithmetic expressions involving radicals, Algorithmica 27 (2000). None for other numbers.
    """
    degrees: dict[sp.Expr, int] = {}
    bounds = _bounds(v, degrees)
    if bounds is None:
        return None
    upper, lower = bounds
    degree = 1.0
    for q in degrees.values():
        degree *= q
    return (degree - 1) * upper + lower if degree < 1e6 else None


def _bounds(v: sp.Expr, degrees: dict[sp.Expr, int]) -> tuple[float, float] | None:
    """log2 of bounds on the conjugates of an algebraic integer numerator and denominator of v."""
    if v.is_Rational:
        return log2(abs(v.p)) if v.p else 0.0, log2(v.q)
    if v.is_Pow and v.exp.is_Rational:
        inside = _bounds(v.base, degrees)
        if inside is None:
            return None
        if v.exp.q > 1:
            degrees[sp.Pow(v.base, sp.Rational(1, v.exp.q), evaluate=False)] = v.exp.q
        upper, lower = (b * abs(v.exp) for b in inside)
        return (float(upper), float(lower)) if v.exp > 0 else (float(lower), float(upper))
    if isinstance(v, sp.cos | sp.sin) and (multiple := v.args[0] / sp.pi).is_Rational:
        degrees[v] = int(sp.totient(4 * multiple.q))  # 2 cos(2 pi k/n) is an algebraic integer, all conjugates below 2
        return 1.0, 1.0
    parts = [_bounds(a, degrees) for a in v.args] if v.is_Add or v.is_Mul else [None]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    lower = sum(b for _, b in known)
    if v.is_Mul:
        return sum(a for a, _ in known), lower
    return max((a - b for a, b in known), default=-inf) + lower + log2(len(known)), lower
