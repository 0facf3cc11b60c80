"""A picture on a page, with the notes below; as plain text the picture alone, or in a file."""

from typing import TYPE_CHECKING, Any, TypeAlias

from calc_cli.calculus.plot.plot import Plot
from calc_cli.errors import UnsupportedError
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder

if TYPE_CHECKING:
    from calc_cli.calculus.plot.field import Field

Picture: TypeAlias = "Plot | Field"


def plain(picture: Picture, display: Display) -> str:
    """Return the picture as lines of text."""
    from calc_cli.render.plot.terminal import terminal

    return terminal(picture, display)


class PicturePage(PageBuilder[Picture]):
    """The notes, which stand below the picture."""

    @classmethod
    def pretty(cls, found: Picture, display: Display) -> str:
        """Return the picture with the notes below."""
        return "\n".join(filter(None, (plain(found, display), super().pretty(found, display))))

    def write(self) -> None:
        """Write nothing: the picture is the answer."""


def save(result: Any, display: Display) -> None:
    """Save a picture, or that which stands beside a result, in the reader's file."""
    from calc_cli.calculus.plot.field import Field
    from calc_cli.render.files import replace_whole
    from calc_cli.render.notes import words
    from calc_cli.render.plot.figure import figure

    picture = getattr(result, "picture", result)
    if not isinstance(picture, Plot | Field):
        reason = words(result.notes[-1]) if result.notes else "calc plot draws curves and level lines"
        raise UnsupportedError("there is no picture of this", hint=reason)
    file = display.file or ""
    replace_whole(file, figure(picture, file.rpartition(".")[2].lower(), display.size))


PAGE = Page(PicturePage.pretty, plain)
