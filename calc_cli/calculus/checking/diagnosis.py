"""Why an answer is wrong: the usual mistake that gives it, found by making each mistake and looking at what comes out.

In this order: the answer to another question (the function itself, another order or variable); one slip in the
derivation, at any place, or one misreading; a slip of the pen in the answer; and, as no more than a possibility, two
slips. Candidates are compared by their values at points of no special kind, to 25 digits, and what is named is then
held against the answer by algebra. What several mistakes give is told as such; if none is found, nothing is said.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import sympy as sp

from calc_cli.algebra.functions import Pending
from calc_cli.calculus.checking.arithmetic import slip_of_the_pen
from calc_cli.calculus.checking.question import Question
from calc_cli.calculus.checking.replay import Replay, TooManyPlacesError, numbers, same
from calc_cli.calculus.checking.slips import Slip, pairs, single, slips
from calc_cli.calculus.checking.verdict import Diagnosis
from calc_cli.calculus.checking.whole import INTEGRATED, is_integral, matching, misreadings, other_questions
from calc_cli.errors import UndefinedError, UnsupportedError

SECONDS = 1.0
"""The search ends after this time, with what it has found by then."""

MOST_ALTERNATIVES = 3
"""What more mistakes than these give tells nothing."""


def diagnose(
    typed: sp.Expr,
    expression: sp.Expr,
    x: sp.Symbol,
    expected: sp.Expr,
    given: sp.Expr,
    *,
    written: sp.Expr | None = None,
    order: int = 1,
    at: Mapping[sp.Symbol, sp.Expr] | None = None,
    seconds: float = SECONDS,
) -> tuple[Diagnosis, ...]:
    """Name what makes of the derivative of `expression` in x, which is `expected`, the wrong answer `given`.

    `typed` and `written` are the function and the answer unevaluated; the derivative is of that order, and at a point
    if one is given. Several diagnoses are alternatives that give the same answer; none if no usual mistake does.
    """
    q = Question(typed, expression, x, expected, given, given if written is None else written, order, at)
    return _Search(q, time.monotonic() + seconds).diagnoses()


class _Search:
    """One question, and when to stop."""

    def __init__(self, q: Question, end: float) -> None:
        self.q = q
        self.end = end

    def diagnoses(self) -> tuple[Diagnosis, ...]:
        q = self.q
        if not q.samples or not q.given.free_symbols <= {q.x, *q.parameters} or same(q.right, q.wrong):
            return ()
        for look in (self.other_question, self.one_slip, self.misreading, self.slip_of_the_pen, self.two_slips):
            found = look()
            if found or self.is_over:
                return tuple(dict.fromkeys(found))[:MOST_ALTERNATIVES]
        return ()

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.end

    def other_question(self) -> list[Diagnosis]:
        if is_integral(self.q):
            return [INTEGRATED]
        if self.q.at is not None and self.q.given.has(self.q.x):
            return self.formula_for_value()
        return [candidate.diagnosis for candidate in islice(matching(self.q, other_questions(self.q)), 1)]

    def formula_for_value(self) -> list[Diagnosis]:
        q = self.q
        formula = q.derivative(q.expression, q.order)
        as_formula = Question(q.typed, q.expression, q.x, formula, q.given, q.written, q.order)
        if same(as_formula.right, as_formula.wrong):
            said = "this is the derivative as a formula; its value at {} = {} is asked for"
            return [Diagnosis("formula for a value", said, (q.x, (q.at or {})[q.x]))]
        return list(_Search(as_formula, self.end).diagnoses())

    def one_slip(self) -> list[Diagnosis]:
        found = single(self.slips, self.q.right, self.q.wrong)
        return [_said(slip, self.q.x) for slip in found if self.is_confirmed(self.whole.replaced({slip.place: slip.wrong}))]

    def misreading(self) -> list[Diagnosis]:
        found = islice(matching(self.q, misreadings(self.q)), MOST_ALTERNATIVES)
        return [candidate.diagnosis for candidate in found if self.is_confirmed(candidate.answer())]

    def slip_of_the_pen(self) -> list[Diagnosis]:
        found = slip_of_the_pen(self.q)
        return [] if found is None else [found]

    def two_slips(self) -> list[Diagnosis]:
        ...
