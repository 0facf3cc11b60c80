"""Mathematics as a calculus book sets it, for a terminal: 3x² − 4x, eˣ(cos x − sin x), stacked fractions.

An expression becomes a `Formula`: a box of text that knows how tightly it holds together and what stands at
its edges, which decides on brackets and on the sign of multiplication. Whatever stands on one line means to
calc's parser what it means here: 1/(2x) is never 1/2x, and `sin x y` is never sin(x)·y. What does not fit, and
a fraction that reads better so, is stacked; what still does not fit is broken at its signs.
"""

import re
from collections.abc import Sequence

import sympy as sp

from calc_cli.render.binding import Binding
from calc_cli.render.box import Box, line, stacked
from calc_cli.render.pretty.arithmetic import ArithmeticPrinter
from calc_cli.render.pretty.functions import CasesPrinter, FunctionsPrinter
from calc_cli.render.signs import ASCII, UNICODE, in_ascii

_NAME = re.compile(r"[A-Za-z]+(?:_?[0-9]+|_[A-Za-z0-9]+)?")
_IN_RULES = (
    (r"sqrt\(x\)", "√x"), (r"\^2", "²"), (r"(?<=[fgFuxy)])'", "′"), ("->", "→"), (r"\boo\b", "∞"), (" -", " −"),
)  # fmt: skip
"""How formulas are typed in the words of rules, and the signs of a terminal that has them."""


class _Printer(ArithmeticPrinter, FunctionsPrinter, CasesPrinter):
    """The printer of expressions."""


def pretty(e: sp.Basic, *, width: int | None = None, unicode: bool = True, typed: bool = False) -> Box:
    """Return `e` as a box at most `width` wide, if that is possible; on one line without `width`."""
    return Typography(unicode).box(e, width, typed=typed)


class Typography:
    """The printer of mathematics for one document, in Unicode or in ASCII."""

    def __init__(self, unicode: bool) -> None:
        self.signs = UNICODE if unicode else ASCII

    def box(self, e: sp.Basic, room: int | None, *, typed: bool = False) -> Box:
        """Return `e` at most `room` wide, if that is possible; with `typed`, in the order in which it was typed."""
        printer = _Printer(self.signs, typed=typed)
        return _fitting(printer.formula(e, room).box, printer, e, room)

    def text(self, e: sp.Basic, *, typed: bool = False) -> str:
        """Return `e` on one line."""
        return self.box(e, None, typed=typed).text

    def fits(self, e: sp.Basic, room: int, *, typed: bool = False) -> bool:
        """Return True if `e` can be laid out in `room` without breaking it anywhere."""
        return room > 0 and _Printer(self.signs, typed=typed).formula(e, room).box.width <= room

    def operand(self, e: sp.Expr, room: int | None, *, typed: bool = True) -> Box:
        """Return what stands after d/dx, `typed` in the writer's order: a sum or product in brackets, sin x without."""
        printer = _Printer(self.signs, typed=typed, longest=0)
        found = printer.formula(e, room)
        stands_alone = found.level >= Binding.PRODUCT and (found.box.height > 1 or not e.is_Mul)
        if stands_alone or isinstance(e, sp.Piecewise):
            return _fitting(found.box, printer, e, room)
        inner = None if room is None else max(1, room - 2)
        return _fitting(printer.tight(e, Binding.ATOM, inner).box, printer, e, room)

    def factors(self, factors: Sequence[sp.Expr]) -> str:
        """Return a product on one line as it stands before anything is worked out: 2u·1·cos x."""
        printer = _Printer(self.signs, typed=False)
        if len(factors) == 1:
            return self.text(factors[0])
        return self.signs.dot.join(printer.tight(factor, Binding.QUOTIENT).box.text for factor in factors)

    def name(self, name: str) -> str:
        """Return a variable, or `f(x)`, as it is written."""
        if not self.signs.unicode:
            return in_ascii(name)
        return _NAME.sub(lambda found: self.signs.name(found[0]), name).replace("'", self.signs.prime)

    def conditions(self, conditions: Sequence[sp.Basic]) -> str:
        """Return conditions that hold together as words: x > 0 and x ≠ 1."""
        return self.text(sp.And(*conditions, evaluate=False))

    def words(self, text: str) -> str:
        """Return a sentence, for a terminal that may have only ASCII."""
        return text if self.signs.unicode else in_ascii(text)

    def of_rule(self, text: str) -> str:
        """Return the name of a rule, or a sentence on one, with the formulas in it in the signs of the terminal."""
        for typed, sign in _IN_RULES if self.signs.unicode else ():
            text = re.sub(typed, sign, text)
        return text


def _fitting(box: Box, printer: _Printer, e: sp.Basic, room: int | None) -> Box:
    if room is None or box.width <= room:
        return box
    return _wrapped(printer.formula(e).box.text, room)


def _wrapped(text: str, width: int) -> Box:
    """Return the last resort: one line broken before + and −, and within a term wherever a sign allows it."""
    rows = [""]
    for term in re.split(r"(?<= )(?=[+−-] )", text):
        parts = [term] if len(term.rstrip()) <= width else re.split(r"(?<=[ ·*/(,])", term)
        for part in parts:
            if rows[-1] and len(rows[-1]) + len(part.rstrip()) > width:
                rows.append("")
            rows[-1] += part
    return stacked([line(row.rstrip()) for row in rows])
