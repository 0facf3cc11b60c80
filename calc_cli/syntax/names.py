"""The table of known names: functions with their aliases, arity, derivative, domain and documentation.

Derivatives and conditions are written in calc's own input language, u being the argument and v the
second one. So one row serves the parser, the algebra, the derivative, `calc rules` and the manual.
Sources: NIST Digital Library of Mathematical Functions (DLMF), the sections named in each row.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A row: everything calc knows about a function.

    `derivative` has one formula an argument; none means that algebra/ rewrites the function away
    (sqrt into a power) and its derivative follows. `defined` is where f has a real value,
    `smooth` where, within that, the derivative exists; an empty condition always holds.
    """

    name: str
    doc: str
    aliases: tuple[str, ...] = ()
    arity: tuple[int, int | None] = (1, 1)
    derivative: tuple[str, ...] = ()
    defined: str = ""
    smooth: str = ""
    source: str = ""


# fmt: off
FUNCTIONS = (
    # Trigonometric functions
    Known("sin", "sine", derivative=("cos(u)",), source="DLMF 4.20.1"),
    Known("cos", "cosine", derivative=("-sin(u)",), source="DLMF 4.20.2"),
    Known("tan", "tangent", aliases=("tg",), derivative=("sec(u)^2",), defined="cos(u) != 0", source="DLMF 4.20.3"),
    Known("csc", "cosecant, 1/sin", aliases=("cosec",), derivative=("-csc(u)*cot(u)",), defined="sin(u) != 0",
          source="DLMF 4.20.4"),
    Known("sec", "secant, 1/cos", derivative=("sec(u)*tan(u)",), defined="cos(u) != 0", source="DLMF 4.20.5"),
    Known("cot", "cotangent, cos/sin", aliases=("ctg", "cotan"), derivative=("-csc(u)^2",), defined="sin(u) != 0",
          source="DLMF 4.20.6"),
    Known("asin", "inverse sine", aliases=("arcsin",), derivative=("1/sqrt(1-u^2)",), defined="-1 <= u <= 1",
          smooth="-1 < u < 1", source="DLMF 4.24.7"),
    Known("acos", "inverse cosine", aliases=("arccos",), derivative=("-1/sqrt(1-u^2)",), defined="-1 <= u <= 1",
          smooth="-1 < u < 1", source="DLMF 4.24.8"),
    Known("atan", "inverse tangent", aliases=("arctan", "arctg"), derivative=("1/(u^2+1)",), source="DLMF 4.24.9"),
    Known("acsc", "inverse cosecant", aliases=("arccsc", "arccosec"), derivative=("-1/(abs(u)*sqrt(u^2-1))",),
          defined="abs(u) >= 1", smooth="abs(u) > 1", source="DLMF 4.24.10"),
    Known("asec", "inverse secant", aliases=("arcsec",), derivative=("1/(abs(u)*sqrt(u^2-1))",),
          defined="abs(u) >= 1", smooth="abs(u) > 1", source="DLMF 4.24.11"),
    Known("acot", "inverse cotangent, atan(1/x), with a jump at 0", aliases=("arccot", "arcctg"),
          derivative=("-1/(u^2+1)",), smooth="u != 0", source="DLMF 4.24.12"),
    Known("atan2", "the angle of the point (v, u): atan2(y, x)", arity=(2, 2),
          derivative=("v/(u^2+v^2)", "-u/(u^2+v^2)"), defined="u != 0 or v != 0", smooth="u != 0 or v > 0"),
    # Hyperbolic functions
    Known("sinh", "hyperbolic sine", derivative=("cosh(u)",), source="DLMF 4.34.1"),
    Known("cosh", "hyperbolic cosine", derivative=("sinh(u)",), source="DLMF 4.34.2"),
    Known("tanh", "hyperbolic tangent", derivative=("sech(u)^2",), source="DLMF 4.34.3"),
    Known("csch", "hyperbolic cosecant, 1/sinh", aliases=("cosech",), derivative=("-csch(u)*coth(u)",),
          defined="u != 0", source="DLMF 4.34.4"),
    Known("sech", "hyperbolic secant, 1/cosh", derivative=("-sech(u)*tanh(u)",), source="DLMF 4.34.5"),
    Known("coth", "hyperbolic cotangent, cosh/sinh", derivative=("-csch(u)^2",), defined="u != 0",
          source="DLMF 4.34.6"),
    Known("asinh", "inverse hyperbolic sine", aliases=("arsinh", "arcsinh"), derivative=("1/sqrt(u^2+1)",),
          source="DLMF 4.38.9"),
    Known("acosh", "inverse hyperbolic cosine", aliases=("arcosh", "arccosh"), derivative=("1/sqrt(u^2-1)",),
          defined="u >= 1", smooth="u > 1", source="DLMF 4.38.10"),
    Known("atanh", "inverse hyperbolic tangent", aliases=("artanh", "arctanh"), derivative=("1/(1-u^2)",),
          defined="-1 < u < 1", source="DLMF 4.38.11"),
    Known("acsch", "inverse hyperbolic cosecant", aliases=("arcsch", "arccsch"),
          derivative=("-1/(abs(u)*sqrt(u^2+1))",), defined="u != 0", source="DLMF 4.38.12"),
    Known("asech", "inverse hyperbolic secant", aliases=("arsech", "arcsech"), derivative=("-1/(u*sqrt(1-u^2))",),
          defined="0 < u <= 1", smooth="0 < u < 1", source="DLMF 4.38.13"),
    Known("acoth", "inverse hyperbolic cotangent", aliases=("arcoth", "arccoth"), derivative=("1/(1-u^2)",),
          defined="abs(u) > 1", source="DLMF 4.38.14"),
    # Exponential, logarithm, roots
    Known("exp", "exponential, e^x", derivative=("exp(u)",), source="DLMF 4.7.7"),
    Known("log", "natural logarithm; log(x, b) to base b", aliases=("ln",), arity=(1, 2), derivative=("1/u",),
          defined="u > 0", source="DLMF 4.7.1"),
    Known("log10", "logarithm to base 10", aliases=("lg",), defined="u > 0"),
    Known("log2", "logarithm to base 2", aliases=("lb",), defined="u > 0"),
    Known("sqrt", "square root", defined="u >= 0", smooth="u > 0"),
    Known("cbrt", "real cube root", smooth="u != 0"),
    Known("root", "root(x, n): the real n-th root", arity=(2, 2)),
    # Not smooth everywhere
    Known("abs", "absolute value, |x|", aliases=("Abs",), derivative=("sign(u)",), smooth="u != 0"),
    Known("sign", "-1, 0 or 1", aliases=("sgn", "signum"), derivative=("0",), smooth="u != 0"),
    Known("floor", "the next integer below", derivative=("0",), smooth="u != floor(u)"),
    Known("ceiling", "the next integer above", aliases=("ceil",), derivative=("0",), smooth="u != floor(u)"),
    Known("max", "the largest argument", aliases=("Max",), arity=(1, None)),
    Known("min", "the smallest argument", aliases=("Min",), arity=(1, None)),
    Known("heaviside", "unit step: 0 below 0, 1/2 at 0, 1 above", aliases=("Heaviside",), derivative=("0",),
          smooth="u != 0", source="DLMF 1.16.13"),
    # Higher functions
    Known("factorial", "x!, gamma(x + 1)", derivative=("factorial(u)*polygamma(0, u+1)",),
          defined="u > -1 or u != floor(u)", source="DLMF 5.2.2"),
    Known("gamma", "gamma function", derivative=("gamma(u)*polygamma(0, u)",), defined="u > 0 or u != floor(u)",
          source="DLMF 5.2.2"),
    Known("polygamma", "polygamma(n, x): the n-th derivative of digamma", arity=(2, 2),
          derivative=("", "polygamma(u+1, v)"), defined="v > 0 or v != floor(v)", source="DLMF 5.15"),
    Known("digamma", "gamma'(x)/gamma(x)", defined="u > 0 or u != floor(u)"),
    Known("zeta", "Riemann zeta function, which values of polygamma are made of", defined="u != 1"),
    Known("erf", "error function", derivative=("2*exp(-u^2)/sqrt(pi)",), source="DLMF 7.10.1"),
    Known("erfc", "1 - erf", derivative=("-2*exp(-u^2)/sqrt(pi)",), source="DLMF 7.10.1"),
    Known("hypot", "sqrt(x^2 + y^2)", arity=(2, None)),
    # Machine learning
    Known("sigmoid", "1/(1 + e^-x)", aliases=("logistic", "expit"), derivative=("sigmoid(u)*(1-sigmoid(u))",)),
    Known("relu", "max(x, 0)", aliases=("ReLU",), derivative=("1 if u > 0 else 0",), smooth="u != 0"),
    Known("softplus", "ln(1 + e^x)", derivative=("sigmoid(u)",)),
    # With a variable of their own, and cases
    Known("sum", "sum(expr, i, 1, n)", aliases=("Sum",), arity=(4, 4)),
    Known("prod", "prod(expr, i, 1, n)", aliases=("product", "Product"), arity=(4, 4)),
    Known("piecewise", "piecewise((value, condition), ...)", aliases=("Piecewise",), arity=(1, None)),
)
# fmt: on

BY_NAME = {name: row for row in FUNCTIONS for name in (row.name, *row.aliases)}
"""Every name and alias of a function, to its row."""

CONSTANTS = {
    "pi": "pi", "π": "pi", "e": "e", "inf": "inf", "oo": "inf", "infinity": "inf", "∞": "inf",
    "EulerGamma": "EulerGamma", "Catalan": "Catalan",
}  # fmt: skip
"""What stands for a constant, to its name."""

ABSTRACT = frozenset("fghFGH")
"""Before a bracket, these letters are unknown functions."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
"""Greek letters by name; both the name and the sign mean the variable."""

BY_SIGN = {sign: name for name, sign in GREEK.items()} | {
    "ϵ": "epsilon",
    "ϑ": "theta",
    "ϕ": "phi",
    "ϱ": "rho",
    "µ": "mu",
}

MATRIX_FUNCTIONS = {
    "tr": "tr", "Tr": "tr", "trace": "tr", "det": "det", "logdet": "logdet", "inv": "inv", "diag": "diag",
    "norm": "norm", "dot": "dot", "outer": "outer", "sum": "sum", "mean": "mean", "softmax": "softmax",
    "logsumexp": "logsumexp", "ones": "ones", "zeros": "zeros", "eye": "eye", "transpose": "transpose",
}  # fmt: skip
"""Functions of matrices, to their canonical names. `sum` is here the sum of all entries."""
