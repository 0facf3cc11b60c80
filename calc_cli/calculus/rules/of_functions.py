"""The rows of the known functions: their derivatives come from syntax/names.py, the usual mistakes are added here."""

from calc_cli.calculus.rules.rule import Mistake, Rule
from calc_cli.syntax.names import FUNCTIONS, Known

EXPONENTIALS = "Exponentials and logarithms"

_GROUPS = {
    "sin": "Trigonometric functions",
    "asin": "Inverse trigonometric functions",
    "sinh": "Hyperbolic functions",
    "asinh": "Inverse hyperbolic functions",
    "exp": EXPONENTIALS,
    "abs": "Functions with corners and jumps",
    "factorial": "Higher functions",
    "sigmoid": "Machine learning",
}
"""The first function of each group in the table of names, to the group; those that follow belong to it as well."""

_MISTAKES = {
    "sin": (("-cos(u)", "sign gained", "(sin x)' = cos x, without a minus"),
            ("sin(u)", "not differentiated", "(sin x)' = cos x")),
    "cos": (("sin(u)", "sign lost", "(cos x)' = -sin x: the minus is missing"),
            ("cos(u)", "not differentiated", "(cos x)' = -sin x")),
    "tan": (("sec(u)", "square missing", "(tan x)' = sec^2 x"),
            ("-sec(u)^2", "sign gained", "(tan x)' = sec^2 x, without a minus"),
            ("cot(u)", "cotangent in place of the derivative", "(tan x)' = sec^2 x"),
            ("sec(u)*tan(u)", "derivative of the secant", "(tan x)' = sec^2 x; sec x tan x is the derivative of sec x"),
            ("1/(u^2+1)", "derivative of the inverse tangent", "(tan x)' = sec^2 x; 1/(x^2 + 1) is that of arctan x")),
    "cot": (("csc(u)^2", "sign lost", "(cot x)' = -csc^2 x: the minus is missing"),
            ("-csc(u)", "square missing", "(cot x)' = -csc^2 x"),
            ("tan(u)", "tangent in place of the derivative", "(cot x)' = -csc^2 x")),
    "sec": (("-sec(u)*tan(u)", "sign gained", "(sec x)' = sec x tan x, without a minus"),
            ("sec(u)^2", "derivative of the tangent", "(sec x)' = sec x tan x; sec^2 x is the derivative of tan x"),
            ("tan(u)^2", "factors confused", "(sec x)' = sec x tan x")),
    "csc": (("csc(u)*cot(u)", "sign lost", "(csc x)' = -csc x cot x: the minus is missing"),
            ("-csc(u)^2", "derivative of the cotangent", "(csc x)' = -csc x cot x; -csc^2 x is that of cot x")),
    "asin": (("-1/sqrt(1-u^2)", "sign gained", "(arcsin x)' = 1/sqrt(1 - x^2); the minus belongs to arccos"),
             ("1/cos(u)", "reciprocal of the cosine of x", "the reciprocal is taken at the inverse: 1/cos(arcsin x)"),
             ("-cot(u)*csc(u)", "derivative of 1/sin x", "sin^-1 x is the inverse function, not 1/sin x"),
             ("acos(u)", "inverse of the derivative", "(arcsin x)' = 1/sqrt(1 - x^2)"),
             ("1/sqrt(u^2+1)", "wrong sign under the root", "(arcsin x)' = 1/sqrt(1 - x^2)"),
             ("1/(1-u^2)", "root missing", "(arcsin x)' = 1/sqrt(1 - x^2)")),
    "acos": (("1/sqrt(1-u^2)", "sign lost", "(arccos x)' = -1/sqrt(1 - x^2): the minus is missing"),
             ("-asin(u)", "inverse of the derivative", "(arccos x)' = -1/sqrt(1 - x^2)"),
             ("-1/sin(u)", "reciprocal of the sine of x", "the reciprocal is taken at the inverse: 1/sin(arccos x)"),
             ("sec(u)*tan(u)", "derivative of 1/cos x", "cos^-1 x is the inverse function, not 1/cos x")),
    "atan": (("-1/(u^2+1)", "sign gained", "(arctan x)' = 1/(1 + x^2), without a minus"),
             ("1/sqrt(u^2+1)", "root gained", "(arctan x)' = 1/(1 + x^2), without a root"),
             ("1/(1-u^2)", "wrong sign in the denominator", "(arctan x)' = 1/(1 + x^2)"),
             ("-csc(u)^2", "derivative of 1/tan x", "tan^-1 x is the inverse function, not 1/tan x"),
             ("1/sec(u)^2", "reciprocal taken at x", "the reciprocal is taken at the inverse: 1/sec^2(arctan x)")),
    "sinh": (("-cosh(u)", "sign gained", "(sinh x)' = cosh x, without a minus"),
             ("cos(u)", "circular function", "(sinh x)' = cosh x")),
    "cosh": (("-sinh(u)", "sign gained", "(cosh x)' = sinh x, without a minus: it is not that of cos x"),
             ("-sin(u)", "circular function", "(cosh x)' = sinh x")),
    "tanh": (("-sech(u)^2", "sign gained", "(tanh x)' = sech^2 x, without a minus"),
             ("sec(u)^2", "circular function", "(tanh x)' = sech^2 x")),
    "exp": (("u*exp(u-1)", "power rule on an exponential", "the variable is in the exponent: (e^x)' = e^x"),
            ("1", "exponential lost", "(e^x)' = e^x"),
            ("exp(u-1)", "exponent lowered", "(e^x)' = e^x: the exponent is not lowered")),
    "log": (("1/ln(u)", "reciprocal of the logarithm", "(ln x)' = 1/x, not 1/ln x"),
            ("-1/u", "sign gained", "(ln x)' = 1/x, without a minus"),
            ("-1/u^2", "derivative of 1/x", "(ln x)' = 1/x; -1/x^2 is the derivative of 1/x"),
            ("exp(u)", "inverse function", "(ln x)' = 1/x; e^x is the inverse of ln x")),
    "abs": (("1", "absolute value dropped", "|x| falls for x < 0: its derivative is -1 there"),
            ("abs(u)", "not differentiated", "the derivative of |x| is the sign of x")),
    "sigmoid": (("sigmoid(u)", "factor 1 - sigmoid missing", "sigmoid' = sigmoid (1 - sigmoid)"),
                ("1-sigmoid(u)", "factor sigmoid missing", "sigmoid' = sigmoid (1 - sigmoid)"),
                ("sigmoid(u)*(1+sigmoid(u))", "sign turned in the bracket", "sigmoid' = sigmoid (1 - sigmoid)")),
    "relu": (("1", "case below 0 forgotten", "relu is constant below 0: its derivative is 0 there"),
             ("relu(u)", "not differentiated", "the derivative of relu is 1 above 0, and 0 below")),
    "softplus": (("1-sigmoid(u)", "reflected", "the derivative of softplus is sigmoid"),
                 ("relu(u)", "relu in place of the derivative", "the derivative of softplus is sigmoid")),
}  # fmt: skip
"""Mistakes in the derivatives of known functions: what is written, its name, a sentence."""


_NAMES = {name: doc.partition(";")[0].partition(",")[0] for name, doc in ((k.name, k.doc) for k in FUNCTIONS)} | {
    "abs": "the absolute value", "sign": "the sign", "floor": "floor", "ceiling": "the ceiling",
    "heaviside": "the unit step", "factorial": "the factorial", "gamma": "the gamma function",
    "erf": "the error function", "erfc": "the complementary error function", "sigmoid": "the sigmoid",
    "relu": "relu", "softplus": "softplus",
}  # fmt: skip


def function_rules() -> list[Rule]:
    """The rows of the functions of one argument, from the table of names."""
    rules = []
    group = ""
    for known in FUNCTIONS:
        group = _GROUPS.get(known.name, group)
        if known.arity[0] == 1 and len(known.derivative) == 1 and known.derivative[0]:
            rules.append(_function_rule(known, group))
    return rules


def _function_rule(known: Known, group: str) -> Rule:
    """The row of a known function. That the sign is turned may happen to any, unless the table names its own."""
    (derivative,) = known.derivative
    turned = () if derivative == "0" else ((f"-({derivative})", "sign turned", "the sign is turned"),)
    return Rule(
        key=known.name,
        name="exponential rule" if known.name == "exp" else f"derivative of {_NAMES.get(known.name, known.name)}",
        group=group,
        pattern=f"{known.name}(u)",
        derivative=derivative,
        typical=f"{known.name}(x)",
        where=known.smooth or known.defined,
        mistakes=tuple(Mistake(name, formula, why) for formula, name, why in _MISTAKES.get(known.name, turned)),
        aliases=known.aliases,
        source=known.source,
    )
