"""Matrix expressions as a book sets them, on one line of a terminal: 2Aᵀ(Ax − b), X⁻ᵀ, ‖x‖, y ⊙ z."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.render.binding import Binding, Text
from calc_cli.render.matrix.plain import Plain
from calc_cli.render.signs import UNICODE


class Pretty(Plain):
    """The format, in Unicode or in ASCII; what it does not say is as in plain text."""

    marks: Mapping[str, str] = {"T": "{}^T", "-1": "{}^-1", "-T": "{}^-T"}
    lone = Binding.PRODUCT
    absolute = "|{}|".format

    def __init__(self, *, unicode: bool) -> None:
        self.unicode = unicode
        if unicode:
            self.glyphs, self.times = UNICODE, " ⊙ "
            self.marks = {"T": "{}ᵀ", "-1": "{}⁻¹", "-T": "{}⁻ᵀ"}
            self.root = lambda radicand: f"√{radicand}" if len(radicand) == 1 else f"√({radicand})"

    def row(self, factors: Sequence[Text]) -> str:
        text = factors[0].text
        for left, right in pairwise(factors):
            text += self.between(left.text, right.text) + right.text
        return text

    def between(self, left: str, right: str) -> str:
        """Nothing between two letters or before a bracket, a blank beside a word, a dot between numbers."""
        if right[0].isdigit():
            return self.glyphs.dot
        if not self.unicode:
            return " "
        words = (left[-2:], right[:2])
        is_beside_word = any(len(word) == 2 and word.isascii() and word.isalpha() for word in words)
        return " " if is_beside_word and left[-1].isalnum() and right[0].isalnum() else ""

    def bars(self, e: Expr, kind: str) -> str:
        bar = "‖" if self.unicode else "||"
        return f"{bar}{self.text(e)}{bar}{self.glyphs.lowered(kind) if kind else ''}"

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return super().call("ln" if name == "log" else name, arguments)

    def letter(self, name: str, e: Expr) -> str:
        return self.glyphs.pi if name == "pi" and not isinstance(e, Symbol) else self.glyphs.name(name)
