"""How a question about an inverse becomes an answer."""

import sympy as sp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.implicit.inverse import Inverse, inverse
from calc_cli.errors import UnknownNameError, UsageError
from calc_cli.questions.inverse import InverseQuestion
from calc_cli.questions.lowering import lowered_answer, lowered_coordinate, lowered_function
from calc_cli.syntax.tree import Vector


def answer(question: InverseQuestion) -> Inverse:
    """Differentiate the inverse, at a value if one is given. Raises any CalcError, with the text and span at fault."""
    reading = question.reading
    if isinstance(reading.tree, Vector):
        raise UsageError("one function has an inverse here, not a list", source=reading.text, span=reading.tree.span)
    expression, typed = lowered_function(reading), lower_as_typed(reading.tree)
    x = _variable(question.wrt, typed)
    y = _value_name(question.called, typed, x)
    at, preimage = _place(question, x, y)
    return inverse(
        typed,
        expression,
        x,
        y,
        at=at,
        preimage=preimage,
        given=None if question.given is None else lowered_answer(question.given),
        digits=question.request.digits,
        steps=question.request.steps,
        name=question.name,
        notes=(*reading.notes, *(question.given.notes if question.given else ())),
    )


def _variable(wrt: str | None, typed: sp.Expr) -> sp.Symbol:
    names = {s.name: s for s in typed.free_symbols}
    if wrt is not None and wrt not in names:
        raise UnknownNameError(f"{wrt} does not occur in the expression")
    if not names:
        raise UsageError("the expression is constant, so it has no inverse")
    for usual in (wrt, "x", "t", *(names if len(names) == 1 else ())):
        if usual in names:
            return names[usual]
    candidates = ", ".join(sorted(names))
    raise UsageError(f"in which variable? there are {candidates}", hint=f"for example --wrt {min(names)}")


def _value_name(called: str | None, typed: sp.Expr, x: sp.Symbol) -> sp.Symbol:
    """The name of the value: as it was called, else y, or another letter if y is taken."""
    taken = {s.name for s in typed.free_symbols} | {x.name}
    return symbol(next(name for name in (called, "y", "x", "w", "v", "value") if name and name not in taken))


def _place(question: InverseQuestion, x: sp.Symbol, y: sp.Symbol) -> tuple[sp.Expr | None, sp.Expr | None]:
    """The value y and the place x, of which one may be given."""
    if not question.point:
        return None, None
    if len(question.point) > 1:
        raise UsageError(f"the point is one number: a value of the function, or --at {x}=... where it takes it")
    coordinate = question.point[0]
    value = lowered_coordinate(coordinate)
    if coordinate.name not in (None, x.name, y.name):
        raise UnknownNameError(f"{coordinate.name} is neither {x} nor the value {y} of the function")
    return (None, value) if coordinate.name == x.name else (value, None)
