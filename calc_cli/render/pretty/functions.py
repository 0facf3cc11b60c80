"""Functions, names and numbers; cases and their conditions."""

# ruff: noqa: N802 - methods bear the names of SymPy's classes

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import OrdinaryPending, Pending, PendingRate
from calc_cli.calculus.result import Rate
from calc_cli.render.binding import Binding
from calc_cli.render.box import Box, beside, line, stacked
from calc_cli.render.numbers import decimal
from calc_cli.render.pretty.frame import End, Formula, FormulaPrinter
from calc_cli.render.signs import rate_text
from calc_cli.render.typeset import FENCES, named


class FunctionsPrinter(FormulaPrinter):
    """One method a class that has a notation of its own."""

    def on_Application(self, e: sp.Function, room: int | None) -> Formula:
        name, arguments = named(e)
        if type(e) in FENCES:
            inner = self.formula(e.args[0], self.bracket_room(room))
            fences = self.signs.fences.get(FENCES[type(e)])
            is_clear = not isinstance(e, sp.Abs) or "|" not in "".join(
                inner.box.lines
            )  # bars within bars: which close?
            return self.bracketed(inner, fences, End.SIGN) if fences and is_clear else self.call(name, arguments, room)
        return self.applied(name, e, room) if len(e.args) == 1 else self.call(name, arguments, room)

    def on_AppliedUndef(self, e: AppliedUndef, room: int | None) -> Formula:
        return self.call(self.signs.primes(type(e).__name__), e.args, room, End.CALL)

    def on_Derivative(self, e: sp.Derivative, _room: int | None) -> Formula:
        """Return a derivative of an unknown function: ∂²f/∂x∂y, dy/dx of a function of x alone."""
        wrt = tuple(x.name for x, n in e.variable_count for _ in range(n))
        return self.rate(Rate(type(e.expr).__name__, wrt, bool(e.expr.args[1:])))

    def rate(self, rate: Rate) -> Formula:
        return Formula(line(rate_text(rate, self.signs)), Binding.ATOM, End.CALL, End.CALL)

    def on_Pending(self, e: Pending, room: int | None) -> Formula:
        """d/dx[x²], ∂²/∂x²[x²y]: a derivative that is still to be taken."""
        inner, x, n = e.args
        is_partial = bool(inner.free_symbols - {x}) and not isinstance(e, OrdinaryPending)
        rate = Rate(inner.name if isinstance(e, PendingRate) else "", (x.name,) * int(n), is_partial)
        operator = self.rate(rate)
        if rate.of:
            return operator
        room = self.bracket_room(room, operator.box.width + 2)
        body = self.bracketed(self.formula(inner, room), self.signs.square)
        return Formula(beside([operator.box, body.box]), Binding.ATOM)

    def on_Limit(self, e: sp.Limit, room: int | None) -> Formula:
        """Lim above x → a."""
        inner, x, a, side = e.args
        names, ends = (e if isinstance(e, sp.Tuple) else [e] for e in (x, a))
        side = str(side) if str(side) != "+-" and a.is_finite else ""
        texts = [self.formula(e).box.text for e in ends]
        operator = self.signs.limit([self.signs.name(v.name) for v in names], texts, [side] * len(texts))
        tall = type(self)(self.signs, typed=self.typed, longest=0)
        body = tall.formula(inner, self.bracket_room(room, operator.width + 3))
        if body.box.height == 1 and (inner.is_Add or inner.is_Mul):
            body = self.bracketed(body)
        return Formula(beside([operator, line(" "), body.box]), Binding.PRODUCT)

    def on_factorial(self, e: sp.factorial, room: int | None) -> Formula:
        inner = self.formula(e.args[0], self.bracket_room(room, 3))
        plain = e.args[0].is_Symbol or (e.args[0].is_Integer and e.args[0].is_nonnegative)
        inner = inner if plain else self.bracketed(inner)
        return Formula(beside([inner.box, line("!")]), Binding.POWER, inner.head, End.OTHER)

    def on_gamma(self, e: sp.gamma, room: int | None) -> Formula:
        return self.call("Γ" if self.signs.unicode else "gamma", e.args, room, End.CALL)

    def on_ExprWithIntLimits(self, e: sp.Sum, room: int | None) -> Formula:
        """Return a sum or product."""
        name, sign = ("sum", self.signs.sum) if isinstance(e, sp.Sum) else ("prod", self.signs.product)
        body, *others, (index, first, last) = e.args
        if others:
            body = e.func(body, *others)
        if room is None:
            return self.call(name, [body, index, first, last], None)
        below = self.formula(sp.Eq(index, first, evaluate=False)).box.text.replace(" ", "")
        above = self.formula(last).box.text
        width = max(len(below), len(above), len(sign))
        lines = tuple(text.center(width) for text in (above, sign, below))
        inner = self.tight(body, Binding.QUOTIENT, self.bracket_room(room, width + 1))
        return Formula(beside([Box(lines, 1), line(" "), inner.box]), Binding.PRODUCT, End.OTHER, End.BARE)

    def on_Integral(self, e: sp.Integral, room: int | None) -> Formula:
        """∫ f dx; with bounds ∫₀¹ f dx, where small signs for them are missing above and below the sign."""
        body, *others, (x, *bounds) = e.args
        if others:
            body = e.func(body, *others)
        if room is None and bounds:
            return self.call("integral", [body, x, *bounds], None)
        sign = self.signs.integral
        box = self.with_bounds(sign, *(self.formula(bound).box.text for bound in bounds)) if bounds else line(sign)
        differential = f" d{self.signs.name(x.name)}"
        inner = self.tight(body, Binding.QUOTIENT, self.bracket_room(room, box.width + 1 + len(differential)))
        return Formula(beside([box, line(" "), inner.box, line(differential)]), Binding.QUOTIENT, End.OTHER, End.OTHER)

    def with_bounds(self, sign: str, low: str, high: str) -> Box:
        """Return ∫₀¹, or the bounds below and above the sign."""
        small = self.signs.superscript(high)
        if self.signs.unicode and small is not None and low.isdigit():
            return line(f"{sign}{self.signs.lowered(low)}{small}")
        width = max(len(low), len(high), len(sign))
        return Box(tuple(text.ljust(width) for text in (high, sign, low)), 1)

    def on_Symbol(self, e: sp.Symbol, _room: int | None) -> Formula:
        return Formula(line(self.signs.name(e.name)), Binding.ATOM, End.LETTER, End.LETTER)

    def on_Rational(self, e: sp.Rational, _room: int | None) -> Formula:
        if e.p < 0:
            return Formula(line(self.signs.minus + str(-e)), Binding.SUM)
        return Formula(line(str(e)), Binding.ATOM if e.q == 1 else Binding.QUOTIENT, End.DIGIT, End.DIGIT)

    def on_Float(self, e: sp.Float, _room: int | None) -> Formula:
        text = self.signs.number(decimal(e._to_mpmath(e._prec), sp.core.numbers.prec_to_dps(e._prec)))
        level = Binding.SUM if text.startswith(self.signs.minus) else Binding.PRODUCT if "10" in text else Binding.ATOM
        return Formula(line(text), level, End.DIGIT, End.DIGIT)

    def on_Pi(self, _e: sp.Expr, _room: int | None) -> Formula:
        return Formula(line(self.signs.pi), Binding.ATOM, End.LETTER, End.LETTER)

    def on_Exp1(self, _e: sp.Expr, _room: int | None) -> Formula:
        return Formula(line("e"), Binding.ATOM, End.LETTER, End.LETTER)

    def on_Infinity(self, _e: sp.Expr, _room: int | None) -> Formula:
        return Formula(line(self.signs.infinity), Binding.ATOM)

    def on_NegativeInfinity(self, _e: sp.Expr, _room: int | None) -> Formula:
        return Formula(line(self.signs.minus + self.signs.infinity), Binding.SUM)

    def on_NaN(self, _e: sp.Expr, _room: int | None) -> Formula:
        return Formula(line("undefined"), Binding.ATOM)

    def on_Basic(self, e: sp.Basic, _room: int | None) -> Formula:
        return Formula(line(str(e)), Binding.ATOM)


class CasesPrinter(FormulaPrinter):
    """Conditions are words on one line; cases stand below each other."""

    def on_Tuple(self, e: sp.Tuple, room: int | None) -> Formula:
        boxes = [self.formula(item, self.bracket_room(room)).box for item in e.args]
        inner = Formula(self.listed(boxes, self.bracket_room(room)), Binding.CONDITION)
        return self.bracketed(inner, self.signs.square, End.OTHER)

    def on_Piecewise(self, e: sp.Piecewise, room: int | None) -> Formula:
        if room is None:
            return self.inline_cases(e)
        values = [self.formula(value, self.bracket_room(room, 16)).box for value, _ in e.args]
        width = max(value.width for value in values)
        rows = [
            beside([value, line(" " * (width - value.width) + "  " + self.when(condition))])
            for value, (_, condition) in zip(values, e.args, strict=True)
        ]
        cases = stacked(rows, apart=any(row.height > 1 for row in rows))
        cases = replace(cases, baseline=(cases.height - 1) // 2)
        box = beside([self.signs.brace.of(cases), line(" "), cases])
        return Formula(box, Binding.SUM)

    def when(self, condition: sp.Basic) -> str:
        return "otherwise" if condition == sp.true else f"if {self.formula(condition).box.text}"

    def inline_cases(self, e: sp.Piecewise) -> Formula:
        text = ""
        for value, condition in e.args:
            text += self.tight(value, Binding.SUM).box.text
            text += "" if condition == sp.true else f" if {self.formula(condition).box.text} else "
        return Formula(line(text + ("undefined" if text.endswith(" else ") else "")), Binding.CONDITION)

    def chain(self, parts: Sequence[sp.Expr | str]) -> Formula:
        texts = (self.signs.relations[p] if isinstance(p, str) else self.tight(p, Binding.SUM).box.text for p in parts)
        return Formula(line(" ".join(texts)), Binding.SUM)

    def on_Not(self, e: sp.Not, _room: int | None) -> Formula:
        return Formula(line(f"not ({self.formula(e.args[0]).box.text})"), Binding.SUM)

    def joined(self, word: str, conditions: Sequence[sp.Basic]) -> Formula:
        texts = (self.tight(condition, Binding.SUM).box.text for condition in conditions)
        return Formula(line(f" {word} ".join(texts)), Binding.CONDITION)
