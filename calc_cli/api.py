"""The functions that Python calls, one a question. Importing them loads no SymPy, calling them does."""

from calc_cli.questions.chain import chain
from calc_cli.questions.check import check
from calc_cli.questions.diff import diff, implicit, inverse
from calc_cli.questions.grad import grad
from calc_cli.questions.graph import graph
from calc_cli.questions.hessian import hessian
from calc_cli.questions.jacobian import jacobian
from calc_cli.questions.limit import limit
from calc_cli.questions.plot import plot
from calc_cli.questions.rules import rules
from calc_cli.questions.same import same

__all__ = [
    "chain",
    "check",
    "diff",
    "grad",
    "graph",
    "hessian",
    "implicit",
    "inverse",
    "jacobian",
    "limit",
    "plot",
    "rules",
    "same",
]
