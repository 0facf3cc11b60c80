"""Tangents as plain texts, each held against values of the function near the point; and what has none."""

import mpmath
import pytest

import calc_cli
from calc_cli.algebra.evaluate import approximate
from calc_cli.errors import CalcError
from calc_cli.render.plain import plain

TANGENTS = [
    # function                     at      tangent                      normal              graph, n of f^(n)
    ("3x^2 - 4x",                  "1",    "y = 2*x - 3",               "y = -x/2 - 1/2",   "above", 2),
    ("-x^2",                       "-1",   "y = 2*x + 1",               "y = -x/2 - 3/2",   "below", 2),
    ("x^3",                        "0",    "y = 0",                     "x = 0",            "crosses", 3),
    ("x^4 - 1",                    "0",    "y = -1",                    "x = 0",            "above", 4),
    ("ln x",                       "1",    "y = x - 1",                 "y = 1 - x",        "below", 2),
    ("e^x",                        "0",    "y = x + 1",                 "y = 1 - x",        "above", 2),
    ("sin x",                      "0",    "y = x",                     "y = -x",           "crosses", 3),
    ("1/x",                        "2",    "y = 1 - x/4",               "y = 4*x - 15/2",   "above", 2),
    ("2x + 1",                     "3",    "y = 2*x + 1",               "y = 17/2 - x/2",   "on", None),
    ("x |x|",                      "0",    "y = 0",                     "x = 0",            None, None),
    ("x^2 if x < 1 else 2x - 1",   "1",    "y = 2*x - 1",               "y = 3/2 - x/2",    None, None),
    ("u = x^2",                    "1",    "u = 2*x - 1",               "u = 3/2 - x/2",    "above", 2),
    ("y^2",                        "y=1",  "z = 2*y - 1",               "z = 3/2 - y/2",    "above", 2),
]  # fmt: skip


@pytest.mark.parametrize(("f", "at", "line", "normal", "graph", "order"), TANGENTS, ids=[row[0] for row in TANGENTS])
def test_tangent(f, at, line, normal, graph, order):
    found = calc_cli.diff(f, at=at, tangent=True)
    (tangent,), told = found.tangents.lines, found.tangents.approximation
    assert (plain(tangent.equation), *map(plain, tangent.normal)) == (line, normal)
    assert (told.position, told.order) == (graph, order)
    x, a = found.variable, found.at[found.variable]
    with mpmath.workdps(40):
        h = mpmath.mpf("1e-6")
        errors = [approximate(found.typed - tangent.equation.rhs, {x: a + k * h}, 20) for k in (-1, 1)]
        assert all(abs(error) < 100 * h**2 for error in errors)
        signs = {"above": (1, 1), "below": (-1, -1), "on": (0, 0)}.get(graph)
        assert signs is None or tuple(map(int, map(mpmath.sign, errors))) == signs
        assert graph != "crosses" or errors[0] * errors[1] < 0


HALVES = [
    # function                    at    sides and tangents
    ("|x|",                       "0",  {"left": "y = -x", "right": "y = x"}),
    ("|x^2 - 1|",                 "1",  {"left": "y = 2 - 2*x", "right": "y = 2*x - 2"}),
    ("x^(3/2)",                   "0",  {"right": "y = 0"}),
    ("sqrt x",                    "0",  {"right": "x = 0"}),
    ("sqrt(1 - x)",               "1",  {"left": "x = 1"}),
    ("sqrt x if x >= 0 else -x",  "0",  {"left": "y = -x", "right": "x = 0"}),
    ("cbrt x",                    "0",  {None: "x = 0"}),
    ("cbrt(x^2) + 1",             "0",  {None: "x = 0"}),
]  # fmt: skip


@pytest.mark.parametrize(("f", "at", "lines"), HALVES, ids=[row[0] for row in HALVES])
def test_where_there_is_no_derivative(f, at, lines):
    found = calc_cli.diff(f, at=at, tangent=True)
    assert {line.side: plain(line.equation) for line in found.tangents.lines} == lines
    assert found.value is None
    assert found.status == 1


ON_CURVES = [
    # equation             point        tangents                    graph
    ("x^2 + y^2 = 25",     "x=3,y=4",   ["y = 25/4 - 3*x/4"],       "below"),
    ("x^2 + y^2 = 25",     "x=3,y=-4",  ["y = 3*x/4 - 25/4"],       "above"),
    ("x^2 + y^2 = 25",     "x=5,y=0",   ["x = 5"],                  None),
    ("x^3 + y^3 = 6x y",   "x=3,y=3",   ["y = 6 - x"],              "below"),
]  # fmt: skip


@pytest.mark.parametrize(("equation", "at", "lines", "graph"), ON_CURVES, ids=[row[0] + row[1] for row in ON_CURVES])
def test_on_a_curve(equation, at, lines, graph):
    found = calc_cli.diff(equation, implicit="y", at=at, tangent=True)
    assert [plain(line.equation) for line in found.tangents.lines] == lines
    told = found.tangents.approximation
    assert (None if told is None else told.position) == graph


PLANES = [
    # function  at  plane  normal  graph
    ("x^2 + y^2",  "x=1,y=2",  "z = 2*x + 4*y - 5",  "x = 2*t + 1, y = 4*t + 2, z = 5 - t",  "above"),
    ("x y",  "x=1,y=2",  "z = 2*x + y - 2",  "x = 2*t + 1, y = t + 2, z = 2 - t",  "crosses"),
    ("3x - y",  "x=0,y=0",  "z = 3*x - y",  "x = 3*t, y = -t, z = -t",  None),
    ("x y z",  "x=1,y=1,z=1",  "w = x + y + z - 2",  "x = t + 1, y = t + 1, z = t + 1, w = 1 - t", "crosses"),
]  # fmt: skip


@pytest.mark.parametrize(("f", "at", "plane", "normal", "graph"), PLANES, ids=[row[0] for row in PLANES])
def test_planes(f, at, plane, normal, graph):
    found = calc_cli.grad(f, at=at, tangent=True).tangents
    assert plain(found.answer) == plane
    assert ", ".join(map(plain, found.lines[0].normal)) == normal
    assert found.approximation.position == graph


REFUSED = [
    ("x^2", {"tangent": True}),
    ("x^2", {"tangent": True, "at": 1, "order": 2}),
    ("x^2", {"tangent": True, "at": 1, "inverse": True}),
    ("floor x", {"tangent": True, "at": 1}),
    ("ln x", {"tangent": True, "at": 0}),
    ("x sin(1/x) if x != 0 else 0", {"tangent": True, "at": 0}),
    ("sqrt x", {"tangent": True, "at": 0, "check": "0"}),
]


@pytest.mark.parametrize(("f", "options"), REFUSED, ids=map(str, REFUSED))
def test_refused(f, options):
    with pytest.raises(CalcError):
        calc_cli.diff(f, **options)


def test_an_answer_is_held_against_the_tangent():
    answers = (
        "y = 2x - 1",
        "y - 1 = 2(x - 1)",
        "2x - y - 1 = 0",
        "(y - 1)/(x - 1) = 2",
        "y - 1 = 2x",
        "y = 2x",
        "y = x",
    )
    asked = [calc_cli.diff("x^2", at=1, tangent=True, check=answer).check for answer in answers]
    assert [check.verdict for check in asked] == 4 * ["correct"] + 3 * ["incorrect"]
    assert [check.diagnosis[0].rule for check in asked[5:]] == ["point of the tangent", "slope of the tangent"]
