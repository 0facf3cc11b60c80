"""The table of integrals: what is known by heart, and the methods, under the names that steps and hints give them.

Each row is an equation: the integral of `pattern` is `result`. Both are in calc's own language, u being the variable;
f, g and F are any functions. The integrals of known functions stand in the records of these (functions/).
"""

from dataclasses import dataclass
from itertools import starmap

import sympy as sp

from calc_cli.algebra.functions import abstract, plain_symbol
from calc_cli.calculus.result import Exact, Fields, present
from calc_cli.calculus.rules.rule import Rule, title_of
from calc_cli.calculus.rules.statement import Statement, X, statement
from calc_cli.functions import FUNCTIONS

_BASIC, _DERIVATIVES, _METHODS = "Basic rules", "Products that are derivatives", "Methods"


def _product(key: str, name: str, pattern: str, result: str, typical: str) -> Rule:
    return Rule(key, f"integral of {name}", _DERIVATIVES, pattern, result, typical)


def _method(key: str, name: str, pattern: str, result: str, typical: str, where: str = "") -> Rule:
    return Rule(key, name, _METHODS, pattern, result, typical, where)


# fmt: off
_PRODUCTS = tuple(starmap(_product, (
    ("sec^2", "the square of the secant", "sec(u)^2", "tan(u)", "sec(3x)^2"),
    ("csc^2", "the square of the cosecant", "csc(u)^2", "-cot(u)", "csc(x)^2"),
    ("sec-tan", "secant times tangent", "sec(u)*tan(u)", "sec(u)", "sec x tan x"),
    ("csc-cot", "cosecant times cotangent", "csc(u)*cot(u)", "-csc(u)", "csc x cot x"),
    ("sech^2", "the square of the hyperbolic secant", "sech(u)^2", "tanh(u)", "sech(x)^2"),
    ("csch^2", "the square of the hyperbolic cosecant", "csch(u)^2", "-coth(u)", "csch(x)^2"),
    ("sech-tanh", "hyperbolic secant times tangent", "sech(u)*tanh(u)", "-sech(u)", "sech x tanh x"),
    ("csch-coth", "hyperbolic cosecant times cotangent", "csch(u)*coth(u)", "-csch(u)", "csch x coth x"),
)))
"""Products of two functions of one argument that are derivatives."""

TABLE = (
    *(
        Rule(f.name, f"integral of {title_of(f)}", f.group, f"{f.name}(u)", f.antiderivative, f"{f.name}(x)", f.defined,
             (), f.aliases)
        for f in FUNCTIONS if f.antiderivative and f.name != "exp"
    ),
    *_PRODUCTS,
)
"""The integrals of known functions, and of those products."""

INTEGRAL_RULES = (
    *starmap(Rule, (
        ("constant",        "constant",        _BASIC, "c",       "c*u",               "5"),
        ("constant-factor", "constant factor", _BASIC, "c*f(x)",  "c*f(x)",            "3 sin x"),
        ("sum",             "sum rule",        _BASIC, "f(x)+g(x)", "f(x)+g(x)",       "x + sin x"),
        ("power",           "power rule",      _BASIC, "u^n",     "u^(n+1)/(n+1)",     "x^3", "n != -1"),
        ("reciprocal",      "reciprocal",      _BASIC, "1/u",     "ln(abs(u))",        "1/(2x+1)"),
        ("exponential",     "exponential",     _BASIC, "a^u",     "a^u/ln(a)",         "2^x", "a > 0 and a != 1"),
    )),
    *TABLE,
    *starmap(_method, (
        ("substitution", "substitution", "F(g(x))*g'(x)", "F(g(x))", "x e^(x^2)"),
        ("parts", "integration by parts", "f(x)*g'(x)", "f(x)*g(x)", "x sin x"),
        ("parts-twice", "integration by parts, twice", "exp(a*u)*sin(b*u)",
         "exp(a*u)*(a*sin(b*u)-b*cos(b*u))/(a^2+b^2)", "e^x sin x"),
        ("expand", "multiply out", "(u+a)*(u+b)", "u^3/3+(a+b)*u^2/2+a*b*u", "(x + ln x)^2"),
        ("division", "polynomial division", "u/(u-a)", "u+a*ln(abs(u-a))", "x^3/(x-1)"),
        ("factor", "factor", "1/(u^2+2*a*u+a^2)", "-1/(u+a)", "1/(x^2+2x+1)"),
        ("partial-fractions", "partial fractions", "1/((u-a)*(u-b))", "ln(abs((u-a)/(u-b)))/(a-b)",
         "1/(x^2-1)", "a != b"),
        ("square", "complete the square", "1/(u^2+2*b*u+c)", "atan((u+b)/sqrt(c-b^2))/sqrt(c-b^2)", "1/(x^2+2x+5)",
         "c > b^2"),
        ("numerator", "split the numerator", "(2*u+3)/(u^2+2*u+2)", "ln(u^2+2*u+2)+atan(u+1)", "(x+3)/(x^2+2x+5)"),
        ("arctangent", "integral of 1/(x^2 + a^2)", "1/(u^2+a^2)", "atan(u/a)/a", "1/(x^2+4)", "a > 0"),
        ("two-logarithms", "integral of 1/(x^2 - a^2)", "1/(u^2-a^2)", "ln(abs((u-a)/(u+a)))/(2*a)", "1/(x^2-2)",
         "a > 0"),
        ("repeated-factor", "reduction of a repeated factor", "1/(u^2+1)^2", "u/(2*(u^2+1))+atan(u)/2", "1/(x^2+1)^2"),
        ("real-factors", "factors over the real numbers", "1/(u^4+4)",
         "ln((u^2+2*u+2)/(u^2-2*u+2))/16+(atan(u+1)+atan(u-1))/8", "1/(x^4+1)"),
        ("products-as-sums", "products of sines and cosines as sums", "sin(a*u)*cos(b*u)",
         "-cos((a+b)*u)/(2*(a+b))-cos((a-b)*u)/(2*(a-b))", "sin(2x) cos(3x)", "a^2 != b^2"),
        ("root-of-square", "root of a square", "sqrt(1-cos(u))",
         "-2*sqrt(2)*sign(sin(u/2))*cos(u/2)", "sqrt(1+sin x)"),
        ("half-angle", "substitution of the half-angle", "1/(1+cos(u))", "tan(u/2)", "1/(2+cos x)"),
        ("conjugate", "multiply by the conjugate", "1/(sqrt(u+1)+sqrt(u))", "2*(u+1)^(3/2)/3-2*u^(3/2)/3",
         "1/(sqrt(x+1)-sqrt(x))"),
        ("one-root", "one root for a product", "1/(sqrt(1-u)*sqrt(1+u))", "asin(u)", "x/(sqrt(1-x^2) sqrt(1+x^2))"),
        ("trigonometric-substitution", "trigonometric substitution", "sqrt(a^2-u^2)",
         "u*sqrt(a^2-u^2)/2+a^2*asin(u/a)/2", "sqrt(4-x^2)", "a > 0"),
        ("reduction", "reduction formula", "sec(u)^3", "(sec(u)*tan(u)+ln(abs(sec(u)+tan(u))))/2", "sec(x)^5"),
        ("secants", "write with secants", "tan(u)^2*sec(u)", "(sec(u)*tan(u)-ln(abs(sec(u)+tan(u))))/2",
         "cot(x)^2 csc(x)"),
        ("sine-cosine", "write with sine and cosine", "tan(u)*cos(u)", "-cos(u)", "tan(x)^2/sec(x)^2"),
        ("exponentials", "write with exponentials", "sinh(u)*exp(u)", "exp(2*u)/4-u/2", "1/(e^x + cosh x)"),
        ("coefficients", "undetermined coefficients", "(a*u+b)*exp(u)", "(a*u+b-a)*exp(u)",
         "e^x (1-x-x^2)/sqrt(1-x^2)"),
        ("higher", "higher function", "exp(-u^2)", "sqrt(pi)*erf(u)/2", "e^(-x^2)"),
        ("cases", "by cases", "max(u, 0)", "max(u, 0)^2/2", "|x^2 - 1|"),
        ("signs", "constant between its jumps", "abs(sin(u))", "-sign(sin(u))*cos(u)", "|sin x|"),
    )),
)
# fmt: on


_f, _g, _u, _F = abstract("f")(X), abstract("g")(X), plain_symbol("u"), abstract("F")
_WITH_INTEGRALS = {
    "constant-factor": plain_symbol("c") * sp.Integral(_f, X),
    "sum": sp.Integral(_f, X) + sp.Integral(_g, X),
    "substitution": sp.Integral(_F(_u), _u),
    "parts": sp.Add(_f * _g, -sp.Integral(abstract("f", 1)(X) * _g, X), evaluate=False),
}
"""Results that are integrals again, for which the input language has no notation; of F(g(x)) g'(x), u is g(x)."""


@dataclass(frozen=True, slots=True)
class IntegralStatement(Statement):
    """The integral of `pattern` is `derivative`, which is an antiderivative here."""

    @property
    def equation(self) -> sp.Eq:
        """The integral of the pattern is the result."""
        return sp.Eq(sp.Integral(self.pattern, X), self.derivative, evaluate=False)

    @property
    def fields(self) -> Fields:
        """Return what JSON has of the rule."""
        told = dict(super(IntegralStatement, self).fields)
        return present({**told, "derivative": None, "antiderivative": Exact(self.derivative)})


def integral_statement(rule: Rule) -> IntegralStatement:
    """Return the formulas of a row of the table."""
    s = statement(rule)
    return IntegralStatement(rule, s.pattern, _WITH_INTEGRALS.get(rule.key, s.derivative), s.where, ())
