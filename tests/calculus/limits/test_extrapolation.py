"""Limits by experiment alone: functions of t -> 0+ whose limits are known, computed by mpmath."""

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.calculus.limits.extrapolation import DIGITS, Estimate, estimate, kind_of
from calc_cli.errors import UndefinedError


def experiment(f) -> Estimate:
    def sampled(t: sp.Rational) -> mpmath.mpf:
        with mp.workdps(4 * DIGITS + 4 * len(str(t.q))):
            return +f(mp.mpf(int(t.p)) / int(t.q))

    return estimate(sampled)


FINITE = [
    # f                                             limit               digits
    ("sin(t)/t",        lambda t: mp.sin(t) / t,                        "1", 20),
    ("(1+t)^(1/t)",     lambda t: (1 + t) ** (1 / t),                   lambda: +mp.e, 20),
    ("(1-cos t)/t^2",   lambda t: (1 - mp.cos(t)) / t**2,               "0.5", 20),
    ("t ln t",          lambda t: t * mp.log(t),                        "0", 15),
    ("sqrt t",          lambda t: mp.sqrt(t),                           "0", 15),
    ("t sin(1/t)",      lambda t: t * mp.sin(1 / t),                    "0", 15),
    ("(e^t - 1)/t",     lambda t: mp.expm1(t) / t,                      "1", 20),
    ("atan(1/t)",       lambda t: mp.atan(1 / t),                       lambda: mp.pi / 2, 20),
    ("7",               lambda t: 7 + 0 * t,                            "7", 20),
]  # fmt: skip


@pytest.mark.parametrize(("f", "limit", "digits"), [row[1:] for row in FINITE], ids=[row[0] for row in FINITE])
def test_finite(f, limit, digits: int) -> None:
    found = experiment(f)
    assert found.kind == "finite"
    with mp.workdps(60):
        exact = mp.mpf(limit) if isinstance(limit, str) else limit()
        assert abs(found.value - exact) <= max(found.error, mp.mpf(10) ** -35), "the error is larger than it is told"
        assert found.error < mp.mpf(10) ** -digits


OTHERS = [
    ("1/t",        lambda t: 1 / t,                    {"+inf"}),
    ("-1/t^2",     lambda t: -1 / t**2,                {"-inf"}),
    ("-ln t",      lambda t: -mp.log(t),               {"+inf", "undecided"}),
    ("sin(1/t)",   lambda t: mp.sin(1 / t),            {"oscillates"}),
    ("2+cos(1/t)", lambda t: 2 + mp.cos(1 / t),        {"oscillates"}),
    ("sin(1/t)/t", lambda t: mp.sin(1 / t) / t,        {"oscillates", "undecided"}),
]  # fmt: skip


@pytest.mark.parametrize(("f", "kinds"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_no_finite_limit(f, kinds: set[str]) -> None:
    assert experiment(f).kind in kinds


def test_an_oscillation_has_its_range() -> None:
    low, high = experiment(lambda t: 2 + mp.cos(1 / t)).range
    assert 1 <= low < 1.1
    assert 2.9 < high <= 3


def test_what_is_nowhere_defined_has_no_limit() -> None:
    def nowhere(t: sp.Rational) -> mpmath.mpf:
        raise UndefinedError(f"no value at {t}")

    assert estimate(nowhere).kind == "undefined"


NEAR = [(sp.S.One, True), (sp.S(2), False), (sp.oo, False), (sp.Rational(10**30 + 1, 10**30), False)]


@pytest.mark.parametrize(("limit", "is_near"), NEAR)
def test_is_near(limit: sp.Expr, is_near: bool) -> None:
    assert experiment(lambda t: mp.sin(t) / t).is_near(limit) is is_near


def test_kinds_of_limits() -> None:
    assert [kind_of(limit) for limit in (sp.S(3), sp.oo, -sp.oo)] == ["finite", "+inf", "-inf"]
