"""Derivatives in Leibniz's notation: dy/dx or ∂y/∂x, and what is held fixed where that must be said."""

from dataclasses import dataclass

import sympy as sp

from calc_cli.calculus.chain.system import System
from calc_cli.render.signs import Signs


@dataclass(frozen=True, slots=True)
class Rate:
    """The derivative of `of` in `wrt`; `held` are variables that are held fixed although they vary with `wrt`."""

    of: str
    wrt: str
    is_partial: bool
    held: tuple[str, ...] = ()

    def text(self, signs: Signs) -> str:
        """Return it on one line: dy/dx, ∂y/∂x, (∂y/∂x)_u."""
        sign = signs.partial if self.is_partial else "d"
        rate = f"{sign}{signs.name(self.of)}/{sign}{signs.name(self.wrt)}"
        return f"({rate})_{','.join(map(signs.name, self.held))}" if self.held else rate


class Leibniz:
    """The derivatives of a system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.varies_with: dict[sp.Symbol, frozenset[sp.Symbol]] = {x: frozenset([x]) for x in system.inputs}
        for name in system.order:
            self.varies_with[name] = frozenset().union(*(self.varies_with[p] for p in system.parents[name]))

    def total(self, output: sp.Symbol, x: sp.Symbol) -> Rate:
        """Through all variables between; ∂ if the output depends on other variables as well."""
        return Rate(output.name, x.name, bool(self.varies_with[output] - {x}))

    def local(self, name: sp.Symbol, parent: sp.Symbol) -> Rate:
        """Of a right side in one variable in it; ∂ if there are others."""
        others = [p for p in self.system.parents[name] if p != parent]
        held: tuple[str, ...] = ()
        if len(self.varies_with[name]) > 1:  # else the total is dy/dx, which cannot be mistaken
            below = self.system.reaches([parent])
            held = tuple(p.name for p in others if p in below)
        return Rate(name.name, parent.name, bool(others), held)
