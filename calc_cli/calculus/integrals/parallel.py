"""Parallel integration: an antiderivative as a sum with unknown coefficients, found by solving linear equations.

The integrand is written as a rational function of x and of kernels: exponentials, logarithms, tangents, roots, inverse
functions, each of whose derivatives is rational in x and the kernels, too, and numbers that are not rational, whose
derivatives are 0. The derivative D is then a vector field d/q
with polynomial components. If f = p/r has an elementary antiderivative, by Liouville's theorem it is

    N/s + c_1 ln v_1 + c_2 ln v_2 + ...,

s being r with each of its multiplicities less by one, N a polynomial, of bounded degree, and v factors of r, or of what
every derivative keeps as a factor: e^u, 1 + tan^2 u. Where v is a square plus a square, an inverse tangent goes with
it. The coefficients of N and the c solve linear equations. That nothing is found proves nothing.

Source: M. Bronstein, Parallel integration, Programming and Computer Software 32 (2006), 59 to 60, and pmint.
"""

from collections.abc import Iterator
from itertools import product
from math import prod

import sympy as sp
from flint import fmpq, fmpq_mat, fmpq_mpoly
from flint.utils.flint_exceptions import DomainError

from calc_cli.algebra.identities import CIRCULAR
from calc_cli.calculus.integrals.kernels import DifferentialField, NoFieldError, Ratio, exact
from calc_cli.calculus.integrals.search import Search
from calc_cli.calculus.integrals.work import Work

_MOST_UNKNOWNS = 260
_MOST_EQUATIONS = 2_500


def parallel_of_several(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate f so before other methods, if kernels of several kinds are mixed in it."""
    kinds = {type(part) for part in f.atoms(sp.Function, sp.Pow) if part.has(x) and not _is_whole_power(part)}
    return parallel(search, f, x) if len(kinds - {*CIRCULAR}) + bool(kinds & {*CIRCULAR}) > 1 else None


def _is_whole_power(e: sp.Expr) -> bool:
    return bool(e.is_Pow and e.exp.is_Integer)


def parallel(search: Search, f: sp.Expr, x: sp.Symbol) -> Work | None:
    """Integrate f as a rational function of its kernels."""
    if search.depth > 2:
        return None
    try:
        field = DifferentialField(f, x)
        result = _Ansatz(field).solved()
    except NoFieldError:
        return None
    return None if result is None else Work("undetermined coefficients", f, x, result)


class _Ansatz:
    """The sum with unknown coefficients, and the equations for them."""

    def __init__(self, field: DifferentialField) -> None:
        self.field = field
        self.above, self.below = field.f
        factors = self.below.factor()[1]
        self.s = prod((v ** (n - 1) for v, n in factors if not self._is_special(v)), start=field.one)
        self.s *= prod((v**n for v, n in factors if self._is_special(v)), start=field.one)
        self.factors = [v for v, _ in factors]
        self.factors += [v for v in field.special() if v not in self.factors]
        self.factors += [v for v, _ in field.q.factor()[1] if v not in self.factors]

    def _is_special(self, v: fmpq_mpoly) -> bool:
        """Return True if v divides its own derivative."""
        return bool(divmod(self.field.d(v), v)[1].is_zero())

    def monomials(self) -> list[tuple[int, ...]]:
        """Return the exponents of the monomials of N."""
        field = self.field
        bounds = []
        for i, kernel in enumerate(field.kernels):
            most = max(self.above.degrees()[i], self.below.degrees()[i], self.s.degrees()[i])
            grows = kernel.has(field.x) and not isinstance(kernel, sp.exp) and not kernel.is_Pow
            bounds.append(most + (1 if grows else 0))
        total = 1 + max(self.above.total_degree(), self.below.total_degree(), self.s.total_degree())
        found = [powers for powers in product(*(range(b + 1) for b in bounds)) if sum(powers) <= total]
        if len(found) > _MOST_UNKNOWNS:
            found = [powers for powers in found if sum(powers) <= total - 1]
        if len(found) > _MOST_UNKNOWNS:
            raise NoFieldError
        return found

    def solved(self) -> sp.Expr | None:
        """Return the antiderivative, None if the equations have no solution."""
        field, s = self.field, self.s
        common = s.gcd(field.d(s))
        h, e = exact(s, common), exact(field.d(s), common)
        unknowns: list[tuple[sp.Expr, Ratio]] = []
        bottom, below = field.expression(s), field.q * s * h
        for powers in self.monomials():
            m = field.context.from_dict({powers: fmpq(1)})
            if m != s:
                unknowns.append((field.expression(m) / bottom, (field.d(m) * h - m * e, below)))
        for v in self.factors:
            unknowns.append((sp.log(sp.Abs(field.expression(v))), (field.d(v), field.q * v)))
            unknowns += self.inverse_tangents(v)
        return self._combination(unknowns)

    def inverse_tangents(self, v: fmpq_mpoly) -> Iterator[tuple[sp.Expr, Ratio]]:
        """Yield arctan(p/r) where v is p^2 + r^2, p being linear in a kernel."""
        field = self.field
        for i, degree in enumerate(v.degrees()):
            if degree != 2:
                continue
            t = field.context.gens()[i]
            a, b, c = (_coefficient(v, i, n, field) for n in (2, 1, 0))
            gap = 4 * a * c - b * b
            if gap.is_zero() or not a.is_constant():
                continue
            try:
                root = gap.sqrt()
            except DomainError:  # it is no square
                continue
            p = 2 * a * t + b
            quotient = field.expression(p) / field.expression(root)
            d = field.d(p) * root - p * field.d(root)
            yield sp.atan(quotient), (d, field.q * (p * p + root * root))

    def _combination(self, unknowns: list[tuple[sp.Expr, Ratio]]) -> sp.Expr | None:
        """Solve for the coefficients with which the derivatives add up to f."""
        denominators = [
            below for i, (_, (_, below)) in enumerate(unknowns) if not i or below is not unknowns[i - 1][1][1]
        ]
        denominators.append(self.below)
        common = self.field.one
        for i, below in enumerate(denominators):
            if not i or below is not denominators[i - 1]:
                common = common * exact(below, common.gcd(below))
        columns = [above * exact(common, below) for _, (above, below) in unknowns]
        columns.append(self.above * exact(common, self.below))
        rows: dict[tuple[int, ...], int] = {}
        for column in columns:
            for powers in column.to_dict():
                rows.setdefault(powers, len(rows))
        if len(rows) > _MOST_EQUATIONS:
            return None
        matrix = fmpq_mat(len(rows), len(columns))
        for j, column in enumerate(columns):
            for powers, c in column.to_dict().items():
                matrix[rows[powers], j] = c
        return self._read_off(matrix, [e for e, _ in unknowns])

    def _read_off(self, matrix: fmpq_mat, expressions: list[sp.Expr]) -> sp.Expr | None:
        reduced, rank = matrix.rref()
        last = len(expressions)
        result = sp.S.Zero
        for i in range(rank):
            pivot = next(j for j in range(last + 1) if reduced[i, j] != 0)
            if pivot == last:
                return None
            value = reduced[i, last]
            result += sp.Rational(int(value.p), int(value.q)) * expressions[pivot]
        return result


def _coefficient(v: fmpq_mpoly, i: int, n: int, field: DifferentialField) -> fmpq_mpoly:
    """Return the coefficient of the n-th power of generator i."""
    terms = {(*p[:i], 0, *p[i + 1 :]): c for p, c in v.to_dict().items() if p[i] == n}
    return field.context.from_dict(terms)
