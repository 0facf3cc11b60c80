"""Determinant, trace, diagonal, norm and functions of entries, simplified as they are made; and any node made again."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from calc_cli.calculus.matrix import arithmetic as m
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Expr


def det(e: Expr) -> Expr:
    """Return the determinant."""
    if not m.is_scalar(e) and _has_rank_one(e):
        return m.ZERO
    match e:
        case ex.Identity():
            return m.ONE
        case ex.Transpose():
            return det(e.args[0])
        case ex.Inv():
            return m.power(det(e.args[0]), m.MINUS_ONE)
        case ex.Mul():
            scalars, chain = m.split_scalars(e)
            if all(part.shape[0] == part.shape[1] for part in chain) and chain:
                factor = m.power(m.multiply(*scalars), m.dimension(e.shape[0]))
                return m.multiply(factor, *[det(part) for part in chain]) if len(e.args) > 1 else ex.Det(SCALAR, (e,))
    return e if m.is_scalar(e) else ex.Det(SCALAR, (e,))


def _has_rank_one(e: Expr) -> bool:
    """Return True if all columns of `e` are multiples of one, by its form: x yᵀ A, ones. A named dimension is not 1."""
    match e:
        case ex.Mul():
            return any(not m.is_scalar(part) and _has_rank_one(part) for part in e.args)
        case ex.Hadamard() | ex.Transpose():
            return all(map(_has_rank_one, e.args))
    return 1 in e.shape or isinstance(e, ex.Ones | ex.Zero)


def trace(e: Expr) -> Expr:
    """Return the trace; tr(u vᵀ) is vᵀu."""
    if m.is_scalar(e):
        return e
    match e:
        case ex.Identity():
            return m.dimension(e.shape[0])
        case ex.Zero():
            return m.ZERO
        case ex.Transpose():
            return trace(e.args[0])
        case ex.Diag():
            return m.entry_sum(e.args[0])
    scalars, chain = m.split_scalars(e)
    cut = next((i for i, part in enumerate(chain) if part.shape[0] == 1), None)
    if cut is not None:
        return m.multiply(*scalars, *chain[cut:], *chain[:cut])
    return m.linearly(trace, e) or ex.Trace(SCALAR, (e,))


def diagonal(e: Expr) -> Expr:
    """Return the diagonal of a square matrix, as a vector."""
    column = (e.shape[0], 1)
    match e:
        case ex.Identity():
            return m.ones(column)
        case ex.Zero():
            return m.zero(column)
        case ex.Diag():
            return e.args[0]
        case ex.Transpose():
            return diagonal(e.args[0])
    scalars, chain = m.split_scalars(e)
    cut = next((i for i, part in enumerate(chain) if part.shape[0] == 1), None)
    if cut is not None:
        return m.multiply(*scalars, m.hadamard(m.multiply(*chain[:cut]), m.transpose(m.multiply(*chain[cut:]))))
    return m.linearly(diagonal, e) or ex.Diagonal(column, (e,))


def norm(e: Expr, p: Expr) -> Expr:
    """Return the entries' p-norm."""
    if isinstance(e, ex.Zero):
        return m.ZERO
    return ex.Norm(SCALAR, (m.transpose(e) if isinstance(e, ex.Transpose) else e, p))


def apply(function: str, e: Expr) -> Expr:
    """Return a function of every entry."""
    if function == "exp" and m.is_zero(e):
        return m.ones(e.shape)
    if function == "log" and e in (m.ONE, ex.Irrational(SCALAR, (), "e")):
        return m.ZERO if e == m.ONE else m.ONE
    if function == "log" and isinstance(e, ex.Map) and e.function == "exp":
        return e.args[0]
    if (
        function == "log"
        and isinstance(e, ex.EntrySum)
        and isinstance(e.args[0], ex.Map)
        and e.args[0].function == "exp"
    ):
        return m.logsumexp(e.args[0].args[0])
    if function == "log" and isinstance(e, ex.Softmax) and e.shape[1] == 1:
        return m.add(e.args[0], m.negative(m.multiply(m.logsumexp(e.args[0]), m.ones(e.shape))))
    if function == "exp" and e == m.ONE:
        return ex.Irrational(SCALAR, (), "e")
    if function == "sqrt":
        return m.power(e, m.number(Fraction(1, 2)))
    return ex.Map(e.shape, (e,), function)


def rebuild(e: Expr, parts: Sequence[Expr]) -> Expr:
    """Return the node `e` with other parts, simplified."""
    match e:
        case ex.Add():
            shape = next((part.shape for part in parts if not m.is_scalar(part)), SCALAR)
            return m.add(*[m.multiply(part, m.ones(shape)) if part.shape != shape else part for part in parts])
        case ex.Pow() if not m.is_scalar(parts[0]):
            return _matrix_power(parts[0], parts[1])
        case ex.Map():
            return apply(e.function, parts[0])
    maker: Callable[..., Expr] | None = _MAKERS.get(type(e))
    return e if maker is None else maker(*parts)


def _matrix_power(base: Expr, exponent: Expr) -> Expr:
    assert isinstance(exponent, ex.Rational)
    k = int(exponent.value)
    return m.identity(base.shape[0]) if k == 0 else m.multiply(*[base if k > 0 else m.inverse(base)] * abs(k))


_MAKERS: dict[type[Expr], Callable[..., Expr]] = {
    ex.Mul: m.multiply, ex.Pow: m.power, ex.Transpose: m.transpose, ex.Inv: m.inverse, ex.Trace: trace,
    ex.Det: det, ex.Norm: norm, ex.Hadamard: m.hadamard, ex.EntryPower: m.power, ex.EntrySum: m.entry_sum,
    ex.Softmax: m.softmax, ex.LogSumExp: m.logsumexp, ex.Diag: m.diag, ex.Diagonal: diagonal,
}  # fmt: skip


def simplified(e: Expr) -> Expr:
    """Return `e` built again by these constructors."""
    return rebuild(e, [simplified(part) for part in e.args])


MOST_TERMS = 200


def expand(e: Expr) -> Expr:
    """Return `e` with products of sums multiplied out, a normal form for polynomials in matrices and in entries."""
    e = rebuild(e, [expand(part) for part in e.args])
    if not isinstance(e, ex.Mul | ex.Hadamard):
        return e
    place = next((i for i, part in enumerate(e.args) if isinstance(part, ex.Add)), None)
    if place is None or len(e.args[place].args) > MOST_TERMS:
        return e
    before, terms, after = e.args[:place], e.args[place].args, e.args[place + 1 :]
    return m.add(*[expand(rebuild(e, [*before, term, *after])) for term in terms])
