"""All real solutions of a system of equations, where a method finds them, and whether they are all.

A product is 0 where a factor is, so that a system falls into several. An equation in one variable is solved by itself
(zeros.py) and its solutions put into the others; one that is linear in a variable gives it by the others; polynomials
are brought into triangular form by a Gröbner basis in lexicographic order (Cox, Little, O'Shea, Ideals, Varieties, and
Algorithms, chapter 3). What is left of other systems is searched within bounds (boxes.py).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.angles import Circle, on_circles, phase
from calc_cli.algebra.enclosures.enclosure import ends
from calc_cli.algebra.evaluate import sign_at, value_at, value_on
from calc_cli.algebra.identities import CIRCULAR
from calc_cli.algebra.ranges import signs_of
from calc_cli.algebra.root import BITS, Root, are_one, root_in, simple_numbers
from calc_cli.calculus.study.boxes import search
from calc_cli.calculus.study.region import Region
from calc_cli.calculus.study.zeros import factors_of, zeros
from calc_cli.errors import UndefinedError, UnsupportedError

Solution: TypeAlias = Mapping[sp.Symbol, Root]
Equations: TypeAlias = tuple[sp.Expr, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The `points`, and equations of `families` of infinitely many; `are_all` if there are certainly no others."""

    points: tuple[Solution, ...] = ()
    families: tuple[Equations, ...] = ()
    are_all: bool = True
    periods: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    """Of the unknowns of which each point tells one value a period."""

    def extended(self, x: sp.Symbol, value: Callable[[Solution], Root], formula: sp.Expr) -> "Solutions":
        """Return the same with a coordinate more, which is that `formula` of the others."""
        points = tuple({**point, x: value(point)} for point in self.points)
        return Solutions(points, tuple((*family, x - formula) for family in self.families), self.are_all)


@dataclass(frozen=True, slots=True)
class EquationSystem:
    """Equations for the unknowns, each in the region; those of a Gröbner basis have been brought into its form."""

    equations: Equations
    unknowns: tuple[sp.Symbol, ...]
    region: Region
    is_basis: bool = False

    def without(self, e: sp.Expr, x: sp.Symbol, put: Callable[[sp.Expr], sp.Expr]) -> "EquationSystem":
        """Return the system without an equation and its unknown, what is known of that being `put` into the others."""
        others = tuple(put(other) for other in self.equations if other is not e)
        return replace(self, equations=others, unknowns=tuple(u for u in self.unknowns if u != x))


def solve(
    equations: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol], region: Region, on: Sequence[Circle] = ()
) -> Solutions:
    """Return where all `equations` are 0, each unknown in the region, one a turn of those that are `on` a circle.

    >>> x, y = sp.symbols("x y", real=True)
    >>> [[root.exact for root in point.values()] for point in solve([x**2 - y, x - y], [x, y], Region()).points]
    [[0, 0], [1, 1]]
    """
    if any(e.has(AppliedUndef) for e in equations):
        return Solutions(are_all=False)
    system = EquationSystem(tuple(equations), tuple(unknowns), region)
    found = (_by_circles(system, on) if on else None) or _solved(system)
    points: list[Solution] = []
    for point in found.points:
        ordered = {x: point[x] for x in unknowns}
        if any(all(_may_vanish(e, ordered) for e in family) for family in found.families):
            continue
        is_known = any(all(are_one(ordered[x], other[x]) for x in unknowns) for other in points)
        if not is_known and all(map(region.holds, point.values())):
            points.append(ordered)
    points.sort(key=lambda point: [float(root.middle) for root in point.values()])
    return Solutions(tuple(points), tuple(dict.fromkeys(found.families)), found.are_all, found.periods)


def circles(functions: Sequence[sp.Expr], unknowns: Sequence[sp.Symbol]) -> list[Circle]:
    """Return those of the unknowns that occur in waves alone, their angles being whole multiples of one, r x."""
    together = sp.Tuple(*functions)
    still = together.xreplace(dict.fromkeys(together.atoms(*CIRCULAR), sp.S.One))
    found = []
    for x in unknowns:
        angle = None if still.has(x) else phase(together, x)
        if angle is not None and not (angle / x).has(x):
            sine, cosine = sp.symbols(f"s_{x} c_{x}", real=True, cls=sp.Dummy)
            found.append(Circle(x, angle, sine, cosine, _start(together, x, angle)))
    return found


def _start(functions: sp.Tuple, x: sp.Symbol, angle: sp.Expr) -> sp.Expr:
    """Return the number that is added to the angle in its first wave."""
    first = min((wave.args[0] for wave in functions.atoms(*CIRCULAR) if wave.has(x)), key=str)
    constant, varying = sp.expand(first).as_independent(x, as_Add=True)
    return constant * angle / varying if constant.is_number else sp.S.Zero


def _by_circles(s: EquationSystem, on: Sequence[Circle]) -> Solutions | None:
    """Solve the system with the sine and the cosine of each angle for unknowns."""
    different = [e for e in dict.fromkeys(s.equations) if e.free_symbols & {*s.unknowns}]
    if len(different) == 1 and len(s.unknowns) > 1:
        return Solutions(families=(tuple(different),))
    polynomials = [on_circles(sp.Mul(*(p for p in factors_of(e) if 0 in signs_of(p))), on) for e in different]
    if None in polynomials:
        return None
    letters = [letter for circle in on for letter in (circle.sine, circle.cosine)]
    turning = {circle.x for circle in on}
    unknowns = (*(x for x in s.unknowns if x not in turning), *letters)
    units = (circle.sine**2 + circle.cosine**2 - 1 for circle in on)
    found = _solved(EquationSystem((*polynomials, *units), unknowns, s.region))
    points = [{**point, **{circle.x: _turned(circle, point) for circle in on}} for point in found.points]
    waves = {letter: f(c.angle + c.start) for c in on for f, letter in ((sp.sin, c.sine), (sp.cos, c.cosine))}
    families = tuple(tuple(e.xreplace(waves) for e in family) for family in found.families)
    return Solutions(tuple(points), families, found.are_all, {c.x: 2 * sp.pi * c.x / c.angle for c in on})


def _turned(circle: Circle, point: Solution) -> Root:
    """Return the unknown on a circle, from 0 to a period."""
    s, c = circle.sine, circle.cosine
    is_exact = point[s].exact is not None and point[c].exact is not None
    angle = sp.atan2(s, c) if is_exact else 2 * sp.atan(s / (1 + c))  # enclosed without half a turn, which is exact
    turn = 2 * sp.pi if sign_at(point[s].middle, {}) == -1 else 0
    return _valued((angle + turn - circle.start) * circle.x / circle.angle, {s: point[s], c: point[c]})


def _solved(s: EquationSystem) -> Solutions:
    left = []
    for e in dict.fromkeys(s.equations):
        if e.free_symbols & {*s.unknowns}:
            left.append(e)
        elif (sign := _sign(e)) != 0:
            return Solutions(are_all=sign is not None)
    if not left:
        return Solutions(({},)) if not s.unknowns else Solutions(families=((),))
    for i, e in enumerate(left):
        parts = [part for part in dict.fromkeys(factors_of(e)) if part.free_symbols and 0 in signs_of(part)]
        if parts != [e]:
            rest = (*left[:i], *left[i + 1 :])
            return _together(_solved(EquationSystem((part, *rest), s.unknowns, s.region)) for part in parts)
    s = replace(s, equations=tuple(left))
    for method in (_by_linearity, _by_one_variable, _by_basis):
        found = method(s)
        if found is not None:
            return found
    if len(left) == len(s.unknowns) and s.region.is_bounded:
        boxes, are_all = search(left, s.unknowns, s.region.searched)
        return Solutions(tuple(_recognised(left, box) for box in boxes), are_all=are_all)
    return Solutions(are_all=False)


def _recognised(equations: Sequence[sp.Expr], box: Solution) -> Solution:
    """Return the solution exactly if all its coordinates are simple numbers."""
    exact = {x: next(simple_numbers(root), None) for x, root in box.items()}
    if None in exact.values() or any(_sign(e.subs(exact)) != 0 for e in equations):
        return box
    return {x: Root(number) for x, number in exact.items()}


def _sign(e: sp.Expr) -> int | None:
    """Return the sign of a number, 1 of what is none, like 1/0."""
    with suppress(UndefinedError):
        return sign_at(e, {})
    return 1


def _together(found: Iterable[Solutions]) -> Solutions:
    each = list(found)
    return Solutions(
        tuple(point for part in each for point in part.points),
        tuple(family for part in each for family in part.families),
        all(part.are_all for part in each),
    )


def _by_linearity(s: EquationSystem) -> Solutions | None:
    """Put x = ... into the other equations, where one is linear in x with a number before it."""
    for e in s.equations:
        for x in sorted(e.free_symbols & {*s.unknowns}, key=str):
            slope = sp.diff(e, x)
            if slope.is_number and sign_at(slope, {}) not in (0, None):
                value = sp.expand(-e.subs(x, 0) / slope)
                found = _solved(s.without(e, x, lambda other: sp.expand(other.subs(x, value))))  # noqa: B023 - at once
                return found.extended(x, partial(_valued, value), value)
    return None


def _valued(e: sp.Expr, point: Solution) -> Root:
    """Return the value of an expression at a solution."""
    if all(root.exact is not None for root in point.values()):
        return Root(value_at(e, {x: root.exact for x, root in point.items() if root.exact is not None}))
    value = value_on(e, {x: root.value(BITS) for x, root in point.items()}, 2 * BITS)
    if value is None:
        raise UnsupportedError("a coordinate is not known well enough")
    return root_in(ends(value))


def _by_one_variable(s: EquationSystem) -> Solutions | None:
    """Solve an equation in one variable, and put its solutions into the others."""
    for e in sorted((e for e in s.equations if len(e.free_symbols) == 1), key=sp.count_ops):
        (x,) = e.free_symbols
        found = zeros(e, x, s.region)
        is_free = not any(o.has(x) for o in s.equations if o is not e)
        if not is_free and any(root.exact is None for root in found.roots):
            continue
        parts = [Solutions(are_all=found.are_all)]
        for root in found.roots:
            with suppress(UndefinedError):
                rest = s.without(e, x, lambda o: o if is_free else value_at(o, {x: root.exact}))  # noqa: B023 - at once
                parts.append(_solved(replace(rest, is_basis=False)).extended(x, lambda _: root, root.shown))  # noqa: B023
        return _together(parts)
    return None


def _by_basis(s: EquationSystem) -> Solutions | None:
    """Bring polynomials into triangular form; what this leaves of infinitely many solutions is a family."""
    equations, unknowns = s.equations, s.unknowns
    if not all(e.is_polynomial(*unknowns) and sp.Poly(e, *unknowns).domain in (sp.ZZ, sp.QQ) for e in equations):
        return None
    basis = sp.groebner(equations, *unknowns, order="lex")
    if s.is_basis:
        return _on_a_grid(basis, unknowns) if basis.is_zero_dimensional else Solutions(families=(equations,))
    return _solved(replace(s, equations=tuple(basis.exprs), is_basis=True))


def _on_a_grid(basis: sp.GroebnerBasis, unknowns: tuple[sp.Symbol, ...]) -> Solutions:
    """Try all combinations of the coordinates that eliminating all other unknowns leaves; what stays is not proved."""
    points: list[dict[sp.Symbol, Root]] = [{}]
    for x in unknowns:
        others = [u for u in unknowns if u != x]
        eliminated = sp.groebner(basis.exprs, *others, x, order="lex").exprs[-1]
        points = [{**point, x: root} for point in points for root in zeros(eliminated, x).roots]
    return Solutions(tuple(p for p in points if all(_may_vanish(e, p) for e in basis.exprs)), are_all=False)


def _may_vanish(e: sp.Expr, point: Solution) -> bool:
    value = value_on(e, {x: root.value(BITS) for x, root in point.items()}, 2 * BITS)
    return value is None or not (value > 0 or value < 0)
