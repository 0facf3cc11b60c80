"""The questions that calc answers, one a file: what may be asked, how it is read, and what answers it."""

from collections.abc import Callable

from calc_cli.questions.declaration import Question


def _diff() -> type[Question]:
    from calc_cli.questions.diff import DiffQuestion

    return DiffQuestion


def _grad() -> type[Question]:
    from calc_cli.questions.grad import GradQuestion

    return GradQuestion


def _jacobian() -> type[Question]:
    from calc_cli.questions.jacobian import JacobianQuestion

    return JacobianQuestion


def _hessian() -> type[Question]:
    from calc_cli.questions.hessian import HessianQuestion

    return HessianQuestion


def _limit() -> type[Question]:
    from calc_cli.questions.limit import LimitQuestion

    return LimitQuestion


def _chain() -> type[Question]:
    from calc_cli.questions.chain import ChainQuestion

    return ChainQuestion


def _graph() -> type[Question]:
    from calc_cli.questions.graph import GraphQuestion

    return GraphQuestion


def _plot() -> type[Question]:
    from calc_cli.questions.plot import PlotQuestion

    return PlotQuestion


def _same() -> type[Question]:
    from calc_cli.questions.same import SameQuestion

    return SameQuestion


def _check() -> type[Question]:
    from calc_cli.questions.check import CheckQuestion

    return CheckQuestion


def _rules() -> type[Question]:
    from calc_cli.questions.rules import RulesQuestion

    return RulesQuestion


QUESTIONS: dict[str, Callable[[], type[Question]]] = {
    "diff": _diff,
    "grad": _grad,
    "jacobian": _jacobian,
    "hessian": _hessian,
    "limit": _limit,
    "chain": _chain,
    "graph": _graph,
    "plot": _plot,
    "same": _same,
    "check": _check,
    "rules": _rules,
}
"""By the name of the command, in the order of the help; each is loaded when it is asked for."""
