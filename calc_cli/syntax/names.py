"""Names with a meaning of their own, apart from functions: constants, Greek letters, matrices; and their order."""

import re

CONSTANTS = {
    "pi": "pi", "π": "pi", "e": "e", "inf": "inf", "oo": "inf", "infinity": "inf", "∞": "inf",
    "EulerGamma": "EulerGamma", "Catalan": "Catalan",
}  # fmt: skip
"""The signs and words of constants, to their names."""

ABSTRACT = frozenset("fghFGH")
"""Before a bracket, these letters are unknown functions."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
"""Greek letters by name; both the name and the sign mean the variable."""

BY_SIGN = {sign: name for name, sign in GREEK.items()} | {
    "ϵ": "epsilon", "ϑ": "theta", "ϕ": "phi", "ϱ": "rho", "µ": "mu",
}  # fmt: skip

GREEK_SIGNS = "ΓΔΘΛΞΠΣΥΦΨΩα-ξπ-ωϕϵϑϱµ"
"""The Greek letters, as a class of a regular expression, without those that look like Latin ones, such as Α and ο."""

_OF_MATRICES = "tr det logdet inv diag norm dot outer sum mean softmax logsumexp ones zeros eye transpose"
MATRIX_FUNCTIONS = {name: name for name in _OF_MATRICES.split()} | {"Tr": "tr", "trace": "tr"}
"""Functions of matrices, to their canonical names. `sum` is here the sum of all entries."""


_SUBSCRIPTED = re.compile(r"([A-Za-z]+)(?:_?(\d+)|_(\w+))?")
"""A name as plain text spells it, with or without a subscript: x, x1, x_12, v_max."""


def subscripted(name: str) -> tuple[str, str]:
    """Return the letters of a name and its subscript, which may be empty: v_max is v with max, x12 is x with 12."""
    found = _SUBSCRIPTED.fullmatch(name)
    return (found[1], found[2] or found[3] or "") if found else (name, "")


_ALPHABET = {letters: place for place, letters in enumerate(GREEK)}

Key = tuple[bool, int, str, bool, bool, int, str, str]


def natural_order(name: str) -> Key:
    """Return a key to sort names by: letter, then subscript, a number by its value and before a word.

    Greek letters stand in the order of their alphabet; a capital follows its small letter.

    >>> sorted(["x10", "theta", "b", "x2", "alpha", "B", "x", "x_max"], key=natural_order)
    ['b', 'B', 'x', 'x2', 'x10', 'x_max', 'alpha', 'theta']
    """
    letters, index = subscripted(name)
    number = int(index) if index.isdecimal() else -1
    word = "" if index.isdecimal() else index
    place = _ALPHABET.get(letters.lower(), -1) if letters in GREEK else -1
    small = "" if letters in GREEK else letters.lower()
    return place >= 0, place, small, letters[:1].isupper(), bool(word), number, word, name
