"""The limits that are known by heart: sin(u)/u -> 1, (e^u - 1)/u -> 1, (1 - cos u)/u^2 -> 1/2 ... as u -> 0.

In a product or a quotient, c v may stand for h where h/v -> c: sin 3x for 3x.
"""

from typing import NamedTuple

import sympy as sp


class KnownLimit(NamedTuple):
    """As `inner` goes to 0, h/v goes to c, by the `rule`."""

    inner: sp.Expr
    v: sp.Expr
    c: sp.Expr
    rule: str


_LIKE_ITS_ARGUMENT: dict[type[sp.Basic], str] = {
    sp.sin: "sin(u)/u -> 1",
    sp.tan: "tan(u)/u -> 1",
    sp.asin: "arcsin(u)/u -> 1",
    sp.atan: "arctan(u)/u -> 1",
    sp.sinh: "sinh(u)/u -> 1",
    sp.tanh: "tanh(u)/u -> 1",
}


def known_limit(h: sp.Expr) -> KnownLimit | None:
    """Return the known limit in which `h` is the numerator; None if there is none."""
    if type(h) in _LIKE_ITS_ARGUMENT:
        return KnownLimit(h.args[0], h.args[0], sp.S.One, _LIKE_ITS_ARGUMENT[type(h)])
    if isinstance(h, sp.log):
        return KnownLimit(h.args[0] - 1, h.args[0] - 1, sp.S.One, "ln(1 + u)/u -> 1")
    one, rest = h.as_coeff_Add() if h.is_Add else (sp.S.Zero, h)
    sign, f = rest.as_coeff_Mul()
    if not one or one != -sign:
        return None
    if isinstance(f, sp.cos):
        return KnownLimit(f.args[0], f.args[0] ** 2, -sign / 2, "(1 - cos(u))/u^2 -> 1/2")
    if isinstance(f, sp.exp):
        return KnownLimit(f.args[0], f.args[0], sign, "(e^u - 1)/u -> 1")
    if f.is_Pow and f.base.is_number:
        return KnownLimit(f.exp, f.exp, sign * sp.log(f.base), "(a^u - 1)/u -> ln(a)")
    return None
