"""Every formula of the table against a central difference at 40 digits, computed by mpmath alone."""

from collections.abc import Callable

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import approximate, lower
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.rules.rule import outer_derivative, table_name
from calc_cli.errors import UnsupportedError
from calc_cli.functions import FUNCTIONS
from calc_cli.syntax.parser import parse

U, V = symbol("u"), symbol("v")
ALL = ("-1.7", "-0.6", "0.4", "1.3", "2.9")
INSIDE = ("-0.9", "-0.2", "0.3", "0.8")
OUTSIDE = ("-3.1", "-1.2", "1.4", "2.7")
POSITIVE = ("0.2", "0.9", "1.6", "4.1")
ABOVE_ONE = ("1.1", "2.3", "5.9")

SAMPLES: dict[str, tuple[Callable[..., mpmath.mpf], tuple[str, ...]]] = {
    # name     computed by                               at u (and v = 1.7)
    **{name: (getattr(mp, name), ALL) for name in ("sin", "cos", "tan", "csc", "sec", "cot", "atan")},
    **{name: (getattr(mp, name), ALL) for name in ("sinh", "cosh", "tanh", "csch", "sech", "coth", "asinh")},
    **{
        name: (getattr(mp, name), ALL) for name in ("exp", "sign", "floor", "gamma", "factorial", "erf", "erfc", "erfi")
    },
    **{name: (getattr(mp, name), ALL) for name in ("fresnels", "fresnelc")},
    **{name: (getattr(mp, name), INSIDE) for name in ("asin", "acos", "atanh")},
    **{name: (getattr(mp, name), OUTSIDE) for name in ("asec", "acsc", "acoth")},
    "acosh": (mp.acosh, ABOVE_ONE),
    "asech": (mp.asech, ("0.1", "0.5", "0.9")),
    "acsch": (mp.acsch, ALL),
    "acot": (lambda u: mp.pi / 2 - mp.atan(u), ALL),
    "atan2": (mp.atan2, ALL),
    "log": (mp.log, POSITIVE),
    "abs": (abs, ALL),
    "ceiling": (mp.ceil, ALL),
    "heaviside": (lambda u: mp.mpf(u > 0), ALL),
    "polygamma": (lambda n, x: mp.polygamma(int(n), x), ("0", "1", "3")),
    "sigmoid": (lambda u: 1 / (1 + mp.exp(-u)), ALL),
    "relu": (lambda u: max(u, mp.mpf(0)), ALL),
    "softplus": (lambda u: mp.log(1 + mp.exp(u)), ALL),
    "lambertw": (lambda u: mp.lambertw(u).real, ("-0.3", "0", "0.4", "2.7")),
    "Ei": (lambda u: mp.ei(u).real, ALL),
    "Si": (mp.si, ALL),
    "Shi": (mp.shi, ALL),
    "Ci": (lambda u: mp.ci(u).real, POSITIVE),
    "li": (lambda u: mp.li(u).real, POSITIVE),
}

FORMULAS = [(row.name, i) for row in FUNCTIONS for i, text in enumerate(row.derivative) if text]


def test_every_formula_is_sampled() -> None:
    assert {name for name, _ in FORMULAS} == set(SAMPLES)


@pytest.mark.parametrize(("name", "i"), FORMULAS)
def test_formula(name: str, i: int) -> None:
    f, points = SAMPLES[name]
    arity = 2 if name in ("atan2", "polygamma") else 1
    call = lower(parse(f"{name}({'u, v' if arity == 2 else 'u'})").tree)
    formula = outer_derivative(call, i)
    for point in points:
        arguments = [mp.mpf(point), mp.mpf("1.7")][:arity]
        value = approximate(formula, dict(zip((U, V), arguments, strict=False)), 30)
        with mp.workdps(40):
            h = mp.mpf("1e-12")
            ahead, behind = ([a + s * h * (k == i) for k, a in enumerate(arguments)] for s in (1, -1))
            difference = (f(*ahead) - f(*behind)) / (2 * h)
            assert abs(difference - value) < mp.mpf("1e-18") * (1 + abs(value)), (point, formula)


def test_arguments_are_put_in_at_the_same_time() -> None:
    assert outer_derivative(sp.atan2(V, U), 0) == U / (U**2 + V**2)


def test_inner_variables_named_u_are_not_taken_for_the_argument() -> None:
    assert outer_derivative(sp.sin(U * V), 0) == sp.cos(U * V)


def test_absolute_values_stay_real() -> None:
    x, y = symbol("x"), symbol("y")
    assert not outer_derivative(sp.acsch(sp.exp(x**y)), 0).has(sp.re)


REFUSED = [
    # function                                 says
    (sp.LambertW(symbol("x")), 0, "no rule for the derivative of LambertW"),
    (sp.polygamma(symbol("x"), symbol("y")), 0, "no rule for the derivative of polygamma"),
    (sp.Function("q")(symbol("x")), 0, "no rule for the derivative of q"),
    (sp.besselj(1, symbol("x")), 1, "besselj in its argument number 2"),
]


@pytest.mark.parametrize(("e", "i", "says"), REFUSED, ids=[row[2] for row in REFUSED])
def test_missing_row(e: sp.Expr, i: int, says: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        outer_derivative(e, i)
    assert says in caught.value.message


def test_names() -> None:
    assert [table_name(f) for f in (sp.Abs, sp.sin, sp.Heaviside)] == ["abs", "sin", "heaviside"]
