"""A slip of the pen in a wrong answer: one sign, coefficient, number or term of it, put right, makes it right."""

from collections.abc import Callable, Iterator
from functools import partial

import mpmath
import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.question import Question
from calc_cli.calculus.checking.replay import DIGITS, minus, numbers, same
from calc_cli.calculus.equality.verdict import Diagnosis

MOST_PARTS = 60

_LARGEST = 1000
"""Of the numerator and denominator of a factor that is missing or too much."""

Context = Callable[[sp.Expr], sp.Expr]


def slip_of_the_pen(q: Question) -> Diagnosis | None:
    """The one correction that makes the answer right; None if there is none, or the answer is but a number."""
    for part, put in _parts(q.written):
        if part == q.written and part.is_number:
            return None  # a number can be put right in too many ways
        right = _put_right(q, part, put)
        if right is not None:
            rule = (
                "sign slip"
                if same(numbers(right + part, q.samples), numbers(sp.S.Zero, q.samples))
                else "arithmetic slip"
            )
            said = (
                "there is a slip in the sign: {} should be {}"
                if rule == "sign slip"
                else "there is a slip: {} should be {}"
            )
            return Diagnosis(rule, said, (part, right))
    return _constant_apart(q)


def _constant_apart(q: Question) -> Diagnosis | None:
    """The answer less the right one, where that is a number."""
    difference = tidy(sp.expand(q.given - q.expected))
    if not difference.is_Rational or q.at is not None:
        return None
    return Diagnosis("off by a constant", "this is the derivative plus {}", (difference,))


def _parts(e: sp.Expr, put: Context = lambda part: part) -> Iterator[tuple[sp.Expr, Context]]:
    """The terms and numbers in `e`, innermost last, and what the whole is with another in their place."""
    waiting = [(e, put)]
    count = 0
    while waiting and count < MOST_PARTS:
        part, put = waiting.pop(0)
        count += 1
        yield part, put
        for i, inner in enumerate(part.args if not isinstance(part, sp.Piecewise) else ()):
            waiting.append((inner, partial(_put, part, put, i)))


def _put(e: sp.Expr, put: Context, i: int, by: sp.Expr) -> sp.Expr:
    return put(unevaluated.build(e.func, [*e.args[:i], by, *e.args[i + 1 :]]))


def _put_right(q: Question, part: sp.Expr, put: Context) -> sp.Expr | None:
    """What should stand in the place of `part`."""
    factor = _factor(q, put)
    candidates = [unevaluated.mul([factor, part])] if factor is not None else []
    if not part.is_number:
        candidates.append(unevaluated.mul([sp.S.NegativeOne, part]))
    elif part.is_Rational:
        candidates += [part + 1, part - 1, -part]
    for candidate in candidates:
        if candidate != part and same(numbers(put(candidate), q.samples), q.right):
            return candidate
    return None


def _factor(q: Question, put: Context) -> sp.Rational | None:
    """The number by which a part must be multiplied, if the answer is linear in it."""
    without = numbers(put(sp.S.Zero), q.samples)
    share, wanted = minus(q.wrong, without), minus(q.right, without)
    if share[0] is None or wanted[0] is None or not share[0]:
        return None
    with mpmath.workdps(DIGITS):
        return _rational(wanted[0] / share[0])


def _rational(ratio: mpmath.mpf) -> sp.Rational | None:
    found = sp.Rational(str(mpmath.nstr(ratio, DIGITS))).limit_denominator(_LARGEST)
    near = abs(mpmath.mpf(found.p) / found.q - ratio) < abs(ratio) * mpmath.mpf("1e-20")
    return found if near and found and abs(found.p) <= _LARGEST else None
