"""Why an expression is not the one before it rewritten: a derivative in that taken wrongly, brackets lost, a slip."""

from collections.abc import Iterator
from itertools import chain, islice

import sympy as sp

from calc_cli.algebra.functions import Pending
from calc_cli.algebra.share import clock, in_time
from calc_cli.calculus.checking.candidates import rewritings
from calc_cli.calculus.checking.correction import slips_of_the_pen
from calc_cli.calculus.checking.misreading import LAWS, cancelled, everywhere
from calc_cli.calculus.checking.question import SECONDS, WrongAnswer, evaluated, has_value, matching
from calc_cli.calculus.checking.replay import Numbers, Replay, number, numbers, plus, same
from calc_cli.calculus.checking.slips import slips
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.calculus.working.departure import departed
from calc_cli.calculus.working.function_facts import expand_names
from calc_cli.errors import UndefinedError, UnsupportedError

MISREADINGS = {law.name for law in LAWS if law.rank == 0} | {"brackets lost"}
"""Mistakes that tell that an expression was meant to be rewritten, not differentiated."""


def diagnose_rewriting(before: sp.Expr, x: sp.Symbol, expected: sp.Expr, given: sp.Expr) -> tuple[Diagnosis, ...]:
    """Name what makes of the expression `before`, whose value is `expected`, the one that is given, which differs.

    Both may be unevaluated, and `before` may have derivatives still to be taken in it.
    """
    value, f = evaluated(given), evaluated(expected)
    if value is None or f is None:
        return ()
    q = WrongAnswer(before, f, x, expected, value, given, order=0)
    if not q.can_be_compared:
        return ()
    misread = () if q.written.is_number else _misread(q)
    found = chain(_pending_slips(q), misread, *(sorted([*_departed(q), *slips_of_the_pen(q)], key=lambda d: d.rank),))
    return tuple(islice(found, 1))


def _departed(q: WrongAnswer) -> Iterator[Diagnosis]:
    """Yield what was made of a part, a number, that has another value."""

    def measure(part: sp.Expr) -> Numbers:
        return numbers(part, q.samples)

    yield from departed(q.typed, q.written, measure, measure, has_value)


def is_wrongly_cancelled(before: sp.Expr, x: sp.Symbol, given: sp.Expr) -> bool:
    """Return True if a divisor of `before` was cancelled in one term of a sum, and nothing else makes it `given`."""
    value, f = evaluated(given), evaluated(before)
    if value is None or f is None:
        return False
    q = WrongAnswer(before, f, x, f, value, given, order=0)
    values = (numbers(wrong, q.samples) for wrong, *_ in everywhere(before, cancelled))
    return q.can_be_compared and any(same(found, q.wrong) for found in values)


def _pending_slips(q: WrongAnswer) -> Iterator[Diagnosis]:
    """Yield a slip in one of the derivatives that were still to be taken, the others being taken rightly."""
    is_over = clock(SECONDS)
    for pending in sorted(q.typed.atoms(Pending), key=str):
        hole = sp.Dummy("hole", real=True)
        try:
            whole = expand_names(q.typed.xreplace({pending: hole}), {}, q.x)
            replay = Replay(pending.args[0], q.x, q.samples)
        except (UndefinedError, UnsupportedError):
            continue
        for slip in slips(replay):
            if is_over():
                return
            slopes = plus(replay.whole.slope, slip.change)
            places = zip(q.samples, slopes, strict=True)
            values = (None if s is None else number(whole, {**at, hole: s}) for at, s in places)
            if same(tuple(values), q.wrong):
                yield slip.diagnosis(q.x)


def _misread(q: WrongAnswer) -> Iterator[Diagnosis]:
    if not q.typed.has(Pending):
        yield from (diagnosis for _, diagnosis in matching(q, in_time(rewritings(q), SECONDS)))
