"""A limit in every format, compared whole."""

import json

import pytest

from calc_cli import limit as find
from calc_cli.render.display import Display
from calc_cli.render.pages.limit import PAGE
from calc_cli.render.result import message, render


def shown(text, to, form="pretty", *, check=None, **look):
    return render(find(text, to, check=check), form, Display("limit", text, **look), PAGE)


PAGES = {
    ("sin(x)/x", "0"): """\
lim (sin(x)/x) = 1
x→0

h          x = −h         x = h
0.1        0.9983341665   0.9983341665
0.01       0.9999833334   0.9999833334
0.001      0.9999998333   0.9999998333
0.0001     0.9999999983   0.9999999983
0.00001    1.0000000000   1.0000000000
0.000001   1.0000000000   1.0000000000

estimate: 1.000000000, believed to be within 1·10⁻³⁷
Algebra and experiment agree.""",
    ("sqrt(x)", "0-"): """\
lim  √x does not exist
x→0⁻
There is no limit: the function is not defined to the left of x = 0.""",
    ("((x+h)^n-x^n)/h", "h=0"): """\
    (x + h)ⁿ − xⁿ
lim ───────────── = nxⁿ⁻¹
h→0       h
Algebra and experiment agree.""",
    ("x^2*y/(x^4+y^2)", "x=0,y=0"): """\
              x²y
    lim     ─────── does not exist
(x,y)→(0,0) x⁴ + y²

t          y = 0          y = x²
0.1        0.0000000000   0.5000000000
0.01       0.0000000000   0.5000000000
0.001      0.0000000000   0.5000000000
0.0001     0.0000000000   0.5000000000
0.00001    0.0000000000   0.5000000000
0.000001   0.0000000000   0.5000000000

There is no limit: 0 along y = 0, 1/2 along y = x².""",
}


@pytest.mark.parametrize("question", PAGES, ids=[" to ".join(question) for question in PAGES])
def test_pretty(question):
    assert shown(*question) == PAGES[question]


HARD_TO_FIT = ["e^(1/x)", "1/x^2", "sin(1/x)", "ln x", "(tan(sin x) - sin(tan x))/x^7", "x/(x + 10^-1000)"]


@pytest.mark.parametrize("text", HARD_TO_FIT)
def test_it_fits_and_ascii_is_ascii(text):
    found = find(text, "0")
    for width in (40, 80):
        for unicode in (True, False):
            page = render(found, "pretty", Display("limit", text, width=width, unicode=unicode), PAGE)
            assert unicode or page.isascii()
            assert all(len(line) <= width for line in page.splitlines())


def test_settled_digits_stand_apart():
    assert "\x1b[1m0.999999\x1b[0m\x1b[2m8333\x1b[0m" in shown("sin(x)/x", "0", color=True)


OTHERS = [
    # f(x)               to     look            plain        latex
    ("sin(x)/x",         "0",   {},             "1",         "1"),
    ("1/x^2",            "0",   {},             "oo",        r"\infty"),
    ("e^x",              "1",   {"digits": 5},  "2.7183",    "2.7183"),
    ("atan x",           "inf", {},             "pi/2",      r"\frac{\pi}{2}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "look", "plain", "latex"), OTHERS)
def test_plain_and_latex(text, to, look, plain, latex):
    assert shown(text, to, "plain", **look) == plain
    assert shown(text, to, "latex", **look) == latex
    assert shown(text, to, "mathml", **look).startswith("<math ")


NONE = [
    # f(x)                to         says
    ("|x|/x",             "0",       "does not exist: -1 from the left, 1 from the right"),
    ("1/x",               "0",       "does not exist: -oo from the left, oo from the right"),
    ("sin(1/x)",          "0",       "does not exist: it oscillates between -1 and 1 on both sides"),
    ("tan x",             "inf",     "does not exist: it oscillates without bound"),
    ("sqrt x",            "0-",      "does not exist: the function is not defined to the left of x = 0"),
    ("acos x",            "2",       "does not exist: the function is not defined near x = 2"),
    ("x y/(x^2+y^2)",     "x=0,y=0", "does not exist: 0 along y = 0, 1/2 along y = x"),
    ("x/(x+10^-1000)",    "0+",      "undecided: from the right, algebra gives 0, the experiment 1.00000 (error about"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "says"), NONE)
def test_what_has_no_limit_is_told_on_standard_error_beside_an_empty_line_of_plain(text, to, says):
    found = find(text, to)
    refusal = message(found, "plain")
    assert refusal is not None
    assert refusal.message.startswith(says)
    assert refusal.status == found.status
    assert [render(found, form, Display("limit", text), PAGE) for form in ("plain", "latex", "mathml")] == [
        "",
        "",
        "",
    ]
    assert message(found, "pretty") is None


def test_json():
    fields = json.loads(shown("|x|/x", "0", "json", check="dne", line=3))
    table = fields.pop("table")
    assert list(fields.items()) == [
        ("ok", True),
        ("line", 3),
        ("command", "limit"),
        ("input", "|x|/x"),
        ("expr", "Abs(x)/x"),
        ("wrt", ["x"]),
        ("result", None),
        ("at", {"x": "0"}),
        ("exists", False),
        ("kind", "one-sided"),
        ("left", "-1"),
        ("right", "1"),
        ("agree", True),
        ("check", {"verdict": "correct", "certainty": "proved"}),
        ("notes", ["-1 from the left, 1 from the right"]),
    ]
    assert table[0] == {"h": 0.1, "left": -1.0, "right": 1.0}


def test_json_of_a_limit_that_exists():
    fields = json.loads(shown("(1+1/x)^x", "inf", "json"))
    assert (fields["result"], fields["latex"], fields["exists"], fields["kind"]) == ("exp(1)", "e", True, "finite")
    assert fields["table"][0]["x"] == 10
    assert "right" not in fields
    assert abs(fields["estimate"] - fields["approx"]) < 1e-12
    assert json.loads(shown("1/x^2", "0", "json"))["result"] == "oo"
    assert json.loads(shown("x/(x+10^-1000)", "0+", "json"))["exists"] is None
