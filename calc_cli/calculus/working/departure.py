"""Where a step goes wrong: the smallest part of what stood before that something of another value was made of.

Two expressions are held against each other: terms against terms, factors above and below the bar, bases and exponents,
arguments. What agrees in value is taken away on both sides, until nothing more can be: of 2·8 - 3·4 and 16 - 7 the
parts 3·4 and 7 are left. The value of a part of what stood before is what a right step makes of it, a limit perhaps.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.algebra.evaluate import evaluator
from calc_cli.algebra.unevaluated import flat, is_alike, is_divisor
from calc_cli.calculus.checking.misreading import LAWS, Misreading, everywhere
from calc_cli.calculus.checking.replay import Numbers, same
from calc_cli.calculus.equality.verdict import Diagnosis
from calc_cli.errors import UndefinedError, UnsupportedError

ANOTHER_PART = "another part"
"""The name of a mistake of which no more is known than where it is."""

_LONGEST = 8
"""Operations in a part that is quoted."""

_MOST_FACTORS = 6
"""Of a product of which groups have limits."""

Measure = Callable[[sp.Expr], Numbers]
_Parts = Sequence[sp.Expr]


@dataclass(frozen=True, slots=True)
class _Comparison:
    """How the values of parts are found: `was` of those before, `told` of those that were given."""

    was: Measure
    told: Measure

    def departure(self, before: sp.Expr, given: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        """Return the smallest parts of both that correspond, and alone differ in value."""
        found = next((pair for pair in self.smaller(before, given) if pair != (before, given)), None)
        return (before, given) if found is None else self.departure(*found)

    def are_one(self, mine: sp.Expr, other: sp.Expr) -> bool:
        return is_alike(mine, other) or same(self.was(mine), self.told(other))

    def rest(self, mine: _Parts, others: _Parts) -> tuple[list[sp.Expr], list[sp.Expr]]:
        """Return what has no counterpart of the same value on the other side."""
        left, right = list[sp.Expr](), list(others)
        for part in mine:
            found = next((i for i, other in enumerate(right) if self.are_one(part, other)), None)
            if found is None:
                left.append(part)
            else:
                del right[found]
        return left, right

    def smaller(self, before: sp.Expr, given: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
        for deep in (False, True):
            mine, others = (list(_terms(e, deep=deep)) for e in (before, given))
            left, right = self.rest(mine, others)
            if left and right and len(left) < len(mine):
                yield _sum(left), _sum(right)
        (above, below), (top, bottom) = map(_over_bar, (before, given))
        (above, top), (below, bottom) = self.rest(above, top), self.rest(below, bottom)
        if below and bottom and self.are_one(_product(above), _product(top)):
            yield _product(below), _product(bottom)
        elif above and top and self.are_one(_product(below), _product(bottom)):
            yield _product(above), _product(top)
        if before.func is given.func and len(before.args) == len(given.args) and not (before.is_Add or before.is_Mul):
            differing = [pair for pair in zip(before.args, given.args, strict=True) if not self.are_one(*pair)]
            if len(differing) == 1:
                yield differing[0]
        if self.was is not self.told:
            yield from self.in_groups(before, given)

    def in_groups(self, before: sp.Expr, given: sp.Expr) -> Iterator[tuple[sp.Expr, sp.Expr]]:
        """Yield what is left of a product by the largest group of factors whose value is a factor of what is given."""
        above, below = _over_bar(before)
        factors = [*above, *(unevaluated.power(part, sp.S.NegativeOne) for part in below)]
        sizes = range(len(factors) - 1, 0, -1) if len(factors) <= _MOST_FACTORS else ()
        for group in chain.from_iterable(combinations(factors, size) for size in sizes):
            for i, factor in enumerate(told := flat(given)):
                others = told[:i] + told[i + 1 :]
                if others and same(self.was(_product(group)), self.told(factor)):
                    yield _product([e for e in factors if e not in group]), _product(others)


def departed(
    before: sp.Expr, given: sp.Expr, was: Measure, told: Measure, right: Callable[[sp.Expr], sp.Expr]
) -> Iterator[Diagnosis]:
    """Yield what was made of the part where a step goes wrong, whose `right` value is a number."""
    part, wrong = _Comparison(was, told).departure(before, given)
    try:
        value, said = right(part), evaluator().value(wrong)
    except (UndefinedError, UnsupportedError):
        return
    if part == value or not value.is_number or not said.is_number:
        if part != before and before.count_ops() > part.count_ops() < _LONGEST:
            yield Diagnosis(ANOTHER_PART, "{1} stands where {0} should", (part, wrong), 2, "{1} is wrong there")
        return
    taken = (said, value) if part.is_number else ()
    for name, sentence, misreading in _ARITHMETIC if taken else ():
        for whole, *_ in everywhere(part, misreading):
            if same(told(whole), told(wrong)):
                yield Diagnosis(name, sentence, (part, *taken), 1, sentence.replace("is {2}, not {1}", "is not {1}"))
                return
    said_of = "{0} is {2}, not {1}" if taken else "{0} goes to {2}, not to {1}"
    place = "{0} is not {1}" if taken else "{0} does not go to {1}"
    yield Diagnosis("arithmetic", said_of, (part, said, value), 1, place)


def _terms(e: sp.Expr, *, deep: bool, is_negative: bool = False) -> Iterator[sp.Expr]:
    """Yield the terms of a sum, if `deep` those of sums within it, and of what a minus is before."""
    minus, *inner = e.args if e.is_Mul else (None,)
    if e.is_Add:
        for term in e.args:
            yield from _terms(term, deep=deep, is_negative=is_negative) if deep else (term,)
    elif deep and minus is sp.S.NegativeOne and len(inner) == 1:
        yield from _terms(inner[0], deep=True, is_negative=not is_negative)
    elif is_negative:
        yield inner[0] if minus is sp.S.NegativeOne and len(inner) == 1 else _product([sp.S.NegativeOne, e])
    else:
        yield e


def _over_bar(e: sp.Expr) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """Return the factors above and below the bar."""
    above, below = [], []
    for factor in flat(e):
        if isinstance(factor, sp.Rational):
            above += [factor] if factor.q == 1 else [sp.Integer(factor.p)]
            below += [] if factor.q == 1 else [sp.Integer(factor.q)]
        elif is_divisor(factor):
            below += flat(factor.base)
        else:
            above.append(factor)
    return above, below


def fraction(e: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return what is written above and below the bar, which SymPy's does not find in nested products."""
    above, below = _over_bar(e)
    return _product(above), _product(below)


def _sum(terms: _Parts) -> sp.Expr:
    return terms[0] if len(terms) == 1 else sp.Add(*terms, evaluate=False)


def _product(factors: _Parts) -> sp.Expr:
    return factors[0] if len(factors) == 1 else sp.Mul(*factors, evaluate=False)


def _not_raised(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 2^2 as 2, and sqrt(4) as 4."""
    if e.is_Pow and not is_divisor(e):
        yield e.base


def _of_sign(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield (-2)^2 as -4, and (-1)^3 as 1."""
    if e.is_Pow and e.base.is_negative and e.exp.is_Integer and e.exp > 1:
        yield -(e.base**e.exp)


def _of_exponent_0(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield e^0 as 0, and 0 times 5 as 5."""
    if (e.is_Pow or isinstance(e, sp.exp)) and e.as_base_exp()[1] == 0:
        yield sp.S.Zero


def _raised_with_factor(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 2·8^2 as (2·8)^2."""
    powers = [factor for factor in flat(e) if factor.is_Pow and not is_divisor(factor)] if e.is_Mul else []
    for power in powers:
        others = [factor for factor in flat(e) if factor is not power]
        yield (sp.Mul(*others) * power.base) ** power.exp


def _without_sign(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 3·(-2) as 6."""
    if e.is_Mul and any(factor.is_number and factor.is_negative for factor in flat(e)):
        yield -e


def _over_sums(e: sp.Expr) -> Iterator[sp.Expr]:
    """Yield 1/2 + 1/3 as (1 + 1)/(2 + 3)."""
    if e.is_Add:
        sides = [tuple(sp.Mul(*part) for part in _over_bar(term)) for term in e.args]
        below = sp.Add(*(side[1] for side in sides))
        if below != 0 and all(side[1] != 1 for side in sides):
            yield sp.Add(*(side[0] for side in sides)) / below


def _turned_over(e: sp.Expr) -> Iterator[sp.Expr]:
    if e != 0:
        yield 1 / e


def _other_circular(e: sp.Expr) -> Iterator[sp.Expr]:
    if isinstance(e, sp.sin | sp.cos):
        yield (sp.cos if isinstance(e, sp.sin) else sp.sin)(e.args[0])


# fmt: off
_ARITHMETIC: tuple[tuple[str, str, Misreading], ...] = (
    ("sign of a power", "the sign of the power {0} is wrong: it is {2}, not {1}", _of_sign),
    ("power not taken", "the power is still to be taken: {0} is {2}, not {1}", _not_raised),
    ("exponent 0", "a power with the exponent 0 is 1: {0} is not {1}", _of_exponent_0),
    ("sign lost", "a sign is lost: {0} is {2}, not {1}", _without_sign),
    ("factor raised too", "what is before the power is not raised with it: {0} is {2}, not {1}", _raised_with_factor),
    *((law.name, f"{law.said}: {{0}} is {{2}}, not {{1}}", law.misreading) for law in LAWS),
    ("fractions added", "fractions are added over a common denominator: {0} is {2}, not {1}", _over_sums),
    ("sine and cosine", "the sine and the cosine are confused: {0} is {2}, not {1}", _other_circular),
    ("upside down", "it is upside down: {0} is {2}, not {1}", _turned_over),
)
# fmt: on
"""Mistakes in arithmetic, the commonest first: the name, a sentence on a part, what it was taken for and what it is."""
