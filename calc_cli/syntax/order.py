"""The order in which people list variables: x before y, x2 before x10, Latin letters before Greek ones."""

import re

from calc_cli.syntax.names import GREEK

_NAME = re.compile(r"(?P<letters>[A-Za-z]+)(?:_?(?P<digits>\d+)|_(?P<word>\w+))?")
_ALPHABET = {letters: place for place, letters in enumerate(GREEK)}

Key = tuple[bool, int, str, bool, bool, int, str, str]


def natural_order(name: str) -> Key:
    """Return a key to sort names by: letter, then subscript, a number by its value and before a word.

    Greek letters stand in the order of their alphabet; a capital follows its small letter.

    >>> sorted(["x10", "theta", "b", "x2", "alpha", "B", "x", "x_max"], key=natural_order)
    ['b', 'B', 'x', 'x2', 'x10', 'x_max', 'alpha', 'theta']
    """
    found = _NAME.fullmatch(name)
    letters, digits, word = found.group("letters", "digits", "word") if found else (name, None, None)
    place = _ALPHABET.get(letters.lower(), -1) if letters in GREEK else -1
    small = "" if letters in GREEK else letters.lower()
    return place >= 0, place, small, letters[:1].isupper(), bool(word), int(digits or -1), word or "", name
