"""The conditions under which an expression is defined, or smooth, read off its parts one by one.

They are collected from the expression as typed, since evaluation loses them (x/x is 1, but not at 0), and
stated about evaluated parts. Functions have theirs in their records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from functools import cache, lru_cache
from itertools import combinations

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra import formulas
from calc_cli.algebra.evaluate import evaluator, sign_at
from calc_cli.algebra.exact import DEEP, depth
from calc_cli.algebra.exact_roots import BY_CASES, NotExactError
from calc_cli.algebra.functions import WITH_CASES, cases_of, record_of
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.solution_set import solution_set
from calc_cli.algebra.unevaluated import outermost
from calc_cli.errors import UndefinedError, UnsupportedError

_MOST_TERMS = 50
"""Over at most this many values of its index, the conditions of every term of a sum are stated."""

_REMEMBERED = 50
"""The conditions of so many expressions are kept: several rooms ask for those of one."""

Conditions = tuple[sp.Basic, ...]


@lru_cache(_REMEMBERED)
def definedness(e: sp.Expr, *, formally: bool = True) -> Conditions:
    """Conditions, of which all must hold, for `e` (as typed) to have a real value.

    A power with variables in the exponent is formally one of a positive base. Of others it has values too, at
    exponents like 2 or 1/3; without `formally`, no condition is stated for it.
    """
    return _all_of(_Definedness(formally=formally).of(e))


def smoothness(e: sp.Expr, *variables: sp.Symbol) -> Conditions:
    """Further conditions for `e` to be continuously differentiable in the variables together.

    Enough, not always needed: x*|x| has a derivative at 0. They state what is open, so they hold nearby as well.
    """
    return _all_of(_Smoothness(variables).of(e))


def continuity(e: sp.Expr, *variables: sp.Symbol) -> Conditions:
    """Conditions for `e` not to jump as the variables move: those of `smoothness` at jumps, without the corners."""
    return _all_of(_Continuity(variables).of(e))


def compared(conditions: Iterable[sp.Basic]) -> Iterator[sp.Expr]:
    """Yield what the conditions compare with 0, that has variables."""
    for condition in conditions:
        for relation in condition.atoms(Relational):
            u = relation.lhs - relation.rhs
            if u.free_symbols:
                yield u


def depends_on_terms(e: sp.Expr, *variables: sp.Symbol, point: Mapping[sp.Symbol, sp.Expr] | None = None) -> bool:
    """Return True if conditions of single terms are missing in the two above, as a sum has many terms.

    At a point, only those conditions count that are not certain to hold there.
    """
    if not e.has(sp.Sum, sp.Product):
        return False
    collectors = _Definedness(), _Smoothness(variables)
    for collector in collectors:
        collector.point = point or {}
        _all_of(collector.of(e))
    return any(collector.misses_terms for collector in collectors)


def _all_of(conditions: Iterator[sp.Basic]) -> Conditions:
    """Each condition once; `false` if a part without variables is undefined."""
    with suppress(UndefinedError):
        return tuple(dict.fromkeys(conditions))
    return (sp.false,)


class _Collector:
    """Walks an expression once; `here` tells the conditions of each part by itself."""

    def __init__(self) -> None:
        self.seen: set[sp.Basic] = set()
        self.misses_terms = False
        self.point: Mapping[sp.Symbol, sp.Expr] = {}
        self.indices: frozenset[sp.Symbol] = frozenset()
        self.value = evaluator().value
        self.depths: dict[sp.Basic, int] = {}

    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        raise NotImplementedError

    def power(self, u: sp.Expr, n: sp.Expr) -> Iterator[sp.Basic]:
        """Return the conditions of u^n by itself, evaluated and not by cases."""
        raise NotImplementedError

    def of(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if not e.args or e in self.seen:
            return
        self.seen.add(e)
        if isinstance(e, sp.Piecewise):
            yield from self._cases(e)
        elif isinstance(e, sp.Sum | sp.Product):
            yield from self._terms(e)
        elif isinstance(e, sp.Integral):
            yield from self._under_integral(e)
        else:
            for part in e.args:
                if part.args:
                    yield from self.of(part)
        yield from self.here(e)

    def _anew(self, e: sp.Basic) -> Conditions:
        """Return the conditions of a part that may have been met elsewhere, where they were needed otherwise."""
        seen, self.seen = self.seen, set()
        found = _all_of(self.of(e))
        self.seen = seen
        return found

    def _cases(self, e: sp.Piecewise) -> Iterator[sp.Basic]:
        """Yield what a case needs matters only where that case applies."""
        before: sp.Basic = sp.true
        for value, condition in e.args:
            evaluated = self.evaluated(condition)
            yield from (sp.Or(sp.Not(before), needed) for needed in self._anew(condition))
            applies = sp.And(before, evaluated)
            yield from (sp.Or(sp.Not(applies), needed) for needed in self._anew(value))
            before = sp.And(before, sp.Not(evaluated))

    def _terms(self, e: sp.Basic) -> Iterator[sp.Basic]:
        """Yield what every term needs; of long sums, only what does not depend on the index."""
        body, *limits = e.args
        outer, self.indices = self.indices, self.indices | {limit[0] for limit in limits}
        needs = self._anew(body)
        mine, self.indices = self.indices - outer, outer
        places = _places(limits)
        for needed in needs:
            if not needed.free_symbols & mine:
                yield needed
            elif _holds_for_every(needed, limits, self.point):
                continue
            elif places is None:
                self.misses_terms = True
            else:
                yield from (needed.xreplace(place) for place in places)

    def _under_integral(self, e: sp.Integral) -> Iterator[sp.Basic]:
        """Yield what the bounds need, and the integrand whatever its variable is."""
        body, variable, bounds = outermost(e)
        for bound in bounds:
            yield from self.of(bound)
        yield from (needed for needed in self._anew(body) if variable not in needed.free_symbols)

    def _powers(self, e: sp.Pow) -> Iterator[sp.Basic]:
        """Yield what a power needs; in each case by itself, where whether it is real may hang on the case."""
        base, exponent = e.args
        n = self.evaluated(exponent) if exponent.args else exponent
        if (n.is_Integer and n.p > 0) or base is sp.E or (n.free_symbols and n.free_symbols <= self.indices):
            return  # x^k in a sum over k: a whole number
        u = self.evaluated(base)
        if u.func in WITH_CASES:
            yield from self._by_cases(u, lambda value: sp.Pow(value, n, evaluate=False))
        elif n.func in WITH_CASES:
            yield from self._by_cases(n, lambda value: sp.Pow(u, value, evaluate=False))
        else:
            yield from self.power(u, n)

    def _by_cases(self, u: sp.Expr, whole: Callable[[sp.Expr], sp.Expr]) -> Iterator[sp.Basic]:
        """Yield what the whole needs in each case of its part u: |u| has no corner where u is 0 throughout."""
        cases = [(whole(value), condition) for value, condition in cases_of(u) if value is not sp.nan]
        yield from self.of(sp.Piecewise(*cases, evaluate=False))

    def evaluated(self, e: sp.Basic) -> sp.Basic:
        """Return the part evaluated over the real numbers; as it is, if it nests too deep for SymPy."""
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

    def of_record(self, e: sp.Function, text: str) -> Iterator[sp.Basic]:
        """Yield a condition of a known function, about its arguments."""
        u, v = self.evaluated(e.args[0]), self.evaluated(e.args[-1])
        if u.func in WITH_CASES and len(e.args) == 1:
            yield from self._by_cases(u, lambda value: e.func(value, evaluate=False))
            return
        put = formulas.condition_on(text, u, v)
        yield from sp.And.make_args(put)


def _places(limits: list[sp.Tuple]) -> list[dict[sp.Symbol, sp.Expr]] | None:
    """Return the values of the indices in every term, the last index outermost; None if many or not numbers."""
    places: list[dict[sp.Symbol, sp.Expr]] = [{}]
    for index, first, last in reversed(limits):
        found: list[dict[sp.Symbol, sp.Expr]] = []
        for place in places:
            low, high = first.xreplace(place), last.xreplace(place)
            if not (low.is_Integer and high.is_Integer and high - low + len(found) < _MOST_TERMS):
                return None
            found += [{**place, index: sp.Integer(i)} for i in range(int(low), int(high) + 1)]
        places = found
    return places


def _holds_for_every(condition: sp.Basic, limits: list[sp.Tuple], point: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Return True if a condition about the terms of a sum holds for all at the point, like i > 0 for i from 1."""
    firsts = {index: first for index, first, _ in limits}
    others = {symbol: at for symbol, at in point.items() if symbol not in firsts}
    if not condition.free_symbols <= firsts.keys() | others.keys() or not all(f.is_Integer for f in firsts.values()):
        return False
    counted = {i: sp.Dummy(integer=True, nonnegative=True) + first for i, first in firsts.items()}
    with suppress(TypeError):  # SymPy's, on comparing what is not real
        return condition.subs(others | counted) is sp.true
    return False


class _Definedness(_Collector):
    def __init__(self, *, formally: bool = True) -> None:
        super().__init__()
        self.formally = formally

    def of(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if not isinstance(e, sp.And | sp.Or):
            yield from super().of(e)
            return
        for part in e.args:  # in x > 0 and ln x > 1 the second has a value, or the first decides
            decided = [other if isinstance(e, sp.Or) else sp.Not(other) for other in e.args if other is not part]
            yield from (sp.Or(needed, *map(self.evaluated, decided)) for needed in self._anew(part))

    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if isinstance(e, sp.Pow):
            yield from self._powers(e)
        elif isinstance(e, sp.Piecewise):
            yield sp.Or(*(self.evaluated(condition) for _, condition in e.args))
        elif (record := record_of(e.func)) is not None and record.defined:
            yield from self.of_record(e, record.defined)

    def power(self, u: sp.Expr, n: sp.Expr) -> Iterator[sp.Basic]:
        if n.is_Rational and n.q % 2 == 0:
            yield _compared(u, sp.Gt if n.is_negative else sp.Ge)
        elif n.is_integer or n.is_Rational:
            if not n.is_positive:
                yield _compared(u, sp.Ne) if n.is_Rational else sp.Or(_compared(u, sp.Ne), _compared(n, sp.Gt))
        elif n.is_number and (sign := sign_at(n, {})) is not None:
            yield _compared(u, sp.Gt if sign < 0 else sp.Ge)
        elif u.is_zero:
            yield _compared(n, sp.Gt)
        elif not self.formally and not n.is_number:
            return
        elif 1 not in (signs := signs_of(u)):
            yield sp.Eq(n, sp.floor(n), evaluate=False)  # enough, though odd denominators do as well
            if 0 in signs:
                yield sp.Or(_compared(u, sp.Ne), _compared(n, sp.Gt))
        else:
            yield _compared(u, sp.Ge if n.is_positive else sp.Gt)


class _Smoothness(_Collector):
    def __init__(self, variables: tuple[sp.Symbol, ...]) -> None:
        super().__init__()
        self.variables = frozenset(variables)
        self.moves = cache(self._moves)

    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        if isinstance(e, sp.Pow):
            yield from self._powers(e)
        elif isinstance(e, sp.Max | sp.Min):
            yield from self._ties(e)
        elif isinstance(e, sp.Piecewise):
            atoms = {atom for _, condition in e.args for atom in condition.atoms(Relational) if self.has_variable(atom)}
            for seam in map(self.evaluated, sorted(atoms, key=sp.default_sort_key)):
                if isinstance(seam, Relational) and self.moves(seam.lhs - seam.rhs):
                    yield _compared(seam.lhs - seam.rhs, sp.Ne)
        elif (
            (record := record_of(e.func)) is not None
            and record.smooth
            and any(self.moves(self.evaluated(argument)) for argument in e.args)
        ):
            yield from self.of_record(e, record.smooth)

    def _under_integral(self, e: sp.Integral) -> Iterator[sp.Basic]:
        """Yield also that the integrand does not jump at a bound that moves, where the integral has a corner."""
        yield from super()._under_integral(e)
        body, variable, bounds = outermost(e)
        jumps = continuity(body, variable) if any(map(self.has_variable, bounds)) else ()
        for bound in filter(self.has_variable, bounds):
            yield from (jump.xreplace({variable: self.evaluated(bound)}) for jump in jumps)

    def power(self, u: sp.Expr, n: sp.Expr) -> Iterator[sp.Basic]:
        if n.is_integer or u.is_zero or (n.is_number and not self.moves(u)):
            return
        if not n.is_number:
            if self.has_variable(n):
                yield _compared(u, sp.Gt)
        elif not (n.is_Rational and n.q % 2):
            yield _compared(u, sp.Gt)
        elif 0 < n < 1:
            yield _compared(u, sp.Ne)

    def _ties(self, e: sp.Basic) -> Iterator[sp.Basic]:
        for a, b in combinations(map(self.evaluated, e.args), 2):
            if self.moves(apart := a - b):
                yield _not_a_seam(apart)

    def has_variable(self, e: sp.Basic) -> bool:
        return not e.free_symbols.isdisjoint(self.variables)

    def _moves(self, u: sp.Expr) -> bool:
        """Return True if u varies with the variables other than in jumps; else it is constant where smooth itself."""
        record = record_of(u.func)
        if not self.has_variable(u) or (record is not None and record.is_step):
            return False
        if u.is_Piecewise:
            return any(self.moves(value) for value, _ in u.args)
        if u.is_Add and _is_short_polynomial(u, self.variables):
            return self.has_variable(sp.expand(u))
        return not u.args or any(self.moves(part) for part in u.args)


class _Continuity(_Smoothness):
    def here(self, e: sp.Basic) -> Iterator[sp.Basic]:
        record = record_of(e.func)
        if (isinstance(e, sp.Piecewise) and not self._meet(e)) or (record is not None and not record.is_continuous):
            yield from super().here(e)

    def _meet(self, e: sp.Piecewise) -> bool:
        """Return True if the cases have one value on each seam, which is solved for a variable that it is linear in."""
        atoms = {atom for _, condition in e.args for atom in condition.atoms(Relational)}
        seams = {
            atom.lhs - atom.rhs for atom in atoms if not isinstance(atom, sp.Eq | sp.Ne)
        }  # no integral sees a point
        return all(self._is_closed(e, self.evaluated(seam)) for seam in seams if self.has_variable(seam))

    def _is_closed(self, e: sp.Piecewise, seam: sp.Expr) -> bool:
        x = min(seam.free_symbols & self.variables, key=str, default=None)
        slope = None if x is None else seam.coeff(x)
        if not slope or (seam - slope * x).has(x):
            return False
        place = {x: (slope * x - seam) / slope}
        return len({sp.expand(self.evaluated(value).xreplace(place)) for value, _ in e.args}) == 1


def _is_short_polynomial(u: sp.Expr, variables: Set[sp.Symbol]) -> bool:
    """Return True if u is quickly multiplied out."""
    powers = u.atoms(sp.Pow)
    return (
        len(powers) < 20
        and all(p.exp.is_Integer and 0 < p.exp < 10 for p in powers)
        and bool(u.is_polynomial(*variables))
    )


def _not_a_seam(u: sp.Expr) -> sp.Basic:
    """Return the condition that u is not 0, or is 0 all around, as |x| - x is for x > 0."""
    if len(u.free_symbols) == 1 and u.has(*BY_CASES):
        (x,) = u.free_symbols
        with suppress(NotExactError):
            zeros = solution_set([_compared(u, sp.Eq)], x)
            if any(zeros.holds[::2]):
                sides = zip(zeros.points, zeros.holds[::2], zeros.holds[2::2], strict=False)
                return sp.And(*(sp.Ne(x, point) for point, *around in sides if not all(around)))
    return _compared(u, sp.Ne)


def _compared(u: sp.Expr, relation: type[Relational]) -> sp.Basic:
    """Return the relation of u to 0, not evaluated: SymPy would look for its sign, which domain() does once."""
    return sp.false if u in (sp.nan, sp.zoo) else relation(u, sp.S.Zero, evaluate=not u.args)
