"""What a working has told of a function, and what it says of it at places and beside it: values, the inverse, lines."""

from collections.abc import Set
from dataclasses import replace
from functools import partial

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.composed_mistakes import explained_inverse
from calc_cli.calculus.checking.diagnosis import diagnose, with_diagnosis
from calc_cli.calculus.checking.question import compared, derivative_of, positive
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.implicit.inverse import inverse
from calc_cli.calculus.study.region import LINE
from calc_cli.calculus.study.systems import solve
from calc_cli.calculus.working.claims import EQUATION, Claim, Conclusion, Judgement, Point, derivative_name
from calc_cli.calculus.working.conclusions import (
    ASYMPTOTE,
    COURSES,
    DOMAIN,
    REGULAR,
    check_asymptote,
    check_course,
    check_domain,
    check_kind,
    check_no_extremum,
    check_regularity,
    check_root,
)
from calc_cli.calculus.working.consequences import Consequences
from calc_cli.calculus.working.drawn_lines import LinesBeside, judge_line, place_in_form, solved_for
from calc_cli.calculus.working.function_facts import FunctionFacts, Subject
from calc_cli.calculus.working.function_mistakes import mistakes_in_step, mistakes_in_value
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.named_values import CLIMBED, Told, descent_factor
from calc_cli.calculus.working.rewriting import MISREADINGS, diagnose_rewriting
from calc_cli.errors import UnsupportedError


class FunctionValues:
    """Judges values and lines by the facts of a function and what was told of it; `judge` has what all workings share.

    `before` is the last judgement on each name, `formulas` what was rightly told of derivatives; `lines` judges what is
    drawn beside, `told` has what was said of names and places. `current` is the function and order that a step without
    a name means.
    """

    def __init__(self, judge: Judge, subject: Subject, methods: Set[str]) -> None:
        self.judge, self.facts = judge, FunctionFacts(subject)
        self.x, self.name = subject.x, subject.name
        self.current = (subject.name, subject.order)
        self.formulas: dict[Pending, sp.Expr] = {}
        self.before: dict[str, Judgement] = {}
        self.consequences = Consequences(self.facts)
        self.across = symbol("x") if self.facts.is_parametric else self.x
        """The variable of the lines that are drawn beside the curve."""
        self.lines = LinesBeside(self.across, lambda at: self.facts.touch(at))
        self.told = Told(methods)

    @property
    def is_differentiated(self) -> bool:
        """True if a derivative of the function was told."""
        return self.name in self.before and self.before[self.name].order > 0

    def fix(self, known: Point) -> None:
        """Let letters of the function have the values that were found."""
        self.facts = self.consequences.facts = self.facts.with_values(known)

    def concluded(self, s: Claim, said: Conclusion) -> Judgement:
        """Judge what is said of a place or of intervals, of the function that was differentiated last."""
        f, place = self.facts.of(self.current[0]), said.place
        if place is None and said.value is None:
            place = self.judge.numbers.get(self.x, (0, None))[1]
        if said.kind in COURSES:
            check = check_course(f, said.kind, said.intervals, place)
        elif said.kind in REGULAR:
            check = check_regularity(self.facts.whole, said.kind, said.intervals)
        elif said.kind.startswith("root"):
            check = check_root(self.facts.rate(int(said.kind[-1])), said.intervals[0])
        elif said.kind == DOMAIN:
            check = check_domain(self.facts.of(self.name), said.intervals)
        elif said.kind == ASYMPTOTE:
            check = check_asymptote(f, said.place, said.value)
        elif place is None and said.value is None:
            raise UnsupportedError("the place is not known")
        elif said.kind == "no extremum":
            check = check_no_extremum(f, place)
        else:
            check = check_kind(f, said.kind, place, said.value, self.facts.subject.interval)
        if check.is_correct is False and self.judge.refuted:
            raise UnsupportedError("something before is wrong, from which this may follow")
        return Judgement(s, sp.S.NaN, self.current[1], check, about="a conclusion")

    def are_found(self, letters: Set[sp.Symbol]) -> bool:
        """Let the letters have the values that were solved for; return True if any has: P_0 of P(5)."""
        parameters = letters & self.facts.parameters
        found = {u: e for u in parameters if (e := self.judge.solving.value(u)) is not None}
        self.fix(found)
        return bool(found)

    def told_place(self, truth: sp.Expr, value: sp.Expr) -> Point | None:
        """Return where the letters of the truth were said to be, of a number that is not the same everywhere."""
        numbers = self.judge.numbers
        there = {u: numbers[u][1] for u in truth.free_symbols if u in numbers}
        known = {u: e for u, e in there.items() if e is not None}
        return known if known and value.is_number and known.keys() == truth.free_symbols else None

    def elsewhere(self, s: Claim, value: sp.Expr, name: str, order: int) -> Judgement:
        """Judge a value at a place, or a derivative in another variable."""
        if name not in self.facts.functions:
            return self.of_inverse(s, value, order)
        f, (*others, x) = self.facts.functions[name], s.wrt or (self.x,)
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
        lost = set() if check.is_correct else truth.free_symbols - value.free_symbols
        if s.at is not None and self.are_found(lost):
            return self.elsewhere(s, value, name, order)
        if lost if s.at is not None else value == 0 and not truth.is_number:
            self.judge.solving.ask(truth - value)  # N(5) = N_0/2, which tells what the rate is; f_x = 0, f_y = 0
            return Judgement(s, value, order, about=EQUATION)
        rate = Pending(symbol(name), x, sp.Integer(order))
        if s.at is None:
            self.formulas[rate] = s.typed or value
        follows: list[int] = []
        if before is not None and s.at is not None and before.is_wrong and before.order == order:
            follows = [before.source] if compared(substitute(before.value, s.at), value).is_correct else []
        mistakes = partial(mistakes_in_value, self.facts, self.formulas, s, f, rate, (truth, value))
        return self.judge.held(s, value, check, order=order, about=about, follows=follows, mistakes=mistakes)

    def of_inverse(self, s: Claim, value: sp.Expr, order: int) -> Judgement:
        """Judge a value of the inverse function or of its derivative, or the inverse function itself."""
        y, at = sp.Dummy("y", real=True), (s.at or {}).get(self.x)
        if at == self.x and not order:
            return self.judge.held(s, value, self.facts.inverted(value), about="the inverse function")
        found = inverse(self.facts.whole, y, at=at, given=value if order else None)
        if found.preimage is None:
            raise UnsupportedError("the place is not known")
        check = explained_inverse(found).check if order else compared(found.preimage, value, s.room)
        return Judgement(s, value, order, check, about="the value")

    def line_of(self, first: Judgement, s: Claim) -> sp.Expr:
        """Return the line y = ... that the two sides of an equation in x and y tell. Raises UnsupportedError."""
        sides = (first.statement.typed or sp.S.NaN, s.typed or sp.S.NaN)
        left, right = sides if self.name == "y" else map(self.facts.expand_names, sides)
        found = solved_for(left - right, symbol("y"))
        if found is None or not self.facts.is_line(found):
            raise UnsupportedError("this is no line")
        return found

    def line_in_parameter(self, s: Claim, value: sp.Expr, left: sp.Expr) -> Judgement | None:
        """Judge a line in x and y beside a curve that has both by t; None if it is none, or tells the curve."""
        difference = left - (s.typed or left)
        if not self.facts.is_parametric or difference.free_symbols != {symbol("y"), self.across}:
            return None
        line, tells_curve = (
            solved_for(difference, symbol("y")),
            compared(self.facts.expand_names(left), value).is_correct,
        )
        if line is None or tells_curve or sp.diff(line, self.across, 2) != 0:
            return None
        for at in reversed(self.told.places):
            self.lines.state(at, None)
        return self.drawn(s, line)

    def drawn(self, s: Claim, line: sp.Expr) -> Judgement:
        """Judge a line beside the graph: at the place that it tells, else wherever it touches, or at a place told."""
        if line.free_symbols - self.facts.subject.expression.free_symbols - {self.across}:
            raise UnsupportedError("this is a line in general")
        place = place_in_form(s.typed, self.across)
        is_told = s.at is not None or (place is not None and any(at.get(self.x) == place for at in self.told.places))
        touching = None if is_told or s.kind == "normal" else self.facts.touching(line)
        places = self.lines.places(s, line)
        if touching or (touching == [] and s.kind and not places):
            mistake = () if touching else (Diagnosis("no tangent", "it touches the curve nowhere"),)
            self.lines.stated[:0] = touching
            return Judgement(s, line, 1, Check(line, bool(touching), "proved", diagnosis=mistake), about="the tangent")
        return judge_line(s, line, self.across, places)

    def plane(self, s: Claim, plane: sp.Expr) -> Judgement:
        """Judge the plane that touches the graph of f(x, y): at the place that was told, else anywhere."""
        f, letters = self.facts.subject.expression, sorted(self.facts.subject.expression.free_symbols, key=str)
        told = [at for at in self.told.places if all(at.get(u, u).is_number for u in letters)]
        if not told:
            found = solve([derivative_of(f - plane, u) for u in letters], letters, LINE).points
            told = [{u: root.middle for u, root in point.items()} for point in found]
            told = [at for at in told if compare(f.xreplace(at), plane.xreplace(at)).is_correct]
        if not told or any(at != told[0] for at in told):
            raise UnsupportedError("where this touches is not known")
        at = dict(told[0])
        value, *rates = (e.xreplace(at) for e in (f, *self.facts.slopes))
        truth = sp.Add(value, *(rate * (u - at[u]) for u, rate in zip(letters, rates, strict=True)))
        goes_through = compare(value, plane.xreplace(at)).is_correct
        where = "its slopes are not the partial derivatives there"
        mistake = Diagnosis("plane", where if goes_through else "it does not go through the point of the surface")
        return self.judge.held(s, plane, compared(truth, plane), about="the plane", mistakes=lambda: (mistake,))

    def descended(self, step: sp.Tuple) -> Check | None:
        """Check a step of descent in several variables, (1, 1) - 0.1 (2, 6); None if it is none."""
        letters = sorted(self.facts.subject.expression.free_symbols, key=str)
        is_step = "descent" in self.told.methods and all(e.is_Add and e.is_number for e in step)
        if not is_step or len(letters) != len(step):
            return None
        start = [e.args[0] for e in step]
        slopes = [e.xreplace(dict(zip(letters, start, strict=True))) for e in self.facts.slopes]
        factor = descent_factor(slopes, start, [*step])
        mistake = (CLIMBED,) if factor and factor > 0 else ()
        return None if factor is None else Check(step[0], not mistake, "proved", diagnosis=mistake)

    def wrong(self, s: Claim, value: sp.Expr, order: int, check: Check, name: str) -> Judgement:
        """Return what follows from a mistake before, or is one."""
        before, facts = self.before[name], self.facts
        expected = self.expected_after(before, order)
        if order == 1 and compare(facts.named_value(name, 1) * value, sp.S.NegativeOne).is_correct:
            raise UnsupportedError("this is the slope of what crosses the curve at a right angle")
        known = self.consequences.of(before, expected, order, name)
        follows = (line for truth, line in known if compare(truth, value).is_correct)
        is_explained = expected is None or s.where
        mistakes = tuple if is_explained else partial(mistakes_in_step, facts, s, before, order, expected, value)
        found = self.judge.held(s, value, check, order=order, follows=follows, mistakes=mistakes)
        if found.origin is not None or s.where or (found.check is not None and found.check.diagnosis):
            return found
        if before.order == 0 < order and s.subject is None:
            misread = diagnose_rewriting(facts.named(before.statement.typed), self.x, before.value, value)
            if misread and misread[0].rule in MISREADINGS:
                return Judgement(s, value, 0, with_diagnosis(compare(before.value, value), misread))
        if (before.order or before.statement.typed != facts.subject.typed) and name == self.name and order:
            told, truth = facts.whole, facts.derivative(order).result
            diagnosis = diagnose(told.typed, told.expression, self.x, truth, value, order=order)
            return replace(found, check=with_diagnosis(check, diagnosis))
        return found

    def expected_after(self, before: Judgement, order: int) -> sp.Expr | None:
        """Return what a right step from the statement before gives, None if no single step leads there."""
        if order == before.order:
            return before.value
        is_next = order == before.order + 1
        return self.facts.expand_names(Pending(before.value, self.x, sp.Integer(1))) if is_next else None
