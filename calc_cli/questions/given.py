"""An answer that is to be checked, as text: `2x`, `f'(x) = 2x`, `dy/dx = 2x`, or that there is none."""

import re
from dataclasses import dataclass

from calc_cli.questions.texts import function_of
from calc_cli.syntax.parser import parse
from calc_cli.syntax.tree import Node
from calc_cli.syntax.words import Names

_NONE = ("does not exist", "doesn't exist", "dne", "none", "undefined")

_DERIVATIVE = re.compile(
    r"""\s*(?:
      [^=<>!]* ['′″‴] \s* (?: \([^=()]*\) )?                        # y', f''(x), (x^2)'
    | (?: \\[dt]?frac\s*\{\s* )? (?: d | ∂ | \\partial ) [^=<>!/]* (?: / | \}\s*\{ ) \s*
      (?: d | ∂ | \\partial\s* ) [^=<>!]*                           # dy/dx, d²y/dx², \frac{d}{dx} f(x)
    | D (?: _\{?\w+\}? )? \s* \w* \s* (?: \([^=()]*\) )?            # Df, D_x f
    )? \s* = (?!=)""",
    re.VERBOSE,
)
"""A left-hand side that names the derivative, or nothing, and the sign of equality."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; without a tree it says that there is none."""

    source: str
    tree: Node | None
    notes: tuple[str, ...] = ()


def read_given(text: str | None, names: Names) -> Given | None:
    """Read an answer, if there is one. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
    if text is None:
        return None
    if text.strip().lower().rstrip(".") in _NONE:
        return Given(text, None)
    left = _DERIVATIVE.match(text)
    reading = parse(text if left is None else " " * left.end() + text[left.end() :], names)
    return Given(text, function_of(reading).tree, reading.notes)
