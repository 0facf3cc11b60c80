"""Exponentials, logarithms and roots."""

from calc_cli.functions.record import Function, Mistake

_GROUP = "Exponentials and logarithms"

# fmt: off
EXPONENTIAL = (
    Function(
        name="exp", doc="exponential, e^x", group=_GROUP, source="DLMF 4.7.7", antiderivative="exp(u)",
        derivative=("exp(u)",), range="(0, inf)", ends=("0", "inf"), inverse="ln(u)", sympy="exp", arb="exp",
        latex=r"\exp", numpy="np.exp(u)", torch="torch.exp(u)",
        mistakes=(
            Mistake("power rule on an exponential", "u*exp(u-1)", "the variable is in the exponent",
                    "(e^x)' = e^x", rank=0),
            Mistake("exponential lost", "1", "(e^x)' = e^x", rank=2),
            Mistake("exponent lowered", "exp(u-1)", "(e^x)' = e^x: the exponent is not lowered"),
        )),
    Function(
        name="log", doc="natural logarithm; log(x, b) to base b", group=_GROUP, aliases=("ln",), arity=(1, 2),
        source="DLMF 4.7.1", antiderivative="u*ln(u)-u", derivative=("1/u",), defined="u > 0", ends=("", "inf"),
        inverse="exp(u)", sympy="log", arb="log", notation="ln", latex=r"\ln", numpy="np.log(u)", torch="torch.log(u)",
        mistakes=(
            Mistake("reciprocal of the logarithm", "1/ln(u)", "(ln x)' = 1/x, not 1/ln x"),
            Mistake("sign gained", "-1/u", "(ln x)' = 1/x, without a minus"),
            Mistake("derivative of 1/x", "-1/u^2", "(ln x)' = 1/x; -1/x^2 is the derivative of 1/x"),
            Mistake("inverse function", "exp(u)", "(ln x)' = 1/x; e^x is the inverse of ln x"),
        )),
    Function(name="log10", doc="logarithm to base 10", aliases=("lg",), formula="log(u, 10)", defined="u > 0"),
    Function(name="log2", doc="logarithm to base 2", aliases=("lb",), formula="log(u, 2)", defined="u > 0"),
    Function(name="log1p", doc="ln(1 + x)", formula="ln(1+u)", defined="u > -1"),
    Function(name="expm1", doc="e^x - 1", formula="exp(u)-1", range="(-1, inf)"),
    Function(name="exp2", doc="power of 2, 2^x", formula="2^u", range="(0, inf)"),
    Function(name="exp10", doc="power of 10, 10^x", formula="10^u", range="(0, inf)"),
    Function(
        name="sqrt", doc="square root", formula="root(u, 2)", defined="u >= 0", smooth="u > 0", numpy="np.sqrt(u)",
        torch="torch.sqrt(u)"),
    Function(
        name="cbrt", doc="real cube root", formula="root(u, 3)", smooth="u != 0", numpy="np.cbrt(u)",
        torch="torch.sign(u)*torch.abs(u)**(1/3)"),
    Function(name="root", doc="root(x, n): the real n-th root", arity=(2, 2)),
)
# fmt: on
