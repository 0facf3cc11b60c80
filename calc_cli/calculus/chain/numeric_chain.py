"""The chain rule along the graph in numbers with error bounds, where formulas would be too long: reverse mode."""

from collections.abc import Mapping

import sympy as sp
from mpmath import libmp

from calc_cli.algebra import ball
from calc_cli.algebra.conditions import smoothness
from calc_cli.algebra.walker import UndecidedError, Walker
from calc_cli.calculus.chain.system import System
from calc_cli.errors import UnsupportedError, UsageError

_MOST_BITS = 20_000


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
    bits = int(digits * 3.33) + 40
    while bits < _MOST_BITS:
        try:
            found = _swept(system, output, locals_, at, bits)
        except UndecidedError:
            found = {}
        if found and all(_is_precise(value, digits) for value in found.values()):
            return {name: _float(value, digits) for name, value in found.items()}
        bits *= 2
    raise UnsupportedError("the value could not be computed: its terms cancel")


def _swept(
    system: System,
    output: sp.Symbol,
    locals_: Mapping[tuple[sp.Symbol, sp.Symbol], sp.Expr],
    at: Mapping[sp.Symbol, sp.Expr],
    bits: int,
) -> dict[sp.Symbol, ball.Value]:
    """Forward for the values, backward for the derivatives."""
    place = Walker({}, bits, {})
    values: dict[sp.Basic, ball.Value] = {x: place.value(value) for x, value in at.items()}
    for name in system.order:
        values[name] = Walker(values, bits, {}).value(system.formulas[name].typed)
    found: dict[sp.Symbol, ball.Value] = {output: 1}
    walker = Walker(values, bits, {})
    for name in reversed(system.order):
        if name not in found:
            continue
        for parent in system.parents[name]:
            if (name, parent) not in locals_:
                continue
            _check_smooth(system.formulas[name].typed, parent, walker)
            term = ball.product((found[name], walker.value(locals_[name, parent])), bits)
            found[parent] = ball.total((found[parent], term), bits) if parent in found else term
    return found


def _check_smooth(typed: sp.Expr, x: sp.Symbol, walker: Walker) -> None:
    for condition in smoothness(typed, x):
        if walker.truth(condition) is not True:
            raise UnsupportedError(f"at this point the right side {typed} may not be differentiable in {x}")


def _is_precise(value: ball.Value, digits: int) -> bool:
    if not isinstance(value, tuple):
        return True
    return value[1] < ball.magnitude(value[0]) - 3.33 * digits - 4


def _float(value: ball.Value, digits: int) -> sp.Expr:
    middle, _ = ball.ball(value, int(digits * 3.33) + 20)
    return sp.Float(libmp.to_str(middle, digits + 5), digits)
