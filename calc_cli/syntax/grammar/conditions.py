"""The top of the grammar: equations, cases and conditions.

    equation    = expression ["=" expression]
    expression  = condition {"if" condition "else" condition}
                | condition "if" condition {"," condition "if" condition} ["," condition "otherwise"]
    condition   = conjunction {"or" conjunction},  conjunction = negation {"and" negation}
    negation    = "not" negation | comparison,     comparison  = sum {("<" | "<=" | "=" | ...) sum}

Whether '=' compares or makes an equation hangs on where it stands: only in a condition it compares.
"""

from collections.abc import Callable
from typing import Literal, TypeVar

from calc_cli.syntax.grammar.arithmetic import sum_of_terms
from calc_cli.syntax.grammar.cursor import CONDITIONS, Cursor, Rule
from calc_cli.syntax.tree import Cases, Comparison, Divisor, Equation, Logical, Node, Operator, Product, Truth

T = TypeVar("T")

_COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


def equation(cursor: Cursor) -> Node:
    """Read an expression, or two with '=' between them."""
    left = value(cursor)
    if not cursor.accept("="):
        return left
    right = value(cursor)
    return Equation((left.span[0], right.span[1]), left, right)


def value(cursor: Cursor) -> Node:
    """Read an expression that is a number."""
    return cursor.numeric(expression(cursor))


def expression(cursor: Cursor) -> Node:
    r"""Read a number with its cases, or a condition; or a fraction of two, as in {a \over b}."""
    result = _cases(cursor)
    if not cursor.accept("over"):
        return result
    divisor = value(cursor)
    return Product((result.span[0], divisor.span[1]), (cursor.numeric(result), Divisor(divisor.span, divisor)))


def _cases(cursor: Cursor) -> Node:
    result = _disjunction(cursor)
    if not cursor.is_word("if"):
        return result
    branches, is_list = [], False
    while cursor.is_word("if"):
        cursor.advance()
        branches.append((cursor.numeric(result), condition(cursor)))
        if is_list and cursor.here.kind != ",":
            return Cases((branches[0][0].span[0], cursor.end), tuple(branches))
        place = cursor.position
        is_list = cursor.accept(",") is not None
        if not is_list and not cursor.is_word("else"):
            cursor.fail_expecting("'else'")
        if not is_list:
            cursor.advance()
        result = _disjunction(cursor)
        if is_list and not cursor.is_word("if"):
            if not cursor.is_word("otherwise"):
                cursor.move_to(place)
                cursor.fail_expecting("'else'")
            cursor.advance()
    otherwise = Truth(result.span, True)
    return Cases((branches[0][0].span[0], cursor.end), (*branches, (cursor.numeric(result), otherwise)))


def condition(cursor: Cursor) -> Node:
    """Read a condition, in which '=' compares."""
    outside, cursor.in_condition = cursor.in_condition, True
    node = _truth(cursor, _disjunction(cursor))
    cursor.in_condition = outside
    return node


def _truth(cursor: Cursor, node: Node) -> Node:
    """Return `node`, and refuse a number where a condition is meant."""
    if not isinstance(node, CONDITIONS):
        cursor.fail("expected a condition such as x < 1", node.span)
    return node


def _disjunction(cursor: Cursor) -> Node:
    return _joined(cursor, "or", "|", _conjunction)


def _conjunction(cursor: Cursor) -> Node:
    return _joined(cursor, "and", "&", _comparison)


def _joined(cursor: Cursor, word: Literal["or", "and"], sign: str, part: Rule) -> Node:
    """Read what `part` reads, joined by a word or, behind a condition, its sign."""
    first = part(cursor)
    if not (cursor.is_word(word) or (cursor.here.kind == sign and isinstance(first, CONDITIONS))):
        return first
    operands = [_truth(cursor, first)]
    while cursor.is_word(word) or (cursor.here.kind == sign and not (sign == "|" and cursor.open_bars)):
        cursor.advance()
        operands.append(_truth(cursor, part(cursor)))
    return Logical((first.span[0], operands[-1].span[1]), word, tuple(operands))


def _comparison(cursor: Cursor) -> Node:
    if cursor.is_word("not"):
        start = cursor.advance()
        with cursor.nested(start):
            operand = _truth(cursor, _comparison(cursor))
        return Logical((start.start, operand.span[1]), "not", (operand,))
    if cursor.is_word("True") or cursor.is_word("False"):
        token = cursor.advance()
        return Truth(token.span, token.text == "True")
    if cursor.is_word("Eq") or cursor.is_word("Ne"):
        return _called_comparison(cursor)
    first = sum_of_terms(cursor)
    if cursor.here.kind not in _COMPARISONS or (cursor.here.kind == "=" and not cursor.in_condition):
        return first
    operands, operators = [cursor.numeric(first)], list[Operator]()
    while cursor.here.kind in _COMPARISONS:
        operators.append(cursor.advance().kind)  # type: ignore[arg-type]  # _COMPARISONS are the Operators
        operands.append(cursor.numeric(sum_of_terms(cursor)))
    return Comparison((first.span[0], operands[-1].span[1]), tuple(operands), tuple(operators))


def _called_comparison(cursor: Cursor) -> Node:
    """Read Eq(a, b) or Ne(a, b), as Python and SymPy write a = b and a != b."""
    token = cursor.advance()
    opening = cursor.here
    operands = arguments(cursor)
    if len(operands) != 2:
        cursor.fail(f"{token.text} compares two numbers, not {len(operands)}", opening.span)
    operator: Operator = "=" if token.text == "Eq" else "!="
    return Comparison((token.start, cursor.end), operands, (operator,))


def arguments(cursor: Cursor, item: Rule = value) -> tuple[Node, ...]:
    """Read one or more expressions, or what `item` reads, in brackets, with commas between them."""
    with cursor.brackets():
        items = separated(cursor, item)
    return tuple(items)


def separated(cursor: Cursor, item: Callable[[Cursor], T]) -> list[T]:
    """Read one or more of what `item` reads, with commas between them."""
    items = [item(cursor)]
    while cursor.accept(","):
        items.append(item(cursor))
    return items
