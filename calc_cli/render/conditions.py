"""Conditions in words, for all printers: 0 < x < 1 or x = 2, numbers on the right, from left to right on the line."""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from calc_cli.render.binding import ByClass

_SIGNS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def comparison(e: sp.Rel, *, typed: bool) -> tuple[sp.Expr, str, sp.Expr]:
    """Return left side, sign and right side; a number goes to the right unless it was typed on the left."""
    left, right = e.args
    sign = _SIGNS[e.rel_op]
    if not typed and left.is_number and not right.is_number:
        return right, _MIRRORED.get(sign, sign), left
    return left, sign, right


class ConditionPrinter(ByClass):
    """Conditions as people write them, 0 < x < 1 or x = 2: `chain` writes a comparison, `joined` some with a word."""

    typed: bool
    chain: Callable[[Sequence[sp.Expr | str]], Any]
    joined: Callable[[str, Sequence[sp.Basic]], Any]

    def on_Relational(self, e: sp.Rel, _room: int | None = None) -> Any:
        return self.chain(comparison(e, typed=self.typed))

    def on_And(self, e: sp.And, _room: int | None = None) -> Any:
        between = interval(e)
        return self.joined("and", operands(e, typed=self.typed)) if between is None else self.chain(between)

    def on_Or(self, e: sp.Or, _room: int | None = None) -> Any:
        return self.joined("or", operands(e, typed=self.typed))


def interval(e: sp.And) -> tuple[sp.Expr | str, ...] | None:
    """Return the parts of 0 < x <= 1 if `e` is the conjunction of x > 0 and x <= 1."""
    if len(e.args) != 2 or not all(isinstance(side, sp.Rel) for side in e.args):
        return None
    sides = [comparison(side, typed=False) for side in e.args]
    (low, (lower, above, a)), (high, (upper, below, b)) = sorted(
        ((sign.startswith("<"), (left, sign, right)) for left, sign, right in sides), key=lambda side: side[0]
    )
    if low or not high or lower != upper or not above.startswith(">") or not (a.is_number and b.is_number):
        return None
    return a, _MIRRORED[above], lower, below, b


def operands(e: sp.Basic, *, typed: bool) -> list[sp.Basic]:
    """Return what `and` or `or` joins, from left to right on the number line, single points last."""
    if typed or not all(isinstance(side, sp.Rel) for side in e.args):
        return list(e.args)

    def key(side: sp.Rel) -> tuple[bool, float]:
        _, sign, bound = comparison(side, typed=False)
        return sign == "!=", float(bound) if bound.is_number and bound.is_extended_real else 0.0

    return sorted(e.args, key=key)
