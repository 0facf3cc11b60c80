"""Sequences: n goes through the integers to infinity, perhaps in the bounds of sums and products.

The sum 1 + 1/4 + ... + 1/n^2 goes to pi^2/6. Where SymPy knows the sum as a function that has a limit of its own
(telescoping, geometric, products by Gamma), the engine finds that; the formula is held against the sum at a few n.
Of quotients of sums the growth of these tells it (growth.py). Else the experiment (sequence_estimate.py) speaks, and a
value is believed as exact if it agrees with a candidate: the infinite sum in closed form, or the integral of the terms
f(k, n), which a sum comes near that is a Riemann sum, or of which the first and last term vanish.

What repeats, as (-1)^n or cos(n pi/3) does, is split into the subsequences n = p m + j, each a function of m that the
engine knows; two with two limits show that there is none.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from math import lcm

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate, evaluator
from calc_cli.algebra.functions import plain_symbol
from calc_cli.algebra.share import FAILURES
from calc_cli.calculus.limits.extrapolation import Estimate, kind_of
from calc_cli.calculus.limits.growth import AlternatingError, NoGrowthError, asymptotically
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE, are_equal, number_or_none, sign_of_number
from calc_cli.calculus.limits.one_sided import is_wild, limit_by_algebra, limit_by_sympy, one_sided_limit, value_or_none
from calc_cli.calculus.limits.parameters import holds_in_examples, parameters_of, sample
from calc_cli.calculus.limits.sequence_estimate import estimate_of_sequence
from calc_cli.calculus.limits.sums import by_integral_test, infinite_value, integral_of_terms, sums_up_to, without_sums
from calc_cli.calculus.limits.tractable import Tail
from calc_cli.calculus.limits.verdict import INFINITE_LIMITS, Along, SampledValue, Verdict
from calc_cli.errors import UndefinedError, UnsupportedError
from calc_cli.functions.record import Beside

_INTEGERS = tuple(sp.Integer(10**k) for k in range(1, 5))
_LONGEST_PERIOD = 12
_ENOUGH = 6
"""Digits in which an experiment and a candidate must agree."""


def limit_of_sequence(f: sp.Expr, approach: Approach) -> Verdict:
    """Find the limit of `f` as n goes to oo through the integers.

    >>> n = sp.Symbol("n", integer=True)
    >>> [str(each.limit) for each in limit_of_sequence((-1) ** n, Approach(n, sp.oo, -1)).sequences]
    ['1', '-1']
    """
    n = approach.x
    if f.has(sp.Sum) and (grown := _by_growth(f, approach)) is not None:
        return grown
    closed = without_sums(f, n)
    found = Verdict("undecided") if closed is None else _by_subsequences(closed, approach)
    if found.kind != "undecided" or f.has(AppliedUndef) or approach.a is not sp.oo:
        return found
    if parameters_of(f, approach):
        exact = next((each for each in _candidates(f, approach) if _holds(f, approach, each)), None)
        return found if exact is None else Verdict("finite", exact, agree=True)
    experiment = _experiment(f, n, {})
    exact = _confirmed(f, approach, experiment)
    if experiment.kind == "undecided" and (tested := by_integral_test(f, n)) is not None:
        return tested
    samples = tuple(SampledValue(at, value_or_none(f, {n: at})) for at in _INTEGERS)
    agree = True if exact is not None else None
    value, estimated = INFINITE_LIMITS.get(experiment.kind, exact), (experiment.value, experiment.error)
    return Verdict(experiment.kind, value, *estimated, agree, experiment.range, samples)


def _experiment(f: sp.Expr, n: sp.Symbol, values: Mapping[sp.Symbol, sp.Expr]) -> Estimate:
    return estimate_of_sequence(lambda i: sample(f, {**values, n: sp.Integer(i)}))


def _holds(f: sp.Expr, approach: Approach, limit: sp.Expr) -> bool:
    """Return True if a limit in parameters is right at a few values of them."""
    is_limit = not limit.has(sp.Piecewise, sp.Limit, sp.nan, sp.oo, sp.zoo)
    return is_limit and bool(holds_in_examples(f, approach, limit, lambda f, at, values: _experiment(f, at.x, values)))


def _by_subsequences(f: sp.Expr, approach: Approach) -> Verdict:
    """Return the limit that all subsequences have, or two of them with two limits."""
    n, whole = approach.x, sp.Dummy(approach.x.name, integer=True)
    f = _without_whole_turns(evaluator().value(f.xreplace({n: whole})))
    period = _period(_turned_back(f, whole, plain_symbol(n.name)), whole)
    m, real = sp.Dummy("m", integer=True, positive=True), plain_symbol(n.name)
    limits: list[sp.Expr] = []
    for j in range(period):
        part = sp.expand_trig(sp.expand(f.xreplace({whole: period * m + j}), deep=True))
        part = _with_positive_bases(sp.powsimp(_turned_back(part, m, (real - j) / period)), {m: (real - j) / period})
        found = limit_by_algebra(part, over := Approach(real, approach.a, approach.side))
        if found.kind == "undecided" and not any(map(is_wild, sp.preorder_traversal(part))):
            found = one_sided_limit(part, over)
        if found.kind == "oscillates" and period == 1 and _fills_its_range(f, whole):
            return found
        limit = found.exact_limit
        if limit is None:  # what goes up and down between the integers may have a limit on them
            return Verdict("undecided", open=found.open)
        limits.append(limit)
    for j, other in enumerate(limits):
        difference = sp.expand(limits[0] - other) if not {limits[0], other} & set(INFINITE) else sp.S.Zero
        if difference.free_symbols and sign_of_number(difference) is None:
            return Verdict("undecided", open=(difference,))
        if are_equal(limits[0], other) is False:
            letter = plain_symbol("m" if n.name != "m" else "k")
            along = (Along(n, period * letter + i, limits[i]) for i in (0, j))
            return Verdict("oscillates", sequences=tuple(along))
    experiment = _experiment(f, whole, {})
    agree = None if experiment.kind == "undecided" or f.free_symbols != {whole} else experiment.is_near(limits[0])
    return Verdict("undecided" if agree is False else kind_of(limits[0]), limits[0], agree=agree)


class _Rest(Tail):
    """_Rest(0, a, 1/n) is what n! e^a is above n! (1 + a + ... + a^n/n!), which is whole for an integer a, over a^n.

    That is a/(n+1) + a^2/((n+1)(n+2)) + ..., and Stirling's numbers tell the powers of 1/n in it.
    """

    beside = Beside("", "", lambda sp, k, a: ((-1) ** (k + 1) * sp.bell(k + 1, -a), k + 1))


def _without_whole_turns(f: sp.Expr) -> sp.Expr:
    """Return `f` with the angle c pi n! e^a, where c is an integer, without its whole turns.

    For odd a and c the sum above is as even or odd as n + 1, since n (n - 1) divides all terms but two.
    """
    shorter = {}
    for wave in f.atoms(sp.sin, sp.cos, sp.tan):
        for term in sp.Add.make_args(sp.expand(wave.args[0])):
            powers = dict(factor.as_base_exp() for factor in sp.Mul.make_args(term))
            n, a = (next((u.args[0] for u in powers if isinstance(u, sp.factorial)), sp.S.Zero), powers.get(sp.E))
            c = term / (sp.pi * sp.factorial(n) * sp.exp(a or 0))
            if n != 0 and a and a.is_Integer and c.is_Integer:
                rest = c * sp.pi * (a**n * _Rest(sp.S.Zero, a, 1 / n) + (n + 1) * (a * c % 2))
                shorter[wave] = wave.func(sp.expand(wave.args[0]) - term + rest)
    return f.xreplace(shorter)


def _turned_back(f: sp.Expr, n: sp.Symbol, at: sp.Expr) -> sp.Expr:
    """Return `f` with sin(u) and cos(u) by those of c n and u - c n where u/n goes to c, a rational part of a turn.

    In u - c n, n is the real quantity `at`: SymPy leaves a whole number of turns out of an angle.
    """
    apart = {}
    for wave in f.atoms(sp.sin, sp.cos):
        u = wave.args[0]
        c = None if u.is_polynomial(n) else limit_by_algebra(u / n, Approach(n, sp.oo, -1)).value
        if c and (c / sp.pi).is_Rational:
            a, b = (sp.Dummy(name) for name in "ab")
            apart[wave] = sp.expand_trig(wave.func(a + b)).xreplace({a: c * n, b: (u - c * n).xreplace({n: at})})
    return f.xreplace(apart)


def _with_positive_bases(e: sp.Expr, at: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    """Return `e` at real m, where a^(2m + 1) is -|a|^(2m + 1) for a < 0."""
    powers = {p: p.exp.is_even for p in e.atoms(sp.Pow) if p.base.is_negative and p.exp.has(*at)}
    signed = {
        p: (-p.base) ** p.exp.xreplace(at) * (1 if even else -1) for p, even in powers.items() if even is not None
    }
    return e.xreplace(signed).xreplace(at)


def _fills_its_range(f: sp.Expr, n: sp.Symbol) -> bool:
    """Return True if n goes through sines of a rational multiple of n: they are dense where those of all reals are."""
    slopes = [sp.diff(part.args[0], n) for part in f.atoms(sp.sin, sp.cos) if part.has(n)]
    return all(slope.is_Rational for slope in slopes) and not f.has(sp.floor, sp.ceiling, sp.frac, sp.tan)


def _period(f: sp.Expr, n: sp.Symbol) -> int:
    """Return a number after which what repeats in `f` does: 2 for (-1)^n, 6 for cos(n pi/3); 1 if nothing does."""
    periods = [1]
    for part in f.atoms(sp.Pow, sp.sin, sp.cos, sp.tan, sp.floor, sp.ceiling, sp.frac):
        if part.is_Pow and part.base.is_negative and part.exp.has(n):
            periods.append(2)
        slope = sp.diff(part.args[0] if not part.is_Pow else sp.S.Zero, n)
        turns = slope if isinstance(part, sp.floor | sp.ceiling | sp.frac) else slope / (2 * sp.pi)
        if turns.is_Rational:
            periods.append(int(turns.q))
    return period if (period := lcm(*periods)) <= _LONGEST_PERIOD else 1


def _by_growth(f: sp.Expr, approach: Approach) -> Verdict | None:
    """Return the limit by what the sums are asymptotically equal to; None if that is not known or they converge."""
    n = approach.x
    try:
        with suppress(*FAILURES, UndefinedError, UnsupportedError):
            real = plain_symbol(n.name)
            grown = asymptotically(f.xreplace({n: real}), real)
            found = limit_by_algebra(grown, Approach(real, approach.a, approach.side))
            is_sure = found.exact_limit is None or parameters_of(f, approach) or _comes_near(f, n, found.exact_limit)
            return replace(found, agree=True) if is_sure and (found.open or found.exact_limit is not None) else None
    except AlternatingError:
        return Verdict("oscillates", range=(-sp.oo, sp.oo)) if isinstance(f, sp.Sum) else None
    except NoGrowthError as error:
        return Verdict("undecided", open=error.args) if error.args else None
    return None


def _comes_near(f: sp.Expr, n: sp.Symbol, limit: sp.Expr) -> bool:
    """Return True if the values at 64, 128, 256 come nearer to the limit, a number, oo or -oo, each time."""
    values = [value for i in range(6, 9) if (value := value_or_none(f, {n: sp.Integer(2**i)})) is not None]
    if len(values) < 3:
        return False
    if limit in INFINITE:
        return all((b - a) * sp.sign(limit) > 0 for a, b in pairwise(values))
    off = [abs(value - approximate(limit, {}, 20)) for value in values]
    return all(b < a for a, b in pairwise(off))


def _confirmed(f: sp.Expr, approach: Approach, experiment: Estimate) -> sp.Expr | None:
    """Return the limit in closed form, if there is a candidate that the experiment confirms."""
    value, error = experiment.value, experiment.error
    if value is None or error is None or error > max(1, abs(value)) * 10**-_ENOUGH:
        return None
    for candidate in _candidates(f, approach):
        found = number_or_none(candidate)
        if found is not None and found not in INFINITE and experiment.is_near(found):
            return found
    return None


def _candidates(f: sp.Expr, approach: Approach) -> Iterator[sp.Expr]:
    n = approach.x
    parts = sums_up_to(f, n)
    for find in (infinite_value, integral_of_terms):
        with suppress(*FAILURES):
            limits = {part: find(part, n) for part in parts}
            if None not in limits.values():
                found = limit_by_sympy(f.xreplace(limits), n, sp.oo)
                if found is not None:
                    yield found
