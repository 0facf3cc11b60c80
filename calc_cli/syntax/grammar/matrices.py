"""The notation of matrices: the same grammar with other products and powers, and norms.

    product   = signed {("*" | "/" | "./") signed | ("⊙" | ".*") implicit | signed}
    implicit  = signed {signed}                       y ⊙ X w is y ⊙ (X w)
    power     = postfix {"ᵀ" | superscript | ("^" | ".^") signed}
    operand   = ... | ("||" | "‖") expression ("||" | "‖") ["_" kind] | matrix function

Aᵀ, A', A^T and A.T are one. Here every letter before a bracket is a factor, and sum(v) adds entries.
"""

from dataclasses import replace

from calc_cli.syntax import tree
from calc_cli.syntax.grammar import functions, operands
from calc_cli.syntax.grammar.arithmetic import (
    any_exponent,
    postfix,
    product_of,
    raised_to,
    signed,
    subscript,
    with_sign,
)
from calc_cli.syntax.grammar.conditions import value
from calc_cli.syntax.grammar.cursor import Cursor
from calc_cli.syntax.names import MATRIX_FUNCTIONS
from calc_cli.syntax.tokens import Note, Token


def product(cursor: Cursor) -> tree.Node:
    """Read factors, whose product may be one of matrices or of entries."""
    if cursor.here.kind in ("+", "-"):
        return with_sign(cursor, product)
    factors = [cursor.numeric(power(cursor))]
    while True:
        operator = cursor.accept("*", "/", "⊙", "./")
        if operator is None and not cursor.is_at_operand():
            return product_of(factors)
        if operator is not None and (operator.kind in ("⊙", "./") or _is_entrywise(cursor, operator)):
            factors = [_entrywise(cursor, product_of(factors), operator)]
            continue
        factor = cursor.numeric(signed(cursor))
        if operator is not None and operator.kind == "/":
            factor = tree.Divisor((operator.start, factor.span[1]), factor)
        factors.append(factor)


def _is_entrywise(cursor: Cursor, operator: Token) -> bool:
    """Return True for the end of ./ whose dot was taken for that of a number: 1./x."""
    return operator.kind == "/" and cursor.text[operator.start - 1] == "."


def _entrywise(cursor: Cursor, left: tree.Node, operator: Token) -> tree.Node:
    if operator.kind == "⊙":
        right, sign = _implicit(cursor), "⊙"
    else:
        right, sign = cursor.numeric(signed(cursor)), "/"
    return tree.Entrywise((left.span[0], right.span[1]), sign, left, right)


def _implicit(cursor: Cursor) -> tree.Node:
    """Read factors without a sign between them, which hold together more tightly than ⊙."""
    factors = [cursor.numeric(signed(cursor))]
    while cursor.is_at_operand():
        factors.append(cursor.numeric(signed(cursor)))
    product = product_of(factors)
    if len(factors) > 1:
        typed = cursor.typed(*product.span)
        cursor.note([Note(f"⊙ {typed} is read as ⊙ ({typed})", product.span)])
    return product


def power(cursor: Cursor) -> tree.Node:
    """Read an operand, its exponents and its transposes."""
    node = postfix(cursor)
    depth = cursor.depth
    while cursor.here.kind in ("superscript", "^", ".^", "ᵀ"):
        depth = cursor.deeper(depth, cursor.here)
        mark = cursor.here
        if mark.kind == "ᵀ":
            node = tree.Transposed((node.span[0], cursor.advance().end), cursor.numeric(node))
        elif mark.kind == "superscript" and mark.text == "-" and cursor.next_is("ᵀ"):
            cursor.advance()
            inverse = raised_to(cursor, node, tree.Negative(mark.span, tree.Number(mark.span, "1")))
            node = tree.Transposed((node.span[0], cursor.advance().end), inverse)
        else:
            node = _raised(cursor, node)
    return node


def _raised(cursor: Cursor, node: tree.Node) -> tree.Node:
    """Read the exponent in A^k or A.^k; a transpose behind the exponent is of the whole: A^-1ᵀ."""
    kind = cursor.here.kind
    number, is_transposed = _without_transpose(any_exponent(cursor))
    result: tree.Power | tree.Entrywise = raised_to(cursor, node, number)
    if kind == ".^":
        result = tree.Entrywise(result.span, "^", node, number)
    return tree.Transposed(result.span, result) if is_transposed else result


def _without_transpose(exponent: tree.Node) -> tuple[tree.Node, bool]:
    if isinstance(exponent, tree.Transposed):
        return exponent.operand, True
    if isinstance(exponent, tree.Negative):
        operand, is_transposed = _without_transpose(exponent.operand)
        return replace(exponent, operand=operand), is_transposed
    return exponent, False


def name(cursor: Cursor) -> tree.Node:
    """Read a name; a bracket behind it is a factor."""
    token = cursor.advance()
    return tree.Name(token.span, token.text)


def function(cursor: Cursor) -> tree.Node:
    """Read a function of matrices, or any other."""
    if cursor.here.text not in MATRIX_FUNCTIONS.values():
        return functions.function(cursor)
    token = cursor.advance()
    if token.text in ("ones", "zeros", "eye") and cursor.here.kind != "(":
        return tree.Call(token.span, token.text, ())
    arguments = functions.function_arguments(cursor, token)
    return tree.Call((token.start, cursor.end), token.text, arguments)


def bars(cursor: Cursor) -> tree.Node:
    """Read |A|, a determinant or an absolute value, or the norm that begins with two bars written as one sign."""
    here = cursor.here
    if here.text == "||" and cursor.next_is("|") and cursor.tokens[cursor.position + 1].start == here.end:
        return norm(cursor)
    call = operands.bars(cursor)
    return tree.Bars(call.span, call.arguments[0])


def norm(cursor: Cursor) -> tree.Node:
    """Read a norm and its subscript."""
    opening = _bar(cursor)
    with cursor.nested(opening, bars=1):
        node = value(cursor)
    if cursor.here.kind != opening.kind:
        cursor.fail(f"this '{cursor.typed(*opening.span)}' is never closed", opening.span)
    _bar(cursor)
    end = cursor.end
    kind = _norm_kind(cursor)
    return tree.NormOf((opening.start, end if kind is None else kind.span[1]), node, kind)


def _bar(cursor: Cursor) -> Token:
    """Read the sign ‖, or || which is two tokens."""
    first = cursor.advance()
    if first.kind == "‖":
        return first
    if cursor.here.kind != "|" or cursor.here.start != first.end:
        cursor.fail("a norm is closed by '||'", first.span)
    return first._replace(end=cursor.advance().end)


def _norm_kind(cursor: Cursor) -> tree.Node | None:
    """Read the subscript of a norm, if there is one."""
    if cursor.here.kind == "subscript" and cursor.here.text in ("inf", "oo"):
        return tree.Constant(cursor.advance().span, "inf")
    return subscript(cursor)
