"""LaTeX as a textbook has it, of expressions and of any result; it needs amsmath alone, and calc reads it again."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from calc_cli.functions import FUNCTIONS
from calc_cli.render.format import Format
from calc_cli.syntax.names import GREEK, subscripted

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
_CLOSES = re.compile(r"(?:[\w})'.]|\\right.)(?<!\\cdot)(?<!\\neq)(?<!\\leq)(?<!\\geq)(?<!\\odot)$")
"""The end of an operand, to which an opening bracket is joined without a space."""


def _row(parts: Sequence[str]) -> str:
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


def _operator(sign: str, *, prefix: bool = False) -> str:  # noqa: ARG001 - TeX spaces a prefix by itself
    return _OPERATORS.get(sign, sign)


def _number(digits: str, *, bold: bool = False) -> str:
    return rf"\mathbf{{{digits}}}" if bold else digits


def _identifier(name: str, *, bold: bool = False) -> str:
    if name == "∞":
        return r"\infty"
    letters, subscript = subscripted(name)
    if letters in GREEK or letters == "pi":
        letters = f"\\{letters}" if letters not in ("Alpha", "Beta") else letters
        letters = rf"\boldsymbol{{{letters}}}" if bold else letters
    elif bold or len(letters.rstrip("'")) > 1:
        letters = rf"\math{'bf' if bold else 'rm'}{{{letters}}}"
    return f"{letters}_{{{subscript}}}" if subscript else letters


def _fenced(inner: str, opening: str, closing: str) -> str:
    left, right = _FENCES.get(opening, opening), _FENCES.get("right" + closing, _FENCES.get(closing, closing))
    gap = " " if left.startswith("\\") else ""
    return rf"\left{left}{gap}{inner}\right{right}"


def _matrix(rows: Sequence[Sequence[str]]) -> str:
    return r"\begin{bmatrix} " + r" \\ ".join(" & ".join(row) for row in rows) + r" \end{bmatrix}"


def _cases(rows: Sequence[tuple[str, str | None]]) -> str:
    lines = [
        rf"{value} & \text{{otherwise}}" if when is None else rf"{value} & \text{{if }} {when}" for value, when in rows
    ]
    return r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}"


def _derivation(steps: Sequence["Step"]) -> str:
    from calc_cli.render.steps import aligned  # only who wants to read steps pays for this import

    return aligned(steps)


LATEX = Format(
    row=_row,
    operator=_operator,
    number=_number,
    identifier=_identifier,
    primed=lambda name, primes: name + "'" * primes,
    function=lambda name: _COMMANDS.get(name) or rf"\operatorname{{{name}}}",
    words=r"\text{{{}}}".format,
    fraction=r"\frac{{{}}}{{{}}}".format,
    power="{}^{{{}}}".format,
    lowered="{}_{{{}}}".format,
    square_root=r"\sqrt{{{}}}".format,
    root=r"\sqrt[{1}]{{{0}}}".format,
    fenced=_fenced,
    big=lambda sign, below, above: f"{_BIG[sign]}_{{{below}}}^{{{above}}}",
    matrix=_matrix,
    cases=_cases,
    derivation=_derivation,
)
as_latex = LATEX.answer


def latex(e: "sp.Basic", *, typed: bool = False) -> str:
    """Return `e` in LaTeX, without delimiters; with `typed`, in the order in which it was typed."""
    return LATEX.value(e, typed=typed)
