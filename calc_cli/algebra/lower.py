"""From the parser's tree to SymPy, evaluated or as typed. The only place where text becomes algebra.

Nothing here hands text to SymPy: names become symbols, calls become the functions of the table.
"""

import sys
from collections.abc import Callable, Sequence
from math import lgamma, log

import sympy as sp
from sympy.core.evalf import PrecisionExhausted

from calc_cli.algebra.absolute import absolute
from calc_cli.algebra.functions import OWN, RENAMED, abstract, symbol
from calc_cli.algebra.linear import add, times
from calc_cli.algebra.power import MOST_BITS, power, too_long
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.syntax.tree import (
    Apply,
    Call,
    Cases,
    Comparison,
    Constant,
    Inverse,
    Logical,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Truth,
    Vector,
)

MOST_WRITTEN_OUT = 1_000
"""A sum or product over more values than this stays a Sum or a Product."""

sys.set_int_max_str_digits(400_000)  # room for numbers of MOST_BITS bits; Python's own limit is 4,300 digits

_CONSTANTS = {"pi": sp.pi, "e": sp.E, "inf": sp.oo, "EulerGamma": sp.EulerGamma, "Catalan": sp.Catalan}
_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


def lower(node: Node) -> sp.Expr:
    """Return the SymPy expression of `node`, with SymPy's automatic evaluation: x*x becomes x**2.

    Raises UndefinedError for a division by zero and UnsupportedError for a number past the limit, with spans.
    """
    return _Lowering().of(node)


def lower_as_typed(node: Node) -> sp.Expr:
    """Return the SymPy expression of `node` as it was written, unevaluated: x*x stays a product."""
    return _AsTyped().of(node)


class _Lowering:
    """One method a kind of node, of the same name in lower case."""

    def __init__(self) -> None:
        self.bound: dict[str, sp.Integer] = {}

    def of(self, node: Node) -> sp.Expr:
        try:
            return getattr(self, type(node).__name__.lower())(node)
        except (UndefinedError, UnsupportedError) as error:
            error.span = error.span or node.span
            raise

    def number(self, node: Number) -> sp.Expr:
        if node.text.isdigit():
            return sp.Integer(int(node.text))
        _, _, exponent = node.text.lower().partition("e")
        if abs(int(exponent or 0)) * log(10, 2) > MOST_BITS:
            raise too_long(node.text, int(abs(int(exponent)) * log(10, 2)))
        return sp.Rational(node.text)

    def constant(self, node: Constant) -> sp.Expr:
        return _CONSTANTS[node.name]

    def name(self, node: Name) -> sp.Expr:
        return self.bound[node.name] if node.name in self.bound else symbol(node.name)

    def sum(self, node: Sum) -> sp.Expr:
        return self.add([self.of(term) for term in node.terms])

    def negative(self, node: Negative) -> sp.Expr:
        return -self.of(node.operand)

    def product(self, node: Product) -> sp.Expr:
        return self.multiply([self.of(factor) for factor in node.factors])

    def inverse(self, node: Inverse) -> sp.Expr:
        divisor = self.of(node.operand)
        if divisor.is_zero:
            raise UndefinedError("division by zero", span=node.operand.span)
        return self.raised(divisor, sp.S.NegativeOne)

    def power(self, node: Power) -> sp.Expr:
        base, exponent = self.of(node.base), self.of(node.exponent)
        if base.is_zero and (exponent.is_zero or exponent.is_negative):
            raise UndefinedError("0^0 is not defined" if exponent.is_zero else "division by zero")
        return self.raised(base, exponent)

    def call(self, node: Call) -> sp.Expr:
        if node.function in ("sum", "prod"):
            return self.repeated(node)
        special = _SPECIAL.get(node.function)
        arguments = [self.of(argument) for argument in node.arguments]
        if special is not None:
            return special(self, arguments)
        return self.function(
            RENAMED.get(node.function) or OWN.get(node.function) or getattr(sp, node.function), arguments
        )

    def function(self, function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
        try:
            value = absolute(*arguments) if function is sp.Abs else function(*arguments)
        except PrecisionExhausted as error:
            raise UnsupportedError("this number cannot be told from an integer") from error
        except (ValueError, TypeError) as error:  # Max and Min say so of a number that is not real
            raise UndefinedError("this is not a real number") from error
        if isinstance(value, sp.AccumBounds) or (value.is_Atom and (value.is_infinite or value is sp.nan)):
            raise UndefinedError("this is not a real number")
        return value

    def apply(self, node: Apply) -> sp.Expr:
        return abstract(node.function, node.primes)(*map(self.of, node.arguments))

    def vector(self, node: Vector) -> sp.Tuple:
        return sp.Tuple(*map(self.of, node.items))

    def cases(self, node: Cases) -> sp.Expr:
        return sp.Piecewise(*((self.branch(value), self.of(condition)) for value, condition in node.branches))

    def branch(self, value: Node) -> sp.Expr:
        """A case that is nowhere defined leaves the others as they are."""
        try:
            lowered = self.of(value)
        except UndefinedError:
            return sp.nan
        return sp.nan if lowered.has(sp.I) else lowered

    def comparison(self, node: Comparison) -> sp.Basic:
        operands = [self.of(operand) for operand in node.operands]
        pairs = zip(node.operators, operands, operands[1:], strict=False)
        try:
            relations = sp.And(*(_RELATIONS[operator](a, b) for operator, a, b in pairs))
        except TypeError as error:  # SymPy says so of a number that is not real
            raise UndefinedError("this compares what is not a real number") from error
        return _without_cases(relations) if relations.has(sp.Piecewise) else relations

    def logical(self, node: Logical) -> sp.Basic:
        return {"and": sp.And, "or": sp.Or, "not": sp.Not}[node.operator](*map(self.of, node.operands))

    def truth(self, node: Truth) -> sp.Basic:
        return sp.true if node.value else sp.false

    # Functions that are rewritten into others

    def raised(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        return power(base, exponent)

    def root(self, radicand: sp.Expr, degree: sp.Expr) -> sp.Expr:
        if degree.is_zero:
            raise UndefinedError("there is no root of degree 0")
        return self.raised(radicand, 1 / degree)

    def multiply(self, factors: Sequence[sp.Expr]) -> sp.Expr:
        if len(factors) == 2 and factors[0].is_Rational:
            return times(*factors)
        return sp.Mul(*factors)

    def add(self, terms: Sequence[sp.Expr]) -> sp.Expr:
        return add(terms)

    def repeated(self, node: Call) -> sp.Expr:
        """A sum or a product over an index, written out if it is short."""
        body, index, *bounds = node.arguments
        first, last = map(self.of, bounds)
        if not (first.is_Integer and last.is_Integer and last - first < MOST_WRITTEN_OUT):
            return self.kept(node)
        assert isinstance(index, Name)  # the parser sees to it
        outside = self.bound.get(index.name)
        values = []
        for i in range(int(first), int(last) + 1):
            self.bound[index.name] = sp.Integer(i)
            values.append(self.of(body))
        self.bound.pop(index.name, None)
        if outside is not None:
            self.bound[index.name] = outside
        return self.add(values) if node.function == "sum" else self.multiply(values)

    def kept(self, node: Call) -> sp.Expr:
        """A sum or a product as SymPy's Sum or Product."""
        body, index, first, last = map(self.of, node.arguments)
        return (sp.Sum if node.function == "sum" else sp.Product)(body, (index, first, last))


class _AsTyped(_Lowering):
    """The same with nothing evaluated."""

    def negative(self, node: Negative) -> sp.Expr:
        operand = self.of(node.operand)
        return -operand if operand.is_Rational else sp.Mul(-1, operand, evaluate=False)

    def function(self, function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
        return function(*arguments, evaluate=False)

    def cases(self, node: Cases) -> sp.Expr:
        pairs = ((self.of(value), self.of(condition)) for value, condition in node.branches)
        return sp.Piecewise(*pairs, evaluate=False)

    def comparison(self, node: Comparison) -> sp.Basic:
        operands = [self.of(operand) for operand in node.operands]
        relations = [
            _RELATIONS[o](a, b, evaluate=False) for o, a, b in zip(node.operators, operands, operands[1:], strict=False)
        ]
        return relations[0] if len(relations) == 1 else sp.And(*relations, evaluate=False)

    def raised(self, base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
        if base is sp.E:
            return sp.exp(exponent, evaluate=False)
        return sp.Pow(base, exponent, evaluate=False)

    def multiply(self, factors: Sequence[sp.Expr]) -> sp.Expr:
        return sp.Mul(*factors, evaluate=False)

    def add(self, terms: Sequence[sp.Expr]) -> sp.Expr:
        return sp.Add(*terms, evaluate=False)

    def repeated(self, node: Call) -> sp.Expr:
        return self.kept(node)


def _without_cases(condition: sp.Basic) -> sp.Basic:
    """Write a comparison with cases by and, or, not: SymPy makes an ITE of it, which nothing else knows."""
    folded = sp.piecewise_fold(condition).rewrite(sp.ITE)
    return folded.replace(sp.ITE, lambda p, q, r: (p & q) | (sp.Not(p) & r))


def _logarithm(lowering: _Lowering, arguments: Sequence[sp.Expr]) -> sp.Expr:
    argument = lowering.function(sp.log, arguments[:1])
    if not arguments[1:]:
        return argument
    base = lowering.function(sp.log, arguments[1:])
    if base.is_zero:
        raise UndefinedError("there is no logarithm to base 1")
    if all(number.is_Rational for number in arguments):
        return sp.log(*arguments)  # log(8, 2) is 3
    return lowering.multiply([argument, lowering.raised(base, sp.S.NegativeOne)])


def _logarithm_to(base: int) -> Callable[[_Lowering, Sequence[sp.Expr]], sp.Expr]:
    return lambda lowering, arguments: _logarithm(lowering, [arguments[0], sp.Integer(base)])


def _factorial(lowering: _Lowering, arguments: Sequence[sp.Expr], offset: int = 1) -> sp.Expr:
    (number,) = arguments
    if number.is_Integer and number > 20 and (bits := lgamma(min(int(number), 10**300) + offset) / log(2)) > MOST_BITS:
        raise too_long(f"{number}!" if number < 10**20 else "this factorial", int(bits))
    return lowering.function(sp.factorial if offset else sp.gamma, arguments)


def _hypotenuse(lowering: _Lowering, arguments: Sequence[sp.Expr]) -> sp.Expr:
    squares = [lowering.raised(side, sp.Integer(2)) for side in arguments]
    return lowering.root(lowering.add(squares), sp.Integer(2))


_SPECIAL: dict[str, Callable[[_Lowering, Sequence[sp.Expr]], sp.Expr]] = {
    "log": _logarithm,
    "log2": _logarithm_to(2),
    "log10": _logarithm_to(10),
    "sqrt": lambda lowering, arguments: lowering.root(arguments[0], sp.Integer(2)),
    "cbrt": lambda lowering, arguments: lowering.root(arguments[0], sp.Integer(3)),
    "root": lambda lowering, arguments: lowering.root(*arguments),
    "hypot": _hypotenuse,
    "factorial": _factorial,
    "gamma": lambda lowering, arguments: _factorial(lowering, arguments, 0),
    "digamma": lambda lowering, arguments: lowering.function(sp.polygamma, [sp.S.Zero, *arguments]),
}
