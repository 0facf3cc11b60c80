r"""Derivatives still to be taken: (x^2 + 1)', d/dx x^2, D_x x^2, d(x^2)/dx, \frac{d(x^2)}{dx}, sin'(x)."""

from calc_cli.syntax.elsewhere import DIFFERENTIAL
from calc_cli.syntax.grammar.cursor import Cursor, Rule
from calc_cli.syntax.tokens import Note
from calc_cli.syntax.tree import Call, DerivativeOf, Name, Node, Number, parts


def primed(cursor: Cursor, node: Node) -> Node:
    """Read the primes behind `node`, which stands in brackets, so that nobody wonders what they belong to."""
    mark = cursor.here
    is_function = isinstance(node, Name) and node.name in cursor.functions
    if not is_function and cursor.text[cursor.tokens[cursor.position - 1].start] not in ")]}|'":
        cursor.fail("what does this prime belong to?", mark.span, "write it behind a bracket: (sin x)'")
    order = primes(cursor)
    variable = None if cursor.in_working else _variable(cursor, node)
    derivative = DerivativeOf((node.span[0], cursor.end), node, variable, order)
    if variable is not None:
        typed = cursor.typed(*derivative.span)
        cursor.note([Note(f"{typed} is read as the derivative in {variable}", derivative.span)])
    return derivative


def primes(cursor: Cursor) -> int:
    """Read any number of primes and return it."""
    first = cursor.position
    while cursor.accept("'"):
        pass
    return cursor.position - first


def primed_call(cursor: Cursor, call: Call, order: int) -> Node:
    """Return sin'(x), the derivative of `call`, of whose argument nobody can wonder whether it is differentiated."""
    argument = call.arguments[0]
    if len(call.arguments) > 1 or not isinstance(argument, Name):
        hint = f"write ({call.function}(…))', or the derivative's name"
        cursor.fail("is this the derivative of the function at its argument, or of the whole?", call.span, hint)
    return DerivativeOf(call.span, call, argument.name, order)


def _variable(cursor: Cursor, node: Node) -> str:
    """Return the variable in which a prime differentiates: x, or the only one."""
    names = sorted({part.name for part in parts(node) if isinstance(part, Name)})
    if len(names) == 1:
        return names[0]
    if "x" not in names:
        cursor.fail("in which variable is this derivative?", node.span, "write d/dt (…) for that in t")
    return "x"


def operator(cursor: Cursor) -> Node:
    """Read d/dx and what it is of: d/dx (x^2 + 1) of the bracket, d/dx x^2 sin x of the product."""
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
    derivative = DerivativeOf((token.start, operand.span[1]), operand, cursor.names.spell(variable), int(order))
    if cursor.text[token.start] == "D":
        meaning = f"{cursor.typed(*derivative.span)} is read as the derivative in {derivative.variable}, not a product"
        cursor.note([Note(meaning, derivative.span)])
    return derivative


def quotient_of_differentials(cursor: Cursor, before: tuple[str, ...], over: tuple[str, ...]) -> Node | None:
    """Read d(x^2)/dx, with the kinds of token `before` it and `over` between its parts, if that comes next."""
    at, start = cursor.position + len(before), cursor.here.start
    closing = cursor.ahead().closing.get(at + 1)
    if cursor.tokens[at].text != "d" or cursor.tokens[at + 1].kind != "(" or closing is None:
        return None
    if [token.kind for token in cursor.tokens[closing + 1 : closing + 2 + len(over)]] != [*over, "differential"]:
        return None
    cursor.move_to(at + 1)
    operand = cursor.numeric(cursor.rules.operands["("](cursor))
    cursor.move_to(cursor.position + len(over))
    return DerivativeOf((start, cursor.here.end), operand, cursor.advance().text, 1)


def differential(cursor: Cursor) -> Node:
    """Read a differential within an integral, as in ∫ dx/x; refuse any other, which was never meant as a factor."""
    if cursor.integral is not None and cursor.integral.variable is None:
        token = cursor.advance()
        cursor.integral.variable = token.text
        return Number(token.span, "1")
    typed = cursor.typed(*cursor.here.span)
    return cursor.fail(f"'{typed}' is {DIFFERENTIAL.what}, not a product", cursor.here.span, DIFFERENTIAL.instead)
