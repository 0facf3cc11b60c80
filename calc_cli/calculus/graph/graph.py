"""The computation graph of an expression: its operations, their values at a point, and the derivatives along them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import Any

import sympy as sp
from flint import fmpq

from calc_cli.algebra.enclosures import enclosure
from calc_cli.algebra.enclosures.enclosure import is_wide, precision_of
from calc_cli.algebra.evaluate import as_float, substitute
from calc_cli.algebra.functions import Point, letter, symbol
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.graph.certify import adjoint_at, certain, raise_corner, walk
from calc_cli.calculus.graph.numbers import ExactNumbers
from calc_cli.calculus.graph.tape import Tape, place
from calc_cli.calculus.graph.walk import KinkError, Walk
from calc_cli.calculus.result import Exact, Fields, Notes, Notice, Result
from calc_cli.errors import UnsupportedError

MOST_EXACT = 60
"""A graph of more entries than this is computed in decimals."""

LONGEST_PRODUCT = 24
"""The derivative of a longer product in one of its factors, all the others, is not written out."""

LONGEST_RATIONAL = 60
"""A fraction of more bits than this is shown in decimals."""

DIGITS = 15
"""Correct digits of a number that is not exact, if no more are asked for."""


@dataclass(frozen=True, slots=True)
class Edge:
    """From a node to one of its arguments: the derivative of the node's operation in it.

    `source` is the argument's number among the nodes; `derivative` is in the symbols of nodes, None if it is too long.
    `value` is None without a point and where it does not matter, since the adjoint is 0.
    """

    source: int
    derivative: sp.Expr | None
    value: sp.Expr | None


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One operation, in the symbols of earlier nodes. `adjoint` is the derivative of the result in this node.

    Both numbers are None without a point, and `value` where a case that does not apply is undefined.
    """

    symbol: sp.Symbol
    operation: sp.Expr
    value: sp.Expr | None
    adjoint: sp.Expr | None
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Graph(Result):
    """The graph of an expression, which may have a `name`, perhaps `at` a point.

    A number is exact, or a float of `digits` correct digits.
    """

    tape: Tape
    name: str | None
    at: Point | None
    walk: Walk | None
    adjoints: Sequence[Any]
    digits: int
    notes: Notes = ()

    @property
    def answer(self) -> sp.Tuple:
        """The gradient at the point, or without a point the operations in their order."""
        if self.at is not None:
            return sp.Tuple(*self.gradient)
        return sp.Tuple(*(sp.Eq(node.symbol, node.operation, evaluate=False) for node in self.nodes))

    @property
    def fields(self) -> Fields:
        return {
            "expr": Exact(self.tape.expression(self.tape.result)),
            **self._numbers,
            "nodes": [
                {
                    "name": node.symbol,
                    "operation": Exact(node.operation),
                    **_number_fields("value", node.value),
                    **_number_fields("adjoint", node.adjoint),
                    "edges": [self._edge_fields(edge) for edge in node.edges],
                }
                for node in self.nodes
            ],
        }

    @property
    def _numbers(self) -> Fields:
        approx = [as_float(value) for value in self.gradient]
        return {"wrt": self.tape.variables, "at": self.at, "value": self.gradient, "approx": approx}

    def _edge_fields(self, edge: Edge) -> Fields:
        derivative = {} if edge.derivative is None else {"derivative": Exact(edge.derivative, typed=False)}
        return {"to": self.nodes[edge.source].symbol, **derivative, **_number_fields("value", edge.value)}

    @cached_property
    def gradient(self) -> tuple[sp.Expr, ...]:
        """The derivative in each variable; empty without a point."""
        return tuple(found for k in range(len(self.tape.variables)) if (found := self._adjoint(k)) is not None)

    @cached_property
    def symbols(self) -> dict[int, sp.Symbol]:
        """v1, v2, ... for the entries that depend on the variables; another letter if a name begins with v."""
        used = self.tape.letters
        first = next(name for name in "vwzqs" if name not in used or name == "s")
        kept = (k for k in range(len(self.tape.entries)) if not self.tape.is_constant(k))
        return {k: symbol(f"{first}{i}") for i, k in enumerate(kept, 1)}

    @cached_property
    def nodes(self) -> tuple[GraphNode, ...]:
        """The nodes in the order of evaluation, the variables first."""
        numbers = {k: i for i, k in enumerate(self.symbols)}
        return tuple(
            GraphNode(
                name,
                self.tape.operation(k, lambda a: self.symbols.get(a, self.tape.entries[a].detail)),
                self._value(k),
                self._adjoint(k),
                tuple(self._edges(k, numbers)),
            )
            for k, name in self.symbols.items()
        )

    def _edges(self, k: int, numbers: Mapping[int, int]) -> Iterator[Edge]:
        different = dict.fromkeys(self.tape.entries[k].arguments)
        sources = tuple(a for a in different if not self.tape.is_constant(a))
        shown = {place(i): self.symbols[a] for i, a in enumerate(sources)}
        slopes = self._slopes(k)
        for i, a in enumerate(sources):
            formula = local_derivative(self.tape, k, sources, i)
            value = self._number(slopes.get(a), partial(self._slope, formula, sources))
            yield Edge(numbers[a], None if formula is None else formula.xreplace(shown), value)

    def _slope(self, formula: sp.Expr, sources: Sequence[int]) -> Any:
        """Return the value of a local derivative from the expressions of its arguments."""
        typed = substitute(formula, {place(i): self.tape.expression(a) for i, a in enumerate(sources)})
        return certain(typed, self.at or {}, self.digits)

    def _slopes(self, k: int) -> dict[int, Any]:
        """Return the derivative of entry `k` in each of its arguments; one that stands there twice counts twice."""
        found: dict[int, Any] = {}
        walk, adjoint = self.walk, self.adjoints[k] if self.walk else None
        if walk is None or adjoint is None or not self.tape.entries[k].arguments:
            return found
        numbers = walk.numbers
        for a, slope in numbers.computed(lambda: list(walk.slopes(k, adjoint))):
            found[a] = slope if a not in found else numbers.computed(partial(numbers.total, (found[a], slope)))
        return found

    def _value(self, k: int) -> sp.Expr | None:
        if self.walk is None or self.at is None:
            return None
        at = self.at
        return self._number(self.walk.values[k], lambda: certain(self.tape.expression(k), at, self.digits))

    def _adjoint(self, k: int) -> sp.Expr | None:
        if self.walk is None or self.at is None:
            return None
        at, adjoint = self.at, self.adjoints[k]
        return self._number(0 if adjoint is None else adjoint, lambda: adjoint_at(self.tape, k, at, self.digits))

    def _number(self, value: Any, again: Callable[[], Any]) -> sp.Expr | None:
        """Return a number of the walk as an expression; `again` computes it where cancellation left too few digits."""
        if is_wide(value, precision_of(self.digits)):
            value = again()
        return None if value is None else as_number(value, self.digits)


def _number_fields(key: str, number: sp.Expr | None) -> Fields:
    """Return a number exactly, and as a float."""
    if number is None:
        return {}
    return {key: number, "approx" if key == "value" else f"{key}_approx": as_float(number)}


@dataclass(frozen=True)
class NumericGradient(Graph):
    """The gradient at a point alone, of an expression too long for formulas."""

    @property
    def letter(self) -> str:
        """The function's name, else a letter that is no variable."""
        return letter(self.name, sp.Tuple(*(self.at or {})))

    @property
    def fields(self) -> Fields:
        return self._numbers


def graph(
    tape: Tape, point: Point | None, *, digits: int | None = None, name: str | None = None, notes: Notes = ()
) -> Graph:
    """Return the graph, with values and adjoints if there is a point, which has a value for every name.

    A small graph has exact numbers where they are short enough.
    Raises UndefinedError where it is undefined or not differentiable, UnsupportedError where that is not decided.
    """
    if point is None:
        return Graph(tape, name, None, None, (), DIGITS, notes)
    digits = max(DIGITS, digits or 0)
    walked, adjoints = _walked(tape, point, digits, exactly=len(tape.entries) <= MOST_EXACT)
    corners = (Notice("a corner that does not matter", (tape.typed(k),)) for k in walked.corners)
    return Graph(tape, name, point, walked, adjoints, digits, (*notes, *corners))


def numeric_gradient(
    tape: Tape, point: Point, *, digits: int | None = None, name: str | None = None, notes: Notes = ()
) -> NumericGradient:
    """Walk the tape once forward and once backward, at a cost in proportion to its length whatever n is.

    Shape: n variables give n values, in the same order. A value is a rational number, if that is short, else a float of
    which all digits are correct. Raises as `graph` does.
    """
    correct = max(DIGITS, digits or 0)
    found = NumericGradient(tape, name, point, *_walked(tape, point, correct, exactly=False), correct, notes)
    is_rounded = any(value.is_Float for value in found.gradient)
    return replace(found, notes=(*notes, Notice("along the graph", (correct,)))) if is_rounded else found


def _walked(tape: Tape, point: Point, digits: int, *, exactly: bool) -> tuple[Walk, Sequence[Any]]:
    try:
        if exactly:
            with suppress(UnsupportedError):
                walked = Walk(tape, ExactNumbers(), point)
                return walked, walked.adjoints()
        return walk(tape, point, digits)
    except KinkError as kink:
        raise_corner(tape, kink.k, point)


def as_number(value: Any, digits: int) -> sp.Expr:
    """Return a number of a walk as an expression: a short rational stays exact, others are floats of so many digits."""
    if isinstance(value, sp.Expr):
        return value
    if isinstance(value, int | fmpq) and fmpq(value).height_bits() <= LONGEST_RATIONAL:
        return sp.Rational(int(value.numerator), int(value.denominator))
    return enclosure.as_float(value, digits)


def local_derivative(tape: Tape, k: int, sources: Sequence[int], i: int) -> sp.Expr | None:
    """Return the derivative of an entry's operation in number `i` of its `sources`, these being place(0), place(1), ...

    None if it would be long, as of a long product, or has no short notation, as of f(x, y).
    """
    entry = tape.entries[k]
    if entry.kind == "sum":
        return sp.Integer(sum(s for a, s in zip(entry.arguments, entry.detail, strict=True) if a == sources[i]))
    if len(entry.arguments) > LONGEST_PRODUCT:
        return None
    places = {a: place(j) for j, a in enumerate(sources)}
    return _derivative(tape.operation(k, lambda a: places.get(a, tape.entries[a].detail)), place(i))


@cache
def _derivative(operation: sp.Expr, argument: sp.Symbol) -> sp.Expr | None:
    found = differentiate(operation, argument)
    return None if found.has(sp.Derivative) else tidy(found)
