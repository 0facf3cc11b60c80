"""Forward mode: the differential of a vector or matrix function, and what stands in front of dx in it.

`differential` replaces a variable by its differential, operation by operation; what it returns is linear in that.
For a column vector x the Jacobian of u is then read off du = J dx (the identification of Magnus and Neudecker,
"Matrix Differential Calculus", chapter 5, section 5.3). For a scalar t, dt is 1 and du is the derivative.
"""

from collections.abc import Callable

from calc_cli.calculus.matrix import arithmetic as m
from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.adjoint import change_of_softmax, inner, shares
from calc_cli.calculus.matrix.entries import (
    check_exponent,
    derivative_of_entries,
    derivative_of_norm,
    derivative_of_power,
)
from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.calculus.matrix.operations import apply, diagonal, trace
from calc_cli.errors import UnsupportedError


def differential(e: Expr, variable: Symbol, by: Expr) -> Expr:
    """Return the differential of `e` where that of `variable` is `by`, of the same shape."""
    if e == variable:
        return by
    if not ex.contains(e, variable):
        return m.zero(e.shape)
    if isinstance(e, ex.Norm):
        check_exponent(e, variable)
    return _RULES[type(e)](e, lambda part: differential(part, variable, by))


Differentiate = Callable[[Expr], Expr]


def _product(e: Expr, d: Differentiate) -> Expr:
    return m.add(*[m.multiply(*e.args[:i], d(part), *e.args[i + 1 :]) for i, part in enumerate(e.args)])


def _hadamard(e: Expr, d: Differentiate) -> Expr:
    return m.add(*[m.hadamard(*e.args[:i], d(part), *e.args[i + 1 :]) for i, part in enumerate(e.args)])


def _power(e: Expr, d: Differentiate) -> Expr:
    base, exponent = e.args
    in_base, change = m.hadamard(derivative_of_power(base, exponent), d(base)), d(exponent)
    return in_base if m.is_zero(change) else m.add(in_base, m.multiply(change, m.hadamard(e, apply("log", base))))


def _map(e: Expr, d: Differentiate) -> Expr:
    assert isinstance(e, ex.Map)
    return m.hadamard(derivative_of_entries(e.function, e.args[0]), d(e.args[0]))


_RULES: dict[type[Expr], Callable[[Expr, Differentiate], Expr]] = {
    ex.Add: lambda e, d: m.add(*map(d, e.args)),
    ex.Mul: _product,
    ex.Hadamard: _hadamard,
    ex.Pow: _power,
    ex.EntryPower: _power,
    ex.Map: _map,
    ex.Norm: lambda e, d: inner(derivative_of_norm(e), d(e.args[0])),
    ex.Transpose: lambda e, d: m.transpose(d(e.args[0])),
    ex.Inv: lambda e, d: m.negative(m.multiply(e, d(e.args[0]), e)),
    ex.Trace: lambda e, d: trace(d(e.args[0])),
    ex.Det: lambda e, d: m.multiply(e, trace(m.multiply(m.inverse(e.args[0]), d(e.args[0])))),
    ex.EntrySum: lambda e, d: m.entry_sum(d(e.args[0])),
    ex.Softmax: lambda e, d: change_of_softmax(e, d(e.args[0])),
    ex.LogSumExp: lambda e, d: inner(shares(e.args[0]), d(e.args[0])),
    ex.Diag: lambda e, d: m.diag(d(e.args[0])),
    ex.Diagonal: lambda e, d: diagonal(d(e.args[0])),
}


def jacobian(u: Expr, variable: Symbol) -> Expr:
    """Return the m×n matrix J with du = J dx of the column (or scalar) `u` in the column `variable`.

    Raises UnsupportedError where J cannot be written without components.
    """
    d = Symbol(variable.shape, (), f"d{variable.name}")
    return _front(differential(u, variable, d), d)


def _front(e: Expr, d: Symbol) -> Expr:
    """Return what stands in front of `d` in the column `e`, which is linear in it."""
    if e == d:
        return m.identity(d.shape[0])
    if not ex.contains(e, d):
        return m.zero((e.shape[0], d.shape[0]))
    match e:
        case ex.Add():
            return m.add(*[_front(term, d) for term in e.args])
        case ex.Mul():
            return _front_of_product(e, d)
        case ex.Hadamard():
            place = next(i for i, part in enumerate(e.args) if ex.contains(part, d))
            others = m.hadamard(*e.args[:place], *e.args[place + 1 :])
            return m.multiply(m.diag(others), _front(e.args[place], d))
        case ex.EntrySum() if e.args[0].shape[1] == 1:
            return m.multiply(m.ones((1, e.args[0].shape[0])), _front(e.args[0], d))
        case ex.Trace() | ex.EntrySum() | ex.Diagonal():
            return _front_inside(e, d)
    raise UnsupportedError(NO_MATRIX)


NO_MATRIX = "this derivative is no product of matrices: its entries have three or more indices"


def _front_of_product(e: Expr, d: Symbol) -> Expr:
    place = next(i for i, part in enumerate(e.args) if ex.contains(part, d))
    before, factor, after = e.args[:place], e.args[place], e.args[place + 1 :]
    if m.is_scalar(factor):
        return m.multiply(*before, *after, _front(factor, d))
    if factor.shape[1] == 1 and not after:
        return m.multiply(*before, _front(factor, d))
    rest = m.multiply(*after) if after else None
    if rest is not None and rest.shape[1] != 1:
        raise UnsupportedError(NO_MATRIX)
    return m.multiply(*before, _front_applied(factor, rest, d))


def _front_applied(factor: Expr, rest: Expr | None, d: Symbol) -> Expr:
    """Of factor·rest, a column, where only the factor, a row or matrix, holds `d`."""
    if rest is not None:
        match factor:
            case ex.Transpose():
                return _front_turned(factor.args[0], rest, d)
            case ex.Diag():
                return m.multiply(m.diag(rest), _front(factor.args[0], d))
            case ex.Add():
                return m.add(*[_front(m.multiply(term, rest), d) for term in factor.args])
    raise UnsupportedError(NO_MATRIX)


def _front_turned(column: Expr, rest: Expr, d: Symbol) -> Expr:
    """Of columnᵀ·rest, which is restᵀ·column."""
    if column.shape[1] != 1:
        raise UnsupportedError(NO_MATRIX)
    return m.multiply(m.transpose(rest), _front(column, d))


def _front_inside(e: Expr, d: Symbol) -> Expr:
    """Return that of a trace, a diagonal or the sum of entries: the diagonal of P diag(d) Q is (P ⊙ Qᵀ) d."""
    scalars, chain = m.split_scalars(e.args[0])
    place = next((i for i, part in enumerate(chain) if ex.contains(part, d)), None)
    if place is None or any(ex.contains(part, d) for part in scalars):
        raise UnsupportedError(NO_MATRIX)
    before, factor, after = chain[:place], chain[place], chain[place + 1 :]
    if isinstance(factor, ex.Add):
        terms = [m.multiply(*scalars, *before, term, *after) for term in factor.args]
        return m.add(*[_front(_READ[type(e)](term), d) for term in terms])
    if not isinstance(factor, ex.Diag):
        raise UnsupportedError(NO_MATRIX)
    unit = m.identity(factor.shape[0])
    left, right = m.multiply(*before) if before else unit, m.multiply(*after) if after else unit
    match e:
        case ex.Diagonal():
            weights = m.hadamard(left, m.transpose(right))
        case ex.Trace():
            weights = m.transpose(diagonal(m.multiply(right, left)))
        case _:
            columns = m.multiply(right, m.ones((right.shape[1], 1)))
            weights = m.transpose(m.hadamard(m.multiply(m.transpose(left), m.ones((left.shape[0], 1))), columns))
    return m.multiply(*scalars, weights, _front(factor.args[0], d))


_READ: dict[type[Expr], Differentiate] = {ex.Trace: trace, ex.EntrySum: m.entry_sum, ex.Diagonal: diagonal}
