"""The base of the pretty printers: brackets, rows that break, functions and their arguments."""

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import sympy as sp

from calc_cli.render.binding import Binding
from calc_cli.render.box import Box, Fence, beside, line, stacked
from calc_cli.render.plain import ConditionPrinter
from calc_cli.render.signs import Glyphs
from calc_cli.render.typeset import function_name, is_plain, needs_no_brackets


class End(IntEnum):
    """The kind of text at the left or right end of a formula, as far as multiplication cares."""

    DIGIT = 0
    LETTER = 1
    WORD = 2
    """The name of a known function."""
    CALL = 3
    """An unknown function, or any function's closing bracket."""
    BRACKET = 4
    SIGN = 5
    """A root sign or a bar."""
    RAISED = 6
    """A superscript."""
    EXPONENT = 7
    """An exponent on the line, after ^."""
    BARE = 8
    """The argument of a function without brackets, which would take in what follows."""
    OTHER = 9


@dataclass(frozen=True, slots=True)
class Formula:
    """A printed expression."""

    box: Box
    level: Binding
    head: End = End.OTHER
    tail: End = End.OTHER


LONGEST_FRACTION = 12
"""A fraction with a sum in it that is longer than this on one line is stacked."""


class FormulaPrinter(ConditionPrinter):
    """Has one method a class in its subclasses; `room` is the width to fit, None for one line."""

    def __init__(self, signs: Glyphs, *, typed: bool, longest: int = LONGEST_FRACTION) -> None:
        self.signs = signs
        self.typed = typed
        self.longest = longest
        """The longest fraction with a sum in it that stays on one line."""
        self._flat: dict[sp.Basic, Formula] = {}

    def formula(self, e: sp.Basic, room: int | None = None) -> Formula:
        flat = self._flat.get(e)
        if flat is None:
            flat = self._flat[e] = self.method(e)(e, None)
        if room is None or (flat.box.width <= room and not self.wants_height(e)):
            return flat
        found: Formula = self.method(e)(e, room)
        return found

    @abstractmethod
    def wants_height(self, e: sp.Basic) -> bool:
        """Return True if `e` reads better on several lines although it fits on one."""

    def tight(self, e: sp.Basic, level: Binding, room: int | None = None) -> Formula:
        """`e`, in brackets if it does not hold together as tightly as `level`."""
        found = self.formula(e, room)
        return found if found.level >= level else self.bracketed(found)

    def bracketed(self, inner: Formula, fences: tuple[Fence, Fence] | None = None, edge: End = End.BRACKET) -> Formula:
        opening, closing = fences or self.signs.round
        box = beside([opening.of(inner.box), inner.box, closing.of(inner.box)])
        return Formula(box, Binding.ATOM, edge, edge)

    def bracket_room(self, room: int | None, used: int = 2) -> int | None:
        return None if room is None else max(1, room - used)

    def rows(self, cells: Sequence[Box], room: int | None) -> Box:
        """Terms or factors, each with its sign, beside each other as far as there is room, then below."""
        rows: list[list[Box]] = [[]]
        used = 0
        for cell in cells:
            if room is not None and rows[-1] and used + 1 + cell.width > room:
                rows.append([])
                used = 0
            if rows[-1]:
                rows[-1].append(line(" "))
                used += 1
            rows[-1].append(cell)
            used += cell.width
        boxes = [beside(row) for row in rows]
        return stacked(boxes, apart=any(box.height > 1 for box in boxes))

    def listed(self, boxes: Sequence[Box], room: int | None) -> Box:
        cells = [beside([box, line(",")]) for box in boxes[:-1]]
        return self.rows([*cells, boxes[-1]], room)

    def call(self, name: str, arguments: Sequence[sp.Expr], room: int | None, head: End = End.WORD) -> Formula:
        """name(a, b)."""
        used = len(name) + 2
        boxes = [self.formula(a, self.bracket_room(room, used)).box for a in arguments]
        inner = Formula(self.listed(boxes, self.bracket_room(room, used)), Binding.CONDITION)
        return Formula(beside([line(name), self.bracketed(inner).box]), Binding.ATOM, head, End.CALL)

    def applied(self, name: str, e: sp.Function, room: int | None) -> Formula:
        """Return a function of one argument: sin x, sin 2x, sin(x + 1), ln|x|; its `name` may have an exponent."""
        argument = e.args[0]
        inner = self.formula(argument, self.bracket_room(room, len(name) + 2))
        is_simple = is_plain(argument) or (name.isalpha() and re.fullmatch(r"\w+", inner.box.text))
        if is_simple and needs_no_brackets(function_name(e), argument):
            gap = " " if name[-1].isascii() and name[-1].isalnum() else ""  # sin²x
            return Formula(beside([line(name + gap), inner.box]), Binding.PRODUCT, End.WORD, End.BARE)
        shown = inner if isinstance(argument, sp.Abs) and name[0].isalpha() else self.bracketed(inner)
        return Formula(beside([line(name), shown.box]), Binding.ATOM, End.WORD, End.CALL)

    def radical(self, sign: str, radicand: sp.Expr, room: int | None) -> Formula:
        """Return √x or √(x + 1)."""
        inner = self.formula(radicand, self.bracket_room(room, len(sign) + 2))
        head, is_bare = End.SIGN if self.signs.unicode else End.WORD, self.signs.unicode and is_plain(radicand)
        if is_bare:
            return Formula(beside([line(sign), inner.box]), Binding.PRODUCT, head, End.BARE)
        return Formula(beside([line(sign), self.bracketed(inner).box]), Binding.ATOM, head, End.CALL)
