"""What a working says of a function at places and beside it: values, other derivatives, the inverse, lines."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.trigonometric import TrigonometricFunction

from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.candidates import other_questions
from calc_cli.calculus.checking.composed_mistakes import explained_inverse
from calc_cli.calculus.checking.diagnosis import diagnose
from calc_cli.calculus.checking.question import (
    WrongAnswer,
    compared,
    derivative_of,
    evaluated,
    has_value,
    named,
    positive,
)
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.implicit.inverse import inverse
from calc_cli.calculus.steps import ordinal
from calc_cli.calculus.study.region import LINE
from calc_cli.calculus.study.systems import solve
from calc_cli.calculus.working.claims import EQUATION, SOLUTION, Claim, Conclusion, Judgement, Point, derivative_name
from calc_cli.calculus.working.conclusions import COURSES, check_asymptote, check_course, check_kind
from calc_cli.calculus.working.consequences import Consequences
from calc_cli.calculus.working.drawn_lines import LinesBeside, judge_line, solved_for
from calc_cli.calculus.working.equation_steps import MULTIPLIER, mistakes_in_multiplier
from calc_cli.calculus.working.function_facts import FunctionFacts, Subject
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.named_values import Told
from calc_cli.calculus.working.rewriting import diagnose_rewriting
from calc_cli.errors import CalcError, UnsupportedError

_CONSTANT = re.compile("[abckmpqABCDK]|lambda|[A-Za-z]_0")
"""What a letter is called that may be found, and is the same everywhere."""


class OnFunction(Judge):
    """What is known of a function and was told of it, as far as its values and what is drawn beside it go.

    `before` is the last judgement on each name, `formulas` what was rightly told of derivatives, by name, variable and
    order; `solving` has the equations that are being solved, `lines` judges what is drawn beside, `told` has what was
    said of names and places.
    """

    are_letters_known = True

    def __init__(self, subject: Subject, *, has_newton: bool) -> None:
        super().__init__()
        self.facts = FunctionFacts(subject)
        self.subject = subject
        self.typed, self.x, self.name, self.functions = subject.typed, subject.x, subject.name, subject.functions
        self.current = (self.name, subject.order)
        self.is_inverted = False
        self.letters = subject.typed.free_symbols | {
            *(symbol("y"), symbol("C"), self.x, MULTIPLIER),
            *map(symbol, self.functions),
        }
        self.formulas: dict[tuple[str, sp.Symbol, int], sp.Expr] = {}
        self.reached = subject.order
        self.before: dict[str, Judgement] = {}
        self.beside: Judgement | None = None
        self.consequences = Consequences(self.facts)
        self.lines = LinesBeside(self.x, self.facts.touch)
        self.told = Told(has_newton=has_newton)
        self.has_all_solutions = subject.has_all_solutions

    def of(self, s: Claim) -> Judgement:
        before, found = self.last, super().of(s)
        is_solution = found.about == SOLUTION and found.verdict == "correct"
        if is_solution and before in self.parameters and s.typed is not None and s.typed.is_number:
            self.fix({before: s.typed})
        return found

    @property
    def parameters(self) -> set[sp.Symbol]:
        """The letters of the function that stand for constants."""
        return {u for u in self.subject.expression.free_symbols - {self.x} if _CONSTANT.fullmatch(u.name)}

    def fix(self, known: Point) -> None:
        """Let letters of the function have the values that were found: from C = 5 on f(x) = x^2 + C is x^2 + 5."""
        old = self.subject
        self.functions = {name: f.xreplace(known) for name, f in old.functions.items()}
        self.typed = old.typed.xreplace(known)
        expression = has_value(old.expression.xreplace(known))
        self.subject = replace(old, typed=self.typed, expression=expression, functions=self.functions)
        self.facts = self.consequences.facts = FunctionFacts(self.subject)

    def meant(self, typed: sp.Expr) -> sp.Expr:
        return super().meant(self.spelled_out(typed))

    def spelled_out(self, e: sp.Expr) -> sp.Expr:
        return self.facts.expand_names(e)

    def is_within(self, place: sp.Expr) -> bool:
        with suppress(CalcError):
            value_at(self.subject.expression, {self.x: place})
            return True
        return False

    def solved(self, s: Claim, difference: sp.Expr) -> Judgement:
        told = [*self.solving.told, *(f for name, f in self.functions.items() if name == "g")]
        mistake = mistakes_in_multiplier(self.subject.expression, told, difference)
        if not mistake:
            return super().solved(s, difference)
        return Judgement(s, difference, 0, Check(difference, False, "proved", diagnosis=mistake), about=EQUATION)

    def vector(self, s: Claim, said: sp.Tuple) -> Judgement:
        """Note a direction, as in u = (3/5, 4/5)."""
        if s.subject is not None and not s.subject[1]:
            self.told.values.setdefault(s.subject[0], said)
        return super().vector(s, said)

    def concluded(self, s: Claim, said: Conclusion) -> Judgement:
        """Judge what is said of a place or of intervals."""
        if said.kind in COURSES:
            check = check_course(self.facts.whole, said.kind, said.intervals)
        elif said.kind == "asymptote":
            check = check_asymptote(self.facts.whole, said.place, said.value)
        else:
            check = check_kind(self.facts.whole, said.kind, said.place, said.value, self.subject.interval)
        if check.is_correct is False and self.refuted:
            raise UnsupportedError("something before is wrong, from which this may follow")
        return Judgement(s, sp.S.NaN, self.order, check, about="a conclusion")

    def told_place(self, truth: sp.Expr, value: sp.Expr) -> Point | None:
        """Return where the letters of the truth were said to be, of a number that is not the same everywhere."""
        there = {u: self.numbers[u][1] for u in truth.free_symbols if u in self.numbers}
        known = {u: e for u, e in there.items() if e is not None}
        return known if known and value.is_number and known.keys() == truth.free_symbols else None

    def elsewhere(self, s: Claim, value: sp.Expr, name: str, order: int) -> Judgement:
        """Judge a value at a place, or a derivative in another variable."""
        if name not in self.functions:
            return self.of_inverse(s, value, order)
        f, (*others, x) = self.functions[name], s.wrt or (self.x,)
        if order and x not in self.facts.expand_names(f).free_symbols | {self.x}:
            raise UnsupportedError("the function has no such variable")
        about = "the value" if s.at is not None else derivative_name(order, is_partial=True)
        for u in others:
            f, order = derivative_of(self.facts.expand_names(f), u), order - 1
        truth, before = self.facts.elsewhere(f, x, order, s.at), self.before.get(name)
        if s.at is None and value != 0 and (there := self.told_place(truth, value)) is not None:
            return self.elsewhere(replace(s, at=there), value, name, order)
        lengths = positive(sp.Tuple(truth, value)) if s.at is not None else ()  # A(r/sqrt(2)) = r^2
        check = compared(truth, value, s.room, lengths)
        if s.at is not None and not check.is_correct and truth.has(AppliedUndef):
            raise UnsupportedError("not all values are told")  # f(2), which a table may tell
        is_condition = bool(truth.free_symbols - value.free_symbols) and not check.is_correct
        if is_condition if s.at is not None else value == 0 and not truth.is_number:
            self.solving.ask(truth - value)  # N(5) = N_0/2, which tells what the rate is; f_x = 0, f_y = 0
            return Judgement(s, value, order, about=EQUATION)
        if s.at is None:
            self.formulas[name, x, order] = s.typed or value

        def follows() -> Iterator[int]:
            is_mistaken = before is not None and before.is_wrong and before.order == order
            if before and s.at and is_mistaken and compared(substitute(before.value, s.at), value).is_correct:
                yield before.source

        return self.held(
            s,
            value,
            check,
            order=order,
            about=about,
            follows=follows(),
            mistakes=partial(self.elsewhere_wrong, s, f, (name, x, order), (truth, value)),
        )

    def elsewhere_wrong(
        self, s: Claim, f: sp.Expr, target: tuple[str, sp.Symbol, int], sides: tuple[sp.Expr, sp.Expr]
    ) -> tuple[Diagnosis, ...]:
        """Return the mistake that gives a value at a place, or a derivative in another variable, of the function f."""
        (name, x, order), (truth, value) = target, sides
        if sp.S.NaN in sides:
            return ()
        if s.at is not None and truth.has(TrigonometricFunction):
            in_degrees = self.facts.elsewhere(f, x, order, {u: a * sp.pi / 180 for u, a in s.at.items()})
            if compared(in_degrees, value, s.room).is_correct:
                return (Diagnosis("degrees", "the angle is in radians, not in degrees"),)
        formula, whole = self.formulas.get(target) if order else f, evaluated(self.facts.expand_names(f))
        if formula is not None and s.at is not None:
            q = WrongAnswer(f, whole or f, x, truth, value, value, order, s.at)
            asked = named(q, other_questions(q)) if order else ()
            return asked or self.put_in_wrongly(formula, name, s.at, truth, value)
        return diagnose(f, whole, x, truth, value, order=order, at=s.at) if order and whole is not None else ()

    def put_in_wrongly(
        self, formula: sp.Expr, name: str, at: Point, truth: sp.Expr, value: sp.Expr
    ) -> tuple[Diagnosis, ...]:
        """Return what was made of the places in a formula that stands in the working, or which other one has them."""
        for (of, u, order), other in self.formulas.items():
            if of == name and compare(substitute(self.facts.expand_names(other), at), value).is_correct:
                said = f"this is the value of the {ordinal(order)} derivative" if order > 1 else "this is that of {}"
                return (Diagnosis("another formula", said, () if order > 1 else (Pending(symbol(name), u, sp.S.One),)),)
        there, places = substitute(self.facts.expand_names(formula), at), [a for a in at.values() if a.is_number]
        for a in places if truth == formula else ():
            if truth * a == value:
                said = "{} is the derivative everywhere: it is not multiplied by {}"
                return (Diagnosis("constant multiplied", said, (truth, a)),)
        return diagnose_rewriting(there, self.x, truth, value)

    def of_inverse(self, s: Claim, value: sp.Expr, order: int) -> Judgement:
        """Judge a value of the inverse function or of its derivative, or the inverse function itself."""
        y, at = sp.Dummy("y", real=True), (s.at or {}).get(self.x)
        if at == self.x and not order:
            return self.held(s, value, self.inverted(value), about="the inverse function")
        found = inverse(self.facts.whole, y, at=at, given=value if order else None)
        if found.preimage is None:
            raise UnsupportedError("the place is not known")
        check = explained_inverse(found).check if order else compared(found.preimage, value, s.room)
        return Judgement(s, value, order, check, about="the value")

    def inverted(self, value: sp.Expr) -> Check:
        """Check that the function takes the value back to x."""
        return compared(self.x, value_at(self.subject.expression, {self.x: value}))

    def line_of(self, first: Judgement, s: Claim) -> sp.Expr:
        """Return the line y = ... that the two sides of an equation in x and y tell. Raises UnsupportedError."""
        sides = (first.statement.typed or sp.S.NaN, s.typed or sp.S.NaN)
        left, right = sides if self.name == "y" else map(self.facts.expand_names, sides)
        found = solved_for(left - right, symbol("y"))
        if found is None or not self.facts.is_line(found):
            raise UnsupportedError("this is no line")
        return found

    def drawn(self, s: Claim, line: sp.Expr) -> Judgement:
        """Judge a line beside the graph: at the place that it tells, else wherever it touches, or at a place told."""
        if line.free_symbols - self.subject.expression.free_symbols - {self.x}:
            raise UnsupportedError("this is a line in general")
        touching = None if s.at or s.kind == "normal" else self.facts.touching(line)
        places = self.lines.places(s, line)
        if touching or (touching == [] and s.kind and not places):
            mistake = () if touching else (Diagnosis("no tangent", "it touches the curve nowhere"),)
            self.lines.stated[:0] = touching
            return Judgement(s, line, 1, Check(line, bool(touching), "proved", diagnosis=mistake), about="the tangent")
        return judge_line(s, line, self.x, places)

    def plane(self, s: Claim, plane: sp.Expr) -> Judgement:
        """Judge the plane that touches the graph of f(x, y): at the place that was told, else anywhere."""
        f, letters = self.subject.expression, sorted(self.subject.expression.free_symbols, key=str)
        told = [at for at in self.told.places if all(at.get(u, u).is_number for u in letters)]
        if not told:
            found = solve([derivative_of(f - plane, u) for u in letters], letters, LINE).points
            told = [{u: root.middle for u, root in point.items()} for point in found]
            told = [at for at in told if compare(f.xreplace(at), plane.xreplace(at)).is_correct]
        if not told or any(at != told[0] for at in told):
            raise UnsupportedError("where this touches is not known")
        at = dict(told[0])
        value, *rates = (e.xreplace(at) for e in (f, *(derivative_of(f, u) for u in letters)))
        truth = sp.Add(value, *(rate * (u - at[u]) for u, rate in zip(letters, rates, strict=True)))
        goes_through = compare(value, plane.xreplace(at)).is_correct
        where = "its slopes are not the partial derivatives there"
        mistake = Diagnosis("plane", where if goes_through else "it does not go through the point of the surface")
        return self.held(s, plane, compared(truth, plane), about="the plane", mistakes=lambda: (mistake,))
