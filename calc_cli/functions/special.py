"""Higher functions: gamma, zeta and the error functions."""

from calc_cli.functions.record import Function

_GROUP = "Higher functions"

# fmt: off
SPECIAL = (
    Function(
        name="factorial", doc="x!, gamma(x + 1)", group=_GROUP, source="DLMF 5.2.2",
        derivative=("factorial(u)*polygamma(0, u+1)",), formula="gamma(u+1)", defined="u > -1 or u != floor(u)",
        ends=("", "inf"), sympy=lambda sp: sp.factorial, enclosure=lambda u: (u + 1).gamma(),
        title="the factorial"),
    Function(
        name="gamma", doc="gamma function", group=_GROUP, needs_bracket=True, source="DLMF 5.2.2",
        derivative=("gamma(u)*polygamma(0, u)",), defined="u > 0 or u != floor(u)", ends=("", "inf"),
        sympy=lambda sp: sp.gamma, enclosure=lambda u: u.gamma(), title="the gamma function"),
    Function(
        name="polygamma", doc="polygamma(n, x): the n-th derivative of digamma", group=_GROUP, arity=(2, 2),
        source="DLMF 5.15", derivative=("", "polygamma(u+1, v)"), defined="v > 0 or v != floor(v)",
        sympy=lambda sp: sp.polygamma),
    Function(
        name="digamma", doc="gamma'(x)/gamma(x)", group=_GROUP, formula="polygamma(0, u)",
        defined="u > 0 or u != floor(u)", enclosure=lambda u: u.digamma()),
    Function(
        name="zeta", doc="Riemann zeta function, which values of polygamma are made of", group=_GROUP,
        needs_bracket=True, defined="u != 1", sympy=lambda sp: sp.zeta, enclosure=lambda u: u.zeta()),
    Function(
        name="erf", doc="error function", group=_GROUP, source="DLMF 7.10.1", derivative=("2*exp(-u^2)/sqrt(pi)",),
        range="(-1, 1)", ends=("-1", "1"), is_odd=True, sympy=lambda sp: sp.erf, enclosure=lambda u: u.erf(),
        title="the error function", torch="torch.erf(u)"),
    Function(
        name="erfc", doc="1 - erf", group=_GROUP, source="DLMF 7.10.1", derivative=("-2*exp(-u^2)/sqrt(pi)",),
        formula="1-erf(u)", range="(0, 2)", ends=("2", "0"), sympy=lambda sp: sp.erfc,
        enclosure=lambda u: u.erfc(), torch="torch.erfc(u)",
        title="the complementary error function"),
    Function(name="hypot", doc="sqrt(x^2 + y^2)", group=_GROUP, arity=(2, None)),
)
# fmt: on
