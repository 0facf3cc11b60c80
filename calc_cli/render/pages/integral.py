"""An integral on a page: the antiderivative with its constant, or the number and what both witnesses say of it."""

import sympy as sp

from calc_cli.algebra import unevaluated
from calc_cli.calculus.integrals.antiderivative import SIDES, Antiderivative
from calc_cli.calculus.integrals.integral import Integral
from calc_cli.calculus.result import NoAnswer
from calc_cli.render.box import Box, Style, beside, line
from calc_cli.render.display import Display, Page
from calc_cli.render.latex import as_latex
from calc_cli.render.no_answer import why_no_number
from calc_cli.render.numbers import decimal
from calc_cli.render.page_builder import PageBuilder

_MOST_DIGITS = 12


def latex(found: Antiderivative | Integral, display: Display) -> str:
    """Return the answer, an antiderivative with its constant."""
    text = as_latex(found, display)
    is_formula = isinstance(found, Antiderivative) and found.verdict is None and not found.steps
    return f"{text} + C" if text and is_formula else text


class IntegralPage(PageBuilder[Antiderivative | Integral]):
    """One method a paragraph."""

    def write(self) -> None:
        found = self.found
        if isinstance(found, Integral):
            self.definite(found)
        else:
            self.indefinite(found)
        if found.steps:
            self.sheet.gap()
            self.steps(found.steps)
        if isinstance(found, Integral):
            self.judged(found.check, "the integral", "that it diverges")
        else:
            self.check(found.check, *SIDES, gap=False)

    def indefinite(self, found: Antiderivative) -> None:
        """Write ∫ f dx = F + C, and where it holds."""
        left = self.integral(found.typed, found.variable)
        if found.result is None:
            self.equation(left, line("?"), Style.TEXT)
            reason = str(found.answer.reason)
            self.sheet.add_text(f"{reason[0].upper()}{reason[1:]}. With --from and --to there is a number.")
            return
        right = beside([self.box(found.result, self.display.width - 8), line(" + C")])
        self.equation(left, right, after=self.holds_for(found.conditions))
        if found.gaps:
            where = self.notation.conditions(found.gaps)
            self.sheet.add_text(f"on each interval where {where}", Style.ASIDE, indent=2)

    def definite(self, found: Integral) -> None:
        """Write the integral and its value, then what it rests on."""
        left = self.integral(found.typed, found.variable, found.low, found.high)
        answer = found.answer
        if isinstance(answer, NoAnswer):
            is_divergent = found.definite.converges is False
            self.equation(left, line("diverges" if is_divergent else "?"), sign="" if is_divergent else " =")
            reason = why_no_number(found, self.text)
            self.sheet.add_text(self.notation.words(f"{reason[0].upper()}{reason[1:]}."))
        else:
            sign = f" {self.signs.almost}" if found.value is None else " ="
            value = self.box(answer, self.display.width - 4)
            self.equation(left, value, sign=sign, behind=self.about(answer), after=self.holds_for(found.domain))
        if found.antiderivative is not None:
            self.formula("antiderivative", found.antiderivative, Style.TEXT)
        self.witness(found)

    def witness(self, found: Integral) -> None:
        """Write the measured value and its error, and whether both agree."""
        number = found.definite.measured
        if number is None:
            return
        value = self.signs.number(decimal(found.sign * number.value, min(found.known_digits, _MOST_DIGITS)))
        error = self.signs.number(decimal(number.error, 1))
        how = "enclosed by Arb to within" if number.is_enclosed else "by quadrature, believed to be within"
        self.sheet.add_text(f"measured: {value}, {how} {error}")
        if found.definite.agree:
            self.sheet.add_text("Algebra and the measurement agree.")

    def integral(self, typed: sp.Expr, x: sp.Symbol, *bounds: sp.Expr) -> Box:
        """Return ∫ f dx."""
        written = unevaluated.integral(typed, x, *map(unevaluated.in_order, bounds))
        return self.notation.box(written, self.display.width, typed=True)


PAGE = Page(IntegralPage.pretty, latex=latex)
