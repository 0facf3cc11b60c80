"""A derivative on a page, of a function, on the curve of an equation or of an inverse: how it is found, its value."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import sympy as sp

from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.result import Rate
from calc_cli.render.box import Style, beside, line
from calc_cli.render.display import Display, Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.syntax.words import canonical

if TYPE_CHECKING:  # a function is seldom given by an equation
    from calc_cli.calculus.implicit.implicit import Implicit
    from calc_cli.calculus.implicit.inverse import Inverse


class DerivativePage(PageBuilder[Derivative]):
    """The function with d/dx before it, the derivative, its value, the experiment; one method a paragraph."""

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
        self.domain(d.domain)
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
        from calc_cli.render.pages.limit import quotient_rows  # only who experiments pays for this import

        self.sheet.gap()
        for pieces in quotient_rows(
            self.found.experiment, f"({f}({a} + h) {self.signs.minus} {f}({a}))/h", self.signs, self.display.width
        ):
            self.sheet.add(*pieces)


class ImplicitPage(PageBuilder["Implicit"]):
    """As a teacher writes it: differentiate both sides, collect dy/dx, solve."""

    found: "Implicit"

    def write(self) -> None:
        self.derivation()
        self.place()
        self.check(self.found.check)

    def derivation(self) -> None:
        """Write the lines that lead to dy/dx, and with steps all that they rest on and those to further derivatives."""
        found = self.found
        if found.steps:
            self.steps(found.steps)
            self.domain(found.domain)
            return
        for steps in found.derivation[:1]:
            self.steps([replace(step, children=(), applied=None, using=()) for step in steps[:-1]])
        for order, derivative in enumerate(found.derivatives, 1):
            is_last = order == found.order
            after = self.holds_for(found.domain) if is_last else ""
            self.formula(self.order(order), derivative, Style.RESULT if is_last else Style.TEXT, after=after)
        if found.uses_equation:
            self.sheet.add_text("with the equation used", Style.ASIDE, indent=2)

    def order(self, order: int) -> str:
        """dy/dx, d²y/dx², with ∂ where other variables occur."""
        y, x, _ = self.found.rate.args
        return self.text(self.found.rate.func(y, x, sp.Integer(order)))

    def place(self) -> None:
        """Write the derivative at the point, and the tangent."""
        found = self.found
        if found.at is None or (found.value is None and found.tangents is None):
            return
        self.sheet.add_text(f"at {self.point(found.at)}:")
        if found.order > 1 and found.slope is not None:
            self.quantity(self.order(1), found.slope, Style.TEXT)
        if found.value is not None:
            self.quantity(self.order(found.order), found.value)
        if found.tangents is not None:
            self.tangents(found.tangents, 2, self.signs.name(found.curve.y.name))
        elif found.tangent is not None:
            self.formula(f"tangent: {self.signs.name(found.curve.y.name)}", found.tangent, indent=2)


class InversePage(PageBuilder["Inverse"]):
    """The function, its derivative, the rule 1/f'(x), and at a value where f takes it."""

    def __init__(self, found: "Inverse", display: Display) -> None:
        super().__init__(found, display)
        self.room = max(10, display.width - 24)
        self.x, self.y = (self.signs.name(s.name) for s in (found.x, found.y))
        self.inverse = "f⁻¹" if display.unicode else "f^-1"

    def write(self) -> None:
        self.function()
        self.rule()
        self.place()
        self.check(self.found.check)

    def function(self) -> None:
        """Write f and its derivative."""
        derivative = self.found.derivative
        self.formula(f"{self.y} = f({self.x})", derivative.typed, Style.TEXT, typed=True)
        if derivative.steps:
            self.steps(derivative.steps)
        self.formula(f"f{self.signs.prime}({self.x})", derivative.result, Style.TEXT)

    def rule(self) -> None:
        """Write the reciprocal of f', and the inverse with its derivative if it is explicit."""
        found = self.found
        rule = f"d{self.x}/d{self.y} = 1/f{self.signs.prime}({self.x})"
        if found.explicit is None:
            self.formula(rule, found.result)
            return
        self.formula(rule, found.reciprocal, Style.TEXT)
        self.formula(f"{self.x} = {self.inverse}({self.y})", found.explicit, Style.TEXT)
        left = f"({self.inverse}){self.signs.prime}({self.y})"
        self.formula(left, found.result, after=self.holds_for(found.domain))

    def place(self) -> None:
        """Where f takes the value, its slope there, and the reciprocal."""
        found = self.found
        if found.at is None or found.value is None or found.preimage is None:
            return
        at, x0 = (self.text(e) for e in (found.at, found.preimage))
        self.sheet.add_text(f"at {self.y} = {at}:")
        is_exact = not found.preimage.is_Float
        left, right = (f"f({x0})", found.at) if is_exact else (self.x, found.preimage)
        self.value(left, right, is_exact=is_exact)
        if found.slope is not None:
            self.value(f"f{self.signs.prime}({x0 if is_exact else self.x})", found.slope, is_exact=is_exact)
        self.value(f"({self.inverse}){self.signs.prime}({at})", found.value, Style.RESULT, is_exact=is_exact)

    def value(self, left: str, value: sp.Expr, style: Style = Style.TEXT, *, is_exact: bool = True) -> None:
        sign = " =" if is_exact else f" {self.signs.almost}"
        self.equation(left, self.box(value, self.room), style, sign=sign, behind=self.about(value), indent=2)


PAGE = Page(DerivativePage.pretty)
IMPLICIT = Page(ImplicitPage.pretty)
INVERSE = Page(InversePage.pretty)
