"""How a study was found: the derivatives, where they are 0, their signs in between, and the limits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.algebra.root import Root, Roots
from calc_cli.calculus.derivative.derivative import derive
from calc_cli.calculus.derivative.steps import with_steps
from calc_cli.calculus.steps import Step
from calc_cli.calculus.study.chart import value_at_roots

if TYPE_CHECKING:
    from calc_cli.calculus.study.study import Study


def work(s: "Study") -> Iterator[Step]:
    """Yield the derivations of f' and f''; then, of f, f' and f'', each zero and one value in each interval."""
    x, f = s.function.variable, s.function.typed
    yield from with_steps(derive(s.function, order=2)).steps
    zeros: tuple[tuple[str, sp.Expr, Roots], ...] = (
        ("f", f, s.zeros), ("f'", s.first, s.chart.critical), ("f''", s.second, s.chart.turns),
    )  # fmt: skip
    for name, e, found in zeros:
        factored = sp.factor(e)
        if found.roots and e.is_Add and factored.is_Mul:
            yield Step(f"{name} in factors", e, factored, at={})
        yield from (Step(f"{name} is 0 at", e, sp.S.Zero, at={x: root.shown}) for root in found.roots)
        if name != "f":
            inside = (piece.cell.inside for piece in s.chart.pieces if piece.is_defined)
            yield from (Step(f"{name} at", e, value_at_roots(e, {x: Root(at)}), at={x: at}) for at in inside)
    for place in s.chart.places:
        for side, limit in (("left", place.left), ("right", place.right)):
            if limit is not None and limit is not sp.nan and not place.is_continuous:
                yield Step(f"limit from the {side} at", f, limit, at={x: place.x})
    yield from (Step("limit at", f, limit, at={x: to}) for to, limit in s.ends if limit is not sp.nan)
