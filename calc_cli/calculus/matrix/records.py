"""The operations on vectors and matrices: a record is everything that any part of calc knows about one.

The adjoint C̄ of a part C of a scalar is the matrix of the derivatives of the scalar in the entries of C, in the
shape of C. An operation hands its own on to its operands by one rule. Sources:

- Giles: M. B. Giles, "Collected matrix derivative results for forward and reverse mode algorithmic
  differentiation", in Advances in Automatic Differentiation, Springer 2008
- Cookbook: K. B. Petersen and M. S. Pedersen, "The Matrix Cookbook", November 15, 2012, by (equation) or section
- Magnus and Neudecker: "Matrix Differential Calculus with Applications in Statistics and Econometrics"
- PRML: C. M. Bishop, "Pattern Recognition and Machine Learning", by (equation)
- Boyd and Vandenberghe: "Convex Optimization"
- D2L: A. Zhang and others, "Dive into Deep Learning", section 2.4.3
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from calc_cli.calculus.matrix import arithmetic as m, expression as ex, operations as op
from calc_cli.calculus.matrix.arrays import RealArrays
from calc_cli.calculus.matrix.expression import SCALAR, Expr, Shape
from calc_cli.calculus.result import Fields, Result

_MOST_TERMS = 200
"""Products with longer sums are not multiplied out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation, and the rule by which its adjoint goes to its operands.

    Calculus: the rule has a `title`, a `statement` for terminals and one in `latex`, an `example` that calc answers, an
    expression, the letter and the gradient in it, and a `source`. `adjoint` maps a node of the `kind` and its adjoint
    to what each operand gets; an operand without a share must not depend on the variable. `make` returns the operation
    on operands, simplified.

    Numbers: `value` maps the arithmetic, a node, and the values of its operands to that of the node.

    Reading and writing, of an operation with one operand: its `name` in calc's language; its `shape`, if the operand
    has a given one; "a trace" of what the operand has to be `square` for. One that is `of_entries` is nothing of a
    scalar: whoever types sum(x) means that x has entries. In code it is called `code` in every library of arrays, or
    it is a template of NumPy and of PyTorch.
    """

    kind: type[Expr]
    title: str
    statement: str
    latex: str
    example: tuple[str, str, str]
    source: str
    adjoint: Callable[[Any, Expr], Sequence[Expr]]
    make: Callable[..., Expr]
    value: Callable[..., Any]
    name: str = ""
    shape: Callable[[Shape], Shape] = lambda _: SCALAR
    square: str = ""
    of_entries: bool = False
    code: str = ""
    numpy: str = ""
    torch: str = ""

    @property
    def fields(self) -> Fields:
        """Return what JSON has of the rule."""
        return {
            "name": self.title,
            "statement": self.statement,
            "latex": self.latex,
            "example": dict(zip(("expr", "wrt", "result"), self.example, strict=True)),
            "source": self.source,
        }


def inner(a: Expr, b: Expr) -> Expr:
    """Return the sum of the products of entries, tr(aᵀb)."""
    return m.multiply(a, b) if m.is_scalar(a) else op.trace(m.multiply(m.transpose(a), b))


def _product(e: Expr, adjoint: Expr) -> Sequence[Expr]:
    shares = []
    for i, factor in enumerate(e.args):
        before, after = e.args[:i], e.args[i + 1 :]
        if m.is_scalar(factor):
            shares.append(inner(adjoint, m.multiply(*before, *after)))
        else:
            scalars = [part for part in before if m.is_scalar(part)]
            left, right = ([m.transpose(part) for part in chain[::-1]] for chain in (before, after))
            matrices = [part for part in left if not m.is_scalar(part)]
            shares.append(m.multiply(*scalars, *matrices, adjoint, *right))
    return shares


def _of_others(e: Expr, adjoint: Expr) -> Sequence[Expr]:
    return [m.hadamard(adjoint, *e.args[:i], *e.args[i + 1 :]) for i in range(len(e.args))]


def _power(e: Expr, adjoint: Expr) -> Sequence[Expr]:
    base, exponent = e.args
    slope = m.multiply(exponent, m.power(base, m.add(exponent, m.MINUS_ONE)))
    return m.hadamard(adjoint, slope), inner(adjoint, m.hadamard(e, op.apply("log", base)))


def _change_of_softmax(s: Expr, by: Expr) -> Expr:
    """Return (diag(s) - s sᵀ) by; of a matrix that of every row. The matrix is symmetric: so are the two modes."""
    weighted = m.hadamard(s, by)
    if s.shape[1] == 1:
        return m.add(weighted, m.negative(m.multiply(inner(s, by), s)))
    of_rows = m.multiply(weighted, m.ones((s.shape[1], 1)))
    return m.add(weighted, m.negative(m.multiply(m.diag(of_rows), s)))


def _shares(u: Expr) -> Expr:
    """Return exp(u)/sum(exp(u)), which is the softmax of a vector."""
    powers = op.apply("exp", u)
    return m.multiply(m.power(m.entry_sum(powers), m.MINUS_ONE), powers)


def _value_of_power(at: RealArrays, e: Expr, base: Any, exponent: Any) -> Any:
    is_matrix = isinstance(e, ex.Pow) and e.shape != SCALAR
    return at.matrix_power(base, int(exponent)) if is_matrix else at.power(e, base, exponent)


def _of_array(value: Callable[[RealArrays, Any], Any], of_number: Callable[[Any], Any] = lambda a: a) -> Any:
    """Return what takes the value of an array, and of a number something simpler, the number itself if not told."""
    return lambda at, _, a: value(at, a) if isinstance(a, np.ndarray) else of_number(a)


def _same(shape: Shape) -> Shape:
    return shape


def _turned(shape: Shape) -> Shape:
    return shape[1], shape[0]


# fmt: off
OPERATIONS = (
    Operation(
        kind=ex.Add, title="sum", statement="C = A + B:  Ā = C̄ and B̄ = C̄",
        latex=r"\bar{A} = \bar{C},\ \bar{B} = \bar{C}",
        example=("a^T x + b^T x", "x", "a + b"), source="Giles 2.2; Cookbook (35)",
        adjoint=lambda e, c: [c] * len(e.args), make=op.total, value=lambda _, __, *terms: reduce(operator.add, terms)),
    Operation(
        kind=ex.Mul, title="product", statement="C = A B:  Ā = C̄ Bᵀ and B̄ = Aᵀ C̄",
        latex=r"\bar{A} = \bar{C} B^\top,\ \bar{B} = A^\top \bar{C}",
        example=("tr(A X B)", "X", "A.T*B.T"), source="Giles 2.2; Cookbook (37)",
        adjoint=_product, make=m.multiply, value=RealArrays.product),
    Operation(
        kind=ex.Transpose, title="transpose", statement="C = Aᵀ:  Ā = C̄ᵀ", latex=r"\bar{A} = \bar{C}^\top",
        example=("tr(A X^T)", "X", "A"), source="Cookbook (44)",
        adjoint=lambda _, c: [m.transpose(c)], make=m.transpose, value=_of_array(lambda _, a: a.T),
        name="transpose", shape=_turned),
    Operation(
        kind=ex.Inv, title="inverse", statement="C = A⁻¹:  Ā = −Cᵀ C̄ Cᵀ", latex=r"\bar{A} = -C^\top \bar{C} C^\top",
        example=("a^T X^-1 b", "X", "-inv(X).T*a*b.T*inv(X).T"), source="Giles 2.2; Cookbook (40), (61)",
        adjoint=lambda e, c: [m.negative(m.multiply(m.transpose(e), c, m.transpose(e)))],
        make=m.inverse, value=lambda at, _, a: at.inverse(a), name="inv", shape=_same, square="an inverse",
        code="linalg.inv"),
    Operation(
        kind=ex.Det, title="determinant", statement="c = det A:  Ā = c̄ c A⁻ᵀ",
        latex=r"\bar{A} = \bar{c}\, c\, A^{-\top}",
        example=("det X", "X", "det(X)*inv(X).T"), source="Giles 2.2; Cookbook (42)",
        adjoint=lambda e, c: [m.multiply(c, e, m.transpose(m.inverse(e.args[0])))],
        make=op.det, value=_of_array(RealArrays.determinant), name="det", square="a determinant", code="linalg.det"),
    Operation(
        kind=ex.Trace, title="trace", statement="c = tr A:  Ā = c̄ I", latex=r"\bar{A} = \bar{c}\, I",
        example=("tr(X)", "X", "I"), source="Cookbook (36)",
        adjoint=lambda e, c: [m.multiply(c, m.identity(e.args[0].shape[0]))],
        make=op.trace, value=_of_array(lambda _, a: a.trace()), name="tr", square="a trace", code="trace"),
    Operation(
        kind=ex.Norm, title="norm", statement="c = ‖A‖:  Ā = c̄ A/‖A‖;  p-norm: Ā = c̄ ‖A‖ₚ¹⁻ᵖ |A|ᵖ⁻¹ ⊙ sign A",
        latex=r"\bar{A} = \bar{c}\, \frac{A}{\lVert A \rVert}",
        example=("||x - a||", "x", "(x - a)/norm(x - a)"), source="Cookbook 2.6",
        adjoint=lambda e, c: [m.multiply(c, op.derivative_of_norm(e))],
        make=op.norm, value=lambda at, _, a, p: at.norm(a, p), name="norm"),
    Operation(
        kind=ex.Pow, title="power", statement="c = aᵏ:  ā = c̄ k aᵏ⁻¹ and k̄ = c̄ c ln a",
        latex=r"\bar{a} = \bar{c}\, k\, a^{k-1}",
        example=("||x||^2", "x", "2*x"), source="DLMF 4.7(ii); D2L",
        adjoint=_power, make=op.power, value=_value_of_power),
    Operation(
        kind=ex.Map, title="function of entries", statement="C = f(A), entry by entry:  Ā = C̄ ⊙ f′(A)",
        latex=r"\bar{A} = \bar{C} \odot f'(A)",
        example=("sum(exp(X))", "X", "exp(X)"), source="the table of functions; Magnus and Neudecker",
        adjoint=lambda e, c: [m.hadamard(c, op.derivative_of_entries(e.function, e.args[0]))],
        make=op.apply, value=lambda at, e, a: at.mapped(e.function, a)),
    Operation(
        kind=ex.Hadamard, title="product of entries", statement="C = A ⊙ B:  Ā = C̄ ⊙ B and B̄ = C̄ ⊙ A",
        latex=r"\bar{A} = \bar{C} \odot B,\ \bar{B} = \bar{C} \odot A",
        example=("sum(x .* y)", "x", "y"), source="Cookbook (38)",
        adjoint=_of_others, make=m.hadamard, value=lambda _, __, *factors: reduce(operator.mul, factors)),
    Operation(
        kind=ex.EntryPower, title="power of entries", statement="C = A.^k:  Ā = C̄ ⊙ k A.^(k−1)",
        latex=r"\bar{A} = \bar{C} \odot k A^{\odot k-1}",
        example=("sum(x.^3)", "x", "3*x.^2"), source="DLMF 4.7(ii)",
        adjoint=_power, make=m.power, value=_value_of_power),
    Operation(
        kind=ex.EntrySum, title="sum of entries", statement="c = sum(A):  Ā = c̄ ones",
        latex=r"\bar{A} = \bar{c}\, \mathbf{1} \mathbf{1}^\top",
        example=("sum(X)", "X", "ones(m, n)"), source="c = 1ᵀA1 and the product rule",
        adjoint=lambda e, c: [m.multiply(c, m.ones(e.args[0].shape))],
        make=m.entry_sum, value=_of_array(lambda _, a: a.sum()), name="sum", of_entries=True, code="sum"),
    Operation(
        kind=ex.Softmax, title="softmax", statement="s = softmax(a):  ā = s ⊙ s̄ − (sᵀ s̄) s",
        latex=r"\bar{a} = s \odot \bar{s} - (s^\top \bar{s})\, s",
        example=("b^T softmax(x)", "x", "softmax(x) .* b - softmax(x).T*b*softmax(x)"), source="PRML (4.106)",
        adjoint=lambda e, c: [_change_of_softmax(e, c)],
        make=m.softmax, value=_of_array(RealArrays.softmax, lambda a: a * 0 + 1), name="softmax", shape=_same,
        of_entries=True, numpy="np.exp({0} - np.logaddexp.reduce({0}, axis=-1, keepdims=True))",
        torch="torch.softmax({0}, -1)"),
    Operation(
        kind=ex.LogSumExp, title="logsumexp", statement="c = ln(sum(exp(a))):  ā = c̄ softmax(a)",
        latex=r"\bar{a} = \bar{c}\, \operatorname{softmax}(a)",
        example=("logsumexp(A x)", "x", "A.T*softmax(A*x)"), source="Boyd and Vandenberghe A.4.1",
        adjoint=lambda e, c: [m.multiply(c, _shares(e.args[0]))],
        make=m.logsumexp, value=_of_array(RealArrays.log_sum_exp), name="logsumexp",
        of_entries=True, numpy="np.logaddexp.reduce({0}, axis=None)", torch="torch.logsumexp(torch.flatten({0}), 0)"),
    Operation(
        kind=ex.Diag, title="diagonal matrix", statement="C = diag(a):  ā = the diagonal of C̄",
        latex=r"\bar{a} = \operatorname{diag}(\bar{C})",
        example=("tr(diag(x) A)", "x", "diag(A)"), source="the adjoint of a linear map",
        adjoint=lambda _, c: [op.diagonal(c)],
        make=m.diag, value=_of_array(lambda at, a: at.diagonal_matrix(a[:, 0])), name="diag",
        shape=lambda shape: (shape[0], shape[0]), of_entries=True, code="diag"),
    Operation(
        kind=ex.Diagonal, title="diagonal", statement="c = the diagonal of A:  Ā = diag(c̄)",
        latex=r"\bar{A} = \operatorname{diag}(\bar{c})",
        example=("b^T diag(X)", "X", "diag(b)"), source="the adjoint of a linear map",
        adjoint=lambda _, c: [m.diag(c)],
        make=op.diagonal, value=_of_array(lambda _, a: a.diagonal().reshape(-1, 1).copy()), name="diag",
        shape=lambda shape: (shape[0], 1), square="diag", of_entries=True, code="diag"),
)
# fmt: on

RECORDS = {record.kind: record for record in OPERATIONS}


@dataclass(frozen=True, slots=True)
class MatrixRules(Result):
    """The table of rules as an answer."""

    rules: tuple[Operation, ...] = OPERATIONS

    @property
    def answer(self) -> tuple[str, ...]:
        """Return what they say."""
        return tuple(f"{rule.title}: {rule.statement}" for rule in self.rules)

    @property
    def fields(self) -> Fields:
        return {"rules": [rule.fields for rule in self.rules]}


def typed(kind: type[Expr], e: Expr) -> Expr:
    """Return an operation on one operand as typed."""
    return kind(RECORDS[kind].shape(e.shape), (e,))


def rebuild(e: Expr, parts: Sequence[Expr]) -> Expr:
    """Return the node `e` with other parts, simplified."""
    record = RECORDS.get(type(e))
    if record is None:
        return e
    return op.apply(e.function, *parts) if isinstance(e, ex.Map) else record.make(*parts)


def simplified(e: Expr) -> Expr:
    """Return `e` built again by the constructors that simplify."""
    return rebuild(e, [simplified(part) for part in e.args])


def expand(e: Expr) -> Expr:
    """Return `e` with products of sums multiplied out, a normal form for polynomials in matrices and in entries."""
    e = rebuild(e, [expand(part) for part in e.args])
    if not isinstance(e, ex.Mul | ex.Hadamard):
        return e
    place = next((i for i, part in enumerate(e.args) if isinstance(part, ex.Add)), None)
    if place is None or len(e.args[place].args) > _MOST_TERMS:
        return e
    before, terms, after = e.args[:place], e.args[place].args, e.args[place + 1 :]
    return m.add(*[expand(rebuild(e, [*before, term, *after])) for term in terms])
