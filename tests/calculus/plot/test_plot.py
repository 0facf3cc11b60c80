"""The data of pictures: points on the curves, breaks where mathematics has them, and lines that touch."""

import math

import mpmath
import pytest

import calc_cli
from calc_cli.errors import CalcError, ExitStatus
from calc_cli.render.notes import words


def curve(text, **options):
    return calc_cli.plot(text, **options).curves[0]


def is_crossed(c, at):
    """Whether a piece of the curve goes from one side of x = `at` to the other."""
    return any(piece[0][0] < at < piece[-1][0] for piece in c.pieces)


def ends(c):
    return {(round(mark.x, 9), round(mark.y, 9), mark.kind) for mark in c.marks}


POINTS = [
    # typed                       truth
    ("3x^2 - 4x", lambda x: 3 * x**2 - 4 * x),
    ("x^3 - 1/x", lambda x: x**3 - 1 / x),
    ("sin(1/x)", lambda x: mpmath.sin(1 / x)),
    ("e^(-1000(x-1)^2)", lambda x: mpmath.exp(-1000 * (x - 1) ** 2)),
    ("x^x", lambda x: x**x),
    ("(1 - cos x)/x^2", lambda x: (1 - mpmath.cos(x)) / x**2),
]


@pytest.mark.parametrize(("typed", "truth"), POINTS, ids=[row[0] for row in POINTS])
def test_every_point_is_on_the_curve(typed, truth):
    with mpmath.workdps(40):
        for piece in curve(typed).pieces:
            for x, y in piece[1:-1]:
                expected = truth(mpmath.mpf(x))
                assert abs(y - expected) <= 1e-7 * (1 + abs(expected)), x


def test_the_figure_of_the_chapter():
    plot = calc_cli.plot("u = f(x) = 3x^2 - 4x", tangent=1)
    f, tangent = plot.curves
    assert (plot.name, f.name) == ("u", "f(x)")
    assert str(tangent.expression) == "2*x - 3"
    (x0, y0), (x1, y1) = tangent.pieces[0]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(2)
    assert ends(tangent) == {(1, -1, "point")}
    assert plot.x.low < 0 < 4 / 3 < plot.x.high  # its roots
    assert plot.y.low < -4 / 3  # its minimum


def test_the_exercise_of_the_chapter():
    f, tangent = calc_cli.plot("x^3 - 1/x", tangent=1).curves
    assert str(tangent.expression) == "4*x - 4"
    assert f.asymptotes == (0,)
    assert not is_crossed(f, 0)
    assert len(f.pieces) == 2


POLES = [
    ("1/x", [0]),
    ("tan x", [-4.71238898, -1.57079633, 1.57079633, 4.71238898]),
    ("1/(x^2-1)", [-1, 1]),
    ("1/(cos x - x)", [0.739085133]),
    ("1/(x^5 - x - 1)", [1.16730398]),
    ("1/(1 + sin x)", [-1.57079633, 4.71238898]),
    ("e^(1/x)", [0]),
    ("ln|x|", [0]),
    ("x/ln x", [1]),
    ("1/sin(x^2) if x > 1 else x", [1.77245385, 2.50662827, 3.06998012, 3.5449077, 3.9633273, 4.34160753, 4.68947221]),
]


@pytest.mark.parametrize(("typed", "poles"), POLES, ids=[row[0] for row in POLES])
def test_no_line_goes_through_a_pole(typed, poles):
    c = curve(typed)
    assert [round(at, 8) for at in c.asymptotes] == pytest.approx(poles)
    assert not any(is_crossed(c, at) for at in c.asymptotes)


ENDS = [
    ("(x^2-1)/(x-1)", {(1, 2, "open")}),
    ("sin(x)/x", {(0, 1, "open")}),
    ("x^x", {(0, 1, "open")}),
    ("sqrt x", {(0, 0, "closed")}),
    ("x^2 if x < 1 else 3 - x", {(1, 1, "open"), (1, 2, "closed")}),
    ("x^2 if x < 1 else 2x - 1", set()),
    ("x if x != 1 else 3", {(1, 1, "open"), (1, 3, "closed")}),
    ("|x|/x", {(0, -1, "open"), (0, 1, "open")}),
    ("sqrt(1-x^2)", {(-1, 0, "closed"), (1, 0, "closed")}),
    ("sqrt(x^2-1)", {(-1, 0, "closed"), (1, 0, "closed")}),
    ("e^(1/x)", {(0, 0, "open")}),
    ("|x|", set()),
    ("sin(1/x)", set()),
    ("heaviside(x)", {(0, 0, "open"), (0, 1, "open"), (0, 0.5, "closed")}),
]


@pytest.mark.parametrize(("typed", "expected"), ENDS, ids=[row[0] for row in ENDS])
def test_pieces_end_open_or_closed(typed, expected):
    assert ends(curve(typed)) == expected


def test_steps_are_apart():
    c = curve("floor x", range="0:4")
    assert [(piece[0][1], piece[-1][1]) for piece in c.pieces] == [(k, k) for k in range(4)]
    assert {(k, k, "closed") for k in range(5)} | {(k, k - 1, "open") for k in range(1, 5)} == ends(c)


def test_more_steps_than_are_examined_are_apart_too():
    assert all(piece[0][1] == piece[-1][1] for piece in curve("sign(sin(100x))", range="0.01:5").pieces)


def test_a_narrow_peak_is_not_missed():
    for typed, top in (("e^(-1000(x-1)^2)", 1), ("x + e^(-1000000(x-1)^2)", 2), ("1/(1 + 10^8 (x-2)^2)", 1)):
        points = [point for piece in curve(typed, range="-5:5").pieces for point in piece]
        assert max(y for _, y in points if y < 3) >= top - 1e-6, typed
        assert sum(abs(x - round(x)) < 0.05 and x > 0.5 for x, _ in points) > 20


WINDOWS = [
    # typed                must be in view                      narrower than
    ("3x^2 - 4x", [0, 4 / 3], 6),
    ("(x - 1000)^2", [1000], 20),
    ("x^3 - 600x", [-24.5, 24.5], 200),
    ("sin x", [-6.28, 6.28], 13),
    ("sin(100x)", [-0.062, 0.062], 0.2),
    ("e^(-1000(x-1)^2)", [0.978, 1.022], 1),
    ("sqrt(1-x^2)", [-1, 1], 3),
    ("ln x", [0, 1], 5),
    ("5", [0], 10),
    ("x^5 - x - 1", [1.1673, -0.668], 10),
    ("cosh x - 1", (-3, 3), 10),  # double and triple roots are not narrowed
    ("e^x - 1 - x - x^2/2", (-3, 3), 10),
]


@pytest.mark.parametrize(("typed", "seen", "width"), WINDOWS, ids=[row[0] for row in WINDOWS])
def test_the_window_shows_where_something_happens(typed, seen, width):
    x = calc_cli.plot(typed).x
    assert all(x.low <= at <= x.high for at in seen)
    assert x.high - x.low <= width


@pytest.mark.parametrize("typed", ["x^20 - 1", "x^8 - 1", "x^9 - x", "e^(x^2) - 2", "x^6 - x^2"])
def test_what_lies_beyond_the_roots_does_not_press_them_flat(typed):
    f, x, y = calc_cli.plot(typed).curves[0], calc_cli.plot(typed).x, calc_cli.plot(typed).y
    heights = [at_y for at, at_y in f.pieces[0] if abs(at) <= 1]
    assert y.high - y.low <= 100 * (max(heights) - min(heights))
    assert x.low < -1 < 1 < x.high


def test_a_pole_does_not_press_the_curve_flat():
    for typed in ("1/x", "tan x", "1/x^2", "x^3 - 1/x", "ln x", "tan(1/x)", "1/sin(1/x)"):
        y = calc_cli.plot(typed).y
        assert y.high - y.low < 100, typed


TANGENTS = [
    # typed             at       y =
    ("3x^2 - 4x", "1", "2*x - 3"),
    ("sin x", "pi/2", "1"),
    ("e^x", "0", "x + 1"),
    ("sqrt x", "4", "x/4 + 1"),
    ("x^2", "1/3", "2*x/3 - 1/9"),
    ("cbrt x", "0", "oo"),
    ("x^2 sin(1/x) if x != 0 else 0", "0", "0"),
]


@pytest.mark.parametrize(("typed", "at", "equation"), TANGENTS)
def test_tangents_are_exact(typed, at, equation):
    assert str(calc_cli.plot(typed, tangent=at).curves[-1].expression) == equation


@pytest.mark.parametrize(
    ("typed", "at", "why"),
    [
        ("|x|", 0, "slope -1 from the left"),
        ("ln x", -1, "not defined"),
        ("floor x", 2, "not continuous"),
        ("1/x", 0, "division by zero"),
    ],
)
def test_where_there_is_no_tangent_none_is_drawn(typed, at, why):
    plot = calc_cli.plot(typed, tangent=at)
    assert [c.role for c in plot.curves] == ["function"]
    assert why in words(plot.notes[-1])
    assert plot.status is ExitStatus.NO


def test_secants_shrink_to_the_tangent():
    *secants, tangent = calc_cli.plot("x^2", secant=1, range="0:3").curves[1:]
    assert [str(c.line.h) for c in secants] == ["1", "1/2", "1/4"]
    assert [str(c.line.slope) for c in secants] == ["3", "5/2", "9/4"]
    assert str(tangent.expression) == "2*x - 1"


def test_secants_of_a_function_that_ends_come_from_the_left():
    secants = [c for c in calc_cli.plot("sqrt(1 - x)", secant=1).curves if c.role == "secant"]
    assert secants
    assert all(c.line.h < 0 for c in secants)


def test_the_derivative_exists_where_the_function_does():
    derivative = calc_cli.plot("ln x", derivative=True, range="-1:3").curves[1]
    assert min(x for piece in derivative.pieces for x, _ in piece) > 0
    assert ends(calc_cli.plot("|x|", derivative=True).curves[1]) == {(0, -1, "open"), (0, 1, "open")}


def test_logarithmic_scales():
    plot = calc_cli.plot("x^3", x_scale="log", y_scale="log", range="0.01:100")
    assert plot.y.low < 1.1e-6
    assert plot.y.high > 0.9e6
    points = [point for piece in plot.curves[0].pieces for point in piece]
    assert all(plot.y.fraction(y) == pytest.approx(plot.x.fraction(x) * 0.9715 + 0.0143, abs=0.01) for x, y in points)
    assert all(y > 0 for piece in calc_cli.plot("x", y_scale="log").curves[0].pieces for _, y in piece)


EXTREMES = [
    "e^x",
    "1e-9x",
    "5",
    "1e20",
    "0",
    "1e-300 x",
    "x^100",
    "e^(e^x)",
    "10^300 x",
    "x!",
    "1/x!",
    "zeta(x)",
    "x^1000",
]


@pytest.mark.parametrize("typed", EXTREMES)
def test_very_large_and_very_small_values(typed):
    plot = calc_cli.plot(typed)
    assert plot.y.low < plot.y.high
    assert math.isfinite(plot.y.high - plot.y.low)
    assert plot.curves[0].pieces


def test_a_long_sum_is_drawn_and_told_as_typed():
    (curve,) = calc_cli.plot("sum(sin(k x)/k, k, 1, 60)", range="0:3").curves
    assert str(curve.expression) == "Sum(sin(k*x)/k, (k, 1, 60))"
    at, y = curve.pieces[0][100]
    assert y == pytest.approx(sum(math.sin(k * at) / k for k in range(1, 61)), abs=1e-9)


def test_a_parameter_has_a_value():
    assert str(calc_cli.plot("a x^2", at="a=2", tangent=1).curves[-1].expression) == "4*x - 2"


REFUSED = [
    # expressions              options                           message
    (["sqrt(-1 - x^2)"], {}, "nothing to draw"),
    (["ln x"], {"range": "-3:-1"}, "nothing to draw"),
    (["f(x) = a x^2"], {}, "no value for a"),
    (["a x^2"], {"wrt": "x"}, "no value for a"),
    (["a b c x"], {}, "no value for a and b and c"),
    (["x^2"], {"at": "x=1"}, "x is the variable"),
    (["x^2"], {"range": "3:1"}, "is empty"),
    (["x^2"], {"range": "1:1"}, "is empty"),
    (["x^2"], {"range": "1"}, "is not a range"),
    (["x^2"], {"range": "0:inf"}, "not a real number"),
    (["x"], {"range": "-1:2", "x_scale": "log"}, "is not positive"),
    (["x"], {"tangent": "y=1"}, "the variable of the picture is x"),
    (["[x, x^2]"], {}, "not as a list"),
    (["f(x)"], {}, "unknown function"),
    ([], {}, "needs an expression"),
]


@pytest.mark.parametrize(("typed", "options", "message"), REFUSED)
def test_what_has_no_picture_is_refused(typed, options, message):
    with pytest.raises(CalcError) as caught:
        calc_cli.plot(*typed, **options)
    assert message in caught.value.message
