"""Presentation MathML, well-formed XML that a browser shows as it is: one <math> element a line."""

from collections.abc import Sequence
from html import escape

from calc_cli.render.format import Format
from calc_cli.render.signs import UNICODE
from calc_cli.syntax.names import subscripted

_OPERATORS = {"dot": "·", "apply": "\u2061", "": "\u2062", "-": "−", "!=": "≠", "<=": "≤", ">=": "≥"}
_BOLD = ' mathvariant="bold"'
_function = "<mi>{}</mi>".format
_BIG = {"Σ": "∑", "Π": "∏", "∫": "∫"}


def _operator(sign: str, *, prefix: bool = False) -> str:
    form = ' form="prefix"' if prefix else ""
    return f"<mo{form}>{escape(_OPERATORS.get(sign, sign))}</mo>"


def _number(digits: str, *, bold: bool = False) -> str:
    return f"<mn{_BOLD if bold else ''}>{digits}</mn>"


def _identifier(name: str, *, bold: bool = False) -> str:
    letters, lowered = subscripted(name)
    sign = "π" if letters == "pi" else UNICODE.name(letters)
    letter = f"<mi{_BOLD if bold else ''}>{escape(sign)}</mi>"
    if not lowered:
        return letter
    return f"<msub>{letter}{(_number if lowered.isdecimal() else _function)(lowered)}</msub>"


def _words(text: str) -> str:
    return f"<mtext>{escape(text)}</mtext>"


def _fenced(inner: str, opening: str, closing: str = "") -> str:
    right = f'<mo fence="true" form="postfix">{closing}</mo>' if closing else ""
    return f'<mrow><mo fence="true" form="prefix">{opening}</mo>{inner}{right}</mrow>'


def _matrix(rows: Sequence[Sequence[str]]) -> str:
    lines = ("".join(f"<mtd>{entry}</mtd>" for entry in row) for row in rows)
    return _fenced(f"<mtable>{''.join(f'<mtr>{line}</mtr>' for line in lines)}</mtable>", "[", "]")


def _cases(rows: Sequence[tuple[str, str | None]]) -> str:
    table = '<mtable columnalign="left left">'
    for value, when in rows:
        condition = _words("otherwise") if when is None else _words("if ") + when
        table += f"<mtr><mtd>{value}</mtd><mtd>{condition}</mtd></mtr>"
    return _fenced(f"{table}</mtable>", "{")


MATHML = Format(
    row=lambda parts: f"<mrow>{''.join(parts)}</mrow>",
    operator=_operator,
    number=_number,
    identifier=_identifier,
    primed=lambda name, primes: f"<msup>{name}<mo>{'′' * primes}</mo></msup>" if primes else name,
    function=_function,
    words=_words,
    fraction="<mfrac>{}{}</mfrac>".format,
    power="<msup>{}{}</msup>".format,
    lowered="<msub>{}{}</msub>".format,
    square_root="<msqrt>{}</msqrt>".format,
    root="<mroot>{}{}</mroot>".format,
    fenced=_fenced,
    big=lambda sign, below, above: f"<munderover><mo>{_BIG[sign]}</mo>{below}{above}</munderover>",
    matrix=_matrix,
    cases=_cases,
    whole='<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'.format,
    numbers=_words,
)
as_mathml = MATHML.answer
