"""The arguments and options that several questions have, so that they mean and say the same everywhere.

Each makes a field when it is called, since a field belongs to one class.
"""

from functools import partial
from typing import Any

from calc_cli.errors import UsageError
from calc_cli.questions.declaration import argument, flag, option

expression = partial(
    argument,
    "EXPR",
    missing=("an expression is missing", "give one, as in calc diff 'x^2', or one a line on standard input"),
)

wrt = partial(
    option, "The variable; left out: x if it occurs, else t, else the only one.", metavar="NAME", example="--wrt t"
)
"""The variable of a function of one variable."""

variables = partial(
    option,
    "The variables, in order; left out: all that occur, x2 before x10.",
    metavar="NAMES",
    example=("--wrt x,y", "--wrt speed,time"),
)
"""The variables of a function of several."""

at = partial(
    option,
    "The point, exact, or a JSON file of values. Repeatable.",
    metavar="POINT",
    example=("--at pi/2", "--at x=1,y=2", "--at @point.json"),
    may_be_file=True,
)
shape = partial(
    option,
    "The shape of a vector or matrix, and its structure. Repeatable.",
    metavar="NAME=DIMS",
    example=("--shape A=m,n", "--shape x=n", "--shape S=n,n,symmetric (or positive, diagonal, orthogonal)"),
)
assume = partial(
    option,
    "What is known of a letter. Repeatable.",
    metavar="CONDITION",
    example=("--assume 'a > 0'", "--assume '0 < p < 1'"),
)
check = partial(option, "Tell whether this answer is correct.", metavar="ANSWER", example=("--check 2x", "--check dne"))
hint = partial(
    option,
    "The first N hints only: the rule and where, then the step, at last the result.",
    metavar="N",
    range=(1, None),
    example="--hint 1",
)
digits = partial(
    option,
    "Decimals, correct to N significant digits (1 to 1000), instead of exact values.",
    metavar="N",
    range=(1, 1000),
    example="--digits 10",
)

reveal = partial(flag, "Show the right result beside a wrong answer.", example="--check 3x --reveal")
steps = partial(flag, "Show the derivation, rule by rule.", example="x^2*sin(x) --steps")
all_steps = partial(flag, "The same with all that one does in one's head.", example="3x^2 --all-steps")
plot = partial(flag, "Draw the picture below the pretty result.", example="--plot")
tangent = partial(
    flag, "The tangent and the normal at the point, and how the graph lies there.", example="--at 1 --tangent"
)


def require_point(tangent: bool, at: Any) -> None:
    """Raise UsageError if a tangent is asked for without a point."""
    if tangent and not at:
        raise UsageError("--tangent needs the point of the curve", hint="for example --at 1")
