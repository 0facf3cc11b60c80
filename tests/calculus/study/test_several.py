"""Critical points of several variables as textbooks give them; each kind is held against values around the point."""

import math
import random

import pytest

import calc_cli
from calc_cli.algebra.evaluate import as_float
from calc_cli.calculus.plot.subject import FloatFunction
from calc_cli.errors import CalcError

MIN, MAX, SADDLE = "local minimum", "local maximum", "saddle point"

FREE = [
    # function                       points with their kinds
    ("x^3 + y^3 - 3x y",             {"0,0": SADDLE, "1,1": MIN}),
    ("x^4 + y^4 - 4x y + 1",         {"-1,-1": MIN, "0,0": SADDLE, "1,1": MIN}),
    ("(1 - x)^2 + 100(y - x^2)^2",   {"1,1": MIN}),
    ("x^2 + y^2 + x^2 y + 4",        {"-sqrt(2),-1": SADDLE, "0,0": MIN, "sqrt(2),-1": SADDLE}),
    ("x e^(-x^2 - y^2)",             {"-sqrt(2)/2,0": MIN, "sqrt(2)/2,0": MAX}),
    ("x^4 + y^4",                    {"0,0": MIN}),
    ("x^3 - 3x y^2",                 {"0,0": SADDLE}),
    ("x^2 + y^3",                    {"0,0": SADDLE}),
    ("-x^2 - y^4",                   {"0,0": MAX}),
    ("(y - x^2)(y - 3x^2)",          {"0,0": SADDLE}),
    ("x^4 + y^4 + x^5",              {"-4/5,0": SADDLE, "0,0": "undecided"}),
    ("x^2 + y^4 - z^4",              {"0,0,0": SADDLE}),
    ("x^2 + y^4 + z^6",              {"0,0,0": MIN}),
    ("x^2 + 2x y^2 + y^4 - y^6",     {"0,0": SADDLE}),
    ("x^2 - x y + y^2 + z^2 + z",    {"0,0,-1/2": MIN}),
    ("x y",                          {"0,0": SADDLE}),
    ("x + y",                        {}),
    ("|x| + |y|",                    {}),
]  # fmt: skip

BOUND = [
    # function, constraints, points
    ("x y", ["x^2 + y^2 = 2"], {"-1,-1": MAX, "-1,1": MIN, "1,-1": MIN, "1,1": MAX}),
    ("x + 2y", ["x^2 + y^2 = 5"], {"-1,-2": MIN, "1,2": MAX}),
    ("x^2 + y^2", ["x + y = 1"], {"1/2,1/2": MIN}),
    ("x^2 + y^2", ["x y = 1"], {"-1,-1": MIN, "1,1": MIN}),
    ("x y z", ["x + y + z = 3"],
     {"0,0,3": SADDLE, "0,3,0": SADDLE, "1,1,1": MAX, "3,0,0": SADDLE}),
    ("x + y + z", ["x^2 + y^2 + z^2 = 3"], {"-1,-1,-1": MIN, "1,1,1": MAX}),
    ("x^2 + y^2 + z^2", ["x + y = 1", "y + z = 2"], {"0,1,1": MIN}),
    ("e^(x y)", ["x^3 + y^3 = 16"], {"2,2": MAX}),
    ("x^2 + y^2", ["(x - 1)^3 = y^2"], {"1,0": "undecided"}),
]  # fmt: skip

PERIODIC = [
    # function, points of one period with their kinds, and the periods
    ("sin x sin y", {
        "0,0": SADDLE, "pi/2,pi/2": MAX, "pi/2,3*pi/2": MIN, "3*pi/2,pi/2": MIN, "3*pi/2,3*pi/2": MAX,
    }, {"0,0": "pi,pi", "pi/2,pi/2": "2*pi,2*pi"}),
    ("sin x + sin y + sin(x + y)", {"pi/3,pi/3": MAX, "pi,pi": SADDLE, "5*pi/3,5*pi/3": MIN}, {"pi,pi": "2*pi,2*pi"}),
    ("x^2 + sin y", {"0,pi/2": SADDLE, "0,3*pi/2": MIN}, {"0,pi/2": "2*pi"}),
    ("cos(2pi x) cosh y", {"0,0": SADDLE, "1/2,0": SADDLE}, {"0,0": "1", "1/2,0": "1"}),
    ("sin(2x) cos y", {
        "0,pi/2": SADDLE, "pi/4,0": MAX, "pi/4,pi": MIN, "3*pi/4,0": MIN, "3*pi/4,pi": MAX,
    }, {"0,pi/2": "pi/2,pi"}),
    ("y sin x", {"0,0": SADDLE}, {"0,0": "pi"}),
    ("sin(x + 1) + y^2", {"-1 + pi/2,0": SADDLE, "-1 + 3*pi/2,0": MIN}, {"-1 + pi/2,0": "2*pi"}),
    ("y sin(2x + 1)", {"-1/2,0": SADDLE}, {"-1/2,0": "pi/2"}),
    ("e^(sin x) + y^2", {"pi/2,0": SADDLE, "3*pi/2,0": MIN}, {"pi/2,0": "2*pi"}),
    ("cos x + cos y + cos(x + y)", {
        "0,0": MAX, "0,pi": SADDLE, "pi,0": SADDLE, "2*pi/3,2*pi/3": MIN, "4*pi/3,4*pi/3": MIN,
    }, {"0,pi": "pi,2*pi", "pi,0": "2*pi,2*pi"}),
]  # fmt: skip


@pytest.mark.parametrize(("f", "kinds", "periods"), PERIODIC, ids=[row[0] for row in PERIODIC])
def test_what_repeats_is_told_once(f, kinds, periods):
    found = calc_cli.study(f)
    points = told(found)
    assert {at: point.kind for at, point in points.items()} == kinds
    assert found.are_all
    check_values(found)
    for at, period in periods.items():
        assert ",".join(map(str, points[at].periods.values())) == period
        moved = {x: a + points[at].periods.get(x, 0) * 3 for x, a in points[at].at.items()}
        assert all(
            abs(as_float(e.subs(moved))) < 1e-12 for e in (*found.gradient, found.function.typed - points[at].value)
        )


def test_what_does_not_repeat_itself_or_has_whole_curves_is_told_as_before():
    assert [str(family[0]) for family in calc_cli.study("sin(x + y)").families] == ["cos(x + y)"]
    assert not any(point.periods for point in calc_cli.study("x + 2sin x + y^2", "x,y").points)
    assert not any(point.periods for point in calc_cli.study("sin x sin y", range="0:3").points)


def told(found):
    return {",".join(str(a) for a in point.at.values()): point for point in found.points}


@pytest.mark.parametrize(("f", "kinds"), FREE, ids=[row[0] for row in FREE])
def test_critical_points(f, kinds):
    found = calc_cli.study(f, "x,y,z" if "z" in f else "x,y")
    assert {at: point.kind for at, point in told(found).items()} == kinds
    assert found.are_all
    check_values(found)


@pytest.mark.parametrize(("f", "constraints", "kinds"), BOUND, ids=[f"{row[0]}, {row[1]}" for row in BOUND])
def test_with_constraints(f, constraints, kinds):
    found = calc_cli.study(f, constraint=constraints)
    assert {at: point.kind for at, point in told(found).items()} == kinds
    for point in found.points:
        for condition in found.conditions:
            values = dict(point.at) | dict(zip(found.multipliers, point.multipliers, strict=False))
            if point.multipliers:
                assert abs(as_float((condition.lhs - condition.rhs).subs(values))) < 1e-12


def check_values(found):
    """Around a minimum no values are less, around a saddle both kinds of values occur: in a box, and on curves."""
    draw = random.Random(7)
    f, x = FloatFunction(found.function.typed, found.function.variables), found.function.variables
    for point in found.points:
        around = []
        for k in range(300):
            steps = [draw.uniform(-0.02, 0.02) for _ in x]
            if k > 60:
                steps = [draw.choice((-2, -1, 0, 1)) * 0.05 ** draw.choice((1, 2, 3)) for _ in x]
            moved = [as_float(point.at[v]) + step for v, step in zip(x, steps, strict=True)]
            around.append(f(*moved) - as_float(point.value))
        if point.kind in (MIN, MAX):
            assert all(difference * (1 if point.kind == MIN else -1) > -1e-15 for difference in around)
        elif point.kind == SADDLE:
            assert min(around) < 0 < max(around)


def test_the_picture_has_the_points_and_the_whole_constraint():
    drawn = calc_cli.study("x + 2y", constraint="x^2 + y^2 = 5").picture
    assert [(mark.x, mark.y, mark.kind) for mark in drawn.marks] == [(-1, -2, MIN), (1, 2, MAX)]
    (circle,) = drawn.overlays
    points = [point for line in circle.pieces for point in line]
    assert all(abs(math.hypot(x, y) - math.sqrt(5)) < 1e-4 for x, y in points)
    assert max(x for x, _ in points) > 2.2 < -min(y for _, y in points)
    free = calc_cli.study("x^3 + y^3 - 3x y").picture
    assert [mark.kind for mark in free.marks] == [SADDLE, MIN]
    assert [each.role for each in calc_cli.study("x^2 y^2").picture.overlays] == ["critical", "critical"]
    assert calc_cli.study("x^2 + y^2 + z^2").picture is None


def test_families_searches_and_refusals():
    assert len(calc_cli.study("x^2 y^2").families) == 2
    searched = calc_cli.study("cos x + cos y + cos(x + y)", range="0:6")
    assert searched.are_all
    assert [point.kind for point in searched.points].count(MIN) == 2
    decimals = calc_cli.study("x^4 - 3x^2 y + y^3 - y")
    assert decimals.are_all
    assert [point.kind for point in decimals.points] == [MIN, SADDLE, SADDLE, MIN]
    assert not calc_cli.study("x sin y + x^2 e^y").are_all
    for options in ({"constraint": "x + y"}, {"constraint": ["x = 1", "y = 2"]}):
        with pytest.raises(CalcError):
            calc_cli.study("x y", **options)
