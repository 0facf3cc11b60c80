"""The absolute value over the real numbers."""

import sympy as sp


def absolute(u: sp.Expr) -> sp.Expr:
    """Return |u|, where a power of a positive base is positive.

    SymPy does not know that each exponent is real: it makes e^re(w) of |e^w|, and of that, for w = cbrt(x), e to the
    real part of the complex root.
    """
    factors = sp.Mul.make_args(u)
    positive = [factor for factor in factors if factor.as_base_exp()[0].is_positive]
    return sp.Mul(*positive, sp.Abs(sp.Mul(*(factor for factor in factors if factor not in positive))))
