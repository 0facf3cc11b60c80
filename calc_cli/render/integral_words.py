"""Why an integral has no number, in words: the mathematics in it is written by `write`."""

from collections.abc import Callable

import sympy as sp

from calc_cli.calculus.integrals.definite import Endpoint
from calc_cli.calculus.integrals.integral import Integral
from calc_cli.render.numbers import decimal


def why_no_number(found: Integral, write: Callable[[sp.Expr], str]) -> str:
    """Return that it diverges, and where; or what the witnesses say where they settle nothing."""
    definite = found.definite
    if definite.diverges is not None:
        if definite.growth is not None:
            reason = f"the antiderivative goes to {write(definite.growth)} there"
        elif found.antiderivative is not None:
            reason = "the antiderivative has no limit there"
        else:
            reason = "the function is too large there"
        return f"the integral diverges {place(definite.diverges, found.variable, write)}: {reason}"
    number = definite.measured
    if number is not None and definite.agree is False and definite.value is not None:
        return f"undecided: algebra gives {write(definite.value)}, the measurement {decimal(number.value, 6)}"
    unknown = "whether the integral converges is not known" if definite.converges is None else "no value was found"
    return f"undecided: {unknown}"


def place(end: Endpoint, x: sp.Symbol, write: Callable[[sp.Expr], str]) -> str:
    """Return `at x = 0, from the right` or `at infinity`."""
    if end.place.is_infinite:
        return f"at {write(end.place)}"
    return f"at {write(x)} = {write(end.place)}, from the {'left' if end.side == -1 else 'right'}"
