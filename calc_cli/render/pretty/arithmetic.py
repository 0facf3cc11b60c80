"""Sums, products, fractions, powers and roots."""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

import re
from collections.abc import Sequence
from itertools import pairwise

import sympy as sp

from calc_cli.render.arrange import Ratio, SignedTerm, quotient, terms
from calc_cli.render.binding import Binding
from calc_cli.render.box import Box, beside, line, over, raised
from calc_cli.render.pretty.frame import End, Formula, FormulaPrinter
from calc_cli.render.signs import Glyphs
from calc_cli.render.typeset import function_name, has_exponent_at_name
from calc_cli.syntax.names import ABSTRACT
from calc_cli.syntax.words import Names, read_word

LONGEST_PLAIN_FRACTION = 24
"""A fraction without a sum in it that is longer than this on one line is stacked."""

LONGEST_EXPONENT = 20
"""e to a longer power is written exp(...)."""


class ArithmeticPrinter(FormulaPrinter):
    """Of several ways to write a fraction or a power, the one that fits and reads best."""

    def wants_height(self, e: sp.Basic) -> bool:
        """Return True if `e` reads better on several lines although it fits on one."""
        if e.is_Add:
            return any(self.wants_height(term) for term in e.args)
        if isinstance(e, sp.Piecewise | sp.Sum | sp.Product | sp.Limit | sp.Integral):
            return not isinstance(e, sp.Integral) or len(e.limits[0]) > 1
        if not (e.is_Mul or e.is_Pow):
            return False
        q = quotient(e, typed=self.typed)
        if q.below:
            return self.stacks(q)
        return e.is_Mul and any(isinstance(f, sp.Sum | sp.Product | sp.Integral) for f in e.args)

    def stacks(self, q: Ratio) -> bool:
        above, below = self.product(q.above, None), self.product(q.below, None)
        length = above.box.width + below.box.width + 1
        if "+" in above.box.text + below.box.text or f" {self.signs.minus} " in above.box.text + below.box.text:
            return length > self.longest
        return length > LONGEST_PLAIN_FRACTION

    def on_Add(self, e: sp.Add, room: int | None) -> Formula:
        found = terms(e, typed=self.typed)
        cells = [self.term(term, first=not i, room=room) for i, term in enumerate(found)]
        return Formula(self.rows(cells, room), Binding.SUM)

    def term(self, term: SignedTerm, *, first: bool, room: int | None) -> Box:
        minus = self.signs.minus
        body = self.tight(term.body, Binding.QUOTIENT, self.bracket_room(room))
        spaced = not first or body.box.height > 1
        sign = minus if term.negative else "" if first else "+"
        return beside([line(f"{sign} " if sign and spaced else sign), body.box])

    def on_Mul(self, e: sp.Mul, room: int | None) -> Formula:
        return self.quotient(quotient(e, typed=self.typed), room)

    def quotient(self, q: Ratio, room: int | None) -> Formula:
        inner = self.bracket_room(room) if q.negative else room
        found = self.fraction(q, inner) if q.below else self.product(q.above, inner)
        if not q.negative:
            return found
        body = found if found.level >= Binding.QUOTIENT else self.bracketed(found)
        minus = f"{self.signs.minus} " if body.box.height > 1 else self.signs.minus
        return Formula(beside([line(minus), body.box]), Binding.SUM)

    def fraction(self, q: Ratio, room: int | None) -> Formula:
        if room is None or (not self.stacks(q) and self.inline(q).box.width <= room):
            return self.inline(q)
        bar = over(self.product(q.above, room).box, self.product(q.below, room).box, self.signs.bar)
        return Formula(bar, Binding.PRODUCT)

    def inline(self, q: Ratio) -> Formula:
        simple = all(f.is_Number for f in q.above)
        above, below = self.product(q.above, None, closed=True), self.product(q.below, None, closed=not simple)
        if above.level < Binding.PRODUCT:
            above = self.bracketed(above)
        if below.level < Binding.POWER and not self.can_divide(q.below, below):
            below = self.bracketed(self.product(q.below, None))
        return Formula(beside([above.box, line("/"), below.box]), Binding.QUOTIENT, above.head, below.tail)

    def can_divide(self, below: Sequence[sp.Expr], printed: Formula) -> bool:
        """1/ln x and 1/√x need no brackets."""
        return len(below) == 1 and not below[0].is_Mul and printed.tail is End.BARE

    def product(self, factors: Sequence[sp.Expr], room: int | None, *, closed: bool = False) -> Formula:
        """Return the factors multiplied; with `closed`, none of them ends in an open argument like that of sin x."""
        if not factors:
            return Formula(line("1"), Binding.ATOM, End.DIGIT, End.DIGIT)
        if len(factors) == 1:
            return self.closed(factors[0]) if closed else self.formula(factors[0], room)
        joined = self.joined_factors(factors, closed=closed)
        high = room is not None and any(self.wants_height(f) for f in factors)
        if room is None or (joined.box.width <= room and not high):
            return joined
        parts = [self.high_factor(f, room, last=f is factors[-1]).box for f in factors]
        dotted = [parts[0], *(beside([line(f"{self.signs.dot} "), part]) for part in parts[1:])]
        return Formula(self.rows(dotted, room), Binding.PRODUCT)

    def joined_factors(self, factors: Sequence[sp.Expr], *, closed: bool) -> Formula:
        """Return the factors beside each other on one line."""
        parts = [self.factor(f, None) for f in factors]
        for i, part in enumerate(parts):
            last = i == len(parts) - 1
            if part.tail is End.BARE and (closed if last else parts[i + 1].head is not End.WORD):
                parts[i] = self.closed(factors[i])
        text = parts[0].box.text
        for left, right in pairwise(parts):
            text += times(self.signs, left.tail, text, right) + right.box.text
        return Formula(line(text), Binding.PRODUCT, parts[0].head, parts[-1].tail)

    def factor(self, e: sp.Expr, room: int | None) -> Formula:
        """Return a factor, in brackets if it is not a product of its own."""
        found = self.formula(e, self.bracket_room(room))
        return self.bracketed(found) if e.is_Mul or found.level < Binding.PRODUCT else found

    def high_factor(self, e: sp.Expr, room: int, *, last: bool) -> Formula:
        """Return a factor on a row where there may be several; a Σ in brackets if more follows it."""
        found = self.factor(e, self.bracket_room(room, 4))
        return self.bracketed(found) if isinstance(e, sp.Sum | sp.Product) and not last else found

    def closed(self, e: sp.Expr) -> Formula:
        """`e` on one line, with brackets around the argument of a function at its end: sin(x) for sin x."""
        found = self.formula(e)
        if found.tail is not End.BARE or found.head is End.SIGN:
            return found
        q = quotient(e, typed=self.typed)
        if q.below:
            return self.bracketed(found)
        if e.is_Mul:
            return self.product(q.above, None, closed=True)
        if e.is_Pow:
            return self.call(function_name(e.base) + self.exponent(e.exp), e.base.args, None)
        return self.call(function_name(e), e.args, None)

    def on_Pow(self, e: sp.Pow, room: int | None) -> Formula:
        q = quotient(e, typed=self.typed)
        if q.below:
            return self.quotient(q, room)
        root = self.root_sign(e)
        if root:
            return self.radical(root, e.base, room)
        if has_exponent_at_name(e):
            return self.applied(function_name(e.base) + self.exponent(e.exp), e.base, room)
        return self.power(self.base(e, room), e.exp)

    def base(self, e: sp.Pow, room: int | None) -> Formula:
        found = self.formula(e.base, self.bracket_room(room, 3))
        return found if found.level is Binding.ATOM else self.bracketed(found)

    def power(self, base: Formula, exponent: sp.Expr) -> Formula:
        text = self.exponent(exponent)
        tail = End.EXPONENT if text.startswith("^") else End.RAISED
        if base.box.height == 1:
            return Formula(beside([base.box, line(text)]), Binding.POWER, base.head, tail)
        return Formula(raised(base.box, line(text.removeprefix("^"))), Binding.POWER, base.head, End.OTHER)

    def exponent(self, e: sp.Expr) -> str:
        """In superscripts where there are such: x², eˣ⁺¹, e^(x²)."""
        found = self.formula(e)
        small = self.signs.superscript(found.box.text)
        if small is not None:
            return small
        if e.is_Symbol or (e.is_Integer and e.is_nonnegative):
            return f"^{found.box.text}"
        return f"^({found.box.text})"

    def on_exp(self, e: sp.exp, room: int | None) -> Formula:
        (argument,) = e.args
        text = self.exponent(argument)
        if len(text) > LONGEST_EXPONENT or (room is not None and len(text) >= room):
            return self.call("exp", e.args, room)
        return self.power(Formula(line("e"), Binding.ATOM, End.LETTER, End.LETTER), argument)

    def root_sign(self, e: sp.Pow) -> str:
        """Return the sign of a square root, or of a cube root of what is no number; empty for another power."""
        if e.exp is sp.S.Half:
            return self.signs.root
        return self.signs.cube_root if e.exp == sp.Rational(1, 3) and not e.base.is_number else ""


_LAST_NAME = re.compile(r"(?:[A-Za-z][A-Za-z0-9_]*)?$")
_FIRST_NAME = re.compile(r"[A-Za-z0-9_]*")
_APPLICABLE = re.compile(r"([A-Za-z][A-Za-z0-9_]*|[α-ωΑ-Ω])[⁰-₟²³¹ᵃ-ᶿʰ-ˣ]*(?:\^\w+)?$")


def times(signs: Glyphs, tail: End, before: str, right: Formula) -> str:
    """Return the sign between the text `before` and the next factor: nothing, a space or a dot."""
    dot, after = signs.dot, right.box.text
    match right.head:
        case End.WORD:
            return " "
        case End.BRACKET:
            return _before_bracket(signs, tail, before)
        case End.LETTER:
            return _before_letter(signs, tail, before, after)
        case End.CALL:
            return "" if tail is End.DIGIT else dot
        case End.SIGN:
            return "" if tail in (End.DIGIT, End.LETTER, End.RAISED, End.BRACKET) else dot
        case _:
            return dot


def _before_bracket(signs: Glyphs, tail: End, before: str) -> str:
    if tail in (End.DIGIT, End.BRACKET):
        return ""
    if tail in (End.LETTER, End.RAISED, End.EXPONENT) and not _is_applied(before):
        return " " if tail is End.EXPONENT else ""
    return signs.dot


def _before_letter(signs: Glyphs, tail: End, before: str, after: str) -> str:
    if tail is End.DIGIT:
        if re.match(r"[eE]\d", after):  # 2e1 would be a number
            return signs.dot
        return " " if re.match("[A-Za-z]{2}", after) else ""
    if tail is End.LETTER:
        return _between_letters(signs, before, after)
    if tail in (End.RAISED, End.BRACKET):
        return " " if tail is End.RAISED and after.startswith("e") else ""
    return " " if tail in (End.EXPONENT, End.SIGN) else signs.dot


def _between_letters(signs: Glyphs, before: str, after: str) -> str:
    """Nothing in xy, which calc reads as x·y; a space in `p i` and `a s i`, which it would not."""
    one, two = _LAST_NAME.search(before)[0], _FIRST_NAME.match(after)[0]  # type: ignore[index]  # both can be empty
    if one == two != "":
        return signs.dot
    if not signs.unicode or "e" in (one, two) or "_" in one + two:
        return " "
    read = read_word(one + two, Names(), before_bracket=False)
    return "" if [(piece.kind, piece.meaning) for piece in read] == [("name", c) for c in one + two] else " "


def _is_applied(before: str) -> bool:
    """Return True if calc would read a bracket after this text as the argument of a function: f(x + 1), γ(x), f²(x)."""
    found = _APPLICABLE.search(before)
    if found is None or "_" in found[1]:
        return False
    name = found[1]
    if name[-1:] in ABSTRACT:
        return True
    return read_word(name, Names(), before_bracket=True) != read_word(name, Names(), before_bracket=False)
