"""Vector fields told as lists: F = (P, Q, R) is read as its components, div F, curl F and a potential by these."""

import re

from calc_cli.questions.working.forms import FORMS, entries, reworded

_OPERATOR = re.compile(
    r"\s*(?:(?P<div>\bdiv\b|(?:∇|\\nabla)\s*(?:[·⋅]|\\cdot))|(?:\b(?:curl|rot)\b|(?:∇|\\nabla)\s*(?:×|\\times)))"
    r"\s*\(?(?P<name>[A-Z])\)?\s*=(?P<rest>.*)"
)
"""div F = ..., curl F = ..."""
_FIELD = re.compile(r"\s*(?P<name>[FGVEB])\s*(?:\([xyz, ]*\))?\s*=\s*\((?P<list>.*)\)[.\s]*")
_ABOUT = re.compile(
    r"\b(?:div|curl|rot|conservative|potential|field|flux|work)\b|∇|\\nabla|∮|∂[PQ]|[PQ]_[xy]|\bf_[xy]\s*="
)
_POTENTIAL = re.compile(
    r"\s*(?:f(?:_(?P<x>[xyz]))?\s*(?:\([xyz, ]*\))?|(?P<rest_of>[gh]['’′]\s*\([yz]\)))\s*=\s*(?P<rest>[^,;]+?)[.\s]*"
)
"""f = ..., f_x = ..., g'(y) = ..."""
_REST = re.compile(r"[gh]['’′]\s*\([yz]\)")
_NUMBERED = re.compile(r"[A-Z]_?\{?([123₁₂₃])\}?")
"""F_1, a component."""
_PRODUCT = re.compile(r"(?<![A-Za-z])[xyz]{2,3}(?![A-Za-z])")
_PARTS = ("P", "Q", "R")

_CURLED = ("∂R/∂y - ∂Q/∂z", "∂P/∂z - ∂R/∂x", "∂Q/∂x - ∂P/∂y")


class Fields:
    """Reads the lines of `text` that are about fields, if it is: `entries` are the components of the one named last.

    A potential f that was told with g(y) in it has the `slope` f_y, which is Q.
    """

    def __init__(self, text: str) -> None:
        self.is_concerned = _ABOUT.search(text) is not None
        self.name, self.entries, self.slope = "", list[str](), ("", "")

    def formulas(self, line: str) -> list[str]:
        """Return the formula of each component that a line tells; nothing of other lines."""
        told = _FIELD.fullmatch(reworded(FORMS, line)) if self.is_concerned else None
        if told and 1 < len(listed := entries(told["list"])) < 4 and re.search("[xyz]", told["list"]):
            self.name, self.entries = told["name"], [_PRODUCT.sub(lambda found: "*".join(found[0]), e) for e in listed]
            return [f"{part} = {e}" for part, e in zip(_PARTS, self.entries, strict=False)]
        if self.entries and (told := _POTENTIAL.fullmatch(line)):
            return self.of_potential(told)
        told = _OPERATOR.fullmatch(line)
        if told is None or told["name"] != self.name:
            return []
        rest = reworded(FORMS, "=" + _NUMBERED.sub(lambda found: _PARTS["123₁₂₃".index(found[1]) % 3], told["rest"]))
        size = len(self.entries)
        if told["div"]:
            rates = (f"∂{part}/∂{x}" for part, x in zip(_PARTS[:size], "xyz", strict=False))
            return [f"{' + '.join(rates)} {rest}"]
        listed = entries(rest.rpartition("=")[2].strip(" .()"))
        if size == len(listed) == 3:
            return [f"{rate} = {e}" for rate, e in zip(_CURLED, listed, strict=True)]
        return [f"{_CURLED[2]} {rest}"] if size == 2 else []

    def of_potential(self, told: re.Match[str]) -> list[str]:
        """Return what holds of the components by a line f = x^2 y + g(y), f_y = x^2 + g'(y) or g'(y) = 2y."""
        first, *others = told["rest"].split("=")
        if told["rest_of"]:
            slope, component = self.slope
            return [f"{_REST.sub(f'({first})', slope)} = {component}"] if slope else []
        if not told["x"]:
            has_rest = re.search(r"\b[gh]\s*\(", first)
            return [] if has_rest else [f"d/d{x} ({first}) = {e}" for x, e in zip("xyz", self.entries, strict=False)]
        component = self.entries["xyz".index(told["x"])]
        if not _REST.search(first):
            return [f"{component} = {side}" for side in (first, *others)]
        self.slope = (first, component)
        return [told[0].partition("=")[0] + f"= {first}", *(f"{component} = {side}" for side in others)]
