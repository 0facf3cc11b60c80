"""Known functions as classes of SymPy: its own where it has them, made from the record where it has not."""

from collections.abc import Callable
from functools import cache

import sympy as sp
from mpmath.libmp.libmpf import prec_to_dps

from calc_cli.functions import FUNCTIONS, Function


class OwnFunction(sp.Function):
    """A real function that SymPy lacks or takes for a complex one, under its own name; SymPy compares its numbers."""

    is_real = True

    def _eval_evalf(self, prec: int) -> sp.Expr:
        from calc_cli.algebra.evaluate import nearest_decimal  # which needs this module

        return nearest_decimal(self, {}, prec_to_dps(prec))


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
    if function.sympy is not None:
        return function.sympy(sp)
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


@cache
def symbol(name: str) -> sp.Symbol:
    """Return the variable of this name. Every symbol of calc is made here, so that one name is one real variable."""
    return sp.Symbol(name, real=True)


@cache
def abstract(name: str, primes: int = 0) -> Callable[..., sp.Expr]:
    """Return the unknown function `name`, differentiated `primes` times: f'' is an undefined function named `f''`."""
    return sp.Function(name + "'" * primes, real=True)
