"""From the parser's tree to SymPy, as it was typed. The only place where text becomes algebra.

Nothing here hands text to SymPy: names become symbols, calls become the functions of the table, and nothing is
evaluated: x*x stays a product, and 1/0 may stand in a case that does not apply. algebra/rebuilder.py evaluates.
"""

# ruff: noqa: N802 - methods bear the names of the classes

import sys
from collections.abc import Callable, Mapping, Sequence
from contextvars import Context
from functools import cache
from itertools import count
from math import log

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.exact import is_closed, rational_form
from calc_cli.algebra.functions import Pending, abstract, plain_symbol, sign_under_assumptions, symbol, sympy_class
from calc_cli.algebra.power import MOST_BITS, too_long
from calc_cli.algebra.rebuilder import Rebuilder
from calc_cli.errors import UndefinedError, UnsupportedError, UsageError
from calc_cli.functions import BY_NAME
from calc_cli.syntax import tree
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Node

_ENOUGH = 10**30
"""An exponent of ten that is past the limit anyhow, and still a float."""

sys.set_int_max_str_digits(400_000)  # room for numbers of MOST_BITS bits; Python's own limit is 4,300 digits

_CONSTANTS = {"pi": sp.pi, "e": sp.E, "inf": sp.oo, "EulerGamma": sp.EulerGamma, "Catalan": sp.Catalan}
_CONNECTIVES = {"and": sp.And, "or": sp.Or, "not": sp.Not}
_RELATIONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "=": sp.Eq, "!=": sp.Ne}
_RECIPROCALS = {sp.sec: sp.cos, sp.csc: sp.sin, sp.cot: sp.tan}

U, V = plain_symbol("u"), plain_symbol("v")
"""The arguments in the formulas of records."""

Evaluate = Callable[[sp.Basic], sp.Basic]


def lower_as_typed(node: Node, primed: sp.Symbol | None = None, evaluate: Evaluate | None = None) -> sp.Basic:
    """Return the SymPy expression of `node` as it was written, unevaluated: x*x stays a product.

    A prime behind a bracket is the derivative in `primed`. Each part that must have a value is shown to `evaluate`:
    what that raises gets the span of the part.
    Raises UnsupportedError for a number past the limit, with its span.
    """
    return _Lowering(primed, evaluate).of_all(node)


def lower_formula(node: Node) -> sp.Expr:
    """Return a formula of a table, whose letters are plain variables whatever a question says of its u."""
    return Context().run(lower_as_typed, node)


class _Lowering(tree.ByClass):
    """A walk over a tree, one method a kind of node. `bound` has the values of names that stand for something."""

    def __init__(
        self,
        primed: sp.Symbol | None = None,
        evaluate: Evaluate | None = None,
        bound: Mapping[str, sp.Expr] | None = None,
    ) -> None:
        self.primed = primed
        self.evaluate = evaluate
        self.bound = bound or {}

    def of_all(self, node: Node) -> sp.Basic:
        """Return what `node` is. A vector may stand alone, or in a matrix, but not within a formula."""
        return sp.Tuple(*map(self.of_all, node.items)) if isinstance(node, tree.Vector) else self.of(node)

    def of(self, node: Node) -> sp.Expr:
        """Return the expression of `node`, or raise an error with the span of the innermost part at fault."""
        try:
            typed = self.method(node)(node)
            if self.evaluate is not None:
                self.evaluate(typed)
            return typed
        except (UndefinedError, UnsupportedError) as error:
            error.span = error.span or (node.operand if isinstance(node, tree.Divisor) else node).span
            raise

    def _unasked(self, **bound: sp.Expr) -> "_Lowering":
        """Return the walk over parts that need no value by themselves, in which names are bound."""
        return _Lowering(self.primed, None, {**self.bound, **bound})

    def on_Number(self, node: tree.Number) -> sp.Expr:
        if len(node.text) * log(10, 2) > MOST_BITS:
            raise too_long("this", int(len(node.text) * log(10, 2)))
        if node.text.isdigit():
            return sp.Integer(int(node.text))
        _, _, exponent = node.text.lower().partition("e")
        bits = min(abs(int(exponent or 0)), _ENOUGH) * log(10, 2)
        if bits > MOST_BITS:
            raise too_long(node.text if bits < _ENOUGH else "this", int(bits))
        return sp.Rational(node.text)

    def on_Constant(self, node: tree.Constant) -> sp.Expr:
        return _CONSTANTS[node.name]

    def on_Name(self, node: tree.Name) -> sp.Expr:
        return self.bound[node.name] if node.name in self.bound else symbol(node.name)

    def on_Sum(self, node: tree.Sum) -> sp.Expr:
        return sp.Add(*map(self.of, node.terms), evaluate=False)

    def on_Negative(self, node: tree.Negative) -> sp.Expr:
        u = self.of(node.operand)
        return -u if u.is_Rational else sp.Mul(-1, u, evaluate=False)

    def on_Product(self, node: tree.Product) -> sp.Expr:
        return sp.Mul(*map(self.of, node.factors), evaluate=False)

    def on_Divisor(self, node: tree.Divisor) -> sp.Expr:
        return _power(self.of(node.operand), sp.S.NegativeOne)

    def on_Power(self, node: tree.Power) -> sp.Expr:
        return _power(self.of(node.base), self._exponent(node.exponent))

    def _exponent(self, node: Node) -> sp.Expr:
        """Return the exponent, a rational number if it is one, like sin(1)^2 + cos(1)^2.

        Whether negative numbers have such a power hangs on it.
        """
        exponent = self.of(node)
        if exponent.is_Atom or not is_closed(exponent) or unevaluated.is_arithmetic(exponent):
            return exponent
        try:
            return rational_form(Rebuilder({}, sign_under_assumptions, lambda *_: None).value(exponent)) or exponent
        except (UndefinedError, UnsupportedError):  # in a case that may not apply
            return exponent

    def on_Call(self, node: tree.Call) -> sp.Expr:
        if node.function in ("sum", "prod"):
            return self._repeated(node)
        if node.function == "integral":
            return self._integral(node)
        arguments = list(map(self.of, node.arguments))
        special = _SPECIAL.get(node.function)
        if special is not None:
            return special(*arguments)
        if BY_NAME[node.function].is_expanded:
            return _Lowering(bound=dict(zip("uv", arguments, strict=False))).of(_formula(node.function))
        return function_as_typed(sympy_class(node.function), arguments)

    def _repeated(self, node: tree.Call) -> sp.Expr:
        """Return a sum or a product over an index."""
        body, index, *bounds = node.arguments
        assert isinstance(index, tree.Name)  # the parser sees to it
        first, last = map(self.of, bounds)
        if self.evaluate is not None:
            _check_bounds(node, *map(self.evaluate, (first, last)))
        counter = plain_symbol(index.name)
        if counter in self.bound.values():  # SymPy puts a number for the index of the outer sum into the inner one
            names = {part.name for part in tree.parts(body) if isinstance(part, tree.Name)}
            fresh = (plain_symbol(f"{index.name}_{i}") for i in count(1))
            counter = next(s for s in fresh if s.name not in names and s not in self.bound.values())
        return (sp.Sum if node.function == "sum" else sp.Product)(
            self._unasked(**{index.name: counter}).of(body), (counter, first, last)
        )

    def _integral(self, node: tree.Call) -> sp.Expr:
        """Return an integral from one place to another."""
        body, name, *bounds = node.arguments
        assert isinstance(name, tree.Name)  # the parser sees to it
        if not bounds:
            raise UnsupportedError("an integral without bounds is no number", hint="calc integrate finds it")
        variable = symbol(name.name)
        return unevaluated.integral(self._unasked(**{name.name: variable}).of(body), variable, *map(self.of, bounds))

    def on_Apply(self, node: tree.Apply) -> sp.Expr:
        return abstract(node.function, node.primes)(*map(self.of, node.arguments))

    def on_DerivativeOf(self, node: tree.DerivativeOf) -> sp.Expr:
        variable = self.primed if node.variable is None else symbol(node.variable)
        if variable is None:
            raise UsageError(
                "the variable of this derivative is not clear", span=node.span, hint="write d/dx before it"
            )
        return Pending(self.of(node.operand), variable, sp.Integer(node.order))

    def on_Cases(self, node: tree.Cases) -> sp.Expr:
        conditions = [self.of(condition) for _, condition in node.branches]
        values = [self._unasked().of(value) for value, _ in node.branches]
        return sp.Piecewise(*map(unevaluated.case, values, conditions), evaluate=False)

    def on_Comparison(self, node: tree.Comparison) -> sp.Basic:
        operands = list(map(self.of, node.operands))
        pairs = zip(node.operators, operands, operands[1:], strict=False)
        relations = [unevaluated.relation(_RELATIONS[operator], a, b) for operator, a, b in pairs]
        return relations[0] if len(relations) == 1 else sp.And(*relations, evaluate=False)

    def on_Logical(self, node: tree.Logical) -> sp.Basic:
        return _CONNECTIVES[node.operator](*map(self.of, node.operands))

    def on_Truth(self, node: tree.Truth) -> sp.Basic:
        return sp.true if node.value else sp.false

    def on_Vector(self, node: tree.Vector) -> sp.Expr:
        raise UnsupportedError(
            "a list cannot be part of a formula", span=node.span, hint="ask for each component; a decimal point is '.'"
        )

    def on_Equation(self, node: tree.Equation) -> sp.Expr:
        raise UnsupportedError("an equation cannot be part of a formula", span=node.span)


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


def _power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    return sp.exp(exponent, evaluate=False) if base is sp.E else sp.Pow(base, exponent, evaluate=False)


def function_as_typed(function: type[sp.Function], arguments: Sequence[sp.Expr]) -> sp.Expr:
    """Return the function; sec, csc and cot where their reciprocal is a number, like cos(pi), as a quotient.

    To tell whether sec(u) is real, SymPy calls a method of cos(u) that functions have and numbers have not.
    """
    if function not in _RECIPROCALS or hasattr(_RECIPROCALS[function](*arguments), "_eval_is_extended_real"):
        return function(*arguments, evaluate=False)
    sine, cosine = (part(*arguments, evaluate=False) for part in (sp.sin, sp.cos))
    below = _power(cosine if function is sp.sec else sine, sp.S.NegativeOne)
    return sp.Mul(cosine, below, evaluate=False) if function is sp.cot else below


# Functions that are written by others


def _logarithm(u: sp.Expr, base: sp.Expr | None = None) -> sp.Expr:
    if base is None:
        return sp.log(u, evaluate=False)
    if base == 1:
        raise UndefinedError("there is no logarithm to base 1")
    if u.is_Rational and base.is_Rational:
        return sp.log(u, base)  # log(8, 2) is 3
    return sp.Mul(sp.log(u, evaluate=False), _power(sp.log(base, evaluate=False), sp.S.NegativeOne), evaluate=False)


def _root(radicand: sp.Expr, degree: sp.Expr) -> sp.Expr:
    if degree.is_zero:
        raise UndefinedError("there is no root of degree 0")
    return _power(radicand, 1 / degree)


def _hypotenuse(*sides: sp.Expr) -> sp.Expr:
    return _power(sp.Add(*(_power(side, sp.Integer(2)) for side in sides), evaluate=False), sp.S.Half)


_SPECIAL: Mapping[str, Callable[..., sp.Expr]] = {"log": _logarithm, "root": _root, "hypot": _hypotenuse}
