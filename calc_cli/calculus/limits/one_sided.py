"""The limit of a function from one side, by two independent witnesses that must agree.

The exact witness replaces the function by the branch that holds near the point (neighbourhood.py) and finds its limit
by the laws of limits, and an indeterminate form by SymPy (germs.py). The numeric witness knows nothing of that: it
samples the function as it was typed (extrapolation.py). Where they contradict each other the answer is undecided;
an exact limit that needed SymPy is not given without the other witness.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.evaluate import approximate, value_at
from calc_cli.calculus.limits.closed_sums import without_sums
from calc_cli.calculus.limits.extrapolation import DIGITS, Estimate, Kind, estimate
from calc_cli.calculus.limits.functions_at_limits import PERIODIC
from calc_cli.calculus.limits.neighbourhood import Neighbourhood, UnknownBranchError
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.calculus.limits.oscillation import Range, is_restless, oscillation
from calc_cli.errors import UndefinedError, UnsupportedError

_TABLE = tuple(sp.Rational(1, 10**k) for k in range(1, 7))
_EXAMPLES = ("3/2", "7/5", "17/7", "-5/3", "1/3", "-3/7", "9/4")
_EXAMPLES_NEEDED = 2
_COARSEST = mpmath.mpf("1e-6")


@dataclass(frozen=True, slots=True)
class Sample:
    """`value` is f(x), None where f is not defined or too large to compute."""

    x: sp.Expr
    value: mpmath.mpf | None


@dataclass(frozen=True, slots=True)
class OneSided:
    """The limit of a function from one side.

    `exact` is the limit by algebra (oo or -oo where infinite), `estimate` by experiment, believed to be within
    `error`. `agree` tells whether the two witnesses do; None if one of them is missing. Of kind "oscillates",
    `range` is what the values go through. Of kind "undecided", what was found is kept: it is no answer.
    """

    kind: Kind
    exact: sp.Expr | None = None
    estimate: mpmath.mpf | None = None
    error: mpmath.mpf | None = None
    agree: bool | None = None
    range: tuple[sp.Expr | mpmath.mpf, sp.Expr | mpmath.mpf] | None = None
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True)
class _Exact:
    """What algebra finds: `is_defined` on that side, the `limit`, or the `range` of an oscillation.

    `is_calm` if no part goes up and down for ever, so that samples tell what happens between them.
    """

    is_defined: bool | None
    limit: sp.Expr | None = None
    range: Range | None = None
    is_calm: bool = False
    is_proved: bool = True


def one_sided_limit(f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int) -> OneSided:
    """Find the limit of `f`, best given as typed, as x -> a from the right (`side` 1) or the left (-1).

    At a = oo or -oo there is one side only. Other variables in `f` are parameters: the limit then holds where
    no divisor in it is 0, and is checked by experiment for a few values of them.

    >>> x = sp.Symbol("x", real=True)
    >>> found = one_sided_limit(sp.sin(x) / x, x, sp.Integer(0), 1)
    >>> found.kind, found.exact, found.agree
    ('finite', 1, True)
    """
    closed = without_sums(f, x)
    if closed is None:
        return OneSided("undecided")
    f = closed
    algebra = _by_algebra(f, x, a, side)
    parameters = (f.free_symbols | a.free_symbols) - {x}
    if parameters or f.has(AppliedUndef):
        return _with_parameters(f, x, a, side, algebra)
    experiment = _by_experiment(f, x, a, side, {})
    return _agreed(algebra, experiment, _table(f, x, a, side))


def limit_by_algebra(f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int) -> OneSided:
    """The same by the first witness alone: undecided where that is no proof."""
    return _agreed(_by_algebra(f, x, a, side), Estimate("undecided"), ())


def limit_of_germ(near: Neighbourhood, germ: sp.Expr) -> OneSided:
    """Find the limit of an expression in near.t as t -> 0+; an experiment is made only where algebra is no proof."""
    limit = near.limit(germ)
    algebra = _Exact(True, limit, *_unsettled(near, germ, limit), near.is_proved)
    is_found = limit is not None or algebra.range is not None
    if (is_found and near.is_proved) or germ.free_symbols - {near.t} or germ.has(AppliedUndef):
        return _agreed(algebra, Estimate("undecided"), ())
    return _agreed(algebra, estimate(lambda t: sample(germ, {near.t: t})), ())


# The two witnesses


def _by_algebra(f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int) -> _Exact:
    near = Neighbourhood(x, a, side, generic=True)
    is_defined = None
    try:
        is_defined = near.is_defined(f)
        if is_defined is False:
            return _Exact(False)
        germ = near.germ(f)
        limit = near.limit(germ)
        return _Exact(is_defined, limit, *_unsettled(near, germ, limit), near.is_proved)
    except UndefinedError:
        return _Exact(False)
    except (UnknownBranchError, UnsupportedError):
        return _Exact(is_defined, is_calm=not f.has(*PERIODIC, sp.floor, sp.ceiling, sp.gamma, sp.factorial))


def _unsettled(near: Neighbourhood, germ: sp.Expr, limit: sp.Expr | None) -> tuple[Range | None, bool]:
    """The range of an oscillation and whether there is none in any part; not asked for where there is a limit."""
    return (None, False) if limit is not None else (oscillation(near, germ), not is_restless(near, germ))


def _by_experiment(
    f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int, parameters: Mapping[sp.Symbol, sp.Expr]
) -> Estimate:
    return estimate(lambda t: sample(f, {**parameters, x: _place(a, side, t)}))


def sample(f: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> mpmath.mpf:
    """A value for the experiment; UnsupportedError where so many terms cancel that it would take long."""
    return approximate(f, point, DIGITS, quick=True)


def _place(a: sp.Expr, side: int, t: sp.Rational) -> sp.Expr:
    return sp.sign(a) / t if a in INFINITE else a + side * t


def _table(f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int) -> tuple[Sample, ...]:
    return tuple(Sample(place, _value(f, {x: place})) for place in (_place(a, side, t) for t in _TABLE))


def _value(f: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> mpmath.mpf | None:
    try:
        return sample(f, point)
    except (UndefinedError, UnsupportedError):
        return None


# Their verdict


def _agreed(algebra: _Exact, experiment: Estimate, samples: tuple[Sample, ...]) -> OneSided:
    agree = _compatible(algebra, experiment)
    kind: Kind
    if agree is False:
        kind = "undecided"
    elif algebra.is_defined is False:
        kind = "undefined"
    elif algebra.limit is not None:
        kind = _kind(algebra.limit) if agree or algebra.is_proved else "undecided"
    elif algebra.range is not None:
        kind = "oscillates"
    else:
        kind = experiment.kind if _stands_alone(experiment, algebra) else "undecided"
    return OneSided(
        kind, algebra.limit, experiment.value, experiment.error, agree, algebra.range or experiment.range, samples
    )


def _compatible(algebra: _Exact, experiment: Estimate) -> bool | None:
    """Whether the witnesses agree; None if one of them says nothing."""
    if experiment.kind == "undecided":
        return None
    if algebra.is_defined is False or (algebra.is_defined and experiment.kind == "undefined"):
        return algebra.is_defined is False and experiment.kind == "undefined"
    if algebra.limit is not None:
        return _kind(algebra.limit) == experiment.kind and _is_near(algebra.limit, experiment)
    if algebra.range is not None:
        # Samples tell little of what has poles for ever.
        return experiment.kind == "oscillates" or (None if algebra.range[1] is sp.oo else False)
    return None


def _stands_alone(experiment: Estimate, algebra: _Exact) -> bool:
    """Whether an estimate is good enough without an exact value."""
    if experiment.kind in ("oscillates", "undefined"):
        return True
    if not (algebra.is_defined and algebra.is_calm):
        return False
    return experiment.value is None or bool(experiment.error <= max(1, abs(experiment.value)) * _COARSEST)


def _kind(limit: sp.Expr) -> Kind:
    return "finite" if limit not in INFINITE else "+inf" if limit is sp.oo else "-inf"


def _is_near(limit: sp.Expr, experiment: Estimate) -> bool:
    if experiment.value is None:
        return True
    exact = approximate(limit, {}, DIGITS)
    with mpmath.workdps(2 * DIGITS):
        return bool(abs(exact - experiment.value) <= experiment.error)


def _with_parameters(f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int, algebra: _Exact) -> OneSided:
    """The exact answer, if experiments with the parameters at some values do not contradict it."""
    if algebra.limit is None:
        return OneSided("undefined" if algebra.is_defined is False else "undecided")
    agree = _holds_in_examples(f, x, a, side, algebra.limit)
    is_settled = agree or (agree is None and algebra.is_proved)
    return OneSided(_kind(algebra.limit) if is_settled else "undecided", algebra.limit, agree=agree)


def examples(parameters: Iterable[sp.Symbol]) -> Iterator[dict[sp.Symbol, sp.Expr]]:
    """Values to try for the parameters."""
    ordered = sorted(parameters, key=str)
    for i in range(len(_EXAMPLES)):
        yield {p: sp.Rational(_EXAMPLES[(i + 2 * k) % len(_EXAMPLES)]) for k, p in enumerate(ordered)}


_FUNCTIONS = tuple(
    sp.Lambda(u, form)
    for u in [sp.Dummy("u", real=True)]
    for form in (2 + sp.sin(u), sp.exp(u / 2), 3 + u**2 / 7, 5 + sp.cos(2 * u), u**3 + u + 40, sp.atan(u) + 4)
)


def _with_known_functions(e: sp.Expr) -> sp.Expr:
    """`e` with known functions and their derivatives for f, f', g ..., so that it has values."""
    names = sorted({type(part).__name__.rstrip("'") for part in e.atoms(AppliedUndef)})
    for name, known in zip(names, _FUNCTIONS, strict=False):
        e = e.replace(
            lambda part, name=name: isinstance(part, AppliedUndef) and type(part).__name__.rstrip("'") == name,
            lambda part, known=known: _differentiated(known, type(part).__name__.count("'"))(*part.args),
        )
    return e


def _differentiated(f: sp.Lambda, times: int) -> sp.Lambda:
    (u,) = f.variables
    return sp.Lambda(u, sp.diff(f.expr, u, times))


def _holds_in_examples(f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int, limit: sp.Expr) -> bool | None:
    """Whether the limit is right at a few values of the parameters; None if too few could be tried."""
    f, limit = _with_known_functions(f), _with_known_functions(limit)
    tried = 0
    for values in examples((f.free_symbols | a.free_symbols) - {x}):
        verdict = _holds_at(f, x, value_at(a, values) if a not in INFINITE else a, side, limit, values)
        if verdict is False:
            return False
        tried += verdict is True
        if tried == _EXAMPLES_NEEDED:
            return True
    return None


def _holds_at(
    f: sp.Expr, x: sp.Symbol, a: sp.Expr, side: int, limit: sp.Expr, values: Mapping[sp.Symbol, sp.Expr]
) -> bool | None:
    try:
        expected = limit if limit in INFINITE else value_at(limit, values)
    except (UndefinedError, UnsupportedError):
        return None
    experiment = _by_experiment(f, x, a, side, values)
    if experiment.kind in ("undefined", "undecided"):
        return None
    return _compatible(_Exact(True, expected), experiment)
