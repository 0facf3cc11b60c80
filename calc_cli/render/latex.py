"""LaTeX as a textbook has it, of expressions and of any result; it needs amsmath alone, and calc reads it again."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from calc_cli.functions import FUNCTIONS
from calc_cli.render.format import Format
from calc_cli.syntax.names import GREEK

if TYPE_CHECKING:
    import sympy as sp

    from calc_cli.calculus.steps import Step

_COMMANDS = {record.notation or record.name: record.latex for record in FUNCTIONS if record.latex} | {
    "det": r"\det",
    "lim": r"\lim",
}
"""Functions that LaTeX has a command for."""

_OPERATORS = {
    "dot": r"\cdot", "apply": "", "∂": r"\partial", "→": r"\to", "!=": r"\neq", "<=": r"\leq", ">=": r"\geq", ",": ",",
    "!": "!", "⊙": r"\odot", "⊤": r"\top", "∫": r"\int", " ": r"\,",
}  # fmt: skip
_FENCES = {"⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "‖": r"\lVert", "right‖": r"\rVert"}
_BIG = {"Σ": r"\sum", "Π": r"\prod", "∫": r"\int"}
_NAME = re.compile(r"([A-Za-z]+)(?:_?(\d+)|_(\w+))?")


_CLOSES = re.compile(r"(?:[\w})'.]|\\right.)(?<!\\cdot)(?<!\\neq)(?<!\\leq)(?<!\\geq)(?<!\\odot)$")
"""The end of an operand, to which an opening bracket is joined without a space."""


class Latex(Format):
    """The format."""

    def row(self, parts: Sequence[str]) -> str:
        text = ""
        for part in filter(None, parts):
            glued = (
                not text
                or text.endswith((r"\,", "~"))
                or part in (",", "!")
                or (part.startswith(r"\left") and _CLOSES.search(text[-8:]))
            )
            text += part if glued else f" {part}"
        return text

    def operator(self, sign: str, *, prefix: bool = False) -> str:  # noqa: ARG002 - TeX spaces a prefix by itself
        return _OPERATORS.get(sign, sign)

    def number(self, digits: str, *, bold: bool = False) -> str:
        return rf"\mathbf{{{digits}}}" if bold else digits

    def identifier(self, name: str, *, bold: bool = False) -> str:
        if name == "∞":
            return r"\infty"
        found = _NAME.fullmatch(name)
        letters, *lowered = found.groups() if found else (name,)
        subscript = next(filter(None, lowered), None)
        if letters in GREEK or letters == "pi":
            letters = f"\\{letters}" if letters not in ("Alpha", "Beta") else letters
            letters = rf"\boldsymbol{{{letters}}}" if bold else letters
        elif bold or len(letters.rstrip("'")) > 1:
            letters = rf"\math{'bf' if bold else 'rm'}{{{letters}}}"
        if subscript is None:
            return letters
        return self.lowered(letters, subscript)

    def primed(self, name: str, primes: int) -> str:
        return name + "'" * primes

    def function(self, name: str) -> str:
        return _COMMANDS.get(name) or rf"\operatorname{{{name}}}"

    def words(self, text: str) -> str:
        return rf"\text{{{text}}}"

    def fraction(self, above: str, below: str) -> str:
        return rf"\frac{{{above}}}{{{below}}}"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def lowered(self, base: str, index: str) -> str:
        return f"{base}_{{{index}}}"

    def root(self, radicand: str, degree: str | None) -> str:
        return rf"\sqrt{{{radicand}}}" if degree is None else rf"\sqrt[{degree}]{{{radicand}}}"

    def fenced(self, inner: str, opening: str, closing: str) -> str:
        left, right = _FENCES.get(opening, opening), _FENCES.get("right" + closing, _FENCES.get(closing, closing))
        gap = " " if left.startswith("\\") else ""
        return rf"\left{left}{gap}{inner}\right{right}"

    def big(self, sign: str, below: str, above: str) -> str:
        return f"{_BIG[sign]}_{{{below}}}^{{{above}}}"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        return r"\begin{bmatrix} " + r" \\ ".join(" & ".join(row) for row in rows) + r" \end{bmatrix}"

    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        lines = [
            rf"{value} & \text{{otherwise}}" if when is None else rf"{value} & \text{{if }} {when}"
            for value, when in rows
        ]
        return r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}"

    def derivation(self, steps: Sequence["Step"]) -> str:
        from calc_cli.render.steps import aligned  # only who wants to read steps pays for this import

        return aligned(steps)


LATEX = Latex()
as_latex = LATEX.answer


def latex(e: "sp.Basic", *, typed: bool = False) -> str:
    """Return `e` in LaTeX, without delimiters; with `typed`, in the order in which it was typed."""
    return LATEX.value(e, typed=typed)
