"""The limit, integral or series that a working is about: its value, and what other expressions stand for beside it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from string import ascii_lowercase

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import Pending, TypedFunction
from calc_cli.calculus.checking.question import compared, evaluated, has_value
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.integrals.antiderivative import antiderivative
from calc_cli.calculus.integrals.integral import integrate
from calc_cli.calculus.limits.convergence import convergence
from calc_cli.calculus.working.claims import NUMBER, Claim, Goal
from calc_cli.calculus.working.function_facts import expand_names
from calc_cli.calculus.working.limit_steps import limit_of, summed
from calc_cli.errors import CalcError, UnsupportedError


class Quantity:
    """The limit, integral or series that is `asked` for, of x, and the `functions` of x that have names, as told last.

    The `truth` is its value, or its derivative if it is an antiderivative; the `name` stands for it.
    """

    def __init__(self, x: sp.Symbol, name: sp.Symbol, functions: Mapping[str, sp.Expr], asked: Claim) -> None:
        self.x, self.name, self.functions, self.asked = x, name, dict(functions), asked
        self.typed = sp.S.NaN if asked.typed is None else asked.typed
        integrals = self.typed.atoms(sp.Integral)
        self.is_number = asked.to is not None or not any(len(part.limits[0]) == 1 for part in integrals)
        self.about = "the limit" if asked.to is not None else "the integral" if integrals else "the sum"
        positive = {x} if self.typed.has(sp.Sum) else self.typed.free_symbols - {x} if integrals else ()
        self.where = tuple(u > 0 for u in positive)  # what counts terms; the a of ∫ from 0 to a, sqrt(a^2 - x^2)
        told = sp.Tuple(*functions.values()).free_symbols - self.typed.free_symbols
        self.counts = {u for u in told if u.name in ("n", "N")}
        """The n of Δx = 2/n."""
        self.truth = sp.S.NaN
        self.truth = self.measure(self.typed, asked.to)

    @property
    def result(self) -> sp.Expr:
        """The number, or the antiderivative if it is found."""
        if self.is_number:
            return self.truth
        return antiderivative(TypedFunction(self.truth, self.truth, (self.x,))).result or self.typed

    def compared(self, truth: sp.Expr, value: sp.Expr, room: sp.Expr) -> Check:
        """Compare two values for those letters that are meant. Raises UnsupportedError if the first is not known."""
        if truth == NUMBER and value not in (NUMBER, sp.S.NaN):
            raise UnsupportedError("the value is not known")
        if value == NUMBER:
            return Check(value, truth is not sp.S.NaN and truth.is_finite, "proved")
        check = compared(truth, value, room, self.where)
        return replace(check, remarks=()) if self.where else check  # which would be of other letters, too

    def is_value(self, typed: sp.Expr, to: Goal | None) -> bool:
        """Return True if this has the value of what is asked for."""
        with suppress(CalcError):
            return bool(compared(self.truth, self.measure(typed, to)).is_correct)
        return False

    def require_told(self, e: sp.Expr) -> None:
        """Raise UnsupportedError if the rate of a letter is in an expression that may stand for anything."""
        rates = {str(rate.args[0]) for rate in e.atoms(Pending) if rate.args[0].is_Symbol}
        if not rates <= {*self.functions, self.x.name}:
            raise UnsupportedError("what this letter stands for has not been told")

    def measure(self, typed: sp.Expr, to: Goal | None) -> sp.Expr:
        """Return the number that an expression is, or the derivative of the antiderivative."""
        if typed in (sp.S.NaN, NUMBER):
            return typed
        if self.is_number:
            try:
                return self.number(typed, to)
            except UnsupportedError:
                if isinstance(typed, sp.Sum) and convergence(typed.function, typed.limits[0][0]) != "not":
                    return NUMBER  # which it is that the sum comes to is not known
                raise
        if to is not None:
            raise UnsupportedError("this is no antiderivative")
        return self.rate(typed)

    def expanded(self, typed: sp.Expr) -> sp.Expr:
        """Put the functions in for their names."""
        return expand_names(typed, self.functions, self.x)

    def plain(self, typed: sp.Expr) -> sp.Expr:
        """Return the value of an expression with the functions put in. Raises UnsupportedError if letters are new."""
        value = has_value(self.expanded(typed))
        if self.asked.to and self.asked.to.places[1:]:
            return value  # of y = m x, on which (x, y) goes to (0, 0)
        new = value.free_symbols - self.typed.free_symbols - {self.x, self.name}
        strangers = {u.name for u in new - self.counts if not isinstance(u, sp.Dummy)}
        if any((name in ascii_lowercase and name not in "ck") or "_" in name for name in strangers):
            # x = sin t puts t in the place of x; I_{n-2} is another integral than I_n
            raise UnsupportedError("what this letter stands for has not been told")
        return value

    def rate(self, typed: sp.Expr) -> sp.Expr:
        """Return the derivative in x of an expression with antiderivatives in it."""
        parts = {part: sp.Dummy() for part in typed.atoms(sp.Integral) if len(part.limits[0]) == 1}
        whole = self.plain(typed.xreplace(parts))
        if any(sp.diff(whole, stands, 2) != 0 for stands in parts.values()):
            raise UnsupportedError("this is a function of an integral")
        rates = {stands: self.rate_of(part) for part, stands in parts.items()} | {self.name: self.truth}
        return differentiate(whole, self.x) + sp.Add(*(sp.diff(whole, u) * e for u, e in rates.items() if whole.has(u)))

    def rate_of(self, part: sp.Integral) -> sp.Expr:
        variable, *_ = part.limits[0]
        inner = sp.S.One if variable == self.x else differentiate(self.plain(variable), self.x)
        if variable != self.x and variable.name not in self.functions:
            raise UnsupportedError("what this is integrated in has not been told")
        return self.plain(part.function) * inner

    def number(self, typed: sp.Expr, to: Goal | None) -> sp.Expr:
        values = {part: self.integral(part) for part in typed.atoms(sp.Integral)}
        free = {name: f for name, f in self.functions.items() if to is None or name != to.variable.name}
        whole = summed(expand_names(typed.xreplace({**values, self.name: self.truth}), free, self.x))
        if to is not None:
            value = limit_of(whole, to)
            if value.has(AppliedUndef):
                raise UnsupportedError("what the function is has not been told")
            return value
        value = whole.doit() if whole.has(sp.oo, -sp.oo, sp.S.NaN) else self.plain(whole)
        if value is sp.S.NaN is not whole:
            raise UnsupportedError("this form is indeterminate")
        if self.x in value.free_symbols or value.has(AppliedUndef):
            raise UnsupportedError("this is no number")
        return value

    def integral(self, part: sp.Integral) -> sp.Expr:
        """Return the value of an integral with bounds, which may be infinite, or NaN if it does not exist."""
        variable, *bounds = part.limits[0]
        if len(bounds) != 2:
            raise UnsupportedError("this is no number")
        self.require_told(part.function)
        names = {name: f for name, f in self.functions.items() if name != variable.name}
        inner = {e: self.integral(e) for e in part.function.atoms(sp.Integral)}
        body = evaluated(expand_names(part.function.xreplace(inner), names, variable))
        if body is None:
            raise UnsupportedError("the value is not known")
        low, high = (self.expanded(bound).doit() for bound in bounds)
        found = integrate(TypedFunction(body, body, (variable,)), low, high)
        value = found.goes_to if found.definite.converges is False else found.value
        if value is None and found.definite.converges is not False:
            raise UnsupportedError("the value is not known")
        return sp.S.NaN if value is None else value
