"""Derivatives of functions of entries, from their records, for a number, vector or matrix."""

from fractions import Fraction
from functools import cache

from calc_cli.calculus.matrix import arithmetic as m
from calc_cli.calculus.matrix.expression import SCALAR, Expr, Irrational
from calc_cli.calculus.matrix.operations import apply
from calc_cli.errors import UnsupportedError
from calc_cli.functions import BY_NAME
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Call, Divisor, Name, Negative, Node, Number, Power, Product, Sum
from calc_cli.syntax.tree import Constant as Letter


def derivative_of_entries(function: str, u: Expr) -> Expr:
    """Return the derivative of the known `function`, at every entry of `u`.

    Raises UnsupportedError if its record has no formula, or one that is no function of entries.
    """
    record = BY_NAME[function]
    texts = record.derivative[:1] if record.arity[0] == 1 else ()
    text = record.entry_derivative or (texts[0] if texts else "")
    if not text:
        raise UnsupportedError(f"calc has no rule for the derivative of {function} in matrix expressions")
    return at_entries(text, u)


def at_entries(formula: str, u: Expr) -> Expr:
    """Return a formula in u at every entry of `u`. Raises UnsupportedError if it has cases or other functions."""
    return _at(_tree(formula), u)


def derivative_of_power(base: Expr, exponent: Expr) -> Expr:
    """Return the derivative of the power of every entry in that entry."""
    return m.multiply(exponent, m.power(base, m.add(exponent, m.MINUS_ONE)))


def derivative_of_norm(e: Expr) -> Expr:
    """Return the gradient of a p-norm in its operand, in the operand's shape."""
    operand, p = e.args
    if p == m.number(2):
        return m.multiply(m.power(e, m.MINUS_ONE), operand)
    entries = m.hadamard(m.power(apply("abs", operand), m.add(p, m.MINUS_ONE)), apply("sign", operand))
    return m.multiply(m.power(e, m.add(m.ONE, m.negative(p))), entries)


@cache
def _tree(formula: str) -> Node:
    return parse(formula).tree


def _at(node: Node, u: Expr) -> Expr:
    match node:
        case Name():
            return u
        case Number():
            return m.multiply(m.number(Fraction(node.text)), m.ones(u.shape))
        case Letter():
            return m.multiply(Irrational(SCALAR, (), node.name), m.ones(u.shape))
        case Negative():
            return m.multiply(m.MINUS_ONE, _at(node.operand, u))
        case Divisor():
            return m.power(_at(node.operand, u), m.MINUS_ONE)
        case Sum():
            return m.add(*[_at(term, u) for term in node.terms])
        case Product():
            return m.hadamard(*[_at(factor, u) for factor in node.factors])
        case Power() if isinstance(node.exponent, Number):
            return m.power(_at(node.base, u), m.number(Fraction(node.exponent.text)))
        case Call():
            return _call(node, u)
    raise UnsupportedError("calc has no rule for this derivative in matrix expressions")


def _call(node: Call, u: Expr) -> Expr:
    first, *others = node.arguments
    if not others:
        return apply(node.function, _at(first, u))
    if node.function == "polygamma" and isinstance(first, Number) and first.text == "0":
        return apply("digamma", _at(others[0], u))
    raise UnsupportedError(f"calc has no rule for {node.function} in matrix expressions")
