"""The gradient of a scalar by adjoints: reverse mode on the expression's tree, in symbols.

The adjoint of a part is the matrix of the derivatives of the whole in its entries, in the part's shape. It is 1 for
the whole, and each operation hands it on to its operands by one rule of the table in `rules`. What arrives at the
variable, added over its occurrences, is the gradient (Giles 2008; Griewank and Walther, "Evaluating Derivatives",
chapter 3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from calc_cli.calculus.matrix.build import (
    MINUS_ONE,
    ONE,
    add,
    apply,
    diag,
    diagonal,
    entry_power,
    hadamard,
    identity,
    inverse,
    is_scalar,
    multiply,
    negative,
    number,
    ones,
    power,
    trace,
    transpose,
    zero,
)
from calc_cli.calculus.matrix.entries import derivative_of_entries
from calc_cli.calculus.matrix.expression import (
    Det,
    Diag,
    Diagonal,
    EntryPower,
    EntrySum,
    Expr,
    Hadamard,
    Inverse,
    Map,
    Norm,
    Power,
    Product,
    Sum,
    Symbol,
    Trace,
    Transpose,
    contains,
)
from calc_cli.errors import UnsupportedError

TWO = number(2)


@dataclass(frozen=True, slots=True)
class Passage:
    """One application of a rule: a part with its `adjoint`, which the rule hands on."""

    rule: str
    part: Expr
    adjoint: Expr


@dataclass(slots=True)
class Tape:
    """The rules that were used, in their order."""

    variable: Symbol
    passages: list[Passage] = field(default_factory=list)


Handed = list[tuple[Expr, Expr]]
"""Operands, each with what it gets of the adjoint."""


def gradient(f: Expr, variable: Symbol, tape: Tape | None = None) -> Expr:
    """Return the gradient of the scalar `f`, in the shape of `variable`, whose entries are independent of each other.

    Raises UnsupportedError where there is no rule.
    """
    tape = Tape(variable) if tape is None else tape
    return _hand_on(f, ONE, tape)


def _hand_on(e: Expr, adjoint: Expr, tape: Tape) -> Expr:
    if e == tape.variable:
        return adjoint
    if not contains(e, tape.variable):
        return zero(tape.variable.shape)
    name, rule = _RULES[type(e)]
    if isinstance(e, Norm) and contains(e.args[1], tape.variable):
        raise UnsupportedError("the p of a norm cannot depend on the variable")
    tape.passages.append(Passage(name, e, adjoint))
    return add(
        zero(tape.variable.shape),
        *[_hand_on(operand, share, tape) for operand, share in rule(e, adjoint) if contains(operand, tape.variable)],
    )


def inner(a: Expr, b: Expr) -> Expr:
    """Return the sum of the products of entries, tr(aᵀb)."""
    return multiply(a, b) if is_scalar(a) else trace(multiply(transpose(a), b))


def _sum(e: Expr, adjoint: Expr) -> Handed:
    return [(term, adjoint) for term in e.args]


def _product(e: Expr, adjoint: Expr) -> Handed:
    handed: Handed = []
    for i, factor in enumerate(e.args):
        before, after = e.args[:i], e.args[i + 1 :]
        if is_scalar(factor):
            handed.append((factor, inner(adjoint, multiply(*before, *after))))
        else:
            scalars = [part for part in before if is_scalar(part)]
            left = [part for part in before if not is_scalar(part)]
            handed.append((factor, multiply(*scalars, *turned(left), adjoint, *turned(after))))
    return handed


def turned(chain: Sequence[Expr]) -> list[Expr]:
    """Return the factors of the transpose of a product."""
    return [transpose(factor) for factor in reversed(chain)]


def _power(e: Expr, adjoint: Expr) -> Handed:
    base, exponent = e.args
    slope = multiply(exponent, power(base, add(exponent, MINUS_ONE)))
    return [(base, multiply(adjoint, slope)), (exponent, multiply(adjoint, e, apply("log", base)))]


def _transpose(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], transpose(adjoint))]


def _inverse(e: Expr, adjoint: Expr) -> Handed:
    inverse_turned = transpose(e)
    return [(e.args[0], negative(multiply(inverse_turned, adjoint, inverse_turned)))]


def _trace(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], multiply(adjoint, identity(e.args[0].shape[0])))]


def _det(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], multiply(adjoint, e, transpose(inverse(e.args[0]))))]


def _norm(e: Expr, adjoint: Expr) -> Handed:
    operand, p = e.args
    if p == TWO:
        return [(operand, multiply(adjoint, power(e, MINUS_ONE), operand))]
    signs = apply("sign", operand)
    entries = hadamard(entry_power(apply("abs", operand), add(p, MINUS_ONE)), signs)
    return [(operand, multiply(adjoint, power(e, add(ONE, negative(p))), entries))]


def _map(e: Expr, adjoint: Expr) -> Handed:
    assert isinstance(e, Map)
    return [(e.args[0], hadamard(adjoint, derivative_of_entries(e.function, e.args[0])))]


def _hadamard(e: Expr, adjoint: Expr) -> Handed:
    return [(factor, hadamard(adjoint, *e.args[:i], *e.args[i + 1 :])) for i, factor in enumerate(e.args)]


def _entry_power(e: Expr, adjoint: Expr) -> Handed:
    base, exponent = e.args
    slope = multiply(exponent, entry_power(base, add(exponent, MINUS_ONE)))
    handed = [(base, hadamard(adjoint, slope))]
    return [*handed, (exponent, inner(adjoint, hadamard(e, apply("log", base))))]


def _entry_sum(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], multiply(adjoint, ones(e.args[0].shape)))]


def _diag(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], diagonal(adjoint))]


def _diagonal(e: Expr, adjoint: Expr) -> Handed:
    return [(e.args[0], diag(adjoint))]


_RULES: dict[type[Expr], tuple[str, Callable[[Expr, Expr], Handed]]] = {
    Sum: ("sum", _sum),
    Product: ("product", _product),
    Power: ("power", _power),
    Transpose: ("transpose", _transpose),
    Inverse: ("inverse", _inverse),
    Trace: ("trace", _trace),
    Det: ("determinant", _det),
    Norm: ("norm", _norm),
    Map: ("function of entries", _map),
    Hadamard: ("product of entries", _hadamard),
    EntryPower: ("power of entries", _entry_power),
    EntrySum: ("sum of entries", _entry_sum),
    Diag: ("diagonal matrix", _diag),
    Diagonal: ("diagonal", _diagonal),
}
