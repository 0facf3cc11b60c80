"""A real expression read as a quotient of polynomials in generators of a tower.

Sines and cosines become rational functions of the tangent of half an angle, hyperbolic functions and powers become
exponentials, logarithms and roots of products become sums and products of those of irreducible factors, inverse
functions come down to arcsine, arctangent and logarithm.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import sympy as sp

from calc_cli.algebra.functions import relu, sigmoid, softplus
from calc_cli.algebra.quotients import TooLargeError
from calc_cli.algebra.tower import CoarseError, Tower

_MOST_ROUNDS = 6
_MOST_MULTIPLE = 24
"""Of an angle; a higher one is a function by itself."""

_MOST_POWER = 24
_LARGEST_PRIME_FACTORED = 10**18


class Reading(Tower):
    """One tower and what has been read into it."""

    def __init__(self) -> None:
        super().__init__()
        self.memo: dict[sp.Basic, sp.Expr] = {}

    def read(self, e: sp.Expr, conditions: Sequence[sp.Basic] = ()) -> sp.Expr:
        """Return `e` in generators, as it is where the conditions hold. Raises TooLargeError, ZeroDivisionError."""
        for _ in range(_MOST_ROUNDS):
            self.memo.clear()
            try:
                for condition in conditions:
                    self.learn(condition)
                return self.of(e)
            except CoarseError:
                continue
        raise TooLargeError

    def learn(self, condition: sp.Basic) -> None:
        """Take note of u >= 0 or u <= 0, where that tells the sign of one factor of u."""
        side = {sp.Gt: 1, sp.Ge: 1, sp.Lt: -1, sp.Le: -1}.get(type(condition), 0)
        if isinstance(condition, sp.And):
            for part in condition.args:
                self.learn(part)
        if not side:
            return
        try:
            number, factors = self.factors(self.of(condition.lhs - condition.rhs))
        except (TooLargeError, ZeroDivisionError):
            return
        side *= 1 if number > 0 else -1
        unknown = []
        for f, n in factors:
            sign = self.sign(f)
            if n % 2 and sign:
                side *= sign
            elif n % 2:
                unknown.append(f)
        if len(unknown) == 1:
            self.signs[unknown[0]] = side

    def of(self, e: sp.Expr) -> sp.Expr:
        """The expression in generators."""
        found = self.memo.get(e)
        if found is None:
            found = self.memo[e] = self._read(e)
        return found

    def _read(self, e: sp.Expr) -> sp.Expr:
        if e.is_Rational or e.is_Symbol:
            return e
        if e.is_Add or e.is_Mul:
            return e.func(*map(self.of, e.args))
        rule = _READERS.get(type(e))
        if rule is not None:
            return rule(self, *e.args)
        return self.atom("whole", e)

    def power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        """b^n by multiplication, b^(p/q) by roots, other powers by e and ln."""
        if exponent.is_Integer:
            b = self.of(base)
            if b.is_zero and exponent.is_negative:
                raise ZeroDivisionError
            if abs(exponent) <= _MOST_POWER or not b.is_Add:
                return b**exponent
            return sp.Mul(*[f**n for f, n in self._opaque_power(b, int(exponent))])
        if exponent.is_Rational:
            return self.root(self.of(base), Fraction(int(exponent.p), int(exponent.q)))
        if base is sp.E:
            return self.exponential(self.of(exponent))
        return self.exponential(self.of(exponent) * self.logarithm(self.of(base)))

    def _opaque_power(self, b: sp.Expr, n: int) -> Iterable[tuple[sp.Expr, int]]:
        """A high power of a sum, not multiplied out."""
        number, factors = self.factors(b)
        yield sp.Rational(number.numerator, number.denominator), n
        for f, k in factors:
            yield (self.atom("sum", f) if f.is_Add and abs(k * n) > _MOST_POWER else f), k * n

    def root(self, u: sp.Expr, exponent: Fraction) -> sp.Expr:
        """The real power with a rational exponent; u is not negative if its denominator is even."""
        number, factors = self.factors(u)
        if not number:
            return sp.S.Zero
        odd = exponent.denominator % 2 == 1 and exponent.numerator % 2 == 1
        found = [self.root_of_number(abs(number), exponent)]
        if odd and number < 0:
            found.append(sp.S.NegativeOne)
        for f, n in factors:
            found.append(self.size(f, n * exponent))
            if odd and n % 2:
                found.append(self.sign_of(f))
        return sp.Mul(*found)

    def size(self, f: sp.Expr, exponent: Fraction) -> sp.Expr:
        """|f|^exponent of an irreducible factor."""
        sign = self.sign(f)
        if exponent.denominator == 1 and (sign or exponent.numerator % 2 == 0):
            return sp.Integer(sign or 1) ** exponent.numerator * f**exponent.numerator
        key = self.keys.get(f)
        if key is not None and key[0] in ("exp", "abs"):
            unit = self.units[key]
            symbol, n = self.generator(*key, unit * exponent)
            return symbol**n
        symbol, n = self.generator("abs", f, exponent)
        return symbol**n

    def sign_of(self, f: sp.Expr) -> sp.Expr:
        """The sign of an irreducible factor, where it is not 0."""
        return sp.Integer(self.sign(f)) if self.sign(f) else self.size(f, Fraction(1)) / f

    def root_of_number(self, number: Fraction, exponent: Fraction) -> sp.Expr:
        """A power of a positive number by those of its primes."""
        if exponent.denominator == 1:
            power = number**exponent.numerator
            return sp.Rational(power.numerator, power.denominator)
        return sp.Mul(*[self.size(p, n * exponent) for p, n in _primes(number)])

    def exponential(self, u: sp.Expr) -> sp.Expr:
        """e^u."""
        found = []
        for c, content in self.terms(u):
            key = self.keys.get(content)
            if key is not None and key[0] == "log":
                found.append(self.size(key[1], c))
                continue
            symbol, n = self.generator("exp", content, c)
            found.append(symbol**n)
        return sp.Mul(*found)

    def logarithm(self, u: sp.Expr) -> sp.Expr:
        """ln|u|."""
        number, factors = self.factors(u)
        if not number:
            raise ZeroDivisionError
        return sp.Add(*[n * self.log_of(f) for f, n in [*_primes(abs(number)), *factors]])

    def log_of(self, f: sp.Expr) -> sp.Expr:
        """ln|f| of an irreducible factor."""
        key = self.keys.get(f)
        if key is not None and key[0] in ("exp", "abs"):
            unit = self.units[key]
            inside = key[1] if key[0] == "exp" else self.log_of(key[1])
            return sp.Rational(unit.numerator, unit.denominator) * inside
        return self.atom("log", f)

    def angle(self, u: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """The cosine and the sine of u."""
        cosine, sine = sp.S.One, sp.S.Zero
        for c, content in self.terms(u):
            other_cosine, other_sine = self._multiple(c, content)
            cosine, sine = (
                cosine * other_cosine - sine * other_sine,
                sine * other_cosine + cosine * other_sine,
            )
        return cosine, sine

    def _multiple(self, c: Fraction, content: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """The cosine and the sine of c times the content."""
        if content == self.memo.get(sp.pi):
            angle = sp.Rational(c.numerator, c.denominator) * sp.pi
            exact = sp.cos(angle), sp.sin(angle)
            if not any(value.has(sp.cos, sp.sin) for value in exact):
                return self.of(exact[0]), self.of(exact[1])
        t, n = self.generator("tan", content, c)
        if abs(n) > _MOST_MULTIPLE:
            whole = abs(c) * sp.Rational(1) * content
            return self.atom("cos", whole), (1 if n > 0 else -1) * self.atom("sin", whole)
        cosine, sine = (1 - t**2) / (1 + t**2), 2 * t / (1 + t**2)
        return _chebyshev(abs(n), cosine, sine, 1 if n > 0 else -1)

    def odd(self, kind: str, u: sp.Expr) -> sp.Expr:
        """An odd function, of u or -u."""
        v = self.canonical(u)
        if not v:
            return sp.S.Zero
        return -self.atom(kind, -v) if v.could_extract_minus_sign() else self.atom(kind, v)

    def shifted(self, u: sp.Expr) -> tuple[sp.Expr, int]:
        """U as v + n, n a whole number and the constant term of v from 0 to 1."""
        v = self.canonical(u)
        top, below = self.lowest(v)
        if not below.is_ground:
            return v, 0
        c = top.coeff(1)
        n = int(Fraction(int(c.numerator), int(c.denominator)) // 1)
        return self.canonical(v - n), n


def _chebyshev(n: int, cosine: sp.Expr, sine: sp.Expr, sign: int) -> tuple[sp.Expr, sp.Expr]:
    """The cosine and the sine of n times the angle, by doubling."""
    if n == 0:
        return sp.S.One, sp.S.Zero
    if n == 1:
        return cosine, sign * sine
    half = _chebyshev(n // 2, cosine, sine, sign)
    double = half[0] ** 2 - half[1] ** 2, 2 * half[0] * half[1]
    if n % 2 == 0:
        return double
    return double[0] * cosine - double[1] * sign * sine, double[1] * cosine + double[0] * sign * sine


def _primes(number: Fraction) -> list[tuple[sp.Integer, int]]:
    """The prime factors of a positive number; a large number is taken as it is."""
    found = []
    for part, sign in ((number.numerator, 1), (number.denominator, -1)):
        if part > _LARGEST_PRIME_FACTORED:
            found.append((sp.Integer(part), sign))
        else:
            found += [(sp.Integer(p), sign * n) for p, n in sp.factorint(part).items()]
    return found


def _absolute(tower: Reading, u: sp.Expr) -> sp.Expr:
    return _size(tower, tower.of(u))


def _size(tower: Reading, v: sp.Expr) -> sp.Expr:
    number, factors = tower.factors(v)
    number = abs(number)
    size = [tower.size(f, Fraction(n)) for f, n in factors]
    return sp.Rational(number.numerator, number.denominator) * sp.Mul(*size)


def _signum(tower: Reading, u: sp.Expr) -> sp.Expr:
    number, factors = tower.factors(tower.of(u))
    signs = [tower.sign_of(f) for f, n in factors if n % 2]
    return sp.Mul((number > 0) - (number < 0), *signs)


def _extreme(side: int) -> Callable[..., sp.Expr]:
    def read(tower: Reading, *arguments: sp.Expr) -> sp.Expr:
        first, *others = map(tower.of, arguments)
        for other in others:
            first = (first + other + side * _size(tower, first - other)) / 2
        return first

    return read


def _circular(combine: Callable[[sp.Expr, sp.Expr], sp.Expr]) -> Callable[..., sp.Expr]:
    return lambda tower, u: combine(*tower.angle(tower.of(u)))


def _hyperbolic(combine: Callable[[sp.Expr], sp.Expr]) -> Callable[..., sp.Expr]:
    return lambda tower, u: combine(tower.exponential(tower.of(u)))


def _root(tower: Reading, u: sp.Expr) -> sp.Expr:
    return tower.root(u, Fraction(1, 2))


def _asinh(tower: Reading, u: sp.Expr) -> sp.Expr:
    return tower.logarithm(u + _root(tower, u**2 + 1))


def _acosh(tower: Reading, u: sp.Expr) -> sp.Expr:
    return tower.logarithm(u + _root(tower, u**2 - 1))


def _atanh(tower: Reading, u: sp.Expr) -> sp.Expr:
    return (tower.logarithm(1 + u) - tower.logarithm(1 - u)) / 2


def _of(function: Callable[[Reading, sp.Expr], sp.Expr], *, inverse: bool = False) -> Callable[..., sp.Expr]:
    return lambda tower, u: function(tower, 1 / tower.of(u) if inverse else tower.of(u))


def _acos(tower: Reading, u: sp.Expr) -> sp.Expr:
    return tower.of(sp.pi) / 2 - tower.odd("asin", u)


def _gamma(tower: Reading, u: sp.Expr) -> sp.Expr:
    """By gamma(u + 1) = u*gamma(u), DLMF 5.5.1."""
    v, n = tower.shifted(u)
    if abs(n) > _MOST_MULTIPLE:
        return tower.atom("gamma", tower.canonical(u))
    between = sp.Mul(*[v + k for k in (range(n) if n > 0 else range(n, 0))])
    return tower.atom("gamma", v) * (between if n >= 0 else 1 / between)


def _polygamma(tower: Reading, order: sp.Expr, u: sp.Expr) -> sp.Expr:
    """By psi_m(u + 1) = psi_m(u) + (-1)^m m!/u^(m + 1), DLMF 5.15.5."""
    v, n = tower.shifted(tower.of(u))
    if not order.is_Integer or order.p < 0 or abs(n) > _MOST_MULTIPLE or order > _MOST_MULTIPLE:
        return tower.atom("polygamma", tower.canonical(tower.of(order)), tower.canonical(tower.of(u)))
    step = sp.Integer(-1) ** order * sp.factorial(order)
    moved = sp.Add(*[step / (v + k) ** (order + 1) for k in (range(n) if n > 0 else range(n, 0))])
    return tower.atom("polygamma", order, v) + (moved if n >= 0 else -moved)


def _floor(tower: Reading, u: sp.Expr) -> sp.Expr:
    v, n = tower.shifted(tower.of(u))
    return tower.atom("floor", v) + n


def _atan2(tower: Reading, y: sp.Expr, x: sp.Expr) -> sp.Expr:
    return tower.atom("atan2", *(tower.canonical(tower.of(u)) for u in (y, x)))


def _sigmoid(tower: Reading, u: sp.Expr) -> sp.Expr:
    return 1 / (1 + tower.exponential(-tower.of(u)))


_READERS: dict[type[sp.Basic], Callable[..., sp.Expr]] = {
    sp.Pow: Reading.power,
    sp.exp: lambda tower, u: tower.exponential(tower.of(u)),
    type(sp.E): lambda tower: tower.exponential(sp.S.One),
    sp.log: lambda tower, u: tower.logarithm(tower.of(u)),
    sp.sin: _circular(lambda _, s: s),
    sp.cos: _circular(lambda c, _: c),
    sp.tan: _circular(lambda c, s: s / c),
    sp.cot: _circular(lambda c, s: c / s),
    sp.sec: _circular(lambda c, _: 1 / c),
    sp.csc: _circular(lambda _, s: 1 / s),
    sp.sinh: _hyperbolic(lambda w: (w - 1 / w) / 2),
    sp.cosh: _hyperbolic(lambda w: (w + 1 / w) / 2),
    sp.tanh: _hyperbolic(lambda w: (w**2 - 1) / (w**2 + 1)),
    sp.coth: _hyperbolic(lambda w: (w**2 + 1) / (w**2 - 1)),
    sp.sech: _hyperbolic(lambda w: 2 * w / (w**2 + 1)),
    sp.csch: _hyperbolic(lambda w: 2 * w / (w**2 - 1)),
    sigmoid: _sigmoid,
    softplus: lambda tower, u: tower.logarithm(1 + tower.exponential(tower.of(u))),
    sp.asin: _of(lambda tower, u: tower.odd("asin", u)),
    sp.acos: _of(_acos),
    sp.atan: _of(lambda tower, u: tower.odd("atan", u)),
    sp.acsc: _of(lambda tower, u: tower.odd("asin", u), inverse=True),
    sp.asec: _of(_acos, inverse=True),
    sp.acot: _of(lambda tower, u: tower.odd("atan", u), inverse=True),
    sp.asinh: _of(_asinh),
    sp.acosh: _of(_acosh),
    sp.atanh: _of(_atanh),
    sp.acsch: _of(_asinh, inverse=True),
    sp.asech: _of(_acosh, inverse=True),
    sp.acoth: _of(_atanh, inverse=True),
    sp.erf: _of(lambda tower, u: tower.odd("erf", u)),
    sp.erfc: _of(lambda tower, u: 1 - tower.odd("erf", u)),
    sp.gamma: _of(_gamma),
    sp.factorial: _of(lambda tower, u: _gamma(tower, u + 1)),
    sp.polygamma: _polygamma,
    sp.floor: _floor,
    sp.ceiling: lambda tower, u: -_floor(tower, -u),
    sp.atan2: _atan2,
    sp.Abs: _absolute,
    sp.sign: _signum,
    sp.Heaviside: lambda tower, u, *_: (1 + _signum(tower, u)) / 2,
    sp.Max: _extreme(1),
    sp.Min: _extreme(-1),
    relu: lambda tower, u: _extreme(1)(tower, u, sp.S.Zero),
}
