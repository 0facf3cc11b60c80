"""Known functions as SymPy has them, and the few that SymPy lacks."""

from collections.abc import Callable
from functools import cache

import sympy as sp
from mpmath.libmp.libmpf import prec_to_dps


class _Own(sp.Function):
    """A real function with a formula that SymPy evaluates where it compares numbers."""

    is_real = True

    def _eval_evalf(self, prec: int) -> sp.Expr:
        return sp.N(self.formula(self.args[0]), prec_to_dps(prec))


class sigmoid(_Own):  # noqa: N801 - printed under this name, as SymPy names its own functions
    """1/(1 + e^-x), kept whole so that its derivative reads sigmoid(x)*(1 - sigmoid(x))."""

    is_positive = True

    @staticmethod
    def formula(x: sp.Expr) -> sp.Expr:
        """Return it in SymPy's functions."""
        return 1 / (1 + sp.exp(-x))


class softplus(_Own):  # noqa: N801
    """ln(1 + e^x)."""

    is_positive = True

    @staticmethod
    def formula(x: sp.Expr) -> sp.Expr:
        """Return it in SymPy's functions."""
        return sp.log(1 + sp.exp(x))


class relu(_Own):  # noqa: N801
    """max(x, 0)."""

    is_nonnegative = True

    @staticmethod
    def formula(x: sp.Expr) -> sp.Expr:
        """Return it in SymPy's functions."""
        return sp.Max(x, 0)


class Pending(sp.Expr):
    """Pending(e, x, n): the n-th derivative of e in x, still to be taken.

    Not SymPy's Derivative, to which u' is 0 where u is a name for something with x in it.
    """

    is_commutative = True
    is_real = True


OWN = {"sigmoid": sigmoid, "softplus": softplus, "relu": relu}

RENAMED = {
    "abs": sp.Abs, "max": sp.Max, "min": sp.Min, "heaviside": sp.Heaviside,
}  # fmt: skip
"""Functions that SymPy has under another name than syntax/names.py; the others it has under the same name."""


@cache
def symbol(name: str) -> sp.Symbol:
    """The variable of this name. Every symbol of calc is made here, so that one name is one real variable."""
    return sp.Symbol(name, real=True)


@cache
def abstract(name: str, primes: int = 0) -> Callable[..., sp.Expr]:
    """The unknown function `name`, differentiated `primes` times: f'' is an undefined function named `f''`."""
    return sp.Function(name + "'" * primes, real=True)
