"""Forward mode: the differential of a vector or matrix function, and what stands in front of dx in it.

`differential` replaces a variable by its differential, operation by operation; what it returns is linear in that.
For a column vector x the Jacobian of u is then read off du = J dx (the identification of Magnus and Neudecker,
"Matrix Differential Calculus", chapter 5, section 5.3). For a scalar t, dt is 1 and du is the derivative.
"""

from collections.abc import Callable

from calc_cli.calculus.matrix.adjoint import inner
from calc_cli.calculus.matrix.build import (
    MINUS_ONE,
    ONE,
    add,
    apply,
    diag,
    diagonal,
    entry_power,
    entry_sum,
    hadamard,
    identity,
    inverse,
    is_scalar,
    is_zero,
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


def differential(e: Expr, variable: Symbol, by: Expr) -> Expr:
    """Return the differential of `e` where that of `variable` is `by`, of the same shape."""
    if e == variable:
        return by
    if not contains(e, variable):
        return zero(e.shape)
    return _RULES[type(e)](e, lambda part: differential(part, variable, by))


Differentiate = Callable[[Expr], Expr]


def _product(e: Expr, d: Differentiate) -> Expr:
    return add(*[multiply(*e.args[:i], d(part), *e.args[i + 1 :]) for i, part in enumerate(e.args)])


def _hadamard(e: Expr, d: Differentiate) -> Expr:
    return add(*[hadamard(*e.args[:i], d(part), *e.args[i + 1 :]) for i, part in enumerate(e.args)])


def _power(e: Expr, d: Differentiate) -> Expr:
    base, exponent = e.args
    slope = multiply(exponent, entry_power(base, add(exponent, MINUS_ONE)))
    by_base, change = hadamard(slope, d(base)), d(exponent)
    if is_zero(change):
        return by_base
    return add(by_base, multiply(change, hadamard(e, apply("log", base))))


def _map(e: Expr, d: Differentiate) -> Expr:
    assert isinstance(e, Map)
    return hadamard(derivative_of_entries(e.function, e.args[0]), d(e.args[0]))


def _norm(e: Expr, d: Differentiate) -> Expr:
    operand, p = e.args
    if not is_zero(d(p)):
        raise UnsupportedError("the p of a norm cannot depend on the variable")
    if p == number(2):
        return multiply(power(e, MINUS_ONE), inner(operand, d(operand)))
    entries = hadamard(entry_power(apply("abs", operand), add(p, MINUS_ONE)), apply("sign", operand))
    return multiply(power(e, add(ONE, negative(p))), inner(entries, d(operand)))


_RULES: dict[type[Expr], Callable[[Expr, Differentiate], Expr]] = {
    Sum: lambda e, d: add(*map(d, e.args)),
    Product: _product,
    Hadamard: _hadamard,
    Power: _power,
    EntryPower: _power,
    Map: _map,
    Norm: _norm,
    Transpose: lambda e, d: transpose(d(e.args[0])),
    Inverse: lambda e, d: negative(multiply(e, d(e.args[0]), e)),
    Trace: lambda e, d: trace(d(e.args[0])),
    Det: lambda e, d: multiply(e, trace(multiply(inverse(e.args[0]), d(e.args[0])))),
    EntrySum: lambda e, d: entry_sum(d(e.args[0])),
    Diag: lambda e, d: diag(d(e.args[0])),
    Diagonal: lambda e, d: diagonal(d(e.args[0])),
}


def jacobian(u: Expr, variable: Symbol) -> Expr:
    """Return the m×n matrix J with du = J dx of the column (or scalar) `u` in the column `variable`.

    Raises UnsupportedError where J cannot be written without components.
    """
    d = Symbol(variable.shape, (), f"d{variable.name}")
    return _front(differential(u, variable, d), d)


def _front(e: Expr, d: Symbol) -> Expr:
    """What stands in front of `d` in the column `e`, which is linear in it."""
    if e == d:
        return identity(d.shape[0])
    if not contains(e, d):
        return zero((e.shape[0], d.shape[0]))
    match e:
        case Sum():
            return add(*[_front(term, d) for term in e.args])
        case Product():
            return _front_of_product(e, d)
        case Hadamard():
            place = next(i for i, part in enumerate(e.args) if contains(part, d))
            others = hadamard(*e.args[:place], *e.args[place + 1 :])
            return multiply(diag(others), _front(e.args[place], d))
        case EntrySum() if e.args[0].shape[1] == 1:
            return multiply(ones((1, e.args[0].shape[0])), _front(e.args[0], d))
        case Trace() | EntrySum() | Diagonal():
            return _front_inside(e, d)
    raise UnsupportedError(NO_MATRIX)


NO_MATRIX = "this derivative is no product of matrices: its entries have three or more indices"


def _front_of_product(e: Expr, d: Symbol) -> Expr:
    place = next(i for i, part in enumerate(e.args) if contains(part, d))
    before, factor, after = e.args[:place], e.args[place], e.args[place + 1 :]
    if is_scalar(factor):
        return multiply(*before, *after, _front(factor, d))
    if factor.shape[1] == 1 and not after:
        return multiply(*before, _front(factor, d))
    rest = multiply(*after) if after else None
    if rest is not None and rest.shape[1] != 1:
        raise UnsupportedError(NO_MATRIX)
    return multiply(*before, _front_applied(factor, rest, d))


def _front_applied(factor: Expr, rest: Expr | None, d: Symbol) -> Expr:
    """Of factor·rest, a column, where only the factor, a row or matrix, holds `d`."""
    if rest is not None:
        match factor:
            case Transpose():
                return _front_turned(factor.args[0], rest, d)
            case Diag():
                return multiply(diag(rest), _front(factor.args[0], d))
            case Sum():
                return add(*[_front(multiply(term, rest), d) for term in factor.args])
    raise UnsupportedError(NO_MATRIX)


def _front_turned(column: Expr, rest: Expr, d: Symbol) -> Expr:
    """Of columnᵀ·rest, which is restᵀ·column."""
    if column.shape[1] != 1:
        raise UnsupportedError(NO_MATRIX)
    return multiply(transpose(rest), _front(column, d))


def _front_inside(e: Expr, d: Symbol) -> Expr:
    inside = e.args[0]
    if isinstance(inside, Sum):
        rebuilt = {Trace: trace, EntrySum: entry_sum, Diagonal: diagonal}[type(e)]
        return add(*[_front(rebuilt(term), d) for term in inside.args])
    raise UnsupportedError(NO_MATRIX)
