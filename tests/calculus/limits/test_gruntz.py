"""Gruntz's algorithm: the examples of his thesis (section 8.1 to 8.3) and their neighbours, all as x -> oo."""

import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower, sign_at
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.limits.gruntz import leading_term
from calc_cli.calculus.limits.neighbourhood import Approach, Neighbourhood
from calc_cli.syntax.parser import parse


def limit_at_infinity(text: str, sign: int = 1) -> sp.Expr | None:
    near = Neighbourhood(Approach(symbol("x"), sign * sp.oo, -sign), generic=True)
    return near.germs.limit(near.germ(lower(parse(text).tree)))


LIMITS = [
    ("exp(x)*(exp(1/x - exp(-x)) - exp(1/x))", "-1"),
    ("exp(x)*(exp(1/x + exp(-x) + exp(-x^2))- exp(1/x - exp(-exp(x))))", "1"),
    ("exp(exp(x - exp(-x))/(1 - 1/x)) - exp(exp(x))", "oo"),
    ("exp(exp(exp(x)/(1 - 1/x)))- exp(exp(exp(x)/(1 - 1/x - log(x)^(-log(x)))))", "-oo"),
    ("exp(exp(exp(x + exp(-x)))) / exp(exp(exp(x)))", "oo"),
    ("exp(exp(exp(x))) / exp(exp(exp(x - exp(-exp(x)))))", "oo"),
    ("exp(exp(exp(x))) / exp(exp(exp(x - exp(-exp(exp(x))))))", "1"),
    ("exp(exp(x)) / exp(exp(x - exp(-exp(exp(x)))))", "1"),
    ("log(x)^2 * exp(sqrt(log(x))*(log(log(x)))^2* exp(sqrt(log(log(x))) * (log(log(log(x))))^3)) / sqrt(x)", "0"),
    ("(x*log(x)*(log(x*exp(x) - x^2))^2)/ (log(log(x^2 + 2*exp(exp(3*x^3*log(x))))))", "1/3"),
    ("(exp(x*exp(-x)/(exp(-x) + exp(-2*x^2/(x + 1)))) - exp(x))/x", "-exp(2)"),
    ("(3^x + 5^x)^(1/x)", "5"),
    ("x/log(x^(log(x^(log(2)/log(x)))))", "oo"),
    ("exp(exp(2*log(x^5 + x)*log(log(x))))/ exp(exp(10*log(x)*log(log(x))))", "oo"),
    ("exp(exp(5/2*x^(-5/7) + 21/8*x^(6/11)+ 2*x^(-8) + 54/17*x^(49/45)))^8/ log(log(-log(4/3*x^(-5/14))))^(7/6)", "oo"),
    ("(exp(4*x*exp(-x)/(1/exp(x) + 1/exp(2*x^2/(x + 1)))) - exp(x))/ exp(x)^4", "1"),
    ("exp(x*exp(-x)/(exp(-x) + exp(-2*x^2/(x + 1))))/exp(x)", "1"),
    (
        "(exp(exp(-x/(1 + exp(-x))))*exp(-x/(1 + exp(-x/(1 + exp(-x)))))*exp(exp(-x + exp(-x/(1 + exp(-x))))))"
        "/exp(-x/(1 + exp(-x)))^2 - exp(x) + x",
        "2",
    ),
    ("log(x)*(log(log(x) + log(log(x))) - log(log(x)))/ (log(log(x) + log(log(log(x)))))", "1"),
    ("exp((log(log(x + exp(log(x)*log(log(x))))))/ (log(log(log(exp(x) + x + log(x))))))", "exp(1)"),
    ("exp(exp(exp(x + exp(-x)))) / exp(exp(x))", "oo"),
    ("exp(x)*(sin(1/x + exp(-x)) - sin(1/x + exp(-x^2)))", "1"),
    ("(erf(x - exp(-exp(x))) - erf(x)) * exp(exp(x)) * exp(x^2)", "-2/sqrt(pi)"),
    ("exp(exp(x)) * (exp(sin(1/x + exp(-exp(x)))) - exp(sin(1/x)))", "1"),
    ("exp(x)*(gamma(x + exp(-x)) - gamma(x))", "oo"),
    ("exp(exp(digamma(digamma(x))))/x", "exp(-1/2)"),
    ("exp(exp(digamma(log(x))))/x", "exp(-1/2)"),
    ("digamma(digamma(digamma(x)))", "oo"),
    ("ln(gamma(ln(gamma(x))))", "oo"),
    ("((gamma(x + 1/gamma(x)) - gamma(x))/log(x) - cos(1/x))* x*log(x)", "-1/2"),
    ("x * (gamma(x - 1/gamma(x)) - gamma(x) + log(x))", "1/2"),
    ("(gamma(x + 1/gamma(x)) - gamma(x)) / log(x)", "1"),
    ("gamma(x + 1)/sqrt(2*pi)- exp(-x)*(x^(x + 1/2) + x^(x - 1/2)/12)", "oo"),
    ("exp(exp(exp(digamma(digamma(digamma(x))))))/x", "0"),
    ("exp(gamma(x - exp(-x))*exp(1/x)) - exp(gamma(x))", "oo"),
    ("(Ei(x - exp(-exp(x))) - Ei(x)) *exp(-x)*exp(exp(x))*x", "-1"),
    ("exp((log(2) + 1)*x) * (zeta(x + exp(-x)) - zeta(x))", "-log(2)"),
    ("ln(x!)/(x ln x)", "1"),
    ("gamma(x+1/x)/gamma(x)", "1"),
    ("x - x^2 ln(1+1/x)", "1/2"),
    ("erfi(x) x e^(-x^2)", "1/sqrt(pi)"),
    ("e^(x^2) x erfc(x)", "1/sqrt(pi)"),
    ("Ei(x) x/e^x", "1"),
    ("li(x) ln(x)/x", "1"),
    ("Shi(x) x e^-x", "1/2"),
    ("x^2 (polygamma(1, x) - 1/x)", "1/2"),
    ("2^x (zeta(x) - 1)", "1"),
    ("zeta(x)^(2^x)", "exp(1)"),
    ("(3/2)^x (2^x (zeta(x) - 1) - 1)", "1"),
    ("x (arctan x - pi/2)", "-1"),
    ("sqrt(x) arccos(1 - 1/x)", "sqrt(2)"),
    ("sqrt(x) arcosh(1 + 1/x)", "sqrt(2)"),
    ("Ei(1/x) + ln x", "EulerGamma"),
    ("gamma(1/x)/x", "1"),
    ("((x! + 1/2)!/(x!)!)/sqrt(x!)", "1"),
    ("gamma(1/x - 2)/x", "1/2"),
    ("polygamma(0, 1/x - 1)/x", "-1"),
    ("lambertw(x)/ln x", "1"),
    ("lambertw(x) - ln x", "-oo"),
    ("lambertw(x) - ln x + ln(ln x)", "0"),
    ("x^(1/lambertw(x))", "exp(1)"),
    ("x^(2 sqrt(2)) - x^(2 sqrt(2))(1 + x^-3)", "0"),
    ("sin(x^-1)^2 + cos(x^-1)^2 - 1", "0"),
    ("x (sinh(1/x) coth(1/x) - 1)", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "truth"), LIMITS, ids=[row[0] for row in LIMITS])
def test_limit(text: str, truth: str) -> None:
    found, expected = limit_at_infinity(text), lower(parse(truth).tree) if "oo" not in truth else sp.sympify(truth)
    assert found is not None
    assert found == expected or sign_at(found - expected, {}) == 0


@pytest.mark.parametrize("text", ["e^x sin x", "e^(a x)"])
def test_what_it_does_not_know(text: str) -> None:
    """What oscillates, and what hangs on a parameter."""
    assert limit_at_infinity(text) is None


LEADING_TERMS = [
    # as t -> 0+          coefficient   exponent
    ("t - sin t",         "1/6",        "3"),
    ("sqrt(t + t^2)",     "1",          "1/2"),
    ("1/t - 1/sin t",     "-1/6",       "1"),
    ("e^(-1/t^2) + e^(-1/t)", "e^(-1/t)", "0"),
    ("t^3 e^(1/t)",       "t^3",        "-1"),
    ("ln(t^2 + t^3)",     "-2/t",       "0"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "c", "e"), LEADING_TERMS, ids=[row[0] for row in LEADING_TERMS])
def test_leading_term(text: str, c: str, e: str) -> None:
    """In powers of t, of e^(-1/t) which is most rapid in the rows with it; in the last, t = e^(-1/s)."""
    near = Neighbourhood(Approach(symbol("t"), sp.S.Zero, 1))
    lead = leading_term(near.germs, near.germ(lower(parse(text).tree)))
    assert lead == tuple(lower(parse(part).tree).xreplace({symbol("t"): near.t}) for part in (c, e))
