"""A descent on a page: the walk as a table, why it goes as it does, where it ends, and its picture."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from calc_cli.calculus.descend.descent import MOMENTUM, Descent, Visit
from calc_cli.render.box import FIRM, Style
from calc_cli.render.display import Display, Page
from calc_cli.render.no_answer import WALKS
from calc_cli.render.numbers import SHOWN_DIGITS, decimal, trimmed
from calc_cli.render.page_builder import PageBuilder

_FIRST, _LAST = 6, 4
"""So many steps of a long walk are shown at its ends."""

_FEWER = (4, 3)
"""Digits of a table that is too wide with more."""

_MOST_NAMES = 4
"""Of a point with more coordinates the table has none."""

_MOST_SHOWN = 8
"""Of a vector with more entries the page has none."""

_METHODS = {
    "gradient": "gradient descent",
    "momentum": f"descent with momentum {MOMENTUM}",
    "newton": "Newton's method",
}

_STOPS = {"time": "there was no time for more steps", "interrupted": "interrupted"}


class DescentPage(PageBuilder[Descent]):
    """One method a paragraph."""

    def __init__(self, found: Descent, display: Display) -> None:
        super().__init__(found, display)
        self.digits = display.digits or SHOWN_DIGITS
        self.is_listed = found.objective.shape is None and len(found.objective.variables) <= _MOST_NAMES

    def write(self) -> None:
        self.sheet.add_text(f"{_METHODS[self.found.method]}, rate {self.number(self.found.rate)}")
        self.sheet.gap()
        self.table()
        for words in (self._behaviour(), *self._end(), *self._closed_form(), *self._why()):
            self.sheet.add_text(words)

    @property
    def picture(self) -> Any:
        return self.found.picture if self.found.shows_picture else None

    def number(self, value: float, digits: int | None = None) -> str:
        """Return a float with few digits."""
        if value - value != 0:
            return "none" if value != value else self.signs.infinity
        return self.signs.number(trimmed(decimal(value, digits or self.digits)))

    def table(self) -> None:
        """Write a line a step, of a long walk the first and the last ones, with fewer digits where there is no room."""
        visits = self.found.visits
        is_long = len(visits) > _FIRST + _LAST + 1
        visits = (*visits[:_FIRST], *visits[-_LAST:]) if is_long else visits
        names = len(self.found.objective.variables) if self.is_listed else 0
        digits = dict.fromkeys((self.digits, *(() if self.display.digits else _FEWER)))
        for left_out, most in product((slice(0), slice(-2, -1), slice(1, 1 + names)), digits):
            columns = self._columns(visits, most)
            missing = [header for header, *_ in columns[left_out]]
            del columns[left_out]
            widths = [max(map(len, column)) for column in columns]
            if sum(widths) + 2 * (len(widths) - 1 - (not widths[-1])) <= self.display.width:
                break
        rows = [*zip(*columns, strict=True)]
        if is_long:
            rows.insert(_FIRST + 1, ("⋮" if self.signs.unicode else ":", *[""] * (len(columns) - 1)))
        for i, row in enumerate(rows):
            cells = [cell.rjust(width) for cell, width in zip(row[:-1], widths, strict=False)]
            line = "  ".join([*cells, row[-1]]).rstrip()
            self.sheet.add_text(line.replace(" ", FIRM)[: self.display.width], Style.TEXT if i else Style.ASIDE)
        if missing:
            self.sheet.add_text(f"too narrow for {' and '.join(missing)}", Style.ASIDE)
        self.sheet.gap()

    def _columns(self, visits: Sequence[Visit], digits: int) -> list[list[str]]:
        """Return the columns of the table, each below its header."""
        names = [self.notation.name(x.name) for x in self.found.objective.variables] if self.is_listed else []
        slope = f"|{self.signs.nabla}f|" if not self.signs.unicode else "‖∇f‖"
        return [
            ["step", *(str(visit.step) for visit in visits)],
            *([name, *(self.number(visit.at[i], digits) for visit in visits)] for i, name in enumerate(names)),
            ["value", *(self.number(visit.value, digits) for visit in visits)],
            [slope, *(self.number(visit.slope, digits) for visit in visits)],
            ["", *(", ".join(visit.events) for visit in visits)],
        ]

    def _behaviour(self) -> str:
        d = self.found
        words = WALKS[d.behaviour]
        if d.stray is not None and d.stopped == "outside":
            words += f": at {self._point(d.stray)}, {d.reason}" if d.reason else f": {self._point(d.stray)}"
        elif d.stopped == "kink":
            words += f": {d.reason}"
        count = d.last.step
        stopped = f" ({_STOPS[d.stopped]})" if d.stopped in _STOPS else ""
        return f"after {count:,} step{'s' * (count != 1)}{stopped}: {words}"

    def _point(self, at: Sequence[float]) -> str:
        if not self.is_listed:
            return "a point there"
        pairs = zip(self.found.objective.variables, at, strict=True)
        return ", ".join(f"{self.notation.name(x.name)} = {self.number(a)}" for x, a in pairs)

    def _end(self) -> Iterator[str]:
        end = self.found.end
        if end is None:
            return
        for kink in end.kinks:
            yield f"a kink: the gradient jumps where {self.text(kink)} = 0"
        if end.kind is None:
            return
        article = {"undecided": "of a kind that is undecided", "inflection": "an inflection with a horizontal tangent"}
        kind = article.get(end.kind, f"a {end.kind}")
        if end.exact is not None:
            yield f"the end is {kind} at {self.point(end.exact)}, which is proved"
        else:
            yield f"the end is {kind}" + (", by the eigenvalues of the Hessian in floats" if "a " in kind[:2] else "")

    def _closed_form(self) -> Iterator[str]:
        """Write the minimum by its formula, and how far the walk is from it."""
        found = self.found.objective.closed_form
        if found is None:
            return
        from calc_cli.render.matrix.pretty import Pretty  # only a loss pays for this import

        writer = Pretty(unicode=self.display.unicode)
        name = writer.letter(self.found.objective.variables[0].name, self.found.objective.variables[0])
        yield f"in closed form: {name} = {writer.text(found.formula)}".replace(" ", FIRM)
        value = self.found.objective.at(found.value)[0]
        away = float(sum((a - b) ** 2 for a, b in zip(found.value, self.found.last.at, strict=True)) ** 0.5)
        if len(found.value) <= _MOST_SHOWN:
            yield f"  = [{', '.join(map(self.number, found.value))}]"
        yield f"  with the value {self.number(value)}; the walk is {self.number(away)} away from it"

    def _why(self) -> Iterator[str]:
        """Write the rate against the eigenvalues of the Hessian."""
        d, found = self.found, self.found.curvature
        if found is None or (d.end is not None and d.end.kinks):
            return
        where = "at the start" if found.at_start else "there"
        small, great = (self.number(value) for value in (found.least, found.greatest))
        eigenvalues = f"from {small} to {great}" if small != great else great
        condition = f", condition number {self.number(found.condition)}" if found.condition is not None else ""
        yield f"eigenvalues of the Hessian {where}: {eigenvalues}{condition}"
        if not found.is_lasting and d.behaviour == "crawls":
            yield "the least one goes to 0 on the way, and the walk becomes slower and slower at any rate"
        limit = found.limit(MOMENTUM if d.method == "momentum" else 0.0)
        if limit is None or found.least < 0 or d.method == "newton":
            return
        side = "above" if d.rate > limit * (1 + 1e-9) else "below" if d.rate < limit * (1 - 1e-9) else "at"
        largest = "λmax" if self.signs.unicode else "lambda_max"
        least = largest.replace("max", "min")
        formula = f"2/{largest}" if d.method == "gradient" else f"2(1 + {MOMENTUM})/{largest}"
        yield f"the rate {self.number(d.rate)} is {side} {formula} = {self.number(limit)}, " + _CONSEQUENCES[side]
        if found.best is not None and d.method == "gradient":
            yield f"the fastest rate is 2/({least} + {largest}) = {self.number(found.best)}"


_CONSEQUENCES = {
    "above": "beyond which steps overshoot and the walk moves away",
    "below": "up to which a walk converges near a minimum",
    "at": "where a walk goes to and fro for ever",
}


PAGE = Page(DescentPage.pretty)
