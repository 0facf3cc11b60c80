"""The rules of differentiation, one row each: what `calc rules` prints, derivations use and mistakes deviate from."""

from functools import partial

from calc_cli.calculus.rules.rule import Rule, function_rules
from calc_cli.functions import Mistake

BASIC = "Basic rules"
COMBINATIONS = "Combinations"
POWERS = "Powers and roots"
EXPONENTIALS = "Exponentials and logarithms"
CASES = "Cases and unknown functions"

# fmt: off
CONSTANT = Rule(
    "constant", "constant rule", BASIC, "c", "0", "7", mistakes=(
        Mistake("constant kept", "c", "the derivative of a constant is 0", "a constant does not change"),
        Mistake("constant turned into 1", "1", "the derivative of a constant is 0; 1 is that of the variable", rank=2),
    ))
IDENTITY = Rule(
    "identity", "derivative of the variable", BASIC, "x", "1", "x", aliases=("variable",), mistakes=(
        Mistake("variable kept", "x", "the derivative of x is 1", rank=2),
        Mistake("variable taken for a constant", "0", "the derivative of x is 1; only a constant has 0", rank=2),
    ))
CONSTANT_MULTIPLE = Rule(
    "constant-multiple", "constant multiple rule", BASIC, "c*f(x)", "c*f'(x)", "5x^2", aliases=("multiple",), mistakes=(
        Mistake("constant factor dropped", "f'(x)", "a constant factor stays", "(c f)' = c f'"),
        Mistake("constant factor differentiated", "0", "a constant factor stays, it is not differentiated to 0",
                rank=2),
    ))
CONSTANT_DIVISOR = Rule(
    "constant-divisor", "constant multiple rule", BASIC, "f(x)/c", "f'(x)/c", "x^2/3", where="c != 0", mistakes=(
        Mistake("constant divisor dropped", "f'(x)", "a constant divisor stays", "(f/c)' = f'/c"),
        Mistake("constant divisor squared", "f'(x)/c^2",
                "the quotient rule is not needed for a constant divisor, and used rightly it leaves f'/c", rank=2),
        Mistake("constant divisor multiplied", "c*f'(x)", "a constant divisor stays below", "(f/c)' = f'/c"),
    ))
SUM = Rule(
    "sum", "sum rule", BASIC, "f(x) + g(x)", "f'(x) + g'(x)", "x^2 + sin x", mistakes=(
        Mistake("a term dropped", "f'(x)", "every term is differentiated; those after the first are missing"),
        Mistake("the first term dropped", "g'(x)", "every term is differentiated; the first is missing"),
        Mistake("a term not differentiated", "f'(x) + g(x)", "every term is differentiated, the second too", rank=2),
        Mistake("a term not differentiated", "f(x) + g'(x)", "every term is differentiated, the first too", rank=2),
        Mistake("sign of a term turned", "f'(x) - g'(x)", "a sum keeps its signs", "(f + g)' = f' + g'", rank=2),
        Mistake("product of the derivatives", "f'(x)*g'(x)", "the derivatives of a sum are added", rank=2),
        Mistake("product rule on a sum", "f'(x)*g(x) + f(x)*g'(x)",
                "the product rule is for products; the derivatives of a sum are simply added", rank=2),
    ))
DIFFERENCE = Rule(
    "difference", "difference rule", BASIC, "f(x) - g(x)", "f'(x) - g'(x)", "x^3 - ln x", mistakes=(
        Mistake("a term dropped", "f'(x)", "every term is differentiated; those after the first are missing"),
        Mistake("the first term dropped", "-g'(x)", "every term is differentiated; the first is missing"),
        Mistake("a term not differentiated", "f'(x) - g(x)", "every term is differentiated, the second too", rank=2),
        Mistake("a term not differentiated", "f(x) - g'(x)", "every term is differentiated, the first too", rank=2),
        Mistake("sign of a term turned", "f'(x) + g'(x)", "a difference keeps its sign", "(f - g)' = f' - g'", rank=2),
    ))

_product = partial(Mistake, law="(fg)' = f'g + fg'")  # as below: a mistake that is told with the law of its rule
PRODUCT = Rule(
    "product", "product rule", COMBINATIONS, "f(x)*g(x)", "f'(x)*g(x) + f(x)*g'(x)", "x^2 sin x", mistakes=(
        _product("product of the derivatives", "f'(x)*g'(x)",
                "the derivative of a product is not the product of the derivatives", rank=0),
        _product("sum of the derivatives", "f'(x) + g'(x)", "each derivative is multiplied by the other factor"),
        _product("second term of the product rule missing", "f'(x)*g(x)", "the term f g' is missing"),
        _product("first term of the product rule missing", "f(x)*g'(x)", "the term f' g is missing"),
        _product("other factor lost", "f'(x) + f(x)*g'(x)", "each derivative is multiplied by the other factor"),
        _product("other factor lost", "f'(x)*g(x) + g'(x)", "each derivative is multiplied by the other factor"),
        Mistake("minus between the terms", "f'(x)*g(x) - f(x)*g'(x)",
                "the terms of the product rule are added; the minus belongs to the quotient rule"),
        Mistake("minus between the terms, turned", "f(x)*g'(x) - f'(x)*g(x)",
                "the terms of the product rule are added; the minus belongs to the quotient rule"),
        _product("terms multiplied", "f'(x)*g(x)*f(x)*g'(x)", "the two terms are added, not multiplied"),
        _product("factors matched wrongly", "f'(x)*f(x) + g(x)*g'(x)",
                "each derivative is multiplied by the other factor"),
    ))
_quotient = partial(Mistake, law="(f/g)' = (f'g - fg')/g^2")
QUOTIENT = Rule(
    "quotient", "quotient rule", COMBINATIONS, "f(x)/g(x)", "(f'(x)*g(x) - f(x)*g'(x))/g(x)^2", "(x^2 + 1)/(x - 1)",
    where="g(x) != 0", mistakes=(
        _quotient("quotient of the derivatives", "f'(x)/g'(x)",
                "the derivative of a quotient is not the quotient of the derivatives", rank=0),
        Mistake("numerator the wrong way round", "(f(x)*g'(x) - f'(x)*g(x))/g(x)^2",
                "the numerator is f'g - fg', not fg' - f'g"),
        Mistake("plus in the numerator", "(f'(x)*g(x) + f(x)*g'(x))/g(x)^2",
                "the numerator is f'g - fg', with a minus"),
        _quotient("denominator not squared", "(f'(x)*g(x) - f(x)*g'(x))/g(x)", "the denominator is squared"),
        Mistake("numerator the wrong way round and denominator not squared", "(f(x)*g'(x) - f'(x)*g(x))/g(x)",
                "the numerator is f'g - fg', and the denominator is squared"),
        _quotient("denominator missing", "f'(x)*g(x) - f(x)*g'(x)", "the denominator g^2 is missing"),
        Mistake("cancelled in one summand only", "(f'(x) - f(x)*g'(x))/g(x)",
                "only what divides the whole numerator f'g - fg' can be cancelled, and g divides f'g alone"),
        Mistake("derivatives subtracted in the numerator", "(f'(x) - g'(x))/g(x)^2",
                "each derivative in the numerator is multiplied by the other function", "f'g - fg'"),
        Mistake("product of the derivatives in the numerator", "f'(x)*g'(x)/g(x)^2", "the numerator is f'g - fg'"),
        _quotient("only the numerator differentiated", "f'(x)/g(x)", "the denominator changes too"),
        _quotient("only the denominator differentiated", "f(x)/g'(x)"),
        Mistake("second term of the numerator missing", "f'(x)*g(x)/g(x)^2",
                "the term -fg' is missing in the numerator"),
        Mistake("first term of the numerator missing", "-f(x)*g'(x)/g(x)^2",
                "the term f'g is missing in the numerator"),
        Mistake("derivative of the denominator squared", "(f'(x)*g(x) - f(x)*g'(x))/g'(x)^2",
                "the denominator itself is squared, not its derivative"),
        Mistake("numerator's square below", "(f'(x)*g(x) - f(x)*g'(x))/f(x)^2",
                "it is the denominator that is squared below"),
    ))
_reciprocal = partial(Mistake, law="(1/g)' = -g'/g^2")
RECIPROCAL = Rule(
    "reciprocal", "reciprocal rule", COMBINATIONS, "1/g(x)", "-g'(x)/g(x)^2", "1/(x^2 + 1)", where="g(x) != 0",
    mistakes=(
        _reciprocal("reciprocal of the derivative", "1/g'(x)",
                "the derivative of a reciprocal is not the reciprocal of the derivative"),
        _reciprocal("sign lost", "g'(x)/g(x)^2", "a reciprocal falls where the function rises", rank=0),
        _reciprocal("inner derivative missing", "-1/g(x)^2", "the inner derivative g' is missing", rank=0),
        _reciprocal("sign lost and inner derivative missing", "1/g(x)^2"),
        _reciprocal("denominator not squared", "-g'(x)/g(x)", "the denominator is squared"),
        Mistake("logarithm in place of the derivative", "ln(g(x))", "ln is the integral of 1/x, not its derivative"),
        Mistake("logarithm in place of the derivative", "ln(g(x))*g'(x)",
                "ln is the integral of 1/x, not its derivative"),
        Mistake("logarithmic derivative", "g'(x)/g(x)", "g'/g is the derivative of ln g; (1/g)' = -g'/g^2"),
    ))
_chain = partial(Mistake, law="F(g)' = F'(g) g'")
CHAIN = Rule(
    "chain", "chain rule", COMBINATIONS, "F(g(x))", "F'(g(x))*g'(x)", "sin(3x)", mistakes=(
        _chain("inner derivative missing", "F'(g(x))", "the inner derivative is missing", rank=0),
        Mistake("inner function in place of its derivative", "F'(g(x))*g(x)", "the outer derivative is multiplied by "
                "the derivative of the inner function, not by the inner function"),
        _chain("outer derivative taken at the inner derivative", "F'(g'(x))", "the inner function stays inside"),
        _chain("outer derivative taken at the inner derivative", "F'(g'(x))*g'(x)", "the inner function stays inside"),
        _chain("outer function not differentiated", "F(g'(x))",
                "the outer function is differentiated and the inner one stays inside"),
        _chain("outer derivative missing", "F(g(x))*g'(x)", "the outer function is differentiated too"),
        _chain("only the inner function differentiated", "g'(x)", "the outer derivative is missing", rank=2),
        _chain("inner function lost", "F'(x)*g'(x)", "the outer derivative is taken at the inner function", rank=2),
        _chain("inner function lost and inner derivative missing", "F'(x)", rank=2),
        Mistake("divided by the inner derivative", "F'(g(x))/g'(x)",
                "the outer derivative is multiplied by the inner one; dividing belongs to integration", rank=2),
        Mistake("inner derivative added", "F'(g(x)) + g'(x)", "the outer derivative is multiplied by the inner one",
                rank=2),
        Mistake("inner derivative twice", "F'(g(x))*g'(x)^2", "the inner derivative is a factor once"),
        _chain("sign of the inner derivative lost", "-F'(g(x))*g'(x)", "the inner derivative keeps its sign",
                sign_of="inner derivative"),
    ))

_power = partial(Mistake, law="(x^n)' = n x^(n-1)")
POWER = Rule(
    "power", "power rule", POWERS, "u^n", "n*u^(n-1)", "x^5", mistakes=(
        _power("exponent not lowered", "n*u^n", "the exponent is lowered by one", rank=0),
        _power("exponent not brought down", "u^(n-1)", "the exponent comes down as a factor"),
        _power("exponent raised", "n*u^(n+1)", "the exponent is lowered by one, not raised"),
        _power("exponent lowered by two", "n*u^(n-2)", "the exponent is lowered by one", rank=2),
        Mistake("integrated instead", "u^(n+1)/(n+1)", "that is the integral of x^n; (x^n)' = n x^(n-1)", rank=2),
        _power("lowered exponent brought down", "(n-1)*u^(n-1)", "the old exponent comes down", rank=2),
        Mistake("sign of the exponent lost", "-n*u^(n-1)", "the exponent comes down with its sign", rank=0,
                sign_of="exponent"),
        Mistake("sign of the exponent lost", "n*u^(-n-1)", "the exponent keeps its sign as it is lowered",
                "(x^(-n))' = -n x^(-n-1)", rank=0, sign_of="exponent"),
        Mistake("sign of the lowered exponent lost", "n*u^(1-n)", "the exponent is lowered by one",
                "n - 1 keeps its sign", sign_of="lowered exponent"),
        Mistake("exponential rule on a power", "u^n*ln(u)", "the variable is in the base",
                "this is a power, (x^n)' = n x^(n-1)"),
        _power("power dropped", "n*u", "the power stays, its exponent lowered by one", rank=2),
        _power("power dropped", "n", "the power stays, its exponent lowered by one", rank=2),
    ))
MULTIPLE_OF_POWER = Rule(
    "multiple-of-power", "power rule with a constant factor", POWERS, "c*u^n", "c*n*u^(n-1)", "3x^2", mistakes=(
        Mistake("coefficient added to the exponent", "(c+n)*u^(n-1)", "coefficient and exponent are multiplied",
                "(c x^n)' = c n x^(n-1)"),
        Mistake("coefficient raised to the power", "n*(c*u)^(n-1)", "the factor is not under the power",
                "(c x^n)' = c n x^(n-1)"),
    ))
_sqrt = partial(Mistake, law="(sqrt(x))' = 1/(2 sqrt(x))")
SQRT = Rule(
    "sqrt", "derivative of the square root", POWERS, "sqrt(u)", "1/(2*sqrt(u))", "sqrt(x)", where="u > 0",
    aliases=("square-root",), mistakes=(
        _sqrt("2 below the bar missing", "1/sqrt(u)", "the 2 is missing"),
        _sqrt("root above the bar", "sqrt(u)/2", "the root goes below", rank=1),
        _sqrt("minus in front", "-1/(2*sqrt(u))", "the square root rises", rank=2),
        _sqrt("2 above the bar", "2/sqrt(u)", "the 2 belongs below"),
        Mistake("exponent lowered wrongly", "sqrt(u)^3/2", "1/2 - 1 is -1/2", "(x^(1/2))' = 1/2 x^(-1/2)"),
        _sqrt("root lost", "1/(2*u)", "the root stays below", rank=2),
    ))
ROOT = Rule(
    "root", "derivative of the n-th root", POWERS, "root(u, n)", "1/(n*root(u, n)^(n-1))", "cbrt(x)",
    where="u != 0", aliases=("cbrt", "roots"), mistakes=(
        Mistake("n below the bar missing", "1/root(u, n)^(n-1)", "the factor 1/n is missing",
                "x^(1/n) has the derivative 1/n x^(1/n - 1)"),
        Mistake("root not raised", "1/(n*root(u, n))", "below stands the root to the power n - 1"),
        Mistake("exponent not lowered", "root(u, n)/n", "the exponent 1/n is lowered by one", rank=0),
        Mistake("root above the bar", "root(u, n)^(n-1)/n", "1/n - 1 is negative", "the root goes below", rank=1),
        Mistake("treated as a square root", "1/(2*root(u, n))",
                "that is the pattern of the square root; x^(1/n) has the derivative 1/n x^(1/n - 1)", rank=2),
    ))
_general_power = partial(Mistake, law="(f^g)' = f^g (g' ln f + g f'/f)")
GENERAL_POWER = Rule(
    "general-power", "general power rule", POWERS, "f(x)^g(x)", "f(x)^g(x)*(g'(x)*ln(f(x)) + g(x)*f'(x)/f(x))", "x^x",
    where="f(x) > 0", mistakes=(
        _general_power("power rule with a variable exponent", "g(x)*f(x)^(g(x)-1)*f'(x)", "the exponent varies"),
        _general_power("power rule with a variable exponent", "g(x)*f(x)^(g(x)-1)", "the exponent varies"),
        _general_power("power rule with a variable exponent", "g(x)*f(x)^(g(x)-1)*g'(x)", "the exponent varies"),
        _general_power("exponential rule with a variable base", "f(x)^g(x)*ln(f(x))*g'(x)", "the base varies"),
        _general_power("exponential rule with a variable base", "f(x)^g(x)*ln(f(x))", "the base varies"),
        Mistake("derivative of the exponent's logarithm only", "g'(x)*ln(f(x)) + g(x)*f'(x)/f(x)",
                "that is the derivative of ln(f^g); it is still to be multiplied by f^g"),
    ))

_exponential = partial(Mistake, law="(a^x)' = a^x ln a")
EXPONENTIAL = Rule(
    "exponential", "exponential rule", EXPONENTIALS, "a^u", "a^u*ln(a)", "2^x", where="a > 0",
    mistakes=(
        _exponential("ln a missing", "a^u", "the factor ln a is missing", rank=0),
        _exponential("power rule on an exponential", "u*a^(u-1)", "the variable is in the exponent", rank=0),
        Mistake("divided by ln a", "a^u/ln(a)", "that is the integral; (a^x)' = a^x ln a"),
        _exponential("ln of the variable", "a^u*ln(u)", "the factor is the logarithm of the base"),
        _exponential("only ln a", "ln(a)", rank=2),
    ))
_logarithm = partial(Mistake, law="(log_b x)' = 1/(x ln b)")
LOGARITHM = Rule(
    "logarithm-base", "logarithm to base b", EXPONENTIALS, "log(u, b)", "1/(u*ln(b))", "log(x, 2)",
    where="u > 0 and b > 0 and b != 1", aliases=("log10", "log2", "logarithm"),
    mistakes=(
        _logarithm("ln b missing", "1/u", "the factor 1/ln b is missing"),
        _logarithm("ln b above the bar", "ln(b)/u", "ln b belongs below"),
        _logarithm("base above the bar without ln", "b/u"),
        _logarithm("base below the bar without ln", "1/(b*u)"),
        _logarithm("variable missing", "1/ln(b)"),
    ))
UNKNOWN = Rule("unknown-function", "derivative of an unknown function", CASES, "F(u)", "F'(u)", "f(x)",
               aliases=("abstract",), mistakes=(
        Mistake("derivative of the function forgotten", "1", "a function of the variable is not the variable",
                "(f(x))' = f'(x)"),
        Mistake("function held constant", "0", "a function of the variable is not a constant",
                "(f(x))' = f'(x)", rank=2),
    ))
LN_ABS = Rule(
    "ln-abs", "logarithm of the absolute value", EXPONENTIALS, "ln(abs(u))", "1/u", "ln|x|", where="u != 0", mistakes=(
        Mistake("absolute value kept", "1/abs(u)", "(ln|x|)' = 1/x: to the left of 0 it falls"),
        Mistake("sign gained", "-1/u", "(ln|x|)' = 1/x, without a minus"),
    ))
LN_PRODUCT = Rule(
    "ln-product", "logarithm of a product", EXPONENTIALS, "ln(f(x)^a*g(x)^b)", "a*f'(x)/f(x) + b*g'(x)/g(x)",
    "ln(x^2 sin x)", where="f(x)^a*g(x)^b > 0", aliases=("ln-quotient", "ln-power"), mistakes=(
        Mistake("derivatives multiplied", "f'(x)/f(x)*g'(x)/g(x)", "ln(fg) is ln f + ln g",
                "the derivatives are added"),
        Mistake("logarithms multiplied", "f'(x)/f(x)*ln(g(x)) + ln(f(x))*g'(x)/g(x)",
                "ln(fg) is the sum of the logarithms, not their product"),
    ))
SEVERAL = Rule("several-arguments", "chain rule for several arguments", COMBINATIONS, "", "", "atan2(x, 2)")
PARTIAL = Rule("partial", "partial derivative of an unknown function", CASES, "", "", "f(x, y)")
PIECEWISE = Rule(
    "piecewise", "case by case", CASES, "f(x) if x < a else g(x)", "f'(x) if x < a else g'(x)",
    "x^2 if x < 1 else 2x - 1", where="x != a", aliases=("cases",))
MAXIMUM, MINIMUM = (
    Rule(
        name, f"{name}imum rule", CASES, f"{name}(f(x), g(x))", f"f'(x) if f(x) {sign} g(x) else g'(x)",
        f"{name}(x, x^2)", where="f(x) != g(x)", aliases=(f"{name}imum",), mistakes=(
            Mistake(f"{more} of the derivatives", f"{name}(f'(x), g'(x))",
                    f"it is the derivative of the {more} function, not the {more} derivative"),
            Mistake("the wrong case", f"g'(x) if f(x) {sign} g(x) else f'(x)",
                    f"where f is the {more}, the derivative is f'"),
        ))
    for name, sign, more in (("max", ">", "larger"), ("min", "<", "smaller"))
)
SERIES = Rule(
    "series", "sum rule under the sign", CASES, "sum(f(x), i, 1, n)", "sum(f'(x), i, 1, n)", "sum(x^i, i, 1, n)")
LONG_PRODUCT = Rule(
    "long-product", "product rule under the sign", CASES, "prod(f(x), i, 1, n)",
    "prod(f(x), i, 1, n)*sum(f'(x)/f(x), i, 1, n)", "prod(x + i, i, 1, n)", where="f(x) != 0", mistakes=(
        Mistake("product of the derivatives", "prod(f'(x), i, 1, n)",
                "the derivative of a product is not the product of the derivatives", rank=0),
    ))
LEIBNIZ = Rule(
    "leibniz", "Leibniz's rule", CASES, "", "", "integral(e^(-t^2), t, 0, x^2)", aliases=("fundamental-theorem",))
# fmt: on

RULES = (
    CONSTANT, IDENTITY, CONSTANT_MULTIPLE, CONSTANT_DIVISOR, SUM, DIFFERENCE, PRODUCT, QUOTIENT, RECIPROCAL, CHAIN,
    SEVERAL, POWER, MULTIPLE_OF_POWER, SQRT, ROOT, GENERAL_POWER, EXPONENTIAL, LOGARITHM, LN_ABS, LN_PRODUCT,
    *function_rules(),
    PIECEWISE, MAXIMUM, MINIMUM, SERIES, LONG_PRODUCT, LEIBNIZ, UNKNOWN, PARTIAL,
)  # fmt: skip
"""Every rule, in the order in which `calc rules` prints them."""

BY_KEY = {name: rule for rule in RULES for name in (rule.key, *rule.aliases)}
"""Every key and alias of a rule, to the rule."""
