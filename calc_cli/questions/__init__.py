"""The questions that calc answers, one a file: what may be asked, how it is read, and what answers it.

Each has its name here, and its file is loaded when it is asked for: what the command line asks, and the same as a
function.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it, see calc_cli
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from calc_cli.questions.chain import chain as chain
    from calc_cli.questions.check import check as check
    from calc_cli.questions.declaration import Question
    from calc_cli.questions.descend import descend as descend
    from calc_cli.questions.diff import diff as diff, implicit as implicit, inverse as inverse
    from calc_cli.questions.grad import grad as grad
    from calc_cli.questions.graph import graph as graph
    from calc_cli.questions.hessian import hessian as hessian
    from calc_cli.questions.integrate import integrate as integrate
    from calc_cli.questions.jacobian import jacobian as jacobian
    from calc_cli.questions.limit import limit as limit
    from calc_cli.questions.plot import plot as plot
    from calc_cli.questions.practice import practice as practice
    from calc_cli.questions.rules import rules as rules
    from calc_cli.questions.same import same as same
    from calc_cli.questions.study import study as study

GROUPS = {
    "Derivatives": ("diff", "grad", "jacobian", "hessian", "chain", "graph", "descend"),
    "Limits and integrals": ("limit", "integrate"),
    "Curves": ("study", "plot"),
    "Answers and practice": ("same", "check", "practice", "rules"),
}
"""The commands by their names, under the headings that they have in the help, and in its order."""

COMMANDS = tuple(name for group in GROUPS.values() for name in group)

FUNCTIONS = {name: name for name in COMMANDS} | {"implicit": "diff", "inverse": "diff"}
"""By the name of a function the module that has it: those of the commands, and what Python has beside them."""


def function(name: str) -> Callable[..., Any]:
    """Load what Python calls by this name."""
    found: Callable[..., Any] = getattr(_loaded(FUNCTIONS[name]), name)
    return found


def question_of(command: str) -> type[Question]:
    """Load the question that a command asks, of limit LimitQuestion."""
    found: type[Question] = getattr(_loaded(command), f"{command.capitalize()}Question")
    return found


def _loaded(module: str) -> object:
    from importlib import import_module  # not before a question is asked

    return import_module(f"{__name__}.{module}")


def nearest(word: str, others: dict[str, str]) -> str | None:
    """Return the command that `word` is most like by its name or another word, or what one of `others` means."""
    from difflib import get_close_matches  # only a mistake pays for this import

    known = {also: command for command in COMMANDS for also in (command, *question_of(command).also)} | others
    near = get_close_matches(word.lower(), known, n=1)
    return known[near[0]] if near else None
