"""The limit of a function: both sides together, or several variables, the verdict, and the check of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import mpmath
import sympy as sp

from calc_cli.algebra.evaluate import approximate, substitute
from calc_cli.algebra.functions import TypedFunction, known_side
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.limits import extrapolation
from calc_cli.calculus.limits.cases import LimitCase, Values, check_of_cases, limit_by_cases, named
from calc_cli.calculus.limits.charts import sign_around
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import are_equal
from calc_cli.calculus.limits.one_sided import one_sided_limit
from calc_cli.calculus.limits.series import limit_of_sequence
from calc_cli.calculus.limits.several_variables import limit_at_point
from calc_cli.calculus.limits.sums import sums_up_to
from calc_cli.calculus.limits.table import sample_table
from calc_cli.calculus.limits.verdict import HAS_LIMIT, Kind, Verdict, checked, conjecture
from calc_cli.calculus.result import (
    NULL,
    AnswerFormula,
    Checked,
    Exact,
    Fields,
    NoAnswer,
    Notes,
    Notice,
    Result,
    Typeset,
)
from calc_cli.calculus.steps import Step
from calc_cli.errors import ExitStatus

if TYPE_CHECKING:
    from calc_cli.calculus.equality.verdict import Check, Given

Side: TypeAlias = Literal["left", "right", "both"]

MOST_DIGITS = 20
"""An estimate is shown with no more digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Verdict, Result):
    """The verdict on the limit of `typed` as the variables go `to` a point, from `side`.

    A note may conjecture a closed form of an `estimate`. `left` and `right` are the sides that were asked for; in
    several variables there are `paths` instead, and of kind "depends" the `cases`.
    """

    typed: sp.Expr
    name: str | None
    to: Mapping[sp.Symbol, sp.Expr]
    side: Side
    left: Verdict | None = None
    right: Verdict | None = None
    cases: tuple[LimitCase, ...] = ()
    check: "Check | None" = None
    notes: Notes = ()
    steps: tuple[Step, ...] = ()
    picture: Result | None = None

    @property
    def status(self) -> ExitStatus:
        """Return what the command ends with."""
        said = self.exists if self.check is None else self.check.is_correct
        return ExitStatus.UNDECIDED if said is None else ExitStatus.DONE if said else ExitStatus.NO

    @property
    def answer(self) -> sp.Expr | NoAnswer:
        """The limit: exact, or if nothing else is known the digits of the estimate."""
        if not self.exists:
            return NoAnswer(ExitStatus.UNDECIDED if self.exists is None else ExitStatus.NO, self)
        if self.value is not None:
            return self.value
        return sp.Float(self.estimate, self.known_digits)

    @property
    def formula(self) -> AnswerFormula:
        """The limit, which may have parameters."""
        return AnswerFormula(self.answer)

    @property
    def known_digits(self) -> int:
        """How many digits of the estimate are believed to be right, at most MOST_DIGITS."""
        if not self.error or not self.estimate:
            return MOST_DIGITS
        return min(MOST_DIGITS, max(1, int(mpmath.floor(mpmath.log10(abs(self.estimate) / self.error)))))

    @property
    def approx(self) -> float | None:
        """The limit as a float, if it is a finite number."""
        if not self.exists or self.value in (sp.oo, -sp.oo):
            return None
        if self.value is None:
            return None if self.estimate is None else float(self.estimate)
        return float(approximate(self.value, {}, 17)) if self.value.is_number else None

    @property
    def fields(self) -> Fields:
        table = sample_table(self)
        return {
            "expr": Exact(self.typed),
            "wrt": tuple(self.to),
            "result": self.answer if self.exists else NULL,
            "latex": Typeset(self.answer) if self.exists else None,
            "at": self.to,
            "approx": self.approx,
            "exists": NULL if self.exists is None else self.exists,
            "kind": self.kind,
            "cases": [case.fields for case in self.cases],
            "left": _field(self.left),
            "right": _field(self.right),
            "estimate": None if self.estimate is None else float(self.estimate),
            "error_estimate": None if self.error is None else float(self.error),
            "agree": self.agree,
            "table": () if table is None else list(table.rows()),
            "check": None if self.check is None else Checked(self.check, "the limit"),
        }

    @property
    def sides(self) -> tuple[Verdict, ...]:
        """The sides that were asked for."""
        return tuple(side for side in (self.left, self.right) if side is not None)


def _field(side: Verdict | None) -> object:
    """Return the limit from a side; NULL if that has none, None if it was not asked for."""
    if side is None:
        return None
    return Exact(side.limit, typed=False) if side.kind in HAS_LIMIT else NULL


def find_limit(
    f: TypedFunction, to: Mapping[sp.Symbol, sp.Expr], side: Side = "both", given: "Given | None" = None
) -> Limit:
    """Find the limit of `f`, and check the answer `given`, if there is one: a limit, a Tuple of both sides', or words.

    >>> x = sp.Symbol("x", real=True)
    >>> found = find_limit(TypedFunction(sp.Abs(x) / x, sp.Abs(x) / x), {x: sp.Integer(0)})
    >>> found.kind, found.exists, found.left.value, found.right.value
    ('one-sided', False, -1, 1)
    """
    verdict, left, right = _decided(f.typed, to, side)
    cases, where = ((), ()) if verdict.exists is not None else _cases(f.typed, to, side, verdict)
    if cases:
        verdict, left, right = _by_cases(cases), None, None
    else:
        where = _where_defined(f.typed, to, verdict, left, right)
    found = Limit(
        **{each.name: getattr(verdict, each.name) for each in fields(Verdict)},
        typed=f.typed,
        name=f.name,
        to=to,
        side=side,
        left=left,
        right=right,
        cases=cases if len(cases) > 1 else (),
        notes=(*f.notes, *where, *conjecture(verdict)),
    )
    if given is None:
        return found
    judged = check_of_cases(given, cases) if cases else checked(given, verdict, found.sides)
    return replace(found, check=judged)


def _decided(
    typed: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], side: Side
) -> tuple[Verdict, Verdict | None, Verdict | None]:
    """Return the verdict and the sides that were asked for, their values tidied."""
    typed = _by_moduli(typed, to)
    if len(to) == 1:
        left, right = (None if each is None else _tidied(each) for each in _sides(typed, to, side))
        return _of_sides(left, right), left, right
    verdict = _tidied(limit_at_point(typed, to))
    if verdict.exists and _bases_of_powers(typed, tuple(to.items())):
        verdict = replace(verdict, kind="one-sided")
    return verdict, None, None


def _by_moduli(typed: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Return the function with |u|^v for |u^v|, if v varies: they are equal also where u^v is not real."""
    moduli = [part for part in typed.atoms(sp.Abs) if part.args[0].is_Pow and part.args[0].exp.has(*to)]
    return typed.xreplace({part: sp.Abs(part.args[0].base) ** part.args[0].exp for part in moduli})


def _tidied(found: Verdict) -> Verdict:
    return found if found.value is None else replace(found, value=tidy(found.value))


def _cases(
    typed: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], side: Side, verdict: Verdict
) -> tuple[tuple[LimitCase, ...], Notes]:
    """Return the cases of the parameters on which an undecided limit depends, with notes; () if it does on none."""
    if not verdict.open:
        return (), ()
    notes: dict[Notice | str, None] = {}

    def ask(values: Values) -> Verdict:
        found, left, right = _decided(substitute(typed, values), {x: a.xreplace(values) for x, a in to.items()}, side)
        notes.update(dict.fromkeys(_where_defined(typed, to, found, left, right)))
        return found

    free = typed.free_symbols.union(*(a.free_symbols for a in to.values())) - to.keys()
    special = _coefficients(typed, to)
    cases = limit_by_cases(ask, verdict, free, special)
    unnamed = sorted({s.name for s in free} - {s.name for s in named(cases)})
    if unnamed and len(cases) > 1 < len(to):
        notes[Notice("special values", (tuple(unnamed),))] = None
    return cases, tuple(notes)


def _coefficients(typed: sp.Expr, to: Mapping[sp.Symbol, sp.Expr]) -> tuple[sp.Expr, ...]:
    """Return the factors of coefficients in sums: where one is 0, the sum may have another leading term."""
    terms = (term for total in typed.atoms(sp.Add) if total.has(*to) for term in total.args)
    products = (sp.Mul.make_args(sp.factor(term.as_independent(*to, as_Add=False)[0])) for term in terms)
    bases = {factor.as_base_exp()[0] for factors in products for factor in factors if factor.free_symbols}
    return tuple(sorted(bases, key=sp.default_sort_key))


@lru_cache(maxsize=64)  # each is asked for by a verdict, and by the note on it
def _bases_of_powers(typed: sp.Expr, at: tuple[tuple[sp.Symbol, sp.Expr], ...]) -> tuple[sp.Expr, ...]:
    """Return the bases that are not positive all around the point though a power needs it, its exponent a parameter."""
    to = dict(at)
    bases = {
        power.base
        for power in typed.atoms(sp.Pow)
        if power.exp.free_symbols - to.keys() and not power.exp.is_integer and power.base.has(*to)
    }
    uncertain = (u for u in sorted(bases, key=sp.default_sort_key) if not u.is_nonnegative)
    return tuple(u for u in uncertain if sign_around(u, to) != 1)


def _by_cases(cases: tuple[LimitCase, ...]) -> Verdict:
    """Return the verdict on all cases together: the limit exists if it does in one of them."""
    if len(cases) == 1:
        return cases[0].verdict
    defined = [(case.verdict.value, sp.And(*case.conditions)) for case in cases if case.verdict.value is not None]
    value = sp.Piecewise(*defined, evaluate=False) if defined else None
    return Verdict("depends", value)


def _sides(typed: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], side: Side) -> tuple[Verdict | None, Verdict | None]:
    """Return the limits from the left and from the right, None for a side that was not asked for or is not there."""
    ((x, a),) = to.items()
    find = limit_of_sequence if x.is_integer or sums_up_to(typed, x) else one_sided_limit
    known = known_side(x, a)
    left = find(typed, Approach(x, a, -1)) if side != "right" and a is not -sp.oo and known != 1 else None
    right = find(typed, Approach(x, a, 1)) if side != "left" and a is not sp.oo and known != -1 else None
    return left, right


def _where_defined(
    typed: sp.Expr, to: Mapping[sp.Symbol, sp.Expr], verdict: Verdict, left: Verdict | None, right: Verdict | None
) -> Notes:
    """Return a note if a question about all sides is answered from where the function is defined."""
    if len(to) > 1 and verdict.kind == "one-sided":
        bases = _bases_of_powers(typed, tuple(to.items()))
        return (Notice("real powers", (tuple(sp.Gt(u, 0, evaluate=False) for u in bases),)),)
    if left is None or right is None or (left.kind == "undefined") == (right.kind == "undefined"):
        return ()
    sides = ("left", "right") if left.kind == "undefined" else ("right", "left")
    return (Notice("one side", (*sides, *next(iter(to.items())))),)


def _of_sides(left: Verdict | None, right: Verdict | None) -> Verdict:
    """Return the verdict on the sides that were asked for."""
    asked = [side for side in (left, right) if side is not None]
    open_signs = tuple(dict.fromkeys(e for side in asked for e in side.open))
    inside = [side for side in asked if side.kind != "undefined"]
    kinds = {side.kind for side in inside}
    found = {side.agree for side in asked}
    agree = False if False in found else None if None in found else True
    if not inside:
        return Verdict("undefined", agree=agree)
    if "oscillates" in kinds:
        return Verdict("oscillates", agree=agree)
    best = min(inside, key=lambda side: mpmath.inf if side.error is None else side.error)
    if "undecided" in kinds:
        return Verdict("undecided", estimate=best.estimate, error=best.error, agree=agree, open=open_signs)
    same = len(inside) == 1 or _same(inside[0], inside[1])
    if same is None:
        difference = [sp.expand(side.value) * sign for side, sign in zip(inside, (1, -1), strict=True) if side.value]
        return Verdict("undecided", agree=agree, open=(sp.Add(*difference),))
    if not same:
        return Verdict("one-sided", agree=agree)
    kind: Kind = inside[0].kind if len(inside) == len(asked) else "one-sided"
    exact = next((side.value for side in reversed(inside) if side.value is not None), None)
    return Verdict(kind, exact, best.estimate, best.error, agree)


def _same(left: Verdict, right: Verdict) -> bool | None:
    """Return True if two sides, each with a limit, have the same."""
    if left.kind != right.kind:
        return False
    if left.kind != "finite":
        return True
    if left.value is not None and right.value is not None:
        return are_equal(left.value, right.value)
    (a, a_error), (b, b_error) = _known(left), _known(right)
    return bool(abs(a - b) <= a_error + b_error)


def _known(side: Verdict) -> tuple[mpmath.mpf, mpmath.mpf]:
    if side.value is not None:
        return approximate(side.value, {}, extrapolation.DIGITS), mpmath.mpf(10) ** (2 - extrapolation.DIGITS)
    return side.estimate, side.error
