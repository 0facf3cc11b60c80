"""The absolute value over the real numbers."""

import sympy as sp


def absolute(u: sp.Expr) -> sp.Expr:
    """Return |u|.

    SymPy cannot know that every u is real and makes e^re(u) of |e^u|; here re(u) is u.
    """
    size = sp.Abs(u)
    return size.replace(sp.re, lambda w: w) if size.has(sp.re) else size
