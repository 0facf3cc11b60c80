"""Points in the cells that the conditions of expressions cut out together, in any number of variables.

relu(x - 3) relu(y - 3) is 0 but where both x > 3 and y > 3. Each quantity that a condition compares with 0 is wanted
with both signs, each two of them with all four, and each case of a definition for itself. A point in such a cell is
found by projections: as long as an inequality does not hold, go a little beyond where its tangent plane is 0 (S. Agmon,
The relaxation method for linear inequalities, 1954); where that leads nowhere, boxes are searched. A case in which no
point is found, nor that there is none, counts as not covered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import combinations, cycle, product
from math import inf, isfinite

import sympy as sp
from sympy.core.relational import Relational

from calc_cli.algebra.conditions import compared, definedness, smoothness
from calc_cli.algebra.enclosures.enclosure import interval
from calc_cli.algebra.evaluate import all_hold, sign_at, value_on
from calc_cli.algebra.functions import SIGNS, WITH_CASES, cases_of
from calc_cli.algebra.ranges import signs_by_squares, signs_of
from calc_cli.calculus.equality import boxes
from calc_cli.errors import UndefinedError, UnsupportedError

Place = dict[sp.Symbol, sp.Expr]
Cell = tuple[tuple[sp.Expr, int], ...]
"""Quantities, each with the sign that it must have."""

_MOST_QUANTITIES = 8
_MOST_ALTERNATIVES = 16
_MOST_VALUES = 40_000
_MOST_OF_CELL = 2_000
"""So many values are computed in the search for points, and for one."""

_STEPS = 40
"""So many steps may leave more than half of what is missing."""

_BEYOND = 1.2
_LEAST_PART = 1e-20
"""A way along other tangent planes that has so little of the gradient is none."""

_STARTS = ((1.5, -1.4, 1.7), (-3.1, 2.3, -0.7), (0.3, 0.2, 0.4), (90.5, 70.2, -80.1))
_FARTHEST = 1e300
_BITS = 64


class Cells:
    """The cells of some functions of the variables."""

    def __init__(self, functions: Sequence[sp.Expr], variables: Sequence[sp.Symbol]) -> None:
        self.functions = functions
        self.variables = variables
        self.cases = list(dict.fromkeys(case for f in functions for case in _cases(f)))
        self.quantities = sorted(_quantities(functions, variables), key=lambda u: (u.count_ops(), str(u)))
        self.slopes: dict[sp.Expr, list[sp.Expr]] = {}
        self.left = _MOST_VALUES
        self.empty: set[Cell] = set()

    @cached_property
    def points(self) -> list[tuple[Cell, Place]]:
        """A point in each cell in which one is found, unless one of another cell is in it."""
        found: list[tuple[Cell, Place]] = []
        for cell in self._wanted():
            if any(self.is_in(cell, place) and self.is_defined(place) for _, place in found):
                continue
            place = self._search(cell) or self._search_by_boxes(cell)
            if place is not None:
                found.append((cell, place))
        return found

    def _wanted(self) -> Iterator[Cell]:
        for case in self.cases:
            yield from case
        few = self.quantities[:_MOST_QUANTITIES]
        for size in (1, 2, 3)[: 3 if len(few) < 7 else 2]:
            for chosen in combinations(few, size):
                for sides in product((1, -1), repeat=size):
                    yield tuple(zip(chosen, sides, strict=True))

    def uncovered(self, places: Sequence[Mapping[sp.Symbol, sp.Expr]]) -> Cell | None:
        """Return a case of a definition that none of the places is in, and that is not plainly empty."""
        for alternatives in self.cases:
            possible = [cell for cell in alternatives if cell not in self.empty]
            if possible and not any(self.is_in(cell, place) for cell in possible for place in places):
                return possible[0]
        return None

    def is_in(self, cell: Cell, place: Mapping[sp.Symbol, sp.Expr]) -> bool:
        """Return True if the place is certainly in the cell."""
        try:
            return all(sign_at(u, place) == side for u, side in cell)
        except (UndefinedError, UnsupportedError):
            return False

    def is_defined(self, place: Mapping[sp.Symbol, sp.Expr]) -> bool:
        """Return True unless one of the functions is certainly not defined at the place."""
        return all(all_hold(definedness(f, formally=False), place) is not False for f in self.functions)

    # The search

    def _search(self, cell: Cell) -> Place | None:
        if _is_empty(cell):
            self.empty.add(cell)
            return None
        least_left = max(0, self.left - _MOST_OF_CELL)
        for start in _STARTS:
            at = [start[i % len(start)] for i in range(len(self.variables))]
            idle, least = 0, inf
            while idle < _STEPS:
                wrong = [(u, side) for u, side in cell if not self._holds(u, side, at)]
                size = sum(abs(self._value(u, at) or 0) for u, _ in wrong)
                idle, least = idle + (size > least / 2), min(size, least)
                if self.left < least_left or not all(abs(n) < _FARTHEST for n in at):
                    return None
                if not wrong or any(side == 0 for _, side in wrong):
                    place = self._simplified(cell, at)
                    if place is not None:
                        return place
                if not wrong or not all(self._step(u, side, at, cell) for u, side in wrong):
                    break
        return None

    def _search_by_boxes(self, cell: Cell) -> Place | None:
        """Search a corner of cells, which may be small; what one quantity alone is, other samples tell."""
        if len(self.variables) < 2:  # the regions between seams are all known there, and the search takes seconds
            return None
        if len(cell) < 2 or cell in self.empty or self.left <= 0 or not all(side for _, side in cell):
            return None
        self.left -= _MOST_OF_CELL
        at = boxes.search(cell)
        if at is False:
            self.empty.add(cell)
        if isinstance(at, bool):
            return None
        start = cycle(_STARTS[0])
        return self._simplified(cell, [at.get(x, free) for x, free in zip(self.variables, start, strict=False)])

    def _holds(self, u: sp.Expr, side: int, at: Sequence[float]) -> bool:
        value = self._value(u, at)
        return value is not None and (value * side > 0 if side else value == 0)

    def _step(self, u: sp.Expr, side: int, at: list[float], cell: Cell) -> bool:
        """Move to a little beyond where the tangent plane of u is 0; return False where there is none.

        It goes along the tangent planes of what holds already, if that leaves a way: to y > x^2 straight up at x > 12.
        """
        value, slopes = self._value(u, at), self._gradient(u, at)
        if value is None or slopes is None:
            return False
        way = slopes
        across: list[list[float]] = []
        for v, wanted in cell:
            if v is not u and self._holds(v, wanted, at) and (other := self._gradient(v, at)) is not None:
                across.append(reduce(_without, across, other))
                way = _without(way, across[-1])
        steepness = _dot(way, slopes)
        if steepness < _LEAST_PART * _dot(slopes, slopes):
            way, steepness = slopes, _dot(slopes, slopes)
        if not steepness or not isfinite(steepness):
            return False
        for i, slope in enumerate(way):
            at[i] -= (_BEYOND if side else 1) * (value or side * -1e-3) * slope / steepness
        return True

    def _gradient(self, u: sp.Expr, at: Sequence[float]) -> list[float] | None:
        if u not in self.slopes:
            self.slopes[u] = [sp.diff(u, x) for x in self.variables]
        slopes = [self._value(slope, at) for slope in self.slopes[u]]
        known = [slope for slope in slopes if slope is not None]
        return known if len(known) == len(slopes) else None

    def _value(self, e: sp.Expr, at: Sequence[float]) -> float | None:
        self.left -= 1
        if e.is_Rational:
            return float(e)
        try:
            numbers = [interval(n, n) for n in map(sp.Rational, at)]
            value = value_on(e, dict(zip(self.variables, numbers, strict=True)), _BITS)
            number = inf if value is None else float(value)
        except (UndefinedError, OverflowError, TypeError, ValueError):
            return None
        return number if isfinite(number) else None

    def _simplified(self, cell: Cell, at: Sequence[float]) -> Place | None:
        """Return a point in the cell, near `at` and the simplest, where all functions are defined if there is one."""
        exact = [sp.Rational(n) for n in at]
        rounded = (*([n.limit_denominator(10**k) for n in exact] for k in (0, 1, 3, 6, 9)), exact)
        places = [dict(zip(self.variables, numbers, strict=True)) for numbers in rounded]
        inside = [place for place in places if self.is_in(cell, place)]
        return next(filter(self.is_defined, inside), inside[0] if inside else None)


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _without(a: list[float], b: list[float]) -> list[float]:
    """Return the part of a that is at a right angle to b."""
    part = _dot(a, b) / (_dot(b, b) or 1)
    return [x - part * y for x, y in zip(a, b, strict=True)]


def _is_empty(cell: Cell) -> bool:
    """Return True if there is plainly no point in the cell: where some are positive, so is their sum."""
    positive = [side * u for u, side in cell if side]
    sums = [sp.expand(sp.Add(*some)) for n in {2, max(2, len(positive))} for some in combinations(positive, n)]
    return any(side not in signs_by_squares(u) for u, side in cell) or any(1 not in signs_by_squares(u) for u in sums)


def conditions_of(cell: Cell) -> tuple[sp.Basic, ...]:
    """Return the conditions that hold in the cell."""
    relations = {1: sp.Gt, 0: sp.Eq, -1: sp.Lt}
    return tuple(relations[side](u, 0, evaluate=False) for u, side in cell)


def _quantities(functions: Sequence[sp.Expr], variables: Sequence[sp.Symbol]) -> set[sp.Expr]:
    """Return what conditions compare with 0, in the variables."""
    edges = [condition for f in functions for condition in (*definedness(f), *smoothness(f, *variables))]
    found = {factor.as_base_exp()[0] for u in compared(edges) for factor in sp.Mul.make_args(u.as_coeff_Mul()[1])}
    possible = [u for u in found if not u.has(sp.floor, sp.ceiling, sp.oo, -sp.oo) and len(signs_of(u) - {0}) == 2]
    return {-u if u.could_extract_minus_sign() else u for u in possible}


def _cases(f: sp.Expr) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each case of a definition, and of the cases of several definitions that are multiplied.

    In a sum each by itself is enough. A product is 0, and no more, where a factor without a jump is.
    """
    cases = {part: [*_cells_of_cases(part)] for part in f.atoms(*WITH_CASES, *_JUMPING)}
    for part in sorted(cases, key=str):
        yield from _possible([cells for _, cells in cases[part]])
    for factors in sorted(map(sp.Mul.make_args, f.atoms(sp.Mul)), key=str):
        parts = [base for factor in factors if (base := factor.as_base_exp()[0]) in cases]
        jumping = [[cells for value, cells in cases[part] if value != 0 or part.func in _JUMPING] for part in parts]
        if len(parts) > 1:
            yield from _possible([sum(cells, ()) for cells in product(*some)] for some in product(*jumping))


_JUMPING = (sp.Piecewise, sp.sign, sp.Heaviside)


def _possible(cases: Iterable[Iterable[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each case that want no quantity with two signs, if there are any."""
    for cells in cases:
        possible = tuple(cell for cell in cells if len(dict(cell)) == len(set(cell)))
        if possible:
            yield possible[:_MOST_ALTERNATIVES]


def _cells_of_cases(part: sp.Expr) -> Iterator[tuple[sp.Expr, list[Cell]]]:
    """Yield the value in each case, and the cells in which it applies."""
    before: list[sp.Basic] = []
    for value, condition in cases_of(part):
        yield value, _alternatives(sp.And(*map(sp.Not, before), condition, evaluate=False))
        before.append(condition)


def _alternatives(condition: sp.Basic, holds: bool = True) -> list[Cell]:
    """Return the cells in which the condition holds, or does not; none if it is not one of comparisons."""
    if isinstance(condition, sp.ITE):
        condition = condition.to_nnf(simplify=False)
    if condition in (sp.true, sp.false):
        return [()] if (condition is sp.true) == holds else []
    if isinstance(condition, sp.Not):
        return _alternatives(condition.args[0], not holds)
    if isinstance(condition, sp.And | sp.Or):
        parts = [_alternatives(part, holds) for part in condition.args]
        if isinstance(condition, sp.Or) == holds:
            return [cell for part in parts for cell in part][:_MOST_ALTERNATIVES]
        return [sum(cells, ()) for cells in product(*parts)][:_MOST_ALTERNATIVES]
    if not isinstance(condition, Relational):
        return []
    chosen = [side for side in (1, -1, 0) if (side in SIGNS[type(condition)]) == holds]
    return [((condition.lhs - condition.rhs, side),) for side in chosen]
