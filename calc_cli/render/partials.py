"""Partial derivatives as they are written: ∂f/∂x, ∂²f/∂x∂y, and what the function is called."""

from calc_cli.render.signs import ASCII, Signs
from calc_cli.syntax.words import canonical

_LETTERS = ("f", "g", "h", "F", "G", "H", "y", "z", "w", "u")


def letter(name: str | None, taken: set[str]) -> str:
    """Return what stands in ∂f/∂x: the function's own name without its arguments, else a letter that is not `taken`."""
    if name is not None:
        bare = name.partition("(")[0].strip()
        return canonical(bare) or bare
    return next((each for each in _LETTERS if each not in taken), "f")


def partial(f: str, x: str, signs: Signs = ASCII) -> str:
    """Return ∂f/∂x; df/dx in ASCII."""
    return f"{signs.partial}{signs.name(f)}/{signs.partial}{signs.name(x)}"


def second_partial(f: str, x: str, y: str, signs: Signs = ASCII) -> str:
    """Return the derivative of ∂f/∂x in y: ∂²f/∂y∂x, and ∂²f/∂x² if both are one."""
    square = signs.superscript("2") or "^2"
    above = f"{signs.partial}{square}{signs.name(f)}"
    if x == y:
        return f"{above}/{signs.partial}{signs.name(x)}{square}"
    return f"{above}/{signs.partial}{signs.name(y)}{signs.partial}{signs.name(x)}"
