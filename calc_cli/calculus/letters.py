"""The name of a function without one where its derivative is written, ∂f/∂x; and that of the n-th derivative."""

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.syntax.words import canonical

_LETTERS = ("f", "g", "h", "F", "G", "H", "y", "z", "w", "u")
"""Names for a function without one, the first that is not taken."""

_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def ordinal(n: int) -> str:
    """Return the n-th, in a word."""
    return _ORDINALS.get(n, f"{n}th")


def letter(name: str | None, e: sp.Basic) -> str:
    """Return what stands in ∂f/∂x: the function's own name without its arguments, else a letter that `e` has not."""
    if name is not None:
        bare = name.partition("(")[0].strip()
        return canonical(bare) or bare
    taken = {x.name for x in e.free_symbols} | {f.func.__name__.rstrip("'") for f in e.atoms(AppliedUndef)}
    return next((each for each in _LETTERS if each not in taken), "f")
