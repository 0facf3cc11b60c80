"""From the parser's tree to SymPy, evaluated or as typed. The only place where text becomes algebra.

Nothing here hands text to SymPy: names become symbols, calls become the functions of the table, and a builder
(builders.py) puts them together, evaluated or literally.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import Context
from functools import cache, partial
from itertools import count
from math import lgamma, log

import sympy as sp

from calc_cli.algebra.builders import Builder, EvaluatingBuilder, LiteralBuilder
from calc_cli.algebra.exact import MOST_WRITTEN_OUT, is_closed
from calc_cli.algebra.functions import Pending, abstract, plain_symbol, symbol, sympy_class
from calc_cli.algebra.power import MOST_BITS, too_long
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.functions import BY_NAME
from calc_cli.syntax import tree
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Node

_ENOUGH = 10**30
"""An exponent of ten that is past the limit anyhow, and still a float."""

sys.set_int_max_str_digits(400_000)  # room for numbers of MOST_BITS bits; Python's own limit is 4,300 digits

_CONSTANTS = {"pi": sp.pi, "e": sp.E, "inf": sp.oo, "EulerGamma": sp.EulerGamma, "Catalan": sp.Catalan}
_CONNECTIVES = {"and": sp.And, "or": sp.Or, "not": sp.Not}

U, V = plain_symbol("u"), plain_symbol("v")
"""The arguments in the formulas of records."""

_EVALUATING = EvaluatingBuilder()
_LITERAL = LiteralBuilder()


def lower(node: Node, primed: sp.Symbol | None = None) -> sp.Expr:
    """Return the SymPy expression of `node`, with SymPy's automatic evaluation: x*x becomes x**2.

    A prime behind a bracket is the derivative in `primed`.
    Raises UndefinedError for a division by zero and UnsupportedError for a number past the limit, with spans.
    """
    return _Lowering(_EVALUATING, primed).of_all(node)


def lower_as_typed(node: Node, primed: sp.Symbol | None = None) -> sp.Expr:
    """Return the SymPy expression of `node` as it was written, unevaluated: x*x stays a product."""
    return _Lowering(_LITERAL, primed).of_all(node)


def lower_formula(node: Node, *, as_typed: bool = False) -> sp.Expr:
    """Return a formula of a table, whose letters are plain variables whatever a question says of its u."""
    return Context().run(lower_as_typed if as_typed else lower, node)


class _Lowering:
    """A walk over a tree, one method a kind of node. `bound` has the values of names that stand for something."""

    def __init__(
        self, builder: Builder, primed: sp.Symbol | None = None, bound: Mapping[str, sp.Expr] | None = None
    ) -> None:
        self.builder = builder
        self.primed = primed
        self.bound = bound or {}

    def of_all(self, node: Node) -> sp.Basic:
        """Return what `node` is. A vector may stand alone, or in a matrix, but not within a formula."""
        return sp.Tuple(*map(self.of_all, node.items)) if isinstance(node, tree.Vector) else self.of(node)

    def of(self, node: Node) -> sp.Expr:
        """Return the expression of `node`, or raise an error with the span of the innermost part at fault."""
        try:
            return _RULES[type(node)](self, node)
        except (UndefinedError, UnsupportedError) as error:
            error.span = error.span or node.span
            raise

    @contextmanager
    def _binding(self, **bound: sp.Expr) -> Iterator[None]:
        outside, self.bound = self.bound, {**self.bound, **bound}
        yield
        self.bound = outside

    def number(self, node: tree.Number) -> sp.Expr:
        if len(node.text) * log(10, 2) > MOST_BITS:
            raise too_long("this", int(len(node.text) * log(10, 2)))
        if node.text.isdigit():
            return sp.Integer(int(node.text))
        _, _, exponent = node.text.lower().partition("e")
        bits = min(abs(int(exponent or 0)), _ENOUGH) * log(10, 2)
        if bits > MOST_BITS:
            raise too_long(node.text if bits < _ENOUGH else "this", int(bits))
        return sp.Rational(node.text)

    def constant(self, node: tree.Constant) -> sp.Expr:
        return _CONSTANTS[node.name]

    def name(self, node: tree.Name) -> sp.Expr:
        return self.bound[node.name] if node.name in self.bound else symbol(node.name)

    def sum(self, node: tree.Sum) -> sp.Expr:
        return self.builder.add(list(map(self.of, node.terms)))

    def negative(self, node: tree.Negative) -> sp.Expr:
        return self.builder.negative(self.of(node.operand))

    def product(self, node: tree.Product) -> sp.Expr:
        return self.builder.multiply(list(map(self.of, node.factors)))

    def inverse(self, node: tree.Divisor) -> sp.Expr:
        divisor = self.of(node.operand)
        try:
            return self.builder.power(divisor, sp.S.NegativeOne)
        except UndefinedError as error:
            error.span = node.operand.span
            raise

    def power(self, node: tree.Power) -> sp.Expr:
        return self.builder.power(self.of(node.base), self._exponent(node.exponent))

    def _exponent(self, node: Node) -> sp.Expr:
        exponent = self.of(node)
        if exponent.is_Atom or not is_closed(exponent):
            return exponent
        return self.builder.exponent(exponent, lambda: _Lowering(_EVALUATING, bound=self.bound).of(node))

    def call(self, node: tree.Call) -> sp.Expr:
        if node.function in ("sum", "prod"):
            return self._repeated(node)
        if node.function == "integral":
            return self._integral(node)
        arguments = list(map(self.of, node.arguments))
        special = _SPECIAL.get(node.function)
        if special is not None:
            return special(self.builder, arguments)
        if BY_NAME[node.function].is_expanded:
            return self._expanded(node, arguments)
        return self.builder.function(sympy_class(node.function), arguments)

    def _expanded(self, node: tree.Call, arguments: Sequence[sp.Expr]) -> sp.Expr:
        """Return the formula by which a function is given, with the arguments for its letters."""
        formula = _Lowering(self.builder, bound=dict(zip("uv", arguments, strict=False)))
        try:
            return formula.of(_formula(node.function))
        except (UndefinedError, UnsupportedError) as error:
            error.span = node.span  # not that within the formula
            raise

    def _repeated(self, node: tree.Call) -> sp.Expr:
        """Return a sum or a product over an index; evaluated, a short one is written out."""
        body, index, *bounds = node.arguments
        assert isinstance(index, tree.Name)  # the parser sees to it
        first, last = map(self.of, bounds)
        is_sum, evaluates = node.function == "sum", self.builder is _EVALUATING
        if evaluates:
            _check_bounds(node, first, last)
        if evaluates and first.is_Integer and last.is_Integer and last - first < MOST_WRITTEN_OUT:
            parts = [self._at(index.name, sp.Integer(i), body) for i in range(int(first), int(last) + 1)]
            return self.builder.add(parts) if is_sum else self.builder.multiply(parts)
        counter = plain_symbol(index.name)
        if counter in self.bound.values():  # SymPy puts a number for the index of the outer sum into the inner one
            names = {part.name for part in tree.parts(body) if isinstance(part, tree.Name)}
            fresh = (plain_symbol(f"{index.name}_{i}") for i in count(1))
            counter = next(s for s in fresh if s.name not in names and s not in self.bound.values())
        return (sp.Sum if is_sum else sp.Product)(self._at(index.name, counter, body), (counter, first, last))

    def _integral(self, node: tree.Call) -> sp.Expr:
        """Return an integral from one place to another."""
        body, name, *bounds = node.arguments
        assert isinstance(name, tree.Name)  # the parser sees to it
        if not bounds:
            raise UnsupportedError("an integral without bounds is no number", hint="calc integrate finds it")
        variable = symbol(name.name)
        return sp.Integral(self._at(name.name, variable, body), (variable, *map(self.of, bounds)))

    def _at(self, name: str, value: sp.Expr, node: Node) -> sp.Expr:
        with self._binding(**{name: value}):
            return self.of(node)

    def apply(self, node: tree.Apply) -> sp.Expr:
        return abstract(node.function, node.primes)(*map(self.of, node.arguments))

    def derivative(self, node: tree.DerivativeOf) -> sp.Expr:
        variable = self.primed if node.variable is None else symbol(node.variable)
        return Pending(self.of(node.operand), variable, sp.Integer(node.order))

    def cases(self, node: tree.Cases) -> sp.Expr:
        return self.builder.cases((partial(self.of, value), self.of(condition)) for value, condition in node.branches)

    def comparison(self, node: tree.Comparison) -> sp.Basic:
        return self.builder.compare(list(map(self.of, node.operands)), node.operators)

    def logical(self, node: tree.Logical) -> sp.Basic:
        return _CONNECTIVES[node.operator](*map(self.of, node.operands))

    def truth(self, node: tree.Truth) -> sp.Basic:
        return sp.true if node.value else sp.false

    def vector(self, node: tree.Vector) -> sp.Expr:
        raise UnsupportedError("a list cannot be part of a formula", span=node.span)

    def equation(self, node: tree.Equation) -> sp.Expr:
        raise UnsupportedError("an equation cannot be part of a formula", span=node.span)


_RULES: Mapping[type[Node], Callable[..., sp.Basic]] = {
    tree.Number: _Lowering.number,
    tree.Constant: _Lowering.constant,
    tree.Name: _Lowering.name,
    tree.Sum: _Lowering.sum,
    tree.Negative: _Lowering.negative,
    tree.Product: _Lowering.product,
    tree.Divisor: _Lowering.inverse,
    tree.Power: _Lowering.power,
    tree.Call: _Lowering.call,
    tree.Apply: _Lowering.apply,
    tree.DerivativeOf: _Lowering.derivative,
    tree.Cases: _Lowering.cases,
    tree.Comparison: _Lowering.comparison,
    tree.Logical: _Lowering.logical,
    tree.Truth: _Lowering.truth,
    tree.Vector: _Lowering.vector,
    tree.Equation: _Lowering.equation,
}


def _check_bounds(node: tree.Call, *bounds: sp.Expr) -> None:
    """Refuse bounds of a sum or a product that are no whole numbers."""
    for bound, typed in zip(bounds, node.arguments[2:], strict=True):
        if bound in (sp.oo, -sp.oo):
            raise UnsupportedError("infinite sums and products are not computed", span=typed.span)
        if bound.is_integer is False:
            what = "a sum" if node.function == "sum" else "a product"
            raise UndefinedError(f"{what} counts whole numbers, from one to another", span=typed.span)


@cache
def _formula(function: str) -> Node:
    """Return the formula of a known function, read once."""
    return parse(BY_NAME[function].formula).tree


# Functions that are written by others


def _logarithm(builder: Builder, arguments: Sequence[sp.Expr]) -> sp.Expr:
    argument = builder.function(sp.log, arguments[:1])
    if not arguments[1:]:
        return argument
    base = builder.function(sp.log, arguments[1:])
    if base.is_zero:
        raise UndefinedError("there is no logarithm to base 1")
    if all(number.is_Rational for number in arguments):
        return sp.log(*arguments)  # log(8, 2) is 3
    return builder.multiply([argument, builder.power(base, sp.S.NegativeOne)])


def _root(builder: Builder, arguments: Sequence[sp.Expr]) -> sp.Expr:
    radicand, degree = arguments
    if degree.is_zero:
        raise UndefinedError("there is no root of degree 0")
    return builder.power(radicand, 1 / degree)


def _hypotenuse(builder: Builder, arguments: Sequence[sp.Expr]) -> sp.Expr:
    squares = [builder.power(side, sp.Integer(2)) for side in arguments]
    return builder.power(builder.add(squares), sp.S.Half)


def _factorial(builder: Builder, arguments: Sequence[sp.Expr], offset: int = 1) -> sp.Expr:
    (number,) = arguments
    if number.is_Integer and number > 20 and (bits := lgamma(min(int(number), 10**300) + offset) / log(2)) > MOST_BITS:
        raise too_long(f"{number}!" if number < 10**20 else "this factorial", int(bits))
    return builder.function(sp.factorial if offset else sp.gamma, arguments)


_SPECIAL: Mapping[str, Callable[[Builder, Sequence[sp.Expr]], sp.Expr]] = {
    "log": _logarithm,
    "root": _root,
    "hypot": _hypotenuse,
    "factorial": _factorial,
    "gamma": lambda builder, arguments: _factorial(builder, arguments, 0),
}
