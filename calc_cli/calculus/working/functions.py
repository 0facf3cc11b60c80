"""A working about a function and its derivatives: which steps are right, and what follows from one that is not."""

import re
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import replace
from functools import partial

import sympy as sp

from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import compared
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import EQUATION, NUMBER, PART, PLANE, SOLUTION, VALUE, Claim, Judgement, Working
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.equation_steps import MULTIPLIER, mistakes_in_equation
from calc_cli.calculus.working.equations_beside import EquationsBeside
from calc_cli.calculus.working.function_facts import FunctionFacts, Subject
from calc_cli.calculus.working.function_values import FunctionValues
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.limit_steps import limit_of, summed
from calc_cli.calculus.working.named_values import named_value
from calc_cli.errors import CalcError, UnsupportedError


def judge(subject: Subject, statements: Sequence[Claim], text: str) -> Working:
    """Judge the statements about the derivatives of a function, the first of which only states it; `text` is all.

    Raises what `derive` and `differentiate` raise of the function itself.
    """
    judgements = _OfFunction(subject, {name for name, said in _METHODS.items() if said.search(text)})
    found = judgements.equations.solutions.all_of(statements, judgements.is_within)
    reached = max(1, *(judgement.order for judgement in found))
    right = judgements.facts.derivative(reached)
    return Working(subject.x, subject.name or None, right.typed, right.result, reached, found, subject.notes)


_METHODS = {
    "newton": re.compile(r"newton|_.*[-−+].*[A-Za-z]\(.*[A-Za-z]['’′]\(", re.I),  # x_1 - f(x_1)/f'(x_1)
    "descent": re.compile(r"descent|learning|step\s+size|η|\beta\b|(?:α|\balpha)\s*=", re.I),
}
"""What tells that steps are made by a method."""


class _OfFunction(Judge):
    """Goes through the statements in order, by what is known and was told `on` the function, and `equations` beside it.

    `beside` is what a line equals that is not about the function or its derivative: ln y, a value, a limit; `reached`
    is the order of the last derivative of the function itself.
    """

    are_letters_known = True

    def __init__(self, subject: Subject, methods: Set[str]) -> None:
        super().__init__()
        self.x, self.name = subject.x, subject.name
        self.on = FunctionValues(self, subject, methods)
        self.equations = EquationsBeside(self.on)
        self.letters = {
            *subject.typed.free_symbols,
            symbol("y"),
            symbol("C"),
            subject.x,
            MULTIPLIER,
            symbol(f"{subject.x}_n"),
        }
        self.letters |= set(map(symbol, subject.functions))
        self.reached = subject.order
        self.beside: Judgement | None = None

    @property
    def order(self) -> int:
        """The order of the derivative that a step without a name means."""
        return self.on.current[1]

    @property
    def facts(self) -> FunctionFacts:
        """What is true of the function."""
        return self.on.facts

    def meant(self, typed: sp.Expr) -> sp.Expr:
        return super().meant(self.spelled_out(typed))

    def spelled_out(self, e: sp.Expr) -> sp.Expr:
        return self.facts.expand_names(e)

    def is_within(self, place: sp.Expr) -> bool:
        """Return True if the function is defined at a place."""
        with suppress(CalcError):
            value_at(self.facts.subject.expression, {self.x: place})
            return True
        return False

    def of(self, s: Claim) -> Judgement:
        before, found = self.last, super().of(s)
        is_solution = found.about == SOLUTION and found.verdict == "correct"
        if is_solution and before in self.facts.parameters and s.typed is not None and s.typed.is_number:
            self.on.fix({before: s.typed})
        return found

    def vector(self, s: Claim, said: sp.Tuple) -> Judgement:
        """Note a direction, as in u = (3/5, 4/5)."""
        if s.subject is not None and not s.subject[1]:
            self.on.told.values.setdefault(s.subject[0], said)
        found = super().vector(s, said)
        check = self.on.descended(said) if found.check is None else None
        return found if check is None else replace(found, check=check)

    def judged(self, s: Claim) -> Judgement:
        """Judge what is concluded, or what the function or a part of it is."""
        if s.conclusion is not None:
            return self.on.concluded(s, s.conclusion)
        if s.kind == PLANE and s.typed is not None:
            return self.on.plane(s, s.typed)
        if s.typed == NUMBER:
            raise UnsupportedError("a function is no number")
        value = limit_of(s.typed and summed(self.facts.expand_names(s.typed)), s.to)
        if s.subject is not None and s.subject[0] == MULTIPLIER.name:
            return Judgement(s, value, 0, about=EQUATION)  # λ = 2xy, and λ = x^2
        if s.subject is not None and s.at is not None and self.facts.is_told(*s.subject, s.at):
            return Judgement(s, value, s.subject[1], about=VALUE)
        self.on.told.values.update({u.name: e for u, (_, e) in self.numbers.items() if e is not None})
        named = named_value(self.facts, self.on.told, s)
        check = None if named is None else named.check(value)
        self.on.told.note(s, value)
        self.numbers |= {u: (s.line, place) for u, place in (s.at or {}).items()}
        if named is None or check is None:
            is_first = not self.on.before and s.subject is not None and s.subject[1] == 0
            return self.of_expression(replace(s, at=None) if is_first else s, value)
        mistakes = partial(named.mistakes, value)
        self.beside = self.held(
            s, value, check, order=0, about=named.kind.about.format(named.index or "tangent"), mistakes=mistakes
        )
        return self.beside

    def of_expression(self, s: Claim, value: sp.Expr) -> Judgement:
        is_new = s.is_beside or s.subject is not None
        if value is sp.S.NaN and (self.beside is None or is_new) and s.at is None and s.to is None:
            raise UnsupportedError("what does not exist is not told")
        if self.beside is not None and self.beside.statement.line == s.line and not is_new:
            return self.equations.of(s, value, self.beside)
        if self.beside is not None and s.continues:
            return self.continued(s, value, self.beside)
        self.beside = self.apart(s, value)
        if self.beside is not None:
            return self.beside
        if s.subject is None and s.continues:
            name, order = self.best_reading(s, value)
        else:
            name, order = s.subject or self.on.current
        if value.is_number and (of_number := self.of_number(s, value, name, order)) is not None:
            self.beside = of_number if s.is_beside else self.beside  # x_2 = 1 + 1/2 = 1.5
            return of_number
        found = self.stated(s, value, name) if name not in self.on.before else self.step(s, value, name, order)
        if found.check is None and name in self.on.before:
            self.beside = found
            return found
        if found.verdict == "incorrect" and name != self.name and found.order:
            self.on.consequences.note_part(name, found)
        self.on.before[name] = found
        self.on.current = (name, max(found.order, self.on.current[1] if name == self.on.current[0] else 0))
        self.reached = self.on.current[1] if name == self.name else self.reached
        return found

    def of_number(self, s: Claim, value: sp.Expr, name: str, order: int) -> Judgement | None:
        """Return the judgement on an equation to be solved, or on a value at the place told; None if it is neither."""
        before = self.on.before.get(name)
        if self.is_to_be_solved(s, value, before, order):
            difference = self.facts.named_value(name, order) - value
            with suppress(UnsupportedError):
                if s.subject is not None and order == 0 and self.solving.admits(difference, s.room):
                    return self.equations.solved(s, difference)
            is_wrong = before is not None and before.is_wrong and before.order == order
            self.solving.ask(difference, (before.value - value, before.source) if before and is_wrong else None)
            return Judgement(s, value, order, about=EQUATION)
        is_told = s.subject is not None and before is not None and value != 0
        if not is_told or self.on.told_place(self.facts.named_value(name, order), value) is None:
            return None
        self.beside = self.on.elsewhere(s, value, name, order)
        return self.beside

    def apart(self, s: Claim, value: sp.Expr) -> Judgement | None:
        """Return the judgement on what is neither the function nor its derivative, None if it is one of these."""
        first = self.beside
        is_second = s.is_beside and value.is_number and first is not None and first.statement.line == s.line
        if is_second and self.solving.told and first is not None and first.value == self.x:
            return replace(
                self.equations.solved(s, first.value - value), value=value
            )  # the middle of x = sqrt(2) = 1.41
        if s.is_beside and self.equations.is_before_function(s):
            return Judgement(s, value, 0, about=EQUATION)  # 2x + y = 100, before A = xy, or before y = 100 - 2x
        if s.is_beside and s.typed == self.x and self.facts.is_parametric and re.match(r"\W*vertical", s.text, re.I):
            self.solving.ask(self.facts.named_value("x", 1))
        elif s.is_beside and s.typed == self.x and s.asked is not None:
            self.solving.ask(self.facts.named_value(self.name, s.asked))
        is_number = value.is_number and (s.subject, s.at, s.to) == (None, None, None)
        if s.is_beside and not self.solving.told and (s.typed == self.x or is_number or (s.kind and self.name == "y")):
            # x = 3, of which it is not known what it solves; 2 = 3·1 + b, whose other side tells what it is about
            return Judgement(s, value, 0)
        is_derivative = s.subject is not None and s.subject[1] > 0  # f''(x) = 6x - 12 = 0, which is asked
        is_solved = bool(self.solving.told) and s.is_beside and not is_derivative
        if not ((s.at is not None and not s.kind) or s.wrt or is_solved):
            return None
        there = value if s.at is None or s.typed == self.x else substitute(value, s.at)
        if s.subject is None:
            return Judgement(s, there, 0)
        found = self.on.elsewhere(s, there if "|" in s.text else value, *s.subject)
        if s.at is not None and s.subject == (self.name, 1) and self.x in s.at:
            self.on.lines.state(s.at, found)
        return found

    def best_reading(self, s: Claim, value: sp.Expr) -> tuple[str, int]:
        """Return what a line that begins with `=` continues: what was spoken of last, or a function without a name."""
        if self.name or not self.on.current[0]:
            return self.on.current
        whole = (self.name, self.reached)
        are_right = (r for r in (whole, self.on.current) if self.step(s, value, *r).verdict in _NOT_WRONG)
        return next(are_right, whole)

    def is_to_be_solved(self, s: Claim, value: sp.Expr, before: Judgement | None, order: int) -> bool:
        """Return True of f'(x) = 0, f(x) = 5, and of the second side of 2x - 4 = 0 or of 2x - 4 = 6."""
        if s.subject is not None:
            is_equation = before is not None if order == 0 else value == 0
        else:
            was = None if before is None or before.statement.line != s.line else before.statement
            is_second = was is not None and (order > 0 or (was.is_beside and value == 0))
            is_side = is_second and was is not None and was.is_beside and not s.continues
            is_equation = is_second if value == 0 else is_side
        truth = self.facts.named_value(s.subject[0] if s.subject else self.on.current[0], order)
        there = self.on.told_place(truth, value) if s.subject and order == 0 else None
        is_value = there is not None and compared(substitute(truth, there), value, s.room).is_correct
        return is_equation and not truth.is_number and not is_value

    def continued(self, s: Claim, value: sp.Expr, beside: Judgement) -> Judgement:
        """Judge a line that begins with `=` below something else: it may continue that, or the function."""
        found = self.equations.of(s, value, beside)
        is_of_name = beside.statement.subject is not None and beside.statement.at is None and not beside.order
        if found.verdict != "incorrect" or is_of_name:
            return found
        self.beside = None
        other = self.of_expression(s, value)
        if other.verdict in ("correct", "follows") or isinstance(beside.statement.typed, Pending):
            return other
        self.beside = beside
        return found

    def stated(self, s: Claim, value: sp.Expr, name: str) -> Judgement:
        """Return the function itself, or the first that is said of another one."""
        if s.subject is None or s.subject[1] == 0:
            part = Judgement(s, value, 0, about="" if name == self.name else PART)
            if name != self.name and (right := self.facts.named_value(name, 0)) != value:
                there = self.on.told_place(right, value)  # y = 50 of y = 100 - 2x, at x = 25
                check = compared(right if there is None else substitute(right, there), value, s.room)
                if check.is_correct and there is not None:
                    self.beside = replace(part, check=check)
                    return self.beside
                if check.is_correct is False and self.solving.before is not None:
                    self.on.consequences.said[name] = value, s.line
                    mistakes = mistakes_in_equation(self.solving.before, symbol(name) - (s.typed or sp.S.Zero))
                    return replace(part, check=with_diagnosis(check, mistakes))
            e = symbol(name) - (s.typed or sp.S.Zero)
            is_right = self.solving.admits(e) if name != self.name and self.solving.told else None
            return part if is_right is None else replace(part, check=Check(value, is_right, "proved"))
        self.on.before[name] = Judgement(s, self.facts.functions[name], 0)
        return self.step(s, value, *s.subject)

    def step(self, s: Claim, value: sp.Expr, name: str, order: int) -> Judgement:
        before = self.on.before[name]
        orders = self.orders(s, before, name, order)
        checks = [(order, self.facts.compared(name, order, value, s.room, s.where or ())) for order in orders]
        order, check = next(((n, c) for n, c in checks if c.is_correct), checks[0])
        if check.is_correct is not False:
            about = PART if order == 0 and name != self.name else ""
            if s.typed is not None and check.is_correct:
                self.on.formulas[Pending(symbol(name), self.x, sp.Integer(order))] = s.typed
            corrected = before if before.order == order else None
            return self.held(s, value, check, order=order, before=corrected, about=about)
        if value is sp.S.NaN is not s.typed and not s.is_beside:
            said = "there is no such limit: what is divided does not go to 0"
            return self.held(s, value, check, order=order, mistakes=lambda: (Diagnosis("no limit", said),))
        if (given := self.given(s, value, order, before)) is not None:
            return given
        if not order and (found := self.with_constants(s, value, name)) is not None:
            return found
        is_beside = bool(s.kind or self.on.is_differentiated or self.on.lines.stated)
        if s.subject == ("y", 0) and (line := self.on.line_in_parameter(s, value, symbol("y"))) is not None:
            return line
        if s.subject is not None and order == 0 and is_beside and self.facts.is_line(value):
            return self.on.drawn(s, value)
        if s.subject == ("y", 0) and self.equations.is_inverted and (inverse := self.facts.inverted(value)).is_correct:
            return Judgement(s, before.value, 0, inverse, about="the inverse function")
        return self.on.wrong(s, value, order, check, name)

    def given(self, s: Claim, value: sp.Expr, order: int, before: Judgement) -> Judgement | None:
        """Return that a line which is not what it stands for may be an equation that is given, None if it is none."""
        was = before.statement
        if not order and s.subject is not None and (was.line, was.subject) == (s.line, s.subject):
            raise UnsupportedError("another curve is told")  # between y = x and y = x^2
        if self.equations.unknown(value - before.value) and before.statement.line == s.line:  # 2x = λ
            return self.equations.solved(s, before.value - value)
        if s.is_beside and s.subject is None:  # an equation of its own
            is_of_another = self.equations.is_about_a_part(s.typed) or self.facts.strangers(value)
            return Judgement(s, value, order, about="" if s.to or is_of_another else EQUATION)
        if not order and value.is_number and before.check is None and before.value.free_symbols - {self.x}:
            self.solving.ask(before.value - value)
            return Judgement(s, value, 0, about=EQUATION)  # V = pi r^2 h = 500
        if s.line > 1 and not self.name and not order and compare(self.facts.derivative(1).result, value).is_correct:
            return Judgement(s, value, 0, about=EQUATION)  # x^2 = 2x below words, where two curves meet
        return None

    def with_constants(self, s: Claim, value: sp.Expr, name: str) -> Judgement | None:
        """Judge another form of a function, in which letters may be lost for what they were found to be."""
        typed = self.facts.subject.typed if name == self.name else self.facts.functions[name]
        lost = typed.free_symbols - value.free_symbols - {self.x}
        if known := {u: e for u in lost if (e := self.solving.value(u)) is not None}:  # P_0 = 100, of P(0) = 100
            self.on.fix(known)
            return self.step(s, value, name, 0)
        found = {u: solved_for(typed - value, u) for u in sorted(lost, key=str)}
        put = {u: e for u, e in found.items() if e is not None}
        if not put or name != self.name:
            return None
        told = [e.xreplace(put) for e in self.solving.told if not e.has(Pending)]
        if not any(compare(e, sp.S.Zero).is_correct for e in told):
            raise UnsupportedError("what a letter is may have been found")  # C = 5, and so f(x) = x^2 + 5
        self.on.fix(put)  # y = 20 - x, of x + y = 20
        return self.held(s, value, Check(value, True, "proved"), order=0)

    def orders(self, s: Claim, before: Judgement, name: str, order: int) -> list[int]:
        """Return the orders that it may have: a derivative's, and after an expression alone 0."""
        if s.subject is not None or order:
            return [order]
        is_same = before.statement.line == s.line or (bool(name) and s.continues)
        return [0] if is_same else [1, 0]


_NOT_WRONG = ("correct", "given", "follows")
