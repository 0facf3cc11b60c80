"""Matrix expressions as a book sets them, on one line of a terminal: 2Aᵀ(Ax − b), X⁻ᵀ, ‖x‖, y ⊙ z."""

from collections.abc import Sequence
from itertools import pairwise

from calc_cli.calculus.matrix.expression import Expr, Symbol
from calc_cli.render.binding import Binding, Text
from calc_cli.render.matrix.plain import Plain
from calc_cli.render.signs import ASCII, DOWN, UNICODE


class Pretty(Plain):
    """The format, in Unicode or in ASCII; what it does not say is as in plain text."""

    def __init__(self, *, unicode: bool) -> None:
        self.unicode = unicode
        self.marks = UNICODE if unicode else ASCII

    def signs(self, terms: Sequence[tuple[bool, str]]) -> str:
        text = ""
        for negative, term in terms:
            sign = self.marks.minus if negative else "+"
            text += f" {sign} " if text else self.marks.minus if negative else ""
            text += term
        return text

    def row(self, factors: Sequence[Text]) -> str:
        text = factors[0].text
        for left, right in pairwise(factors):
            text += self.between(left.text, right.text) + right.text
        return text

    def between(self, left: str, right: str) -> str:
        """Nothing between two letters or before a bracket, a blank beside a word, a dot between numbers."""
        if right[0].isdigit():
            return self.marks.dot
        if not self.unicode:
            return " "
        words = (left[-2:], right[:2])
        is_beside_word = any(len(word) == 2 and word.isascii() and word.isalpha() for word in words)
        return " " if is_beside_word and left[-1].isalnum() and right[0].isalnum() else ""

    def entries(self, above: Sequence[Expr], below: Sequence[Expr]) -> str:
        times = " ⊙ " if self.unicode else " .* "
        text = times.join(self.text(e, Binding.PRODUCT if len(above) == 1 else Binding.POWER) for e in above) or "1"
        return text + "".join(f" ./ {self.text(e, Binding.POWER)}" for e in below)

    def power(self, base: Expr, exponent: str) -> str:
        small = self.marks.superscript(exponent)
        shown = small if small is not None else f"^{exponent}" if exponent.isalnum() else f"^({exponent})"
        return f"{self.text(base, Binding.ATOM)}{shown}"

    def root(self, radicand: str) -> str:
        if not self.unicode:
            return super().root(radicand)
        return f"√{radicand}" if len(radicand) == 1 else f"√({radicand})"

    def transpose(self, e: Expr) -> str:
        return f"{self.text(e, Binding.ATOM)}{'ᵀ' if self.unicode else '^T'}"

    def inverse(self, e: Expr) -> str:
        return f"{self.text(e, Binding.ATOM)}{'⁻¹' if self.unicode else '^-1'}"

    def inverse_turned(self, e: Expr) -> str:
        return f"{self.text(e, Binding.ATOM)}{'⁻ᵀ' if self.unicode else '^-T'}"

    def bars(self, e: Expr, kind: str) -> str:
        bar = "‖" if self.unicode else "||"
        can_lower = not kind or (self.unicode and all(c in DOWN for c in kind))
        lowered = "".join(DOWN[c] for c in kind) if can_lower else f"_{kind}"
        return f"{bar}{self.text(e)}{bar}{lowered}"

    def absolute(self, text: str) -> str:
        return f"|{text}|"

    def call(self, name: str, arguments: Sequence[str]) -> str:
        return super().call("ln" if name == "log" else name, arguments)

    def letter(self, name: str, e: Expr) -> str:
        return self.marks.pi if name == "pi" and not isinstance(e, Symbol) else self.marks.name(name)
