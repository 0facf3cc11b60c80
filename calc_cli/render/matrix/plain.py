"""Matrix expressions on one line, which calc's matrix grammar reads again: 2*A.T*(A*x - b), x/norm(x), y .* z."""

from collections.abc import Sequence

from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr
from calc_cli.render.binding import Binding
from calc_cli.render.matrix.writer import Part, Writer


def plain(e: Expr) -> str:
    """Return `e` in calc's input language."""
    return Plain().text(e)


class Plain(Writer):
    """The format."""

    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        text = ""
        for negative, term in terms:
            text += (" - " if negative else " + ") if text else ("-" if negative else "")
            text += term
        return text

    def row(self, factors: Sequence[Part]) -> str:
        return "*".join(factor.text for factor in factors)

    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Part:
        divisor = self.text(below[0], Binding.POWER) if len(below) == 1 else self.fenced(self.row(self.runs(below)))
        return Part(f"{self.row(self.runs(above))}/{divisor}", Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        text = " .* ".join(self.text(e, Binding.POWER) for e in above) or "1"
        return text + "".join(f" ./ {self.text(e, Binding.POWER)}" for e in below)

    def raised_entries(self, base: Expr, exponent: Expr) -> str:
        return f"{self.text(base, Binding.ATOM)}.^{self.text(exponent, Binding.ATOM)}"

    def power(self, base: Expr, exponent: str) -> str:
        shown = exponent if exponent.isalnum() else f"({exponent})"
        return f"{self.text(base, Binding.ATOM)}^{shown}"

    def root(self, radicand: str) -> str:
        return f"sqrt({radicand})"

    def transpose(self, e: Expr) -> str:
        return f"{self.text(e, Binding.ATOM)}.T"

    def inverse(self, e: Expr) -> str:
        return f"inv({self.text(e)})"

    def inverse_turned(self, e: Expr) -> str:
        return f"inv({self.text(e)}).T"

    def bars(self, e: Expr, kind: str) -> str:
        return f"norm({self.text(e)}{f', {kind}' if kind not in ('', 'F') else ''})"

    def absolute(self, text: str) -> str:
        return f"abs({text})"

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return f"{name}({', '.join(arguments)})"

    def letter(self, name: str, e: Expr) -> str:  # noqa: ARG002 - other formats set vectors in bold
        return name

    def digits(self, value: int) -> str:
        return str(value)

    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        rows, columns = shape
        if rows == 1 and shape != SCALAR:
            return f"{name}({columns}).T"
        return f"{name}({rows})" if columns == 1 else f"{name}({rows}, {columns})"

    def fenced(self, text: str) -> str:
        return f"({text})"
