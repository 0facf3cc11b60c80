"""Mathematics as a book sets it, in Unicode and in ASCII, on one line and on several."""

import pytest

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.lower import lower_as_typed
from calc_cli.render.pretty import pretty
from calc_cli.syntax.parser import parse

ON_ONE_LINE = [
    # typed                 Unicode                        ASCII
    ("3x^2 - 4x",           "3x² − 4x",                    "3x^2 - 4x"),
    ("1 - x^2",             "1 − x²",                      "1 - x^2"),
    ("1/x",                 "1/x",                         "1/x"),
    ("1/(2x)",              "1/(2x)",                      "1/(2x)"),
    ("-x/2",                "−x/2",                        "-x/2"),
    ("e^-x",                "e⁻ˣ",                         "e^(-x)"),
    ("e^(2x)",              "e²ˣ",                         "e^(2x)"),
    ("e^(x^2)",             "e^(x²)",                      "e^(x^2)"),
    ("x^(n-1)",             "xⁿ⁻¹",                        "x^(n - 1)"),
    ("x^(3/2)",             "x^(3/2)",                     "x^(3/2)"),
    ("sqrt x",              "√x",                          "sqrt(x)"),
    ("sqrt(x+1)",           "√(x + 1)",                    "sqrt(x + 1)"),
    ("cbrt x",              "∛x",                          "cbrt(x)"),
    ("sqrt(2) x",           "x√2",                         "x sqrt(2)"),
    ("1/(2 sqrt x)",        "1/(2√x)",                     "1/(2 sqrt(x))"),
    ("2sin x cos x",        "2 sin x cos x",               "2 sin x cos x"),
    ("sin 2x",              "sin 2x",                      "sin 2x"),
    ("sin(x^2)",            "sin(x²)",                     "sin(x^2)"),
    ("sin(x)^2 cos(x)^3",   "sin²x cos³x",                 "sin^2 x cos^3 x"),
    ("sin(x)^n",            "sinⁿx",                       "sin^n x"),
    ("sin(x)^x",            "(sin x)ˣ",                    "(sin x)^x"),
    ("1/sin x",             "1/sin x",                     "1/sin x"),
    ("sin(x)/x",            "sin(x)/x",                    "sin(x)/x"),
    ("(ln x)^2",            "(ln x)²",                     "(ln x)^2"),
    ("ln|x|",               "ln|x|",                       "ln|x|"),
    ("ln(ln x)",            "ln(ln x)",                    "ln(ln x)"),
    ("1/(x ln 2)",          "1/(x ln 2)",                  "1/(x ln 2)"),
    ("arcsin x",            "arcsin x",                    "arcsin x"),
    ("asinh(x+1)",          "arsinh(x + 1)",               "arsinh(x + 1)"),
    ("x e^x",               "x eˣ",                        "x e^x"),
    ("(x+1) e^x",           "(x + 1)eˣ",                   "(x + 1)e^x"),
    ("e^x (cos x - sin x)", "eˣ(cos x − sin x)",           "e^x (cos x - sin x)"),
    ("x^x (ln x + 1)",      "xˣ(ln x + 1)",                "x^x (ln x + 1)"),
    ("f'(g(x)) g'(x)",      "f′(g(x))·g′(x)",              "f'(g(x))*g'(x)"),
    ("f''(x)",              "f″(x)",                       "f''(x)"),
    ("theta x_1",           "θx₁",                         "theta x_1"),
    ("v_max t",             "vₘₐₓt",                       "v_max t"),
    ("2pi r",               "2πr",                         "2 pi r"),
    ("||x|-1|",             "abs(|x| − 1)",                "abs(|x| - 1)"),
    ("floor x",             "⌊x⌋",                         "floor(x)"),
    ("max(x, y)",           "max(x, y)",                   "max(x, y)"),
    ("n!",                  "n!",                          "n!"),
    ("sum(sum(i, i, 1, n), j, 1, m)", "sum(sum(i, i, 1, n), j, 1, m)", "sum(sum(i, i, 1, n), j, 1, m)"),
    ("gamma(x)",            "Γ(x)",                        "gamma(x)"),
    ("sigmoid(x)(1-sigmoid(x))", "sigmoid(x)·(1 − sigmoid(x))", "sigmoid(x)*(1 - sigmoid(x))"),
    ("[2x, x y]",           "[2x, xy]",                    "[2x, x y]"),
    ("x^2 if x<1 else 2x",  "x² if x < 1 else 2x",         "x^2 if x < 1 else 2x"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "unicode", "ascii_only"), ON_ONE_LINE, ids=[row[0] for row in ON_ONE_LINE])
def test_on_one_line(typed, unicode, ascii_only):
    e = lower(parse(typed).tree)
    assert pretty(e).lines == (unicode,)
    assert pretty(e, unicode=False).lines == (ascii_only,)
    assert ascii_only.isascii()


AS_TYPED = [
    ("x*x",          "x·x"),
    ("x/x",          "x/x"),
    ("2*(-3)x",      "2(−3)x"),
    ("a-(b-c)",      "a − (b − c)"),
    ("-(-x)",        "−(−x)"),
    ("1/2x",         "x/2"),
    ("x^-2",         "x⁻²"),
    ("sin(x)*x",     "sin(x)·x"),
    ("cos x (x+1)",  "cos(x)·(x + 1)"),
    ("(-8)^(1/3)",   "(−8)^(1/3)"),
    ("(sin x)^-1",   "1/sin x"),
    ("f*(x+1)",      "f·(x + 1)"),  # f(x + 1) would be a function
    ("p*i",          "p i"),  # pi would be a number
    ("2*e1",         "2·e1"),  # and 2e1 would be 20
    ("sqrt(2)*x",    "√2·x"),
    ("ln(x)/(1/sin x)", "ln(x)/(1/sin x)"),  # all of it, and no inverse function
    ("ln(x)/(sin x)^-1", "ln(x)/(1/sin x)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), AS_TYPED, ids=[row[0] for row in AS_TYPED])
def test_as_typed(typed, shown):
    assert pretty(lower_as_typed(parse(typed).tree), typed=True).lines == (shown,)


ON_SEVERAL_LINES = {
    "(x^2-2x-1)/(x-1)^2": """\
x² − 2x − 1
───────────
  (x − 1)²""",
    "-x/(x^2+2x+1)": """\
       x
− ───────────
  x² + 2x + 1""",
    "x^2 if x<1 else 2x-1": """\
⎧ x²      if x < 1
⎩ 2x − 1  otherwise""",
    "piecewise((-1, x<0), (x, x<1), (0, True))": """\
⎧ −1  if x < 0
⎨ x   if x < 1
⎩ 0   otherwise""",
    "sum(x^i, i, 1, n)": """\
 n
 Σ  xⁱ
i=1""",
    "1/(1+1/(1+1/x+x^2))": """\
         1
────────────────
      1
──────────── + 1
x² + 1 + 1/x""",
    "x^10+9x^9+8x^8+7x^7+6x^6+5x^5+4x^4+3x^3": """\
x¹⁰ + 9x⁹ + 8x⁸ + 7x⁷ + 6x⁶ + 5x⁵ + 4x⁴
+ 3x³""",
    "sqrt(x^10+9x^9+8x^8+7x^7+6x^6+5x^5+4x^4)": """\
√⎛x¹⁰ + 9x⁹ + 8x⁸ + 7x⁷ + 6x⁶ + 5x⁵⎞
 ⎝+ 4x⁴                            ⎠""",
}


@pytest.mark.parametrize("typed", ON_SEVERAL_LINES)
def test_on_several_lines(typed):
    box = pretty(lower(parse(typed).tree), width=40)
    lines = [line.rstrip() for line in box.lines]
    expected = ON_SEVERAL_LINES[typed].splitlines()
    if "───" in expected[1]:  # a fraction may be centred either way
        assert [line.strip() for line in lines] == [line.strip() for line in expected]
    else:
        assert lines == expected


def test_quotient_behind_a_minus_as_typed():
    assert pretty(lower_as_typed(parse("-x/(x^2+2x+1)").tree), width=40, typed=True).height == 3


def test_deep_nesting_takes_linear_time():
    e = lower_as_typed(parse("sin(" * 150 + "x" + ")" * 150).tree)
    assert pretty(e).text == "sin(" * 149 + "sin x" + ")" * 149
    assert pretty(e, width=40, typed=True).height >= 1
