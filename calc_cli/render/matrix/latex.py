r"""Matrix expressions in LaTeX, vectors and matrices in bold: 2 \mathbf{A}^\top \mathbf{x}."""

import re
from collections.abc import Sequence

from calc_cli.calculus.matrix.expression import SCALAR, Dim, Expr, Irrational
from calc_cli.functions import FUNCTIONS
from calc_cli.render.binding import Binding
from calc_cli.render.matrix.plain import Plain
from calc_cli.render.matrix.writer import Part
from calc_cli.syntax.names import GREEK

_NAME = re.compile(r"([A-Za-z]+)(?:_?(\d+)|_(\w+))?")
_COMMANDS = {record.name: record.latex for record in FUNCTIONS if record.latex} | {"det": r"\det"}


def latex(e: Expr) -> str:
    """Return `e` in LaTeX, without delimiters."""
    return Latex().text(e)


class Latex(Plain):
    """The format; needs amsmath, and bm or amsmath's boldsymbol for Greek letters."""

    def row(self, factors: Sequence[Part]) -> str:
        text = ""
        for factor in factors:
            glue = r" \cdot " if text and factor.text[0].isdigit() else " " if text else ""
            text += glue + factor.text
        return text

    def fraction(self, above: Sequence[Expr], below: Sequence[Expr]) -> Part:
        top = self.text(above[0]) if len(above) == 1 else self.row(self.runs(above))
        bottom = self.text(below[0]) if len(below) == 1 else self.row(self.runs(below))
        return Part(rf"\frac{{{top}}}{{{bottom}}}", Binding.PRODUCT)

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        factors = [self.text(e, Binding.PRODUCT) for e in above]
        factors += [rf"{self.text(e, Binding.ATOM)}^{{\odot -1}}" for e in below]
        return r" \odot ".join(factors)

    def raised_entries(self, base: Expr, exponent: Expr) -> str:
        return rf"{self.text(base, Binding.ATOM)}^{{\odot {self.text(exponent)}}}"

    def power(self, base: Expr, exponent: str) -> str:
        return f"{self.text(base, Binding.ATOM)}^{{{exponent}}}"

    def root(self, radicand: str) -> str:
        return rf"\sqrt{{{radicand}}}"

    def transpose(self, e: Expr) -> str:
        return rf"{self.text(e, Binding.ATOM)}^\top"

    def inverse(self, e: Expr) -> str:
        return f"{self.text(e, Binding.ATOM)}^{{-1}}"

    def inverse_turned(self, e: Expr) -> str:
        return rf"{self.text(e, Binding.ATOM)}^{{-\top}}"

    def bars(self, e: Expr, kind: str) -> str:
        return rf"\lVert {self.text(e)} \rVert{f'_{{{kind}}}' if kind else ''}"

    def absolute(self, text: str) -> str:
        return rf"\left|{text}\right|"

    def call(self, name: str, arguments: Sequence[str]) -> str:
        shown = _COMMANDS.get(name) or rf"\operatorname{{{name}}}"
        return rf"{shown}\left({', '.join(arguments)}\right)"

    def letter(self, name: str, e: Expr) -> str:
        if isinstance(e, Irrational):
            return r"\pi" if name == "pi" else name
        found = _NAME.fullmatch(name)
        letters, *lowered = found.groups() if found else (name,)
        subscript = next(filter(None, lowered), None)
        shown = self.bold(letters) if e.shape != SCALAR else self.light(letters)
        return shown if subscript is None else f"{shown}_{{{subscript}}}"

    def light(self, letters: str) -> str:
        if letters in GREEK:
            return f"\\{letters}"
        return letters if len(letters) == 1 else rf"\mathrm{{{letters}}}"

    def bold(self, letters: str) -> str:
        return rf"\boldsymbol{{\{letters}}}" if letters in GREEK else rf"\mathbf{{{letters}}}"

    def fill(self, name: str, shape: tuple[Dim, Dim]) -> str:
        digit = rf"\mathbf{{{1 if name == 'ones' else 0}}}"
        if name == "ones" and 1 not in shape:
            return rf"{digit} {digit}^\top"
        return digit + r"^\top" if shape[0] == 1 and shape != SCALAR else digit

    def fenced(self, text: str) -> str:
        return rf"\left({text}\right)"
