"""A matrix derivative on a page: the equation, where it holds, the shapes, the rules used, the value, the verdict."""

from calc_cli.calculus.matrix.derivative import MatrixDerivative
from calc_cli.calculus.matrix.expression import SCALAR, Expr, Softmax
from calc_cli.render.binding import Binding
from calc_cli.render.box import Box, Style, firm, line, matrix
from calc_cli.render.code.matrices import repeated
from calc_cli.render.display import Display, Page
from calc_cli.render.matrix.pretty import Pretty
from calc_cli.render.matrix.words import conditions, layout, number, rows, shape
from calc_cli.render.numbers import SHOWN_DIGITS
from calc_cli.render.page_builder import PageBuilder
from calc_cli.render.signs import in_ascii

_LONG = 9
"""What has so many characters gets a name, if it occurs more than once."""


class MatrixPage(PageBuilder[MatrixDerivative]):
    """One method a paragraph."""

    def __init__(self, found: MatrixDerivative, display: Display) -> None:
        super().__init__(found, display)
        self.writer = Pretty(unicode=display.unicode)

    def write(self) -> None:
        self.question()
        self.shapes()
        self.passages()
        self.value()
        self.check(self.found.check)

    def question(self) -> None:
        """∇ₓ ‖Ax − b‖² = 2Aᵀ(Ax − b)."""
        typed = self.writer.text(self.found.typed)
        if self.found.name is not None:
            self.equals(f"{self.words(self.found.name)} = ", typed, Style.TEXT)
            name = self.words(self.found.name).partition("(")[0]
            left = f"{self.operator()}{name}"
        else:
            left = f"{self.operator()} {self.writer.text(self.found.typed, Binding.PRODUCT)}"
        named = self.named()
        self.writer.named = named
        self.equals(f"{left} = ", self.writer.text(self.found.result), Style.RESULT)
        self.writer.named = {}
        for i, (part, name) in enumerate(named.items()):
            self.equals(f"{'with' if not i else 'and '} {name} = ", self.writer.text(part), Style.TEXT)
            self.writer.named = {**self.writer.named, part: name}
        self.writer.named = {}
        for intro, of_formula in (("for", False), ("in this form for", True)):
            found = [c for c in self.found.domain if c.of_formula is of_formula]
            if found:
                self.sheet.add_text(f"{intro} {conditions(found, self.writer, self.signs)}", Style.ASIDE, indent=2)

    def named(self) -> dict[Expr, str]:
        """Return names for what is long and occurs more than once in the result: s for a softmax, else u, v or w."""
        free = [letter for letter in "uvwpqr" if letter not in self.found.shapes]
        named: dict[Expr, str] = {}
        for part in repeated(self.found.result):
            stem = [s for s in "s" if isinstance(part, Softmax) and s not in (*self.found.shapes, *named.values())]
            if len(self.writer.text(part)) >= _LONG and (letters := stem or free):
                named[part] = letters.pop(0)
        return named

    def operator(self) -> str:
        """∇ₓ of a scalar or in the chapter's layout of a vector, ∂/∂x of a vector, d/dt, ∇²ₓ."""
        name = self.writer.letter(self.found.variable.name, self.found.variable)
        below = self.signs.lowered(name)
        nabla = self.signs.nabla.strip()
        if self.found.kind == "hessian":
            return f"{nabla}{'²' if self.signs.unicode else '^2'}{below}"
        if self.found.kind == "derivative" or self.found.variable.shape == SCALAR:
            return f"d/d{name}"
        if self.found.layout == "denominator":
            return f"{nabla}{below}"
        return f"{self.signs.partial}/{self.signs.partial}{name}"

    def equals(self, left: str, right: str, style: Style) -> None:
        """Both sides on one line if there is room, else the right one below, broken between its parts."""
        if len(left) + len(right) <= self.display.width:
            self.sheet.add((line(left), Style.TEXT), (line(right), style))
            return
        self.sheet.add_text(left.rstrip(), Style.TEXT)
        self.sheet.add_text(firm(right), style, indent=2)

    def shapes(self) -> None:
        times = "×" if self.signs.unicode else "x"
        letters = [f"{self.words(name)}: {shape(dims, times)}" for name, dims in self.found.shapes.items()]
        self.sheet.gap()
        self.sheet.add_text(", ".join(letters), Style.ASIDE)
        said = layout(self.found, self.writer.letter(self.found.variable.name, self.found.variable), times)
        if said:
            self.sheet.add_text(self.words(said), Style.ASIDE)

    def passages(self) -> None:
        if not self.found.shows_steps:
            return
        self.sheet.gap()
        for passage in self.found.passages:
            rule = passage.operation
            part, adjoint = self.writer.text(passage.part), self.writer.text(passage.adjoint)
            self.sheet.add_text(f"{part}: adjoint {adjoint}")
            self.sheet.add_text(
                self.words(f"{rule.title} rule, {rule.statement} ({rule.source})"), Style.ASIDE, indent=4
            )

    def value(self) -> None:
        if self.found.value is None:
            return
        self.sheet.gap()
        values = (f"{self.words(name)} = {self.numbers(value)}" for name, value in (self.found.values or {}).items())
        self.sheet.add_text(f"at {', '.join(values)}:")
        self.sheet.add((self.grid(self.found.value), Style.RESULT), indent=2)

    def numbers(self, value: object) -> str:
        return rows(value, None, SHOWN_DIGITS).replace("-", self.signs.minus)

    def grid(self, value: object) -> Box:
        """Return a value as a column or a matrix in square brackets."""
        import numpy as np  # the value is of NumPy, which is loaded

        if not isinstance(value, np.ndarray):
            return line(self.entry(value))
        cells = [[self.entry(x) for x in row] for row in value]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return matrix(
            [[line(x.rjust(w)) for x, w in zip(row, widths, strict=True)] for row in cells], self.signs.square
        )

    def entry(self, x: object) -> str:
        return number(x, self.display.digits, SHOWN_DIGITS).replace("-", self.signs.minus)

    def words(self, text: str) -> str:
        return self.signs.name(text) if self.signs.unicode else in_ascii(text.replace("×", "x"))


PAGE = Page(MatrixPage.pretty)
