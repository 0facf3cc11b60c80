"""A line that a working draws beside a curve: a tangent, or a normal, where that is told or its form tells it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.function_facts import FunctionFacts
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.checking.working import Claim, Judgement
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class Touch:
    """A point of the curve, its slope there, and where the working said that, if it did."""

    x: sp.Expr
    y: sp.Expr
    slope: sp.Expr
    stated: Judgement | None = None
    is_certain: bool = False
    """Whether the working says that the line is drawn here."""

    def line(self, kind: str, x: sp.Symbol) -> sp.Expr:
        """Return the tangent or the normal."""
        return self.y + (self.slope if kind == "tangent" else -1 / self.slope) * (x - self.x)


def judge_line(s: Claim, line: sp.Expr, x: sp.Symbol, touches: Sequence[Touch]) -> Judgement:
    """Judge y = `line`, which the claim may call tangent or normal, at the places where it may be meant to touch.

    What has neither the slope nor the point of the last of them is no tangent, unless the claim tells that.
    """
    kinds = [s.kind] if s.kind else ["tangent", "normal"]
    for touch in touches:
        for kind in kinds:
            if (kind == "tangent" or touch.slope != 0) and compare(touch.line(kind, x), line).is_correct:
                return Judgement(s, line, 1, Check(line, True, "proved"), about=f"the {kind}")
    slope = sp.diff(line, x)
    for touch in touches:
        said = touch.slope if touch.stated is None else touch.stated.value
        has_slope = compare(said, slope).is_correct
        has_point = compare(touch.y, line.xreplace({x: touch.x})).is_correct
        if has_slope or has_point or s.kind or touch.is_certain:
            origin = touch.stated.source if touch.stated and has_slope and has_point and touch.stated.is_wrong else None
            check = compare(touch.line(kinds[0], x), line)
            which = Diagnosis("point of the tangent", "it does not go through the point of the curve")
            if has_point:
                which = Diagnosis("slope of the tangent", "its slope is not that of the curve there")
            check = replace(check, diagnosis=(which,), remarks=())
            return Judgement(s, line, 1, check, origin=origin, about=f"the {kinds[0]}")
    raise UnsupportedError("whether this is meant to be a tangent is not known")


class LinesBeside:
    """Judges lines beside the graph of a function; `stated` are places where its slope was told, with what was."""

    def __init__(self, facts: FunctionFacts) -> None:
        self.facts, self.x, self.name = facts, facts.subject.x, facts.subject.name
        self.stated: list[tuple[sp.Expr, Judgement]] = []

    def strangers(self, value: sp.Expr) -> set[sp.Symbol]:
        """Return y, of a line y - 9 = 6(x - 3) that is drawn beside f."""
        return {symbol("y")} & value.free_symbols if self.name != "y" else set()

    def solved(self, first: Judgement, s: Claim) -> sp.Expr:
        """Return the line y = ... that the two sides of an equation in x and y tell. Raises UnsupportedError."""
        sides = (first.statement.typed or sp.S.NaN, s.typed or sp.S.NaN)
        left, right = sides if self.name == "y" else map(self.facts.expand_names, sides)
        found = solved_for(left - right, symbol("y"))
        if found is None or not self.facts.is_line(found):
            raise UnsupportedError("this is no line")
        return found

    def judged(self, s: Claim, line: sp.Expr) -> Judgement:
        """Judge a line: at the place that it tells, else wherever it touches, else at a place that was told before."""
        f, slope = self.facts.subject.expression, self.facts.derivative(1).result
        if line.free_symbols - f.free_symbols - {self.x}:
            raise UnsupportedError("this is a line in general")
        told = s.at.get(self.x) if s.at else None
        form = place_in_form(s.typed, self.x) if told is None else told
        places = [*(reversed(self.stated) if told is None else ()), *([] if form is None else [(form, None)])]
        searched = told is None and s.kind != "normal"
        touching = self.facts.solutions(slope - sp.diff(line, self.x)) if searched else None
        touches = any(compare(self.height(a), line.xreplace({self.x: a})).is_correct for a in touching or ())
        if touches or (touching is not None and s.kind and not places):
            mistake = Diagnosis("no tangent", "it touches the curve nowhere")
            check = Check(line, touches, "proved", diagnosis=() if touches else (mistake,))
            return Judgement(s, line, 1, check, about="the tangent")
        points = [Touch(a, self.height(a), slope.xreplace({self.x: a}), said, told is not None) for a, said in places]
        return judge_line(s, line, self.x, points)

    def height(self, a: sp.Expr) -> sp.Expr:
        return self.facts.subject.expression.xreplace({self.x: a})


def place_in_form(typed: sp.Expr | None, x: sp.Symbol) -> sp.Expr | None:
    """Return a of m (x - a), which tells where a line y - b = m (x - a) is drawn."""
    if typed is None or not typed.is_Mul or not any(part.is_Add and part.has(x) for part in typed.args):
        return None
    return solved_for(typed, x)


def solved_for(e: sp.Expr, p: sp.Symbol) -> sp.Expr | None:
    """Return the p for which e, which must be linear in it, is 0."""
    value = evaluated(e)
    factor = sp.S.Zero if value is None else sp.expand(value).diff(p)
    if value is None or factor.is_zero or factor.has(p):
        return None
    return tidy(-value.xreplace({p: sp.S.Zero}) / factor)
