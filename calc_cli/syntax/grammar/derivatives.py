r"""Derivatives still to be taken: (x^2 + 1)', d/dx x^2, D_x x^2, d(x^2)/dx, \frac{d(x^2)}{dx}, sin'(x)."""

from calc_cli.syntax.elsewhere import DIFFERENTIAL
from calc_cli.syntax.grammar.cursor import Cursor, Rule
from calc_cli.syntax.tokens import Note
from calc_cli.syntax.tree import Call, DerivativeOf, Name, Node, Number, Product, names_in

_ENDS = ("end", "+", "-", "=", ",", ")", "]")
"""What ends a product that may be differentiated."""


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
    names = names_in(node)
    if len(names) != 1 and "x" not in names:
        cursor.fail("in which variable is this derivative?", node.span, "write d/dt (…) for that in t")
    return names.pop() if len(names) == 1 else "x"


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
    r"""Read d(x^2)/dx, d^2(x^4)/dx^2, or what follows in \frac{d \sin x}{dx}, if that comes next.

    The kinds of token `before` it have been looked at, `over` stand between its parts.
    """
    outside, start = cursor.position, cursor.here.start
    cursor.move_to(outside + len(before))
    derivative = _over_differential(cursor, start, over) if _accept_d(cursor) else None
    if derivative is None:
        cursor.move_to(outside)
    return derivative


def _accept_d(cursor: Cursor) -> bool:
    r"""Go behind a d or ∂ that comes next; the x of \mathrm{d}x^2 stays."""
    if cursor.here.kind == "differential" and cursor.next_is("^", "superscript"):
        name = cursor.here._replace(kind="name")
        cursor.split_here(name._replace(text="d"), name)
    return cursor.accept("∂") is not None or (cursor.here.text == "d" and cursor.accept("name") is not None)


def _over_differential(cursor: Cursor, start: int, over: tuple[str, ...]) -> DerivativeOf | None:
    order, first = _order_behind(cursor), cursor.position
    bar = first
    while cursor.tokens[bar].kind not in _ENDS and not (bar > first and cursor.tokens[bar].kind == over[0]):
        bar = cursor.ahead().closing.get(bar, bar) + 1
    variable = bar + len(over)
    kinds = [token.kind for token in cursor.tokens[bar : variable + 1]]
    if bar == first or kinds != [*over, "differential"]:
        return None
    factors = []
    while cursor.position < bar:
        factors.append(cursor.numeric(cursor.rules.power(cursor)))
        cursor.accept("*")
    operand = factors[0] if len(factors) == 1 else Product((factors[0].span[0], factors[-1].span[1]), tuple(factors))
    cursor.move_to(variable)
    name = cursor.advance().text
    is_other = isinstance(operand, Name) and operand.name != name and not cursor.in_working  # dy/dx of no known y
    if is_other or cursor.position != variable + 1 or _order_behind(cursor) != order:
        return None
    return DerivativeOf((start, cursor.end), operand, name, order)


def _order_behind(cursor: Cursor) -> int:
    """Read ^2, ^{2} or ², the order of a derivative; 1 if there is none."""
    if cursor.here.kind == "superscript" and cursor.here.text.isdigit():
        return int(cursor.advance().text)
    if cursor.here.kind != "^":
        return 1
    braced = cursor.next_is("{")
    at = cursor.position + 1 + braced
    if cursor.tokens[at].kind != "number" or not cursor.tokens[at].text.isdigit():
        return 1
    cursor.move_to(at + 1 + braced)
    return int(cursor.tokens[at].text)


def differential(cursor: Cursor) -> Node:
    """Read a differential within an integral, as in ∫ dx/x, or ∂(x^2)/∂x; no other was ever meant as a factor."""
    if cursor.here.kind == "differential" and cursor.integral is not None and cursor.integral.variable is None:
        token = cursor.advance()
        cursor.integral.variable = token.text
        return Number(token.span, "1")
    derivative = quotient_of_differentials(cursor, (), ("/",))
    if derivative is not None:
        return derivative
    typed = cursor.typed(*cursor.here.span)
    return cursor.fail(f"'{typed}' is {DIFFERENTIAL.what}, not a product", cursor.here.span, DIFFERENTIAL.instead)
