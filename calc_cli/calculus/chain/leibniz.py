"""The derivatives of a system in Leibniz's notation: which are partial, and what is held fixed."""

import sympy as sp

from calc_cli.calculus.chain.system import System
from calc_cli.calculus.result import Rate


class Leibniz:
    """The derivatives of a system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.varies_with: dict[sp.Symbol, frozenset[sp.Symbol]] = {x: frozenset([x]) for x in system.inputs}
        for name in system.order:
            self.varies_with[name] = frozenset().union(*(self.varies_with[p] for p in system.parents[name]))

    def total(self, output: sp.Symbol, x: sp.Symbol) -> Rate:
        """Through all variables between; ∂ if the output depends on other variables as well."""
        return Rate(output.name, (x.name,), bool(self.varies_with[output] - {x}))

    def local(self, name: sp.Symbol, parent: sp.Symbol) -> Rate:
        """Of a right side in one variable in it; ∂ if there are others."""
        others = [p for p in self.system.parents[name] if p != parent]
        held: tuple[str, ...] = ()
        if len(self.varies_with[name]) > 1:  # else the total is dy/dx, which cannot be mistaken
            below = self.system.reaches([parent])
            held = tuple(p.name for p in others if p in below)
        return Rate(name.name, (parent.name,), bool(others), held)
