"""A derivation in every format: lines of plain text, a page, aligned LaTeX, a tree for JSON."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.functions import OrdinaryPending
from calc_cli.calculus.steps import Step, ordinal
from calc_cli.render.box import Box, Sheet, Style, beside, line
from calc_cli.render.latex import latex
from calc_cli.render.plain import plain
from calc_cli.render.pretty import Typography

MOST_SHOWN = 16
"""Of a sum with more terms than this a page shows the first ones."""

_RULE_COLUMN = 0.6
"""The column in which the names of the rules begin, as a part of the width."""

_WIDEST = 90
"""Of a wider page that column is where it would be on one of this width, near the formulas."""

_NARROW = 60
"""A narrower page is indented less."""


class Board:
    """Writes derivations on a sheet as on a blackboard, each under the one that it belongs to."""

    def __init__(self, sheet: Sheet, notation: Typography) -> None:
        self.sheet = sheet
        self.notation = notation
        self.below_tall = False
        self.unit = 1 if sheet.width < _NARROW else 2

    def write(self, steps: Sequence[Step]) -> None:
        """Write the steps one after the other, an empty line before each further derivative."""
        for i, step in enumerate(steps):
            style = Style.RESULT if i == len(steps) - 1 else Style.TEXT
            before = steps[i - 1] if i else None
            begins = _begins(step, before)
            if before is not None and (begins or step.order):
                self.sheet.gap()
            if step.order:
                self.sheet.add_text(f"{_title(step)}:", Style.ASIDE)
            if begins and isinstance(step.input, sp.Eq):
                self.equation(step.input, "", Style.TEXT, typed=step.typed)
            if isinstance(step.result, sp.Eq):
                self.between(step, style)
            elif step.variable is None and not step.children:
                self.link(step, style, begins=begins)
            else:
                self.derivative(step, 0, style)

    def between(self, step: Step, style: Style) -> None:
        """Write the equation that follows from the one before, with what that rests on."""
        if step.applied is not None and step.children:
            self.equation(step.applied, self.name(step), Style.TEXT, typed=step.typed)
            self.parts(step, 0)
            self.equation(step.result, ", ".join(step.used), style, typed=step.result_typed)
        else:
            self.equation(step.result, ", ".join([self.name(step), *step.used]), style, typed=step.result_typed)

    def link(self, step: Step, style: Style, *, begins: bool) -> None:
        """Write = and the result, on a line of its own what a chain begins with; or a bound."""
        if begins:
            self.add([(self.notation.box(step.input, self.sheet.width, typed=step.typed), Style.TEXT)], 0)
        if isinstance(step.result, Relational):
            box = self.notation.box(step.result, max(1, self.sheet.width - self.unit), typed=step.result_typed)
            self.line([(box, Style.TEXT)], self.name(step), self.unit)
            return
        self.equals(step.result, self.name(step), self.unit, style, typed=step.result_typed)

    def derivative(self, step: Step, indent: int, style: Style = Style.TEXT) -> None:
        """Write d/dx of the input, what the rule makes of it, what that rests on, and the result."""
        if step.variable is None:
            left = self.notation.box(step.input, self.sheet.width - indent, typed=step.typed)
        else:
            operator = f"{self.operator(step)} "
            room = self.sheet.width - indent - len(operator)
            left = beside([line(operator), self.notation.operand(step.input, room, typed=step.typed)])
        if not step.children and step.applied is None:
            self.sides(left, step.result, self.name(step), indent, style, typed=step.result_typed)
            return
        self.add([(left, Style.TEXT)], indent)
        if step.applied is not None:
            self.equals(step.applied, self.name(step), indent + self.unit, typed=step.typed)
        self.parts(step, indent)
        self.equals(step.result, ", ".join(step.used), indent + self.unit, style, typed=step.result_typed)

    def parts(self, step: Step, indent: int) -> None:
        """Write what a step rests on."""
        shown = step.children if len(step.children) <= MOST_SHOWN else step.children[: MOST_SHOWN - 4]
        for child in shown:
            self.derivative(child, indent + 2 * self.unit)
        if len(shown) < len(step.children):
            more = f"and {len(step.children) - len(shown)} more in the same way"
            self.sheet.add_text(more, Style.ASIDE, indent=indent + 2 * self.unit)

    def equation(self, equation: sp.Eq, rule: str, style: Style, *, typed: bool) -> None:
        """Write an equation, and what was done."""
        left = self.notation.box(equation.lhs, self.sheet.width, typed=typed)
        self.sides(left, equation.rhs, rule, 0, style, typed=typed)

    def sides(self, left: Box, right: sp.Basic, rule: str, indent: int, style: Style, *, typed: bool) -> None:
        """Both sides on one line if there is room, and the right one needs no more lines there than below."""
        beside_left = self.sheet.width - indent - left.width - 3
        if self.notation.fits(right, beside_left, typed=typed):
            box = self.notation.box(right, beside_left, typed=typed)
            below = self.notation.box(right, max(1, self.sheet.width - indent - self.unit - 2), typed=typed)
            if box.height <= below.height:
                self.line([(left, Style.TEXT), (line(" = "), Style.TEXT), (box, style)], rule, indent)
                return
        self.add([(left, Style.TEXT)], indent)
        self.equals(right, rule, indent + self.unit, style, typed=typed)

    def equals(self, e: sp.Basic, rule: str, indent: int, style: Style = Style.TEXT, *, typed: bool) -> None:
        """Write = and an expression, and why."""
        box = self.notation.box(e, max(1, self.sheet.width - indent - 2), typed=typed)
        self.line([(line("= "), Style.TEXT), (box, style)], rule, indent)

    def line(self, pieces: list[tuple[Box, Style]], rule: str, indent: int) -> None:
        """Write pieces, with the name of the rule on the right or, where there is no room, below."""
        used = indent + sum(box.width for box, _ in pieces)
        words = self.words(rule)
        column = max(used + 3, int(_RULE_COLUMN * min(self.sheet.width, _WIDEST)))
        column = column if column + len(words) <= self.sheet.width else used + 3
        if words and column + len(words) <= self.sheet.width:
            pieces = [*pieces, (line(" " * (column - used)), Style.TEXT), (line(words), Style.ASIDE)]
            words = ""
        self.add(pieces, indent)
        if words:
            self.sheet.add_text(words, Style.ASIDE, indent=indent + 2)

    def add(self, pieces: Sequence[tuple[Box, Style]], indent: int) -> None:
        """Write pieces beside each other; what is tall is kept apart from what is tall above it."""
        tall = max(box.height for box, _ in pieces) > 1
        if tall and self.below_tall:
            self.sheet.gap()
        self.below_tall = tall
        self.sheet.add(*pieces, indent=indent)

    def name(self, step: Step) -> str:
        """Return the rule's name, with its letters or place."""
        return f"{step.rule}{_named(step, self.text)}"

    def text(self, e: sp.Basic) -> str:
        """Return an expression on one line."""
        return self.notation.box(e, None).text

    def operator(self, step: Step) -> str:
        """d/dx, or ∂/∂x of what has other variables as well."""
        assert step.variable is not None
        sign = "d" if isinstance(step.left, OrdinaryPending) else self.notation.signs.partial
        return f"{sign}/{sign}{self.notation.name(step.variable.name)}"

    def words(self, rule: str) -> str:
        """Return the name of a rule; identities are written with raised signs."""
        for typed, sign in (
            ((r"\^2", "²"), ("->", "→"), (r"\boo\b", "∞"), (" - ", " − ")) if self.notation.signs.unicode else ()
        ):
            rule = re.sub(typed, sign, rule)
        return rule


def plain_lines(steps: Sequence[Step]) -> Iterator[str]:
    """Yield a line a step, two blanks deeper than the step that it belongs to: `product rule: d/dx (x*x) = x + x`."""
    for step in steps:
        yield from _plain(step, 0)


def _plain(step: Step, depth: int) -> Iterator[str]:
    right = plain(step.result, typed=step.result_typed)
    if isinstance(step.result, Relational):
        equation = right
    else:
        left = plain(step.input, typed=step.typed)
        equation = f"{left if step.variable is None else f'd/d{step.variable.name} ({left})'} = {right}"
    yield f"{'  ' * depth}{_full_name(step)}: {equation}"
    for child in step.children:
        yield from _plain(child, depth + 1)


def _full_name(step: Step) -> str:
    """Return all that a step says in words."""
    letters = "" if step.applied is not None and step.variable is not None else _named(step, plain)
    return ", ".join([*([_title(step)] if step.order else []), f"{step.rule}{letters}", *step.used])


def _title(step: Step) -> str:
    """Return what the steps from here on lead to: second derivative."""
    return f"{ordinal(step.order)} derivative"


def _named(step: Step, text: Callable[[sp.Basic], str], quote: str = "") -> str:
    """Return the place and the letters of a rule with what they stand for, between signs of quotation."""
    places, letters = (
        ", ".join(f"{quote}{text(letter)} = {text(meaning)}{quote}" for letter, meaning in pairs)
        for pairs in ((step.at or {}).items(), step.letters)
    )
    return (places and f" {places}") + (letters and f", {letters}")


def tree(step: Step) -> dict[str, object]:
    """Return the step as an object for JSON; `latex` is its equation."""
    return {
        "rule": _full_name(step),
        "input": plain(step.input, typed=step.typed),
        "result": plain(step.result, typed=step.result_typed),
        "latex": _equation(step),
        "children": [tree(child) for child in step.children],
    }


def _equation(step: Step) -> str:
    if isinstance(step.result, Relational):
        return latex(step.result)
    return f"{latex(step.left, typed=step.typed)} = {latex(step.result, typed=step.result_typed)}"


def aligned(steps: Sequence[Step]) -> str:
    r"""Return an `align*` environment, which needs amsmath: equations, each with the name of its rule."""
    befores = [None, *steps]
    rows = [row for step, before in zip(steps, befores, strict=False) for row in _rows(step, 0, before)]
    return aligned_rows(rows)


def aligned_rows(rows: Iterable[str]) -> str:
    """Return an `align*` environment, which needs amsmath."""
    return "\n".join([r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"])


def _begins(step: Step, before: Step | None) -> bool:
    """Return True for the first link of a chain of limits or of equations."""
    if isinstance(step.input, sp.Limit | sp.Integral | sp.Eq):
        return before is None or step.input not in (before.input, before.result)
    return before is not None and step.variable is not None


def _rows(step: Step, depth: int, before: Step | None = None) -> Iterator[str]:
    quad = r"\quad" * depth
    if isinstance(step.result, sp.Eq):
        yield from _equations(step, before)
        return
    if isinstance(step.result, Relational):
        yield f"& {latex(step.result)}{_words(step)}"
        return
    is_after_bound = before is not None and isinstance(before.result, Relational)
    is_shown = depth or _begins(step, before) or (is_after_bound and isinstance(step.input, sp.Limit))
    is_named = step.variable is not None or is_shown
    left = f"{quad} {latex(step.left, typed=step.typed)}".lstrip() if is_named else _place(step)
    result = latex(step.result, typed=step.result_typed)
    is_told = step.applied is not None and (step.variable is not None or step.children)
    first = latex(step.applied, typed=step.typed) if is_told else result
    yield f"{left} &= {first}{_words(step)}".lstrip()
    for child in step.children:
        yield from _rows(child, depth + 1)
    if is_told:
        yield f"{left} &= {result}{_using(step)}"


def _equations(step: Step, before: Step | None) -> Iterator[str]:
    """Yield the equation that follows from the one before, with what that rests on."""
    if _begins(step, before):
        yield _sides(step.input, typed=step.typed)
    if step.applied is not None and step.children:
        yield _sides(step.applied, typed=step.typed) + _words(step)
        for child in step.children:
            yield from _rows(child, 1)
    yield _sides(step.result, typed=step.result_typed) + (_using(step) if step.children else _words(step))


def _words(step: Step) -> str:
    """Return the name of the rule behind a row, with the place unless that stands in the formula."""
    title = f"{_title(step)}: " if step.order else ""
    place = "" if _place(step) else _named(step, latex, "$")
    return rf" && \text{{{title}{_escaped(step.rule)}{place}}}"


def _using(step: Step) -> str:
    return rf" && \text{{{_escaped(', '.join(step.used))}}}" if step.using else ""


def _sides(equation: sp.Basic, *, typed: bool) -> str:
    return " &= ".join(latex(side, typed=typed) for side in equation.args)


def _place(step: Step) -> str:
    """Return the left side of a value at a point."""
    if step.at is None or isinstance(step.result, sp.Eq) or not all(x.is_Symbol for x in step.at):
        return ""
    place = ", ".join(f"{latex(x)} = {latex(a)}" for x, a in step.at.items())
    return rf"\left.\left({latex(step.input)}\right)\right|_{{{place}}}" if place else latex(step.input)


def _escaped(rule: str) -> str:
    signs = (("^2", r"\textsuperscript{2}"), ("^", r"\^{}"), ("->", r"$\to$"), ("oo", r"$\infty$"))
    for typed, sign in signs:
        rule = rule.replace(typed, sign)
    return rule
