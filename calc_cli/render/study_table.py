"""The table of a curve as in a textbook: of each place and each interval what holds of x, f', f'' and f."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import sympy as sp

from calc_cli.calculus.study.sign_chart import CurvePiece, CurvePlace
from calc_cli.calculus.study.study import Study

Column = tuple[str, str, str, str]
Write = Callable[[sp.Expr], str]


@dataclass(frozen=True, slots=True)
class TableSigns:
    """The signs of a table: where nothing is defined, the arrows of f by the sign of f', the signs, what is open."""

    undefined: str
    arrows: Mapping[int, str]
    signs: Mapping[int, str]
    untold: str


IN_UNICODE = TableSigns("∥", {1: "↗", -1: "↘", 0: "→"}, {1: "+", -1: "−", 0: "0"}, "…")
IN_ASCII = TableSigns("||", {1: "/", -1: "\\", 0: "-"}, {1: "+", -1: "-", 0: "0"}, "...")


def columns(s: Study, write: Write, signs: TableSigns) -> list[Column]:
    """Return the columns from left to right, numbers as `write` has them."""
    limits = dict(s.ends)
    ends: dict[sp.Expr, Column] = {place.root.middle: _place(place, write, signs) for place in s.chart.places}
    for end in (-sp.oo, sp.oo):
        limit = limits.get(end, sp.nan)
        ends[end] = (write(end), "", "", "" if limit is sp.nan else write(limit))
    found = [ends[s.chart.pieces[0].cell.low]]
    for piece in s.chart.pieces:
        found += [_interval(piece, signs), ends[piece.cell.high]]
    return found


def _interval(piece: CurvePiece, signs: TableSigns) -> Column:
    if not piece.is_defined:
        return ("", signs.undefined, signs.undefined, signs.undefined)
    if piece.rise is None or piece.bend is None:
        return ("", signs.untold, signs.untold, signs.untold)
    return ("", signs.signs[piece.rise], signs.signs[piece.bend], signs.arrows[piece.rise])


def _place(place: CurvePlace, write: Write, signs: TableSigns) -> Column:
    slope, bend = (_derivative(value, signs) for value in (place.slope, place.bend))
    if place.value is not None:
        return (write(place.x), slope, bend, write(place.value))
    sides = ("" if side is None or side is sp.nan else write(side) for side in (place.left, place.right))
    return (write(place.x), slope, bend, f" {signs.undefined} ".join(sides).strip())


def _derivative(value: sp.Expr | None, signs: TableSigns) -> str:
    return signs.undefined if value is None else signs.signs[int(sp.sign(value))]
