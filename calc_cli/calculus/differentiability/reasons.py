"""Why a function of one variable has no derivative at a point, as data; words.py makes a sentence of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import sympy as sp

from calc_cli.calculus.limits.one_sided import OneSided

Point = Mapping[sp.Symbol, sp.Expr]


@dataclass(frozen=True, slots=True)
class At:
    """A `function`, as typed, of `x` at a `point`, which may give values to other variables too."""

    function: sp.Expr
    x: sp.Symbol
    point: Point


@dataclass(frozen=True, slots=True)
class NotDefined:
    """The function has no value at the point, for the reason that `detail` tells."""

    detail: str


@dataclass(frozen=True, slots=True)
class NotContinuous:
    """One of its limits from the sides is not the `value`; None where a side is not in the domain."""

    value: sp.Expr
    left: OneSided | None
    right: OneSided | None


@dataclass(frozen=True, slots=True)
class Slopes:
    """The one-sided derivatives are not one number; None where a side is not in the domain."""

    left: OneSided | None
    right: OneSided | None

    @property
    def are_one_infinity(self) -> bool:
        """True if both are oo, or both -oo."""
        kinds = {None if slope is None else slope.kind for slope in (self.left, self.right)}
        return kinds in ({"+inf"}, {"-inf"})


Reason: TypeAlias = NotDefined | NotContinuous | Slopes
