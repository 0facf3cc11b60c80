"""A derivation in every format: lines of plain text, a page, aligned LaTeX, a tree for JSON."""

import re
from collections.abc import Iterator, Sequence

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.functions import Pending
from calc_cli.calculus.steps import Step
from calc_cli.render.box import Box, beside, line
from calc_cli.render.pretty import Typography
from calc_cli.render.sheet import Sheet, Style

MOST_SHOWN = 16
"""Of a sum with more terms than this a page shows the first ones."""

_RULE_COLUMN = 0.6
"""The column in which the names of the rules begin, as a part of the width."""

_NARROW = 60
"""A narrower page is indented less."""

_LONGEST_INNER = 24
"""A longer inner function of a chain stands on a line of its own."""


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
            if step.variable is None and not step.children:
                self.link(step, steps[i - 1] if i else None, style)
                continue
            if i:
                self.sheet.gap()
            self.derivative(step, 0, style)

    def link(self, step: Step, before: Step | None, style: Style) -> None:
        """Write = and the result, on a line of its own what a chain of limits begins with; or a bound."""
        if _begins(step, before):
            if before is not None:
                self.sheet.gap()
            self.add([(self.notation.box(step.input, self.sheet.width, typed=step.typed), Style.TEXT)], 0)
        if isinstance(step.result, Relational):
            box = self.notation.box(step.result, max(1, self.sheet.width - self.unit), typed=True)
            self.line([(box, Style.TEXT)], step.rule, self.unit)
            return
        self.equals(step.result, step.rule, self.unit, style, typed=step.result_typed)

    def derivative(self, step: Step, indent: int, style: Style = Style.TEXT) -> None:
        """Write d/dx of the input, what the rule makes of it, what that rests on, and the result."""
        if step.variable is None:
            left = self.notation.box(step.input, self.sheet.width - indent, typed=step.typed)
        else:
            operator = f"{self.operator(step)} "
            room = self.sheet.width - indent - len(operator)
            left = beside([line(operator), self.notation.operand(step.input, room, typed=step.typed)])
        if not step.children:
            self.leaf(step, left, indent, style)
            return
        self.add([(left, Style.TEXT)], indent)
        if step.applied is not None:
            self.equals(step.applied, self.rule(step), indent + self.unit, typed=step.typed)
        self.inner(step, indent + 2 * self.unit)
        shown = step.children if len(step.children) <= MOST_SHOWN else step.children[: MOST_SHOWN - 4]
        for child in shown:
            self.derivative(child, indent + 2 * self.unit)
        if len(shown) < len(step.children):
            more = f"and {len(step.children) - len(shown)} more in the same way"
            self.sheet.add_text(more, Style.ASIDE, indent=indent + 2 * self.unit)
        self.equals(step.result, "", indent + self.unit, style, typed=step.result_typed)

    def leaf(self, step: Step, left: Box, indent: int, style: Style) -> None:
        """Both sides on one line if there is room."""
        beside_left = self.sheet.width - indent - left.width - 3
        if self.notation.fits(step.result, beside_left, typed=step.result_typed):
            right = self.notation.box(step.result, beside_left, typed=step.result_typed)
            self.line([(left, Style.TEXT), (line(" = "), Style.TEXT), (right, style)], step.rule, indent)
            return
        self.add([(left, Style.TEXT)], indent)
        self.equals(step.result, step.rule, indent + self.unit, style, typed=step.result_typed)

    def equals(self, e: sp.Basic, rule: str, indent: int, style: Style = Style.TEXT, *, typed: bool) -> None:
        """Write = and an expression, and why."""
        box = self.notation.box(e, max(1, self.sheet.width - indent - 2), typed=typed)
        self.line([(line("= "), Style.TEXT), (box, style)], rule, indent)

    def line(self, pieces: list[tuple[Box, Style]], rule: str, indent: int) -> None:
        """Write pieces, with the name of the rule on the right or, where there is no room, below."""
        used = indent + sum(box.width for box, _ in pieces)
        words = self.words(rule)
        column = max(used + 3, int(_RULE_COLUMN * self.sheet.width))
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

    def rule(self, step: Step) -> str:
        """Return the rule's name; of the chain rule with its inner function, if that is short."""
        if step.letters:
            return f"{step.rule}, {self.named(step)}"
        found = _inner(step)
        if found is None:
            return step.rule
        inner = self.notation.box(found[1], None, typed=step.typed).text
        letter = self.notation.name(found[0].name)
        return f"{step.rule}, {letter} = {inner}" if len(inner) <= _LONGEST_INNER else step.rule

    def named(self, step: Step) -> str:
        """Return the letters of a rule with what they stand for."""
        sides = (tuple(self.notation.box(e, None).text for e in pair) for pair in step.letters)
        return ", ".join(f"{letter} = {meaning}" for letter, meaning in sides)

    def inner(self, step: Step, indent: int) -> None:
        """Write u = inner function, if that is too long to stand beside the rule's name."""
        found = _inner(step)
        if found is None or self.rule(step) != step.rule:
            return
        left = line(f"{self.notation.name(found[0].name)} = ")
        right = self.notation.box(found[1], self.sheet.width - indent - left.width, typed=step.typed)
        self.add([(left, Style.TEXT), (right, Style.TEXT)], indent)

    def operator(self, step: Step) -> str:
        """d/dx, or ∂/∂x of what has other variables as well."""
        assert step.variable is not None
        sign = self.notation.signs.partial if step.input.free_symbols - {step.variable} else "d"
        return f"{sign}/{sign}{self.notation.name(step.variable.name)}"

    def words(self, rule: str) -> str:
        """Return the name of a rule; identities are written with raised signs."""
        for typed, sign in ((r"\^2", "²"), ("->", "→"), (r"\boo\b", "∞")) if self.notation.signs.unicode else ():
            rule = re.sub(typed, sign, rule)
        return rule


def _inner(step: Step) -> tuple[sp.Symbol, sp.Basic] | None:
    """Return the letter for the inner function of a chain, and that function."""
    if not step.children or step.children[0].variable in (None, step.variable):
        return None
    outer, inner = step.children
    assert outer.variable is not None
    return outer.variable, inner.input


def plain_lines(steps: Sequence[Step]) -> Iterator[str]:
    """Yield a line a step, two blanks deeper than the step that it belongs to: `product rule: d/dx (x*x) = x + x`."""
    from calc_cli.render.plain import plain

    def lines(step: Step, depth: int) -> Iterator[str]:
        right = plain(step.result, typed=step.result_typed)
        if isinstance(step.result, Relational):
            yield f"{'  ' * depth}{step.rule}: {right}"
            return
        left = plain(step.input, typed=step.typed)
        if step.variable is None:
            yield f"{'  ' * depth}{step.rule}{_point(step)}: {left} = {right}"
        else:
            yield f"{'  ' * depth}{step.rule}: d/d{step.variable.name} ({left}) = {right}"
        for child in step.children:
            yield from lines(child, depth + 1)

    for step in steps:
        yield from lines(step, 0)


def _point(step: Step) -> str:
    from calc_cli.render.plain import plain

    named = ", ".join(f"{plain(letter)} = {plain(meaning)}" for letter, meaning in step.letters)
    return "".join(f" {x.name} = {plain(a)}" for x, a in (step.at or {}).items()) + (named and f", {named}")


def tree(step: Step) -> dict[str, object]:
    """Return the step as an object for JSON; `latex` is its equation."""
    from calc_cli.render.plain import plain

    return {
        "rule": f"{step.rule}{_point(step)}",
        "input": plain(step.input, typed=step.typed),
        "result": plain(step.result, typed=step.result_typed),
        "latex": _equation(step),
        "children": [tree(child) for child in step.children],
    }


def _equation(step: Step) -> str:
    from calc_cli.render.latex import latex

    if isinstance(step.result, Relational):
        return latex(step.result)
    return f"{_left(step)} = {latex(step.result, typed=step.result_typed)}"


def _left(step: Step) -> str:
    from calc_cli.render.latex import latex

    pending = step.input if step.variable is None else Pending(step.input, step.variable, sp.S.One)
    return latex(pending, typed=step.typed)


def aligned(steps: Sequence[Step]) -> str:
    r"""Return an `align*` environment, which needs amsmath: equations, each with the name of its rule."""
    befores = [None, *steps]
    rows = [row for step, before in zip(steps, befores, strict=False) for row in _rows(step, 0, before)]
    return "\n".join([r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"])


def _begins(step: Step, before: Step | None) -> bool:
    """Return True for the first link of a chain of limits."""
    return isinstance(step.input, sp.Limit | sp.Integral) and (
        before is None or step.input not in (before.input, before.result)
    )


def _rows(step: Step, depth: int, before: Step | None = None) -> Iterator[str]:
    from calc_cli.render.latex import latex

    quad = r"\quad" * depth
    letters = "".join(f", ${latex(letter)} = {latex(meaning)}$" for letter, meaning in step.letters)
    name = rf" && \text{{{_escaped(step.rule)}{letters}}}"
    if isinstance(step.result, sp.Eq):
        yield " &= ".join(map(latex, step.result.args)) + name
        return
    if isinstance(step.result, Relational):
        yield f"& {latex(step.result)}{name}"
        return
    result = latex(step.result, typed=step.result_typed)
    if step.variable is None:
        is_after_bound = before is not None and isinstance(before.result, Relational)
        is_shown = depth or _begins(step, before) or (is_after_bound and isinstance(step.input, sp.Limit))
        left = f"{quad} {latex(step.input, typed=step.typed)}".lstrip() if is_shown else _place(step)
        if not step.children:
            yield f"{left} &= {result}{name}".lstrip()
            return
    else:
        left = f"{quad} {_left(step)}".lstrip()
    if step.applied is None:
        yield f"{left} &= {result}{name}"
    else:
        yield f"{left} &= {latex(step.applied, typed=step.typed)}{name}"
    for child in step.children:
        yield from _rows(child, depth + 1)
    if step.applied is not None:
        yield f"{left} &= {result}"


def _place(step: Step) -> str:
    """Return the left side of a value at a point."""
    from calc_cli.render.latex import latex

    if step.at is None:
        return ""
    place = ", ".join(f"{latex(x)} = {latex(a)}" for x, a in step.at.items())
    return rf"\left.\left({latex(step.input)}\right)\right|_{{{place}}}"


def _escaped(rule: str) -> str:
    signs = (("^2", r"\textsuperscript{2}"), ("^", r"\^{}"), ("->", r"$\to$"), ("oo", r"$\infty$"))
    for typed, sign in signs:
        rule = rule.replace(typed, sign)
    return rule
