"""A picture in every format that it has: one function a format, each loading only what it needs."""

from typing import TYPE_CHECKING, TypeAlias

from calc_cli.calculus.plot.plot import Plot
from calc_cli.render.look import Look
from calc_cli.render.pretty import Notation
from calc_cli.render.results.page import add_notes
from calc_cli.render.sheet import Sheet

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field

Picture: TypeAlias = "Plot | Field"


def plain(plot: Picture, look: Look) -> str:
    """Return the picture as lines of text, or save it in a file and return that file's name."""
    if look.file is not None:
        _save(plot, look.file, look)
        return look.file
    if isinstance(plot, Plot):
        from calc_cli.render.plot.terminal import terminal

        return terminal(plot, look)
    from calc_cli.render.plot.terrain import terrain

    return terrain(plot, look)


def pretty(plot: Picture, look: Look) -> str:
    """Return the same with the notes below."""
    sheet = Sheet(look.width)
    add_notes(sheet, Notation(look.unicode), plot.notes)
    return "\n".join(filter(None, (plain(plot, look), sheet.text(color=look.color))))


def json(plot: Picture, look: Look) -> str:
    """Return one JSON object on one line, after saving the picture if a file is asked for."""
    from calc_cli.render.plot.as_data import field_data, plot_data

    if look.file is not None:
        _save(plot, look.file, look)
    return plot_data(plot, look) if isinstance(plot, Plot) else field_data(plot, look)


def _save(plot: Picture, file: str, look: Look) -> None:
    from calc_cli.render.files import replace_whole
    from calc_cli.render.plot.figure import figure

    replace_whole(file, figure(plot, file.rpartition(".")[2].lower(), look.size))
