"""An answer that is a vector or a matrix, held against the truth component by component."""

from collections.abc import Sequence
from dataclasses import dataclass

import sympy as sp

from calc_cli.algebra.comparison import Meeting
from calc_cli.algebra.evaluate import value_at
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.samples import Sampling
from calc_cli.calculus.equality.verdict import Check, Counterexample
from calc_cli.calculus.result import Checked, Exact, Fields, Result
from calc_cli.errors import UsageError


@dataclass(frozen=True, slots=True)
class ComponentsCheck(Check):
    """The verdict on all `components` together, each with its own, a matrix's row by row.

    The counterexample and the remarks are those of the first wrong one; if none is, the remarks are all.
    """

    components: tuple[Check, ...] = ()

    @property
    def wrong(self) -> tuple[int, ...]:
        """The places of the wrong components, counted from 0."""
        return tuple(i for i, check in enumerate(self.components) if check.is_correct is False)


def compare_components(
    expected: Sequence[sp.Expr], given: Sequence[sp.Expr], where: Sequence[sp.Basic] = ()
) -> ComponentsCheck:
    """Tell whether the components of an answer are the expected ones `where` these hold; both have one length.

    One that is wrong decides, whatever the others are. The verdict is proved if those that make it are.
    """
    checks = tuple(compare(component, answer, where=where) for component, answer in zip(expected, given, strict=True))
    wrong = next((check for check in checks if check.is_correct is False), None)
    answer = sp.Tuple(*given)
    if wrong is not None:
        return ComponentsCheck(
            answer, False, wrong.certainty, wrong.counterexample, remarks=wrong.remarks, components=checks
        )
    remarks = tuple(remark for check in checks for remark in check.remarks)
    if any(check.is_correct is None for check in checks):
        return ComponentsCheck(answer, None, remarks=remarks, components=checks)
    sampled = any(check.certainty == "sampled" for check in checks)
    return ComponentsCheck(answer, True, "sampled" if sampled else "proved", remarks=remarks, components=checks)


def check_none(expected: Sequence[sp.Expr], domain: tuple[sp.Basic, ...]) -> Check:
    """Judge the answer that there are no derivatives: a point at which all of them have values refutes it."""
    together = sp.Add(*expected, evaluate=False)
    for sample in Sampling(together, together, domain).simple():
        if sample.meeting is Meeting.SAME:
            single = len(expected) == 1
            shown = Counterexample(sample.at, value_at(expected[0], sample.at), None) if single else None
            return Check("none", False, "proved", shown)
    return Check("none", None)


def flat(e: sp.Basic) -> list[sp.Expr]:
    """Return the components of a list, or of a list of rows, one after the other."""
    return [part for item in e for part in flat(item)] if isinstance(e, sp.Tuple) else [e]


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
