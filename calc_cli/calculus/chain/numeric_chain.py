"""The chain rule along the graph in enclosures, where formulas would be too long: reverse mode."""

from collections.abc import Mapping

import sympy as sp
from flint import fmpq

from calc_cli.algebra.conditions import smoothness
from calc_cli.algebra.enclosures import evaluation
from calc_cli.algebra.enclosures.arithmetic import product, total
from calc_cli.algebra.enclosures.compilation import Evaluation
from calc_cli.algebra.enclosures.enclosure import UndecidedError, Value, as_float, is_wide, precision_of
from calc_cli.algebra.enclosures.precision import raised
from calc_cli.calculus.chain.system import System
from calc_cli.errors import UnsupportedError, UsageError

_MOST_BITS = 20_000

_GUARD = 20
"""Bits beyond those asked for, which rounding may use up."""


def adjoints(
    system: System,
    output: sp.Symbol,
    locals_: Mapping[tuple[sp.Symbol, sp.Symbol], sp.Expr],
    at: Mapping[sp.Symbol, sp.Expr],
    digits: int,
) -> dict[sp.Symbol, sp.Expr]:
    """Return the derivatives of `output` in all variables it depends on, in decimals correct to `digits`.

    Raises UndefinedError where a right side has no value, UnsupportedError where it may not be differentiable.
    """
    missing = [x for x in system.inputs if x not in at]
    if missing:
        raise UsageError(f"the point gives no value to {missing[0]}", hint=f"for example --at {missing[0]}=1")
    needed = precision_of(digits)

    def ask() -> dict[sp.Symbol, Value]:
        found = _swept(system, output, locals_, at)
        for name, value in found.items():
            if is_wide(value, needed):
                raise UndecidedError((name, ()), value)
        return found

    found = raised(ask, lambda *_: False, needed + _GUARD, _MOST_BITS)
    return {name: as_float(value, digits) for name, value in found.items()}


def _swept(
    system: System,
    output: sp.Symbol,
    locals_: Mapping[tuple[sp.Symbol, sp.Symbol], sp.Expr],
    at: Mapping[sp.Symbol, sp.Expr],
) -> dict[sp.Symbol, Value]:
    """Go forward for the values, backward for the derivatives."""
    values: dict[sp.Basic, Value] = {x: evaluation.value(value, Evaluation({}, {})) for x, value in at.items()}
    place = Evaluation(values, {})
    for name in system.order:
        values[name] = evaluation.value(system.formulas[name].typed, place)
    found: dict[sp.Symbol, Value] = {output: fmpq(1)}
    for name in reversed(system.order):
        if name not in found:
            continue
        for parent in system.parents[name]:
            if (name, parent) not in locals_:
                continue
            _check_smooth(system.formulas[name].typed, parent, place)
            term = product((found[name], evaluation.value(locals_[name, parent], place)))
            found[parent] = total((found[parent], term)) if parent in found else term
    return found


def _check_smooth(typed: sp.Expr, x: sp.Symbol, place: Evaluation) -> None:
    for condition in smoothness(typed, x):
        if not evaluation.truth(condition, place):
            raise UnsupportedError(f"at this point the right side {typed} may not be differentiable in {x}")
