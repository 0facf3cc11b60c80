"""The conditions under which an expression is defined, or smooth, read off its parts one by one.

They are collected from the expression as typed, since evaluation loses them (x/x is 1, but not at 0), and
stated about evaluated parts. Functions have theirs in the table of syntax/names.py.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.evaluate import evaluator, sign_at
from calc_cli.algebra.exact import DEEP, depth
from calc_cli.algebra.functions import OWN, RENAMED, symbol
from calc_cli.algebra.lower import lower
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.syntax.names import BY_NAME
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Cases

_MOST_TERMS = 50
"""Over at most this many values of its index, the conditions of every term of a sum are stated."""

_NAMES = {function: name for name, function in (RENAMED | OWN).items()}

Conditions = tuple[sp.Basic, ...]


def definedness(e: sp.Expr) -> Conditions:
    """Conditions, of which all must hold, for `e` (as typed) to have a real value."""
    return _all_of(_Definedness().of(e))


def smoothness(e: sp.Expr, x: sp.Symbol) -> Conditions:
    """Further conditions for `e` to have a derivative in `x`. Enough, not always needed: x*|x| has one at 0."""
    return _all_of(_Smoothness(x).of(e))


def _all_of(conditions: Iterator[sp.Basic]) -> Conditions:
    """Each condition once; `false` if a part without variables is undefined."""
    try:
        return tuple(dict.fromkeys(conditions))
    except UndefinedError:
        return (sp.false,)


class _Collector:
    """Walks an expression once; `here` tells the conditions of each part by itself."""

    def __init__(self) -> None:
        self.seen: set[sp.Basic] = set()
        self.indices: frozenset[sp.Symbol] = frozenset()
        self.value = evaluator().value
        self.depths: dict[sp.Basic, int] = {}

    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        raise NotImplementedError

    def of(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if not e.args or e in self.seen:
            return
        self.seen.add(e)
        if isinstance(e, sp.Piecewise):
            yield from self._cases(e)
        elif isinstance(e, sp.Sum | sp.Product):
            yield from self._terms(e)
        else:
            for part in e.args:
                if part.args:
                    yield from self.of(part)
        yield from self.here(e)

    def _anew(self, e: sp.Basic) -> Conditions:
        """The conditions of a part that may have been met elsewhere, where they were needed otherwise."""
        seen, self.seen = self.seen, set()
        found = _all_of(self.of(e))
        self.seen = seen
        return found

    def _cases(self, e: sp.Piecewise) -> Iterator[sp.Basic]:
        """What a case needs matters only where that case applies."""
        before: sp.Basic = sp.true
        for value, condition in e.args:
            evaluated = self.evaluated(condition)
            yield from (sp.Or(sp.Not(before), needed) for needed in self._anew(condition))
            applies = sp.And(before, evaluated)
            yield from (sp.Or(sp.Not(applies), needed) for needed in self._anew(value))
            before = sp.And(before, sp.Not(evaluated))

    def _terms(self, e: sp.Basic) -> Iterator[sp.Basic]:
        """What every term needs; of long sums, only what does not depend on the index."""
        body, *limits = e.args
        outer, self.indices = self.indices, self.indices | {limit[0] for limit in limits}
        needs = self._anew(body)
        mine, self.indices = self.indices - outer, outer
        index, first, last = limits[0]
        for needed in needs:
            if not needed.free_symbols & mine:
                yield needed
            elif len(limits) == 1 and first.is_Integer and last.is_Integer and last - first < _MOST_TERMS:
                for i in range(int(first), int(last) + 1):
                    yield needed.xreplace({index: sp.Integer(i)})

    def evaluated(self, e: sp.Basic) -> sp.Basic:
        """The part evaluated over the real numbers; as it is, if it nests too deep for SymPy."""
        if depth(e, self.depths) > DEEP:
            return e
        try:
            return self.value(e)
        except UnsupportedError:
            return e
        except UndefinedError:
            if e.has(sp.Piecewise):
                return e
            raise

    def from_table(self, e: sp.Function, column: str) -> Iterator[sp.Basic]:
        """The conditions of a known function."""
        condition = _template(e.func, column)
        u, v = self.evaluated(e.args[0]), self.evaluated(e.args[-1])
        put = _put(condition, {symbol("u"): u, symbol("v"): v})
        yield from put.args if isinstance(put, sp.And) else (put,)


class _Definedness(_Collector):
    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if isinstance(e, sp.Pow):
            yield from self._power(*e.args)
        elif isinstance(e, sp.Piecewise):
            yield sp.Or(*(self.evaluated(condition) for _, condition in e.args))
        elif _is_known(e, "defined"):
            yield from self.from_table(e, "defined")

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Iterator[sp.Basic]:
        n = self.evaluated(exponent) if exponent.args else exponent
        if (n.is_Integer and n.p > 0) or base is sp.E:
            return
        u = self.evaluated(base)
        if n.is_Rational:
            if n.q % 2 == 0:
                yield _compared(u, sp.Gt if n.is_negative else sp.Ge)
            elif not n.is_positive:
                yield _compared(u, sp.Ne)
        elif n.free_symbols and n.free_symbols <= self.indices:
            return  # x^k in a sum over k: a whole number
        elif n.is_number and (sign := sign_at(n, {})) is not None:
            yield _compared(u, sp.Gt if sign < 0 else sp.Ge)
        elif u.is_zero:
            yield _compared(n, sp.Gt)
        else:
            yield _compared(u, sp.Gt)


class _Smoothness(_Collector):
    def __init__(self, x: sp.Symbol) -> None:
        super().__init__()
        self.x = x

    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if isinstance(e, sp.Pow):
            yield from self._power(*e.args)
        elif isinstance(e, sp.Max | sp.Min):
            yield from self._ties(e)
        elif isinstance(e, sp.Piecewise):
            atoms = {atom for _, condition in e.args for atom in condition.atoms(Relational) if atom.has(self.x)}
            for seam in map(self.evaluated, sorted(atoms, key=sp.default_sort_key)):
                if isinstance(seam, Relational):
                    yield _compared(seam.lhs - seam.rhs, sp.Ne)
        elif _is_known(e, "smooth") and any(self.evaluated(argument).has(self.x) for argument in e.args):
            yield from self.from_table(e, "smooth")

    def _power(self, base: sp.Expr, exponent: sp.Expr) -> Iterator[sp.Basic]:
        n = self.evaluated(exponent) if exponent.args else exponent
        if n.is_Integer or not n.is_number:
            return
        u = self.evaluated(base)
        if not u.has(self.x):
            return
        if not (n.is_Rational and n.q % 2):
            yield _compared(u, sp.Gt)
        elif 0 < n < 1:
            yield _compared(u, sp.Ne)

    def _ties(self, e: sp.Basic) -> Iterator[sp.Basic]:
        for a, b in combinations(map(self.evaluated, e.args), 2):
            if (apart := a - b).has(self.x):
                yield _compared(apart, sp.Ne)


def _put(condition: sp.Basic, arguments: dict[sp.Symbol, sp.Expr]) -> sp.Basic:
    """A condition of the table about the arguments. As in _compared, nothing is asked of SymPy yet."""
    parts = [_put(part, arguments) if part.is_Boolean else part.xreplace(arguments) for part in condition.args]
    return condition.func(*parts, evaluate=not isinstance(condition, Relational))


def _compared(u: sp.Expr, relation: type[Relational]) -> sp.Basic:
    """The relation of u to 0, not evaluated: SymPy would look into u for its sign, which domain() does once for all."""
    return relation(u, 0, evaluate=not u.args)


def _is_known(e: sp.Basic, column: str) -> bool:
    """Whether the table has a condition for this function."""
    return isinstance(e, sp.Function) and _template(e.func, column) is not sp.true


@cache
def _template(function: type[sp.Basic], column: str) -> sp.Basic:
    """A condition of the table, about u and v."""
    row = BY_NAME.get(_NAMES.get(function, function.__name__))
    text: str = getattr(row, column, "")
    if not text:
        return sp.true
    tree = parse(f"1 if {text} else 0").tree
    assert isinstance(tree, Cases)
    return lower(tree.branches[0][1])
