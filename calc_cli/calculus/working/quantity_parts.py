"""What a working about a quantity says of what has a name beside it: u = x^2, dv = e^x dx, A = 2, s_N, T_4."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import TypedFunction, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.integral_mistakes import explained
from calc_cli.calculus.checking.question import compared, derivative_of, has_value, rounding
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.working.claims import PART, Claim, Goal, Judgement
from calc_cli.calculus.working.coefficients import Coefficients
from calc_cli.calculus.working.equation_steps import mistakes_in_equation
from calc_cli.calculus.working.judge import Judge
from calc_cli.calculus.working.limit_steps import limit_of, summed
from calc_cli.calculus.working.partial_sums import check_partial_sum, is_partial_sum, sum_until, upper_of
from calc_cli.calculus.working.quantity import Quantity
from calc_cli.calculus.working.quantity_mistakes import check_parts
from calc_cli.errors import UnsupportedError


class QuantityParts:
    """Judges what the `claims` tell of the functions and numbers with names beside a quantity, for its `judge`.

    `slopes` are derivatives that were told before their functions, as in dv = sin x dx, each with the line; `implied`
    what is true in its place by a wrong one of these functions, with its line. `misled` is the line that decomposes
    something else than what is integrated.
    """

    def __init__(self, judge: Judge, quantity: Quantity, claims: Sequence[Claim]) -> None:
        self.judge, self.quantity, self.claims = judge, quantity, claims
        integrals = list(quantity.typed.atoms(sp.Integral))
        whole = integrals[0].function if len(integrals) == 1 else quantity.truth
        self.coefficients = Coefficients(whole, quantity.x)
        self.told: set[str] = set()
        self.slopes: dict[str, sp.Expr] = {}
        self.implied: list[tuple[sp.Expr, int]] = []
        self.misled: int | None = None

    def judged(self, s: Claim, typed: sp.Expr, name: str, order: int) -> Judgement:
        """Judge u' = 2x; u = x^2 is given, unless its derivative was told before."""
        functions, plain = self.quantity.functions, self.quantity.plain
        if name not in functions:
            raise UnsupportedError("what this is has not been told")
        if not order and is_partial_sum(name, self.quantity.typed):
            return self.of_partial_sum(s, typed, name)
        if not functions[name].has(self.quantity.x) and symbol(name) not in self.coefficients.known:
            return Judgement(s, typed, 0, about=PART)
        value = plain(typed)
        if symbol(name) in self.coefficients.known:
            return self.of_coefficient(s, value, symbol(name))
        if s.at is not None:
            there = compared(substitute(plain(functions[name]), s.at), value, s.room)
            return self.judge.held(s, value, there, about="the value")
        if order == 1 and (name not in self.told or self.is_chosen_next(name, s)):
            self.slopes[name] = value
            is_choice = name == "v" and self.told & {"u", "v"} == {"u"} and not self.judge.has_unread
            before = [e.typed for e in self.claims if e.line < s.line and e.typed is not None] if is_choice else []
            return Judgement(s, value, 0, check_parts(self.quantity, value, before), about=f"the derivative of {name}")
        self.told.add(name)
        if order == 0:
            functions[name] = typed  # another one if it is chosen for another integral
        if order == 0 and name not in self.slopes:
            return Judgement(s, value, 0, about=PART)
        slope = derivative_of(plain(functions[name]), self.quantity.x, order or 1)
        said, right = (value, slope) if order else (slope, self.slopes.pop(name))
        check = compare(right, said)
        if check.is_correct is False:
            f = TypedFunction(right, right, (self.quantity.x,))
            told = explained(antiderivative(f, value)).check if order == 0 else None
            check = check if told is None else replace(check, diagnosis=told.diagnosis[:1])
            self.implied.append((tidy(self.quantity.truth * said / right), s.line))
        return Judgement(s, value, 0, check, about=f"the derivative of {name}")

    def of_partial_sum(self, s: Claim, typed: sp.Expr, name: str) -> Judgement:
        """Judge a formula for s_N, or T_4; that of a wrong one is implied."""
        room, upper = max(s.room, rounding(typed)), upper_of(name)
        check = check_partial_sum(self.quantity.typed, name, has_value(typed), room)
        found = self.judge.held(s, typed, check, about="the partial sum", mistakes=lambda: check.diagnosis)
        if found.is_wrong and upper.is_Symbol:
            self.implied.append((limit_of(summed(typed), Goal(((upper, sp.oo),))), s.line))
            self.quantity.functions[name] = (
                sum_until(self.quantity.typed, name) if self.quantity.typed.has(sp.Sum) else typed
            )
        return found

    def is_chosen_next(self, name: str, s: Claim) -> bool:
        """Return True if the part is told anew beside its derivative, before the integral goes on."""
        i = next(i for i, claim in enumerate(self.claims) if claim is s)
        if any(claim.line == s.line and claim.subject == (name, 0) for claim in self.claims[:i]):
            return False
        beside = takewhile(lambda claim: claim.subject not in (None, (self.quantity.name.name, 0)), self.claims[i:])
        return (name, 0) in (claim.subject for claim in beside)

    def of_coefficient(self, s: Claim, value: sp.Expr, letter: sp.Symbol) -> Judgement:
        """Judge A = 2; what is right with a wrong one is implied."""
        self.coefficients.said[letter] = value
        check = compared(self.coefficients.known[letter], value, s.room)
        mistakes = partial(mistakes_in_equation, self.coefficients.condition, letter - (s.typed or value))
        found = self.judge.held(s, value, check, about="the coefficient", mistakes=mistakes)
        if found.is_wrong or self.implied:
            self.implied.append((self.coefficients.implied(), self.implied[-1][1] if self.implied else s.line))
        return replace(found, origin=self.misled) if found.verdict == "correct" else found
