r"""The sign of a limit, and where that goes, as people write them: `\lim_{x \to 0^+}`, `lim x->0 `, `0+`."""

import re
from typing import Literal

Side = Literal["left", "right", "both"]

ARROW = re.compile(
    r"\s*(?:->|→|⟶|\\(?:right|longright)?arrow(?![A-Za-z])|\\to(?![A-Za-z])|\b(?:goes|tends)\s+to\b)\s*", re.I
)

LIMIT_OF = re.compile(
    rf"""(?P<before> (?: \s | \$ | \\[(\[] | \\displaystyle )* )
      (?: \\lim (?:\s*\\limits)? | (?<![A-Za-z])lim ) \s* _? \s*
      (?: \{{ (?P<braced> (?:[^{{}}] | \{{[^{{}}]*\}})* ) \}} | \( (?P<bracketed> [^()]* ) \)
        | (?P<bare> \\?\w+ {ARROW.pattern} \S+ ) (?=\s) ) (?: \s+ of (?=\s) )?""",
    re.VERBOSE,
)
"""What stands before an expression whose limit is meant."""

_SIDED = re.compile(r"(?P<point>.*[^\s^{+-])\s*\^?(?P<brace>\{)?\s*(?P<sign>[+\-−⁺⁻])\s*(?(brace)\})\s*", re.DOTALL)
_SIDE_OF: dict[str, Side] = {"+": "right", "⁺": "right", "-": "left", "−": "left", "⁻": "left"}


def goal_of(sign: re.Match[str]) -> str:
    """Return where the limit goes that `LIMIT_OF` has found."""
    return str(sign["braced"] or sign["bracketed"] or sign["bare"])


def sided(point: str) -> tuple[str, Side]:
    """Return the point without a sign behind it, and the side that this is."""
    found = _SIDED.fullmatch(point)
    return (point, "both") if found is None else (found["point"], _SIDE_OF[found["sign"]])
