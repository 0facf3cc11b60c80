"""Examples of functions with parameters and unknown functions, at which a general answer is tried."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import sympy as sp
from sympy.core.function import AppliedUndef

from calc_cli.algebra.assumptions import within

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
        yield within({p: sp.Rational(_VALUES[(i + 2 * k) % len(_VALUES)]) for k, p in enumerate(ordered)})


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
