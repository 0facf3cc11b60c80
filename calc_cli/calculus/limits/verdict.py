"""The verdict on a limit, from one side, both sides or all around: what it is, or that there is none."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import mpmath
import sympy as sp

from calc_cli.calculus.limits import extrapolation
from calc_cli.calculus.limits.paths import Path

Kind: TypeAlias = Literal[extrapolation.Kind, "one-sided", "path-dependent", "depends"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`exists` is None if that is not decided; `value` is exact, `estimate` is believed to be within `error`.

    `agree` tells whether algebra and experiment do, None if only one of them speaks. Undecided, it may depend on the
    signs of what is `open`.
    """

    kind: Kind
    exists: bool | None
    value: sp.Expr | None = None
    estimate: mpmath.mpf | None = None
    error: mpmath.mpf | None = None
    agree: bool | None = None
    paths: tuple[Path, ...] = ()
    open: tuple[sp.Expr, ...] = ()
