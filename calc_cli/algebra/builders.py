"""Two ways to build an expression of SymPy: evaluated, so that x*x becomes x**2, or literally, as it was written.

`lower` walks over a tree and asks a builder for each sum, power and function in it. The evaluating builder keeps to
the real numbers and raises UndefinedError for a division by zero and the like; the literal one builds whatever was
written, since 1/0 may stand in a case that does not apply.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import sympy as sp
from sympy.core.evalf import PrecisionExhausted

from calc_cli.algebra import unevaluated
from calc_cli.algebra.exact import rational_form
from calc_cli.algebra.functions import absolute
from calc_cli.algebra.linear import add, times
from calc_cli.algebra.power import is_zero, power, real_cases
from calc_cli.errors import UndefinedError, UnsupportedError

FunctionClass = Callable[..., sp.Expr]
Branches = Iterable[tuple[Callable[[], sp.Expr], sp.Basic]]
"""Values, still to be built, and conditions."""

_HYPERBOLIC = (sp.sinh, sp.cosh, sp.csch, sp.sech)
_RECIPROCALS = {sp.sec: sp.cos, sp.csc: sp.sin, sp.cot: sp.tan}
_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


class Builder(Protocol):
    """How expressions are put together."""

    def add(self, terms: Sequence[sp.Expr]) -> sp.Expr: ...
    def multiply(self, factors: Sequence[sp.Expr]) -> sp.Expr: ...
    def negative(self, u: sp.Expr) -> sp.Expr: ...
    def power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr: ...
    def function(self, function: FunctionClass, arguments: Sequence[sp.Expr]) -> sp.Expr: ...
    def cases(self, branches: Branches) -> sp.Expr: ...
    def compare(self, operands: Sequence[sp.Expr], operators: Sequence[str]) -> sp.Basic: ...

    def exponent(self, u: sp.Expr, evaluated: Callable[[], sp.Expr]) -> sp.Expr:
        """Return the number `u` as a rational one if it is, like sin(1)^2 + cos(1)^2; `evaluated` is its value.

        Whether negative numbers have such a power hangs on it.
        """


class EvaluatingBuilder:
    """Builds over the real numbers, with SymPy's automatic evaluation."""

    def add(self, terms: Sequence[sp.Expr]) -> sp.Expr:
        return add(terms)

    def multiply(self, factors: Sequence[sp.Expr]) -> sp.Expr:
        if len(factors) == 2 and factors[0].is_Rational:
            return times(*factors)
        return sp.Mul(*factors)

    def negative(self, u: sp.Expr) -> sp.Expr:
        return -u

    def power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if is_zero(base) and (exponent.is_zero or exponent.is_negative):
            raise UndefinedError("0^0 is not defined" if exponent.is_zero else "division by zero")
        return power(base, exponent)

    def exponent(self, u: sp.Expr, evaluated: Callable[[], sp.Expr]) -> sp.Expr:  # noqa: ARG002 - u is its value
        return rational_form(u) or u

    def function(self, function: FunctionClass, arguments: Sequence[sp.Expr]) -> sp.Expr:
        gaps = [i for i, u in enumerate(arguments) if u.is_Piecewise and any(v is sp.nan for v, _ in u.args)]
        if gaps:  # SymPy compares the nan of a case that is nowhere defined
            before, cases, after = arguments[: gaps[0]], arguments[gaps[0]], arguments[gaps[0] + 1 :]
            return real_cases((self._of_case(function, [*before, v, *after]), c) for v, c in cases.args)
        if function in _HYPERBOLIC and isinstance(arguments[0], sp.acoth):
            # SymPy writes sinh(acoth(x)) with sqrt(x - 1)*sqrt(x + 1), which for x < -1 has two complex factors
            arguments = [sp.atanh(power(arguments[0].args[0], sp.S.NegativeOne))]
        try:
            value = absolute(*arguments) if function is sp.Abs else function(*arguments)
        except PrecisionExhausted as error:
            raise UnsupportedError("this number cannot be told from an integer") from error
        except (ValueError, TypeError) as error:  # Max and Min say so of a number that is not real
            raise UndefinedError("this is not a real number") from error
        if function is sp.atan2 and value.has(sp.I):  # SymPy writes the angle of some numbers as a complex logarithm
            return function(*arguments, evaluate=False)
        if isinstance(value, sp.AccumBounds) or (value.is_Atom and (value.is_infinite or value is sp.nan)):
            raise UndefinedError("this is not a real number")
        return value

    def _of_case(self, function: FunctionClass, arguments: Sequence[sp.Expr]) -> sp.Expr:
        """Return the function where one of the arguments is a single case."""
        if sp.nan in arguments:
            return sp.nan
        return _or_nan(lambda: self.function(function, arguments))

    def cases(self, branches: Branches) -> sp.Expr:
        """Return the cases; one that is nowhere defined leaves the others as they are."""
        return real_cases((_or_nan(build), condition) for build, condition in branches)

    def compare(self, operands: Sequence[sp.Expr], operators: Sequence[str]) -> sp.Basic:
        pairs = zip(operators, operands, operands[1:], strict=False)
        try:
            relations = sp.And(*(_RELATIONS[operator](a, b) for operator, a, b in pairs))
            return _without_cases(relations) if relations.has(sp.Piecewise) else relations
        except (TypeError, ValueError) as error:  # SymPy says so of a number that is not real
            raise UndefinedError("this compares what is not a real number") from error


class LiteralBuilder:
    """Builds what was written and evaluates nothing."""

    def add(self, terms: Sequence[sp.Expr]) -> sp.Expr:
        return sp.Add(*terms, evaluate=False)

    def multiply(self, factors: Sequence[sp.Expr]) -> sp.Expr:
        return sp.Mul(*factors, evaluate=False)

    def negative(self, u: sp.Expr) -> sp.Expr:
        return -u if u.is_Rational else sp.Mul(-1, u, evaluate=False)

    def power(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if base is sp.E:
            return sp.exp(exponent, evaluate=False)
        return sp.Pow(base, exponent, evaluate=False)

    def exponent(self, u: sp.Expr, evaluated: Callable[[], sp.Expr]) -> sp.Expr:
        if unevaluated.is_arithmetic(u):
            return u
        try:
            return rational_form(evaluated()) or u
        except (UndefinedError, UnsupportedError):  # in a case that may not apply
            return u

    def function(self, function: FunctionClass, arguments: Sequence[sp.Expr]) -> sp.Expr:
        """Return the function; sec, csc and cot where their reciprocal is a number, like cos(pi), as a quotient.

        To tell whether sec(u) is real, SymPy calls a method of cos(u) that functions have and numbers have not.
        """
        if function not in _RECIPROCALS or _is_function(_RECIPROCALS[function], arguments):
            return function(*arguments, evaluate=False)
        sine, cosine = (part(*arguments, evaluate=False) for part in (sp.sin, sp.cos))
        below = self.power(cosine if function is sp.sec else sine, sp.S.NegativeOne)
        return self.multiply([cosine, below]) if function is sp.cot else below

    def cases(self, branches: Branches) -> sp.Expr:
        plain = [(build(), _without_cases(c) if c.has(sp.Piecewise) else c) for build, c in branches]
        return sp.Piecewise(*plain, evaluate=False)

    def compare(self, operands: Sequence[sp.Expr], operators: Sequence[str]) -> sp.Basic:
        pairs = zip(operators, operands, operands[1:], strict=False)
        relations = [unevaluated.relation(_RELATIONS[operator], a, b) for operator, a, b in pairs]
        return relations[0] if len(relations) == 1 else sp.And(*relations, evaluate=False)


def _is_function(function: FunctionClass, arguments: Sequence[sp.Expr]) -> bool:
    """Return True if SymPy leaves the function as it is."""
    try:
        return hasattr(function(*arguments), "_eval_is_extended_real")
    except ZeroDivisionError:  # SymPy's, of sin(acsc(0))
        return False


def _or_nan(build: Callable[[], sp.Expr]) -> sp.Expr:
    try:
        return build()
    except UndefinedError:
        return sp.nan


def _without_cases(condition: sp.Basic) -> sp.Basic:
    """Write a comparison with cases by and, or, not: SymPy makes an ITE of it, which nothing else knows."""
    try:
        folded = sp.piecewise_fold(condition).rewrite(sp.ITE)
    except KeyError:  # SymPy's, of cases that have a value in common
        raise UnsupportedError("a condition here is not understood") from None
    except TypeError:  # SymPy's, on comparing 1/0
        raise UndefinedError("what is compared here is not a real number") from None
    return folded.replace(sp.ITE, lambda p, q, r: (p & q) | (sp.Not(p) & r))
