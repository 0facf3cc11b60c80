"""Constructors that simplify by the laws of matrix algebra, each law being valid wherever its operands are defined."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from calc_cli.calculus.matrix.expression import (
    SCALAR,
    Constant,
    Det,
    Diag,
    Diagonal,
    Dim,
    EntryPower,
    EntrySum,
    Expr,
    Hadamard,
    Identity,
    Inverse,
    Map,
    Norm,
    Number,
    Ones,
    Power,
    Product,
    Shape,
    Sum,
    Symbol,
    Trace,
    Transpose,
    Zero,
    walk,
)


def number(value: int | Fraction) -> Number:
    """Return the scalar `value`."""
    return Number(SCALAR, (), Fraction(value))


LARGEST_POWER = 1_000
"""The largest exponent for which a power of numbers is written out."""

ZERO, ONE, MINUS_ONE = number(0), number(1), number(-1)


def zero(shape: Shape) -> Expr:
    """Return the zero of a shape."""
    return ZERO if shape == SCALAR else Zero(shape)


def ones(shape: Shape) -> Expr:
    """Return what has 1 everywhere."""
    return ONE if shape == SCALAR else Ones(shape)


def identity(n: Dim) -> Expr:
    """Return the identity matrix of `n` rows."""
    return ONE if n == 1 else Identity((n, n))


def dimension(n: Dim) -> Expr:
    """Return `n` as a scalar."""
    return number(n) if isinstance(n, int) else Symbol(SCALAR, (), n, frozenset(["dimension"]))


def is_scalar(e: Expr) -> bool:
    """Whether `e` is 1×1."""
    return e.shape == SCALAR


def is_zero(e: Expr) -> bool:
    """Whether `e` is written 0."""
    return isinstance(e, Zero) or e == ZERO


# Sums


def add(*terms: Expr) -> Expr:
    """Return the sum of terms of one shape, like terms collected."""
    shape = terms[0].shape
    given = [split(term) for term in _flat(terms, Sum)]
    opened = [(c * inner, part) for c, body in given for inner, part in map(split, _flat([body], Sum))]
    coefficients = _added(opened)
    if len(coefficients) == len(opened):  # 2(a - b) + c stays, a - b - (b - a) does not
        coefficients = _added(given)
    found = [scaled(c, body) for body, c in coefficients.items() if c and not is_zero(body)]
    return zero(shape) if not found else found[0] if len(found) == 1 else Sum(shape, tuple(found))


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
    if isinstance(e, Number):
        return e.value, ONE
    if isinstance(e, Product) and isinstance(e.args[0], Number):
        rest = e.args[1:]
        return e.args[0].value, rest[0] if len(rest) == 1 else replace(e, args=rest)
    return Fraction(1), e


def scaled(c: Fraction, body: Expr) -> Expr:
    """Return a number times what has no number in front."""
    if isinstance(body, Number):
        return number(c * body.value)
    if c == 1:
        return body
    is_row = isinstance(body, Product) and (not is_scalar(body) or all(map(is_scalar, body.args)))
    return Product(body.shape, (number(c), *(body.args if is_row else (body,))))


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
        if isinstance(factor, Product) and not (is_scalar(factor) and not any(map(is_scalar, factor.args))):
            pending += reversed(factor.args)
        elif isinstance(factor, Number):
            coefficient *= factor.value
        elif is_scalar(factor):
            base, exponent = (factor.args[0], factor.args[1]) if isinstance(factor, Power) else (factor, ONE)
            powers[base] = add(powers.get(base, ZERO), exponent)
        else:
            dot = _append(chain, factor)
            if dot is not None:
                pending.append(dot)
    scalars: list[Expr] = []
    for base, exponent in powers.items():
        c, rest = split(power(base, exponent))
        coefficient *= c
        if rest != ONE:
            scalars += rest.args if isinstance(rest, Product) and all(map(is_scalar, rest.args)) else [rest]
    return _product(shape, coefficient, scalars, chain)


def _product(shape: Shape, coefficient: Fraction, scalars: Sequence[Expr], chain: list[Expr]) -> Expr:
    if not chain and shape != SCALAR:  # the matrices have cancelled
        chain = [identity(shape[0])]
    parts = [*scalars, *chain]
    if not parts:
        return number(coefficient)
    if coefficient != 1:
        parts.insert(0, number(coefficient))
    return parts[0] if len(parts) == 1 else Product(shape, tuple(parts))


def _shape_of_product(factors: Sequence[Expr]) -> Shape:
    matrices = [factor for factor in factors if not is_scalar(factor)]
    return (matrices[0].shape[0], matrices[-1].shape[1]) if matrices else SCALAR


def _append(chain: list[Expr], factor: Expr) -> Expr | None:
    """Put a factor behind a chain, in place. Returns what has to be multiplied instead, if the two make one."""
    if isinstance(factor, Identity) and chain:
        return None
    if chain and isinstance(chain[-1], Identity):
        chain.pop()
    if chain and _cancel(chain[-1], factor):
        chain.pop()
        return None
    if chain and isinstance(chain[-1], Diag) and factor.shape[1] == 1:
        return hadamard(chain.pop().args[0], factor)
    if chain and isinstance(factor, Diag) and chain[-1].shape[0] == 1:
        return transpose(hadamard(factor.args[0], transpose(chain.pop())))
    chain.append(factor)
    start = next((i for i in reversed(range(len(chain))) if chain[i].shape[0] == 1), None)
    if factor.shape[1] != 1 or start is None:
        return None
    inner = chain[start:]
    del chain[start:]
    return _dot(inner)


def _cancel(left: Expr, right: Expr) -> bool:
    """Whether left·right = I."""
    return _inverse_by_form(left) == right or _inverse_by_form(right) == left


def _inverse_by_form(e: Expr) -> Expr | None:
    """Return the inverse of `e` if it is one by its form or its structure."""
    if isinstance(e, Inverse):
        return e.args[0]
    if isinstance(e, Transpose) and isinstance(e.args[0], Inverse):
        return transpose(e.args[0].args[0])
    base = e.args[0] if isinstance(e, Transpose) else e
    if isinstance(base, Symbol) and "orthogonal" in base.structure:
        return transpose(e)
    return inverse(e) if e.shape[0] == e.shape[1] and not isinstance(e, Sum) else None


def _dot(chain: list[Expr]) -> Expr:
    """A row times ... times a column, read in the direction that has fewer transposes."""
    backward = [transpose(factor) for factor in reversed(chain)]
    forward = min((chain, backward), key=lambda c: sum(isinstance(part, Transpose) for e in c for part in walk(e)))
    first, last = forward[0], forward[-1]
    if len(forward) == 2:
        if isinstance(first, Ones):
            return entry_sum(last)
        if isinstance(last, Ones):
            return entry_sum(transpose(first))
    return Product(SCALAR, tuple(forward))


def hadamard(*factors: Expr) -> Expr:
    """Return the product of entries, of vectors or matrices of one shape."""
    shape = factors[0].shape
    if shape == SCALAR:
        return multiply(*factors)
    scalars: list[Expr] = []
    powers: dict[Expr, Expr] = {}
    for factor in _flat(factors, Hadamard):
        found = [part for part in factor.args if is_scalar(part)] if isinstance(factor, Product) else []
        scalars += found
        body = multiply(*[part for part in factor.args if not is_scalar(part)]) if found else factor
        if is_zero(body):
            return zero(shape)
        for part in _flat([body], Hadamard):
            if not isinstance(part, Ones):
                base, exponent = (part.args[0], part.args[1]) if isinstance(part, EntryPower) else (part, ONE)
                powers[base] = add(powers.get(base, ZERO), exponent)
    entries = [e for base, k in powers.items() if not isinstance(e := entry_power(base, k), Ones)]
    body = ones(shape) if not entries else entries[0] if len(entries) == 1 else Hadamard(shape, tuple(entries))
    return multiply(*scalars, body)


# Powers


def power(base: Expr, exponent: Expr) -> Expr:
    """Return a scalar power; exponents are multiplied only where that holds for every real base."""
    if exponent == ZERO:
        return ONE
    if exponent == ONE or base == ONE:
        return base
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1
    if isinstance(base, Number) and isinstance(exponent, Number) and _is_short_power(base.value, exponent.value):
        return number(base.value ** int(exponent.value))
    if isinstance(base, Power) and (whole or is_positive(base.args[0])):
        return power(base.args[0], multiply(base.args[1], exponent))
    if isinstance(base, Product) and whole and any(map(is_scalar, base.args)):
        return multiply(*[power(factor, exponent) for factor in base.args])
    return Power(SCALAR, (base, exponent))


def _is_short_power(base: Fraction, exponent: Fraction) -> bool:
    """Whether it can be written out."""
    return exponent.denominator == 1 and abs(exponent) <= LARGEST_POWER and bool(base or exponent > 0)


def is_positive(e: Expr, *, strictly: bool = False) -> bool:
    """Whether all of `e` is at least 0 by its form; `strictly`: above 0."""
    match e:
        case Norm() | Map(function="abs" | "relu"):
            return not strictly
        case Sum():
            signs = [is_positive(term, strictly=True) for term in e.args]
            return (any(signs) or not strictly) and all(map(is_positive, e.args))
        case Product() if not any(map(is_scalar, e.args)):  # xᵀx, xᵀAᵀAx
            return not strictly and transpose(e.args[0]) == e.args[-1] and len(e.args) == 2
        case Hadamard() | EntrySum() | Product():
            return all(is_positive(part, strictly=strictly) for part in e.args)
        case Power() | EntryPower():
            even = isinstance(e.args[1], Number) and e.args[1].value % 2 == 0
            return is_positive(e.args[0], strictly=strictly) or (even and not strictly)
        case Transpose():
            return is_positive(e.args[0], strictly=strictly)
    return _is_positive_letter(e)


def _is_positive_letter(e: Expr) -> bool:
    match e:
        case Number():
            return e.value > 0
        case Symbol():
            return "dimension" in e.structure
        case Det(args=(Symbol(structure=structure),)):
            return "positive" in structure
    return isinstance(e, Constant | Ones) or (isinstance(e, Map) and e.function in _POSITIVE)


_POSITIVE = frozenset(["exp", "cosh", "sech", "sigmoid", "softplus"])


def entry_power(base: Expr, exponent: Expr) -> Expr:
    """Return the power of every entry."""
    if is_scalar(base):
        return power(base, exponent)
    if exponent == ZERO or isinstance(base, Ones):
        return ones(base.shape)
    if exponent == ONE:
        return base
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1
    if isinstance(base, EntryPower) and (whole or is_positive(base.args[0])):
        return entry_power(base.args[0], multiply(base.args[1], exponent))
    if isinstance(base, Hadamard) and whole:
        return hadamard(*[entry_power(factor, exponent) for factor in base.args])
    if isinstance(base, Product) and whole and any(map(is_scalar, base.args)):
        scalars = [power(part, exponent) for part in base.args if is_scalar(part)]
        body = multiply(*[part for part in base.args if not is_scalar(part)])
        return multiply(*scalars, entry_power(body, exponent))
    return EntryPower(base.shape, (base, exponent))


# Transpose, inverse, determinant, trace


def transpose(e: Expr) -> Expr:
    """Return the transpose, pushed in to the letters and to functions of entries."""
    turned = (e.shape[1], e.shape[0])
    if e.shape == SCALAR or isinstance(e, Identity | Diag):
        return e
    match e:
        case Symbol() if e.structure & {"symmetric", "positive", "diagonal"}:
            return e
        case Transpose():
            return e.args[0]
        case Ones() | Zero():
            return replace(e, shape=turned)
        case Sum():
            return Sum(turned, tuple(map(transpose, e.args)))
        case Product():
            return multiply(*[transpose(factor) for factor in reversed(e.args)])
        case Inverse() if is_symmetric(e.args[0]):
            return e
        case Hadamard() | EntryPower() | Map() if e.shape[0] != 1 and e.shape[1] != 1 and is_symmetric(e.args[0]):
            return replace(e, args=tuple(map(transpose, e.args)))
    return Transpose(turned, (e,))


def is_symmetric(e: Expr) -> bool:
    """Whether e = eᵀ by its form and the declared structure."""
    if e.shape[0] != e.shape[1]:
        return False
    turned = transpose(e)
    return turned == e or (isinstance(turned, Sum) and isinstance(e, Sum) and set(turned.args) == set(e.args))


def inverse(e: Expr) -> Expr:
    """Return the inverse; of a product, if its factors are square, the product of theirs."""
    match e:
        case Inverse():
            return e.args[0]
        case Identity():
            return e
        case Transpose():
            return transpose(inverse(e.args[0]))
        case Symbol() if "orthogonal" in e.structure:
            return transpose(e)
        case Diag():
            return diag(entry_power(e.args[0], MINUS_ONE))
        case Product():
            if all(is_scalar(part) or part.shape[0] == part.shape[1] for part in e.args):
                return multiply(*[inverse(part) for part in reversed(e.args)])
            scalars = [power(part, MINUS_ONE) for part in e.args if is_scalar(part)]
            if scalars:
                return multiply(*scalars, inverse(multiply(*[part for part in e.args if not is_scalar(part)])))
    return power(e, MINUS_ONE) if is_scalar(e) else Inverse(e.shape, (e,))


def det(e: Expr) -> Expr:
    """Return the determinant."""
    if not is_scalar(e) and _has_rank_one(e):
        return ZERO
    match e:
        case Identity():
            return ONE
        case Transpose():
            return det(e.args[0])
        case Inverse():
            return power(det(e.args[0]), MINUS_ONE)
        case Product():
            scalars = [part for part in e.args if is_scalar(part)]
            chain = [part for part in e.args if not is_scalar(part)]
            if all(part.shape[0] == part.shape[1] for part in chain) and chain:
                factor = power(multiply(*scalars), dimension(e.shape[0]))
                return multiply(factor, *[det(part) for part in chain]) if len(e.args) > 1 else Det(SCALAR, (e,))
    return e if is_scalar(e) else Det(SCALAR, (e,))


def _has_rank_one(e: Expr) -> bool:
    """Whether all columns of `e` are multiples of one, by its form: x yᵀ A, ones. A named dimension is not 1."""
    match e:
        case Product():
            return any(not is_scalar(part) and _has_rank_one(part) for part in e.args)
        case Hadamard() | Transpose():
            return all(map(_has_rank_one, e.args))
    return 1 in e.shape or isinstance(e, Ones | Zero)


def trace(e: Expr) -> Expr:
    """Return the trace; tr(u vᵀ) is vᵀu."""
    match e:
        case Identity():
            return dimension(e.shape[0])
        case Zero():
            return ZERO
        case Transpose():
            return trace(e.args[0])
        case Diag():
            return entry_sum(e.args[0])
        case Sum():
            return add(*map(trace, e.args))
        case Product():
            scalars = [part for part in e.args if is_scalar(part)]
            chain = [part for part in e.args if not is_scalar(part)]
            if not chain:
                return e
            cut = next((i for i, part in enumerate(chain) if part.shape[0] == 1), None)
            if cut is not None:
                return multiply(*scalars, *chain[cut:], *chain[:cut])
            if scalars:
                return multiply(*scalars, trace(multiply(*chain)))
    return e if is_scalar(e) else Trace(SCALAR, (e,))


# Entries


def entry_sum(e: Expr) -> Expr:
    """Return the sum of all entries."""
    if is_scalar(e):
        return e
    match e:
        case Zero():
            return ZERO
        case Ones():
            return multiply(*map(dimension, e.shape))
        case Identity():
            return dimension(e.shape[0])
        case Transpose() | Diag():
            return entry_sum(e.args[0])
        case Sum():
            return add(*map(entry_sum, e.args))
        case Product() if any(map(is_scalar, e.args)):
            scalars = [part for part in e.args if is_scalar(part)]
            return multiply(*scalars, entry_sum(multiply(*[part for part in e.args if not is_scalar(part)])))
    return EntrySum(SCALAR, (e,))


def diag(e: Expr) -> Expr:
    """Return the diagonal matrix of a vector."""
    if isinstance(e, Ones):
        return identity(e.shape[0])
    if isinstance(e, Zero):
        return zero((e.shape[0], e.shape[0]))
    if isinstance(e, Product) and any(map(is_scalar, e.args)):
        scalars = [part for part in e.args if is_scalar(part)]
        return multiply(*scalars, diag(multiply(*[part for part in e.args if not is_scalar(part)])))
    return Diag((e.shape[0], e.shape[0]), (e,))


def diagonal(e: Expr) -> Expr:
    """Return the diagonal of a square matrix, as a vector."""
    column = (e.shape[0], 1)
    match e:
        case Identity():
            return ones(column)
        case Zero():
            return zero(column)
        case Diag() | Transpose():
            return e.args[0] if isinstance(e, Diag) else diagonal(e.args[0])
        case Sum():
            return add(*map(diagonal, e.args))
        case Product():
            scalars = [part for part in e.args if is_scalar(part)]
            chain = [part for part in e.args if not is_scalar(part)]
            if len(chain) == 2 and chain[0].shape[1] == 1:
                return multiply(*scalars, hadamard(chain[0], transpose(chain[1])))
            if scalars:
                return multiply(*scalars, diagonal(multiply(*chain)))
    return Diagonal(column, (e,))


def norm(e: Expr, p: Expr) -> Expr:
    """Return the entries' p-norm."""
    if isinstance(e, Zero):
        return ZERO
    return Norm(SCALAR, (transpose(e) if isinstance(e, Transpose) else e, p))


def apply(function: str, e: Expr) -> Expr:
    """Return a function of every entry."""
    if function == "exp" and is_zero(e):
        return ones(e.shape)
    if function == "log" and e in (ONE, Constant(SCALAR, (), "e")):
        return ZERO if e == ONE else ONE
    if function == "log" and isinstance(e, Map) and e.function == "exp":
        return e.args[0]
    if function == "exp" and e == ONE:
        return Constant(SCALAR, (), "e")
    if function == "sqrt":
        return entry_power(e, number(Fraction(1, 2)))
    return Map(e.shape, (e,), function)


# Everything again


def rebuild(e: Expr, parts: Sequence[Expr]) -> Expr:
    """Return the node `e` with other parts, simplified."""
    match e:
        case Sum():
            shape = next((part.shape for part in parts if not is_scalar(part)), SCALAR)
            return add(*[multiply(part, ones(shape)) if part.shape != shape else part for part in parts])
        case Power() if not is_scalar(parts[0]):
            return _matrix_power(parts[0], parts[1])
        case Map():
            return apply(e.function, parts[0])
    maker: Callable[..., Expr] | None = _MAKERS.get(type(e))
    return e if maker is None else maker(*parts)


def _matrix_power(base: Expr, exponent: Expr) -> Expr:
    assert isinstance(exponent, Number)
    k = int(exponent.value)
    return identity(base.shape[0]) if k == 0 else multiply(*[base if k > 0 else inverse(base)] * abs(k))


_MAKERS: dict[type[Expr], Callable[..., Expr]] = {
    Product: multiply, Power: power, Transpose: transpose, Inverse: inverse, Trace: trace, Det: det, Norm: norm,
    Hadamard: hadamard, EntryPower: entry_power, EntrySum: entry_sum, Diag: diag, Diagonal: diagonal,
}  # fmt: skip


def simplified(e: Expr) -> Expr:
    """Return `e` built again by these constructors."""
    return rebuild(e, [simplified(part) for part in e.args])
