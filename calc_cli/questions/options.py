"""The arguments and options that several questions have, so that they mean and say the same everywhere.

Each is a function that declares a field, since a field belongs to one class.
"""

from typing import Any

from calc_cli.errors import UsageError
from calc_cli.questions.declaration import argument, option


def expression() -> Any:
    """Declare EXPR."""
    return argument(
        "EXPR",
        missing=(
            "an expression is missing",
            "give one, as in calc diff 'x^2', or one a line on standard input",
        ),
    )


def wrt() -> Any:
    """Declare the variable of a function of one variable."""
    return option(
        "The variable; left out: x if it occurs, else t, else the only one.",
        default=None,
        metavar="NAME",
        example="--wrt t",
    )


def variables() -> Any:
    """Declare the variables of a function of several."""
    return option(
        "The variables, in order; left out: all that occur, x2 before x10.",
        default=None,
        metavar="NAMES",
        example=("--wrt x,y", "--wrt speed,time"),
    )


def at() -> Any:
    """Declare the point."""
    return option(
        "The point, exact, or a JSON file of values. Repeatable.",
        default=None,
        metavar="POINT",
        example=("--at pi/2", "--at x=1,y=2", "--at @point.json"),
        may_be_file=True,
    )


def shape() -> Any:
    """Declare the shapes of letters."""
    return option(
        "The shape of a vector or matrix, and its structure. Repeatable.",
        default=None,
        metavar="NAME=DIMS",
        example=("--shape A=m,n", "--shape x=n", "--shape S=n,n,symmetric (or positive, diagonal, orthogonal)"),
    )


def assume() -> Any:
    """Declare what is known of the letters."""
    return option(
        "What is known of a letter. Repeatable.",
        default=None,
        metavar="CONDITION",
        example=("--assume 'a > 0'", "--assume '0 < p < 1'"),
    )


def check() -> Any:
    """Declare the answer to check."""
    return option(
        "Tell whether this answer is correct.", default=None, metavar="ANSWER", example=("--check 2x", "--check dne")
    )


def reveal() -> Any:
    """Declare the wish for the right result beside a wrong answer."""
    return option("Show the right result beside a wrong answer.", default=False, example="--check 3x --reveal")


def hint() -> Any:
    """Declare the wish for the first hints."""
    return option(
        "The first N hints only: the rule and where, then the step, at last the result.",
        default=None,
        metavar="N",
        range=(1, None),
        example="--hint 1",
    )


def steps() -> Any:
    """Declare the wish for the derivation."""
    return option("Show the derivation, rule by rule.", default=False, example="x^2*sin(x) --steps")


def all_steps() -> Any:
    """Declare the wish for a derivation without a gap."""
    return option("The same with all that one does in one's head.", default=False, example="3x^2 --all-steps")


def plot() -> Any:
    """Declare the wish for a picture."""
    return option("Draw the picture below the pretty result.", default=False, example="--plot")


def digits() -> Any:
    """Declare the number of digits."""
    return option(
        "Decimals, correct to N significant digits (1 to 1000), instead of exact values.",
        default=None,
        metavar="N",
        range=(1, 1000),
        example="--digits 10",
    )


def tangent() -> Any:
    """Declare the wish for the tangent."""
    return option(
        "The tangent and the normal at the point, and how the graph lies there.",
        default=False,
        example="--at 1 --tangent",
    )


def require_point(tangent: bool, at: Any) -> None:
    """Raise UsageError if a tangent is asked for without a point."""
    if tangent and not at:
        raise UsageError("--tangent needs the point of the curve", hint="for example --at 1")


def require_room(plot: bool, form: str) -> None:
    """Raise UsageError where there is no room for a picture below the result."""
    if plot and form != "pretty":
        raise UsageError("--plot draws below the pretty result", hint="add -f pretty, or use calc plot")
