"""Hyperbolic functions and their inverses."""

from calc_cli.functions.record import Function, Mistake

_GROUP = "Hyperbolic functions"
_INVERSE = "Inverse hyperbolic functions"

# fmt: off
HYPERBOLIC = (
    Function(
        name="sinh", doc="hyperbolic sine", group=_GROUP, aliases=("sh",), source="DLMF 4.34.1",
        antiderivative="cosh(u)",
        derivative=("cosh(u)",), formula="(exp(u)-exp(-u))/2", ends=("-inf", "inf"), inverse="asinh(u)", is_odd=True,
        sympy="sinh", arb="sinh", is_bare=True, latex=r"\sinh", numpy="np.sinh(u)", torch="torch.sinh(u)",
        mistakes=(
            Mistake("sign gained", "-cosh(u)", "(sinh x)' = cosh x, without a minus"),
            Mistake("circular function", "cos(u)", "(sinh x)' = cosh x"),
        )),
    Function(
        name="cosh", doc="hyperbolic cosine", group=_GROUP, aliases=("ch",), source="DLMF 4.34.2",
        antiderivative="sinh(u)",
        derivative=("sinh(u)",), formula="(exp(u)+exp(-u))/2", range="[1, inf)", ends=("inf", "inf"), sympy="cosh",
        arb="cosh", is_bare=True, latex=r"\cosh", numpy="np.cosh(u)", torch="torch.cosh(u)",
        mistakes=(
            Mistake("sign gained", "-sinh(u)", "(cosh x)' = sinh x, without a minus: it is not that of cos x"),
            Mistake("circular function", "-sin(u)", "(cosh x)' = sinh x"),
        )),
    Function(
        name="tanh", doc="hyperbolic tangent", group=_GROUP, aliases=("th",), source="DLMF 4.34.3",
        antiderivative="ln(cosh(u))",
        derivative=("sech(u)^2",), formula="sinh(u)/cosh(u)", range="(-1, 1)", ends=("-1", "1"), inverse="atanh(u)",
        is_odd=True, sympy="tanh", arb="tanh", saturation=1, is_bare=True, latex=r"\tanh", numpy="np.tanh(u)",
        torch="torch.tanh(u)", entry_derivative="1-tanh(u)^2",
        mistakes=(
            Mistake("sign gained", "-sech(u)^2", "(tanh x)' = sech^2 x, without a minus"),
            Mistake("circular function", "sec(u)^2", "(tanh x)' = sech^2 x"),
            Mistake("square missing", "1 - tanh(u)", "(tanh x)' = 1 - tanh^2 x"),
        )),
    Function(
        name="csch", doc="hyperbolic cosecant, 1/sinh", group=_GROUP, aliases=("cosech",), source="DLMF 4.34.4",
        antiderivative="ln(abs(tanh(u/2)))", derivative=("-csch(u)*coth(u)",), formula="1/sinh(u)", defined="u != 0",
        ends=("0", "0"), is_odd=True, is_never_zero=True, sympy="csch", arb="csch", is_bare=True,
        numpy="-2*np.sign(u)*np.exp(-np.abs(u))/np.expm1(-2*np.abs(u))",
        torch="-2*torch.sign(u)*torch.exp(-torch.abs(u))/torch.expm1(-2*torch.abs(u))"),
    Function(
        name="sech", doc="hyperbolic secant, 1/cosh", group=_GROUP, source="DLMF 4.34.5",
        antiderivative="atan(sinh(u))", derivative=("-sech(u)*tanh(u)",), formula="1/cosh(u)", range="(0, 1]",
        ends=("0", "0"), sympy="sech", arb="sech", is_bare=True,
        numpy="2*np.exp(-np.abs(u))/(1 + np.exp(-2*np.abs(u)))",
        torch="2*torch.exp(-torch.abs(u))/(1 + torch.exp(-2*torch.abs(u)))"),
    Function(
        name="coth", doc="hyperbolic cotangent, cosh/sinh", group=_GROUP, aliases=("cth",), source="DLMF 4.34.6",
        antiderivative="ln(abs(sinh(u)))", derivative=("-csch(u)^2",), formula="cosh(u)/sinh(u)", defined="u != 0",
        ends=("-1", "1"), is_odd=True, is_never_zero=True, sympy="coth", arb="coth", saturation=1, is_bare=True,
        latex=r"\coth", numpy="1/np.tanh(u)", torch="1/torch.tanh(u)"),
    Function(
        name="asinh", doc="inverse hyperbolic sine", group=_INVERSE, aliases=("arsinh", "arcsinh", "arsh"),
        source="DLMF 4.38.9", antiderivative="u*asinh(u)-sqrt(u^2+1)", derivative=("1/sqrt(u^2+1)",),
        formula="ln(u+sqrt(u^2+1))", ends=("-inf", "inf"), inverse="sinh(u)", is_odd=True, sympy="asinh", arb="asinh",
        notation="arsinh", numpy="np.arcsinh(u)", torch="torch.asinh(u)"),
    Function(
        name="acosh", doc="inverse hyperbolic cosine", group=_INVERSE, aliases=("arcosh", "arccosh", "arch"),
        source="DLMF 4.38.10", antiderivative="u*acosh(u)-sqrt(u^2-1)", derivative=("1/sqrt(u^2-1)",),
        formula="ln(u+sqrt(u^2-1))", defined="u >= 1", smooth="u > 1", range="[0, inf)", ends=("", "inf"),
        inverse="cosh(u)", sympy="acosh", arb="acosh", notation="arcosh", numpy="np.arccosh(u)",
        torch="torch.acosh(u)"),
    Function(
        name="atanh", doc="inverse hyperbolic tangent", group=_INVERSE, aliases=("artanh", "arctanh", "arth"),
        source="DLMF 4.38.11", antiderivative="u*atanh(u)+ln(1-u^2)/2", derivative=("1/(1-u^2)",),
        formula="ln((1+u)/(1-u))/2", defined="-1 < u < 1", inverse="tanh(u)", is_odd=True, sympy="atanh", arb="atanh",
        notation="artanh", numpy="np.arctanh(u)", torch="torch.atanh(u)"),
    Function(
        name="acsch", doc="inverse hyperbolic cosecant", group=_INVERSE, aliases=("arcsch", "arccsch"),
        source="DLMF 4.38.12", antiderivative="u*acsch(u)+asinh(abs(u))", derivative=("-1/(abs(u)*sqrt(u^2+1))",),
        formula="asinh(1/u)", defined="u != 0", ends=("0", "0"), is_odd=True, sympy="acsch",
        enclosure=lambda u: (1 / u).asinh(), notation="arcsch"),
    Function(
        name="asech", doc="inverse hyperbolic secant", group=_INVERSE, aliases=("arsech", "arcsech"),
        source="DLMF 4.38.13", antiderivative="u*asech(u)+asin(u)", derivative=("-1/(u*sqrt(1-u^2))",),
        formula="acosh(1/u)", defined="0 < u <= 1", smooth="0 < u < 1", range="[0, inf)", sympy="asech",
        enclosure=lambda u: (1 / u).acosh(), notation="arsech"),
    Function(
        name="acoth", doc="inverse hyperbolic cotangent", group=_INVERSE, aliases=("arcoth", "arccoth"),
        source="DLMF 4.38.14", antiderivative="u*acoth(u)+ln(u^2-1)/2", derivative=("1/(1-u^2)",),
        formula="ln((u+1)/(u-1))/2", defined="abs(u) > 1", ends=("0", "0"), is_odd=True, is_never_zero=True,
        sympy="acoth", enclosure=lambda u: (1 / u).atanh(), notation="arcoth"),
)
# fmt: on
