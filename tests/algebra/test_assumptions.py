"""What is known of letters: signs that follow, points moved to where it is true, and what contradicts itself."""

import pytest
import sympy as sp

from calc_cli import diff, grad, same
from calc_cli.algebra.assumptions import assumed_conditions, known_symbols, within
from calc_cli.algebra.evaluate import all_hold, lower, sign_at
from calc_cli.algebra.functions import plain_symbol
from calc_cli.errors import CalcError, UsageError
from calc_cli.syntax.parser import parse, parse_conditions


def known(conditions: str) -> dict[sp.Basic, sp.Symbol]:
    return dict(known_symbols(lower(node) for node in parse_conditions(conditions)))


SIGNS = [
    # what is known             of                  its sign
    ("a > 0",                   "a",                1),
    ("a < 0",                   "a^3",              -1),
    ("a != 0",                  "a^2",              1),
    ("a > 2",                   "a^2 - 3",          1),
    ("a > 2",                   "a^2 - 5",          None),
    ("0 < a < 1",               "a - a^2",          1),
    ("a^2 < 4",                 "a + 2",            1),
    ("a^2 < 4",                 "a",                None),
    ("a > b",                   "b - a",            -1),
    ("a > b, b > 0",            "a",                1),
    ("a > b and b > c",         "a - c",            1),
    ("a > b, b >= 1, c < 0",    "(a - 1)/c",        -1),
    ("a >= 0",                  "a",                None),
    ("a >= 0",                  "a + 1",            1),
    ("1 <= a <= 2",             "a - 1/2",          1),
    ("a > 0 or a < -1",         "a",                None),
]  # fmt: skip


@pytest.mark.parametrize(("conditions", "of", "sign"), SIGNS)
def test_sign(conditions: str, of: str, sign: int | None) -> None:
    symbols = known(conditions)
    assert sign_at(lower(parse(of).tree).xreplace(symbols), {}) == sign


@pytest.mark.parametrize("conditions", sorted({row[0] for row in SIGNS}))
@pytest.mark.parametrize("at", [-7, -1, 0, 3, 1000])
def test_points_are_moved_to_where_it_is_true(conditions: str, at: int) -> None:
    symbols = known(conditions).values()
    moved = within(dict.fromkeys(symbols, sp.Integer(at)))
    assert "or" in conditions or all_hold(assumed_conditions(symbols), moved)


@pytest.mark.parametrize(
    "conditions", ["a > 0, a < 0", "a > b, b > a", "a^2 < 0", "a > 1 and a < 1/2", "a = 2", "1 > 2"]
)
def test_what_leaves_no_choice_is_refused(conditions: str) -> None:
    with pytest.raises(UsageError):
        known(conditions)


def test_formulas_keep_their_own_letters() -> None:
    assert str(diff("|u|", assume="u > 0").result) == "1"
    assert str(diff("|u|").result) == "sign(u)"
    assert plain_symbol("u").is_positive is None


SAME = [
    # one               other               assuming            correct
    ("sqrt(a^2)",       "a",                "a > 0",            True),
    ("sqrt(a^2)",       "a",                "a < 0",            False),
    ("|a - 1|",         "a - 1",            "a > 2",            True),
    ("|a - b|",         "a - b",            "a > b",            True),
    ("|x - 5|",         "5 - x",            "0 < x < 5",        True),
    ("|x - 5|",         "5 - x",            "0 < x < 6",        False),
    ("(x^a)^b",         "x^(a b)",          "x > 0",            True),
    ("1/x",             "1/|x|",            "100 < x < 101",    True),
    ("floor x",         "100",              "100 < x < 101",    True),
    ("floor x",         "100",              "100 < x < 102",    False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "assume", "correct"), SAME)
def test_equal_under_an_assumption(one: str, other: str, assume: str, correct: bool) -> None:
    assert same(one, other, assume=assume).check.is_correct is correct


def test_of_a_derivative() -> None:
    assert diff("ln x", assume="x > 0").domain == ()
    assert diff("|x|", check="1", assume=["x > 0"]).check.is_correct
    assert [str(e) for e in grad("|x| y", assume="x > 0").components] == ["y", "x"]
    with pytest.raises(UsageError, match="not within"):
        diff("|x|", at=-1, assume="x > 0")


@pytest.mark.parametrize("assume", ["x >", "x", "2", "foo(x) > 0"])
def test_what_is_no_condition_is_an_error_with_its_place(assume: str) -> None:
    with pytest.raises(CalcError) as caught:
        diff("x^2", assume=assume)
    assert caught.value.span is not None
