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


def drawn(*typed, width=60, height=24, unicode=True, color=False, **wishes):
    look = Display("plot", typed[0], width=width, height=height, unicode=unicode, color=color)
    return render(calc_cli.plot(*typed, **wishes), "pretty", look, PAGE)


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


def test_without_colors_curves_have_dashes():
    *_, first, second = drawn("sin x", "cos x").splitlines()
    assert first.split()[0] != second.split()[0]


def test_notes_are_told_below():
    assert "note: no tangent at x = 0: not differentiable at x = 0:" in drawn("|x|", tangent=0)
