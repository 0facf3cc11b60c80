"""Zeros of functions as a book gives them; each is tried, and a dense grid must show no other change of sign."""

import mpmath
import pytest

from calc_cli.algebra.evaluate import approximate
from calc_cli.algebra.functions import symbol
from calc_cli.calculus.study.region import LINE, Region
from calc_cli.calculus.study.zeros import zeros
from calc_cli.questions.lowering import lowered
from calc_cli.questions.texts import names_of
from calc_cli.syntax.parser import parse

X = symbol("x")


def read(text):
    return lowered(parse(text, names_of([])).tree, text)


TURN = Region(read("0"), read("2 pi"))

ALL = [
    # function                    zeros, exact or in decimals              region
    ("x^3 - x - 1",               ["1.3247179572"],                        LINE),
    ("x^5 - 4x + 2",              ["-1.5185121528", "0.5084994847", "1.2435963906"], LINE),
    ("e^(2x) - 3e^x + 2",         ["0", "ln 2"],                           LINE),
    ("4^x - 2^x - 2",             ["1"],                                   LINE),
    ("e^x - x - 2",               ["-1.8414056604", "1.1461932206"],       LINE),
    ("x e^x - 1",                 ["0.5671432904"],                        LINE),
    ("e^x(x^2 - 3)",              ["-sqrt 3", "sqrt 3"],                   LINE),
    ("ln(x)^2 - 1",               ["1/e", "e"],                            LINE),
    ("ln x - 1/x",                ["1.7632228344"],                        LINE),
    ("x ln x - x + 1",            ["1"],                                   LINE),
    ("sqrt x - x + 2",            ["4"],                                   LINE),
    ("sqrt(x+1) + sqrt x - 2",    ["9/16"],                                LINE),
    ("sqrt(x^2+1) - x^3",         ["1.1509639253"],                        LINE),
    ("sqrt(x^2+1) - x",           [],                                      LINE),
    ("cbrt(x-1) + cbrt x",        ["1/2"],                                 LINE),
    ("x^(2/3) - x",               ["0", "1"],                              LINE),
    ("|x| + |x-1| - 3",           ["-1", "2"],                             LINE),
    ("2x + sign(x - 1)",          ["1/2"],                                 LINE),
    ("atan x - 1",                ["tan 1"],                               LINE),
    ("cosh x - 2",                ["-arcosh 2", "arcosh 2"],               LINE),
    ("x sigmoid(x) - 1",          ["1.2784645428"],                        LINE),
    ("x - cos x",                 ["0.7390851332"],                        LINE),
    ("x - 2sin x",                ["-1.8954942670", "0", "1.8954942670"],  LINE),
    ("x^x - 2",                   ["1.5596104695"],                        LINE),
    ("x^2 - 2^x",                 ["-0.7666646960", "2", "4"],             LINE),
    ("x^2 if x < 1 else x - 3",   ["0", "3"],                              LINE),
    ("sin x - cos x",             ["pi/4", "5pi/4"],                       TURN),
    ("sin(2x) + cos x",           ["pi/2", "7pi/6", "3pi/2", "11pi/6"],    TURN),
    ("cos(2x) + sin x",           ["pi/2", "7pi/6", "11pi/6"],             TURN),
    ("3sin x + 4cos x - 5",       ["atan(3/4)"],                           TURN),
    ("2cos(x)^4 + cos(x)^2 - 2",  ["0.4872675371", "2.6543251165", "3.6288601907", "5.7959177701"], TURN),
    ("2sin(2x) + cos x - 1",      ["0", "3.7229267833", "4.3358857791", "2 pi"], TURN),
    ("ln(1 + sin x)",             ["0", "pi", "2 pi"],                     TURN),
    ("tan x - x",                 ["0", "4.4934094579"],                   TURN),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "region"), ALL, ids=[row[0] for row in ALL])
def test_all_zeros_are_found_and_known_to_be_all(text, expected, region):
    u = read(text)
    found = zeros(u, X, region)
    assert found.are_all
    places = [approximate(root.middle, {}, 20) for root in found.roots]
    wanted = sorted(approximate(read(place), {}, 20) for place in expected)
    assert len(places) == len(wanted)
    assert all(abs(a - b) < 1e-9 for a, b in zip(places, wanted, strict=True))


OPEN = ["x sin x - 1", "sin(x) + x^2 e^x - x"]


@pytest.mark.parametrize("text", OPEN)
def test_what_is_searched_in_part_only_is_not_called_complete(text):
    assert not zeros(read(text), X).are_all


def test_a_root_in_decimals_is_enclosed():
    for text in ("x^3 - x - 1", "e^x - x - 2", "2cos(x)^4 + cos(x)^2 - 2"):
        u = read(text)
        for root in zeros(u, X, TURN).roots:
            with mpmath.workdps(60):
                signs = [mpmath.sign(approximate(u, {X: end}, 20)) for end in (root.low, root.high)]
            assert sorted(signs) == [-1, 1]
            assert root.high - root.low < 1e-30
