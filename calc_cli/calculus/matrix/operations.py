"""Determinant, trace, diagonal, norm and functions of entries, simplified as they are made.

Derivatives of functions of entries come from the records of functions, for a number, vector or matrix.
"""

from fractions import Fraction
from functools import cache

from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.expression import SCALAR, Expr
from calc_cli.errors import UnsupportedError
from calc_cli.functions import BY_NAME
from calc_cli.syntax import tree as syntax
from calc_cli.syntax.parser import parse

_E = ex.Irrational(SCALAR, (), "e")

_parsed = cache(parse)


def det(e: Expr) -> Expr:
    """Return the determinant."""
    if m.is_scalar(e):
        return e
    return m.ZERO if _has_rank_one(e) else m.by_law(_DETERMINANTS, e) or ex.Det(SCALAR, (e,))


def _det_of_product(e: Expr) -> Expr | None:
    scalars, chain = m.split_scalars(e)
    if not all(part.shape[0] == part.shape[1] for part in chain) or not chain:
        return None
    factor = m.power(m.multiply(*scalars), m.dimension(e.shape[0]))
    return m.multiply(factor, *[det(part) for part in chain]) if len(e.args) > 1 else None


_DETERMINANTS: m.Laws = {
    ex.Identity: lambda _: m.ONE,
    ex.Transpose: lambda e: det(e.args[0]),
    ex.Inv: lambda e: m.power(det(e.args[0]), m.MINUS_ONE),
    ex.Mul: _det_of_product,
}


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
    scalars, left, right = _outer(e)
    if left and right:
        return m.multiply(*scalars, *right, *left)
    return m.by_law(_TRACES, e) or m.linearly(trace, e) or ex.Trace(SCALAR, (e,))


_TRACES: m.Laws = {
    ex.Identity: lambda e: m.dimension(e.shape[0]),
    ex.Zero: lambda _: m.ZERO,
    ex.Transpose: lambda e: trace(e.args[0]),
    ex.Diag: lambda e: m.entry_sum(e.args[0]),
}


def _outer(e: Expr) -> tuple[list[Expr], list[Expr], list[Expr]]:
    """Return the scalars in a product, and its factors before and from the first row on: A u and vᵀ of c A u vᵀ."""
    scalars, chain = m.split_scalars(e)
    cut = next((i for i, part in enumerate(chain) if part.shape[0] == 1), len(chain))
    return scalars, chain[:cut], chain[cut:]


def diagonal(e: Expr) -> Expr:
    """Return the diagonal of a square matrix, as a vector."""
    scalars, left, right = _outer(e)
    if left and right:
        return m.multiply(*scalars, m.hadamard(m.multiply(*left), m.transpose(m.multiply(*right))))
    return m.by_law(_DIAGONALS, e) or m.linearly(diagonal, e) or ex.Diagonal((e.shape[0], 1), (e,))


_DIAGONALS: m.Laws = {
    ex.Identity: lambda e: m.ones((e.shape[0], 1)),
    ex.Zero: lambda e: m.zero((e.shape[0], 1)),
    ex.Diag: lambda e: e.args[0],
    ex.Transpose: lambda e: diagonal(e.args[0]),
}


def norm(e: Expr, p: Expr) -> Expr:
    """Return the entries' p-norm."""
    if isinstance(e, ex.Zero):
        return m.ZERO
    return ex.Norm(SCALAR, (m.transpose(e) if isinstance(e, ex.Transpose) else e, p))


def apply(function: str, e: Expr) -> Expr:
    """Return a function of every entry."""
    match function, e:
        case "exp", _ if m.is_zero(e):
            return m.ones(e.shape)
        case "exp", _ if e == m.ONE:
            return _E
        case "log", _ if e in (m.ONE, _E):
            return m.ZERO if e == m.ONE else m.ONE
        case "log", ex.Map(function="exp"):
            return e.args[0]
        case "log", ex.EntrySum(args=(ex.Map(function="exp", args=(u,)),)):
            return m.logsumexp(u)
        case "log", ex.Softmax() if e.shape[1] == 1:
            return m.add(e.args[0], m.negative(m.multiply(m.logsumexp(e.args[0]), m.ones(e.shape))))
        case "sqrt", _:
            return m.power(e, m.number(Fraction(1, 2)))
    return ex.Map(e.shape, (e,), function)


def total(*terms: Expr) -> Expr:
    """Return the sum of terms as typed: a scalar among vectors is added to every entry."""
    shape = next((term.shape for term in terms if not m.is_scalar(term)), SCALAR)
    return m.add(*[m.multiply(term, m.ones(shape)) if term.shape != shape else term for term in terms])


def power(base: Expr, exponent: Expr) -> Expr:
    """Return a power, of a square matrix that to a whole number."""
    if m.is_scalar(base):
        return m.power(base, exponent)
    assert isinstance(exponent, ex.Rational)
    k = int(exponent.value)
    return m.identity(base.shape[0]) if k == 0 else m.multiply(*[base if k > 0 else m.inverse(base)] * abs(k))


# Functions of entries


def derivative_of_entries(function: str, u: Expr) -> Expr:
    """Return the derivative of the known `function`, at every entry of `u`.

    Raises UnsupportedError if its record has no formula, or one that is no function of entries.
    """
    record = BY_NAME[function]
    texts = record.derivative[:1] if record.arity[0] == 1 else ()
    text = record.entry_derivative or (texts[0] if texts else "")
    if not text:
        raise UnsupportedError(f"calc has no rule for the derivative of {function} in matrix expressions")
    return at_entries(text, u)


def at_entries(formula: str, u: Expr) -> Expr:
    """Return a formula in u at every entry of `u`. Raises UnsupportedError if it has cases or other functions."""
    return _at(_parsed(formula).tree, u)


def derivative_of_norm(e: Expr) -> Expr:
    """Return the gradient of a p-norm in its operand, in the operand's shape."""
    operand, p = e.args
    if p == m.number(2):
        return m.multiply(m.power(e, m.MINUS_ONE), operand)
    entries = m.hadamard(m.power(apply("abs", operand), m.add(p, m.MINUS_ONE)), apply("sign", operand))
    return m.multiply(m.power(e, m.add(m.ONE, m.negative(p))), entries)


def _at(node: syntax.Node, u: Expr) -> Expr:
    match node:
        case syntax.Name():
            return u
        case syntax.Number():
            return m.multiply(m.number(Fraction(node.text)), m.ones(u.shape))
        case syntax.Constant():
            return m.multiply(ex.Irrational(SCALAR, (), node.name), m.ones(u.shape))
        case syntax.Negative():
            return m.multiply(m.MINUS_ONE, _at(node.operand, u))
        case syntax.Divisor():
            return m.power(_at(node.operand, u), m.MINUS_ONE)
        case syntax.Sum():
            return m.add(*[_at(term, u) for term in node.terms])
        case syntax.Product():
            return m.hadamard(*[_at(factor, u) for factor in node.factors])
        case syntax.Power() if isinstance(node.exponent, syntax.Number):
            return m.power(_at(node.base, u), m.number(Fraction(node.exponent.text)))
        case syntax.Call():
            return _call(node, u)
    raise UnsupportedError("calc has no rule for this derivative in matrix expressions")


def _call(node: syntax.Call, u: Expr) -> Expr:
    first, *others = node.arguments
    if not others:
        return apply(node.function, _at(first, u))
    if node.function == "polygamma" and isinstance(first, syntax.Number) and first.text == "0":
        return apply("digamma", _at(others[0], u))
    raise UnsupportedError(f"calc has no rule for {node.function} in matrix expressions")
