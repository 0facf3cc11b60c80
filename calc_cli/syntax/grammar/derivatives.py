"""Derivatives still to be taken: (x^2 + 1)' and d/dx x^2. They stand only in a working (`parse_chain`)."""

from calc_cli.syntax.grammar.cursor import Cursor, Rule
from calc_cli.syntax.tree import Derivative, Name, Node


def primed(cursor: Cursor, node: Node) -> Node:
    """Read the primes behind `node`, which stands in brackets, so that nobody wonders what they belong to."""
    mark = cursor.here
    if not cursor.in_working:
        cursor.fail_at_rest()
    is_function = isinstance(node, Name) and node.name in cursor.functions
    if not is_function and cursor.text[cursor.tokens[cursor.position - 1].start] not in ")]}|'":
        cursor.fail("what does this prime belong to?", mark.span, "write it behind a bracket: (sin x)'")
    first = cursor.position
    while cursor.accept("'"):
        pass
    return Derivative((node.span[0], cursor.end), node, None, cursor.position - first)


def operator(cursor: Cursor) -> Node:
    """Read d/dx and what it is of: d/dx (x^2 + 1) of the bracket, d/dx x^2 sin x of the product."""
    token = cursor.here
    if not cursor.in_working:
        hint = f"for example calc diff 'x^2' --wrt {token.text.split()[1]}"
        cursor.fail("d/dx is what calc diff does: give the function alone", token.span, hint)
    return applied_operator(cursor, _operator_argument)


def _operator_argument(cursor: Cursor) -> Node:
    is_bracket = cursor.here.kind in ("(", "[", "{")
    return cursor.rules.power(cursor) if is_bracket else cursor.rules.product(cursor)


def applied_operator(cursor: Cursor, argument: Rule) -> Node:
    """Read d/dx, and by `argument` what it is of."""
    token = cursor.advance()
    order, variable = token.text.split()
    with cursor.nested(token):
        operand = cursor.numeric(argument(cursor))
    return Derivative((token.start, operand.span[1]), operand, cursor.names.spell(variable), int(order))
