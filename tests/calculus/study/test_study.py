"""Studies of textbook curves, as the lines that are told of them; in test_curves.py each is held against values."""

import pytest

import calc_cli
from calc_cli.errors import CalcError
from calc_cli.render.display import Display
from calc_cli.render.pages.study import plain

TOLD = [
    # function                 range     lines that are told among others
    ("x^3 - 3x", None, {
        "symmetry": "odd, symmetric about the origin", "zeros": "x = -sqrt(3); x = 0; x = sqrt(3)",
        "rises": "(-oo, -1]; [1, oo)", "falls": "[-1, 1]", "maxima": "f(-1) = 2", "minima": "f(1) = -2",
        "greatest value": "none, f has no upper bound", "bends up": "[0, oo)", "inflections": "f(0) = 0, slope -3",
    }),
    ("(x^2 + 1)/(x - 1)", None, {
        "domain": "x != 1", "zeros": "none", "f(0)": "-1", "poles": "x = 1: -oo from the left, oo from the right",
        "asymptotes": "x = 1; y = x + 1 as x -> +-oo", "falls": "[1 - sqrt(2), 1); (1, sqrt(2) + 1]",
    }),
    ("(x^2 - 4)/(x - 2)", None, {"holes": "x = 2, limit 4", "rises": "(-oo, 2); (2, oo)", "symmetry": None}),
    ("cbrt(x) (x - 3)^(2/3)", None, {"asymptotes": "y = x - 2 as x -> +-oo"}),
    ("sqrt(x^2 + 1)", None, {"asymptotes": "y = -x as x -> -oo; y = x as x -> oo", "least value": "1 at x = 0"}),
    ("ln(x)/x", None, {
        "domain": "x > 0", "maxima": "f(exp(1)) = exp(-1)", "poles": "x = 0: -oo from the right",
        "asymptotes": "x = 0; y = 0 as x -> oo", "inflections": "f(exp(3/2)) = 3*exp(-3/2)/2, slope -exp(-3)/2",
    }),
    ("x ln x", None, {"limits": "f -> oo as x -> oo; f -> 0 as x -> 0", "least value": "-exp(-1) at x = exp(-1)"}),
    ("atan x", None, {
        "limits": "f -> -pi/2 as x -> -oo; f -> pi/2 as x -> oo", "greatest value": "none, f comes near to pi/2",
    }),
    ("cbrt(x^2)", None, {"minima": "f(0) = 0 at a cusp", "bends down": "(-oo, 0]; [0, oo)", "inflections": None}),
    ("cbrt x", None, {"inflections": "f(0) = 0, vertical tangent", "maxima": None}),
    ("|x^2 - 1|", None, {"minima": "f(-1) = 0 at a corner; f(1) = 0 at a corner", "maxima": "f(0) = 1"}),
    ("|x - 1| + |x + 1|", None, {"constant": "[-1, 1]", "least value": "2 on [-1, 1]"}),
    ("relu x", None, {"zeros": "(-oo, 0]", "rises": "[0, oo)"}),
    ("1 if x < 0 else e^-x", None, {"jumps": None, "constant": "(-oo, 0]", "falls": "[0, oo)"}),
    ("x if x < 0 else x + 1", None, {"jumps": "x = 0: 0 from the left, 1 from the right", "zeros": "none"}),
    ("sin x", None, {
        "period": "2*pi", "zeros": "x = 2*pi*k; x = pi + 2*pi*k", "maxima": "f(pi/2 + 2*pi*k) = 1",
        "rises": "[-pi/2 + 2*pi*k, pi/2 + 2*pi*k]", "least value": "-1 at x = 3*pi/2 + 2*pi*k", "limits": None,
    }),
    ("sin(x) cos(x + 1)", None, {
        "zeros": "x = pi*k; x = pi/2 - 1 + pi*k", "rises": "[-pi/4 - 1/2 + pi*k, pi/4 - 1/2 + pi*k]",
        "maxima": "f(pi/4 - 1/2 + pi*k) = cos(pi/4 + 1/2)**2",
    }),
    ("tan x", None, {
        "period": "pi", "rises": "(-pi/2 + pi*k, pi/2 + pi*k)", "greatest value": "none, f has no upper bound",
    }),
    ("x + sin x", None, {
        "period": "f(x + 2*pi) = f(x) + 2*pi", "rises": "(-oo, oo)", "zeros": "x = 0", "maxima": None,
        "limits": "f -> -oo as x -> -oo; f -> oo as x -> oo", "asymptotes": None,
        "inflections": "f(2*pi*k) = 2*pi*k, slope 2; f(pi + 2*pi*k) = 2*pi*k + pi, slope 0",
    }),
    ("e^-x sin x", None, {
        "limits": "f -> 0 as x -> oo", "asymptotes": "y = 0 as x -> oo", "least value": "none, f has no lower bound",
        "inflections": "f(pi/2 + 2*pi*k) = exp(-2*pi*k - pi/2); f(3*pi/2 + 2*pi*k) = -exp(-2*pi*k - 3*pi/2)",
    }),
    ("e^-x (2 + sin x)", None, {
        "limits": "f -> oo as x -> -oo; f -> 0 as x -> oo", "least value": "none, f comes near to 0",
    }),
    ("e^-x (1 + sin x)", None, {
        "limits": "f -> 0 as x -> oo", "least value": "0 at x = 3*pi/2 + 2*pi*k",
        "greatest value": "none, f has no upper bound",
    }),
    ("x^3 - 3x", "0:3", {
        "maxima": "f(0) = 0 at the end; f(3) = 18 at the end", "greatest value": "18 at x = 3",
        "zeros": "x = 0; x = sqrt(3)", "least value": "-2 at x = 1", "rises": "[1, 3]",
    }),
    ("x e^-x", "0:3", {"greatest value": "exp(-1) at x = 1", "least value": "0 at x = 0"}),
    ("sqrt(x^3 - x - 1)", None, {"zeros": "x = 1.32471795724475", "minima": "f(1.32471795724475) = 0 at the end"}),
    ("1/(x^3 - x - 1)^2", None, {"poles": "x = 1.32471795724475: oo from the left, oo from the right"}),
    ("sin(1/x)", None, {
        "accumulation": "places without end as x -> 0, where f has no limit; told on (-oo, -1/16]; told on [1/16, oo)",
        "zeros": "x = 1/(pi*k), k = +-1, +-2, ...", "greatest value": "1",
        "falls": "(-oo, -2/pi]; [-2/(3*pi), -2/(5*pi)]; [-2/(7*pi), -2/(9*pi)]; "
        "[2/(9*pi), 2/(7*pi)]; [2/(5*pi), 2/(3*pi)]; [2/pi, oo)",
    }),
    ("sin(1/x)", "0:1", {
        "accumulation": "places without end as x -> 0, where f has no limit; told on [1/16, 1]", "least value": "-1",
        "zeros": "x = 1/(5*pi); x = 1/(4*pi); x = 1/(3*pi); x = 1/(2*pi); x = 1/pi",
    }),
    ("x sin(1/x)", None, {
        "holes": "x = 0, limit 0", "asymptotes": "y = 1 as x -> +-oo", "greatest value": None,
        "minima": "f(-0.222548158445666) = -0.217233628211222; f(-0.0917084411962050) = -0.0913252028230577; "
        "f(0.0917084411962050) = -0.0913252028230577; f(0.222548158445666) = -0.217233628211222",
    }),
    ("x sin x", "0:10", {"accumulation": None, "zeros": "x = 0; x = pi; x = 2*pi; x = 3*pi"}),
    ("sin(x)/x", None, {
        "zeros": "x = pi*k, k = +-1, +-2, ...", "holes": "x = 0, limit 1", "asymptotes": "y = 0 as x -> +-oo",
    }),
    ("sin(ln x)", None, {"zeros": "x = exp(pi*k)", "least value": "-1"}),
    ("cos(x^2)", "0:3", {"maxima": "f(0) = 1 at the end; f(sqrt(2*pi)) = 1"}),
    ("sin(e^x)", None, {"maxima": "f(log(pi/2)) = 1", "asymptotes": "y = 0 as x -> -oo"}),
    ("sin(1/x^2)", None, {
        "greatest value": "1",
        "zeros": "x = 1/sqrt(pi*k), k = 1, 2, 3, ...; x = -1/sqrt(pi*k), k = 1, 2, 3, ...",
    }),
    ("x^2/10 + sin x", None, {
        "rises": "[-1.30644000836951, 1.97738302932884]; [3.83746710649905, oo)", "least value": "-0.794582337561528",
        "accumulation": "places without end as x -> -oo; places without end as x -> oo; bending told on [-16, 16]",
    }),
    ("x tan x", "-pi/2:pi/2", {"least value": "0 at x = 0", "bends up": "(-pi/2, pi/2)"}),
    ("ln(sin x)", None, {"maxima": "f(pi/2 + 2*pi*k) = 0", "bends down": "(2*pi*k, pi + 2*pi*k)"}),
    ("2x/(x if x < 1 else 1/2)", None, {"holes": "x = 0, limit 2", "constant": "(-oo, 0); (0, 1)", "rises": "[1, oo)"}),
    ("|x|^x", None, {"maxima": "f(-exp(-1)) = exp(exp(-1))", "minima": "f(exp(-1)) = exp(-exp(-1))"}),
    ("floor x", None, {"zeros": "[0, 1)", "limits": "f -> -oo as x -> -oo; f -> oo as x -> oo"}),
    ("3", None, {"constant": "(-oo, oo)", "symmetry": "even, symmetric about the y axis"}),
]  # fmt: skip


@pytest.mark.parametrize(("f", "over", "told"), TOLD, ids=[f"{row[0]}, {row[1]}" for row in TOLD])
def test_lines(f, over, told):
    found = calc_cli.study(f, range=over)
    lines = dict(line.split(": ", 1) for line in plain(found, Display("study", f)).splitlines())
    assert {label: lines.get(label) for label in told} == {**told}


REFUSED = [
    ("a x^2", {"wrt": "x"}, "no value for"),
    ("sqrt(-1 - x^2)", {}, "real value nowhere"),
    ("[x, x^2]", {}, "one function"),
    ("x^2", {"range": "2:1"}, "is empty"),
    ("f(x) + x", {}, "unknown functions"),
]


@pytest.mark.parametrize(("f", "options", "says"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(f, options, says):
    with pytest.raises(CalcError, match=says):
        calc_cli.study(f, **options)


def test_parameters_have_values():
    assert calc_cli.study("a x^2 - x", at={"a": 2}).least.value == calc_cli.study("2x^2 - x").least.value
