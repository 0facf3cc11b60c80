"""Known functions as classes of SymPy: its own where it has them, made from the record where it has not.

Also symbols, absolute values and functions by cases, as they are over the real numbers; and a function as typed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import sympy as sp
from mpmath.libmp.libmpf import prec_to_dps
from sympy.core import relational
from sympy.core.function import AppliedUndef
from sympy.functions.elementary import piecewise

from calc_cli.errors import UnsupportedError, raised_as
from calc_cli.functions import FUNCTIONS, Function
from calc_cli.syntax.names import natural_order
from calc_cli.syntax.words import canonical

Point = Mapping[sp.Symbol, sp.Expr]
"""Values for variables."""

_LETTERS = ("f", "g", "h", "F", "G", "H", "y", "z", "w", "u")
"""Names for a function without one, the first that is not taken."""


class OwnFunction(sp.Function):
    """A real function that SymPy lacks or takes for a complex one, under its own name; SymPy compares its numbers."""

    is_real = True

    def _eval_evalf(self, prec: int) -> sp.Expr:
        from calc_cli.algebra.evaluate import nearest_decimal  # which needs this module

        return nearest_decimal(self, {}, prec_to_dps(prec))

    def _numpycode(self, printer: Any) -> str:
        """Return it for SymPy's printers of NumPy and SciPy, and for lambdify."""
        return self._spelled(RECORDS[self.func].numpy, {"np": "numpy", "special": "scipy.special"}, printer)

    def _torchcode(self, printer: Any) -> str:
        """Return it for SymPy's printer of PyTorch."""
        return self._spelled(RECORDS[self.func].torch, {"torch": "torch"}, printer)

    def _spelled(self, spelling: str, modules: dict[str, str], printer: Any) -> str:
        arguments = {letter: f"({printer._print(u)})" for letter, u in zip("uv", self.args, strict=False)}

        def put(found: re.Match[str]) -> str:
            short, _, rest = found[0].partition(".")
            return printer._module_format(f"{modules[short]}.{rest}") if rest else arguments[short]

        written = re.compile(rf"\b(?:(?:{'|'.join(modules)})[.][a-z_.0-9]+|[uv]\b)")
        return f"({written.sub(put, spelling)})"


class FormulaFunction(OwnFunction):
    """A function that its record gives by a formula.

    It stays as it is, so that its derivative reads sigmoid(x)*(1 - sigmoid(x)).
    """

    def expanded(self) -> sp.Expr:
        """Return it by its formula."""
        from calc_cli.algebra.formulas import expanded  # which needs this module, to read formulas

        return expanded(self)


def _sympy_class(function: Function) -> type[sp.Function] | None:
    """Return the class of a function; None of one that is always written by others, like sqrt."""
    if function.sympy:
        found: type[sp.Function] = getattr(sp, function.sympy)
        return found
    if not function.derivative:
        return None
    base = FormulaFunction if function.formula else OwnFunction
    signs = {"is_positive": function.is_positive or None, "is_nonnegative": function.is_nonnegative or None}
    return type(function.name, (base,), {name: value for name, value in signs.items() if value})


_CLASSES = {function.name: found for function in FUNCTIONS if (found := _sympy_class(function)) is not None}
RECORDS: dict[type[sp.Basic], Function] = {
    function: record for record in FUNCTIONS if (function := _CLASSES.get(record.name)) is not None
}

BRANCHED = tuple(f for f, record in RECORDS.items() if issubclass(f, FormulaFunction) and record.smooth)
"""Those whose formula has branches, like relu(u) = max(u, 0)."""


def sympy_class(name: str) -> type[sp.Function]:
    """Return the class of the known function `name`."""
    return _CLASSES[name]


def record_of(function: type[sp.Basic]) -> Function | None:
    """Return the record of a class of SymPy, None if it is no known function."""
    return RECORDS.get(function)


class Pending(sp.Expr):
    """Pending(e, x, n): the n-th derivative of e in x, still to be taken.

    Not SymPy's Derivative, to which u' is 0 where u is a name for something with x in it.
    """

    is_commutative = True
    is_real = True


class OrdinaryPending(Pending):
    """The same written with d, as all other letters in it are constants."""


class PendingRate(Pending):
    """PendingRate(y, x, n): ∂y/∂x of a variable y for which no formula is known, on the curve of an equation."""


class OrdinaryPendingRate(PendingRate, OrdinaryPending):
    """The same written with d: dy/dx."""


class KnownSymbol(sp.Symbol):
    """A variable of which more is known than that it is real: SymPy's assumptions, and more in the `conditions`.

    These are about plain variables, all must hold. `form`, if any, has positive letters alone, and it takes every value
    of the variable: 2 + p for one above 2. `example` is one of its values, as far as it depends on no other variable.
    """

    __slots__ = ("conditions", "example", "form")
    conditions: tuple[sp.Basic, ...]
    form: sp.Expr | None
    example: sp.Expr | None

    def __new__(
        cls,
        name: str,
        conditions: tuple[sp.Basic, ...] = (),
        form: sp.Expr | None = None,
        example: sp.Expr | None = None,
        **signs: bool,
    ) -> "KnownSymbol":
        """Return the variable; `signs` are assumptions in SymPy's words."""
        made: KnownSymbol = sp.Symbol.__xnew__(cls, name, real=True, **signs)
        made.conditions, made.form, made.example = conditions, form, example
        return made

    def _hashable_content(self) -> tuple[object, ...]:
        return (*super()._hashable_content(), self.conditions)


KNOWN: ContextVar[Mapping[str, KnownSymbol]] = ContextVar("KNOWN", default=MappingProxyType({}))
"""The variables of which the question that is being answered says something; assumptions.py sets it."""


def symbol(name: str) -> sp.Symbol:
    """Return the variable of this name. Every symbol of calc is made here, so that one name is one real variable."""
    return KNOWN.get().get(name) or plain_symbol(name)


@cache
def plain_symbol(name: str) -> sp.Symbol:
    """Return the variable of this name of which nothing is known but that it is real."""
    return sp.Symbol(name, real=True)


def in_order(symbols: Iterable[sp.Symbol]) -> list[sp.Symbol]:
    """Return symbols by name, x2 before x10."""
    return sorted(symbols, key=lambda x: natural_order(x.name))


def in_positive_letters(e: sp.Expr) -> sp.Expr:
    """Return `e` with the forms of its variables in their places."""
    while forms := {s: s.form for s in e.free_symbols if isinstance(s, KnownSymbol) and s.form is not None}:
        e = e.xreplace(forms)
    return e


def sign_under_assumptions(e: sp.Expr) -> int | None:
    """Return the sign that `e` has for all values of its variables; None if it has several or it is not known."""
    sign = _sign(e)
    if sign is not None or not (known := [s for s in e.free_symbols if isinstance(s, KnownSymbol)]):
        return sign
    stated = _stated_sign(e, known)
    return _sign(in_positive_letters(e)) if stated is None else stated


def known_side(x: sp.Symbol, a: sp.Expr) -> int:
    """Return 1 if x is known to be above `a`, -1 if below, else 0; of an infinite `a` nothing is said."""
    return 0 if a.is_infinite else sign_under_assumptions(x - a) or 0


def _stated_sign(e: sp.Expr, known: Iterable[KnownSymbol]) -> int | None:
    """Return the sign of `e` by what is known of the like: cos(y) > 0, or (-1)^n = 1."""
    relations = {c for s in known for c in s.conditions if isinstance(c, relational.Relational)}
    plain = e.xreplace({s: plain_symbol(s.name) for s in known})
    plain = plain.xreplace({c.lhs: c.rhs for c in relations if isinstance(c, sp.Eq)})
    stated = {c.lhs: {sp.Gt: 1, sp.Lt: -1}.get(type(c)) for c in relations if c.rhs == 0}
    return stated.get(plain, _sign(plain))


def _sign(e: sp.Expr) -> int | None:
    for form in (e, sp.factor(sp.together(e))) if e.atoms(sp.Dummy) else (e,):
        sign = 1 if form.is_positive else -1 if form.is_negative else 0 if form.is_zero else None
        if sign is not None:
            return sign
    return None


@cache
def abstract(name: str, primes: int = 0) -> Callable[..., sp.Expr]:
    """Return the unknown function `name`, differentiated `primes` times: f'' is an undefined function named `f''`."""
    return sp.Function(name + "'" * primes, real=True)


def absolute(u: sp.Expr) -> sp.Expr:
    """Return |u|, where a power of a positive base is positive.

    SymPy does not know that each exponent is real: it makes e^re(w) of |e^w|, and of that, for w = cbrt(x), e to the
    real part of the complex root.
    """
    factors = sp.Mul.make_args(u)
    positive = [factor for factor in factors if factor.as_base_exp()[0].is_positive]
    return sp.Mul(*positive, sp.Abs(sp.Mul(*(factor for factor in factors if factor not in positive))))


_value = sp.Function._eval_evalf


def _value_if_any(e: sp.Function, prec: int) -> sp.Expr | None:
    """Return the value by which SymPy compares a function; of acsc(0) and (-1)! mpmath has none."""
    with suppress(ZeroDivisionError, ValueError):
        return _value(e, prec)
    return None


sp.Function._eval_evalf = _value_if_any


def _canonical(comparison: sp.Basic) -> sp.Basic:
    """Return a comparison as SymPy writes it in a case, or as it is: y - x > x - z would turn round without end."""
    with suppress(ZeroDivisionError, TypeError):  # SymPy's, of what it divides by 0
        found = relational._canonical_coeff(comparison)
        return found if relational._canonical_coeff(found) == found else comparison
    return comparison


piecewise._canonical_coeff = _canonical

SIGNS: dict[type[sp.Basic], frozenset[int]] = {
    sp.Gt: frozenset({1}), sp.Ge: frozenset({0, 1}), sp.Lt: frozenset({-1}), sp.Le: frozenset({-1, 0}),
    sp.Ne: frozenset({-1, 1}), sp.Eq: frozenset({0}),
}  # fmt: skip
"""The signs that the left side less the right one may have where a comparison holds."""

WITH_CASES = {sp.Piecewise, sp.Max, sp.Min, *BRANCHED}

BY_SIGN: dict[type[sp.Basic], Callable[[sp.Expr], tuple[sp.Expr, sp.Expr, sp.Expr]]] = {
    sp.Abs: lambda u: (sp.S.Zero, u, -u),
    sp.sign: lambda _: (sp.S.Zero, sp.S.One, sp.S.NegativeOne),
    sp.Heaviside: lambda _: (sp.S.Half, sp.S.One, sp.S.Zero),
}
"""What a function is where its argument is 0, where it is positive, and where negative: by its sign, as an index."""

Case = tuple[sp.Expr, sp.Basic]


def cases_of(e: sp.Expr) -> list[Case]:
    """Return the values of a function by cases with their conditions; cases within a condition are folded.

    Of a maximum each argument stands against those after it, so that the last needs no condition.
    """
    if isinstance(e, BRANCHED):
        e = e.expanded()
    elif e.func in BY_SIGN:
        u = e.args[0]
        between, above, below = BY_SIGN[e.func](u)
        return [(above, sp.Gt(u, 0)), (below, sp.Lt(u, 0)), (between, sp.true)]
    if not e.is_Piecewise and e.has(sp.Piecewise):
        unknown = UnsupportedError(f"calc cannot tell the cases of {e.func.__name__.lower()} apart")
        with raised_as(unknown, TypeError, ValueError):  # SymPy's, on comparing what is not real
            e = sp.piecewise_fold(e)
    if e.is_Piecewise:
        return [(value, condition) for value, condition in e.args]
    if not isinstance(e, sp.Max | sp.Min):
        return [(e, sp.true)]
    beats = sp.StrictGreaterThan if isinstance(e, sp.Max) else sp.StrictLessThan
    arguments = sorted(e.args, key=lambda argument: not argument.free_symbols)
    return [(u, sp.And(*[beats(u, other) for other in arguments[i + 1 :]])) for i, u in enumerate(arguments)]


@dataclass(frozen=True, slots=True)
class TypedFunction:
    """A function `typed` by a user, unevaluated, and the same `expression` evaluated, a function of `variables`.

    It may have a `name`, and `notes` tell how its text was understood.
    """

    typed: sp.Expr
    expression: sp.Expr
    variables: tuple[sp.Symbol, ...] = ()
    name: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def variable(self) -> sp.Symbol:
        """The only variable."""
        (variable,) = self.variables
        return variable

    @property
    def letter(self) -> str:
        """The name of the function, without its arguments, or a letter for one without a name."""
        return letter(self.name, self.typed)


def letter(name: str | None, e: sp.Basic) -> str:
    """Return what stands in ∂f/∂x: the function's own name without its arguments, else a letter that `e` has not."""
    if name is not None:
        bare = name.partition("(")[0].strip()
        return canonical(bare) or bare
    taken = {x.name for x in e.free_symbols} | {f.func.__name__.rstrip("'") for f in e.atoms(AppliedUndef)}
    return next((each for each in _LETTERS if each not in taken), "f")
