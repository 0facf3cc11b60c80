"""Critical points on a page: the function, the equations that they satisfy, and each with its value and its kind."""

from collections.abc import Callable, Iterator

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.study.several import CriticalPoints
from calc_cli.render.as_text import text as plain_text
from calc_cli.render.box import FIRM, Piece, Style, line
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder

_KINDS = {"saddle point": "saddle point", "undecided": "undecided by the terms that were looked at"}
_COUNTERS = "klmnpqrs"
_SMOOTH = "only where the gradient exists"
_MORE = "that there are no other critical points is not proved"


def plain(found: CriticalPoints, display: Display) -> str:
    """Return a line a point, all on one line in a batch."""
    lines = list(_lines(found, lambda e: plain_text(e, display.digits)))
    return ("\n" if display.line is None else "; ").join(lines)


def _lines(found: CriticalPoints, write: Callable[[sp.Basic], str]) -> Iterator[str]:
    """Yield a line a point, and one a family of points."""
    free = (letter for letter in _COUNTERS if symbol(letter) not in found.function.variables)
    periodic = dict.fromkeys(x for point in found.points for x in point.periods)
    counters = dict(zip(periodic, map(symbol, free), strict=False))
    for point in found.points:
        repeated = {x: write(period * counters[x]) for x, period in point.periods.items()}
        at = ", ".join(f"{write(x)} = {_sum(write(a), repeated.get(x))}" for x, a in point.at.items())
        yield f"{_KINDS.get(point.kind, point.kind)}: {write(point.value)} at {at}"
    if counters:
        are_any = "is any whole number" if len(counters) == 1 else "are any whole numbers"
        yield f"{' and '.join(map(write, counters.values()))} {are_any}"
    for family in found.families:
        on = " and ".join(write(sp.Eq(e, 0, evaluate=False)) for e in family) or "all points"
        yield f"critical: {on}"
    if not found.points and not found.families:
        yield "no critical points" if found.are_all else "no critical points found"
    if found.domain:
        yield _SMOOTH
    if not found.are_all:
        yield _MORE


def _sum(at: str, repeated: str | None) -> str:
    return at if repeated is None else repeated if at == "0" else f"{at} + {repeated}"


class CriticalPointsPage(PageBuilder[CriticalPoints]):
    """One method a paragraph."""

    def write(self) -> None:
        function = self.found.function
        self.definitions([(function.name, function.letter, function.typed)], function.variables)
        self.conditions()
        self.points()

    def conditions(self) -> None:
        """Write ∂f/∂x = 2x = 0, or Lagrange's conditions ∂f/∂x = λ ∂g/∂x with the constraints."""
        self.sheet.add_text("Lagrange's conditions:" if self.found.constraints else "where the gradient is 0:")
        for condition in self.found.conditions:
            self.formula(self.text(condition.lhs), condition.rhs, Style.TEXT, indent=2)
        self.domain(self.found.domain)
        self.sheet.gap()

    def points(self) -> None:
        """Write a line a point: its kind, its coordinates and the value there, with the multipliers below."""
        for told in _lines(self.found, self.short):
            self.sheet.add_text(told.replace(" = ", f"{FIRM}={FIRM}"))
        for point in self.found.points:
            values = zip(self.found.multipliers, point.multipliers, strict=False)
            multipliers = ", ".join(f"{self.text(m)} = {self.short(value)}" for m, value in values)
            if multipliers:
                pieces: list[Piece] = [(line(f"  at ({', '.join(map(self.short, point.at.values()))}): "), Style.ASIDE)]
                self.sheet.add(*pieces, (line(multipliers), Style.ASIDE))


PAGE = Page(CriticalPointsPage.pretty, plain)
