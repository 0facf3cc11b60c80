"""Vector fields told as lists: F = (P, Q, R) is read as its components, div F and curl F as what they are of these."""

import re

from calc_cli.questions.working.forms import FORMS, entries, reworded

_OPERATOR = re.compile(
    r"\s*(?:(?P<div>\bdiv\b|(?:∇|\\nabla)\s*(?:[·⋅]|\\cdot))|(?:\b(?:curl|rot)\b|(?:∇|\\nabla)\s*(?:×|\\times)))"
    r"\s*\(?(?P<name>[A-Z])\)?\s*=(?P<rest>.*)"
)
"""div F = ..., curl F = ..."""
_FIELD = re.compile(r"\s*(?P<name>[A-Z])\s*(?:\([xyz, ]*\))?\s*=\s*\((?P<list>.*)\)[.\s]*")
_PRODUCT = re.compile(r"(?<![A-Za-z])[xyz]{2,3}(?![A-Za-z])")
_PARTS = ("P", "Q", "R")

_CURLED = ("∂R/∂y - ∂Q/∂z", "∂P/∂z - ∂R/∂x", "∂Q/∂x - ∂P/∂y")


class Fields:
    """Reads the lines of `text` that are about fields, if it speaks of their divergence or curl."""

    def __init__(self, text: str) -> None:
        letters = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", text)
        self.is_concerned = _OPERATOR.search(text) is not None and not {*_PARTS} & {*letters}
        self.size, self.name = 0, ""

    def formulas(self, line: str) -> list[str]:
        """Return the formula of each component that a line tells; nothing of other lines."""
        if not self.is_concerned:
            return []
        if (told := _FIELD.fullmatch(reworded(FORMS, line))) and 1 < len(listed := entries(told["list"])) < 4:
            self.size, self.name = len(listed), told["name"]
            factors = [_PRODUCT.sub(lambda found: "*".join(found[0]), e) for e in listed]
            return [f"{part} = {e}" for part, e in zip(_PARTS, factors, strict=False)]
        told = _OPERATOR.fullmatch(line)
        if told is None or told["name"] != self.name:
            return []
        rest = reworded(FORMS, f"={told['rest']}")
        if told["div"]:
            rates = (f"∂{part}/∂{x}" for part, x in zip(_PARTS[: self.size], "xyz", strict=False))
            return [f"{' + '.join(rates)} {rest}"]
        listed = entries(rest.rpartition("=")[2].strip(" .()"))
        if self.size == len(listed) == 3:
            return [f"{rate} = {e}" for rate, e in zip(_CURLED, listed, strict=True)]
        return [f"{_CURLED[2]} {rest}"] if self.size == 2 else []
