"""The tangent and the normal of a curve or surface at a point, and where its graph lies, on any page."""

from typing import TYPE_CHECKING

from calc_cli.calculus.derivative.tangent import Approximation, Tangents
from calc_cli.render.sheet import FIRM

if TYPE_CHECKING:
    from calc_cli.render.page_builder import PageBuilder

_POSITIONS = {
    "above": "the graph lies above its tangent, so that this is too small",
    "below": "the graph lies below its tangent, so that this is too large",
    "crosses": "the graph crosses its tangent: this is too small on one side and too large on the other",
    "on": "the graph is its tangent: this is exact",
}


def add_tangents(page: "PageBuilder", found: Tangents, indent: int) -> None:
    """Write `tangent: y = 2x − 3`, the same for the normal, and how good the linear approximation is."""
    for tangent in found.lines:
        side = "" if tangent.side is None else f" from the {tangent.side}"
        for name, equations in (("tangent", (tangent.equation,)), ("normal", tangent.normal)):
            first, *more = equations
            page.formula(f"{name}{side}: {page.text(first.lhs)}", first.rhs, indent=indent)
            for equation in more:
                page.formula(f"{' ' * len(name)}  {page.text(equation.lhs)}", equation.rhs, indent=indent)
    if found.approximation is not None:
        _approximate(page, found.approximation, indent)


def _approximate(page: "PageBuilder", found: Approximation, indent: int) -> None:
    """Write f ≈ 2x − 3, and by which derivative it is known where the graph lies."""
    if found.position is None:
        return
    because = ""
    if found.definiteness is not None:
        because = f" as the Hessian is {found.definiteness},"
    elif found.order is not None and found.derivative is not None:
        prime = page.signs.primes("'" * found.order) if found.order < 4 else f"^({found.order})"
        because = f" as f{prime} = {page.text(found.derivative)} there,"
    said = f"near the point f {page.signs.almost} {page.text(found.line)}:{because} {_POSITIONS[found.position]}"
    page.sheet.add_text(said.replace(" = ", f"{FIRM}={FIRM}"), indent=indent)
