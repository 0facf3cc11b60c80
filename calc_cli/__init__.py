"""calc: a calculus tool for the command line, and the same answers from Python.

>>> import calc_cli
>>> calc_cli.diff("3x^2 - 4x", at="1").value
2

What is named here is loaded when it is first used, so that the command line starts without SymPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calc_cli.calculus.chain.chain import Chain as Chain
    from calc_cli.calculus.checking.sameness import Sameness as Sameness
    from calc_cli.calculus.checking.working import Working as Working
    from calc_cli.calculus.derivative import Derivative as Derivative
    from calc_cli.calculus.graph.graph import Graph as Graph
    from calc_cli.calculus.implicit.implicit import Implicit as Implicit
    from calc_cli.calculus.implicit.inverse import Inverse as Inverse
    from calc_cli.calculus.limits.limit import Limit as Limit
    from calc_cli.calculus.partials.gradient import Gradient as Gradient
    from calc_cli.calculus.partials.hessian import Hessian as Hessian
    from calc_cli.calculus.partials.jacobian import Jacobian as Jacobian
    from calc_cli.calculus.plot.field import Field as Field
    from calc_cli.calculus.plot.plot import Plot as Plot
    from calc_cli.errors import CalcError as CalcError
    from calc_cli.questions.api import chain as chain
    from calc_cli.questions.api import check as check
    from calc_cli.questions.api import diff as diff
    from calc_cli.questions.api import grad as grad
    from calc_cli.questions.api import graph as graph
    from calc_cli.questions.api import hessian as hessian
    from calc_cli.questions.api import implicit as implicit
    from calc_cli.questions.api import inverse as inverse
    from calc_cli.questions.api import jacobian as jacobian
    from calc_cli.questions.api import limit as limit
    from calc_cli.questions.api import plot as plot
    from calc_cli.questions.api import rules as rules
    from calc_cli.questions.api import same as same

__version__ = "0.1.0"
__all__ = [
    "CalcError",
    "Chain",
    "Derivative",
    "Field",
    "Gradient",
    "Graph",
    "Hessian",
    "Implicit",
    "Inverse",
    "Jacobian",
    "Limit",
    "Plot",
    "Sameness",
    "Working",
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

_HOME = {
    "CalcError": "calc_cli.errors",
    "Chain": "calc_cli.calculus.chain.chain",
    "Derivative": "calc_cli.calculus.derivative",
    "Gradient": "calc_cli.calculus.partials.gradient",
    "Graph": "calc_cli.calculus.graph.graph",
    "Hessian": "calc_cli.calculus.partials.hessian",
    "Implicit": "calc_cli.calculus.implicit.implicit",
    "Inverse": "calc_cli.calculus.implicit.inverse",
    "Jacobian": "calc_cli.calculus.partials.jacobian",
    "Limit": "calc_cli.calculus.limits.limit",
    "Field": "calc_cli.calculus.plot.field",
    "Plot": "calc_cli.calculus.plot.plot",
    "Sameness": "calc_cli.calculus.checking.sameness",
    "Working": "calc_cli.calculus.checking.working",
    "chain": "calc_cli.questions.api",
    "check": "calc_cli.questions.api",
    "diff": "calc_cli.questions.api",
    "grad": "calc_cli.questions.api",
    "graph": "calc_cli.questions.api",
    "hessian": "calc_cli.questions.api",
    "implicit": "calc_cli.questions.api",
    "inverse": "calc_cli.questions.api",
    "jacobian": "calc_cli.questions.api",
    "limit": "calc_cli.questions.api",
    "rules": "calc_cli.questions.api",
    "plot": "calc_cli.questions.api",
    "same": "calc_cli.questions.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'calc_cli' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)
