r"""The sign of a limit, and where that goes, as people write them: `\lim_{x \to 0^+}`, `lim x->0 `, `0+`."""

import re
from typing import Literal

Side = Literal["left", "right", "both"]

ARROW = re.compile(
    r"\s*(?:->|→|⟶|\\(?:right|longright)?arrow(?![A-Za-z])|\\to(?![A-Za-z])"
    r"|\b(?:(?:goes|tends)\s+to|approaches)\b)\s*",
    re.IGNORECASE,
)

LIMIT_OF = re.compile(
    rf"""(?P<before> (?: \s | \$ | \\[(\[] | \\displaystyle )* )
      (?: \\lim (?:\s*\\limits)? | (?<![A-Za-z])lim(?:it(?!\s*\())? (?:\s+as)? ) \s* _? \s*
      (?: \{{ (?P<braced> (?:[^{{}}] | \{{[^{{}}]*\}})* ) \}} | \( (?P<bracketed> [^()]* ) \)
        | (?P<bare> \\?\w+ {ARROW.pattern} \S+ ) (?=\s) ) (?: \s+ of (?=\s) )?""",
    re.VERBOSE,
)
"""What stands before an expression whose limit is meant."""

_GOAL_BEHIND = re.compile(
    rf"""(?P<before> \s* (?:lim(?:it)? (?:\s+of)? (?=\s))? ) (?P<expression> .+? ) (?: \s*,\s* | \s(?:as|when)\s+ )
      (?P<goal> (?: \w+ | \([^()]*\) ) {ARROW.pattern} .+ )""",
    re.VERBOSE,
)
"""The limit of an expression as x -> 0."""

_SIDED = re.compile(
    r"""(?P<point> .* [^\s^{+,-] ) \s*
      (?: \^?(?P<brace>\{)? \s* (?P<sign>[+\-−⁺⁻]) \s* (?(brace)\})
        | ,?\s from \s+ (?:the\s+)? (?P<words>left|right|above|below) ) \s*""",
    re.VERBOSE | re.DOTALL,
)
_SIDE_OF: dict[str, Side] = {
    **dict.fromkeys(("+", "⁺", "right", "above"), "right"),
    **dict.fromkeys(("-", "−", "⁻", "left", "below"), "left"),
}


def goal_of(sign: re.Match[str]) -> str:
    """Return where the limit goes that `LIMIT_OF` has found."""
    return str(sign["braced"] or sign["bracketed"] or sign["bare"])


def with_goal(text: str) -> tuple[str, str] | None:
    """Return an expression, at its place, and where the limit of it goes, which stands before it or behind."""
    if sign := LIMIT_OF.match(text):
        return sign["before"].ljust(sign.end()) + text[sign.end() :], goal_of(sign)
    found = _GOAL_BEHIND.fullmatch(text)
    return None if found is None else (" " * found.end("before") + found["expression"], found["goal"])


def sided(point: str) -> tuple[str, Side]:
    """Return the point without a sign behind it, and the side that this is."""
    found = _SIDED.fullmatch(point)
    return (point, "both") if found is None else (found["point"], _SIDE_OF[found["sign"] or found["words"]])
