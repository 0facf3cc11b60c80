"""Partial derivatives as they are written: ∂f/∂x, ∂²f/∂x∂y, and what the function is called."""

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.render.signs import ASCII, Signs
from calc_cli.syntax.words import canonical

_LETTERS = ("f", "g", "h", "F", "G", "H", "y", "z", "w", "u")


def letter(name: str | None, e: sp.Basic) -> str:
    """Return what stands in ∂f/∂x: the function's own name without its arguments, else a letter that `e` has not."""
    if name is not None:
        bare = name.partition("(")[0].strip()
        return canonical(bare) or bare
    taken = {x.name for x in e.free_symbols} | {f.func.__name__.rstrip("'") for f in e.atoms(AppliedUndef)}
    return next((each for each in _LETTERS if each not in taken), "f")


def partial(f: str, x: str, signs: Signs = ASCII) -> str:
    """Return ∂f/∂x; df/dx in ASCII."""
    return f"{signs.partial}{signs.name(f)}/{signs.partial}{signs.name(x)}"


def second_partial(f: str, x: str, y: str, signs: Signs = ASCII) -> str:
    """Return the derivative of ∂f/∂y in x: ∂²f/∂x∂y, and ∂²f/∂x² if both are one."""
    square = signs.superscript("2") or "^2"
    above = f"{signs.partial}{square}{signs.name(f)}"
    if x == y:
        return f"{above}/{signs.partial}{signs.name(x)}{square}"
    return f"{above}/{signs.partial}{signs.name(x)}{signs.partial}{signs.name(y)}"


def function_names(j: Jacobian) -> list[str]:
    """Return what the functions of a Jacobian are called: their own names, else f for one and f1, f2, ... for more."""
    if len(j.names) == 1:
        return [letter(j.names[0] or j.name, j.typed)]
    first = letter(j.name, j.typed)
    return [f"{first}{i}" if name is None else letter(name, j.typed) for i, name in enumerate(j.names, start=1)]
