"""What a curve does at infinity: its limits, and the lines that it nears."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.calculus.study.chart import CurveChart
from calc_cli.calculus.study.zeros import limit_towards

Ends: TypeAlias = tuple[tuple[sp.Expr, sp.Expr], ...]
"""The infinities to which the domain extends, each with the limit there, nan if there is none."""


@dataclass(frozen=True, slots=True)
class Asymptote:
    """The `line` that the curve nears as x goes `to` an infinity, as a function of x."""

    to: sp.Expr
    line: sp.Expr


def ends(f: TypedFunction, chart: CurveChart) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Yield each infinity to which the domain extends, with the limit there."""
    for to, piece in ((-sp.oo, chart.pieces[0]), (sp.oo, chart.pieces[-1])):
        if to in (piece.cell.low, piece.cell.high) and piece.is_defined:
            yield to, _limit(f.typed, f.variable, to)


def _limit(e: sp.Expr, x: sp.Symbol, to: sp.Expr) -> sp.Expr:
    return limit_towards(e, x, to, -1 if to is sp.oo else 1)


def asymptotes(f: TypedFunction, chart: CurveChart, found: Ends) -> Iterator[Asymptote]:
    """Yield the lines that f nears at infinity: y = b, or y = m x + b with m = lim f/x and b = lim (f - m x)."""
    x = f.variable
    for to, limit in found:
        piece = chart.pieces[0 if to is -sp.oo else -1]
        if piece.bend == 0 or limit is sp.nan:
            continue  # a straight line is its own asymptote
        if limit.is_finite:
            yield Asymptote(to, limit)
            continue
        slope = _limit(f.expression / x, x, to)
        if slope is not sp.nan and slope.is_finite and not slope.is_zero:
            height = _limit(f.expression - slope * x, x, to)
            if height is not sp.nan and height.is_finite:
                yield Asymptote(to, slope * x + height)
