"""The gradient of a scalar by adjoints: reverse mode on the expression's tree, in symbols.

The adjoint of a part is the matrix of the derivatives of the whole in its entries, in the part's shape. It is 1 for
the whole, and each operation hands it on to its operands by one rule of the table in `rules`. What arrives at the
variable, added over its occurrences, is the gradient (Giles 2008; Griewank and Walther, "Evaluating Derivatives",
chapter 3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from calc_cli.calculus.matrix import arithmetic as m
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.entries import (
    check_exponent,
    derivative_of_entries,
    derivative_of_norm,
    derivative_of_power,
)
from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.calculus.matrix.operations import apply, diagonal, trace


@dataclass(frozen=True, slots=True)
class Passage:
    """One application of a rule: a part with its `adjoint`, which the rule hands on."""

    rule: str
    part: Expr
    adjoint: Expr


@dataclass(slots=True)
class Passages:
    """The rules that were used, in their order."""

    variable: Symbol
    passages: list[Passage] = field(default_factory=list)


Handed = list[tuple[Expr, Expr]]
"""Operands, each with what it gets of the adjoint."""


def gradient(f: Expr, variable: Symbol, tape: Passages | None = None) -> Expr:
    """Return the gradient of the scalar `f`, in the shape of `variable`, whose entries are independent of each other.

    Raises UnsupportedError where there is no rule.
    """
    tape = Passages(variable) if tape is None else tape
    return _hand_on(f, m.ONE, tape)


def _hand_on(e: Expr, adjoint: Expr, tape: Passages) -> Expr:
    if e == tape.variable:
        return adjoint
    if not ex.contains(e, tape.variable):
        return m.zero(tape.variable.shape)
    name, rule = _RULES[type(e)]
    if isinstance(e, ex.Norm):
        check_exponent(e, tape.variable)
    tape.passages.append(Passage(name, e, adjoint))
    return m.add(
        m.zero(tape.variable.shape),
        *[_hand_on(operand, share, tape) for operand, share in rule(e, adjoint) if ex.contains(operand, tape.variable)],
    )


def inner(a: Expr, b: Expr) -> Expr:
    """Return the sum of the products of entries, tr(aᵀb)."""
    return m.multiply(a, b) if m.is_scalar(a) else trace(m.multiply(m.transpose(a), b))


def _sum(e: Expr, adjoint: Expr) -> Handed:
    return [(term, adjoint) for term in e.args]


def _product(e: Expr, adjoint: Expr) -> Handed:
    handed: Handed = []
    for i, factor in enumerate(e.args):
        before, after = e.args[:i], e.args[i + 1 :]
        if m.is_scalar(factor):
            handed.append((factor, inner(adjoint, m.multiply(*before, *after))))
        else:
            scalars = [part for part in before if m.is_scalar(part)]
            left = [part for part in before if not m.is_scalar(part)]
            handed.append((factor, m.multiply(*scalars, *turned(left), adjoint, *turned(after))))
    return handed


def turned(chain: Sequence[Expr]) -> list[Expr]:
    """Return the factors of the transpose of a product."""
    return [m.transpose(factor) for factor in reversed(chain)]


def _power(e: Expr, adjoint: Expr) -> Handed:
    base, exponent = e.args
    in_base = m.hadamard(adjoint, derivative_of_power(base, exponent))
    return [(base, in_base), (exponent, inner(adjoint, m.hadamard(e, apply("log", base))))]


def _transpose(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.transpose(adjoint))]


def _inverse(e: Expr, adjoint: Expr) -> Handed:
    inverse_turned = m.transpose(e)
    return [(e.args[0], m.negative(m.multiply(inverse_turned, adjoint, inverse_turned)))]


def _trace(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.multiply(adjoint, m.identity(e.args[0].shape[0])))]


def _det(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.multiply(adjoint, e, m.transpose(m.inverse(e.args[0]))))]


def _norm(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.multiply(adjoint, derivative_of_norm(e)))]


def _map(e: Expr, adjoint: Expr) -> Handed:
    assert isinstance(e, ex.Map)
    return [(e.args[0], m.hadamard(adjoint, derivative_of_entries(e.function, e.args[0])))]


def _hadamard(e: Expr, adjoint: Expr) -> Handed:
    return [(factor, m.hadamard(adjoint, *e.args[:i], *e.args[i + 1 :])) for i, factor in enumerate(e.args)]


def _entry_sum(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.multiply(adjoint, m.ones(e.args[0].shape)))]


def _softmax(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], change_of_softmax(e, adjoint))]


def change_of_softmax(s: Expr, by: Expr) -> Expr:
    """Return (diag(s) - s sᵀ) by; of a matrix that of every row. The matrix is symmetric: so are the two modes."""
    weighted = m.hadamard(s, by)
    if s.shape[1] == 1:
        return m.add(weighted, m.negative(m.multiply(inner(s, by), s)))
    of_rows = m.multiply(weighted, m.ones((s.shape[1], 1)))
    return m.add(weighted, m.negative(m.multiply(m.diag(of_rows), s)))


def _log_sum_exp(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.multiply(adjoint, shares(e.args[0])))]


def shares(u: Expr) -> Expr:
    """Return exp(u)/sum(exp(u)), which is the softmax of a vector."""
    powers = apply("exp", u)
    return m.multiply(m.power(m.entry_sum(powers), m.MINUS_ONE), powers)


def _diag(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], diagonal(adjoint))]


def _diagonal(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], m.diag(adjoint))]


_RULES: dict[type[Expr], tuple[str, Callable[[Expr, Expr], Handed]]] = {
    ex.Add: ("sum", _sum),
    ex.Mul: ("product", _product),
    ex.Pow: ("power", _power),
    ex.Transpose: ("transpose", _transpose),
    ex.Inv: ("inverse", _inverse),
    ex.Trace: ("trace", _trace),
    ex.Det: ("determinant", _det),
    ex.Norm: ("norm", _norm),
    ex.Map: ("function of entries", _map),
    ex.Hadamard: ("product of entries", _hadamard),
    ex.EntryPower: ("power of entries", _power),
    ex.EntrySum: ("sum of entries", _entry_sum),
    ex.Softmax: ("softmax", _softmax),
    ex.LogSumExp: ("logsumexp", _log_sum_exp),
    ex.Diag: ("diagonal matrix", _diag),
    ex.Diagonal: ("diagonal", _diagonal),
}
