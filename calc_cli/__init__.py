"""calc: a calculus tool for the command line, and the same answers from Python.

>>> import calc_cli
>>> calc_cli.diff("3x^2 - 4x", at="1").value
2

What is named here is loaded when it is first used, so that the command line starts without SymPy.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calc_cli.api import chain as chain
    from calc_cli.api import check as check
    from calc_cli.api import diff as diff
    from calc_cli.api import grad as grad
    from calc_cli.api import graph as graph
    from calc_cli.api import hessian as hessian
    from calc_cli.api import implicit as implicit
    from calc_cli.api import inverse as inverse
    from calc_cli.api import jacobian as jacobian
    from calc_cli.api import limit as limit
    from calc_cli.api import plot as plot
    from calc_cli.api import rules as rules
    from calc_cli.api import same as same
    from calc_cli.errors import CalcError as CalcError
    from calc_cli.results import Chain as Chain
    from calc_cli.results import Derivative as Derivative
    from calc_cli.results import Field as Field
    from calc_cli.results import Gradient as Gradient
    from calc_cli.results import Graph as Graph
    from calc_cli.results import Hessian as Hessian
    from calc_cli.results import Implicit as Implicit
    from calc_cli.results import Inverse as Inverse
    from calc_cli.results import Jacobian as Jacobian
    from calc_cli.results import Limit as Limit
    from calc_cli.results import Plot as Plot
    from calc_cli.results import Sameness as Sameness
    from calc_cli.results import Working as Working

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


def __getattr__(name: str) -> object:
    """Load what is named above when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'calc_cli' has no attribute '{name}'")
    if name == "CalcError":
        from calc_cli.errors import CalcError

        return CalcError
    if name[0].isupper():
        from calc_cli import results

        return getattr(results, name)
    from calc_cli import api

    return getattr(api, name)
