"""A derivative in every format, compared whole, also on the curve of an equation and of an inverse."""

import json

import mpmath
import pytest
import sympy as sp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.calculus.derivative.derivative import Derivative, Quotient
from calc_cli.questions.diff import DiffQuestion
from calc_cli.render.display import Display
from calc_cli.render.pages.derivative import PAGE
from calc_cli.render.result import render
from calc_cli.syntax.parser import parse

x = symbol("x")


def made(typed: str, result: str, *, domain=(), at=None, value=None, name=None, order=1, wrt="x", rows=(), notes=()):
    """A derivative as calculus/ would give it, from texts."""
    exact = None if value is None else lower(parse(value).tree)
    d = Derivative(
        typed=lower_as_typed(parse(typed).tree),
        expression=lower(parse(typed).tree),
        name=name,
        variable=symbol(wrt),
        order=order,
        previous=lower(parse(typed).tree),
        result=lower(parse(result).tree),
        at=None if at is None else {symbol(wrt): lower(parse(at).tree)},
        value=exact,
        experiment=tuple(Quotient(sp.Rational(1, 10**k), mpmath.mpf(q)) for k, q in enumerate(rows, start=1)),
        notes=notes,
    )
    d.__dict__["domain"] = domain  # in the place of what calculus/ would find when it is asked
    return d


def shown(d: Derivative, form: str = "pretty", **look) -> str:
    return render(d, form, Display("diff", "typed", **look), PAGE)


POLYNOMIAL = {"typed": "3*x**2-4*x", "result": "6x-4"}
EXPERIMENT = {**POLYNOMIAL, "at": "1", "value": "2", "rows": ("2.3", "2.03", "2.003", "2.0003", "2.00003")}

PAGES = {
    "the derivative": (
        POLYNOMIAL,
        "d/dx (3x² − 4x) = 6x − 4",
    ),
    "at a point": (
        {**POLYNOMIAL, "at": "1", "value": "2"},
        "d/dx (3x² − 4x) = 6x − 4\nat x = 1: 2",
    ),
    "with a domain": (
        {"typed": "ln x", "result": "1/x", "domain": (x > 0,)},
        "d/dx ln x = 1/x   for x > 0",
    ),
    "at a point that needs decimals": (
        {"typed": "sin(x)^2", "result": "2 sin x cos x", "at": "pi/3", "value": "sqrt(3)/2"},
        "d/dx sin²x = 2 sin x cos x\nat x = π/3: √3/2 ≈ 0.866025",
    ),
    "a short decimal is exact": (
        {"typed": "x/2", "result": "1/2", "at": "3", "value": "1/2", "notes": ("1/2x is read as (1/2)·x",)},
        "d/dx (x/2) = 1/2\nat x = 3: 1/2 = 0.5\nnote: 1/2x is read as (1/2)·x",
    ),
    "a function with a name": (
        {"typed": "x^3", "result": "6x", "name": "f(x)", "order": 2},
        "f(x) = x³\nf″(x) = 6x",
    ),
    "a variable with a name": (
        {"typed": "x^3", "result": "6x", "name": "y", "order": 2},
        "y = x³\nd²y/dx² = 6x",
    ),
    "a partial derivative": (
        {"typed": "a t^2 + b t", "result": "2a t + b", "wrt": "t"},
        "∂/∂t (at² + bt) = 2at + b",
    ),
    "a fraction": (
        {"typed": "(x^2+1)/(x-1)", "result": "(x^2-2x-1)/(x-1)^2", "domain": (sp.Ne(x, 1),)},
        "     x² + 1   x² − 2x − 1\n"
        "d/dx ────── = ───────────   for x ≠ 1\n"
        "     x − 1      (x − 1)²",
    ),
    "cases": (
        {"typed": "x^2 if x<1 else 2x-1", "result": "2x if x<1 else 2"},
        "d/dx ⎧ x²      if x < 1  = ⎧ 2x  if x < 1\n"
        "     ⎩ 2x − 1  otherwise   ⎩ 2   otherwise",
    ),
    "the experiment": (
        EXPERIMENT,
        "d/dx (3x² − 4x) = 6x − 4\n"
        "at x = 1: 2\n"
        "\n"
        "h         (f(1 + h) − f(1))/h\n"
        "0.1       2.30000\n"
        "0.01      2.03000\n"
        "0.001     2.00300\n"
        "0.0001    2.00030\n"
        "0.00001   2.00003",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pretty(name):
    parts, page = PAGES[name]
    assert shown(made(**parts)) == page


NARROW = """\
d/dx ((2x + 1)⁵(x³ − x + 1)⁴)
  = 2 · (2x + 1)⁴ · (x³ − x + 1)³
    · (17x³ + 6x² − 9x + 3)
  for x < −2 or x > 2"""


def test_it_breaks_where_a_reader_would():
    d = made(
        "(2x+1)^5 (x^3-x+1)^4",
        "2(2x+1)^4 (x^3-x+1)^3 (17x^3+6x^2-9x+3)",
        domain=(sp.Or(x > 2, x < -2),),
    )
    assert shown(d, width=40) == NARROW


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_it_fits_and_ascii_is_ascii(name, width):
    d = made(**PAGES[name][0])
    assert all(len(line) <= width for line in shown(d, width=width).splitlines())
    text = shown(d, width=width, unicode=False)
    assert text.isascii()
    assert all(len(line) <= width for line in text.splitlines())


def test_colour_is_restrained_and_changes_no_text():
    d = made(**EXPERIMENT, domain=(x > 0,))
    coloured = shown(d, color=True)
    assert "\x1b[1m6x − 4\x1b[0m" in coloured
    assert "\x1b[1m2.0\x1b[0m\x1b[2m3000\x1b[0m" in coloured  # the settled digits, and those still moving
    plain_text = coloured.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
    assert plain_text == shown(d)


def test_brackets_are_not_markup():
    d = made("x", "1", notes=("[bold]x[/bold] is read as x",))
    assert "[bold]x[/bold]" in shown(d, color=True)


OTHERS = [
    # parts                                             look              plain        latex
    (POLYNOMIAL,                                        {},               "6*x - 4",   "6 x - 4"),
    ({**POLYNOMIAL, "at": "1", "value": "2"},           {},               "2",         "2"),
    ({**POLYNOMIAL, "at": "1", "value": "2"},           {"digits": 5},    "2",         "2"),
    ({"typed": "x^2/3", "result": "2x/3"},              {"digits": 4},    "0.6667*x",  "0.6667 x"),
    ({"typed": "x", "result": "1", "at": "1", "value": "pi/7"}, {"digits": 4}, "0.4488", "0.4488"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "look", "plain", "latex"), OTHERS)
def test_plain_and_latex(parts, look, plain, latex):
    assert shown(made(**parts), "plain", **look) == plain
    assert shown(made(**parts), "latex", **look) == latex
    assert shown(made(**parts), "mathml", **look).startswith("<math ")


def test_json():
    d = made(**EXPERIMENT, domain=(sp.Ne(x, 0),), notes=("a note",))
    text = render(d, "json", Display("diff", "3*x**2-4*x", line=7), PAGE)
    assert "\n" not in text
    fields = json.loads(text)
    table = fields.pop("table")
    assert list(fields.items()) == [
        ("ok", True),
        ("line", 7),
        ("command", "diff"),
        ("input", "3*x**2-4*x"),
        ("expr", "3*x**2 - 4*x"),
        ("wrt", ["x"]),
        ("order", 1),
        ("result", "6*x - 4"),
        ("latex", "6 x - 4"),
        ("at", {"x": "1"}),
        ("value", "2"),
        ("approx", 2.0),
        ("domain", "x != 0"),
        ("notes", ["a note"]),
    ]
    assert table[0] == {"h": 0.1, "value": 2.3}


def test_json_has_only_what_applies():
    assert list(json.loads(shown(made(**POLYNOMIAL), "json"))) == [
        "ok", "command", "input", "expr", "wrt", "order", "result", "latex",
    ]  # fmt: skip


def asked(expr, form="pretty", *, width=80, unicode=True, digits=None, **options):
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

ASKED_PAGES = [
    ("x^2 + y^2 = 25", CIRCLE, {"implicit": "y", "order": 2, "at": ("x=3,y=4",)}),
    ("x^2 + y^2 + z^2 = 1", SPHERE, {"implicit": "z", "wrt": "x", "unicode": False}),
    ("x^3 + x", CUBIC, {"inverse": True, "at": ("2",)}),
    ("e^(2x)", EXPONENTIAL, {"inverse": True, "unicode": False}),
    ("x^3 + x", NUMERIC, {"inverse": True, "at": ("3",), "digits": 4}),
]


@pytest.mark.parametrize(("expr", "page", "options"), ASKED_PAGES, ids=[f"{row[0]} {row[2]}" for row in ASKED_PAGES])
def test_page(expr, page, options):
    assert asked(expr, **options) == page


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_too_long(width):
    text = asked("sin(x y) + e^(x + y) - x^3 y^2 = x/(1 + y^2)", implicit="y", width=width)
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
    assert asked(expr, form, **options) == text
    assert asked(expr, "mathml", **options).startswith("<math")


def test_json_of_a_curve():
    assert json.loads(asked("x^2 + y^2 = 25", "json", implicit="y", at=("x=3,y=4",))) == {
        "ok": True, "command": "diff", "input": "x^2 + y^2 = 25", "expr": "x**2 + y**2 = 25", "wrt": ["x"],
        "implicit": "y", "order": 1, "result": "-x/y", "latex": r"- \frac{x}{y}", "at": {"x": "3", "y": "4"},
        "value": "-3/4", "approx": -0.75, "tangent": "y = 25/4 - 3*x/4", "domain": "y != 0",
    }  # fmt: skip


def test_json_of_an_inverse():
    assert json.loads(asked("e^x", "json", inverse=True, at=("1",))) == {
        "ok": True, "command": "diff", "input": "e^x", "expr": "exp(x)", "wrt": ["y"], "inverse": "log(y)",
        "result": "1/y", "latex": r"\frac{1}{y}", "at": {"y": "1", "x": "0"}, "value": "1", "approx": 1.0,
        "domain": "y > 0",
    }  # fmt: skip
