"""The parts of an expression in their order, and which variables occur in which, found once for all of them.

To differentiate a sum of 10,000 terms in each of 10,000 variables, only the terms that hold the variable are looked at.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import sympy as sp


def parts(e: sp.Basic) -> Iterator[sp.Basic]:
    """Yield `e` and its parts, each before its own, in the order in which they stand.

    SymPy's preorder_traversal takes the arguments of max, min, and, or as a set has them: in another order each run.
    """
    waiting = [e]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(part.args))


def is_larger(e: sp.Basic, most: int) -> bool:
    """Return True if `e` has more than so many parts, itself included."""
    return next(islice(parts(e), most, None), None) is not None


class Occurrences:
    """Looks into an expression when it is first asked about it, and at each part once."""

    def __init__(self) -> None:
        self.variables = cache(self._variables)
        self._terms: dict[sp.Basic, dict[sp.Symbol, list[sp.Expr]]] = {}

    def _variables(self, e: sp.Basic) -> frozenset[sp.Symbol]:
        """Return the free symbols of `e`."""
        if e.is_Symbol:
            return frozenset((e,))
        if isinstance(e, sp.Add | sp.Mul | sp.Pow | sp.Function):
            return frozenset().union(*map(self.variables, e.args))
        return frozenset(e.free_symbols)

    def terms(self, e: sp.Add, x: sp.Symbol) -> Sequence[sp.Expr]:
        """Return the terms of a sum that hold `x`, in their order."""
        index = self._terms.get(e)
        if index is None:
            index = self._terms[e] = defaultdict(list)
            for term in e.args:
                for variable in self.variables(term):
                    index[variable].append(term)
        return index.get(x, ())
