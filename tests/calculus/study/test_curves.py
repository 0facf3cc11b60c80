"""What is told of a curve, held against its values by Python's own functions on a dense grid."""

from itertools import pairwise
from math import atan, cos, cosh, exp, inf, isfinite, isnan, log, nan, sin, sqrt, tan, tanh

import pytest

import calc_cli
from calc_cli.algebra.evaluate import as_float

LOW, HIGH, CELLS = -12.0, 12.0, 4001
STEP = (HIGH - LOW) / CELLS

CURVES = [
    ("x^3 - 6x^2 + 9x", lambda x: x**3 - 6 * x**2 + 9 * x),
    ("x^4 - x - 1", lambda x: x**4 - x - 1),
    ("x/(x^2 - 1)", lambda x: x / (x * x - 1)),
    ("x^3/(x - 1)^2", lambda x: x**3 / (x - 1) ** 2),
    ("1/(x^3 - x - 1)", lambda x: 1 / (x**3 - x - 1)),
    ("x sqrt(4 - x^2)", lambda x: x * sqrt(4 - x * x)),
    ("sqrt(x)(x - 3)", lambda x: sqrt(x) * (x - 3)),
    ("sqrt(x^2 + 1) - x", lambda x: sqrt(x * x + 1) - x),
    ("x^2 e^-x", lambda x: x * x * exp(-x)),
    ("e^(1/x)", lambda x: exp(1 / x)),
    ("e^x - x - 2", lambda x: exp(x) - x - 2),
    ("x ln x", lambda x: x * log(x)),
    ("ln(x)^2", lambda x: log(x) ** 2),
    ("x/ln x", lambda x: x / log(x)),
    ("2cos x + sin(2x)", lambda x: 2 * cos(x) + sin(2 * x)),
    ("1/(1 + sin(x)^2)", lambda x: 1 / (1 + sin(x) ** 2)),
    ("x - 2sin x", lambda x: x - 2 * sin(x)),
    ("e^(-x/4) sin x", lambda x: exp(-x / 4) * sin(x)),
    ("tan x", tan),
    ("x arctan x", lambda x: x * atan(x)),
    ("ln(x)/(x^2 + 1)", lambda x: log(x) / (x * x + 1)),
    ("x sech x", lambda x: x / cosh(x)),
    ("|x|/(x + 1)", lambda x: abs(x) / (x + 1)),
    ("x^2 if x < 1 else 3 - x", lambda x: x * x if x < 1 else 3 - x),
    ("tanh x - x/2", lambda x: tanh(x) - x / 2),
    ("x sigmoid(x)", lambda x: x / (1 + exp(-x))),
]


def value(f, x):
    try:
        return float(f(x))
    except (ValueError, ZeroDivisionError):
        return nan


def repeated(s, places):
    """The places, and the same in all periods."""
    if s.repetition is None:
        return list(places)
    period = as_float(s.repetition.period)
    return [at + k * period for at in places for k in range(-9, 10)]


def intervals(s, found):
    for each in found:
        low, high = (as_float(end) if end.is_finite else (inf if end > 0 else -inf) for end in (each.low, each.high))
        for a, b in zip(repeated(s, [low]), repeated(s, [high]), strict=True):
            yield max(a, LOW), min(b, HIGH), each.direction


@pytest.mark.parametrize(("text", "f"), CURVES, ids=[row[0] for row in CURVES])
def test_curve(text, f):
    s = calc_cli.study(text)
    assert not {"course", "concavity"} & {*s.unproved}
    grid = [LOW + STEP * (i + 0.37) for i in range(CELLS)]
    heights = [value(f, x) for x in grid]
    poles = repeated(s, [as_float(place.root.middle) for place in s.places if place.gap])
    covered = [False] * CELLS
    for low, high, direction in intervals(s, s.monotony):
        inside = [low + (high - low) * i / 60 for i in range(1, 60)] if low < high else []
        for a, b in pairwise(value(f, x) for x in inside):
            assert direction * (b - a) >= -1e-9 * (1 + abs(a))
        covered = [c or low <= x <= high for c, x in zip(covered, grid, strict=True)]
    assert all(isnan(y) != c for y, c in zip(heights, covered, strict=True))
    for low, high, direction in intervals(s, s.bending):
        inside = [value(f, low + (high - low) * i / 60) for i in range(1, 60)] if high - low > 1e-3 else []
        for a, b, c in zip(inside, inside[1:], inside[2:], strict=False):
            assert direction * (a - 2 * b + c) >= -1e-9 * (1 + abs(a) + abs(b) + abs(c)) or not isfinite(a + b + c)
    extrema = {
        sign: repeated(s, [as_float(e.place.root.middle) for e in s.extrema if e.kind == kind])
        for sign, kind in ((1, "local maximum"), (-1, "local minimum"))
    }
    zeros = [as_float(root.middle) for root in s.zeros.roots]
    zeros = repeated(s, zeros) if s.zeros_repeat else zeros
    for x, a, b, c in zip(grid[1:], heights, heights[1:], heights[2:], strict=False):
        if any(abs(x - pole) < 3 * STEP for pole in poles):
            continue
        for sign, places in extrema.items():
            is_peak = sign * (b - a) > 1e-12 and sign * (b - c) > 1e-12
            assert not is_peak or any(abs(x - place) < 3 * STEP for place in places)
        assert not b * c < 0 or any(abs(x - place) < 3 * STEP for place in zeros)
