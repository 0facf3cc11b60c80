"""A derivative on a page: d/dx of the function, the derivative, the value at the point, the experiment, the notes."""

import re

from calc_cli.calculus.derivative.derivative import Derivative
from calc_cli.calculus.result import Rate
from calc_cli.render.box import Box, beside, line
from calc_cli.render.display import Display
from calc_cli.render.numbers import in_decimals
from calc_cli.render.page import Page
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.point_lines import about
from calc_cli.render.sheet import Piece, Style
from calc_cli.syntax.words import canonical


def pretty(d: Derivative, display: Display) -> str:
    """Return the page as text, with colours if `display` has them."""
    page = DerivativePage(d, display)
    page.derivation() if d.steps else page.equation()
    page.value()
    page.tangents(d.tangents)
    page.experiment()
    page.check(d.check, gap=False, of="the derivative" if d.tangents is None else "the tangent")
    page.notes(d.notes)
    return page.finished(d.picture)


PAGE = Page(pretty)


class DerivativePage(PageBuilder):
    """One method a paragraph."""

    def __init__(self, d: Derivative, display: Display) -> None:
        super().__init__(display)
        self.d = d

    def equation(self) -> None:
        """d/dx (3x² − 4x) = 6x − 4, or for a function with a name f(x) = 3x² − 4x, then f′(x) = 6x − 4."""
        d, room = self.d, self.display.width
        result = in_decimals(d.result, self.display.digits)
        if d.name is None:
            operator = line(f"{self.operator()} ")
            function = self.notation.operand(d.typed, room - operator.width)
            left = beside([operator, function])
        else:
            left = line(self.derivative_of(self.function(d.name)))
        right = self.notation.box(result, room - 4)
        beside_left = room - left.width - 3
        if right.width > beside_left and self.notation.fits(result, beside_left):
            narrow = self.notation.box(result, beside_left)
            right = narrow if narrow.height <= right.height else right
        self.sides(left, (right, Style.RESULT), self.domain())

    def function(self, named: str) -> str:
        """f(x) = 3x² − 4x, as it was understood."""
        name = self.notation.name(named)
        typed = self.notation.box(self.d.typed, self.display.width - len(name) - 3, typed=True)
        self.sides(line(name), (typed, Style.TEXT))
        return name

    def derivation(self) -> None:
        """Write the steps, which end in the result, and where it holds."""
        d = self.d
        if d.name is not None:
            name = self.notation.name(d.name)
            self.sides(
                line(name), (self.notation.box(d.typed, self.display.width - len(name) - 3, typed=True), Style.TEXT)
            )
            self.sheet.gap()
        self.steps([step for step in d.steps if step.result != d.value or step.variable is not None])
        if d.domain:
            self.sheet.add_text(self.domain(), Style.ASIDE, indent=2)
        if d.at:
            self.sheet.gap()

    def sides(self, left: Box, right: Piece, after: str = "") -> None:
        """Both sides with = between, on two lines if there is no room, and then the condition under which it holds."""
        equals = line(" = ")
        width = left.width + 3 + right[0].width
        pieces: list[Piece] = [(left, Style.TEXT), (equals, Style.TEXT), right]
        indent = 0
        if width > self.display.width:
            self.sheet.add((left, Style.TEXT))
            pieces, indent, width = [(line("= "), Style.TEXT), right], 2, right[0].width + 4
        if after and width + 3 + len(after) <= self.display.width:
            pieces.append((line(f"   {after}"), Style.ASIDE))
            after = ""
        self.sheet.add(*pieces, indent=indent)
        if after:
            self.sheet.add_text(after, Style.ASIDE, indent=2)

    def domain(self) -> str:
        if not self.d.domain:
            return ""
        return f"for {self.notation.conditions(self.d.domain)}"

    def operator(self, of: str = "") -> str:
        """d/dx, d²/dx², ∂/∂x where other variables occur."""
        is_partial = bool(self.d.typed.free_symbols - {self.d.variable})
        return self.rate(Rate(of, (self.d.variable.name,) * self.d.order, is_partial))

    def derivative_of(self, name: str) -> str:
        """f′(x) of f(x), dy/dx of y."""
        found = re.fullmatch(r"([^()]+)\(([^(),]+)\)", name)
        if found is not None and canonical(found[2]) == self.d.variable.name and self.d.order <= 3:
            plain_primes = found[1].replace(self.signs.prime, "'") + "'" * self.d.order
            return f"{self.signs.primes(plain_primes)}({found[2]})"
        return self.operator(name.partition("(")[0])

    def value(self) -> None:
        """At x = π/3: √3/2 ≈ 0.866025."""
        d = self.d
        if d.at is None or d.value is None:
            return
        point = f"at {self.point(d.at)}: "
        number: list[Piece] = [(self.box(d.value, self.display.width - 2), Style.RESULT)]
        if self.display.digits is None and d.approx is not None and not d.value.is_Integer:
            number.append((line(about(d.value, self.signs)), Style.TEXT))
        if len(point) + sum(box.width for box, _ in number) <= self.display.width:
            self.sheet.add((line(point), Style.TEXT), *number)
        else:
            self.sheet.add_text(point.rstrip())
            self.stack(number)

    def stack(self, pieces: list[Piece]) -> None:
        if sum(box.width for box, _ in pieces) + 2 <= self.display.width:
            self.sheet.add(*pieces, indent=2)
            return
        for piece in pieces:
            self.sheet.add((line(piece[0].text.lstrip()), piece[1]) if piece[0].height == 1 else piece, indent=2)

    def experiment(self) -> None:
        """Write the difference quotients of the definition, the digits that have settled in another style."""
        if not self.d.experiment or self.d.at is None:
            return
        f = "f" + self.signs.prime * (self.d.order - 1) if self.d.order < 4 else f"f^({self.d.order - 1})"
        a = self.text(self.d.at[self.d.variable])
        from calc_cli.render.pages.samples import quotient_rows  # only who experiments pays for this import

        self.sheet.gap()
        for pieces in quotient_rows(
            self.d.experiment, f"({f}({a} + h) {self.signs.minus} {f}({a}))/h", self.signs, self.display.width
        ):
            self.sheet.add(*pieces)
