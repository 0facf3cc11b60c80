"""A working about an integral: each line stands for the same antiderivative, up to a constant, or for the same number.

An antiderivative is judged by its derivative: that of ∫ g(u) du is g(u)·u', so that substitutions, and what is left of
an integral by parts, need not be solved. A line that is wrong may still follow from the one before it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.function_facts import expand_names
from calc_cli.calculus.checking.integral_mistakes import explained
from calc_cli.calculus.checking.question import derivative_of, evaluated, has_value
from calc_cli.calculus.checking.working import Claim, Judge, Judgement, Working, linked
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.integrals.integral import integrate
from calc_cli.errors import UnsupportedError

_ABOUT = "the integral"


def judge_integral(
    x: sp.Symbol, name: sp.Symbol, statements: Sequence[Claim], functions: Mapping[str, sp.Expr]
) -> Working:
    """Judge what is said of the integral that the first statement is, and of the `functions` of x that have names.

    The `name` stands for the integral. A sp.Integral without bounds in a statement is an antiderivative. Raises
    UnsupportedError if the first says nothing.
    """
    judge = _OnIntegral(x, name, functions, statements[0].typed or sp.S.NaN)
    found = tuple(map(judge.of, statements))
    return Working(x, None, judge.asked, judge.result, 1, found)


class _OnIntegral(Judge):
    """`truth` is the derivative of the integral `asked`, or its value if that has bounds."""

    def __init__(self, x: sp.Symbol, name: sp.Symbol, functions: Mapping[str, sp.Expr], asked: sp.Expr) -> None:
        self.x, self.name, self.functions, self.asked = x, name, functions, asked
        self.is_number = not any(len(part.limits[0]) == 1 for part in asked.atoms(sp.Integral))
        self.measure: Callable[[sp.Expr], sp.Expr] = self.number if self.is_number else self.rate
        self.truth = sp.S.NaN
        self.truth = self.measure(asked)
        self.before: Judgement | None = None
        self.beside: Judgement | None = None

    @property
    def result(self) -> sp.Expr:
        """The number, or the antiderivative if it is found."""
        if self.is_number:
            return self.truth
        return antiderivative(TypedFunction(self.truth, self.truth, (self.x,))).result or self.asked

    def judged(self, s: Claim) -> Judgement:
        if s.typed is None or s.at is not None or s.to is not None:
            raise UnsupportedError("this is not read")
        if self.before is None:
            self.before = Judgement(s, self.truth, 0, about=_ABOUT)
            return self.before
        if s.subject is not None and s.subject != (self.name.name, 0):
            return self.of_part(s, s.typed, *s.subject)
        if s.is_beside and not isinstance(s.typed, sp.Integral):  # x dx = du/2, 2I = e^x (sin x + cos x)
            self.beside = Judgement(s, sp.S.NaN, 0)
            return self.beside
        if self.beside is not None and self.beside.statement.line == s.line and not s.continues:
            sides = (self.beside.statement.typed or sp.S.Zero, s.typed)
            is_integral = any(e.has(sp.Integral, self.name) for e in sides)
            left, right = map(self.measure if is_integral else self.plain, sides)
            return Judgement(s, right, int(is_integral), compare(left, right), about="an equation")
        return self.step(s, s.typed, self.before)

    def of_part(self, s: Claim, typed: sp.Expr, name: str, order: int) -> Judgement:
        """Judge u' = 2x; u = x^2 is given."""
        if name not in self.functions:
            raise UnsupportedError("what this is has not been told")
        value = self.plain(typed)
        if order == 0:
            return Judgement(s, value, 0, about="a part")
        truth = derivative_of(self.plain(self.functions[name]), self.x, order)
        return Judgement(s, value, 0, compare(truth, value), about=f"the derivative of {name}")

    def step(self, s: Claim, typed: sp.Expr, before: Judgement) -> Judgement:
        value = self.measure(typed)
        check = compare(self.truth, value)
        found = linked(s, value, check, before, about=_ABOUT, is_pending=typed.has(sp.Integral))
        if check.is_correct is False:
            diagnosis = self.mistakes(typed, value) if found.origin is None else ()
            check = Check(typed, False, check.certainty, diagnosis=diagnosis)
        self.before = replace(found, check=check)
        return self.before

    def mistakes(self, typed: sp.Expr, value: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return the mistakes that give this antiderivative, if they are usual ones."""
        if self.is_number or not isinstance(self.asked, sp.Integral):
            return ()
        if typed.has(sp.Integral):
            return tuple(self.slips(typed, value))
        f = TypedFunction(self.asked.function, self.truth, (self.x,))
        found = explained(antiderivative(f, expand_names(typed, self.functions, self.x))).check
        return () if found is None else found.diagnosis

    def slips(self, typed: sp.Expr, value: sp.Expr) -> Iterator[Diagnosis]:
        """Yield what is wrong in a line with an integral that is still to be found."""
        ratio = tidy(value / self.truth)
        if ratio.is_number:
            yield Diagnosis(
                "constant factor", "a constant factor is lost or too much: this is {} times the integral", (ratio,)
            )
            return
        for part in typed.atoms(sp.Integral):
            if compare(self.measure(typed.xreplace({part: -part})), self.truth).is_correct:
                yield Diagnosis("sign turned", "the sign before the integral that is left is wrong")

    def plain(self, typed: sp.Expr) -> sp.Expr:
        value = has_value(expand_names(typed, self.functions, self.x))
        known = self.asked.free_symbols | {self.x, self.name}
        strangers = [u for u in value.free_symbols - known if u.name in ascii_lowercase and u.name not in "ck"]
        if strangers:  # x = sin t puts another variable in the place of x
            raise UnsupportedError("what this letter stands for has not been told")
        return value

    def rate(self, typed: sp.Expr) -> sp.Expr:
        """Return the derivative in x of an expression with antiderivatives in it."""
        parts = {part: sp.Dummy() for part in typed.atoms(sp.Integral) if len(part.limits[0]) == 1}
        whole = self.plain(typed.xreplace(parts))
        rates = {stands: self.rate_of(part) for part, stands in parts.items()} | {self.name: self.truth}
        return sp.Add(
            differentiate(whole, self.x),
            *(sp.diff(whole, u) * rate for u, rate in rates.items() if whole.has(u)),
        )

    def rate_of(self, part: sp.Integral) -> sp.Expr:
        (variable,) = part.limits[0]
        inner = sp.S.One if variable == self.x else differentiate(self.plain(variable), self.x)
        if variable != self.x and variable.name not in self.functions:
            raise UnsupportedError("what this is integrated in has not been told")
        return self.plain(part.function) * inner

    def number(self, typed: sp.Expr) -> sp.Expr:
        values = {part: self.integral(part) for part in typed.atoms(sp.Integral)}
        value = self.plain(typed.xreplace({**values, self.name: self.truth}))
        if self.x in value.free_symbols:
            raise UnsupportedError("this is no number")
        return value

    def integral(self, part: sp.Integral) -> sp.Expr:
        variable, *bounds = part.limits[0]
        if len(bounds) != 2:
            raise UnsupportedError("this is no number")
        names = {name: f for name, f in self.functions.items() if name != variable.name}
        body = evaluated(expand_names(part.function, names, variable))
        found = None if body is None else integrate(TypedFunction(body, body, (variable,)), *bounds).value
        if found is None:
            raise UnsupportedError("the value is not known")
        return found
