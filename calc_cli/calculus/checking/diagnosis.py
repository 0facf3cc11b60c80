"""Why an answer is wrong: the usual mistake that gives it, found by making each mistake and looking at what comes out.

In this order: the answer to another question (the function itself, another order or variable); one slip in the
derivation, at any place, or one misreading; a slip of the pen in the answer; and, as no more than a possibility, two
slips. Candidates are compared by their values at points of no special kind, to 25 digits. What several mistakes give is
told as such; if none is found, nothing is said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

import sympy as sp

from calc_cli.algebra.evaluate import value_at
from calc_cli.algebra.share import clock
from calc_cli.algebra.unevaluated import is_alike
from calc_cli.calculus.checking.candidates import (
    INTEGRATED,
    NOT_DIFFERENTIATED,
    RAISED,
    VALUE,
    farther_questions,
    forms,
    misreadings,
    other_questions,
)
from calc_cli.calculus.checking.correction import brackets_missing, size, slips_of_the_pen
from calc_cli.calculus.checking.question import SECONDS, WrongAnswer, commonest, derivative_of, evaluated, named
from calc_cli.calculus.checking.replay import Replay, numbers, replayed, same
from calc_cli.calculus.checking.several_slips import several_slips
from calc_cli.calculus.checking.slips import SELDOM, Slip, single, slips
from calc_cli.calculus.equality.verdict import Check, Diagnosis
from calc_cli.calculus.steps import ordinal
from calc_cli.errors import UndefinedError, UnsupportedError

MOST_ALTERNATIVES = 3
"""Of several mistakes that give the same answer, these many are told."""

_SHORT = 4
"""Nodes of an answer, as x + cos(x), that some pair of slips or other will give."""

_SAY_THE_SAME = {"not differentiated", "variable kept", "integrated instead"}
"""Of an answer that is the function itself, or its integral."""


def diagnose(
    typed: sp.Expr,
    expression: sp.Expr,
    x: sp.Symbol,
    expected: sp.Expr,
    given: sp.Expr,
    *,
    order: int = 1,
    at: Mapping[sp.Symbol, sp.Expr] | None = None,
) -> tuple[Diagnosis, ...]:
    """Name what makes of the derivative of `expression` in x, which is `expected`, the wrong answer `given`.

    `typed` and `given` are the function and the answer unevaluated; the derivative is of that order, and at a point
    if one is given. Several diagnoses are alternatives that give the same answer; none if no usual mistake does.
    """
    answer = evaluated(given)
    if answer is None:
        return ()
    q = WrongAnswer(typed, expression, x, expected, answer, given, order, at)
    return _Diagnosing(q, clock(SECONDS)).diagnoses()


def with_diagnosis(check: Check, diagnosis: tuple[Diagnosis, ...]) -> Check:
    """Return the check with the mistake, which tells more than by how much the answer is wrong."""
    remarks = tuple(r for r in check.remarks if not (diagnosis and r.kind == "differ by" and not r.where))
    return replace(check, diagnosis=diagnosis, remarks=remarks)


class _Diagnosing:
    """One question, and when to stop."""

    def __init__(self, q: WrongAnswer, is_over: Callable[[], bool]) -> None:
        self.q = q
        self.is_over = is_over

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """Return the commonest mistakes that the first look finds which finds one that is not seldom made."""
        if not self.q.can_be_compared:
            return ()
        looks = (
            (lambda: brackets_missing(self.q), SELDOM),
            (self.other_question, SELDOM),
            (self.usual, SELDOM),
            (self.farther_question, SELDOM),
            (lambda: slips_of_the_pen(self.q, forms(self.q.expected, self.written)), SELDOM),
            (lambda: commonest(self.value_at_a_place()), SELDOM),
            (self.several_slips, SELDOM + 1),
        )
        best: tuple[Diagnosis, ...] = ()
        for look, rank in looks:
            if self.is_over() or (best and best[0].rank < rank):
                continue
            try:
                found = tuple(dict.fromkeys(look()))
            except OverflowError:  # SymPy's, of polynomials with x^(10^400)
                continue
            if found and (not best or found[0].rank < best[0].rank):
                best = found
        return best[:MOST_ALTERNATIVES]

    def is_by_chance(self, tried: int) -> bool:
        """Return True if the answer is so simple a number that one of so many mistakes may have it by chance."""
        value = self.q.given
        return self.q.at is not None and value.is_Rational and max(abs(value.p), value.q) <= tried

    def other_question(self) -> Iterator[Diagnosis]:
        q = self.q
        other = next(iter(named(q, other_questions(q))), None)
        if other is None:
            return
        slips = [slip for slip in self.one_slip() if slip.rank < SELDOM and slip.rule not in _SAY_THE_SAME]
        # of cos x, sin x is the integral, and a sign lost
        told = commonest(slips) if other in (INTEGRATED, NOT_DIFFERENTIATED, VALUE, RAISED) else ()
        if self.is_by_chance(len(self.slips)):
            told = tuple(slip for slip in told if slip.rank <= 0)
        yield from [other, *told] if q.at is not None or q.written == q.typed else [*told, other]

    def usual(self) -> Iterator[Diagnosis]:
        """Yield one slip or one misreading, the commonest that give the answer."""
        found = [*self.one_slip(), *self.misreading(), *(self.farther_question() if self.q.at is not None else ())]
        if all(diagnosis.rank >= SELDOM for diagnosis in found):
            told = {diagnosis.rule for diagnosis in found}
            found += (diagnosis for diagnosis in self.slip_if_simplified() if diagnosis.rule not in told)
        yield from commonest(found)

    def slip_if_simplified(self) -> Iterator[Diagnosis]:
        """Yield a slip in the derivative of the function simplified: of cbrt(x^2) as x^(2/3)."""
        q = self.q
        if q.order == 1 and q.typed != q.expression and not (q.expression.is_number or q.expression.is_Add):
            yield from _Diagnosing(replace(q, typed=q.expression), self.is_over).one_slip()

    def farther_question(self) -> Iterator[Diagnosis]:
        by_chance = self.is_by_chance(len(self.slips))
        yield from (d.after("possibly") if by_chance else d for d in named(self.q, farther_questions(self.q)))

    def one_slip(self) -> Iterator[Diagnosis]:
        replay = self.last_step
        if replay is None:
            return
        by_chance = self.is_by_chance(len(self.slips))
        found = single(self.slips, replay.whole.slope, self.q.wrong, self.rank)
        usual = [slip for slip in found if slip.mistake.rank < SELDOM]
        likely = usual if 0 < len(usual) <= MOST_ALTERNATIVES else found if len(found) == 1 else []
        for slip in found:
            said = replace(slip.diagnosis(self.q.x), rank=self.rank(slip))
            if not by_chance:
                yield said
            elif slip.mistake.rank == 0 or slip in likely:
                yield said.after("possibly")
        if not by_chance:
            yield from self.earlier_slip()

    def rank(self, slip: Slip) -> int:
        """Return how common the slip is; one that writes what was written, and not only its value, is likelier."""
        wrong = self.last_step.whole.replaced({slip.place: slip.wrong}) if self.last_step else slip.wrong
        return slip.mistake.rank - is_alike(wrong, self.q.written)

    def earlier_slip(self) -> Iterator[Diagnosis]:
        """Yield a slip in an earlier derivative, differentiated further without one, or with the same again."""
        q = self.q
        earlier = [(done, self.replay(done)) for done in reversed(range(q.order - 1))]
        made = ((done, first.whole, slip) for done, first in earlier if first for slip in slips(first))
        for done, whole, slip in takewhile(lambda _: not self.is_over(), made):
            wrong, said = evaluated(whole.replaced({slip.place: slip.wrong})), slip.diagnosis(q.x)
            with suppress(UndefinedError, UnsupportedError):
                if wrong is None:
                    continue
                if same(numbers(derivative_of(wrong, q.x, q.order - 1 - done), q.samples), q.wrong):
                    yield said.after(f"in the {ordinal(done + 1)} derivative:")
                elif q.order == 2 and slip.mistake.rank == 0:
                    again = Replay(wrong, q.x, q.samples)
                    second = [other for other in slips(again) if other.mistake == slip.mistake]
                    for last in single(second, again.whole.slope, q.wrong)[:1]:
                        is_written = is_alike(again.whole.replaced({last.place: last.wrong}), q.written)
                        yield replace(said.after("in both derivatives:"), rank=said.rank - is_written)

    def misreading(self) -> Iterator[Diagnosis]:
        wrong = iter(()) if self.is_by_chance(len(self.slips)) else misreadings(self.q, self.written)
        found = named(self.q, wrong, 2 * MOST_ALTERNATIVES)
        yield from (diagnosis for diagnosis in found if not self.is_written(diagnosis.parts[:1]))

    def value_at_a_place(self) -> Iterator[Diagnosis]:
        """Yield what makes a number of a derivative that is none: that it is the value at a place that is simple."""
        q = self.q
        if q.at is not None or q.given.free_symbols or not q.expected.has(q.x) or q.parameters:
            return
        yield Diagnosis("a number", "the derivative is a function of {}, and this is a number", (q.x,), SELDOM)
        for place in (1, 0, 2, -1, 3):
            at = {q.x: sp.Integer(place)}
            try:
                value = value_at(q.expected, at)
            except (UndefinedError, UnsupportedError):
                continue
            there = replace(q, at=at, expected=value)
            if same(numbers(value, [at]), numbers(q.given, [at])):
                yield Diagnosis("a number", "this is the value of the derivative at {} = {}", (q.x, at[q.x]))
            elif there.can_be_compared:
                for slip in _Diagnosing(there, self.is_over).one_slip():
                    if slip.rank == 0:
                        yield slip.after(f"at {q.x} = {place},")
                        return

    def several_slips(self) -> Iterator[Diagnosis]:
        """Yield slips that give the answer together, if it is not so short that some pair must."""
        if self.last_step and size(self.q.written) > _SHORT and not self.is_by_chance(len(self.slips) ** 2):
            usual = [slip for slip in self.slips if slip.mistake.rank < SELDOM]
            yield from several_slips(self.last_step, usual, self.q.wrong, self.is_over)

    def is_written(self, parts: Sequence[sp.Basic]) -> bool:
        """Return True if one of the parts stands in the answer: it was not misread."""
        return any(is_alike(part, e) for e in sp.preorder_traversal(self.q.written) for part in parts)

    @property
    def written(self) -> sp.Expr | None:
        """The right answer as the derivation writes it."""
        return None if self.last_step is None else self.last_step.whole.written

    @cached_property
    def last_step(self) -> Replay | None:
        return self.replay(self.q.order - 1)

    @cached_property
    def slips(self) -> list[Slip]:
        """Those of the last step that are found in time."""
        found = slips(self.last_step) if self.last_step else iter(())
        return list(takewhile(lambda _: not self.is_over(), found))

    def replay(self, done: int) -> Replay | None:
        """Return the derivation of the derivative of order `done` + 1 from that of order `done`, if it can be told."""
        q = self.q
        return replayed(q.typed if done == 0 else derivative_of(q.expression, q.x, done), q.x, q.samples)
