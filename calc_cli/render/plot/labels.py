"""The names of the curves, axes and numbers of a picture."""

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.calculus.plot.axis import Axis
from calc_cli.calculus.plot.plot import PlottedCurve, Role
from calc_cli.calculus.plot.subject import Line
from calc_cli.render.numbers import in_decimals, nearest, trimmed
from calc_cli.render.pretty import Typography

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import PointGradient  # which curves need not load

_LONGEST = 44
"""An equation that is longer is told in decimals."""

_DIGITS = 5

_SMALL, _LARGE = 1e-3, 1e6
"""Beyond these the numbers on an axis are told with powers of ten."""


DASHES: dict[Role, tuple[int, int]] = {
    "tangent": (3, 3), "derivative": (5, 2), "antiderivative": (5, 2), "asymptote": (2, 3),
    "secant": (1, 3), "limit": (1, 3), "bound": (1, 3),
}  # fmt: skip
"""How much of a line is drawn and left out; a line that is not here is whole."""


class Labels:
    """The words of one picture, in Unicode or in ASCII: what is measured across and upwards, curves, numbers."""

    def __init__(self, notation: Typography, across: str, upwards: str) -> None:
        self.notation = notation
        self.signs = notation.signs
        self.x = notation.name(across)
        self.y = notation.name(upwards)

    def function(self, typed: sp.Expr, name: str | None) -> str:
        """Return a function as it was typed, with its name if it has one."""
        text = self._short(typed, typed=True)
        return text if name is None else f"{self.notation.name(name)} = {text}"

    def curve(self, curve: PlottedCurve) -> str:
        """Return the words of the legend."""
        if curve.line is not None:
            return self._line(curve.line, curve.expression)
        if curve.role == "walk":
            return "the walk"
        if curve.role in ("function", "curve"):
            return self.function(curve.expression, curve.name)
        is_equation = curve.role in ("constraint", "critical")
        return f"{curve.role}: {self._short(curve.expression)}{' = 0' * is_equation}"

    def shade(self, sign: int) -> str:
        """Return what an area is or counts as."""
        return f"counted as {'positive' if sign > 0 else 'negative'}" if sign else "range of the values"

    def gradient(self, point: "PointGradient") -> str:
        """Return what is known at the point: gradient at (1, 1): [2, 6], on the level line 4."""
        at = ", ".join(map(self._short, point.at.values()))
        components = ", ".join(map(self._short, point.gradient))
        return f"gradient at ({at}): [{components}], on the level line {self._short(point.value)}"

    def _line(self, line: Line, height: sp.Expr) -> str:
        if line.h is not None:
            slope = self.signs.number(trimmed(nearest(line.slope, _DIGITS)))  # in decimals, which are to be compared
            return f"secant, h = {self._short(line.h)}: slope {slope}"
        place = f"{self.x} = {self._short(line.a)}"
        if height is sp.oo:
            return f"tangent at {place}: vertical"
        return f"tangent at {place}: y = {self._short(height)}"

    def _short(self, e: sp.Expr, *, typed: bool = False) -> str:
        text = self.notation.text(e, typed=typed)
        if len(text) <= _LONGEST:
            return text
        shorter = text if typed else self.notation.text(in_decimals(e, _DIGITS))
        return shorter if len(shorter) <= _LONGEST else shorter[: _LONGEST - 3] + "..."

    def ticks(self, axis: Axis, most: int) -> list[tuple[float, str]]:
        """Return the round numbers on an axis, all with powers of ten if one of them needs it."""
        found = axis.ticks(most)
        if axis.unit != 1:
            return [(tick, self._part(Fraction(tick / math.pi).limit_denominator(12))) for tick in found]
        with_power = any(not _SMALL <= abs(tick) < _LARGE for tick in found if tick)
        return [(tick, self.tick(tick, with_power=with_power)) for tick in found]

    def tick(self, value: float, *, with_power: bool = False) -> str:
        """Return a round number."""
        text = f"{value:.10g}"
        if value and with_power and "e" not in text:
            digits, _, power = f"{value:.9e}".partition("e")
            text = f"{digits.rstrip('0').rstrip('.')}e{power}"
        mantissa, _, power = text.partition("e")
        if power:
            text = self.signs.number(f"{mantissa}e{int(power)}")
            return text.removeprefix(f"1{self.signs.dot}") if mantissa == "1" else text
        return mantissa.replace("-", self.signs.minus)

    def _part(self, turns: Fraction) -> str:
        """Return a multiple of π: −3π/2."""
        if not turns:
            return "0"
        minus, times = self.signs.minus if turns < 0 else "", abs(turns.numerator)
        below = f"/{turns.denominator}" if turns.denominator > 1 else ""
        return f"{minus}{'' if times == 1 else times}{self.signs.pi}{below}"
