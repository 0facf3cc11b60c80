"""Inverse functions: f^(-1), which is no reciprocal, and g that is called the inverse of f, by a name that is read."""

import re

from calc_cli.syntax.words import Names

INVERSE = "_inv"
"""Stands behind the name of a function for its inverse."""

_RAISED = r"(?<![A-Za-z\\])(?P<of>[A-Zf-hyu-w])\s*\^\s*[{(]?\s*[-−]\s*1\s*[)}]?"
_INVERTED = re.compile(
    rf"(?:\\left\s*)?\(\s*{_RAISED}\s*(?:\\right\s*)?\)\s*(?=['’′])|{_RAISED.replace('of', 'f')}\s*(?=(?:\\left\s*)?\()"
)
_CALLED = (
    r"(?<![A-Za-z])(?P<name>[A-Za-z])(?:\(\w\))?\s*(?:is|be|denotes?|=)\s*"
    rf"(?:(?:the|its)\s+inverse\b(?:\s+function)?(?:\s+of\s+\w(?:\(\w\))?)?|{_RAISED}(?:\(\w\))?)(?=[.,;\s]*(?:\n|$))"
)
CALLED = re.compile(rf"\W*(?:(?:and|let|where|so)\s+)?{_CALLED}[.,;\s]*", re.I)
"""That g is the inverse of f, which tells no more."""


class Inverses:
    """Writes the inverse functions of a working by names that calc's language has: f_{inv}(3), f_{inv}'(3)."""

    def __init__(self, text: str, names: Names, functions: list[str]) -> None:
        self.names, self.functions = names, functions
        called = re.search(_CALLED, text, re.I | re.M)
        self.called = called and re.compile(rf"(?<![A-Za-z]){called['name']}\s*(?=['’′]?\s*\()")

    def named(self, line: str) -> str:
        """Write f^(-1)(3), and g(3) if g is the inverse, as f_{inv}(3)."""
        if self.functions:
            line = _INVERTED.sub(self.name, line)
            line = self.called.sub(self.name, line) if self.called else line
        return line

    def name(self, found: re.Match[str]) -> str:
        letters = {*filter(None, found.groups())} & {*self.functions}
        name = next(iter(letters), self.functions[0])
        self.names.functions |= {name + INVERSE}
        return f"{name}_{{inv}}"
