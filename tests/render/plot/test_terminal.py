"""Pictures as lines of text. Each was looked at before it was stored."""

import re

import pytest

import calc_cli
from calc_cli.render.display import Display
from calc_cli.render.pages.plot import PAGE
from calc_cli.render.result import render

CHAPTER = """\
   u
   │                  ╎
   │⢳⡀                ╎                                 ⣠
10 ┤ ⢣   ·            ╎           ·            ·       ⢰⠃
   │  ⢧               ╎                               ⢠⠇
   │  ⠈⢆              ╎                              ⢀⠏
   │   ⠈⢆             ╎                             ⢀⠏
   │    ⠈⢆            ╎                            ⢠⠏
   │     ⠈⢆           ╎                           ⢠⠏
   │      ⠈⢧          ╎                          ⢠⠋
 5 ┤     ·  ⠳⡀        ╎           ·            ·⡰⠃
   │         ⠱⣄       ╎                       ⢀⡜⠁
   │          ⠘⢦      ╎                      ⣠⠎
   │            ⠳⡄    ╎                    ⢀⡴⠃       ⢀ ⠠⠒
   │             ⠈⢦⡀  ╎                   ⣠⠊     ⠠⠤ ⠈⠁
   │               ⠙⢦⡀╎                 ⡠⠞ ⢀⠤ ⠐⠉
 0 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌⠈⠳⢄⡀╌╌╌╌╌╌╌╌╌╌╌╌⣠⣴⠋⠐⠊╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
   │                  ╎ ⠉⠓⠦⢤⣀⣀⣀⣀⣀⡠●⠖⠋⠁
   │                  ╎    ⢀⡠ ⠐⠉
   └─────┬────────────┬───────────┬────────────┬───────── x
         −1           0           1            2
  ⠤⠤⠤ f(x) = 3x² − 4x
  ⠤⠄ tangent at x = 1: y = 2x − 3
"""


def drawn(*typed, width=60, height=24, unicode=True, color=False, **options):
    look = Display("plot", typed[0], width=width, height=height, unicode=unicode, color=color)
    return render(calc_cli.plot(*typed, **options), "pretty", look, PAGE)


def test_the_figure_of_the_chapter():
    assert drawn("u = f(x) = 3x^2 - 4x", tangent=1) == CHAPTER.rstrip("\n")


def test_in_ascii():
    text = drawn("u = f(x) = 3x^2 - 4x", tangent=1, unicode=False)
    assert text.isascii()
    assert "*** f(x) = 3x^2 - 4x" in text
    assert "+++ tangent at x = 1: y = 2x - 3" in text


SIZES = [(40, 24), (80, 24), (80, 50), (120, 30), (200, 60), (30, 10), (20, 8)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("typed", ["3x^2-4x", "tan x", "1e-9x", "e^x", "x^100"])
def test_it_fits_the_window(typed, width, height):
    lines = drawn(typed, width=width, height=height).splitlines()
    assert len(lines) < max(height, 13)
    assert max(map(len, lines[:-1])) <= width


def test_holes_and_ends_are_circles():
    assert "○" in drawn("(x^2-1)/(x-1)")
    step = drawn("floor x", range="0:3")
    assert (step.count("○"), step.count("●")) == (3, 4)


def test_a_pole_is_a_dotted_line_that_no_curve_crosses():
    rows = drawn("1/x", range="-1:1").splitlines()
    column = next(row.index("┊") for row in rows if "┊" in row)
    assert all(row[column] in "┊┬" for row in rows[1:-2] if len(row) > column)


def test_colors_are_codes_only_where_they_are_wanted():
    assert "\x1b" not in drawn("sin x", "cos x")
    colored = drawn("sin x", "cos x", color=True)
    assert len(set(re.findall(r"\x1b\[38;5;(\d+)m", colored))) == 3


CUBE = (0, 95, 135, 175, 215, 255)


def luminance(code):
    """Of one of the 256 colours, as WCAG 2.1 defines it."""
    if code >= 232:
        channels = [8 + 10 * (code - 232)] * 3
    else:
        channels = [CUBE[(code - 16) // 36], CUBE[(code - 16) // 6 % 6], CUBE[(code - 16) % 6]]
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


COLORED = [
    (["sin x", "cos x", "x", "x^2", "x^3", "x^4"], {"tangent": 1}),
    (["x^2 + 3y^2"], {"gradient": True, "at": "x=1,y=1"}),
]


@pytest.mark.parametrize(("typed", "options"), COLORED)
def test_colors_are_seen_on_a_white_and_on_a_black_ground(typed, options):
    codes = {int(code) for code in re.findall(r"\x1b\[38;5;(\d+)m", drawn(*typed, color=True, **options))}
    assert len(codes) >= 5
    for code in codes:
        assert min(1.05 / (luminance(code) + 0.05), (luminance(code) + 0.05) / 0.05) >= 4.5, code


NUMBERS = [
    # drawn                         numbers on the axis across
    ("sin x", {}, "−2π −π 0 π 2π"),
    ("cos(3x) + sin(x/2)", {}, "−4π −2π 0 2π 4π"),
    ("tan x", {"range": "-pi/2:pi/2"}, "−π/2 −π/4 0 π/4 π/2"),
    ("sin x", {"range": "0:pi/6"}, "0 0.2 0.4"),
    ("sin(2pi x)", {}, "−1 −0.5 0 0.5 1"),
    ("x^2", {"range": "0:10^6"}, "0 5·10⁵ 10⁶"),
    ("x", {"range": "0:8*10^-5"}, "0 2·10⁻⁵ 4·10⁻⁵ 6·10⁻⁵ 8·10⁻⁵"),
    ("x^2", {"range": "10^-4:10^4", "x_scale": "log"}, "10⁻⁴ 10⁻² 10⁰ 10² 10⁴"),
    ("x^2", {"range": "0:80000"}, "0 20000 40000 60000 80000"),
]


@pytest.mark.parametrize(("typed", "options", "numbers"), NUMBERS, ids=[f"{row[0]} {row[1]}" for row in NUMBERS])
def test_numbers_on_the_axes_are_round(typed, options, numbers):
    assert drawn(typed, **options).splitlines()[-2].split() == numbers.split()


def test_angles_in_ascii():
    numbers = drawn("sin x", range="-pi:pi", unicode=False).splitlines()[-2]
    assert numbers.split() == ["-pi", "-pi/2", "0", "pi/2", "pi"]


def test_without_colors_curves_have_dashes():
    *_, first, second = drawn("sin x", "cos x").splitlines()
    assert first.split()[0] != second.split()[0]


def test_notes_are_told_below():
    assert "note: no tangent at x = 0: not differentiable at x = 0:" in drawn("|x|", tangent=0)
