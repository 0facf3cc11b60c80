"""A picture on a page, with the notes below; as plain text the picture alone, or in a file."""

from typing import TYPE_CHECKING, TypeAlias

from calc_cli.calculus.plot.plot import Plot
from calc_cli.render.display import Display
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field

Picture: TypeAlias = "Plot | Field"


def plain(picture: Picture, display: Display) -> str:
    """Return the picture as lines of text."""
    if isinstance(picture, Plot):
        from calc_cli.render.plot.terminal import terminal

        return terminal(picture, display)
    from calc_cli.render.plot.terrain import terrain

    return terrain(picture, display)


def pretty(picture: Picture, display: Display) -> str:
    """Return the same with the notes below."""
    page = PageBuilder(display)
    page.notes(picture.notes)
    return "\n".join(filter(None, (plain(picture, display), page.finished())))


def save(picture: Picture, display: Display) -> None:
    """Save the picture in the reader's file."""
    from calc_cli.render.files import replace_whole
    from calc_cli.render.plot.figure import figure

    file = display.file or ""
    replace_whole(file, figure(picture, file.rpartition(".")[2].lower(), display.size))


PAGE = Page(pretty, plain, save=save)
