"""The picture of an integral: the shaded areas add up to it, the antiderivative has no jump and begins at 0."""

from itertools import pairwise

import pytest

from calc_cli.questions.integrate import integrate

AREAS = [
    # function           from   to      value, as far as it is seen
    ("x^3 - x",          "-1",  "2",    2.25),
    ("x^3 - x",          "2",   "-1",   -2.25),
    ("sin x",            "0",   "2pi",  0),
    ("|x| - 1",          "-2",  "2",    0),
    ("1 if x<1 else -2", "0",   "2",    -1),
    ("e^(-x)",           "0",   "inf",  1),
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high", "value"), AREAS)
def test_the_areas_add_up_with_their_signs(f, low, high, value):
    shades = integrate(f, from_=low, to=high, plot=True).picture.shades
    for shade in shades:
        assert all(y * shade.points[len(shade.points) // 2][1] >= 0 for _, y in shade.points)
    areas = (s.sign * sum((x1 - x0) * abs(y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(s.points)) for s in shades)
    assert sum(areas) == pytest.approx(value, abs=0.02)


CONTINUOUS = [
    # function           from   to      value at the end
    ("1/(2 + cos x)",    "0",   "4pi",  7.2551975),
    ("|sin x|",          "0",   "2pi",  4),
    ("1/sqrt(x)",        "0",   "1",    2),
    ("x^2",              "2",   "1",    -2.3333333),
    ("max(x, x^2)",      "-1",  "2",    3.1666667),
]  # fmt: skip


@pytest.mark.parametrize(("f", "low", "high", "value"), CONTINUOUS)
def test_the_antiderivative_is_the_area_so_far(f, low, high, value):
    found = integrate(f, from_=low, to=high, plot=True, antiderivative=True)
    points = [point for piece in found.picture.curves[1].pieces for point in piece]
    assert min(points, key=lambda p: abs(p[0] - float(found.low)))[1] == pytest.approx(0, abs=0.01)
    assert min(points, key=lambda p: abs(p[0] - float(found.high)))[1] == pytest.approx(value, abs=0.05)
    assert all(abs(y1 - y0) < 0.3 for (_, y0), (_, y1) in pairwise(points))
