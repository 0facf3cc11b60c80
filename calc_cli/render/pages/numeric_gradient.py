"""A gradient in numbers alone on a page: a line for each partial derivative."""

from calc_cli.calculus.graph.gradient import NumericGradient
from calc_cli.calculus.result import Rate
from calc_cli.render.box import line
from calc_cli.render.display import Display
from calc_cli.render.numbers import in_decimals
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import Style


def numeric_page(g: NumericGradient, display: Display) -> str:
    """Return a line for each partial derivative, and the notes."""
    page = PageBuilder(display)
    names = [page.rate(Rate(g.letter, (x.name,))) for x in g.variables]
    width = max(map(len, names))
    for name, exact in zip(names, g.values, strict=True):
        value = in_decimals(exact, display.digits)
        sign = page.signs.almost if value.is_Float else "="
        page.sheet.add((line(f"{name:<{width}} {sign} "), Style.TEXT), (page.notation.box(value, None), Style.RESULT))
    page.notes(g.notes)
    return page.finished()
