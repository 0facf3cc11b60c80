"""Trees as SymPy expressions, with errors that know the text at fault.

Derivatives that are asked for within them are taken: d/dx(x^2) + x is 2x + x.
"""

from collections.abc import Iterator, Sequence, Set as AbstractSet
from contextlib import contextmanager
from typing import Literal

import sympy as sp

from calc_cli.algebra import evaluate, unevaluated
from calc_cli.algebra.assumptions import assuming
from calc_cli.algebra.evaluate import sign_at
from calc_cli.algebra.functions import Pending, TypedFunction
from calc_cli.algebra.power import has_outside_cases
from calc_cli.algebra.tidy import tidy
from calc_cli.algebra.unevaluated import Build
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.errors import CalcError, DomainError, UndefinedError, UsageError
from calc_cli.questions.given import Given
from calc_cli.questions.texts import Coordinate, ParsedFunction, read_names
from calc_cli.syntax.parser import Reading
from calc_cli.syntax.tree import Node, Vector

_UNREAL = (sp.I, sp.nan, sp.zoo, sp.oo, -sp.oo)


def require_one(function: ParsedFunction, refusal: str, hint: str | None = None) -> None:
    """Raise UsageError, as `refusal`, if the function is a list of functions."""
    if isinstance(function.tree, Vector):
        raise UsageError(refusal, source=function.text, span=function.tree.span, hint=hint)


def typed_function(function: ParsedFunction, refusal: str) -> TypedFunction:
    """Return a function that has been read; its variables are still to be chosen.

    Raises UsageError, as `refusal`, if it is a list, UndefinedError or DomainError if it is no real function.
    """
    require_one(function, refusal)
    return lowered_function(function, function.name, function.notes)


def lowered_function(reading: Reading, name: str | None = None, notes: tuple[str, ...] = ()) -> TypedFunction:
    """Return a function that has been read. Raises UndefinedError or DomainError if it is no real function."""
    typed, expression = _lowered_twice(reading.tree, reading.text)
    if not has_outside_cases(expression, *_UNREAL):
        return TypedFunction(typed, expression, name=name, notes=notes)
    if has_outside_cases(expression, *_UNREAL[1:]):
        raise UndefinedError("this is not a real number: it is infinite or undefined", source=reading.text)
    raise DomainError("this is not a real function: it has a root or logarithm of what is never positive")


def lowered(node: Node, source: str) -> sp.Expr:
    """Return a part of the text `source`, evaluated."""
    return _lowered_twice(node, source)[1]


def lower_twice(node: Node) -> tuple[sp.Expr, sp.Expr]:
    """Return the expression of `node` as it was written, with derivatives as textbooks print them, and evaluated.

    Raises what lowering and differentiating raise.
    """
    typed, value = evaluate.lower_twice(node)
    if not typed.has(Pending):
        return typed, value
    taken = _with_derivatives(value, lambda function, parts: function(*parts))
    return _with_derivatives(typed, unevaluated.build), taken


def _with_derivatives(e: sp.Basic, build: Build) -> sp.Basic:
    if not e.has(Pending):
        return e
    parts = [_with_derivatives(part, build) for part in e.args]
    if not isinstance(e, Pending):
        return build(e.func, parts)
    derivative, variable, order = parts
    for _ in range(int(order)):
        derivative = tidy(differentiate(derivative, variable))
    return derivative


def _lowered_twice(node: Node, source: str) -> tuple[sp.Expr, sp.Expr]:
    """Return a part of the text `source` as typed, and evaluated."""
    try:
        return lower_twice(node)
    except CalcError as error:
        error.source = source
        raise


@contextmanager
def assuming_all(conditions: Sequence[tuple[str, Sequence[Node]]], integers: str | None = None) -> Iterator[None]:
    """Let all letters fulfil the conditions, each with its text, and some be whole.

    Raises UsageError if the conditions contradict each other.
    """
    stated = [lowered(node, text) for text, nodes in conditions for node in nodes]
    with assuming(stated, read_names(integers)):
        yield


def lowered_answer(given: Given, allowed: Sequence[sp.Expr] = ()) -> sp.Basic | Literal["none"]:
    """Return an answer as typed, "none" if it says that there is none, or one of those `allowed`.

    Raises UndefinedError if it is no function.
    """
    if given.tree is None:
        return "none"
    typed, value = _lowered_twice(given.tree, given.source)
    if value in allowed:
        return value
    if has_outside_cases(value, *_UNREAL):
        raise UndefinedError("this answer is not a real number", source=given.source, span=given.tree.span)
    return typed


def lowered_answer_of_one(given: Given, allowed: Sequence[sp.Expr] = ()) -> sp.Expr | Literal["none"]:
    """Return an answer as `lowered_answer` does. Raises UsageError if it is a list."""
    answer = lowered_answer(given, allowed)
    if isinstance(answer, sp.Tuple):
        raise UsageError("the answer is one function, not a list", source=given.source)
    return answer


def answer_notes(given: Given, answer: sp.Expr, known: AbstractSet[sp.Basic]) -> tuple[str, ...]:
    """Return how an answer was read, and which of its names are not `known`, as d and C in 2x dx + C."""
    new = sorted(s.name for s in answer.free_symbols - known if isinstance(s, sp.Symbol))
    only = f"{', '.join(new)} {'occurs' if len(new) == 1 else 'occur'} only in the answer"
    return (*given.notes, only) if new else given.notes


def lowered_coordinate(coordinate: Coordinate, *allowed: sp.Expr) -> sp.Expr:
    """Return the value of a coordinate: a real number, or one of `allowed`."""
    value = lowered(coordinate.value, coordinate.source)
    if value in allowed or value.is_real:
        return value
    raise UndefinedError(
        f"{coordinate.name or 'the point'} is not a real number", source=coordinate.source, span=coordinate.value.span
    )


def lowered_range(
    ends: tuple[Coordinate, Coordinate] | None, *, log: bool = False, infinite: bool = False
) -> tuple[sp.Expr, sp.Expr] | None:
    """Return the ends of a range, which may be `infinite`.

    Raises UsageError if it is empty, or not positive, as a `log` scale needs it.
    """
    if ends is None:
        return None
    low, high = (lowered_coordinate(end, *((sp.oo, -sp.oo) if infinite else ())) for end in ends)
    text = f"{ends[0].source}:{ends[1].source}"
    if low.free_symbols or high.free_symbols:
        raise UsageError(f"the range {text} has a letter without a value", hint="both ends are numbers")
    is_ray = low is -sp.oo or high is sp.oo
    if low is sp.oo or high is -sp.oo or (not is_ray and sign_at(high - low, {}) != 1):
        raise UsageError(f"the range {text} is empty", hint="the smaller end comes first")
    if log and sign_at(low, {}) != 1:
        raise UsageError(f"the range {text} is not positive, as a logarithmic scale needs it")
    return low, high
