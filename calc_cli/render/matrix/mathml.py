"""Matrix expressions in presentation MathML."""

from collections.abc import Sequence
from html import escape

from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Irrational
from calc_cli.render.binding import Binding
from calc_cli.render.mathml_element import element
from calc_cli.render.matrix.plain import Plain
from calc_cli.render.matrix.writer import Part
from calc_cli.render.signs import UNICODE


def mathml(e: Expr) -> str:
    """Return `e` as one <math> element on one line."""
    return element(Mathml().text(e))


def _row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def _operator(sign: str) -> str:
    return f"<mo>{escape(sign)}</mo>"


class Mathml(Plain):
    """The format."""

    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        parts: list[str] = []
        for negative, term in terms:
            if negative or parts:
                parts.append(_operator("−" if negative else "+"))
            parts.append(term)
        return _row(*parts)

    def row(self, factors: Sequence[Part]) -> str:
        return _row(_operator("\u2062").join(factor.text for factor in factors))

    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Part:
        return Part(f"<mfrac>{self.row(self.runs(above))}{self.row(self.runs(below))}</mfrac>", Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        text = _operator("⊙").join(self.text(e, Binding.PRODUCT) for e in above) or "<mn>1</mn>"
        return _row(text, *(_operator("⊘") + self.text(e, Binding.POWER) for e in below))

    def raised_entries(self, base: Expr, exponent: Expr) -> str:
        return f"<msup>{self.text(base, Binding.ATOM)}{_row(_operator('⊙'), self.text(exponent))}</msup>"

    def power(self, base: Expr, exponent: str) -> str:
        shown = self.digits(int(exponent)) if exponent.isdigit() else exponent
        return f"<msup>{self.text(base, Binding.ATOM)}{shown}</msup>"

    def root(self, radicand: str) -> str:
        return f"<msqrt>{radicand}</msqrt>"

    def transpose(self, e: Expr) -> str:
        return f"<msup>{self.text(e, Binding.ATOM)}<mo>⊤</mo></msup>"

    def inverse(self, e: Expr) -> str:
        return f"<msup>{self.text(e, Binding.ATOM)}{_row(_operator('−'), '<mn>1</mn>')}</msup>"

    def inverse_turned(self, e: Expr) -> str:
        return f"<msup>{self.text(e, Binding.ATOM)}{_row(_operator('−'), '<mo>⊤</mo>')}</msup>"

    def bars(self, e: Expr, kind: str) -> str:
        norm = _row(_operator("‖"), self.text(e), _operator("‖"))
        lowered = kind if kind.startswith("<") else f"<mi>{kind}</mi>"
        return f"<msub>{norm}{lowered}</msub>" if kind else norm

    def absolute(self, text: str) -> str:
        return _row(_operator("|"), text, _operator("|"))

    def call(self, name: str, arguments: Sequence[str]) -> str:
        shown = "ln" if name == "log" else name
        return _row(f"<mi>{escape(shown)}</mi>", _operator("\u2061"), self.fenced(_operator(",").join(arguments)))

    def letter(self, name: str, e: Expr) -> str:
        shown = "π" if isinstance(e, Irrational) and name == "pi" else UNICODE.name(name)
        bold = ' mathvariant="bold"' if e.shape != SCALAR else ""
        return f"<mi{bold}>{escape(shown)}</mi>"

    def digits(self, value: int) -> str:
        return f"<mn>{value}</mn>"

    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        digit = f'<mn mathvariant="bold">{1 if name == "ones" else 0}</mn>'
        return f"<msup>{digit}<mo>⊤</mo></msup>" if shape[0] == 1 and shape != SCALAR else digit

    def fenced(self, text: str) -> str:
        return _row(_operator("("), text, _operator(")"))
