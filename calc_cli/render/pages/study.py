"""A study on a page: the function with its derivatives, what is told of it, the table of the curve, and its picture.

Of several variables: the function, the equations of the critical points, and each with its value and its kind.
"""

from collections.abc import Callable, Iterator
from itertools import accumulate

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.study.several import CriticalPoints
from calc_cli.calculus.study.sign_chart import CurvePiece
from calc_cli.calculus.study.study import Study
from calc_cli.render.as_text import text as plain_text
from calc_cli.render.box import FIRM, Piece, Style, filled, line
from calc_cli.render.display import Display, Page
from calc_cli.render.numbers import rounded, trimmed
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.signs import in_ascii
from calc_cli.render.steps import plain_lines
from calc_cli.render.study_words import Item, facts

_LABELS, _NARROW = 16, 60
_MOST_SHOWN = 12
_LONGEST = 9
"""Numbers that are longer stand in the table in decimals."""

_IN_TABLE = {True: ("∥", "→↗↘", "0+−", "…"), False: ("||", "-/\\", "0+-", "...")}
"""By whether the terminal has Unicode: what is nowhere, how f goes by the sign of f' (0, 1, -1), that, what is open."""

_NUMERIC = "numeric: found by a search of a part of the line; that there are no others is not proved"


def plain(s: Study, display: Display) -> str:
    """Return a line a fact, all on one line in a batch."""

    def write(part: str | sp.Basic) -> str:
        return in_ascii(part) if isinstance(part, str) else plain_text(part, display.digits)

    items = ((fact, "; ".join("".join(map(write, item)) for item in fact.items)) for fact in facts(s))
    lines = [f"{fact.label}: {told}{fact.doubt}" for fact, told in items]
    if display.line is not None:
        return "; ".join(lines)
    return "\n".join([*plain_lines(s.steps), *lines])


class StudyPage(PageBuilder[Study]):
    """One method a paragraph."""

    def __init__(self, found: Study, display: Display) -> None:
        super().__init__(found, display)
        self.primes = ["", *(self.signs.primes("'" * n) for n in (1, 2))]

    def write(self) -> None:
        self.functions()
        self.work()
        self.facts()
        self.table()

    def functions(self) -> None:
        """Write f(x), f′(x) and f″(x)."""
        f, x = (self.notation.name(name) for name in (self.found.function.letter, self.found.function.variable.name))
        for prime, e in zip(self.primes, (self.found.function.typed, self.found.first, self.found.second), strict=True):
            self.formula(f"{f}{prime}({x})", e, Style.TEXT, typed=not prime)
        self.sheet.gap()

    def work(self) -> None:
        """Write how all is found, if that was asked for."""
        derivations = [step for step in self.found.steps if step.at is None]
        if derivations:
            self.steps(derivations)
            self.sheet.gap()
        for step in self.found.steps:
            if step.at is not None:
                where = f"{step.rule} {self.point(step.at)}".rstrip()
                words = f"{where}: {self.text(step.input)} = {self.text(step.result)}"
                self.sheet.add_text(words)
        if derivations:
            self.sheet.gap()

    def facts(self) -> None:
        """Write a line a fact, the labels in a column."""
        told = list(facts(self.found))
        indent = _LABELS if self.display.width >= _NARROW else 2
        for fact in told:
            label = f"{fact.label:<{_LABELS}}"
            if indent < _LABELS:
                self.sheet.add_text(fact.label)
                label = ""
            shown = fact.items if len(fact.items) <= _MOST_SHOWN else fact.items[: _MOST_SHOWN - 2]
            more = f"; and {len(fact.items) - len(shown)} more" if len(shown) < len(fact.items) else ""
            items = "; ".join(map(self.item, shown)) + more + fact.doubt
            for row in filled(items, self.display.width - indent):
                self.sheet.add_text((f"{label:<{indent}}{row}").replace(" ", FIRM))
                label = ""
        if not all(fact.is_proved for fact in told):
            self.sheet.add_text(_NUMERIC, Style.ASIDE)
        if self.found.repetition is not None:
            self.sheet.add_text("k is any whole number", Style.ASIDE)

    def item(self, item: Item) -> str:
        """Return an item on one line, with decimals behind an exact number at its end."""
        told = "".join(self.words(part) if isinstance(part, str) else self.text(part) for part in item)
        last = item[-1]
        if self.display.digits is None and isinstance(last, sp.Expr) and last.is_number and last.is_finite:
            told += self.about(last)
        return told.replace(" ", FIRM)

    text = PageBuilder.short

    def table(self) -> None:
        """Write x, f′, f″ and f, column by column, in several tables where one is too wide."""
        waiting = self.columns()
        f = self.notation.name(self.found.function.letter)
        names = [self.notation.name(self.found.function.variable.name), *(f"{f}{self.primes[n]}" for n in (1, 2, 0))]
        indent, bar = max(map(len, names)), "│" if self.signs.unicode else "|"
        while len(waiting) > 1:
            self.sheet.gap()
            widths = [max(map(len, column)) for column in waiting]
            room = self.display.width - indent - 1
            count = max(1, sum(taken <= room for taken in accumulate(width + 2 for width in widths)))
            count -= int(count % 2 == 0)  # a table begins and ends with a place
            for i, name in enumerate(names):
                cells = (column[i].center(width) for column, width in zip(waiting[:count], widths, strict=False))
                self.sheet.add_text(f"{name:<{indent}} {bar} {'  '.join(cells)}".replace(" ", FIRM))
            waiting = waiting[max(1, count - 1) :] if count < len(waiting) else []

    def columns(self) -> list[tuple[str, str, str, str]]:
        """Return the columns from left to right: of each place and each interval what holds of x, f′, f″ and f."""
        chart, nothing, arrows, signs, untold = self.found.chart, *_IN_TABLE[self.signs.unicode]
        places, limits = {place.root.middle: place for place in chart.places}, dict(self.found.ends)

        def number(value: sp.Expr | None) -> str:
            return "" if value is None or value is sp.nan else self.brief(value)

        def at(x: sp.Expr) -> tuple[str, str, str, str]:
            if (place := places.get(x)) is None:
                return number(x), "", "", number(limits.get(x))
            slope, bend = (nothing if e is None else signs[int(sp.sign(e))] for e in (place.slope, place.bend))
            values = (place.left, place.right) if place.value is None else (place.value,)
            return number(place.x), slope, bend, f" {nothing} ".join(map(number, values)).strip()

        def along(piece: CurvePiece) -> tuple[str, str, str, str]:
            if not piece.is_defined or piece.rise is None or piece.bend is None:
                blank = untold if piece.is_defined else nothing
                return "", blank, blank, blank
            return "", signs[piece.rise], signs[piece.bend], arrows[piece.rise]

        following = (column for piece in chart.pieces for column in (along(piece), at(piece.cell.high)))
        return [at(chart.pieces[0].cell.low), *following]

    def brief(self, e: sp.Expr) -> str:
        """Return a number as short as it can be told."""
        text = self.text(e)
        return text if len(text) <= _LONGEST or not e.is_finite else self.signs.number(trimmed(rounded(e)))


_KINDS = {"saddle point": "saddle point", "undecided": "undecided by the terms that were looked at"}
_COUNTERS = "klmnpqrs"
_SMOOTH = "only where the gradient exists"
_MORE = "that there are no other critical points is not proved"


def plain_points(found: CriticalPoints, display: Display) -> str:
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


PAGE = Page(StudyPage.pretty, plain, others={CriticalPoints: Page(CriticalPointsPage.pretty, plain_points)})
