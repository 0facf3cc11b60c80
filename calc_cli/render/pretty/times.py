"""The sign of multiplication: nothing in 2x and x(x + 1), a space in x sin x, a dot in f′(x)·g(x).

Wherever nothing or a space would make calc's parser, or a display, take the factors for something else, it is a dot.
"""

import re

from calc_cli.render.pretty.frame import End, Formula
from calc_cli.render.signs import Glyphs
from calc_cli.syntax.names import ABSTRACT
from calc_cli.syntax.words import Names, read_word

_LAST_NAME = re.compile(r"(?:[A-Za-z][A-Za-z0-9_]*)?$")
_FIRST_NAME = re.compile(r"[A-Za-z0-9_]*")
_APPLICABLE = re.compile(r"([A-Za-z][A-Za-z0-9_]*|[α-ωΑ-Ω])[⁰-₟²³¹ᵃ-ᶿʰ-ˣ]*(?:\^\w+)?$")


def times(signs: Glyphs, tail: End, before: str, right: Formula) -> str:
    """Return the sign between the text `before` and the next factor: nothing, a space or a dot."""
    dot, after = signs.dot, right.box.text
    match right.head:
        case End.WORD:
            return " "
        case End.BRACKET:
            return _before_bracket(signs, tail, before)
        case End.LETTER:
            return _before_letter(signs, tail, before, after)
        case End.CALL:
            return "" if tail is End.DIGIT else dot
        case End.SIGN:
            return "" if tail in (End.DIGIT, End.LETTER, End.RAISED, End.BRACKET) else dot
        case _:
            return dot


def _before_bracket(signs: Glyphs, tail: End, before: str) -> str:
    if tail in (End.DIGIT, End.BRACKET):
        return ""
    if tail in (End.LETTER, End.RAISED, End.EXPONENT) and not _is_applied(before):
        return " " if tail is End.EXPONENT else ""
    return signs.dot


def _before_letter(signs: Glyphs, tail: End, before: str, after: str) -> str:
    if tail is End.DIGIT:
        if re.match(r"[eE]\d", after):  # 2e1 would be a number
            return signs.dot
        return " " if re.match("[A-Za-z]{2}", after) else ""
    if tail is End.LETTER:
        return _between_letters(signs, before, after)
    if tail in (End.RAISED, End.BRACKET):
        return " " if tail is End.RAISED and after.startswith("e") else ""
    return " " if tail in (End.EXPONENT, End.SIGN) else signs.dot


def _between_letters(signs: Glyphs, before: str, after: str) -> str:
    """Nothing in xy, which calc reads as x·y; a space in `p i` and `a s i`, which it would not."""
    one, two = _LAST_NAME.search(before)[0], _FIRST_NAME.match(after)[0]  # type: ignore[index]  # both can be empty
    if one == two != "":
        return signs.dot
    if not signs.unicode or "e" in (one, two) or "_" in one + two:
        return " "
    if not one or not two:
        return ""
    read = read_word(one + two, Names(), before_bracket=False)
    return "" if [(piece.kind, piece.meaning) for piece in read] == [("name", c) for c in one + two] else " "


def _is_applied(before: str) -> bool:
    """Return True if calc would read a bracket after this text as the argument of a function: f(x + 1), γ(x), f²(x)."""
    found = _APPLICABLE.search(before)
    if found is None or "_" in found[1]:
        return False
    name = found[1]
    if name[-1:] in ABSTRACT:
        return True
    return read_word(name, Names(), before_bracket=True) != read_word(name, Names(), before_bracket=False)
