"""A working about the slope of a curve, whose equation is the first line; each line is an equation that must hold.

In it y' stands for the slope: an equation holds if it does at every point of the curve when the right slope is put
in. One that does not is solved for y', and what then holds with that follows from the mistake.
"""

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.drawn_lines import LinesBeside, Touch, solved_for
from calc_cli.calculus.checking.implicit_mistakes import mistake_in_slope
from calc_cli.calculus.checking.question import has_value
from calc_cli.calculus.checking.working import EQUATION, Claim, Judge, Judgement, Point, Working, compared
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.on_curve import compare_on_curve
from calc_cli.errors import UnsupportedError


def judge_curve(curve: Curve, statements: Sequence[Claim]) -> Working:
    """Judge statements about y' on a curve, whose equation is the first line."""
    judge = _OnCurve(curve)
    found = tuple(map(judge.of, statements))
    typed = sp.Eq(curve.left, curve.right, evaluate=False)
    return Working(curve.x, None, typed, judge.slope, 1, found)


class _OnCurve(Judge):
    """`left` is what the next side of an equation must be equal to; `wrong` a slope that follows from a mistake.

    `chained` is the line of the mistake in what stands before the next `=`.
    """

    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self.slope = curve.slope()
        self.p, self.q = sp.Dummy("p", real=True), sp.Dummy("q", real=True)
        self.left: sp.Expr | None = None
        self.line = 0
        self.first: int | None = None
        self.chained: int | None = None
        self.wrong: tuple[sp.Expr, int] | None = None
        self.lines = LinesBeside(curve.x, self.touch)

    def judged(self, s: Claim) -> Judgement:
        self.first = self.first or s.line
        if s.typed is None or s.wrt is not None:
            raise UnsupportedError("this is not read")
        value = self.value(s.typed)
        if s.at is not None and not s.kind:
            return self.value_at(s, value, s.at)
        left, is_new = self.left, s.line != self.line and not s.continues
        if s.subject is not None:
            if s.subject[0] != self.curve.y.name or s.subject[1] > 2:
                raise UnsupportedError("this is not about the slope")
            left, is_new = (self.curve.y, self.p, self.q)[s.subject[1]], False
        chained = self.chained if s.subject is None else None
        self.left, self.line, self.chained = value, s.line, None
        if s.line == self.first or is_new or left is None:
            is_curve = s.line == self.first
            return Judgement(s, value, int(not is_curve), about="the curve" if is_curve else EQUATION)
        line = None if (left - value).has(self.p) else solved_for(left - value, self.curve.y)
        if line is not None and (s.kind or self.lines.stated) and sp.diff(line, self.curve.x, 2) == 0:
            return self.lines.judged(s, line)
        found = self.equation(s, left, value)
        if found.verdict == "correct" and chained is not None:
            found = replace(found, origin=chained)
        self.chained = found.source if found.is_wrong else None
        return found

    def value_at(self, s: Claim, value: sp.Expr, at: Point) -> Judgement:
        """Judge the slope at a point of the curve."""
        if s.subject != (self.curve.y.name, 1):
            raise UnsupportedError("this is not about the slope")
        touch = self.touch(at)
        if touch is None:
            raise UnsupportedError("this is no point of the curve")
        found = Judgement(s, value, 1, compared(touch.slope, value, s.room), about="the slope there")
        if found.is_wrong and self.wrong is not None and compare(self.wrong[0].xreplace(dict(at)), value).is_correct:
            found = replace(found, origin=self.wrong[1])
        self.lines.state(at, found)
        return found

    def touch(self, at: Point) -> Touch | None:
        """Return what the curve does at a point of it."""
        point = dict(at)
        x, y = (point.get(letter) for letter in (self.curve.x, self.curve.y))
        if x is None or y is None or not compare(self.curve.equation.xreplace(point), sp.S.Zero).is_correct:
            return None
        return Touch(x, y, value_at(self.slope, point))

    def value(self, e: sp.Expr) -> sp.Expr:
        """Write the expression with p for y', q for y'', and the derivatives that are still to be taken in it taken."""
        known = {1: self.p, 2: self.q}
        rates = {r: known[r.args[2]] for r in e.atoms(Pending) if r.args[0] == self.curve.y and r.args[2] in known}
        e = e.xreplace(rates)
        for pending in e.atoms(Pending):
            of = has_value(pending.args[0])
            if pending.args[2] != 1 or of.has(Pending, self.q):
                raise UnsupportedError("this derivative is not taken")
            e = e.xreplace({pending: self.curve.rate(of, self.p) + self.q * sp.diff(of, self.p)})
        return e

    def equation(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement:
        check = self.compared(left, right, self.slope)
        about = EQUATION if s.subject is None else "the derivative"
        origin = None
        if check.is_correct is False:
            if self.wrong is not None and self.compared(left, right, self.wrong[0]).is_correct:
                origin = self.wrong[1]
            else:
                solved = None if self.q in (left - right).free_symbols else solved_for(left - right, self.p)
                self.wrong = None if solved is None else (solved, s.line)
                check = check if solved is None else with_diagnosis(check, mistake_in_slope(self.curve, solved))
        return Judgement(s, right, 1, check, origin, about=about)

    def compared(self, left: sp.Expr, right: sp.Expr, slope: sp.Expr) -> Check:
        rates = {self.p: slope, self.q: self.curve.rate(slope, slope)}
        return compare_on_curve(self.curve, has_value(left.xreplace(rates)), has_value(right.xreplace(rates)))
