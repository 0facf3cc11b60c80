r"""Matrix expressions in LaTeX and MathML, vectors and matrices in bold: 2 \mathbf{A}^{\top} \mathbf{x}."""

from collections.abc import Sequence

from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Irrational
from calc_cli.functions import FUNCTIONS
from calc_cli.render.binding import Binding, Text
from calc_cli.render.format import Format
from calc_cli.render.matrix.plain import Plain

_NAMES = {record.name: record.notation or record.name for record in FUNCTIONS}


class MatrixTypesetter(Plain):
    """A writer in any Format."""

    def __init__(self, format: Format) -> None:  # noqa: A002 - it is one
        self.format = format
        self.root = format.square_root
        self.absolute = lambda text: format.fenced(text, "|", "|")
        top, minus = format.operator("⊤"), format.operator("-", prefix=True)
        minus_one = self.signs([(True, self.digits(1))])
        self.marks = {"T": top, "-1": minus_one, "-T": format.row([minus, top])}

    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        return self.format.total(terms)

    def row(self, factors: Sequence[Text]) -> str:
        parts: list[str] = []
        for factor in factors:
            if parts:
                parts.append(self.format.operator("dot" if factor.text[0].isdigit() else ""))
            parts.append(factor.text)
        return self.format.row(parts)

    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Text:
        top, bottom = (self.text(f[0]) if len(f) == 1 else self.row(self.runs(f)) for f in (above, below))
        return Text(self.format.fraction(top, bottom), Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        factors = [self.text(e, Binding.PRODUCT) for e in above]
        factors += [self.raised(e, self.format.operator("⊙"), self.marks["-1"]) for e in below]
        return self.format.joined(factors, self.format.operator("⊙"))

    def raised_entries(self, base: Expr, exponent: Expr) -> Text:
        return Text(self.raised(base, self.format.operator("⊙"), self.text(exponent)), Binding.POWER)

    def power(self, base: Expr, exponent: str) -> str:
        return self.raised(base, self.format.number(exponent) if exponent.isdigit() else exponent)

    def marked(self, e: Expr, mark: str) -> Text:
        return Text(self.raised(e, self.marks[mark]), Binding.POWER)

    def raised(self, base: Expr, *marks: str) -> str:
        """Return `base` with the marks raised behind it."""
        exponent = marks[0] if len(marks) == 1 else self.format.row(marks)
        return self.format.power(self.text(base, Binding.ATOM), exponent)

    def bars(self, e: Expr, kind: str) -> str:
        norm = self.format.fenced(self.text(e), "‖", "‖")
        if not kind:
            return norm
        return self.format.lowered(norm, self.format.identifier(kind) if kind == "F" else kind)

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return self.format.applied(self.format.function(_NAMES.get(name, name)), arguments)

    def letter(self, name: str, e: Expr) -> str:
        return self.format.identifier(name, bold=e.shape != SCALAR and not isinstance(e, Irrational))

    def digits(self, value: int) -> str:
        return self.format.number(str(value))

    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        digit = self.format.number("1" if name == "ones" else "0", bold=True)
        turned = self.format.power(digit, self.format.operator("⊤"))
        if name == "ones" and 1 not in shape:
            return self.format.row([digit, self.format.operator(""), turned])
        return turned if shape[0] == 1 and shape != SCALAR else digit

    def fenced(self, text: str) -> str:
        return self.format.fenced(text, "(", ")")
