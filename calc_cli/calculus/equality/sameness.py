"""Two expressions, or two vectors of them, side by side: are they equal, and if not, where."""

from dataclasses import dataclass

import sympy as sp

from calc_cli.calculus.equality.components import compare_components, flat
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.result import Checked, Exact, Fields, Result
from calc_cli.errors import UsageError


@dataclass(frozen=True, slots=True)
class Sameness(Result):
    """`first` and `second` as typed; `check` takes the first for what is expected and the second for the answer."""

    first: sp.Basic
    second: sp.Basic
    check: Check
    notes: tuple[str, ...] = ()

    @property
    def answer(self) -> sp.Tuple:
        """Both expressions."""
        return sp.Tuple(self.first, self.second)

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.first),
            "other": Exact(self.second),
            "check": Checked(self.check, "the first", "the second"),
        }


def same(first: sp.Basic, second: sp.Basic, *, notes: tuple[str, ...] = ()) -> Sameness:
    """Compare two expressions as typed, or two vectors component by component.

    Raises UsageError if one is a vector and the other is not, or has another length.
    """
    check = compare_vectors(first, second) if sp.Tuple in (type(first), type(second)) else compare(first, second)
    return Sameness(first, second, check, notes)


def compare_vectors(first: sp.Basic, second: sp.Basic) -> Check:
    """Compare vectors of one shape."""
    if _shape(first) != _shape(second):
        raise UsageError(f"{_told(first)} is compared with {_told(second)}")
    return compare_components(flat(first), flat(second))


def _shape(e: sp.Basic) -> tuple[object, ...] | None:
    return tuple(map(_shape, e)) if isinstance(e, sp.Tuple) else None


def _told(e: sp.Basic) -> str:
    return f"a list of {len(e)}" if isinstance(e, sp.Tuple) else "a single expression"
