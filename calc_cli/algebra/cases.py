"""Functions by cases, written case by case: Piecewise, Max, Min and the like of relu."""

import sympy as sp

from calc_cli.algebra.functions import BRANCHED
from calc_cli.errors import UnsupportedError

WITH_CASES = {sp.Piecewise, sp.Max, sp.Min, *BRANCHED}

Case = tuple[sp.Expr, sp.Basic]


def cases_of(e: sp.Expr) -> list[Case]:
    """Return the values of a function by cases with their conditions; cases within a condition are folded.

    Of a maximum each argument stands against those after it, so that the last needs no condition.
    """
    if isinstance(e, BRANCHED):
        e = e.expanded()
    if not e.is_Piecewise and e.has(sp.Piecewise):
        try:
            e = sp.piecewise_fold(e)
        except (TypeError, ValueError) as error:  # SymPy's, on comparing what is not real
            raise UnsupportedError(f"calc cannot tell the cases of {e.func.__name__.lower()} apart") from error
    if e.is_Piecewise:
        return [(value, condition) for value, condition in e.args]
    if not isinstance(e, sp.Max | sp.Min):
        return [(e, sp.true)]
    beats = sp.StrictGreaterThan if isinstance(e, sp.Max) else sp.StrictLessThan
    arguments = sorted(e.args, key=lambda argument: not argument.free_symbols)
    return [(u, sp.And(*[beats(u, other) for other in arguments[i + 1 :]])) for i, u in enumerate(arguments)]
