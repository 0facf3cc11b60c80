"""Unknown functions, f(x) and f(x, y), and what has no derivative because calc cannot write it."""

from collections.abc import Callable, Iterable

import sympy as sp

from calc_cli.algebra.functions import abstract
from calc_cli.errors import UnsupportedError


def primed(e: sp.Expr, u: sp.Expr | None = None) -> sp.Expr:
    """Return f'(u) for f(u), f''(u) for f'(u); `u` stands for the argument if it is given."""
    name = e.func.__name__
    bare = name.rstrip("'")
    return abstract(bare, len(name) - len(bare) + 1)(e.args[0] if u is None else u)


def check_has_partials(f: sp.Expr) -> None:
    """Raise UnsupportedError unless `f` is an unknown function of distinct variables: only that has a notation."""
    if len(set(f.args)) < len(f.args) or not all(isinstance(argument, sp.Symbol) for argument in f.args):
        raise UnsupportedError(
            f"calc has no notation for the partial derivatives of {f}",
            hint="write an unknown function of several arguments with distinct variables, as f(x, y)",
        )


def check_fixed(bounds: Iterable[sp.Expr], varies: Callable[[sp.Expr], bool], x: sp.Symbol) -> None:
    """Raise UnsupportedError if a bound of a sum or product varies with `x`."""
    if any(map(varies, bounds)):
        raise UnsupportedError(f"calc has no rule for bounds that vary with {x}: they count whole numbers")
