"""Higher functions: gamma, zeta and the error functions."""

from typing import Any

from calc_cli.functions.record import Beside, Function

_GROUP = "Higher functions"


def _zeta(u: Any) -> Any:
    """Enclose zeta(u), of a large u by 1 < zeta(u) < 1 + 2^(1-u): Arb has none there unless u is exact."""
    if u > 1_000_000:
        one = type(u)(1)
        return one.union(1 + type(u)(2) ** (1 - u))
    return u.zeta()


def _polygamma_tail(sp: Any, k: int, n: Any) -> tuple[Any, int]:
    """DLMF 5.11.2 and 5.15.8, with B_1 = 1/2; the first term of n = 0 is the logarithm."""
    b = sp.Rational(1, 2) if k == 1 else sp.bernoulli(k)
    if n == 0:
        return (-b / k if k else 0), k
    return (-1) ** (n + 1) * sp.factorial(k + n - 1) / sp.factorial(k) * b, k + n


def _exponential_tail(sp: Any, k: int) -> tuple[Any, int]:
    """DLMF 6.12.2."""
    return sp.factorial(k), k


def _error_tail(sp: Any, k: int, sign: int) -> tuple[Any, int]:
    """DLMF 7.12.1."""
    return sign**k * sp.factorial(2 * k) / sp.factorial(k) / 4**k, 2 * k


# fmt: off
SPECIAL = (
    Function(
        name="factorial", doc="x!, gamma(x + 1)", group=_GROUP, source="DLMF 5.2.2",
        derivative=("factorial(u)*polygamma(0, u+1)",), formula="gamma(u+1)", defined="u > -1 or u != floor(u)",
        ends=("", "inf"), is_never_zero=True, sympy="factorial", enclosure=lambda u: (u + 1).gamma(),
        title="the factorial", numpy="special.gamma(u + 1)"),
    Function(
        name="gamma", doc="gamma function", group=_GROUP, needs_bracket=True, source="DLMF 5.2.2",
        derivative=("gamma(u)*polygamma(0, u)",), defined="u > 0 or u != floor(u)", ends=("", "inf"),
        is_never_zero=True, sympy="gamma", arb="gamma", title="the gamma function", numpy="special.gamma(u)",
        torch="torch.exp(torch.lgamma(u))*(1 - 2*((u < 0) & (torch.floor(u) % 2 == 1)))",
        beside=(
            Beside("inf", "exp(u*ln(u)-u)*sqrt(2*pi/u)*exp(F(1/u))",  # DLMF 5.11.1
                   lambda sp, k: (sp.bernoulli(k + 2) / ((k + 1) * (k + 2)), k + 1)),
            Beside("-inf", ""), Beside("", "gamma(u+1)/u"))),
    Function(
        name="polygamma", doc="polygamma(n, x): the n-th derivative of digamma", group=_GROUP, arity=(2, 2),
        source="DLMF 5.15", derivative=("", "polygamma(u+1, v)"), defined="v > 0 or v != floor(v)", sympy="polygamma",
        numpy="special.polygamma(u, v)", torch="torch.special.polygamma(int(u), v)",
        beside=(
            Beside("inf", "(ln(v) if u = 0 else 0) + F(1/v)", _polygamma_tail),
            Beside("-inf", ""), Beside("", "polygamma(u, v+1) - (-1)^u*factorial(u)/v^(u+1)"))),
    Function(
        name="digamma", doc="gamma'(x)/gamma(x)", group=_GROUP, formula="polygamma(0, u)",
        defined="u > 0 or u != floor(u)", arb="digamma"),
    Function(
        name="lgamma", doc="ln|gamma(x)|", group=_GROUP, aliases=("loggamma",), formula="ln(abs(gamma(u)))",
        defined="u > 0 or u != floor(u)"),
    Function(
        name="harmonic", doc="harmonic number, 1 + 1/2 + ... + 1/n", group=_GROUP,
        formula="polygamma(0, u+1) + EulerGamma", defined="u > -1 or u != floor(u)"),
    Function(
        name="fibonacci", doc="Fibonacci number, by Binet's formula", group=_GROUP,
        formula="(((1+sqrt(5))/2)^u - cos(pi*u)*((1+sqrt(5))/2)^(-u))/sqrt(5)"),
    Function(
        name="zeta", doc="Riemann zeta function", group=_GROUP, needs_bracket=True, source="DLMF 25.2",
        defined="u != 1", ends=("", "1"), beside=(Beside("inf", "F(exp(-u))", lambda sp, k: (1, sp.log(k + 1))),),
        sympy="zeta", enclosure=_zeta, saturation=1, numpy="special.zeta(u)"),
    Function(
        name="binomial", doc="binomial(x, k): x over k, for a whole number k", group=_GROUP, aliases=("binom", "nCr"),
        arity=(2, 2),
        formula="prod((u - k_0 + 1)/k_0, k_0, 1, v)"),
    Function(
        name="lambertw", doc="Lambert's W, the x >= -1 with x e^x = u", group=_GROUP, aliases=("LambertW",),
        source="DLMF 4.13", antiderivative="u*lambertw(u)-u+exp(lambertw(u))", derivative=("1/(u + exp(lambertw(u)))",),
        defined="u >= -exp(-1)", smooth="u > -exp(-1)", range="[-1, inf)", ends=("", "inf"), inverse="u*exp(u)",
        beside=(  # A. Hoorfar and M. Hassani, Inequalities on the Lambert W function, 2008, theorem 2.7
            Beside("inf", "ln(u) - ln(ln(u)) + ln(ln(u))/ln(u)*F(u)", bounds=("1/2", "e/(e - 1)")),),
        arb="lambertw", title="Lambert's W", numpy="np.real(special.lambertw(u))"),
    Function(
        name="Ei", doc="exponential integral of e^x/x", group=_GROUP, needs_bracket=True, source="DLMF 6.2.5",
        antiderivative="u*Ei(u)-exp(u)", derivative=("exp(u)/u",), defined="u != 0", ends=("0", "inf"),
        arb="ei", title="the exponential integral", numpy="special.expi(u)",
        beside=(
            Beside("0", "EulerGamma + ln(abs(u)) + F(u)", lambda sp, k: (1 / sp.factorial(k + 1) / (k + 1), k + 1)),
            Beside("inf", "exp(u)/u*F(1/u)", _exponential_tail), Beside("-inf", "exp(u)/u*F(1/u)", _exponential_tail))),
    Function(
        name="Si", doc="sine integral of sin(x)/x from 0", group=_GROUP, needs_bracket=True, source="DLMF 6.2.9",
        antiderivative="u*Si(u)+cos(u)", derivative=("sinc(u)",), range="(-1.852, 1.852)", ends=("-pi/2", "pi/2"),
        is_odd=True, arb="si", title="the sine integral", numpy="special.sici(u)[0]"),
    Function(
        name="Ci", doc="cosine integral of cos(x)/x", group=_GROUP, needs_bracket=True, source="DLMF 6.2.11",
        antiderivative="u*Ci(u)-sin(u)", derivative=("cos(u)/u",), defined="u > 0", ends=("", "0"),
        arb="ci", title="the cosine integral", numpy="special.sici(u)[1]",
        beside=(Beside("0", "EulerGamma + ln(u) + F(u)",
                       lambda sp, k: ((-1) ** (k + 1) / sp.factorial(2 * k + 2) / (2 * k + 2), 2 * k + 2)),)),
    Function(
        name="li", doc="logarithmic integral of 1/ln(x) from 0", group=_GROUP, needs_bracket=True, source="DLMF 6.2.8",
        antiderivative="u*li(u)-Ei(2*ln(u))", derivative=("1/ln(u)",), formula="Ei(ln(u))", defined="u > 0 and u != 1",
        ends=("", "inf"), arb="li", title="the logarithmic integral"),
    Function(
        name="erf", doc="error function", group=_GROUP, source="DLMF 7.10.1",
        antiderivative="u*erf(u)+exp(-u^2)/sqrt(pi)", derivative=("2*exp(-u^2)/sqrt(pi)",), range="(-1, 1)",
        ends=("-1", "1"), is_odd=True, sympy="erf", arb="erf",
        beside=(Beside("inf", "1 - exp(-u^2)/(u*sqrt(pi))*F(1/u)", lambda sp, k: _error_tail(sp, k, -1)),),
        saturation=2, title="the error function", numpy="special.erf(u)", torch="torch.erf(u)"),
    Function(
        name="erfc", doc="1 - erf", group=_GROUP, source="DLMF 7.10.1", antiderivative="u*erfc(u)-exp(-u^2)/sqrt(pi)",
        derivative=("-2*exp(-u^2)/sqrt(pi)",), formula="1-erf(u)", range="(0, 2)", ends=("2", "0"), sympy="erfc",
        arb="erfc", saturation=2, numpy="special.erfc(u)", torch="torch.erfc(u)",
        title="the complementary error function"),
    Function(
        name="erfi", doc="imaginary error function, erf(i x)/i", group=_GROUP, source="DLMF 7.2.2",
        antiderivative="u*erfi(u)-exp(u^2)/sqrt(pi)", derivative=("2*exp(u^2)/sqrt(pi)",), ends=("-inf", "inf"),
        beside=(Beside("inf", "exp(u^2)/(u*sqrt(pi))*F(1/u)", lambda sp, k: _error_tail(sp, k, 1)),), is_odd=True,
        sympy="erfi", arb="erfi", title="the imaginary error function", numpy="special.erfi(u)"),
    Function(
        name="Shi", doc="hyperbolic sine integral of sinh(x)/x from 0", group=_GROUP, needs_bracket=True,
        source="DLMF 6.2.15", antiderivative="u*Shi(u)-cosh(u)", derivative=("sinh(u)/u if u != 0 else 1",),
        beside=(Beside("inf", "(Ei(u)-Ei(-u))/2"),), ends=("-inf", "inf"), is_odd=True, arb="shi",
        title="the hyperbolic sine integral", numpy="special.shichi(u)[0]"),
    Function(
        name="fresnels", doc="Fresnel integral of sin(pi x^2/2) from 0", group=_GROUP, source="DLMF 7.2.8",
        antiderivative="u*fresnels(u)+cos(pi*u^2/2)/pi", derivative=("sin(pi*u^2/2)",), range="(-0.714, 0.714)",
        ends=("-1/2", "1/2"), is_odd=True, sympy="fresnels", arb="fresnel_s", title="the Fresnel sine integral",
        numpy="special.fresnel(u)[0]"),
    Function(
        name="fresnelc", doc="Fresnel integral of cos(pi x^2/2) from 0", group=_GROUP, source="DLMF 7.2.7",
        antiderivative="u*fresnelc(u)-sin(pi*u^2/2)/pi", derivative=("cos(pi*u^2/2)",), range="(-0.78, 0.78)",
        ends=("-1/2", "1/2"), is_odd=True, sympy="fresnelc", arb="fresnel_c", title="the Fresnel cosine integral",
        numpy="special.fresnel(u)[1]"),
    Function(name="hypot", doc="sqrt(x^2 + y^2)", group=_GROUP, arity=(2, None)),
)
# fmt: on


NOTATION = (
    Function(name="sum", doc="sum(expr, i, 1, n)", aliases=("Sum",), arity=(4, 4)),
    Function(name="prod", doc="prod(expr, i, 1, n)", aliases=("product", "Product"), arity=(4, 4)),
    Function(name="integral", doc="integral(expr, t, a, b)", aliases=("Integral",), arity=(4, 4)),
    Function(name="piecewise", doc="piecewise((value, condition), ...)", aliases=("Piecewise",), arity=(1, None)),
)
