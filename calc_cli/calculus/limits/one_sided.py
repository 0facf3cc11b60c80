"""The limit of a function from one side, by two independent witnesses that must agree.

The exact witness replaces the function by the branch that holds near the point (neighbourhood.py) and finds its limit
by the laws of limits, and where they leave it open by the leading term (germs.py). The numeric witness knows nothing of
that: it samples the function as it was typed (extrapolation.py). Where no sample gets near, as in towers of
exponentials, SymPy's limit is the second witness. Where the two contradict each other the answer is undecided. Of a
function with parameters the numeric witness looks at a few examples (parameters.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.functions import FormulaFunction
from calc_cli.algebra.share import tried
from calc_cli.calculus.limits.behaviour import Range, is_periodic
from calc_cli.calculus.limits.extrapolation import Estimate, estimate, kind_of
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE, are_equal, number_or_none
from calc_cli.calculus.limits.oscillation import oscillation, sequences
from calc_cli.calculus.limits.parameters import by_experiment, holds_in_examples, parameters_of, sample
from calc_cli.calculus.limits.swings import is_restless
from calc_cli.calculus.limits.verdict import INFINITE_LIMITS, Along, Kind, SampledValue, Verdict
from calc_cli.errors import UndefinedError, UnsupportedError

_TABLE = tuple(sp.Rational(1, 10**k) for k in range(1, 7))
_COARSEST = mpmath.mpf("1e-6")
_SHARE = 2.0
"""Seconds that SymPy's limit may take."""


@dataclass(frozen=True, slots=True)
class _Exact:
    """The finding of algebra: `is_defined` on that side, the `limit` of the `germ` in t, or the `range` of it.

    `is_calm` if no part goes up and down for ever, so that samples tell what happens between them.
    """

    is_defined: bool | None
    limit: sp.Expr | None = None
    range: Range | None = None
    is_calm: bool = False
    open: tuple[sp.Expr, ...] = ()
    germ: sp.Expr = sp.nan
    t: sp.Symbol | None = None


def one_sided_limit(f: sp.Expr, approach: Approach) -> Verdict:
    """Find the limit of `f`, best given as typed.

    Other variables in `f` are parameters: the limit then holds where no divisor in it is 0, and is checked by
    experiment for a few values of them.

    >>> x = sp.Symbol("x", real=True)
    >>> found = one_sided_limit(sp.sin(x) / x, Approach(x, sp.Integer(0), 1))
    >>> found.kind, found.value, found.agree
    ('finite', 1, True)
    """
    algebra = _by_algebra(f, approach)
    if parameters_of(f, approach) or f.has(AppliedUndef):
        return _with_parameters(f, approach, algebra)
    experiment = by_experiment(f, approach, {})
    if algebra.is_defined is False and any(power.exp.has(approach.x) for power in f.atoms(sp.Pow)):
        experiment = Estimate("undefined")  # (-1/2)^x has real values at fractions, which are what is sampled
    if experiment.kind == "undecided" and not _exists(f, approach):
        algebra = _Exact(None)
    found = _agreed(algebra, experiment, _table(f, approach))
    if not found.agree and algebra.limit is not None and experiment.kind in ("undecided", "+inf", "-inf"):
        found = _seconded(found, algebra)
    if found.kind == "undecided" and algebra.limit is None and (apart := _two_sequences(f, approach)):
        return Verdict("oscillates", samples=found.samples, sequences=apart)
    return found


def _exists(f: sp.Expr, approach: Approach) -> bool:
    """Return True if every integral in `f` is over so little, near the point, that it is there if its limit is."""
    ends = [(low, high) for part in f.atoms(sp.Integral) for _, low, high in part.limits]
    return all(limit_by_algebra(high - low, approach).value == 0 for low, high in ends)


def limit_by_algebra(f: sp.Expr, approach: Approach) -> Verdict:
    """Find the limit by the first witness alone."""
    return _agreed(_by_algebra(f, approach), Estimate("undecided"))


def limit_of_germ(near: Neighbourhood, germ: sp.Expr) -> Verdict:
    """Find the limit of an expression in near.t as t -> 0+; an experiment is made only where algebra is no proof."""
    algebra = _of_germ(near, germ, is_defined=True)
    if algebra.limit is not None or algebra.range is not None or germ.free_symbols - {near.t} or germ.has(AppliedUndef):
        return _agreed(algebra, Estimate("undecided"))
    return _agreed(algebra, estimate(lambda t: sample(germ, {near.t: t})))


def _two_sequences(f: sp.Expr, approach: Approach) -> tuple[Along, ...]:
    """Return two sequences of points with two limits, which proves that there is none; () if none are found."""
    known: list[Along] = []
    for choice, calm in sequences(f, approach):
        algebra = _Exact(False) if calm.has(sp.zoo, sp.nan, sp.I) else _by_algebra(calm, approach)
        if algebra.limit is None or not algebra.is_defined:
            continue
        for other in known:
            if are_equal(other.limit, algebra.limit) is False:
                return other, Along(*choice, algebra.limit)
        known.append(Along(*choice, algebra.limit))
    return ()


# The two witnesses


def _by_algebra(f: sp.Expr, approach: Approach) -> _Exact:
    near = Neighbourhood(approach, generic=True)
    is_defined = None
    try:
        is_defined = near.is_defined(f)
        return _Exact(False) if is_defined is False else _of_germ(near, near.germ(f), is_defined=is_defined)
    except UndefinedError:
        return _Exact(False)
    except (UnknownBranchError, UnsupportedError):
        is_calm = not any(map(is_wild, sp.preorder_traversal(f)))
        return _Exact(is_defined, is_calm=is_calm, open=tuple(near.germs.open))


def is_wild(part: sp.Basic) -> bool:
    """Return True for a function that oscillates, jumps or has poles again and again."""
    return is_periodic(part.func) or isinstance(part, sp.floor | sp.ceiling | sp.gamma | sp.factorial)


def _of_germ(near: Neighbourhood, germ: sp.Expr, *, is_defined: bool | None) -> _Exact:
    """Return the limit; only where there is none, the range of an oscillation and whether there is one in any part."""
    limit = near.germs.limit(germ)
    if limit is not None:
        return _Exact(is_defined, limit, germ=germ, t=near.t)
    found, is_calm = oscillation(near.germs, germ), not is_restless(near.germs, germ)
    return _Exact(is_defined, None, found, is_calm, tuple(near.germs.open))


def _seconded(found: Verdict, algebra: _Exact) -> Verdict:
    """Return what is found with SymPy's limit as the second witness, if that is real.

    The samples of what grows at first, and far beyond them vanishes, are no witness.
    """
    if algebra.limit is None or algebra.t is None:
        return found
    other = limit_by_sympy(algebra.germ, algebra.t, sp.S.Zero)
    if other is None:
        return found
    agree = are_equal(other, algebra.limit) is not False
    return replace(found, kind=kind_of(algebra.limit) if agree else "undecided", agree=agree)


def limit_by_sympy(e: sp.Expr, x: sp.Symbol, a: sp.Expr) -> sp.Expr | None:
    """Return SymPy's limit from the right, if it is found in time and a real number or a signed infinity."""
    e = e.replace(lambda part: isinstance(part, FormulaFunction), FormulaFunction.expanded)
    limit = tried(_SHARE, lambda: sp.limit(e, x, a, "+"))
    return limit if limit in (None, *INFINITE) else number_or_none(limit)


def _table(f: sp.Expr, approach: Approach) -> tuple[SampledValue, ...]:
    return tuple(SampledValue(x, value_or_none(f, {approach.x: x})) for x in map(approach.at, _TABLE))


def value_or_none(f: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> mpmath.mpf | None:
    """Return a value for the table, None where there is none."""
    try:
        return sample(f, point)
    except (UndefinedError, UnsupportedError):
        return None


# Their verdict


def _agreed(algebra: _Exact, experiment: Estimate, samples: tuple[SampledValue, ...] = ()) -> Verdict:
    agree = _compatible(algebra, experiment)
    kind: Kind
    if agree is False:
        kind = "undecided"
    elif algebra.is_defined is False:
        kind = "undefined"
    elif algebra.limit is not None:
        kind = kind_of(algebra.limit)
    elif algebra.range is not None:
        kind = "oscillates"
    else:
        kind = experiment.kind if _stands_alone(experiment, algebra) else "undecided"
    value = INFINITE_LIMITS.get(kind, algebra.limit)
    estimated = experiment.value, experiment.error
    return Verdict(kind, value, *estimated, agree, algebra.range or experiment.range, samples, open=algebra.open)


def _compatible(algebra: _Exact, experiment: Estimate) -> bool | None:
    """Return whether the witnesses agree; None if one of them says nothing."""
    if experiment.kind == "undecided":
        return None
    if algebra.is_defined is False or (algebra.is_defined and experiment.kind == "undefined"):
        return algebra.is_defined is False and experiment.kind == "undefined"
    if algebra.limit is not None:
        return experiment.is_near(algebra.limit)
    if algebra.range is not None:
        # Samples tell little of what has poles for ever.
        return experiment.kind == "oscillates" or (None if algebra.range[1] is sp.oo else False)
    return None


def _stands_alone(experiment: Estimate, algebra: _Exact) -> bool:
    """Return True if an estimate is good enough without an exact value."""
    if experiment.kind in ("oscillates", "undefined"):
        return True
    if not (algebra.is_defined and algebra.is_calm):
        return False
    return experiment.value is None or bool(experiment.error <= max(1, abs(experiment.value)) * _COARSEST)


# With parameters


def _with_parameters(f: sp.Expr, approach: Approach, algebra: _Exact) -> Verdict:
    """Return the exact answer, if experiments with the parameters at some values do not contradict it."""
    if algebra.limit is None and algebra.range is not None:
        return Verdict("oscillates", range=algebra.range)
    if algebra.limit is None:
        return Verdict("undefined" if algebra.is_defined is False else "undecided", open=algebra.open)
    agree = holds_in_examples(f, approach, algebra.limit, by_experiment)
    is_open = agree is False or not (agree or _exists(f, approach))
    return Verdict("undecided" if is_open else kind_of(algebra.limit), algebra.limit, agree=agree)
