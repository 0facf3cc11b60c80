"""Derivatives in Leibniz's notation on one line: dy/dx, ∂²f/∂x∂y, and what is held fixed where that must be said."""

from itertools import groupby

from calc_cli.calculus.result import Rate
from calc_cli.render.signs import ASCII, Glyphs


def rate_text(rate: Rate, signs: Glyphs = ASCII) -> str:
    """Return ∂f/∂x, d²y/dx², ∂²f/∂x∂y, (∂y/∂x)_u; with d for ∂ in ASCII."""
    d = signs.partial if rate.is_partial else "d"
    below = "".join(f"{d}{signs.name(x)}{raised(len([*times]), signs)}" for x, times in groupby(rate.wrt))
    text = f"{d}{raised(len(rate.wrt), signs)}{signs.name(rate.of)}/{below}"
    return f"({text})_{','.join(map(signs.name, rate.held))}" if rate.held else text


def raised(order: int, signs: Glyphs) -> str:
    """Return an order as it is written behind d or x: nothing for the first."""
    return "" if order == 1 else signs.superscript(str(order)) or f"^{order}"
