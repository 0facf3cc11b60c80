"""The verdict on a limit in words, for a page and for a message: the mathematics in it is written by `write`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import mpmath
import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.cases import LimitCase
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.verdict import Along, Path, Verdict
from calc_cli.render.numbers import decimal, measured

ABOUT_ZERO = "about 0"
_NEXT_TO_NOTHING = mpmath.mpf("1e-99")


def size(number: mpmath.mpf, digits: int, before: str = "") -> str:
    """Return a measured number; ABOUT_ZERO where its exponent would be all that one sees."""
    return ABOUT_ZERO if abs(number) < _NEXT_TO_NOTHING and number else before + decimal(number, digits)


@dataclass(frozen=True, slots=True)
class LimitWords:
    """Sentences with mathematics in them, which `write` puts on one line."""

    write: Callable[[sp.Expr], str]

    def reason(self, found: Limit) -> str:
        """Return why there is no limit, or why that is not decided."""
        if found.kind == "undecided":
            return self.witnesses(found)
        if found.kind == "undefined":
            return self.nowhere(found)
        if found.cases:
            return self.cases(found.cases)
        if found.paths:
            told = [f"{self.tendency(path.limit)} along {self.path(path, found.to)}" for path in found.paths]
        else:
            told = [
                f"{self.tendency(side)} from the {name}"
                for name, side in (("left", found.left), ("right", found.right))
                if side is not None
            ]
            if len(found.sides) == 2 and self.tendency(found.sides[0]) == self.tendency(found.sides[1]):
                told = [f"{self.tendency(found.sides[0])} on both sides"]
            elif len(found.sides) == 1:
                told = [self.tendency(found.sides[0])]
        return ", ".join(told)

    def cases(self, cases: Sequence[LimitCase]) -> str:
        """Return oo if a > 0, 0 if a = 0, none if a < 0."""
        told = []
        for case in cases:
            value = case.verdict.value
            limit = (
                "undefined" if case.verdict.kind == "undefined" else "no limit" if value is None else self.write(value)
            )
            told.append(f"{limit} for {' and '.join(map(self.write, case.conditions))}")
        return ", ".join(told)

    def tendency(self, side: Verdict) -> str:
        """Return what the function does on a side: its limit, or why it has none."""
        if side.sequences:
            told = (f"{self.write(each.limit)} where {self.sequence(each)}" for each in side.sequences)
            return ", ".join(told)
        if side.kind == "oscillates" and side.range is not None:
            low, high = side.range
            if low in (-sp.oo, -mpmath.inf) or high in (sp.oo, mpmath.inf):
                return "it oscillates without bound"
            return f"it oscillates between {self.number(low)} and {self.number(high)}"
        return {"undefined": "not defined", "undecided": "undecided"}.get(side.kind) or self.limit(side)

    def sequence(self, points: Along) -> str:
        """Return sin(x) = 1; of an angle x = pi/2 + 2 pi n, for whole n."""
        if points.part.has(sp.sin, sp.cos, sp.tan, sp.floor, sp.ceiling, sp.frac) or not points.value.is_number:
            return f"{self.write(points.part)} = {self.write(points.value)}"
        return f"{self.write(points.part)} = {self.write(points.value + 2 * sp.pi * symbol('n'))}"

    def limit(self, side: Verdict) -> str:
        """Return the limit on a side that has one."""
        return self.number(side.limit)

    def number(self, number: sp.Expr | mpmath.mpf) -> str:
        """Return an exact number, or a measured one to three digits."""
        return measured(number) if isinstance(number, mpmath.mpf) else self.write(number)

    def nowhere(self, found: Limit) -> str:
        if len(found.to) > 1 or len(found.sides) == 2:
            return f"the function is not defined near {self.point(found.to)}"
        ((x, a),) = found.to.items()
        if a.is_infinite:
            return f"the function is not defined for large {self.write(x if a is sp.oo else -x)}"
        return f"the function is not defined to the {found.side} of {self.point(found.to)}"

    def witnesses(self, found: Limit) -> str:
        """Return what algebra and experiment say where they settle nothing."""
        told = []
        for name, side in (("from the left", found.left), ("from the right", found.right)):
            if side is not None and side.kind == "undecided":
                told.append(f"{name}, {self.two(side.value, side.estimate, side.error)}")
        if found.paths or not told:
            told = [self.two(found.value, found.estimate, found.error)]
        return "; ".join(told)

    def two(self, exact: sp.Expr | None, estimate: mpmath.mpf | None, error: mpmath.mpf | None) -> str:
        algebra = "algebra finds nothing" if exact is None else f"algebra gives {self.write(exact)}"
        if estimate is None or error is None:
            return f"{algebra}, the experiment is inconclusive"
        return f"{algebra}, the experiment {size(estimate, 6)} (error {size(error, 1, 'about ')})"

    def point(self, to: Mapping[sp.Symbol, sp.Expr]) -> str:
        """Return x = 0, y = 1."""
        return ", ".join(f"{self.write(x)} = {self.write(a)}" for x, a in to.items())

    def path(self, path: Path, to: Mapping[sp.Symbol, sp.Expr]) -> str:
        """Return y = x^2, or the curve by its parameter where no variable runs along it as t itself."""
        return self.point(path.equations(to))
