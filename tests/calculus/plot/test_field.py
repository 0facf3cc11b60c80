"""Level lines lie on their levels and are not drawn through poles; gradients are orthogonal to them."""

import math
from itertools import pairwise

import mpmath
import pytest

import calc_cli
from calc_cli.errors import CalcError, ExitStatus
from calc_cli.render.notes import words

FUNCTIONS = [
    # typed                truth
    ("x^2 + 3y^2", lambda x, y: x**2 + 3 * y**2),
    ("x^2 - y^2", lambda x, y: x**2 - y**2),
    ("x*y", lambda x, y: x * y),
    ("1/(x - y)", lambda x, y: 1 / (x - y)),
    ("1/(x^2 + y^2)", lambda x, y: 1 / (x**2 + y**2)),
    ("sin(x) cos(y)", lambda x, y: mpmath.sin(x) * mpmath.cos(y)),
    ("ln(x*y)", lambda x, y: mpmath.log(x * y)),
    ("tan(x + y)", lambda x, y: mpmath.tan(x + y)),
    ("atan2(y, x)", lambda x, y: mpmath.atan2(y, x)),
]


@pytest.mark.parametrize(("typed", "truth"), FUNCTIONS, ids=[row[0] for row in FUNCTIONS])
def test_every_point_is_on_its_level(typed, truth):
    field = calc_cli.plot(typed)
    assert len(field.levels) > 2
    scale = field.levels[-1].value - field.levels[0].value
    for level in field.levels:
        for line in level.lines:
            for x, y in line:
                assert abs(truth(x, y) - level.value) < 0.01 * scale, (x, y)


CURVES = [
    # equation             truth                                             bounded by
    ("x^2 + y^2 = 4",      lambda x, y: x**2 + y**2 - 4,                     2),
    ("(x - 40)^2 = 9 - y^2", lambda x, y: (x - 40) ** 2 + y**2 - 9,          43),
    ("(x^2+y^2)^2 = 2(x^2-y^2)", lambda x, y: (x**2 + y**2) ** 2 - 2 * (x**2 - y**2), math.sqrt(2)),
    ("x y = 1",            lambda x, y: x * y - 1,                           None),
    ("(x - y)^2 = 0",      lambda x, y: x - y,                               None),
    ("x = 2",              lambda x, _: x - 2,                               None),
    ("x - y^2 = 0",        lambda x, y: x - y**2,                            None),
    ("x^3 + y^3 = 6x y",   lambda x, y: x**3 + y**3 - 6 * x * y,             None),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "truth", "reach"), CURVES, ids=[row[0] for row in CURVES])
def test_curves_of_equations(typed, truth, reach):
    field = calc_cli.plot(typed)
    (curve,) = field.overlays
    points = [point for piece in curve.pieces for point in piece]
    size = max(field.x.high - field.x.low, 1)
    assert len(points) > 20
    assert all(abs(truth(x, y)) < 0.02 * size**2 for x, y in points)
    if reach is not None:
        assert max(x for x, _ in points) == pytest.approx(reach, abs=0.02)
        assert reach < field.x.high


def test_curves_with_functions_and_parameters():
    field = calc_cli.plot("x^2 + y^2 = r^2", "y = x", at="r=2")
    assert [str(x) for x in field.variables] == ["x", "y"]
    line = [point for piece in field.overlays[1].pieces for point in piece]
    assert all(abs(x - y) < 1e-9 for x, y in line)
    upright = calc_cli.plot("x^2 + y^2 = 4", "x = 1").overlays[1]
    assert {round(x, 9) for piece in upright.pieces for x, _ in piece} == {1}
    for exprs, options in (
        (["x^2 + y^2 = -1"], {}),
        (["x^2 = y z"], {}),
        (["x y", "x^2 = y^2"], {}),
        (["x y = 1"], {"tangent": 1}),
    ):
        with pytest.raises(CalcError):
            calc_cli.plot(*exprs, **options)


def test_labels_of_levels_stand_apart():
    field, room = calc_cli.plot("x^2 - y^2"), (0.1, 0.05)
    places = [(field.x.fraction(x), field.y.fraction(y)) for _, (x, y) in field.labelled(0.92, room)]
    assert len(places) >= len(field.levels) - 2  # two are in the corners
    assert all(abs(a - c) >= 0.1 or abs(b - d) >= 0.05 for i, (a, b) in enumerate(places) for c, d in places[:i])


def test_lines_are_whole():
    """A circle is one closed line, a hyperbola two open ones."""
    circle = next(level for level in calc_cli.plot("x^2 + y^2").levels if level.value < 9)
    assert len(circle.lines) == 1
    assert circle.lines[0][0] == circle.lines[0][-1]
    hyperbola = next(level for level in calc_cli.plot("x*y").levels if level.value not in (0, 9))
    assert len(hyperbola.lines) == 2


def test_a_jump_is_no_level_line():
    assert calc_cli.plot("sign(x - y)").levels == ()
    lines = [line for level in calc_cli.plot("x + 10*heaviside(y - 0.1)").levels for line in level.lines]
    assert all(abs(b[0] - a[0]) < 1e-6 for line in lines for a, b in pairwise(line))


def test_the_gradient_is_orthogonal_to_its_level_line():
    field = calc_cli.plot("x^2 + 3y^2", gradient=True, at="x=1,y=1")
    point = field.point
    assert (str(point.value), [str(g) for g in point.gradient]) == ("4", ["2", "6"])
    assert point.arrow.dy / point.arrow.dx == pytest.approx(3)
    line = max(point.level.lines, key=len)
    i = min(range(1, len(line) - 1), key=lambda k: math.dist(line[k], (1, 1)))
    along = line[i + 1][0] - line[i - 1][0], line[i + 1][1] - line[i - 1][1]
    assert abs(along[0] * 2 + along[1] * 6) < 0.05 * math.hypot(*along) * math.hypot(2, 6)
    assert field.is_square


def test_arrows_point_uphill():
    for arrow in calc_cli.plot("x^2 - y^2", gradient=True).arrows:
        assert arrow.dx * 2 * arrow.x + arrow.dy * -2 * arrow.y > 0
        assert arrow.dx * -2 * arrow.y == pytest.approx(arrow.dy * 2 * arrow.x)


def test_where_there_is_no_gradient_none_is_drawn():
    field = calc_cli.plot("sqrt(x^2 + y^2)", gradient=True, at="x=0,y=0")
    assert field.point is None
    assert field.status is ExitStatus.NO
    assert words(field.notes[-1]).startswith("no gradient at the point: not differentiable")


def test_a_constant_has_no_level_lines():
    field = calc_cli.plot("x - x + 0y", wrt="x,y")
    assert field.levels == ()
    assert "no level lines" in words(field.notes[-1])


def test_variables_and_parameters():
    assert [v.name for v in calc_cli.plot("a x^2 + y^2", at="a=2").variables] == ["x", "y"]
    assert [v.name for v in calc_cli.plot("u^2 + v").variables] == ["u", "v"]
    assert [v.name for v in calc_cli.plot("x^2 + y^2 + z", wrt="x,z", at="y=1").variables] == ["x", "z"]
    assert [v.name for v in calc_cli.plot("a x^2 + y^2", gradient=True, at="x=1,y=1,a=3").variables] == ["x", "y"]


REFUSED = [
    # expressions           options                              message
    (["x + y + z"], {}, "no value for"),
    (["x + y + z"], {"gradient": True}, "no value for z"),
    (["x^2"], {"gradient": True}, "a gradient needs two variables"),
    (["x y", "x + y"], {}, "one function"),
    (["x y"], {"tangent": 1}, "no value for y"),
    (["x y"], {"wrt": "x,y", "x_scale": "log"}, "for functions of one variable"),
    (["x y"], {"wrt": "x,y,z"}, "one variable, or two"),
    (["x y"], {"gradient": True, "at": "x=1"}, "no value to y"),
    (["sqrt(-1 - x^2 - y^2)"], {}, "nothing to draw"),
]


@pytest.mark.parametrize(("typed", "options", "message"), REFUSED)
def test_what_has_no_picture_is_refused(typed, options, message):
    with pytest.raises(CalcError) as caught:
        calc_cli.plot(*typed, **options)
    assert message in caught.value.message


@pytest.mark.parametrize("to", ["x=inf,y=inf", "x=-inf,y=2", "x=0,y=-inf"])
def test_a_limit_at_infinity_is_drawn_by_powers_of_ten(to):
    field = calc_cli.limit("x y/(x^2 + y^2)", to, plot=True).picture
    for axis, end in ((field.x, to.split(",")[0]), (field.y, to.split(",")[1])):
        assert axis.log is ("inf" in end)
        if axis.log:
            assert [axis.fraction(axis.at(share)) for share in (0.25, 0.5)] == pytest.approx([0.25, 0.5])
            assert max(map(abs, axis.ticks(5))) == 10**4
    assert all(abs(x * y / (x * x + y * y) - level.value) < 0.01 for level in field.levels for x, y in level.lines[0])
