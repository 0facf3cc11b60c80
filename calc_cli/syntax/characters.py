"""Characters that people paste or type for others: typographic operators, raised and lowered letters, fonts.

Every replacement is one character for one, so positions in the cleaned text are positions in the typed text.
"""

import unicodedata

SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-()abcdefghijklmnoprstuvwxyz", strict=True)
)
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
FRACTIONS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip

_SAME = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‒": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "•": "*", "∗": "*",
    "⨯": "*", "÷": "/", "⁄": "/", "∕": "/", "’": "'", "‘": "'", "′": "'", "ʹ": "'", "″": '"', "”": '"',
    "∣": "|", "∧": "&", "⩽": "≤", "⩾": "≥", "\u00a0": " ", "\u2061": " ", "\u2062": "*", "\u200b": " ", "\ufeff": " ",
}  # fmt: skip


class _Fonts(dict[int, str]):
    """Maps any other letter or sign to its plain form: 𝑥 (mathematical italic) to x, ＋ (full width) to +."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        self[code] = plain if len(plain) == 1 and plain.isprintable() else character
        return self[code]


_KEPT = [*SUPERSCRIPTS, *SUBSCRIPTS, *FRACTIONS, "ᵀ", "ϕ", "ϵ", "ϑ", "ϱ", "µ", "√", "∛", "∜", "\t", "\n", "\r"]
_TABLE = _Fonts({ord(c): c for c in [*map(chr, range(128)), *_KEPT]} | {ord(c): plain for c, plain in _SAME.items()})


def clean(text: str) -> str:
    """Return `text` with one plain character for each typographic one; the length stays the same."""
    return text if text.isascii() else text.translate(_TABLE)
