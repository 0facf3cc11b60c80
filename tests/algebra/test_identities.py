"""Functions of multiples of an angle, against their numbers at an angle."""

import pytest
import sympy as sp

from calc_cli.algebra.identities import CIRCULAR, HYPERBOLIC, by_sine_and_cosine, greatest_common, of_multiple

ANGLE = sp.Rational(7, 10)


@pytest.mark.parametrize(
    ("ratios", "common"),
    [("1/2 1/3", "1/6"), ("1 1/2", "1/2"), ("4 6", "2"), ("-3/4", "3/4"), ("2/3 -4/9", "2/9")],
)
def test_greatest_common(ratios, common):
    assert greatest_common([sp.Rational(ratio) for ratio in ratios.split()]) == sp.Rational(common)


@pytest.mark.parametrize("kind", CIRCULAR + HYPERBOLIC)
def test_by_sine_and_cosine(kind):
    sine, cosine = (sp.sin, sp.cos) if kind in CIRCULAR else (sp.sinh, sp.cosh)
    found = by_sine_and_cosine(kind, sine(ANGLE), cosine(ANGLE))
    assert sp.N(found - kind(ANGLE)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("kind", CIRCULAR)
@pytest.mark.parametrize(("n", "phase"), [(3, 0), (-2, 1), (1, sp.Rational(1, 3)), (5, -2)])
def test_of_multiple(kind, n, phase):
    t = sp.Symbol("t", real=True)
    found = of_multiple(kind, n, sp.sympify(phase), sp.sin(t), sp.cos(t)).subs(t, ANGLE)
    assert sp.N(found - kind(n * ANGLE + phase)) == pytest.approx(0, abs=1e-12)
