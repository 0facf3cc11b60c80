"""A derivative on a page: d/dx of the function, the derivative, the value at the point, the experiment, the notes."""

import re

from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.result import Rate
from calc_cli.render.box import beside, line
from calc_cli.render.display import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.sheet import Style
from calc_cli.syntax.words import canonical


class DerivativePage(PageBuilder[Derivative]):
    """One method a paragraph."""

    def write(self) -> None:
        if self.found.steps:
            self.derivation()
        else:
            self.question()
        self.value()
        self.tangents(self.found.tangents)
        self.experiment()
        self.check(self.found.check, gap=False, of="the derivative" if self.found.tangents is None else "the tangent")

    def question(self) -> None:
        """d/dx (3x² − 4x) = 6x − 4, or for a function with a name f(x) = 3x² − 4x, then f′(x) = 6x − 4."""
        d = self.found
        if d.name is None:
            operator = line(f"{self.operator()} ")
            left = beside([operator, self.notation.operand(d.typed, self.display.width - operator.width)])
        else:
            left = line(self.derivative_of(self.function(d.name)))
        self.formula(left, d.result, after=self.holds_for(d.domain))

    def function(self, named: str) -> str:
        """f(x) = 3x² − 4x, as it was understood."""
        name = self.notation.name(named)
        self.formula(name, self.found.typed, Style.TEXT, typed=True)
        return name

    def derivation(self) -> None:
        """Write the steps, which end in the result, and where it holds."""
        d = self.found
        if d.name is not None:
            self.function(d.name)
            self.sheet.gap()
        self.steps([step for step in d.steps if step.at is None or step.variable is not None or step.input != d.result])
        if d.domain:
            self.sheet.add_text(self.holds_for(d.domain), Style.ASIDE, indent=2)
        if d.at:
            self.sheet.gap()

    def operator(self, of: str = "") -> str:
        """d/dx, d²/dx², ∂/∂x where other variables occur."""
        is_partial = bool(self.found.typed.free_symbols - {self.found.variable})
        return self.rate(Rate(of, (self.found.variable.name,) * self.found.order, is_partial))

    def derivative_of(self, name: str) -> str:
        """f′(x) of f(x), dy/dx of y."""
        found = re.fullmatch(r"([^()]+)\(([^(),]+)\)", name)
        if found is not None and canonical(found[2]) == self.found.variable.name and self.found.order <= 3:
            plain_primes = found[1].replace(self.signs.prime, "'") + "'" * self.found.order
            return f"{self.signs.primes(plain_primes)}({found[2]})"
        return self.operator(name.partition("(")[0])

    def value(self) -> None:
        """At x = π/3: √3/2 ≈ 0.866025."""
        d = self.found
        if d.at is None or d.value is None:
            if d.missing is not None:
                self.sheet.add_text(d.missing, Style.RESULT)
            return
        value = self.box(d.value, self.display.width - 2)
        self.equation(f"at {self.point(d.at)}", value, sign=":", behind="" if d.approx is None else self.about(d.value))

    def experiment(self) -> None:
        """Write the difference quotients of the definition, the digits that have settled in another style."""
        if not self.found.experiment or self.found.at is None:
            return
        f = "f" + self.signs.prime * (self.found.order - 1) if self.found.order < 4 else f"f^({self.found.order - 1})"
        a = self.text(self.found.at[self.found.variable])
        from calc_cli.render.pages.samples import quotient_rows  # only who experiments pays for this import

        self.sheet.gap()
        for pieces in quotient_rows(
            self.found.experiment, f"({f}({a} + h) {self.signs.minus} {f}({a}))/h", self.signs, self.display.width
        ):
            self.sheet.add(*pieces)


PAGE = Page(DerivativePage.pretty)
