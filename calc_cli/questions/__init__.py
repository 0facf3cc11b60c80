"""The questions that calc answers, one a file: what may be asked, how it is read, and what answers it.

Each has a row here, and is loaded when it is asked for: what the command line asks, and the same as a function.
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

    Row = tuple[type[Question], Callable[..., Any]]


def _diff() -> Row:
    from calc_cli.questions.diff import DiffQuestion, diff

    return DiffQuestion, diff


def _grad() -> Row:
    from calc_cli.questions.grad import GradQuestion, grad

    return GradQuestion, grad


def _jacobian() -> Row:
    from calc_cli.questions.jacobian import JacobianQuestion, jacobian

    return JacobianQuestion, jacobian


def _hessian() -> Row:
    from calc_cli.questions.hessian import HessianQuestion, hessian

    return HessianQuestion, hessian


def _limit() -> Row:
    from calc_cli.questions.limit import LimitQuestion, limit

    return LimitQuestion, limit


def _integrate() -> Row:
    from calc_cli.questions.integrate import IntegrateQuestion, integrate

    return IntegrateQuestion, integrate


def _chain() -> Row:
    from calc_cli.questions.chain import ChainQuestion, chain

    return ChainQuestion, chain


def _graph() -> Row:
    from calc_cli.questions.graph import GraphQuestion, graph

    return GraphQuestion, graph


def _study() -> Row:
    from calc_cli.questions.study import StudyQuestion, study

    return StudyQuestion, study


def _descend() -> Row:
    from calc_cli.questions.descend import DescendQuestion, descend

    return DescendQuestion, descend


def _plot() -> Row:
    from calc_cli.questions.plot import PlotQuestion, plot

    return PlotQuestion, plot


def _same() -> Row:
    from calc_cli.questions.same import SameQuestion, same

    return SameQuestion, same


def _check() -> Row:
    from calc_cli.questions.check import CheckQuestion, check

    return CheckQuestion, check


def _practice() -> Row:
    from calc_cli.questions.practice import PracticeQuestion, practice

    return PracticeQuestion, practice


def _rules() -> Row:
    from calc_cli.questions.rules import RulesQuestion, rules

    return RulesQuestion, rules


def _implicit() -> Row:
    from calc_cli.questions.diff import DiffQuestion, implicit

    return DiffQuestion, implicit


def _inverse() -> Row:
    from calc_cli.questions.diff import DiffQuestion, inverse

    return DiffQuestion, inverse


def _named(*rows: Callable[[], Row]) -> dict[str, Callable[[], Row]]:
    return {load.__name__[1:]: load for load in rows}


GROUPS = {
    "Derivatives": _named(_diff, _grad, _jacobian, _hessian, _chain, _graph, _descend),
    "Limits and integrals": _named(_limit, _integrate),
    "Curves": _named(_study, _plot),
    "Answers and practice": _named(_same, _check, _practice, _rules),
}
"""The commands by their names, under the headings that they have in the help, and in its order."""

COMMANDS = {name: load for group in GROUPS.values() for name, load in group.items()}

FUNCTIONS = COMMANDS | _named(_implicit, _inverse)
"""By the name of the function: those, and what Python has beside them."""


def question_of(command: str) -> type[Question]:
    """Load the question that a command asks."""
    return COMMANDS[command]()[0]


def nearest(word: str, others: dict[str, str]) -> str | None:
    """Return the command that `word` is most like by its name or another word, or what one of `others` means."""
    from difflib import get_close_matches  # only a mistake pays for this import

    known = {also: command for command in COMMANDS for also in (command, *question_of(command).also)} | others
    near = get_close_matches(word.lower(), known, n=1)
    return known[near[0]] if near else None
