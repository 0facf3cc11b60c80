"""A limit on a page: with its arrow, the samples that approach it, the estimate, and the verdict in words."""

from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.limits.table import sample_table
from calc_cli.calculus.result import NoAnswer
from calc_cli.render.box import Box, beside, line
from calc_cli.render.display import Display, Page
from calc_cli.render.limit_words import ABOUT_ZERO, LimitWords, size
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.pages.samples import sample_rows

_WIDE = 60


class LimitPage(PageBuilder[Limit]):
    """One method a paragraph."""

    def __init__(self, found: Limit, display: Display) -> None:
        super().__init__(found, display)
        self.telling = LimitWords(self.text)

    def write(self) -> None:
        if self.found.steps:
            self.steps(self.found.steps)
        else:
            self.question()
            self.samples()
            self.estimate()
        self.conclusion()
        self.judged(self.found.check, "the limit", "no limit")

    def question(self) -> None:
        """Write the limit with its arrow, and what it is."""
        found, room = self.found, self.display.width
        operator = self.operator()
        function = self.notation.operand(found.typed, room - operator.width - 1)
        left = beside([operator, line(" "), function])
        if isinstance(found.answer, NoAnswer):
            is_open = found.exists is None
            self.equation(left, line("?" if is_open else "does not exist"), sign=" =" if is_open else "")
        else:
            self.equation(left, self.box(found.answer, room - 4), behind=self.about(found.answer))

    def operator(self) -> Box:
        """`lim` above x → 0."""
        to = self.found.to
        is_infinite = any(a.is_infinite for a in to.values())
        side = "" if is_infinite else {"left": "-", "right": "+", "both": ""}[self.found.side]
        return self.signs.limit([self.notation.name(x.name) for x in to], [*map(self.telling.write, to.values())], side)

    def samples(self) -> None:
        shown = sample_table(self.found)
        if shown is None:
            return
        self.sheet.gap()
        for pieces in sample_rows(shown, self.found.to, self.telling, self.signs, self.display.width):
            self.sheet.add(*pieces)
        self.sheet.gap()

    def estimate(self) -> None:
        """Write the estimate with its error."""
        found = self.found
        if found.estimate is None or found.error is None:
            return
        digits = min(found.known_digits, 10)
        error = size(found.error, 1) if found.error else "0"
        within = "within" if self.display.width < _WIDE else "believed to be within"
        self.sheet.add_text(
            f"estimate: {self.signs.number(size(found.estimate, digits))}"
            + ("" if error == ABOUT_ZERO else f", {within} {self.signs.number(error)}")
        )

    def conclusion(self) -> None:
        """Write the verdict in words."""
        found = self.found
        if found.cases:
            self.sheet.add_text(f"It depends: {self.telling.cases(found.cases)}.")
        elif found.exists is False:
            self.sheet.add_text(f"There is no limit: {self.telling.reason(found)}.")
        elif found.exists is None:
            self.sheet.add_text(f"Undecided: {self.telling.reason(found)}.")
        elif found.value is None:
            self.sheet.add_text("The limit is known by experiment only.")
        elif found.agree:
            self.sheet.add_text("Algebra and experiment agree.")


PAGE = Page(LimitPage.pretty)
