"""A picture on a page, with the notes below; as plain text the picture alone, or in a file."""

from typing import TYPE_CHECKING, TypeAlias

from calc_cli.calculus.plot.plot import Plot
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.reader import Reader

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field

Picture: TypeAlias = "Plot | Field"


def plain(picture: Picture, reader: Reader) -> str:
    """Return the picture as lines of text."""
    if isinstance(picture, Plot):
        from calc_cli.render.plot.terminal import terminal

        return terminal(picture, reader)
    from calc_cli.render.plot.terrain import terrain

    return terrain(picture, reader)


def pretty(picture: Picture, reader: Reader) -> str:
    """Return the same with the notes below."""
    page = PageBuilder(reader)
    page.notes(picture.notes)
    return "\n".join(filter(None, (plain(picture, reader), page.finished())))


def save(picture: Picture, reader: Reader) -> None:
    """Save the picture in the reader's file."""
    from calc_cli.render.files import replace_whole
    from calc_cli.render.plot.figure import figure

    file = reader.file or ""
    replace_whole(file, figure(picture, file.rpartition(".")[2].lower(), reader.size))


PAGE = Page(pretty, plain, save=save)
