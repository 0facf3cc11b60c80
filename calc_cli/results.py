"""The classes of the results that the functions of `calc_cli` return. Importing them loads SymPy."""

from calc_cli.calculus.chain.chain import Chain as Chain
from calc_cli.calculus.derivative.derivative import Derivative as Derivative
from calc_cli.calculus.descend.descent import Descent as Descent
from calc_cli.calculus.equality.components import Sameness as Sameness
from calc_cli.calculus.graph.graph import Graph as Graph
from calc_cli.calculus.implicit.implicit import Implicit as Implicit
from calc_cli.calculus.implicit.inverse import Inverse as Inverse
from calc_cli.calculus.integrals.antiderivative import Antiderivative as Antiderivative
from calc_cli.calculus.integrals.integral import Integral as Integral
from calc_cli.calculus.limits.limit import Limit as Limit
from calc_cli.calculus.partials.gradient import Gradient as Gradient
from calc_cli.calculus.partials.jacobian import Hessian as Hessian, Jacobian as Jacobian
from calc_cli.calculus.plot.field import Field as Field
from calc_cli.calculus.plot.plot import Plot as Plot
from calc_cli.calculus.practice import Exercises as Exercises
from calc_cli.calculus.study.several import CriticalPoints as CriticalPoints
from calc_cli.calculus.study.study import Study as Study
from calc_cli.calculus.working.claims import Working as Working
