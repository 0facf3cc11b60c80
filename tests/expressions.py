"""Random expressions, each as a text and as a function that mpmath computes: two readings that share no code."""

from collections.abc import Callable
from random import Random

import mpmath
from mpmath import mp

Function = Callable[[mpmath.mpf], mpmath.mpf]


class NotRealError(Exception):
    """The function has no real value there."""


def root(x: mpmath.mpf, n: int) -> mpmath.mpf:
    if x < 0 and n % 2 == 0:
        raise NotRealError
    return mp.sign(x) * mp.root(abs(x), n)


def power(base: mpmath.mpf, exponent: mpmath.mpf) -> mpmath.mpf:
    if base <= 0:
        raise NotRealError
    return base**exponent


SAME_IN_MPMATH = [
    *("sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "asec", "acsc"),
    *("sinh", "cosh", "tanh", "sech", "csch", "coth", "asinh", "acosh", "atanh", "asech", "acsch", "acoth"),
    *("exp", "sqrt", "floor", "factorial", "gamma", "digamma", "erf", "erfc"),
]
ONE: dict[str, Function] = {
    **{f"{name}({{a}})": getattr(mp, name) for name in SAME_IN_MPMATH},
    "acot({a})": lambda u: mp.pi / 2 - mp.atan(u),
    "ln({a})": mp.log,
    "log({a}, 3)": lambda u: mp.log(u, 3),
    "log10({a})": mp.log10,
    "log2({a})": lambda u: mp.log(u, 2),
    "polygamma(2, {a})": lambda u: mp.polygamma(2, u),
    "cbrt({a})": lambda u: root(u, 3),
    "root({a}, 4)": lambda u: root(u, 4),
    "|{a}|": abs,
    "sign({a})": mp.sign,
    "ceil({a})": mp.ceil,
    "heaviside({a})": lambda u: mp.mpf(u > 0),
    "sigmoid({a})": lambda u: 1 / (1 + mp.exp(-u)),
    "relu({a})": lambda u: max(u, mp.mpf(0)),
    "softplus({a})": lambda u: mp.log(1 + mp.exp(u)),
    "({a})^2": lambda u: u**2,
    "({a})^3": lambda u: u**3,
    "({a})^-1": lambda u: 1 / u,
    "({a})^-2": lambda u: u**-2,
    "({a})^(3/2)": lambda u: root(u, 2) ** 3,
    "({a})^(2/3)": lambda u: root(u, 3) ** 2,
    "({a})^(-4/5)": lambda u: root(u, 5) ** -4,
    "2^({a})": lambda u: mp.mpf(2) ** u,
    "e^({a})": mp.exp,
    "(3({a}) - 2)": lambda u: 3 * u - 2,
    "(1 - ({a})/2)": lambda u: 1 - u / 2,
    "sum(({a})^i, i, 1, 3)": lambda u: u + u**2 + u**3,
    "prod(({a}) + i, i, 1, 2)": lambda u: (u + 1) * (u + 2),
}
"""Every known function, and every kind of power."""

TWO: dict[str, Callable[[mpmath.mpf, mpmath.mpf], mpmath.mpf]] = {
    "({a} + {b})": lambda u, v: u + v,
    "({a} - ({b}))": lambda u, v: u - v,
    "({a})({b})": lambda u, v: u * v,
    "({a}) * sin({b})": lambda u, v: u * mp.sin(v),
    "({a})/({b})": lambda u, v: u / v,
    "({a})^({b})": power,
    "max({a}, {b})": max,
    "min({a}, {b})": min,
    "atan2({a}, {b})": mp.atan2,
    "hypot({a}, {b})": mp.hypot,
}


def random_expression(rng: Random, depth: int) -> tuple[str, Function]:
    """Return an expression in x of at most `depth` levels."""
    if depth == 0 or rng.random() < 0.1:
        n = rng.choice([None, None, 1, 2, 3, 5])
        return ("x", lambda x: x) if n is None else (str(n), lambda _: mp.mpf(n))
    a, f = random_expression(rng, depth - 1)
    if rng.random() < 0.55:
        text = rng.choice(list(ONE))
        return text.format(a=a), lambda x: real(ONE[text](f(x)))
    b, g = random_expression(rng, depth - 1)
    if rng.random() < 0.1:
        return f"({a} if x < 1 else {b})", lambda x: f(x) if x < 1 else g(x)
    text = rng.choice(list(TWO))
    return text.format(a=a, b=b), lambda x: real(TWO[text](f(x), g(x)))


def real(value: mpmath.mpf) -> mpmath.mpf:
    if not isinstance(value, mpmath.mpf | int) or not mpmath.isfinite(value):
        raise NotRealError
    return mpmath.mpf(value)


def slope(f: Function, x: mpmath.mpf) -> mpmath.mpf:
    """The derivative by central differences at 60 digits; raises NotRealError where two steps disagree."""
    with mp.workdps(60):
        try:
            rough, fine = ((real(f(x + h)) - real(f(x - h))) / (2 * h) for h in (mp.mpf("1e-14"), mp.mpf("1e-17")))
        except (ZeroDivisionError, ValueError, OverflowError, TypeError) as error:
            raise NotRealError from error
        if abs(rough - fine) > mp.mpf("1e-18") * (1 + abs(fine)) or abs(fine) > mp.mpf("1e30"):
            raise NotRealError
        return fine


def slopes(f: Function, points: list[mpmath.mpf]) -> dict[mpmath.mpf, mpmath.mpf]:
    """The derivative at each of the points where there is one."""
    found = {}
    for point in points:
        try:
            found[point] = slope(f, point)
        except NotRealError:
            continue
    return found


# Several variables

Several = Callable[[list[mpmath.mpf]], mpmath.mpf]

NAMES = ("x", "y", "z", "u", "v")


def random_expression_in(rng: Random, depth: int, count: int) -> tuple[str, Several]:
    """Return an expression in the first `count` of NAMES, of at most `depth` levels."""
    if depth == 0 or rng.random() < 0.1:
        if rng.random() < 0.25:
            n = rng.choice([1, 2, 3, 5])
            return str(n), lambda _: mp.mpf(n)
        i = rng.randrange(count)
        return NAMES[i], lambda at: at[i]
    a, f = random_expression_in(rng, depth - 1, count)
    if rng.random() < 0.4:
        text = rng.choice(list(ONE))
        return text.format(a=a), lambda at: real(ONE[text](f(at)))
    b, g = random_expression_in(rng, depth - 1, count)
    if rng.random() < 0.05:
        return f"({a} if x < 1 else {b})", lambda at: f(at) if at[0] < 1 else g(at)
    text = rng.choice(list(TWO))
    return text.format(a=a, b=b), lambda at: real(TWO[text](f(at), g(at)))


def partial(f: Several, i: int) -> Several:
    """The derivative in variable number i, by central differences at 60 digits; see `slope`."""
    return lambda at: slope(lambda x: f([*at[:i], x, *at[i + 1 :]]), at[i])


def second_partial(f: Several, i: int, j: int, at: list[mpmath.mpf]) -> mpmath.mpf:
    """The mixed derivative by a difference of differences at 60 digits; NotRealError where two steps disagree."""

    def shifted(a: mpmath.mpf, b: mpmath.mpf) -> mpmath.mpf:
        point = list(at)
        point[i] += a
        point[j] += b
        return real(f(point))

    with mp.workdps(60):
        try:
            rough, fine = (
                (shifted(h, h) - shifted(h, -h) - shifted(-h, h) + shifted(-h, -h)) / (4 * h * h)
                for h in (mp.mpf("1e-10"), mp.mpf("1e-12"))
            )
        except (ZeroDivisionError, ValueError, OverflowError, TypeError) as error:
            raise NotRealError from error
        if abs(rough - fine) > mp.mpf("1e-13") * (1 + abs(fine)) or abs(fine) > mp.mpf("1e20"):
            raise NotRealError
        return fine
