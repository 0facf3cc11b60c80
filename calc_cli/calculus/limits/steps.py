"""A limit told as a textbook tells it: a chain of equal limits that ends in the value.

Each link is a move of a strategy (strategies.py), and is checked: what it leads to has the same limit, which the engine
finds on its own. Where the two sides differ, or a case of the function ends at the point, each side has a chain; and
where a function of several variables has no limit, two paths have.
"""

from collections.abc import Iterator, Sequence

import sympy as sp

from calc_cli.algebra.evaluate import substitute
from calc_cli.algebra.functions import TypedFunction
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.limits.joint_strategies import JOINT_STRATEGIES
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.limit_point import SEAMS, Around, JointPoint, LimitPoint, Move
from calc_cli.calculus.limits.numbers import are_equal
from calc_cli.calculus.limits.rewriting_strategies import branched
from calc_cli.calculus.limits.strategies import STRATEGIES, substituted
from calc_cli.calculus.limits.verdict import Verdict
from calc_cli.calculus.steps import Step, with_told
from calc_cli.errors import UnsupportedError

_LONGEST = 14


def with_steps(found: Limit, f: TypedFunction) -> Limit:
    """Return the limit of `f` with its steps; with a note in their place if it is not told."""
    return with_told(found, _steps(found, f))


def _steps(found: Limit, f: TypedFunction) -> Iterator[Step]:
    if found.exists is None or found.cases:
        raise UnsupportedError("only a limit that is decided is told")
    if len(found.to) > 1:
        yield from _of_several(found, f)
        return
    ((x, a),) = found.to.items()
    sides = {-1: found.left, 1: found.right}
    inside = {side: each for side, each in sides.items() if each is not None and each.kind != "undefined"}
    limits = {side: _exact(each) for side, each in inside.items()}
    both = LimitPoint(x, a, 0)
    is_calm = not f.expression.atoms(*SEAMS) or substituted(both, f.expression) or branched(both, f.expression)
    if found.exists and len(inside) == 2 and is_calm and (chain := _chain(both, f, limits[1])) is not None:
        yield from chain
        return
    for side, limit in limits.items():
        yield from _told(LimitPoint(x, a, side), f, limit)


def _of_several(found: Limit, f: TypedFunction) -> Iterator[Step]:
    """Yield the chain, or where there is no limit one along each of two paths."""
    place = JointPoint(found.to)
    if found.exists:
        yield from _told(place, f, _exact(found))
    for path in () if found.exists else found.paths:
        curve, limit = path.equations(found.to), _exact(path.limit)
        x = next((x for x in found.to if x not in curve), path.t)
        a, typed, e = found.to.get(x, sp.S.Zero), substitute(f.typed, curve), f.expression.xreplace(curve)
        on = LimitPoint(x, a, 0) if LimitPoint(x, a, 0).limit(e) == limit else LimitPoint(x, a, 1)
        begin = sp.Limit(typed, *on.goal)
        yield Step("along the path", begin, on.arrow(e), typed=True, final=True, letters=tuple(curve.items()))
        yield from _told(on, TypedFunction(e, e), limit) if on.varies(e) else ()


def _told(place: LimitPoint, f: TypedFunction, limit: sp.Expr) -> list[Step]:
    """Return the chain. Raises UnsupportedError if there is none."""
    chain = _chain(place, f, limit)
    if chain is None:
        raise UnsupportedError("no strategy of a first course leads to this limit")
    return chain


def _exact(side: Verdict) -> sp.Expr:
    if side.exact_limit is None:
        raise UnsupportedError("the values oscillate" if side.kind == "oscillates" else "there is no exact limit")
    return tidy(side.exact_limit)


def _chain(place: LimitPoint, f: TypedFunction, limit: sp.Expr) -> list[Step] | None:
    """Return the links from the limit of `f` to what it is; None if no strategy leads there."""
    steps: list[Step] = []
    e, seen = f.expression, {f.expression}
    shown = place.arrow(f.typed)
    around: Around = _nothing
    if not place.varies(e):
        return [Step("constant", sp.Limit(f.typed, *place.goal), e, typed=True, final=True)]
    while place.varies(e):
        moves = _next_moves(place, e, limit, seen)
        if not moves or len(steps) > _LONGEST:
            return None
        for move in moves:
            typed = not steps and f.typed is not f.expression  # what a path makes of it is not
            e, around, place = move.next, _composed(around, move.around), move.place or place
            seen.add(e)
            result = around(place.arrow(e)) if place.varies(e) else tidy(around(e).doit())
            if move.bound is not None:
                steps.append(Step("bound", shown, move.bound, typed=typed, final=True))
            if result != shown:
                letters = () if move.letter is None else (move.letter,)
                steps.append(Step(move.rule, shown, result, typed=typed, final=True, letters=letters))
            shown = result
        limit = _limit(place, e)
    return steps


def _nothing(u: sp.Expr) -> sp.Expr:
    return u


def _composed(outer: Around, inner: Around | None) -> Around:
    return outer if inner is None else lambda u: outer(inner(u))


def _limit(place: LimitPoint, e: sp.Expr) -> sp.Expr:
    limit = place.limit(e)
    assert limit is not None  # a move is believed only if it is known
    return limit


def _next_moves(place: LimitPoint, e: sp.Expr, limit: sp.Expr, seen: set[sp.Expr]) -> Sequence[Move]:
    """Return the moves of the first strategy that leads on, each with the limit that it must have."""
    for strategy in JOINT_STRATEGIES if len(place.to) > 1 else STRATEGIES:
        moves = strategy(place, e)
        if moves and moves[-1].next not in seen and all(_is_right(place, move, limit) for move in moves):
            return moves
    return ()


def _is_right(place: LimitPoint, move: Move, limit: sp.Expr) -> bool:
    """Return True if the move leads to the same limit."""
    found = (move.place or place).limit(move.next)
    if found is None:
        return False
    if move.around is not None:
        found = move.around(found).doit()
    return are_equal(found, limit) is True
