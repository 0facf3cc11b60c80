"""Roots, exponentials and logarithms in a tower, by the irreducible factors of what they are of.

The arguments are expressions in generators, and so are the results: sqrt(12 x) is 2·sqrt(3)·|x|^(1/2), and
ln(x^2 - 1) is ln|x - 1| + ln|x + 1|.
"""

from fractions import Fraction

import sympy as sp

from calc_cli.algebra.zero_test.tower import Tower

_LARGEST_PRIME_FACTORED = 10**18


def root(tower: Tower, u: sp.Expr, exponent: Fraction) -> sp.Expr:
    """Return the real power with a rational exponent; u is not negative if its denominator is even."""
    number, factors = tower.factors(u)
    if not number:
        return sp.S.Zero
    is_odd = exponent.denominator % 2 == 1 and exponent.numerator % 2 == 1
    powers = [_root_of_number(tower, abs(number), exponent)]
    if is_odd and number < 0:
        powers.append(sp.S.NegativeOne)
    for f, n in factors:
        powers.append(_size(tower, f, n * exponent))
        if is_odd and n % 2:
            powers.append(_sign(tower, f))
    return sp.Mul(*powers)


def absolute(tower: Tower, u: sp.Expr) -> sp.Expr:
    """Return |u|."""
    number, factors = tower.factors(u)
    return sp.Rational(abs(number)) * sp.Mul(*[_size(tower, f, Fraction(n)) for f, n in factors])


def signum(tower: Tower, u: sp.Expr) -> sp.Expr:
    """Return the sign of u."""
    number, factors = tower.factors(u)
    return sp.Mul((number > 0) - (number < 0), *[_sign(tower, f) for f, n in factors if n % 2])


def exponential(tower: Tower, u: sp.Expr) -> sp.Expr:
    """Return e^u."""
    powers = []
    for c, content in tower.terms(u):
        kind, inside = tower.keys.get(content, ("", content))
        if kind == "log":
            powers.append(_size(tower, inside, c))
        else:
            symbol, n = tower.generator("exp", content, c)
            powers.append(symbol**n)
    return sp.Mul(*powers)


def logarithm(tower: Tower, u: sp.Expr) -> sp.Expr:
    """Return ln|u|."""
    number, factors = tower.factors(u)
    if not number:
        raise ZeroDivisionError
    return sp.Add(*[n * _logarithm_of_factor(tower, f) for f, n in [*_primes(abs(number)), *factors]])


def power(tower: Tower, u: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return u^exponent, wherever it is real.

    A negative u has the powers whose exponents are p/q with odd q, and the sign of u^(p/q) is (-1)^p: that of
    u^(a + b) is the product of those of u^a and u^b, but (u^a)^b is no u^(a b).
    """
    number, factors = tower.factors(u)
    negative = [sp.S.NegativeOne] if number < 0 else []
    for f, n in factors:
        if n % 2 and tower.sign(f) != 1:
            negative.append(sp.S.NegativeOne if tower.sign(f) else f)
    signs = [_sign_of_power(tower, f, exponent) for f in negative]
    return sp.Mul(exponential(tower, exponent * logarithm(tower, u)), *signs)


def _sign_of_power(tower: Tower, f: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return the sign of f^exponent."""
    signs = []
    for c, content in tower.terms(exponent):
        if content == 1 and c.denominator % 2:
            signs.append((f if f == -1 else _sign(tower, f)) ** (c.numerator % 2))
        else:
            symbol, n = tower.generator("sign", sp.Tuple(f, content), c)
            signs.append(symbol**n)
    return sp.Mul(*signs)


def _size(tower: Tower, f: sp.Expr, exponent: Fraction) -> sp.Expr:
    """Return |f|^exponent for an irreducible factor."""
    sign = tower.sign(f)
    if exponent.denominator == 1 and (sign or exponent.numerator % 2 == 0):
        return sp.Integer(sign or 1) ** exponent.numerator * f**exponent.numerator
    key = tower.keys.get(f)
    if key is not None and key[0] == "sign":
        return sp.S.One
    if key is not None and key[0] in ("exp", "abs"):
        exponent *= tower.units[key]
    else:
        key = "abs", f
    symbol, n = tower.generator(*key, exponent)
    return symbol**n


def _sign(tower: Tower, f: sp.Expr) -> sp.Expr:
    """Return the sign of an irreducible factor, where it is not 0."""
    return sp.Integer(tower.sign(f)) if tower.sign(f) else _size(tower, f, Fraction(1)) / f


def _root_of_number(tower: Tower, number: Fraction, exponent: Fraction) -> sp.Expr:
    """Return a power of a positive number by those of its primes."""
    if exponent.denominator == 1:
        return sp.Rational(number**exponent.numerator)
    return sp.Mul(*[_size(tower, p, n * exponent) for p, n in _primes(number)])


def _logarithm_of_factor(tower: Tower, f: sp.Expr) -> sp.Expr:
    """Return ln|f| for an irreducible factor."""
    key = tower.keys.get(f)
    if key is not None and key[0] == "sign":
        return sp.S.Zero
    if key is not None and key[0] in ("exp", "abs"):
        inside = key[1] if key[0] == "exp" else _logarithm_of_factor(tower, key[1])
        return sp.Rational(tower.units[key]) * inside
    return tower.atom("log", f)


def _primes(number: Fraction) -> list[tuple[sp.Integer, int]]:
    """Return the prime factors of a positive number with their exponents; a large number is one of them."""
    factors = []
    for part, sign in ((number.numerator, 1), (number.denominator, -1)):
        if part > _LARGEST_PRIME_FACTORED:
            factors.append((sp.Integer(part), sign))
        else:
            factors += [(sp.Integer(p), sign * n) for p, n in sp.factorint(part).items()]
    return factors
