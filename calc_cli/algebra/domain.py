"""Where a function, or its derivative, is defined over the real numbers, told as a student would write it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import Conditions, definedness, smoothness
from calc_cli.algebra.enclosures.enclosure import interval
from calc_cli.algebra.evaluate import all_hold, value_on
from calc_cli.algebra.exact_roots import NotExactError
from calc_cli.algebra.functions import SIGNS, record_of
from calc_cli.algebra.ranges import signs_by_squares
from calc_cli.algebra.solution_set import SolutionSet, breakpoints, solution_set
from calc_cli.algebra.unevaluated import without_cases
from calc_cli.errors import UndefinedError

_SAMPLES = (
    "1/3", "3/7", "1", "2", "5/2", "-1/3", "-1", "-2", "5", "-7/2", "10", "-11", "1/20", "-1/20", "4", "-5",
)  # fmt: skip

_FEW = 3
"""So many of these points show that most functions have values."""

_INTERVAL, _BITS = interval(sp.Rational(1, 3), sp.Rational(3, 8)), 50
"""Where most functions have values, which one enclosure shows, with so many bits."""

_MOST_CONDITIONS = 100
"""More conditions than this are left as they are."""


def is_nowhere(e_as_typed: sp.Expr, x: sp.Symbol) -> bool:
    """Return True if it is certain that `e_as_typed` is defined nowhere. Quick where it is not."""
    if _is_seen_inside(e_as_typed):
        return False
    if domain(e_as_typed, x) == NOWHERE:
        return True
    return any(_fails_everywhere(condition, x) for condition in definedness(e_as_typed))


def _fails_everywhere(condition: sp.Basic, x: sp.Symbol) -> bool:
    """Return True if what must not be 0 always is, like sin(x)^2 + cos(x)^2 - 1."""
    if not isinstance(condition, sp.Ne) or condition.free_symbols != {x}:
        return False
    return (
        all(all_hold([condition], _sample((x,), i)) is False for i in range(_FEW))
        and sp.simplify(condition.lhs - condition.rhs).is_zero is True
    )


def is_scattered(e_as_typed: sp.Expr, *variables: sp.Symbol) -> bool:
    """Return True if `e_as_typed` is certainly defined in no open set of the variables, like sqrt(-x^2)."""
    if _is_seen_inside(e_as_typed):
        return False
    rest = _simple(definedness(e_as_typed))
    if rest is None or any(isinstance(c, sp.Eq) and has_thin_zeros(c.lhs - c.rhs, *variables) for c in rest):
        return True
    for x in variables:
        whole, rest = _solved(rest, x)
        if not any(whole.holds[::2]):
            return True
    return False


def _is_seen_inside(e_as_typed: sp.Expr) -> bool:
    """Return True if an interval is seen to be inside the domain: most functions are not scattered."""
    with suppress(UndefinedError):
        return value_on(e_as_typed, dict.fromkeys(e_as_typed.free_symbols, _INTERVAL), _BITS) is not None
    return False


def _sample(symbols: Iterable[sp.Symbol], i: int) -> dict[sp.Symbol, sp.Expr]:
    """Return one of the points that are tried."""
    return {symbol: sp.Rational(_SAMPLES[(i + 5 * k) % len(_SAMPLES)]) for k, symbol in enumerate(symbols)}


def has_thin_zeros(u: sp.Expr, *variables: sp.Symbol) -> bool:
    """Return True if u, 0 in no open set, is analytic in the variables everywhere, or v - floor(v)."""
    for step in u.atoms(sp.floor):
        if u == step.args[0] - step:
            u = sp.sin(sp.pi * step.args[0])
    return _is_analytic(u, variables) and any(all_hold([sp.Ne(u, 0)], _sample(variables, i)) for i in range(_FEW))


def _is_analytic(u: sp.Expr, variables: Sequence[sp.Symbol]) -> bool:
    if not u.args:
        return u.is_number or u in variables
    if u.is_Pow:
        return u.exp.is_Integer and u.exp > 0 and _is_analytic(u.base, variables)
    record = record_of(type(u))
    is_entire = u.is_Add or u.is_Mul or (record is not None and record.is_entire)
    return is_entire and all(_is_analytic(part, variables) for part in u.args)


NOWHERE: Conditions = (sp.false,)


def domain(e_as_typed: sp.Expr, *variables: sp.Symbol, of_derivative: bool = False) -> Conditions:
    """Return conditions that all hold where `e_as_typed` is defined, or its derivative in the variables together.

    Solved for the variables where that is found exactly, else as they come from the parts: cos(x) != 0. Of a derivative
    they are sufficient: every seam between two cases is left out, whether or not the cases meet there smoothly. None
    means all reals, NOWHERE that they contradict each other.
    """
    found = definedness(e_as_typed) + (smoothness(e_as_typed, *variables) if of_derivative else ())
    if len(found) > _MOST_CONDITIONS:
        return found
    rest = _simple(found)
    if rest is None:
        return NOWHERE
    solved: list[sp.Basic] = []
    for x in sorted(set().union(*(c.free_symbols for c in rest)) & set(variables), key=str):
        whole, rest = _solved(rest, x)
        if not any(whole.holds):
            return NOWHERE
        solved += whole.conditions(x)
    return (*solved, *rest)


def _simple(found: Conditions) -> Conditions | None:
    return _merged([part for condition in found for part in _split(without_cases(condition))])


def _solved(conditions: Conditions, x: sp.Symbol) -> tuple[SolutionSet, Conditions]:
    """Return the solution set of those conditions that are solved exactly, and the others."""
    exact, rest = [], []
    for condition in conditions:
        try:
            if condition.free_symbols != {x}:
                raise NotExactError
            breakpoints(condition, x)
            exact.append(condition)
        except NotExactError:
            rest.append(condition)
    with suppress(NotExactError):
        return solution_set(exact, x), tuple(rest)
    return solution_set((), x), conditions


def _split(condition: sp.Basic) -> Iterator[sp.Basic]:
    """Conditions that together say the same, each about less."""
    if isinstance(condition, sp.And):
        for part in condition.args:
            yield from _split(part)
    elif isinstance(condition, sp.Gt) and condition.rhs.is_zero and -1 not in signs_by_squares(condition.lhs):
        yield from _nonzero(condition.lhs, sp.Ne(condition.lhs, 0))
    elif isinstance(condition, sp.Ne):
        yield from _nonzero(condition.lhs - condition.rhs, condition)
    elif isinstance(condition, Relational) and condition.lhs.is_Mul and condition.rhs == 0:
        yield _without_factors_of_one_sign(condition)
    else:
        yield condition


def _without_factors_of_one_sign(condition: Relational) -> sp.Basic:
    """Return x < 0 for a x > 0 where a < 0."""
    known = {
        f: next(iter(signs)) for f in condition.lhs.args if f.free_symbols and len(signs := signs_by_squares(f)) == 1
    }
    if not known or 0 in known.values():
        return condition
    relation = condition.func if sp.prod(known.values()) > 0 else condition.reversed.func
    return relation(condition.lhs / sp.Mul(*known), 0, evaluate=False)


def _nonzero(u: sp.Expr, condition: sp.Basic) -> Iterator[sp.Basic]:
    """U != 0, where a product is 0 only if a factor is. The factors are defined: that is said elsewhere."""
    if u.is_Mul:
        for factor in u.args:
            yield from _nonzero(factor, sp.Ne(factor, 0))
    elif isinstance(u, sp.Abs):
        yield from _nonzero(u.args[0], sp.Ne(u.args[0], 0))
    elif isinstance(u, sp.Pow) and u.exp.is_Rational:
        if u.exp.is_positive:
            yield from _nonzero(u.base, sp.Ne(u.base, 0))
    elif u.is_Add and (fraction := sp.fraction(sp.together(u)))[1] != 1:
        yield from _nonzero(fraction[0], sp.Ne(fraction[0], 0))
    elif u.is_Add and (product := sp.factor_terms(u)).is_Mul:
        yield from _nonzero(product, sp.Ne(product, 0))
    else:
        yield condition


_RELATIONS = {signs: relation for relation, signs in SIGNS.items()}


def _merged(conditions: Sequence[sp.Basic]) -> Conditions | None:
    """Without those that always hold or that follow from another about the same; None if they contradict."""
    allowed: dict[sp.Expr, frozenset[int]] = {}
    written: dict[sp.Expr, sp.Basic] = {}
    others: list[sp.Basic] = []
    if all_hold([condition for condition in conditions if not condition.free_symbols], {}) is False:
        return None
    for condition in conditions:
        if not condition.free_symbols:
            continue
        if isinstance(condition, Relational):
            u, signs = _about(condition)
            narrowed = allowed.get(u, signs_by_squares(u)) & signs
            is_first_ne = isinstance(condition, sp.Ne) and u not in allowed  # sin x + 1 != 0 is plainer than > 0
            written[u] = (
                condition if narrowed == signs or is_first_ne else _RELATIONS.get(narrowed, lambda *_: sp.false)(u, 0)
            )
            allowed[u] = narrowed
        else:
            others.append(condition)
    if not all(allowed.values()):
        return None
    factors = {f for u, signs in allowed.items() if 0 not in signs and u.is_Mul for f in u.as_powers_dict()}
    implied = {u for u, signs in allowed.items() if signs == SIGNS[sp.Ne] and not factors.isdisjoint((u, -u))}
    needed = [written[u] for u, signs in allowed.items() if signs != signs_by_squares(u) and u not in implied]
    others = list(dict.fromkeys(others))
    return (*needed, *(c for c in others if not any(_follows(c, d) for d in others if d is not c)))


def _follows(condition: sp.Basic, other: sp.Basic) -> bool:
    """Return True if one alternative follows from another, as x >= 0 or y < 1 does from x > 0 or y < 1."""
    if not (isinstance(condition, sp.Or) and isinstance(other, sp.Or)):
        return False
    strict = {(sp.Gt if isinstance(side, sp.Ge) else sp.Lt)(*side.args) for side in condition.atoms(sp.Ge, sp.Le)}
    return {*other.args} <= {*condition.args, *strict}


def _about(condition: Relational) -> tuple[sp.Expr, frozenset[int]]:
    """Return the quantity whose sign decides, and the signs that it may have."""
    u = condition.lhs - condition.rhs
    signs = SIGNS[type(condition)]
    if u.could_extract_minus_sign():
        return -u, frozenset(-sign for sign in signs)
    return u, signs
