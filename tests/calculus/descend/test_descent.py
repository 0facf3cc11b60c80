"""Walks downhill, each against a loop written by hand in NumPy."""

import numpy as np
import pytest

import calc_cli
from calc_cli.errors import UndefinedError, UsageError


def loop(gradient, start, rate, steps, momentum=0.0):
    """Return all points of gradient descent, perhaps with momentum."""
    x = np.array(start, dtype=float)
    velocity, points = np.zeros_like(x), [x]
    for _ in range(steps):
        velocity = momentum * velocity - rate * np.array(gradient(*x))
        x = x + velocity
        points.append(x)
    return np.array(points)


def rosenbrock(x, y):
    return -2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)


WALKS = [
    # function                  start        rate   steps  gradient
    ("(1-x)^2 + 100(y-x^2)^2",  (-1.2, 1.0), 0.001, 500,   rosenbrock),
    ("x^2/2 + 50y^2",           (100.0, 1.0), 0.0198, 300, lambda x, y: (x, 100 * y)),
    ("x^2 - y^2",               (1.0, 1e-3), 0.1,   60,    lambda x, y: (2 * x, -2 * y)),
    ("x^4",                     (1.0,),      0.1,   300,   lambda x: (4 * x**3,)),
    ("x^2",                     (1.0,),      1.1,   50,    lambda x: (2 * x,)),
    ("|x|",                     (1.0,),      0.3,   40,    lambda x: (np.sign(x),)),
    ("sin x + x^2/10",          (4.0,),      0.5,   80,    lambda x: (np.cos(x) + x / 5,)),
    ("ln(1 + e^(-2x)) + x/3",   (0.0,),      0.7,   80,    lambda x: (-2 / (1 + np.exp(2 * x)) + 1 / 3,)),
    ("x^2 if x > 0 else -3x",   (0.9,),      0.7,   60,    lambda x: (2 * x if x > 0 else -3.0,)),
]  # fmt: skip


@pytest.mark.parametrize("momentum", [0.0, 0.9])
@pytest.mark.parametrize(("f", "start", "rate", "steps", "gradient"), WALKS, ids=[row[0] for row in WALKS])
def test_points_are_those_of_a_loop_in_numpy(f, start, rate, steps, gradient, momentum):
    if momentum and f == "x^4":
        rate = 0.01
    found = calc_cli.descend(
        f, from_=list(start), rate=rate, steps=steps, method="momentum" if momentum else "gradient"
    )
    points = np.array([visit.at for visit in found.visits])
    expected = loop(gradient, start, rate, steps, momentum)
    assert len(points) == steps + 1 or found.stopped == "overflow"
    np.testing.assert_allclose(points, expected[: len(points)], rtol=1e-12, atol=1e-12)


def test_newton_is_that_of_numpy():
    found = calc_cli.descend("(1-x)^2 + 100(y-x^2)^2", from_="x=-1.2,y=1", method="newton")
    x = np.array([-1.2, 1.0])
    for visit in found.visits:
        np.testing.assert_allclose(visit.at, x, rtol=1e-12)
        hessian = [[2 - 400 * (x[1] - 3 * x[0] ** 2), -400 * x[0]], [-400 * x[0], 200]]
        x = x - np.linalg.solve(hessian, rosenbrock(*x))
    assert (found.behaviour, found.end.kind, [*found.end.exact.values()]) == ("converges", "local minimum", [1, 1])


ENDS = [
    # function              options                                     behaviour      kind              proved
    ("x^2 + 3y^2",          {"from_": "x=2,y=1"},                       "converges",   "local minimum",  True),
    ("x^2 - y^2",           {"from_": "x=1,y=0"},                       "converges",   "saddle point",   True),
    ("x^2 - y^2",           {"from_": "x=1,y=1e-9"},                    "runs away",   None,             False),
    ("x^4",                 {"from_": 1},                               "crawls",      None,             False),
    ("x^4",                 {"from_": 1, "method": "newton"},           "converges",   "local minimum",  True),
    ("x^3",                 {"from_": 1, "method": "newton"},           "converges",   "inflection",     True),
    ("-x^2",                {"from_": 0},                               "converges",   "local maximum",  True),
    ("x^4 - 4x^2",          {"from_": "0.1", "rate": "0.05"},           "converges",   "local minimum",  False),
    ("e^-x",                {"from_": 0, "method": "newton"},           "flattens",    None,             False),
    ("1/(1 + x^2)",         {"from_": 1000},                            "crawls",      None,             False),
    ("x^2",                 {"from_": 1, "rate": "1.1", "steps": 30},   "diverges",    None,             False),
    ("x^2",                 {"from_": 1, "rate": 1},                    "oscillates",  None,             False),
    ("x^2",                 {"from_": 1, "rate": 2},                    "diverges",    None,             False),
    ("x^2",                 {"from_": 1, "method": "momentum", "rate": "2.1"}, "diverges", None,         False),
    ("|x|",                 {"from_": 1, "rate": "0.3"},                "oscillates",  None,             False),
    ("|x| + |y|",           {"from_": "x=1,y=2", "rate": "0.5"},        "kink",        None,             False),
    ("sqrt x",              {"from_": 1, "rate": "0.3"},                "outside",     None,             False),
    ("x - ln x",            {"from_": "0.2"},                           "converges",   "local minimum",  True),
    ("(1-x)^2 + 100(y-x^2)^2", {"from_": "x=-1,y=1", "rate": "0.001"},  "crawls",      None,             False),
    ("x + 2y",                 {"from_": "x=1,y=1", "steps": 30},              "descends",    None,             False),
    ("x + y",               {"from_": "x=1,y=1", "method": "newton"},   "singular",    None,             False),
    ("(x + y)^2",           {"from_": "x=1,y=2"},                       "converges",   "local minimum",  True),
    ("a (x - 1)^2",         {"from_": "x=3", "at": "a=2"},              "converges",   "local minimum",  True),
]  # fmt: skip


@pytest.mark.parametrize(("f", "options", "behaviour", "kind", "proved"), ENDS, ids=lambda v: str(v)[:50])
def test_what_the_walk_does_and_where_it_ends(f, options, behaviour, kind, proved):
    found = calc_cli.descend(f, **options)
    end = found.end
    assert found.behaviour == behaviour
    assert (end and end.kind, bool(end and end.exact)) == (kind, proved)


def test_the_rates_of_a_quadratic():
    found = calc_cli.descend("x^2/2 + 50y^2", from_="x=1,y=1", rate="0.01").curvature
    numbers = (found.least, found.greatest, found.condition, found.limit(0.0), found.limit(0.9), found.best)
    np.testing.assert_allclose(numbers, (1, 100, 100, 0.02, 0.038, 2 / 101), rtol=1e-12)


@pytest.mark.parametrize(("f", "start"), [("x^3", 1), ("x^4", 1), ("e^-x", 0), ("1/(1 + x^2)", 9)])
def test_where_the_curvature_vanishes_no_rate_is_told(f, start):
    found = calc_cli.descend(f, from_=start, steps=400).curvature
    assert (found.limit(0.0), found.best) == (None, None)


def test_events_are_named_where_they_happen():
    found = calc_cli.descend("x^2", from_=1, rate="1.1", steps=6)
    assert [(visit.rises, visit.turns) for visit in found.visits] == [(False, False)] + [(True, True)] * 6
    assert not any(visit.turns for visit in calc_cli.descend("x^2", from_=1, rate="0.4").visits)


def test_a_step_out_of_the_domain_is_told():
    found = calc_cli.descend("x + ln x", from_=1, rate="0.6")
    assert found.stopped == "outside"
    np.testing.assert_allclose(found.stray, [-0.2], rtol=1e-12)
    assert "ln" in found.reason


def test_kinks_are_named():
    found = calc_cli.descend("|x - 2| + y^2", from_="x=0,y=1", rate="0.3")
    assert [str(kink) for kink in found.end.kinks] == ["x - 2"]


def test_ten_thousand_variables():
    n = 10_000
    text = " + ".join(f"(x_{i} - {i % 7})^2" for i in range(1, n + 1))
    found = calc_cli.descend(text, from_={f"x_{i}": 0 for i in range(1, n + 1)}, rate="0.25", steps=1)
    expected = [(i % 7) * (1 - 0.5) for i in range(1, n + 1)]
    np.testing.assert_allclose(found.last.at, expected, rtol=1e-12)


REFUSED = [
    ("x^2",    {},                              UsageError,     "where does the walk start"),
    ("ln x",   {"from_": -1},                   UndefinedError, "ln"),
    ("x^2",    {"from_": 1, "rate": "-1"},      UsageError,     "rate must be positive"),
    ("2/x",    {"from_": 1, "rate": "1e400"},   UsageError,     "and below"),
    ("[x, y]", {"from_": "x=1,y=1"},            UsageError,     "one function"),
    ("a x^2",  {"from_": "x=1", "wrt": "x"},    UsageError,     "no value for a"),
    ("x y",    {"from_": "x=1"},                UsageError,     "no value to y"),
    ("x^2",    {"from_": "a"},                  UsageError,     "no value for a"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "options", "error", "says"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refusals(f, options, error, says):
    with pytest.raises(error, match=says):
        calc_cli.descend(f, **options)
