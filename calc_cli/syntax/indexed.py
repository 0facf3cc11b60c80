"""Names whose subscript is the index of a sum or product: sum(a_k x^k, k, 0, 2) is a_0 + a_1 x + a_2 x^2.

So is that of x_{k+1}, whose place is counted from the index, and one of the two of an entry, a_ik or a_1k.

Such a sum is written out as it is read, so that every room sees the names a_0, a_1, ... themselves.
"""

import re
from dataclasses import replace
from typing import Any

from calc_cli.syntax.tree import Call, Name, Node, Number, Power, Product, Span, Sum, parts, replaced, with_span
from calc_cli.syntax.words import Names

OVER_A_NAME = ("sum", "prod", "integral")
"""Notations whose second argument is a name that means nothing outside them."""

MOST_TERMS = 100
"""A longer sum keeps a_k as one name."""


_SHIFTED = re.compile(r"([A-Za-z])([+-]\d+)")
_ENTRY = re.compile(r"[i-n0-9]{2}")


def written_out(call: Call, names: Names) -> tuple[Node, Name | None]:
    """Return a sum or product with its indexed names term by term, any other call as it is.

    With a sum that stays, as its bounds are no numbers or too far apart, one of its indexed names, if there are some.
    """
    if call.function not in ("sum", "prod"):
        return call, None
    body, index, *bounds = call.arguments
    first, last = map(_whole_number, bounds)
    assert isinstance(index, Name)
    indexed = next((part for part in parts(body) if isinstance(part, Name) and _is_indexed(part, index.name)), None)
    if indexed is None or first is None or last is None or not 0 <= last - first < MOST_TERMS:
        return call, indexed
    terms = tuple(_at(body, index.name, i, names) for i in range(first, last + 1))
    if len(terms) == 1:
        return with_span(terms[0], call.span), None
    return (Sum if call.function == "sum" else Product)(call.span, terms), None


def _is_indexed(node: Node, index: str) -> bool:
    return isinstance(node, Name) and index in _indices(node.name.partition("_")[2])


def _indices(subscript: str) -> tuple[str, ...]:
    """Return the parts of a subscript, one of which may be an index."""
    shifted = _SHIFTED.fullmatch(subscript)
    return (shifted[1],) if shifted else tuple(subscript) if _ENTRY.fullmatch(subscript) else (subscript,)


def _whole_number(node: Node) -> int | None:
    return int(node.text) if isinstance(node, Number) and node.text.isdigit() else None


def _at(part: Any, index: str, i: int, names: Names) -> Any:
    """Return a part of a tree with i for the index."""

    def change(node: Node) -> Node | None:
        if isinstance(node, Name):
            return _name_at(node, index, i, names)
        if isinstance(node, Call) and _counts(node, index):
            body, own, *bounds = node.arguments  # an index of the same name hides this one
            return replace(node, arguments=(body, own, *replaced(tuple(bounds), change)))
        if isinstance(node, Power) and isinstance(node.exponent, Name) and node.exponent.name == index and i < 2:
            # x^0 is 1 also for x = 0, as every series means it
            return replaced(node.base, change) if i else Number(node.span, "1")
        return _without_ones(node.span, replaced(node.factors, change)) if isinstance(node, Product) else None

    return replaced(part, change)


def _counts(call: Call, index: str) -> bool:
    own = call.arguments[1] if call.function in OVER_A_NAME else None
    return isinstance(own, Name) and own.name == index


def _name_at(node: Name, index: str, i: int, names: Names) -> Node:
    if node.name == index:
        return Number(node.span, str(i))
    if not _is_indexed(node, index):
        return node
    letters, _, subscript = node.name.partition("_")
    shifted = _SHIFTED.fullmatch(subscript)
    offset = int(shifted[2]) if shifted else 0
    place = "".join(str(i + offset) if part == index else part for part in _indices(subscript))
    return replace(node, name=names.spell(f"{letters}_{place}"))


def _without_ones(span: Span, factors: tuple[Node, ...]) -> Node:
    rest = tuple(factor for factor in factors if not (isinstance(factor, Number) and factor.text == "1"))
    return Product(span, rest) if len(rest) > 1 else rest[0] if rest else Number(span, "1")
