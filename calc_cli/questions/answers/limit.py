"""Answer questions about a limit."""

from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.assumptions import known_symbols
from calc_cli.algebra.functions import TypedFunction, in_order, symbol
from calc_cli.algebra.power import has_outside_cases
from calc_cli.calculus.equality.verdict import Absence
from calc_cli.calculus.limits.limit import Limit, find_limit
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.result import Notes, Notice
from calc_cli.errors import UndefinedError, UsageError
from calc_cli.questions.answers.variables import named_in_turn
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.given import Given
from calc_cli.questions.limit import LimitQuestion
from calc_cli.questions.lowering import lowered, lowered_coordinate, typed_function
from calc_cli.questions.texts import Coordinate
from calc_cli.syntax.tree import Cases, Node

_WHOLE = {"n", "m", "k", "j", "N", "M"}
"""Letters that mostly stand for whole numbers."""

_USUAL = frozenset("xyzthn")
"""Letters that go to a point rather than stand for a constant."""


def answer(parsed: ParsedSubject[LimitQuestion]) -> Limit:
    """Find the limit, check the answer to it if one is given, and add the picture if one is asked for."""
    f = typed_function(parsed.function, "limit takes one function, not a list")
    to = _target(parsed.point, f.typed)
    if parsed.question.side != "both":
        _check_side(parsed.question.side, to)
    f = replace(f, notes=(*f.notes, *_notes(f.typed, to)))
    given = None if parsed.given is None else _given(parsed.given)
    found = find_limit(f, to, parsed.question.side, given)
    if f.typed.has(sp.Integral) and (found.exists is None or (found.value or f.typed).has(sp.Integral)):
        from calc_cli.calculus.integrals.integral import without_integrals  # a long way to load, and few have integrals

        f = replace(f, typed=without_integrals(f.typed), expression=without_integrals(f.expression))
        found = find_limit(f, to, parsed.question.side, given)
    if parsed.given is not None:
        from calc_cli.calculus.checking.limit_mistakes import explained  # only an answer pays for these imports
        from calc_cli.questions.answers.rounding import with_rounding

        found = explained(with_rounding(found, parsed.given))
    found = replace(found, notes=(*found.notes, *_note_on_integers(found, f, to)))
    if parsed.question.tells_steps:
        from calc_cli.calculus.limits.steps import with_steps  # only who wants to read steps pays for this import

        found = with_steps(found, f)
    if not parsed.question.plot:
        return found
    from calc_cli.calculus.plot.illustration import illustrate_limit  # a long way to load, and few have a picture

    return illustrate_limit(found, f.expression)


def _target(coordinates: tuple[Coordinate, ...], typed: sp.Expr) -> dict[sp.Symbol, sp.Expr]:
    to: dict[sp.Symbol, sp.Expr] = {}
    for coordinate in named_in_turn(coordinates, in_order(typed.free_symbols)):
        value = lowered_coordinate(coordinate, *INFINITE)
        name = symbol(coordinate.name) if coordinate.name else _only_variable(typed, value, coordinate)
        if name in to:
            raise UsageError(f"{name} is given twice")
        to[name] = value
    for name, value in to.items():
        if value.free_symbols & to.keys():
            raise UsageError(f"{name} cannot go to what depends on a variable of the limit")
    return to


def _only_variable(typed: sp.Expr, value: sp.Expr, coordinate: Coordinate) -> sp.Symbol:
    """Return the variable that goes to a value without a name: the only one, or the only one that is no parameter."""
    free = in_order(typed.free_symbols - value.free_symbols)
    usual = [x for x in free if x.name in _USUAL]
    if not free:
        return symbol("x")
    if len(free) == 1 or len(usual) == 1:
        return (usual or free)[0]
    raise UsageError(
        f"which variable goes there? there are {', '.join(map(str, free))}",
        source=coordinate.source,
        span=coordinate.value.span,
        hint=f"for example --to {free[-1]}={coordinate.source.strip()}",
    )


def _check_side(side: str, to: dict[sp.Symbol, sp.Expr]) -> None:
    ((x, a),) = to.items()
    only = {sp.oo: "left", -sp.oo: "right"}.get(a, side)
    if side != only:
        raise UsageError(f"{x} cannot come to {'infinity' if a is sp.oo else '-infinity'} from the {side}")


def _given(given: Given) -> sp.Basic | Absence:
    if given.tree is None:
        return given.absence
    value = _answer(given.tree, given.source)
    values = value if isinstance(value, sp.Tuple) else (value,)
    if isinstance(value, sp.Tuple) and len(given.sides) < 2:
        raise UsageError("the answer is one number, not a list", source=given.source)
    if any(e.has(sp.zoo, sp.nan, sp.I) or (has_outside_cases(e, *INFINITE) and e not in INFINITE) for e in values):
        raise UndefinedError("this answer is not a real number", source=given.source, span=given.tree.span)
    return value


def _answer(tree: Node, source: str) -> sp.Expr:
    """Return an answer, evaluated; by cases, each by itself, since it may be infinite."""
    if not isinstance(tree, Cases):
        return lowered(tree, source)
    branches = ((lowered(value, source), lowered(condition, source)) for value, condition in tree.branches)
    return sp.Piecewise(*branches, evaluate=False)


def _note_on_integers(found: Limit, f: TypedFunction, to: dict[sp.Symbol, sp.Expr]) -> Notes:
    """Return a note where a letter that looks like a whole number was taken to be real, and that decides."""
    names = {x.name for x in to}
    is_whole = len(to) == 1 and names <= _WHOLE and not any(x.is_integer for x in to) and not f.typed.has(sp.Sum)
    if found.exists or not is_whole or to != dict.fromkeys(to, sp.oo):
        return ()
    known = known_symbols((), names)
    over = find_limit(replace(f, typed=f.typed.xreplace(known)), {known[x]: a for x, a in to.items()})
    return () if over.kind in ("undecided", found.kind) else (Notice("integers", tuple(names)),)


def _notes(typed: sp.Expr, to: dict[sp.Symbol, sp.Expr]) -> tuple[str, ...]:
    notes = [f"{name} does not occur in the expression" for name in to if name not in typed.free_symbols]
    unknown = sorted({type(f).__name__ for f in typed.atoms(AppliedUndef)})
    if unknown:
        notes.append(f"{' and '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} taken to be differentiable")
    return tuple(notes)
