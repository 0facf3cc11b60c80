"""Real roots: exact ones against what is known, enclosed ones against mpmath's secant method."""

import math

import pytest
import sympy as sp
from mpmath import mp

from calc_cli.algebra.evaluate import lower
from calc_cli.algebra.exact_roots import NotExactError, exact_roots, ordered
from calc_cli.algebra.functions import symbol
from calc_cli.algebra.root import BITS, Root, recognised
from calc_cli.algebra.root_search import Care
from calc_cli.algebra.roots import real_roots, sign_changes
from calc_cli.syntax.parser import parse

X = symbol("x")


def read(text: str) -> sp.Expr:
    return lower(parse(text).tree)


EXACT = [
    ("x^2 - 2",  0, {-sp.sqrt(2), sp.sqrt(2)}),
    ("x^3 - x",  0, {-1, 0, 1}),
    ("e^x",      2, {sp.log(2)}),
    ("2x + 3",   1, {-1}),
    ("1/x",      2, {0, sp.Rational(1, 2)}),  # where it stops being defined, too
    ("|x| - 1",  0, {-1, 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "target", "expected"), EXACT, ids=[row[0] for row in EXACT])
def test_exact_roots(text: str, target: int, expected: set[object]) -> None:
    assert exact_roots(lower(parse(text).tree), X, sp.Integer(target)) >= expected


@pytest.mark.parametrize("text", ["x + sin(x)", "x e^x - 1 + x"])
def test_what_has_no_simple_roots_is_refused(text: str) -> None:
    with pytest.raises(NotExactError):
        exact_roots(lower(parse(text).tree), X)


def test_numbers_are_put_in_order_each_once() -> None:
    assert ordered([sp.pi, sp.S(3), sp.sqrt(2), sp.sqrt(8) / 2]) == (sp.sqrt(2), 3, sp.pi)


ROOTS = [
    # f                  its roots                                                  all are claimed
    ("x^2 - 2",          lambda: [-mp.sqrt(2), mp.sqrt(2)],                         True),
    ("(x - 1)(x - 2)^2", lambda: [mp.mpf(1), mp.mpf(2)],                            True),
    ("x^3 + x - 1",      lambda: [mp.findroot(lambda x: x**3 + x - 1, 0.7)],        True),
    ("x^5 - x - 1",      lambda: [mp.findroot(lambda x: x**5 - x - 1, 1.1)],        True),
    ("x^2 + 1",          list,                                                      True),
    ("x^2 + 1 + cos x",  list,                                                      False),
    ("e^x - 2",          lambda: [mp.log(2)],                                       True),
    ("cos x - x",        lambda: [mp.findroot(lambda x: mp.cos(x) - x, 0.7)],       False),
    ("x e^x - 1",        lambda: [mp.lambertw(1).real],                             False),
    ("ln x - cos x",     lambda: [mp.findroot(lambda x: mp.log(x) - mp.cos(x), 1.3)], False),
    ("e^x - x - 2",      lambda: [mp.findroot(lambda x: mp.exp(x) - x - 2, a) for a in (-1.8, 1.1)], False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "are_all"), ROOTS, ids=[row[0] for row in ROOTS])
def test_roots_are_exact_or_enclosed(text: str, expected, are_all: bool) -> None:
    found = real_roots(read(text), X, bits=100)
    assert found.are_all is are_all
    with mp.workdps(60):
        known = expected()
        assert len(found.roots) == len(known)
        for root, value in zip(found.roots, known, strict=True):
            ends = [root.low, root.high] if root.exact is None else [root.exact] * 2
            low, high = (mp.mpf(sp.N(end, 60)._mpf_) for end in ends)
            assert low - mp.mpf(10) ** -50 <= value <= high + mp.mpf(10) ** -50
            assert high - low <= mp.mpf(2) ** -99


@pytest.mark.parametrize("text", ["1/x", "tan x"])
def test_a_pole_is_no_root(text: str) -> None:
    for root in real_roots(read(text), X).roots:
        assert abs(float(sp.tan(sp.N(root.middle, 30)))) < 1e-6


def test_only_polynomials_and_exact_roots_are_known_to_be_all() -> None:
    assert real_roots(read("x^5 - x - 1"), X).are_all
    assert real_roots(read("e^x - 2"), X).are_all
    assert not real_roots(read("cos x - x"), X).are_all
    assert not real_roots(read("sin x"), X).are_all


def test_waves_have_exact_roots_on_the_interval() -> None:
    found = sign_changes(read("2sin(3x) - 1"), X, searched=(sp.S.Zero, sp.S(2)))
    assert [root.exact for root in found.roots] == [sp.pi / 18, 5 * sp.pi / 18]


def test_a_pole_is_a_change_of_sign_and_no_root() -> None:
    f = read("1/(x - cos x) + 0")
    assert len(sign_changes(f, X).roots) == 1
    assert not real_roots(f, X).roots


def test_where_the_sign_is_kept_is_told_apart() -> None:
    found = sign_changes(read("1 - cos(x^2)"), X, searched=(sp.S(1), sp.S(4)))
    assert not found.roots
    assert [float(root.shown) for root in found.possible] == pytest.approx(
        [math.sqrt(2 * math.pi), math.sqrt(4 * math.pi)], abs=1e-5
    )


def test_simple_numbers_are_recognised() -> None:
    f = read("3x + sin(2x) - 3pi/2")
    (root,) = real_roots(f, X, bits=60).roots
    assert recognised(f, X, root) == Root(sp.pi / 2)


def test_what_may_be_a_pole_is_pursued_only_if_that_is_wanted() -> None:
    with mp.workdps(60):
        place = sp.Rational(str(mp.findroot(lambda x: mp.cos(x) - x, 0.7)))

    def width(care: Care) -> sp.Rational:
        (pole,) = sign_changes(read("1/(x - cos x) + 1/7"), X, searched=(sp.S.Zero, sp.S(2)), care=care).roots
        assert pole.low <= place <= pole.high
        return pole.high - pole.low

    assert width(Care()) <= sp.Rational(1, 2**BITS)
    assert sp.Rational(1, 2**25) < width(Care(pursues_jumps=False)) < sp.Rational(1, 2**20)
