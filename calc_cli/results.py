"""The classes of the results that the functions of `calc_cli.api` return. Importing them loads SymPy."""

from calc_cli.calculus.chain.chain import Chain
from calc_cli.calculus.checking.sameness import Sameness
from calc_cli.calculus.checking.working import Working
from calc_cli.calculus.derivative import Derivative
from calc_cli.calculus.graph.graph import Graph
from calc_cli.calculus.implicit.implicit import Implicit
from calc_cli.calculus.implicit.inverse import Inverse
from calc_cli.calculus.limits.limit import Limit
from calc_cli.calculus.partials.gradient import Gradient
from calc_cli.calculus.partials.hessian import Hessian
from calc_cli.calculus.partials.jacobian import Jacobian
from calc_cli.calculus.plot.field import Field
from calc_cli.calculus.plot.plot import Plot

__all__ = [
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
]
