"""Sums, products, powers, transposes and inverses that simplify as they are made, by the laws of matrix algebra.

Each law is valid wherever its operands are defined.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from calc_cli.calculus.matrix import expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Shape, Symbol
from calc_cli.functions import BY_NAME


def number(value: int | Fraction) -> ex.Rational:
    """Return the scalar `value`."""
    return ex.Rational(SCALAR, (), Fraction(value))


LARGEST_POWER = 1_000
"""The largest exponent for which a power of numbers is written out."""

ZERO, ONE, MINUS_ONE = number(0), number(1), number(-1)


def zero(shape: Shape) -> Expr:
    """Return the zero of a shape."""
    return ZERO if shape == SCALAR else ex.Zero(shape)


def ones(shape: Shape) -> Expr:
    """Return what has 1 everywhere."""
    return ONE if shape == SCALAR else ex.Ones(shape)


def identity(n: Dim) -> Expr:
    """Return the identity matrix of `n` rows."""
    return ONE if n == 1 else ex.Identity((n, n))


def dimension(n: Dim) -> Expr:
    """Return `n` as a scalar."""
    return number(n) if isinstance(n, int) else Symbol(SCALAR, (), n, frozenset(["dimension"]))


def is_scalar(e: Expr) -> bool:
    """Return True if `e` is 1×1."""
    return e.shape == SCALAR


def is_zero(e: Expr) -> bool:
    """Return True if `e` is written 0."""
    return isinstance(e, ex.Zero) or e == ZERO


Laws = Mapping[type[Expr], Callable[[Any], Expr | None]]
"""What an operation makes of an expression of a form; None where the law does not apply to it."""


def by_law(laws: Laws, e: Expr) -> Expr | None:
    """Return `e` by the law for its form, None if there is none."""
    law = laws.get(type(e))
    return law(e) if law else None


# Sums


def add(*terms: Expr) -> Expr:
    """Return the sum of terms of one shape, like terms collected."""
    shape = terms[0].shape
    given = [split(term) for term in _flat(terms, ex.Add)]
    opened = [(c * inner, part) for c, body in given for inner, part in map(split, _flat([body], ex.Add))]
    coefficients = _added(opened)
    if len(coefficients) == len(opened):  # 2(a - b) + c stays, a - b - (b - a) does not
        coefficients = _added(given)
    found = [scaled(c, body) for body, c in coefficients.items() if c and not is_zero(body)]
    return zero(shape) if not found else found[0] if len(found) == 1 else ex.Add(shape, tuple(found))


def _added(terms: Iterable[tuple[Fraction, Expr]]) -> dict[Expr, Fraction]:
    coefficients: dict[Expr, Fraction] = {}
    for coefficient, body in terms:
        coefficients[body] = coefficients.get(body, Fraction(0)) + coefficient
    return coefficients


def _flat(parts: Iterable[Expr], kind: type[Expr]) -> Iterable[Expr]:
    for part in parts:
        if isinstance(part, kind):
            yield from part.args
        else:
            yield part


def split(e: Expr) -> tuple[Fraction, Expr]:
    """Return the number in front of `e`, and the rest."""
    if isinstance(e, ex.Rational):
        return e.value, ONE
    if isinstance(e, ex.Mul) and isinstance(e.args[0], ex.Rational):
        rest = e.args[1:]
        return e.args[0].value, rest[0] if len(rest) == 1 else replace(e, args=rest)
    return Fraction(1), e


def scaled(c: Fraction, body: Expr) -> Expr:
    """Return a number times what has no number in front."""
    if isinstance(body, ex.Rational):
        return number(c * body.value)
    if c == 1:
        return body
    is_row = isinstance(body, ex.Mul) and (not is_scalar(body) or all(map(is_scalar, body.args)))
    return ex.Mul(body.shape, (number(c), *(body.args if is_row else (body,))))


def is_dot(e: Expr) -> bool:
    """Return True if `e` is a scalar as a product of matrices alone, xᵀy."""
    return isinstance(e, ex.Mul) and is_scalar(e) and not any(map(is_scalar, e.args))


def split_scalars(e: Expr) -> tuple[list[Expr], list[Expr]]:
    """Return the scalars that stand in front of a product, and the factors that do not commute.

    A product of matrices alone that is a scalar, xᵀy, has no such factors; what is no product is its own only one.
    """
    parts = e.args if isinstance(e, ex.Mul) else (e,)
    return [part for part in parts if is_scalar(part)], [part for part in parts if not is_scalar(part)]


def linearly(operation: Callable[[Expr], Expr], e: Expr) -> Expr | None:
    """Return `operation`, which is linear, of every term of a sum or behind the scalars of a product; else None."""
    if isinstance(e, ex.Add):
        return add(*map(operation, e.args))
    scalars, chain = split_scalars(e)
    return multiply(*scalars, operation(multiply(*chain))) if scalars and chain else None


def negative(e: Expr) -> Expr:
    """Return -e."""
    return multiply(MINUS_ONE, e)


# Products


def multiply(*factors: Expr) -> Expr:
    """Return the product, scalars in front; A·A⁻¹, I and QᵀQ vanish, and a row times a column is a scalar."""
    coefficient = Fraction(1)
    powers: dict[Expr, Expr] = {}
    chain: list[Expr] = []
    pending = list(reversed(factors))
    shape = _shape_of_product(factors)
    while pending:
        factor = pending.pop()
        if is_zero(factor):
            return zero(shape)
        if isinstance(factor, ex.Mul) and not is_dot(factor):
            pending += reversed(factor.args)
        elif isinstance(factor, ex.Rational):
            coefficient *= factor.value
        elif is_scalar(factor):
            base, exponent = (factor.args[0], factor.args[1]) if isinstance(factor, ex.Pow) else (factor, ONE)
            powers[base] = add(powers.get(base, ZERO), exponent)
        else:
            dot = _append(chain, factor)
            if dot is not None:
                pending.append(dot)
    _normalize(powers, chain)
    scalars: list[Expr] = []
    for base, exponent in powers.items():
        c, rest = split(power(base, exponent))
        coefficient *= c
        if rest != ONE:
            scalars += rest.args if isinstance(rest, ex.Mul) and all(map(is_scalar, rest.args)) else [rest]
    return _product(shape, coefficient, scalars, chain)


def _normalize(powers: dict[Expr, Expr], chain: list[Expr]) -> None:
    """Write every exp(u)/sum(exp(u)) of a vector as softmax(u), in place."""
    for base, exponent in list(powers.items()):
        while isinstance(base, ex.EntrySum) and isinstance(exponent, ex.Rational) and exponent.value <= -1:
            place = next((i for i, e in enumerate(chain) if _share(e, base.args[0]) is not None), None)
            dot = next((e for e, k in powers.items() if k == ONE and _share(e, base.args[0]) is not None), None)
            if place is not None:
                chain[place] = _share(chain[place], base.args[0]) or chain[place]
            elif dot is not None:
                powers[_share(dot, base.args[0]) or dot] = powers.pop(dot)
            else:
                break
            exponent = powers[base] = add(exponent, ONE)


def _share(e: Expr, powers: Expr) -> Expr | None:
    """Return `e` with softmax(u) for one factor `powers`, exp(u) of a vector; None if it has no such factor."""
    if not (isinstance(powers, ex.Map) and powers.function == "exp" and powers.shape[1] == 1):
        return None
    if e == powers:
        return softmax(powers.args[0])
    if isinstance(e, ex.Transpose | ex.Diag | ex.Hadamard | ex.Mul):
        for i, part in enumerate(e.args):
            found = _share(part, powers)
            if found is not None:
                return replace(e, args=(*e.args[:i], found, *e.args[i + 1 :]))
    return None


def _product(shape: Shape, coefficient: Fraction, scalars: Sequence[Expr], chain: list[Expr]) -> Expr:
    if not chain and shape != SCALAR:  # the matrices have cancelled
        chain = [identity(shape[0])]
    parts = [*scalars, *chain]
    if not parts:
        return number(coefficient)
    if coefficient != 1:
        parts.insert(0, number(coefficient))
    return parts[0] if len(parts) == 1 else ex.Mul(shape, tuple(parts))


def _shape_of_product(factors: Sequence[Expr]) -> Shape:
    matrices = [factor for factor in factors if not is_scalar(factor)]
    return (matrices[0].shape[0], matrices[-1].shape[1]) if matrices else SCALAR


def _append(chain: list[Expr], factor: Expr) -> Expr | None:
    """Put a factor behind a chain, in place. Returns what has to be multiplied instead, if the two make one."""
    if isinstance(factor, ex.Identity) and chain:
        return None
    if chain and isinstance(chain[-1], ex.Identity):
        chain.pop()
    if chain and (_inverse_by_form(chain[-1]) == factor or _inverse_by_form(factor) == chain[-1]):
        chain.pop()
        return None
    if chain and isinstance(chain[-1], ex.Diag) and factor.shape[1] == 1:
        return hadamard(chain.pop().args[0], factor)
    if chain and isinstance(factor, ex.Diag) and chain[-1].shape[0] == 1:
        return transpose(hadamard(factor.args[0], transpose(chain.pop())))
    chain.append(factor)
    start = next((i for i in reversed(range(len(chain))) if chain[i].shape[0] == 1), None)
    if factor.shape[1] != 1 or start is None:
        return None
    inner = chain[start:]
    del chain[start:]
    return _dot(inner)


def _inverse_by_form(e: Expr) -> Expr | None:
    """Return the inverse of `e` if it is one by its form or its structure."""
    if isinstance(e, ex.Inv):
        return e.args[0]
    if isinstance(e, ex.Transpose) and isinstance(e.args[0], ex.Inv):
        return transpose(e.args[0].args[0])
    base = e.args[0] if isinstance(e, ex.Transpose) else e
    if isinstance(base, Symbol) and "orthogonal" in base.structure:
        return transpose(e)
    return inverse(e) if e.shape[0] == e.shape[1] and not isinstance(e, ex.Add) else None


def _dot(chain: list[Expr]) -> Expr:
    """Return a row times ... times a column, read in the direction that has fewer transposes."""
    backward = [transpose(factor) for factor in reversed(chain)]
    forward = min((chain, backward), key=lambda c: sum(map(transposes, c)))
    first, last = forward[0], forward[-1]
    if len(forward) == 2:
        if isinstance(first, ex.Ones):
            return entry_sum(last)
        if isinstance(last, ex.Ones):
            return entry_sum(transpose(first))
    return ex.Mul(SCALAR, tuple(forward))


def hadamard(*factors: Expr) -> Expr:
    """Return the product of entries, of vectors or matrices of one shape."""
    shape = factors[0].shape
    if shape == SCALAR:
        return multiply(*factors)
    scalars: list[Expr] = []
    powers: dict[Expr, Expr] = {}
    for factor in _flat(factors, ex.Hadamard):
        found, chain = split_scalars(factor)
        scalars += found
        body = multiply(*chain) if found else factor
        if is_zero(body):
            return zero(shape)
        for part in _flat([body], ex.Hadamard):
            if not isinstance(part, ex.Ones):
                base, exponent = (part.args[0], part.args[1]) if isinstance(part, ex.EntryPower) else (part, ONE)
                powers[base] = add(powers.get(base, ZERO), exponent)
    entries = [e for base, k in powers.items() if not isinstance(e := power(base, k), ex.Ones)]
    body = ones(shape) if not entries else entries[0] if len(entries) == 1 else ex.Hadamard(shape, tuple(entries))
    return multiply(*scalars, body)


# Powers


def power(base: Expr, exponent: Expr) -> Expr:
    """Return the power of a scalar or of every entry; exponents are multiplied only where that holds for every base."""
    if exponent == ZERO or isinstance(base, ex.Ones) or base == ONE:
        return ones(base.shape)
    if exponent == ONE:
        return base
    whole = isinstance(exponent, ex.Rational) and exponent.value.denominator == 1
    if isinstance(base, ex.Rational) and isinstance(exponent, ex.Rational) and _is_short(base.value, exponent.value):
        return number(base.value ** int(exponent.value))
    kind = ex.Pow if is_scalar(base) else ex.EntryPower
    if isinstance(base, kind) and (whole or is_positive(base.args[0])):
        return power(base.args[0], multiply(base.args[1], exponent))
    if isinstance(base, ex.Hadamard) and whole:
        return hadamard(*[power(factor, exponent) for factor in base.args])
    if isinstance(base, ex.Mul) and whole and any(map(is_scalar, base.args)):
        scalars, chain = split_scalars(base)
        return multiply(*[power(part, exponent) for part in (*scalars, *([multiply(*chain)] if chain else []))])
    return kind(base.shape, (base, exponent))


def _is_short(base: Fraction, exponent: Fraction) -> bool:
    """Return True if it can be written out."""
    return exponent.denominator == 1 and abs(exponent) <= LARGEST_POWER and bool(base or exponent > 0)


def is_positive(e: Expr, *, strictly: bool = False) -> bool:
    """Return True if all of `e` is at least 0 by its form; `strictly`: above 0."""
    match e:
        case ex.Norm():
            return not strictly
        case ex.Softmax():
            return True
        case ex.Map():
            record = BY_NAME[e.function]
            return record.is_positive or (record.is_nonnegative and not strictly)
        case ex.Add():
            signs = [is_positive(term, strictly=True) for term in e.args]
            return (any(signs) or not strictly) and all(map(is_positive, e.args))
        case ex.Mul() if not any(map(is_scalar, e.args)):  # xᵀx, xᵀAᵀAx
            return not strictly and transpose(e.args[0]) == e.args[-1] and len(e.args) == 2
        case ex.Hadamard() | ex.EntrySum() | ex.Mul():
            return all(is_positive(part, strictly=strictly) for part in e.args)
        case ex.Pow() | ex.EntryPower():
            even = isinstance(e.args[1], ex.Rational) and e.args[1].value % 2 == 0
            return is_positive(e.args[0], strictly=strictly) or (even and not strictly)
        case ex.Transpose():
            return is_positive(e.args[0], strictly=strictly)
    return _is_positive_letter(e)


def _is_positive_letter(e: Expr) -> bool:
    match e:
        case ex.Rational():
            return e.value > 0
        case Symbol():
            return "dimension" in e.structure
        case ex.Det(args=(Symbol(structure=structure),)):
            return "positive" in structure
    return isinstance(e, ex.Irrational | ex.Ones)


# Transpose, inverse, determinant, trace


def transpose(e: Expr) -> Expr:
    """Return the transpose, pushed in to the letters, and to functions of entries that have transposes in them."""
    if e.shape == SCALAR or (isinstance(e, Symbol) and e.structure & {"symmetric", "positive", "diagonal"}):
        return e
    return by_law(_TRANSPOSES, e) or ex.Transpose(_turned(e), (e,))


def _turned(e: Expr) -> Shape:
    return e.shape[1], e.shape[0]


def _transpose_of_product(e: Expr) -> Expr:
    scalars, chain = split_scalars(e)
    return multiply(*scalars, *map(transpose, reversed(chain)))


def _transpose_of_entries(e: Expr) -> Expr | None:
    if 1 in e.shape:
        return None
    inside = replace(e, shape=_turned(e), args=tuple(map(transpose, e.args)))
    return inside if is_symmetric(e.args[0]) or transposes(inside) <= transposes(e) else None


_TRANSPOSES: Laws = {
    **dict.fromkeys((ex.Identity, ex.Diag), lambda e: e),
    ex.Transpose: lambda e: e.args[0],
    **dict.fromkeys((ex.Ones, ex.Zero), lambda e: replace(e, shape=_turned(e))),
    ex.Add: lambda e: ex.Add(_turned(e), tuple(map(transpose, e.args))),
    ex.Mul: _transpose_of_product,
    ex.Inv: lambda e: e if is_symmetric(e.args[0]) else None,
    **dict.fromkeys((ex.Hadamard, ex.EntryPower, ex.Map), _transpose_of_entries),
}


def transposes(e: Expr) -> int:
    """Return how many transposes are written in `e`."""
    return sum(isinstance(part, ex.Transpose) for part in ex.walk(e))


def is_symmetric(e: Expr) -> bool:
    """Return True if e = eᵀ by its form and the declared structure."""
    if e.shape[0] != e.shape[1]:
        return False
    turned = transpose(e)
    return turned == e or (isinstance(turned, ex.Add) and isinstance(e, ex.Add) and set(turned.args) == set(e.args))


def inverse(e: Expr) -> Expr:
    """Return the inverse; of a product, if its factors are square, the product of theirs."""
    if isinstance(e, Symbol) and "orthogonal" in e.structure:
        return transpose(e)
    return by_law(_INVERSES, e) or (power(e, MINUS_ONE) if is_scalar(e) else ex.Inv(e.shape, (e,)))


def _inverse_of_product(e: Expr) -> Expr | None:
    if all(is_scalar(part) or part.shape[0] == part.shape[1] for part in e.args):
        return multiply(*[inverse(part) for part in reversed(e.args)])
    scalars, chain = split_scalars(e)
    return multiply(*[power(part, MINUS_ONE) for part in scalars], inverse(multiply(*chain))) if scalars else None


_INVERSES: Laws = {
    ex.Inv: lambda e: e.args[0],
    ex.Identity: lambda e: e,
    ex.Transpose: lambda e: transpose(inverse(e.args[0])),
    ex.Diag: lambda e: diag(power(e.args[0], MINUS_ONE)),
    ex.Mul: _inverse_of_product,
}


# Entries


def entry_sum(e: Expr) -> Expr:
    """Return the sum of all entries."""
    return e if is_scalar(e) else by_law(_SUMS, e) or linearly(entry_sum, e) or ex.EntrySum(SCALAR, (e,))


_SUMS: Laws = {
    ex.Zero: lambda _: ZERO,
    ex.Ones: lambda e: multiply(*map(dimension, e.shape)),
    ex.Identity: lambda e: dimension(e.shape[0]),
    **dict.fromkeys((ex.Transpose, ex.Diag), lambda e: entry_sum(e.args[0])),
    ex.Softmax: lambda e: ONE if e.shape[1] == 1 else dimension(e.shape[0]),
}


def softmax(e: Expr) -> Expr:
    """Return the softmax, of a row as that of a column."""
    if is_scalar(e):
        return ONE
    return transpose(softmax(transpose(e))) if e.shape[0] == 1 else ex.Softmax(e.shape, (e,))


def logsumexp(e: Expr) -> Expr:
    """Return log(sum(exp(e))), of a row as of a column."""
    return e if is_scalar(e) else ex.LogSumExp(SCALAR, (transpose(e) if e.shape[0] == 1 else e,))


def diag(e: Expr) -> Expr:
    """Return the diagonal matrix of a vector."""
    square = (e.shape[0], e.shape[0])
    if isinstance(e, ex.Ones | ex.Zero):
        return identity(e.shape[0]) if isinstance(e, ex.Ones) else zero(square)
    return (None if isinstance(e, ex.Add) else linearly(diag, e)) or ex.Diag(square, (e,))
