"""A derivation in every format: lines of plain text, a page, aligned LaTeX, a tree for JSON."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a derivation, which a `step` has `depth` levels below the whole: `left` = `right`.

    Without a `left` that is the one above; without a `right` it is in a row below, and without both there are more
    children in the same way. Behind it stand the rule that is applied and, if they are `used`, those of parts that have
    no line of their own.
    """

    step: Step
    depth: int
    left: sp.Basic | None = None
    right: sp.Basic | None = None
    typed: bool = False
    rule: bool = False
    used: bool = False


def rows(step: Step, depth: int = 0, *, begins: bool = False, most: int | None = None) -> Iterator[Row]:
    """Yield the lines of a step that perhaps begins a chain, with what it rests on: of more than `most` the first."""
    shown = step.children if most is None or len(step.children) <= most else step.children[: most - 4]
    below = [row for child in shown for row in rows(child, depth + 1, most=most)]
    below += [Row(step, depth + 1)] if len(shown) < len(step.children) else []
    typed = step.result_typed
    if isinstance(step.result, sp.Eq):
        if begins and isinstance(step.input, sp.Eq):
            yield Row(step, depth, *_sides(step.input), step.typed)
        if step.applied is not None and below:
            yield Row(step, depth, *_sides(step.applied), step.typed, rule=True)
            yield from below
        yield Row(step, depth, *_sides(step.result), typed, rule=step.applied is None or not below, used=True)
    elif step.applied is None and not below and (step.variable is not None or depth > 0):
        yield Row(step, depth, step.left, step.result, typed, rule=True)
    else:
        is_link = step.variable is None and not below and depth == 0
        if begins or not is_link:
            yield Row(step, depth, step.left)
        if not is_link and step.applied is not None:
            yield Row(step, depth, None, step.applied, step.typed, rule=True)
        yield from below
        yield Row(step, depth, None, step.result, typed, rule=is_link, used=not is_link)


def _sides(equation: sp.Basic) -> tuple[sp.Basic, sp.Basic]:
    left, right = equation.args
    return left, right


class Board:
    """Writes derivations on a sheet as on a blackboard, each under the one that it belongs to."""

    def __init__(self, sheet: Sheet, notation: Typography) -> None:
        self.sheet = sheet
        self.notation = notation
        self.below_tall = False
        self.unit = 1 if sheet.width < _NARROW else 2

    def write(self, steps: Sequence[Step]) -> None:
        """Write the steps one after the other, an empty line before each further derivative."""
        for step, before in zip(steps, (None, *steps), strict=False):
            begins = _begins(step, before)
            if before is not None and (begins or step.order):
                self.sheet.gap()
            if step.order:
                self.sheet.add_text(f"{_title(step)}:", Style.ASIDE)
            *others, last = rows(step, begins=begins, most=MOST_SHOWN)
            for row in others:
                self.row(row, Style.TEXT)
            self.row(last, Style.RESULT if step is steps[-1] else Style.TEXT)

    def row(self, row: Row, style: Style) -> None:
        """Write a line of a derivation."""
        indent = 2 * self.unit * row.depth
        rule = ", ".join([self.name(row.step)] * row.rule + [*row.step.used] * row.used)
        left = None if row.left is None else self.left(row, row.left, indent)
        if left is not None and row.right is not None:
            self.sides(left, row.right, rule, indent, style, typed=row.typed)
        elif left is not None:
            self.add([(left, Style.TEXT)], indent)
        elif row.right is None:
            more = f"and {len(row.step.children) - (MOST_SHOWN - 4)} more in the same way"
            self.sheet.add_text(more, Style.ASIDE, indent=indent)
        elif isinstance(row.right, Relational):
            box = self.notation.box(row.right, max(1, self.sheet.width - self.unit), typed=row.typed)
            self.line([(box, Style.TEXT)], rule, indent + self.unit)
        else:
            self.equals(row.right, rule, indent + self.unit, style, typed=row.typed)

    def left(self, row: Row, e: sp.Basic, indent: int) -> Box:
        """Return the left side of a row: d/dx of what is differentiated, or an expression."""
        step, room = row.step, self.sheet.width - indent
        if step.variable is None or isinstance(step.result, sp.Eq):
            return self.notation.box(e, room, typed=row.typed if isinstance(step.result, sp.Eq) else step.typed)
        operator = f"{self.operator(step)} "
        return beside([line(operator), self.notation.operand(step.input, room - len(operator), typed=step.typed)])

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
        words = self.notation.of_rule(rule)
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
        return f"{step.rule}{_named(step, self.notation.text)}"

    def operator(self, step: Step) -> str:
        """d/dx, or ∂/∂x of what has other variables as well."""
        assert step.variable is not None
        sign = "d" if isinstance(step.left, OrdinaryPending) else self.notation.signs.partial
        return f"{sign}/{sign}{self.notation.name(step.variable.name)}"


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
    pairs = zip(steps, (None, *steps), strict=False)
    found = ((row, before) for step, before in pairs for row in rows(step, begins=_begins(step, before)))
    return aligned_rows(_in_latex(row, row.right, before) for row, before in found if row.right is not None)


def aligned_rows(rows: Iterable[str]) -> str:
    """Return an `align*` environment, which needs amsmath."""
    return "\n".join([r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"])


def _begins(step: Step, before: Step | None) -> bool:
    """Return True for the first link of a chain of limits or of equations."""
    if isinstance(step.input, sp.Limit | sp.Integral | sp.Eq):
        return before is None or step.input not in (before.input, before.result)
    return before is not None and step.variable is not None


def _in_latex(row: Row, right: sp.Basic, before: Step | None) -> str:
    """Return a row, its left side told again; that of a chain only where the chain begins, is named or was broken."""
    step = row.step
    words = _words(step) if row.rule else _using(step) if row.used else ""
    equal = f"&= {latex(right, typed=row.typed)}{words}"
    if isinstance(step.result, sp.Eq):
        return f"{latex(row.left, typed=row.typed)} {equal}"
    if isinstance(right, Relational):
        return f"& {latex(right)}{words}"
    is_broken = before is not None and isinstance(before.result, Relational) and isinstance(step.input, sp.Limit)
    if step.variable is None and not row.depth and not is_broken and not _begins(step, before):
        return f"{_place(step)} {equal}".lstrip()
    quad = r"\quad" * row.depth
    return f"{quad} {latex(step.left, typed=step.typed)} {equal}".lstrip()


def _words(step: Step) -> str:
    """Return the name of the rule behind a row, with the place unless that stands in the formula."""
    title = f"{_title(step)}: " if step.order else ""
    place = "" if _place(step) else _named(step, latex, "$")
    return rf" && \text{{{title}{_escaped(step.rule)}{place}}}"


def _using(step: Step) -> str:
    return rf" && \text{{{_escaped(', '.join(step.used))}}}" if step.using else ""


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
