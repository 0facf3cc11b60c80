"""A study on a page: the function with its derivatives, what is told of it, the table of the curve, and its picture."""

from itertools import accumulate

import sympy as sp

from calc_cli.calculus.study.several import CriticalPoints
from calc_cli.calculus.study.study import Study
from calc_cli.render.as_text import text as plain_text
from calc_cli.render.box import FIRM, Style, filled
from calc_cli.render.display import Display, Page
from calc_cli.render.numbers import rounded, trimmed
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.pages import critical_points
from calc_cli.render.signs import in_ascii
from calc_cli.render.steps import plain_lines
from calc_cli.render.study_table import IN_ASCII, IN_UNICODE, columns
from calc_cli.render.study_words import Item, facts

_LABELS, _NARROW = 16, 60
_MOST_SHOWN = 12
_LONGEST = 9
"""Numbers that are longer stand in the table in decimals."""

_NUMERIC = "numeric: found by a search of a part of the line; that there are no others is not proved"


def plain(s: Study, display: Display) -> str:
    """Return a line a fact, all on one line in a batch."""

    def write(part: str | sp.Basic) -> str:
        return in_ascii(part) if isinstance(part, str) else plain_text(part, display.digits)

    lines = [f"{fact.label}: {fact.written(write, '; ')}" for fact in facts(s)]
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
        waiting = columns(self.found, self.brief, IN_UNICODE if self.signs.unicode else IN_ASCII)
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

    def brief(self, e: sp.Expr) -> str:
        """Return a number as short as it can be told."""
        text = self.text(e)
        return text if len(text) <= _LONGEST or not e.is_finite else self.signs.number(trimmed(rounded(e)))


PAGE = Page(StudyPage.pretty, plain, others={CriticalPoints: critical_points.PAGE})
