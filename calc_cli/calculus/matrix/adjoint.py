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
    if isinstance(e, ex.Norm):
        check_exponent(e, tape.variable)
    if type(e) in _OF_ONE:
        name, hand_on = _OF_ONE[type(e)]
        handed = [(e.args[0], hand_on(e, adjoint))]
    else:
        name, rule = _OF_SEVERAL[type(e)]
        handed = rule(e, adjoint)
    tape.passages.append(Passage(name, e, adjoint))
    shares = [_hand_on(part, share, tape) for part, share in handed if ex.contains(part, tape.variable)]
    return m.add(m.zero(tape.variable.shape), *shares)


def inner(a: Expr, b: Expr) -> Expr:
    """Return the sum of the products of entries, tr(aᵀb)."""
    return m.multiply(a, b) if m.is_scalar(a) else trace(m.multiply(m.transpose(a), b))


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


def _change_of_softmax(s: Expr, by: Expr) -> Expr:
    """Return (diag(s) - s sᵀ) by; of a matrix that of every row. The matrix is symmetric: so are the two modes."""
    weighted = m.hadamard(s, by)
    if s.shape[1] == 1:
        return m.add(weighted, m.negative(m.multiply(inner(s, by), s)))
    of_rows = m.multiply(weighted, m.ones((s.shape[1], 1)))
    return m.add(weighted, m.negative(m.multiply(m.diag(of_rows), s)))


def _shares(u: Expr) -> Expr:
    """Return exp(u)/sum(exp(u)), which is the softmax of a vector."""
    powers = apply("exp", u)
    return m.multiply(m.power(m.entry_sum(powers), m.MINUS_ONE), powers)


def _of_entries(e: Expr, u: Expr) -> Expr:
    assert isinstance(e, ex.Map)
    return derivative_of_entries(e.function, u)


_OF_ONE: dict[type[Expr], tuple[str, Callable[[Expr, Expr], Expr]]] = {
    ex.Transpose: ("transpose", lambda _, c: m.transpose(c)),
    ex.Inv: ("inverse", lambda e, c: m.negative(m.multiply(m.transpose(e), c, m.transpose(e)))),
    ex.Trace: ("trace", lambda e, c: m.multiply(c, m.identity(e.args[0].shape[0]))),
    ex.Det: ("determinant", lambda e, c: m.multiply(c, e, m.transpose(m.inverse(e.args[0])))),
    ex.Norm: ("norm", lambda e, c: m.multiply(c, derivative_of_norm(e))),
    ex.Map: ("function of entries", lambda e, c: m.hadamard(c, _of_entries(e, e.args[0]))),
    ex.EntrySum: ("sum of entries", lambda e, c: m.multiply(c, m.ones(e.args[0].shape))),
    ex.Softmax: ("softmax", _change_of_softmax),
    ex.LogSumExp: ("logsumexp", lambda e, c: m.multiply(c, _shares(e.args[0]))),
    ex.Diag: ("diagonal matrix", lambda _, c: diagonal(c)),
    ex.Diagonal: ("diagonal", lambda _, c: m.diag(c)),
}
"""By the operation: the name of the rule, and what an operation with the adjoint c hands on to its operand."""

_OF_SEVERAL: dict[type[Expr], tuple[str, Callable[[Expr, Expr], Handed]]] = {
    ex.Add: ("sum", lambda e, c: [(term, c) for term in e.args]),
    ex.Mul: ("product", _product),
    ex.Pow: ("power", _power),
    ex.Hadamard: (
        "product of entries",
        lambda e, c: [(part, m.hadamard(c, *e.args[:i], *e.args[i + 1 :])) for i, part in enumerate(e.args)],
    ),
    ex.EntryPower: ("power of entries", _power),
}
"""Likewise of several operands, with each of them."""
