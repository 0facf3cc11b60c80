"""The experiment; and examples of parameters and unknown functions, at which a general answer is tried."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.assumptions import assumed_conditions, within
from calc_cli.algebra.evaluate import all_hold, approximate, value_at
from calc_cli.calculus.limits.extrapolation import DIGITS, Estimate, estimate
from calc_cli.calculus.limits.neighbourhood import Approach
from calc_cli.calculus.limits.numbers import INFINITE
from calc_cli.errors import UndefinedError, UnsupportedError

Values = Mapping[sp.Symbol, sp.Expr]

_NEEDED = 2
_VALUES = ("3/2", "7/5", "17/7", "-5/3", "1/3", "-3/7", "9/4")


@cache
def _functions() -> tuple[sp.Lambda, ...]:
    u = sp.Dummy("u", real=True)
    forms = (2 + sp.sin(u), sp.exp(u / 2), 3 + u**2 / 7, 5 + sp.cos(2 * u), u**3 + u + 40, sp.atan(u) + 4)
    return tuple(sp.Lambda(u, form) for form in forms)


def examples(parameters: Iterable[sp.Symbol]) -> Iterator[Mapping[sp.Symbol, sp.Expr]]:
    """Yield values to try for the parameters, within what is known of them."""
    ordered = sorted(parameters, key=str)
    for i in range(len(_VALUES)):
        point = within({p: sp.Rational(_VALUES[(i + 2 * k) % len(_VALUES)]) for k, p in enumerate(ordered)})
        if all_hold(assumed_conditions(point), point) is not False:
            yield point


def with_known_functions(e: sp.Expr) -> sp.Expr:
    """Return `e` with known functions and their derivatives for f, f', g ..., so that it has values."""
    names = sorted({type(part).__name__.rstrip("'") for part in e.atoms(AppliedUndef)})
    for name, known in zip(names, _functions(), strict=False):
        e = e.replace(
            lambda part, name=name: isinstance(part, AppliedUndef) and type(part).__name__.rstrip("'") == name,
            lambda part, known=known: _differentiated(known, type(part).__name__.count("'"))(sp.Add(*part.args)),
        )
    return e.doit() if e.has(sp.Derivative) else e


def _differentiated(f: sp.Lambda, times: int) -> sp.Lambda:
    (u,) = f.variables
    return sp.Lambda(u, sp.diff(f.expr, u, times))


def by_experiment(f: sp.Expr, approach: Approach, parameters: Mapping[sp.Symbol, sp.Expr]) -> Estimate:
    """Return the estimate by samples, with values for parameters."""
    return estimate(lambda t: sample(f, {**parameters, approach.x: approach.at(t)}))


def sample(f: sp.Expr, point: Mapping[sp.Symbol, sp.Expr]) -> mpmath.mpf:
    """Return a value for the experiment; UnsupportedError where so many terms cancel that it would take long."""
    return approximate(f, point, DIGITS, quick=True)


def parameters_of(f: sp.Expr, approach: Approach) -> set[sp.Symbol]:
    """Return the other variables."""
    return (f.free_symbols | approach.a.free_symbols) - {approach.x}


def holds_in_examples(
    f: sp.Expr, approach: Approach, limit: sp.Expr, experiment: Callable[[sp.Expr, Approach, Values], Estimate]
) -> bool | None:
    """Return whether the limit is right at a few values of the parameters; None if too few could be tried."""
    f, limit = with_known_functions(f), with_known_functions(limit)
    tried = 0
    for values in examples(parameters_of(f, approach)):
        try:
            a, expected = (each if each in INFINITE else value_at(each, values) for each in (approach.a, limit))
        except (UndefinedError, UnsupportedError):
            continue
        found = experiment(f, Approach(approach.x, a, approach.side), values)
        if found.kind in ("undefined", "undecided"):
            continue
        if not found.is_near(expected):
            return False
        tried += 1
        if tried == _NEEDED:
            return True
    return None
