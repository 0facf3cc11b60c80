r"""LaTeX structures: \frac, \sqrt, \sum, \prod, cases and matrices. Other commands are tokens like any."""

from collections.abc import Callable
from typing import TypeVar

from calc_cli.syntax.grammar.arithmetic import any_exponent, exponent, operand, subscript, sum_of_terms
from calc_cli.syntax.grammar.conditions import condition, value
from calc_cli.syntax.grammar.cursor import Cursor, OpenIntegral
from calc_cli.syntax.grammar.derivatives import quotient_of_differentials
from calc_cli.syntax.grammar.functions import checked
from calc_cli.syntax.grammar.operands import bracket
from calc_cli.syntax.tokens import Token
from calc_cli.syntax.tree import Call, Cases, Divisor, Name, Node, Product, Truth, Vector, with_span

T = TypeVar("T")

_MATRICES = ("matrix", "bmatrix", "pmatrix")


def structure(cursor: Cursor) -> Node:
    r"""Read what follows \frac, \binom, \sqrt, \sum, \prod or \int."""
    token = cursor.advance()
    if token.text == "frac":
        derivative = quotient_of_differentials(cursor, ("{",), ("}", "{")) if cursor.here.kind == "{" else None
        if derivative is not None:
            cursor.expect("}", "'}'")
            return with_span(derivative, (token.start, cursor.end))
        numerator = _argument(cursor)
        divisor = _argument(cursor)
        return Product((token.start, cursor.end), (numerator, Divisor(divisor.span, divisor)))
    if token.text == "binomial":
        return checked(cursor, Call((token.start, cursor.end), token.text, (_argument(cursor), _argument(cursor))))
    if token.text == "root":
        degree = _degree(cursor)
        radicand = _argument(cursor)
        span = (token.start, cursor.end)
        return Call(span, "sqrt", (radicand,)) if degree is None else Call(span, "root", (radicand, degree))
    if token.text == "int":
        return integral(cursor, token)
    return _big_operator(cursor, token)


def _argument(cursor: Cursor) -> Node:
    r"""Read a group in braces, or a single sign as in \frac12."""
    if cursor.here.kind == "{":
        return cursor.numeric(bracket(cursor))
    here = cursor.here
    typed = cursor.typed(*here.span)
    if here.kind in ("number", "name") and typed[:1].isalnum() and typed[1:].isdigit():
        first = here._replace(text=typed[0], end=here.start + 1)
        rest = here._replace(kind="number", text=typed[1:], start=here.start + 1, spaced=False)
        cursor.split_here(first, rest)
    return cursor.numeric(operand(cursor))


def _degree(cursor: Cursor) -> Node | None:
    r"""Read the degree of a root, \sqrt[3], if there is one."""
    if cursor.here.kind != "[":
        return None
    with cursor.brackets():
        return value(cursor)


def _big_operator(cursor: Cursor, token: Token) -> Node:
    r"""Read \sum_{i=1}^{n} x^i: the product that follows is summed."""
    bounds = cursor.here
    last = exponent(cursor) if cursor.here.kind == "^" else None
    if not (cursor.accept("_") and cursor.here.kind in ("{", "(")):
        cursor.fail(f"expected the range of {token.text}, as in \\{token.text}_{{i=1}}^{{n}}", bounds.span)
    with cursor.brackets():
        index = sum_of_terms(cursor)
        cursor.expect("=", "'='")
        first = cursor.numeric(sum_of_terms(cursor))
    if last is None and cursor.here.kind != "^":
        cursor.fail_expecting("'^' and where it ends")
    last = last or exponent(cursor)
    body = cursor.numeric(cursor.rules.product(cursor))
    return checked(cursor, Call((token.start, body.span[1]), token.text, (body, index, first, last)))


def integral(cursor: Cursor, token: Token) -> Node:
    r"""Read \int_a^b f dx, \int f dx, or \int \frac{dx}{x}: the sum that follows, up to its dx."""
    bounds = _bounds(cursor)
    outside, cursor.integral = cursor.integral, OpenIntegral(_end_of_integral(cursor))
    opened = cursor.integral
    body = sum_of_terms(cursor, lambda: opened.variable is not None)
    if cursor.integral.variable is None:
        end = cursor.here
        cursor.integral.variable = cursor.expect("differential", "the end of the integral, as dx").text
        span = (token.start, end.end)
    else:
        span = (token.start, body.span[1])
    variable, cursor.integral = cursor.integral.variable, outside
    return Call(span, "integral", (cursor.numeric(body), Name(span, variable), *bounds))


def _end_of_integral(cursor: Cursor) -> int | None:
    """Return where the dx of the integral stands that begins here, unless it is divided, as in x dx/(1 + x^2)."""
    within, position = 0, cursor.position
    closing = cursor.ahead().closing
    while (token := cursor.tokens[position]).kind not in ("end", ")", "]", "}", ","):
        if token.kind == "differential":
            if not within:
                return None if cursor.tokens[position + 1].kind == "/" else position
            within -= 1
        within += token.kind == "command" and token.text == "int"
        position = closing.get(position, position) + 1
    return None


def _bounds(cursor: Cursor) -> tuple[Node, ...]:
    """Read _a^b or ^b_a, if there are bounds."""
    low = high = None
    while cursor.here.kind in ("_", "subscript", "^", "superscript"):
        if cursor.here.kind in ("^", "superscript"):
            high = any_exponent(cursor)
        else:
            low = subscript(cursor)
    if low is None and high is None:
        return ()
    if low is None or high is None:
        cursor.fail("an integral has two bounds", cursor.here.span, "for example \\int_0^1 x^2 dx")
    return low, high


def environment(cursor: Cursor) -> Node:
    r"""Read what stands between \begin and \end."""
    token = cursor.advance()
    if token.text in _MATRICES:
        rows = _lines(cursor, token, _row)
        return _matrix((token.start, cursor.end), rows)
    if token.text != "cases":
        cursor.fail(f"the environment '{token.text}' is not known", token.span)
    branches = _lines(cursor, token, _branch)
    return Cases((token.start, cursor.end), tuple(branches))


def _lines(cursor: Cursor, token: Token, line: Callable[[Cursor], T]) -> list[T]:
    r"""Read the rest of \begin{...} line \\\\ line ... \end{...}, each line by `line`."""
    lines: list[T] = []
    with cursor.nested(token):
        while cursor.here.kind not in ("finish", "end"):
            lines.append(line(cursor))
            if not cursor.accept("\\\\"):
                break
    if not cursor.accept("finish"):
        cursor.fail(f"this '\\begin{{{token.text}}}' is never closed", token.span)
    return lines or cursor.fail(f"there is nothing in this '{token.text}'", token.span)


def _branch(cursor: Cursor) -> tuple[Node, Node]:
    """Read value & condition."""
    result = cursor.numeric(sum_of_terms(cursor))
    while cursor.accept("&", ","):
        pass
    return result, _condition(cursor, result)


def _row(cursor: Cursor) -> tuple[Node, ...]:
    """Read a & b & c."""
    row = [cursor.numeric(sum_of_terms(cursor))]
    while cursor.accept("&"):
        row.append(cursor.numeric(sum_of_terms(cursor)))
    return tuple(row)


def _matrix(span: tuple[int, int], rows: list[tuple[Node, ...]]) -> Vector:
    """Return a vector of rows; of one column, a vector of its entries."""
    if all(len(row) == 1 for row in rows):
        return Vector(span, tuple(row[0] for row in rows))
    return Vector(span, tuple(Vector((row[0].span[0], row[-1].span[1]), row) for row in rows))


def _condition(cursor: Cursor, result: Node) -> Node:
    """Read `x < 1`, `if x < 1`, `for x < 1` or `otherwise`."""
    if cursor.is_word("if") or cursor.is_word("for"):
        cursor.advance()
    if cursor.is_word("otherwise") or cursor.is_word("else") or cursor.here.kind in ("\\\\", "finish"):
        cursor.accept("keyword")
        return Truth(result.span, True)
    return condition(cursor)
