"""A working about a limit: a chain of limits and numbers that are all equal to the first."""

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from calc_cli.algebra.function import TypedFunction
from calc_cli.calculus.checking.diagnosis import with_diagnosis
from calc_cli.calculus.checking.question import evaluated, has_value
from calc_cli.calculus.checking.rewriting import diagnose_rewriting
from calc_cli.calculus.checking.working import Claim, Judge, Judgement, Point, Working, linked
from calc_cli.calculus.equality.equality import compare
from calc_cli.calculus.equality.verdict import Check
from calc_cli.calculus.limits.limit import find_limit
from calc_cli.errors import UnsupportedError

_ABOUT = "the limit"


def judge_limit(x: sp.Symbol, statements: Sequence[Claim]) -> Working:
    """Judge a chain of equal limits, of which the first is the question. Raises UnsupportedError if it is not known."""
    judge = _OnLimit(limit_of(statements[0].typed, statements[0].to))
    return Working(x, None, statements[0].typed or sp.S.NaN, judge.truth, 1, tuple(map(judge.of, statements)))


def limit_of(typed: sp.Expr | None, to: Point | None) -> sp.Expr:
    """Return the limit, or what goes to no place as it is. Raises UnsupportedError where there is none to tell."""
    if typed is None:
        raise UnsupportedError("this was not read")
    if to is None:
        return typed
    found = find_limit(TypedFunction(typed, evaluated(typed) or typed, tuple(to)), to).value
    if found is None:
        raise UnsupportedError("the limit is not known")
    return found


class _OnLimit(Judge):
    """`truth` is the limit that is asked for, `before` the last judgement."""

    def __init__(self, truth: sp.Expr) -> None:
        self.truth = truth
        self.before: Judgement | None = None

    def judged(self, s: Claim) -> Judgement:
        value = has_value(limit_of(s.typed, s.to))
        if self.before is None:
            self.before = Judgement(s, value, 0, about=_ABOUT)
            return self.before
        check = _compared(self.truth, value)
        found = linked(s, value, check, self.before, about=_ABOUT, compared=_compared)
        was, now = self.before.statement, s
        if found.verdict == "incorrect" and was.typed and now.typed and was.to == now.to and was.to:
            diagnosis = diagnose_rewriting(was.typed, next(iter(was.to)), was.typed, now.typed)
            found = replace(found, check=with_diagnosis(check, diagnosis))
        self.before = found
        return found


def _compared(expected: sp.Expr, given: sp.Expr) -> Check:
    if expected.is_infinite or given.is_infinite:
        return Check(given, expected == given, "proved")
    return compare(expected, given)
