"""Two expressions on a page, with the sign between them that is right."""

from calc_cli.calculus.equality.sameness import Sameness
from calc_cli.render.box import line
from calc_cli.render.check import words_of
from calc_cli.render.display import Display
from calc_cli.render.latex import latex as latex_of
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import VERDICTS, Piece, Style

_WORDS = {True: "equal", False: "not equal", None: "undecided"}


def latex(found: Sameness, display: Display) -> str:  # noqa: ARG001 - one signature for all results
    """Return both with the sign between them that is right."""
    sign = {True: "=", False: r"\ne", None: r"\overset{?}{=}"}[found.check.is_correct]
    return f"{latex_of(found.first, typed=True)} {sign} {latex_of(found.second, typed=True)}"


def pretty(found: Sameness, display: Display) -> str:
    """Return both with the sign between them that is right, and what is to be said."""
    page = PageBuilder(display)
    sign = {True: " = ", False: f" {page.signs.relations['!=']} ", None: " =? "}[found.check.is_correct]
    room = display.width - len(sign)
    left, right = (page.notation.box(e, room, typed=True) for e in (found.first, found.second))
    pieces: list[Piece] = [(line(sign), Style.TEXT), (right, Style.TEXT)]
    if left.width + len(sign) + right.width <= display.width:
        page.sheet.add((left, Style.TEXT), *pieces)
    else:
        page.sheet.add((left, Style.TEXT))
        page.sheet.add(*pieces)
    words = words_of(page.notation, "the first", "the second")
    page.sheet.add(
        (line(_WORDS[found.check.is_correct] + words.certainty(found.check)), VERDICTS[found.check.is_correct])
    )
    for sentence in words.sentences(found.check):
        page.sheet.add_text(page.notation.words(sentence), indent=2)
    page.notes(found.notes)
    return page.finished()


PAGE = Page(pretty, latex=latex)
