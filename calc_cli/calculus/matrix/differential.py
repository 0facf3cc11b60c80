"""Derivatives by adjoints: reverse mode on the expression's tree, in symbols.

The adjoint is 1 for the whole, and each operation hands its own on to its operands by the rule in its record. What
arrives at the variable, added over its occurrences, is the gradient (Giles 2008; Griewank and Walther, "Evaluating
Derivatives", chapter 3).

Derivatives of vectors and matrices are read off the adjoint of a weighted sum of their entries. With a weight w for
each entry, the gradient of w^T u in a column x is J^T w, where J is the Jacobian of u: linear in w, so that J^T is what
stands in front of w. Likewise the derivative of a matrix U in a scalar t is the gradient in W of that of tr(W^T U) in
t. The adjoint of an adjoint is the differential.
"""

from dataclasses import dataclass

from calc_cli.calculus.matrix import arithmetic as m, expression as ex
from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.calculus.matrix.operations import diagonal
from calc_cli.calculus.matrix.records import RECORDS, Operation, inner
from calc_cli.errors import UnsupportedError

_NO_MATRIX = "this derivative is no product of matrices: its entries have three or more indices"


@dataclass(frozen=True, slots=True)
class Passage:
    """One application of a rule: a part with its `adjoint`, which the rule of its `operation` hands on."""

    operation: Operation
    part: Expr
    adjoint: Expr


def gradient(f: Expr, variable: Symbol, passages: list[Passage] | None = None, adjoint: Expr = m.ONE) -> Expr:
    """Return the gradient of the scalar `f`, in the shape of `variable`, whose entries are independent of each other.

    With an `adjoint`, `f` is a part that has this one. The rules that are used go to `passages`, in their order.
    Raises UnsupportedError where there is no rule.
    """
    if f == variable:
        return adjoint
    found = [m.zero(variable.shape)]
    moving = [ex.contains(part, variable) for part in f.args]
    if any(moving):
        record = RECORDS[type(f)]
        shares = record.adjoint(f, adjoint)
        if any(moving[len(shares) :]):
            raise UnsupportedError("the p of a norm cannot depend on the variable")
        passages = [] if passages is None else passages
        passages.append(Passage(record, f, adjoint))
        triples = zip(f.args, shares, moving, strict=False)
        found += [gradient(part, variable, passages, share) for part, share, moves in triples if moves]
    return m.add(*found)


def derivative_in_scalar(u: Expr, variable: Symbol) -> Expr:
    """Return the derivative of `u` in a scalar, in the shape of `u`. Raises UnsupportedError where there is no rule."""
    weight = _weight(u)
    return gradient(gradient(inner(weight, u), variable), weight)


def jacobian(u: Expr, variable: Symbol) -> Expr:
    """Return the m×n matrix J with du = J dx of the column (or scalar) `u` in the column `variable`.

    Raises UnsupportedError where J cannot be written without components.
    """
    weight = _weight(u)
    return m.transpose(_front(gradient(inner(weight, u), variable), weight))


def _weight(u: Expr) -> Symbol:
    return Symbol(u.shape, (), "weight")


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
    raise UnsupportedError(_NO_MATRIX)


def _front_of_product(e: Expr, d: Symbol) -> Expr:
    place = next(i for i, part in enumerate(e.args) if ex.contains(part, d))
    before, factor, after = e.args[:place], e.args[place], e.args[place + 1 :]
    if m.is_scalar(factor):
        return m.multiply(*before, *after, _front(factor, d))
    if factor.shape[1] == 1 and not after:
        return m.multiply(*before, _front(factor, d))
    rest = m.multiply(*after) if after else m.ZERO
    if after and rest.shape[1] == 1:  # the row or matrix that holds `d`, times a column
        match factor:
            case ex.Transpose(args=(column,)) if column.shape[1] == 1:
                return m.multiply(*before, m.transpose(rest), _front(column, d))
            case ex.Diag():
                return m.multiply(*before, m.diag(rest), _front(factor.args[0], d))
            case ex.Add():
                return m.multiply(*before, m.add(*[_front(m.multiply(term, rest), d) for term in factor.args]))
    raise UnsupportedError(_NO_MATRIX)


def _front_inside(e: Expr, d: Symbol) -> Expr:
    """Return that of a trace, a diagonal or the sum of entries: the diagonal of P diag(d) Q is (P ⊙ Qᵀ) d."""
    scalars, chain = m.split_scalars(e.args[0])
    place = next((i for i, part in enumerate(chain) if ex.contains(part, d)), None)
    if place is None or any(ex.contains(part, d) for part in scalars):
        raise UnsupportedError(_NO_MATRIX)
    before, factor, after = chain[:place], chain[place], chain[place + 1 :]
    if isinstance(factor, ex.Add):
        terms = [m.multiply(*scalars, *before, term, *after) for term in factor.args]
        return m.add(*[_front(RECORDS[type(e)].make(term), d) for term in terms])
    if not isinstance(factor, ex.Diag):
        raise UnsupportedError(_NO_MATRIX)
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
