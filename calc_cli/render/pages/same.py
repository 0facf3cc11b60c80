"""Two expressions on a page, with the sign between them that is right."""

from calc_cli.calculus.equality.components import Sameness
from calc_cli.render.box import Style
from calc_cli.render.check import words_of
from calc_cli.render.display import Display, Page
from calc_cli.render.latex import latex as latex_of
from calc_cli.render.page_builder import PageBuilder

_WORDS = {True: "equal", False: "not equal", None: "undecided"}


def latex(found: Sameness, display: Display) -> str:  # noqa: ARG001 - one signature for all results
    """Return both with the sign between them that is right."""
    sign = {True: "=", False: r"\ne", None: r"\overset{?}{=}"}[found.check.is_correct]
    return f"{latex_of(found.first, typed=True)} {sign} {latex_of(found.second, typed=True)}"


class SamenessPage(PageBuilder[Sameness]):
    """Both with the sign between them that is right, and what is to be said."""

    def write(self) -> None:
        check, signs = self.found.check, self.signs
        sign = {True: " =", False: f" {signs.relations['!=']}", None: " =?"}[check.is_correct]
        room = self.display.width - len(sign) - 1
        left, right = (self.notation.box(e, room, typed=True) for e in (self.found.first, self.found.second))
        self.equation(left, right, Style.TEXT, sign=sign)
        words = words_of(self.notation, "the first", "the second")
        self.verdict(_WORDS[check.is_correct] + words.certainty(check), check.is_correct)
        self.sentences(words.sentences(check))


PAGE = Page(SamenessPage.pretty, latex=latex)
