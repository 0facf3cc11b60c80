"""A slip of the pen: one sign, coefficient, number or term of a wrong answer that, corrected, makes it right."""

from collections.abc import Callable, Iterator
from functools import partial

import mpmath
import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.misreading import everywhere, with_brackets
from calc_cli.calculus.checking.question import WrongAnswer
from calc_cli.calculus.checking.replay import DIGITS, minus, numbers, same
from calc_cli.calculus.equality.verdict import Diagnosis

MOST_PARTS = 60

_LARGEST = 1000
"""Of the numerator and denominator of a factor that is missing or too much."""

_SIMPLE = 4
"""Of the lesser of the two, where the factor is not that of a number."""

Context = Callable[[sp.Expr], sp.Expr]
"""The whole with an expression in a certain place."""


def brackets_missing(written: sp.Expr, is_right: Callable[[sp.Expr], bool]) -> Iterator[Diagnosis]:
    """Yield where brackets make the answer right, as in 2x/x^2 + 1 and ln x^2 + 1."""
    for whole, before, after in everywhere(written, with_brackets):
        if is_right(whole):
            yield Diagnosis(
                "brackets missing",
                "brackets are missing: {} should be {}",
                (before, after),
                0,
                "brackets are missing in {0}",
            )
            return


def slips_of_the_pen(q: WrongAnswer) -> Iterator[Diagnosis]:
    """Yield the one correction that makes the answer right; nothing if there is none, or the answer is but a number."""
    if q.written.is_number:
        return  # a number can be corrected in too many ways
    for corrections in (_signs_and_powers, _factors):
        for part, whole in _parts(q.written):
            right = next((e for e in corrections(q, part, whole) if same(numbers(whole(e), q.samples), q.right)), part)
            if right == part:
                continue
            is_sign = same(numbers(right + part, q.samples), numbers(sp.S.Zero, q.samples))
            wrong, right = _quoted(q.written, part, whole(right), right)
            kind, said = ("sign", "a slip in the sign") if is_sign else ("arithmetic", "a slip")
            yield Diagnosis(
                f"{kind} slip", f"there is {said}: {{}} should be {{}}", (wrong, right), 2, f"there is {said} in {{0}}"
            )
            return
    difference = tidy(sp.expand(q.given - q.expected))
    if difference.is_Rational and q.at is None:
        yield Diagnosis(
            "off by a constant", "this is the derivative plus {}", (difference,), 2, "it is off by a constant"
        )


def _quoted(written: sp.Expr, part: sp.Expr, corrected: sp.Expr, right: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return what to quote of a slip: of a number under a root or in a function, that whole root or function."""
    while part.is_number and len(written.args) == len(corrected.args) and written.func == corrected.func:
        apart = [pair for pair in zip(written.args, corrected.args, strict=True) if pair[0] != pair[1]]
        if len(apart) != 1:
            break
        is_root = written.is_Pow and written.exp.is_Rational and not written.exp.is_Integer
        is_exponent = written.is_Pow and apart[0][0] == written.exp and written.base.free_symbols
        if is_root or is_exponent or written.is_Function:
            return written, evaluator().value(corrected)
        written, corrected = apart[0]
    return part, right


def _parts(e: sp.Expr, whole: Context = lambda part: part) -> Iterator[tuple[sp.Expr, Context]]:
    """Yield the terms and numbers in `e`, innermost last, each with the function that puts another in its place."""
    waiting = [(e, whole)]
    count = 0
    while waiting and count < MOST_PARTS:
        part, whole = waiting.pop(0)
        count += 1
        yield part, whole
        for i, inner in enumerate(part.args):
            if isinstance(inner, sp.Expr):  # not the cases of a Piecewise, nor the bounds of a sum
                waiting.append((inner, partial(_within, whole, part, i)))


def _within(whole: Context, part: sp.Expr, i: int, inner: sp.Expr) -> sp.Expr:
    return whole(unevaluated.replace_argument(part, i, inner))


def _signs_and_powers(q: WrongAnswer, part: sp.Expr, whole: Context) -> Iterator[sp.Expr]:
    """Yield the part with another sign, and a term of a sum with a power of x more or less."""
    if not part.is_number:
        yield unevaluated.mul([sp.S.NegativeOne, part])
    if whole(sp.S.Zero).count_ops() < whole(part).count_ops() and part != q.written and not part.is_Add:
        yield unevaluated.mul([part, q.x])
        yield evaluator().value(part) / q.x


def _factors(q: WrongAnswer, part: sp.Expr, whole: Context) -> Iterator[sp.Expr]:
    """Yield the part times a number that is missing or too much, and a number one off."""
    factor = _factor(q, whole)
    if factor is not None and (part.is_number or min(abs(factor.p), factor.q) <= _SIMPLE):
        yield unevaluated.mul([factor, part])
    if part.is_Rational:
        yield from (part + 1, part - 1, -part)


def _factor(q: WrongAnswer, whole: Context) -> sp.Rational | None:
    """Return the number by which a part must be multiplied, if the answer is linear in it."""
    without = numbers(whole(sp.S.Zero), q.samples)
    share, wanted = minus(q.wrong, without), minus(q.right, without)
    if share[0] is None or wanted[0] is None or not share[0]:
        return None
    with mpmath.workdps(DIGITS):
        return _rational(wanted[0] / share[0])


def _rational(ratio: mpmath.mpf) -> sp.Rational | None:
    found = sp.Rational(str(mpmath.nstr(ratio, DIGITS))).limit_denominator(_LARGEST)
    near = abs(mpmath.mpf(found.p) / found.q - ratio) < abs(ratio) * mpmath.mpf("1e-20")
    return found if near and found and abs(found.p) <= _LARGEST else None
