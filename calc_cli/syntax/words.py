"""Runs of letters: what a word means, and how letters written together come apart."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from calc_cli.functions import BY_NAME
from calc_cli.syntax.characters import SUBSCRIPTS, clean
from calc_cli.syntax.elsewhere import differential, meaning_elsewhere
from calc_cli.syntax.names import ABSTRACT, BY_SIGN, CONSTANTS, GREEK, GREEK_SIGNS

Kind = Literal["name", "function", "constant", "keyword", "number", "subscript", "differential"]

KEYWORDS = frozenset(["if", "else", "and", "or", "not", "True", "False", "for", "otherwise"])

COMPARISONS = frozenset(["Eq", "Ne"])


class Piece(NamedTuple):
    """A part of a word: what it is, its meaning, and where in the word it stands."""

    kind: Kind
    meaning: str
    start: int
    end: int


class Names:
    """The names of one request: those declared by its options, and how each was first spelled.

    x1, x_1 and x₁ are one name; it is shown as it was first written. Texts read with the same `Names` (an expression,
    its point, an answer to check) therefore agree on every name, and on which letters are `functions`
    and which words are `defined` by a text as one name.
    """

    def __init__(self, declared: Iterable[str] = ()) -> None:
        self._spelling: dict[str, str] = {}
        self.declared = {_key(name): self.spell(name) for name in declared}
        self.functions: set[str] = set()
        self.defined: set[str] = set()
        self.dependent: frozenset[str] = frozenset()

    def applying(self, dependent: Iterable[str]) -> "Names":
        """Return the same names for a text in which those that are `dependent` are functions: y(x), u(x, t).

        Before a bracket that holds more than letters they are factors: y^2(2 - x).
        """
        names = Names()
        names._spelling, names.declared, names.functions = self._spelling, self.declared, self.functions
        names.defined = self.defined
        names.dependent = frozenset(map(self.spell, dependent))
        return names

    def define(self, word: str, *, before_bracket: bool) -> None:
        """Take a word for one name, if it means nothing else."""
        if meaning_elsewhere(word) is None and not read_word(word, self, before_bracket=before_bracket):
            self.defined.add(word)

    def is_function(self, name: str) -> bool:
        """Return True if `name` is an unknown function before any bracket."""
        return name in self.functions or (name in ABSTRACT and self.is_free(name))

    def is_free(self, name: str) -> bool:
        """Return True if no option declares `name` to be a variable."""
        return name not in self.declared.values()

    def spell(self, name: str) -> str:
        """Return the first spelling of `name`."""
        return self._spelling.setdefault(_key(name), name)


def _key(name: str) -> str:
    """Return what is the same for all spellings of a name: x_1 and x1 are one."""
    return name.replace("_", "")


_INCREMENT = re.compile(r"[Δ∆]([A-Za-z])|Delta\s+([A-Za-z])")
_NAME = re.compile(
    rf"(?P<letters>[A-Za-z]+|[{GREEK_SIGNS}])"
    rf"(?:(?P<digits>\d+)|_\{{?(?P<typed>[A-Za-z0-9]+)\}}?|(?P<small>[{''.join(SUBSCRIPTS)}]+))?"
)
_BARE = [n for n, function in BY_NAME.items() if len(n) > 1 and n.isalpha() and not function.needs_bracket]
_GREEK_WORDS, _FUNCTION_WORDS, _KNOWN_WORDS = (
    "|".join(sorted(words, key=len, reverse=True)) for words in ([*GREEK, "pi"], _BARE, [*GREEK, "pi", *_BARE])
)
_APPLIED = re.compile(rf"(?:[A-Za-z](?=.{{3}}))?(?:(?:{_FUNCTION_WORDS})+(?:{_GREEK_WORDS}|[a-df-zA-Z]))+")
_FACTOR_APPLIED = re.compile(rf"[tuxyz](?:{_FUNCTION_WORDS})")
"""A usual variable before a function and its bracket or number, as in 2xsin(x^2) and xsin2x."""

_BEFORE_DIFFERENTIAL = re.compile(r"[r-z]d[r-z]")
"""A variable and a differential, as in 2xdx and udv."""

_WITH_GREEK = re.compile(rf"([A-Za-z]??)({_GREEK_WORDS})([A-Za-z]?)")
_PART = re.compile(rf"{_KNOWN_WORDS}|[A-Za-z]")
"""The longest known word, theta and not th, the hyperbolic tangent, of eta."""


def read_word(word: str, names: Names, *, before_bracket: bool) -> list[Piece]:
    """Return what `word` (letters, then perhaps digits) means; no pieces if it means nothing.

    The pieces of a word that is neither a name nor known are the factors of a product, a function
    being applied to what follows it: `sinx` is sin, x; `xy` is x, y; `sin2` is sin, 2.
    """
    letters = word.rstrip("0123456789")
    digits = word[len(letters) :]
    if declared := names.declared.get(word) or (names.declared.get(letters) if not digits else None):
        return [Piece("name", declared, 0, len(word))]
    if word in names.defined:
        return [Piece("name", names.spell(word), 0, len(word))]
    if _is_function(word, before_bracket=before_bracket):
        return [Piece("function", BY_NAME[word].name, 0, len(word))]
    if (not digits and letters in KEYWORDS) or (before_bracket and word in COMPARISONS):
        return [Piece("keyword", letters, 0, len(word))]
    if word == "int":
        return []
    if (variable := differential(word)) is not None:
        return [Piece("differential", names.spell(variable), 0, len(word))]
    single = _single(letters, before_bracket=before_bracket)
    if single is not None:
        if not digits:
            return [Piece(*single, 0, len(word))]
        if single[0] == "name" or letters == "e":
            return [Piece("name", names.spell(single[1] + digits), 0, len(word))]
        kind: Kind = "subscript" if letters == "log" else "number"  # log3 x is log_3 x, as log2 x is
        return [Piece(*single, 0, len(letters)), Piece(kind, digits, len(letters), len(word))]
    return _apart(word, letters, names, before_bracket=before_bracket)


def _is_function(word: str, *, before_bracket: bool) -> bool:
    return word in BY_NAME and (before_bracket or not BY_NAME[word].needs_bracket)


def _single(letters: str, *, before_bracket: bool) -> tuple[Kind, str] | None:
    """Return the meaning of letters that form one known word or are one letter."""
    if letters in BY_SIGN:
        letters = BY_SIGN[letters]
    if before_bracket and letters == "Gamma":
        return "function", "gamma"
    if letters in CONSTANTS:
        return "constant", CONSTANTS[letters]
    if _is_function(letters, before_bracket=before_bracket):
        return "function", BY_NAME[letters].name
    if letters in GREEK or len(letters) == 1:
        return "name", letters
    if _is_function(letters.lower(), before_bracket=before_bracket):
        return "function", BY_NAME[letters.lower()].name
    return ("constant", "pi") if letters in ("Pi", "PI") else None


def _apart(word: str, letters: str, names: Names, *, before_bracket: bool) -> list[Piece]:
    """Take letters apart that were written together; no pieces if that would only be a guess, as in foo(x)."""
    if meaning_elsewhere(word) is not None:
        return []
    is_applied = (_FACTOR_APPLIED if before_bracket else _APPLIED).fullmatch(letters)
    greek = None if before_bracket else _WITH_GREEK.fullmatch(letters)
    if _BEFORE_DIFFERENTIAL.fullmatch(word):
        spans = [(0, 1), (1, 3)]
    elif greek and (len(greek[2]) > 2 or not is_applied):  # ctheta is c·theta, but lnu is ln u, and not l·nu
        spans = [greek.span(i) for i in (1, 2, 3) if greek[i]]
    elif is_applied or _FACTOR_APPLIED.fullmatch(letters):
        spans = [part.span() for part in _PART.finditer(letters)]
    elif not before_bracket and len(letters) <= 3 and letters.isascii() and letters.isalpha():
        spans = [(i, i + 1) for i in range(len(letters))]
    else:
        return []
    spans[-1] = (spans[-1][0], len(word))
    pieces = []
    for start, end in spans:
        pieces += [
            Piece(piece.kind, piece.meaning, start + piece.start, start + piece.end)
            for piece in read_word(word[start:end], names, before_bracket=False)
        ]
    return pieces


def nearest(word: str) -> str | None:
    """Return the known name that `word` is most like, if it is like one: sin for sine and for sni."""
    from difflib import get_close_matches  # only a mistake pays for this import

    known = [*BY_NAME, *GREEK, "pi"]
    begins = [name for name in known if len(name) > 2 and word.lower().startswith(name)]
    if begins:
        return max(begins, key=len)
    matches = get_close_matches(word, known, n=1, cutoff=0.6) or get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def canonical(text: str) -> str | None:
    """Return the name that `text` is, as plain text spells it (θ is theta, x₁ is x_1); None if it is no name."""
    found = _NAME.fullmatch(_INCREMENT.sub(r"Delta_\1\2", clean(text.strip()).removeprefix("\\")))
    if found is None:
        return None
    letters = BY_SIGN.get(found["letters"], found["letters"])
    if found["digits"]:
        return letters + found["digits"]
    lowered = found["typed"] or "".join(map(SUBSCRIPTS.__getitem__, found["small"] or ""))
    return f"{letters}_{lowered}" if lowered else letters
