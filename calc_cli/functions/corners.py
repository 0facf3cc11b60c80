"""Functions with corners and jumps."""

from calc_cli.functions.record import Function, Mistake

_GROUP = "Functions with corners and jumps"

# fmt: off
CORNERS = (
    Function(
        name="abs", doc="absolute value, |x|", group=_GROUP, aliases=("Abs",), antiderivative="u*abs(u)/2",
        derivative=("sign(u)",), smooth="u != 0", range="[0, inf)", ends=("inf", "inf"), sympy="Abs",
        enclosure=lambda u: abs(u), title="the absolute value", fences="||", numpy="np.abs(u)", torch="torch.abs(u)",
        mistakes=(
            Mistake("absolute value dropped", "1", "|x| falls for x < 0", "its derivative is -1 there"),
            Mistake("not differentiated", "abs(u)", "the derivative of |x| is the sign of x"),
        )),
    Function(
        name="sign", doc="-1, 0 or 1", group=_GROUP, aliases=("sgn", "signum"), antiderivative="abs(u)",
        derivative=("0",), smooth="u != 0", range="[-1, 1]", is_continuous=False, is_odd=True, sympy="sign", arb="sgn",
        title="the sign", notation="sgn", numpy="np.sign(u)", torch="torch.sign(u)"),
    Function(
        name="floor", doc="the next integer below", group=_GROUP, antiderivative="floor(u)*(2u-1-floor(u))/2",
        derivative=("0",), smooth="u != floor(u)", is_continuous=False, sympy="floor", arb="floor", title="floor",
        fences="⌊⌋", numpy="np.floor(u)", torch="torch.floor(u)"),
    Function(
        name="ceiling", doc="the next integer above", group=_GROUP, aliases=("ceil",), derivative=("0",),
        formula="-floor(-u)", smooth="u != floor(u)", is_continuous=False, sympy="ceiling", arb="ceil",
        title="the ceiling", notation="ceil", fences="⌈⌉", numpy="np.ceil(u)", torch="torch.ceil(u)"),
    Function(
        name="frac", doc="fractional part, x - floor(x)", group=_GROUP, formula="u - floor(u)", range="[0, 1)",
        period="1", is_continuous=False, sympy="frac"),
    Function(
        name="mod", doc="mod(x, y): the remainder x - y floor(x/y), with the sign of y", group=_GROUP, arity=(2, 2),
        needs_bracket=True, formula="u - v*floor(u/v)", is_continuous=False),
    Function(
        name="round", doc="the nearest integer, the upper one of two", group=_GROUP, formula="floor(u + 1/2)",
        is_continuous=False),
    Function(
        name="max", doc="the largest argument", group=_GROUP, aliases=("Max",), arity=(1, None), sympy="Max",
        latex=r"\max", numpy="np.maximum(u, v)", torch="torch.maximum(u, v)"),
    Function(
        name="min", doc="the smallest argument", group=_GROUP, aliases=("Min",), arity=(1, None), sympy="Min",
        latex=r"\min", numpy="np.minimum(u, v)", torch="torch.minimum(u, v)"),
    Function(
        name="heaviside", doc="unit step: 0 below 0, 1/2 at 0, 1 above", group=_GROUP, aliases=("Heaviside",),
        source="DLMF 1.16.13", antiderivative="max(u, 0)", derivative=("0",), formula="(1+sign(u))/2", smooth="u != 0",
        range="[0, 1]", is_continuous=False, sympy="Heaviside", enclosure=lambda u: (u.sgn() + 1) / 2,
        title="the unit step", numpy="np.heaviside(u, 0.5)", torch="(torch.sign(u) + 1)/2"),
)
# fmt: on
