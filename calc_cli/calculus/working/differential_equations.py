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
from calc_cli.algebra.functions import Pending, TypedFunction, symbol
from calc_cli.calculus.checking.integral_mistakes import explained
from calc_cli.calculus.checking.question import compared, derivative_of, has_value
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.working.claims import EQUATION, PART, SOLUTION, Claim, Judgement, Point, Working
from calc_cli.calculus.working.equation_steps import is_multiple
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.solutions import JudgedSolutions
from calc_cli.calculus.working.solving import Solving
from calc_cli.errors import UndefinedError, UnsupportedError


def judge_differential(rate: Pending, highest: sp.Expr, statements: Sequence[Claim]) -> Working:
    """Judge what is said of the solutions of an equation that the first line tells, solved for the highest rate."""
    judge = _OfSolutions(rate, highest, statements[0].line)
    equation = sp.Eq(rate, highest, evaluate=False)
    return Working(rate.args[1], None, equation, None, 1, tuple(map(judge.of, statements)))


_CONSTANT = re.compile(r"[ABCDKck]|[A-Za-z]_?[0-4]")
"""What a constant of integration is called."""

_FACTORS = ("mu", "I")
"""What an integrating factor is called."""

_PARTS = tuple("hcHpP")
"""What stands behind y in the name of a solution without the right side, y_h, and of one with it, y_p."""

START = "the value at the start"


class _OfSolutions(Judge):
    """The `integrated` are the sides of the last equation of integrals, the `general` those of one with constants.

    What places tell of such constants is to be solved, and what the equation tells of those of a trial y_p = A e^x. The
    last `solution` that was found holds constants of integration; `parts` are y_h and y_p, the `factor` that makes a
    linear equation one of integrals.
    """

    order = 0
    solution: sp.Expr | None = None
    factor: sp.Expr | None = None
    integrated: tuple[sp.Expr, ...] = ()
    general: tuple[sp.Expr, ...] = ()

    def __init__(self, rate: Pending, highest: sp.Expr, first: int) -> None:
        super().__init__()
        self.solutions = JudgedSolutions(self)
        self.y, self.x, order = rate.args
        self.first = first
        lower = [Pending(self.y, self.x, sp.Integer(n)) for n in range(1, order)]
        stands: dict[sp.Expr, sp.Expr] = {each: sp.Dummy(real=True) for each in lower}
        along = [self.y, *stands.values(), highest.xreplace(stands)]
        self.rates = {self.x: sp.S.One, **dict(pairwise(along))}
        """The derivatives of x, y, y' ... along a solution."""
        self.highest, self.last_order = along[-1], int(order)
        self.along = along[:-1]
        """y, y' ... up to the derivative before the highest."""
        self.told: list[tuple[int, Point, sp.Expr]] = []
        """Orders, places and values, as y'(0) = 3 tells them."""
        self.parts: dict[sp.Expr, sp.Expr] = {}

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None or s.to is not None or self.blamed:  # what is wrong below a mistake may follow from it
            raise UnsupportedError("this is not read")
        if (left := self.before_sign(s, self.x)) is None:
            return Judgement(s, s.typed, 0, about=EQUATION)
        if s.wrt and s.wrt[0].name in _PARTS:  # y_p, which is no derivative in p
            left = symbol(f"{self.y}_{s.wrt[0]}")
        if s.at is not None and (n := self.order_of(left)) is not None:
            return self.at_place(s, n, s.typed, s.at)
        if (begun := self.begun(s, (left, s.typed))) is not None:
            return begun
        if left.is_Symbol and left.name in _FACTORS and not s.typed.has(self.y, sp.Integral, Pending):
            return self.of_factor(s, s.typed)
        if s.line == self.first:
            return Judgement(s, s.typed, 0, about=EQUATION)
        if (found := self.characteristic(s, left, s.typed)) is not None:
            return found
        if left.is_Symbol and left.name.startswith(f"{self.y}_") and not left.name.endswith("_0"):
            return self.of_part(s, left, s.typed)
        return self.equation(s, *(side.xreplace(self.parts) for side in (left, s.typed)))

    def equation(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement:
        """Judge an equation of x, y and its rates, or of constants."""
        letters = sp.Tuple(left, right).free_symbols
        if not letters & {self.x, self.y} and not (left.has(Pending) or right.has(Pending)):
            return self.of_constants(s, left, right)
        if (found := self.when(s, left, right)) is not None:
            return found
        is_factor = left.is_Symbol and left != self.y and right.has(sp.Integral)  # μ = e^(∫ 2 dx)
        if is_factor or left == self.x or right == 0:
            return Judgement(s, right, 0, about=EQUATION)
        if self.y == left and (begun := self.trial(s, right)) is not None:
            return begun
        check = compared(*self.sides(left, right))
        given = self.highest.free_symbols - self.rates.keys()
        others = letters - given - {self.x, self.y}
        unknown = [u for u in others if not _CONSTANT.fullmatch(u.name)]
        if check.is_correct is False and (unknown or not given <= letters):  # u = y/x, or k = 2 in its place
            raise UnsupportedError("what a letter stands for is not known")
        if check.is_correct and left == self.y and self.are_dependent(right, sorted(others, key=str)):
            said = "its parts are multiples of each other, so this is not the general solution"
            check = replace(check, is_correct=False, diagnosis=(Diagnosis("dependent solutions", said),))
        self.integrated = (left, right) if left.has(sp.Integral) else self.integrated
        self.solution = right if check.is_correct and left == self.y else self.solution
        is_general = self.y in letters and len(letters) > 2 and (self.solution is None or not left.has(Pending))
        if check.is_correct and is_general:
            self.note_general(left, right)
        check = replace(check, counterexample=None, remarks=())  # which are of the rates, not of what was written
        return self.held(s, right, check, order=0, about=EQUATION, mistakes=partial(self.mistakes, left, right))

    def when(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement | None:
        """Judge where the solution has a value, which y = 1000 asks: e^(0.08 x) = 2; None of another equation."""
        difference, solution = left - right, self.solution or sp.S.NaN
        known = {u: a for u in solution.free_symbols if (a := self.solving.value(u)) is not None}
        there = solution.xreplace(known)
        is_value = there.has(self.x) and right.is_number and (left == self.y or compared(left, there).is_correct)
        if is_value:
            self.solving.ask(there - right)
            return Judgement(s, right, 0, about=EQUATION)
        if difference.free_symbols != {self.x} or difference.has(sp.Integral) or compared(left, right).is_correct:
            return None
        if sp.Tuple(*self.solving.told).has(self.x):
            return self.solutions.judged(s, difference)
        if left == self.x:
            return None
        raise UnsupportedError("what this is about is not known")

    def are_dependent(self, solution: sp.Expr, constants: Sequence[sp.Symbol]) -> bool:
        """Return True if the parts of a solution with as many constants as it needs have a Wronskian that is 0."""
        waves = [derivative_of(solution, u) for u in constants]
        if self.last_order == 1 or len(waves) != self.last_order or sp.Tuple(*waves).has(*constants):
            return False
        rows = [[derivative_of(wave, self.x, n) for wave in waves] for n in range(self.last_order)]
        return compared(has_value(sp.Matrix(rows).det()), sp.S.Zero).is_correct is True

    # Places and constants

    def order_of(self, e: sp.Expr) -> int | None:
        """Return the order of y, y', y'' ..., None of other expressions."""
        if isinstance(e, Pending):
            return int(e.args[2]) if e.args[:2] == (self.y, self.x) else None
        return 0 if e == self.y else None

    def at_place(self, s: Claim, order: int, value: sp.Expr, at: Point) -> Judgement:
        """Judge a value of the solution; it is told where the solution is not known, or has constants."""
        told = order, at, value
        sides = self.general if self.solution is None else (self.y, self.solution)
        said, known = self.sides_at(sides, told) or (sp.S.Zero, sp.S.Zero)
        found = {u: a for u in known.free_symbols if (a := self.solving.value(u)) is not None}
        is_determined = bool(self.told) and not known.free_symbols - found.keys()
        if sides and said == value and (is_determined or not value.is_number):
            check = compared(known.xreplace(found) if value.is_number else known, value, s.room)
            if check.is_correct is False and compared(known.xreplace(found), value.xreplace(found)).is_correct:
                check = Check(value, True, "proved")  # f(1) = C + 4, where D = 4
            return self.held(s, value, check, order=0, about="the value")
        if value.is_number:
            self.told.append(told)
            self.solving.ask(known - said)
        return Judgement(s, value, 0, about=EQUATION)

    def sides_at(self, sides: Sequence[sp.Expr], told: tuple[int, Point, sp.Expr]) -> tuple[sp.Expr, sp.Expr] | None:
        """Return what an equation, y' = g(x) or one of x and y, comes to at a place; None if that is not known."""
        (order, at, value), (left, right) = told, sides or (sp.S.NaN, sp.S.NaN)
        lowest = self.order_of(left)
        with suppress(UndefinedError):
            if lowest is not None and lowest <= order and not right.has(self.y, Pending):
                return value, value_at(derivative_of(right, self.x, order - lowest), at)
            if lowest is None and order == 0 and not sp.Tuple(left, right).has(Pending, sp.Integral, sp.nan):
                return value_at(left, {**at, self.y: value}), value_at(right, {**at, self.y: value})
        return None

    def told_sides(self, sides: Sequence[sp.Expr]) -> list[tuple[sp.Expr, sp.Expr]]:
        """Return what an equation comes to at each of the places that were told."""
        return [found for told in self.told if (found := self.sides_at(sides, told)) is not None]

    def note_general(self, left: sp.Expr, right: sp.Expr) -> None:
        """Note a solution with constants, of which the places that were told are to be solved."""
        self.general, self.solving = (left, right), Solving()
        for known, there in self.told_sides(self.general):
            self.solving.ask(there - known)

    def of_constants(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement:
        """Judge an equation of constants by what was told of them: 5 = 2 + C, and C = 3."""
        difference, told = left - right, sp.Tuple(*self.solving.told).free_symbols
        if difference.is_number:
            return self.held(s, right, compared(left, right, s.room), order=0, about=EQUATION)
        if not difference.free_symbols <= told:
            return Judgement(s, right, 0, about=EQUATION)
        found = self.solutions.judged(s, difference)
        if found.verdict == "correct" and left in self.highest.free_symbols and right.is_number:
            self.fix({left: right})
        if found.check is None or found.check.diagnosis or found.verdict != "incorrect" or not self.general:
            return found
        known, there = self.told_sides(self.general)[0]
        place = "the value that was told gives something else"
        why = Diagnosis("value told", "the value that was told gives {} = {}", (there, known), place=place)
        return replace(found, check=replace(found.check, diagnosis=(why,)))

    def fix(self, known: Point) -> None:
        """Let a letter of the equation, as k in y' = k y, have the value that was found."""
        self.highest = self.highest.xreplace(known)
        self.rates = {u: rate.xreplace(known) for u, rate in self.rates.items()}
        self.solution = self.solution and self.solution.xreplace(known)

    def is_sure(self, s: Claim, found: Judgement, before: Judgement | None) -> bool:
        return found.about == SOLUTION or super().is_sure(s, found, before)

    def begun(self, s: Claim, sides: tuple[sp.Expr, sp.Expr]) -> Judgement | None:
        """Judge an equation of x and y by where the solution begins; None if it does so, as it is to be one too."""
        if sp.Tuple(*sides).free_symbols != {self.x, self.y}:
            return None
        checks = [(there, compared(known, there, s.room)) for known, there in self.told_sides(sides)]
        wrong = next(((there, check) for there, check in checks if not check.is_correct), None)
        return wrong and self.held(s, wrong[0], wrong[1], about=START)

    # Parts of a solution

    def of_part(self, s: Claim, part: sp.Symbol, value: sp.Expr) -> Judgement:
        """Judge y_h, which solves the equation without what is free of y, and y_p, which solves it as it is."""
        kind, is_known = part.name.partition("_")[2], part in self.parts
        self.parts[part] = value
        if value.has(Pending, self.y) or kind not in _PARTS:
            return Judgement(s, value, 0, about=PART)
        if not is_known and (trial := self.trial(s, value)) is not None:
            return trial
        free = self.highest.xreplace(dict.fromkeys(self.along, sp.S.Zero)) if kind not in "pP" else sp.S.Zero
        sides = derivative_of(value, self.x, self.last_order), self.of_solution(self.highest - free, value)
        return self.held(s, value, replace(compared(*sides), counterexample=None), order=0, about=PART)

    def trial(self, s: Claim, y: sp.Expr) -> Judgement | None:
        """Take y = A x e^x for a trial if the equation determines all constants, which are not all 0, else None."""
        residue = derivative_of(y, self.x, self.last_order) - self.of_solution(self.highest, y)
        constants = [u for u in residue.free_symbols - self.highest.free_symbols if _CONSTANT.fullmatch(u.name)]
        by_wave: dict[sp.Expr, sp.Expr] = {}
        for term in sp.Add.make_args(sp.expand(has_value(residue))):
            factor, wave = term.as_independent(self.x)
            by_wave[wave] = by_wave.get(wave, sp.S.Zero) + factor
        asked = Solving()
        for e in by_wave.values():
            asked.ask(e)
        values = [asked.value(u) for u in constants]
        if None in values or not any(values) or any(e.is_number and e != 0 for e in by_wave.values()):
            return None
        self.solving, self.general, self.solution = asked, (), y
        return Judgement(s, y, 0, about=EQUATION)

    def of_factor(self, s: Claim, factor: sp.Expr) -> Judgement:
        """Judge an integrating factor μ of y' + p y = q, which is one if μ' = p μ. Raises UnsupportedError."""
        p = -derivative_of(self.highest, self.y)
        if p.has(self.y) or self.last_order > 1:
            raise UnsupportedError("this equation is not linear")
        rates, self.factor = (derivative_of(factor, self.x), has_value(p * factor)), factor
        check = replace(compared(*rates), counterexample=None)
        return self.held(s, factor, check, order=0, about="the integrating factor")

    def sides(self, left: sp.Expr, right: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Return what must be equal if an equation is right. Raises UnsupportedError if that is not known."""
        constants = [u for u in (left - right).free_symbols - self.highest.free_symbols if _CONSTANT.fullmatch(u.name)]
        if left.has(Pending) or right.has(Pending):
            return self.sides_of_rates(left, right, constants)
        if not sp.Tuple(left, right).has(self.y, sp.Integral):
            return self.with_found((left, right), constants)
        if left.has(sp.Integral):
            return self.rate(left), self.rate(right)
        for constant in sorted(constants, key=str) if self.last_order == 1 else ():
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
        return derivative_of(right, self.x, self.last_order), self.of_solution(self.highest, right)

    def with_found(self, sides: tuple[sp.Expr, sp.Expr], constants: Sequence[sp.Symbol]) -> tuple[sp.Expr, sp.Expr]:
        """Put in what constants must be, if the sides differ for others. Raises UnsupportedError if that is open."""
        if compared(*sides).is_correct:
            return sides
        known = {u: self.solving.value(u) for u in constants}
        if None in known.values():
            raise UnsupportedError("what a constant is has not been told")
        return sides[0].xreplace(known), sides[1].xreplace(known)

    def sides_of_rates(self, left: sp.Expr, right: sp.Expr, constants: Sequence[sp.Symbol]) -> tuple[sp.Expr, sp.Expr]:
        """Return what must be equal if an equation with y' is right: in x and y, or for the solution that was found."""
        order, is_told = self.order_of(left), not right.has(self.y, Pending)
        if order and order < self.last_order and is_told and self.solution is None:  # y' = x^2 + C, of y'' = 2x
            puts = {rate: derivative_of(right, self.x, n) for n, rate in enumerate(self.along[order:])}
            highest = self.highest.xreplace(puts)
            if highest.has(*self.along):
                raise UnsupportedError("this is no equation of the derivatives alone")
            return derivative_of(right, self.x, self.last_order - order), highest
        sides = self.with_rates(left), self.with_rates(right)
        if not sp.Tuple(*sides).has(*self.along):
            return self.with_found(sides, constants)
        if not constants and not (order and is_told):
            return sides
        if self.solution is None:
            raise UnsupportedError("what solution this is of is not known")
        return self.of_solution(sides[0], self.solution), self.of_solution(sides[1], self.solution)

    def of_solution(self, e: sp.Expr, solution: sp.Expr) -> sp.Expr:
        """Return an expression in y and its rates for a solution."""
        return e.xreplace({rate: derivative_of(solution, self.x, n) for n, rate in enumerate(self.along)})

    def characteristic(self, s: Claim, left: sp.Expr, right: sp.Expr) -> Judgement | None:
        """Judge r^2 - 5r + 6 = 0, or r = 2, by e^(r x), which then is a solution; None of other equations."""
        letters = (left - right).free_symbols
        if self.last_order == 1 or {u.name for u in letters} - {"r", "m", "s", "lambda"} or len(letters) != 1:
            return None
        (r,) = letters
        wave = sp.exp(r * self.x)
        change = derivative_of(wave, self.x, self.last_order) - self.of_solution(self.highest, wave)
        polynomial = sp.simplify(change / wave)
        if polynomial.free_symbols != {r}:
            return None
        is_right: bool | None = compared(left, right).is_correct or is_multiple(left - right, polynomial) or None
        if left == r and right.is_number:
            is_right = compared(polynomial.xreplace({r: right}), sp.S.Zero).is_correct
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
        is_rate = isinstance(left, Pending) and self.factor is not None
        if is_rate and compared(self.with_rates(left), right * (self.factor or sp.S.One)).is_correct:
            said = "the right side is to be multiplied by the integrating factor {} too"
            return (Diagnosis("factor on one side", said, (self.factor,)),)
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
