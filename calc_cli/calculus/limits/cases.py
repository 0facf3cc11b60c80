"""Limits that depend on parameters: a x at oo is oo for a > 0, 0 for a = 0, -oo for a < 0.

Where a law needs the sign of a parameter, or of an expression in some, it is left open (Behaviour.open). Then the
values of one parameter are split where that changes its sign, each part is assumed (algebra/assumptions.py), and the
limit is asked for again, until nothing is open. Parts with one outcome are put together again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.assumptions import assumed_conditions, known_symbols
from calc_cli.algebra.exact_roots import NotExactError, ordered
from calc_cli.algebra.functions import KnownSymbol, plain_symbol, sign_under_assumptions
from calc_cli.algebra.share import clock, within
from calc_cli.algebra.solution_set import SolutionSet, breakpoints, solution_set
from calc_cli.algebra.unevaluated import relation
from calc_cli.calculus.equality.verdict import Check, Given, Remark
from calc_cli.calculus.limits.numbers import sign_of_number
from calc_cli.calculus.limits.verdict import Verdict, all_of, checked
from calc_cli.calculus.result import NULL, Conditions, Fields, Typeset
from calc_cli.errors import UndefinedError, UnsupportedError, UsageError, raised_as

Values = Mapping[sp.Basic, sp.Expr]
Ask = Callable[[Values], Verdict]
"""The limit with these values in it."""

_NO_VALUES: Values = MappingProxyType({})

_MOST_SPLITS = 4
_MOST_CELLS = 40

_SECONDS = 6.0
"""Of computing for all cases together, and as many for special values; what is not decided by then is undecided."""


@dataclass(frozen=True, slots=True)
class LimitCase:
    """The verdict where the `conditions` on parameters hold together; `values` are what then stands for them."""

    conditions: tuple[sp.Basic, ...]
    verdict: Verdict
    values: Values

    @property
    def fields(self) -> Fields:
        """Return the case as JSON has it."""
        value = self.verdict.value
        return {
            "condition": Conditions(self.conditions),
            "kind": self.verdict.kind,
            "result": NULL if value is None else value,
            "latex": None if value is None else Typeset(value),
        }


def limit_by_cases(
    ask: Ask, first: Verdict, parameters: Iterable[sp.Basic], special: tuple[sp.Expr, ...] = ()
) -> tuple[LimitCase, ...]:
    """Return the cases, each of them decided; () if there is but one, one stays undecided, or it takes too long.

    Where the `special` quantities are 0 another limit is possible: these are cases, too, if they can be decided.
    """
    start = {s: plain_symbol(s.name) for s in parameters if isinstance(s, sp.Symbol)}
    conditions = tuple(c.xreplace(start) for c in assumed_conditions(start))

    @cache  # both searches ask in some of the same cells
    def ask_once(values: tuple[tuple[sp.Basic, sp.Expr], ...]) -> Verdict:
        return ask(dict(values))

    def search(quantities: tuple[sp.Expr, ...], general: tuple[LimitCase, ...] = ()) -> list[LimitCase]:
        splitting = _Splitting(lambda values: ask_once(tuple(values.items())), start, general)
        found = splitting.by_signs(quantities, conditions) if quantities else splitting.cases(first, conditions)
        names = named(found)
        with suppress(NotExactError):
            return _solved(found, conditions, *names) if len(names) == 1 else [_shortened(case) for case in found]
        return found

    cases: tuple[LimitCase, ...] = ()
    is_late = clock(_SECONDS)
    with suppress(NotExactError, _UndecidedCaseError):
        cases = tuple(within(_SECONDS, lambda: search(())) or ())
    quantities = special if len(cases) > 1 else ()
    if quantities and not is_late():
        with suppress(NotExactError, _UndecidedCaseError):
            cases = tuple(within(_SECONDS, lambda: search(quantities, cases)) or cases)
    return cases


def named(cases: Iterable[LimitCase]) -> set[sp.Basic]:
    """Return the parameters in the conditions."""
    return {s for case in cases for condition in case.conditions for s in condition.free_symbols}


def _shortened(case: LimitCase) -> LimitCase:
    """Return the case without conditions on several parameters that follow from the others."""
    kept = list(case.conditions)
    for condition in case.conditions:
        others = [other for other in kept if other is not condition]
        if len(condition.free_symbols) > 1 and _is_possible(others) and not _is_possible([*others, sp.Not(condition)]):
            kept = others
    return replace(case, conditions=tuple(kept))


def _is_possible(conditions: Iterable[sp.Basic]) -> bool:
    """Return False if the conditions contradict each other or leave but one value to a parameter."""
    try:
        known_symbols(conditions)
    except UsageError:
        return False
    return True


def _solved(cases: Sequence[LimitCase], assumed: Iterable[sp.Basic], a: sp.Symbol) -> list[LimitCase]:
    """Return the cases with their conditions on the only parameter solved, those with one outcome as one.

    They are told within the bounds that are `assumed` of it.
    """
    bounds = [c for c in assumed if c.free_symbols == {a} and not c.has(sp.floor)]
    together: dict[tuple[object, ...], list[LimitCase]] = {}
    for case in cases:
        together.setdefault((case.verdict.kind, case.verdict.value), []).append(case)
    solved = []
    for group in together.values():
        condition = sp.Or(*(sp.And(*case.conditions, *bounds) for case in group))
        solved.append(replace(group[0], conditions=solution_set([condition], a).conditions(a)))
    return solved


def check_of_cases(given: Given, cases: Sequence[LimitCase]) -> Check:
    """Compare the answer with the limit in each case; a wrong one is told where it is right.

    That there is no limit is meant of letters in general, not of one special value.
    """
    cases = [case for case in cases if case.verdict.kind != "undefined"] or cases
    in_cases = (given if isinstance(given, str) else _in_case(given, case.values) for case in cases)
    found = [checked(each, case.verdict) for each, case in zip(in_cases, cases, strict=True)]
    together = all_of(given, found)
    if together.is_correct:
        return together
    right = [sp.And(*case.conditions) for case, check in zip(cases, found, strict=True) if check.is_correct]
    remarks = (Remark("equal only", (sp.Or(*right),)),) if right else ()
    special = [case for case, check in zip(cases, found, strict=True) if check.is_correct is False]
    if isinstance(given, str) and right and all(any(isinstance(c, sp.Eq) for c in s.conditions) for s in special):
        return replace(
            together,
            is_correct=all_of(given, [c for c in found if c.is_correct is not False]).is_correct,
            remarks=remarks,
        )
    return replace(together, remarks=remarks)


def _in_case(given: sp.Basic, values: Values) -> sp.Basic:
    """Return an answer with the values in it, by those of its own cases that hold for them."""
    given = given.xreplace(values)
    signs = {c: sign_under_assumptions(c.lhs - c.rhs) for c in given.atoms(Relational)}
    given = given.xreplace({c: c.func(sp.Integer(sign), 0) for c, sign in signs.items() if sign is not None})
    return given.xreplace(_plain_symbols(given))


class _UndecidedCaseError(Exception):
    """One case stays undecided, or there are too many."""


class _Splitting:
    """One question. `start` are the plain variables for those that are known to fulfil the user's assumptions.

    The `general` cases, if they are known, hold beside special values of the parameters that they do not name.
    """

    def __init__(self, ask: Ask, start: Mapping[sp.Basic, sp.Symbol], general: tuple[LimitCase, ...]) -> None:
        self.ask = ask
        self.start = start
        self.general = general
        self.count = 0

    def cases(
        self, found: Verdict, conditions: tuple[sp.Basic, ...], values: Values = _NO_VALUES, left: int = _MOST_SPLITS
    ) -> list[LimitCase]:
        """Return the cases within the conditions; where the limit is decided, that is one."""
        if found.exists is not None:
            return [LimitCase((), _plain(found), {})]
        for split in (self.by_signs, self._by_sign_itself):
            for quantity in found.open[::-1] if left else ():
                with suppress(NotExactError, _UndecidedCaseError):
                    return split((quantity,), conditions, values, left - 1)
        raise _UndecidedCaseError

    def _by_sign_itself(
        self, quantities: tuple[sp.Expr, ...], conditions: tuple[sp.Basic, ...], values: Values, left: int
    ) -> list[LimitCase]:
        """Return the cases cos(a) > 0, = 0, < 0 where no roots are known of a quantity; of (-1)^n those of 1 and -1."""
        quantity = quantities[0].xreplace(_plain_symbols(quantities[0]))
        ends = (sp.S.One, sp.S.NegativeOne) if quantity.is_Pow and quantity.base == -1 else ()
        cells = [relation(sp.Eq, quantity, end) for end in ends] or [
            relation(compared, quantity, sp.S.Zero) for compared in (sp.Gt, sp.Eq, sp.Lt)
        ]
        within = ((cell, self._within((*conditions, cell), values, left, ())) for cell in cells)
        return [replace(case, conditions=(cell, *case.conditions)) for cell, cases in within for case in cases]

    def by_signs(
        self,
        quantities: tuple[sp.Expr, ...],
        conditions: tuple[sp.Basic, ...],
        values: Values = _NO_VALUES,
        left: int = _MOST_SPLITS,
    ) -> list[LimitCase]:
        """Return the cases within the conditions, told apart by the signs of the quantities."""
        a, points = _split(quantities[0])
        cells: list[list[LimitCase]] = []
        for i, cell in enumerate(_cells(a, points)):
            at = {a: points[i // 2]} if i % 2 else {}
            more = {s: value.xreplace(at) for s, value in values.items()} | at
            cells.append(self._within((*conditions, cell), more, left, quantities[1:]))
        return _merged(a, points, cells)

    def _within(
        self, conditions: tuple[sp.Basic, ...], values: Values, left: int, quantities: tuple[sp.Expr, ...]
    ) -> list[LimitCase]:
        """Return the cases in one cell, told apart by the quantities that are left; none if it is contradictory."""
        try:
            known = known_symbols(condition.xreplace(values) for condition in conditions)
        except UsageError:
            return []
        if quantities:
            return self.by_signs(quantities, conditions, values, left)
        others = named(self.general)
        if not values and self.general and (others.isdisjoint(known) or len(others | known.keys()) == 1):
            return list(self.general)
        place = {a: at.xreplace(known) for a, at in values.items()} | known
        asked = {s: place.get(plain, plain) for s, plain in self.start.items()}
        self.count += 1
        if self.count > _MOST_CELLS:
            raise _UndecidedCaseError
        with raised_as(_UndecidedCaseError(), UndefinedError, UnsupportedError):
            verdict = self.ask(asked)
        cases = self.cases(verdict, conditions, values, left)
        return [replace(case, values=case.values or asked) for case in cases]


def _plain_symbols(e: sp.Expr) -> dict[sp.Basic, sp.Symbol]:
    return {s: plain_symbol(s.name) for s in e.free_symbols if isinstance(s, KnownSymbol)}


def _plain(found: Verdict) -> Verdict:
    """Return the verdict in plain variables."""
    value = found.value
    return replace(found, value=None if value is None else value.xreplace(_plain_symbols(value)), paths=(), open=())


def _split(quantity: sp.Expr) -> tuple[sp.Symbol, tuple[sp.Expr, ...]]:
    """Return a variable, and the values of it in order at which the sign of the quantity may change.

    Raises NotExactError if they are not known.
    """
    if len(quantity.free_symbols) > 1:
        factors = [f.as_base_exp()[0] for f in sp.Mul.make_args(sp.factor(quantity))]
        unknown = [f for f in factors if sign_of_number(f) is None]
        first = min(unknown, key=lambda f: (len(f.free_symbols), sp.count_ops(f)), default=sp.S.Zero)
        quantity = sp.Mul(*(f for f in unknown if f.free_symbols == first.free_symbols))
    quantity = quantity.xreplace(_plain_symbols(quantity))
    if len(quantity.free_symbols) == 1:
        (a,) = quantity.free_symbols
        parts = [sp.Gt(part, 0, evaluate=False) for part in sp.fraction(sp.together(quantity))]
        return a, ordered({p for part in parts for p in breakpoints(part, a)})
    for a in sorted(quantity.free_symbols, key=str):
        slope = sp.diff(quantity, a)
        if slope.is_Rational:
            return a, (sp.expand(a - quantity / slope),)
    raise NotExactError


def _cells(a: sp.Symbol, points: Sequence[sp.Expr]) -> list[sp.Basic]:
    """Return the conditions for the intervals and points in turn."""
    holds = [[i == k for i in range(2 * len(points) + 1)] for k in range(2 * len(points) + 1)]
    return [sp.And(*SolutionSet(tuple(points), tuple(row)).conditions(a)) for row in holds]


def _merged(a: sp.Symbol, points: tuple[sp.Expr, ...], cells: list[list[LimitCase]]) -> list[LimitCase]:
    """Put cells with the same cases together, the greatest values first, as most books do."""
    for i in range(1, len(cells), 2):
        at = {a: points[i // 2]}
        for beside in (cells[i + 1], cells[i - 1]):
            if cells[i] and _said(_at_point(beside, at)) == _said(cells[i]):
                cells[i] = beside
    found: list[LimitCase] = []
    done: list[list[object]] = []
    for cell in reversed(cells):
        said = _said(cell)
        if cell and said not in done:
            done.append(said)
            conditions = SolutionSet(points, tuple(_said(other) == said for other in cells)).conditions(a)
            found += [replace(case, conditions=(*conditions, *case.conditions)) for case in cell]
    return found


def _at_point(cases: Iterable[LimitCase], at: Values) -> Iterator[LimitCase]:
    """Yield what is left at a point of those that hold beside it, if their conditions may hold there."""
    for case in cases:
        try:
            conditions = [condition.xreplace(at) for condition in case.conditions]
        except TypeError:  # SymPy's, on comparing (-1)!, which is no number: nothing holds there
            continue
        if sp.false not in conditions:
            value = None if case.verdict.value is None else case.verdict.value.xreplace(at)
            left = tuple(c for c in conditions if c is not sp.true)
            yield replace(case, conditions=left, verdict=replace(case.verdict, value=value))


def _said(cell: Iterable[LimitCase]) -> list[object]:
    """Return what is said of the limit, in a form in which the same is equal; where there is one, it is its value."""
    verdicts = ((case.conditions, case.verdict) for case in cell)
    return [(conditions, v.kind if v.value is None else sp.expand(v.value)) for conditions, v in verdicts]
