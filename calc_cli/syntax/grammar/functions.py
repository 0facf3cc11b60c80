"""Functions and their arguments: sin(x), sin 2x, sin^2 x, sin^-1 x, log_2 x, piecewise((value, condition), ...).

Without a bracket a function takes the product that follows, up to the next function, a sign, or a bracket after a
variable: sin 2x cos x is sin(2x)·cos(x), cos x(x + 1) is cos(x)·(x + 1), and sin x e^x is sin(x)·e^x. The sign of a
root ends at a blank: √2 x is √2·x.
"""

import re

from calc_cli.functions import BY_NAME
from calc_cli.syntax import ambiguity
from calc_cli.syntax.grammar.arithmetic import any_exponent, product_of, raised, subscript, with_sign
from calc_cli.syntax.grammar.conditions import arguments, condition, separated, value
from calc_cli.syntax.grammar.cursor import Cursor
from calc_cli.syntax.grammar.derivatives import primed_call, primes
from calc_cli.syntax.grammar.operands import is_minus_one
from calc_cli.syntax.indexed import OVER_A_NAME, written_out
from calc_cli.syntax.tokens import Note, Token
from calc_cli.syntax.tree import Call, Cases, Constant, Name, Node, Number, Power, Truth

_DECIMAL_COMMA = re.compile(r"\d,\d")
_INVERTIBLE = frozenset(name for name in BY_NAME if "a" + name in BY_NAME)


def function(cursor: Cursor) -> Node:
    """Read a known function with its exponent, subscript and arguments."""
    token = cursor.advance()
    name = token.text
    if name == "piecewise":
        return _piecewise(cursor, token)
    if name == "sqrt" and cursor.here.kind == "[" and cursor.behind_bracket().kind in ("(", "{"):
        node = _root(cursor, token, cursor.rules.operands["["](cursor))
        cursor.note(ambiguity.of_root(cursor.text, node))
        return node
    base = subscript(cursor) if name == "log" else None
    order = primes(cursor)
    power = any_exponent(cursor) if cursor.here.kind in ("superscript", "^") else None
    if name == "log" and base is None:
        base = subscript(cursor)
    if power is not None and is_minus_one(power):
        name, power = _inverse(cursor, token), None
    inside = _range_arguments(cursor) if name in OVER_A_NAME else function_arguments(cursor, token)
    call = checked(cursor, Call((token.start, cursor.end), name, inside if base is None else (*inside, base)))
    if order and isinstance(call, Call):
        return primed_call(cursor, call, order)
    return call if power is None else Power(call.span, call, power)


def root(cursor: Cursor) -> Node:
    """Read ∜x or ³√x."""
    sign = cursor.here
    degree = raised(cursor)
    cursor.accept("function")
    return _root(cursor, sign, degree)


def _root(cursor: Cursor, sign: Token, degree: Node) -> Call:
    inside = function_arguments(cursor, sign)
    return Call((sign.start, cursor.end), "root", (*inside, degree))


def _inverse(cursor: Cursor, token: Token) -> str:
    if token.text not in _INVERTIBLE:
        message = f"'{token.text}^-1' could mean the inverse function or a reciprocal"
        cursor.fail(message, token.span, f"write 1/{token.text}(x)")
    return "a" + token.text


def function_arguments(cursor: Cursor, function: Token) -> tuple[Node, ...]:
    """Read what `function` is applied to."""
    if cursor.here.kind in ("(", "[") or (cursor.here.kind == "{" and cursor.is_at_list()):
        return arguments(cursor)
    if cursor.here.kind in ("{", "|"):
        return (cursor.numeric(cursor.rules.operands[cursor.here.kind](cursor)),)
    with cursor.nested(function):
        return (_bare_argument(cursor, function),)


def _bare_argument(cursor: Cursor, function: Token) -> Node:
    """Read the product that follows a function without a bracket."""
    if cursor.here.kind in ("+", "-") and not cursor.tokens[cursor.position + 1].spaced:
        return with_sign(cursor, lambda cursor: _bare_argument(cursor, function))
    factors = [cursor.rules.power(cursor)]
    while cursor.is_at_operand() and cursor.here.kind != "function":
        if isinstance(factors[-1], Call) and cursor.text[factors[-1].span[0]] not in ambiguity.ROOTS:
            break
        is_exponential = cursor.here.text == "e" and cursor.tokens[cursor.position + 1].kind in ("^", "superscript")
        is_next = is_exponential or cursor.here.kind in ("(", "[", "{", "|")
        is_root_alone = cursor.text[function.start] in ambiguity.ROOTS and cursor.here.spaced  # √2 x
        if is_root_alone or (is_next and not isinstance(factors[-1], Number | Constant)):
            break
        factors.append(cursor.rules.power(cursor))
    argument = product_of(factors)
    cursor.note(ambiguity.of_argument(cursor.text, function, argument, factors))
    return argument


def _range_arguments(cursor: Cursor) -> tuple[Node, ...]:
    """Read what is summed and its range: sum(i^2, i, 1, n), or sum(i^2, (i, 1, n)) as SymPy writes it."""
    if cursor.here.kind != "(":
        cursor.fail_expecting("'(' and what is summed")
    with cursor.brackets():
        body = value(cursor)
        cursor.expect(",", "',' and the index")
        if cursor.here.kind == "(":
            return (body, *arguments(cursor))
        bounds = separated(cursor, value)
    return (body, *bounds)


def _piecewise(cursor: Cursor, token: Token) -> Node:
    """Read the branches of piecewise((value, condition), ..., value otherwise)."""
    if cursor.here.kind != "(":
        cursor.fail_expecting("'(' and pairs (value, condition)")
    with cursor.brackets():
        branches = separated(cursor, _branch)
    return Cases((token.start, cursor.end), tuple(branches))


def _branch(cursor: Cursor) -> tuple[Node, Node]:
    if not (cursor.here.kind == "(" and cursor.is_at_list()):
        otherwise = value(cursor)
        return otherwise, Truth(otherwise.span, True)
    with cursor.brackets():
        result = value(cursor)
        cursor.expect(",", "',' and a condition")
        holds = condition(cursor)
    return result, holds


def checked(cursor: Cursor, call: Call) -> Node:
    """Refuse a call with too few or too many arguments; write a sum of indexed names out."""
    name, count = call.function, len(call.arguments)
    least, most = BY_NAME[name].arity
    if count < least or (most is not None and count > most):
        wanted = f"{least}" if least == most else f"at least {least}" if most is None else f"{least} or {most}"
        plural = "" if wanted == "1" else "s"
        hint = "a decimal point is '.'" if _DECIMAL_COMMA.search(cursor.typed(*call.span)) else None
        cursor.fail(f"{name} takes {wanted} argument{plural}, not {count}", call.span, hint)
    if name in OVER_A_NAME and not isinstance(call.arguments[1], Name):
        what = "an integral is taken in" if name == "integral" else f"{name} counts with"
        cursor.fail(f"expected a name that {what}", call.arguments[1].span)
    written, indexed = written_out(call, cursor.names)
    if indexed is not None:
        typed, index = cursor.typed(*indexed.span), cursor.typed(*call.arguments[1].span)
        cursor.note([Note(f"{typed} is read as one name, the same for every {index}", indexed.span)])
    return written
