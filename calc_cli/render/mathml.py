"""Presentation MathML, well-formed XML that a browser shows as it is: one <math> element a line."""

from collections.abc import Sequence
from html import escape

from calc_cli.render.format import Format
from calc_cli.render.signs import UNICODE

_OPERATORS = {"dot": "·", "apply": "\u2061", "": "\u2062", "-": "−", "!=": "≠", "<=": "≤", ">=": "≥"}
_BOLD = ' mathvariant="bold"'
_BIG = {"Σ": "∑", "Π": "∏", "∫": "∫"}


class Mathml(Format):
    """The format."""

    def row(self, parts: Sequence[str]) -> str:
        return f"<mrow>{''.join(parts)}</mrow>"

    def operator(self, sign: str, *, prefix: bool = False) -> str:
        form = ' form="prefix"' if prefix else ""
        return f"<mo{form}>{escape(_OPERATORS.get(sign, sign))}</mo>"

    def number(self, digits: str, *, bold: bool = False) -> str:
        return f"<mn{_BOLD if bold else ''}>{digits}</mn>"

    def identifier(self, name: str, *, bold: bool = False) -> str:
        letters, _, lowered = name.partition("_")
        digits = letters.lstrip("".join(c for c in letters if not c.isdigit()))
        if digits.isdecimal() and not lowered:
            letters, lowered = letters.removesuffix(digits), digits
        sign = "π" if letters == "pi" else UNICODE.name(letters)
        letter = f"<mi{_BOLD if bold else ''}>{escape(sign)}</mi>"
        if not lowered:
            return letter
        index = self.number(lowered) if lowered.isdecimal() else f"<mi>{escape(lowered)}</mi>"
        return self.lowered(letter, index)

    def primed(self, name: str, primes: int) -> str:
        return f"<msup>{name}<mo>{'′' * primes}</mo></msup>" if primes else name

    def function(self, name: str) -> str:
        return f"<mi>{escape(name)}</mi>"

    def words(self, text: str) -> str:
        return f"<mtext>{escape(text)}</mtext>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def power(self, base: str, exponent: str) -> str:
        return f"<msup>{base}{exponent}</msup>"

    def lowered(self, base: str, index: str) -> str:
        return f"<msub>{base}{index}</msub>"

    def root(self, radicand: str, degree: str | None) -> str:
        return f"<msqrt>{radicand}</msqrt>" if degree is None else f"<mroot>{radicand}{degree}</mroot>"

    def fenced(self, inner: str, opening: str, closing: str) -> str:
        left = f'<mo fence="true" form="prefix">{opening}</mo>'
        right = f'<mo fence="true" form="postfix">{closing}</mo>'
        return f"<mrow>{left}{inner}{right}</mrow>"

    def big(self, sign: str, below: str, above: str) -> str:
        return f"<munderover><mo>{_BIG[sign]}</mo>{below}{above}</munderover>"

    def matrix(self, rows: Sequence[Sequence[str]]) -> str:
        lines = ("".join(f"<mtd>{entry}</mtd>" for entry in row) for row in rows)
        return self.fenced(f"<mtable>{''.join(f'<mtr>{line}</mtr>' for line in lines)}</mtable>", "[", "]")

    def cases(self, rows: Sequence[tuple[str, str | None]]) -> str:
        table = '<mtable columnalign="left left">'
        for value, when in rows:
            condition = self.words("otherwise") if when is None else self.words("if ") + when
            table += f"<mtr><mtd>{value}</mtd><mtd>{condition}</mtd></mtr>"
        table += "</mtable>"
        return f'<mrow><mo fence="true" form="prefix">{{</mo>{table}</mrow>'

    def whole(self, formula: str) -> str:
        return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{formula}</math>'

    def numbers(self, rows: str) -> str:
        return self.words(rows)


MATHML = Mathml()
as_mathml = MATHML.answer
