"""A slip of the pen: one sign, number, power, term or factor of a wrong answer that, corrected, makes it right.

Every part of the answer as written is put right in turn: with the other sign, a letter more or less, times a number,
or as a part of the right answer in one of its forms, which tells (2x^2 + 1) from the (2x + 1)^2 that was copied.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import mpmath
import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.checking.misreading import everywhere, with_brackets
from calc_cli.calculus.checking.question import WrongAnswer
from calc_cli.calculus.checking.replay import DIGITS, Numbers, minus, number, numbers, over, same, times
from calc_cli.calculus.equality.verdict import Diagnosis

MOST_PARTS = 60

_LARGEST = 1000
"""Of the numerator and denominator of a factor that is missing or too much."""

_SIMPLE = 4
"""Of the lesser of the two, where the factor is not that of a number."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an answer; `path` leads to it from the whole: what is around it, and as which argument it is there."""

    e: sp.Expr
    path: tuple[tuple[sp.Expr, int], ...] = ()

    def replaced(self, instead: sp.Expr, depth: int = 0) -> sp.Expr:
        """Return what is at this depth of the path, the whole at 0, with something else in the place of the part."""
        for around, i in reversed(self.path[depth:]):
            instead = unevaluated.replace_argument(around, i, instead)
        return instead

    def quoted(self, right: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Return what to quote of a slip, wrong and right: of a number what it stands in, a root or function whole."""
        depth = len(self.path)
        if self.e.is_number and self.path:
            is_term = depth == 1 and self.path[0][0].is_Add
            depth = next((k for k, step in enumerate(self.path) if _is_whole(*step)), depth - (not is_term))
        around = self.path[depth][0] if depth < len(self.path) else self.e
        corrected = self.replaced(right, depth)
        return around, corrected if corrected.is_Add else evaluator().value(corrected)


def _is_whole(around: sp.Expr, i: int) -> bool:
    """Return True for a root or a function, and a power of which it is the exponent."""
    is_root = around.is_Pow and around.exp.is_Rational and not around.exp.is_Integer
    return bool(is_root or around.is_Function or (around.is_Pow and i == 1 and around.base.free_symbols))


def brackets_missing(q: WrongAnswer) -> Iterator[Diagnosis]:
    """Yield where brackets make the answer right, as in 2x/x^2 + 1 and ln x^2 + 1."""
    for whole, before, after in everywhere(q.written, with_brackets):
        if _is_right(q, whole):
            said, place = "brackets are missing: {} should be {}", "brackets are missing in {0}"
            yield Diagnosis("brackets missing", said, (before, after), 0, place)
            return


def slips_of_the_pen(q: WrongAnswer, forms: Sequence[sp.Expr] = ()) -> Iterator[Diagnosis]:
    """Yield the one correction that makes the answer right; nothing if there is none, or the answer is but a number.

    `forms` are ways to write the right answer.
    """
    if q.written.is_number:
        return  # a number can be corrected in too many ways
    parts = list(_parts(q.written))
    for corrections in (_signs, _powers, _factors, _Pieces(q, forms).corrections):
        said = "a slip in the sign" if corrections is _signs else "a slip"
        for part in parts:
            for right in corrections(q, part):
                if _is_right(q, part.replaced(right)):
                    name = "sign slip" if corrections is _signs else "arithmetic slip"
                    place = f"there is {said} in {{0}}"
                    if corrections is _factors and not part.path:
                        name, said = "constant factor", "a wrong constant factor"
                        place = "it is right but for a constant factor before the whole"
                    yield Diagnosis(name, f"there is {said}: {{}} should be {{}}", part.quoted(right), 2, place)
                    return
    difference = tidy(sp.expand(q.given - q.expected))
    if difference.is_Rational and q.at is None and not q.is_integrated:
        yield Diagnosis(
            "off by a constant", "this is the derivative plus {}", (difference,), 2, "it is off by a constant"
        )


def _is_right(q: WrongAnswer, e: sp.Expr) -> bool:
    return all(same(q.values(e, [at]), (right,)) for at, right in zip(q.samples, q.right, strict=True))


def _parts(e: sp.Expr) -> Iterator[_Part]:
    """Yield the terms and numbers in `e`, the outermost first."""
    waiting = [_Part(e)]
    for count, part in enumerate(waiting):
        if count == MOST_PARTS:
            return
        yield part
        # not the cases of a Piecewise, nor the bounds of a sum
        inner = ((i, arg) for i, arg in enumerate(part.e.args) if isinstance(arg, sp.Expr))
        waiting += (_Part(arg, (*part.path, (part.e, i))) for i, arg in inner)


def _signs(q: WrongAnswer, part: _Part) -> Iterator[sp.Expr]:  # noqa: ARG001 - the others need the question
    around, i = part.path[-1] if part.path else (part.e, 0)
    if not (around.is_Pow and around.is_number and i == 1):  # 1/3 for 3 is no slip in a sign
        yield unevaluated.mul([sp.S.NegativeOne, part.e])


def _powers(q: WrongAnswer, part: _Part) -> Iterator[sp.Expr]:
    """Yield a term or factor with a letter more or less."""
    if part.path and not part.e.is_Add and part.replaced(sp.S.Zero).count_ops() < q.written.count_ops():
        for letter in (q.x, *q.parameters):
            yield unevaluated.mul([part.e, letter])
            yield evaluator().value(part.e) / letter


def _factors(q: WrongAnswer, part: _Part) -> Iterator[sp.Expr]:
    """Yield the part times a number that is missing or too much, and a number one off."""
    wanted = _wanted(q, part)
    factor = None if wanted is None or not q.samples else _rational(wanted[0], number(part.e, q.samples[0]))
    if factor is not None and (part.e.is_number or min(abs(factor.p), factor.q) <= _SIMPLE):
        yield unevaluated.mul([factor, part.e])
    if part.e.is_Rational:
        yield from (part.e + 1, part.e - 1)


class _Pieces:
    """The parts of the right answer in all its `forms`, with their values."""

    def __init__(self, q: WrongAnswer, forms: Sequence[sp.Expr]) -> None:
        found = dict.fromkeys(part.e for form in forms for part in _parts(form) if part.e.free_symbols)
        self.known = [(e, numbers(e, q.samples[:1])) for e in found]

    def corrections(self, q: WrongAnswer, part: _Part) -> Iterator[sp.Expr]:
        """Yield those with the same functions that would be right in the place of a part, not of half of the answer."""
        if part.e.free_symbols and part.e.args and 2 * size(part.e) <= size(q.written):
            wanted, functions = _wanted(q, part), _functions(part.e)
            yield from (e for e, v in self.known if wanted and same(v, wanted[:1]) and _functions(e) == functions)


def size(e: sp.Expr) -> int:
    """Return the number of its nodes."""
    return sum(1 for _ in sp.preorder_traversal(e))


def _functions(e: sp.Expr) -> set[type[sp.Basic]]:
    return {part.func for part in e.atoms(sp.Function)}


def _wanted(q: WrongAnswer, part: _Part) -> Numbers | None:
    """Return what the part should be at the samples, if the answer is linear in it."""
    without = q.values(part.replaced(sp.S.Zero))
    share, wanted = minus(q.wrong, without), minus(q.right, without)
    return times(over(wanted, share), numbers(part.e, q.samples)) if all(share) and None not in wanted else None


def _rational(wanted: mpmath.mpf | None, value: mpmath.mpf | None) -> sp.Rational | None:
    """Return the ratio, if it is that of two small numbers."""
    if not wanted or not value:
        return None
    with mpmath.workdps(DIGITS):
        ratio = wanted / value
        found = sp.Rational(str(mpmath.nstr(ratio, DIGITS))).limit_denominator(_LARGEST)
        near = abs(mpmath.mpf(found.p) / found.q - ratio) < abs(ratio) * mpmath.mpf("1e-20")
    return found if near and found and abs(found.p) <= _LARGEST else None
