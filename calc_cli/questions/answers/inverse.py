"""Answer questions about an inverse."""

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.calculus.implicit.inverse import Inverse, inverse
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.questions.answers.variables import required_variable
from calc_cli.questions.declaration import ParsedSubject
from calc_cli.questions.diff import DiffQuestion
from calc_cli.questions.lowering import lowered_answer_of_one, lowered_coordinate, typed_function
from calc_cli.questions.texts import Coordinate
from calc_cli.syntax.words import canonical


def answer(parsed: ParsedSubject[DiffQuestion]) -> Inverse:
    """Differentiate the inverse, at a value if one is given. Raises any CalcError, with the text and span at fault."""
    f = typed_function(parsed.function, "one function has an inverse here, not a list")
    constant = "the expression is constant, so it has no inverse"
    x = required_variable(parsed.variable, f.typed.free_symbols, "the expression", constant)
    called = None if f.name is None else canonical(f.name)
    y = _value_name(called, f.typed, x)
    at, preimage = _place(parsed.point, x, y)
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
    if found.check is None or found.check.is_correct is not False:
        return found
    from calc_cli.calculus.checking.composed_mistakes import explained_inverse  # only a wrong answer pays for it

    return explained_inverse(found)


def _value_name(called: str | None, typed: sp.Expr, x: sp.Symbol) -> sp.Symbol:
    """Return the name of the value: as it was called, else y, or another letter if y is taken."""
    taken = {s.name for s in typed.free_symbols} | {x.name}
    return symbol(next(name for name in (called, "y", "x", "w", "v", "value") if name and name not in taken))


def _place(point: Sequence[Coordinate], x: sp.Symbol, y: sp.Symbol) -> tuple[sp.Expr | None, sp.Expr | None]:
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
