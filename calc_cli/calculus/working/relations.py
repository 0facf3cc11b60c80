"""A working about an equation between quantities: the slope of the curve that it is, or rates that depend on another.

The quantities are functions of one variable: y of x on a curve, where the rate of x is 1; or all of them of the time t,
as in A = pi r^2. Differentiated, the equation is linear in the rates, and tells that of one of them. A line is right
if it holds at every point of the curve when this is put in. What a working tells of quantities and rates, r = 5 and
dr/dt = 2, is given, unless what was told before determines it; then a line need hold only where all of it does. One
that is wrong is solved for a rate, and what then holds with that follows from the mistake.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

import sympy as sp

from calc_cli.algebra.evaluate import substitute, value_at
from calc_cli.algebra.functions import Pending, symbol
from calc_cli.calculus.checking.diagnosis import diagnose
from calc_cli.calculus.checking.implicit_mistakes import mistake_in_second, mistake_in_slope
from calc_cli.calculus.checking.question import compared, has_value
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.on_curve import compare_on_curve
from calc_cli.calculus.working.claims import EQUATION, PART, RATE, VALUE, Claim, Judgement, Point, Working
from calc_cli.calculus.working.departure import ANOTHER_PART
from calc_cli.calculus.working.drawn_lines import LinesBeside, Touch, judge_line, solved_for
from calc_cli.calculus.working.equation_steps import mistakes_in_equation
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.rewriting import diagnose_rewriting
from calc_cli.calculus.working.solutions import JudgedSolutions
from calc_cli.errors import UnsupportedError


def judge_relation(
    curve: Curve,
    line: int,
    time: sp.Symbol,
    statements: Sequence[Claim],
    letters: Sequence[sp.Symbol],
    parts: Mapping[sp.Symbol, sp.Expr],
) -> Working:
    """Judge statements about a curve, whose equation is on a `line`, and the rates in `time`, which may be its x.

    The `letters` are the quantities that vary, and the `parts` those that are given by others.
    """
    judge = _OnRelation(curve, line, time, letters, parts)
    found = tuple(map(judge.of, map(judge.placed, statements)))
    typed = sp.Eq(curve.left, curve.right, evaluate=False)
    return Working(time, None, typed, judge.slope, 1, found)


class _OnRelation(Judge):
    """`truth` is 0 for the right rates; `known` what was told of quantities and rates.

    `left` is what the next side of an equation must be equal to, `head` the first side of its line; `wrong` has what is
    0 for the rates that follow from the last mistake, with its line. `chained` is the line of the mistake in what
    stands before the next `=`; `is_asked` is True once a line asked where something holds, as y' = 0 does.
    """

    def __init__(
        self, curve: Curve, line: int, time: sp.Symbol, letters: Sequence[sp.Symbol], parts: Mapping[sp.Symbol, sp.Expr]
    ) -> None:
        super().__init__()
        self.curve, self.first, self.time, self.parts = curve, line, time, parts
        self.is_related = time != curve.x
        self.rates = {v: symbol(f"{v}'") for v in letters}
        self.known: dict[sp.Symbol, sp.Expr] = {}
        self.solutions = JudgedSolutions(self)
        self.second = symbol(f"{curve.y}''")
        self.truth = self.rate(curve.equation)
        self.slope = self.rate_in(self.truth)[self.rates[curve.y]] if self.is_related else curve.slope()
        self.left: sp.Expr | None = None
        self.before: sp.Expr | None = None
        """The last equation that is right, as what is 0."""
        self.head = self.sides = curve.left
        """The first side of the line, and the difference of the last two that were compared."""
        self.line = 0
        self.chained: int | None = None
        self.wrong: list[tuple[sp.Expr, int]] = []
        self.lines = LinesBeside(curve.x, self.touch)
        self.points: list[Touch] = []
        self.is_asked = False
        self.is_stated = False
        """Whether both sides of the curve were told."""

    def rate_in(self, equation: sp.Expr, *sides: sp.Expr) -> dict[sp.Symbol, sp.Expr]:
        """Return the rate that an equation tells, one of those in the sides that was not told, and y''."""
        if not self.is_related:
            p = self.rates[self.curve.y]
            slope = self.slope if equation is self.truth else solved_for(equation, p) or sp.S.NaN
            return {p: slope, self.second: self.curve.rate(slope, slope)}
        there = sp.Tuple(*sides).free_symbols
        rates = sorted(self.rates.values(), key=lambda p: (p in self.known, p not in there))
        found = ((p, solved_for(equation, p)) for p in rates)
        return next(({p: value} for p, value in found if value is not None), {})

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None or s.wrt:
            raise UnsupportedError("this is not read")
        value = self.value(s.typed)
        left, is_new = self.left, (s.line != self.line or s.is_beside) and not s.continues
        if s.subject is not None and self.parts.get(symbol(s.subject[0])) == value:
            return Judgement(s, value, 0, about=PART)
        if s.subject is not None:
            left, is_new = self.named(*s.subject), False
            self.head = left
        if s.at is not None and not s.kind:
            self.left, self.line = value, s.line
            if s.subject is None and not is_new and left is not None and left.is_number:
                return self.held(s, value, compared(left, value, s.room), about=RATE)
            return self.at_point(s, left if s.subject == (self.curve.y.name, 1) else None, value, s.at)
        chained = self.chained if s.subject is None else None
        self.left, self.line, self.chained = value, s.line, None
        is_curve = s.line == self.first and not self.is_stated
        if is_curve or is_new or left is None:
            self.head, self.is_stated = value, self.is_stated or not s.is_beside
            return Judgement(s, value, int(not is_curve), about="the curve" if is_curve else EQUATION)
        line = None if left.has(*self.rates.values()) else solved_for(left - value, self.curve.y)
        is_drawn = s.kind or (self.lines.stated and not self.is_asked)
        if is_drawn and line is not None and sp.diff(line, self.curve.x, 2) == 0:
            return judge_line(s, line, self.curve.x, self.lines.places(s, line))
        if self.is_related and isinstance(left, sp.Symbol) and not value.free_symbols:
            self.left = value
            return self.told(s, left, value, self.known)
        found = self.equation(s, left, value)
        if found.verdict == "correct" and chained is not None:
            found = replace(found, origin=chained)
        self.chained = found.source if found.is_wrong else None
        return found

    def is_pending(self, typed: sp.Expr) -> bool:
        return not self.is_related and super().is_pending(typed)  # rates may stay in what relates them

    def placed(self, s: Claim) -> Claim:
        """Note what a claim tells of quantities, x = 6: y = 8, or the first line of a point, and return it without."""
        if self.is_related and s.at and s.at.keys() <= self.rates.keys():
            self.known = {**s.at, **self.known}
            return replace(s, at=None)
        if s.line != self.first or s.at is None:
            return s
        self.points += [touch for touch in [self.touch(s.at)] if touch]
        self.lines.stated += self.points
        return replace(s, at=None)

    def named(self, name: str, order: int) -> sp.Expr:
        """Return what stands for a quantity or its rate. Raises UnsupportedError for another."""
        letter = symbol(name)
        if letter in self.parts:
            return self.value(Pending(letter, self.time, sp.S.One)) if order else self.parts[letter]
        by_order = {0: letter, 1: self.rates.get(letter), 2: self.second if letter == self.curve.y else None}
        if letter not in self.rates or (found := by_order.get(order)) is None:
            raise UnsupportedError("this is not about the slope")
        return found

    def told(self, s: Claim, letter: sp.Symbol, value: sp.Expr, known: Point) -> Judgement:
        """Judge the value of a quantity or a rate: it is given unless what is known determines it."""
        if {letter} == sp.Tuple(*self.solving.told).free_symbols:
            return self.solutions.judged(s, letter - value)
        is_rate = letter not in self.rates
        about = RATE if is_rate else VALUE
        there = {u: e for u, e in known.items() if u != letter}
        rest = has_value((self.truth if is_rate else self.curve.equation).xreplace(there))
        if rest.free_symbols != {letter}:
            self.known.setdefault(letter, value)
            return Judgement(s, value, 0, about=about)
        truth = solved_for(rest, letter)
        check = compare(rest.xreplace({letter: value}), sp.S.Zero) if truth is None else compared(truth, value, s.room)
        if check.is_correct:
            self.known.setdefault(letter, value)
        before, known = sp.S.Zero if self.before is None else self.before, dict(there)
        there[letter] = value
        follows = (line for e, line in self.wrong if is_rate and compare(e.xreplace(there), sp.S.Zero).is_correct)

        def mistakes() -> tuple[Diagnosis, ...]:
            typed = s.typed or value
            if found := mistakes_in_equation(before.xreplace(known), letter - typed):
                return found
            right = substitute(solved_for(before, letter) or sp.S.Zero, known)
            return diagnose_rewriting(right, letter, right, typed)

        return self.held(s, value, check, about=about, follows=follows, mistakes=mistakes)

    def at_point(self, s: Claim, left: sp.Expr | None, value: sp.Expr, at: Point) -> Judgement:
        """Judge the slope at a point of the curve."""
        touch = self.touch(at)
        self.points += [] if touch is None else [touch]
        if not isinstance(left, sp.Symbol) or touch is None:
            raise UnsupportedError("this is no slope at a point of the curve")
        found = self.told(s, left, value, at)
        self.lines.state(at, found)
        return found

    def touch(self, at: Point) -> Touch | None:
        """Return what the curve does at a point of it."""
        point, curve = dict(at), self.curve
        x, y = (point.get(letter) for letter in (curve.x, curve.y))
        if self.is_related or x is None or y is None:
            return None
        if not compare(curve.equation.xreplace(point), sp.S.Zero).is_correct:
            return None
        return Touch(x, y, value_at(self.slope, point))

    def value(self, e: sp.Expr) -> sp.Expr:
        """Write the expression with y' and y'' for rates, and take the derivatives that are still to be taken in it."""
        known = {(v, 1): p for v, p in self.rates.items()} | {(self.curve.y, 2): self.second}
        e = e.xreplace({r: known[key] for r in e.atoms(Pending) if (key := (r.args[0], int(r.args[2]))) in known})
        e = e.xreplace(self.parts)
        for pending in e.atoms(Pending):
            of = has_value(pending.args[0].xreplace(self.parts))
            if pending.args[2] != 1 or of.has(Pending, self.second):
                raise UnsupportedError("this derivative is not taken")
            e = e.xreplace({pending: self.rate(of)})
        return e

    def rate(self, of: sp.Expr) -> sp.Expr:
        """Return the derivative of an expression in quantities and the first rate."""
        own = sp.S.Zero if self.is_related else differentiate(of, self.curve.x)
        along = (differentiate(of, v) * p for v, p in self.rates.items())
        return sp.Add(own, *along, self.second * sp.diff(of, self.rates[self.curve.y]))

    def equation(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement:
        sides = self.sides = left - right
        if self.is_related and self.is_put_in(left, sides):
            return Judgement(s, right, 0, about=EQUATION)
        check = compared(left, right, s.room) if sides.is_number else self.compared(left, right, self.truth)
        is_bare = not sides.has(*self.rates.values())
        is_slope = bool(left.free_symbols) and is_bare and not self.points and compare(left, self.slope).is_correct
        is_asked = right.is_number and (left.is_Symbol or is_slope or (right == 0 and is_bare))
        self.is_asked |= bool(is_asked and check.is_correct is False and not self.is_related)
        is_at_point = not sides.has(self.curve.x, self.curve.y) or (right.is_number and bool(self.points))
        if check.is_correct is False and not self.is_related and is_at_point and not is_asked:
            check = self.at_places(sides, check)
        if check.is_correct is False and not self.is_related and (is_asked or (self.is_asked and is_bare)):
            return self.condition(s, left, sides)
        if check.is_correct and sides.free_symbols:
            self.before = sides
        if check.is_correct is False and self.is_related and left != self.head and self.put_in(left, right):
            raise UnsupportedError("the values that were put in were not told")
        about = EQUATION if s.subject is None else "the derivative"
        wrong = (line for truth, line in self.wrong if self.compared(left, right, truth).is_correct)
        used = (w.source for e, w in self.restored(left) if self.compared(e, right, self.truth).is_correct)
        follows = chain(wrong, used)
        mistakes = partial(self.mistakes, left, right, s.line)
        found = self.held(s, right, check, about=about, follows=follows, mistakes=mistakes)
        self.wrong += [(sides, found.origin)] if found.origin is not None else []
        return found

    def condition(self, s: Claim, left: sp.Expr, difference: sp.Expr) -> Judgement:
        """Judge a condition on the points of the curve, y' = 0 or -x/y = 1/2, or what follows from it there: x = 0."""
        e = difference.xreplace({self.rates[self.curve.y]: self.slope})
        if not e.free_symbols <= {self.curve.x, self.curve.y}:
            raise UnsupportedError("where this holds is asked, not told")
        if self.solving.told:
            return self.solutions.judged(s, e)
        if left.is_Symbol and e == difference:
            raise UnsupportedError("what this solves was not told")
        self.solving.ask(self.curve.equation)
        self.solving.ask(e)
        return Judgement(s, difference, 0, about=EQUATION)

    def is_sure(self, s: Claim, found: Judgement, before: Judgement | None) -> bool:
        """Return False of a line that lacks a quantity, in the place of which a relation or value may have been put."""
        there = self.sides.free_symbols | {*self.known}
        letters = self.curve.equation.free_symbols if self.is_related else ()
        lacks = any(not {v, self.rates.get(v)} & there for v in letters)
        is_named = found.check is not None and any(d.rule != ANOTHER_PART for d in found.check.diagnosis)
        return super().is_sure(s, found, before) and (is_named or not lacks)

    def put_in(self, left: sp.Expr, right: sp.Expr) -> set[sp.Basic]:
        """Return the quantities and rates in the place of which something else stands that was not told."""
        return {*self.rates, *self.rates.values()} & left.free_symbols - right.free_symbols - {*self.known}

    def is_put_in(self, left: sp.Expr, sides: sp.Expr) -> bool:
        """Note what is told by an equation with numbers, as dx/dt = 8 by 8 = 2u u', or 100 = 4π(25)^2 r' of r'."""
        before, rates = sp.S.Zero if self.before is None else self.before, {*self.rates.values()}
        if sides.free_symbols and sides.free_symbols <= rates and not self.known:
            self.solving.ask(sides)
            return True
        put = (p for p in rates & before.free_symbols if left.is_number and p not in self.known)
        found = next((p for p in put if compare(before.xreplace({p: left}), sides).is_correct), None)
        self.known |= {} if found is None else {found: left}
        return found is not None

    def at_places(self, difference: sp.Expr, check: Check) -> Check:
        """Check an equation about the slope at the points told. Raises UnsupportedError if there are none."""
        if not self.points:
            raise UnsupportedError("the point that this is about was not told")
        x, y, p = self.curve.x, self.curve.y, self.rates[self.curve.y]
        places = ({x: touch.x, y: touch.y, p: touch.slope} for touch in self.points)
        is_right = any(compare(difference.xreplace(there), sp.S.Zero).is_correct for there in places)
        return Check(check.given, True, "proved") if is_right else check

    def mistakes(self, left: sp.Expr, right: sp.Expr, line: int) -> tuple[Diagnosis, ...]:
        """Return what gives this equation, which is noted for what follows from it."""
        equation = left - right
        if not equation.has(self.second, *self.rates.values()):
            self.wrong = [(self.rate(self.head - right), line)] if equation.free_symbols else self.wrong
            return diagnose_rewriting(left, self.curve.x, left, right)
        is_first = self.second not in equation.free_symbols and equation.has(*self.rates.values())
        self.wrong = [(equation, line), (self.head - right, line)] if is_first else []
        known = self.known if self.is_related else {}
        if self.before is not None and (
            told := mistakes_in_equation(*(e.xreplace(known) for e in (self.before, equation)))
        ):
            return told
        if told := self.put_in_wrongly(equation):
            return told
        if not self.is_related:
            solved = solved_for(equation, self.rates[self.curve.y]) if is_first else None
            if solved is not None:
                return mistake_in_slope(self.curve, solved)
            slope = {self.rates[self.curve.y]: self.slope}
            second = solved_for(equation.xreplace(slope), self.second)
            return () if second is None else mistake_in_second(self.curve, second)
        for v, p in self.rates.items():
            if not right.has(p) and self.compared(left, right * p, self.truth).is_correct:
                said = "the inner derivative is missing: {} is a function of {} too"
                return (Diagnosis("inner derivative missing", said, (v, self.time)),)
        whole, formula = has_value(right), self.curve.right
        for v, p in self.rates.items() if left == self.rates.get(self.curve.left) else ():
            slope, given = differentiate(has_value(formula), v), sp.diff(whole, p)
            if v != self.curve.left and not compare(slope, given).is_correct:
                return diagnose(formula, has_value(formula), v, slope, given)
        return ()

    def put_in_wrongly(self, equation: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return what was made of the values in the factor of a rate, as in 100 = 4π(10) r' of V' = 4πr^2 r'."""
        for p in self.rates.values() if self.known and self.before is not None else ():
            factor, given = sp.diff(self.before, p), sp.diff(has_value(equation), p)
            right = substitute(factor, self.known)
            if factor.free_symbols and not right.free_symbols and given.is_number and given != has_value(right):
                return diagnose_rewriting(right, p, right, given)
        return ()

    def compared(self, left: sp.Expr, right: sp.Expr, truth: sp.Expr) -> Check:
        """Compare two sides on the curve, or where all that was told holds. Raises UnsupportedError if that is open."""
        rates = self.rate_in(truth, left, right)
        sides = [side.xreplace(rates) for side in (left, right)]
        there = [has_value(side.xreplace(self.known)) for side in sides]
        if self.known and not any(side.free_symbols for side in there):
            return compare(*there)
        found = compare_on_curve(self.curve, *map(has_value, sides))
        is_open = not (left - right).has(*self.rates) and any(side.has(*self.rates) for side in there)
        if found.is_correct is False and self.is_related and is_open:
            raise UnsupportedError("the quantities that were put in were not told")
        if self.known and found.is_correct is False:
            rates = {p: self.known[p] for p in self.rates.values() if p in self.known}
            found = compare_on_curve(self.curve, *(has_value(side.xreplace(rates)) for side in sides))
            if found.is_correct is False and len(rates) < len(self.known):
                raise UnsupportedError("not all that this is about was told")
        return found
