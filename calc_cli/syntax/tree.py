"""The tree that the parser builds: mathematics as typed, without any algebra done to it.

Sums and products are flat, so a sum of 100,000 terms is one node and not a ladder of that depth.
Every node has the span of the text it was read from, for errors that point. Brackets leave no node.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeGuard

Span = tuple[int, int]
"""Characters [start, end) of the text, counted from 0."""


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression."""

    span: Span


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A literal in the text of the user, so that 0.1 stays one tenth."""

    text: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """By name: `pi`, `e`, `inf`, `EulerGamma` or `Catalan`."""

    name: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable or parameter, in the spelling of its first occurrence: x1, x_1 and x₁ are one name."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """`a + b - c`: the terms, a subtracted one being `Negative`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """`a * b / c`: the factors, a divisor being `Divisor`."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """`-a`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Divisor(Node):
    """The divisor `c` of `a / c`. Only ever a factor of a `Product`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Power(Node):
    """`base ^ exponent`."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A known function by its canonical name: `|x|` is abs, `x!` is factorial."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """An unknown function f, g, h, F, G or H of its arguments, differentiated `primes` times."""

    function: str
    primes: int
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class DerivativeOf(Node):
    """`(...)'` or `d/dx (...)`, still to be taken, `order` times; without a name it is in the working's variable."""

    operand: Node
    variable: str | None
    order: int


@dataclass(frozen=True, slots=True)
class Vector(Node):
    """`[a, b, c]`; a matrix is a vector of its rows."""

    items: tuple[Node, ...]


Operator = Literal["<", "<=", ">", ">=", "=", "!="]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`0 < x <= 1`: n operators between n + 1 operands."""

    operands: tuple[Node, ...]
    operators: tuple[Operator, ...]


@dataclass(frozen=True, slots=True)
class Logical(Node):
    """`a and b`, `a or b` or, with one operand, `not a`."""

    operator: Literal["and", "or", "not"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """`True` or `False` as a condition."""

    value: bool


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """`a if p else b`: (value, condition) pairs, the first condition that holds decides."""

    branches: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Equation(Node):
    """`y = u^2`, `f(x) = 3x^2`, `x^2 + y^2 = 25`."""

    left: Node
    right: Node


def parts(tree: Node) -> Iterator[Node]:
    """Yield every node of a tree, without recursion."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += children(part)


def children(part: Node | tuple[Any, ...]) -> Iterator[Node]:
    """Yield the nodes that a node is made of, from left to right."""
    values = [*_values(part)][1:] if isinstance(part, Node) else part  # the span is first
    for value in values:
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from children(value)


def names_in(tree: Node) -> set[str]:
    """Return the names that stand in a tree."""
    return {part.name for part in parts(tree) if isinstance(part, Name)}


def _values(node: Node) -> Iterator[Any]:
    return (getattr(node, name) for name in node.__match_args__)


def with_span(node: Node, span: Span) -> Node:
    """Return the node with another span."""
    _, *others = _values(node)
    return type(node)(span, *others)


def replaced(part: Any, change: Callable[[Node], Node | None]) -> Any:
    """Return a tree with what `change` makes of its nodes, from the root on; into one of which it is None it goes."""
    if isinstance(part, tuple):
        return tuple(replaced(each, change) for each in part)
    if not isinstance(part, Node):
        return part
    changed = change(part)
    return type(part)(*(replaced(value, change) for value in _values(part))) if changed is None else changed


def with_node(tree: Node, old: Node, new: Node) -> Node:
    """Return the tree with `new` in the place of the node of the kind of `old` that has its span."""
    found: Node = replaced(tree, lambda part: new if type(part) is type(old) and part.span == old.span else None)
    return found


def is_series(node: Node) -> TypeGuard["Call"]:
    """Return True for a sum or a product without an end."""
    if not isinstance(node, Call) or node.function not in ("sum", "prod"):
        return False
    last = node.arguments[-1]
    return isinstance(last, Constant) and last.name == "inf"


# The notation of matrices


@dataclass(frozen=True, slots=True)
class Transposed(Node):
    """`Aᵀ`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Entrywise(Node):
    """`A ⊙ B`, `A ./ B` or `A .^ k`, by its `operator` ⊙, / or ^."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class NormOf(Node):
    """`‖A‖`, with the subscript behind it if there is one: F, 2, 1, p or inf."""

    operand: Node
    kind: Node | None


@dataclass(frozen=True, slots=True)
class Bars(Node):
    """`|A|`: a determinant, or the absolute value of a number."""

    operand: Node


class ByClass:
    """A walk over trees: `self.method(e)` is `self.on_Add` for an Add, that of its nearest ancestor that has one."""

    def method(self, e: object) -> Callable[..., Any]:
        """Return what is done with `e`."""
        return getattr(self, _name_of_method(type(self), type(e)))  # type: ignore[arg-type]  # classes have a hash


@cache
def _name_of_method(walk: type, kind: type) -> str:
    return next(name for ancestor in kind.__mro__ if hasattr(walk, name := f"on_{ancestor.__name__}"))
