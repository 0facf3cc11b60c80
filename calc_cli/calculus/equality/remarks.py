"""Remarks on an answer whatever the verdict: where it is defined, where it is equal, by how much it is off."""

from collections.abc import Iterator, Mapping, Sequence

import mpmath
import sympy as sp

from calc_cli.algebra.comparison import Meeting
from calc_cli.algebra.evaluate import approximate, value_at
from calc_cli.algebra.share import FAILURES
from calc_cli.algebra.tidy import tidy
from calc_cli.calculus.equality.samples import Regions, Sample, Sampling
from calc_cli.calculus.equality.verdict import Remark, RemarkKind
from calc_cli.errors import UndefinedError, UnsupportedError


def remarks_on(
    expected: sp.Expr, given: sp.Expr, samples: Sequence[Sample], regions: Sequence[Regions]
) -> tuple[Remark, ...]:
    """All remarks, those about the domain last."""
    if any(sample.meeting is Meeting.DIFFERENT for sample in samples):
        found = [*_about_difference(expected, given, samples, regions)]
        found += [remark for remark in _about_domain(samples, regions) if remark.kind == "given undefined"]
    else:
        found = [*_about_domain(samples, regions)]
    return tuple(found)


def _about_difference(
    expected: sp.Expr, given: sp.Expr, samples: Sequence[Sample], regions: Sequence[Regions]
) -> Iterator[Remark]:
    constant = _constant(given - expected)
    if constant is not None and samples[0].at:
        yield Remark("differ by", value=constant)
    digits = _common_digits(expected, given, samples)
    if digits:
        yield Remark("rounded", value=sp.Integer(digits))
    if constant is None and len(regions) == 1:
        yield from _about_regions(expected, given, regions[0])


def _about_regions(expected: sp.Expr, given: sp.Expr, line: Regions) -> Iterator[Remark]:
    same = line.where(Meeting.SAME)
    has_regions = any(all(s.meeting is Meeting.SAME for s in region) for region in line.inside)
    if same is None or not has_regions:
        return
    yield Remark("equal only", same)
    off = {_difference(expected, given, region) for region in line.inside if _is_off(region)}
    if len(off) == 1 and (constant := off.pop()) is not None:
        yield Remark("differ by", line.where(Meeting.DIFFERENT) or (), value=constant)


def _is_off(region: Sequence[Sample]) -> bool:
    return any(sample.meeting is Meeting.DIFFERENT for sample in region)


def _difference(expected: sp.Expr, given: sp.Expr, region: Sequence[Sample]) -> sp.Expr | None:
    """Return the constant by which the two differ at all samples."""
    try:
        first, *others = (given - expected, *[s.at for s in region if s.meeting is Meeting.DIFFERENT])
        values = [approximate(first, at, 30) for at in others]
        with mpmath.workdps(30):
            if any(abs(value - values[0]) > mpmath.mpf(10) ** -25 * abs(values[0]) for value in values):
                return None
        return tidy(value_at(first, others[0]))
    except (UndefinedError, UnsupportedError):
        return None


def _constant(difference: sp.Expr) -> sp.Expr | None:
    try:
        short = tidy(sp.expand(difference))
    except FAILURES:  # as on comparing 1/0 in the condition of a case, or x and a root that is not real
        return None
    return None if short.free_symbols else short


def _common_digits(expected: sp.Expr, given: sp.Expr, samples: Sequence[Sample]) -> int:
    """To how many significant digits an answer with decimals in it is right, 0 if to less than 2.

    Never more than it was typed with: 0.7071 is 1/sqrt(2) to 4 digits, though its error is less than 10^-5.
    """
    typed = max((_decimals(number) for number in given.atoms(sp.Rational)), default=0)
    if not typed:
        return 0
    worst = mpmath.mpf(0)
    for sample in samples:
        if sample.meeting is not Meeting.DIFFERENT:
            continue
        try:
            truth, answer = (approximate(e, sample.at, 30) for e in (expected, given))
        except (UndefinedError, UnsupportedError):
            return 0
        with mpmath.workdps(30):
            if not sample.at:  # a number is right to the digits to which both are rounded alike
                alike = (n for n in range(typed, 1, -1) if mpmath.nstr(truth, n) == mpmath.nstr(answer, n))
                return next(alike, 0)
            worst = max(worst, abs(answer / truth - 1) if truth else mpmath.inf)
    return min(int(-mpmath.log10(worst * 2 / 3)), typed) if 0 < worst < mpmath.mpf("0.01") else 0


def _decimals(number: sp.Rational) -> int:
    """Return the significant digits of a number that may have been typed with a decimal point, 0 of others."""
    if not 1 < number.q < 10**40:
        return 0
    places = max(sp.multiplicity(2, number.q), sp.multiplicity(5, number.q))
    digits = number * 10**places
    return len(str(abs(digits.p))) if digits.q == 1 else 0


_ALONE: tuple[tuple[RemarkKind, Meeting], ...] = (
    ("given undefined", Meeting.ONLY_FIRST),
    ("expected undefined", Meeting.ONLY_SECOND),
)


def _about_domain(samples: Sequence[Sample], regions: Sequence[Regions]) -> Iterator[Remark]:
    for kind, alone in _ALONE:
        example = next((sample.at for sample in samples if sample.meeting is alone), None)
        if example is None:
            continue
        where = regions[0].where(alone) if len(regions) == 1 else None
        yield Remark(kind, at=example) if where in (None, (sp.false,)) else Remark(kind, where)


_DIGITS = 30
_ENOUGH = 4


def is_rounded(expected: sp.Expr, given: sp.Expr, moved: Sequence[sp.Expr]) -> bool:
    """Return True if the answer is off by no more than the `moved` ones are from it, at every point that is tried.

    Each of them has one decimal moved by half a unit in its last place.
    """
    sampling = Sampling(expected, given, ())
    samples = sampling.simple() if sampling.variables else [sampling.at({})]
    places = [sample.at for sample in samples if sample.meeting in (Meeting.SAME, Meeting.DIFFERENT)]
    if len(places) < (_ENOUGH if sampling.variables else 1):
        return False
    try:
        return all(_is_near(expected, given, moved, at) for at in places)
    except (UndefinedError, UnsupportedError):
        return False


def _is_near(expected: sp.Expr, given: sp.Expr, moved: Sequence[sp.Expr], at: Mapping[sp.Symbol, sp.Expr]) -> bool:
    truth, answer, *others = (approximate(e, at, _DIGITS) for e in (expected, given, *moved))
    with mpmath.workdps(_DIGITS):
        room = sum(abs(other - answer) for other in others)
        return bool(abs(truth - answer) <= room * (1 + mpmath.mpf(10) ** (5 - _DIGITS)))
