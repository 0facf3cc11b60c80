"""Values put into an expression as typed, which stays as typed: x^n becomes x^1, and is still defined where that is.

What a function is near a point depends on the values of its parameters: x^n has a derivative at 0 for n = 1, and
not for n = 1/3. A sum is written out as soon as its bounds are numbers, since each term may have a corner of its own.
"""

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import evaluator, value_at
from calc_cli.algebra.function import TypedFunction
from calc_cli.algebra.rebuilder import MOST_WRITTEN_OUT
from calc_cli.algebra.unevaluated import outermost, relation
from calc_cli.errors import UndefinedError

Point = Mapping[sp.Symbol, sp.Expr]


def substitute(e_as_typed: sp.Expr, values: Point) -> sp.Expr:
    """`e_as_typed` with the values in it, unevaluated, and its sums and products written out if they are short."""
    is_concerned = e_as_typed.has(*values, sp.Sum, sp.Product)
    return _Substitution(values).of(e_as_typed) if is_concerned else e_as_typed


def at_values(e_as_typed: sp.Expr, values: Point) -> sp.Expr:
    """Return `e_as_typed` with the values in it, evaluated over the real numbers."""
    return evaluator().value(substitute(e_as_typed, values))


def with_values(f: TypedFunction, values: Point) -> TypedFunction:
    """Return the function with the values in it, as typed and evaluated over the real numbers.

    SymPy's own substitution takes a^(1/3) at a = -8 for a complex number. Raises UndefinedError or UnsupportedError.
    """
    if not values:
        return f
    typed = substitute(f.typed, values)
    return replace(f, typed=typed, expression=evaluator().value(typed))


class _Substitution:
    """One call. `indices` are those of `values` that count the terms of a sum."""

    def __init__(self, values: Point) -> None:
        self.values = values
        self.indices: frozenset[sp.Symbol] = frozenset()
        self.known: dict[sp.Basic, sp.Basic] = {}
        self.terms = 0

    def of(self, e: sp.Basic) -> sp.Basic:
        found = self.known.get(e)
        if found is None:
            found = self.known[e] = self._rebuilt(e)
        return found

    def _rebuilt(self, e: sp.Basic) -> sp.Basic:
        if not e.args or e in self.values:
            return self.values.get(e, e)
        if isinstance(e, sp.Sum | sp.Product):
            return self._repeated(e)
        if isinstance(e, sp.Integral):
            body, variable, bounds = outermost(e)
            return sp.Integral(self._inside(body, variable, None), (variable, *map(self.of, bounds)))
        if isinstance(e, sp.Derivative):
            return e.subs(self.values)  # at a number it is SymPy's Subs
        parts = [self.of(part) for part in e.args]
        if isinstance(e, sp.Pow) and parts[1].is_zero and e.exp.free_symbols and e.exp.free_symbols <= self.indices:
            return sp.S.One  # x^k at k = 0, as every series means it
        if isinstance(e, AppliedUndef | sp.Tuple | sp.logic.boolalg.BooleanFunction):
            return e.func(*parts)
        if isinstance(e, sp.functions.elementary.piecewise.ExprCondPair):
            return sp.Tuple(*parts)
        if isinstance(e, Relational):
            return relation(e.func, *parts)
        return e.func(*parts, evaluate=False)

    def _repeated(self, e: sp.Basic) -> sp.Basic:
        inner, index, ends = outermost(e)
        first, last = (_whole(self.of(end)) for end in ends)
        count = last - first + 1
        if not (first.is_Integer and last.is_Integer and self.terms + count <= MOST_WRITTEN_OUT):
            return e.func(self._inside(inner, index, None), (index, first, last))
        self.terms += int(max(count, 0))
        terms = [self._inside(inner, index, sp.Integer(i)) for i in range(int(first), int(last) + 1)]
        return (sp.Add if isinstance(e, sp.Sum) else sp.Mul)(*terms, evaluate=False)

    def _inside(self, inner: sp.Basic, index: sp.Symbol, i: sp.Integer | None) -> sp.Basic:
        """Return the part under a sum sign, where the index hides a variable of the same name."""
        outer = self.values, self.indices, self.known
        others = {symbol: value for symbol, value in self.values.items() if symbol != index}
        self.values = others if i is None else {**others, index: i}
        self.indices = self.indices - {index} if i is None else self.indices | {index}
        self.known = {}
        found = self.of(inner)
        self.values, self.indices, self.known = outer
        return found


def _whole(bound: sp.Expr) -> sp.Expr:
    """Return a bound of a sum as the number that it is."""
    try:
        return bound if bound.free_symbols else value_at(bound, {})
    except UndefinedError:
        return bound
