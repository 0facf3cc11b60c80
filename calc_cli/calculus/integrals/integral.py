"""The definite integral of a function from one place to another, as a result."""

from dataclasses import dataclass, replace
from functools import partial

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import as_float
from calc_cli.algebra.functions import TypedFunction
from calc_cli.calculus.equality.seams import seams
from calc_cli.calculus.equality.verdict import Check, Given
from calc_cli.calculus.integrals.antiderivative import Found, found
from calc_cli.calculus.integrals.cases import has_cases
from calc_cli.calculus.integrals.definite import Definite, in_order, integrate_over, principal_value
from calc_cli.calculus.integrals.parameters import with_parameters
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.verdict import Kind, Verdict, checked
from calc_cli.calculus.result import NULL, AnswerFormula, Checked, Exact, Fields, NoAnswer, Notes, Result, Typeset
from calc_cli.calculus.steps import Step
from calc_cli.errors import ExitStatus

MOST_DIGITS = 18
"""A measured value is shown with no more digits."""


@dataclass(frozen=True, slots=True)
class Integral(Result):
    """The integral of `typed` in `variable` from `low` to `high`, either of which may be infinite.

    `definite` is what was found of it, `by` the antiderivative to which Newton and Leibniz were applied. `sign` is -1
    if the upper bound is less than the lower: the integral is then minus that the other way. With parameters, the value
    holds where the conditions of `domain` do.
    """

    typed: sp.Expr
    name: str | None
    variable: sp.Symbol
    low: sp.Expr
    high: sp.Expr
    definite: Definite
    by: Found | None = None
    sign: int = 1
    domain: tuple[sp.Basic, ...] = ()
    check: Check | None = None
    steps: tuple[Step, ...] = ()
    notes: Notes = ()
    picture: Result | None = None

    @property
    def antiderivative(self) -> sp.Expr | None:
        """The antiderivative, if one is known that holds throughout."""
        return None if self.by is None else self.by.result

    @property
    def value(self) -> sp.Expr | None:
        """The exact value, if it is known and no witness contradicts it."""
        found = self.definite
        return None if found.value is None or found.agree is False else self.sign * found.value

    @property
    def goes_to(self) -> sp.Expr | None:
        """oo or -oo where an integral that diverges goes there, nan if it has no limit; None if that is not known."""
        total = self.definite.goes_to
        return None if total is None else self.sign * total

    @property
    def known_digits(self) -> int:
        """How many digits of the measured value are believed to be right."""
        number = self.definite.measured
        if number is None or not number.value or not number.error:
            return MOST_DIGITS
        return max(1, min(MOST_DIGITS, int(-sp.log(number.error / abs(number.value), 10))))

    @property
    def answer(self) -> sp.Expr | NoAnswer:
        """The integral: exact, or the digits of the measured value."""
        if self.definite.converges is False:
            return NoAnswer(ExitStatus.NO, self)
        if self.value is not None:
            return self.value
        number = self.definite.measured
        if number is None or self.definite.agree is False or not self.definite.converges:
            return NoAnswer(ExitStatus.UNDECIDED, self)
        return self.sign * sp.Float(mpmath.nstr(number.value, self.known_digits), self.known_digits)

    @property
    def formula(self) -> AnswerFormula:
        """The number, which may have parameters."""
        return AnswerFormula(self.answer)

    @property
    def fields(self) -> Fields:
        number = self.definite.measured
        is_known = not isinstance(self.answer, NoAnswer)
        end = self.definite.diverges
        return {
            "expr": Exact(self.typed),
            "wrt": (self.variable,),
            "result": self.answer if is_known else NULL,
            "latex": Typeset(self.answer) if is_known else None,
            "from": Exact(self.low, typed=False),
            "to": Exact(self.high, typed=False),
            "approx": as_float(self.answer) if is_known else None,
            "exists": NULL if self.definite.converges is None else self.definite.converges,
            "diverges_at": None if end is None else Exact(end.a),
            "antiderivative": self.antiderivative,
            "estimate": None if number is None else self.sign * float(number.value),
            "error_estimate": None if number is None else float(number.error),
            "agree": self.definite.agree,
            "check": None if self.check is None else Checked(self.check, "the integral"),
        }


def integrate(
    f: TypedFunction, low: sp.Expr, high: sp.Expr, given: Given | None = None, *, principal: bool = False
) -> Integral:
    """Integrate `f` from `low` to `high`, and check the answer `given`, if there is one.

    Where the integral diverges, with `principal` its principal value is found.

    Raises UndefinedError if the function is not defined between them.
    """
    is_number = not (f.expression.free_symbols | low.free_symbols | high.free_symbols) - {f.variable}
    answer = None if is_number and has_cases(f.expression, f.variable) else found(f)
    where: tuple[sp.Basic, ...] = ()
    notes: Notes = ()
    sign = 1
    if is_number:
        method = partial(principal_value if principal else integrate_over, f.typed, f.expression, f.variable)
        antiderivative = None if answer is None else answer.result
        definite, sign = in_order(low, high, partial(method, antiderivative=antiderivative))
    else:
        definite, where, notes = with_parameters(f.expression, f.variable, (low, high), answer)
    notes = (*f.notes, *notes)
    result = Integral(f.typed, f.name, f.variable, low, high, definite, answer, sign, where, notes=notes)
    return result if given is None else _with_check(result, given)


def without_integrals(e: sp.Expr) -> sp.Expr:
    """Return e with the values of the integrals in it whose antiderivatives are continuous everywhere."""
    values = {part: value for part in e.atoms(sp.Integral) if (value := _closed(part)) is not None}
    return e.xreplace(values) if values else e


def _closed(part: sp.Integral) -> sp.Expr | None:
    body, (x, low, high) = part.args
    if body.has(sp.Integral) or sp.oo in (low, high) or -sp.oo in (low, high) or body.free_symbols != {x}:
        return None
    answer = found(TypedFunction(body, body, (x,)))
    if answer is None:
        return None
    between = seams([body, answer.result], x)
    if between.points or not between.are_all:
        return None
    return sp.Add(answer.result.xreplace({x: high}), -answer.result.xreplace({x: low}))


def _with_check(result: Integral, given: Given) -> Integral:
    definite, number = result.definite, result.definite.measured
    if definite.converges is False and given in (*INFINITE, "no bound"):
        value = result.goes_to
        is_right = value in INFINITE if given == "no bound" else value == given
        return replace(result, check=Check(given, None if value is None else is_right, "proved"))
    exists = None if isinstance(result.answer, NoAnswer) and definite.converges is not False else definite.converges
    kind: Kind = "undecided" if exists is None else "finite" if exists else "undefined"
    estimated = (None, None) if number is None else (result.sign * number.value, number.error)
    verdict = Verdict(kind, result.value, *estimated)
    return replace(result, check=checked(given, verdict))
