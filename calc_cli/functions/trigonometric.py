"""Trigonometric functions and their inverses, angles in radians."""

from calc_cli.functions.record import Beside, Function, Mistake

_GROUP = "Trigonometric functions"
_INVERSE = "Inverse trigonometric functions"

# fmt: off
TRIGONOMETRIC = (
    Function(
        name="sin", doc="sine", group=_GROUP, source="DLMF 4.20.1", antiderivative="-cos(u)", derivative=("cos(u)",),
        range="[-1, 1]", period="2*pi", is_odd=True, sympy="sin", arb="sin", is_bare=True, latex=r"\sin",
        numpy="np.sin(u)", torch="torch.sin(u)",
        mistakes=(
            Mistake("sign gained", "-cos(u)", "(sin x)' = cos x, without a minus"),
            Mistake("not differentiated", "sin(u)", "(sin x)' = cos x"),
        )),
    Function(
        name="cos", doc="cosine", group=_GROUP, source="DLMF 4.20.2", antiderivative="sin(u)", derivative=("-sin(u)",),
        range="[-1, 1]", period="2*pi", sympy="cos", arb="cos", is_bare=True, latex=r"\cos", numpy="np.cos(u)",
        torch="torch.cos(u)",
        mistakes=(
            Mistake("sign lost", "sin(u)", "(cos x)' = -sin x: the minus is missing", rank=0),
            Mistake("not differentiated", "cos(u)", "(cos x)' = -sin x"),
            Mistake("not differentiated, with a minus", "-cos(u)", "(cos x)' = -sin x", rank=2),
        )),
    Function(
        name="tan", doc="tangent", group=_GROUP, aliases=("tg",), source="DLMF 4.20.3",
        antiderivative="-ln(abs(cos(u)))", derivative=("sec(u)^2",), formula="sin(u)/cos(u)", defined="cos(u) != 0",
        period="pi", is_odd=True, sympy="tan", arb="tan", is_bare=True, latex=r"\tan", numpy="np.tan(u)",
        torch="torch.tan(u)",
        mistakes=(
            Mistake("square missing", "sec(u)", "(tan x)' = sec^2 x"),
            Mistake("sign gained", "-sec(u)^2", "(tan x)' = sec^2 x, without a minus"),
            Mistake("cotangent in place of the derivative", "cot(u)", "(tan x)' = sec^2 x"),
            Mistake("derivative of the secant", "sec(u)*tan(u)",
                    "(tan x)' = sec^2 x; sec x tan x is the derivative of sec x"),
            Mistake("derivative of the inverse tangent", "1/(u^2+1)",
                    "(tan x)' = sec^2 x; 1/(x^2 + 1) is that of arctan x"),
        )),
    Function(
        name="csc", doc="cosecant, 1/sin", group=_GROUP, aliases=("cosec",), source="DLMF 4.20.4",
        antiderivative="-ln(abs(csc(u)+cot(u)))", derivative=("-csc(u)*cot(u)",), formula="1/sin(u)",
        defined="sin(u) != 0", period="2*pi", is_odd=True, is_never_zero=True, sympy="csc", arb="csc", is_bare=True,
        latex=r"\csc",
        mistakes=(
            Mistake("sign lost", "csc(u)*cot(u)", "(csc x)' = -csc x cot x: the minus is missing", rank=0),
            Mistake("derivative of the cotangent", "-csc(u)^2", "(csc x)' = -csc x cot x; -csc^2 x is that of cot x"),
        )),
    Function(
        name="sec", doc="secant, 1/cos", group=_GROUP, source="DLMF 4.20.5", antiderivative="ln(abs(sec(u)+tan(u)))",
        derivative=("sec(u)*tan(u)",), formula="1/cos(u)", defined="cos(u) != 0", period="2*pi", is_never_zero=True,
        sympy="sec", arb="sec", is_bare=True, latex=r"\sec",
        mistakes=(
            Mistake("sign gained", "-sec(u)*tan(u)", "(sec x)' = sec x tan x, without a minus"),
            Mistake("derivative of the tangent", "sec(u)^2",
                    "(sec x)' = sec x tan x; sec^2 x is the derivative of tan x"),
            Mistake("factors confused", "tan(u)^2", "(sec x)' = sec x tan x"),
        )),
    Function(
        name="cot", doc="cotangent, cos/sin", group=_GROUP, aliases=("ctg", "cotan"), source="DLMF 4.20.6",
        antiderivative="ln(abs(sin(u)))", derivative=("-csc(u)^2",), formula="cos(u)/sin(u)", defined="sin(u) != 0",
        period="pi", is_odd=True, sympy="cot", arb="cot", is_bare=True, latex=r"\cot",
        mistakes=(
            Mistake("sign lost", "csc(u)^2", "(cot x)' = -csc^2 x: the minus is missing", rank=0),
            Mistake("square missing", "-csc(u)", "(cot x)' = -csc^2 x"),
            Mistake("tangent in place of the derivative", "tan(u)", "(cot x)' = -csc^2 x"),
        )),
    Function(
        name="asin", doc="inverse sine", group=_INVERSE, aliases=("arcsin",), source="DLMF 4.24.7",
        antiderivative="u*asin(u)+sqrt(1-u^2)", derivative=("1/sqrt(1-u^2)",), defined="-1 <= u <= 1",
        smooth="-1 < u < 1", range="[-pi/2, pi/2]", beside=(Beside("1", "pi/2 - asin(sqrt(1-u^2))"),), inverse="sin(u)",
        is_odd=True, sympy="asin", arb="asin", notation="arcsin", latex=r"\arcsin", numpy="np.arcsin(u)",
        torch="torch.asin(u)",
        mistakes=(
            Mistake("sign gained", "-1/sqrt(1-u^2)", "(arcsin x)' = 1/sqrt(1 - x^2); the minus belongs to arccos"),
            Mistake("reciprocal of the cosine of x", "1/cos(u)",
                    "the reciprocal is taken at the inverse", "1/cos(arcsin x)"),
            Mistake("derivative of the sine", "cos(u)", "(arcsin x)' = 1/sqrt(1 - x^2)"),
            Mistake("derivative of 1/sin x", "-cot(u)*csc(u)", "sin^-1 x is the inverse function, not 1/sin x"),
            Mistake("inverse of the derivative", "acos(u)", "(arcsin x)' = 1/sqrt(1 - x^2)"),
            Mistake("wrong sign under the root", "1/sqrt(u^2+1)", "(arcsin x)' = 1/sqrt(1 - x^2)"),
            Mistake("square missing", "1/sqrt(1-u)", "(arcsin x)' = 1/sqrt(1 - x^2)"),
            Mistake("root missing", "1/(1-u^2)", "(arcsin x)' = 1/sqrt(1 - x^2)"),
        )),
    Function(
        name="acos", doc="inverse cosine", group=_INVERSE, aliases=("arccos",), source="DLMF 4.24.8",
        antiderivative="u*acos(u)-sqrt(1-u^2)", derivative=("-1/sqrt(1-u^2)",), formula="pi/2 - asin(u)",
        defined="-1 <= u <= 1", smooth="-1 < u < 1", range="[0, pi]", inverse="cos(u)", sympy="acos", arb="acos",
        notation="arccos", latex=r"\arccos", numpy="np.arccos(u)", torch="torch.acos(u)",
        mistakes=(
            Mistake("sign lost", "1/sqrt(1-u^2)", "(arccos x)' = -1/sqrt(1 - x^2): the minus is missing", rank=0),
            Mistake("inverse of the derivative", "-asin(u)", "(arccos x)' = -1/sqrt(1 - x^2)"),
            Mistake("reciprocal of the sine of x", "-1/sin(u)",
                    "the reciprocal is taken at the inverse", "1/sin(arccos x)"),
            Mistake("derivative of the cosine", "-sin(u)", "(arccos x)' = -1/sqrt(1 - x^2)"),
            Mistake("derivative of 1/cos x", "sec(u)*tan(u)", "cos^-1 x is the inverse function, not 1/cos x"),
        )),
    Function(
        name="atan", doc="inverse tangent", group=_INVERSE, aliases=("arctan", "arctg"), source="DLMF 4.24.9",
        antiderivative="u*atan(u)-ln(u^2+1)/2", derivative=("1/(u^2+1)",), range="(-pi/2, pi/2)",
        ends=("-pi/2", "pi/2"), inverse="tan(u)", is_odd=True, beside=(Beside("inf", "pi/2 - atan(1/u)"),),
        sympy="atan", arb="atan", notation="arctan", latex=r"\arctan", numpy="np.arctan(u)", torch="torch.atan(u)",
        mistakes=(
            Mistake("sign gained", "-1/(u^2+1)", "(arctan x)' = 1/(1 + x^2), without a minus"),
            Mistake("root gained", "1/sqrt(u^2+1)", "(arctan x)' = 1/(1 + x^2), without a root"),
            Mistake("wrong sign in the denominator", "1/(1-u^2)", "(arctan x)' = 1/(1 + x^2)"),
            Mistake("square missing", "1/(1+u)", "(arctan x)' = 1/(1 + x^2)"),
            Mistake("derivative of the tangent", "sec(u)^2", "(arctan x)' = 1/(1 + x^2)"),
            Mistake("derivative of 1/tan x", "-csc(u)^2", "tan^-1 x is the inverse function, not 1/tan x"),
            Mistake("reciprocal taken at x", "1/sec(u)^2", "the reciprocal is taken at the inverse",
                    "1/sec^2(arctan x)"),
        )),
    Function(
        name="acsc", doc="inverse cosecant", group=_INVERSE, aliases=("arccsc", "arccosec"), source="DLMF 4.24.10",
        antiderivative="u*acsc(u)+ln(abs(u)+sqrt(u^2-1))", derivative=("-1/(abs(u)*sqrt(u^2-1))",), formula="asin(1/u)",
        defined="abs(u) >= 1", smooth="abs(u) > 1", range="[-pi/2, pi/2]", ends=("0", "0"), is_odd=True,
        is_never_zero=True, sympy="acsc", enclosure=lambda u: (1 / u).asin(), notation="arccsc"),
    Function(
        name="asec", doc="inverse secant", group=_INVERSE, aliases=("arcsec",), source="DLMF 4.24.11",
        antiderivative="u*asec(u)-ln(abs(u)+sqrt(u^2-1))", derivative=("1/(abs(u)*sqrt(u^2-1))",), formula="acos(1/u)",
        defined="abs(u) >= 1", smooth="abs(u) > 1", range="[0, pi]", ends=("pi/2", "pi/2"), sympy="asec",
        enclosure=lambda u: (1 / u).acos(), notation="arcsec"),
    Function(
        name="acot", doc="inverse cotangent, from 0 to pi and continuous at 0", group=_INVERSE,
        aliases=("arccot", "arcctg"), source="DLMF 4.24.12", antiderivative="u*acot(u)+ln(u^2+1)/2",
        derivative=("-1/(u^2+1)",), formula="pi/2 - atan(u)", range="(0, pi)", ends=("pi", "0"), inverse="cot(u)",
        enclosure=lambda u: u.pi() / 2 - u.atan() if not u > 1 else (1 / u).atan(), title="inverse cotangent",
        notation="arccot", numpy="np.arctan2(1, u)", torch="torch.atan2(torch.ones_like(u), u)"),
    Function(name="sinc", doc="sin(x)/x, and 1 at 0", group=_GROUP, formula="sin(u)/u if u != 0 else 1"),
    Function(
        name="atan2", doc="the angle of the point (v, u): atan2(y, x)", group=_INVERSE, arity=(2, 2),
        derivative=("v/(u^2+v^2)", "-u/(u^2+v^2)"), defined="u != 0 or v != 0", smooth="u != 0 or v > 0",
        range="(-pi, pi]", is_continuous=False, sympy="atan2", enclosure=lambda u, v: type(u).atan2(u, v),
        numpy="np.arctan2(u, v)", torch="torch.atan2(u, v)"),
)
# fmt: on
