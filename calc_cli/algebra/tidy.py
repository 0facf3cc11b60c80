"""The form in which a textbook prints a result: the shortest to read of a few candidates, each found in milliseconds.

An expression is read into the normal form that algebra/normal teaches. From it come the candidates: its terms tidied
one by one, the terms grouped by denominator, all of them over one denominator with common factors taken out, and
everything multiplied out. `cost` says how long each is to read; the expression as it is wins ties, so that what needs
no tidying is left as the rules of differentiation gave it. For example, of

    2x/(x-1) - (x^2+1)/(x-1)^2,  (x^2-2x-1)/(x-1)^2

the second is shorter. SymPy's simplify is not used: it may take seconds, and it turns e^x cos x into a phase shift.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

import sympy as sp

from calc_cli.algebra.cost import cost
from calc_cli.algebra.exact_roots import NotExactError
from calc_cli.algebra.identities import KINDS, products_as_sums
from calc_cli.algebra.normal.display import expression
from calc_cli.algebra.normal.generators import Factored
from calc_cli.algebra.normal.polynomial import TooLongError
from calc_cli.algebra.normal.reader import Reader
from calc_cli.algebra.normal.rewriting import (
    arranged,
    in_lowest_terms,
    in_sines_and_cosines,
    multiplied_out,
    signature,
    with_typed_sums,
)
from calc_cli.algebra.normal.sums import total
from calc_cli.algebra.occurrences import parts
from calc_cli.algebra.solution_set import solution_set

_LARGEST = 750
"""An expression with more nodes is left alone: nobody reads it, and its size must cost no more than time to print."""

_LEAST_GAIN = 0.01

_LOWEST_TERMS = 1.35
"""A fraction in lowest terms may be longer by so much: (x - 1)/(x^2 - x + 1) is read with less effort."""

_OTHER_FUNCTIONS = 0.85
"""A form in other functions or angles than were typed must be so much shorter."""

_ROUNDS = 4


def tidy(e: sp.Expr) -> sp.Expr:
    """Return `e` in the shortest form found. Equal to `e` wherever `e` is defined; deterministic.

    A gap may close, as it does in a textbook: x/x becomes 1.
    """
    for _ in range(_ROUNDS):
        shorter, final = _shorter(e)
        if final or shorter == e:
            return shorter
        e = shorter
    return e


def _shorter(e: sp.Expr) -> tuple[sp.Expr, bool]:
    """Return the shortest form found, and True if there is no use in trying again."""
    nodes = list(islice(parts(e), _LARGEST + 1))
    if len(nodes) > _LARGEST:
        return e, True
    if not _WITH_PARTS.isdisjoint(node.func for node in nodes):
        e = _with_tidy_parts(e)
    if any(node in _NOT_NUMBERS or node.is_Float for node in nodes) or _is_short(e):
        return e, True
    best, least, final = e, cost(e) - _LEAST_GAIN, True
    for candidate, is_final in _forms(e, [part.base for part in nodes if _is_even_root(part)], Reader()):
        if candidate != best and (length := cost(candidate)) < least:
            best, least, final = candidate, length - _LEAST_GAIN, is_final
    lowest = sp.Add(*map(_in_lowest_terms, sp.Add.make_args(best)))
    return (best, final) if lowest == best else (lowest, False)


def _in_lowest_terms(e: sp.Expr) -> sp.Expr:
    """Return a product without what cancels of its sums, unless that is much longer: (x^10 - 1)/(x - 1) stays."""
    if not any(factor.is_Pow and factor.exp.is_negative and factor.base.is_Add for factor in sp.Mul.make_args(e)):
        return e
    reader = Reader()
    try:
        value = reader.factored(e)
    except TooLongError:
        return e
    lowest = in_lowest_terms(reader.table, value)
    shorter = _best(reader, lowest)
    above, before = (sp.fraction(form)[0].free_symbols for form in (shorter, e))
    is_lower = lowest is not value or above < before
    return shorter if is_lower and cost(shorter) <= _LOWEST_TERMS * cost(e) else e


_WITH_PARTS = {sp.Piecewise, sp.Sum, sp.Product}
_NOT_NUMBERS = {sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I}
"""There is no algebra of these, and of floating-point numbers."""


def _is_even_root(e: sp.Basic) -> bool:
    """Return True for an even root of a sum."""
    return bool(e.is_Pow and e.base.is_Add and e.exp.is_Rational and e.exp.q % 2 == 0)


def _with_tidy_parts(e: sp.Expr) -> sp.Expr:
    """Return `e` with the branches of cases and the bodies of long sums tidied."""
    if isinstance(e, sp.Piecewise):
        return _tidy_cases(e)
    if isinstance(e, sp.Sum) and len(e.limits) == 1 and sp.oo not in e.limits[0]:
        index, first, last = e.limits[0]
        factor, term = tidy(e.function).as_independent(index, as_Add=False)
        return factor * (last - first + 1 if term == 1 else sp.Sum(term, *e.limits))
    if isinstance(e, sp.Sum | sp.Product):
        return e.func(tidy(e.function), *e.limits)
    if e.is_Add or e.is_Mul or e.is_Pow:
        return e.func(*map(_with_tidy_parts, e.args))
    return e


def _tidy_cases(e: sp.Piecewise) -> sp.Expr:
    """Return the cases tidied, with those within a case among them, without those that never apply."""
    cases: list[tuple[sp.Expr, sp.Basic]] = []
    for value, condition in _flat(e):
        if _solved(sp.And(condition, *(sp.Not(before) for _, before in cases))) is sp.false:
            continue
        tidied = tidy(value)
        if cases and cases[-1][0] == tidied:
            condition = sp.Or(condition, cases.pop()[1])
        cases.append((tidied, _solved(condition)))
    return sp.Piecewise(*cases, evaluate=False)


def _flat(e: sp.Piecewise) -> Iterator[tuple[sp.Expr, sp.Basic]]:
    for value, condition in e.args:
        if isinstance(value, sp.Piecewise):
            yield from ((inner, sp.And(condition, within)) for inner, within in _flat(value))
        else:
            yield value, condition


def _solved(condition: sp.Basic) -> sp.Basic:
    """Return a condition on one variable by its intervals, if their ends are found: x < x^2/4 is x < 0 or x > 4."""
    if len(condition.free_symbols) == 1:
        (x,) = condition.free_symbols
        with suppress(NotExactError):
            return sp.And(*solution_set([condition], x).conditions(x))
    return condition


def _is_short(e: sp.Expr) -> bool:
    """Return True for a polynomial with its terms collected and for a plain product, which nothing makes shorter."""
    if e.is_Add:
        return all(_is_monomial(term) for term in e.args)
    angles: set[sp.Expr] = set()
    for factor in sp.Mul.make_args(e):
        base, exponent = factor.args if factor.is_Pow else (factor, sp.S.One)
        if base.func in KINDS and exponent.is_Integer and exponent.p > 0 and base.args[0] not in angles:
            angles.add(base.args[0])
        elif not (base.is_Rational or base.is_Symbol or (factor.is_Function and base.func not in _REDUCIBLE)):
            return False
    return True


_REDUCIBLE = {*KINDS, sp.Abs, sp.sign}


def _is_monomial(e: sp.Expr) -> bool:
    return all(
        f.is_Rational or f.is_Symbol or (f.is_Pow and f.base.is_Symbol and f.exp.is_Integer and f.exp.p > 0)
        for f in sp.Mul.make_args(e)
    )


def _forms(e: sp.Expr, radicands: Sequence[sp.Expr], reader: Reader) -> Iterator[tuple[sp.Expr, bool]]:
    """Yield candidates, each with True if everything has met everything in it: another round would find nothing."""
    table = reader.table
    try:
        for radicand in radicands:  # first, since their sign is not free
            reader.factored(radicand)
        if not e.is_Add:
            yield from _forms_of_product(reader, reader.factored(e), merging=True)
            return
        terms = [reader.factored(term) for term in e.args]
        if table.angles or table.moduli or reader.typed_sums:
            yield sp.Add(*[_best(reader, term) for term in terms]), False
        if len(table.angles) > 1:
            sums = sp.factor_terms(products_as_sums(e))
            if cost(sums) < _OTHER_FUNCTIONS * cost(e):
                yield sums, True
        groups = _groups(reader, terms)
        if 1 < len(groups) < len(terms):
            yield sp.Add(*[_best(reader, total(table, group)) for group in groups]), False
        yield from _forms_of_product(reader, total(table, terms), merging=False)
    except TooLongError:
        return


def _forms_of_product(reader: Reader, value: Factored, *, merging: bool) -> Iterator[tuple[sp.Expr, bool]]:
    short = arranged(reader.table, value)
    typed = with_typed_sums(reader, short)
    yield expression(reader.table, typed), typed is short
    if typed is not short:
        yield expression(reader.table, short), True
    if reader.table.angles and (waves := in_sines_and_cosines(reader.table, value)) is not value:
        other = expression(reader.table, arranged(reader.table, waves))
        if cost(other) < _OTHER_FUNCTIONS * cost(expression(reader.table, typed)):
            yield other, False
    flat = multiplied_out(reader.table, value, merging=merging)
    yield from ((form, False) for form in flat if form is flat[0] or cost(form) < _OTHER_FUNCTIONS * cost(flat[0]))


def _best(reader: Reader, value: Factored) -> sp.Expr:
    return expression(reader.table, with_typed_sums(reader, arranged(reader.table, value)))


def _groups(reader: Reader, terms: Sequence[Factored]) -> list[list[Factored]]:
    """Return the terms in groups with the same sums below the bar, roots and exponentials."""
    groups: dict[frozenset[int], list[Factored]] = {}
    for term in terms:
        groups.setdefault(signature(reader.table, term), []).append(term)
    return list(groups.values())
