"""The question behind a wrong answer, and the sample points at which candidates are compared with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

import sympy as sp

from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.share import in_time
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.replay import Numbers, Sample, number, numbers, same
from calc_cli.calculus.differentiate.differentiate import differentiate
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.remarks import is_rounded
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.errors import UndefinedError, UnsupportedError

SECONDS = 2.0
"""A search ends after this time, with what it has found by then."""

SAMPLES = 3

_COORDINATES = tuple(
    sp.Rational(digits, 10**15)
    for digits in (
        1380649162607015, -577215664901532, 2685452001065306, 643410546288338, 280169499023869, 5291772109038061,
        -1705417381921773, 915965594177219, 12914521874318233, -4669201609102990,
    )
)  # fmt: skip
"""Where no two different answers of a textbook agree by chance, and none has a zero or a pole near, as at sqrt(2)."""


@dataclass(frozen=True)
class WrongAnswer:
    """The derivative of `expression` (`typed`, unevaluated) in x, `order` times, perhaps at a point; and an answer.

    `expected` is the right answer, `given` the wrong one, `written` the same unevaluated; `places` are where they are
    compared, if that is not anywhere. Of an antiderivative what is `compared` is the slope: those are `expected` and
    `given`, and `written` is the answer.
    """

    typed: sp.Expr
    expression: sp.Expr
    x: sp.Symbol
    expected: sp.Expr
    given: sp.Expr
    written: sp.Expr
    order: int = 1
    at: Mapping[sp.Symbol, sp.Expr] | None = None
    places: tuple[Sample, ...] = ()
    is_integrated: bool = False

    def values(self, e: sp.Expr, samples: Sequence[Sample] | None = None) -> Numbers:
        """Return what of an answer is compared: its values, or those of its slope if the question is to integrate."""
        samples = self.samples if samples is None else samples
        if not self.is_integrated:
            return numbers(e, samples)
        try:
            return numbers(differentiate(has_value(e), self.x), samples)
        except (UndefinedError, UnsupportedError):
            return (None,) * len(samples)

    @cached_property
    def parameters(self) -> list[sp.Symbol]:
        """The other letters, in a fixed order."""
        return sorted((self.expression.free_symbols | self.expected.free_symbols) - {self.x}, key=str)

    @cached_property
    def samples(self) -> list[Sample]:
        """Points where both answers have a value: the one that was asked about, or a few of no special kind."""
        found: list[Sample] = []
        known = [e for e in (self.expected, self.given) if e is not sp.S.NaN]
        if self.places:
            return [at for at in self.places if all(number(e, at) is not None for e in known)]
        series = self.expression.atoms(sp.Sum, sp.Product)
        counts = {n for part in series for _, *bounds in part.limits for n in sp.Tuple(*bounds).free_symbols}
        for k in range(len(_COORDINATES)):
            names = [self.x, *self.parameters]
            at = {v: _COORDINATES[(k + 3 * i) % len(_COORDINATES)] for i, v in enumerate(names)}
            at |= {**dict.fromkeys(counts, sp.Integer(k + 2)), **(self.at or {})}
            if all(number(e, at) is not None for e in known):
                found.append(at)
            if len(found) == SAMPLES or set(names) <= set(self.at or {}):
                break
        return found

    @cached_property
    def right(self) -> Numbers:
        """The values of the right answer."""
        return numbers(self.expected, self.samples)

    @cached_property
    def wrong(self) -> Numbers:
        """The values of the answer that was given."""
        return numbers(self.given, self.samples)

    @property
    def can_be_compared(self) -> bool:
        """Return True if the answers differ at a point, and the wrong one is in the letters of the question."""
        is_about = self.given.free_symbols <= {self.x, *self.parameters}
        return is_about and bool(self.samples) and not same(self.right, self.wrong)


def derivative_of(f: sp.Expr, x: sp.Symbol, order: int = 1) -> sp.Expr:
    """Return the derivative of f in x, tidied. Raises what `differentiate` raises."""
    for _ in range(order):
        f = tidy(differentiate(f, x))
    return f


def is_wrong(check: Check | None) -> TypeGuard[Check]:
    """Return True if the answer of the check is an expression, and wrong."""
    return check is not None and check.is_correct is False and isinstance(check.given, sp.Expr)


def evaluated(typed: sp.Expr) -> sp.Expr | None:
    """Return the expression with SymPy's own arithmetic done in it; None if it is nowhere real."""
    with suppress(UndefinedError, UnsupportedError):
        return evaluator().value(typed)
    return None


def has_value(typed: sp.Expr) -> sp.Expr:
    """Return the same as `evaluated`. Raises UnsupportedError in the place of None."""
    value = evaluated(typed)
    if value is None:
        raise UnsupportedError("this has no value")
    return value


Mistaken = Iterator[tuple[sp.Expr | Callable[[], sp.Expr | None], Diagnosis]]
"""Wrong answers, or what finds one if there is one, each with the mistake that gives it."""


def matching(q: WrongAnswer, mistaken: Mistaken) -> Iterator[tuple[sp.Expr, Diagnosis]]:
    """Yield those that have the values of the answer given, and not those of the right one."""
    for answer, diagnosis in mistaken:
        try:
            wrong = answer if isinstance(answer, sp.Expr) else answer()
            found = (None,) if wrong is None else q.values(wrong)
        except (UndefinedError, UnsupportedError):
            continue
        if wrong is not None and same(found, q.wrong) and not same(found, q.right):
            yield wrong, diagnosis


def named(q: WrongAnswer, mistaken: Mistaken, most: int = 1) -> tuple[Diagnosis, ...]:
    """Return the first mistakes, of different names, that give the answer, if found in time; the commonest first.

    What is far less common than another is left out.
    """
    told: dict[str, Diagnosis] = {}
    with suppress(UndefinedError, UnsupportedError):  # what makes the mistakes has come to what it cannot do
        for _, diagnosis in matching(q, in_time(mistaken, SECONDS) if q.can_be_compared else iter(())):
            told.setdefault(diagnosis.rule, diagnosis)
            if len(told) == most:
                break
    lowest = min((diagnosis.rank for diagnosis in told.values()), default=0)
    return tuple(sorted((d for d in told.values() if d.rank <= lowest + 1), key=lambda diagnosis: diagnosis.rank))


def commonest(found: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return those of the lowest rank."""
    every = tuple(found)
    return tuple(diagnosis for diagnosis in every if diagnosis.rank == min(d.rank for d in every))


def compared(expected: sp.Expr, given: sp.Expr, room: sp.Expr = sp.S.Zero, where: Sequence[sp.Basic] = ()) -> Check:
    """Compare two values, either of which may be infinite, or NaN if there is none; what is infinite diverges.

    A number in decimals may be off by the `room` of half a unit in its last place. Expressions are compared `where`
    conditions hold.
    """
    if given is sp.S.NaN:
        return Check("none", expected is given or bool(expected.is_infinite), "proved")
    if expected is sp.S.NaN or expected.is_infinite or given.is_infinite:
        return Check(given, expected.doit() == given.doit(), "proved")  # -oo as typed is (-1) oo
    if room and expected.is_number and expected != given and is_rounded(expected, given, [given + room]):
        return Check(given, True, "rounded")
    return compare(expected, given, where=where)


def positive(e: sp.Basic) -> list[sp.Basic]:
    """Return that all letters of an expression are positive, as lengths are."""
    return [u > 0 for u in e.free_symbols]


def rounding(e: sp.Expr | None) -> sp.Expr:
    """Return by how much a value may be off that is made of long decimals, which are mostly rounded."""
    decimals = [r.q for r in (e or sp.S.Zero).atoms(sp.Rational) if r.q > 1 and 10**12 % r.q == 0]
    digits = max((next(k for k in range(13) if 10**k % q == 0) for q in decimals), default=0)
    return sp.Rational(3, 10**digits) if digits > _MOST_EXACT else sp.S.Zero


_MOST_EXACT = 3
"""Digits of decimals that are mostly exact."""
