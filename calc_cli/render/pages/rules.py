"""The rules in every format that is theirs: the table by groups, one with its example and mistakes, the notations."""

from collections.abc import Iterable, Sequence

import sympy as sp

from calc_cli.calculus.matrix.records import MatrixRules, Operation
from calc_cli.calculus.rules.notation import Notation, Notations
from calc_cli.calculus.rules.statement import RuleCard, RuleTable, Statement
from calc_cli.render.as_text import as_plain
from calc_cli.render.box import Box, Style, beside, line, stacked
from calc_cli.render.display import Display, Page
from calc_cli.render.latex import latex as latex_of
from calc_cli.render.page_builder import Found, PageBuilder
from calc_cli.render.plain import plain as on_one_line
from calc_cli.render.steps import aligned, aligned_rows

_KEY = 20
"""The column in which the statements of the table begin; on a narrow page they stand below the keys."""

_NARROW = 60


def _line(s: Statement) -> str:
    pattern, result = (on_one_line(e, typed=True) for e in (s.pattern, s.derivative))
    return f"{s.rule.key}: {f'int {pattern} dx' if _is_of_integrals(s) else f'd/dx ({pattern})'} = {result}"


def _is_of_integrals(s: Statement) -> bool:
    return isinstance(s.equation.lhs, sp.Integral)


def _equation(s: Statement) -> str:
    left, right = (latex_of(side, typed=True) for side in s.equation.args)
    return rf"{left} &= {right} && \text{{{s.rule.name}}}"


def card_plain(told: RuleCard, display: Display) -> str:
    """Return the rule, and what else is known of it."""
    s = told.statement
    where = [] if s.where is None else [f"where: {on_one_line(s.where)}"]
    values = [f"values: {s.rule.values}"] if s.rule.values else []
    mistakes = (f"mistake: {m.name}: {on_one_line(written, typed=True)}: {m.message}" for m, written in s.mistakes)
    example = [f"example: {s.rule.typical}", as_plain(told.example, display)]
    return "\n".join([s.rule.name, _line(s), *where, *values, *example, *mistakes])


def _in_columns(rows: Iterable[Sequence[str]]) -> str:
    """Return a line a row, with tabs between its columns."""
    return "\n".join("\t".join(row).rstrip() for row in rows)


class StatementsPage(PageBuilder[Found]):
    """The base of both pages of rules."""

    def left(self, s: Statement, room: int | None) -> Box:
        """Return d/dx of the pattern, or its integral."""
        if _is_of_integrals(s):
            return self.notation.box(s.equation.lhs, room, typed=True)
        return beside([line("d/dx "), self.notation.operand(s.pattern, None if room is None else room - 5)])

    def statement(self, s: Statement, room: int) -> Box:
        """d/dx of the pattern = the derivative, as tall as it likes; on two lines if there is no room beside."""
        left = self.left(s, room)
        right = self.notation.box(s.derivative, max(1, room - left.width - 3), typed=True)
        whole = beside([left, line(" = "), right])
        if whole.width <= room:
            return whole
        below = beside([line("  = "), self.notation.box(s.derivative, room - 4, typed=True)])
        return stacked([left, below])


class RuleTablePage(StatementsPage[RuleTable]):
    """The rules by groups."""

    def write(self) -> None:
        groups: dict[str, list[Statement]] = {}
        for s in self.found.statements:
            groups.setdefault(s.rule.group, []).append(s)
        for title, statements in groups.items():
            self.sheet.add_text(title, Style.RESULT)
            for s in statements:
                self.row(s)
            self.sheet.gap()
        name, example = ("--integrals NAME", "--integrals parts") if _is_of_integrals(s) else ("NAME", "quotient")
        self.sheet.add_text(f"calc rules {name} tells more of one, for example: calc rules {example}", Style.ASIDE)

    def row(self, s: Statement) -> None:
        """Write the key and the statement, which is on one line if it can be."""
        narrow = self.display.width < _NARROW
        room = self.display.width - (4 if narrow else _KEY + 2)
        left = beside([self.left(s, None), line(" = ")])
        right = self.notation.box(s.derivative, None, typed=True)
        fits = left.width + right.width <= room and not isinstance(s.pattern, sp.Piecewise)
        statement = beside([left, right]) if fits else self.statement(s, room)
        if narrow:
            self.sheet.add_text(s.rule.key, indent=2)
            self.sheet.add((statement, Style.TEXT), indent=4)
        else:
            self.sheet.add((line(s.rule.key.ljust(_KEY)), Style.TEXT), (statement, Style.TEXT), indent=2)


class RuleCardPage(StatementsPage[RuleCard]):
    """One rule with its example and the usual mistakes."""

    def write(self) -> None:
        s = self.found.statement
        self.sheet.add_text(s.rule.name, Style.RESULT)
        self.sheet.gap()
        self.sheet.add((self.statement(s, self.display.width - 2), Style.TEXT), indent=2)
        if s.where is not None:
            self.sheet.add_text(f"for {self.text(s.where)}", Style.ASIDE, indent=2)
        if s.rule.values:
            self.sheet.add_text(f"its values are in {s.rule.values}", Style.ASIDE, indent=2)
        self.sheet.gap()
        self.sheet.add_text("Example", Style.RESULT)
        self.sheet.gap()
        self.steps(self.found.example.steps)
        self.mistakes(s)
        self.names(s)

    def mistakes(self, s: Statement) -> None:
        if not s.mistakes:
            return
        self.sheet.gap()
        self.sheet.add_text("Usual mistakes", Style.RESULT)
        for mistake, written in s.mistakes:
            self.sheet.gap()
            box = self.notation.box(written, self.display.width - 6, typed=True)
            sign = "≠ " if self.display.unicode else "!= "
            self.sheet.add((line(sign), Style.TEXT), (box, Style.TEXT), indent=2)
            self.sheet.add_text(f"{mistake.name}: {self.notation.of_rule(mistake.message)}", Style.ASIDE, indent=4)

    def names(self, s: Statement) -> None:
        if s.rule.aliases or s.rule.source:
            self.sheet.gap()
        if s.rule.aliases:
            self.sheet.add_text(f"also found as: {', '.join(s.rule.aliases)}", Style.ASIDE)
        if s.rule.source:
            self.sheet.add_text(f"source: {s.rule.source}", Style.ASIDE)


class NotationsPage(PageBuilder[Notations]):
    """The notations of a derivative."""

    def write(self) -> None:
        forms = [[self.form(row) for row in group.rows] for group in self.found.groups]
        width = max(len(form) for group in forms for form in group)
        by = max(len(row.by) for group in self.found.groups for row in group.rows)
        for group, texts in zip(self.found.groups, forms, strict=True):
            self.sheet.add_text(group.title, Style.RESULT)
            for row, text in zip(group.rows, texts, strict=True):
                self.notation_row(row, text, width, by)
            self.sheet.gap()
        self.sheet.add_text("On the right: what calc reads.", Style.ASIDE)

    def form(self, row: Notation) -> str:
        return row.sign if self.display.unicode else row.plain

    def notation_row(self, row: Notation, text: str, width: int, by: int) -> None:
        """Write the notation, whose it is, and how it is typed, in columns if there is room for them."""
        wide = f"{text.ljust(width)}   {row.by.ljust(by)}   {row.typed}".rstrip()
        if 2 + len(wide) <= self.display.width:
            head, tail = wide[:width], wide[width:]
            self.sheet.add((line(head), Style.TEXT), (line(tail), Style.ASIDE), indent=2)
            return
        self.sheet.add_text(f"{text.ljust(width)}   {row.by}".rstrip(), indent=2)
        if row.typed:
            self.sheet.add_text(row.typed, Style.ASIDE, indent=width + 5)


def _example(rule: Operation) -> str:
    return "{} in {}: {}".format(*rule.example)


class MatrixRulesPage(PageBuilder[MatrixRules]):
    """Each rule with an example and its source."""

    def write(self) -> None:
        self.sheet.add_text(
            self.words("C̄ is the adjoint of C: the derivatives of the whole scalar in the entries of C.")
        )
        for rule in self.found.rules:
            self.sheet.gap()
            self.sheet.add_text(self.words(f"{rule.title}: {rule.statement}"), Style.RESULT)
            self.sheet.add_text(_example(rule), indent=2)
            self.sheet.add_text(rule.source, Style.ASIDE, indent=2)


PAGE = Page(
    RuleTablePage.pretty,
    plain=lambda told, _: "\n".join(map(_line, told.statements)),
    latex=lambda told, _: aligned_rows(map(_equation, told.statements)),
    others={
        RuleCard: Page(
            RuleCardPage.pretty,
            plain=card_plain,
            latex=lambda told, _: f"{aligned_rows([_equation(told.statement)])}\n{aligned(told.example.steps)}",
        ),
        MatrixRules: Page(
            MatrixRulesPage.pretty,
            plain=lambda told, _: _in_columns((r.title, r.statement, _example(r), r.source) for r in told.rules),
            latex=lambda told, _: aligned_rows(rf"& {r.latex} && \text{{{r.title}}}" for r in told.rules),
        ),
        Notations: Page(
            NotationsPage.pretty,
            plain=lambda told, _: _in_columns((r.plain, r.by, r.typed) for group in told.groups for r in group.rows),
            latex=lambda told, _: aligned_rows(" = ".join(r.latex for r in group.rows) for group in told.groups),
        ),
    },
)
