"""A line that a working draws beside a curve: a tangent, or a normal, where that is told or its form tells it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import evaluated
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.working.claims import Claim, Judgement, Point
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
            check = replace(check, diagnosis=(mistake_in_line(line, touch, x, kinds[0]),), remarks=())
            return Judgement(s, line, 1, check, origin=origin, about=f"the {kinds[0]}")
    raise UnsupportedError("whether this is meant to be a tangent is not known")


def mistake_in_line(line: sp.Expr, touch: Touch, x: sp.Symbol, kind: str = "tangent") -> Diagnosis:
    """Return what is wrong with a tangent or a normal."""
    if not compare(touch.y, line.xreplace({x: touch.x})).is_correct:
        return Diagnosis(f"point of the {kind}", "it does not go through the point of the curve")
    if kind == "normal" and compare(touch.slope, sp.diff(line, x)).is_correct:
        return Diagnosis("slope of the normal", "this is the slope m of the tangent: that of the normal is -1/m")
    return Diagnosis(f"slope of the {kind}", f"its slope is not that of the {kind} there")


class LinesBeside:
    """Judges lines beside a curve, of which `touch` tells a point, None if it is none of the curve.

    `stated` are the points where its slope was told, the last first.
    """

    def __init__(self, x: sp.Symbol, touch: Callable[[Point], Touch | None]) -> None:
        self.x, self.touch = x, touch
        self.stated: list[Touch] = []

    def state(self, at: Point, found: Judgement | None) -> None:
        """Note what was said of the slope at a point."""
        if (touch := self.touch(at)) is not None:
            self.stated.insert(0, replace(touch, stated=found))

    def places(self, s: Claim, line: sp.Expr) -> list[Touch]:
        """Return where a line may be meant to touch: where it is said, or a slope was told, or its form tells it."""
        if s.at and (told := self.touch(s.at)) is not None:
            self.stated.insert(0, told)
            return [replace(told, is_certain=True)]
        a = place_in_form(s.typed, self.x)
        if a is not None and (form := self.touch({self.x: a, symbol("y"): line.xreplace({self.x: a})})) is not None:
            self.stated.append(form)
        return self.stated


def place_in_form(typed: sp.Expr | None, x: sp.Symbol) -> sp.Expr | None:
    """Return a of m (x - a), which tells where a line y - b = m (x - a) is drawn."""
    if typed is None or not typed.is_Mul or not any(part.has(x) for part in typed.atoms(sp.Add)):
        return None
    return solved_for(typed, x)


def solved_for(e: sp.Expr, p: sp.Symbol) -> sp.Expr | None:
    """Return the p for which e, which must be linear in it, is 0."""
    value = evaluated(e)
    factor = sp.S.Zero if value is None else sp.expand(value).diff(p)
    if value is None or factor.is_zero or factor.has(p):
        return None
    return tidy(-value.xreplace({p: sp.S.Zero}) / factor)
