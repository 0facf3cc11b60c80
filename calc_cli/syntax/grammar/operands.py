"""The operands between operators: numbers, names, brackets, bars, f(x) of an unknown function f."""

import re

from calc_cli.syntax import ambiguity
from calc_cli.syntax.applied import letters_end
from calc_cli.syntax.grammar.arithmetic import any_exponent
from calc_cli.syntax.grammar.conditions import arguments, equation, expression, separated, value
from calc_cli.syntax.grammar.cursor import Cursor
from calc_cli.syntax.grammar.derivatives import primes, quotient_of_differentials
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Apply, Call, Constant, Equation, Name, Negative, Node, Number, Power, Vector, with_span

_ORDER = re.compile(r"\^(\{)?\((number|name)\)(?(1)\})\(")
_EXPONENT = re.compile(r"(\^(\{)?-?(number|name)(?(2)\})|superscript)\(")


def number(cursor: Cursor) -> Node:
    """Read a number."""
    token = cursor.advance()
    cursor.note(ambiguity.of_number(cursor.text, token))
    return Number(token.span, token.text)


def constant(cursor: Cursor) -> Node:
    """Read a constant."""
    token = cursor.advance()
    return Constant(token.span, token.text)


def name(cursor: Cursor) -> Node:
    """Read a name, or an unknown function with its arguments."""
    derivative = quotient_of_differentials(cursor, (), ("/",))
    if derivative is not None:
        return derivative
    names, token = cursor.names, cursor.here
    is_dependent = token.text in names.dependent and letters_end(cursor.tokens, cursor.position) > 0
    cursor.advance()
    applied = _unknown_function(cursor, token) if is_dependent or names.is_function(token.text) else None
    return applied or Name(token.span, token.text)


def _unknown_function(cursor: Cursor, token: Token) -> Node | None:
    """Read f(x), f'(x), f^2(x) for the square of f(x), f^(2)(x) for f''(x); return None if f is a variable here."""
    start = cursor.position
    order, power = primes(cursor), None
    ahead = "".join(part.kind for part in cursor.tokens[cursor.position : cursor.position + 7])
    if _ORDER.match(ahead):
        order = _order(cursor)
    elif _EXPONENT.match(ahead):
        mark = cursor.here
        power = any_exponent(cursor)
        if is_minus_one(power):
            cursor.fail(f"'{token.text}^-1' could mean the inverse function or a reciprocal", mark.span)
    if cursor.here.kind != "(":
        if order and token.text not in cursor.functions:
            cursor.fail_expecting("'('")
        cursor.move_to(start)
        return None
    inside = arguments(cursor)
    applied = Apply((token.start, cursor.end), token.text, order, inside)
    return applied if power is None else Power(applied.span, applied, power)


def _order(cursor: Cursor) -> int:
    """Read the order of a derivative, (2) or {(2)} behind '^'."""
    while cursor.here.kind not in ("number", "name"):
        cursor.advance()
    if not cursor.here.text.isdigit():
        hint = "the order of a derivative is a number; a power is written f(x)^n"
        cursor.fail(f"'{cursor.typed(*cursor.here.span)}' is no order", cursor.here.span, hint)
    order = int(cursor.here.text)
    while cursor.here.kind != "(":
        cursor.advance()
    return order


def is_minus_one(node: Node) -> bool:
    """Return True for the exponent of an inverse function."""
    return isinstance(node, Negative) and isinstance(node.operand, Number) and node.operand.text == "1"


def bracket(cursor: Cursor) -> Node:
    """Read an expression in brackets, or a list such as (x, y); its span is that of the brackets."""
    with cursor.brackets() as opening:
        items = separated(cursor, expression)
    span = (opening.start, cursor.end)
    return Vector(span, tuple(items)) if items[1:] else with_span(items[0], span)


def vector(cursor: Cursor) -> Node:
    """Read a list in square brackets; one item alone is in brackets."""
    start = cursor.here.start
    items = arguments(cursor, equation)
    span = (start, cursor.end)
    if len(items) == 1 and not isinstance(items[0], Vector | Equation):
        return with_span(items[0], span)
    return Vector(span, items)


def bars(cursor: Cursor) -> Call:
    """Read an absolute value."""
    opening = cursor.advance()
    with cursor.nested(opening, bars=1):
        node = value(cursor)
    if not cursor.accept("|"):
        if cursor.here.kind == "end":
            cursor.fail("this '|' is never closed", opening.span)
        cursor.fail_at_rest()
    span = opening.start, cursor.end
    if (typed := cursor.typed(*span)).startswith("||") and typed.endswith("||") and isinstance(node, Call):
        cursor.note([Note(f"{typed} is read as |{typed.strip('|')}| of a number, not a norm", span, is_usual=True)])
    return Call(span, "abs", (node,))


def rounded(cursor: Cursor) -> Node:
    """Read ⌊x⌋ or ⌈x⌉."""
    with cursor.brackets() as opening:
        node = value(cursor)
    return Call((opening.start, cursor.end), "floor" if opening.kind == "⌊" else "ceiling", (node,))
