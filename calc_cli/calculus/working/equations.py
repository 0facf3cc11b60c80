"""A working that solves equations: x^2 - 5x + 6 = 0, (x - 2)(x - 3) = 0, x = 2 or x = 3; or a system of them."""

from collections.abc import Sequence

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.working.claims import EQUATION, Claim, Judgement, Working
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.solutions import JudgedSolutions
from calc_cli.errors import UnsupportedError


def judge_equations(x: sp.Symbol, statements: Sequence[Claim], *, has_all_solutions: bool) -> Working:
    """Judge what is said of the equation that the first line gives, and of those told beside it."""
    judge = _OfEquations(has_all_solutions=has_all_solutions)
    found = judge.solutions.all_of(statements, lambda _: True)
    return Working(x, None, sp.Tuple(*judge.solving.told), None, 0, found)


class _OfEquations(Judge):
    order = 0

    def __init__(self, *, has_all_solutions: bool) -> None:
        super().__init__()
        self.solutions = JudgedSolutions(self, has_all_solutions=has_all_solutions)

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None or s.typed.has(sp.Integral) or s.to is not None or (s.subject and s.subject[1]):
            raise UnsupportedError("this is no equation")
        if (left := self.before_sign(s, symbol("x"))) is None:
            return Judgement(s, s.typed, 0, about=EQUATION)
        return self.solutions.judged(s, left - s.typed)
