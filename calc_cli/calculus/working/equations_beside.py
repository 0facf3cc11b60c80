"""What a working about a function says beside it: (sin x)' = cos x, ln y = x ln x, x^2 - 4 = 0, y - 9 = 6(x - 3)."""

from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.question import compared, derivative_of, has_value, positive, rounding
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import EQUATION, Claim, Judgement
from calc_cli.calculus.working.function_facts import in_part
from calc_cli.calculus.working.function_steps import FunctionSteps
from calc_cli.calculus.working.rewriting import diagnose_rewriting
from calc_cli.calculus.working.solving import have_same_zeros, is_factor
from calc_cli.errors import UnsupportedError


class EquationsBeside(FunctionSteps):
    """Judges equations that do not begin with the function or its derivative: what is solved, a part, an identity."""

    @property
    def is_differentiated(self) -> bool:
        """True if a derivative of the function was told."""
        return self.name in self.before and self.before[self.name].order > 0

    def unknown(self, e: sp.Expr) -> set[sp.Symbol]:
        """Return the letters that are solved for, of which an equation need not be true whatever they are."""
        return e.free_symbols & self.subject.unknown

    def has_untold(self, s: Claim) -> bool:
        """Return True of a claim, without derivatives, in which a part is that is not told yet."""
        untold = {symbol(u) for u in self.functions if u not in self.before and u != self.name}
        return s.typed is not None and s.subject is None and not s.typed.has(Pending) and s.typed.has(*untold)

    def of_beside(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Judge what a line says of something else: (sin x)' = cos x, x^2 - 4 = 0, y - 9 = 6(x - 3)."""
        if self.name and (self.name not in self.before or self.has_untold(first.statement)):
            self.solving.ask((first.statement.typed or sp.S.Zero) - (s.typed or sp.S.Zero))
            return Judgement(s, value, 0, about=EQUATION)
        if self.facts.strangers(first.value):
            if s.at and first.value == symbol("y") and value.is_number and not s.kind:
                return self.elsewhere(s, value, self.name, 0)  # at x = 3, y = -3
            return self.drawn(s, self.line_of(first, s))
        is_limit = first.statement.to is not None
        told, side, was = () if is_limit else self.solving.told, self.step_from(s), self.previous
        if was is not None and "≈" in was.statement.text and was.value.is_number and self.is_of_line(s):
            return self.held(s, value, compared(was.value, value, s.room), order=0, about=EQUATION)
        is_form = first.value == 0 and not is_limit  # 0 = x^2 - x = x(x - 1)
        if is_form and side is not None and not side.is_number and (form := self.form(s, value, side)):
            return form
        self.is_inverted |= first.value == self.x and symbol("y") in (s.typed or sp.S.Zero).free_symbols
        if not told and first.value == self.x and not compared(self.x, value, s.room).is_correct:
            raise UnsupportedError("where this holds is not known")
        is_pending = s.typed is not None and s.typed.has(Pending)  # 1 = cos(y) y'
        if first.value.is_number and value.free_symbols and first.check is None and not told and not is_pending:
            return super().solved(s, first.value - value)
        if told and first.check is None:
            return self.solved(s, first.value - value)
        return self.equated(s, value, first) if first.about == EQUATION else self.aside(s, value, first)

    def form(self, s: Claim, value: sp.Expr, side: sp.Expr) -> Judgement | None:
        """Judge another form of a side that is 0, as 0 = x^2 - x = x(x - 1); None if it has the same zeros alone."""
        before = self.meant(side)
        check = compared(before, value, s.room)
        if check.is_correct is False and have_same_zeros(before, value):
            return None
        mistakes = partial(diagnose_rewriting, self.facts.named(side), self.x, before, value)
        return self.held(s, value, check, order=0, about=EQUATION, mistakes=mistakes)

    def aside(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Judge an equation whose first side is something else than the function or its derivative."""
        check = self.sides_compared(s, value, first)
        if check.is_correct and first.is_wrong:
            return replace(first, statement=s, origin=first.source)
        if check.is_correct is not False:
            self.consequences.equations += [((first.value, s.typed or value), s.line)] if check.is_correct else []
            return Judgement(s, value, first.order, check, about=first.about or EQUATION)
        if self.solving.told and self.solving.admits(first.value - value, s.room, is_value=False):  # h = 2r, at that r
            return super().solved(s, first.value - value)
        holds_nowhere = sp.simplify(first.value - value).is_number  # u_xx + u_yy = 1
        is_for_a_letter = (value.is_number and first.value.free_symbols - {self.x}) or self.unknown(first.value - value)
        if value == 0 and len(self.slopes) > 1 and (asked := self.question(first.value)) is not None:  # f_y = 0
            self.solving.ask(asked)
            return Judgement(s, value, first.order, about=EQUATION)
        if (value == 0 or is_for_a_letter) and first.statement.line == s.line and not holds_nowhere:
            return super().solved(s, first.value - value)
        if (
            self.name == "y"
            and (self.is_differentiated or s.kind)
            and first.statement.typed
            and first.statement.typed.has(symbol("y"))
        ):
            return self.drawn(s, self.line_of(first, s))
        if first.statement.typed is not None and first.statement.to is s.to is None:
            diagnosis = self.of_equation(first, s, value)
            origin = self.consequences.note_equation(first.statement.typed, (first.value, value), s.line)
            if isinstance(first.statement.typed, Pending):
                self.consequences.mistaken[first.statement.typed] = Judgement(s, value, 0)
            check = check if origin else with_diagnosis(check, diagnosis)
            return Judgement(s, value, first.order, check, origin=origin, about=first.about or EQUATION)
        return Judgement(s, value, first.order, check, about=first.about or EQUATION)

    def sides_compared(self, s: Claim, value: sp.Expr, first: Judgement) -> Check:
        """Compare both sides of an equation: of y^n = x^m for positive letters, of dc/da with all else held fixed."""
        check = compared(first.value, value, max(s.room, rounding(first.statement.typed)), self.subject.where)
        powers = (first.value - value).atoms(sp.Pow)
        if check.is_correct is False and any(all(part.free_symbols for part in power.args) for power in powers):
            check = compared(first.value, value, where=positive(first.value - value))
        if check.is_correct is False and (local := self.local(first.statement.typed)) is not None:
            there = compared(local, value, s.room)
            return there if there.is_correct else check
        return check

    def local(self, left: sp.Expr | None) -> sp.Expr | None:
        """Return what dc/da is if all else in the formula for c is held fixed, as b of a in c = a + b."""
        if not isinstance(left, Pending) or left.args[2] != 1 or str(left.args[0]) not in self.functions:
            return None
        return sp.diff(has_value(self.functions[str(left.args[0])]), left.args[1])

    def of_equation(self, first: Judgement, s: Claim, value: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return the mistake in the second side of an equation: in dy/du, in y'/y of ln y = ..., or in rewriting."""
        left, right = first.statement.typed or sp.S.Zero, s.typed or sp.S.Zero
        if isinstance(left, Pending) and left.args[1].name in self.functions:
            of, u, order = left.args
            slope = self.facts.expand_names(Pending(of, u, sp.S.One))
            if order == 2 and compare(derivative_of(slope, self.x), value).is_correct:
                said = "it is still to be divided by the derivative of {}"
                return (Diagnosis("not divided", said, (u,)),)
            f, given = (in_part(e, u, self.functions, self.x) for e in (of, right))
            return diagnose(f, has_value(f), u, derivative_of(f, u), given) if f.has(u) else ()
        for (_, before), _ in self.consequences.equations if left.has(Pending) else ():
            if compare(derivative_of(before, self.x), first.value).is_correct:
                return diagnose(before, has_value(before), self.x, first.value, right)
        return diagnose_rewriting(self.facts.named(self.step_from(s) or left), self.x, first.value, value)

    def equated(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Judge an equation that does not begin with the derivative: an identity, or one that leads to its zeros."""
        name, order = self.current[0], first.order
        if first.check is not None or compared(first.value, value, s.room).is_correct:
            return self.aside(s, value, first)
        difference = first.value - value
        asked = self.question(difference)
        if asked is not None:
            self.solving.ask(asked)
            return Judgement(s, value, order, about=EQUATION)
        if not difference.free_symbols <= {self.x}:
            return super().solved(s, difference)
        self.solving.ask(self.facts.named_value(name, order))
        with suppress(UnsupportedError):
            found = self.solved(s, first.value - value)
            if found.verdict != "incorrect":
                return found
        expected = self.facts.compared(name, order, first.value, s.room)
        return self.wrong(s, first.value, order, expected, self.before[name], name)

    def solved(self, s: Claim, difference: sp.Expr) -> Judgement:
        is_value = (difference - self.x).is_number
        is_one = is_value or self.solving.admits(difference, is_value=False)
        if not is_one and (asked := self.question(difference)) is not None:
            self.solving.ask(asked)
        return super().solved(s, difference)

    def question(self, difference: sp.Expr) -> sp.Expr | None:
        """Return f, f' or f'' if an equation asks where that, or a factor of it, is 0, or has the same zeros."""
        asked = [*(self.facts.named_value(self.current[0], order) for order in (1, 0, 2)), *self.slopes]
        for e in asked:
            if any(compare(side, difference).is_correct for side in (e, -e)) or have_same_zeros(e, difference):
                return e
        return next((e for e in asked if self.is_differentiated and is_factor(difference, e)), None)

    @cached_property
    def slopes(self) -> list[sp.Expr]:
        """The derivatives in all letters of the function."""
        f = self.subject.expression
        return [derivative_of(f, u) for u in sorted(f.free_symbols, key=str)]

    def is_about_a_part(self, e: sp.Expr | None) -> bool:
        """Return True if a statement that is not about the whole may be meant as it is: (sin x)', u', ln y, f(x+h)."""
        if e is None:
            return False
        names = {symbol(name) for name in self.functions} & e.free_symbols
        return isinstance(e, Pending) or bool(names) or bool(e.atoms(AppliedUndef))
