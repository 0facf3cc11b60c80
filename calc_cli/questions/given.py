"""An answer that is to be checked, as text: `2x`, `f'(x) = 2x`, `dy/dx = 2x`, or that there is none."""

import re
from dataclasses import dataclass, replace

from calc_cli.questions.texts import function_of
from calc_cli.syntax.parser import parse, parse_list
from calc_cli.syntax.tree import Node, Vector
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

_GRADIENT = re.compile(r"\s*(?:∇|\\nabla|grad\b|H\b|J\b|d[A-Za-z]*/d)[^=\[]*=(?!=)")
"""A left-hand side that names several derivatives: ∇f(x, y) = ..., H = ..., J = ..., df/dX = ..."""


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
    reading = parse(_right_side(_DERIVATIVE, text), names)
    return Given(text, function_of(reading).tree, reading.notes)


def read_given_list(text: str | None, names: Names) -> Given | None:
    """Read `[2x, 2y]`, `∇f = [2x, 2y]`, or the same without brackets."""
    if text is None:
        return None
    shown = right_side_of_gradient(text)
    if "," not in text or shown.lstrip().startswith("["):
        given = read_given(shown, names)
        return given and replace(given, source=text)
    items = parse_list(shown, names)
    tree = items[0] if len(items) == 1 else Vector((items[0].span[0], items[-1].span[1]), items)
    return Given(text, tree)


def right_side_of_gradient(text: str) -> str:
    """Return an answer with blanks in the place of a left-hand side such as ∇f =, so that its spans stay."""
    return _right_side(_GRADIENT, text)


def _right_side(left_side: re.Pattern[str], text: str) -> str:
    left = left_side.match(text)
    return text if left is None else " " * left.end() + text[left.end() :]
