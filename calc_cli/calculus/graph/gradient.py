"""The gradient at a point by reverse mode: numbers alone, for expressions too long for formulas."""

from collections.abc import Mapping
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.evaluate import as_float
from calc_cli.algebra.functions import letter
from calc_cli.calculus.graph.certify import raise_corner, walk
from calc_cli.calculus.graph.graph import DIGITS, as_number
from calc_cli.calculus.graph.tape import Tape
from calc_cli.calculus.graph.walk import KinkError
from calc_cli.calculus.result import Fields, Notes, Notice, Result

Point = Mapping[sp.Symbol, sp.Expr]


@dataclass(frozen=True, slots=True)
class NumericGradient(Result):
    """The derivatives of a function called `name`, if it has a name, in the variables at a point.

    A value is a rational number, if that is short, else a float of which all digits are correct.
    """

    name: str | None
    variables: tuple[sp.Symbol, ...]
    at: Point
    values: tuple[sp.Expr, ...]
    notes: Notes

    @property
    def answer(self) -> sp.Tuple:
        """The values."""
        return sp.Tuple(*self.values)

    @property
    def letter(self) -> str:
        """The function's name, else a letter that is no variable."""
        return letter(self.name, sp.Tuple(*self.at))

    @property
    def fields(self) -> Fields:
        return {
            "wrt": self.variables,
            "at": self.at,
            "value": self.values,
            "approx": [as_float(value) for value in self.values],
        }


def numeric_gradient(
    tape: Tape, point: Point, *, digits: int | None = None, name: str | None = None, notes: Notes = ()
) -> NumericGradient:
    """Walk the tape once forward and once backward, at a cost in proportion to its length whatever n is.

    Shape: n variables give n values, in the same order. The point has a value for every name.
    Raises UndefinedError where the function is undefined or not differentiable, UnsupportedError where that is not
    decided.
    """
    correct = max(DIGITS, digits or 0)
    try:
        _, adjoints = walk(tape, point, correct)
    except KinkError as kink:
        raise_corner(tape, kink.k, point)
    values = tuple(as_number(adjoints[k] or 0, correct) for k in range(len(tape.variables)))
    is_rounded = any(value.is_Float for value in values)
    told = (*notes, Notice("along the graph", (correct,))) if is_rounded else notes
    return NumericGradient(name, tape.variables, point, values, told)
