"""The characters of written mathematics, in Unicode and for terminals that have only ASCII.

Leibniz's notation is written in them on one line: dy/dx, ∂²f/∂x∂y, and what is held fixed where that must be said.
"""

from dataclasses import dataclass
from itertools import groupby

from calc_cli.calculus.result import Rate
from calc_cli.render.box import Fence
from calc_cli.syntax.characters import SUBSCRIPTS, SUPERSCRIPTS, clean
from calc_cli.syntax.names import BY_SIGN, CONSTANTS, GREEK, SUBSCRIPTED

_UP = {plain: small for small, plain in SUPERSCRIPTS.items()} | {"−": "⁻"}
DOWN = {plain: small for small, plain in SUBSCRIPTS.items()}

LONGEST_SUPERSCRIPT = 6

_IN_ASCII = {
    "Ā": "A_bar", "B̄": "B_bar", "C̄": "C_bar", "ā": "a_bar", "c̄": "c_bar", "k̄": "k_bar", "s̄": "s_bar",
    "⁻ᵀ": "^-T", "⁻¹": "^-1", "ₚ¹⁻ᵖ": "_p^(1-p)", "ᵏ⁻¹": "^(k-1)", "ᵖ⁻¹": "^(p-1)", "ᵀ": "^T", "ᵏ": "^k", "ₚ": "_p",
    "‖": "||", "⊙": ".*", "′": "'", "→": "->", "±": "+-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf",
}  # fmt: skip
"""Signs in sentences that calc does not read, longer ones first."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters for each sign. Superscripts, subscripts and Greek letters are for Unicode alone."""

    unicode: bool
    minus: str
    dot: str
    root: str
    cube_root: str
    infinity: str
    pi: str
    prime: str
    second: str
    partial: str
    nabla: str
    bar: str
    almost: str
    ellipsis: str
    relations: dict[str, str]
    round: tuple[Fence, Fence]
    bars: tuple[Fence, Fence]
    floor: tuple[Fence, Fence] | None
    ceiling: tuple[Fence, Fence] | None
    square: tuple[Fence, Fence]
    brace: Fence
    sum: str
    product: str
    integral: str

    def name(self, name: str) -> str:
        """Return a variable's name as it is written: theta_1 is θ₁."""
        found = SUBSCRIPTED.fullmatch(name)
        if not self.unicode or found is None or found["letters"] in CONSTANTS:
            return self.primes(name)
        letters = GREEK.get(found["letters"], found["letters"])
        lowered = found["digits"] or found["word"] or ""
        if all(c in DOWN for c in lowered):
            return letters + "".join(map(DOWN.__getitem__, lowered))
        return f"{letters}_{lowered}"

    def primes(self, name: str) -> str:
        """Return the name of an unknown function with its primes: f″."""
        return name.replace("'''", self.prime * 3).replace("''", self.second).replace("'", self.prime)

    def superscript(self, text: str) -> str | None:
        """Return `text` in small raised letters; None if there are none for it or it would be too long to read."""
        text = text.replace(" ", "")
        if not self.unicode or len(text) > LONGEST_SUPERSCRIPT or not all(c in _UP and c not in "()" for c in text):
            return None
        return "".join(map(_UP.__getitem__, text))

    def subscript(self, number: int) -> str:
        """Return a number as an index."""
        return "".join(map(DOWN.__getitem__, str(number))) if self.unicode else str(number)

    def number(self, text: str) -> str:
        """Return a number written in plain text: -1.5e6 is −1.5·10⁶."""
        mantissa, _, exponent = text.partition("e")
        if exponent:
            small = self.superscript(exponent)
            mantissa += f"{self.dot}10" + (small if small is not None else f"^{exponent}")
        return mantissa.replace("-", self.minus)


UNICODE = Glyphs(
    unicode=True,
    minus="−",
    dot="·",
    root="√",
    cube_root="∛",
    infinity="∞",
    pi="π",
    prime="′",
    second="″",
    partial="∂",
    nabla="∇",
    bar="─",
    almost="≈",
    ellipsis="…",
    relations={"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "=", "!=": "≠"},
    round=(Fence("(", "⎛", "⎜", "⎝"), Fence(")", "⎞", "⎟", "⎠")),
    bars=(Fence("|", "│", "│", "│"), Fence("|", "│", "│", "│")),
    floor=(Fence("⌊", "⎢", "⎢", "⎣"), Fence("⌋", "⎥", "⎥", "⎦")),
    ceiling=(Fence("⌈", "⎡", "⎢", "⎢"), Fence("⌉", "⎤", "⎥", "⎥")),
    square=(Fence("[", "⎡", "⎢", "⎣"), Fence("]", "⎤", "⎥", "⎦")),
    brace=Fence("{", "⎧", "⎪", "⎩", "⎨"),
    sum="Σ",
    product="Π",
    integral="∫",
)

ASCII = Glyphs(
    unicode=False,
    minus="-",
    dot="*",
    root="sqrt",
    cube_root="cbrt",
    infinity="inf",
    pi="pi",
    prime="'",
    second="''",
    partial="d",
    nabla="grad ",
    bar="-",
    almost="~",
    ellipsis="...",
    relations={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "!=": "!="},
    round=(Fence("(", "(", "(", "("), Fence(")", ")", ")", ")")),
    bars=(Fence("|", "|", "|", "|"), Fence("|", "|", "|", "|")),
    floor=None,
    ceiling=None,
    square=(Fence("[", "[", "[", "["), Fence("]", "]", "]", "]")),
    brace=Fence("{", "{", "{", "{"),
    sum="sum",
    product="prod",
    integral="int",
)


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
