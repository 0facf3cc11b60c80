"""Equations that a working solves: what is given of unknowns, and which further equations follow from that.

Each equation is written as an expression that is 0. As long as those that were told leave the unknowns open, another
one is given too; when they determine them, each solution of another equation must be one of theirs: x = 2 below
x^2 - 5x + 6 = 0. An equation in unknowns that were determined before, told as a question, begins another system.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.root import are_one
from calc_cli.algebra.roots import real_roots
from calc_cli.algebra.unevaluated import flat
from calc_cli.calculus.checking.question import compared, has_value
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.study.region import LINE
from calc_cli.calculus.study.systems import Solutions, solve
from calc_cli.calculus.working.claims import Claim, Point
from calc_cli.calculus.working.drawn_lines import solved_for
from calc_cli.calculus.working.equation_steps import is_multiple, mistakes_in_equation
from calc_cli.errors import CalcError, UndefinedError, UnsupportedError

_MOST_UNKNOWNS = 4

_KEPT = 16
"""Systems of which the solutions are remembered, since each line asks for those of what was told before it."""


@dataclass(frozen=True, slots=True)
class SolvingStep:
    """A step in solving an equation in one unknown, which is `asked`: what was said, and the solutions that it has."""

    asked: sp.Expr
    claim: Claim
    equation: sp.Expr
    roots: Sequence[sp.Expr]

    @property
    def is_value(self) -> bool:
        """Return True of x = 2, and not of x (x - 2) = 0."""
        typed = self.claim.typed
        return typed is not None and typed.is_number and len(self.roots) == 1 and _is_among(typed, self.roots)


class Solving:
    """The equations `told`, the `steps` that followed from them, the values that were `said` of unknowns.

    The `mistake` is the first equation that was wrong, with its line.
    """

    def __init__(self) -> None:
        self.told: tuple[sp.Expr, ...] = ()
        self.steps: list[sp.Expr] = []
        self.said: dict[sp.Symbol, list[sp.Expr]] = {}
        self.mistake: tuple[sp.Expr, int] | None = None
        self.history: list[SolvingStep] = []

    def ask(self, e: sp.Expr, mistake: tuple[sp.Expr, int] | None = None) -> None:
        """Take `e = 0` for given, in the place of which a `mistake` before may have led to another equation."""
        if not e.free_symbols:  # g' of g = x + 2 has no zeros to be found
            return
        is_new = _are_determined(_solutions(self.told)) and e.free_symbols <= sp.Tuple(*self.told).free_symbols
        self.told = (e,) if is_new else (*self.told, e)
        self.mistake, self.steps, self.said = mistake, [], {}

    def where(self, at: Point | None) -> "Solving":
        """Return the same with what a place tells of the unknowns. Raises UnsupportedError if that is no solution."""
        unknowns = sp.Tuple(*self.told).free_symbols
        placed = [u - a for u, a in (at or {}).items() if u in unknowns]
        if not placed:
            return self
        there = Solving()
        there.told, there.steps = (*self.told, *placed), [*self.steps]
        if not _solutions(there.told).points:
            raise UnsupportedError("nothing that was told holds there")
        return there

    def value(self, x: sp.Expr) -> sp.Expr | None:
        """Return what a letter is in all solutions of what was told; None if it is not one, or not known."""
        values = {point[x].shown for point in _solutions(self.told).points if x in point}
        return values.pop() if len(values) == 1 else None

    def another(self, x: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return what a letter is that is said to be something else."""
        told = Diagnosis("another solution", "there {} is {}", (x, self.value(x) or x), place="{} is another there")
        return () if self.value(x) is None else (told,)

    def note(self, s: Claim, e: sp.Expr) -> None:
        """Note a step, `e = 0`, in solving one equation in one unknown."""
        if (
            not s.room
            and len(self.told) == 1
            and len(e.free_symbols) == 1
            and e.free_symbols == self.told[0].free_symbols
        ):
            with suppress(CalcError):
                self.history.append(SolvingStep(self.told[0], s, e, _roots(has_value(e), *e.free_symbols)))

    def lost(
        self, said: Collection[sp.Expr], is_within: Callable[[sp.Expr], bool]
    ) -> Iterator[tuple[SolvingStep, Diagnosis]]:
        """Yield each step by which a solution is lost that is not `said` anywhere, and what was not heeded there.

        A solution that not `is_within` is none.
        """
        for asked in dict.fromkeys(step.asked for step in self.history):
            steps = [step for step in self.history if step.asked == asked]
            found, (x,) = _solutions((asked,)), asked.free_symbols
            known = [*said, *(root for step in steps if step.is_value for root in step.roots)]
            for root in (point[x].exact for point in found.points if _are_determined(found)):
                if root is not None and not _is_among(root, known) and is_within(root):
                    last = max((i for i, step in enumerate(steps) if _is_among(root, step.roots)), default=-1)
                    before = asked if last < 0 else steps[last].equation
                    yield from ((step, _why_lost(x, root, before)) for step in steps[last + 1 : last + 2])

    @property
    def before(self) -> sp.Expr | None:
        """The last equation that is right and no value alone, which a step is made from."""
        steps = [e for e in self.steps if not any((e - x).is_number for x in e.free_symbols)]
        return next(reversed([*self.told, *steps]), None)

    @property
    def may_be_told(self) -> bool:
        """True if the equations leave their unknowns open, and no step was made with them yet."""
        return not self.steps and not _are_determined(_solutions(self.told))

    @property
    def is_open(self) -> bool:
        """True if no step was made yet, or the equations leave their unknowns open, so that another may be told."""
        return not self.steps or not _are_determined(_solutions(self.told))

    def mistakes(self, e: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return the mistake that makes e = 0 of one of the equations told, which determine their unknowns."""
        if not _are_determined(_solutions(self.told)):
            return ()
        return next(filter(None, (mistakes_in_equation(told, e) for told in self.told)), ())

    def loses(self, e: sp.Expr) -> tuple[Diagnosis, ...]:
        """Return the mistake by which e = 0, no value alone, has not all the roots of the equation before it."""
        x, before = next(iter(e.free_symbols), None), self.before
        if x is None or before is None or not e.free_symbols == before.free_symbols == {x}:
            return ()
        with suppress(CalcError):
            if not all(_is_among(root, _roots(has_value(e), x)) for root in _roots(has_value(before), x)):
                return mistakes_in_equation(before, e)
        return ()

    def admits(self, e: sp.Expr, room: sp.Expr = sp.S.Zero, *, is_value: bool = True) -> bool | None:
        """Return whether `e = 0` agrees with what was told, None if that leaves it open.

        A solution in decimals may be off by `room`; e may have more unless it is the value of an unknown, as x = 2 is.
        Raises UnsupportedError if e is not solved.
        """
        e = has_value(e)
        if e.is_number:
            return bool(compare(e, sp.S.Zero).is_correct or abs(sp.N(e)) <= room)
        if not self.told:
            return None
        if len(e.free_symbols) == 1:
            (x,) = e.free_symbols
            is_right = self._has_all(e, x, room, is_value=is_value)
        else:
            is_right = _vanishes(self.told, e)
        self.steps += [e] if is_right else []
        return is_right

    def _has_all(self, e: sp.Expr, x: sp.Symbol, room: sp.Expr, *, is_value: bool) -> bool | None:
        """Return whether the roots of e are among those of what was told, or all of these and more, as by squaring."""
        if self._has_none(e, x):
            return False
        roots = _roots(e, x)
        each = [self._has(x, root, room) for root in roots]
        if False not in each:
            return None if None in each else True
        known = [] if is_value else [point[x].shown for point in _solutions(self.told).points if x in point]
        if known and all(any(compared(old, root).is_correct for root in roots) for old in known):
            return True
        for step in (step for step in self.steps if step.free_symbols == {x}):
            if all(compare(step.xreplace({x: root}), sp.S.Zero).is_correct for root in roots):
                if not is_value and len(_roots(step, x)) == len(roots):
                    return True
                raise UnsupportedError("a step before had this solution too")
        return False

    def _has_none(self, e: sp.Expr, x: sp.Symbol) -> bool:
        """Return True if e is 0 nowhere, what was told is somewhere, and e is no factor of it or of a step."""
        found, known = real_roots(e, x), _solutions(self.told)
        if found.roots or not found.are_all or not (known.points and _are_determined(known)):
            return False
        return not any(is_factor(e, other) for other in (*self.told, *self.steps))

    def _has(self, x: sp.Symbol, root: sp.Expr, room: sp.Expr) -> bool | None:
        """Return whether x has this value in a solution, with what was said of the others."""
        alone = [e for e in self.told if e.free_symbols == {x}]
        for e in alone:
            with suppress(UndefinedError):
                is_zero = compare(value_at(e, {x: root}), sp.S.Zero).is_correct
                is_near = room and any(compared(r.middle, root, room).is_correct for r in real_roots(e, x).roots)
                if not is_zero and not is_near:
                    return is_zero
        if len(alone) == len(self.told):
            return True
        found = _solutions(self.told)
        if not _are_determined(found) or x not in sp.Tuple(*self.told).free_symbols:
            return True if alone else None
        there = [point for point in found.points if compared(point[x].shown, root, room).is_correct]
        others = {u: values for u, values in self.said.items() if u != x}
        joint = (all(any(compare(p[u].shown, a).is_correct for a in others[u]) for u in others) for p in there)
        if there and not any(joint):
            raise UnsupportedError("this solution does not go with what was said of the others")
        self.said.setdefault(x, []).extend([root] if there else [])
        return bool(there)

    def follows(self, e: sp.Expr, line: int) -> Sequence[int]:
        """Return the line of the wrong equation from which `e = 0` follows; else note e as the one that is wrong."""
        self.mistake, mistake = self.mistake or (e, line), self.mistake
        for beside in ((), *((t,) for t in self.told)) if mistake else ():
            wrong = Solving()
            wrong.told = (mistake[0], *beside)
            with suppress(CalcError):
                if wrong.admits(e):
                    return [mistake[1]]
        return []


def _is_among(root: sp.Expr, others: Collection[sp.Expr]) -> bool:
    return any(compare(root, other).is_correct for other in others)


def _why_lost(x: sp.Symbol, root: sp.Expr, before: sp.Expr) -> Diagnosis:
    """Return what was not heeded where a root of `before = 0` is lost."""
    name, why, e = "solution lost", "a solution is lost", sp.expand(has_value(before))
    if root == 0:
        name, why = "root divided away", "what may be 0 cannot be divided by"
    elif e.is_polynomial(x) and (e - e.subs(x, 0)).as_independent(x)[1] == x**2:  # of x^2 = 4
        name, why = "root with both signs", "the square root is to be taken with both signs"
    return Diagnosis(name, f"{why}: {{}} = {{}} is a solution too", (x, root), place=why)


@lru_cache(maxsize=_KEPT)
def _solutions(told: tuple[sp.Expr, ...]) -> Solutions:
    letters = sorted(sp.Tuple(*told).free_symbols, key=str)
    if len(letters) > _MOST_UNKNOWNS:
        return Solutions(are_all=False)
    try:
        return solve([has_value(e) for e in told], letters, LINE)
    except CalcError:
        return Solutions(are_all=False)


def _are_determined(found: Solutions) -> bool:
    return found.are_all and not found.families


def _roots(e: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    found = real_roots(e, x)
    if not found.roots or not found.are_all:
        raise UnsupportedError("this equation is not solved")
    return [root.middle for root in found.roots]


def _is_definition(e: sp.Expr, others: Iterable[sp.Expr]) -> bool:
    """Return True if an equation tells what a letter is that is in none of the others, and so restricts no more."""
    own = e.free_symbols - sp.Tuple(*others).free_symbols
    return any(solved_for(e, u) is not None for u in own)


def _is_consequence(e: sp.Expr, told: Sequence[sp.Expr], letters: Sequence[sp.Symbol]) -> bool:
    """Return True if a power of a polynomial is in the ideal of those told, as x - y is where (x - y)^2 is.

    All need one domain, with 1/2 or sqrt(2) of any.
    """
    domain = sp.parallel_poly_from_expr((*told, e), *letters, field=True)[1].domain
    basis = sp.groebner(told, *letters, domain=domain)
    return any(basis.contains(e**power) for power in (1, 2, 3))


def _vanishes(told: tuple[sp.Expr, ...], e: sp.Expr) -> bool | None:
    """Return whether an expression in several unknowns is 0 where all that were told are."""
    told = tuple(t for t in told if not _is_definition(t, [e, *(other for other in told if other is not t)]))
    if not e.free_symbols <= sp.Tuple(*told).free_symbols:
        return None
    found = _solutions(told)
    if _are_determined(found) and found.points:
        points = ({x: root.middle for x, root in point.items()} for point in found.points)
        each = {compare(value_at(e, at), sp.S.Zero).is_correct for at in points}
        letters = sorted(sp.Tuple(*told).free_symbols, key=str)
        is_known = each == {True} and all(t.is_polynomial(*letters) for t in (*told, e))
        if is_known and not _is_consequence(e, told, letters):  # y = x^3, of x^2 = y and y^2 = x
            raise UnsupportedError("this holds at the solutions alone")
        return each.pop() if len(each) == 1 else None
    if len(told) == 1:
        formulas = [(x, solved_for(e, x)) for x in e.free_symbols]
        if any(a is not None and compare(told[0].xreplace({x: a}), sp.S.Zero).is_correct for x, a in formulas):
            return True
    left = list(told)
    while left:
        known = left.pop()
        values = ((x, solved_for(known, x)) for x in sorted(known.free_symbols, key=str))
        put = next(({x: value} for x, value in values if value is not None), None)
        if put is None:
            return None
        e, left = e.xreplace(put), [other.xreplace(put) for other in left]
    return compare(e, sp.S.Zero).is_correct


def have_same_zeros(e: sp.Expr, other: sp.Expr) -> bool:
    """Return True if all zeros of both, functions of one variable, are known and the same."""
    sides = [has_value(side) for side in (e, other)]
    found = [real_roots(side, x) for side in sides for x in sides[0].free_symbols & sides[1].free_symbols]
    if len(found) != 2 or not all(roots.are_all and roots.roots for roots in found):
        return False
    mine, others = (found[i].roots for i in (0, 1))
    return len(mine) == len(others) and all(map(are_one, mine, others))


def have_same_terms(e: sp.Expr, other: sp.Expr) -> bool:
    """Return True of polynomials that differ in their coefficients alone, as v + g t and v - g t do."""
    e, other = has_value(e), has_value(other)
    letters = sorted(sp.Tuple(e, other).free_symbols, key=str)
    if not (e.is_polynomial(*letters) and other.is_polynomial(*letters)):
        return False
    return bool(letters) and sp.Poly(e, *letters).monoms() == sp.Poly(other, *letters).monoms()


def is_factor(e: sp.Expr, of: sp.Expr) -> bool:
    """Return True if a multiple of `e` is a factor of the numerator of `of`, as x^2 + 1 is in x(x^2 + 1)/(x - 1)."""
    numerator = sp.fraction(sp.factor(has_value(of)))[0]
    factors = (factor.as_base_exp()[0] if factor.is_polynomial() else factor for factor in flat(numerator))
    return any(factor.free_symbols and is_multiple(has_value(e), factor) for factor in factors)
