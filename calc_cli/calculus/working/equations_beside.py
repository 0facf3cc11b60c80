"""What a working about a function says beside it: (sin x)' = cos x, ln y = x ln x, x^2 - 4 = 0, y - 9 = 6(x - 3)."""

import re
from contextlib import suppress
from dataclasses import replace
from functools import partial

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import compared, has_value, positive, rounding
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.working.claims import EQUATION, Claim, Judgement
from calc_cli.calculus.working.equation_steps import mistakes_in_equation, read_multiplier
from calc_cli.calculus.working.function_mistakes import mistakes_beside
from calc_cli.calculus.working.function_values import FunctionValues
from calc_cli.calculus.working.rewriting import diagnose_rewriting
from calc_cli.calculus.working.solutions import JudgedSolutions
from calc_cli.calculus.working.solving import have_same_terms, have_same_zeros, is_factor
from calc_cli.errors import UnsupportedError


class EquationsBeside:
    """Judges equations that do not begin with the function or its derivative: what is solved, a part, an identity."""

    def __init__(self, on: FunctionValues) -> None:
        self.on, self.judge, self.solving = on, on.judge, on.judge.solving
        self.solutions = JudgedSolutions(on.judge, has_all_solutions=on.facts.subject.has_all_solutions)
        self.is_inverted = False
        """Whether x was told by y."""
        self.scale: sp.Expr | None = None
        """The c of f_x = c λ g_x."""

    def unknown(self, e: sp.Expr) -> set[sp.Symbol]:
        """Return the letters that are solved for, of which an equation need not be true whatever they are."""
        return e.free_symbols & self.on.facts.subject.unknown

    def is_before_function(self, s: Claim) -> bool:
        """Return True of a claim before the function that has a name, or with a part that is not told yet."""
        name, before = self.on.name, self.on.before
        untold = {symbol(u) for u in self.on.facts.functions if u not in before and u != name}
        has_untold = s.typed is not None and s.subject is None and not s.typed.has(Pending) and s.typed.has(*untold)
        return bool(name) and (name not in before or has_untold)

    def of(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Judge what a line says of something else: (sin x)' = cos x, x^2 - 4 = 0, y - 9 = 6(x - 3)."""
        if (found := self.of_letters(s, value, first)) is not None:
            return found
        typed = s.typed or sp.S.Zero
        is_limit = first.statement.to is not None
        told, side, was = () if is_limit else self.solving.told, self.judge.step_from(s), self.judge.previous
        if was is not None and "≈" in was.statement.text and was.value.is_number and self.judge.is_of_line(s):
            return self.judge.held(s, value, compared(was.value, value, s.room), order=0, about=EQUATION)
        is_form = first.value == 0 and not is_limit  # 0 = x^2 - x = x(x - 1)
        if is_form and side is not None and not side.is_number and (form := self.form(s, value, side)):
            return form
        if not told and first.value == self.on.x and not compared(self.on.x, value, s.room).is_correct:
            if not value.is_number or re.search(r"[a-z]{4}|\bno\b", first.statement.text):  # no maximum at x = 1
                raise UnsupportedError("where this holds is not known")
            return Judgement(s, value, 0, about=EQUATION)  # a place for what is said of numbers below
        if first.value.is_number and value.free_symbols and first.check is None and not (told or typed.has(Pending)):
            return self.given(s, first.value - value)
        if told and first.check is None:
            return self.solved(s, first.value - value)
        return self.equated(s, value, first) if first.about == EQUATION else self.aside(s, value, first)

    def of_letters(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement | None:
        """Judge what is said of x and y beside the function: a constraint, a line, x by y; None of anything else."""
        facts, typed, x, y = self.on.facts, s.typed or sp.S.Zero, self.on.x, symbol("y")
        if self.is_before_function(first.statement):
            is_definition = bool(first.statement.typed and first.statement.typed.is_Pow)  # D^2 = x^2 + y^2
            if not (is_definition and compared(first.value, value).is_correct):
                self.solving.ask((first.statement.typed or sp.S.Zero) - typed)
            return Judgement(s, value, 0, about=EQUATION)
        if (line := self.on.line_in_parameter(s, value, first.statement.typed or first.value)) is not None:
            return line
        if facts.strangers(first.value):
            if s.at and first.value == y and value.is_number and not s.kind:
                return self.on.elsewhere(s, value, self.on.name, 0)  # at x = 3, y = -3
            return self.on.drawn(s, self.on.line_of(first, s))
        self.is_inverted |= first.value == x and y in typed.free_symbols
        is_swapped = first.value == x and self.on.name != "y"  # x = y^3 + 2, of x^3 + 2
        if is_swapped and compare(typed, facts.subject.expression.xreplace({x: y})).is_correct:
            facts.rename(y)
            return Judgement(s, value, 0, about=EQUATION)
        return None

    def form(self, s: Claim, value: sp.Expr, side: sp.Expr) -> Judgement | None:
        """Judge another form of a side that is 0, as 0 = x^2 - x = x(x - 1); None if it has the same zeros alone."""
        before = self.judge.meant(side)
        check = compared(before, value, s.room)
        if check.is_correct is False and have_same_zeros(before, value):
            return None
        mistakes = partial(diagnose_rewriting, self.on.facts.named(side), self.on.x, before, value)
        return self.judge.held(s, value, check, order=0, about=EQUATION, mistakes=mistakes)

    def aside(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Judge an equation whose first side is something else than the function or its derivative."""
        check = self.sides_compared(s, value, first)
        about, consequences = first.about or EQUATION, self.on.consequences
        if check.is_correct and first.is_wrong:
            return replace(first, statement=s, origin=first.source)
        if check.is_correct is not False:
            consequences.equations += [((first.value, s.typed or value), s.line)] if check.is_correct else []
            return Judgement(s, value, first.order, check, about=about)
        difference, typed = first.value - value, first.statement.typed
        if self.solving.told and self.solving.admits(difference, s.room, is_value=False):  # h = 2r, at that r
            return self.given(s, difference)
        holds_nowhere = sp.simplify(difference).is_number  # u_xx + u_yy = 1
        is_for_a_letter = (value.is_number and first.value.free_symbols - {self.on.x}) or self.unknown(difference)
        is_zero_slope = value == 0 and len(self.on.facts.slopes) > 1  # f_y = 0
        if is_zero_slope and (asked := self.question(first.value)) is not None:
            self.solving.ask(asked)
            return Judgement(s, value, first.order, about=EQUATION)
        if (value == 0 or is_for_a_letter) and first.statement.line == s.line and not holds_nowhere:
            return self.given(s, difference)
        if self.on.name == "y" and (self.on.is_differentiated or s.kind) and typed and typed.has(symbol("y")):
            return self.on.drawn(s, self.on.line_of(first, s))
        if typed is None or not (first.statement.to is s.to is None):
            return Judgement(s, value, first.order, check, about=about)
        told = [right for (_, right), _ in consequences.equations]
        diagnosis = mistakes_beside(self.on.facts, first, s, value, self.judge.step_from(s) or typed, told)
        origin = consequences.note_equation(typed, (first.value, value), s.line)
        if isinstance(typed, Pending):
            consequences.mistaken[typed] = Judgement(s, value, 0)
        check = check if origin else with_diagnosis(check, diagnosis)
        return Judgement(s, value, first.order, check, origin=origin, about=about)

    def sides_compared(self, s: Claim, value: sp.Expr, first: Judgement) -> Check:
        """Compare both sides of an equation: of y^n = x^m for positive letters, of dc/da with all else held fixed."""
        room, where = max(s.room, rounding(first.statement.typed)), self.on.facts.subject.where
        check = compared(first.value, value, room, where)
        powers = (first.value - value).atoms(sp.Pow)
        if check.is_correct is False and any(all(part.free_symbols for part in power.args) for power in powers):
            check = compared(first.value, value, where=positive(first.value - value))
        if check.is_correct is False and (domain := self.on.facts.derivative(1).domain):  # |r'(t)|, of ln t
            check = compared(first.value, value, where=domain)
        others: list[sp.Expr] = []  # what the side may mean as well
        if check.is_correct is False and (place := self.on.told_place(first.value, value)) is not None:
            others.append(substitute(first.value, place))  # u = 2: 6u = 12
        if check.is_correct is False and (local := self.local(first.statement.typed)) is not None:
            others.append(local)
        return next((found for e in others if (found := compared(e, value, room)).is_correct), check)

    def local(self, left: sp.Expr | None) -> sp.Expr | None:
        """Return what dc/da is if all else in the formula for c is held fixed, as b of a in c = a + b."""
        functions = self.on.facts.functions
        if not isinstance(left, Pending) or left.args[2] != 1 or str(left.args[0]) not in functions:
            return None
        return sp.diff(has_value(functions[str(left.args[0])]), left.args[1])

    def equated(self, s: Claim, value: sp.Expr, first: Judgement) -> Judgement:
        """Judge an equation that does not begin with the derivative: an identity, or one that leads to its zeros."""
        name, order = self.on.current[0], first.order
        if first.check is not None or compared(first.value, value, s.room).is_correct:
            return self.aside(s, value, first)
        difference = first.value - value
        if (asked := self.question(difference)) is not None:
            self.solving.ask(asked)
            return Judgement(s, value, order, about=EQUATION)
        if not difference.free_symbols <= {self.on.x}:
            slope = self.on.facts.named_value(name, max(1, self.on.current[1]))
            is_slope_asked = value == 0 and self.on.is_differentiated and not self.solving.told
            if is_slope_asked and have_same_terms(slope, difference):  # v + g t = 0, below s' = v - g t
                self.solving.ask(slope, (difference, s.line))
                check, mistakes = Check(difference, False, "proved"), partial(mistakes_in_equation, slope, difference)
                return self.judge.held(s, value, check, order=order, about=EQUATION, mistakes=mistakes)
            return self.given(s, difference)
        self.solving.ask(self.on.facts.named_value(name, order))
        with suppress(UnsupportedError):
            found = self.solved(s, difference)
            if found.verdict != "incorrect":
                return found
        expected = self.on.facts.compared(name, order, first.value, s.room)
        return self.on.wrong(s, first.value, order, expected, name)

    def solved(self, s: Claim, difference: sp.Expr) -> Judgement:
        """Judge an equation, both sides of which differ by that, which may ask where a derivative is 0."""
        is_value = (difference - self.on.x).is_number
        is_one = is_value or self.solving.admits(difference, is_value=False)
        if not is_one and (asked := self.question(difference)) is not None:
            self.solving.ask(asked)
        return self.given(s, difference)

    def given(self, s: Claim, difference: sp.Expr) -> Judgement:
        """Judge an equation of its own: a solution, or a condition with a multiplier λ, of what is asked."""
        told = [*self.solving.told, *(f for name, f in self.on.facts.functions.items() if name == "g")]
        scale, mistake = read_multiplier(self.on.facts.subject.expression, told, difference)
        if mistake:
            return Judgement(s, difference, 0, Check(difference, False, "proved", diagnosis=mistake), about=EQUATION)
        found, first = self.solutions.judged(s, difference), self.scale or sp.S.One
        if scale is None or (scale != first and self.scale != 1):  # which of two is wrong is not known
            self.scale = self.scale or scale
            return found
        self.scale = first
        return replace(found, check=Check(difference, scale == first, "proved"))

    def question(self, difference: sp.Expr) -> sp.Expr | None:
        """Return f, f' or f'' if an equation asks where that, or a factor of it, is 0, or has the same zeros."""
        facts = self.on.facts
        asked = [*(facts.named_value(self.on.current[0], order) for order in (1, 0, 2)), *facts.slopes]
        for e in asked:
            if any(compare(side, difference).is_correct for side in (e, -e)) or have_same_zeros(e, difference):
                return e
        return next((e for e in asked if self.on.is_differentiated and is_factor(difference, e)), None)

    def is_about_a_part(self, e: sp.Expr | None) -> bool:
        """Return True if a statement that is not about the whole may be meant as it is: (sin x)', u', ln y, f(x+h)."""
        if e is None:
            return False
        names = {symbol(name) for name in self.on.facts.functions} & e.free_symbols
        return isinstance(e, Pending) or bool(names) or bool(e.atoms(AppliedUndef))
