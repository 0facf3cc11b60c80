"""The real value of an expression at one precision, with a bound on its error: one walk, bottom up.

Everything is real: outside its real domain a function is undefined. What the precision leaves open (is
this denominator 0?) is raised as a question, which algebra/evaluate.py settles.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import inf

import mpmath
import sympy as sp
from mpmath import libmp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from calc_cli.algebra import ball
from calc_cli.algebra.ball import Exact, ImpreciseError, NotRealError, Unary, Value
from calc_cli.algebra.functions import relu, sigmoid, softplus
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_TERMS = 1_000_000
"""A sum or a product over more values of its index is refused."""

_MOST_DENOMINATOR = 1_000
"""Of a negative number, roots of a higher degree are only taken if the exponent is written as a fraction."""

Bound = tuple[tuple[sp.Symbol, int], ...]
"""The indices of the sums and products around a part, with their values."""

Key = tuple[sp.Basic, Bound]
"""A part of an expression, where its value may depend on indices."""


class UndecidedError(Exception):
    """The answer hangs on whether `part`, known as `value` only, is an integer (mostly 0) exactly."""

    def __init__(self, key: Key, value: Value) -> None:
        super().__init__(key)
        self.key = key
        self.value = value


class Walker:
    """Evaluates at one point with `bits` of precision; `known` are exact values found otherwise."""

    def __init__(
        self, values: Mapping[sp.Basic, Value], bits: int, known: Mapping[Key, Exact], bound: Bound = ()
    ) -> None:
        self.bits = bits
        self.known = known
        self.bound = bound
        self.symbols = dict(values)
        self.memo = self.symbols | {part: exact for (part, around), exact in known.items() if around == bound}

    @classmethod
    def at(cls, point: Mapping[sp.Symbol, mpmath.mpf | sp.Expr], bits: int, known: Mapping[Key, Exact]) -> "Walker":
        """The walker at a point whose coordinates are numbers or expressions."""
        place = cls({}, bits, known)
        return cls({symbol: place.coordinate(at) for symbol, at in point.items()}, bits, known)

    def coordinate(self, at: mpmath.mpf | sp.Expr) -> Value:
        """The value of a coordinate: a binary number is exact."""
        return self.value(at) if isinstance(at, sp.Basic) else _dyadic(mpmath.mpf(at)._mpf_)

    def value(self, e: sp.Basic) -> Value:
        """The value of `e`; UndefinedError outside its domain."""
        found = self.memo.get(e)
        if found is None:
            handler = _HANDLERS.get(type(e)) or _handler_of(e)
            found = self.memo[e] = handler(self, e)
        return found

    def greatest_size(self) -> float:
        """The greatest of |log2 of v| over all parts; what hides in 1 - tanh(1000) counts."""
        hidden = (2.0 ** min(60, k * size(self.memo[e.args[0]])) for e in self.memo if (k := _SATURATING.get(type(e))))
        return max((*map(size, self.memo.values()), *hidden), default=0.0)

    def undecided(self, part: sp.Basic) -> UndecidedError:
        """The question whether `part` is what it seems to be."""
        return UndecidedError((part, self.bound), self.value(part))

    def sign(self, e: sp.Expr) -> int:
        """The sign of the value of `e`."""
        found = ball.sign(self.value(e))
        if found is None:
            raise self.undecided(e)
        return found

    def compare(self, a: sp.Expr, b: sp.Expr) -> int:
        """The sign of a - b."""
        if b in (sp.oo, -sp.oo):
            return -1 if b is sp.oo else 1
        found = ball.sign(ball.total((self.value(a), ball.negated(self.value(b))), self.bits))
        if found is not None:
            return found
        return self.sign(a if b.is_zero else sp.Add(a, sp.Mul(-1, b, evaluate=False), evaluate=False))

    def truth(self, condition: sp.Basic) -> bool:
        """Whether the condition holds."""
        if condition in (sp.true, sp.false):
            return bool(condition)
        if isinstance(condition, Relational):
            return _RELATIONS[condition.rel_op](self.compare(condition.lhs, condition.rhs))
        if isinstance(condition, sp.Not):
            return not self.truth(condition.args[0])
        if isinstance(condition, sp.And | sp.Or):
            return self._junction(condition)
        raise UnsupportedError("a condition here is not understood")

    def _junction(self, condition: sp.And | sp.Or) -> bool:
        """One part may decide it whatever the others are, even undefined: SymPy does not keep their order."""
        decisive = isinstance(condition, sp.Or)
        doubt: UndecidedError | UndefinedError | None = None
        for part in condition.args:
            try:
                if self.truth(part) == decisive:
                    return decisive
            except (UndecidedError, UndefinedError) as error:
                doubt = error
        if doubt is not None:
            raise doubt
        return not decisive

    def repeat(self, e: sp.Basic) -> Iterator[Value]:
        """The values of the body of a sum or a product over its outermost index."""
        body, *limits = e.args
        index, first, last = limits[-1]
        if limits[1:]:
            body = e.func(body, *limits[:-1])
        start, stop = self.integer(first), self.integer(last)
        if stop - start >= MOST_TERMS:
            raise UnsupportedError(
                f"a sum or product over {stop - start + 1} values is too long; the limit is {MOST_TERMS:,}"
            )
        for i in range(start, stop + 1):
            inner = Walker(self.symbols | {index: i}, self.bits, self.known, (*self.bound, (index, i)))
            yield inner.value(body)

    def is_index(self, e: sp.Expr) -> bool:
        """Whether `e` counts the terms of a sum, as k does in x^k: there x^0 is 1 for every x."""
        return bool(self.bound) and bool(e.free_symbols) and e.free_symbols <= {index for index, _ in self.bound}

    def integer(self, e: sp.Expr) -> int:
        """The value of a bound of a sum."""
        if e in (sp.oo, -sp.oo):
            raise UnsupportedError("infinite sums and products are not computed")
        value = self.value(e)
        if isinstance(value, tuple):
            raise self.undecided(e)
        if value.denominator != 1:
            raise UndefinedError(f"{shown(value)} is not an integer, as the bound of a sum or product must be")
        return int(value)


def size(value: Value) -> float:
    """About |log2 of the value|, 0 for 0."""
    if not isinstance(value, tuple):
        return abs(value.numerator.bit_length() - value.denominator.bit_length()) if value else 0.0
    v, err = value
    return abs(ball.magnitude(v)) if v[1] else -err if -inf < err < -1e9 else 0.0


def shown(value: Value) -> str:
    """A value for a message."""
    if not isinstance(value, tuple) and max(abs(value.numerator), value.denominator) < 10**9:
        return str(value)
    return str(libmp.to_str(ball.ball(value, 60)[0], 6))


def _dyadic(v: ball.Mpf) -> Exact:
    if not v[1] and v[2]:
        raise UndefinedError("infinity is not a real number")
    return Fraction(*libmp.to_rational(v)) if v[2] < 0 else int(libmp.to_int(v))


_RELATIONS: dict[str, Callable[[int], bool]] = {
    "==": lambda s: s == 0,
    "!=": lambda s: s != 0,
    "<": lambda s: s < 0,
    "<=": lambda s: s <= 0,
    ">": lambda s: s > 0,
    ">=": lambda s: s >= 0,
}

# One handler a kind of node

Handler = Callable[[Walker, sp.Basic], Value]


def _handler_of(e: sp.Basic) -> Handler:
    """For the kinds of node that are many classes each."""
    if e.is_Symbol:
        raise UnsupportedError(f"no value is given for {e}")
    if isinstance(e, AppliedUndef):
        raise UnsupportedError(f"{e.func} is an unknown function, so it has no value")
    if e in (sp.oo, -sp.oo, sp.zoo, sp.nan):
        raise UndefinedError("division by zero" if e in (sp.zoo, sp.nan) else "infinity is not a real number")
    if e.has(sp.I):
        raise UndefinedError("the value is not a real number")
    raise UnsupportedError(f"{type(e).__name__} cannot be evaluated")


def _power(w: Walker, e: sp.Basic) -> Value:
    base, exponent = e.args
    if base is sp.E:
        return _function(w, sp.exp(exponent, evaluate=False))
    n, b = w.value(exponent), w.value(base)
    try:
        return _real_power(w, e, b, n) if isinstance(n, tuple) else _rational_power(w, e, b, n)
    except ImpreciseError:
        raise w.undecided(base) from None
    except ZeroDivisionError:
        raise UndefinedError("division by zero") from None
    except NotRealError:
        root = not isinstance(n, tuple) and n == Fraction(1, 2)
        text = f"sqrt({shown(b)})" if root else f"({shown(b)})^({shown(n)})"
        raise UndefinedError(f"{text} is not a real number") from None


def _rational_power(w: Walker, e: sp.Basic, b: Value, n: Exact) -> Value:
    base, exponent = e.args
    if n == 0:
        if not w.is_index(exponent) and w.sign(base) == 0:
            raise UndefinedError("0^0 is not defined")
        return 1
    return ball.rational_power(b, n, w.bits)


def _real_power(w: Walker, e: sp.Basic, b: Value, n: Value) -> Value:
    base, exponent = e.args
    side = w.sign(base)
    if side > 0:
        return ball.positive_power(b, n, w.bits)
    if side == 0:
        if w.sign(exponent) < 0:
            raise ZeroDivisionError
        return 0
    # Is the exponent rational? It is close to p/q; whether p/q is what it is, is asked like any sign.
    v, _ = ball.ball(n, w.bits)
    if ball.magnitude(v) > w.bits / 2:
        raise w.undecided(exponent)
    near = Fraction(*libmp.to_rational(v)).limit_denominator(_MOST_DENOMINATOR)
    gap = sp.Add(sp.Mul(near.denominator, exponent, evaluate=False), -near.numerator, evaluate=False)
    if w.sign(gap) != 0:
        raise NotRealError
    return ball.rational_power(b, near if near.denominator > 1 else int(near), w.bits)


def floor(w: Walker, e: sp.Expr) -> int | None:
    """The integer below the value of `e`, None if the ball does not tell."""
    value = w.value(e)
    if not isinstance(value, tuple):
        return value.__floor__()
    if ball.magnitude(value[0]) > w.bits + 64:
        return None
    down, up = (libmp.to_int(libmp.mpf_floor(end)) for end in ball.ends(value, w.bits))
    return int(down) if down == up else None


def _floor(w: Walker, e: sp.Basic) -> Value:
    below = floor(w, e.args[0])
    if below is None:
        raise w.undecided(e.args[0])
    if isinstance(e, sp.floor):
        return below
    return below if w.value(e.args[0]) == below else below + 1


def _absolute(w: Walker, e: sp.Basic) -> Value:
    u = w.value(e.args[0])
    if isinstance(u, tuple):
        return libmp.mpf_abs(u[0]), u[1]
    return -u if u < 0 else u


def _greatest(w: Walker, values: Iterable[Value]) -> Value:
    """The greatest value: no ball need be told from another, as max moves by no more than its arguments."""
    best, *others = values
    width = -inf
    for value in others:
        if isinstance(best, tuple) or isinstance(value, tuple):
            (a, a_err), (b, b_err) = ball.ball(best, w.bits), ball.ball(value, w.bits)
            width = max(width, a_err, b_err)
            best = (a if libmp.mpf_gt(a, b) else b), width
        else:
            best = value if value > best else best
    return best


def _maximum(w: Walker, e: sp.Basic) -> Value:
    return _greatest(w, map(w.value, e.args))


def _minimum(w: Walker, e: sp.Basic) -> Value:
    return ball.negated(_greatest(w, (ball.negated(w.value(a)) for a in e.args)))


def _heaviside(w: Walker, e: sp.Basic) -> Value:
    return Fraction(w.sign(e.args[0]) + 1, 2)


def _piecewise(w: Walker, e: sp.Basic) -> Value:
    for value, condition in e.args:
        if w.truth(condition):
            return w.value(value)
    raise UndefinedError("no case of the definition applies")


def _factorial(w: Walker, e: sp.Basic) -> Value:
    u = w.value(e.args[0])
    if not isinstance(u, tuple) and u.denominator == 1 and 0 <= u <= 30:
        return ball.product(range(1, int(u) + 1), w.bits)
    return _guarded(w, e, lambda: ball.gamma(ball.total((u, 1), w.bits), w.bits))


def _polygamma(w: Walker, e: sp.Basic) -> Value:
    order = w.value(e.args[0])
    if isinstance(order, tuple) or order < 0 or order.denominator != 1:
        raise UnsupportedError("polygamma is computed for orders 0, 1, 2, ... only")
    n, u = int(order), w.value(e.args[1])
    return _guarded(w, e, lambda: ball.polygamma(n, u, w.bits))


def _atan2(w: Walker, e: sp.Basic) -> Value:
    y, x = map(w.value, e.args)
    try:
        return ball.atan2(y, x, w.bits)
    except NotRealError:
        raise UndefinedError("atan2(0, 0) is not defined") from None
    except ImpreciseError:
        raise w.undecided(e.args[0] if ball.sign(y) is None else e.args[1]) from None


def _function(w: Walker, e: sp.Basic) -> Value:
    u = w.value(e.args[0])
    function, exact = _FUNCTIONS[type(e)]
    if not isinstance(u, tuple) and u in exact:
        return exact[u]
    return _guarded(w, e, lambda: function(u, w.bits))


def _guarded(w: Walker, e: sp.Basic, compute: Callable[[], Value]) -> Value:
    """The value of a function, with what can go wrong told by its name."""
    try:
        return compute()
    except NotRealError:
        raise _undefined(w, e, "is not a real number" if type(e) in _REAL_PART_OF_LINE else "is not defined") from None
    except ZeroDivisionError:
        raise _undefined(w, e) from None
    except ImpreciseError:
        crucial = _POLES.get(type(e))
        if crucial is None:
            raise w.undecided(e.args[-1]) from None
        pole = crucial(e.args[0], evaluate=False)
        if w.sign(pole) == 0:
            raise _undefined(w, e) from None
        raise w.undecided(pole) from None


def _undefined(w: Walker, e: sp.Basic, why: str = "is not defined") -> UndefinedError:
    name = {"log": "ln"}.get(type(e).__name__, type(e).__name__)
    return UndefinedError(f"{name}({', '.join(shown(w.value(a)) for a in e.args)}) {why}")


_REAL_PART_OF_LINE = {sp.log, sp.asin, sp.acos, sp.acsc, sp.asec, sp.acosh, sp.atanh, sp.asech, sp.acoth}
"""These have values elsewhere too, which are complex numbers."""

_SATURATING = {sp.tanh: 1, sp.coth: 1, sigmoid: 1, softplus: 1, sp.erf: 2}
"""These differ from their limits by about exp(-|u|^k)."""

_POLES = {sp.tan: sp.cos, sp.sec: sp.cos, sp.cot: sp.sin, sp.csc: sp.sin}
"""Where these are 0, the functions have poles."""


def _of_inverse(f: Unary) -> Unary:
    return lambda u, bits: f(ball.inverse(u, bits), bits)


def _inverse_of(f: Unary) -> Unary:
    return lambda u, bits: ball.inverse(f(u, bits), bits)


_FUNCTIONS: dict[type[sp.Basic], tuple[Unary, Mapping[Exact, Exact]]] = {
    sp.sin: (ball.sin, {0: 0}),
    sp.cos: (ball.cos, {0: 1}),
    sp.tan: (ball.tan, {0: 0}),
    sp.csc: (_inverse_of(ball.sin), {}),
    sp.sec: (_inverse_of(ball.cos), {0: 1}),
    sp.cot: (lambda u, bits: ball.quotient(ball.cos(u, bits), ball.sin(u, bits), bits), {}),
    sp.asin: (ball.asin, {0: 0}),
    sp.acos: (ball.acos, {1: 0}),
    sp.atan: (ball.atan, {0: 0}),
    sp.acot: (ball.acot, {}),
    sp.acsc: (_of_inverse(ball.asin), {}),
    sp.asec: (_of_inverse(ball.acos), {1: 0}),
    sp.sinh: (ball.sinh, {0: 0}),
    sp.cosh: (ball.cosh, {0: 1}),
    sp.tanh: (ball.tanh, {0: 0}),
    sp.csch: (_inverse_of(ball.sinh), {}),
    sp.sech: (_inverse_of(ball.cosh), {0: 1}),
    sp.coth: (_inverse_of(ball.tanh), {}),
    sp.asinh: (ball.asinh, {0: 0}),
    sp.acosh: (ball.acosh, {1: 0}),
    sp.atanh: (ball.atanh, {0: 0}),
    sp.acsch: (_of_inverse(ball.asinh), {}),
    sp.asech: (_of_inverse(ball.acosh), {1: 0}),
    sp.acoth: (_of_inverse(ball.atanh), {}),
    sp.exp: (ball.exp, {0: 1}),
    sp.log: (ball.log, {1: 0}),
    sp.gamma: (ball.gamma, {1: 1, 2: 1}),
    sp.erf: (ball.erf, {0: 0}),
    sp.erfc: (ball.erfc, {0: 1}),
    sp.zeta: (ball.zeta, {}),
    sigmoid: (ball.sigmoid, {0: Fraction(1, 2)}),
    softplus: (ball.softplus, {}),
}
"""Functions of one argument: how they act on values, and the rational arguments with rational values."""

_NUMBERS = [sp.Integer, sp.Rational, *(type(n) for n in (sp.S.Zero, sp.S.One, sp.S.NegativeOne, sp.S.Half))]

_HANDLERS: dict[type[sp.Basic], Handler] = dict.fromkeys(_FUNCTIONS, _function) | {
    **dict.fromkeys(_NUMBERS, lambda _, e: int(e.p) if e.q == 1 else Fraction(e.p, e.q)),
    sp.Float: lambda _, e: _dyadic(e._mpf_),
    sp.Add: lambda w, e: ball.total(map(w.value, e.args), w.bits),
    sp.Mul: lambda w, e: ball.product(map(w.value, e.args), w.bits),
    sp.Pow: _power,
    sp.Abs: _absolute,
    sp.sign: lambda w, e: w.sign(e.args[0]),
    sp.Heaviside: _heaviside,
    sp.floor: _floor,
    sp.ceiling: _floor,
    sp.Max: _maximum,
    sp.Min: _minimum,
    relu: lambda w, e: _greatest(w, (w.value(e.args[0]), 0)),
    sp.Piecewise: _piecewise,
    sp.factorial: _factorial,
    sp.polygamma: _polygamma,
    sp.atan2: _atan2,
    sp.Sum: lambda w, e: ball.total(w.repeat(e), w.bits),
    sp.Product: lambda w, e: ball.product(w.repeat(e), w.bits),
    type(sp.pi): lambda w, _: (libmp.mpf_pi(w.bits, "n"), 3.0 - w.bits),
    type(sp.E): lambda w, _: (libmp.mpf_e(w.bits, "n"), 3.0 - w.bits),
    type(sp.EulerGamma): lambda w, _: (libmp.mpf_euler(w.bits, "n"), 1.0 - w.bits),
}
