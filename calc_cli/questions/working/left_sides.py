"""The left side of a line of a working: the function or derivative that it speaks of, as in f'(3) = or dy/dx =."""

import re
from dataclasses import dataclass, replace

from calc_cli.functions import BY_NAME
from calc_cli.questions.working.inverses import INVERSE
from calc_cli.questions.working.remarks import NAME
from calc_cli.questions.working.text import Clause
from calc_cli.syntax.names import CONSTANTS
from calc_cli.syntax.words import Names, canonical

_ORDER = r"(?:\s*\^\s*\{?(?P<order>\d)\}?|(?P<raised>[²³]))?"
_LEFT = re.compile(
    rf"""\s*(?:
      (?P<name>{NAME}) \s* (?P<primes>['"]*) \s* (?: \( \s* (?P<argument>[^()=]+?) \s* \) )?           # y, f(x), f''(3)
    | (?P<over>\\[dt]?frac\s*\{{\s*)? d{_ORDER} \s* (?P<of>{NAME}) (?: \( [\w\s,]* \) )?      # dy/dx, df(x)/dx
      \s* (?(over)\}}\s*\{{|/) \s* d \s* (?P<variable>{NAME}) (?:\^\{{?\d\}}?|[²³])? (?(over)\s*\}})
    )\s* (?==(?!=))""",
    re.VERBOSE,
)
"""The left side of an equation that names a function or its derivative."""

_PARTIAL = re.compile(
    rf"""\s*(?:
      (?P<of>{NAME[: NAME.index(")") + 1]})_\{{?(?P<lowered>[a-z]{{1,3}})\}}?\s*(?:\((?P<at>[^()=]+)\))?
    | (?P<over>\\[dt]?frac\s*\{{\s*)?d\s*(?:\^\s*\{{?2\}}?|²)\s*(?P<whole>[A-Za-z])\s*(?(over)\}}\s*\{{|/)
      \s*d\s*(?P<x>[a-z])\s*d\s*(?P<y>[a-z])\s*(?(over)\}})
    )\s*(?==(?!=))""",
    re.VERBOSE,
)
"""f_x, f_x(1, 2), f_xy or ∂²f/∂x∂y, if f has been defined."""


@dataclass(frozen=True, slots=True)
class Left:
    """A left-hand side: the function by its name, differentiated `order` times in `variable`, if that is named.

    `at` are the coordinates of a value, as in f'(3); `before` are the other variables, as of f_xy.
    """

    name: str
    order: int
    variable: str | None
    at: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    is_partial: bool = False


class LeftSides:
    """Reads left sides one after another: of the `functions` that are known, which grow, in a working of that text."""

    def __init__(self, text: str, names: Names, functions: list[str], *, is_varying: bool) -> None:
        self.text, self.names, self.functions, self.is_varying = text, names, functions, is_varying
        self.arguments: dict[str, list[str]] = {}
        self.first: str | None = None
        """The name of the function of the first line, if it has one."""

    def of(self, clause: Clause, text: str) -> tuple[Left | None, int]:
        """Return what the left-hand side, or the words before, name, and where what is said of it begins."""
        partial = _PARTIAL.match(text)
        names = partial and (partial["lowered"] or partial["x"] + partial["y"])
        if partial and names and self.is_in(partial["of"] or partial["whole"], names):
            name = partial["of"] or partial["whole"]
            at = tuple(partial["at"].split(",")) if partial["at"] else ()
            return Left(name, len(names), names[-1], at, tuple(names[:-1]), is_partial=True), partial.end()
        matched = _LEFT.match(text)
        left = matched and self.left(matched)
        if left and left.order and self.first and self.is_unknown(left.name):
            left = replace(left, name=self.first)
        if matched and left and left.variable not in self.functions:  # dy/du is the quotient of y' and u'
            is_partial = left.order > 0 and re.search(r"∂|\\partial", clause.mathematics) is not None
            return replace(left, is_partial=is_partial), matched.end()
        if clause.order and self.functions:
            return Left(self.functions[0], clause.order, None), len(text) - len(text.lstrip(" ="))
        return None, 0

    def is_unknown(self, name: str) -> bool:
        """Return True of a function that alone is differentiated and told nowhere, so that f' is that of y."""
        primed = set(re.findall(r"([A-Za-z])(?:\([A-Za-z]\))?['’′]|(?<![A-Za-z])d\^?\d?([A-Za-z])/", self.text))
        is_new = name not in self.functions and not self.is_varying
        is_alone = is_new and (name == "y" or {*map("".join, primed)} == {name})
        return is_alone and re.search(rf"(?<![A-Za-z]){name}\s*(?:\([^()]*\)\s*)?=", self.text) is None

    def is_in(self, name: str, letters: str) -> bool:
        """Return True if a function may be differentiated in these letters: f(x) has no f_avg."""
        arguments = {*self.arguments.get(name, ())} - {""} or {
            *re.findall(r"(?<![A-Za-z])[a-z](?![A-Za-z])", self.text)
        }
        return name in self.functions and {*letters} <= arguments

    def left(self, matched: re.Match[str]) -> Left | None:
        """Return the left-hand side, if its letters are a name: those of `sin = ` and `xy = ` are not."""
        name = canonical(matched["name"] or matched["of"])
        if name is None or name in BY_NAME or re.fullmatch("[xyz]{2,}", name):
            return None
        if name in "xyz" and re.search(r"[a-z].*[-+−]|[-+−].*[a-z]", matched["argument"] or ""):  # x(y - 1)
            return None
        if matched["name"]:
            primes, argument = matched["primes"], matched["argument"]
            variable = argument and canonical(argument.split(",")[0])
            order = primes.count("'") + 2 * primes.count('"')
            known = self.arguments.setdefault(name, (argument or "").replace(" ", "").split(","))
            is_elsewhere = order > 0 and known != [""] and variable not in known
            is_place = variable is None or variable in CONSTANTS or is_elsewhere or name.endswith(INVERSE)
            at = tuple(argument.split(",")) if is_place and argument else ()
            others = () if is_place or order else tuple(known[1:])
            return Left(self.names.spell(name), order, None if is_place else variable, at, others)
        order = {"²": 2, "³": 3}.get(matched["raised"] or "") or int(matched["order"] or 1)
        return Left(self.names.spell(name), order, canonical(matched["variable"]))
