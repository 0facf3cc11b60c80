"""Enclosed zeros, against zeros that are known: each is in its interval, and none is missed where all are claimed."""

import mpmath
import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower
from calc_cli.algebra.zeros import zeros
from calc_cli.syntax.parser import parse

X = symbol("x")
ZEROS = [
    # f                    its zeros                                      all are claimed
    ("x^2 - 2",            lambda: [-mp.sqrt(2), mp.sqrt(2)],             True),
    ("(x - 1)(x - 2)^2",   lambda: [mp.mpf(1), mp.mpf(2)],                True),
    ("x^3 + x - 1",        lambda: [mp.findroot(lambda x: x**3 + x - 1, 0.7)], True),
    ("x^2 + 1",            list,                                          True),
    ("e^x - 2",            lambda: [mp.log(2)],                           None),
    ("cos x - x",          lambda: [mp.findroot(lambda x: mp.cos(x) - x, 0.7)], None),
    ("x e^x - 1",          lambda: [mp.lambertw(1).real],                 None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "all_known"), ZEROS, ids=[row[0] for row in ZEROS])
def test_zeros_are_enclosed(text: str, expected, all_known: bool | None) -> None:
    found, are_all = zeros(lower(parse(text).tree), X, bits=80)
    assert all_known is None or are_all is all_known
    with mp.workdps(60):
        known = expected()
        assert len(found) == len(known)
        for zero, value in zip(found, known, strict=True):
            low, high = (mp.mpf(int(end.p)) / int(end.q) for end in (zero.low, zero.high))
            assert low - mpmath.mpf(10) ** -50 <= value <= high + mpmath.mpf(10) ** -50
            assert high - low <= mp.mpf(2) ** -79


@pytest.mark.parametrize("text", ["1/x", "tan x"])
def test_a_pole_is_no_zero(text: str) -> None:
    found, _ = zeros(lower(parse(text).tree), X)
    for zero in found:
        assert abs(float(sp.tan(sp.N(zero.middle, 30)))) < 1e-6
