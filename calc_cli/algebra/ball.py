"""Real numbers that carry a bound on their error, so that cancellation is never mistaken for a result.

A value is exact (int or Fraction) or a ball: a binary floating-point number (as `mpmath.libmp` has it,
a tuple) and log2 of a bound on its distance to the true value. Every operation bounds the error of its
result from those of its arguments and from its own rounding at `bits` of precision.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, inf, isqrt, log2

from mpmath import libmp
from mpmath.libmp import fone, fzero

from calc_cli.errors import UnsupportedError

Mpf = tuple[int, int, int, int]
Ball = tuple[Mpf, float]
Exact = int | Fraction
Value = Exact | Ball
Unary = Callable[[Value, int], Value]

_TOO_LARGE = 45
"""exp of a number of more than this many bits has an exponent that no float counts in bits."""


class ImpreciseError(Exception):
    """The ball is too wide: it straddles the edge of a domain, or a bound on the error needs more bits."""


class NotRealError(Exception):
    """The function has no real value anywhere on the ball."""


def magnitude(v: Mpf) -> float:
    """The exponent m of |v| < 2^m; |v| >= 2^(m-1) unless v is 0, whose magnitude is -inf."""
    return v[2] + v[3] if v[1] else -inf


def joined(a: float, b: float) -> float:
    """log2(2^a + 2^b)."""
    if a < b:
        a, b = b, a
    return a + log2(1.0 + 2.0 ** (b - a)) if b > a - 60 else a


def ball(value: Value, bits: int) -> Ball:
    """`value` as a ball."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, int):
        v = libmp.from_int(value, bits, "n")
        return v, -inf if value.bit_length() <= bits else magnitude(v) - bits
    v = libmp.from_rational(value.numerator, value.denominator, bits, "n")
    is_exact = value.denominator.bit_count() == 1 and value.numerator.bit_length() <= bits
    return v, -inf if is_exact else magnitude(v) - bits


def sign(value: Value) -> int | None:
    """-1, 0 or 1; None for a ball that contains 0 and more."""
    if isinstance(value, tuple):
        v, err = value
        if err >= magnitude(v) - 1:
            return 0 if err == -inf else None
        return -1 if v[0] else 1
    return (value > 0) - (value < 0)


def negated(value: Value) -> Value:
    """-value."""
    return (libmp.mpf_neg(value[0]), value[1]) if isinstance(value, tuple) else -value


def _is_long(value: Exact, bits: int) -> bool:
    """Whether exact arithmetic would go on with numbers much longer than the precision asked."""
    return max(value.numerator.bit_length(), value.denominator.bit_length()) > 4 * bits + 256


def total(values: Iterable[Value], bits: int) -> Value:
    """The sum, in linear time."""
    exact: Exact = 0
    acc, err, peak, count = fzero, -inf, -inf, 0
    for value in values:
        if not isinstance(value, tuple):
            exact += value
            if not _is_long(exact, bits):
                continue
            value, exact = ball(exact, bits), 0
        acc = libmp.mpf_add(acc, value[0], bits, "n")
        err = joined(err, value[1])
        peak = max(peak, magnitude(acc))
        count += 1
    if not count:
        return exact
    if exact:
        v, rounding = ball(exact, bits)
        acc = libmp.mpf_add(acc, v, bits, "n")
        err = joined(err, rounding)
        peak = max(peak, magnitude(acc))
    return acc, joined(err, peak - bits + log2(count + 1))


def product(values: Iterable[Value], bits: int) -> Value:
    """The product, in linear time."""
    exact: Exact = 1
    balls: list[Ball] = []
    for value in values:
        if isinstance(value, tuple):
            balls.append(value)
            continue
        exact *= value
        if _is_long(exact, bits):
            balls.append(ball(exact, bits))
            exact = 1
    if not balls or exact == 0:
        return exact
    if exact != 1:
        balls.append(ball(exact, bits))
    acc, relative, bound = fone, log2(len(balls)) - bits, 0.0
    for v, err in balls:
        acc = libmp.mpf_mul(acc, v, bits, "n")
        relative = joined(relative, err - magnitude(v) + 1) if v[1] else inf
        bound += joined(magnitude(v), err)
    return acc, (magnitude(acc) + relative + 1 if relative < -1 else bound + 1)


def inverse(value: Value, bits: int) -> Value:
    """1/value; ZeroDivisionError for 0."""
    if not isinstance(value, tuple):
        return 1 / Fraction(value)
    if sign(value) == 0:
        raise ZeroDivisionError
    v, err = value
    relative = err - magnitude(v) + 1 if v[1] else inf
    if relative > -1:
        raise ImpreciseError
    result = libmp.mpf_div(fone, v, bits, "n")
    return result, magnitude(result) + joined(relative + 1, -bits)


def quotient(a: Value, b: Value, bits: int) -> Value:
    """a/b."""
    return product((a, inverse(b, bits)), bits)


def integer_power(base: Value, n: int, bits: int) -> Value:
    """base^n for n != 0; ZeroDivisionError for a negative power of 0."""
    if n < 0:
        return inverse(integer_power(base, -n, bits), bits)
    if not isinstance(base, tuple):
        length = max(base.numerator.bit_length(), base.denominator.bit_length())
        if length <= 1 or length * n <= 4 * bits + 256:
            return base**n
    v, err = ball(base, bits)
    if abs(magnitude(v)) * n > 2.0**_TOO_LARGE and v[1]:
        if magnitude(v) <= 0:
            return fzero, -(2.0**_TOO_LARGE)
        raise too_large()
    result = libmp.mpf_pow_int(v, n, bits, "n")
    relative = (err - magnitude(v) + 1 if v[1] else inf) + log2(n)
    if relative > -1:
        return result, joined(magnitude(v), err) * n + 1
    return result, magnitude(result) + joined(relative + 1, 4 - bits)


def rational_power(base: Value, exponent: Exact, bits: int) -> Value:
    """base^exponent, the real root where the denominator of the exponent is odd; the exponent is not 0."""
    p, q = exponent.numerator, exponent.denominator
    if q == 1:
        return integer_power(base, p, bits)
    positive = sign(base)
    if positive == -1:
        if q % 2 == 0:
            raise NotRealError
        result = rational_power(negated(base), exponent, bits)
        return negated(result) if p % 2 else result
    if positive == 1 and q > 3 and (isinstance(base, tuple) or exact_root(base, q) is None):
        return positive_power(base, exponent, bits)
    return integer_power(root(base, q, bits), p, bits)


def exact_root(base: Exact, q: int) -> Exact | None:
    """The q-th root of a base >= 0, if it is rational."""
    top, bottom = _integer_root(base.numerator, q), _integer_root(base.denominator, q)
    return None if top is None or bottom is None else Fraction(top, bottom)


def _integer_root(n: int, q: int) -> int | None:
    if n < 2:
        return n
    if q >= n.bit_length():
        return None
    found = isqrt(n) if q == 2 else _floor_root(n, q)
    return found if found**q == n else None


def _floor_root(n: int, q: int) -> int:
    """Newton's iteration, from above."""
    x = 1 << -(-n.bit_length() // q)
    while (y := ((q - 1) * x + n // x ** (q - 1)) // q) < x:
        x = y
    return x


def root(base: Value, q: int, bits: int) -> Value:
    """The q-th root of a base that is not negative, though for odd q its ball may straddle 0."""
    if not isinstance(base, tuple) and (found := exact_root(base, q)) is not None:
        return found
    v, err = ball(base, bits)
    if sign((v, err)) is None:
        if q % 2 == 0:
            raise ImpreciseError
        return fzero, joined(magnitude(v), err) / q + 1
    result = libmp.mpf_sqrt(v, bits, "n") if q == 2 else libmp.mpf_cbrt(v, bits, "n")
    return result, magnitude(result) + joined(err - magnitude(v) + 2, 2 - bits)


def positive_power(base: Value, exponent: Value, bits: int) -> Value:
    """base^exponent of a positive base."""
    return exp(product((log(base, bits), exponent), bits), bits)


def too_large() -> UnsupportedError:
    """The error for a number without room for its exponent."""
    return UnsupportedError("a number here is too large to compute with")


def exp(u: Value, bits: int) -> Value:
    """e^u."""
    v, err = ball(u, bits)
    if magnitude(v) > _TOO_LARGE:
        if v[0] and err < magnitude(v) - 2:
            return fzero, -(2.0**_TOO_LARGE)
        raise too_large()
    if err > -1:
        raise ImpreciseError
    result = libmp.mpf_exp(v, bits, "n")
    return result, magnitude(result) + joined(err + 1, 1 - bits)


def log(u: Value, bits: int) -> Value:
    """The natural logarithm."""
    positive = sign(u)
    if positive in (0, -1):
        raise NotRealError
    v, err = ball(u, bits)
    relative = err - magnitude(v) + 1
    if positive is None or relative > -1:
        raise ImpreciseError
    result = libmp.mpf_log(v, bits, "n")
    return result, joined(relative + 1, magnitude(result) - bits + 2)


def _lipschitz(f: Callable[[Mpf, int, str], Mpf], slope: float = 0.0) -> Unary:
    """The function f on values, where |f'| <= 2^slope everywhere."""

    def on_values(u: Value, bits: int) -> Value:
        v, err = ball(u, bits)
        if magnitude(v) > 100_000:
            raise too_large()
        result = f(v, bits, "n")
        return result, joined(err + slope, magnitude(result) - bits + 2)

    return on_values


def _secant(f: Callable[[Mpf, int, str], Mpf], low: float = -inf, high: float = inf) -> Unary:
    """The function f on values, where f is monotone or convex on [low, high]: the ends bound the error."""

    def on_values(u: Value, bits: int) -> Value:
        v, err = ball(u, bits)
        down, up = ends((v, err), bits)
        _check_range(u, down, up, low, high)
        if magnitude(v) > _TOO_LARGE:
            raise too_large()
        try:
            result = f(v, bits, "n")
            bound = magnitude(result) - bits + 3
            for end in (down, up) if err > -inf else ():
                bound = joined(bound, magnitude(libmp.mpf_sub(f(end, bits, "n"), result, 30, "u")) + 1)
        except ValueError:  # so mpmath tells a pole, which may be the rounded middle or end of a ball around no pole
            raise (ZeroDivisionError if err == -inf else ImpreciseError) from None
        return result, bound

    return on_values


def ends(u: Ball, bits: int) -> tuple[Mpf, Mpf]:
    """Numbers that bound the ball from below and above."""
    v, err = u
    if err == -inf:
        return v, v
    radius = (0, 1, ceil(max(err, magnitude(v) - 2 * bits)), 1)
    return libmp.mpf_sub(v, radius), libmp.mpf_add(v, radius)


def _check_range(u: Value, down: Mpf, up: Mpf, low: float, high: float) -> None:
    if not isinstance(u, tuple) and (u < low or u > high):
        raise NotRealError
    below, above = libmp.from_float(low), libmp.from_float(high)
    if libmp.mpf_lt(up, below) or libmp.mpf_gt(down, above):
        raise NotRealError
    if libmp.mpf_lt(down, below) or libmp.mpf_gt(up, above):
        raise ImpreciseError


sin = _lipschitz(libmp.mpf_sin)
cos = _lipschitz(libmp.mpf_cos)
atan = _lipschitz(libmp.mpf_atan)
asinh = _lipschitz(libmp.mpf_asinh)
tanh = _lipschitz(libmp.mpf_tanh)
erf = _lipschitz(libmp.mpf_erf, 0.2)
erfc = _secant(libmp.mpf_erfc)
zeta = _secant(libmp.mpf_zeta)  # calc meets it at whole numbers only
sinh = _secant(libmp.mpf_sinh)
cosh = _secant(libmp.mpf_cosh)
asin = _secant(libmp.mpf_asin, -1, 1)
acos = _secant(libmp.mpf_acos, -1, 1)
_gamma = _secant(libmp.mpf_gamma)


def tan(u: Value, bits: int) -> Value:
    """Sine over cosine."""
    return quotient(sin(u, bits), cos(u, bits), bits)


def acot(u: Value, bits: int) -> Value:
    """The inverse of cot that is atan(1/u), and pi/2 at 0."""
    if sign(u) == 0:
        return libmp.mpf_shift(libmp.mpf_pi(bits, "n"), -1), 2.0 - bits
    return atan(inverse(u, bits), bits)


def atanh(u: Value, bits: int) -> Value:
    """The inverse of tanh on (-1, 1): ln(1 + 2u/(1 - u))/2."""
    above, below = total((1, u), bits), total((1, negated(u)), bits)
    if {sign(above), sign(below)} & {0, -1}:
        raise NotRealError
    v, err = ball(u, bits)
    if not v[1] or magnitude(v) > -bits / 4:
        return product((log(quotient(above, below, bits), bits), Fraction(1, 2)), bits)
    return v, joined(err + 1, 3 * magnitude(v))


def acosh(u: Value, bits: int) -> Value:
    """The inverse of cosh: 2*asinh(sqrt((u - 1)/2)), which cancels nowhere."""
    half = product((total((u, -1), bits), Fraction(1, 2)), bits)
    return product((asinh(rational_power(half, Fraction(1, 2), bits), bits), 2), bits)


def sigmoid(u: Value, bits: int) -> Value:
    """1/(1 + e^-u), from the side on which e^u is small."""
    if ball(u, bits)[0][0]:
        power = exp(u, bits)
        return quotient(power, total((1, power), bits), bits)
    return inverse(total((1, exp(negated(u), bits)), bits), bits)


def softplus(u: Value, bits: int) -> Value:
    """ln(1 + e^u) = max(u, 0) + ln(1 + e^-|u|)."""
    v, err = ball(u, bits)
    power = ball(exp((libmp.mpf_neg(libmp.mpf_abs(v)), err), bits), bits)
    small = magnitude(power[0])
    if small < -bits:
        correction: Value = power[0], joined(power[1], 2 * small)
    else:
        correction = log(total((1, power), bits + 1 - int(small)), bits)
    return correction if v[0] else total((u, correction), bits)


def gamma(u: Value, bits: int) -> Value:
    """The gamma function."""
    _avoid_poles(u, bits)
    return _gamma(u, bits)


def polygamma(n: int, u: Value, bits: int) -> Value:
    """The n-th derivative of digamma; the error is counted from 1, as digamma has zeros."""
    _avoid_poles(u, bits)
    on_values = _secant(lambda v, prec, _: libmp.mpf_psi(n, v, prec + 10))
    result, err = ball(on_values(u, bits), bits)
    return result, joined(err, 4.0 - bits)


def _avoid_poles(u: Value, bits: int) -> None:
    """The poles are 0, -1, -2, ..."""
    if not isinstance(u, tuple):
        if u <= 0 and u.denominator == 1:
            raise NotRealError
        return
    down, up = (libmp.to_int(libmp.mpf_floor(end)) for end in ends(u, bits))
    if (down < 0 and up > down) or (up == 0 and sign(u) is None):
        raise ImpreciseError


def atan2(y: Value, x: Value, bits: int) -> Value:
    """The angle of the point (x, y), in (-pi, pi]."""
    if sign(y) == sign(x) == 0:
        raise NotRealError
    if sign(y) is None and sign(x) != 1:
        raise ImpreciseError
    (b, b_err), (a, a_err) = ball(y, bits), ball(x, bits)
    distance = max(magnitude(a), magnitude(b)) - 1
    spread = joined(a_err, b_err)
    if spread > distance - 1:
        raise ImpreciseError
    result = libmp.mpf_atan2(b, a, bits, "n")
    return result, joined(spread - distance + 1, magnitude(result) - bits + 2)
