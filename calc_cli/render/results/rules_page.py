"""The rules on a page: the table by groups, one rule with its example and mistakes, the notations."""

import sympy as sp

from calc_cli.calculus.derivative.rulebook import RuleCard, RuleTable
from calc_cli.calculus.rules.notation import Notation, Notations
from calc_cli.calculus.rules.statement import Statement
from calc_cli.render.box import Box, beside, line, stacked
from calc_cli.render.look import Look
from calc_cli.render.pretty import Notation as Mathematics
from calc_cli.render.results.steps import Board
from calc_cli.render.sheet import Sheet, Style

_KEY = 20
"""Where the statements of the table begin; on a narrow page they stand below the keys."""

_NARROW = 60


def page(told: RuleTable | RuleCard | Notations, look: Look) -> str:
    """Return the page as text, with colours if `look` has them."""
    page = _Page(look)
    if isinstance(told, RuleTable):
        page.table(told)
    elif isinstance(told, RuleCard):
        page.card(told)
    else:
        page.notations(told)
    return page.sheet.text(color=look.color)


class _Page:
    """One method a kind of page, and one a paragraph."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.sheet = Sheet(look.width)
        self.mathematics = Mathematics(look.unicode)
        self.narrow = look.width < _NARROW

    def table(self, told: RuleTable) -> None:
        groups: dict[str, list[Statement]] = {}
        for s in told.statements:
            groups.setdefault(s.rule.group, []).append(s)
        for title, statements in groups.items():
            self.sheet.add_text(title, Style.RESULT)
            for s in statements:
                self.row(s)
            self.sheet.gap()
        self.sheet.add_text("calc rules NAME tells more of one, for example: calc rules quotient", Style.ASIDE)

    def row(self, s: Statement) -> None:
        """The key and the statement, which is on one line if it can be."""
        room = self.look.width - (4 if self.narrow else _KEY + 2)
        left = line(f"d/dx {self.mathematics.operand(s.pattern, None).text} = ")
        right = self.mathematics.box(s.derivative, None, typed=True)
        fits = left.width + right.width <= room and not isinstance(s.pattern, sp.Piecewise)
        statement = beside([left, right]) if fits else self.statement(s, room)
        if self.narrow:
            self.sheet.add_text(s.rule.key, indent=2)
            self.sheet.add((statement, Style.TEXT), indent=4)
        else:
            self.sheet.add((line(s.rule.key.ljust(_KEY)), Style.TEXT), (statement, Style.TEXT), indent=2)

    def statement(self, s: Statement, room: int) -> Box:
        """d/dx of the pattern = the derivative, as tall as it likes; on two lines if there is no room beside."""
        left = beside([line("d/dx "), self.mathematics.operand(s.pattern, room - 5)])
        right = self.mathematics.box(s.derivative, max(1, room - left.width - 3), typed=True)
        whole = beside([left, line(" = "), right])
        if whole.width <= room:
            return whole
        below = beside([line("  = "), self.mathematics.box(s.derivative, room - 4, typed=True)])
        return stacked([left, below])

    def card(self, card: RuleCard) -> None:
        s = card.statement
        self.sheet.add_text(s.rule.name, Style.RESULT)
        self.sheet.gap()
        self.sheet.add((self.statement(s, self.look.width - 2), Style.TEXT), indent=2)
        if s.where is not None:
            self.sheet.add_text(f"for {self.mathematics.box(s.where, None).text}", Style.ASIDE, indent=2)
        self.sheet.gap()
        self.sheet.add_text("Example", Style.RESULT)
        self.sheet.gap()
        Board(self.sheet, self.mathematics).write(card.example.steps)
        self.mistakes(s)
        self.names(s)

    def mistakes(self, s: Statement) -> None:
        if not s.mistakes:
            return
        self.sheet.gap()
        self.sheet.add_text("Usual mistakes", Style.RESULT)
        for mistake, written in s.mistakes:
            self.sheet.gap()
            box = self.mathematics.box(written, self.look.width - 6, typed=True)
            sign = "≠ " if self.look.unicode else "!= "
            self.sheet.add((line(sign), Style.TEXT), (box, Style.TEXT), indent=2)
            self.sheet.add_text(f"{mistake.name}: {self.words(mistake.message)}", Style.ASIDE, indent=4)

    def names(self, s: Statement) -> None:
        if s.rule.aliases or s.rule.source:
            self.sheet.gap()
        if s.rule.aliases:
            self.sheet.add_text(f"also found as: {', '.join(s.rule.aliases)}", Style.ASIDE)
        if s.rule.source:
            self.sheet.add_text(f"source: {s.rule.source}", Style.ASIDE)

    def words(self, message: str) -> str:
        """A sentence with formulas in it, in the signs that the terminal has."""
        if not self.look.unicode:
            return message
        return (
            message.replace("sqrt(x)", "√x")
            .replace("^2", "²")
            .replace("'", "′")
            .replace(" - ", " − ")
            .replace(" -", " −")
        )

    # Notations

    def notations(self, told: Notations) -> None:
        forms = [[self.form(row) for row in group.rows] for group in told.groups]
        width = max(len(form) for group in forms for form in group)
        by = max(len(row.by) for group in told.groups for row in group.rows)
        for group, texts in zip(told.groups, forms, strict=True):
            self.sheet.add_text(group.title, Style.RESULT)
            for row, text in zip(group.rows, texts, strict=True):
                self.notation(row, text, width, by)
            self.sheet.gap()
        self.sheet.add_text("On the right: what calc reads.", Style.ASIDE)

    def form(self, row: Notation) -> str:
        return row.sign if self.look.unicode else row.plain

    def notation(self, row: Notation, text: str, width: int, by: int) -> None:
        """The notation, whose it is, and how it is typed, in columns if there is room for them."""
        wide = f"{text.ljust(width)}   {row.by.ljust(by)}   {row.typed}".rstrip()
        if 2 + len(wide) <= self.look.width:
            head, tail = wide[:width], wide[width:]
            self.sheet.add((line(head), Style.TEXT), (line(tail), Style.ASIDE), indent=2)
            return
        self.sheet.add_text(f"{text.ljust(width)}   {row.by}".rstrip(), indent=2)
        if row.typed:
            self.sheet.add_text(row.typed, Style.ASIDE, indent=width + 5)
