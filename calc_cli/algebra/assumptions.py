"""What is known of variables while a question is answered: a > 0, 0 < p < 1, a > b, n whole.

Conditions on one variable are solved. What SymPy can be told, the sign, the symbol tells it, so that
sqrt(a^2) is a and a > 0 no question; the rest is in its `form`: for a > 2 it is 2 + p with p > 0, so that a - 1 = 1 + p
is positive as well; for a > b it is b + p.

>>> a = plain_symbol("a")
>>> known = known_symbols([a > 2])[a]
>>> sp.sqrt(known**2), sign_under_assumptions(known**2 - 3)
(a, 1)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import all_hold, sign_at
from calc_cli.algebra.exact_roots import NotExactError, ordered
from calc_cli.algebra.functions import KNOWN, KnownSymbol, Point, plain_symbol, sign_under_assumptions
from calc_cli.algebra.solution_set import breakpoints, interleaved
from calc_cli.algebra.unevaluated import relation
from calc_cli.errors import UsageError

_SIGNS = {
    frozenset({1}): "positive",
    frozenset({-1}): "negative",
    frozenset({0, 1}): "nonnegative",
    frozenset({-1, 0}): "nonpositive",
    frozenset({-1, 1}): "nonzero",
}


@contextmanager
def assuming(conditions: Iterable[sp.Basic], whole: Iterable[str] = ()) -> Iterator[None]:
    """Let `symbol` make variables that fulfil the conditions, about plain variables; those of `whole` are integers.

    Raises UsageError if the conditions contradict each other.
    """
    token = KNOWN.set({s.name: s for s in known_symbols(conditions, whole).values()})
    try:
        yield
    finally:
        KNOWN.reset(token)


def known_symbols(conditions: Iterable[sp.Basic], whole: Iterable[str] = ()) -> dict[sp.Basic, KnownSymbol]:
    """Return what stands for each plain variable. Raises UsageError if the conditions contradict each other."""
    stated = [part for condition in conditions for part in sp.And.make_args(condition) if part is not sp.true]
    integers = {plain_symbol(name) for name in whole} | {c.rhs for c in stated if _is_of_integer(c)}
    stated = [c for c in stated if not _is_of_integer(c)]
    alone = {x: [c for c in stated if c.free_symbols == {x}] for x in _variables(stated) | integers}
    known: dict[sp.Basic, KnownSymbol] = {}
    for x in sorted(alone, key=lambda x: (not alone[x], x.name)):
        about = tuple(condition for condition in stated if x in condition.free_symbols)
        signs, form, example = _range(alone[x], x)
        form = _relative(about, x, known) if form is None else form
        sign = None if form is None else sign_under_assumptions(form)
        assumption = _SIGNS.get(signs if sign is None else frozenset({sign}))
        told = {name: True for name in (assumption, "integer" if x in integers else None) if name}
        known[x] = KnownSymbol(x.name, about, form, example, **told)
    if sp.false in stated or any(_is_contradicted(condition, known) for condition in stated):
        raise _contradiction()
    return known


def _is_of_integer(condition: sp.Basic) -> bool:
    """Return True for floor(n) = n, which `assumed_conditions` says of an integer."""
    return (
        isinstance(condition, sp.Eq)
        and isinstance(condition.rhs, sp.Symbol)
        and condition.lhs == sp.floor(condition.rhs)
    )


def _variables(conditions: Iterable[sp.Basic]) -> set[sp.Symbol]:
    return {s for condition in conditions for s in condition.free_symbols if isinstance(s, sp.Symbol)}


def _contradiction() -> UsageError:
    return UsageError("the assumptions contradict each other")


def _range(conditions: Sequence[sp.Basic], x: sp.Symbol) -> tuple[frozenset[int], sp.Expr | None, sp.Expr | None]:
    """Return the signs that x may have, its form if it is between bounds other than 0, and a value that it may have.

    Conditions whose ends are not known, as cos(x) > 0, are left out; there is no value then.
    """
    ends: dict[sp.Basic, set[sp.Expr]] = {}
    for condition in conditions:
        with suppress(NotExactError):
            ends[condition] = breakpoints(condition, x)
    try:
        points = ordered({sp.S.Zero}.union(*ends.values()))
    except NotExactError:
        return frozenset({-1, 0, 1}), None, None
    cells = interleaved(points)
    held = [i for i, cell in enumerate(cells) if all_hold(ends, {x: cell})]
    if not held:
        raise _contradiction()
    if len(held) == 1 and held[0] % 2:
        raise UsageError(f"{x} can only be {cells[held[0]]}", hint=f"write {cells[held[0]]} for {x}")
    signs = frozenset(sign for i in held if (sign := sign_at(cells[i], {})) is not None)
    low = points[(held[0] - 1) // 2] if held[0] else None
    high = points[held[-1] // 2] if held[-1] < len(cells) - 1 else None
    p = _letter(strict=not (held[0] % 2 or held[-1] % 2))
    if low is not None and high is not None and p.is_positive:
        form = (low + high * p) / (1 + p)
    elif low is not None and (low != 0 or high is not None):
        form = low + p
    else:
        form = high - p if high else None
    example = max((cells[i] for i in held), key=lambda cell: (cell.is_Integer, -abs(cell)))
    return signs, form, example if len(ends) == len(set(conditions)) else None


def _relative(conditions: Sequence[sp.Basic], a: sp.Symbol, known: Mapping[sp.Basic, KnownSymbol]) -> sp.Expr | None:
    """Return b + p for a > b, b - p for a < b, where b is in known variables."""
    for condition in conditions:
        if len(condition.free_symbols) > 1 and isinstance(condition, sp.Gt | sp.Lt | sp.Ge | sp.Le):
            above = condition.gts - condition.lts
            slope = sp.diff(above, a)
            rest = sp.expand(a - slope * above)
            if slope in (1, -1) and rest.free_symbols <= known.keys():
                return rest.xreplace(known) + slope * _letter(strict=isinstance(condition, sp.Gt | sp.Lt))
    return None


def _letter(*, strict: bool) -> sp.Dummy:
    return sp.Dummy("p", **{"positive" if strict else "nonnegative": True})


def _is_contradicted(condition: sp.Basic, known: Mapping[sp.Basic, KnownSymbol]) -> bool:
    if not isinstance(condition, Relational):
        return False
    sign = sign_under_assumptions((condition.lhs - condition.rhs).xreplace(known))
    return sign is not None and condition.func(sp.Integer(sign), 0) == sp.false


def assumed_conditions(variables: Iterable[sp.Basic]) -> tuple[sp.Basic, ...]:
    """Return what is known of these variables and concerns no others, unevaluated, since SymPy takes it for true."""
    known: dict[sp.Basic, KnownSymbol] = {plain_symbol(s.name): s for s in variables if isinstance(s, KnownSymbol)}
    stated = dict.fromkeys(condition for s in known.values() for condition in s.conditions)
    whole = [sp.Eq(sp.floor(s, evaluate=False), s, evaluate=False) for s in known.values() if s.is_integer]
    return (*(_about(c, known) for c in stated if c.free_symbols <= known.keys()), *whole)


def _about(condition: sp.Basic, known: Mapping[sp.Basic, KnownSymbol]) -> sp.Basic:
    if isinstance(condition, Relational):
        return relation(condition.func, *(side.xreplace(known) for side in condition.args))
    return condition.func(*(_about(part, known) for part in condition.args)) if condition.args else condition


def within(point: Point) -> Point:
    """Return the point, moved to where all that is known of its variables is true if it is not there already."""
    conditions = assumed_conditions(point)
    if not conditions or all_hold(conditions, point) is not False:
        return point
    moved, known = dict(point), [x for x in point if isinstance(x, KnownSymbol)]
    for x in known:
        size = abs(point[x]) or sp.S.One
        form = x.form if x.form is not None else -x if x.is_negative else x
        letters = {s: size for s in form.free_symbols if isinstance(s, sp.Dummy)}
        value = form.xreplace({**moved, **letters, x: size})
        moved[x] = sp.ceiling(value) if x.is_integer else value
    examples = {x: x.example for x in known if x.example is not None}
    return {**moved, **examples} if all_hold(conditions, moved) is False else moved
