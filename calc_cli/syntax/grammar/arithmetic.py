"""Sums, products and powers, the middle of the grammar.

    sum         = ["+" | "-"] product {("+" | "-") product}
    product     = signed {("*" | "/" | nothing) signed}
    signed      = {"+" | "-"} power
    power       = postfix [("^" signed) | superscript]
    postfix     = operand {"!" | "'"}

An implicit product ("nothing") binds like "*": 1/2x is (1/2)·x, and a note says so.
"""

from collections.abc import Callable

from calc_cli.syntax import ambiguity
from calc_cli.syntax.grammar.cursor import CONDITIONS, Cursor, Rule
from calc_cli.syntax.grammar.derivatives import primed
from calc_cli.syntax.names import CONSTANTS
from calc_cli.syntax.tokens import tokenize
from calc_cli.syntax.tree import Call, Constant, Divisor, Name, Negative, Node, Number, Power, Product, Sum


def sum_of_terms(cursor: Cursor, is_over: Callable[[], bool] = lambda: False) -> Node:
    """Read terms with signs between them, until `is_over` says after one that it was the last."""
    first = cursor.rules.product(cursor)
    if cursor.here.kind not in ("+", "-") or is_over():
        return first
    terms = [cursor.numeric(first)]
    while cursor.here.kind in ("+", "-") and not is_over():
        sign = cursor.advance()
        term = cursor.numeric(cursor.rules.product(cursor))
        terms.append(Negative((sign.start, term.span[1]), term) if sign.kind == "-" else term)
    return Sum((first.span[0], terms[-1].span[1]), tuple(terms))


def with_sign(cursor: Cursor, rule: Rule) -> Node:
    """Read a sign, and by `rule` what it stands before."""
    sign = cursor.advance()
    with cursor.nested(sign):
        operand = cursor.numeric(rule(cursor))
    return Negative((sign.start, operand.span[1]), operand) if sign.kind == "-" else operand


def product(cursor: Cursor) -> Node:
    """Read factors with the signs of products and quotients between them, or none."""
    if cursor.here.kind in ("+", "-"):
        return with_sign(cursor, product)
    first = power(cursor)
    if isinstance(first, CONDITIONS) and cursor.here.kind == "|":
        return first
    if cursor.here.kind not in ("*", "/") and not cursor.is_at_operand():
        return first
    factors = [cursor.numeric(first)]
    while True:
        operator = cursor.accept("*", "/")
        if operator is None and not cursor.is_at_operand():
            return product_of(factors)
        factor = cursor.numeric(signed(cursor))
        if operator is None:
            cursor.note(ambiguity.of_product(cursor.text, factors, factor))
        elif operator.kind == "/":
            cursor.note(ambiguity.of_quotient(cursor.text, factors[-1], factor))
            factor = Divisor((operator.start, factor.span[1]), factor)
        factors.append(factor)


def product_of(factors: list[Node]) -> Node:
    """Return the product of `factors`, or the only one."""
    if len(factors) == 1:
        return factors[0]
    return Product((factors[0].span[0], factors[-1].span[1]), tuple(factors))


def signed(cursor: Cursor) -> Node:
    """Read a factor that may have signs before it: 2*-3."""
    return with_sign(cursor, signed) if cursor.here.kind in ("+", "-") else cursor.rules.power(cursor)


def power(cursor: Cursor) -> Node:
    """Read an operand and its exponents."""
    base = postfix(cursor)
    depth = cursor.depth
    while cursor.here.kind == "superscript":
        depth = cursor.deeper(depth, cursor.here)
        base = raised_to(cursor, base, raised(cursor))
    if cursor.here.kind != "^":
        return base
    raised_by = exponent(cursor)
    cursor.note(ambiguity.of_power(cursor.text, base, raised_by))
    return raised_to(cursor, base, raised_by)


def raised_to(cursor: Cursor, base: Node, exponent: Node) -> Power:
    """Return the power, refusing a condition as its base."""
    return Power((base.span[0], exponent.span[1]), cursor.numeric(base), exponent)


def exponent(cursor: Cursor) -> Node:
    """Read '^' and the exponent."""
    with cursor.nested(cursor.advance()):
        return cursor.numeric(signed(cursor))


def raised(cursor: Cursor) -> Node:
    """Read superscripts, as an expression of their own."""
    token = cursor.advance()
    if token.text.isdigit():
        return Number(token.span, token.text)
    tokens, notes = tokenize(token.text, cursor.names)
    shifted = [part._replace(start=part.start + token.start, end=part.end + token.start) for part in tokens]
    inner = Cursor(cursor.text, shifted, notes, cursor.names, cursor.rules)
    tree = sum_of_terms(inner)
    inner.expect_end()
    return tree


def any_exponent(cursor: Cursor) -> Node:
    """Read an exponent in either writing, ^2 or ²."""
    return raised(cursor) if cursor.here.kind == "superscript" else exponent(cursor)


def subscript(cursor: Cursor) -> Node | None:
    """Read _2, _b, _{b + 1} or ₂, if that comes next."""
    token = cursor.accept("subscript")
    if token is None:
        return cursor.numeric(operand(cursor)) if cursor.accept("_") else None
    if token.text[0].isdigit():
        return Number(token.span, token.text)
    if token.text in CONSTANTS:
        return Constant(token.span, CONSTANTS[token.text])
    return Name(token.span, cursor.names.spell(token.text))


def postfix(cursor: Cursor) -> Node:
    """Read an operand and the factorials and primes behind it."""
    node = operand(cursor)
    depth = cursor.depth
    while cursor.here.kind in ("!", "'"):
        depth = cursor.deeper(depth, cursor.here)
        if cursor.here.kind == "'":
            node = primed(cursor, node)
            continue
        mark = cursor.advance()
        if cursor.here.kind == "!" and cursor.here.start == mark.end:
            cursor.fail("the double factorial is not known", cursor.here.span, "for the factorial twice write (x!)!")
        node = Call((node.span[0], mark.end), "factorial", (cursor.numeric(node),))
    return node


def operand(cursor: Cursor) -> Node:
    """Read an operand by the rule for its first token."""
    rule = cursor.rules.operands.get(cursor.here.kind)
    return rule(cursor) if rule is not None else cursor.fail_expecting("a number, a name or '('")
