"""Closed forms guessed from decimals: only from many digits, and only if all of them fit."""

import mpmath
import pytest
import sympy as sp

from calc_cli.calculus.limits.verdict import Verdict, conjecture, conjectured
from calc_cli.calculus.result import Notice

KNOWN = [
    # closed form     as a number at 40 digits
    ("pi/4", lambda: mpmath.pi / 4),
    ("log(2)", lambda: mpmath.log(2)),
    ("1/30", lambda: mpmath.mpf(1) / 30),
]


@pytest.mark.parametrize(("form", "number"), KNOWN, ids=[row[0] for row in KNOWN])
def test_a_known_number_is_found_from_its_digits(form, number):
    with mpmath.workdps(40):
        assert str(conjectured(number(), mpmath.mpf("1e-35"))) == form


def test_few_digits_or_digits_that_do_not_fit_give_no_conjecture():
    with mpmath.workdps(40):
        assert conjectured(+mpmath.pi, mpmath.mpf("1e-8")) is None
        assert conjectured(mpmath.pi + mpmath.mpf("1e-25"), mpmath.mpf("1e-35")) is None


def test_an_estimate_that_stands_alone_is_told_with_its_conjecture():
    with mpmath.workdps(40):
        alone = Verdict("finite", None, mpmath.pi / 4, mpmath.mpf("1e-35"))
        assert conjecture(alone) == (Notice("by the digits", (sp.pi / 4,)),)
