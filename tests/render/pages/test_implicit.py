"""Implicit and inverse derivatives in every format, compared whole."""

import json

import pytest

from calc_cli.questions.diff import DiffQuestion
from calc_cli.render.display import Display
from calc_cli.render.result import render


def shown(expr, form="pretty", *, width=80, unicode=True, digits=None, **options):
    question = DiffQuestion(expr, digits=digits, **options)
    look = Display("diff", expr, width=width, unicode=unicode, digits=digits)
    return render(question.read().answer(), form, look, question.page())


CIRCLE = """\
x² + y² = 25
2x + 2y·dy/dx = 0                               differentiate both sides
2y·dy/dx = −2x                                  collect dy/dx
dy/dx = −x/y
d²y/dx² = −25/y³   for y ≠ 0
  with the equation used
at x = 3, y = 4:
  dy/dx = −3/4 = −0.75
  d²y/dx² = −25/64 = −0.390625
  tangent: y = 25/4 − 3x/4"""

SPHERE = """\
x^2 + y^2 + z^2 = 1
2x + 2z*dz/dx = 0                               differentiate both sides
2z*dz/dx = -2x                                  collect dz/dx
dz/dx = -x/z   for z != 0"""

CUBIC = """\
y = f(x) = x³ + x
f′(x) = 3x² + 1
dx/dy = 1/f′(x) = 1/(3x² + 1)
at y = 2:
  f(1) = 2
  f′(1) = 4
  (f⁻¹)′(2) = 1/4 = 0.25"""

EXPONENTIAL = """\
y = f(x) = e^(2x)
f'(x) = 2e^(2x)
dx/dy = 1/f'(x) = e^(-2x)/2
x = f^-1(y) = ln(y)/2
(f^-1)'(y) = 1/(2y)   for y > 0"""

NUMERIC = """\
y = f(x) = x³ + x
f′(x) = 3x² + 1
dx/dy = 1/f′(x) = 1/(3x² + 1)
at y = 3:
  x ≈ 1.213
  f′(x) ≈ 5.417
  (f⁻¹)′(3) ≈ 0.1846"""

PAGES = [
    ("x^2 + y^2 = 25", CIRCLE, {"implicit": "y", "order": 2, "at": ("x=3,y=4",)}),
    ("x^2 + y^2 + z^2 = 1", SPHERE, {"implicit": "z", "wrt": "x", "unicode": False}),
    ("x^3 + x", CUBIC, {"inverse": True, "at": ("2",)}),
    ("e^(2x)", EXPONENTIAL, {"inverse": True, "unicode": False}),
    ("x^3 + x", NUMERIC, {"inverse": True, "at": ("3",), "digits": 4}),
]


@pytest.mark.parametrize(("expr", "page", "options"), PAGES, ids=[f"{row[0]} {row[2]}" for row in PAGES])
def test_page(expr, page, options):
    assert shown(expr, **options) == page


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_too_long(width):
    text = shown("sin(x y) + e^(x + y) - x^3 y^2 = x/(1 + y^2)", implicit="y", width=width)
    assert max(map(len, text.splitlines())) <= width


FORMATS = [
    ("x^2 + y^2 = 25", {"implicit": "y"}, "plain", "-x/y"),
    ("x^2 + y^2 = 25", {"implicit": "y"}, "latex", r"- \frac{x}{y}"),
    ("x^2 + y^2 = 25", {"implicit": "y", "at": ("x=3,y=4",)}, "plain", "-3/4"),
    ("x^2 + y^2 = 25", {"implicit": "y", "at": ("x=3,y=4",), "digits": 3}, "plain", "-0.750"),
    ("x^2 + y^2 = 25", {"implicit": "y", "check": "-x/y"}, "plain", "correct"),
    ("x^2 + y^2 = 25", {"implicit": "y", "check": "-x/y"}, "latex", r"\text{correct}"),
    ("x^3 + x", {"inverse": True}, "plain", "1/(3*x**2 + 1)"),
    ("x^3 + x", {"inverse": True, "at": ("2",)}, "plain", "1/4"),
    ("x^3 + x", {"inverse": True, "at": ("2",)}, "latex", r"\frac{1}{4}"),
    ("x^3 + x", {"inverse": True, "at": ("2",), "check": "4"}, "plain", "incorrect"),
]


@pytest.mark.parametrize(("expr", "options", "form", "text"), FORMATS, ids=[f"{r[2]} {r[1]}" for r in FORMATS])
def test_format(expr, options, form, text):
    assert shown(expr, form, **options) == text
    assert shown(expr, "mathml", **options).startswith("<math")


def test_json_of_a_curve():
    assert json.loads(shown("x^2 + y^2 = 25", "json", implicit="y", at=("x=3,y=4",))) == {
        "ok": True, "command": "diff", "input": "x^2 + y^2 = 25", "expr": "x**2 + y**2 = 25", "wrt": ["x"],
        "implicit": "y", "order": 1, "result": "-x/y", "latex": r"- \frac{x}{y}", "at": {"x": "3", "y": "4"},
        "value": "-3/4", "approx": -0.75, "tangent": "y = 25/4 - 3*x/4", "domain": "y != 0",
    }  # fmt: skip


def test_json_of_an_inverse():
    assert json.loads(shown("e^x", "json", inverse=True, at=("1",))) == {
        "ok": True, "command": "diff", "input": "e^x", "expr": "exp(x)", "wrt": ["y"], "inverse": "log(y)",
        "result": "1/y", "latex": r"\frac{1}{y}", "at": {"y": "1", "x": "0"}, "value": "1", "approx": 1.0,
        "domain": "y > 0",
    }  # fmt: skip
