"""Answer questions about the curve of an equation, and about an inverse: the curve of f(x) = y, seen from y."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import Pending, symbol
from calc_cli.algebra.lower import lower_as_typed as literal
from calc_cli.calculus.checking.implicit_mistakes import explained
from calc_cli.calculus.implicit.curve import Curve
from calc_cli.calculus.implicit.implicit import Implicit, implicit
from calc_cli.calculus.implicit.inverse import Inverse, inverse
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.questions.answers.rounding import with_rounding
from calc_cli.questions.answers.variables import named_in_turn, point_of, required_variable
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.diff import DiffQuestion, ParsedImplicit
from calc_cli.questions.given import Given
from calc_cli.questions.lowering import lowered_answer_of_one, lowered_coordinate, lowered_function, typed_function
from calc_cli.questions.texts import Coordinate
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Equation, Number, Vector
from calc_cli.syntax.words import canonical


def answer(parsed: ParsedImplicit) -> Implicit:
    """Differentiate implicitly, at the point if one is given. Raises any CalcError, with the text and span at fault."""
    y = symbol(parsed.dependent)
    left, right, notes = _sides(parsed.equation, y)
    free = left.free_symbols | right.free_symbols
    if y not in free:
        listed = f"its variables are {', '.join(sorted(map(str, free)))}" if free else None
        raise UnknownNameError(f"{y} does not occur in the equation", hint=listed)
    constant = f"the equation has no variable besides {y}, which is then constant"
    x = required_variable(parsed.wrt, free - {y}, "the equation", constant)
    curve = Curve(left, right, x, y)
    given = None if parsed.given is None else _answer(parsed.given, curve)
    more = () if parsed.given is None else parsed.given.notes
    found = implicit(
        curve,
        order=parsed.question.order,
        at=_point(parsed.point, curve) if parsed.point else None,
        given=given,
        steps=parsed.question.tells_steps,
        every_step=parsed.question.all_steps,
        with_tangents=parsed.question.tangent,
        notes=(*parsed.equation.notes, *more, *notes),
    )
    return explained(with_rounding(found, parsed.given, found.at))


def _answer(given: Given, curve: Curve) -> sp.Expr | Literal["none"]:
    """Return the answer with the slope for y' in it, which an answer to a second derivative may be written with.

    Raises UsageError on any other derivative in it.
    """
    typed = sp.S.Zero if given.tree is None or isinstance(given.tree, Vector) else literal(given.tree, curve.x)
    if not typed.has(Pending):
        return lowered_answer_of_one(given)
    answer = typed.xreplace({Pending(curve.y, curve.x, sp.S.One): curve.slope()})
    if answer.has(Pending):
        raise UsageError(f"only {curve.y}' may be a derivative still to be taken in this answer", source=given.source)
    return answer


def _sides(reading: Reading, y: sp.Symbol) -> tuple[sp.Expr, sp.Expr, tuple[str, ...]]:
    """Return both sides as typed, in which y(x) is y, and notes; an expression without = is taken to be 0."""
    tree = reading.tree
    is_equation = isinstance(tree, Equation)
    parts = (tree.left, tree.right) if isinstance(tree, Equation) else (tree, Number(tree.span, "0"))
    sides = []
    for part in parts:
        if isinstance(part, Vector):
            raise UsageError("an equation of numbers is needed, not of lists", source=reading.text, span=part.span)
        side = lowered_function(replace(reading, tree=part)).typed
        applied = {part for part in side.atoms(AppliedUndef) if type(part).__name__ == y.name}
        sides.append(side.xreplace(dict.fromkeys(applied, y)) if applied else side)
    return sides[0], sides[1], () if is_equation else ("this is taken to be equal to 0",)


def _point(coordinates: Sequence[Coordinate], curve: Curve) -> dict[sp.Symbol, sp.Expr]:
    """Return the point, with both coordinates."""
    free = curve.typed.free_symbols
    both = (curve.x, curve.y)
    if free == {*both}:
        coordinates = named_in_turn(coordinates, both[: len(coordinates)])
    named = {symbol(c.name) for c in coordinates if c.name is not None}
    point = point_of(coordinates, free, tuple(s for s in both if s in named) or (curve.x,)) or {}
    for name in both:
        if name not in point:
            raise UsageError(f"the point gives no value to {name}", hint=f"for example --at {curve.x}=3,{curve.y}=4")
    return {s: point[s] for s in (*both, *(p for p in point if p not in both))}


def answer_inverse(parsed: ParsedSubject[DiffQuestion]) -> Inverse:
    """Differentiate the inverse, at a value if one is given. Raises any CalcError, with the text and span at fault."""
    f = typed_function(parsed.function, "one function has an inverse here, not a list")
    constant = "the expression is constant, so it has no inverse"
    x = required_variable(parsed.variable, f.typed.free_symbols, "the expression", constant)
    called, taken = f.name and canonical(f.name), {s.name for s in f.typed.free_symbols} | {x.name}
    y = symbol(next(name for name in (called, "y", "x", "w", "v", "value") if name and name not in taken))
    at, preimage = _value_or_place(parsed.point, x, y)
    given, question = parsed.given, parsed.question
    found = inverse(
        replace(f, variables=(x,), notes=(*f.notes, *(given.notes if given else ()))),
        y,
        at=at,
        preimage=preimage,
        given=None if given is None else lowered_answer_of_one(given),
        digits=question.digits,
        steps=question.tells_steps,
    )
    found = with_rounding(found, given, {y: f.typed})
    if found.check is None or found.check.is_correct is not False:
        return found
    from calc_cli.calculus.checking.composed_mistakes import explained_inverse  # only a wrong answer pays for it

    return explained_inverse(found)


def _value_or_place(point: Sequence[Coordinate], x: sp.Symbol, y: sp.Symbol) -> tuple[sp.Expr | None, sp.Expr | None]:
    """Return the value y and the place x, of which one may be given."""
    if not point:
        return None, None
    if len(point) > 1:
        raise UsageError(f"the point is one number: a value of the function, or --at {x}=... where it takes it")
    coordinate = point[0]
    value = lowered_coordinate(coordinate)
    if coordinate.name not in (None, x.name, y.name):
        raise UnknownNameError(f"{coordinate.name} is neither {x} nor the value {y} of the function")
    return (None, value) if coordinate.name == x.name else (value, None)
