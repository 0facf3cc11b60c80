"""The identities of trigonometric and hyperbolic functions that tidying uses, as tables."""

from collections.abc import Mapping

import sympy as sp

Angle = tuple[bool, sp.Expr]
"""True if the functions are the hyperbolic ones, and their argument."""

_CIRCULAR = ("sin", "cos", "tan", "cot", "sec", "csc")
HYPERBOLIC = frozenset(name + "h" for name in _CIRCULAR)

KINDS = {getattr(sp, name): name for name in (*_CIRCULAR, *sorted(HYPERBOLIC))}
"""SymPy's class of each function, to its name."""

_QUOTIENTS = {
    "tan": (("sin", 1), ("cos", -1)),
    "cot": (("sin", -1), ("cos", 1)),
    "sec": (("cos", -1),),
    "csc": (("sin", -1),),
}
"""Each of the other functions as powers of sine and cosine."""

SQUARES = {
    "sin": (1, -1, "cos"),
    "cos": (1, -1, "sin"),
    "tan": (-1, 1, "sec"),
    "sec": (1, 1, "tan"),
    "cot": (-1, 1, "csc"),
    "csc": (1, 1, "cot"),
    "sinh": (-1, 1, "cosh"),
    "cosh": (1, 1, "sinh"),
    "tanh": (1, -1, "sech"),
    "sech": (1, -1, "tanh"),
    "coth": (1, 1, "csch"),
    "csch": (-1, 1, "coth"),
}
"""f: (a, b, g) says that f^2 = a + b*g^2. DLMF 4.21.12 to 4.21.14, 4.35.11 to 4.35.13."""


def in_sine_and_cosine(powers: Mapping[str, int]) -> tuple[int, int]:
    """Return (a, b) with the product of these powers equal to sin^a cos^b, hyperbolic ones likewise."""
    a = b = 0
    for kind, n in powers.items():
        bare = kind.removesuffix("h")
        parts = dict(_QUOTIENTS.get(bare, ((bare, 1),)))
        a += n * parts.get("sin", 0)
        b += n * parts.get("cos", 0)
    return a, b


def shortest(a: int, b: int) -> list[tuple[str, int]]:
    """Return sin^a cos^b as powers with no negative exponent; some may be zero."""
    if a > 0 > b:
        both = min(a, -b)
        return [("tan", both), ("sin", a - both), ("sec", -b - both)]
    if a < 0 < b:
        both = min(-a, b)
        return [("cot", both), ("csc", -a - both), ("cos", b - both)]
    return [("sin" if a > 0 else "csc", abs(a)), ("cos" if b > 0 else "sec", abs(b))]
