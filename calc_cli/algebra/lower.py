"""From the parser's tree to SymPy, evaluated or as typed. The only place where text becomes algebra.

Nothing here hands text to SymPy: names become symbols, calls become the functions of the table.
"""

import sys
from collections.abc import Callable, Sequence
from functools import cache
from math import lgamma, log

import sympy as sp
from sympy.core.evalf import PrecisionExhausted

from calc_cli.algebra.absolute import absolute
from calc_cli.algebra.exact import MOST_WRITTEN_OUT, is_closed, rational_form
from calc_cli.algebra.functions import Pending, abstract, symbol, sympy_class
from calc_cli.algebra.linear import add, times
from calc_cli.algebra.power import MOST_BITS, power, real_cases, too_long
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.functions import BY_NAME
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import (
    Apply,
    Call,
    Cases,
    Comparison,
    Constant,
    Derivative,
    Equation,
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

_ENOUGH = 10**30
"""An exponent of ten that is past the limit anyhow, and still a float."""

sys.set_int_max_str_digits(400_000)  # room for numbers of MOST_BITS bits; Python's own limit is 4,300 digits

_CONSTANTS = {"pi": sp.pi, "e": sp.E, "inf": sp.oo, "EulerGamma": sp.EulerGamma, "Catalan": sp.Catalan}
_HYPERBOLIC = (sp.sinh, sp.cosh, sp.csch, sp.sech)
_RECIPROCALS = {sp.sec: sp.cos, sp.csc: sp.sin, sp.cot: sp.tan}
_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}


def lower(node: Node, primed: sp.Symbol | None = None) -> sp.Expr:
    """Return the SymPy expression of `node`, with SymPy's automatic evaluation: x*x becomes x**2.

    A prime behind a bracket is the derivative in `primed`.
    Raises UndefinedError for a division by zero and UnsupportedError for a number past the limit, with spans.
    """
    return _Lowering(primed).whole(node)


def lower_as_typed(node: Node, primed: sp.Symbol | None = None) -> sp.Expr:
    """Return the SymPy expression of `node` as it was written, unevaluated: x*x stays a product."""
    return _AsTyped(primed).whole(node)


class _Lowering:
    """One method a kind of node, of the same name in lower case."""

    def __init__(self, primed: sp.Symbol | None = None) -> None:
        self.primed = primed
        self.bound: dict[str, sp.Expr] = {}

    def whole(self, node: Node) -> sp.Basic:
        """A vector may stand alone, or in a matrix, but not within a formula."""
        return sp.Tuple(*map(self.whole, node.items)) if isinstance(node, Vector) else self.of(node)

    def of(self, node: Node) -> sp.Expr:
        try:
            return getattr(self, type(node).__name__.lower())(node)
        except (UndefinedError, UnsupportedError) as error:
            error.span = error.span or node.span
            raise

    def number(self, node: Number) -> sp.Expr:
        if len(node.text) * log(10, 2) > MOST_BITS:
            raise too_long("this", int(len(node.text) * log(10, 2)))
        if node.text.isdigit():
            return sp.Integer(int(node.text))
        _, _, exponent = node.text.lower().partition("e")
        bits = min(abs(int(exponent or 0)), _ENOUGH) * log(10, 2)
        if bits > MOST_BITS:
            raise too_long(node.text if bits < _ENOUGH else "this", int(bits))
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
        base, exponent = self.of(node.base), self.exponent(node.exponent)
        if base.is_zero and (exponent.is_zero or exponent.is_negative):
            raise UndefinedError("0^0 is not defined" if exponent.is_zero else "division by zero")
        return self.raised(base, exponent)

    def exponent(self, node: Node) -> sp.Expr:
        """Rational where it is, like sin(1)^2 + cos(1)^2: whether negative numbers have such a power hangs on it."""
        exponent = self.of(node)
        if exponent.is_Atom or not is_closed(exponent):
            return exponent
        return rational_form(exponent) or exponent

    def call(self, node: Call) -> sp.Expr:
        if node.function in ("sum", "prod"):
            return self.repeated(node)
        special = _SPECIAL.get(node.function)
        arguments = [self.of(argument) for argument in node.arguments]
        if special is not None:
            return special(self, arguments)
        if BY_NAME[node.function].is_expanded:
            return self.expanded(node, arguments)
        return self.function(sympy_class(node.function), arguments)

    def expanded(self, node: Call, arguments: Sequence[sp.Expr]) -> sp.Expr:
        """Return the formula by which a function is given, with the arguments for its letters."""
        outside = self.bound
        self.bound = dict(zip("uv", arguments, strict=False))
        try:
            return self.of(_formula(node.function))
        except (UndefinedError, UnsupportedError) as error:
            error.span = node.span  # not that within the formula
            raise
        finally:
            self.bound = outside

    def function(self, function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
        gaps = [i for i, u in enumerate(arguments) if u.is_Piecewise and any(v is sp.nan for v, _ in u.args)]
        if gaps:  # SymPy compares the nan of a case that is nowhere defined
            before, cases, after = arguments[: gaps[0]], arguments[gaps[0]], arguments[gaps[0] + 1 :]
            return real_cases((self.of_case(function, [*before, v, *after]), c) for v, c in cases.args)
        if function in _HYPERBOLIC and isinstance(arguments[0], sp.acoth):
            # SymPy writes sinh(acoth(x)) with sqrt(x - 1)*sqrt(x + 1), which for x < -1 has two complex factors
            arguments = [sp.atanh(self.raised(arguments[0].args[0], sp.S.NegativeOne))]
        try:
            value = absolute(*arguments) if function is sp.Abs else function(*arguments)
        except PrecisionExhausted as error:
            raise UnsupportedError("this number cannot be told from an integer") from error
        except (ValueError, TypeError) as error:  # Max and Min say so of a number that is not real
            raise UndefinedError("this is not a real number") from error
        if function is sp.atan2 and value.has(sp.I):  # SymPy writes the angle of some numbers as a complex logarithm
            return function(*arguments, evaluate=False)
        if isinstance(value, sp.AccumBounds) or (value.is_Atom and (value.is_infinite or value is sp.nan)):
            raise UndefinedError("this is not a real number")
        return value

    def of_case(self, function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
        """The function where one of the arguments is a single case."""
        if sp.nan in arguments:
            return sp.nan
        try:
            return self.function(function, arguments)
        except UndefinedError:
            return sp.nan

    def apply(self, node: Apply) -> sp.Expr:
        return abstract(node.function, node.primes)(*map(self.of, node.arguments))

    def vector(self, node: Vector) -> sp.Expr:
        raise UnsupportedError("a list cannot be part of a formula", span=node.span)

    def equation(self, node: Equation) -> sp.Expr:
        raise UnsupportedError("an equation cannot be part of a formula", span=node.span)

    def derivative(self, node: Derivative) -> sp.Expr:
        variable = self.primed if node.variable is None else symbol(node.variable)
        return Pending(self.of(node.operand), variable, sp.Integer(node.order))

    def cases(self, node: Cases) -> sp.Expr:
        return real_cases((self.branch(value), self.of(condition)) for value, condition in node.branches)

    def branch(self, value: Node) -> sp.Expr:
        """A case that is nowhere defined leaves the others as they are."""
        try:
            return self.of(value)
        except UndefinedError:
            return sp.nan

    def comparison(self, node: Comparison) -> sp.Basic:
        operands = [self.of(operand) for operand in node.operands]
        pairs = zip(node.operators, operands, operands[1:], strict=False)
        try:
            relations = sp.And(*(_RELATIONS[operator](a, b) for operator, a, b in pairs))
            return _without_cases(relations) if relations.has(sp.Piecewise) else relations
        except (TypeError, ValueError) as error:  # SymPy says so of a number that is not real
            raise UndefinedError("this compares what is not a real number") from error

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
        _check_bounds(node, first, last)
        if not (first.is_Integer and last.is_Integer and last - first < MOST_WRITTEN_OUT):
            return self.kept(node)
        assert isinstance(index, Name)  # the parser sees to it
        outside = self.bound
        values = []
        for i in range(int(first), int(last) + 1):
            self.bound = {**outside, index.name: sp.Integer(i)}
            values.append(self.of(body))
        self.bound = outside
        return self.add(values) if node.function == "sum" else self.multiply(values)

    def kept(self, node: Call) -> sp.Expr:
        """A sum or a product as SymPy's Sum or Product."""
        body, index, *bounds = node.arguments
        assert isinstance(index, Name)  # the parser sees to it
        first, last = map(self.of, bounds)
        outside = self.bound
        self.bound = {name: value for name, value in outside.items() if name != index.name}
        inside = self.of(body)
        self.bound = outside
        return (sp.Sum if node.function == "sum" else sp.Product)(inside, (symbol(index.name), first, last))


class _AsTyped(_Lowering):
    """The same with nothing evaluated."""

    def negative(self, node: Negative) -> sp.Expr:
        operand = self.of(node.operand)
        return -operand if operand.is_Rational else sp.Mul(-1, operand, evaluate=False)

    def inverse(self, node: Inverse) -> sp.Expr:
        return self.raised(self.of(node.operand), sp.S.NegativeOne)  # 1/0 may stand in a case that does not apply

    def power(self, node: Power) -> sp.Expr:
        return self.raised(self.of(node.base), self.exponent(node.exponent))

    def exponent(self, node: Node) -> sp.Expr:
        typed = self.of(node)
        if not is_closed(typed) or _is_arithmetic(typed):
            return typed
        lowering = _Lowering()
        lowering.bound = self.bound
        try:
            evaluated = lowering.exponent(node)
        except (UndefinedError, UnsupportedError):  # in a case that may not apply
            return typed
        return evaluated if evaluated.is_Rational else typed

    def function(self, function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
        if function in _RECIPROCALS and not hasattr(_RECIPROCALS[function](*arguments), "_eval_is_extended_real"):
            return self.quotient(function, arguments)
        return function(*arguments, evaluate=False)

    def quotient(self, function: Callable[..., sp.Expr], arguments: Sequence[sp.Expr]) -> sp.Expr:
        """The function sec, csc or cot where its reciprocal is a number, like cos(pi).

        To tell whether sec(u) is real, SymPy calls a method of cos(u) that functions have and numbers have not.
        """
        sine, cosine = (part(*arguments, evaluate=False) for part in (sp.sin, sp.cos))
        below = self.raised(cosine if function is sp.sec else sine, sp.S.NegativeOne)
        return self.multiply([cosine, below]) if function is sp.cot else below

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


def _check_bounds(node: Call, *bounds: sp.Expr) -> None:
    """Of a sum or a product: what it counts are whole numbers."""
    for bound, typed in zip(bounds, node.arguments[2:], strict=True):
        if bound in (sp.oo, -sp.oo):
            raise UnsupportedError("infinite sums and products are not computed", span=typed.span)
        if bound.is_integer is False:
            what = "a sum" if node.function == "sum" else "a product"
            raise UndefinedError(f"{what} counts whole numbers, from one to another", span=typed.span)


def _is_arithmetic(e: sp.Expr) -> bool:
    """Whether a number as typed is plainly rational, like 1/3."""
    if e.is_Pow:
        return bool(e.exp.is_Integer and _is_arithmetic(e.base))
    return bool(e.is_Rational or ((e.is_Add or e.is_Mul) and all(map(_is_arithmetic, e.args))))


def _without_cases(condition: sp.Basic) -> sp.Basic:
    """Write a comparison with cases by and, or, not: SymPy makes an ITE of it, which nothing else knows."""
    folded = sp.piecewise_fold(condition).rewrite(sp.ITE)
    return folded.replace(sp.ITE, lambda p, q, r: (p & q) | (sp.Not(p) & r))


@cache
def _formula(function: str) -> Node:
    """Return the formula of a known function, read once."""
    return parse(BY_NAME[function].formula).tree


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
    "root": lambda lowering, arguments: lowering.root(*arguments),
    "hypot": _hypotenuse,
    "factorial": _factorial,
    "gamma": lambda lowering, arguments: _factorial(lowering, arguments, 0),
}
