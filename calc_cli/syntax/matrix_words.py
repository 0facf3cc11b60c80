"""The words that only matrix expressions have, and how such an expression is told from an ordinary one."""

import re

from calc_cli.syntax.names import MATRIX_FUNCTIONS
from calc_cli.syntax.words import Names, Piece, read_word

PROPERTIES = ("symmetric", "positive", "diagonal", "orthogonal")
"""Structures for --shape of a matrix behind its dimensions; positive is symmetric and positive definite."""

LONGEST_RUN = 8
"""Letters written together that are taken for a product of matrices: AXBXC."""

_T = r"(?:T(?!heta)|\\(?:top|intercal)(?![A-Za-z])|\\math(?:sf|rm)\s*\{?\s*T\s*\}?)"
_RAISED = rf"\^\s*(?:{_T}|\{{\s*{_T}\s*\}})"
TRANSPOSED = rf"(?:{_RAISED}|ᵀ|\.T(?![A-Za-z]))"
"""What stands behind a transposed matrix, but for the prime of A', which elsewhere is that of a derivative."""

_TURNED = re.compile(rf"{_RAISED}|(?<=[A-Za-z0-9)\]}}ᵀ⁻¹²³])'(?!')")
_TURNED_INVERSE = re.compile(rf"\^\s*(?:-\s*T|\{{\s*-\s*{_T}\s*\}})")
_ENTRY_POWER = re.compile(r"\^\s*\{\s*\\odot(?![A-Za-z])")
_FILLED = re.compile(r"\\(?:math(?:bf|bb)|boldsymbol|bm)\s*\{\s*([01])\s*\}")
_PRIMED_FUNCTION = re.compile(r"(?<![A-Za-z])[fghFGH]'+\s*\(")

_NORM_BETWEEN = re.compile(r"\|\|(?!\s*\|)[^|<>=]+?\|\|")
_MARKS = re.compile(
    r"""
      ᵀ | ⊙ | ‖ | @ | \\\| | \\[lr]Vert | \\Vert | \\odot | \\circ(?![A-Za-z]) | \.T(?![A-Za-z])
    | \\(?:mathbf|boldsymbol|bm|det)(?![A-Za-z]) | \\operatorname\{(?:tr|Tr|trace|det|diag|inv|norm|softmax)\}
    | [A-Z] (?:_?\d+)? \s* (?: \^ \s* (?: -\s*1(?!\d) | \{\s*-\s*1\s*\} | \(\s*-\s*1\s*\) ) | ⁻¹ )
    | (?<![\d.]) \.[*/^]
    | (?<![A-Za-z\\]) (?:tr|Tr|trace|det|logdet|inv|diag|norm|dot|outer|mean|softmax|logsumexp|ones|zeros|eye|transpose)
      (?: \s*[(\[{|] | \s+[A-Z](?![a-z]) )
    """,
    re.VERBOSE,
)
_BEFORE_VECTOR = re.compile(
    r"(?<![A-Za-z_\\])([A-EI-Z](?:_?\d+)?)[ *]*(?:[u-z](?:_?\d+)?(?![A-Za-z(])|(?:relu|sigmoid|softplus|tanh) ?\()"
)
"""A capital letter, but for those of functions, before what is often a vector: A x, W_2 relu(...)."""

_OF_ENTRIES = re.compile(r"(?<![A-Za-z])(?:sum|max|min)\s*\(")


def with_transposes(text: str) -> str:
    r"""Return `text` in fewer signs, every character in its place.

    They are ᵀ for A^T, A' and A^\top, ⁻ᵀ for A^-T, * for @, .^{2} for ^{\odot 2}, and ones for \mathbf{1}.
    """
    text = _ENTRY_POWER.sub(lambda found: ".^{".ljust(len(found[0])), text)
    text = _FILLED.sub(lambda found: ("ones" if found[1] == "1" else "zeros").rjust(len(found[0])), text)
    turned = _TURNED_INVERSE.sub(lambda found: "⁻ᵀ".rjust(len(found[0])), text)
    return _TURNED.sub(lambda found: "ᵀ".rjust(len(found[0])), turned).replace("@", "*")


def read_matrix_word(word: str, names: Names, *, before_bracket: bool) -> list[Piece]:
    """Return what `word` means in a matrix expression: letters with a capital among them are factors."""
    if word in MATRIX_FUNCTIONS and word not in names.declared:
        return [Piece("function", MATRIX_FUNCTIONS[word], 0, len(word))]
    pieces = read_word(word, names, before_bracket=before_bracket)
    if pieces or len(word) > LONGEST_RUN or not (word.isascii() and word.isalpha() and word != word.lower()):
        return pieces
    return [Piece("name", names.spell(letter), i, i + 1) for i, letter in enumerate(word)]


def looks_like_matrix(text: str) -> str | None:
    """Return a letter that may have been meant as a matrix, as W is in W x + b, where nothing tells that it is one."""
    found = _BEFORE_VECTOR.search(text)
    return found[1] if found else None


def is_matrix_text(text: str) -> bool:
    """Return True if `text` has what only matrices have: a transpose, a norm, tr, det, .*, a sum or maximum of one."""
    found = _NORM_BETWEEN.search(text)
    if (found and not re.search(r"\bif\b|\bor\b", text)) or _MARKS.search(text):
        return True
    if with_transposes(text) != text and not _PRIMED_FUNCTION.search(text):
        return True
    return any(_has_one_argument(text, start.end()) for start in _OF_ENTRIES.finditer(text))


def is_of_matrices(text: str) -> bool:
    """Return True if `text` can mean nothing else than vectors and matrices: it has a transpose, or the norm of Ax."""
    has_product = bool(looks_like_matrix(text)) and re.search(rf"{_NORM_BETWEEN.pattern}|\)\s*{TRANSPOSED}", text)
    return has_transposes(text) or bool(has_product or re.search(r"‖|\\\|", text))


def has_transposes(text: str) -> bool:
    """Return True if a letter but e has an exponent T, which is no letter elsewhere: numbers have none."""
    rest, count = re.subn(rf"(?<![A-Za-z])(?!e\b)[A-Za-z]\s*{TRANSPOSED}", "", text)
    return count > 0 and "T" not in rest


def _has_one_argument(text: str, start: int) -> bool:
    depth = 0
    for character in text[start:]:
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth < 0:
                return True
        elif character == "," and not depth:
            return False
    return False
