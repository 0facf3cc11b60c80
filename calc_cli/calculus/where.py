"""Where an answer holds: what of that its formula says, and what must be told beside it.

1/(x - 1) needs no word on x = 1. But 1/x as the derivative of ln x holds for x > 0 only, and 1 as that of
(x^2 - 1)/(x - 1) not at 1.
"""

from collections.abc import Iterator
from typing import Any

import sympy as sp

from calc_cli.algebra.conditions import definedness
from calc_cli.algebra.domain import domain
from calc_cli.calculus.result import Result


def unsaid(result: Result) -> tuple[sp.Basic, ...]:
    """Return the conditions on the letters of an answer without which its formula has a value, too."""
    formulas = list(_formulas(result.answer))
    return tuple(c for c in result.domain if not any(_is_said(c, f) for f in formulas)) if formulas else ()


def _formulas(answer: Any) -> Iterator[sp.Expr]:
    """Yield the formulas of an answer; none of what is no formula."""
    if isinstance(answer, sp.Expr):
        yield answer
    elif isinstance(answer, tuple | list | sp.Tuple):
        for part in answer:
            yield from _formulas(part)


def _is_said(condition: sp.Basic, formula: sp.Expr) -> bool:
    """Return True if `formula` has no value where `condition` fails."""
    letters = condition.free_symbols
    if condition in definedness(formula):
        return True
    return len(letters) == 1 and condition in domain(formula, *letters)
