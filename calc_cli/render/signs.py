"""The characters of written mathematics, in Unicode and for terminals that have only ASCII.

Leibniz's notation is written in them on one line: dy/dx, ∂²f/∂x∂y, and what is held fixed where that must be said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from calc_cli.calculus.result import Rate
from calc_cli.render.box import Box, Fence, Fences
from calc_cli.syntax.characters import SUBSCRIPTS, SUPERSCRIPTS, clean
from calc_cli.syntax.names import BY_SIGN, CONSTANTS, GREEK, subscripted

_UP = {plain: small for small, plain in SUPERSCRIPTS.items()} | {"−": "⁻"}
_DOWN = {plain: small for small, plain in SUBSCRIPTS.items()}

LONGEST_SUPERSCRIPT = 6

_IN_ASCII = {
    "Ā": "A_bar", "B̄": "B_bar", "C̄": "C_bar", "ā": "a_bar", "c̄": "c_bar", "k̄": "k_bar", "s̄": "s_bar",
    "⁻ᵀ": "^-T", "⁻¹": "^-1", "ₚ¹⁻ᵖ": "_p^(1-p)", "ᵏ⁻¹": "^(k-1)", "ᵖ⁻¹": "^(p-1)", "ᵀ": "^T", "ᵏ": "^k", "ₚ": "_p",
    "‖": "||", "⊙": ".*", "′": "'", "→": "->", "±": "+-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf",
}  # fmt: skip
"""Signs in sentences that calc does not read, longer ones first."""


_RELATIONS = {sign: sign for sign in ("<", "<=", ">", ">=", "=", "!=")}
_FENCES = {
    "||": (Fence("|", "│", "│", "│"), Fence("|", "│", "│", "│")),
    "⌊⌋": (Fence("⌊", "⎢", "⎢", "⎣"), Fence("⌋", "⎥", "⎥", "⎦")),
    "⌈⌉": (Fence("⌈", "⎡", "⎢", "⎢"), Fence("⌉", "⎤", "⎥", "⎥")),
}
"""Around the argument of functions that are written so."""

_BRACE = Fence("{", "⎧", "⎪", "⎩", "⎨")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters for each sign, by default those of Unicode; only there are superscripts and Greek letters."""

    unicode: bool = True
    minus: str = "−"
    dot: str = "·"
    root: str = "√"
    cube_root: str = "∛"
    infinity: str = "∞"
    pi: str = "π"
    prime: str = "′"
    second: str = "″"
    partial: str = "∂"
    nabla: str = "∇"
    bar: str = "─"
    almost: str = "≈"
    ellipsis: str = "…"
    relations: Mapping[str, str] = field(default_factory=lambda: _RELATIONS | {"<=": "≤", ">=": "≥", "!=": "≠"})
    round: Fences = (Fence("(", "⎛", "⎜", "⎝"), Fence(")", "⎞", "⎟", "⎠"))
    fences: Mapping[str, Fences] = field(default_factory=lambda: _FENCES)
    square: Fences = (Fence("[", "⎡", "⎢", "⎣"), Fence("]", "⎤", "⎥", "⎦"))
    brace: Fence = _BRACE
    sum: str = "Σ"
    product: str = "Π"
    integral: str = "∫"

    def name(self, name: str) -> str:
        """Return a variable's name as it is written: theta_1 is θ₁."""
        letters, index = subscripted(name)
        if not self.unicode or letters in CONSTANTS:
            return self.primes(name)
        return self.primes(GREEK.get(letters, letters)) + (self.lowered(index) if index else "")

    def lowered(self, text: str) -> str:
        """Return an index in small signs, behind _ if there are none for it."""
        is_small = self.unicode and all(c in _DOWN for c in text)
        return "".join(map(_DOWN.__getitem__, text)) if is_small else f"_{text}"

    def primes(self, name: str) -> str:
        """Return the name of an unknown function with its primes: f″."""
        return name.replace("'''", self.prime * 3).replace("''", self.second).replace("'", self.prime)

    def superscript(self, text: str) -> str | None:
        """Return `text` in small raised letters; None if there are none for it or it would be too long to read."""
        text = text.replace(" ", "")
        if not self.unicode or len(text) > LONGEST_SUPERSCRIPT or not all(c in _UP and c not in "()" for c in text):
            return None
        return "".join(map(_UP.__getitem__, text))

    def limit(self, names: Sequence[str], ends: Sequence[str], sides: Sequence[str]) -> Box:
        """Return `lim` above x → 0, or (x, y) → (0, 0), with the signs of the sides that it comes from."""
        arrow, sides = "→" if self.unicode else "->", [side.replace("-", self.minus) for side in sides]
        ends = [end + (self.superscript(side) or side) for end, side in zip(ends, sides, strict=True)]
        below = f"({','.join(names)}){arrow}({','.join(ends)})" if names[1:] else f"{names[0]}{arrow}{ends[0]}"
        width = max(3, len(below))
        return Box(("lim".center(width), below.center(width)))

    def number(self, text: str) -> str:
        """Return a number written in plain text: -1.5e6 is −1.5·10⁶."""
        mantissa, _, exponent = text.partition("e")
        if exponent:
            small = self.superscript(exponent)
            mantissa += f"{self.dot}10" + (small if small is not None else f"^{exponent}")
        return mantissa.replace("-", self.minus)


UNICODE = Glyphs()

ASCII = Glyphs(
    unicode=False, minus="-", dot="*", root="sqrt", cube_root="cbrt", infinity="inf", pi="pi", prime="'", second="''",
    partial="d", nabla="grad ", bar="-", almost="~", ellipsis="...", relations=_RELATIONS,
    round=(Fence.flat("("), Fence.flat(")")), fences={"||": (Fence.flat("|"), Fence.flat("|"))},
    square=(Fence.flat("["), Fence.flat("]")), brace=Fence.flat("{"), sum="sum", product="prod", integral="int",
)  # fmt: skip


def in_ascii(text: str) -> str:
    """Return a sentence for a terminal that has only ASCII."""
    for sign, plain in _IN_ASCII.items():
        text = text.replace(sign, plain)
    return "".join(BY_SIGN.get(c, c) for c in clean(text))


def rate_text(rate: Rate, signs: Glyphs = ASCII) -> str:
    """Return ∂f/∂x, d²y/dx², ∂²f/∂x∂y, (∂y/∂x)_u; with d for ∂ in ASCII."""
    d = signs.partial if rate.is_partial else "d"
    below = "".join(f"{d}{signs.name(x)}{raised(len([*times]), signs)}" for x, times in groupby(rate.wrt))
    text = f"{d}{raised(len(rate.wrt), signs)}{signs.name(rate.of)}/{below}"
    return f"({text})_{','.join(map(signs.name, rate.held))}" if rate.held else text


def raised(order: int, signs: Glyphs) -> str:
    """Return an order as it is written behind d or x: nothing for the first."""
    return "" if order == 1 else signs.superscript(str(order)) or f"^{order}"
