"""Notations with the form of a function: sums and products over an index, integrals, and cases."""

from calc_cli.functions.record import Function

NOTATION = (
    Function(name="sum", doc="sum(expr, i, 1, n)", aliases=("Sum",), arity=(4, 4)),
    Function(name="prod", doc="prod(expr, i, 1, n)", aliases=("product", "Product"), arity=(4, 4)),
    Function(name="integral", doc="integral(expr, t, a, b)", aliases=("Integral",), arity=(4, 4)),
    Function(name="piecewise", doc="piecewise((value, condition), ...)", aliases=("Piecewise",), arity=(1, None)),
)
