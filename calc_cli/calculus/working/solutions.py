"""What a working solves for: an equation is given, or its solutions must be among those that are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import sympy as sp

from calc_cli.calculus.checking.question import compared, has_value
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.working.claims import EQUATION, SOLUTION, Claim, Judgement
from calc_cli.calculus.working.equation_steps import mistakes_in_equation
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.solving import Solving
from calc_cli.errors import UnsupportedError


class JudgedSolutions:
    """Judges equations by the others that the working of a `judge` solves, perhaps for all solutions.

    `open` are the line, the first side and the difference of the sides of the last equation that was given.
    """

    def __init__(self, judge: Judge, *, has_all_solutions: bool = False) -> None:
        self.judge, self.has_all_solutions = judge, has_all_solutions
        self.open = (0, sp.S.Zero, sp.S.Zero)

    @property
    def solving(self) -> Solving:
        """What is solved at present."""
        return self.judge.solving

    def all_of(self, statements: Sequence[Claim], is_meant: Callable[[sp.Expr], bool]) -> tuple[Judgement, ...]:
        """Judge the claims of a working, and which of the solutions were lost, of those at places that are meant."""
        found = list(map(self.judge.of, statements))
        is_certain = self.has_all_solutions and all(j.is_read and not j.is_wrong for j in found)
        for lost, why in self.solving.lost([e for s in statements for e in (s.at or {}).values()], is_meant):
            i = next(i for i, s in enumerate(statements) if s is lost.claim)
            if found[i].verdict == "correct" and is_certain and not lost.claim.is_given:
                check = Check(found[i].value, False, "proved", diagnosis=(why,))
                found[i] = replace(found[i], check=check, about=SOLUTION)
            elif found[i].verdict == "correct" and not lost.is_value:  # 2x = 1 below 2x^2 = x, which may be for x > 0
                found[i] = replace(found[i], is_read=False)
        return tuple(found)

    def judged(self, s: Claim, difference: sp.Expr) -> Judgement:
        """Judge an equation, both sides of which differ by that: a solution must be one of what is asked.

        It is given where the equations before leave its unknowns open; what is wrong may follow from a wrong one.
        """
        if difference is sp.nan:
            raise UnsupportedError("there is nothing that this could be equal to")
        left, before = has_value(difference + (s.typed or sp.S.Zero)), self.solving.before
        there = self.solving.where(s.at)
        if self.open[:2] == (s.line, left):  # λ = 2 or λ = -2
            self.solving.told = tuple(e for e in self.solving.told if e != self.open[2])
        self.solving.note(s, difference)
        lost = () if left.is_Symbol else self.solving.loses(difference)
        is_right = False if lost else there.admits(difference, s.room, is_value=left.is_Symbol)
        letters = {u.name for u in sp.Tuple(*self.solving.told).free_symbols}
        is_formula = left.is_Symbol and not letters <= {*"xyz", "lambda"}  # x = b/a, of a x + b = 0
        if is_right is None and (told := self.solving.mistakes(difference)):
            check = Check(difference, False, "proved", diagnosis=told)
            return Judgement(s, difference, self.judge.order, check, about=SOLUTION)
        if is_right is None and there is not self.solving:
            raise UnsupportedError("whether this holds there is not known")
        if is_right is None or (not is_right and self.solving.may_be_told and not (is_formula or lost)):
            self.solving.ask(difference)
            self.open = s.line, left, difference
            return Judgement(s, difference, 0, about=EQUATION)
        judge, was = self.judge, self.judge.previous
        if was is not None and was.is_wrong and self.says_again(s, was, difference, is_right):
            return replace(was, statement=s, origin=was.source)
        follows = () if is_right else self.solving.follows(difference, s.line)
        check = Check(difference, is_right, "proved")
        usual = partial(mistakes_in_equation, before or sp.S.Zero, difference)
        mistakes = usual if there is self.solving else partial(there.another, left)
        order = judge.order
        return judge.held(s, difference, check, order=order, about=SOLUTION, follows=follows, mistakes=mistakes)

    def says_again(self, s: Claim, was: Judgement, difference: sp.Expr, is_right: bool) -> bool:
        """Return True of a value that is but another form of the wrong one before: r = sqrt(8) = 2.83, of r^3 = 8."""
        one, other = was.statement.typed, s.typed
        if not (self.judge.is_of_line(s) and one and other):
            return False
        if is_right:
            return bool(difference.is_number)
        return bool(one.is_number and other.is_number and compared(one, other, s.room).is_correct)
