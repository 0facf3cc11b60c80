"""Syntax trees as expressions with shapes, every operation asking its operands for shapes that fit.

Nothing is simplified, so that what is shown is what was typed, and `verify` evaluates that.
"""

# ruff: noqa: N802 - methods bear the names of the classes

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NoReturn

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.arithmetic import number
from calc_cli.calculus.matrix.calls import CALLS, mapped, scaled
from calc_cli.calculus.matrix.expression import SCALAR, Expr, Shape, Symbol
from calc_cli.calculus.matrix.operations import at_entries
from calc_cli.calculus.matrix.records import simplified, typed
from calc_cli.calculus.matrix.shapes import Dimensions, Mismatch
from calc_cli.calculus.result import Notice
from calc_cli.errors import UnsupportedError, either
from calc_cli.functions import BY_NAME
from calc_cli.syntax import tree as syntax
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Bars, Entrywise, NormOf, Transposed

LARGEST_POWER = 20
"""The largest exponent of a matrix: its derivative has as many terms."""


class Elaborator(syntax.ByClass):
    """Elaborates the parts of one text. `letters` are the variables, `notes` what had to be decided.

    `idle` counts the operations on entries that are applied to scalars.
    """

    def __init__(self, dims: Dimensions, letters: Mapping[str, Symbol]) -> None:
        self.source = dims.source
        self.letters = dims.letters = letters
        self.dims = dims
        self.notes: list[Notice] = []
        self.idle = 0

    def expression(self, node: syntax.Node) -> Expr:
        """Return `node` with shapes. Raises UsageError where shapes do not fit."""
        found: Expr = self.method(node)(node)
        return found

    def on_Node(self, node: syntax.Node) -> Expr:
        raise UnsupportedError(
            f"calc does not differentiate {_UNSUPPORTED.get(type(node), 'such a part')} in matrix expressions",
            source=self.source,
            span=node.span,
        )

    def scalar(self, node: syntax.Node, what: str, hint: str | None = None) -> Expr:
        e = self.expression(node)
        if not self.dims.is_scalar(e):
            self.dims.fail_shapes(f"{what} must be a scalar, not {{}}", node.span, e, hint=hint)
        return e

    # Letters and numbers

    def on_Number(self, node: syntax.Number) -> Expr:
        return number(Fraction(node.text))

    def on_Constant(self, node: syntax.Constant) -> Expr:
        if node.name not in ("pi", "e"):
            self.dims.fail(f"{node.name} has no place in a matrix expression", node.span)
        return ex.Irrational(SCALAR, (), node.name)

    def on_Name(self, node: syntax.Name) -> Expr:
        if node.name in self.letters:
            return self.letters[node.name]
        letter, _, dim = node.name.partition("_")
        if letter != "I":
            self.dims.fail(f"{node.name} does not occur in the expression", node.span)
        n = dim or self.dims.unknown()
        return ex.Identity((n, n))

    # Arithmetic

    def on_Sum(self, node: syntax.Sum) -> Expr:
        terms = [self.expression(term) for term in node.terms]
        first = next((e for e in terms if not self.dims.is_scalar(e)), terms[0])
        for e, term in zip(terms, node.terms, strict=True):
            if self.dims.is_scalar(e) and not self.dims.is_scalar(first):
                self.spread(e, first, terms, term.span)
            else:
                self.dims.same(first, e, (node.span[0], term.span[1]), "add")
        return ex.Add(first.shape, tuple(terms))

    def spread(self, e: Expr, first: Expr, terms: Sequence[Expr], span: syntax.Span) -> None:
        """Add a scalar among vectors to every entry; among matrices that would be a guess."""
        scalar = self.source[span[0] : span[1]].lstrip("+- ")
        if not self.dims.is_vector(first) and not any(
            isinstance(_bare(term), ex.Map | ex.Hadamard | ex.EntryPower) for term in terms
        ):
            self.dims.fail_shapes(
                "cannot add {} and {}", span, first, e, hint=f"write {scalar}*I, or {scalar}*ones(m, n) for every entry"
            )
        if not isinstance(_bare(e), ex.Rational):
            self.note("a number for every entry", scalar)

    def note(self, kind: str, *parts: str) -> None:
        if (noted := Notice(kind, parts)) not in self.notes:
            self.notes.append(noted)

    def on_Negative(self, node: syntax.Negative) -> Expr:
        return scaled(-1, self.expression(node.operand))

    def on_Product(self, node: syntax.Product) -> Expr:
        ones_follow = isinstance(node.factors[1], Transposed) and _is_one(node.factors[1].operand)
        parts = [(self.factor(factor), factor.span) for factor in node.factors]
        result, span = parts.pop(0)
        if _is_one(node.factors[0]) and ones_follow:  # 1 1^T
            result = self.ones((self.dims.unknown(), 1))
        while parts:
            factor, place = parts.pop(0)
            if self.is_ones(result, node, len(parts)):
                factor = self.ones((result.shape[1], 1))
            try:
                result = self.times(result, factor)
            except Mismatch:
                dot = self.leading_dot(factor, parts)
                if dot is None:
                    self.cannot_multiply(result, factor, (span[0], place[1]))
                result = self.times(result, dot)
        return result

    def is_ones(self, before: Expr, node: syntax.Product, count: int) -> bool:
        """Return True if the factor with `count` behind it is the 1 of X 1, which is no number: not that of X*1/2."""
        factor, *rest = node.factors[-count - 1 :]
        return _is_one(factor) and self.dims.of(before)[1] != 1 and not (rest and isinstance(rest[0], syntax.Divisor))

    def ones(self, shape: Shape) -> Expr:
        self.note("a vector of ones")
        return ex.Ones(shape)

    def factor(self, node: syntax.Node) -> Expr:
        if not isinstance(node, syntax.Divisor):
            return self.expression(node)
        hint = "write inv(A) for an inverse, ./ for a quotient of entries"
        return ex.Pow(SCALAR, (self.scalar(node.operand, "a divisor", hint), number(-1)))

    def times(self, a: Expr, b: Expr) -> Expr:
        """Return the product of two, flat as far as it is one chain."""
        if self.dims.is_scalar(a) or self.dims.is_scalar(b):
            return ex.Mul(b.shape if self.dims.is_scalar(a) else a.shape, (a, b))
        self.dims.unify(a.shape[1], b.shape[0])
        return ex.Mul((a.shape[0], b.shape[1]), (a, b))

    def leading_dot(self, factor: Expr, rest: list[tuple[Expr, syntax.Span]]) -> Expr | None:
        """Return the scalar that a row makes with the factors behind it, which are taken: B yᵀx is B (yᵀx)."""
        if self.dims.of(factor)[0] != 1:
            return None
        for count, (part, _) in enumerate(rest, 1):
            try:
                factor = self.times(factor, part)
            except Mismatch:
                return None
            if self.dims.is_scalar(factor):
                del rest[:count]
                return factor
        return None

    def cannot_multiply(self, a: Expr, b: Expr, span: syntax.Span) -> NoReturn:
        columns = self.dims.of(a)[1] == 1 and self.dims.of(b)[1] == 1
        rows = self.dims.of(a)[0] == 1 and self.dims.of(b)[0] == 1
        hint = "x^T y is the dot product, x y^T the outer one, x .* y the product of entries"
        self.dims.fail_shapes("cannot multiply {} by {}", span, a, b, hint=hint if columns or rows else None)

    def on_Power(self, node: syntax.Power) -> Expr:
        base = self.expression(node.base)
        if self.dims.is_scalar(base):
            return self.scalar_power(base, node)
        exponent = self.exponent(node.exponent)
        if self.dims.is_vector(base) or isinstance(base, ex.Map):
            if isinstance(base, ex.Map):
                self.note("entry by entry", self.source[slice(*node.span)])
                return ex.EntryPower(base.shape, (base, exponent))
            self.dims.fail_shapes(
                "{} has no power",
                node.span,
                base,
                hint="write ||x||^2 or x^T x for the square, x.^2 for that of entries",
            )
        k = exponent.value if isinstance(exponent, ex.Rational) else None
        if k is None or k.denominator != 1 or abs(k) > LARGEST_POWER:
            raise UnsupportedError(
                f"a matrix has only whole powers up to {LARGEST_POWER} here", source=self.source, span=node.span
            )
        self.dims.square(base, node.span, "a power")
        return ex.Inv(base.shape, (base,)) if k == -1 else ex.Pow(base.shape, (base, number(k)))

    def exponent(self, node: syntax.Node) -> Expr:
        return _folded(self.scalar(node, "an exponent"))

    def scalar_power(self, base: Expr, node: syntax.Power) -> Expr:
        exponent = self.expression(node.exponent)
        if self.dims.is_scalar(exponent):
            return ex.Pow(SCALAR, (base, _folded(exponent)))
        if base != ex.Irrational(SCALAR, (), "e"):
            self.dims.fail_shapes("an exponent must be a scalar, not {}", node.exponent.span, exponent)
        return mapped("exp", exponent)

    def count_idle(self, *operands: Expr) -> None:
        """Count an operation on entries that has only scalars, and every letter among its operands that is one."""
        scalars = [e for e in operands if self.dims.is_scalar(e)]
        self.idle += (len(scalars) == len(operands)) + sum(isinstance(e, Symbol) for e in scalars)

    def on_Entrywise(self, node: Entrywise) -> Expr:
        left = self.expression(node.left)
        if node.operator == "^":
            self.count_idle(left)
            return ex.EntryPower(left.shape, (left, self.exponent(node.right)))
        right = self.expression(node.right)
        self.count_idle(left, right)
        if node.operator == "/":
            right = ex.EntryPower(right.shape, (right, number(-1)))
        if self.dims.is_scalar(left) or self.dims.is_scalar(right):
            return self.times(left, right)
        verb = "multiply the entries of" if node.operator == "⊙" else "divide the entries of"
        return ex.Hadamard(self.dims.same(left, right, node.span, verb).shape, (left, right))

    # Operations on matrices

    def on_Transposed(self, node: Transposed) -> Expr:
        if _is_one(node.operand):
            return self.ones((1, self.dims.unknown()))
        operand = self.expression(node.operand)
        self.count_idle(operand)
        return typed(ex.Transpose, operand)

    def on_NormOf(self, node: NormOf) -> Expr:
        return self.norm_of(self.expression(node.operand), node.kind, node)

    def norm_of(self, e: Expr, kind: syntax.Node | None, node: syntax.Node) -> Expr:
        self.count_idle(e)
        is_matrix = not self.dims.is_vector(e) and not self.dims.is_scalar(e)
        if isinstance(kind, syntax.Name) and kind.name in ("F", "Fro", "fro") and kind.name not in self.letters:
            return ex.Norm(SCALAR, (e, number(2)))
        if kind is None:
            if is_matrix:
                self.note("a norm of a matrix")
            return ex.Norm(SCALAR, (e, number(2)))
        if isinstance(kind, syntax.Constant) or is_matrix:
            what = "a norm of matrices other than Frobenius's" if is_matrix else "the largest entry"
            written = "write ||X||_F for Frobenius's norm, sum(abs(X)) for the sum of absolute values"
            hint = written if is_matrix else None
            raise UnsupportedError(f"calc has no rule for {what}", source=self.source, span=node.span, hint=hint)
        p = self.scalar(kind, "the p of a norm")
        if isinstance(p, ex.Rational) and p.value < 1:
            self.dims.fail("a p-norm needs p >= 1", kind.span)
        return ex.Norm(SCALAR, (e, p))

    def on_Bars(self, node: Bars) -> Expr:
        e = self.expression(node.operand)
        if self.dims.is_scalar(e):
            return ex.Map(SCALAR, (e,), "abs")
        typed = self.source[node.span[0] : node.span[1]]
        if self.dims.is_vector(e):
            self.dims.fail(
                f"{typed} of a vector can mean two things", node.span, "write ||x|| for the norm, abs(x) for entries"
            )
        self.note(f"{typed} is read as a determinant")
        return ex.Det(SCALAR, (self.dims.square(e, node.span, "a determinant"),))

    def on_Call(self, node: syntax.Call) -> Expr:
        found = CALLS.get(node.function)
        if found is not None:
            self.arity(node, *found.counts)
            operands = [self.expression(argument) for argument in node.arguments[: found.read]]
            if found.is_of_entries:
                self.count_idle(*operands)
            return found.rule(self, node, *operands)
        if node.function in ("max", "min") and len(node.arguments) == 2:
            return self.largest(node)
        self.arity(node, 1)
        record = BY_NAME[node.function]
        if record.arity[0] != 1 or record.arity[1] is None:
            raise UnsupportedError(
                f"calc has no rule for {node.function} of matrices", source=self.source, span=node.span
            )
        e = self.expression(node.arguments[0])
        return self.by_formula(record.formula, e) if record.is_expanded else mapped(node.function, e)

    def by_formula(self, formula: str, e: Expr) -> Expr:
        """Return a function that is given by a formula, of every entry; roots and logarithms as they are typed."""
        match parse(formula).tree:
            case syntax.Call(function="root", arguments=(_, syntax.Number(text=degree))):
                kind = ex.Pow if self.dims.is_scalar(e) else ex.EntryPower
                return kind(e.shape, (e, number(Fraction(1, int(degree)))))
            case syntax.Call(function="log", arguments=(_, syntax.Number(text=base))):
                divisor = ex.Map(SCALAR, (number(int(base)),), "log")
                return ex.Mul(e.shape, (ex.Pow(SCALAR, (divisor, number(-1))), mapped("log", e)))
        return at_entries(formula, e)

    def arity(self, node: syntax.Call, *counts: int) -> None:
        count = len(node.arguments)
        if count not in counts:
            wanted = either([*map(str, counts)])
            plural = "" if wanted == "1" else "s"
            self.dims.fail(f"{node.function} takes {wanted} argument{plural} here, not {count}", node.span)

    def largest(self, node: syntax.Call) -> Expr:
        """max(a, b) = b + relu(a - b), min(a, b) = b - relu(b - a), entry by entry."""
        b, a = (self.expression(argument) for argument in sorted(node.arguments, key=_is_zero, reverse=True))
        if not self.dims.is_scalar(a) and not self.dims.is_scalar(b):
            self.dims.same(a, b, node.span, f"take the {node.function} of")
        shape = self.dims.of(b) if self.dims.is_scalar(a) else self.dims.of(a)
        sign = 1 if node.function == "max" else -1
        if b == number(0):
            return scaled(sign, ex.Map(shape, (scaled(sign, a),), "relu"))
        a, b = (e if self.dims.of(e) == shape else ex.Mul(shape, (e, ex.Ones(shape))) for e in (a, b))
        gap = ex.Add(shape, (scaled(sign, a), scaled(-sign, b)))
        return ex.Add(shape, (b, scaled(sign, ex.Map(shape, (gap,), "relu"))))


def _bare(e: Expr) -> Expr:
    """`e` without scalars before it."""
    while isinstance(e, ex.Mul) and sum(part.shape != SCALAR for part in e.args) <= 1:
        e = next((part for part in e.args if part.shape != SCALAR), e.args[-1])
    return e


def _is_one(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Number) and node.text == "1"


def _is_zero(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Number) and Fraction(node.text) == 0


def _folded(exponent: Expr) -> Expr:
    """Return a fraction of numbers as one number, which tells whether a root is odd."""
    found = exponent if isinstance(exponent, ex.Add) else simplified(exponent)
    return found if isinstance(found, ex.Rational) else exponent


_UNSUPPORTED: dict[type[syntax.Node], str] = {
    syntax.Vector: "a list",
    syntax.Cases: "cases",
    syntax.Apply: "an unknown function",
    syntax.Comparison: "a comparison",
    syntax.Equation: "an equation",
    syntax.DerivativeOf: "a derivative",
}
