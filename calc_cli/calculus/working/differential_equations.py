"""A working that solves y' = f(x, y), or y'' = f(x, y, y'): dy/y = x dx, ln|y| = x^2/2 + C, y = A e^(x^2/2).

The highest derivative f is known, and so is the derivative of any expression along a solution, that of ∫ g dy being
g y'. With it an equation of rates or of integrals must hold; one with a constant of integration is solved for that,
which then must not change; y = g(x) must have the derivative f(x, g). What else is said, of constants and of places,
is given.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.functions import Pending, TypedFunction
from calc_cli.calculus.checking.integral_mistakes import explained
from calc_cli.calculus.checking.question import compared, derivative_of, has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.working.claims import EQUATION, Claim, Judgement, Point, Working
from calc_cli.calculus.working.equation_steps import is_multiple, mistakes_in_equation
from calc_cli.calculus.working.judge import Judge
from calc_cli.errors import UnsupportedError


def judge_differential(rate: Pending, highest: sp.Expr, statements: Sequence[Claim]) -> Working:
    """Judge what is said of the solutions of an equation that the first line tells, solved for the highest rate."""
    judge = _OfSolutions(rate, highest, statements[0].line)
    equation = sp.Eq(rate, highest, evaluate=False)
    return Working(rate.args[1], None, equation, None, 1, tuple(map(judge.of, statements)))


_CONSTANT = re.compile(r"[ABCDKck]|[A-Za-z]_?[0-4]")
"""What a constant of integration is called."""

_FACTORS = ("mu", "I")
"""What an integrating factor is called."""

START = "the value at the start"


class _OfSolutions(Judge):
    """The `integrated` are the sides of the last equation of integrals, the `general` those of one with a constant.

    The last `solution` that was found holds constants of integration.
    """

    order = 0
    solution: sp.Expr | None = None
    start: Point | None = None
    """Where the solution begins, as y(0) = 3 tells."""
    integrated: tuple[sp.Expr, ...] = ()
    general: tuple[sp.Expr, ...] = ()

    def __init__(self, rate: Pending, highest: sp.Expr, first: int) -> None:
        super().__init__()
        self.y, self.x, order = rate.args
        self.first = first
        lower = [Pending(self.y, self.x, sp.Integer(n)) for n in range(1, order)]
        stands: dict[sp.Expr, sp.Expr] = {each: sp.Dummy(real=True) for each in lower}
        along = [self.y, *stands.values(), highest.xreplace(stands)]
        self.rates = {self.x: sp.S.One, **dict(pairwise(along))}
        """The derivatives of x, y, y' ... along a solution."""
        self.highest, self.is_of_first_order = along[-1], order == 1

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None or s.to is not None or self.refuted:  # what is wrong below a mistake may follow from it
            raise UnsupportedError("this is not read")
        if (left := self.before_sign(s, self.x)) is None:
            return Judgement(s, s.typed, 0, about=EQUATION)
        if s.at is not None and left == self.y and s.typed.is_number:
            self.start = {**s.at, self.y: s.typed}
        if (begun := self.begun(s, (left, s.typed))) is not None:
            return begun
        if left.is_Symbol and left.name in _FACTORS and not s.typed.has(self.y, sp.Integral, Pending):
            return self.of_factor(s, s.typed)
        if s.line == self.first or s.at is not None:
            return Judgement(s, s.typed, 0, about=EQUATION)
        if (found := self.characteristic(s, left, s.typed)) is not None:
            return found
        if self.is_given(left, s.typed):
            return Judgement(s, s.typed, 0, about=EQUATION)
        check, letters = compared(*self.sides(left, s.typed)), sp.Tuple(left, s.typed).free_symbols
        given = self.highest.free_symbols - self.rates.keys()
        others = letters - given - {self.x, self.y}
        unknown = [u for u in others if not _CONSTANT.fullmatch(u.name)]
        if check.is_correct is False and (unknown or not given <= letters):  # u = y/x, or k = 2 in its place
            raise UnsupportedError("what a letter stands for is not known")
        mistakes = partial(self.mistakes, left, s.typed)
        self.integrated = (left, s.typed) if left.has(sp.Integral) else self.integrated
        self.solution = s.typed if check.is_correct and left == self.y else self.solution
        self.general = (left, s.typed) if check.is_correct and len(others) == 1 else self.general
        check = replace(check, counterexample=None, remarks=())  # which are of the rates, not of what was written
        return self.held(s, s.typed, check, order=0, about=EQUATION, mistakes=mistakes)

    def of_factor(self, s: Claim, factor: sp.Expr) -> Judgement:
        """Judge an integrating factor μ of y' + p y = q, which is one if μ' = p μ. Raises UnsupportedError."""
        p = -derivative_of(self.highest, self.y)
        if p.has(self.y) or not self.is_of_first_order:
            raise UnsupportedError("this equation is not linear")
        rates = derivative_of(factor, self.x), has_value(p * factor)
        check = replace(compared(*rates), counterexample=None)
        return self.held(s, factor, check, order=0, about="the integrating factor")

    def is_given(self, left: sp.Expr, right: sp.Expr) -> bool:
        """Return True of what is told of places and constants: x = 0, y = 1, 1 = A e^0, and of y' = 0."""
        is_of_constants = not sp.Tuple(left, right).free_symbols & {self.x, self.y}
        is_factor = left.is_Symbol and left != self.y and right.has(sp.Integral)  # μ = e^(∫ 2 dx)
        return is_of_constants or is_factor or left == self.x or right == 0

    def sides(self, left: sp.Expr, right: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Return what must be equal if an equation is right. Raises UnsupportedError if that is not known."""
        constants = [u for u in (left - right).free_symbols - self.highest.free_symbols if _CONSTANT.fullmatch(u.name)]
        if left.has(Pending) or right.has(Pending):
            rates = (self.with_rates(left), self.with_rates(right))
            if not constants:
                return rates
            if self.solution is None:
                raise UnsupportedError("what solution this is of is not known")
            return self.of_solution(rates[0], self.solution), self.of_solution(rates[1], self.solution)
        if left.has(sp.Integral):
            return self.rate(left), self.rate(right)
        for constant in sorted(constants, key=str) if self.is_of_first_order else ():
            with suppress(NotImplementedError):
                values = sp.solve(left - right, constant)
                changes = [self.rate(value) for value in values if value.has(self.x, self.y)]
                if changes:  # the constant is none if all of its values change
                    return next((e for e in changes if compared(e, sp.S.Zero).is_correct), changes[0]), sp.S.Zero
                if values:
                    raise UnsupportedError("this fixes a constant")
        change = self.rate(left - right)
        is_line = sp.diff(right, self.x, 2) == 0  # which may be a tangent
        if compared(change, sp.S.Zero).is_correct:
            return change, sp.S.Zero
        if left != self.y or right.has(self.y) or is_line:
            raise UnsupportedError("whether this is a solution is not known")
        return derivative_of(right, self.x, len(self.rates) - 1), self.of_solution(self.highest, right)

    def of_solution(self, e: sp.Expr, solution: sp.Expr) -> sp.Expr:
        """Return an expression in y and its rates for a solution."""
        _, *along = self.rates
        return e.xreplace({rate: derivative_of(solution, self.x, n) for n, rate in enumerate(along)})

    def begun(self, s: Claim, sides: tuple[sp.Expr, sp.Expr]) -> Judgement | None:
        """Judge a constant, or an equation of x and y, by where the solution begins; None if that is not known."""
        if self.start is None or any(side.has(Pending, sp.Integral) for side in sides):
            return None
        (left, right), general = sides, sp.Tuple(*self.general)
        is_value = right.is_number and {left} == general.free_symbols - self.highest.free_symbols - self.rates.keys()
        if not is_value and sp.Tuple(*sides).free_symbols != {self.x, self.y}:
            return None
        equation = general.xreplace({left: right}) if is_value else sides
        truth, there = (value_at(side, self.start) for side in equation)
        check = compared(truth, there, s.room)
        if not is_value and check.is_correct:
            return None  # it is to be a solution too
        before = [side.xreplace(dict(self.start)) for side in general]
        mistakes = partial(mistakes_in_equation, before[0] - before[1], left - right) if is_value else tuple
        return self.held(s, there, check, about=START, mistakes=mistakes)

    def characteristic(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement | None:
        """Judge r^2 - 5r + 6 = 0, or r = 2, by e^(r x), which then is a solution; None of other equations."""
        letters = (left - right).free_symbols
        if self.is_of_first_order or {u.name for u in letters} - {"r", "m", "s", "lambda"} or len(letters) != 1:
            return None
        (r,) = letters
        wave = sp.exp(r * self.x)
        change = derivative_of(wave, self.x, len(self.rates) - 1) - self.of_solution(self.highest, wave)
        polynomial = sp.simplify(change / wave)
        if polynomial.free_symbols != {r}:
            return None
        if left == r and right.is_number:
            is_right = compared(polynomial.xreplace({r: right}), sp.S.Zero).is_correct
        else:
            is_right = is_multiple(left - right, polynomial) or None
        mistake = Diagnosis("characteristic", "{} is no solution of the equation", (wave.xreplace({r: right}),))
        return self.held(s, right, Check(right, is_right, "proved"), about=EQUATION, mistakes=lambda: (mistake,))

    def with_rates(self, e: sp.Expr) -> sp.Expr:
        """Return an expression with the derivatives in it taken."""
        parts = e.atoms(Pending)
        if any(part.args[1] != self.x for part in parts):
            raise UnsupportedError("this is not about the slope")
        return has_value(e.xreplace({part: self.rate(part.args[0], int(part.args[2])) for part in parts}))

    def rate(self, e: sp.Expr, order: int = 1) -> sp.Expr:
        """Return the derivative along a solution."""
        e = e.doit() if isinstance(e, sp.Pow | sp.exp) else e  # an integrating factor e^(∫ 2 dx)
        integrals = {part: sp.Dummy() for part in e.atoms(sp.Integral)}
        whole = has_value(e.xreplace(integrals))
        inner = {stands: part.function * self.rates[part.limits[0][0]] for part, stands in integrals.items()}
        rates = ((u, rate) for u, rate in (self.rates | inner).items() if whole.has(u))
        once = has_value(sp.Add(*(derivative_of(whole, u) * rate for u, rate in rates)))
        return once if order == 1 else self.rate(once, order - 1)

    def mistakes(self, *sides: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return what was made of one of the two integrals before."""
        left, right = sides
        if left == self.y:
            slope, turned = derivative_of(right, self.x), self.of_solution(self.highest, right)
            if compared(slope, -turned).is_correct:
                return (Diagnosis("sign", "the sign is wrong: the derivative of this is {}, not {}", (slope, turned)),)
            constants = {u: sp.S.Zero for u in sp.Add.make_args(right) if u.is_Symbol and u != self.x}
            bare = right.xreplace(constants)
            if constants and compared(derivative_of(bare, self.x), self.of_solution(self.highest, bare)).is_correct:
                said = "solved for {}, the constant becomes a factor: it is not added"
                return (Diagnosis("constant", said, (self.y,)),)
        for before, side in zip(self.integrated, sides, strict=False):
            if isinstance(before, sp.Integral):
                f = TypedFunction(before.function, has_value(before.function), before.limits[0])
                told = explained(antiderivative(f, has_value(side))).check
                if told is not None and told.diagnosis:
                    return told.diagnosis
        return ()
