"""An answer that is to be checked, as text: `2x`, `f'(x) = 2x`, `dy/dx = 2x`, or that there is none."""

import re
from dataclasses import dataclass

from calc_cli.errors import UsageError
from calc_cli.questions.texts import right_hand_side
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


FORMS = ("factored", "expanded", "simplified")
"""What may be demanded of the form of an answer."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer; without a tree it says that there is none."""

    source: str
    tree: Node | None
    notes: tuple[str, ...] = ()


def check_form(form: str, answer: str | None) -> None:
    """Raise UsageError if `form` is none of FORMS, or is demanded of no answer."""
    if form not in FORMS:
        raise UsageError(f"the form is {', '.join(FORMS[:-1])} or {FORMS[-1]}, not '{form}'")
    if answer is None:
        raise UsageError("a form is demanded of an answer", hint="for example --check 'x(x+1)' --form factored")


def read_given(text: str, names: Names) -> Given:
    """Read an answer. Raises ExpressionSyntaxError, UnknownNameError or UsageError."""
    if text.strip().lower().rstrip(".") in _NONE:
        return Given(text, None)
    left = _DERIVATIVE.match(text)
    reading = parse(text if left is None else " " * left.end() + text[left.end() :], names)
    return Given(text, right_hand_side(reading).function, reading.notes)
